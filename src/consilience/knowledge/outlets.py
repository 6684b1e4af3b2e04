"""News agencies and outlets by the names in use and by their web domains."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .tables import table


class Outlet(NamedTuple):
    """An outlet of the table: `kind` is agency, outlet or state media; `iso3` the state of its seat."""

    name: str
    kind: str
    iso3: str


@cache
def by_name() -> dict[str, Outlet]:
    """Outlets by canonical name and by every other name in use, as written."""
    names: dict[str, Outlet] = {}
    for row in table("outlets"):
        outlet = Outlet(row["name"], row["kind"], row["iso3"])
        for name in (row["name"], *row["aliases"].split("|")):
            if name:
                names.setdefault(name, outlet)
                names.setdefault(name.replace("'", "’"), outlet)
    return names


@cache
def by_first_word() -> dict[str, tuple[tuple[str, Outlet], ...]]:
    """Names in use by their first word, the longest first; a leading "The" is left off."""
    found: dict[str, list[tuple[str, Outlet]]] = {}
    for name, outlet in by_name().items():
        bare = name.removeprefix("The ").removeprefix("the ")
        if bare[:1].isupper() or bare[:1].isdigit():
            found.setdefault(bare.split()[0].rstrip(","), []).append((bare, outlet))
    return {word: tuple(sorted(set(rows), key=lambda r: (-len(r[0]), r[0]))) for word, rows in found.items()}


@cache
def _by_domain() -> dict[str, Outlet]:
    names = by_name()
    return {domain: names[row["name"]] for row in table("outlets") for domain in row["domains"].split("|") if domain}


def outlet_of(name: str) -> Outlet | None:
    """The outlet that goes by `name`, with or without "the"."""
    names = by_name()
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    return names.get(name.strip()) or names.get(bare) or names.get(f"The {bare}")


def outlet_at(url: str) -> str | None:
    """Who publishes the page at `url`: the canonical name where the domain is known, else the domain itself."""
    host = (
        url.split("//", 1)[-1]
        .split("/", 1)[0]
        .rsplit("@", maxsplit=1)[-1]
        .split(":", maxsplit=1)[0]
        .lower()
        .removeprefix("www.")
    )
    if "." not in host:
        return None
    parts = host.split(".")
    for cut in range(len(parts) - 1):
        known = _by_domain().get(".".join(parts[cut:]))
        if known:
            return known.name
    return host
