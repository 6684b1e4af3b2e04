"""Posts of a network embedded in a report: those shown for a picture or link, and those of private persons.

A post of words only by an office, an organisation or somebody whom the report names is a quotation and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...knowledge.people import given_names, titles
from .page import LONGEST_CAPTION, Mark, Page, abbreviated, sentence_starts

LONGEST_POST = 300  # code points before the author's name; networks of the time allowed 280
LONGEST_POST_LINE = 450  # the same with its links, where it has a line of its own
FEW_WORDS = 5  # a sentence that short belongs to the post where the next one speaks like a post

_DATE = r"(?:[^\W\d_]+\.? \d{1,2}, \d{4}|\d{1,2} [^\W\d_]+\.? \d{4}(?: г\.)?)"
_SIGNED = re.compile(
    rf"\s?(?:--|[—–]|(?<=\s)-(?=\s))\s?(?P<name>@?[^\n@()/—–]{{2,60}}?) ?\(@\w+\)(?: ?(?:on )?{_DATE})?"
)
_SHARED = re.compile(r"A (?:photo|video|post) (?:posted|shared) by [^\n()]{2,60}\(@[\w.]+\) on [^\n]{5,50}? P[SD]T")
_OPENED = re.compile(r"[^\n@().!?—–]{2,40} \(@\w+\)(?: [^\n]{0,30})?")
_OPENED_INSIDE = re.compile(rf"(?<=[.!?:”\"] )(?:[A-Z][\w.'’-]+ ){{1,4}}\(@\w+\)(?: {_DATE})?(?= [A-Z@#“\"])")
_LINK = re.compile(r"pic\.twitter\.com/|https?://")
_LINK_END = re.compile(rf"(?:pic\.twitter\.com/|https?://t\.co/)\w+(?: {_DATE})?")
_LINK_LINE = re.compile(rf"[^\n]{{0,160}}(?:pic\.twitter\.com/|https?://t\.co/)\w+|{_DATE}")
_INFORMAL = re.compile(
    r"[#@!?]|(?<![\w'’])(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Yy]ou|[Yy]our|[Uu]s)(?![\w.])|(?<![\w'’])I['’]|^[a-z]"
)
_OF_BODIES = frozenset("of the for and & in at news police council county city department".split())
_TOLD = re.compile(r"[”\"]|\b(?:said|says|wrote|tweeted|posted)\b")


def posts(page: Page, whole: Mapping[int, int]) -> Iterator[Mark]:
    """Embedded posts outside the lines in `whole` (start to end), each with the author's name and date."""
    if "(@" not in page.text:
        return
    for shared in _SHARED.finditer(page.text):
        yield Mark(shared.start(), shared.end(), "embedded post")
    yield from _opened(page)
    last, last_marked = 0, False
    for signed in _SIGNED.finditer(page.text):
        first, line_end = page.line_of(signed.start())
        if whole.get(first, -1) >= line_end:
            continue
        floor = max(first, last)
        begin = _begin(page, floor, signed.start(), line_end - signed.end() < 3)
        body = page.text[begin : signed.start()]
        answers = last_marked and body.startswith("@") and not page.text[last:begin].strip()
        alone = begin == signed.start() == first
        last_marked = alone or bool(_LINK.search(body)) or answers or _private(page, signed["name"].strip())
        last = signed.end()
        if last_marked:
            yield Mark(begin, last, "embedded post")


def _begin(page: Page, floor: int, end: int, ends_line: bool) -> int:
    """Where the words of a post begin that ends at `end`: back over the sentences that speak like one."""
    text = page.text
    while floor < end and text[floor].isspace():
        floor += 1
    if ends_line and end - floor <= LONGEST_POST_LINE and (floor == page.line_of(end)[0] or not page.flat):
        return floor
    bounds = [*sentence_starts(text, max(floor, end - LONGEST_CAPTION), end), end]
    begin, informal = end, True
    for start, stop in zip(reversed(bounds[:-1]), reversed(bounds[1:]), strict=True):
        sentence = text[start:stop]
        speaks = _INFORMAL.search(sentence) is not None
        short = informal and len(sentence.split()) <= FEW_WORDS
        fits = end - start <= LONGEST_POST and not _TOLD.search(sentence)
        if begin < end and not (fits and (speaks or short)):
            break
        begin, informal = start, speaks or _LINK.match(sentence) is not None
    return begin


def _private(page: Page, name: str) -> bool:
    """True for a person's name that the report does not mention outside the posts: in full, or the surname with a title."""
    words = name.lower().split()
    if not 2 <= len(words) <= 4 or words[0] not in given_names() or _OF_BODIES & set(words):
        return False
    if any(page.lower.count(n) > page.lower.count(f"{n} (@") for n in (name.lower(), f"{words[0]} {words[-1]}")):
        return False
    titled = re.finditer(rf"(\w+)\.? {re.escape(words[-1])}\b(?! \(@)", page.lower)
    return not any(t[1] in titles() for t in titled)


def _opened(page: Page) -> Iterator[Mark]:
    """Posts with the author's name in a line of its own above: the name, and the line with the picture or date below."""
    for number, (start, end) in enumerate(page.lines):
        if end - start > 100 or not _OPENED.fullmatch(page.text, start, end):
            continue
        yield Mark(start, end, "embedded post")
        for below in page.lines[number + 1 : number + 5]:
            if _LINK_LINE.fullmatch(page.text, *below):
                yield Mark(*below, "embedded post")
    for opened in _OPENED_INSIDE.finditer(page.text):
        if abbreviated(page.text, opened.start() - 2):
            continue
        yield Mark(opened.start(), opened.end(), "embedded post")
        stop = min(page.line_of(opened.start())[1], opened.end() + LONGEST_POST)
        if link := _LINK_END.search(page.text, opened.end(), stop):
            *_, begin = sentence_starts(page.text, opened.end(), link.start())
            yield Mark(begin, link.end(), "embedded post")
