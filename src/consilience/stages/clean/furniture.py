"""Which stretches of an article's text are page furniture: by cue phrases, by the shape of lines, by lost full stops."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...knowledge.furniture import Cue, cues
from .runon import caption_end, captions_without_cue, list_end

LONGEST_LINE_CUE = 400  # code points; a longer line is a paragraph, whole-line cues are not tried on it
PROSE = 50  # code points from which a line that ends in a full stop is a paragraph of the report
ENOUGH_PROSE = 3  # paragraphs that must end in a full stop before lines without one are suspect
CAPTION_WORDS = 7  # a line without full stop of fewer words is a heading; set on the twelve stories
LONGEST_CAPTION = 700  # code points
LONGEST_HEADLINE = 180  # code points of one line in a list of other reports

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s+|$)")
_TERMINAL = re.compile(r"[.!?…:;,—–-][\"'”’)\]]*$|[\"”’)\]]$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_BULLET = re.compile(r"[•·*▪■–—-]\s|\(?\d{1,2}[.)]\s")
_PHOTO_CREDIT_END = re.compile(
    r"(?:[(\[](?:[^()\[\]]{0,80}[/ ,:])?(?:AP|AFP|EPA|EFE|ANSA|TASS|dpa|DPA|PA|Reuters|REUTERS|Getty|Getty Images|AP Photo|Associated Press|Agencies|Xinhua|Shutterstock|Bloomberg"
    r"|Handout|file photo|File photo|file|File|pictured|Photo|Rex|Alamy|AAP|Kyodo|Agence France-Presse|European Pressphoto Agency)"
    r"(?:[/ ,][^()\[\]]{0,60})?[)\]]|\b(?:REUTERS|AP Photo|AFP|AFP PHOTO|EPA|EPA-EFE|Getty Images|GETTY IMAGES)(?: ?/ ?[A-Z][\w.'’/ -]{2,60})?)\.?$"
)
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


class Mark(NamedTuple):
    """A stretch of furniture."""

    start: int
    end: int
    reason: str


class Page(NamedTuple):
    """What the rules look at: the text, the same in small letters (equally long), its lines without outer space."""

    text: str
    lower: str
    lines: tuple[tuple[int, int], ...]
    headline: str | None


def page_of(text: str, headline: str | None) -> Page:
    """Cut a text into lines."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when made small
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    lines: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        bare = line.strip("\ufeff\u200b \t\r\f\v\xa0\u2028")
        if bare:
            start = position + line.index(bare)
            lines.append((start, start + len(bare)))
        position += len(line) + 1
    return Page(text, lower, tuple(lines), headline)


def furniture(page: Page) -> list[Mark]:
    """All furniture of a page, in order of text, without overlaps."""
    marks = list(_by_line(page))
    marks += _by_shape(page, {m.start for m in marks})
    marks += _inside_lines(page, marks)
    return _joined(page.text, marks)


def _by_line(page: Page) -> Iterator[Mark]:
    """Whole lines that match a cue."""
    whole, head = cues("line"), cues("head")
    for start, end in page.lines:
        size = end - start
        lower = page.lower[start : min(end, start + LONGEST_LINE_CUE)]
        if size <= LONGEST_LINE_CUE:
            reason = _first(whole, lower, page.text, start, end, full=True)
            if reason:
                yield Mark(start, end, reason)
                continue
        reason = _first(head, lower[:80], page.text, start, end, full=False)
        if reason:
            yield Mark(start, _head_end(page, start, end), reason)


def _first(rules: Sequence[Cue], lower: str, text: str, start: int, end: int, *, full: bool) -> str | None:
    for rule in rules:
        if rule.keys and not any(key in lower for key in rule.keys):
            continue
        found = rule.pattern.fullmatch(text, start, end) if full else rule.pattern.match(text, start, end)
        if found:
            return rule.reason
    return None


def _head_end(page: Page, start: int, end: int) -> int:
    """A line that opens with a cue is furniture to its end, unless it is the whole report in one line."""
    if end - start <= LONGEST_CAPTION:
        return end
    stop = _SENTENCE_END.search(page.text, start, end)
    return stop.end() if stop and stop.end() - start <= LONGEST_CAPTION else start


def _by_shape(page: Page, known: set[int]) -> Iterator[Mark]:
    """Lines that the shape of the page gives away: headline again, captions, lists of other reports."""
    text, lines = page.text, page.lines
    yield from _repeated_headline(page, known)
    prose = [n for n, (s, e) in enumerate(lines) if e - s >= PROSE and _FULL_STOP.search(text, max(s, e - 4), e)]
    if len(prose) < ENOUGH_PROSE:
        prose_first = len(lines)
    else:
        prose_first = prose[0]
    bare = [n for n, (s, e) in enumerate(lines) if n > prose_first and s not in known and not _TERMINAL.search(text, max(s, e - 4), e)]
    suspicious = len(bare) <= len(prose)
    for number, (start, end) in enumerate(lines):
        if start in known or end - start > LONGEST_CAPTION:
            continue
        if _PHOTO_CREDIT_END.search(text, max(start, end - 110), end) and (number > 0 or len(lines) > 1):
            yield Mark(start, end, "photo caption")
    if suspicious:
        for number in bare:
            start, end = lines[number]
            if _is_caption(page, number):
                yield Mark(start, end, "photo caption")
    yield from _lists(page, known)


