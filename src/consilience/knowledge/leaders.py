"""Heads of state and government by name: whose state one acts for on a day, where no report says so."""

from __future__ import annotations

from functools import cache

from .tables import table

_Terms = dict[str, list[tuple[str, str, str]]]  # first and last month, state


@cache
def _terms() -> tuple[_Terms, _Terms]:
    """Terms by full name and by last word of the name, both in small letters."""
    full: _Terms = {}
    last_word: _Terms = {}
    for row in table("leaders"):
        term = (row["first"], row["last"] or "9999", row["iso3"])
        for name in row["names"].lower().split("|"):
            full.setdefault(name, []).append(term)
            last_word.setdefault(name.rsplit(" ", 1)[-1], []).append(term)
    return full, last_word


def leads(name: str, day: str, *, president: bool = False) -> str | None:
    """ISO 3166-1 alpha-3 code of the state that someone of this name led on an ISO `day`; None where none is known, or several are.

    Of one who is called `president`, or the like, the last name alone is enough.
    """
    full, last_word = _terms()
    rows = full.get(name.lower(), last_word.get(name.lower(), []) if president else [])
    found = {iso3 for first, last, iso3 in rows if first <= day[:7] <= last}
    return found.pop() if len(found) == 1 else None
