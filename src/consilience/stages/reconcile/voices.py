"""The same words or content of one occasion, put into the mouths of different people by different reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, combinations
from math import log
from typing import NamedTuple

from ...model.annotation import Entity, Quotation
from ...model.claim import Conflict
from ...model.parse import Token
from ...model.record import Reason
from ...model.span import Span
from ...text.groups import Groups
from ...text.names import alike, fold, is_named
from ...text.predicates import is_term
from ...text.weights import total
from ...text.words import STOP_WORDS
from .readings import Reading, Text, conflict
from .slots import Sentences
from .wording import published_reasons, quoted

MOST = 20  # terms of a content that is one utterance and not a speech
FEWEST = 3  # terms that both contents must share
# Share of the shorter content (by weight of its terms) that must stand in the other: the fewer of both are verbatim,
# the more chance that one person's words were retold. Set on the quotations of twelve development stories.
BOTH_DIRECT, ONE_DIRECT, NONE_DIRECT = 0.8, 0.45, 0.6
LONGER = 0.35  # and of the longer one: a few words out of a speech are no retelling of it
LISTED = 3  # terms of both that stand in one list of the one: a list of points retold in part
RUN = 5  # words in a row that are one utterance where both are verbatim
IN_RUNS, IN_LONGER = 0.5, 0.2  # share of the runs of the shorter, and of the longer, that both must have
RUNS = 3  # and how many: fewer words may be a saying
BODIES = 0.9  # the same where the speakers are bodies: two of them often announce one thing
BOTH_SAID = 0.5  # share of the common terms from which the other speaker is taken to have said it as well
RARE = 2  # common terms that the story has no more often than once a report
COPIED = 0.8  # share of equal words from which two sentences are copies
LONGEST = 500  # code points of a passage
_PRONOUNS = frozenset("he she it they who i we him her them".split())
_BODIES = frozenset({"organisation", "country", "group", "place"})
_DIRECT = {0: NONE_DIRECT, 1: ONE_DIRECT, 2: BOTH_DIRECT}


class _Speaker(NamedTuple):
    """Who may have said it: an entity, or (with `entity` None) a description. `names` are the folded names that may stand for
    them, `words` the words of these, `last` their last words, `called` the words of names and offices. `full`: a person
    with a name of two words; `heads`: the last words of names and offices."""

    who: str
    entity: Entity | None
    names: frozenset[str]
    words: frozenset[str]
    last: frozenset[str]
    called: frozenset[str]
    named: bool = False
    person: bool = False
    full: bool = False
    body: bool = False
    heads: frozenset[str] = frozenset()


class _Said(NamedTuple):
    """A quotation by one speaker.

    `proper` are the proper names in the words that name them here; `described`: these are names or offices of theirs.
    `called` are the terms of the content that are names: who is talked of, not what is said. `runs` are words in a row of
    what is verbatim, `listed` the terms that stand in lists, `told` who says something inside the content.
    """

    report: int
    row: Quotation
    by: _Speaker
    proper: frozenset[str]
    called: frozenset[str]
    described: bool
    terms: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    listed: frozenset[str]
    told: frozenset[str]


def differing_speakers(text: Text, sentences: Sentences, quotations: Sequence[Quotation]) -> list[Conflict]:
    """Conflicts about who said it."""
    known = {
        i: _speaker(e) for i in dict.fromkeys(w for q in quotations for w in q.speakers) if (e := text.entities.get(i))
    }
    said = [s for q in quotations if (s := _said(text, sentences, q, known)) is not None]
    weight = sentences.weights()
    total = sum(len(r.parse.sentences) for r in text.reports)
    rare = log((1 + total) / (len(text.reports) + 1))  # the weight of what each report tells once
    holders: dict[str, list[int]] = {}
    verbatim: dict[tuple[str, ...], list[int]] = {}
    for i, s in enumerate(said):
        for term in s.terms:
            holders.setdefault(term, []).append(i)
        for run in s.runs:
            verbatim.setdefault(run, []).append(i)
    links = [
        (i, j)
        for i, j in _candidates(holders, verbatim)
        if said[i].report != said[j].report
        and _one_utterance(said[i], said[j], weight, rare)
        and not _both(said[i], said[j], said, weight)
        and not _copied(text, sentences, said[i], said[j])
    ]
    # a pronoun may be resolved wrongly: it counts only where named speakers clash in the same way
    sure = {frozenset((said[i].by.who, said[j].by.who)) for i, j in links if said[i].described and said[j].described}
    groups = Groups(len(said))
    joined = set()
    for i, j in links:
        if frozenset((said[i].by.who, said[j].by.who)) in sure:
            groups.join(i, j)
            joined |= {i, j}
    return [_row(text, sentences, [said[k] for k in group]) for group in groups.members() if joined & set(group)]


def _speaker(entity: Entity) -> _Speaker:
    names = frozenset(fold(n) for n in entity.names)
    words = frozenset(w for n in names for w in n.split()) - STOP_WORDS
    last = frozenset(n.rsplit(" ", 1)[-1] for n in names)
    called = words | frozenset(w for r in entity.roles for w in fold(r.text).split())
    named = is_named(entity)
    person = named and entity.type == "person"
    full = person and " " in fold(entity.name)
    heads = last | frozenset(fold(r.text).rsplit(" ", 1)[-1] for r in entity.roles)
    return _Speaker(entity.id, entity, names, words, last, called, named, person, full, entity.type in _BODIES, heads)


def _said(text: Text, sentences: Sentences, row: Quotation, known: Mapping[str, _Speaker]) -> _Said | None:
    report = text.number[row.article]
    if len(row.speakers) != 1 or not row.content:
        return None
    by = known.get(row.speakers[0])
    if by is None and not row.source:
        return None
    keys, telling = sentences.keys(report), sentences.telling(report)
    inside = _tokens(text, report, row.content)
    terms = frozenset([telling[t.i] for t in inside]) - {""}
    runs = _runs(inside) if row.direct and by is not None and by.named else frozenset()
    if not (FEWEST <= len(terms) <= MOST or runs):
        return None
    if by is not None and by.person and not by.last.isdisjoint([fold(t.text) for t in inside]):
        return None  # who is spoken of by name is hardly the speaker
    listed = frozenset([keys[i] for t in inside if t.dep == "conj" for i in (t.i, t.head)])
    called = frozenset([keys[t.i] for t in inside if t.tag in ("NNP", "NNPS")])
    tokens = text.reports[report].parse.tokens
    told = frozenset([fold(t.text) for t in inside if t.dep == "nsubj" and tokens[t.head].lemma in ("say", "tell")])
    source = _tokens(text, report, row.source)
    words = {fold(t.text) for t in source}
    proper = frozenset([fold(t.text) for t in source if t.tag in ("NNP", "NNPS") or t.ent in ("NORP", "GPE", "ORG")])
    if by is None:
        told = frozenset({fold(" ".join(t.text for t in source))})
        by = _Speaker(min(told), None, told, told, told, told)
        return _Said(report, row, by, proper, called, True, terms, runs, listed, told)
    described = not words.isdisjoint(by.words) or (bool(words - _PRONOUNS) and words <= by.called | STOP_WORDS)
    return _Said(report, row, by, proper, called, described, terms, runs, listed, told)


def _tokens(text: Text, report: int, spans: Sequence[Span]) -> list[Token]:
    return [t for span in spans for t in text.tokens(report, span)]


def _runs(inside: Sequence[Token]) -> frozenset[tuple[str, ...]]:
    """Every `RUN` words in a row."""
    words = [t.lower for t in inside if t.text[0].isalnum()]
    return frozenset(zip(*(words[k:] for k in range(RUN)), strict=False))


def _candidates(
    holders: Mapping[str, Sequence[int]], verbatim: Mapping[tuple[str, ...], Sequence[int]]
) -> list[tuple[int, int]]:
    """Pairs of quotations that share some terms, or words in a row."""
    beside = [combinations(held[:MOST_ALIKE], 2) for held in holders.values() if len(held) > 1]
    shared = Counter(chain.from_iterable(beside))
    same = {pair for held in verbatim.values() for pair in combinations(held[:MOST_ALIKE], 2)}
    return sorted({pair for pair, n in shared.items() if n >= FEWEST} | same)


MOST_ALIKE = 60  # quotations with one term that are compared with each other: bounds the work in large stories


def _one_utterance(a: _Said, b: _Said, weight: Mapping[str, float], rare: float) -> bool:
    if a.by.who == b.by.who or not a.by.names.isdisjoint(b.by.names) or not (a.described or b.described):
        return False
    if not a.told.isdisjoint(b.by.heads) or not b.told.isdisjoint(a.by.heads):
        return False  # "as the Speaker said today": the words of the other, passed on
    if any(x.endswith(y) or y.endswith(x) or alike(x, y) for x in a.by.last for y in b.by.last):
        return False  # one name, printed in two ways
    fewer, more = sorted((len(a.runs), len(b.runs)))
    if len(a.runs & b.runs) >= max(RUNS, IN_RUNS * fewer, IN_LONGER * more):
        return (a.by.person and b.by.person) or (a.by.body == b.by.body and _named_apart(a, b))
    shared = a.terms & b.terms
    if max(len(a.terms), len(b.terms)) > MOST or len(shared) < FEWEST:
        return False
    if sum(weight.get(t, 0.0) >= rare for t in shared - a.called - b.called) < RARE:
        return False
    low, high = sorted((total(a.terms, weight), total(b.terms, weight)))
    mass = total(shared, weight)
    if a.by.full and b.by.full:
        direct = a.row.direct + b.row.direct
        retold = mass >= _DIRECT[direct] * low and mass >= LONGER * high
        return retold or (direct == 1 and len(shared & (a.listed | b.listed)) >= LISTED)
    return mass >= BODIES * low and len(shared) > FEWEST and not (a.by.person or b.by.person) and _named_apart(a, b)


def _named_apart(a: _Said, b: _Said) -> bool:
    """True where both speakers are described by a proper name, and no word of the names is shared."""
    return bool(a.proper) and bool(b.proper) and a.proper.isdisjoint(b.proper)


def _both(a: _Said, b: _Said, said: Sequence[_Said], weight: Mapping[str, float]) -> bool:
    """True where a report of either lets the other speaker say it as well."""
    shared = a.terms & b.terms
    need = BOTH_SAID * total(shared, weight)
    return any(
        (s.report, s.by.who) in ((a.report, b.by.who), (b.report, a.by.who)) and total(s.terms & shared, weight) >= need
        for s in said
    )


def _copied(text: Text, sentences: Sentences, a: _Said, b: _Said) -> bool:
    """True where both stand in one copied sentence that does not name both speakers: one of them is our own mistake."""
    if a.described and b.described and _named_apart(a, b):
        return False
    left, right = _around(text, sentences, a), _around(text, sentences, b)
    return len(left & right) >= COPIED * len(left | right)


def _around(text: Text, sentences: Sentences, said: _Said) -> set[str]:
    keys, parse = sentences.keys(said.report), text.reports[said.report].parse
    s = parse.sentences[text.sentence_at(said.report, said.row.content[0].start)]
    return {keys[t.i] for t in parse.tokens[s.first : s.last + 1] if is_term(t)}


def _row(text: Text, sentences: Sentences, said: Sequence[_Said]) -> Conflict:
    readings = []
    for s in said:
        article = text.reports[s.report].article
        first = s.row.content[0]
        span = Span(article=first.article, start=first.start, end=min(first.end, first.start + LONGEST))
        value = s.by.entity.name if s.by.entity else s.row.source[0].of(article.text)
        readings.append(Reading(s.report, value, s.by.who, span, s.row.source[0] if s.row.source else span))
    shortest = min((r.passage for r in readings), key=lambda p: (len(p), p))
    words = shortest.of(text.reports[text.number[shortest.article]].article.text)
    common = frozenset.intersection(*(s.terms for s in said))
    keys = sentences.keys(said[0].report)
    shared = dict.fromkeys(t.text for t in _tokens(text, said[0].report, said[0].row.content) if keys[t.i] in common)
    reasons = [Reason(rule="same content", detail="shared words: " + ", ".join(shared))]
    return conflict("speaker", f"who said {quoted(words)}", readings, [*reasons, *published_reasons(text, readings)])
