"""What the rules of cleaning look at: a text cut into lines, and marks on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

LONGEST_CAPTION = 700  # code points of one piece of furniture in running text; longer ones are whole reports

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s+|$)")
_LETTERS = re.compile(r"[a-z]+")
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
    words: frozenset[str]  # runs of the letters a to z in `lower`

    @property
    def flat(self) -> bool:
        """True where all paragraphs were run together into one line or two."""
        return len(self.text) > FLAT and any(end - start > FLAT_SHARE * len(self.text) for start, end in self.lines)

    def may_hold(self, key: str) -> bool:
        """False where a whole word of `key` is not in the text: cheaper than looking for all of it."""
        word = _whole_word(key)
        return word is None or word in self.words

    def line_of(self, at: int) -> tuple[int, int]:
        """The line that holds character `at`, or the last before it."""
        return self.lines[max(bisect_right(self.lines, (at, len(self.text))) - 1, 0)]

    def lines_with(self, keys: Iterable[str]) -> list[tuple[int, int]]:
        """Lines in which one of `keys` (small letters) occurs, in order."""
        found: set[tuple[int, int]] = set()
        for key in keys:
            at = self.lower.find(key) if self.may_hold(key) else -1
            while at >= 0 and self.lines:
                line = self.line_of(at)
                found.add(line)
                at = self.lower.find(key, max(line[1], at + 1))
        return sorted(found)


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
    return Page(text, lower, tuple(lines), headline, frozenset(_LETTERS.findall(lower)))


@cache
def _whole_word(key: str) -> str | None:
    found = re.search(r"(?<![a-z])([a-z]+)(?=[^a-z])", key)
    return found[1] if found else None
