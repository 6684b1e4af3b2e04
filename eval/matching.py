"""What counts as the same: spans, names, times. Shared by the figures of `eval.stories`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

Row = Mapping[str, Any]
Key = tuple[str, int, int]

LONGEST_EVIDENCE = 500  # code points: evidence is a sentence or less
MOST_NAMES = 12  # names of one entity that are read

L = TypeVar("L", bound=Hashable)


def harmonic(precision: float | None, recall: float | None) -> float | None:
    """F1 of two figures; None where one is not defined."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, whole: float) -> float | None:
    """part / whole; None where there is nothing to count."""
    return part / whole if whole else None


def common(a: Row, b: Row) -> int:
    """Code points that two spans share."""
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"])) if a["article"] == b["article"] else 0


def likeness(a: Row, b: Row) -> float:
    """Intersection over union of two spans."""
    both = common(a, b)
    return both / (a["end"] - a["start"] + b["end"] - b["start"] - both) if both else 0.0


def holds(evidence: Iterable[Row], span: Row) -> bool:
    """Whether a passage of `evidence` (none over the longest) shares half of the shorter of itself and `span`."""
    size = span["end"] - span["start"]
    for passage in evidence:
        length = passage["end"] - passage["start"]
        both = common(passage, span)
        if both and length <= LONGEST_EVIDENCE and both >= 0.5 * min(length, size):
            return True
    return False


def key_of(name: str) -> str:
    """A name without case, accents and typographic differences."""
    bare = (c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(bare).replace("’", "'").split())


def names_of(entity: Row) -> set[str]:
    """The comparable names of an entity, gold or reported."""
    return {key_of(n) for n in [entity["name"], *entity.get("aliases", []), *entity.get("names", [])][:MOST_NAMES]}


def listed(value: Any) -> list[Any]:
    """A value, a list of values or nothing, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def pair_up(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Each left one with at most one right one, heaviest pairs first; ties by number."""
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for left, right in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if left not in chosen and right not in used:
            chosen[left] = right
            used.add(right)
    return chosen


def groups(members: Sequence[L], joined: Iterable[frozenset[L]]) -> int:
    """How many groups `members` fall into when the pairs in `joined` are one."""
    root = {m: m for m in members}

    def find(m: L) -> L:
        while root[m] != m:
            m = root[m]
        return m

    for pair in joined:
        ends = [m for m in pair if m in root]
        if len(ends) == 2:
            root[find(ends[0])] = find(ends[1])
    return len({find(m) for m in members})


def same_time(told: str, gold: str, *, about: bool) -> bool:
    """Whether a reported value is the gold one at its granularity; `about` where the gold one is vague.

    A clock or part of day may be added to a day; a week matches its days; never a day for a month.
    """
    told = told.upper().replace("XXXX-", "")
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", told)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        days = [(monday + timedelta(n)).isoformat() for n in range(7)]
        return gold[:10] in days or (about and any(day.startswith(gold[:7]) for day in days))
    if (
        told == gold
        or (len(gold) == 10 and told.startswith(gold + "T"))
        or ("T" in gold and told.startswith(gold[:13]))
    ):
        return True
    if not about or not re.match(r"\d{4}", told):
        return False
    if len(gold) == 4 or len(told) == 4:
        return abs(int(told[:4]) - int(gold[:4])) <= (len(gold) == 4)
    return abs(_month(told) - _month(gold)) <= (len(gold) != 10)


def _month(value: str) -> int:
    return int(value[:4]) * 12 + int(value[5:7]) if re.match(r"\d{4}-\d\d", value) else -99
