"""States, and capitals that stand for their government or are the place: decided by use."""

from __future__ import annotations

from collections import Counter

from ...knowledge.countries import name_of
from ...model.parse import Token
from ...text.names import fold
from .node import Item, Node, Room

_PLACE_PREPOSITIONS = frozenset(
    "in at near outside around across through inside from to via into throughout within off".split()
)
_GOVERNMENT_PREPOSITIONS = frozenset("with against toward towards between by among for on".split())
_GOVERNMENT_VERBS = frozenset(
    """
    say tell deny accuse insist warn reject support provide want agree announce sign claim refuse demand
    urge condemn welcome offer seek impose vow pledge threaten call believe fear hope argue ask back deliver
    supply undertake pursue plan consider expel recall withdraw respond react hit strike retaliate launch
    send recognise recognize negotiate order block ban propose approve blame dismiss describe see use view
    maintain decide declare stress hail criticise criticize suspend cooperate coordinate
    """.split()
)


def place_states(room: Room) -> None:
    """Resolve mentions of states; notes in `room` the nodes of states by code and of capitals as places by name."""
    uses: dict[str, Counter[str]] = {}
    open_: list[tuple[Item, str]] = []
    for items in room.items:
        for item in items:
            mention = item.mention
            if not mention.rule.startswith("state"):
                continue
            if mention.rule == "state capital":
                form = fold(room.text(item))
                use = _use(room, item)
                uses.setdefault(form, Counter())[use] += 1
                open_.append((item, use))
            else:
                node = room.state(mention.key, name_of(mention.key))
                _take(node, room, item, mention.rule.replace("state ", "state: "))
    for item, use in open_:
        form = fold(room.text(item))
        if _for_government(use, uses[form]):
            state = room.state(item.mention.key, name_of(item.mention.key))
            _take(state, room, item, "state: capital for the government")
            continue
        place = room.capitals.get(form)
        if place is None:
            place = room.capitals[form] = room.make("place")
            room.call(place, "city")
            room.call(place, "capital")
            place.states.add(item.mention.key)
            room.name(place, form)
        _take(place, room, item, "capital as a place")


def _for_government(use: str, counts: Counter[str]) -> bool:
    """A use that is open follows the capital's other uses in the story; a story set in a city is about the city."""
    if use == "possessive":
        return not counts["place"] or counts["government"] > counts["place"]
    if use == "open":
        return counts["place"] <= counts["government"]
    return use == "government" and counts["place"] <= 4 * counts["government"] + 2


def _take(node: Node, room: Room, item: Item, rule: str) -> None:
    item.node, item.rule = node, rule
    room.count(node, item.report)
    form = room.text(item)
    if item.mention.rule == "state name" or node.iso3 is None:
        node.forms[form] += 1


def _use(room: Room, item: Item) -> str:
    """How a capital's name is used: place, government, possessive or open."""
    parse = room.reports[item.report].parse
    tokens = parse.tokens
    token = tokens[item.mention.head]
    before = tokens[token.i - 1] if token.i else None
    seen: Token = token
    while seen.dep == "conj" and seen.head != seen.i:  # "Riga and Tallinn" is used as its first member is
        seen = tokens[seen.head]
    head = tokens[seen.head]
    if token.i + 1 < len(tokens) and tokens[token.i + 1].tag == "POS":
        return "possessive"
    if before is not None and before.lower in ("downtown", "central", "capital", "city"):
        return "place"
    if seen.dep == "pobj":
        word = head.lower
        if word in _PLACE_PREPOSITIONS:
            return "place"
        if word == "of":
            return (
                "place"
                if tokens[head.head].lower
                in (
                    "city",
                    "capital",
                    "streets",
                    "outside",
                    "north",
                    "south",
                    "east",
                    "west",
                    "centre",
                    "center",
                    "suburb",
                    "mayor",
                )
                else "open"
            )
        if word in _GOVERNMENT_PREPOSITIONS:
            return "government" if seen.i == token.i or seen.ent in ("GPE", "NORP") else "open"
        return "open"
    if seen.dep in ("nsubj", "nsubjpass", "agent"):
        return "government" if head.lemma in _GOVERNMENT_VERBS else "open"
    if seen.dep in ("compound", "nmod", "appos", "npadvmod"):
        return (
            "place"
            if seen.dep != "compound"
            or head.lower in ("police", "airport", "mayor", "residents", "zoo", "university", "court", "hospital")
            else "open"
        )
    if seen.dep == "dobj":
        return "open"
    sentence = parse.sentences[token.sentence]
    if token.i <= sentence.first + 1 and token.dep in ("ROOT", "dep", "nmod"):
        return "place"  # a dateline
    return "open"
