"""Claims and everything read in a story -> support by origins, conflicts between reports, differences that are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ...knowledge.countries import state_words
from ...knowledge.people import given_names
from ...model.annotation import Entity, Event, Quotation
from ...model.claim import SURE, Claim, ClaimStatus, Compatible, Conflict, Evidence
from ...model.lineage import Lineage, PassageOrigin
from ...model.span import overlap
from ...model.story import Report
from .bodies import differing_bodies, differing_offices
from .causes import differing_causes
from .connected import differing_connections
from .counts import counts_of
from .dates import differing_dates
from .decided import open_and_decided
from .denials import denied_and_stated
from .distinct import distinct
from .doers import differing_doers
from .edits import changed_words
from .likes import like_lines
from .names import differing_names, names_of
from .nested import nested
from .nones import none_and_some
from .numbers import differing_numbers
from .onsets import differing_onsets
from .parallel import changed_figures
from .planned import planned_and_done
from .quoted import differing_quotations
from .readings import Text
from .several import one_or_several
from .slots import Sentences, excluding_words
from .stances import opposite_sides
from .support import without_what_clashes
from .verbatim import same_wording
from .voices import differing_speakers

OWN_ORIGIN = 0.5  # share of a passage that must descend from an origin for the passage to count as that origin's
LIKELY = 0.3  # certainty of a passage from which its claim says what its figures and dates are of


def reconcile(
    reports: Sequence[Report],
    entities: Sequence[Entity],
    quotations: Sequence[Quotation],
    events: Sequence[Event],
    lineage: Lineage,
    claims: Sequence[Claim],
) -> tuple[tuple[Claim, ...], tuple[Conflict, ...], tuple[Compatible, ...]]:
    """Claims with status, origins and silence; the conflicts; the differences that are no conflict and why."""
    text = Text(reports, entities)
    sentences = Sentences(text)
    claims = same_wording(text, claims)
    together = _claims_of(text, claims)
    names, states = names_of(text), frozenset(state_words())
    spellings, slips = differing_names(text, names, states, given_names())
    counts = counts_of(text, sentences)
    likes = list(like_lines(text, sentences))
    numbers, bounds = differing_numbers(text, sentences, counts, together)
    found = distinct(
        [
            *numbers,
            *changed_figures(text, counts, likes),
            *one_or_several(text, likes),
            *differing_dates(text, sentences, together),
            *differing_onsets(text),
            *differing_speakers(text, sentences, quotations),
            *denied_and_stated(text, sentences),
            *excluding_words(text, sentences, claims),
            *spellings,
            *differing_bodies(text, names, states),
            *differing_offices(text, entities),
            *changed_words(text, likes, names),
            *open_and_decided(text, sentences),
            *differing_doers(text, sentences),
            *planned_and_done(text, sentences),
            *none_and_some(text, sentences),
            *differing_causes(text, sentences),
            *differing_connections(text),
            *differing_quotations(text, quotations),
            *opposite_sides(text, quotations),
        ]
    )
    differences = [*bounds, *slips]
    conflicts = [msgspec.structs.replace(c, claim=_claim_of(c, claims)) for c in found]
    disputed = {c.claim for c in conflicts if c.claim}
    claims = without_what_clashes(text, sentences, counts, claims, disputed)
    rows: dict[str, list[PassageOrigin]] = {}
    for row in lineage.passages:
        rows.setdefault(row.span.article, []).append(row)
    ids = [r.id for r in reports]
    told = nested([_supported(c, lineage, rows, ids, c.id in disputed) for c in claims])
    return told, tuple(conflicts), tuple(differences)


def _claims_of(text: Text, claims: Sequence[Claim]) -> dict[tuple[int, int], frozenset[int]]:
    """For each sentence (report, number) the claims that it states or may well state."""
    found: dict[tuple[int, int], set[int]] = {}
    for k, claim in enumerate(claims):
        for e in claim.evidence:
            if e.certainty < LIKELY:
                continue
            report = text.number[e.span.article]
            found.setdefault((report, text.sentence_at(report, e.span.start)), set()).add(k)
    return {spot: frozenset(held) for spot, held in found.items()}


def _claim_of(conflict: Conflict, claims: Sequence[Claim]) -> str | None:
    """The first claim in which passages of two of the values stand; of a spelling no claim is made doubtful."""
    if conflict.kind == "name":
        return None
    for claim in claims:
        hit = sum(any(e.span.overlaps(s) for s in v.evidence for e in claim.evidence) for v in conflict.values)
        if hit >= 2:
            return claim.id
    return None


def _supported(
    claim: Claim,
    lineage: Lineage,
    rows: Mapping[str, Sequence[PassageOrigin]],
    reports: Sequence[str],
    disputed: bool,
) -> Claim:
    """The claim with its status, and what it rests on; `reports`: the ids of all."""
    articles = sorted({e.span.article for e in claim.evidence})
    evidence = tuple([msgspec.structs.replace(e, origin=_origin(e, lineage, rows)) for e in claim.evidence])
    passages = [(e.span.article, e.origin) for e in evidence]
    stating = [p for p, e in zip(passages, evidence, strict=True) if e.certainty >= SURE]
    whole, sure = lineage.support(stating)
    independent = whole if len(stating) == len(passages) else lineage.support(passages)[0]
    status: ClaimStatus = "disputed" if disputed else "corroborated" if sure[0] > 1 else "single-origin"
    return msgspec.structs.replace(
        claim,
        status=status,
        independent=independent,
        sure=sure,
        origins=tuple(sorted({lineage.of_article[a] for a in articles})),
        evidence=evidence,
        silent=tuple([r for r in reports if r not in articles]),
    )


def _origin(evidence: Evidence, lineage: Lineage, rows: Mapping[str, Sequence[PassageOrigin]]) -> str:
    """The origin that most of the passage descends from; the article's own where no row holds enough of it."""
    span = evidence.span
    best, most = lineage.of_article[span.article], OWN_ORIGIN * len(span)
    for row in rows.get(span.article, ()):
        inside = overlap(row.span.start, row.span.end, span.start, span.end)
        if inside > most:
            best, most = row.origin, inside
    return best
