"""What is read in one article: mentions, times, quantities, quotations, events. Each with its spans and its rule."""

from __future__ import annotations

from typing import Literal

from .record import Reason, Record
from .span import Span

MentionForm = Literal["named", "nominal", "pronominal"]
EntityType = Literal["person", "organisation", "country", "place", "group", "product", "event", "other"]


class Mention(Record, frozen=True, kw_only=True):
    """A span that refers to someone or something. `head` is the number of its head token in the parse.

    `type` is what the words alone suggest; `role` is a title or apposition as printed ("Iranian President"),
    `role_span` where it stands. `key` is the comparable form of the name (titles off, possessive off).
    """

    span: Span
    head: int
    form: MentionForm
    type: EntityType
    key: str
    role: str | None = None
    role_span: Span | None = None
    rule: str = ""


class Role(Record, frozen=True, kw_only=True):
    """A role as stated ("president of Belarus"), where, in which article."""

    text: str
    span: Span


class EntityMention(Record, frozen=True, kw_only=True):
    """A mention as resolved in a story, with the rule that joined it to its entity."""

    span: Span
    form: MentionForm
    rule: str


class KnownEntity(Record, frozen=True, kw_only=True):
    """A row of the user's own list: who or what bears `name` or one of the other `names`.

    `type`, `iso3` and `wikidata` hold whatever the reports say; what is left out is read from the reports as ever.
    `apart`: names of others, with whom it is never joined.
    """

    name: str
    names: tuple[str, ...] = ()
    type: EntityType | None = None
    iso3: str | None = None
    wikidata: str | None = None
    apart: tuple[str, ...] = ()


class Entity(Record, frozen=True, kw_only=True):
    """Who or what is referred to: one for all its mentions in a story.

    `names` are the written forms, most frequent first, the canonical `name` first. `iso3` is the ISO 3166-1
    alpha-3 code of a state (also of a government or capital standing for it). `gender`: he, she, it, they or None.
    `wikidata`: its item there (Q183) where the knowledge room or the user's list has it. Of a place: what it is `part_of`,
    the nearest first, and its coordinates in degrees north and east, where they are settled.
    """

    id: str
    name: str
    names: tuple[str, ...]
    type: EntityType
    iso3: str | None = None
    gender: str | None = None
    wikidata: str | None = None
    part_of: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    roles: tuple[Role, ...] = ()
    mentions: tuple[EntityMention, ...] = ()


TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(Record, frozen=True, kw_only=True):
    """A time expression (TIMEX3). `value` keeps the granularity printed: 2025, 2025-01, 2025-08-20, 2025-08-19TNI,
    2025-W34, P40Y, PAST_REF, FUTURE_REF, PRESENT_REF; None where it cannot be resolved. `mod`: START, MID, END,
    APPROX, MORE_THAN, LESS_THAN. `rule` says how the value was found, `anchor` the date it was counted from.
    """

    span: Span
    type: TimexType
    value: str | None
    mod: str | None = None
    rule: str = ""
    anchor: str | None = None
    end_value: str | None = None  # second end of a range


Bound = Literal["exactly", "at-least", "at-most", "more-than", "less-than", "about"]


class Quantity(Record, frozen=True, kw_only=True):
    """A number and what it counts. `value` to `high` (equal unless a range), in `unit` (`count`, `percent`, `USD`,
    `year`, `kilometre`, `age`, ...); `counted` is the lemma of what is counted ("document", "people killed"),
    `counted_span` where it stands; `status` e.g. killed, injured, feared; `subject` the head token counted.
    Of a distance `direction` is N, NE, E ... or empty and `reference` the place it is counted from ("130 miles west of
    Orlec"); `as_of` is the day that a count is of, where the text says so ("as of Sunday", "rose to 59 on Friday").
    """

    span: Span
    value: float
    high: float
    unit: str
    bound: Bound = "exactly"
    counted: str = ""
    counted_span: Span | None = None
    head: int = -1
    status: str = ""
    rule: str = ""
    direction: str = ""
    reference: Span | None = None
    as_of: str | None = None


class Quotation(Record, frozen=True, kw_only=True):
    """An attribution: who (`source`), by which words (`cue`), what (`content`) - PARC/PolNeAR's three parts.

    Each part may be in pieces. `direct` where the content stands in quotation marks, marks included. A mixed
    quotation is an indirect row and the direct rows inside it (`parent` names the indirect row).
    `speakers` are entity ids, or the description printed where the speaker is unnamed; filled by the story.
    `reporter` is who passes it on ("Belta, citing ..."). `issues`: unbalanced marks and the like.
    """

    id: str
    article: str
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    direct: bool = False
    parent: str | None = None
    speakers: tuple[str, ...] = ()
    reporter: str | None = None
    utterance: str | None = None
    rule: str = ""
    issues: tuple[str, ...] = ()


class Argument(Record, frozen=True, kw_only=True):
    """A participant of an event: `role` is source, recipient, actor, place, time, theme or holder; `head` its token."""

    role: str
    span: Span
    head: int


Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]  # FactBank: certainty and polarity


class EventMention(Record, frozen=True, kw_only=True):
    """One place where an event is told. `type` is a PLOVER type or a kind of OTHER (death, accident, arrest, ...).

    `status`: done, planned, denied, alleged, possible, probable, ordered or not done; `holder` is who says so where somebody is told
    to (who denies, alleges, plans it), None where it is the report's own word. `background`: an earlier event retold.
    """

    id: str
    trigger: Span
    head: int
    sentence: int
    lemma: str
    type: str
    mode: str = ""
    arguments: tuple[Argument, ...] = ()
    time: Timex | None = None
    factuality: Factuality = "CT+"
    status: str = "done"
    holder: Argument | None = None
    background: bool = False
    rule: str = ""


class EventTold(Record, frozen=True, kw_only=True):
    """A mention of an event as placed in its story: from its first word to its last, and as read there.

    `holder`: who denies, alleges or plans it by this mention, as an entity id or words; None where it is the report's own word.
    """

    span: Span
    mention: EventMention
    holder: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """What happened: one record for all its mentions in a story. Actors are entity ids or, unresolved, words.

    `holders`: on whose word it is denied, alleged, planned ..., as `status` says; none of an event told as done.
    """

    id: str
    type: str
    mode: str = ""
    actors: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    factuality: Factuality = "CT+"
    status: str = "done"
    holders: tuple[str, ...] = ()
    background: bool = False
    weight: float = 0.0
    evidence: tuple[Span, ...] = ()
    mentions: tuple[EventTold, ...] = ()
    reasons: tuple[Reason, ...] = ()
