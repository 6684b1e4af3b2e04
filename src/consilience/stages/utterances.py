"""Quotations of a story -> the same quotations with the utterance each belongs to.

Rows of one article that are pieces of one saying share it; across articles, wordings of one saying are joined by their
content, the sentences they stand in and who is said to have said it. What is weighed and by how much: `WEIGHTS`, a
logistic regression without implausible signs over the pairs of annotated stories (`python -m eval.fit_utterances`).
Groups become one only where their members agree on the average, so that no chain of weak links makes one utterance of
two. Quotations that carry each other on ('"A," she said. "B."') are weighed apart, for other reports may give A without
B; they are one utterance where every report that has either has both in a row.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from ..knowledge.predicates import synonyms
from ..model.annotation import Entity, Quotation
from ..model.parse import Token
from ..model.record import content_id
from ..model.span import Span
from ..model.story import Report
from ..text.words import STOP_WORDS, prefix

# Logit of two sayings being one utterance. Fitted on fourteen stories, whose gold has the sha256 ed00b28d20dd…;
# the command prints what it would put here.
WEIGHTS: Mapping[str, float] = {
    "cosine": 3.9,  # likeness of the contents
    "contained": 2.3,  # share of the shorter content's weight that stands in the longer, less where that is little
    "context": 3.4,  # likeness of the sentences around them
    "verbatim": 1.1,  # share of word triples in common, where both are given as direct speech
    "same speaker": 1.6,
    "other speaker": -0.8,
    "start": -4.8,
}
FEATURES = tuple(WEIGHTS)
# The next three were chosen by pair F1 of stories left out of the fit, over those fourteen and four of the bench.
JOINED = 0.25  # mean probability from which two groups are one utterance
SAME_ARTICLE = 2.0  # off the logit inside one article, where saying something twice is rare
LITTLE = 5.0  # shared weight (two telling words) at which containment counts for 63 %
TELLING = 4  # terms from which equal content is one utterance whoever is named as its speaker
MOST_COMPARED = 8  # members of each group that are held against the other's: keeps 200 reports of one speech cheap
COMMON = 0.08  # a word in more than this share of the sentences (and in five) proposes no pair

_SMALL = frozenset({"DT", "IN", "MD", "CC", "TO", "PRP", "PRP$", "POS", "EX"})  # tags of words that tell nothing
_NUMBER = re.compile(r"[\d.,:]*\d")

Weights = dict[str, float]


class _Part(NamedTuple):
    """A stretch of content as weights by term, with their Euclidean length and their sum."""

    weights: Weights
    length: float
    total: float


class Saying(NamedTuple):
    """Rows of one article that are one piece of speech: the contents (whole, then quoted fragments), context, speakers.

    `triples` are the word triples of direct speech (none for reported speech); `named` is false where a speaker is only
    described: then another description is no other person.
    """

    rows: tuple[int, ...]
    article: str
    parts: tuple[_Part, ...]
    context: _Part
    triples: frozenset[tuple[str, ...]]
    speakers: frozenset[str]
    named: bool


def utterances(
    reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """`quotations` in their order, `utterance` filled: equal where they give the same words or content of one occasion."""
    order = sorted(range(len(quotations)), key=lambda k: place(quotations[k]))
    placed = [quotations[k] for k in order]
    found, following, common = sayings(reports, entities, placed)
    owner = grouped(found, following, common, WEIGHTS)
    made = list(quotations)
    names: dict[int, str] = {}
    for k, saying in enumerate(found):
        name = names.setdefault(owner[k], content_id("utterance", placed[saying.rows[0]].id))
        for row in saying.rows:
            made[order[row]] = msgspec.structs.replace(placed[row], utterance=name)
    return tuple(made)


def sayings(
    reports: Sequence[Report], entities: Sequence[Entity], placed: Sequence[Quotation]
) -> tuple[list[Saying], list[tuple[int, int]], frozenset[str]]:
    """Sayings of quotations in order of report and text; which of them carry on which; terms too common to propose a pair."""
    known = {e.id for e in entities}
    words = _Words(reports)
    groups, carried = _pieces(placed, reports)
    found = [_saying(group, placed, words, known) for group in groups]
    at = {row: k for k, group in enumerate(groups) for row in group}
    following = [(at[i], at[j]) for i, j in carried if at[i] != at[j]]
    return found, following, words.common


def grouped(
    found: Sequence[Saying], following: Sequence[tuple[int, int]], common: frozenset[str], weights: Mapping[str, float]
) -> list[int]:
    """For each saying the first of its utterance."""
    first = _same_content(found)
    judge = _Judge(found, weights)
    links = sorted(_links(found, first, common, judge), key=lambda link: (-link[0], link[1], link[2]))
    return _carried_on(found, following, _join(first, links, judge))


def place(q: Quotation) -> tuple[str, int, int, bool, str]:
    """The order in which quotations are read: what begins at one place, the longer first."""
    return q.article, q.content[0].start, -q.content[-1].end, q.direct, q.id


def _same_content(sayings: Sequence[Saying]) -> list[int]:
    """For each saying the first one with exactly its terms (and, where these are few, its speakers): copies need no weighing."""
    seen: dict[tuple[frozenset[tuple[str, float]], frozenset[str]], int] = {}
    out = []
    for k, saying in enumerate(sayings):
        weights = saying.parts[0].weights if saying.parts else {}
        key = (frozenset(weights.items()), frozenset() if len(weights) >= TELLING else saying.speakers)
        out.append(seen.setdefault(key, k) if len(weights) > 1 else k)
    return out


class _Words:
    """The terms of a story: words by meaning where a table knows it, else by their first letters; weights inside the story."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = {r.id: r for r in reports}
        memo: dict[tuple[str, str], str] = {}
        self.terms = {r.id: _terms(r.parse.tokens, memo) for r in reports}
        self.starts = {r.id: [t.start for t in r.parse.tokens] for r in reports}
        found: Counter[str] = Counter()
        total = 0
        for report in reports:
            terms = self.terms[report.id]
            for s in report.parse.sentences:
                found.update(set(terms[s.first : s.last + 1]))
            total += len(report.parse.sentences)
        found.pop("", None)
        self.idf = {w: math.log((total + 1) / (n + 0.5)) for w, n in found.items()}
        self.common = frozenset(w for w, n in found.items() if n > max(5.0, COMMON * total))

    def part(self, article: str, ranges: Iterable[tuple[int, int]]) -> _Part:
        """The weighted terms of token ranges (last included) of an article."""
        counts: dict[str, int] = {}
        terms = self.terms[article]
        for first, last in ranges:
            for term in terms[first : last + 1]:
                counts[term] = counts.get(term, 0) + 1
        counts.pop("", None)
        weights = {w: self.idf[w] if n == 1 else (1 + math.log(n)) * self.idf[w] for w, n in counts.items()}
        return _Part(weights, math.sqrt(sum(x * x for x in weights.values())), sum(weights.values()))

    def triples(self, article: str, ranges: Iterable[tuple[int, int]]) -> frozenset[tuple[str, ...]]:
        """Every three words in a row of token ranges."""
        tokens = self.reports[article].parse.tokens
        plain = [t.lower for first, last in ranges for t in tokens[first : last + 1] if t.text[0].isalnum()]
        return frozenset(zip(plain, plain[1:], plain[2:], strict=False))

    def tokens(self, span: Span) -> tuple[int, int]:
        """First and last token of a span."""
        starts = self.starts[span.article]
        return bisect_left(starts, span.start), bisect_left(starts, span.end) - 1


