"""Geometry of the page's pictures: who copied whom, who acted on whom. The template draws them.

Small layouts of our own on the server: they print, need no script, and weigh a few kilobytes.
Coordinates are in the units of each picture's view box; y goes down.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import cos, hypot, pi, sin
from typing import NamedTuple

from ..model import dossier as d
from .lines import date_words
from .names import actor_names, kind_words, origin_names, own_report, report_names

CARD_WIDTH, CARD_HEIGHT, COLUMN, ROW, LANE_GAP = 168, 42, 216, 52, 18
ALONE_COLUMNS = 4  # reports that hang together with no other, side by side
MOST_CARDS = 8  # reports of one lane and column that are drawn; the rest are counted
MOST_LANES = 14
MOST_ALONE = 24
MOST_ACTORS = 10  # of the relation graph: more cannot be read in a circle
CENTRE_X, CENTRE_Y, RADIUS = 250.0, 165.0, 118.0

# PLOVER's two halves: what brings actors together and what sets them against each other; the rest is neither.
TOGETHER = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT".split())
AGAINST = frozenset("REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())


class Card(NamedTuple):
    """A report, or an origin whose own text is not among them (`report` empty). `note`: its date, or what it is."""

    report: str
    name: str
    note: str
    origin: str
    x: float
    y: float


class Arrow(NamedTuple):
    """An arrow from a report (or an origin) to one that descends from it; undirected where it is not known which came first.

    `path` is an SVG path, `item` what it opens.
    """

    item: str
    words: str
    relation: str
    path: str
    directed: bool


class Lineage(NamedTuple):
    """Cards and arrows; `left_out` reports are not drawn."""

    width: float
    height: float
    cards: tuple[Card, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


def pair_id(pair: d.CopyRow) -> str:
    """The id of a pair of reports on the page."""
    return f"pair-{pair.a}-{pair.b}"


def pair_words(pair: d.CopyRow, names: dict[str, str]) -> str:
    """What a pair of reports is to each other."""
    if pair.parent:
        child, parent = _child(pair), pair.parent
        return f"{names[child]} {'copies' if pair.relation == 'copy' else 'is rewritten from'} {names[parent]}"
    told = "are copies of one text" if pair.relation == "copy" else "are rewritten from one text"
    return f"{names[pair.a]} and {names[pair.b]} {told}"


def _child(pair: d.CopyRow) -> str:
    return pair.a if pair.parent == pair.b else pair.b


def descents(dossier: d.Dossier) -> list[d.CopyRow]:
    """The pairs that are shown: for each report the one it descends from, and what else hangs together, each once.

    All pairs would be quadratic: two hundred reprints of one text are 19,900 pairs that say the same.
    """
    told = [c for c in dossier.copies if c.relation in ("copy", "derived")]
    told.sort(key=lambda c: (c.parent is None, c.relation != "copy", -c.containment, c.a, c.b))
    joined: dict[str, str] = {}

    def root(article: str) -> str:
        while article in joined:
            article = joined[article]
        return article

    shown, has_parent = [], set()
    for pair in told:
        a, b = root(pair.a), root(pair.b)
        if a == b or (pair.parent and _child(pair) in has_parent):
            continue
        joined[b] = a
        shown.append(pair)
        if pair.parent:
            has_parent.add(_child(pair))
    return sorted(shown, key=lambda c: (c.parent or c.a, c.a, c.b))


def lineage(dossier: d.Dossier) -> Lineage:
    """A lane for each origin with several reports or none of its own; then the reports that stand alone."""
    names = report_names(dossier)
    pairs = [c for c in descents(dossier) if c.parent]
    parents = {_child(c): c for c in pairs}
    groups: dict[str, list[str]] = {}
    for a in sorted(dossier.articles, key=lambda a: (a.published or "~", a.id)):
        groups.setdefault(a.origin, []).append(a.id)
    known = {o.id: o for o in dossier.origins}
    lanes = [o for o in groups if len(groups[o]) > 1 or (o in known and not own_report(known[o]))]
    lanes.sort(key=lambda o: (-len(groups[o]), o))
    cards: list[Card] = []
    y = 4.0
    for origin in lanes[:MOST_LANES]:
        placed, y = _lane(dossier, origin, groups[origin], parents, y)
        cards += placed
    alone = [groups[o][0] for o in groups if o not in lanes]
    dates = {a.id: a for a in dossier.articles}
    for n, article in enumerate(alone[:MOST_ALONE]):
        x, down = 4 + (n % ALONE_COLUMNS) * (CARD_WIDTH + 14), y + n // ALONE_COLUMNS * ROW
        cards.append(Card(article, names[article], _dated(dates[article]), dates[article].origin, x, down))
    y += -(-min(len(alone), MOST_ALONE) // ALONE_COLUMNS) * ROW
    spots = {c.report: c for c in cards if c.report}
    ghosts = {c.origin: c for c in cards if not c.report}
    arrows = [
        Arrow(pair_id(c), pair_words(c, names), c.relation, _arrow(spots[c.parent], spots[child]), True)
        for child, c in parents.items()
        if c.parent in spots and child in spots
    ]
    for c in descents(dossier):
        if not c.parent and c.a in spots and c.b in spots:
            left, right = sorted((spots[c.a], spots[c.b]), key=lambda card: (card.x, card.y))
            arrows.append(Arrow(pair_id(c), pair_words(c, names), c.relation, _arrow(left, right), False))
    for card in cards:
        ghost = ghosts.get(card.origin)
        if card.report and ghost and card.report not in parents:
            words = f"{names[card.report]} goes back to {ghost.name}"
            arrows.append(Arrow(card.origin, words, "credit", _arrow(ghost, card), True))
    width = max((c.x for c in cards), default=0) + CARD_WIDTH + 4
    return Lineage(width, y, tuple(cards), tuple(arrows), len(dossier.articles) - len(spots))


def _dated(row: d.ArticleRow) -> str:
    return date_words(row.published) if row.published else "no date"


def _lane(
    dossier: d.Dossier, origin: str, members: list[str], parents: dict[str, d.CopyRow], y: float
) -> tuple[list[Card], float]:
    """The cards of one origin, each in the column of its distance from it; and where the next lane begins."""
    names, rows = report_names(dossier), {a.id: a for a in dossier.articles}
    known = {o.id: o for o in dossier.origins}
    row = known.get(origin)
    absent = row is not None and not own_report(row)
    cards = []
    if row and absent:
        cards.append(Card("", origin_names(dossier, names)[origin], f"{row.kind}, its text is not here", origin, 4, y))

    def depth(article: str) -> int:
        steps = 0
        while article in parents and parents[article].parent in rows and steps < len(rows):
            article, steps = parents[article].parent or article, steps + 1
        return steps

    used: Counter[int] = Counter()
    root = "" if absent or row is None else row.articles[0]
    for article in members:
        column = depth(article) + (1 if absent or (article != root and article not in parents) else 0)
        if used[column] < MOST_CARDS:
            cards.append(
                Card(
                    article, names[article], _dated(rows[article]), origin, 4 + column * COLUMN, y + used[column] * ROW
                )
            )
        used[column] += 1
    return cards, y + min(max(used.values()), MOST_CARDS) * ROW + LANE_GAP


def _arrow(parent: Card, child: Card) -> str:
    x, y = parent.x + CARD_WIDTH, parent.y + CARD_HEIGHT / 2
    to_x, to_y = child.x, child.y + CARD_HEIGHT / 2
    if to_x <= x:  # in one column: round the edge
        return f"M{x:g} {y:g} C{x + 26:g} {y:g} {x + 26:g} {to_y:g} {to_x + CARD_WIDTH + 3:g} {to_y:g}"
    bend = (x + to_x) / 2
    return f"M{x:g} {y:g} C{bend:g} {y:g} {bend:g} {to_y:g} {to_x - 3:g} {to_y:g}"


class Node(NamedTuple):
    """An actor on the circle: its label stands at `label_x`, `label_y`, `anchor` says which end of it."""

    id: str
    name: str
    x: float
    y: float
    size: float
    label_x: float
    label_y: float
    anchor: str


class Edge(NamedTuple):
    """What one actor did to another, or both together. `sense`: together, against or neither."""

    path: str
    words: str
    event: str
    width: float
    sense: str
    directed: bool


class Relations(NamedTuple):
    """Actors on a circle and what ties them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


