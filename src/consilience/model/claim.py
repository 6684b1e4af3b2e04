"""Claims with their evidence, and conflicts between reports."""

from __future__ import annotations

from typing import Literal

from .annotation import Factuality
from .record import Reason, Record
from .span import Span

# A passage counts for a claim from this certainty: of those counted nine in ten state a fact of it, of those below half do
# (`counted` of `python -m eval stories` and `heldout`).
SURE = 0.7


class Evidence(Record, frozen=True, kw_only=True):
    """A passage that states a claim, and the origin of that passage. `certainty`: how likely it states the same as the
    claim's statement, 0 to 1; 1 for the passage that the statement stands in."""

    span: Span
    origin: str
    vouchers: tuple[str, ...] = ()
    quotation: str | None = None
    factuality: Factuality = "CT+"
    certainty: float = 1.0
    reasons: tuple[Reason, ...] = ()


ClaimStatus = Literal["corroborated", "single-origin", "disputed"]


class Claim(Record, frozen=True, kw_only=True):
    """One proposition with every passage that states it. `statement` are the words of `statement_span`, which lies in
    one of the passages: what they share, without what only one of them adds. `independent` counts origins: a number, or a low and a
    high one apart where the identity of an origin is open; `sure` counts only those with a passage of which it is `SURE` that it states
    the claim, passages in the words of one origin as one, and only these corroborate. `silent` are the articles that leave it out.
    `part_of`: a fuller claim that already says this on the word of the same reports."""

    id: str
    statement: str
    statement_span: Span
    status: ClaimStatus
    independent: tuple[int, int]
    sure: tuple[int, int] = (1, 1)
    origins: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    silent: tuple[str, ...] = ()
    part_of: str | None = None
    background: bool = False
    weight: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @property
    def stating(self) -> tuple[Evidence, ...]:
        """The passages that surely state the claim: those that its support counts."""
        return tuple([e for e in self.evidence if e.certainty >= SURE])


ConflictKind = Literal[
    "number",
    "date",
    "time",
    "place",
    "name",
    "age",
    "speaker",
    "status",
    "polarity",
    "cause",
    "sequence",
    "stance",
    "other",
]


class ConflictValue(Record, frozen=True, kw_only=True):
    """One of the values that clash, with the passages that give it. `span` marks the differing words themselves."""

    value: str
    evidence: tuple[Span, ...]
    marks: tuple[Span, ...] = ()


class Conflict(Record, frozen=True, kw_only=True):
    """Values that cannot both be right, or the sides taken on one question (a stance). `update`: a later report moves the
    figure. `claim`: the claim they belong to."""

    id: str
    about: str
    kind: ConflictKind
    values: tuple[ConflictValue, ...]
    update: bool = False
    claim: str | None = None
    reasons: tuple[Reason, ...] = ()


class Compatible(Record, frozen=True, kw_only=True):
    """Values that differ and do not clash (rounding, granularity, a bound that holds), and why."""

    about: str
    kind: ConflictKind
    values: tuple[ConflictValue, ...]
    reasons: tuple[Reason, ...] = ()
