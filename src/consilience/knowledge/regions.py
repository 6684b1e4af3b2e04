"""First-level regions (states, provinces) by name, printed short form or postal code."""

from __future__ import annotations

from functools import cache

from .tables import table


@cache
def _index() -> dict[str, tuple[str, str]]:
    index: dict[str, tuple[str, str]] = {}
    for column in ("name", "short", "post"):
        for row in table("regions"):
            if row[column]:
                index.setdefault(row[column], (row["name"], row["iso3"]))
    return index


@cache
def _after_city() -> dict[str, tuple[str, str]]:
    index = dict(_index())
    for form, found in _index().items():
        index.setdefault(form.replace(".", ""), found)
    return index


def find_region(words: str) -> tuple[str, str] | None:
    """Name and state code (ISO 3166-1 alpha-3) of the region called `words` in full ("Ohio"), else None."""
    found = _index().get(words)
    return found if found is not None and found[0] == words else None


def region_after_city(words: str) -> tuple[str, str] | None:
    """The same for what follows a city and a comma: short forms and postal codes count too ("Erie, Pa.")."""
    return _after_city().get(words)
