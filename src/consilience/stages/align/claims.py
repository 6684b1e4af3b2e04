"""A group of passages -> the claim that they state: its statement, its evidence with certainty and reasons, its weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from ...model.annotation import Quotation
from ...model.claim import Claim, Evidence
from ...model.record import Reason, content_id
from ...model.span import Span
from ...model.story import Report
from ...text.numbers import SMALL, figure
from ...text.statement import FEWEST_TERMS, POINTERS
from .likeness import MOST_KINDS, MOST_NAMED, THIRD, WEIGHTS, Likeness, Passage
from .spoken import NOTHING, Spoken

STALE = 0.05  # least share of its weight that a claim keeps whose passages stand in weightier ones: it says little new
# A passage states what the statement does as surely as it is like its sentence where it carries this share of the statement's terms, by
# weight, and more or less surely by so much (in units of log odds for the whole statement) where it carries more or fewer. Of passages
# in other reports that count, 0.975 share a gold fact with the statement on twelve stories and 0.948 on nine apart (0.954 and 0.930 where
# likeness was multiplied by the share). The words for who says it are not part of what is stated: two remarks by one person with a long
# title are not one.
CARRIED, CARRYING = 0.75, 3.0
MOST_ALIKE = 0.999
FEWEST = 2  # terms beside those that tell who says it, for these to be what is stated
UNTOLD = (
    0.65  # of the certainty of a passage that lacks a number of the statement: it may say less, so it does not count
)
EARLY = 0.7  # what standing first in a report adds to the weight of a claim, as a share of one more report
# How fast that falls with the place in the report, and what a statement gains that tells an event of a kind with a name. Set on the twelve
# development stories and nine apart: with 1 and 1 the first statements hold 0.986 and 0.962 of the gold facts, with these 0.989 and 0.983.
FADING, TELLING = 0.4, 1.6
VAGUE = frozenset({"act", "disclosure"})
MOST_WORDS = 8  # shared words that a reason names

_POINTING = POINTERS | {"but", "and"}


class _Said(NamedTuple):
    """The terms of the words of a statement with their weights, what these weigh together, and its numbers but for years."""

    terms: list[tuple[str, float]]
    whole: float
    numbers: frozenset[float]


class _Alike(NamedTuple):
    """What two passages share, whichever is read first: the rows of the sum but that of the words, the terms that
    both have, the rarest first, and what is left of the sum for words."""

    rows: tuple[Reason, ...]
    terms: tuple[str, ...]
    words: float
    value: float


class Claims:
    """Makes the claims of one story."""

    def __init__(
        self,
        passages: Sequence[Passage],
        likeness: Likeness,
        reports: Sequence[Report],
        names: Mapping[str, str],
        spoken: Mapping[str, Spoken],
        telling: Sequence[Sequence[str]],
    ) -> None:
        """`names`: of each entity by its id; `telling`: of each report the terms of its tokens."""
        self._passages, self._likeness, self._reports = passages, likeness, reports
        self._names, self._spoken, self._telling = names, spoken, telling
        self._alike: dict[tuple[int, int], _Alike] = {}
        self._printed: dict[int, dict[str, str]] = {}  # of a passage its terms as printed
        self._voucher: dict[int, Quotation | None] = {}

    def claim(self, group: Sequence[int], stated: Span | None, fresh: float) -> Claim:
        """The claim of the passages `group`, in order; `stated`: the words they share. `fresh`: the part of them that no
        weightier claim has."""
        members = [self._passages[k] for k in group]
        centre = self._centre(group, stated)
        chief = self._passages[centre]
        span = stated or chief.span
        said = None if len(group) == 1 else self._said(span, chief)  # alone nothing is held against its words
        evidence = tuple([self._evidence(k, centre, said, group) for k in group])
        first: dict[int, int] = {}
        sure: dict[int, float] = {}
        for p, e in zip(members, evidence, strict=True):
            first[p.report] = min(p.rank, first.get(p.report, p.rank))
            sure[p.report] = max(e.certainty**2, sure.get(p.report, 0.0))
        held = sorted(first)
        early = sum([sure[r] / (1 + first[r]) ** FADING for r in held])
        if chief.kinds - VAGUE:
            early *= TELLING
        backgrounds = [p.background for p in members if p.background is not None]
        weight = max(fresh, STALE) * (sum([sure[r] for r in held]) - 1 + EARLY * early) / len(self._reports)
        told = f"{len(held)} of {len(self._reports)} reports, first told at {_places(first)}"
        return Claim(
            id=content_id("claim", *[f"{p.span.article}:{p.span.start}:{p.span.end}" for p in members]),
            statement=span.of(self._reports[chief.report].article.text),
            statement_span=span,
            status="single-origin",
            independent=(1, 1),
            origins=(),
            evidence=evidence,
            background=bool(backgrounds) and 2 * sum(backgrounds) > len(backgrounds),
            weight=round(weight, 6),
            reasons=(Reason(rule="weight", detail=told),),
        )

    def _centre(self, group: Sequence[int], stated: Span | None) -> int:
        """The passage that the statement stands in; of several the one that reads best and is most like the others."""
        stating = [k for k in group if stated is None or self._passages[k].span.overlaps(stated)]
        if len(stating) == 1:
            return stating[0]
        return max(stating, key=lambda k: (self._fitness(self._passages[k]) + self._closeness(k, group), -k))

    def _fitness(self, passage: Passage) -> float:
        """How well a passage reads by itself as the statement of its claim."""
        text = passage.span.of(self._reports[passage.report].article.text)
        whole = text[:1].isupper() and text.endswith(".")
        pointing = text.split(" ", 1)[0].lower() in _POINTING
        return 0.3 * whole - 0.3 * pointing - 0.1 * (len(passage.span) > 250) - 0.2 * (len(passage.span) < 40)

    def _closeness(self, k: int, group: Sequence[int]) -> float:
        return sum([self._likeness.of(k, m) for m in group if m != k]) / max(1, len(group) - 1)

    def _said(self, span: Span, passage: Passage) -> _Said:
        """What the statement, which stands in the passage, says."""
        parse, terms = self._reports[passage.report].parse, self._telling[passage.report]
        sentence, weight_of = parse.sentences[passage.rank], self._likeness.index.weight_of
        tokens = [t for t in parse.tokens[sentence.first : sentence.last + 1] if span.start <= t.start < span.end]
        numbers = [figure_of(t.lower) for t in tokens if t.tag == "CD"]
        speaking = self._spoken.get(passage.span.article, NOTHING).speaks(span.start, span.end)
        told = {terms[t.i] for t in tokens if not any(a <= t.start < b for a, b in speaking)}
        told.discard("")
        if len(told) < FEWEST:  # who says it is what is stated
            told = {terms[t.i] for t in tokens} - {""}
        weighed = [(t, weight_of.get(t, 0.0)) for t in sorted(told)]
        telling = frozenset([n for n in numbers if n is not None and not 1900 <= n < 2100])
        return _Said(weighed, sum([w for _, w in weighed]), telling)

    def _evidence(self, k: int, centre: int, said: _Said | None, group: Sequence[int]) -> Evidence:
        passage = self._passages[k]
        if k in self._voucher:
            quotation = self._voucher[k]
        else:
            spoken = self._spoken.get(passage.span.article, NOTHING)
            quotation = self._voucher[k] = spoken.holding(passage.span)
        other = self._nearest(k, group)
        return Evidence(
            span=passage.span,
            origin="",
            vouchers=quotation.speakers if quotation else (),
            quotation=quotation.id if quotation else None,
            factuality=passage.factuality,
            certainty=1.0 if k == centre or said is None else self._certainty(k, centre, said),
            reasons=() if other is None else self._reasons(k, other),
        )

    def _nearest(self, k: int, group: Sequence[int]) -> int | None:
        """The passage of another report that is most like passage `k`, the first of equals."""
        report, others = self._passages[k].report, [m for m in group if m != k]
        others = [m for m in others if self._passages[m].report != report]
        return max(others, key=lambda m: self._likeness.of(k, m)) if len(others) > 1 else next(iter(others), None)

    def _certainty(self, k: int, centre: int, said: _Said) -> float:
        """How likely a passage states what the statement does: like its sentence as a whole, carrying its terms and numbers."""
        passage = self._passages[k]
        held = frozenset(passage.terms)
        carried = sum([w for t, w in said.terms if t in held]) / said.whole if said.whole else 1.0
        told = 1.0 if said.numbers <= passage.numbers and len(passage.terms) >= FEWEST_TERMS else UNTOLD
        alike = min(self._likeness.of(k, centre), MOST_ALIKE)
        return round(told / (1 + (1 / alike - 1) * exp(CARRYING * (CARRIED - carried))), 3) if alike else 0.0

    def _reasons(self, k: int, m: int) -> tuple[Reason, ...]:
        """The rows of the sum that made passages `k` and `m` one, as they were added; keys of words as printed in the first."""
        pair = (k, m) if k < m else (m, k)
        both = self._alike.get(pair) or self._alike.setdefault(pair, self._compared(*pair))
        a, b = self._passages[k], self._passages[m]
        printed = self._printed.get(k) or self._printed.setdefault(k, dict(zip(a.terms, a.words, strict=True)))
        where = f"{b.span.article} {b.span.start}-{b.span.end}"
        return (
            Reason(rule="like", detail=where, weight=both.value),
            BASE,
            Reason(rule="words", detail=", ".join([printed[t] for t in both.terms]), weight=both.words),
            *both.rows,
        )

    def _compared(self, k: int, m: int) -> _Alike:
        """What passages `k` and `m` share."""
        a, b, likeness = self._passages[k], self._passages[m], self._likeness
        value, third = likeness.of(k, m), likeness.third.get(likeness.pair(k, m), 0.0)
        rows = [Reason(rule="place in the report", weight=round(WEIGHTS["place"] * abs(a.place - b.place), 3))]
        if third:
            rows.append(Reason(rule="both like a third", weight=round(THIRD * third, 3)))
        if both := sorted(a.entities & b.entities):
            held = min(MOST_NAMED, sum([likeness.units.entity_weight[e] for e in both]))
            detail = ", ".join(sorted([self._names[e] for e in both]))
            rows.append(Reason(rule="who and what", detail=detail, weight=round(WEIGHTS["entities"] * held, 3)))
        if kinds := sorted(a.kinds & b.kinds):
            weight = WEIGHTS["kind"] * min(MOST_KINDS, sum([likeness.units.kind_weight[kind] for kind in kinds]))
            rows.append(Reason(rule="same kind of event", detail=", ".join(kinds), weight=round(weight, 3)))
        if numbers := sorted(a.numbers & b.numbers):
            detail = ", ".join([f"{n:g}" for n in numbers])
            rows.append(Reason(rule="same number", detail=detail, weight=WEIGHTS["number"]))
        if a.utterances & b.utterances:
            rows.append(SAID_TWICE)
        if a.speakers and b.speakers and a.speakers.isdisjoint(b.speakers):
            rows.append(OTHER_VOICE)
        weight_of = likeness.index.weight_of
        terms = sorted(set(a.terms).intersection(b.terms), key=lambda t: (-weight_of[t], t))[:MOST_WORDS]
        total = log(value / (1 - value)) if 0 < value < 1 else 0.0
        words = total - WEIGHTS["start"] - sum([r.weight or 0 for r in rows])
        return _Alike(tuple(rows), tuple(terms), round(words, 3), round(value, 3))


def figure_of(word: str) -> float | None:
    """What a figure or a small number in words is worth; None for other words."""
    return SMALL.get(word, figure(word))


def _places(first: Mapping[int, int]) -> str:
    return ", ".join([f"sentence {rank + 1}" for rank in sorted(first.values())[:3]])


# Records never change: one for all evidence is enough.
BASE = Reason(rule="base", weight=WEIGHTS["start"])
SAID_TWICE = Reason(rule="same utterance", weight=WEIGHTS["utterance"])
OTHER_VOICE = Reason(rule="another speaker", weight=WEIGHTS["other speaker"])
