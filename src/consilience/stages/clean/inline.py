"""Furniture inside paragraphs: matched words, sentences, captions and lists of headlines that lost their full stops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...knowledge.furniture import UNLISTED_END, Cue, cues, ends
from .captions import dated_captions
from .page import LONGEST_CAPTION, SENTENCE_END, Mark, Page
from .posts import posts
from .runon import LEAST_CAPTION, breaks, caption_end, captions_without_cue, list_end, next_stop

MOST_CAPTIONS = 300  # in one text
GAP = 120  # code points between two pieces of page machinery that are filled
LONG_LINE = 400  # a sentence cue in a longer line may have run together with the report
RUN_ON_TAIL = 60  # code points after a cue that make one suspect it has
HEADING = "heading"  # no furniture: a heading run together with the sentence behind it
LEAST_TAIL = 5  # words
LONGEST_TAIL = 22  # words of a last sentence without full stop that is the title of a video or another report

_FILLED = frozenset({"newsletter or subscription", "share or follow", "page machinery"})
_NUMBERED = re.compile(
    r"(?:(?<![\w'’])(?:[A-Z][\w&'’-]*(?::| - | /)? ?){1,4} |(?<=[.!?\"”’)] )|^)(?<!\d )(\d{1,2}) (?=[A-Z][\w'’]*,? [\w'’\"“])",
    re.MULTILINE,
)
_NUMBER = re.compile(r"(?<!\S)(\d{1,2}) (?=[A-Z])")
_CLOSED = re.compile(r"[.!?…:;,—–-][\"'”’)\]]*$|[\"”’)\]]$")


def inside_lines(page: Page, marks: Sequence[Mark]) -> list[Mark]:
    """Furniture in lines that `marks` does not already take as a whole."""
    whole = {m.start: m.end for m in marks}
    found = [Mark(start, end, rule.reason) for rule, start, end in _hits(page, cues("span"), whole)]
    found += [
        Mark(*_sentence(page, start, end), rule.reason) for rule, start, end in _hits(page, cues("sentence"), whole)
    ]
    done = 0
    for rule, start, end in _hits(page, cues("list"), whole):
        if start < done:
            continue
        done = list_end(page.text, end, page.line_of(start)[1])
        found.append(Mark(start, done, rule.reason))
    found += _announced(page, whole)
    found += [*posts(page, whole), *dated_captions(page, whole)]
    taken = sorted([*marks, *found])
    found += _unannounced(page, taken)
    return found + _gaps(page, taken)


def _hits(page: Page, rules: Iterable[Cue], whole: dict[int, int]) -> Iterator[tuple[Cue, int, int]]:
    """Matches of the rules in lines that are not furniture as a whole."""
    for rule in rules:
        for start, end in page.lines_with(rule.keys):
            if whole.get(start, -1) < end:
                for found in rule.pattern.finditer(page.text, start, end):
                    if found.end() > found.start():
                        yield rule, found.start(), found.end()


def _sentence(page: Page, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match, inside its line; in running text it ends where the report goes on."""
    first, last = page.line_of(start)
    begin = max(first, start - LONGEST_CAPTION)
    for stop in SENTENCE_END.finditer(page.text, begin, start):
        begin = stop.end()
    if page.text[end - 1] in ".!?":
        return begin, end
    stop_at = next_stop(page.text, end, min(last, end + LONGEST_CAPTION))
    if last - first > LONG_LINE and stop_at - end > RUN_ON_TAIL:
        if re.match(r"\s+[\"“‘'(]*[A-Z]", page.text[end : end + 4]):
            return begin, end
        return begin, next((place for place, odds in breaks(page.text, end, stop_at) if odds > 1.0), stop_at)
    return begin, stop_at


def _announced(page: Page, whole: dict[int, int]) -> Iterator[Mark]:
    """Captions behind "Image caption" and the like, or behind a numbered credit ("Agency 5 ...")."""
    openings = sorted((start, end) for _, start, end in _hits(page, cues("caption"), whole))
    if page.flat:
        openings = sorted([*openings, *_numbered(page)])
    for number, (start, end) in enumerate(openings[:MOST_CAPTIONS]):
        line_end = page.line_of(start)[1]
        following = openings[number + 1][0] if number + 1 < len(openings) else line_end
        stop = (
            caption_end(page.text, end, line_end)
            if following >= line_end
            else min(caption_end(page.text, end, line_end), following)
        )
        if following < next_stop(page.text, end, line_end):
            stop = following
        yield Mark(start, stop, "photo caption")


def _numbered(page: Page) -> list[tuple[int, int]]:
    """Openings of numbered captions: the number is how many pictures the page has, so it comes again."""
    numbers = _NUMBER.findall(page.text)
    if len(numbers) == len(set(numbers)):  # none comes again: cheaper than looking for openings
        return []
    found = [(m.start(), m.end(), m[1]) for m in _NUMBERED.finditer(page.text)]
    counts: dict[str, int] = {}
    for _, _, number in found:
        counts[number] = counts.get(number, 0) + 1
    return [(start, end) for start, end, number in found if counts[number] > 1]


def _unannounced(page: Page, taken: Sequence[Mark]) -> Iterator[Mark]:
    """Captions that only a lost full stop gives away, in texts run together into one line."""
    if not page.flat:
        return
    for start, end in page.lines:
        if end - start < LONG_LINE:
            continue
        at = start
        for mark in [*(m for m in taken if start <= m.start < end), Mark(end, end, "")]:
            for begin, stop in captions_without_cue(page.text, at, mark.start):
                heading = len(page.text[begin:stop].split()) < LEAST_CAPTION
                yield Mark(begin, stop, HEADING if heading else "photo caption")
            at = max(at, mark.end)
    yield from _tail(page, page.lines[-1], max((m.end for m in taken), default=0))


def _tail(page: Page, line: tuple[int, int], after: int) -> Iterator[Mark]:
    """A last sentence without full stop, not cut off: the title of a video or of another report."""
    begin, end = max(line[0], after), line[1]
    for stop in SENTENCE_END.finditer(page.text, max(begin, end - LONGEST_CAPTION), end):
        begin = stop.end()
    words = page.text[begin:end].split()
    if not LEAST_TAIL <= len(words) <= LONGEST_TAIL or _CLOSED.search(words[-1]) or begin <= line[0]:
        return
    if ends().get(words[-1].lower().replace("’", "'"), UNLISTED_END) > 0:
        yield Mark(begin, end, "related link")


def _gaps(page: Page, taken: Sequence[Mark]) -> list[Mark]:
    """What stands between two near pieces of page machinery in one line belongs to them."""
    return [
        Mark(a.end, b.start, b.reason)
        for a, b in pairwise(taken)
        if a.reason in _FILLED
        and b.reason in _FILLED
        and a.end < b.start <= a.end + GAP
        and "\n" not in page.text[a.end : b.start]
    ]
