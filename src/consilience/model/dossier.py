"""The account of one story, in the form that is written as JSON: the contract with everyone downstream.

Every statement has an id made from its content; every passage is `article`, `start`, `end` in code points of
that article's text (an `excerpts` dossier carries only the cited passages). Keys are part of the contract.
"""

from __future__ import annotations

from .article import CreditKind, LabelKind
from .claim import SURE, ClaimStatus, ConflictKind
from .lineage import OriginKind, PairRelation
from .record import Reason, Record, RejectReason
from .span import Span

SCHEMA = "consilience/dossier/1"


class Place(Record, frozen=True, kw_only=True):
    """A passage: characters `start:end` of an article's text."""

    article: str
    start: int
    end: int

    @classmethod
    def of(cls, span: Span) -> Place:
        """The span as a passage of the contract."""
        return cls(article=span.article, start=span.start, end=span.end)


class FurnitureRow(Record, frozen=True, kw_only=True):
    """A span that is page furniture, and the rule that says so."""

    article: str
    start: int
    end: int
    reason: str


class CreditRow(Record, frozen=True, kw_only=True):
    """A credit or cited outlet as printed. A wire credit read off the article's address has the empty range 0 to 0."""

    article: str
    start: int
    end: int
    name: str
    kind: CreditKind


class LabelRow(Record, frozen=True, kw_only=True):
    """A printed label: updated, correction, opinion, live blog, analysis."""

    article: str
    start: int
    end: int
    kind: LabelKind
    value: str


class Excerpt(Record, frozen=True, kw_only=True):
    """The words of a cited passage, with the SHA-256 of their UTF-8 form, where the full text is left out."""

    start: int
    end: int
    text: str
    sha256: str


class ArticleRow(Record, frozen=True, kw_only=True):
    """One report: where it came from and what its edges say. `sha256` is of the bytes captured.

    `text` is null in an excerpts dossier, which has `excerpts` and the text's own hash instead.
    """

    id: str
    text: str | None
    text_sha256: str
    length: int
    headline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    byline: str | None
    anchor: str | None
    anchor_rule: str | None
    dateline: str | None
    path: str
    part: int
    sha256: str
    media_type: str
    encoding: str
    origin: str
    furniture: tuple[FurnitureRow, ...]
    credits: tuple[CreditRow, ...]
    labels: tuple[LabelRow, ...]
    excerpts: tuple[Excerpt, ...] = ()


class MentionRow(Record, frozen=True, kw_only=True):
    """A mention of an entity and the rule that joined it."""

    article: str
    start: int
    end: int
    form: str
    rule: str


class RoleRow(Record, frozen=True, kw_only=True):
    """A role as stated, and where."""

    text: str
    article: str
    start: int
    end: int


class EntityRow(Record, frozen=True, kw_only=True):
    """Who or what is referred to, with all names and mentions."""

    id: str
    name: str
    names: tuple[str, ...]
    type: str
    iso3: str | None
    roles: tuple[RoleRow, ...]
    mentions: tuple[MentionRow, ...]
    wikidata: str | None = None
    part_of: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


class PassageRow(Record, frozen=True, kw_only=True):
    """Aligned text of a pair of articles. `quoted`: both report a speaker's words, which is no copy."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    score: float
    quoted: bool


class CopyRow(Record, frozen=True, kw_only=True):
    """The relation of a pair of articles, why, and the passages they share."""

    a: str
    b: str
    relation: PairRelation
    parent: str | None
    containment: float
    reasons: tuple[Reason, ...]
    passages: tuple[PassageRow, ...]


class OriginRow(Record, frozen=True, kw_only=True):
    """A root of lineage and the reports that descend from it."""

    id: str
    name: str
    kind: OriginKind
    articles: tuple[str, ...]
    open_with: tuple[str, ...]
    reasons: tuple[Reason, ...]


class QuotationRow(Record, frozen=True, kw_only=True):
    """One contiguous stretch of reported or quoted speech. `speakers`: entity ids, or the description printed."""

    id: str
    article: str
    start: int
    end: int
    direct: bool
    speakers: tuple[str, ...]
    speaker_names: tuple[str, ...]
    cue: str
    utterance: str | None
    reporter: str | None
    parent: str | None
    speaker_span: Place | None
    rule: str
    issues: tuple[str, ...]


class FragmentRow(Record, frozen=True, kw_only=True):
    """A verbatim quotation that gives a part of the leading one: the words of that, in the article of the leading one."""

    quotation: str
    start: int
    end: int


class UtteranceRow(Record, frozen=True, kw_only=True):
    """One thing said on one occasion, in all wordings. `lead` is the fullest verbatim version (a quotation id); `fragments`
    tie shorter verbatim ones to their place in it."""

    id: str
    lead: str
    quotations: tuple[str, ...]
    fragments: tuple[FragmentRow, ...]
    speakers: tuple[str, ...]
    disputed: bool


class EvidenceRow(Record, frozen=True, kw_only=True):
    """A passage that states a fact, the origin of the passage, and who vouches in it. `kind` is the voucher's kind of origin,
    or, where nobody vouches, the origin's; None where the voucher is of no such kind (a lawyer, a firm)."""

    article: str
    start: int
    end: int
    origin: str
    vouchers: tuple[str, ...]
    kind: OriginKind | None
    quotation: str | None
    factuality: str
    certainty: float
    reasons: tuple[Reason, ...]


class Support(Record, frozen=True, kw_only=True):
    """On what a fact rests: articles, independent origins (a number, or a low and a high one), and which. `sure` counts only
    origins with a passage that surely states the fact (`certainty` from `model.claim.SURE`), passages in the words of one
    origin as one; it decides the status."""

    articles: int
    independent: int | tuple[int, int]
    sure: int | tuple[int, int]
    origins: tuple[str, ...]


