"""Geometry of the page's pictures: who copied whom, the dates, who acted on whom. The template draws them.

Small layouts of our own on the server: they print, need no script, and weigh a few kilobytes.
Coordinates are in the units of each picture's view box; y goes down.
"""

from __future__ import annotations

import re
from collections import Counter
from math import cos, pi, sin
from typing import NamedTuple

from ..model import dossier as d
from .lines import date_words
from .page_data import event_words, pair_id, pair_words
from .passages import Passages

LANE, CARD_WIDTH, CARD_HEIGHT, STEP = 58, 148, 38, 196  # lineage: a lane an origin, a card a report
MOST_ACTORS = 10  # of the relation graph: more cannot be read in a circle
MOST_DATES = 24  # of the strip


class Card(NamedTuple):
    """A report in the lineage picture."""

    id: str
    name: str
    x: float
    y: float


class Lane(NamedTuple):
    """An origin, its kind, and the reports that descend from it, the root first."""

    id: str
    name: str
    kind: str
    y: float
    cards: tuple[Card, ...]


class Arrow(NamedTuple):
    """An arrow from a report to one that descends from it. `path` is an SVG path."""

    item: str
    words: str
    relation: str
    path: str


class Lineage(NamedTuple):
    """Lanes and arrows."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]


def lineage(dossier: d.Dossier, p: Passages) -> Lineage:
    """One lane for each origin that a whole report descends from; arrows from parent to child."""
    parents = {
        (c.a if c.parent == c.b else c.b): c for c in dossier.copies if c.parent and c.relation in ("copy", "derived")
    }

    def depth(article: str) -> int:
        steps, at = 0, article
        while at in parents and steps < len(parents):
            at, steps = parents[at].parent or at, steps + 1
        return steps

    groups: dict[str, list[str]] = {}
    for a in sorted(dossier.articles, key=lambda a: (depth(a.id), a.published or "~", a.id)):
        groups.setdefault(a.origin, []).append(a.id)
    lanes, spots, y = [], {}, 8.0
    for origin, members in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        row = p.origins.get(origin)
        held_text = any(a == origin or (row and row.kind == "outlet") for a in members)
        cards, used = [], Counter[int]()
        for member in members:
            column = depth(member) + (0 if held_text else 1)
            cards.append(
                Card(
                    member,
                    p.articles[member].outlet or f"Report {member}",
                    190 + column * STEP,
                    y + used[column] * (CARD_HEIGHT + 10),
                )
            )
            used[column] += 1
        spots.update({c.id: c for c in cards})
        lanes.append(Lane(origin, p.origin(origin), row.kind if row else "outlet", y, tuple(cards)))
        y += max(used.values()) * (CARD_HEIGHT + 10) + (LANE - CARD_HEIGHT - 10)
    arrows = tuple(
        Arrow(pair_id(c), pair_words(c), c.relation, _arrow(spots[c.parent], spots[child]))
        for child, c in parents.items()
        if c.parent in spots and child in spots
    )
    width = max((c.x for c in spots.values()), default=190) + CARD_WIDTH + 8
    return Lineage(width, y, tuple(lanes), arrows)


def _arrow(parent: Card, child: Card) -> str:
    x, y = parent.x + CARD_WIDTH, parent.y + CARD_HEIGHT / 2
    to_x, to_y = child.x, child.y + CARD_HEIGHT / 2
    if to_x <= x:  # side by side in one column: round the edge
        return f"M{x:g} {y:g} C{x + 30:g} {y:g} {x + 30:g} {to_y:g} {to_x + CARD_WIDTH + 4:g} {to_y:g}"
    bend = (x + to_x) / 2
    return f"M{x:g} {y:g} C{bend:g} {y:g} {bend:g} {to_y:g} {to_x - 5:g} {to_y:g}"


class Moment(NamedTuple):
    """A date on the strip. `grain`: day, month or year, which is the width of its bar."""

    x: float
    grain: str
    words: str
    passages: int
    background: bool
    gap: bool  # time is left out before it
    anchor: str


def timeline(dossier: d.Dossier) -> tuple[Moment, ...]:
    """The dates of the story from left to right, evenly spaced; a wide gap in time is marked."""
    counts: Counter[str] = Counter()
    story: set[str] = set()
    for row in dossier.timeline:
        dated = re.match(r"\d{4}(-\d\d(-\d\d)?)?", row.date)
        if dated:
            counts[dated.group()] += len(row.evidence)
            if not row.background:
                story.add(dated.group())
    kept = sorted(sorted(counts, key=lambda day: (-counts[day], day))[:MOST_DATES])
    out: list[Moment] = []
    for n, day in enumerate(kept):
        grain = {4: "year", 7: "month", 10: "day"}[len(day)]
        gap = n > 0 and day[:4] != kept[n - 1][:4]
        out.append(Moment(n + 0.5, grain, date_words(day), counts[day], day not in story, gap, f"date-{day}"))
    return tuple(out)


class Node(NamedTuple):
    """An actor on the circle."""

    name: str
    x: float
    y: float
    size: float
    side: str  # where its label stands: start, middle or end of the text at x


class Edge(NamedTuple):
    """What one actor did to another, or both together; `events` are ids on the page."""

    path: str
    words: str
    event: str
    weight: int
    directed: bool


class Relations(NamedTuple):
    """Actors on a circle and what ties them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def relations(dossier: d.Dossier) -> Relations:
    """The most active actors of the events, and who acted on whom."""
    weight: Counter[str] = Counter()
    ties: dict[tuple[str, str, bool], list[d.EventRow]] = {}
    for event in dossier.events:
        pairs = [(a, b, True) for a in event.source for b in event.recipient]
        pairs += [(a, b, False) for i, a in enumerate(event.actors) for b in event.actors[i + 1 :]]
        for a, b, directed in pairs:
            if a != b:
                ties.setdefault((a, b, directed), []).append(event)
                weight.update([a, b])
    names = [name for name, _ in sorted(weight.items(), key=lambda kv: (-kv[1], kv[0]))[:MOST_ACTORS]]
    spots = {
        name: (200 + 120 * cos(2 * pi * n / len(names) - pi / 2), 160 + 120 * sin(2 * pi * n / len(names) - pi / 2))
        for n, name in enumerate(names)
    }
    nodes = tuple(
        Node(
            name,
            x,
            y,
            5 + min(weight[name], 12) * 0.8,
            "middle" if abs(x - 200) < 30 else "start" if x > 200 else "end",
        )
        for name, (x, y) in spots.items()
    )
    edges = []
    for (a, b, directed), events in sorted(ties.items()):
        if a in spots and b in spots:
            (x, y), (to_x, to_y) = spots[a], spots[b]
            bend_x, bend_y = (
                (x + to_x) / 2 + (200 - (x + to_x) / 2) * 0.35 + (to_y - y) * 0.08,
                (y + to_y) / 2 + (160 - (y + to_y) / 2) * 0.35 - (to_x - x) * 0.08,
            )
            path = f"M{x:.1f} {y:.1f} Q{bend_x:.1f} {bend_y:.1f} {to_x:.1f} {to_y:.1f}"
            words = f"{a} {'→' if directed else '–'} {b}: " + "; ".join(
                dict.fromkeys(event_words(e).split(":")[0] for e in events)
            )
            edges.append(Edge(path, words, events[0].id, len(events), directed))
    return Relations(nodes, tuple(edges))
