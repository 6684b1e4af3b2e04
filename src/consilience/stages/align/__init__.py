"""Passages of several reports that state the same thing -> claims, in the order of their weight for the story.

A short sum of named rows says how alike two passages are: words shared, weighed by their rarity in the story and in
news at large, who does what to whom, numbers, kinds of event, who speaks, where in its report each stands, and a third
passage that both are like. Links are followed best first; a passage joins a claim where it is like all its passages on
average and unlike none, so that no chain of weak links makes one claim of two. A sentence that states several things
may stand in several claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from ...model.annotation import Entity, EventMention, Quotation
from ...model.claim import Claim, Evidence
from ...model.record import Reason, content_id
from ...model.span import Span
from ...model.story import Report
from ...text.numbers import SMALL, figure
from ...text.predicates import Keys, facts, shared_keys
from ...text.statement import POINTERS
from ...text.syntax import Syntax
from .groups import LONGEST, groups_of, settled
from .likeness import MOST_FACTS, MOST_KINDS, THIRD, WEIGHTS, Likeness, Passage

FEWEST_TERMS = 3  # shorter sentences ("No.", "He paused.") state nothing that could be compared
VOUCHED = 0.5  # share of a passage that a quotation must hold for its speaker to vouch for it
NESTED = 12  # stretches of quotations before a place that may still reach into it
STALE = 0.05  # least share of its weight that a claim keeps whose passages stand in weightier ones: it says little new
# Share of a statement's terms, by weight, from which a passage carries it. On twelve development stories passages that are counted state
# all gold facts of the statement in 0.75 of the cases with it and 0.55 without, and a fact of it in 0.91 and 0.85.
CARRIED = 0.6
UNTOLD = (
    0.65  # of the certainty of a passage that lacks a number of the statement: it may say less, so it does not count
)
EARLY = 0.7  # what standing first in a report adds to the weight of a claim, as a share of one more report
# How fast that falls with the place in the report, and what a statement gains that tells an event of a kind with a name. Set on the twelve
# development stories and nine apart: with 1 and 1 the first statements hold 0.986 and 0.962 of the gold facts, with these 0.989 and 0.983.
FADING, TELLING = 0.4, 1.6
VAGUE = frozenset({"act", "disclosure"})


Spoken = tuple[list[int], list[tuple[int, int, Quotation]]]  # starts of stretches in order; (start, end, quotation)


def align(reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]) -> tuple[Claim, ...]:
    """The claims of a story, weightiest first: each a proposition with every passage that states it.

    Status, origins and silence are left to the reconciling stage; `quotations` say who vouches for a passage.
    `entities` are not weighed: all passages of a story are about the same ones, and putting them in the place of words
    and pronouns left the alignment of twelve development stories as it was (F1 0.59 with and without).
    """
    spoken = _by_article(quotations)
    passages, telling = _read(reports, spoken)
    likeness = Likeness(passages)
    claimed = settled(groups_of(passages, likeness), passages, reports, telling, likeness)
    told: set[int] = set()
    claims = []
    for group, span in claimed:
        fresh = 1 - len(told.intersection(group)) / len(group)
        told.update(group)
        claims.append(_claim(group, span, fresh, passages, likeness, reports, spoken, telling))
    return tuple(sorted(claims, key=lambda c: (-c.weight, c.evidence[0].span, c.id)))


def passages_of(reports: Sequence[Report], quotations: Sequence[Quotation]) -> list[Passage]:
    """The passages that are compared, in order of text."""
    return _read(reports, _by_article(quotations))[0]


def _read(reports: Sequence[Report], spoken: Mapping[str, Spoken]) -> tuple[list[Passage], list[list[str]]]:
    """The passages, and for each report the terms of its tokens."""
    keys, passages, telling = shared_keys(), [], []
    for number, report in enumerate(reports):
        telling.append(keys.terms(report.parse))
        passages += _passages(number, report, keys, spoken.get(report.id, ([], [])))
    return passages, telling


def _passages(number: int, report: Report, keys: Keys, spoken: Spoken) -> list[Passage]:
    parse = report.parse
    rows, telling, syntax = keys.of(parse), keys.terms(parse), Syntax(parse)
    events: dict[int, list[EventMention]] = {}
    for event in report.events:
        events.setdefault(event.sentence, []).append(event)
    last = max(1, len(parse.sentences) - 1)
    found = []
    for rank, (sentence, places) in enumerate(zip(parse.sentences, keys.said(parse), strict=True)):
        if len(places) < FEWEST_TERMS:
            continue
        tokens = parse.tokens[sentence.first : sentence.last + 1]
        said = [parse.tokens[i] for i in places]
        told = _touching(spoken, sentence.start, sentence.end)
        happens = events.get(rank, ())
        found.append(
            Passage(
                report=number,
                rank=rank,
                span=Span(article=report.id, start=sentence.start, end=min(sentence.end, sentence.start + LONGEST)),
                terms=tuple([telling[i] for i in places]),
                words=tuple([t.text for t in said]),
                named=tuple([t.tag in _NAMED for t in said]),
                place=rank / last,
                facts=facts(parse, syntax, sentence.first, sentence.last, rows),
                numbers=frozenset([v for t in said if t.tag == "CD" and (v := _number(t.lower)) is not None]),
                utterances=frozenset(q.utterance for q in _inside(spoken, sentence.start, sentence.end) if q.utterance),
                kinds=frozenset([e.type for e in happens]),
                speakers=frozenset(s for q in told for s in q.speakers),
                direct=any(q.direct for q in told),
                negated="neg" in [t.dep for t in tokens] or not _NEGATIVE.isdisjoint([t.lower for t in tokens]),
                factuality=next((e.factuality for e in happens if e.head == sentence.root), "CT+"),
                background=all(e.background for e in happens) if happens else None,
            )
        )
    return found


_NAMED = frozenset({"NNP", "NNPS", "CD"})
_POINTING = POINTERS | {"but", "and"}
_NEGATIVE = frozenset("no never nobody nothing without deny denies denied denying".split())


def _number(word: str) -> float | None:
    return SMALL.get(word, figure(word))


def _claim(
    group: Sequence[int],
    stated: Span | None,
    fresh: float,
    passages: Sequence[Passage],
    likeness: Likeness,
    reports: Sequence[Report],
    spoken: Mapping[str, Spoken],
    telling: Sequence[Sequence[str]],
) -> Claim:
    members = [passages[k] for k in group]
    texts = {reports[k].id: reports[k].article.text for k in {p.report for p in members}}
    stating = [k for k in group if stated is None or passages[k].span.overlaps(stated)]
    centre = max(stating, key=lambda k: (_fitness(passages[k], reports) + _closeness(k, group, likeness), -k))
    span = stated or passages[centre].span
    held = sorted({p.report for p in members})
    alone = len(group) == 1  # nothing is held against its words
    said = None if alone else _said(span, passages[centre], reports[passages[centre].report], telling)
    first = {r: min(p.rank for p in members if p.report == r) for r in held}
    evidence = tuple([_evidence(k, centre, said, group, passages, likeness, reports, spoken) for k in group])
    told = list(zip(group, evidence, strict=True))
    sure = {r: max(e.certainty**2 for k, e in told if passages[k].report == r) for r in held}
    early = sum(sure[r] / (1 + first[r]) ** FADING for r in held)
    if passages[centre].kinds - VAGUE:
        early *= TELLING
    backgrounds = [p.background for p in members if p.background is not None]
    return Claim(
        id=content_id("claim", *(f"{p.span.article}:{p.span.start}:{p.span.end}" for p in members)),
        statement=span.of(texts[span.article]),
        statement_span=span,
        status="single-origin",
        independent=(1, 1),
        origins=(),
        evidence=evidence,
        background=bool(backgrounds) and 2 * sum(backgrounds) > len(backgrounds),
        weight=round(max(fresh, STALE) * (sum(sure[r] for r in held) - 1 + EARLY * early) / len(reports), 6),
        reasons=(
            Reason(rule="weight", detail=f"{len(held)} of {len(reports)} reports, first told at {_places(first)}"),
        ),
    )


class _Said(NamedTuple):
    """The terms of the words of a statement, and its numbers but for years."""

    terms: list[str]
    numbers: frozenset[float]


def _said(span: Span, passage: Passage, report: Report, telling: Sequence[Sequence[str]]) -> _Said:
    """What the statement, which stands in the passage, says."""
    sentence, terms = report.parse.sentences[passage.rank], telling[passage.report]
    tokens = [t for t in report.parse.tokens[sentence.first : sentence.last + 1] if span.start <= t.start < span.end]
    numbers = [_number(t.lower) for t in tokens if t.tag == "CD"]
    return _Said(
        sorted({terms[t.i] for t in tokens} - {""}),
        frozenset([n for n in numbers if n is not None and not 1900 <= n < 2100]),
    )


def _certainty(alike: float, said: _Said, passage: Passage, likeness: Likeness) -> float:
    """How likely a passage states what the statement does: like its sentence as a whole, and carrying its terms and numbers."""
    weight_of, held = likeness.index.weight_of, frozenset(passage.terms)
    whole = sum([weight_of.get(t, 0.0) for t in said.terms])
    carried = sum([weight_of.get(t, 0.0) for t in said.terms if t in held]) / whole if whole else 1.0
    told = 1.0 if said.numbers <= passage.numbers else UNTOLD
    return round(alike * min(1.0, carried / CARRIED) * told, 3)


def _closeness(k: int, group: Sequence[int], likeness: Likeness) -> float:
    return sum(likeness.of(k, m) for m in group if m != k) / max(1, len(group) - 1)


def _fitness(passage: Passage, reports: Sequence[Report]) -> float:
    """How well a passage reads by itself as the statement of its claim."""
    text = passage.span.of(reports[passage.report].article.text)
    whole = text[:1].isupper() and text.endswith(".")
    pointing = text.split(" ", 1)[0].lower() in _POINTING
    return 0.3 * whole - 0.3 * pointing - 0.1 * (len(passage.span) > 250) - 0.2 * (len(passage.span) < 40)


def _places(first: Mapping[int, int]) -> str:
    return ", ".join(f"sentence {rank + 1}" for rank in sorted(first.values())[:3])


def _evidence(
    k: int,
    centre: int,
    said: _Said | None,
    group: Sequence[int],
    passages: Sequence[Passage],
    likeness: Likeness,
    reports: Sequence[Report],
    spoken: Mapping[str, Spoken],
) -> Evidence:
    passage = passages[k]
    quotation = _quotation(passage.span, spoken.get(passage.span.article, ([], [])))
    other = max(
        (m for m in group if passages[m].report != passage.report),
        key=lambda m: (likeness.of(k, m), -m),
        default=None,
    )
    reasons: tuple[Reason, ...] = ()
    if other is not None:
        third = likeness.third.get(likeness.pair(k, other), 0.0)
        reasons = _reasons(passage, passages[other], third, likeness.of(k, other), likeness)
    return Evidence(
        span=passage.span,
        origin="",
        vouchers=quotation.speakers if quotation else (),
        quotation=quotation.id if quotation else None,
        factuality=passage.factuality,
        certainty=1.0 if k == centre or said is None else _certainty(likeness.of(k, centre), said, passage, likeness),
        reasons=reasons,
    )


def _reasons(a: Passage, b: Passage, third: float, value: float, likeness: Likeness) -> tuple[Reason, ...]:
    """The rows of the sum that made these two passages one, as they were added; keys of words as printed in `a`."""
    printed = dict(zip(a.terms, a.words, strict=True))
    weight_of = likeness.index.weight_of
    rows = [Reason(rule="place in the report", weight=round(WEIGHTS["place"] * abs(a.place - b.place), 3))]
    if third:
        rows.append(Reason(rule="both like a third", weight=round(THIRD * third, 3)))
    if done := a.facts & b.facts:
        detail = ", ".join([f"{printed.get(p, p)} {printed.get(x, x)}" for p, _, x in sorted(done)])
        weight = WEIGHTS["facts"] * min(MOST_FACTS, len(done))
        rows.append(Reason(rule="who does what", detail=detail, weight=round(weight, 3)))
    if kinds := sorted(a.kinds & b.kinds):
        weight = WEIGHTS["kind"] * min(MOST_KINDS, sum([likeness.units.kind_weight[k] for k in kinds]))
        rows.append(Reason(rule="same kind of event", detail=", ".join(kinds), weight=round(weight, 3)))
    if numbers := sorted(a.numbers & b.numbers):
        rows.append(Reason(rule="same number", detail=", ".join([f"{n:g}" for n in numbers]), weight=WEIGHTS["number"]))
    if a.utterances & b.utterances:
        rows.append(SAID_TWICE)
    rows += [VOICES[name] for name in _voices(a, b)]
    shared = sorted(set(a.terms).intersection(b.terms), key=lambda t: (-weight_of[t], t))
    total = log(value / (1 - value)) if 0 < value < 1 else 0.0
    words = round(total - WEIGHTS["start"] - sum([r.weight or 0 for r in rows]), 3)
    where = f"{b.span.article} {b.span.start}-{b.span.end}"
    return (
        Reason(rule="like", detail=where, weight=round(value, 3)),
        BASE,
        Reason(rule="words", detail=", ".join([printed[t] for t in shared[:8]]), weight=words),
        *rows,
    )


WORDING = {
    "same speaker": "the same speaker",
    "other speaker": "another speaker",
    "one attributed": "only one is somebody's words",
    "one quoted": "only one is quoted",
    "both quoted": "both are quoted",
}
# Records never change: one for all evidence is enough.
VOICES = {name: Reason(rule=rule, weight=WEIGHTS[name]) for name, rule in WORDING.items()}
BASE = Reason(rule="base", weight=WEIGHTS["start"])
SAID_TWICE = Reason(rule="same utterance", weight=WEIGHTS["utterance"])


def _voices(a: Passage, b: Passage) -> list[str]:
    """The rows of the sum on who speaks that hold of two passages."""
    found = []
    if a.speakers and b.speakers:
        found.append("other speaker" if a.speakers.isdisjoint(b.speakers) else "same speaker")
    elif a.speakers or b.speakers:
        found.append("one attributed")
    if a.direct or b.direct:
        found.append("both quoted" if a.direct and b.direct else "one quoted")
    return found


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


def _touching(spoken: Spoken, start: int, end: int) -> list[Quotation]:
    """The quotations that reach into the stretch from `start` to `end`."""
    starts, rows = spoken
    last = bisect_left(starts, end)
    return [q for _, b, q in rows[max(0, last - NESTED) : last] if b > start]


def _quotation(span: Span, spoken: Spoken) -> Quotation | None:
    """The quotation that most of the passage stands in: of those that begin before its end, the last few reach into it."""
    starts, rows = spoken
    inside: dict[str, int] = {}
    held: dict[str, Quotation] = {}
    last = bisect_left(starts, span.end)
    for start, end, q in rows[max(0, last - NESTED) : last]:
        if end > span.start:
            inside[q.id] = inside.get(q.id, 0) + min(end, span.end) - max(start, span.start)
            held[q.id] = q
    if not held:
        return None
    best = max(inside, key=lambda i: (inside[i], i))
    return held[best] if inside[best] > VOUCHED * len(span) else None
