"""Where the places of a story lie: what each is part of, by the reports' own words and by the table of cities, and its coordinates.

Of several cities of one name the one is meant that lies in what the reports say it is in, else in a state or region that the story
names; a place about which nothing settles it gets no coordinates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ...knowledge.countries import find_state, name_of
from ...knowledge.gazetteer import City, find_cities
from ...knowledge.regions import find_region, region_after_city
from .node import Item, Node, Room

IN_STORY = 10  # how much likelier a city is whose state (or region) the story names
CLEAR = 3  # the best city's weight over the next
WELL_KNOWN = 1_000_000  # inhabitants of a city that needs no state beside it
DEEPEST = 5  # a station in a borough in a city in a region in a country

_INSIDE = frozenset((", ", " in ", " in the ", ", in "))


class Whereabouts(NamedTuple):
    """What a place is part of, the nearest first, and where it lies."""

    part_of: tuple[str, ...]
    latitude: float | None
    longitude: float | None


NOWHERE = Whereabouts((), None, None)


def whereabouts(room: Room, names: dict[int, str]) -> dict[int, Whereabouts]:
    """For each place by the number of its node; `names` are the names shown of all nodes."""
    around = _around(room)
    states, regions = _told(room)
    found: dict[int, Whereabouts] = {}
    for node in room.nodes:
        if node.type != "place" or node.iso3 or node.number not in names:
            continue
        chain = _chain(node, around, names)
        tail = region_after_city(names[node.number].partition(", ")[2])
        if tail and tail[0] not in chain:
            chain.insert(0, tail[0])
        city = _city(names[node.number], chain, node.states, states, regions)
        for part in (
            *((city.region, name_of(city.iso3)) if city else ()),
            *_country_of(names[node.number], chain, node),
        ):
            if part and part not in chain and part != names[node.number]:
                chain.append(part)
        if chain or city:
            found[node.number] = Whereabouts(
                tuple(chain[:DEEPEST]), city.latitude if city else None, city.longitude if city else None
            )
    return found


def _around(room: Room) -> dict[int, Node]:
    """The place or state that the reports most often print right behind a place: "Tarn Station in Osk", "Erie, Pa."."""
    votes: dict[int, Counter[int]] = {}
    for report, items in zip(room.reports, room.items, strict=True):
        named = [i for i in items if i.mention.form == "named" and i.node is not None]
        for a, b in pairwise(named):
            if _is_inside(report.article.text, a, b) and a.node is not None and b.node is not None:
                votes.setdefault(a.node.number, Counter())[b.node.number] += 1
    nodes = {n.number: n for n in room.nodes}
    return {inner: nodes[max(sorted(v.items()), key=lambda kv: kv[1])[0]] for inner, v in votes.items()}


def _is_inside(text: str, a: Item, b: Item) -> bool:
    between = text[a.mention.span.end : b.mention.span.start]
    if a.node is b.node or a.node is None or b.node is None or a.node.type != "place" or between not in _INSIDE:
        return False
    words = b.mention.span.of(text)
    state = b.node.iso3 is not None and b.mention.rule == "state name"
    if between == ", ":
        return state or region_after_city(words) is not None
    return state or b.node.type == "place"


def _told(room: Room) -> tuple[frozenset[str], frozenset[str]]:
    """The states and the regions that the story names."""
    states = frozenset(n.iso3 for n in room.nodes if n.iso3)
    regions = frozenset(
        found[0]
        for n in room.nodes
        if n.type == "place"
        for f in n.forms
        if (found := region_after_city(f)) is not None
    )
    return states, regions


def _chain(node: Node, around: dict[int, Node], names: dict[int, str]) -> list[str]:
    """What the reports say the place is in, and that in turn, in small steps outwards."""
    chain: list[str] = []
    seen = {node.number}
    while node.number in around and len(chain) < DEEPEST:
        node = around[node.number]
        if node.number in seen or node.number not in names:
            break
        seen.add(node.number)
        region = region_after_city(names[node.number])
        chain.append(region[0] if region else names[node.number])
    return chain


def _country_of(name: str, chain: Sequence[str], node: Node) -> list[str]:
    """The state of a region, or of a capital."""
    for part in (name, *chain):
        region = find_region(part)
        if region:
            return [name_of(region[1])]
    return [name_of(iso3) for iso3 in sorted(node.states)] if len(node.states) == 1 else []


def _city(
    name: str, chain: Sequence[str], own: set[str], states: frozenset[str], regions: frozenset[str]
) -> City | None:
    """The city of the table that the name means, where that is clear."""
    cities = find_cities(name.split(",", maxsplit=1)[0])
    if find_region(name) or not cities:
        return None
    fits = [c for c in cities if (not own or c.iso3 in own) and _lies_in(c, chain)]
    weight = {c: c.people * IN_STORY ** ((c.iso3 in states) + (c.region in regions)) for c in fits}
    ranked = sorted(fits, key=lambda c: -weight[c])
    if not ranked or (len(ranked) > 1 and weight[ranked[0]] < CLEAR * weight[ranked[1]]):
        return None
    best = ranked[0]
    told = bool(chain) or bool(own) or best.iso3 in states or best.region in regions
    return best if told or best.people >= WELL_KNOWN else None


def _lies_in(city: City, chain: Sequence[str]) -> bool:
    """Nothing that the place is said to be in speaks against the city."""
    told = [part for part in chain if find_region(part)]
    if told and city.region:
        return city.region in told
    countries = [find_region(part) for part in told]
    if countries and all(found is not None and found[1] != city.iso3 for found in countries):
        return False
    return not any(_is_country(part) for part in chain) or name_of(city.iso3) in chain


def _is_country(part: str) -> bool:
    found = find_state(part)
    return found is not None and found.match == "name"
