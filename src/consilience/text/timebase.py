"""What reading a time expression needs: its setting, its reading, counts of units and moves by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from ..model.annotation import TimexType
from . import calendar, numbers
from .calendar import Direction, Unit
from .timewords import UNITS


class Reading(NamedTuple):
    """What an expression means. `wants`: the event it counts from is to be found first (`count` units from it)."""

    type: TimexType
    value: str | None
    rule: str
    mod: str | None = None
    end: str | None = None
    wants: tuple[int | None, str, str] | None = None


class Setting(NamedTuple):
    """What an expression is read against. `last(unit)`: the last value told before it that is as fine as `unit`;
    `fresh`: it stands where a report tells its news, which may be of the day after the anchor."""

    anchor: date | None
    outlook: Direction
    last: Callable[[Unit], str | None]
    holidays: Mapping[str, tuple[str, str]]
    fresh: bool = True


NO_ANCHOR = "not resolved: no date to count from"


NO_BASE = "not resolved: nothing dated before it"


VAGUE_COUNT = {"day": 4, "week": 3, "month": 4}  # what "several days" is counted as; the value is one unit coarser


_COARSER: dict[str, Unit] = {"day": "week", "week": "month", "month": "year"}


FORWARD = frozenset("next following coming upcoming".split())


BACKWARD = frozenset("last previous preceding prior past".split())


SHORT = frozenset(("second", "minute", "hour"))


def named(outlook: Direction) -> str:
    """The outlook in the words of a rule."""
    return {"past": "nearest past", "future": "next to come", "nearest": "nearest"}[outlook]


def count_of(words: str, half: bool = False) -> float | None:
    """The value of a count; None where it is vague ("several", "a few")."""
    plain = words.replace("-", " ").split()
    if "couple" in plain:
        return 2.0
    if not plain or {"few", "several", "many", "some", "handful"} & set(plain) or "number" in plain:
        return None
    if "quarter" in plain:
        return 0.25
    if plain in (["half", "a"], ["half", "an"], ["a", "half"], ["half"]):
        return 0.5
    value = numbers.value_of([w for w in plain if w != "or"])
    return None if value is None else value + (0.5 if half else 0.0)


def unit_of_word(word: str) -> str:
    """The unit that a word names, in the singular: weeks -> week, centuries -> century."""
    plain = word.lower()
    if plain in ("centuries", "century"):
        return "century"
    return plain[:-1] if plain.endswith("s") else plain


_LESSER = {
    ("year", "month"): 12, ("year", "week"): 52, ("year", "day"): 365, ("month", "week"): 4, ("month", "day"): 30,
    ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60, ("hour", "second"): 3600,
}  # fmt: skip


def summed(p: Mapping[str, str], count: float | None, unit: str) -> tuple[float | None, str]:
    """The count and unit of "two years and three months" (27 months); as they are where no lesser unit is told."""
    lesser = unit_of_word(p["lesser"]) if "lesser" in p else ""
    factor, more = _LESSER.get((unit, lesser)), count_of(p.get("more", ""))
    return (count, unit) if factor is None or more is None or count is None else (count * factor + more, lesser)


def steps_of(count: float, unit: str) -> tuple[int, Unit] | None:
    """Whole steps of a unit that the calendar knows: (2, "week") for a fortnight; None for hours and the like."""
    if unit in SHORT:
        return None
    if unit == "fortnight":
        return round(2 * count), "week"
    if unit in ("night", "weekend"):
        return round(count), "day" if unit == "night" else "week"
    if unit == "quarter":
        return round(3 * count), "month"
    if count != int(count):
        finer: dict[str, tuple[int, Unit]] = {"year": (12, "month"), "decade": (10, "year"), "century": (100, "year")}
        if unit in finer:
            return round(count * finer[unit][0]), finer[unit][1]
    return round(count), unit  # type: ignore[return-value]


def moved(base: str, count: float | None, unit: str, sign: int, rule: str) -> Reading:
    """`base` moved by a count of units, as coarse as the unit; a vague count gives the next coarser unit."""
    if unit in SHORT:
        return Reading("DATE", base[:10], f"{rule}: less than a day", mod="APPROX")
    if count is None:
        day = calendar.first_day(base)
        if day is None or unit not in VAGUE_COUNT:
            return Reading("DATE", "PAST_REF" if "ago" in rule else None, f"{rule}: no count is given")
        back = calendar.add(day, sign * VAGUE_COUNT[unit], unit)  # type: ignore[arg-type]
        return Reading(
            "DATE", calendar.coarsen(back, _COARSER[unit]) if back else None, f"{rule}: a few {unit}s", mod="APPROX"
        )
    steps = steps_of(count, unit)
    if steps is None:
        return Reading("DATE", None, rule)
    return Reading("DATE", calendar.shift(base, sign * steps[0], steps[1]), rule)


def length_of(p: Mapping[str, str], count: float | None, unit: str) -> str:
    """A duration in TIMEX3 with a lesser unit, if one is told: PT9M46S, P2Y3M."""
    whole, lesser = length(count, unit), unit_of_word(p["lesser"]) if "lesser" in p else ""
    more = count_of(p.get("more", ""))
    if more is None or count is None or (unit, lesser) not in _LESSER:
        return whole
    rest = length(more, lesser)
    return whole + (rest[2:] if "T" in whole and "T" in rest else rest[1:])


def length(count: float | None, unit: str) -> str:
    """A duration in TIMEX3: P40Y, PT10M; X where no count is given."""
    letter = UNITS[unit]
    if unit == "fortnight" and count is not None:
        count *= 2
    number = "X" if count is None else f"{count:g}"
    return f"P{'T' if unit in SHORT else ''}{number}{letter}" if unit != "quarter" else f"P{number}Q"


def ahead_of(reading: Reading, anchor: date) -> Reading:
    """A length of days to years as the time that far ahead of the anchor."""
    found = re.fullmatch(r"P(\d+|X)(D|W|M|Y)", reading.value or "")
    if found is None or found[0] == "PXY":
        return reading
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[found[2]]
    return moved(
        anchor.isoformat(), None if found[1] == "X" else int(found[1]), unit, 1, f"in {found[0]}, from the anchor"
    )


def up_to_now(reading: Reading, anchor: date) -> Reading:
    """A length of days to decades as the stretch from its beginning to the anchor; others as they are."""
    found = re.fullmatch(r"P(\d+)(D|W|M|Y|DE)", reading.value or "")
    if found is None:
        return reading
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade"}[found[2]]
    begin = moved(anchor.isoformat(), int(found[1]), unit, -1, "")
    return Reading("DATE", begin.value, f"{found[0]} up to the anchor", end=anchor.isoformat())