def _terms(tokens: Sequence[Token], memo: dict[tuple[str, str], str]) -> list[str]:
    out = []
    for token in tokens:
        key = (token.lower, token.tag)
        term = memo.get(key)
        if term is None:
            term = memo[key] = _new_term(token)
        out.append(term)
    return out


def _new_term(token: Token) -> str:
    """ "" for marks, auxiliaries and small words."""
    if not token.text[0].isalnum() or token.lower in STOP_WORDS or token.tag in _SMALL:
        return ""
    if token.lower[0].isdigit():
        return _NUMBER.match(token.lower)[0]  # type: ignore[index]
    known = synonyms()
    for part in ("verb", "noun", "adj") if token.tag[0] in "VNJ" and not token.tag.startswith("NNP") else ():
        meant = known.get((part, token.lemma))
        if meant is not None:
            return "=" + meant
    return prefix(token.lemma if token.tag == "NNS" else token.lower)


def _pieces(
    quotations: Sequence[Quotation], reports: Sequence[Report]
) -> tuple[list[tuple[int, ...]], list[tuple[int, int]]]:
    """Rows of one saying (a reported clause with the quotations in it, a sentence split by its cue), and rows that carry on another."""
    texts = {r.id: r.article.text for r in reports}
    at = {q.id: k for k, q in enumerate(quotations)}
    owner = list(range(len(quotations)))
    carried: list[tuple[int, int]] = []
    last: int | None = None
    for k, q in enumerate(quotations):
        if q.parent in at:
            owner[k] = owner[at[q.parent]] if at[q.parent] < k else at[q.parent]
        if not q.direct:
            continue
        if last is not None and _one_cue(quotations[last], q):
            before, text = quotations[last], texts[q.article]
            between = before.content[-1].end <= q.cue[0].start < q.content[0].start
            if between and q.content[0].of(text).lstrip("\"“‘'`[(")[:1].islower():
                owner[k] = owner[last]
            elif between or "\n" in _gap(before, q, text):
                carried.append((last, k))
        last = k
    groups: dict[int, list[int]] = {}
    for k, o in enumerate(owner):
        groups.setdefault(owner[o], []).append(k)
    return [tuple(rows) for _, rows in sorted(groups.items())], carried


