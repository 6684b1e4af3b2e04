"""Passages of a story -> which state the same: groups of passages that are alike, and what each group states."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from ...model.span import Span
from ...model.story import Report
from ...text.statement import Stretch, shared_cores, stretches
from .likeness import Likeness, Passage

# Likeness from which two passages state the same thing: directly, on average over a claim for one more to join it, and
# to the passage that its statement stands in. Set on the twelve development stories: from 0.3 to 0.5 precision grows
# from 0.70 to 0.80 and alignment F1 moves by 0.02.
LINK = 0.42
REPEATED = 0.6  # share of its passages that a claim may have in common with an earlier one
TRIES = 4  # statements that are tried for a claim until two reports carry one
LONGEST = 500  # code points of evidence: a sentence or less


def settled(
    groups: Sequence[tuple[int, ...]],
    passages: Sequence[Passage],
    reports: Sequence[Report],
    terms: Sequence[list[str]],
    likeness: Likeness,
) -> list[tuple[tuple[int, ...], Span | None]]:
    """The groups, each with its statement and without the passages that do not carry it; what is left settles by itself.

    The statement is a stretch of one of the passages, in words that they share; no two groups have the same.
    """
    known = _Known(passages, reports, terms)
    taken: set[tuple[str, int, int]] = set()
    queue = deque(sorted(groups, key=lambda g: (-len({passages[k].report for k in g}), g)))
    queued = set(queue)
    out: list[tuple[tuple[int, ...], Span | None]] = []
    while queue:
        group = queue.popleft()
        if len({passages[k].report for k in group}) < 2:
            continue
        found = _carried(group, passages, known, taken, likeness)
        if found is not None:
            carrying, span = found
            taken.add((span.article, span.start, span.end))
            out.append((carrying, span))
            for k in (k for k in group if k not in carrying):
                again = _regrown(k, group, likeness)
                if len(again) < len(group) and again not in queued:
                    queued.add(again)
                    queue.append(again)
    out += _pairs(out, passages, known, taken, likeness)
    first: dict[tuple[int, ...], Span | None] = {}
    for members, stated in out:
        first.setdefault(tuple(sorted(members)), stated)  # the same passages again would be the same claim
    told = {k for group in first for k in group}
    return [*first.items(), *(((k,), None) for k in range(len(passages)) if k not in told)]


class _Known(dict[int, list[Stretch]]):
    """The stretches of each passage that can state a claim, worked out when asked for."""

    def __init__(self, passages: Sequence[Passage], reports: Sequence[Report], terms: Sequence[list[str]]) -> None:
        """`terms`: of each report, as `text.predicates.terms` gives them."""
        super().__init__()
        self._passages, self._reports, self._terms = passages, reports, terms
        self.masses: dict[tuple[str, ...], float] = {}  # what the terms of stretches weigh together

    def __missing__(self, k: int) -> list[Stretch]:
        passage = self._passages[k]
        found = stretches(self._reports[passage.report].parse, passage.rank, self._terms[passage.report])
        self[k] = [s for s in found if s.start < passage.span.end]  # the end of a very long sentence is cut off
        return self[k]


def _regrown(k: int, group: Sequence[int], likeness: Likeness) -> tuple[int, ...]:
    """Passage `k` with those of its group that are linked to it and like each other."""
    grown = [k]
    for m in sorted((m for m in group if m != k and likeness.of(k, m) >= LINK), key=lambda m: (-likeness.of(k, m), m)):
        if all(likeness.of(m, x) >= LINK for x in grown):
            grown.append(m)
    return tuple(sorted(grown))


def _pairs(
    made: Sequence[tuple[tuple[int, ...], Span | None]],
    passages: Sequence[Passage],
    known: _Known,
    taken: set[tuple[str, int, int]],
    likeness: Likeness,
) -> list[tuple[tuple[int, ...], Span | None]]:
    """Linked passages that came to stand in no claim together, two by two."""
    joint = {likeness.pair(i, j) for group, _ in made for i, j in combinations(group, 2)}
    links = sorted(
        (-value, i, j) for i, others in likeness.near.items() for j, value in others.items() if i < j and value >= LINK
    )
    out: list[tuple[tuple[int, ...], Span | None]] = []
    for _, i, j in links:
        if (i, j) in joint:
            continue
        both = tuple(sorted(k for one in (i, j) for k in likeness.twins[one]))
        found = _carried(both, passages, known, taken, likeness)
        if found is not None:
            taken.add((found[1].article, found[1].start, found[1].end))
            out.append(found)
    return out


def _carried(
    group: Sequence[int],
    passages: Sequence[Passage],
    known: _Known,
    taken: Set[tuple[str, int, int]],
    likeness: Likeness,
) -> tuple[tuple[int, ...], Span] | None:
    """The passages that carry one statement and where it stands; None where no statement is carried by two reports."""
    held: dict[str, list[list[Stretch]]] = {}
    for k in group:
        held.setdefault(passages[k].span.article, []).append(known[k])
    tries = 0
    for article, stretch in shared_cores(held, likeness.index.weight_of, known.masses):
        span = Span(article=article, start=stretch.start, end=min(stretch.end, stretch.start + LONGEST))
        if (span.article, span.start, span.end) in taken:
            continue
        centre = next(k for k in group if passages[k].span.overlaps(span))
        carrying = tuple(k for k in group if k == centre or likeness.of(k, centre) >= LINK)
        if len({passages[k].report for k in carrying}) > 1:
            return carrying, span
        tries += 1
        if tries == TRIES:
            break
    return None


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
        if total[best] / len(members) < LINK:
            break
        members.append(best)
        row = near[best]
        total = {k: value + row[k] for k, value in total.items() if k in row and k != best}
    return members
