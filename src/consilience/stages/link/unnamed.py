"""Descriptions that no name takes -> entities of their own: "the passenger", "a passenger", one in a story.

Two descriptions are one where the head noun is the same and nothing they say clashes: number, age, gender, state, owner,
names inside, modifiers. A story has one node for such a description or, where it tells several apart, one for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model.annotation import EntityType
from ...text.names import UNNAMED, fold
from .elsewhen import of_another_time
from .node import Item, Node, Room
from .phrases import Phrase
from .words import CRAFT, SAME

LEAST = 2  # descriptions that make an entity; what is described once is left alone

_NOBODY = frozenset(
    "no any every each some either neither what which whatever another other one half most many few".split()
)
_ELSEWHERE = frozenset("other another different separate second third similar such wrong rival fellow".split())
_EMPTY = frozenset(
    "former new late young old local own alleged suspected two three four five six seven eight nine ten".split()
)
# Groups of trades and parts whose plural means a body of people, not certain persons together.
_MANY = frozenset({"witness", "suspect", "victim", "sport", "police", "medical", "scholar", "media"})
_KINDS = frozenset({"person", "family", "group", "organisation", "place", "animal", "product"})


@dataclass(slots=True)
class _Told:
    """One description: its item, its phrase and what it says that may clash."""

    item: Item
    phrase: Phrase
    head: str
    telling: frozenset[str]
    number: str
    names: frozenset[int]  # nodes named inside it or that own it


@dataclass(slots=True)
class _Group:
    """Descriptions held to be of one referent."""

    told: list[_Told] = field(default_factory=list)
    telling: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    names: set[int] = field(default_factory=set)

    def add(self, told: _Told) -> None:
        """Take a description in, with all it says."""
        self.told.append(told)
        self.telling |= told.telling
        self.states |= told.phrase.states
        self.names |= told.names
        if told.phrase.age:
            self.ages.add(told.phrase.age)
        if told.number:
            self.numbers.add(told.number)


def describe_unnamed(room: Room, phrases: Sequence[tuple[Item, Phrase]]) -> None:
    """Make nodes of what descriptions alone refer to; `phrases` are the open descriptions in order of reports and text."""
    groups: dict[tuple[str, bool], list[_Group]] = {}
    ends = [{i.mention.span.end for i in items if i.mention.form == "named"} for items in room.items]
    heads: Counter[str] = Counter(_head(phrase) for _, phrase in phrases)
    alone = _crafts_alone(room, phrases)
    for item, phrase in phrases:
        if heads[_head(phrase)] < LEAST or not phrase.kinds & _KINDS:
            continue
        if room.reports[item.report].parse.tokens[item.mention.head].end in ends[item.report]:
            continue  # the noun ends a name
        told = _told(room, item, phrase)
        if told is None:
            continue
        if phrase.head in CRAFT and told.head not in alone:
            told.head = phrase.head  # where there are several, a ferry is no tanker
        known = groups.setdefault((told.head, phrase.plural), [])
        if told.head in alone:
            named = alone[told.head]
            if named is not None and phrase.plural:
                continue
            if named is not None:
                item.node, item.rule = named, "the one of its kind in the story"
            else:
                if not known:
                    known.append(_Group())
                known[0].add(told)
            continue
        fits = [g for g in known if _agree(told, g)]
        best = max(fits, key=lambda g: _nearness(told, g), default=None)
        if best is None or (phrase.definite == "a" and not phrase.plural and _introduced(room, told, best)):
            best = _Group()
            known.append(best)
        best.add(told)
    for same in groups.values():
        for group in same:
            if len(group.told) >= LEAST and any(t.phrase.definite != "bare" or t.number for t in group.told):
                _node(room, group)


def _crafts_alone(room: Room, phrases: Sequence[tuple[Item, Phrase]]) -> dict[str, Node | None]:
    """Kinds of craft of which the story names one only, with its node, or tells of one only: no plural, no "another ship"."""
    kinds = sorted({_head(phrase) for _, phrase in phrases} & set(CRAFT.values()))
    found: dict[str, Node | None] = {}
    for kind in kinds:
        words = {noun for noun, stands in CRAFT.items() if stands == kind}
        named = {
            n.number: n for word in words for n in room.by_noun.get(word, ()) if n.type not in ("person", "country")
        }
        if named:
            if len(named) == 1:
                found[kind] = next(iter(named.values()))
            continue
        several = any(
            (t.lemma in words and t.tag == "NNS") or (t.lower in _ELSEWHERE and r.parse.tokens[t.head].lemma in words)
            for r in room.reports
            for t in r.parse.tokens
        )
        begun = [
            (item.report, phrase.head)
            for item, phrase in phrases
            if phrase.head in words and phrase.definite == "a" and not phrase.plural
        ]
        several = several or len(set(begun)) > len({report for report, _ in begun})  # "a ferry hit a tanker"
        if not several:
            found[kind] = None
    return found


def _head(phrase: Phrase) -> str:
    """The head noun as it is compared."""
    return "spokesperson" if "spokesperson" in phrase.groups else SAME.get(phrase.head, phrase.head)


def _told(room: Room, item: Item, phrase: Phrase) -> _Told | None:
    """The description as it is compared; None where it refers to nobody in particular."""
    tokens = room.reports[item.report].parse.tokens
    head = tokens[item.mention.head]
    first = head.i
    while first > 0 and tokens[first - 1].start >= item.mention.span.start:
        first -= 1
    words = {t.lower for t in tokens[first : head.i]}
    if phrase.plural and phrase.groups and not phrase.groups & _MANY:
        return None  # "the presidents of both states" are told by name elsewhere
    if tokens[first].lower in _NOBODY or words & _ELSEWHERE or not phrase.kinds & _KINDS:
        return None
    if phrase.possessed and phrase.head == "body":
        return None  # a person's, no organisation
    if (phrase.possessed and phrase.owner is None) or (
        phrase.definite == "bare" and not phrase.telling and not phrase.plural
    ):
        return None
    number = next((t.lower for t in tokens[first : head.i] if t.tag == "CD"), "") if phrase.plural else ""
    names = frozenset(n.number for n in (*phrase.named, *([phrase.owner] if phrase.owner else [])) if not n.iso3)
    telling = phrase.words - _EMPTY
    return _Told(item, phrase, _head(phrase), telling, number, names)


def _agree(told: _Told, group: _Group) -> bool:
    """Nothing that the description says clashes with what the group says."""
    phrase = told.phrase
    if phrase.states and group.states and not phrase.states & group.states:
        return False
    if told.names and group.names and not told.names & group.names:
        return False
    if phrase.age and group.ages and phrase.age not in group.ages:
        return False
    if told.number and group.numbers and told.number not in group.numbers:
        return False
    if phrase.definite == "bare" and not told.number:
        return told.telling == group.telling
    return not told.telling or not group.telling or bool(told.telling & group.telling)


def _nearness(told: _Told, group: _Group) -> tuple[int, int, int]:
    """Shared words first, then the same report and how late in it, then how often."""
    last = group.told[-1].item
    here = last.mention.span.start if last.report == told.item.report else -1
    return len(told.telling & group.telling), here, len(group.told)


def _introduced(room: Room, told: _Told, group: _Group) -> bool:
    """The report has spoken of such a one already: "a" brings in somebody else."""
    if not any(t.item.report == told.item.report for t in group.told):
        return False
    return not told.telling & group.telling or of_another_time(room, told.item, told.phrase)


def _node(room: Room, group: _Group) -> None:
    types: Counter[EntityType] = Counter(t.item.mention.type for t in group.told)
    node = room.make(max(sorted(types), key=lambda t: types[t]))
    node.gender = next((t.phrase.gender for t in group.told if t.phrase.gender), node.gender)
    node.ages |= group.ages
    node.states |= group.states
    shown: Counter[str] = Counter()
    for told in group.told:
        words = " ".join(room.text(told.item).split())
        first, _, rest = words.partition(" ")
        words = (
            f"{first.lower()} {rest}" if rest and first.istitle() and told.phrase.definite in ("a", "the") else words
        )
        node.forms[words] += 1
        shown[words] += 1 if told.phrase.definite == "a" else 2
        told.item.node, told.item.rule = node, UNNAMED
        room.count(node, told.item.report)
        room.name(node, fold(words))
    node.shown = max(sorted(shown), key=lambda w: (shown[w], len(w)))
    room.call(node, group.told[0].phrase.head)
