"""A statement that a fuller one already makes, on the word of the same reports, is told with it and not again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ...model.claim import Claim
from ...text.words import content_words

RESTATED = (
    0.75  # share of a statement's content words that a fuller one has; the clause "met in Minsk" of "met in Minsk
)
# to sign" has all of them. Read on the accounts of twelve development stories: below it other things are said.


def nested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; `part_of` names the first fuller claim that has all the reports of this one, and parts stand last.

    What belongs to the background is each told as it is, and so is what a conflict is about.
    """
    words = {c.id: frozenset(content_words(c.statement)) for c in claims}
    reports = {c.id: frozenset(e.span.article for e in c.stating) for c in claims}
    holders = [c for c in claims if not c.background]
    by_report: dict[str, list[Claim]] = {}  # a fuller claim has all the reports of its part, so the first will find it
    for claim in holders:
        for article in reports[claim.id]:
            by_report.setdefault(article, []).append(claim)
    held: dict[str, str] = {}
    for claim in sorted(holders, key=lambda c: (-len(words[c.id]), -len(c.statement), len(c.evidence), c.id)):
        if claim.status == "disputed":
            continue
        beside = by_report.get(min(reports[claim.id]), ())
        whole = next((o for o in beside if o.id not in held and _holds(o, claim, words, reports)), None)
        if whole is not None:
            held[claim.id] = whole.id
    parts = [msgspec.structs.replace(c, part_of=held[c.id]) for c in claims if c.id in held]
    return (*(c for c in claims if c.id not in held), *parts)


def _holds(
    whole: Claim, part: Claim, words: Mapping[str, frozenset[str]], reports: Mapping[str, frozenset[str]]
) -> bool:
    if whole.id == part.id or not reports[part.id] <= reports[whole.id]:
        return False
    if part.statement in whole.statement:  # there, or in the same words in a copy of it
        return True
    mine, theirs = words[part.id], words[whole.id]
    several = part.status == "corroborated"  # what one report says twice in its own words is shown as it says it
    return several and len(mine) < len(theirs) and len(mine & theirs) >= RESTATED * len(mine)
