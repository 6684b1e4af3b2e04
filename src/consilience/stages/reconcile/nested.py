"""A statement that a fuller one already makes, on the word of the same reports, is told with it and not again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ...model.claim import Claim
from ...text.words import content_words

RESTATED = (
    0.75  # share of a statement's content words that a fuller one has; the clause "met in Minsk" of "met in Minsk
)
# to sign" has all of them. Read on the accounts of twelve development stories: below it other things are said.


class _Said(NamedTuple):
    """A claim with the content words of its statement and the reports that surely state it."""

    id: str
    statement: str
    words: frozenset[str]
    reports: frozenset[str]
    claim: Claim


def nested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; `part_of` names the first fuller claim that has all the reports of this one, and parts stand last.

    What belongs to the background is each told as it is, and so is what a conflict is about.
    """
    said = [
        _Said(
            c.id, c.statement, frozenset(content_words(c.statement)), frozenset([e.span.article for e in c.stating]), c
        )
        for c in claims
        if not c.background
    ]
    by_report: dict[
        str, list[_Said]
    ] = {}  # a fuller claim has all the reports of its part, so any of them will find it
    for one in said:
        for article in one.reports:
            by_report.setdefault(article, []).append(one)
    held: dict[str, str] = {}
    for part in sorted(said, key=lambda s: (-len(s.words), -len(s.statement), len(s.claim.evidence), s.id)):
        if part.claim.status == "disputed":
            continue
        beside = min([by_report[article] for article in part.reports], key=len)
        whole = next((o.id for o in beside if o.id not in held and _holds(o, part)), None)
        if whole is not None:
            held[part.id] = whole
    parts = [msgspec.structs.replace(c, part_of=held[c.id]) for c in claims if c.id in held]
    return (*(c for c in claims if c.id not in held), *parts)


def _holds(whole: _Said, part: _Said) -> bool:
    if whole is part or not part.reports <= whole.reports:
        return False
    if part.statement in whole.statement:  # there, or in the same words in a copy of it
        return True
    if part.claim.status != "corroborated":  # what one report says twice in its own words is shown as it says it
        return False
    mine, theirs = part.words, whole.words
    return len(mine) < len(theirs) and len(mine & theirs) >= RESTATED * len(mine)