_Tie = tuple[str, str, bool, str]


def relations(dossier: d.Dossier) -> Relations:
    """The actors of most events, and who acted on whom; an actor tied to no other drawn one is left out."""
    ties: dict[_Tie, list[d.EventRow]] = {}
    for event in dossier.events:
        sense = "together" if event.type in TOGETHER else "against" if event.type in AGAINST else "neither"
        pairs = [(a, b, True) for a in event.source for b in event.recipient]
        pairs += [(a, b, False) for a, b in combinations(sorted(event.actors), 2)]
        for a, b, directed in pairs:
            if a != b:
                ties.setdefault((a, b, directed, sense), []).append(event)
    names = _drawn(ties)
    actors = actor_names(dossier)
    entities = {name: e.id for e in reversed(dossier.entities) for name in (*e.names, e.iso3 or e.name)}
    weight = Counter(name for (a, b, *_), events in ties.items() for name in (a, b) for _ in events)
    nodes: dict[str, Node] = {}
    for n, name in enumerate(names):
        angle = 2 * pi * n / len(names) - pi / 2
        x, y, size = CENTRE_X + RADIUS * cos(angle), CENTRE_Y + RADIUS * sin(angle), 4.5 + min(weight[name], 12) * 0.55
        middle = abs(x - CENTRE_X) < 40
        anchor = "middle" if middle else "start" if x > CENTRE_X else "end"
        beside = 0.0 if middle else size + 6 if anchor == "start" else -size - 6
        below = 4.0 if not middle else -size - 7 if y < CENTRE_Y else size + 15
        nodes[name] = Node(entities.get(name, ""), actors.get(name, name), x, y, size, x + beside, y + below, anchor)
    edges = [
        _edge(tie, events, nodes, actors)
        for tie, events in sorted(ties.items(), key=lambda item: (-len(item[1]), item[0]))
        if tie[0] in nodes and tie[1] in nodes
    ]
    return Relations(tuple(nodes.values()), tuple(edges))


