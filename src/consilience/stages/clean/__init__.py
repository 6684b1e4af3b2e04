"""From a capture to an article: what in its text is report, and what stands at its edges, as data."""

from __future__ import annotations

from ...model.article import Article, Capture, Furniture
from ...model.record import Reject
from ...model.span import Span
from .furniture import furniture
from .page import Mark, Page, page_of

__all__ = ["clean"]


def clean(capture: Capture) -> Article | Reject:
    """Read one capture as an article. The text is never changed: furniture is marked, with the rule that says so."""
    page = page_of(capture.text, capture.headline)
    marks = furniture(page)
    kept = _paragraphs(page, [(m.start, m.end) for m in marks])
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


def _paragraphs(page: Page, cut: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of each line when `cut` (in order, no overlaps) is taken out: trimmed, with a letter or digit in it."""
    kept: list[tuple[int, int]] = []
    number = 0
    for start, end in page.lines:
        while number < len(cut) and cut[number][1] <= start:
            number += 1
        at, here = start, number
        while here < len(cut) and cut[here][0] < end:
            kept += _trimmed(page.text, at, cut[here][0])
            at = max(at, cut[here][1])
            here += 1
        kept += _trimmed(page.text, at, end)
    return kept


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if any(c.isalnum() for c in text[start:end]) else []
