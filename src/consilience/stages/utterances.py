"""Quotations of a story -> the same quotations with the utterance each belongs to.

Rows of one article that are pieces of one saying share it; across articles, wordings of one saying are joined by their
content, the sentences they stand in and who is said to have said it. The weights are those of a logistic regression
over the pairs of twelve annotated stories, rounded; a pair is joined where they sum to more than zero, and groups only
where their members agree on the whole, so that no chain of weak links makes one utterance of two.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from ..knowledge.predicates import synonyms
from ..model.annotation import Entity, Quotation
from ..model.parse import Token
from ..model.record import content_id
from ..model.span import Span
from ..model.story import Report
from ..text.words import STOP_WORDS, prefix

# Logit of two rows telling one utterance; fitted on pairs of gold quotations in different articles.
COSINE = 2.4  # likeness of the contents
CONTAINED = 2.2  # share of the shorter content's weight that stands in the longer
CONTEXT = 6.0  # likeness of the sentences around them
SAME_SPEAKER = 1.6
OTHER_SPEAKER = -0.4
BASE = -4.0
AGREED = -1.0  # mean logit two groups must reach to be joined
SAME_ARTICLE = 1.0  # more is asked inside one article, where saying something twice is rare
TELLING = 4  # terms from which equal content is one utterance whoever is named as its speaker
MOST_COMPARED = 8  # members of each group that are held against the other's: keeps 200 reports of one speech cheap
COMMON = 0.08  # a word in more than this share of the sentences (and in five) proposes no pair

Weights = dict[str, float]


class _Part(NamedTuple):
    """A stretch of content as weights by term, with their Euclidean length and their sum."""

    weights: Weights
    length: float
    total: float


class _Saying(NamedTuple):
    """Rows of one article that are one piece of speech: the contents (whole, then quoted fragments), context, speakers.

    `named` is false where a speaker is only described: then another description is no other person.
    """

    rows: tuple[int, ...]
    article: str
    parts: tuple[_Part, ...]
    context: _Part
    speakers: frozenset[str]
    named: bool


def utterances(
    reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """`quotations` in their order, `utterance` filled: equal where they give the same words or content of one occasion."""
    order = sorted(range(len(quotations)), key=lambda k: _place(quotations[k]))
    placed = [quotations[k] for k in order]
    known = {e.id for e in entities}
    words = _Words(reports)
    sayings = [_saying(group, placed, words, known) for group in _pieces(placed, reports)]
    first = _same_content(sayings)
    links = sorted(_links(sayings, first, words.common), key=lambda link: (-link[0], link[1], link[2]))
    owner = _join(sayings, first, links)
    made = list(quotations)
    names: dict[int, str] = {}
    for k, saying in enumerate(sayings):
        name = names.setdefault(owner[k], content_id("utterance", placed[saying.rows[0]].id))
        for row in saying.rows:
            made[order[row]] = msgspec.structs.replace(placed[row], utterance=name)
    return tuple(made)


def _place(q: Quotation) -> tuple[str, int, int, bool, str]:
    return q.article, q.content[0].start, -q.content[-1].end, q.direct, q.id


def _same_content(sayings: Sequence[_Saying]) -> list[int]:
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
        self.terms = {r.id: [_term(t, memo) for t in r.parse.tokens] for r in reports}
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
        counts: Counter[str] = Counter()
        for first, last in ranges:
            counts.update(self.terms[article][first : last + 1])
        counts.pop("", None)
        weights = {w: (1 + math.log(n)) * self.idf[w] for w, n in counts.items()}
        return _Part(weights, math.sqrt(sum(x * x for x in weights.values())), sum(weights.values()))

    def tokens(self, span: Span) -> tuple[int, int]:
        """First and last token of a span."""
        starts = self.starts[span.article]
        return bisect_left(starts, span.start), bisect_left(starts, span.end) - 1


def _term(token: Token, memo: dict[tuple[str, str], str]) -> str:
    key = (token.lower, token.tag)
    term = memo.get(key)
    if term is None:
        term = memo[key] = _new_term(token)
    return term


def _new_term(token: Token) -> str:
    """ "" for marks, auxiliaries and small words."""
    if (
        not token.text[0].isalnum()
        or token.lower in STOP_WORDS
        or token.tag in ("DT", "IN", "MD", "CC", "TO", "PRP", "PRP$", "POS", "EX")
    ):
        return ""
    if token.lower[0].isdigit():
        return re.match(r"[\d.,:]*\d", token.lower)[0]  # type: ignore[index]
    known = synonyms()
    for part in ("verb", "noun", "adj") if token.tag[0] in "VNJ" and not token.tag.startswith("NNP") else ():
        meant = known.get((part, token.lemma))
        if meant is not None:
            return "=" + meant
    return prefix(token.lemma if token.tag == "NNS" else token.lower)


def _pieces(quotations: Sequence[Quotation], reports: Sequence[Report]) -> list[tuple[int, ...]]:
    """Rows of one saying: a reported clause with the quotations in it, and a sentence split by its cue."""
    texts = {r.id: r.article.text for r in reports}
    at = {q.id: k for k, q in enumerate(quotations)}
    owner = list(range(len(quotations)))
    last: int | None = None
    for k, q in enumerate(quotations):
        if q.parent in at:
            owner[k] = owner[at[q.parent]] if at[q.parent] < k else at[q.parent]
        if not q.direct:
            continue
        if last is not None and _split(quotations[last], q, texts[q.article]):
            owner[k] = owner[last]
        last = k
    groups: dict[int, list[int]] = {}
    for k, o in enumerate(owner):
        groups.setdefault(owner[o], []).append(k)
    return [tuple(rows) for _, rows in sorted(groups.items())]


def _split(before: Quotation, after: Quotation, text: str) -> bool:
    """`"We are," she said, "ready. We go."`: one cue, and the second piece carries on the first.

    Not where marks are missing inside a paragraph: then nobody knows what belongs together.
    """
    if before.article != after.article or before.parent or after.parent or before.cue != after.cue:
        return False
    between = text[before.content[-1].end : after.content[0].start]
    if after.rule.startswith("quoted:continues"):
        return "\n" in between or "no closing mark" not in before.issues
    opening = after.content[0].of(text).lstrip("\"“‘'`")[:1]
    return bool(before.cue) and opening.islower()


def _saying(rows: tuple[int, ...], quotations: Sequence[Quotation], words: _Words, known: set[str]) -> _Saying:
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
    return _Saying(
        rows,
        article,
        tuple(p for p in parts if p.total),
        words.part(article, around),
        told,
        bool(told) and told <= known,
    )


def _said(q: Quotation, span: Span) -> Span:
    """The content with the person asked, where something is asked of somebody ("urged the mayor to sign")."""
    if q.rule.endswith("obj-to") and q.cue and q.cue[0].end < span.start:
        return Span(article=span.article, start=q.cue[0].end, end=span.end)
    return span


def _links(
    sayings: Sequence[_Saying], first: Sequence[int], common: frozenset[str]
) -> Iterable[tuple[float, int, int]]:
    """Pairs that share a telling word, or a common one and the speaker, and whose logit is above zero."""
    by_word: dict[str, list[int]] = {}
    for k, saying in enumerate(sayings):
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
            logit = _logit(sayings[other], saying)
            if logit > 0:
                yield logit, other, k


def _logit(a: _Saying, b: _Saying) -> float:
    """How surely two sayings are one utterance."""
    cosine, contained, context, same, other = features(a, b)
    logit = (
        BASE + COSINE * cosine + CONTAINED * contained + CONTEXT * context + SAME_SPEAKER * same + OTHER_SPEAKER * other
    )
    return logit - SAME_ARTICLE if a.article == b.article else logit


def features(a: _Saying, b: _Saying) -> tuple[float, float, float, bool, bool]:
    """What is weighed: best cosine and containment of any two parts, cosine of contexts, same and other speaker."""
    cosine = contained = 0.0
    for p in a.parts:
        for q in b.parts:
            likeness, inside = _compare(p, q)
            if likeness + inside > cosine + contained:
                cosine, contained = likeness, inside
    context = _compare(a.context, b.context)[0]
    same = bool(a.speakers & b.speakers)
    return cosine, contained, context, same, not same and a.named and b.named


def _compare(p: _Part, q: _Part) -> tuple[float, float]:
    """Cosine, and the share of the lighter part's weight that stands in the other."""
    light, heavy = (p, q) if p.total <= q.total else (q, p)
    shared = [w for w in light.weights if w in heavy.weights]
    if not shared:
        return 0.0, 0.0
    product = sum(light.weights[w] * heavy.weights[w] for w in shared)
    return product / (p.length * q.length), sum(light.weights[w] for w in shared) / light.total


def _join(sayings: Sequence[_Saying], first: Sequence[int], links: Sequence[tuple[float, int, int]]) -> list[int]:
    """Groups, strongest links first; two groups become one only where their members agree on the whole."""
    owner = list(first)
    members: dict[int, list[int]] = {}
    for k, group in enumerate(owner):
        members.setdefault(group, []).append(k)
    score = {(i, j): s for s, i, j in links}
    for _, i, j in links:
        a, b = owner[i], owner[j]
        if a == b:
            continue
        pairs = [(min(x, y), max(x, y)) for x in members[a][:MOST_COMPARED] for y in members[b][:MOST_COMPARED]]
        for x, y in pairs:
            if (x, y) not in score:
                score[x, y] = _logit(sayings[x], sayings[y])
        if sum(score[p] for p in pairs) < AGREED * len(pairs):
            continue
        low, high = min(a, b), max(a, b)
        for k in members.pop(high):
            owner[k] = low
            members[low].append(k)
    return owner
