"""From bytes to a clean article: Capture, Article and what is read off its edges."""

from __future__ import annotations

from typing import Literal

from .record import Record
from .span import Span


class Run(Record, frozen=True, kw_only=True, array_like=True):
    """A stretch of article text and the bytes it came from.

    Characters `start:end` of the text are the decoding of bytes `byte_start:byte_end`, one after the other;
    a run of one character may come from several bytes (an HTML entity, a JSON escape). `byte_start` is -1
    where the text cannot be mapped back (whitespace made by the extraction).
    """

    start: int
    end: int
    byte_start: int
    byte_end: int


class Capture(Record, frozen=True, kw_only=True):
    """Bytes as found, what they were read as, and what came with them. `text` is their decoding or extraction.

    `path` is as given by the user; `part` is the line number in a JSONL file, else 0. `published` is an ISO
    date or date-time (with offset where the page gives one). Of a packed file hash and bytes are of what it unpacks to.
    """

    id: str
    path: str
    part: int = 0
    sha256: str
    media_type: str
    encoding: str
    text: str
    runs: tuple[Run, ...]
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    published_rule: Literal["page", "meta", "option"] | None = None


class Furniture(Record, frozen=True, kw_only=True):
    """A span that is page furniture, not report, with the rule that says so."""

    span: Span
    reason: str


CreditKind = Literal["wire", "cites", "syndication", "byline", "photo"]


class Credit(Record, frozen=True, kw_only=True):
    """A wire credit or cited outlet as printed: `name` is the canonical name where known, else as printed."""

    span: Span
    name: str
    kind: CreditKind


class Dateline(Record, frozen=True, kw_only=True):
    """Place, date and agency of filing, as printed: "Minsk, Aug 21 (AP)". `date` is ISO, resolved by the article's year."""

    span: Span
    place: str | None = None
    date: str | None = None
    agency: str | None = None


LabelKind = Literal["updated", "correction", "opinion", "live-blog", "analysis"]


class Label(Record, frozen=True, kw_only=True):
    """A printed label that says what kind of text this is or when it was changed. `value`: ISO time or the words."""

    span: Span
    kind: LabelKind
    value: str = ""


class Article(Record, frozen=True, kw_only=True):
    """One report as published by one outlet. `text` is never changed; what is not report is marked.

    `anchor` is the date (ISO) that relative expressions resolve against: the dateline's, then the page's
    or meta's, then the user's `--published`; `anchor_rule` says which. None: relative dates stay open.
    `byline` are authors as printed. `headline` may or may not stand in `text`; `headline_span` where it does.
    """

    id: str
    text: str
    capture: Capture
    language: str = "en"
    headline: str | None = None
    headline_span: Span | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    anchor: str | None = None
    anchor_rule: str | None = None
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()
    credits: tuple[Credit, ...] = ()
    labels: tuple[Label, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()  # what is parsed: report text by line, furniture and dateline cut out
