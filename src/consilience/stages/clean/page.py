"""What the rules of cleaning look at: a text cut into lines, and marks on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

LONGEST_CAPTION = 700  # code points of one piece of furniture in running text; longer ones are whole reports

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s+|$)")
_STARTS = re.compile(r"(?<!\[)[.!?…][\"'”’)\]]*\s+(?=[\"“‘'(\[]*(?:[A-Z\d@#]|(?<=\[)\?))")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Co|Corp|Ltd|Prof|Rev|Hon))\.$"
)
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
    vocabulary: str  # the same in one string: shorter than the text

    @property
    def flat(self) -> bool:
        """True where all paragraphs were run together into one line or two."""
        return len(self.text) > FLAT and any(end - start > FLAT_SHARE * len(self.text) for start, end in self.lines)

    def may_hold(self, key: str) -> bool:
        """False where a word of `key` is not in the text: cheaper than looking for all of it."""
        word, part = _words_of(key)
        return (word is None or word in self.words) and part in self.vocabulary

    def line_of(self, at: int) -> tuple[int, int]:
        """The line that holds character `at`, or the last before it."""
        return self.lines[max(bisect_right(self.lines, (at, len(self.text))) - 1, 0)]

    def lines_with(self, keys: Iterable[str]) -> list[tuple[int, int]]:
        """Lines in which one of `keys` (small letters) occurs, in order."""
        found: set[tuple[int, int]] = set()
        words, vocabulary = self.words, self.vocabulary
        for key in keys:
            word, part = _words_of(key)  # as in may_hold, which is too slow for some hundred keys a page
            if (word is not None and word not in words) or part not in vocabulary:
                continue
            at = self.lower.find(key)
            while at >= 0 and self.lines:
                line = self.line_of(at)
                found.add(line)
                at = self.lower.find(key, max(line[1], at + 1))
        return sorted(found) if found else []


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
    words = frozenset(_LETTERS.findall(lower))
    return Page(text, lower, tuple(lines), headline, words, " ".join(words))


@cache
def _words_of(key: str) -> tuple[str | None, str]:
    """A word that stands in `key` as a whole, where there is one, and its longest run of letters."""
    found = re.search(r"(?<![a-z])([a-z]+)(?=[^a-z])", key)
    return found[1] if found else None, max(_LETTERS.findall(key), key=len, default="")


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences begin in `text[start:end]`, `start` among them; no break behind an abbreviation."""
    yield start
    for stop in _STARTS.finditer(text, start, end):
        if stop.end() < end and not abbreviated(text, stop.start()):
            yield stop.end()


def abbreviated(text: str, dot: int) -> bool:
    """True where the full stop at `dot` ends an abbreviation that stands before names and numbers."""
    return _ABBREVIATED.search(text, max(0, dot - 6), dot + 1) is not None
