"""Which stretches of an article's text are page furniture: by cue phrases, by the shape of lines, by lost full stops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...knowledge.furniture import Cue, cues
from .inline import inside_lines
from .page import LONGEST_CAPTION, SENTENCE_END, Mark, Page

LONGEST_LINE_CUE = 400  # code points; a longer line is a paragraph, whole-line cues are not tried on it
PROSE = 50  # code points from which a line that ends in a full stop is a paragraph of the report
ENOUGH_PROSE = 3  # paragraphs that must end in a full stop before lines without one are suspect
CAPTION_WORDS = 7  # a line without full stop of fewer words is a heading; set on the twelve stories
LONGEST_HEADLINE = 180  # code points of one line in a list of other reports

_TERMINAL = re.compile(r"[.!?…:;,—–-][\"'”’)\]]*$|[\"”’)\]]$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_BULLET = re.compile(r"[•·*▪■–—-]\s|\(?\d{1,2}[.)]\s")
_PHOTO_CREDIT_END = re.compile(
    r"(?:[(\[](?:[^()\[\]]{0,80}[/ ,:])?(?:AP|AFP|EPA|EFE|ANSA|TASS|dpa|DPA|PA|Reuters|REUTERS|Getty|Getty Images|AP Photo|Associated Press|Agencies|Xinhua|Shutterstock|Bloomberg"
    r"|Handout|file photo|File photo|file|File|pictured|Photo|Rex|Alamy|AAP|Kyodo|Agence France-Presse|European Pressphoto Agency)"
    r"(?:[/ ,][^()\[\]]{0,60})?[)\]]|\b(?:REUTERS|AP Photo|AFP|AFP PHOTO|EPA|EPA-EFE|Getty Images|GETTY IMAGES)(?: ?/ ?[A-Z][\w.'’/ -]{2,60})?)\.?$"
)
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


def furniture(page: Page) -> list[Mark]:
    """All furniture of a page, in order of text, without overlaps."""
    marks = list(_by_line(page))
    marks += _by_shape(page, {m.start for m in marks})
    marks += inside_lines(page, marks)
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
    stop = SENTENCE_END.search(page.text, start, end)
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
