"""Cities with coordinates: which bear a name, and where they lie."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from .tables import table


class City(NamedTuple):
    """A city; `region` is its state in the USA, else empty; degrees north and east."""

    region: str
    iso3: str
    latitude: float
    longitude: float
    people: int


@cache
def _cities() -> dict[str, tuple[City, ...]]:
    held: dict[str, list[City]] = {}
    for row in table("gazetteer"):
        city = City(row["region"], row["iso3"], float(row["latitude"]), float(row["longitude"]), int(row["people"]))
        held.setdefault(_plain(row["name"]), []).append(city)
    return {name: tuple(sorted(cities, key=lambda c: -c.people)) for name, cities in held.items()}


def find_cities(name: str) -> tuple[City, ...]:
    """The cities called `name` (accents and case aside), the most populous first."""
    return _cities().get(_plain(name), ())


def _plain(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.casefold().replace("’", "'").replace("-", " ").removesuffix(" city")
