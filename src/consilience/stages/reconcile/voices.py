"""The same words or content of one occasion, put into the mouths of different people by different reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log
from typing import NamedTuple

from ...model.annotation import Quotation
from ...model.claim import Conflict
from ...model.parse import Token
from ...model.record import Reason
from ...model.span import Span
from ...text.groups import Groups
from ...text.names import fold, is_named
from ...text.predicates import is_term
from .readings import Reading, Text, conflict
from .slots import Sentences
from .wording import published_reasons, quoted

MOST = 20  # terms of a content that is one utterance and not a speech
FEWEST = 3  # terms that both contents must share
# Share of the shorter content (by weight of its terms) that must stand in the other: the fewer of both are verbatim,
# the more chance that one person's words were retold. Set on the quotations of twelve development stories.
BOTH_DIRECT, ONE_DIRECT, NONE_DIRECT = 0.8, 0.45, 0.6
LISTED = 0.3  # where more than FEWEST terms are shared and one side is verbatim: a list of points retold in part
BODIES = 0.9  # the same where the speakers are bodies: two of them often announce one thing
BOTH_SAID = 0.5  # share of the common terms from which the other speaker is taken to have said it as well
RARE = 2  # common terms that the story has no more often than once a report
COPIED = 0.8  # share of equal words from which two sentences are copies
LONGEST = 500  # code points of a passage
_PRONOUNS = frozenset("he she it they who i we him her them".split())
_DIRECT = {0: NONE_DIRECT, 1: ONE_DIRECT, 2: BOTH_DIRECT}


class _Said(NamedTuple):
    """A quotation by one speaker: `who` is an entity or a description, `names` the folded names that may stand for them.

    `proper` are the proper names in the words that name them here; `described`: these are no mere pronoun.
    `called` are the terms of the content that are names: who is talked of, not what is said.
    """

    report: int
    row: Quotation
    who: str
    names: frozenset[str]
    proper: frozenset[str]
    called: frozenset[str]
    described: bool
    person: bool
    terms: frozenset[str]


def differing_speakers(text: Text, sentences: Sentences, quotations: Sequence[Quotation]) -> list[Conflict]:
    """Conflicts about who said it."""
    said = [s for q in quotations if (s := _said(text, sentences, q)) is not None]
    weight = sentences.weights()
    total = sum(len(r.parse.sentences) for r in text.reports)
    rare = log((1 + total) / (len(text.reports) + 1))  # the weight of what each report tells once
    holders: dict[str, list[int]] = {}
    for i, s in enumerate(said):
        for term in s.terms:
            holders.setdefault(term, []).append(i)
    links = [
        (i, j)
        for i, j in _candidates(holders, weight)
        if said[i].report != said[j].report
        and _one_utterance(said[i], said[j], weight, rare)
        and not _both(said[i], said[j], said, weight)
        and not _copied(text, sentences, said[i], said[j])
    ]
    # a pronoun may be resolved wrongly: it counts only where named speakers clash in the same way
    sure = {frozenset((said[i].who, said[j].who)) for i, j in links if said[i].described and said[j].described}
    groups = Groups(len(said))
    joined = set()
    for i, j in links:
        if frozenset((said[i].who, said[j].who)) in sure:
            groups.join(i, j)
            joined |= {i, j}
    return [_row(text, sentences, [said[k] for k in group]) for group in groups.members() if joined & set(group)]


def _said(text: Text, sentences: Sentences, row: Quotation) -> _Said | None:
    report = text.number[row.article]
    if len(row.speakers) != 1 or not row.content:
        return None
    who = row.speakers[0]
    entity = text.entities.get(who)
    if entity is None and not row.source:
        return None
    keys = sentences.keys(report)
    inside = _tokens(text, report, row.content)
    terms = frozenset(keys[t.i] for t in inside if is_term(t))
    if not FEWEST <= len(terms) <= MOST:
        return None
    called = frozenset(keys[t.i] for t in inside if t.tag in ("NNP", "NNPS"))
    source = _tokens(text, report, row.source)
    words = {fold(t.text) for t in source}
    proper = frozenset(fold(t.text) for t in source if t.tag in ("NNP", "NNPS") or t.ent in ("NORP", "GPE", "ORG"))
    if entity is None:
        told = fold(" ".join(t.text for t in source))
        return _Said(report, row, told, frozenset({told}), proper, called, True, False, terms)
    names = frozenset(fold(n) for n in entity.names)
    person = entity.type == "person" and is_named(entity)
    if person and not {fold(t.text) for t in inside}.isdisjoint(n.rsplit(" ", 1)[-1] for n in names):
        return None  # who is spoken of by name is hardly the speaker
    described = bool(words) and not words <= _PRONOUNS
    return _Said(report, row, who, names, proper, called, described, person and " " in fold(entity.name), terms)


def _tokens(text: Text, report: int, spans: Sequence[Span]) -> list[Token]:
    parse = text.reports[report].parse
    out = []
    for span in spans:
        first, last = text.sentence_at(report, span.start), text.sentence_at(report, span.end - 1)
        for s in parse.sentences[first : last + 1]:
            out += [t for t in parse.tokens[s.first : s.last + 1] if span.start <= t.start < span.end]
    return out


def _candidates(holders: Mapping[str, Sequence[int]], weight: Mapping[str, float]) -> list[tuple[int, int]]:
    """Pairs of quotations that share at least two terms."""
    shared: Counter[tuple[int, int]] = Counter()
    for term in sorted(holders, key=lambda t: (-weight.get(t, 0.0), t)):
        shared.update(combinations(holders[term][:MOST_ALIKE], 2))
    return sorted(pair for pair, n in shared.items() if n >= FEWEST)


MOST_ALIKE = 60  # quotations with one term that are compared with each other: bounds the work in large stories


def _mass(terms: frozenset[str], weight: Mapping[str, float]) -> float:
    return sum(weight.get(t, 0.0) for t in sorted(terms))


def _one_utterance(a: _Said, b: _Said, weight: Mapping[str, float], rare: float) -> bool:
    if a.who == b.who or not a.names.isdisjoint(b.names) or not (a.described or b.described):
        return False
    shared = a.terms & b.terms
    if len(shared) < FEWEST or sum(weight.get(t, 0.0) >= rare for t in shared - a.called - b.called) < RARE:
        return False
    share = _mass(shared, weight) / max(1e-9, min(_mass(a.terms, weight), _mass(b.terms, weight)))
    if a.person and b.person:
        direct = a.row.direct + b.row.direct
        return share >= _DIRECT[direct] or (direct == 1 and share >= LISTED and len(shared) > FEWEST)
    return share >= BODIES and len(shared) > FEWEST and _bodies_differ(a, b)


def _bodies_differ(a: _Said, b: _Said) -> bool:
    """True where both speakers are described by a proper name, and no word of the names is shared."""
    return not a.person and not b.person and bool(a.proper) and bool(b.proper) and a.proper.isdisjoint(b.proper)


def _both(a: _Said, b: _Said, said: Sequence[_Said], weight: Mapping[str, float]) -> bool:
    """True where a report of either lets the other speaker say it as well."""
    shared = a.terms & b.terms
    need = BOTH_SAID * _mass(shared, weight)
    return any(
        (s.report, s.who) in ((a.report, b.who), (b.report, a.who)) and _mass(s.terms & shared, weight) >= need
        for s in said
    )


def _copied(text: Text, sentences: Sentences, a: _Said, b: _Said) -> bool:
    """True where both stand in one copied sentence that does not name both speakers: one of them is our own mistake."""
    if a.described and b.described and a.proper and b.proper and a.proper.isdisjoint(b.proper):
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
        entity = text.entities.get(s.who)
        article = text.reports[s.report].article
        first = s.row.content[0]
        span = Span(article=first.article, start=first.start, end=min(first.end, first.start + LONGEST))
        value = entity.name if entity else s.row.source[0].of(article.text)
        readings.append(Reading(s.report, value, s.who, span, s.row.source[0] if s.row.source else span))
    shortest = min((r.passage for r in readings), key=lambda p: (len(p), p))
    words = shortest.of(text.reports[text.number[shortest.article]].article.text)
    common = frozenset.intersection(*(s.terms for s in said))
    keys = sentences.keys(said[0].report)
    shared = dict.fromkeys(t.text for t in _tokens(text, said[0].report, said[0].row.content) if keys[t.i] in common)
    reasons = [Reason(rule="same content", detail="shared words: " + ", ".join(shared))]
    return conflict("speaker", f"who said {quoted(words)}", readings, [*reasons, *published_reasons(text, readings)])
