"""Whether the value read for a time or a quantity is one of those that the gold calls right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Reading = Mapping[str, Any]
Row = Mapping[str, Any]

CLOSE = 0.01  # relative difference of two numbers that are one
_ZONE = re.compile(r"(?<=T\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?$")
_SAME_UNIT = {"tonne": "metric ton", "percentage point": "percent"}
_PERSONS = frozenset("people person other individual".split())  # words that say no more than: persons
_OPEN_DAY = "XXXX-XX-XX"  # before a clock: its day is not told


def right(e: Row, reading: Reading) -> dict[str, bool]:
    """What is right of `reading` for the wanted expression `e`, by name; only what the gold judges."""
    return _time(e, reading) if e["what"] == "time" else _quantity(e, reading)


def may_be_pieces(e: Row) -> bool:
    """Whether `e` holds two values: both ends of a range, or a day and its clock."""
    if e["what"] == "time":
        return "end_value" in e or any(re.match(r"\d{4}-\d\d-\d\dT", v) for v in e["value"])
    return any(low != high for low, high, _ in e["values"])


def joined(pieces: Sequence[Reading], what: str) -> Reading:
    """Several readings inside one expression as one."""
    if what == "quantity":
        return {**pieces[-1], "value": min(p["value"] for p in pieces), "high": max(p["high"] for p in pieces)}
    values = [p["value"] or "" for p in pieces]
    clock = next((v[v.index("T") :] for v in values if "T" in v and not v.startswith("P")), None)
    day = next((v[:10] for v in values if re.match(r"\d{4}-\d\d-\d\d", v)), None)
    mod = next((p.get("mod") for p in pieces if p.get("mod")), None)
    together = day + clock if day and clock else values[0]
    return {"value": together, "first": values[0], "end_value": values[-1], "mod": mod}


def same_value(told: str | None, wanted: str) -> bool:
    """Whether a TIMEX3 value is the wanted one; "~" wants no calendar value."""
    if wanted == "~":
        return told is None or told.endswith("_REF") or "X" in told
    return told is not None and _ZONE.sub("", told.removeprefix(_OPEN_DAY)) == _ZONE.sub("", wanted)


def _time(e: Row, r: Reading) -> dict[str, bool]:
    if "matches" in r:  # a reader without TIMEX3 values judges for itself
        return {"value": any(r["matches"](v) for v in e["value"]) and "end_value" not in e}
    out = {"value": any(same_value(v, w) for w in e["value"] for v in (r["value"], r.get("first", r["value"])))}
    if f"{r['value']}/{r.get('end_value')}" in e.get("ends", ()):
        out["value"] = True
    if "end_value" in e:
        out["value"] = out["value"] and any(same_value(r.get("end_value"), w) for w in e["end_value"])
    if "mod" in e:
        out["mod"] = r.get("mod") in e["mod"]
    return out


def _quantity(e: Row, r: Reading) -> dict[str, bool]:
    unit = _SAME_UNIT.get(r["unit"], r["unit"])
    out = {"value": False}
    for low, high, wanted in e["values"]:
        if unit != _SAME_UNIT.get(wanted, wanted):
            continue
        if e["kind"] == "vague":
            out["value"] |= low <= r["value"] <= high
        else:
            out["value"] |= _close(r["value"], low) and _close(r["high"], high)
    if "bound" in r and e["kind"] != "vague":
        out["bound"] = r["bound"] in e["bound"]
    if "counted" in e and "counted" in r:
        out["counted"] = _noun(e["counted"]) in {_noun(word) for word in r["counted"].replace("-", " ").lower().split()}
    if "status" in e and "status" in r:
        out["status"] = r["status"] == e["status"]
    return out


def _noun(word: str) -> str:
    return "people" if word.lower() in _PERSONS else word.lower()


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= CLOSE * max(abs(a), abs(b), 1e-9)
