"""What tells a thing counted from others, and of which things no report gives two numbers.

A number of "Irish boats", of "troops in Orlec" or of people of one nation is of one thing for a report that gives
only that one; so are two such numbers of two reports, even where other things are said of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .counts import CASUALTY, Count, apart

FAR = 4.0  # numbers that many times apart are of different things unless the words round them are alike
NEAR = 1.5  # and so near that nothing but the kind of thing counted need be equal
FEWEST = 3  # smaller numbers of a kind of thing stand for many different ones

Key = tuple[str, ...]


def names_of(c: Count) -> list[Key]:
    """The keys of a thing counted: its noun with each word before it or the place it is in, its people with their state;
    of a measure what it is of or from."""
    if c.unit != "count":
        return [("", kind) for kind in sorted(c.kinds)] if c.unit not in ("age", "percent") else []
    if c.part:
        return []
    named: list[Key] = [(c.what, which) for which in sorted(c.which)] if c.what else []
    if not c.row.status:
        named += [(c.what, "in", place) for place in sorted(c.inside)] if c.what else []
    return named + nation_of(c)


def nation_of(c: Count) -> list[Key]:
    """The key of people told by their state ("44 million Brits", "UK customers"), if they are."""
    return [("people", c.nation)] if c.nation and not c.part else []


def said_once(counts: Sequence[Count]) -> set[int]:
    """Counts of a thing of which no report says the same with two numbers: they need no common claim to be compared."""
    return _once(counts, lambda c: [(s, w) for s in c.said for w in (c.what, *c.kinds)] if c.unit == "count" else [])


def noun_once(counts: Sequence[Count]) -> set[int]:
    """Counts of things for whose noun no report gives two numbers."""
    return _once(counts, lambda c: [(c.what,)] if c.unit == "count" and c.what and not c.part else [])


def named_once(counts: Sequence[Count]) -> set[int]:
    """Counts of things told by their names, of which no report gives two numbers: they are of one thing, whatever is
    said of it."""
    held = _once(counts, lambda c: [(c.unit, *key) for key in names_of(c)])
    return {i for i in held if counts[i].row.value >= FEWEST or counts[i].unit != "count"}


def same_kind(a: Count, b: Count) -> bool:
    """True where two things named have a name in common and numbers that may be of one."""
    if a.unit != b.unit or set(names_of(a)).isdisjoint(names_of(b)) or apart(a, b):
        return False
    near = NEAR if a.unit == "count" else FAR
    return max(a.low, b.low) <= near * min(a.high, b.high)


def same_people(a: Count, b: Count) -> bool:
    """True where both count people of one state, and not those who came to harm."""
    return not {a.row.status, b.row.status} & CASUALTY and not set(nation_of(a)).isdisjoint(nation_of(b))


def _once(counts: Sequence[Count], keys: Callable[[Count], Iterable[Key]]) -> set[int]:
    """The counts with a key that two reports have, each with one number only."""
    told: dict[Key, dict[int, set[float]]] = {}
    own = [list(keys(c)) for c in counts]
    for c, held in zip(counts, own, strict=True):
        for key in held:
            told.setdefault(key, {}).setdefault(c.report, set()).add(c.row.value)
    once = {key for key, values in told.items() if len(values) > 1 and all(len(v) == 1 for v in values.values())}
    return {i for i, held in enumerate(own) if not once.isdisjoint(held)}
