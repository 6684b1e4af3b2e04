"""A statement that a fuller one already makes, on the word of the same reports, is told with it and not again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ...model.claim import SURE, Claim
from ...text.words import content_words

RESTATED = (
    0.75  # share of a statement's content words that a fuller one has; the clause "met in Minsk" of "met in Minsk
)
# to sign" has all of them. Read on the accounts of twelve development stories: below it other things are said.


def nested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in their order; `part_of` names the first fuller claim that has all the reports of this one.

    Only what several origins tell can hold or be held: a single report's sentences are each shown once as they are,
    and so is what belongs to the background.
    """
    words = {c.id: frozenset(content_words(c.statement)) for c in claims}
    reports = {c.id: frozenset(e.span.article for e in c.evidence if e.certainty >= SURE) for c in claims}
    several = [c for c in claims if c.status == "corroborated" and not c.background]
    held: dict[str, str] = {}
    for claim in sorted(several, key=lambda c: (-len(words[c.id]), -len(c.statement))):
        mine = words[claim.id]
        for other in several:
            if other.id == claim.id or other.id in held or not reports[claim.id] <= reports[other.id]:
                continue
            if other.statement_span.contains(claim.statement_span) or (
                len(mine) < len(words[other.id]) and len(mine & words[other.id]) >= RESTATED * len(mine)
            ):
                held[claim.id] = other.id
                break
    return tuple(msgspec.structs.replace(c, part_of=held[c.id]) if c.id in held else c for c in claims)
