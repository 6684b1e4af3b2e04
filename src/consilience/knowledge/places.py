"""What sort of place a name is by the tables of states, regions and cities, and in which country it lies."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from .countries import find_state
from .tables import table

_BOTH = frozenset({"New York", "Washington", "Quebec"})  # a city and the region round it, or far from it
PlaceSort = Literal["state", "region", "city"]


class KnownPlace(NamedTuple):
    """A sort of place that a name may be, and the ISO 3166-1 alpha-3 code of its country."""

    sort: PlaceSort
    iso3: str


@cache
def _index() -> dict[str, frozenset[KnownPlace]]:
    found: dict[str, set[KnownPlace]] = {}
    regions = set()
    for row in table("regions"):
        regions.add(row["name"])
        for name in filter(None, (row["name"], row["short"])):
            found.setdefault(name, set()).add(KnownPlace("region", row["iso3"]))
    for row in table("cities"):
        for city in row["cities"].split("|"):
            if city not in regions or city in _BOTH:
                found.setdefault(city, set()).add(KnownPlace("city", row["iso3"]))
    for row in table("countries"):
        for city in filter(None, row["capitals"].split("|")):
            found.setdefault(city, set()).add(KnownPlace("city", row["iso3"]))
    return {name: frozenset(sorts) for name, sorts in found.items()}


def known_places(words: str) -> frozenset[KnownPlace]:
    """What the name (as printed, "the" and possessive allowed) may be; empty where no table has it."""
    plain = words.strip().removesuffix("'s").removesuffix("’s").removesuffix("’")
    found = _index().get(plain, frozenset())
    state = find_state(plain)
    if state is not None and state.match == "name":
        return found | {KnownPlace("state", state.iso3)}
    return found
