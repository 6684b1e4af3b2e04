"""Half-open ranges of code points in one article's text."""

from __future__ import annotations

from .record import Record


class Span(Record, frozen=True, kw_only=True, order=True):
    """`start` (included) to `end` (excluded), in Unicode code points of the article's text."""

    article: str
    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the span in the article's `text`."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        """Length in code points."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True where both share at least one character."""
        return self.article == other.article and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True where `other` lies wholly inside."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end


def overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    """How many positions two half-open ranges share."""
    return max(0, min(end, other_end) - max(start, other_start))
