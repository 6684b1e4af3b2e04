"""Verbatim versions of one utterance that differ in substance: a negation, a number, a name, a cut that turns the sense.

Only what stands between the words that both begin with and the words that both end with is looked at: two versions that
differ in several places differ as translations do, and that is no disagreement about what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from ...model.annotation import Quotation
from ...model.claim import Conflict, ConflictKind
from ...model.parse import Token
from ...model.record import Reason
from ...model.span import Span
from ...text.names import alike, fold
from ...text.numbers import SMALL, figure
from ...text.words import STOP_WORDS
from .readings import Reading, Text, conflict
from .wording import quoted

FEWEST = 4  # words that both versions must have in common at their ends; fewer are common by chance
ALIKE = 0.6  # share of the longer version's words that these must be where a word was exchanged
LONGEST_CHANGE = 3  # words that one version has for those of the other
REACH = 6  # words before a shortened version in which a negation turns it
GIVEN = 0.5  # share of the telling words left out that the report gives elsewhere in the utterance: then nothing is left out
MOST_VERSIONS = 12  # of one utterance that are compared with each other: bounds the work in large stories
LONGEST = 500  # code points of a passage

_NOT = frozenset({"not", "never", "no", "nobody", "nothing", "none", "neither"})
_POSITIVE = frozenset({"a", "an", "the", "some", "any", "enough", "always", "every", "everybody", "everything", "all"})
_SUPPORT = frozenset({"do", "does", "did"})  # verbs that a negation brings with it
# A condition or exception; "but" seldom turns what stands before it.
_TURNS_AFTER = frozenset({"if", "unless", "provided", "except", "without"})
_TURNS_BEFORE = _NOT | {"if", "unless", "hardly", "without"}
_FULL = {"wo": "will", "ca": "can", "n't": "not", "n’t": "not", "cannot": "not"}


class _Version(NamedTuple):
    """A direct quotation: its tokens that are words, and these as compared."""

    report: int
    row: Quotation
    tokens: tuple[Token, ...]
    words: tuple[str, ...]


def differing_quotations(text: Text, quotations: Sequence[Quotation]) -> list[Conflict]:
    """Conflicts between what reports give as the words of one utterance."""
    told: dict[str, list[Quotation]] = {}
    for q in quotations:
        if q.utterance and q.content:
            told.setdefault(q.utterance, []).append(q)
    out = []
    for rows in told.values():
        if len({q.article for q in rows if q.direct}) < 2:
            continue
        versions: dict[tuple[str, tuple[str, ...]], _Version] = {}
        for q in rows:
            if q.direct and q.parent is None:
                version = _version(text, q)
                versions.setdefault((q.article, version.words), version)
        for a, b in combinations(list(versions.values())[:MOST_VERSIONS], 2):
            if a.report != b.report and a.words != b.words:
                found = _difference(text, a, b, rows)
                if found is not None:
                    out.append(found)
    return out


def _version(text: Text, q: Quotation) -> _Version:
    report = text.number[q.article]
    tokens = tuple(t for s in q.content for t in text.tokens(report, s) if t.text[0].isalnum())
    return _Version(report, q, tokens, tuple(_FULL.get(t.lower, t.lower) for t in tokens))


def _difference(text: Text, a: _Version, b: _Version, rows: Sequence[Quotation]) -> Conflict | None:
    short = min(len(a.words), len(b.words))
    first = next((k for k in range(short) if a.words[k] != b.words[k]), short)
    last = next((k for k in range(short - first) if a.words[-1 - k] != b.words[-1 - k]), short - first)
    if first + last < FEWEST:
        return None
    if first + last < short:
        return _exchanged(text, a, b, first, last)
    longer, shorter = (a, b) if len(a.words) > short else (b, a)
    added = range(first, len(longer.words) - last)
    words = set(longer.words[first : added.stop])
    if words <= _NOT | _SUPPORT and words & _NOT and last:
        return _row(text, "polarity", longer, shorter, "one version has a negation that the other has not")
    return _cut(text, longer, shorter, added, rows)


def _exchanged(text: Text, a: _Version, b: _Version, first: int, last: int) -> Conflict | None:
    """A conflict where a number, a name or a negation of one version stands in the place of another word."""
    ones, twos = a.tokens[first : len(a.tokens) - last], b.tokens[first : len(b.tokens) - last]
    if first + last < ALIKE * max(len(a.words), len(b.words)) or max(len(ones), len(twos)) > LONGEST_CHANGE:
        return None
    shown = " / ".join(" ".join(t.text for t in side) for side in (ones, twos))
    tags = {t.tag for t in (*ones, *twos)}
    if tags == {"CD"} and len(ones) == len(twos) == 1:
        values = [SMALL.get(t.lower, figure(t.lower)) for t in (*ones, *twos)]
        if None not in values and values[0] != values[1]:
            return _row(text, "number", a, b, f"another number in the same words: {shown}")
    if tags <= {"NNP", "NNPS"} and not any(alike(fold(x.text), fold(y.text)) for x in ones for y in twos):
        return _row(text, "name", a, b, f"another name in the same words: {shown}")
    sides = [{_FULL.get(t.lower, t.lower) for t in side} for side in (ones, twos)]
    if any(one <= _NOT and two <= _POSITIVE for one, two in (sides, sides[::-1])):
        return _row(text, "polarity", a, b, f"one version has a negation that the other has not: {shown}")
    return None


def _cut(text: Text, longer: _Version, shorter: _Version, added: range, rows: Sequence[Quotation]) -> Conflict | None:
    """A conflict where what one version leaves out, in the same sentence, turns the sense of what it gives."""
    if added.start not in (0, len(shorter.words)) or not _turns(longer, added):
        return None
    left_out = {w for w in longer.words[added.start : added.stop] if w not in STOP_WORDS}
    given = {
        t.lower
        for q in rows
        if q.article == shorter.row.article
        for s in q.content
        for t in text.tokens(shorter.report, s)
    }
    if not left_out or len(left_out & given) >= GIVEN * len(left_out):
        return None
    words = longer.tokens[added.start].start, longer.tokens[added.stop - 1].end
    shown = text.reports[longer.report].article.text[slice(*words)]
    return _row(text, "other", longer, shorter, f"left out: {' '.join(shown.split())}")


def _turns(longer: _Version, added: range) -> bool:
    if added.start:
        before, next_one = longer.tokens[added.start - 1], longer.tokens[added.start]
        return before.sentence == next_one.sentence and longer.words[added.start] in _TURNS_AFTER
    kept = longer.tokens[added.stop]
    near = range(max(0, added.stop - REACH), added.stop)
    return any(longer.words[k] in _TURNS_BEFORE and longer.tokens[k].sentence == kept.sentence for k in near)


def _row(text: Text, kind: ConflictKind, a: _Version, b: _Version, why: str) -> Conflict:
    readings = []
    for version in (a, b):
        first, last = version.row.content[0], version.row.content[-1]
        span = Span(article=first.article, start=first.start, end=min(last.end, first.start + LONGEST))
        value = quoted(span.of(text.reports[version.report].article.text))
        readings.append(Reading(version.report, value, " ".join(version.words), span, span))
    rule = "a cut turns the sense" if kind == "other" else "versions of one utterance differ in this"
    about = "what a shortened quotation leaves out" if kind == "other" else f"the words of {readings[0].value}"
    return conflict(kind, about, readings, [Reason(rule=rule, detail=why)])
