"""From a capture to an article: what in its text is report, and what stands at its edges, as data."""

from __future__ import annotations

from ...model.article import Article, Capture, Furniture
from ...model.record import Reject
from ...model.span import Span
from .furniture import furniture
from .inline import HEADING
from .page import Mark, Page, page_of

__all__ = ["clean"]


def clean(capture: Capture) -> Article | Reject:
    """Read one capture as an article. The text is never changed: furniture is marked, with the rule that says so."""
    page = page_of(capture.text, capture.headline)
    found = furniture(page)
    marks = [m for m in found if m.reason != HEADING]
    kept = _paragraphs(page, found)
    if not kept:
        return Reject(what=capture.path, reason="no-text", detail="nothing but page furniture in it")
    headline, headline_span = _headline(capture, page, marks)
    return Article(
        id=capture.id,
        text=capture.text,
        capture=capture,
        headline=headline,
        headline_span=headline_span,
        outlet=capture.outlet,
        url=capture.url,
        byline=capture.byline,
        published=capture.published,
        anchor=capture.published[:10] if capture.published else None,
        anchor_rule=capture.published_rule if capture.published else None,
        furniture=tuple(Furniture(span=Span(article=capture.id, start=m.start, end=m.end), reason=m.reason) for m in marks),
        paragraphs=tuple(kept),
    )


def _headline(capture: Capture, page: Page, marks: list[Mark]) -> tuple[str | None, Span | None]:
    return capture.headline, None


def _paragraphs(page: Page, found: list[Mark]) -> list[tuple[int, int]]:
    """What is left of each line without the furniture `found` in it (in order, no overlaps); headings stand alone."""
    kept: list[tuple[int, int]] = []
    number = 0
    for start, end in page.lines:
        while number < len(found) and found[number].end <= start:
            number += 1
        at, here = start, number
        while here < len(found) and found[here].start < end:
            mark = found[here]
            kept += _trimmed(page.text, at, mark.start)
            if mark.reason == HEADING:
                kept += _trimmed(page.text, mark.start, mark.end)
            at = max(at, mark.end)
            here += 1
        kept += _trimmed(page.text, at, end)
    return kept


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if any(c.isalnum() for c in text[start:end]) else []