def _drawn(ties: dict[_Tie, list[d.EventRow]]) -> list[str]:
    """The names on the circle: those with most events that keep a tie among them."""
    weight: Counter[str] = Counter()
    for (a, b, *_), events in ties.items():
        weight.update({a: len(events), b: len(events)})
    names = sorted(weight, key=lambda name: (-weight[name], name))[:MOST_ACTORS]
    return [n for n in names if any(n in tie[:2] and set(tie[:2]) <= set(names) for tie in ties)]


def _edge(tie: _Tie, events: list[d.EventRow], nodes: dict[str, Node], actors: dict[str, str]) -> Edge:
    a, b, directed, sense = tie
    start, end = nodes[a], nodes[b]
    middle_x, middle_y = (start.x + end.x) / 2, (start.y + end.y) / 2
    # Ties of one pair lie beside each other: each sense and direction is bent differently.
    side = 0.1 * (("together", "against", "neither").index(sense) + (0.5 if directed else 0)) + 0.04
    bend_x = middle_x + (CENTRE_X - middle_x) * 0.35 + (end.y - start.y) * side
    bend_y = middle_y + (CENTRE_Y - middle_y) * 0.35 - (end.x - start.x) * side
    from_x, from_y = _toward(start, bend_x, bend_y, start.size)
    to_x, to_y = _toward(end, bend_x, bend_y, end.size + (5 if directed else 0))
    kinds = Counter(kind_words(e) for e in events)
    what = "; ".join(f"{kind} × {count}" if count > 1 else kind for kind, count in kinds.items())
    words = f"{actors.get(a, a)} {'→' if directed else 'and'} {actors.get(b, b)}: {what}"
    path = f"M{from_x:.1f} {from_y:.1f} Q{bend_x:.1f} {bend_y:.1f} {to_x:.1f} {to_y:.1f}"
    return Edge(path, words, events[0].id, min(1.2 + (len(events) - 1) * 0.7, 4.5), sense, directed)


def _toward(node: Node, x: float, y: float, distance: float) -> tuple[float, float]:
    """The point at `distance` from a node's middle towards x, y."""
    length = hypot(x - node.x, y - node.y) or 1.0
    return node.x + (x - node.x) / length * distance, node.y + (y - node.y) / length * distance
