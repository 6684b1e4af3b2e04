"""Quotation marks of one paragraph -> the stretches they enclose, marks included.

Handles curly, straight, low, angular and doubled marks, single marks told from apostrophes, marks turned the
wrong way, missing ones and nesting. The direction of a mark is read from its neighbours first and from its
shape second, because reports print both wrongly.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Quote(NamedTuple):
    """A stretch inside quotation marks: `start:end` with the marks. `depth` 0 is outermost.

    `opened` and `closed` say whether the mark is printed on that side; `single` whether it is a single mark.
    """

    start: int
    end: int
    depth: int
    opened: bool
    closed: bool
    single: bool


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


_MARK = re.compile(r"``|''|‘‘|’’|[“”„«»\"‘]|(?<!\w)['’]|['’](?!\w)")
_GLYPH = re.compile(r"[`'‘’“”„«»\"]")
_DOUBLES = frozenset(["``", "''", "‘‘", "’’", "“", "”", "„", "«", "»", '"'])
_OPENERS = frozenset(["``", "‘‘", "“", "„", "«", "‘"])
_CLOSERS = frozenset(["”", "»", "’’"])
# Words that begin with an apostrophe: a mark before them opens nothing.
_CONTRACTION = re.compile(r"(?:em|tis|twas|til|cause|bout|round|n|nuff|\d0s|\d\d)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’]\d{1,2}\Z")
_SENTENCE_END = ".?!…,:;—–-"
_LEADING = "([{-–—/“\"‘'«`…\u200b\u200e\u200f\u202a\u202c\ufeff"  # marks of direction print nothing


def quotes(text: str, start: int, end: int) -> list[Quote]:
    """The quoted stretches of `text[start:end]` (one paragraph) in order of text, offsets in `text`.

    A stretch without closing mark runs to the end of the paragraph or to the next opening mark; one without
    opening mark begins where the previous stretch ended, else at `start` (the caller knows sentences and may cut it).
    """
    doubles: list[_Mark] = []
    singles: list[_Mark] = []
    past = start
    for place in _GLYPH.finditer(text, start, end):  # one character first: far faster to look for than the marks
        found = _MARK.match(text, place.start(), end) if place.start() >= past else None
        if found is None:
            continue
        past = found.end()
        mark = _read(text, found.start(), found.end(), start, end)
        if mark is not None:
            (doubles if found.group() in _DOUBLES else singles).append(mark)
    outer = _pair(text, doubles, start, end) if doubles else []
    inner = _pair_singles(text, singles, outer, start, end) if singles else []
    return _with_depth(outer + inner)


def _read(text: str, at: int, stop: int, start: int, end: int) -> _Mark | None:
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    glyph = text[at:stop]
    space_before, space_after = before.isspace(), after.isspace()
    single = glyph not in _DOUBLES
    if glyph == '"' and _FEET.search(text, max(start, at - 5), at):
        return None  # feet and inches
    if single and (space_before or before in _LEADING) and _CONTRACTION.match(text, stop) and glyph != "‘":
        return None
    leading = space_before or before in _LEADING
    opens = leading and not space_after
    closes = not space_before and not after.isalnum()
    if opens and closes:  # between dashes, brackets or other marks: the shape decides
        if glyph in _OPENERS:
            closes = False
        elif glyph in _CLOSERS or glyph == "’":
            opens = False
    elif not opens and not closes:
        if space_before and space_after:
            opens, closes = glyph not in _CLOSERS, glyph not in _OPENERS
        elif glyph in _OPENERS:
            opens = True
        elif glyph in _CLOSERS:
            closes = True
        else:
            opens = closes = not single  # a"b: closes an open stretch, else opens one
    return _Mark(at, stop, opens, closes)


def _pair(text: str, marks: list[_Mark], start: int, end: int) -> list[Quote]:
    """Match double marks from left to right; an opening mark after the end of a sentence closes an open stretch."""
    found: list[Quote] = []
    open_: list[_Mark] = []
    for number, mark in enumerate(marks):
        if open_ and mark.closes and not (mark.opens and _closes_later(marks, number)):
            begun = open_.pop()
            found.append(Quote(begun.start, mark.end, len(open_), True, True, False))
        elif mark.opens:
            if open_ and not _nested(text, marks, number):
                begun = open_.pop()
                found.append(Quote(begun.start, _trim(text, begun.start, mark.start), 0, True, False, False))
                open_.clear()
            open_.append(mark)
        elif mark.closes and not open_:
            since = max((q.end for q in found), default=start)
            if text[since : mark.start].strip():
                found.append(Quote(_skip(text, since, mark.start), mark.end, 0, False, True, False))
    if open_:
        found.append(Quote(open_[0].start, _trim(text, open_[0].start, end), 0, True, False, False))
    return found


def _closes_later(marks: list[_Mark], number: int) -> bool:
    """A mark that could both open and close, inside an open stretch, opens one if two closing marks follow."""
    rest = marks[number + 1 : number + 3]
    return len(rest) == 2 and all(m.closes and not m.opens for m in rest)


def _nested(text: str, marks: list[_Mark], number: int) -> bool:
    """An opening mark inside an open stretch is nested where two closing marks follow and no sentence has ended."""
    before = text[: marks[number].start].rstrip()[-1:]
    return before not in ".?!…" and _closes_later(marks, number)


def _pair_singles(text: str, marks: list[_Mark], outer: list[Quote], start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    past = start
    for number, mark in enumerate(marks):
        if not mark.opens or mark.start < past:
            continue
        around = next((q for q in outer if q.start <= mark.start < q.end), None)
        limit = around.end if around else end
        closer = _single_closer(text, marks, number, limit)
        if closer is not None:
            stretch = Quote(mark.start, closer.end, 0, True, True, True)
        elif around is None and _begins_speech(text, mark, start):
            stretch = Quote(
                mark.start, _trim(text, mark.start, _next_opener(text, marks, number, end)), 0, True, False, True
            )
        else:
            continue
        if any(
            q.start < stretch.start < q.end < stretch.end or stretch.start < q.start < stretch.end < q.end
            for q in outer
        ):
            continue
        found.append(stretch)
        past = stretch.end
    return found


def _single_closer(text: str, marks: list[_Mark], number: int, limit: int) -> _Mark | None:
    """The mark that closes a single-quoted stretch: the first after punctuation, else the first that is no possessive."""
    possible: list[_Mark] = []
    nested: list[_Mark] = []  # closing marks of words quoted inside
    begun = 0
    for mark in marks[number + 1 :]:
        if mark.start >= limit:
            break
        if mark.opens and not mark.closes:
            if not possible and not _starts_anew(text, mark):
                begun += 1
                continue
            break
        if mark.closes and begun:
            begun -= 1
            nested.append(mark)
        elif mark.closes:
            if text[mark.start - 1] in ".,!?…;:)]":
                return mark if not possible or _possessive(text, possible[0]) else possible[0]
            possible.append(mark)
    possible = possible or nested
    sure = [m for m in possible if not _possessive(text, m)]
    return sure[0] if sure else possible[0] if possible else None


def _possessive(text: str, mark: _Mark) -> bool:
    """`workers' rights`: after an s and before a word in small letters."""
    after = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sS" and len(after) == 2 and after[0] == " " and after[1].isalpha()


def _begins_speech(text: str, mark: _Mark, start: int) -> bool:
    """An unclosed single mark counts only where speech plainly begins: paragraph start or after a sentence or colon."""
    before = text[start : mark.start].rstrip()
    after = text[mark.end : mark.end + 1]
    return (not before or before[-1] in ".?!:,") and (after.isupper() or after in "([")


def _next_opener(text: str, marks: list[_Mark], number: int, end: int) -> int:
    for mark in marks[number + 1 :]:
        if mark.opens and not mark.closes and _starts_anew(text, mark):
            return mark.start
    return end


def _starts_anew(text: str, mark: _Mark) -> bool:
    """An opening mark after the end of a sentence or before a capital begins a new stretch rather than a nested one."""
    return text[: mark.start].rstrip()[-1:] in _SENTENCE_END or text[mark.end : mark.end + 1].isupper()


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _skip(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] in ".,;:"):
        start += 1
    return start


def _with_depth(found: list[Quote]) -> list[Quote]:
    """Sort and set the depth of each stretch by the stretches around it."""
    found.sort(key=lambda q: (q.start, -q.end))
    out: list[Quote] = []
    around: list[Quote] = []
    for quote in found:
        while around and around[-1].end <= quote.start:
            around.pop()
        out.append(quote._replace(depth=len(around)))
        around.append(quote)
    return out