def _one_cue(before: Quotation, after: Quotation) -> bool:
    """Both hang on one cue, neither is part of a reported clause."""
    return (
        before.article == after.article
        and not (before.parent or after.parent)
        and bool(after.cue)
        and before.cue == after.cue
    )


def _gap(before: Quotation, after: Quotation, text: str) -> str:
    return text[before.content[-1].end : after.content[0].start]


def _saying(rows: tuple[int, ...], quotations: Sequence[Quotation], words: _Words, known: set[str]) -> Saying:
    article = quotations[rows[0]].article
    whole = [k for k in rows if quotations[k].parent is None] or list(rows)
    ranges = sorted({words.tokens(_said(quotations[k], s)) for k in whole for s in quotations[k].content})
    parts = [words.part(article, ranges)]
    parts += [words.part(article, [words.tokens(quotations[k].content[0])]) for k in rows if k not in whole]
    report = words.reports[article]
    tokens = report.parse.tokens
    inside = sorted({tokens[i].sentence for first, last in ranges if first <= last for i in (first, last)})
    around = [(report.parse.sentences[n].first, report.parse.sentences[n].last) for n in inside]
    told = frozenset(s for k in rows for s in quotations[k].speakers)
    return Saying(
        rows,
        article,
        tuple(p for k, p in enumerate(parts) if p.total and (k == 0 or len(p.weights) > 1)),
        words.part(article, around),
        words.triples(article, ranges) if all(quotations[k].direct for k in whole) else frozenset(),
        told,
        bool(told) and told <= known,
    )


def _said(q: Quotation, span: Span) -> Span:
    """The content with the person asked, where something is asked of somebody ("urged the mayor to sign")."""
    if q.rule.endswith("obj-to") and q.cue and q.cue[0].end < span.start:
        return Span(article=span.article, start=q.cue[0].end, end=span.end)
    return span


class _Judge:
    """How likely two sayings are one utterance; each pair is weighed once."""

    def __init__(self, found: Sequence[Saying], weights: Mapping[str, float]) -> None:
        self._found = found
        self._weights = tuple(weights[name] for name in FEATURES)
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, i: int, j: int) -> float:
        """The probability for the sayings `i` and `j`."""
        key = (i, j) if i < j else (j, i)
        known = self._known.get(key)
        if known is None:
            a, b = self._found[i], self._found[j]
            logit = sum(w * x for w, x in zip(self._weights, features(a, b), strict=True))
            known = 1 / (1 + math.exp(SAME_ARTICLE - logit if a.article == b.article else -logit))
            self._known[key] = known
        return known