class FactRow(Record, frozen=True, kw_only=True):
    """One proposition with its evidence. `silent`: articles that leave it out. `statement` is verbatim: its own words
    stand at `statement_at`. `part_of`: the fact that already says this on the word of the same reports."""

    id: str
    statement: str
    statement_at: Place
    status: ClaimStatus
    background: bool
    support: Support
    evidence: tuple[EvidenceRow, ...]
    silent: tuple[str, ...]
    part_of: str | None
    reasons: tuple[Reason, ...]

    @property
    def stating(self) -> tuple[EvidenceRow, ...]:
        """The passages that surely state the fact: those that its support counts."""
        return tuple([e for e in self.evidence if e.certainty >= SURE])


class ValueRow(Record, frozen=True, kw_only=True):
    """One of several clashing values: the passages that give it, the words that differ, and its origins."""

    value: str
    evidence: tuple[Place, ...]
    marks: tuple[Place, ...]
    origins: tuple[str, ...]
    independent: int | tuple[int, int]


class ConflictRow(Record, frozen=True, kw_only=True):
    """A disagreement (or, in `compatible`, a difference that is none), with its reasons."""

    id: str
    about: str
    kind: ConflictKind
    update: bool
    fact: str | None
    values: tuple[ValueRow, ...]
    reasons: tuple[Reason, ...]


class TimeRow(Record, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 value and the rule that gave it; null where it cannot be resolved."""

    article: str
    start: int
    end: int
    type: str
    value: str | None
    mod: str | None
    end_value: str | None
    anchor: str | None
    rule: str


class QuantityRow(Record, frozen=True, kw_only=True):
    """A number, its unit and bound, and what is counted. Of a distance `direction` (N, NE, E ... or empty) and `reference`, where
    it is counted from; `as_of` the day that a count is of, where the text says so."""

    article: str
    start: int
    end: int
    value: float
    high: float
    unit: str
    bound: str
    counted: str
    status: str
    rule: str
    direction: str
    reference: Place | None
    as_of: str | None


class ArgumentRow(Record, frozen=True, kw_only=True):
    """Words that name a participant of an event, its place or time: source, recipient, actor, theme, place, time."""

    article: str
    start: int
    end: int
    role: str


class EventMentionRow(Record, frozen=True, kw_only=True):
    """One place where an event is told: the stretch from its first word to its last, the trigger in it and the arguments.

    `holder`: who denies, alleges, plans or orders it there, named at `held_at`; null where it is the report's own word.
    """

    article: str
    start: int
    end: int
    trigger: Place
    arguments: tuple[ArgumentRow, ...]
    factuality: str
    status: str
    holder: str | None
    held_at: Place | None


class EventRow(Record, frozen=True, kw_only=True):
    """What happened. Actors are ISO 3166 alpha-3 codes for states, names for the rest.

    `holders`: who denies, alleges, plans or orders it, where `status` says so. `evidence` are the sentences that tell it,
    `mentions` the words in them.
    """

    id: str
    type: str
    mode: str
    actors: tuple[str, ...]
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str | None
    place: str | None
    factuality: str
    status: str
    holders: tuple[str, ...]
    background: bool
    evidence: tuple[Place, ...]
    mentions: tuple[EventMentionRow, ...]
    reasons: tuple[Reason, ...]


class TimelineRow(Record, frozen=True, kw_only=True):
    """A dated passage: the sentence that tells it and the expression that dates it."""

    date: str
    mod: str | None
    statement: str
    evidence: tuple[Place, ...]
    background: bool
    event: str | None


class LeadSentence(Record, frozen=True, kw_only=True):
    """A sentence of the lead: verbatim words with their passage, or templated from facts that are cited. `differs`: the
    disagreements on a detail of it."""

    text: str
    verbatim: Place | None
    cites: tuple[str, ...]
    differs: tuple[str, ...] = ()


class RejectRow(Record, frozen=True, kw_only=True):
    """An input that was not used, and why."""

    what: str
    reason: RejectReason
    detail: str


class StoryRow(Record, frozen=True, kw_only=True):
    """Title and reference date (the main batch's) of the story."""

    title: str
    title_at: Place | None
    reference_date: str | None
    lead: tuple[LeadSentence, ...]


class Made(Record, frozen=True, kw_only=True):
    """How the dossier was made: versions, the model, the plan's stages with their versions, settings, counts."""

    consilience: str
    python: str
    model: str
    libraries: dict[str, str]
    stages: tuple[str, ...]
    settings: dict[str, str | None]
    counts: dict[str, int]
    notes: tuple[str, ...]


class Dossier(Record, frozen=True, kw_only=True):
    """One sourced account: everything that is shown, with the passages it rests on."""

    schema: str
    story: StoryRow
    articles: tuple[ArticleRow, ...]
    entities: tuple[EntityRow, ...]
    copies: tuple[CopyRow, ...]
    origins: tuple[OriginRow, ...]
    quotations: tuple[QuotationRow, ...]
    utterances: tuple[UtteranceRow, ...]
    facts: tuple[FactRow, ...]
    conflicts: tuple[ConflictRow, ...]
    compatible: tuple[ConflictRow, ...]
    times: tuple[TimeRow, ...]
    quantities: tuple[QuantityRow, ...]
    events: tuple[EventRow, ...]
    timeline: tuple[TimelineRow, ...]
    rejects: tuple[RejectRow, ...]
    made: Made
