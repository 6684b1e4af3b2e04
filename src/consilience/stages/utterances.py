"""Quotations of a story -> the same quotations with the utterance each belongs to.

Rows of one article that are pieces of one saying share it; across articles, wordings of one saying are joined by their
content, the sentences they stand in and who is said to have said it. The weights are those of a logistic regression
over the pairs of twelve annotated stories, rounded; a pair is joined where they sum to more than zero, and groups only
where their members agree on the whole, so that no chain of weak links makes one utterance of two.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from ..model.annotation import Entity, Quotation
from ..model.record import content_id
from ..model.story import Report
from ..text.words import prefix_counts

# Logit of two rows telling one utterance; fitted on pairs of gold quotations in different articles.
COSINE = 2.4  # likeness of the contents
CONTAINED = 2.2  # share of the shorter content's weight that stands in the longer
CONTEXT = 6.0  # likeness of the sentences around them
SAME_SPEAKER = 1.6
OTHER_SPEAKER = -0.4
BASE = -4.8
AGREED = -1.5  # mean logit two groups must reach to be joined
SAME_ARTICLE = 2.0  # more is asked inside one article, where saying something twice is rare
COMMON = 0.08  # a word in more than this share of the sentences (and in five) proposes no pair

Weights = dict[str, float]


class _Saying(NamedTuple):
    """Rows of one article that are one piece of speech: content and context vectors, speakers."""

    rows: tuple[int, ...]
    article: str
    content: Weights
    size: float
    weight: float
    context: Weights
    reach: float
    speakers: frozenset[str]


def utterances(reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """`quotations` in their order, `utterance` filled: equal where they give the same words or content of one occasion."""
    known = {e.id for e in entities}
    counts, idf, common = _words(reports)
    sayings = [_saying(group, quotations, reports, counts, idf, known) for group in _pieces(quotations, reports)]
    links = sorted(_links(sayings, common), key=lambda link: (-link[0], link[1], link[2]))
    owner = _join(sayings, links)
    groups: dict[int, list[int]] = {}
    for k, saying in enumerate(sayings):
        groups.setdefault(owner[k], []).extend(saying.rows)
    ids: dict[int, str] = {}
    for rows in groups.values():
        first = min(rows, key=lambda r: (quotations[r].article, quotations[r].content[0].start, quotations[r].id))
        name = content_id("utterance", quotations[first].id)
        ids.update(dict.fromkeys(rows, name))
    return tuple(msgspec.structs.replace(q, utterance=ids[k]) for k, q in enumerate(quotations))


def _words(reports: Sequence[Report]) -> tuple[dict[str, list[Counter[str]]], Weights, frozenset[str]]:
    """Prefix counts of every sentence, the weight of each prefix inside the story, and those too common to propose a pair."""
    counts = {r.id: [prefix_counts(r.article.text, [(s.start, s.end)]) for s in r.parse.sentences] for r in reports}
    found: Counter[str] = Counter()
    for sentences in counts.values():
        for words in sentences:
            found.update(words.keys())
    total = sum(len(s) for s in counts.values())
    idf = {w: math.log((total + 1) / (n + 0.5)) for w, n in found.items()}
    common = frozenset(w for w, n in found.items() if n > max(5.0, COMMON * total))
    return counts, idf, common


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
    """`"We are," she said, "ready"`: one cue, and the second piece goes on in small letters."""
    if before.article != after.article or before.parent or after.parent or not before.cue or before.cue != after.cue:
        return False
    opening = after.content[0].of(text).lstrip("\"“‘'`")[:1]
    return opening.islower() and before.content[-1].end <= after.content[0].start


def _saying(
    rows: tuple[int, ...], quotations: Sequence[Quotation], reports: Sequence[Report], counts: dict[str, list[Counter[str]]], idf: Weights, known: set[str]
) -> _Saying:
    article = quotations[rows[0]].article
    report = next(r for r in reports if r.id == article)
    whole = [k for k in rows if quotations[k].parent is None] or list(rows)
    spans = sorted({(s.start, s.end) for k in whole for s in quotations[k].content})
    content = _weigh(prefix_counts(report.article.text, spans), idf)
    around: Counter[str] = Counter()
    for sentence, words in zip(report.parse.sentences, counts[article], strict=True):
        if any(sentence.start < end and start < sentence.end for start, end in spans):
            around.update(words)
    context = _weigh(around, idf)
    told = frozenset(s for k in rows for s in quotations[k].speakers)
    return _Saying(
        rows, article, content, _length(content), sum(idf.get(w, 0.0) for w in content), context, _length(context),
        told if told and told <= known else frozenset(f"? {s}" for s in told),
    )  # fmt: skip


def _weigh(words: Counter[str], idf: Weights) -> Weights:
    return {w: (1 + math.log(n)) * idf[w] for w, n in words.items() if w in idf}


def _length(weights: Weights) -> float:
    return math.sqrt(sum(x * x for x in weights.values()))


def _links(sayings: Sequence[_Saying], common: frozenset[str]) -> Iterable[tuple[float, int, int]]:
    """Pairs that share a telling word and whose logit is above zero."""
    by_word: dict[str, list[int]] = {}
    seen: set[tuple[int, int]] = set()
    for k, saying in enumerate(sayings):
        partners: set[int] = set()
        for word in saying.content:
            if word not in common:
                rows = by_word.setdefault(word, [])
                partners.update(rows)
                rows.append(k)
        for other in sorted(partners):
            if (other, k) not in seen:
                seen.add((other, k))
                logit = _logit(sayings[other], saying)
                if logit > 0:
                    yield logit, other, k


def _logit(a: _Saying, b: _Saying) -> float:
    """How surely two sayings are one utterance."""
    shared = [w for w in a.content if w in b.content]
    if not shared or not a.size or not b.size:
        return BASE
    cosine = sum(a.content[w] * b.content[w] for w in shared) / (a.size * b.size)
    # idf alone, without the counts: how much of the shorter content the longer holds
    lighter = a if a.weight <= b.weight else b
    contained = sum(lighter.content[w] for w in shared) / sum(lighter.content.values())
    context = sum(x * b.context[w] for w, x in a.context.items() if w in b.context) / (a.reach * b.reach) if a.reach and b.reach else 0.0
    logit = BASE + COSINE * cosine + CONTAINED * contained + CONTEXT * context
    if a.speakers & b.speakers:
        logit += SAME_SPEAKER
    elif a.speakers and b.speakers and not any(s.startswith("? ") for s in a.speakers | b.speakers):
        logit += OTHER_SPEAKER
    return logit - SAME_ARTICLE if a.article == b.article else logit


def _join(sayings: Sequence[_Saying], links: Sequence[tuple[float, int, int]]) -> list[int]:
    """Groups, strongest links first; two groups become one only where their members agree on the whole."""
    owner = list(range(len(sayings)))
    members = {k: [k] for k in owner}
    score = {(i, j): s for s, i, j in links}
    for _, i, j in links:
        a, b = owner[i], owner[j]
        if a == b:
            continue
        pairs = [(min(x, y), max(x, y)) for x in members[a] for y in members[b]]
        mean = sum(score[p] if p in score else _logit(sayings[p[0]], sayings[p[1]]) for p in pairs) / len(pairs)
        if mean < AGREED:
            continue
        low, high = min(a, b), max(a, b)
        for k in members.pop(high):
            owner[k] = low
            members[low].append(k)
    return owner