def _links(
    found: Sequence[Saying], first: Sequence[int], common: frozenset[str], judge: _Judge
) -> Iterable[tuple[float, int, int]]:
    """Likely pairs, of those that share a telling word, or a common one and the speaker."""
    by_word: dict[str, list[int]] = {}
    for k, saying in enumerate(found):
        if first[k] != k:
            continue
        partners: set[int] = set()
        words = dict.fromkeys(w for p in saying.parts for w in p.weights)
        keys = [w for w in words if w not in common]
        keys += [f"{w}\t{s}" for w in words if w in common for s in sorted(saying.speakers)]
        for key in keys:
            rows = by_word.setdefault(key, [])
            partners.update(rows)
            rows.append(k)
        for other in sorted(partners):
            likely = judge(other, k)
            if likely > JOINED:
                yield likely, other, k


def features(a: Saying, b: Saying) -> tuple[float, ...]:
    """What is weighed, in the order of `FEATURES`: contents by the two parts most alike, contexts, words, speakers."""
    cosine = contained = 0.0
    for p in a.parts:
        for q in b.parts:
            likeness, inside = _compare(p, q)
            if likeness + inside > cosine + contained:
                cosine, contained = likeness, inside
    context = _compare(a.context, b.context)[0]
    fewest = min(len(a.triples), len(b.triples))
    verbatim = len(a.triples & b.triples) / fewest if fewest else 0.0
    same = bool(a.speakers & b.speakers)
    return cosine, contained, context, verbatim, float(same), float(not same and a.named and b.named), 1.0


def _compare(p: _Part, q: _Part) -> tuple[float, float]:
    """Cosine, and the share of the lighter part's weight that stands in the other, less where that is little."""
    light, heavy = (p, q) if p.total <= q.total else (q, p)
    shared = [w for w in light.weights if w in heavy.weights]
    if not shared:
        return 0.0, 0.0
    product = sum(light.weights[w] * heavy.weights[w] for w in shared)
    held = sum(light.weights[w] for w in shared)
    return product / (p.length * q.length), held / light.total * (1 - math.exp(-held / LITTLE))


def _join(first: Sequence[int], links: Sequence[tuple[float, int, int]], judge: _Judge) -> list[int]:
    """Groups, strongest links first; two groups become one only where their members agree on the average."""
    owner = list(first)
    members: dict[int, list[int]] = {}
    for k, group in enumerate(owner):
        members.setdefault(group, []).append(k)
    for _, i, j in links:
        a, b = owner[i], owner[j]
        if a == b:
            continue
        pairs = [(x, y) for x in members[a][:MOST_COMPARED] for y in members[b][:MOST_COMPARED]]
        if sum(judge(x, y) for x, y in pairs) >= JOINED * len(pairs):
            _unite(owner, members, a, b)
    return owner


def _unite(owner: list[int], members: dict[int, list[int]], a: int, b: int) -> None:
    low, high = min(a, b), max(a, b)
    for k in members.pop(high):
        owner[k] = low
        members[low].append(k)


def _carried_on(found: Sequence[Saying], following: Sequence[tuple[int, int]], owner: list[int]) -> list[int]:
    """One utterance of two that stand in a row in every report that has either."""
    members: dict[int, list[int]] = {}
    for k, group in enumerate(owner):
        members.setdefault(group, []).append(k)
    held: dict[tuple[int, int], set[str]] = {}
    for i, j in following:
        held.setdefault((owner[i], owner[j]), set()).add(found[i].article)
    for (i, j), articles in sorted(held.items()):
        a, b = owner[i], owner[j]
        if a != b and all({found[k].article for k in members[g]} == articles for g in (a, b)):
            _unite(owner, members, a, b)
    return owner
