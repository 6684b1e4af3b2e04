"""Descriptions and roles taken apart: head noun, modifiers, states, age, owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...knowledge.countries import find_state
from ...knowledge.people import noun_gender, noun_kinds, offices, title_nouns, titles
from ...model.parse import Token
from ...text.names import fold
from .node import Item, Node, Room

DETERMINERS = frozenset(
    """
    the this that these those a an his her its their our my your both some any no all each another one
    """.split()
)
_SMALL = DETERMINERS | frozenset(
    "year years old of for in at and 's ’s former new old late then current ex mr mrs ms".split()
)
KIN = {"mum": "mother", "mom": "mother", "mummy": "mother", "mommy": "mother", "dad": "father", "daddy": "father"}
_POSSESSING = frozenset({"POS", "PRP$"})
_OTHER_TIMES = frozenset(
    "former next future previous ex late incoming outgoing first second last other my your our".split()
)
PARTIES = frozenset(
    """
    democrat democratic republican conservative liberal socialist communist islamist labour tory
    """.split()
)
_NAMING_KINDS = frozenset({"place", "organisation", "group"})  # whose descriptions may be names: "Northport police"
_ONE_OF = re.compile(r"^[Oo]ne of (?:the |its |his |her |their )?")
# Adjectives that tell nothing of which one is meant.
_LOOSE = frozenset(
    """
    same whole entire parent private visiting northern southern eastern western central coastal usually
    tranquil small tiny nearby young little local own federal former embattled popular beleaguered troubled
    famous powerful veteran senior top giant big huge large main militant terror extremist insurgent
    islamist
    """.split()
)


@dataclass(slots=True)
class Phrase:
    """A description taken apart: its head noun, other content words, states named in it, age, determiner."""

    head: str
    plural: bool
    words: frozenset[str]
    telling: frozenset[str]  # words that must fit: all but loose adjectives, states and the owner's name
    states: frozenset[str]
    owner: Node | None
    possessed: bool  # someone's, whoever that is
    past: bool  # "former", "next": not who holds the office in the story
    age: str | None
    definite: str  # the, a, his, bare
    kinds: frozenset[str]
    groups: frozenset[str]
    gender: str | None
    core: tuple[str, ...] = ()  # comparable words from first modifier to head, names as their node's number
    form: str = ""  # the same words as printed
    named: list[Node] = field(default_factory=list)  # nodes of names inside it, before the head
    after: list[Node] = field(default_factory=list)  # nodes of names after the head ("of ...")


@lru_cache(maxsize=20_000)
def role_noun(text: str) -> str:
    """The last word of a role before any "of", "for", "at" or "in", in small letters."""
    text = _ONE_OF.sub("", text)
    for word in (" of ", " for ", " at ", " in "):
        text = text.split(word, maxsplit=1)[0]
    parts = text.split()
    return parts[-1].lower().rstrip(".") if parts else ""


@lru_cache(maxsize=20_000)
def role_words(text: str) -> tuple[frozenset[str], str]:
    """Content words of a role as printed, states as their codes, and its head noun ("director of X": director)."""
    front = text = _ONE_OF.sub("", text)
    for word in (" of ", " for ", " at ", " in "):
        front = front.split(word)[0]
    last = fold(front.split()[-1]) if front.split() else ""
    words = set()
    near = True
    for raw in text.replace("-", " ").split():
        if raw in ("in", "at", "for"):
            near = False  # what follows is no part of the office: "winner in Norway"
        state = find_state(raw) if near else None
        word = fold(raw)
        if state is not None:
            words.add(state.iso3)
        elif word and word not in _SMALL:
            words.add(word)
    words.discard(last)
    two = " ".join(fold(front).split()[-2:])
    if two in offices():
        words.discard(two.split()[0])
        return frozenset(words), two
    head = KIN.get(title_nouns().get(last, last), title_nouns().get(last, last))
    if head not in noun_kinds() and head not in titles():
        head = head.removesuffix("s")
    return frozenset(words), head


def phrase_of(room: Room, item: Item, inner: Sequence[Item]) -> Phrase:
    """Take the description of `item` apart; `inner` are the items inside its span."""
    tokens = room.reports[item.report].parse.tokens
    head = tokens[item.mention.head]
    first = head.i
    while first > 0 and tokens[first - 1].start >= item.mention.span.start:
        first -= 1
    named = [i for i in inner if i.node is not None and i.mention.form == "named"]
    before = [i.node for i in named if i.mention.span.end <= head.start and i.node is not None]
    behind = [i.node for i in named if i.mention.span.start >= head.end and i.node is not None]
    states = {n.iso3 for n in (*before, *behind) if n.iso3}
    own = find_state(head.text)
    if own is not None:
        states.add(own.iso3)
    lemma, words = _head_noun(tokens, head)
    age, others, loose = _modifiers(tokens, first, head.i, item.mention.span.end)
    words = frozenset(others) - words
    owner = _owner(tokens, first, head, [i for i in inner if i.node is not None])
    bearers = (*before, *behind, owner) if owner is not None else (*before, *behind)
    names = {w for n in bearers for k in n.keys for w in k.split()}
    state_words = {w for w in words if _is_state(w)}
    kinds = noun_kinds().get(lemma, frozenset())
    core, form = _core(room, tokens, first, head.i, named) if kinds & _NAMING_KINDS else ((), "")
    return Phrase(
        head=lemma,
        plural=head.tag in ("NNS", "NNPS"),
        words=words,
        telling=frozenset(words - names - state_words - _LOOSE - PARTIES - loose),
        states=frozenset(states),
        owner=owner,
        possessed=not _POSSESSING.isdisjoint([t.tag for t in tokens[first : head.i]]),
        past=not _OTHER_TIMES.isdisjoint([t.lower for t in tokens[first : head.i]]),
        age=age,
        definite=_definite(tokens[first], owner),
        kinds=kinds,
        groups=offices().get(lemma, frozenset()),
        gender=noun_gender().get(lemma),
        core=core,
        form=form,
        named=before,
        after=behind,
    )


@lru_cache(maxsize=20_000)
def _is_state(word: str) -> bool:
    return find_state(word.title()) is not None or find_state(word.upper()) is not None


def _head_noun(tokens: Sequence[Token], head: Token) -> tuple[str, frozenset[str]]:
    """The head noun, of two words where they are an office ("prime minister"), and the word that it took in."""
    lemma = head.lemma if head.lemma in noun_kinds() else head.lower
    lemma = title_nouns().get(lemma, lemma)
    lemma = KIN.get(lemma, lemma)
    if head.i > 0 and f"{tokens[head.i - 1].lower} {lemma}" in offices():
        return f"{tokens[head.i - 1].lower} {lemma}", frozenset({tokens[head.i - 1].lower})
    return lemma, frozenset()


def _modifiers(tokens: Sequence[Token], first: int, head: int, end: int) -> tuple[str | None, set[str], set[str]]:
    """Age, content words, and those of them that are adjectives of the kind that tells little ("protected", "tranquil")."""
    age, words, loose = None, set(), set()
    last = head
    while last + 1 < len(tokens) and tokens[last + 1].end <= end:
        last += 1
    for token in tokens[first : last + 1]:
        if token.i == head:
            continue
        if (
            token.i < head
            and token.tag == "CD"
            and token.i + 2 < len(tokens)
            and "year" in (tokens[token.i + 1].lower, tokens[token.i + 2].lower)
        ):
            age = _YEARS.get(token.lower, token.lower)
        elif (
            token.lower not in _SMALL
            and token.tag not in ("CD", "POS", "HYPH", "DT", "PRP$")
            and token.lower not in ("year", "old")
            and token.text[0].isalnum()
        ):
            words.add(fold(token.text))
            if _loose(token):
                loose.add(fold(token.text))
    return age, words, loose


def _loose(token: Token) -> bool:
    """An adjective or participle of the kind that tells little of which one is meant."""
    return token.tag[:1] in "JRV" and token.text.islower() and not token.lower.endswith(("al", "ic", "ary", "foreign"))


_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
_YEARS = {word: str(number) for number, word in enumerate(_NUMBERS)}


def _owner(tokens: Sequence[Token], first: int, head: Token, inner: Sequence[Item]) -> Node | None:
    found = None
    for item in inner:
        end = item.mention.span.end
        if end > head.start:
            continue
        if item.mention.form == "pronominal":
            found = item.node if item.mention.span.start == tokens[first].start else found
        elif any(
            (t.start == end and t.tag == "POS") or (t.end == end and t.tag == "POS") for t in tokens[first : head.i]
        ):
            found = item.node
    return found


def _definite(first: Token, owner: Node | None) -> str:
    if first.tag == "PRP$" or owner is not None:
        return "his"
    if first.lower in ("a", "an", "another", "one"):
        return "a"
    return "the" if first.lower in ("the", "this", "that", "these", "those", "both") else "bare"


def _core(
    room: Room, tokens: Sequence[Token], first: int, head: int, named: Sequence[Item]
) -> tuple[tuple[str, ...], str]:
    starts = {i.mention.span.start: i for i in named}
    core: list[str] = []
    form: list[str] = []
    skip_to = -1
    for token in tokens[first : head + 1]:
        if token.start < skip_to:
            continue
        item = starts.get(token.start)
        if item is not None and item.node is not None and token.i < head:
            core.append(f"#{item.node.number}")
            form.append(room.text(item))
            skip_to = item.mention.span.end
        elif (
            token.lower not in _SMALL
            and token.tag not in ("DT", "PRP$", "POS", "RB", "HYPH", "VBN", "VBG", "CD")
            and (token.i == head or not _loose(token))
        ):
            core.append(token.lower)
            form.append(token.text)
    return tuple(core), " ".join(form)
