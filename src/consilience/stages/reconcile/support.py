"""An alignment is no evidence: a passage with another number, or with a negation of its own, does not support a claim."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from ...model.claim import Claim, Evidence
from ...model.record import Reason, content_id
from ...model.span import Span
from .counts import Count, clash
from .readings import Text
from .slots import Sentences, contradict


def without_what_clashes(
    text: Text, sentences: Sentences, counts: Sequence[Count], claims: Sequence[Claim], disputed: AbstractSet[str]
) -> list[Claim]:
    """The claims without passages that say otherwise than the statement; such a passage states a claim of its own.

    Claims in `disputed` keep theirs: there the clash is shown as a conflict.
    """
    by_sentence: dict[tuple[int, int], list[Count]] = {}
    for c in counts:
        by_sentence.setdefault((c.report, c.sentence), []).append(c)
    out, dropped = [], []
    for claim in claims:
        articles = {e.span.article for e in claim.evidence}
        if claim.id in disputed or len(articles) < 2:
            out.append(claim)
            continue
        clashing = [e for e in claim.evidence if _clashes(text, sentences, by_sentence, claim.statement_span, e.span)]
        kept = tuple(e for e in claim.evidence if e not in clashing)
        out.append(msgspec.structs.replace(claim, evidence=kept) if clashing else claim)
        dropped += [(claim, e) for e in clashing]
    told = {e.span for c in out for e in c.evidence}
    for claim, evidence in dropped:
        if evidence.span not in told:
            told.add(evidence.span)
            out.append(_own(text, claim, evidence))
    return sorted(out, key=lambda c: (-c.weight, c.evidence[0].span, c.id)) if dropped else out


def _clashes(
    text: Text,
    sentences: Sentences,
    counts: dict[tuple[int, int], list[Count]],
    statement: Span,
    passage: Span,
) -> bool:
    one = text.number[statement.article], text.sentence_at(text.number[statement.article], statement.start)
    two = text.number[passage.article], text.sentence_at(text.number[passage.article], passage.start)
    if one == two:
        return False
    if text.corrects(*two):
        return True
    for c in counts.get(one, ()):
        if not statement.contains(c.row.span) or not c.what or c.row.unit == "age":
            continue
        same = [d for d in counts.get(two, ()) if d.unit == c.unit and d.what == c.what and d.part == c.part]
        if same and all(clash(c, d) for d in same):
            return True
    if not sentences.may_deny(one, two):
        return False
    first, second = sentences.of(*one), sentences.of(*two)
    return any(
        f.negated != g.negated and contradict(text, first, f, second, g)
        for f in first.frames
        for g in second.frames
        if f.key == g.key and statement.start <= first.parse.tokens[f.head].start < statement.end
    )


def _own(text: Text, claim: Claim, evidence: Evidence) -> Claim:
    """The passage as a claim by itself, told of no more than one report."""
    span = evidence.span
    return msgspec.structs.replace(
        claim,
        id=content_id("claim", f"{span.article}:{span.start}:{span.end}"),
        statement=span.of(text.reports[text.number[span.article]].article.text),
        statement_span=span,
        evidence=(msgspec.structs.replace(evidence, certainty=1.0, reasons=()),),
        weight=round(claim.weight / max(2, len(claim.evidence)), 6),
        reasons=(
            Reason(rule="says otherwise", detail="a number or a negation differs from the claim it was nearest to"),
        ),
    )
