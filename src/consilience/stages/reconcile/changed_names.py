"""Names that only one of two like sentences has: another place, another speaker, another name of one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...knowledge.countries import state_of
from ...knowledge.people import given_names, titles
from ...knowledge.places import KnownPlace, known_places
from ...model.claim import ConflictKind
from ...model.parse import Token
from ...model.span import Span
from ...text.names import alike, all_initials, fold, same_person_name
from .likes import Like, Line, alike_around, alike_round, differ_besides, hangs_alike
from .names import Name, link_words
from .readings import Text

SURE = 2  # terms beside both that must be equal where both fill one role or are of one known sort
UNSURE = 4  # and where they are not
LIKE_SPEECH = 0.55  # share of the weight of a sentence from which two speakers are given the same words
SAME = 0.8  # and from which both are one sentence, so that a name in it is one person's
SHORTEST = 3  # letters of a word of a name that is compared

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MODIFIERS = frozenset({"compound", "amod", "poss", "nmod"})
_ACTORS = frozenset({"GPE", "NORP", "ORG"})
_BETWEEN = frozenset("of for the and on to in at i e".split())
_ARTICLES = frozenset({"al", "el", "the"})


class Mark(NamedTuple):
    """Tokens of a report that give one value: as shown, and as compared."""

    report: int
    first: int
    last: int
    shown: str
    same: str


class _Named(NamedTuple):
    """A name that only one of two sentences has: `words` without titles, folded. `source`: it stands in the source of a
    quotation; `whole`: as a name by itself, of a person or body; `alone`: no other source stands in the sentence;
    `places`: what the tables know of it; `modifies`: an actor before a noun ("the Halden strike")."""

    name: Name
    head: Token
    words: tuple[str, ...]
    shown: str
    ent: str
    source: bool
    whole: bool
    alone: bool
    places: frozenset[KnownPlace]
    modifies: bool


class NamesIn:
    """The names of a story by sentence, each worked out when first asked for."""

    def __init__(self, text: Text, names: Sequence[Name]) -> None:
        """`names`: all names of the story, longest runs."""
        self._text = text
        self._runs: dict[tuple[int, int], list[Name]] = {}
        for n in names:
            self._runs.setdefault((n.report, text.reports[n.report].parse.tokens[n.first].sentence), []).append(n)
        self._sources: dict[tuple[int, int], set[Span]] = {}
        for number, report in enumerate(text.reports):
            for q in report.quotations:
                for s in q.source:
                    self._sources.setdefault((number, text.sentence_at(number, s.start)), set()).add(s)
        self._plain: dict[tuple[int, int], list[tuple[Name, tuple[str, ...]]]] = {}
        self._known: dict[Name, _Named] = {}

    def differing(self, like: Like) -> Iterator[tuple[ConflictKind, Mark, Mark]]:
        """What the names say differently that only one of two like sentences has."""
        ones = self._lone(like.one, like.two)
        twos = self._lone(like.two, like.one) if ones else []
        taken: set[int] = set()
        for a in ones:
            for k, b in enumerate(twos):
                kind = _name_kind(self._text, like, a, b) if k not in taken else None
                if kind is not None:
                    taken.add(k)
                    yield kind, _mark(a), _mark(b)
                    break

    def _lone(self, line: Line, other: Line) -> list[_Named]:
        """Names of a line of which the other has not every word."""
        spot = (line.report, line.number)
        if spot not in self._plain:
            parts = [part for run in self._runs.get(spot, ()) for part in _parts(self._text, run)]
            self._plain[spot] = [(part, words) for part in parts if (words := _plain(part))]
        sources = self._sources.get(spot, set())
        lone = [(part, words) for part, words in self._plain[spot] if not other.folded.issuperset(words)]
        return [self._known.get(p) or self._known.setdefault(p, _named(self._text, p, w, sources)) for p, w in lone]


def _named(text: Text, name: Name, words: tuple[str, ...], sources: set[Span]) -> _Named:
    tokens = text.reports[name.report].parse.tokens
    span = text.span(name.report, name.first, name.last)
    held = tokens[name.first : name.last + 1]
    ents = {t.ent for t in held} - {""}
    head = next((t for t in reversed(held) if not name.first <= t.head <= name.last), held[-1])
    return _Named(
        name=name,
        head=head,
        words=words,
        shown=span.of(text.reports[name.report].article.text),
        ent=min(ents, default=""),
        source=any(s.overlaps(span) for s in sources),
        whole=_whole(head, ents),
        alone=len(sources) < 2,
        places=known_places(span.of(text.reports[name.report].article.text)),
        modifies=head.dep in _MODIFIERS and bool(ents) and ents <= _ACTORS,
    )


def _mark(n: _Named) -> Mark:
    return Mark(n.name.report, n.name.first, n.name.last, n.shown, " ".join(n.words))


def _plain(name: Name) -> tuple[str, ...]:
    """The words of a name without titles, from a given name on where it has one."""
    split = [w for word in name.words for w in word.split() if w not in _ARTICLES]
    words = [w for w in split if w.strip(".") not in titles() and w not in link_words() and len(w) >= SHORTEST]
    first = next((k for k, w in enumerate(words[:-1]) if w in given_names()), 0)
    return tuple(words[first:])


def _whole(head: Token, ents: set[str]) -> bool:
    plain = head.dep in ("nsubj", "pobj", "ROOT", "dobj", "nsubjpass", "conj", "agent") and "-" not in head.text
    return plain and not ents & _PLACES and "NORP" not in ents


def _name_kind(text: Text, like: Like, a: _Named, b: _Named) -> ConflictKind | None:
    """What two names, each in only one of two like sentences, disagree on; None where they do not."""
    apart, sort = _one_word_apart(a.words, b.words), _place_sort(a, b)
    printed = not (a.shown.islower() or b.shown.islower())  # "the president-elect" is nobody else
    spoken = printed and (a.source or b.source) and a.whole and b.whole and like.share >= LIKE_SPEECH
    both = a.modifies and b.modifies
    if not (apart or spoken or both or sort is not None) or _may_be_one(text, a, b):
        return None
    one, two = (a.name.first, a.name.last), (b.name.first, b.name.last)
    around, pooled = alike_around(like, one, two) - like.more, alike_round(like, one, two) - like.more
    tokens = text.reports[a.name.report].parse.tokens, text.reports[b.name.report].parse.tokens
    same_role = hangs_alike(like, a.head, b.head, *tokens)
    other = a.words[-1] in like.two.words or b.words[-1] in like.one.words
    if apart and (around >= SURE or like.share >= SAME):
        return None if _both_known(text, a, b) else "name"
    if spoken and (
        (a.source and b.source and a.alone and b.alone)
        or (like.share >= SAME and (same_role or (a.source and b.source)))
    ):
        return None if other else "speaker"
    if other or differ_besides(like, one, two, ("CD",)):
        return None
    if sort:
        near = max(around, pooled - 1) if same_role else around - 1
        return "place" if near >= SURE or pooled >= UNSURE else None
    if sort is not None and same_role and around >= UNSURE:
        return "place"
    if both and same_role and pooled >= SURE + 1 and not (a.source or b.source):
        return "other"  # whose strike it was
    return None


def _may_be_one(text: Text, a: _Named, b: _Named) -> bool:
    """True where both may name one: an entity, a part of the other, its initials, a spelling, a state and its people."""
    ids = [text.entity_at(text.span(n.name.report, n.name.first, n.name.last)) for n in (a, b)]
    apart = _one_word_apart(a.words, b.words)
    if ids[0] is not None and ids[0] == ids[1] and not apart:
        return True
    for k, n in ((ids[0], b), (ids[1], a)) if not apart else ():
        entity = text.entities.get(k or "")
        if entity is not None and any(set(n.words) <= set(fold(known).split()) for known in entity.names):
            return True
    if set(a.words) <= set(b.words) or set(b.words) <= set(a.words) or same_person_name(a.words, b.words):
        return True
    if all_initials(a.shown) == b.shown.replace(".", "") or all_initials(b.shown) == a.shown.replace(".", ""):
        return True
    if _states(a) & _states(b):
        return True
    return len(a.words) == len(b.words) and all(alike(x, y) for x, y in zip(a.words, b.words, strict=True))


def _both_known(text: Text, a: _Named, b: _Named) -> bool:
    """True where either report has both names: two persons, not one name printed in two ways."""
    first, second = (" ".join(n.words) for n in (a, b))
    one, two = (fold(text.reports[n.name.report].article.text) for n in (a, b))
    return second in one or first in two


def _states(n: _Named) -> set[str]:
    """The state that a name names, or that its first or last word names: "Republican U.S." """
    codes = (state_of(w) for w in (n.shown, n.shown.split()[0], n.shown.split()[-1]))
    return {c for c in codes if c is not None}


def _one_word_apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True for two full names of persons with one word that differs: "Samuel Alder", "Samuel Brook"."""
    if len(a) < 2 or len(b) < 2:
        return False
    differing = sum(x != y for x, y in zip(a, b, strict=False))
    known = a[0] in given_names() or b[0] in given_names()
    return len(a) == len(b) and differing == 1 and known and not same_person_name(a, b)


def _place_sort(a: _Named, b: _Named) -> bool | None:
    """True for places of one known sort, False for places of which that is not sure, None for what are no places."""
    one, two = a.places, b.places
    if not (one or a.ent in _PLACES) or not (two or b.ent in _PLACES) or "PERSON" in (a.ent, b.ent):
        return None
    if not (one and two) and (a.ent not in _PLACES or b.ent not in _PLACES):
        return None
    sorts = {(p.sort, q.sort, p.iso3 == q.iso3) for p in one for q in two}
    if any(x != y and same for x, y, same in sorts):
        return False  # one may lie in the other
    return any(x == y and (x != "city" or not same) for x, y, same in sorts)


def _parts(text: Text, name: Name) -> Iterator[Name]:
    """A run of names cut at the small words between them: "Ada Lund of Oslo" is two names, "Ludwig van Drohm" one."""
    tokens = text.reports[name.report].parse.tokens
    first = name.first
    for i in range(name.first, name.last + 2):
        if i > name.last or tokens[i].lower in _BETWEEN:
            if i > first:
                yield Name(name.report, first, i - 1, tuple(fold(t.text) for t in tokens[first:i]))
            first = i + 1
