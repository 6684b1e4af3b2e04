"""Passages of a story -> which state the same: how alike two are, groups of passages, and what each group states."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence, Set
from itertools import combinations
from math import exp
from typing import NamedTuple

import numpy as np

from ...model.span import Span
from ...model.story import Report
from ...text.predicates import Fact
from ...text.statement import Stretch, shared_core, stretches
from ...text.weights import Floats, StoryIndex

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
# Likeness to the passage that the statement of a claim stands in from which a passage counts as stating it, in claims
# of three reports and more (LINK in smaller ones). Set on twelve development stories: 0.35 to 0.6 moves alignment F1
# by 0.015 and the claims that all their reports state from 71 to 80 in a hundred.
CENTRED = 0.5
TRIES = 4  # statements that are tried for a claim until two reports carry one
LONGEST = 500  # code points of evidence: a sentence or less
WORTH_A_LOOK = 0.8  # sum of the rows on words from which the others are looked at: below, they cannot reach LINK


class Passage(NamedTuple):
    """A sentence with what it is compared by. `report` is the number of its report, `rank` that of the sentence in it.

    `words` are the terms as printed, in the same order.
    """

    report: int
    rank: int
    span: Span
    terms: tuple[str, ...]
    words: tuple[str, ...]
    predicates: frozenset[str]
    facts: frozenset[Fact]
    numbers: frozenset[float]
    utterances: frozenset[str]
    negated: bool


def settled(
    groups: Sequence[tuple[int, ...]],
    passages: Sequence[Passage],
    reports: Sequence[Report],
    rows: Sequence[list[str]],
    index: StoryIndex,
    likeness: Likeness,
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
    first: dict[tuple[int, ...], Span | None] = {}
    for members, stated in out:
        first.setdefault(tuple(sorted(members)), stated)  # the same passages again would be the same claim
    told = {k for group in first for k in group}
    return [*first.items(), *(((k,), None) for k in range(len(passages)) if k not in told)]


def _regrown(k: int, group: Sequence[int], likeness: Likeness) -> tuple[int, ...]:
    """Passage `k` with those of its group that are linked to it and like each other."""
    grown = [k]
    for m in sorted((m for m in group if m != k and likeness.of(k, m) >= LINK), key=lambda m: (-likeness.of(k, m), m)):
        if all(likeness.of(m, x) >= JOIN for x in grown):
            grown.append(m)
    return tuple(sorted(grown))


def _pairs(
    groups: Sequence[tuple[int, ...]],
    made: Sequence[tuple[tuple[int, ...], Span | None]],
    passages: Sequence[Passage],
    known: Mapping[int, list[Stretch]],
    index: StoryIndex,
    taken: set[tuple[str, int, int]],
    likeness: Likeness,
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
    passages: Sequence[Passage],
    known: Mapping[int, list[Stretch]],
    index: StoryIndex,
    taken: Set[tuple[str, int, int]],
    likeness: Likeness,
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


class Likeness:
    """How alike the passages of a story are (0 to 1). Passages in equal words (copies) are worked out once.

    `first[k]` is the first passage in the words of passage k, `twins` all in the words of a first one, `near` for
    each first one the others it is like.
    """

    def __init__(self, passages: Sequence[Passage], index: StoryIndex) -> None:
        """Works out all pairs; `index` holds the terms of the passages in their order."""
        self.first: list[int] = []
        self.twins: dict[int, list[int]] = {}
        self.near: dict[int, dict[int, float]] = {}
        known: dict[tuple[str, ...], int] = {}
        for k, passage in enumerate(passages):
            one = known.setdefault((*passage.terms, "not" if passage.negated else ""), k)
            self.first.append(one)
            self.twins.setdefault(one, []).append(k)
        self._near(passages, index)

    def _near(self, passages: Sequence[Passage], index: StoryIndex) -> None:
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


def _extra(a: Passage, b: Passage) -> float:
    return (
        SHARED_PREDICATE * min(2, len(a.predicates & b.predicates))
        + SHARED_FACT * min(2, len(a.facts & b.facts))
        + SAME_NUMBER * (not a.numbers.isdisjoint(b.numbers))
        + SAME_UTTERANCE * (not a.utterances.isdisjoint(b.utterances))
        + NEGATION_DIFFERS * (a.negated != b.negated)
    )


def groups_of(passages: Sequence[Passage], likeness: Likeness) -> list[tuple[int, ...]]:
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
