"""A statement that a fuller one already makes, on the word of the same reports, is told with it and not again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import msgspec

from ...model.claim import Claim
from ...model.span import Span
from ...text.words import content_words

RESTATED = (
    0.75  # share of a statement's content words that a fuller one has; the clause "met in Minsk" of "met in Minsk
)
# to sign" has all of them. Read on the accounts of twelve development stories: below it other things are said.
ONE_PLACE = 0.5  # that share where both rest on the same passages: "names, dates of birth and addresses were taken" and
# "the data held names, addresses and dates of birth" are one. Read on the same twelve and on forty more.
LONGER = 1.35  # times the words of the other that a part may have there: what has more tells more
TWICE = 2  # reports in which both must stand in one passage
FEWEST_WORDS = 3  # content words: shorter statements may say different things in the same words


class _Said(NamedTuple):
    """A claim with the content words of its statement and the reports that surely state it."""

    id: str
    statement: str
    words: frozenset[str]
    reports: frozenset[str]
    places: frozenset[Span]
    claim: Claim


def nested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; `part_of` names the first fuller claim that has all the reports of this one, and parts stand last.

    What belongs to the background is each told as it is, and so is what a conflict is about.
    """
    said = [_said(c) for c in claims if not c.background]
    by_report: dict[str, list[_Said]] = {}  # a fuller claim has all the reports of its part: any of them will find it
    for one in said:
        for article in one.reports:
            by_report.setdefault(article, []).append(one)
    by_place: dict[Span, list[_Said]] = {}
    for one in said:
        for place in one.places if len(one.places) > 1 else ():
            by_place.setdefault(place, []).append(one)
    held: dict[str, str] = {}
    for part in sorted(said, key=lambda s: (-len(s.words), -len(s.statement), len(s.claim.evidence), s.id)):
        if part.claim.status == "disputed":
            continue
        beside = min([by_report[article] for article in part.reports], key=len)
        whole = _fuller(part, beside, _at_one_place(part, by_place), held)
        if whole is not None:
            held[part.id] = whole
    parts = [msgspec.structs.replace(c, part_of=held[c.id]) for c in claims if c.id in held]
    return (*(c for c in claims if c.id not in held), *parts)


def _said(claim: Claim) -> _Said:
    words, places = content_words(claim.statement.replace("’", "'")), frozenset([e.span for e in claim.stating])
    reports = frozenset([p.article for p in places])
    return _Said(claim.id, claim.statement, frozenset(words), reports, places, claim)


def _fuller(part: _Said, beside: Sequence[_Said], near: Container[str], held: Container[str]) -> str | None:
    """The first claim of those `beside` that is not `held` by another and has the statement of a part, there or in the
    same words in a copy of it, or, where several reports make it, most of its words; on the very same passages, half."""
    statement, mine = part.statement, part.words
    several = part.claim.status == "corroborated"  # what one report says twice in its own words is shown as it says it
    for other in beside:
        theirs, one_place = other.words, other.id in near
        again = (mine == theirs and len(mine) >= FEWEST_WORDS) or statement in other.statement
        if not again and ((several and len(mine) < len(theirs)) or one_place):
            share = len(mine & theirs) / max(1, len(mine))
            again = share >= (ONE_PLACE if one_place else RESTATED)
        if again and other is not part and other.id not in held and part.reports <= other.reports:
            return other.id
    return None


def _at_one_place(part: _Said, by_place: Mapping[Span, Sequence[_Said]]) -> frozenset[str]:
    """The claims that rest on the passages of several reports which a part rests on, and are no shorter, or told by more
    reports and hardly shorter."""
    if len(part.reports) < TWICE:
        return frozenset()
    shared = Counter([other.id for place in part.places for other in by_place.get(place, ())])
    others = {other.id: other for place in part.places for other in by_place.get(place, ()) if other is not part}
    near = [i for i in others if shared[i] >= TWICE and 2 * shared[i] >= len(part.places)]
    return frozenset([i for i in near if len(part.words) <= _room(part, others[i]) * len(others[i].words)])


def _room(part: _Said, other: _Said) -> float:
    return LONGER if part.reports < other.reports else 1.0
