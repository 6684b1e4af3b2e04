"""From a capture to an article: what in its text is report, and what stands at its edges, as data."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.outlets import outlet_at
from ...model.article import Article, Capture, Credit, Dateline, Furniture, Label, LabelKind
from ...model.record import Reject
from ...model.span import Span
from .credits import credits_of, wire_of_address
from .edges import Dated, Found, bylines, dateline, headline, labels
from .furniture import furniture
from .inline import HEADING
from .page import Mark, Page, page_of

__all__ = ["clean"]

SHORTEST_REPORT = 60  # code points
_DOUBTFUL = frozenset({"photo caption", "related link"})  # taken back where nothing else is left: a page of pictures


def clean(capture: Capture) -> Article | Reject:
    """Read one capture as an article. The text is never changed: furniture is marked, with the rule that says so."""
    page = page_of(capture.text, capture.headline)
    found = furniture(page)
    title, title_at = headline(page, found)
    dated = dateline(page, found, title_at, capture.published)
    authors = bylines(page, found)
    kept = _paragraphs(page, _cuts(found, dated, authors))
    if not _is_report(page, kept, title_at):
        found = [m for m in found if m.reason not in _DOUBTFUL or m.end - m.start < SHORTEST_REPORT]
        kept = _paragraphs(page, _cuts(found, dated, authors))
    if not kept:
        return Reject(
            what=capture.path, reason="no-text", detail="nothing but page furniture in it: give the article's own text"
        )
    marks = [m for m in found if m.reason != HEADING]
    outlet = capture.outlet or (outlet_at(capture.url) if capture.url else None)
    anchor, rule = _anchor(dated, capture)
    span = _spans(capture.id)
    return Article(
        id=capture.id,
        text=capture.text,
        capture=capture,
        headline=title,
        headline_span=span(*title_at) if title_at else None,
        outlet=outlet,
        url=capture.url,
        byline=capture.byline or next((a.value for a in authors if a.kind == "byline"), None),
        published=capture.published,
        anchor=anchor,
        anchor_rule=rule,
        dateline=Dateline(span=span(dated.start, dated.end), place=dated.place, date=dated.date, agency=dated.agency)
        if dated
        else None,
        furniture=tuple(Furniture(span=span(m.start, m.end), reason=m.reason) for m in marks),
        credits=_credits(page, marks, capture, outlet, dated, authors),
        labels=tuple(Label(span=span(f.start, f.end), kind=_kind(f), value=f.value) for f in labels(page)),
        paragraphs=tuple(kept),
    )


class _spans:  # noqa: N801  (reads as a function where it is used)
    """Spans of one article."""

    def __init__(self, article: str) -> None:
        self._article = article

    def __call__(self, start: int, end: int) -> Span:
        return Span(article=self._article, start=start, end=end)


def _kind(found: Found) -> LabelKind:
    kinds: tuple[LabelKind, ...] = ("updated", "correction", "opinion", "live-blog", "analysis")
    return kinds[kinds.index(found.kind)]


def _anchor(dated: Dated | None, capture: Capture) -> tuple[str | None, str | None]:
    """The date that relative expressions are counted from: the dateline's, else the publication date."""
    if dated and dated.date:
        return dated.date, "dateline"
    if capture.published:
        return capture.published[:10], capture.published_rule
    return None, None


def _credits(
    page: Page,
    marks: Sequence[Mark],
    capture: Capture,
    outlet: str | None,
    dated: Dated | None,
    authors: Sequence[Found],
) -> tuple[Credit, ...]:
    span = _spans(capture.id)
    found = credits_of(page, marks, capture.id, outlet)
    agency = wire_of_address(capture.url) if capture.url else None
    if agency and agency != outlet:  # read off the address, so it has no words in the text
        found.append(Credit(span=span(0, 0), name=agency, kind="wire"))
    if dated and dated.agency:
        found.append(Credit(span=span(dated.start, dated.end), name=dated.agency, kind="wire"))
    found += [Credit(span=span(a.start, a.end), name=a.value, kind="byline") for a in authors]
    return tuple(sorted(found, key=lambda c: (c.span, c.kind, c.name)))


def _cuts(found: Sequence[Mark], dated: Dated | None, authors: Sequence[Found]) -> list[Mark]:
    """Everything that is not parsed, in order, without overlaps: furniture, dateline, bylines."""
    cuts = [*found, *(Mark(a.start, a.end, "byline") for a in authors)]
    if dated:
        cuts.append(Mark(dated.start, dated.end, "dateline"))
    kept: list[Mark] = []
    for mark in sorted(cuts):
        begin = max(mark.start, kept[-1].end) if kept else mark.start
        if begin < mark.end:
            kept.append(Mark(begin, mark.end, mark.reason))
    return kept


def _is_report(page: Page, kept: Sequence[tuple[int, int]], headline_at: tuple[int, int] | None) -> bool:
    return any((s, e) != headline_at for s, e in kept) and any(page.text[s:e].strip() for s, e in kept)


def _paragraphs(page: Page, cuts: Sequence[Mark]) -> list[tuple[int, int]]:
    """What is left of each line without `cuts` (in order, no overlaps): trimmed; a heading in running text stands alone."""
    kept: list[tuple[int, int]] = []
    number = 0
    for start, end in page.lines:
        while number < len(cuts) and cuts[number].end <= start:
            number += 1
        at, here = start, number
        while here < len(cuts) and cuts[here].start < end:
            cut = cuts[here]
            kept += _trimmed(page.text, at, cut.start)
            if cut.reason == HEADING:
                kept += _trimmed(page.text, cut.start, cut.end)
            at = max(at, cut.end)
            here += 1
        kept += _trimmed(page.text, at, end)
    return kept


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if any(c.isalnum() for c in text[start:end]) else []