def _is_caption(page: Page, number: int) -> bool:
    start, end = page.lines[number]
    text = page.text
    if end - start > LONGEST_CAPTION or _BULLET.match(text, start, end):
        return False
    before = page.lines[number - 1] if number else (0, 0)
    if text[before[0] : before[1]].endswith(":"):
        return False
    return len(_WORD.findall(text, start, end)) >= CAPTION_WORDS


def _repeated_headline(page: Page, known: set[int]) -> Iterator[Mark]:
    """The headline printed a second time at the top, alone or with the page's date behind it."""
    wanted = {_plain(page.headline)} if page.headline else set()
    lines = [(s, e) for s, e in page.lines[:8] if s not in known]
    if lines:
        start, end = lines[0]
        if end - start <= LONGEST_CAPTION and not page.text[start:end].endswith("."):
            wanted.add(_plain(page.text[start:end]))
    wanted.discard("")
    seen = False
    for start, end in lines:
        if end - start > LONGEST_CAPTION:
            continue
        plain = _plain(page.text[start:end])
        same = plain in wanted
        if not same and seen:
            rest = next((plain[len(w) :].strip() for w in wanted if len(w) > 20 and plain.startswith(w)), None)
            same = rest is not None and re.match(r"(?:updated|published|posted|\d)", rest) is not None
        if same and seen:
            yield Mark(start, end, "repeated headline")
        seen = seen or same


def _plain(words: str | None) -> str:
    return " ".join(_WORD.findall((words or "").lower().replace("’", "'")))


def _lists(page: Page, known: set[int]) -> Iterator[Mark]:
    """Headlines of other reports below a cue such as "Read more:", to the next paragraph or the end."""
    text, lines = page.text, page.lines
    for number, (start, end) in enumerate(lines):
        if start not in known or end - start > 40 or not re.match(r"\W*(?:read more|related|more (?:from|on|in)|most|also|see also|recommended|trending|top stories|read next|other stories)\b", text[start:end], re.IGNORECASE):
            continue
        rest = lines[number + 1 :]
        ends_page = len(rest) <= 12 and all(e - s <= LONGEST_HEADLINE for s, e in rest) and number > len(lines) // 3
        for s, e in rest:
            if e - s > LONGEST_HEADLINE or (not ends_page and _TERMINAL.search(text, max(s, e - 4), e)):
                break
            if s not in known:
                yield Mark(s, e, "related link")


def _inside_lines(page: Page, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Furniture inside paragraphs: matched words, sentences, captions and lists without full stops."""
    whole = {m.start: m.end for m in marks}
    for rule, start, end in _hits(page, cues("span"), whole):
        yield Mark(start, end, rule.reason)
    for rule, start, end in _hits(page, cues("sentence"), whole):
        yield Mark(*_sentence(page, start, end), rule.reason)


def _hits(page: Page, rules: Iterable[Cue], whole: dict[int, int]) -> Iterator[tuple[Cue, int, int]]:
    """Matches of the rules in lines that are not furniture as a whole."""
    starts = [s for s, _ in page.lines]
    for rule in rules:
        done = -1
        for key in rule.keys:
            at = page.lower.find(key)
            while at >= 0:
                number = bisect_right(starts, at) - 1
                start, end = page.lines[max(number, 0)]
                if number > done and whole.get(start, -1) < end:
                    for found in rule.pattern.finditer(page.text, start, end):
                        if found.end() > found.start():
                            yield rule, found.start(), found.end()
                at = page.lower.find(key, max(end, at + 1))


def _sentence(page: Page, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match, inside its line."""
    number = bisect_right([s for s, _ in page.lines], start) - 1
    first, last = page.lines[number]
    begin = first
    for stop in _SENTENCE_END.finditer(page.text, max(first, start - LONGEST_CAPTION), start):
        begin = stop.end()
    stop = _SENTENCE_END.search(page.text, max(start, end - 1), min(last, end + LONGEST_CAPTION))
    return begin, stop.end() if stop else last


def _joined(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Marks in order, trimmed of outer space, the first of two that overlap kept and the other cut to what it adds."""
    result: list[Mark] = []
    for start, end, reason in sorted(marks, key=lambda m: (m.start, -m.end, m.reason)):
        begin = max(start, result[-1].end) if result else start
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin < end:
            result.append(Mark(begin, end, reason))
    return result
