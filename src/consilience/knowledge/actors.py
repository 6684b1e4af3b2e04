"""The code of an actor in event data: ISO 3166-1 alpha-3 of its country, or IGO, NGO, IMG for bodies of no one country."""

from __future__ import annotations

from functools import cache

from .countries import LONGEST_STATE, state_of
from .tables import table

_DOTTED = ("U.S.", "U.N.", "E.U.", "U.K.", "U.S.'s", "U.N.'s")


@cache
def _groups() -> dict[str, str]:
    return {name: row["code"] for row in table("groups") for name in row["names"].split("|")}


@cache
def _cities() -> dict[str, str]:
    """City (and state of the USA) -> code of its country."""
    return {name: row["iso3"] for row in table("cities") for name in row["cities"].split("|")}


def code_of(words: str, *, place: bool = False) -> str | None:
    """The code of the first state or body named in `words` (a noun phrase as printed), longest name first.

    With `place`, a city's country counts too (only for what is known to be a place: many persons are named like a city).
    """
    names = [w if w.endswith(_DOTTED) else w.strip('.,;:()"“”`') for w in words.split()]
    for look in (_state_or_group, _cities().get) if place else (_state_or_group,):
        for start in range(len(names)):
            for stop in range(min(len(names), start + LONGEST_STATE), start, -1):
                name = " ".join(names[start:stop])
                found = look(name.removesuffix("'s").removesuffix("’s"))
                if found:
                    return found
    return None


def _state_or_group(name: str) -> str | None:
    return _groups().get(name) or state_of(name)
