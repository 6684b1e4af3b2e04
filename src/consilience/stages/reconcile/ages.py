"""Ages of one person: which two of them cannot both be right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .counts import Count
from .readings import Text

BIRTHDAY = 20  # days between two reports from which a person may be a year older in the later
YEAR = 365
LIKE_ONCE = 0.2  # likeness of the words round two ages of somebody whom no name tells, of whom each report gives one
# Nouns that a story has many of; for these what is said must be the same too.
_ANYONE = frozenset("man woman person people individual teen teenager victim suspect other adult".split())


def birthday_between(text: Text, a: Count, b: Count) -> bool:
    """True where so much time lies between the reports that the person may have grown older by the difference."""
    days = [text.instants[c.report][:10] for c in (a, b)]
    if a.unit != "age" or "" in days:
        return False
    past = date.fromisoformat(days[1]).toordinal() - date.fromisoformat(days[0]).toordinal()
    older = b.row.value - a.row.value if past > 0 else a.row.value - b.row.value
    return abs(past) > BIRTHDAY and 0 <= older <= 1 + abs(past) // YEAR


def told_once(counts: Sequence[Count]) -> set[int]:
    """The ages of somebody told by a noun ("the baby") of whose kind no report gives two ages."""
    told: dict[str, dict[int, set[float]]] = {}
    for c in counts:
        if c.unit == "age" and c.what and c.row.counted not in _ANYONE:
            told.setdefault(c.what, {}).setdefault(c.report, set()).add(c.row.value)
    once = {what for what, values in told.items() if len(values) > 1 and all(len(v) == 1 for v in values.values())}
    return {i for i, c in enumerate(counts) if c.unit == "age" and c.what in once and c.row.counted not in _ANYONE}
