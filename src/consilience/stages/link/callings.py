"""What names say of their bearers: the common noun inside a name, and the noun that follows it."""

from __future__ import annotations

from ...knowledge.countries import find_state
from ...knowledge.people import noun_kinds
from .node import Node, Room
from .words import COMPANY, NAME_NOUNS

_SAYING = frozenset("say tell announce confirm deny admit add explain insist acknowledge apologise apologize".split())


def _name_by_place(room: Room, node: Node, parts: list[str]) -> None:
    """A name that begins with a state or place is also known by that node's number: "Norway's police", "Norwegian police"."""
    for size in range(1, len(parts)):
        front = " ".join(parts[:size])
        state = find_state(front.title()) or find_state(front.upper())
        place = room.states.get(state.iso3) if state is not None else room.by_key.get(front)
        if place is not None and place is not node and place.type in ("place", "country"):
            room.name(node, " ".join((f"#{place.number}", *parts[size:])))
            if place.iso3:
                node.states.add(place.iso3)


def name_nouns(room: Room, node: Node) -> None:
    """Note the common noun in a node's own names ("zoo" of "Northside Zoo", "university" of "University of Northport")."""
    for key in sorted(node.keys):
        parts = key.split(" of ")[0].split(" for ")[0].split(" and ")[0].split()
        if len(key.split()) < 2 or not parts:
            continue
        if parts[-1].isdigit() and len(parts) > 1:
            parts = parts[:-1]
        noun = NAME_NOUNS.get(parts[-1], parts[-1])
        if noun in noun_kinds() and node.type not in ("person", "country"):
            room.call(node, noun)
            node.own.add(noun)
        if len(parts) > 2 and parts[-2] in ("police",) and parts[-1] in ("department", "force", "service"):
            room.call(node, "police")
            room.name(node, " ".join(parts[:-1]))
        if node.type != "person":
            _name_by_place(room, node, key.split())
        if parts[0] in ("sb", "hb") or parts[-1] in ("sb", "hb"):
            room.call(node, "bill")


def called_by_nouns(room: Room) -> None:
    """Note what kind of thing a name is from the noun that follows it: "Fjord bottles", "the Fjord soda".

    What is called by a product's noun and never says anything is a product.
    """
    speaking: set[int] = set()
    called: set[int] = set()
    for number, items in enumerate(room.items):
        tokens = room.reports[number].parse.tokens
        for item in items:
            node = item.node
            if node is None or item.mention.form != "named" or node.type in ("person", "country", "place"):
                continue
            token = tokens[item.mention.head]
            head = tokens[token.head]
            if token.dep == "compound" and head.i > token.i and "product" in noun_kinds().get(head.lemma, ()):
                room.call(node, head.lemma)
                called.add(node.number)
            elif token.dep == "nsubj" and head.lemma in _SAYING:
                speaking.add(node.number)
    for number in sorted(called - speaking):
        node = room.nodes[number]
        if not node.shown and not node.own & COMPANY:
            node.type = "product"
