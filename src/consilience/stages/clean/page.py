"""What the rules of cleaning look at: a text cut into lines, and marks on it."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_CAPTION = 700  # code points of one piece of furniture in running text; longer ones are whole reports

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s+|$)")
_OUTER = "\ufeff\u200b\u2028\xa0 \t\r\f\v"


class Mark(NamedTuple):
    """A stretch of furniture and the rule that says so."""

    start: int
    end: int
    reason: str


class Page(NamedTuple):
    """A text, the same in small letters (equally long), its lines without outer space, and the headline where known."""

    text: str
    lower: str
    lines: tuple[tuple[int, int], ...]
    headline: str | None

    @property
    def flat(self) -> bool:
        """True where all paragraphs were run together into one line or two."""
        return len(self.text) > FLAT and any(end - start > FLAT_SHARE * len(self.text) for start, end in self.lines)


FLAT = 600  # code points from which a text of one line is taken for several paragraphs
FLAT_SHARE = 0.6


def page_of(text: str, headline: str | None) -> Page:
    """Cut a text into lines."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when made small
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    lines: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        bare = line.strip(_OUTER)
        if bare:
            start = position + len(line) - len(line.lstrip(_OUTER))
            lines.append((start, start + len(bare)))
        position += len(line) + 1
    return Page(text, lower, tuple(lines), headline)
