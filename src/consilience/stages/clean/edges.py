"""What stands at the edges of a report as data: headline, dateline, byline, labels such as "Updated 14:05" or "Correction"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ...knowledge.outlets import outlet_of
from ...model.article import LabelKind
from .page import Mark, Page

ENOUGH_HEADLINE = 20  # code points that must agree where one of two headlines is cut short
TOP = 8  # lines in which headline, byline and dateline stand
LONGEST_HEADLINE = 250  # code points; the longest of the twelve stories has 166
FARTHEST_DATELINE = 366  # days a dateline may lie from the publication date; farther, it is something else

_MONTHS = {m: n for n, names in enumerate((
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december"), 1) for m in names.split()}  # fmt: skip
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?)"
_CAPS_PLACE = r"[A-Z][A-Z'’.-]+(?:[ -](?:[A-Z][A-Z'’.-]*|de|del|al|of|la|el)){0,4}"
_TITLE_PLACE = r"[A-Z][a-zà-ÿ'’.-]+(?:[ -](?:[A-Z][a-zà-ÿ'’.-]*|de|del|al|of|la|el)){0,3}"
_REGION = r"(?:, (?:[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}|[A-Z]\.[A-Z]\.(?:[A-Z]\.)?))"
_AGENCY = r"\((?P<agency>[A-Z][\w&./’' -]{1,60}?)\)"
_DASH = r"(?:[-–—―]{1,3}|:)"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<place>{_CAPS_PLACE}{_REGION}?)(?:/{_CAPS_PLACE})?,? (?P<date>{_DATE})?,? ?(?:{_AGENCY})? ?[-–—―]{{1,3}}(?:\s|$)",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}?),? (?:(?P<date>{_DATE}),? ?)?{_AGENCY} ?{_DASH}?(?:\s|$)",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}?)(?:,? (?P<date>{_DATE})) ?:(?:\s|$)",
        rf"(?P<place>{_TITLE_PLACE}{_REGION}?)(?:,? (?P<date>{_DATE})),? ?(?:{_AGENCY}) ?{_DASH}?(?:\s|$)",
        rf"(?P<place>{_TITLE_PLACE}{_REGION}?),? (?P<date>{_DATE}) ?[-–—―:]{{1,3}}(?:\s|$)",
        rf"(?P<place>{_TITLE_PLACE}{_REGION}?) {_AGENCY} ?{_DASH}(?:\s|$)",
        rf"{_AGENCY} ?{_DASH}?(?:\s|$)(?=[A-Z“\"‘'])",
    )
)
_NO_PLACE = frozenset(
    "UPDATE UPDATED BREAKING WATCH LIVE VIDEO PHOTO PHOTOS OPINION ANALYSIS CORRECTION EXCLUSIVE EDITOR ORIGINAL READ MORE NOTE STORY "
    "LISTEN ALSO RELATED WARNING CLARIFICATION TIMELINE HOST ALERT BREAKING-NEWS DEVELOPING EXPLAINER FACT QUESTION ANSWER".split()
)
_BYLINE = re.compile(
    r"(?:By|BY|by) (?P<names>[A-Z][\w.'’-]+(?:[ ,&|]+(?:and |[A-Z][\w.'’-]*|de |van |von |der |al |bin )){0,8}?[\w.'’-]*)"
    r"(?=$|,? for |, [a-z]| \| | - |\s{2})"
)
_CONTRIBUTED = re.compile(
    r"(?P<names>[^.\n]{3,160}?) (?:also )?contributed (?:reporting|to this (?:report|story|article))\b[^.\n]{0,60}\.?$"
)
_LABELS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    ("updated", re.compile(
        r"(?:\(?(?:Last updated|LAST UPDATED|Updated?|UPDATED?)(?: (?:at|on))?:?\s*"
        r"(?P<value>[^\n()]{0,12}\d[^\n()]{0,40}?)(?=$|\n| \(|\)|  )"
        r"|\b(?:This|The) (?:story|article|post|report|page) (?:has been|was|is being) (?:last )?updated\b[^.\n]{0,80}\.?)", re.MULTILINE)),
    ("correction", re.compile(
        r"^(?:CORRECTION|Correction|CLARIFICATION|Clarification|Corrections?(?: and clarifications?)?)\b ?[:(—–-][^\n]{5,600}"
        r"|(?:An |Earlier |A )(?:earlier |previous |versions? )+(?:of this |version of |versions of )*(?:this )?(?:story|article"
        r"|report|post|headline|version)?[^.\n]{5,300}\."
        r"|This (?:article|story|report|post) (?:originally|previously|initially|incorrectly|(?:has been|was) corrected)[^.\n]{0,300}\.",
        re.MULTILINE)),
    ("opinion", re.compile(
        r"^(?:OPINION|Opinion|EDITORIAL|Editorial|COMMENT|Commentary|COMMENTARY|Op-Ed|OP-ED|Column|Letter to the editor)(?= ?[:"
        r"|—–-]|$)[^\n]{0,80}?"
        r"|\b(?:The )?(?:opinions|views) expressed (?:in this|here|by|are)[^.\n]{0,160}\.", re.MULTILINE)),
    ("live-blog", re.compile(
        r"^(?:LIVE(?: UPDATES| BLOG)?|Live(?: updates| blog)?|As it happened)(?= ?[:|—–-]|$)"
        r"|\blive (?:blog|coverage) (?:has ended|is closed|ended)\b", re.MULTILINE)),
    ("analysis", re.compile(
        r"^(?:ANALYSIS|Analysis|News Analysis|NEWS ANALYSIS|Explainer|EXPLAINER|Fact check|FACT CHECK)(?= ?[:|—–-]|$)", re.MULTILINE)),
)  # fmt: skip
_LABEL_KEYS: dict[LabelKind, tuple[str, ...]] = {
    "updated": ("updated", "update ", "update:"),
    "correction": (
        "correction",
        "clarification",
        "earlier version",
        "previous version",
        "versions of",
        "originally",
        "incorrectly",
        "corrected",
    ),
    "opinion": ("opinion", "editorial", "comment", "op-ed", "column", "letter to the", "views expressed"),
    "live-blog": ("live", "as it happened"),
    "analysis": ("analysis", "explainer", "fact check"),
}
_WORDS = re.compile(r"[^\W_]+")


class Dated(NamedTuple):
    """A dateline as read."""

    start: int
    end: int
    place: str | None
    date: str | None
    agency: str | None


class Found(NamedTuple):
    """A stretch read as data: a name or label with its kind."""

    start: int
    end: int
    kind: str
    value: str


def headline(page: Page, marks: Sequence[Mark]) -> tuple[str | None, tuple[int, int] | None]:
    """The headline, and where it stands in the text: the known one, or a first line that has the form of one."""
    wanted = _plain(page.headline or "")
    furniture = {m.start for m in marks}
    top = [(s, e) for s, e in page.lines[:TOP] if s not in furniture]
    if wanted:
        for start, end in top:
            plain = _plain(page.text[start : min(end, start + LONGEST_HEADLINE * 2)])
            partly = min(len(wanted), len(plain)) > ENOUGH_HEADLINE and (
                plain.startswith(wanted) or wanted.startswith(plain)
            )
            if plain == wanted or (partly and end - start <= LONGEST_HEADLINE):
                return page.headline, (start, end)
        return page.headline, None
    if len(top) > 1:
        start, end = top[0]
        line = page.text[start:end]
        shape = end - start <= LONGEST_HEADLINE and line[-1] not in '.:,;”"' and len(line.split()) > 2
        if shape and top[1][1] - top[1][0] > end - start and not any(p.match(line) for p in _DATELINES):
            return line, (start, end)
    return None, None


def dateline(page: Page, marks: Sequence[Mark], skip: tuple[int, int] | None, published: str | None) -> Dated | None:
    """The dateline before the first sentence of the report."""
    covered = {m.start: m.end for m in marks}
    looked = 0
    for start, end in page.lines[:TOP]:
        begin = max(start, covered.get(start, start))
        while begin < end and page.text[begin].isspace():
            begin += 1
        if begin >= end or (skip and skip[0] <= begin < skip[1]):
            continue
        looked += 1
        if looked > 2:
            break
        for pattern in _DATELINES:
            found = pattern.match(page.text, begin, min(end, begin + 160))
            if found and _is_dateline(found):
                groups = found.groupdict()
                printed = groups.get("agency")
                known = outlet_of(printed) if printed else None
                place = groups.get("place")
                stop = found.start() + len(found[0].rstrip())
                return Dated(begin, stop, place, _day(groups.get("date"), published), known.name if known else printed)
    return None


def _is_dateline(found: re.Match[str]) -> bool:
    groups = found.groupdict()
    place, agency = groups.get("place"), groups.get("agency")
    if place and (place.split()[0].strip(".'’,-") in _NO_PLACE or place.split()[-1].strip(".,") in _NO_PLACE):
        return False
    if place is None:
        return agency is not None and outlet_of(agency) is not None
    town = place.partition(",")[0]
    if agency and outlet_of(agency) is None and groups.get("date") is None:
        goes_on = found.string[found.end() : found.end() + 1].islower()  # "IBM, Apple (AAPL) and others"
        if not town.isupper() or goes_on:
            return False
    return len(place) > 2 and town != "NEW"


def _day(printed: str | None, published: str | None) -> str | None:
    """A printed day as an ISO date; a missing year is the one that puts it nearest to the publication date."""
    if not printed:
        return None
    words = _WORDS.findall(printed.lower())
    month = next((_MONTHS[w] for w in words if w in _MONTHS), None)
    numbers = [int(d) for w in words if (d := w.rstrip("stndrh")).isdigit()]
    day = next((n for n in numbers if n <= 31), None)
    year = next((n for n in numbers if n > 31), None)
    if month is None or day is None:
        return None
    near = date.fromisoformat(published[:10]) if published else None
    years = [year] if year else [near.year - 1, near.year, near.year + 1] if near else []
    days = []
    for candidate in years:
        try:
            days.append(date(candidate, month, day))
        except ValueError:
            continue
    if not days:
        return None
    best = min(days, key=lambda d: (abs((d - near).days) if near else 0, d))
    return None if near and abs((best - near).days) > FARTHEST_DATELINE else best.isoformat()


def bylines(page: Page, marks: Sequence[Mark]) -> list[Found]:
    """Authors as printed at the top, and those said to have contributed at the end."""
    found: list[Found] = []
    for start, end in page.lines[:TOP]:
        by = (
            _BYLINE.match(page.text, start, min(end, start + 200))
            if page.text[start : start + 3] in ("By ", "BY ", "by ")
            else None
        )
        if by:
            found.append(Found(start, by.end(), "byline", by["names"].strip(" ,")))
            break
    if "contributed" in page.lower:
        for start, end in page.lines[-6:]:
            if end - start <= 300 and (by := _CONTRIBUTED.match(page.text, start, end)):
                found.append(Found(start, end, "contributed", by["names"].strip(" ,(")))
    return found


def labels(page: Page) -> list[Found]:
    """Printed labels: when it was updated, corrections, and what kind of text it is."""
    found = []
    for kind, pattern in _LABELS:
        for start, end in page.lines_with(_LABEL_KEYS[kind]):
            for match in pattern.finditer(page.text, start, end):
                value = match.groupdict().get("value") or match[0]
                found.append(Found(match.start(), match.end(), kind, value.strip()))
    return sorted(found)


def _plain(words: str) -> str:
    return " ".join(_WORDS.findall(words.lower().replace("’", "'")))
