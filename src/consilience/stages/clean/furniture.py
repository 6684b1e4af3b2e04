"""Which stretches of an article's text are page furniture: by cue phrases, by the shape of lines, by lost full stops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...knowledge.furniture import Cue, cues
from .captions import is_credited
from .inline import inside_lines
from .page import LONGEST_CAPTION, SENTENCE_END, Mark, Page

LONGEST_LINE_CUE = 400  # code points; a longer line is a paragraph, whole-line cues are not tried on it
PROSE = 50  # code points from which a line that ends in a full stop is a paragraph of the report
ENOUGH_PROSE = 3  # paragraphs that must end in a full stop before lines without one are suspect
CAPTION_WORDS = 7  # a line without full stop of fewer words is a heading; set on the twelve stories
ASKING_WORDS = 12  # the same for a line that begins like a question ("What we know about ...")
MOST_CAPTION_WORDS = 70
TOLD_WORDS = 25  # a longer line that says who said it is a paragraph that lost its full stop
REPEATED = 40  # code points at the beginning of a line that come again in the text
CUT_OFF = 30  # words; a longer last line without full stop is a report that was cut off
LONGEST_LIST = 20  # items of a list below a line that ends in a colon
MOST_HEADLINES = 12  # lines in a list of other reports
LEAST_CLIPS = 3  # lines that begin with a length of time
LONGEST_HEADLINE = 180  # code points of one line in a list of other reports

_TERMINAL = re.compile(r"[.!?…:;,—–-] ?[\"'”’)\]]*$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_TOLD = re.compile(r"\bsaid\b|\baccording to\b|\btold\b")
_POINTS = re.compile(r"\bpictured\b|, (?:left|right|cent(?:er|re)),|\((?:left|right|above|below)|^[A-Z][\w’' ]{2,30}: ")
_AGENCY_FIRST = re.compile(r"(?:GETTY|REUTERS|EPA|AFP|Getty Images|Getty|GETTY IMAGES|PA|AP) (?=[A-Z])")
_ASKS = re.compile(r"(?:What|Why|How|Who|Where|When|Which)\b")
_CLIP = re.compile(r"(\d{1,2}):(\d\d) [A-Z‘“\"'\d]")
_BULLET = re.compile(r"[•·*▪■–—-]\s|\(?\d{1,2}[.)]\s")
_POST = re.compile(r"\(@\w+\) \w+ \d{1,2}, \d{4}$")
_LIST_CUE = re.compile(
    r"\W*(?:read more|related|more (?:from|on|in)|most|also|see also|recommended|trending|top stories|read next|other stories)\b",
    re.IGNORECASE,
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
    whole, head = _at_lines(page, cues("line")), _at_lines(page, cues("head"))
    for start, end in page.lines:
        if end - start <= LONGEST_LINE_CUE:
            reason = next((r.reason for r in whole.get(start, ()) if r.pattern.fullmatch(page.text, start, end)), None)
            if reason:
                yield Mark(start, end, reason)
                continue
        reason = next((r.reason for r in head.get(start, ()) if r.pattern.match(page.text, start, end)), None)
        if reason:
            yield Mark(start, _head_end(page, start, end), reason)


def _at_lines(page: Page, rules: Sequence[Cue]) -> dict[int, list[Cue]]:
    """The rules to try on each line, by its start: those that have a key in it, in the order of the table."""
    found: dict[int, list[Cue]] = {}
    for rule in rules:
        for start, _ in page.lines_with(rule.keys) if rule.keys else page.lines:
            found.setdefault(start, []).append(rule)
    return found


def _head_end(page: Page, start: int, end: int) -> int:
    """A line that opens with a cue is furniture to its end, unless it is the whole report in one line."""
    if end - start <= LONGEST_CAPTION:
        return end
    stop = SENTENCE_END.search(page.text, start, end)
    return stop.end() if stop and stop.end() - start <= LONGEST_CAPTION else start


def _by_shape(page: Page, known: set[int]) -> Iterator[Mark]:
    """Lines that the shape of the page gives away: headline again, captions, lists of other reports."""
    text, lines = page.text, page.lines
    again = list(_repeated_headline(page, known))
    yield from again
    known = known | {m.start for m in again}
    for start, end in lines:
        if start in known or end - start > LONGEST_CAPTION or len(lines) == 1:
            continue
        if not _POST.search(text, max(start, end - 60), end) and is_credited(text, start, end):
            yield Mark(start, end, "photo caption")
    for number in range(2, len(lines)):
        start, end = lines[number]
        if _AGENCY_FIRST.match(text, start, end) and end - start <= LONGEST_CAPTION and _is_bare(page, number):
            yield Mark(start, end, "photo caption")
    prose = [n for n, (s, e) in enumerate(lines) if e - s >= PROSE and _FULL_STOP.search(text, max(s, e - 5), e)]
    if len(prose) >= ENOUGH_PROSE:
        bare = [n for n in range(prose[0] + 1, len(lines)) if lines[n][0] not in known and _is_bare(page, n)]
        if len(bare) <= len(prose):
            yield from (Mark(*lines[n], "photo caption") for n in bare if _is_caption(page, n))
    yield from _lists(page, known)
    yield from _clips(page)


def _clips(page: Page) -> Iterator[Mark]:
    """Titles of clips with their lengths, one a line: "1:05 Police search the quay". The times of a live report are in order."""
    run: list[tuple[int, int, int]] = []
    for start, end in (*page.lines, (len(page.text), len(page.text))):
        length = _CLIP.match(page.text, start, end) if end - start <= LONGEST_HEADLINE else None
        if length and not _FULL_STOP.search(page.text, end - 2, end):
            run.append((int(length[1]) * 60 + int(length[2]), start, end))
            continue
        lengths = [seconds for seconds, _, _ in run]
        if len(run) >= LEAST_CLIPS and lengths not in (sorted(lengths), sorted(lengths, reverse=True)):
            yield from (Mark(s, e, "related link") for _, s, e in run)
        run = []


def _is_bare(page: Page, number: int) -> bool:
    start, end = page.lines[number]
    return not _TERMINAL.search(page.text, max(start, end - 5), end)


def _is_caption(page: Page, number: int) -> bool:
    """A line without a full stop among paragraphs that have one; not a heading, list item, post or cut-off last line."""
    start, end = page.lines[number]
    text = page.text
    if (
        end - start > LONGEST_CAPTION
        or _BULLET.match(text, start, end)
        or _POST.search(text, max(start, end - 60), end)
    ):
        return False
    if text[start] in '"“':  # a quoted paragraph that lost its end
        return False
    before = number - 1
    while before >= 0 and number - before < LONGEST_LIST and _is_bare(page, before):
        before -= 1
    if before >= 0 and text[page.lines[before][1] - 1] == ":":
        return False
    words = len(_WORD.findall(text, start, end))
    if number == len(page.lines) - 1 and (words > CUT_OFF or SENTENCE_END.search(text, start, end - 1)):
        return False
    if (words > TOLD_WORDS and _TOLD.search(text, start, end) and not _shows(page, start, end)) or _in_series(
        page, number
    ):
        return False
    return (ASKING_WORDS if _ASKS.match(text, start, end) else CAPTION_WORDS) <= words <= MOST_CAPTION_WORDS


def _shows(page: Page, start: int, end: int) -> bool:
    """True where a line points at its picture, or says again what stands elsewhere in the text."""
    text = page.text
    return _POINTS.search(text, start, end) is not None or text.count(text[start : start + REPEATED]) > 1


def _in_series(page: Page, number: int) -> bool:
    """True for an item of a list whose lines begin with the same word: "Lap 14 ...", "Lap 20 ..."."""
    beside = [page.lines[n] for n in (number - 1, number, number + 1) if 0 <= n < len(page.lines)]
    opening = [page.text[s : min(e, s + 30)].split(" ") for s, e in beside]
    own = opening[min(number, 1)]
    return (
        len(own) > 1 and own[0].isalpha() and own[1].strip(".:").isdigit() and sum(o[0] == own[0] for o in opening) > 1
    )


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
        if start not in known or end - start > 40 or not _LIST_CUE.match(text, start, end):
            continue
        rest = lines[number + 1 : number + 1 + MOST_HEADLINES]
        bare = sum(_is_bare(page, n) for n in range(number + 1, number + 1 + len(rest)))
        if not rest:
            continue
        last = number + 1 + MOST_HEADLINES >= len(lines) and number > len(lines) // 3 and 2 * bare >= len(rest)
        ends_page = last and all(e - s <= LONGEST_HEADLINE for s, e in rest)
        if not ends_page and not _is_bare(page, number + 1):
            continue
        for s, e in rest:
            if e - s > LONGEST_HEADLINE or (not ends_page and _TERMINAL.search(text, max(s, e - 5), e)):
                break
            if s not in known:
                yield Mark(s, e, "related link")


def _joined(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Marks in order, trimmed of outer space, the first of two that overlap kept and the other cut to what it adds."""
    result: list[Mark] = []
    for start, stop, reason in sorted(marks, key=lambda m: (m.start, -m.end, m.reason)):
        begin, end = max(start, result[-1].end) if result else start, stop
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin >= end:
            continue
        last = result[-1] if result else None
        if last and last.reason == reason and begin - last.end <= 1 and text[last.end : begin] in ("", " "):
            result[-1] = Mark(last.start, end, reason)
        else:
            result.append(Mark(begin, end, reason))
    return result
