"""Tie a text extracted from an HTML page to the characters of the page: a monotone alignment, word by word."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

WIDE = 50  # lines that may be looked for in all the rest of the page before the look-ahead is cut
AHEAD = 50_000  # characters of visible page looked through for a line after that
NEAR = 2_000  # characters looked through for a single word of a line that was not found whole

_TOKEN = re.compile(
    r"<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<(?P<raw>script|style|noscript|template)\b[^>]*>.*?(?:</(?P=raw)\s*>|$)|<[a-zA-Z/!?][^>]*(?:>|$)"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"\S+")


class Piece(NamedTuple):
    """Characters `start:end` of the text and the page characters they were read from."""

    start: int
    end: int
    page_start: int
    page_end: int


class _Visible:
    """What a page shows, tags off and entities read, with the way back to the page."""

    def __init__(self, page: str) -> None:
        parts: list[str] = []
        self._starts: list[int] = []  # where each part begins in the visible text
        self._places: list[tuple[int, int]] = []  # where it stands in the page
        size = at = 0
        for token in _TOKEN.finditer(page):
            size = self._add(parts, size, page[at : token.start()], at, token.start())
            if token[0].startswith("&"):
                size = self._add(parts, size, html.unescape(token[0]), token.start(), token.end())
            at = token.end()
        self._add(parts, size, page[at:], at, len(page))
        self.text = "".join(parts)

    def _add(self, parts: list[str], size: int, shown: str, start: int, end: int) -> int:
        if shown:
            parts.append(shown)
            self._starts.append(size)
            self._places.append((start, end))
        return size + len(shown)

    def pieces(self, start: int, end: int, at: int) -> Iterator[Piece]:
        """The page characters behind visible `start:end`, which stand at `at` in the extracted text."""
        number = bisect_right(self._starts, start) - 1
        while start < end:
            begin = self._starts[number]
            low, high = self._places[number]
            stop = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
            size = min(end, stop) - start
            if high - low == stop - begin:
                yield Piece(at, at + size, low + start - begin, low + start - begin + size)
            else:
                yield Piece(at, at + size, low, high)
            start, at, number = start + size, at + size, number + 1


def align(text: str, page: str) -> list[Piece]:
    """The pieces of `text` that can be tied to `page`, both ascending. White space made by the extraction is in none."""
    visible = _Visible(page)
    pieces: list[Piece] = []
    cursor = wide = 0
    for line in re.finditer(r"[^\n]+", text):
        words = list(_WORD.finditer(text, line.start(), line.end()))
        if not words:
            continue
        pattern = re.compile(r"\s*".join(re.escape(w[0]) for w in words))
        reach = len(visible.text) if wide < WIDE else cursor + AHEAD
        found = pattern.search(visible.text, cursor, reach)
        if found:
            at = found.start()
            for number, word in enumerate(words):
                at = visible.text.index(word[0], at)
                pieces += visible.pieces(at, at + len(word[0]), word.start())
                at += len(word[0])
                if (
                    number + 1 < len(words)
                    and visible.text[at : at + 1].isspace()
                    and visible.text[at : at + 2].strip()
                ):
                    pieces += _space(text, visible, word.end(), words[number + 1].start(), at)
            cursor = found.end()
        else:
            wide += 1
            cursor = _by_word(visible, words, cursor, pieces)
    return _joined(text, page, pieces)


def _space(text: str, visible: _Visible, start: int, end: int, at: int) -> Iterator[Piece]:
    if end - start == 1 and text[start] == visible.text[at]:
        yield from visible.pieces(at, at + 1, start)


def _by_word(visible: _Visible, words: list[re.Match[str]], cursor: int, pieces: list[Piece]) -> int:
    """Tie the words of a line that differs from the page; words not found near by stay untied."""
    for word in words:
        at = visible.text.find(word[0], cursor, cursor + NEAR)
        if at >= 0 and len(word[0]) > 1:
            pieces += visible.pieces(at, at + len(word[0]), word.start())
            cursor = at + len(word[0])
    return cursor


def _joined(text: str, page: str, pieces: list[Piece]) -> list[Piece]:
    """Neighbours that are plain characters of the page one after the other become one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        beside = last is not None and last.end == piece.start and last.page_end == piece.page_start
        if last and beside and _plain(text, page, last) and _plain(text, page, piece):
            joined[-1] = Piece(last.start, piece.end, last.page_start, piece.page_end)
        else:
            joined.append(piece)
    return joined


def _plain(text: str, page: str, piece: Piece) -> bool:
    """True where the page has the very characters; long pieces are plain by how they were made."""
    size = piece.end - piece.start
    return piece.page_end - piece.page_start == size and (size > 1 or page[piece.page_start] == text[piece.start])
