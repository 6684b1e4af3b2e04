"""Passages of several reports that state the same thing -> claims, in the order of their weight for the story.

Candidates come from TF-IDF on word stems with the idf taken inside the story. A short sum of named rows then says
how alike two passages are: words shared, predicates shared, who does what to whom, numbers, negation. Links are
followed best first; a passage joins a claim where it is like all its passages on average and unlike none, so that
no chain of weak links makes one claim of two. A sentence that states several things may stand in several claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Mapping, Sequence, Set
from itertools import combinations
from math import exp, log
from typing import NamedTuple

import numpy as np

from ..knowledge.predicates import synonyms
from ..model.annotation import Entity, Quotation
from ..model.claim import Claim, Evidence
from ..model.record import Reason, content_id
from ..model.span import Span, overlap
from ..model.story import Report
from ..text.numbers import SMALL, figure
from ..text.predicates import GENERAL, Fact, Keys, facts, is_term
from ..text.statement import Stretch, shared_core, stretches
from ..text.syntax import Syntax
from ..text.weights import Floats, StoryIndex

# The rows of the sum. Set by logistic regression on the pairs of sentences of twelve development stories, each left
# out in turn (alignment F1 moves by 0.01 between thresholds of 0.25 and 0.40), then rounded by hand.
BASE = -3.7
SHARED_WORDS = 6.0  # times the cosine of the TF-IDF vectors
SHARED_PART = 4.5  # times the weight of the shared terms over the weight of all terms of both
SHARED_WEIGHT = 0.125  # times the weight of the shared terms, at most MOST_WEIGHT
MOST_WEIGHT = 20.0
SHARED_PREDICATE = 0.5  # for each of at most two
SHARED_FACT = 0.45  # for each of at most two: same predicate, role and argument
SAME_NUMBER = 0.8
SAME_UTTERANCE = 1.5  # both hold a quotation of one utterance
NEGATION_DIFFERS = -0.5

LINK = 0.35  # likeness from which two passages state the same thing
JOIN = 0.25  # mean likeness to the passages of a claim from which one more joins it
WEAKEST = 0.15  # and the least to any of them
REPEATED = 0.6  # share of its passages that a claim may have in common with an earlier one
FEWEST_TERMS = 3  # shorter sentences ("No.", "He paused.") state nothing that could be compared
# Likeness to the passage that the statement of a claim stands in from which a passage counts as stating it, in claims
# of three reports and more (LINK in smaller ones). Set on twelve development stories: 0.35 to 0.6 moves alignment F1
# by 0.015 and the claims that all their reports state from 71 to 80 in a hundred.
CENTRED = 0.5
TRIES = 4  # statements that are tried for a claim until two reports carry one
LONGEST = 500  # code points of evidence: a sentence or less
VOUCHED = 0.5  # share of a passage that a quotation must hold for its speaker to vouch for it
NESTED = 12  # stretches of quotations before a place that may still reach into it
EARLY = 0.7  # what standing first in a report adds to the weight of a claim, as a share of one more report
WORTH_A_LOOK = 0.8  # sum of the rows on words from which the others are looked at: below, they cannot reach LINK


Spoken = tuple[list[int], list[tuple[int, int, Quotation]]]  # starts of stretches in order; (start, end, quotation)


class _Passage(NamedTuple):
    """A sentence with what it is compared by. `report` is the number of its report, `rank` that of the sentence in it."""

    report: int
    rank: int
    span: Span
    terms: tuple[str, ...]
    predicates: frozenset[str]
    facts: frozenset[Fact]
    numbers: frozenset[float]
    utterances: frozenset[str]
    negated: bool


def align(reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]) -> tuple[Claim, ...]:
    """The claims of a story, weightiest first: each a proposition with every passage that states it.

    Status, origins and silence are left to the reconciling stage; `quotations` say who vouches for a passage.
    `entities` are not weighed: all passages of a story are about the same ones, and putting them in the place of words
    and pronouns left the alignment of twelve development stories as it was (F1 0.59 with and without).
    """
    keys = Keys(synonyms())
    rows = [keys.of(report.parse) for report in reports]
    spoken = _by_article(quotations)
    passages = [p for k, r in enumerate(reports) for p in _passages(k, r, rows[k], spoken.get(r.id, ([], [])))]
    index = StoryIndex([p.terms for p in passages])
    likeness = _Likeness(passages, index)
    settled = _settled(_groups(passages, likeness), passages, reports, rows, index, likeness)
    claims = [_claim(group, span, passages, likeness, index, reports, spoken) for group, span in settled]
    return tuple(sorted(claims, key=lambda c: (-c.weight, c.evidence[0].span, c.id)))


def _settled(
    groups: Sequence[tuple[int, ...]],
    passages: Sequence[_Passage],
    reports: Sequence[Report],
    rows: Sequence[list[str]],
    index: StoryIndex,
    likeness: _Likeness,
) -> list[tuple[tuple[int, ...], Span | None]]:
    """The groups, each with its statement and without the passages that do not carry it; what is left settles by itself.

    The statement is a stretch of one of the passages, in words that they share; no two groups have the same.
    """
    known: dict[int, list[Stretch]] = {}
    taken: set[tuple[str, int, int]] = set()
    queue = deque(sorted(groups, key=lambda g: (-len({passages[k].report for k in g}), g)))
    queued = set(queue)
    out: list[tuple[tuple[int, ...], Span | None]] = []
    while queue:
        group = queue.popleft()
        if len({passages[k].report for k in group}) < 2:
            continue
        for k in group:
            if k not in known:
                known[k] = stretches(reports[passages[k].report].parse, passages[k].rank, rows[passages[k].report])
        found = _carried(group, passages, known, index, taken, likeness)
        if found is not None:
            carrying, span = found
            taken.add((span.article, span.start, span.end))
            out.append((carrying, span))
            for k in (k for k in group if k not in carrying):
                again = _regrown(k, group, likeness)
                if len(again) < len(group) and again not in queued:
                    queued.add(again)
                    queue.append(again)
    out += _pairs(groups, out, passages, known, index, taken, likeness)
    told = {k for group, _ in out for k in group}
    return [*out, *(((k,), None) for k in range(len(passages)) if k not in told)]


def _regrown(k: int, group: Sequence[int], likeness: _Likeness) -> tuple[int, ...]:
    """Passage `k` with those of its group that are linked to it and like each other."""
    grown = [k]
    for m in sorted((m for m in group if m != k and likeness.of(k, m) >= LINK), key=lambda m: (-likeness.of(k, m), m)):
        if all(likeness.of(m, x) >= JOIN for x in grown):
            grown.append(m)
    return tuple(sorted(grown))


def _pairs(
    groups: Sequence[tuple[int, ...]],
    made: Sequence[tuple[tuple[int, ...], Span | None]],
    passages: Sequence[_Passage],
    known: Mapping[int, list[Stretch]],
    index: StoryIndex,
    taken: set[tuple[str, int, int]],
    likeness: _Likeness,
) -> list[tuple[tuple[int, ...], Span | None]]:
    """Linked passages that came to stand in no claim together, two by two."""
    joint = {likeness.pair(i, j) for group, _ in made for i, j in combinations(group, 2)}
    out: list[tuple[tuple[int, ...], Span | None]] = []
    for group in groups:
        for i, j in combinations(group, 2):
            pair = likeness.pair(i, j)
            if pair in joint or passages[i].report == passages[j].report or likeness.of(i, j) < LINK:
                continue
            joint.add(pair)
            both = tuple(sorted({k for one in pair for k in likeness.twins[one]}))
            found = _carried([k for k in both if k in known], passages, known, index, taken, likeness)
            if found is not None:
                taken.add((found[1].article, found[1].start, found[1].end))
                out.append(found)
    return out


def _carried(
    group: Sequence[int],
    passages: Sequence[_Passage],
    known: Mapping[int, list[Stretch]],
    index: StoryIndex,
    taken: Set[tuple[str, int, int]],
    likeness: _Likeness,
) -> tuple[tuple[int, ...], Span] | None:
    """The passages that carry one statement and where it stands; None where no statement is carried by two reports."""
    tried = set(taken)
    many = len({passages[k].report for k in group}) > 2
    held: dict[str, list[list[Stretch]]] = {}
    for k in group:
        held.setdefault(passages[k].span.article, []).append(known[k])
    for _ in range(TRIES):
        best = shared_core(held, index.weight_of, tried)
        if best is None:
            return None
        article, stretch = best
        span = Span(article=article, start=stretch.start, end=min(stretch.end, stretch.start + LONGEST))
        centre = next(k for k in group if passages[k].span.contains(span) or passages[k].span.overlaps(span))
        carrying = tuple(k for k in group if k == centre or likeness.of(k, centre) >= (CENTRED if many else LINK))
        if len({passages[k].report for k in carrying}) > 1:
            return carrying, span
        tried.add((span.article, span.start, span.end))
    return None


def _passages(number: int, report: Report, rows: list[str], spoken: Spoken) -> list[_Passage]:
    parse = report.parse
    syntax = Syntax(parse)
    found = []
    for rank, sentence in enumerate(parse.sentences):
        tokens = parse.tokens[sentence.first : sentence.last + 1]
        terms = tuple(rows[t.i] for t in tokens if is_term(t))
        if len(terms) < FEWEST_TERMS:
            continue
        found.append(
            _Passage(
                report=number,
                rank=rank,
                span=Span(article=report.id, start=sentence.start, end=min(sentence.end, sentence.start + LONGEST)),
                terms=terms,
                predicates=frozenset(
                    rows[t.i]
                    for t in tokens
                    if t.tag[0] == "V" and t.lemma not in GENERAL and not t.dep.startswith("aux")
                ),
                facts=facts(parse, syntax, sentence.first, sentence.last, rows),
                numbers=frozenset(v for t in tokens if t.tag == "CD" and (v := _number(t.lower)) is not None),
                utterances=frozenset(q.utterance for q in _inside(spoken, sentence.start, sentence.end) if q.utterance),
                negated=any(t.dep == "neg" or t.lower in _NEGATIVE for t in tokens),
            )
        )
    return found


_POINTING = frozenset("he she it they this that these those his her their its but and".split())
_NEGATIVE = frozenset("no never nobody nothing without deny denies denied denying".split())


def _number(word: str) -> float | None:
    return SMALL.get(word, figure(word))


class _Likeness:
    """How alike the passages of a story are (0 to 1). Passages in equal words (copies) are worked out once.

    `first[k]` is the first passage in the words of passage k, `twins` all in the words of a first one, `near` for
    each first one the others it is like.
    """

    def __init__(self, passages: Sequence[_Passage], index: StoryIndex) -> None:
        self.first: list[int] = []
        self.twins: dict[int, list[int]] = {}
        self.near: dict[int, dict[int, float]] = {}
        known: dict[tuple[str, ...], int] = {}
        for k, passage in enumerate(passages):
            one = known.setdefault((*passage.terms, "not" if passage.negated else ""), k)
            self.first.append(one)
            self.twins.setdefault(one, []).append(k)
        self._near(passages, index)

    def _near(self, passages: Sequence[_Passage], index: StoryIndex) -> None:
        firsts = np.array(sorted(self.twins), dtype=np.int64)
        self.near = {int(k): {} for k in firsts}
        for n, i in enumerate(firsts.tolist()):
            cosine, shared = index.row(i)
            base = _base(cosine, shared, float(index.mass[i]), index.mass)[firsts[n:]]
            for k in (base >= WORTH_A_LOOK).nonzero()[0].tolist():
                j = int(firsts[n + k])
                score = float(base[k]) + _extra(passages[i], passages[j])
                value = 1 / (1 + exp(-score - BASE))
                if value >= WEAKEST:
                    self.near[i][j] = self.near[j][i] = value

    def pair(self, k: int, m: int) -> tuple[int, int]:
        """The first passages in the words of two, in order: pairs of copies are one pair."""
        one, two = self.first[k], self.first[m]
        return (one, two) if one < two else (two, one)

    def of(self, k: int, m: int) -> float:
        """The likeness of two passages; 0 where it is too small to count."""
        return self.near[self.first[k]].get(self.first[m], 0.0)


def _base(cosine: Floats, shared: Floats, mass: float, masses: Floats) -> Floats:
    part = shared / (mass + masses - shared).clip(1e-9)
    total: Floats = SHARED_WORDS * cosine + SHARED_PART * part + SHARED_WEIGHT * shared.clip(0, MOST_WEIGHT)
    return total


def _extra(a: _Passage, b: _Passage) -> float:
    return (
        SHARED_PREDICATE * min(2, len(a.predicates & b.predicates))
        + SHARED_FACT * min(2, len(a.facts & b.facts))
        + SAME_NUMBER * (not a.numbers.isdisjoint(b.numbers))
        + SAME_UTTERANCE * (not a.utterances.isdisjoint(b.utterances))
        + NEGATION_DIFFERS * (a.negated != b.negated)
    )


def _groups(passages: Sequence[_Passage], likeness: _Likeness) -> list[tuple[int, ...]]:
    """Passages by claim: from the best link on, a claim is grown round each link that no claim holds yet.

    A claim that would repeat most of an earlier one is not made; what no claim holds stands alone.
    """
    near, twins = likeness.near, likeness.twins
    told = {one: frozenset(passages[k].report for k in held) for one, held in twins.items()}
    links = sorted(
        (-value, i, j)
        for i, others in near.items()
        for j, value in others.items()
        if i <= j and value >= LINK and len(told[i] | told[j]) > 1
    )
    groups: list[list[int]] = []
    held: dict[int, set[int]] = {one: set() for one in twins}  # the groups of each passage
    seen: dict[int, set[int]] = {
        one: set() for one in twins
    }  # and those looked at, made or not: their links are settled
    for number, (_, i, j) in enumerate(links):
        if seen[i] & seen[j]:
            continue
        members = _grow([i, j] if i != j else [i], near)
        known = Counter(g for m in members for g in held[m])
        made = not known or max(known.values()) <= REPEATED * len(members)
        for m in members:
            seen[m].add(number)
            if made:
                held[m].add(len(groups))
        if made:
            groups.append(members)
    groups.extend([one] for one in twins if not held[one])
    return [tuple(sorted(k for one in group for k in twins[one])) for group in groups]


def _grow(members: list[int], near: Mapping[int, Mapping[int, float]]) -> list[int]:
    """Add the passage most like all members, as long as one is like enough on average and to each."""
    total = {
        k: sum(near[m][k] for m in members)
        for k in near[members[0]]
        if k not in members and all(k in near[m] for m in members)
    }
    while total:
        best = max(total, key=lambda k: (total[k], -k))
        if total[best] / len(members) < JOIN:
            break
        members.append(best)
        row = near[best]
        total = {k: value + row[k] for k, value in total.items() if k in row and k != best}
    return members


def _claim(
    group: Sequence[int],
    stated: Span | None,
    passages: Sequence[_Passage],
    likeness: _Likeness,
    index: StoryIndex,
    reports: Sequence[Report],
    spoken: Mapping[str, Spoken],
) -> Claim:
    members = [passages[k] for k in group]
    texts = {reports[k].id: reports[k].article.text for k in {p.report for p in members}}
    centre = max(group, key=lambda k: (_fitness(passages[k], reports) + _closeness(k, group, likeness), -k))
    span = stated or passages[centre].span
    held = sorted({p.report for p in members})
    first = {r: min(p.rank for p in members if p.report == r) for r in held}
    stated_by = next((k for k in group if passages[k].span.overlaps(span)), centre)
    sure = {
        r: max(1.0 if k == stated_by else likeness.of(k, stated_by) ** 2 for k in group if passages[k].report == r)
        for r in held
    }
    early = sum(sure[r] / (1 + first[r]) for r in held)
    backgrounds = [b for p in members if (b := _background(p, reports[p.report])) is not None]
    return Claim(
        id=content_id("claim", *(f"{p.span.article}:{p.span.start}:{p.span.end}" for p in members)),
        statement=span.of(texts[span.article]),
        statement_span=span,
        status="single-origin",
        independent=(1, 1),
        origins=(),
        evidence=tuple(_evidence(k, group, passages, likeness, index, reports, spoken) for k in group),
        background=bool(backgrounds) and 2 * sum(backgrounds) > len(backgrounds),
        weight=round((sum(sure[r] for r in held) - 1 + EARLY * early) / len(reports), 6),
        reasons=(
            Reason(rule="weight", detail=f"{len(held)} of {len(reports)} reports, first told at {_places(first)}"),
        ),
    )


def _closeness(k: int, group: Sequence[int], likeness: _Likeness) -> float:
    return sum(likeness.of(k, m) for m in group if m != k) / max(1, len(group) - 1)


def _fitness(passage: _Passage, reports: Sequence[Report]) -> float:
    """How well a passage reads by itself as the statement of its claim."""
    text = passage.span.of(reports[passage.report].article.text)
    whole = text[:1].isupper() and text.endswith(".")
    pointing = text.split(" ", 1)[0].lower() in _POINTING
    return 0.3 * whole - 0.3 * pointing - 0.1 * (len(passage.span) > 250) - 0.2 * (len(passage.span) < 40)


def _places(first: Mapping[int, int]) -> str:
    return ", ".join(f"sentence {rank + 1}" for rank in sorted(first.values())[:3])


def _background(passage: _Passage, report: Report) -> bool | None:
    """Whether all that happens in the passage is an earlier event retold; None where nothing happens in it."""
    told = [e.background for e in report.events if e.sentence == passage.rank]
    return all(told) if told else None


def _evidence(
    k: int,
    group: Sequence[int],
    passages: Sequence[_Passage],
    likeness: _Likeness,
    index: StoryIndex,
    reports: Sequence[Report],
    spoken: Mapping[str, Spoken],
) -> Evidence:
    passage = passages[k]
    quotation = _quotation(passage.span, spoken.get(passage.span.article, ([], [])))
    root = reports[passage.report].parse.sentences[passage.rank].root
    told = next((e for e in reports[passage.report].events if e.head == root), None)
    other = max(
        (m for m in group if passages[m].report != passage.report),
        key=lambda m: (likeness.of(k, m), -m),
        default=None,
    )
    reasons = () if other is None else _reasons(passage, passages[other], likeness.of(k, other), index)
    return Evidence(
        span=passage.span,
        origin="",
        vouchers=quotation.speakers if quotation else (),
        quotation=quotation.id if quotation else None,
        factuality=told.factuality if told else "CT+",
        reasons=reasons,
    )


def _reasons(a: _Passage, b: _Passage, likeness: float, index: StoryIndex) -> tuple[Reason, ...]:
    """The rows of the sum that made these two passages one, as they were added."""
    shared = sorted(set(a.terms) & set(b.terms), key=lambda t: (-index.weight_of[t], t))
    extra = (
        ("predicates", sorted(a.predicates & b.predicates), SHARED_PREDICATE),
        ("who does what", sorted(" ".join((p, x)) for p, _, x in a.facts & b.facts), SHARED_FACT),
    )
    rows = [Reason(rule=name, detail=", ".join(v), weight=w * min(2, len(v))) for name, v, w in extra if v]
    if a.numbers & b.numbers:
        detail = ", ".join(f"{n:g}" for n in sorted(a.numbers & b.numbers))
        rows.append(Reason(rule="same number", detail=detail, weight=SAME_NUMBER))
    if a.utterances & b.utterances:
        rows.append(Reason(rule="same utterance", weight=SAME_UTTERANCE))
    if a.negated != b.negated:
        rows.append(Reason(rule="negation differs", weight=NEGATION_DIFFERS))
    total = log(likeness / (1 - likeness)) if 0 < likeness < 1 else 0.0
    words = round(total - BASE - sum(r.weight or 0 for r in rows), 3)
    where = f"{b.span.article} {b.span.start}-{b.span.end}"
    return (
        Reason(rule="like", detail=where, weight=round(likeness, 3)),
        Reason(rule="base", weight=BASE),
        Reason(rule="words", detail=", ".join(shared[:8]), weight=words),
        *rows,
    )


def _by_article(quotations: Sequence[Quotation]) -> dict[str, Spoken]:
    found: dict[str, list[tuple[int, int, Quotation]]] = {}
    for q in quotations:
        found.setdefault(q.article, []).extend((c.start, c.end, q) for c in q.content)
    for rows in found.values():
        rows.sort(key=lambda row: (row[0], row[1], row[2].id))
    return {article: ([row[0] for row in rows], rows) for article, rows in found.items()}


def _inside(spoken: Spoken, start: int, end: int) -> list[Quotation]:
    """The quotations of which a stretch begins between `start` and `end` and stands there for the most part."""
    starts, rows = spoken
    return [
        q for a, b, q in rows[bisect_left(starts, start) : bisect_left(starts, end)] if 2 * (min(b, end) - a) >= b - a
    ]


def _quotation(span: Span, spoken: Spoken) -> Quotation | None:
    """The quotation that most of the passage stands in: of those that begin before its end, the last few reach into it."""
    starts, rows = spoken
    inside: dict[str, int] = {}
    held: dict[str, Quotation] = {}
    last = bisect_left(starts, span.end)
    for start, end, q in rows[max(0, last - NESTED) : last]:
        shared = overlap(span.start, span.end, start, end)
        if shared:
            inside[q.id] = inside.get(q.id, 0) + shared
            held[q.id] = q
    best = max(inside, key=lambda i: (inside[i], i), default=None)
    return held[best] if best is not None and inside[best] > VOUCHED * len(span) else None
