"""What every renderer lays out: words with a meaning, blocks, groups, sections; and how foreign text is made safe.

An account is built once, from these pieces; terminal and Markdown only choose how a piece looks, so they cannot
say different things. Article text is a plain string in a `Run` and never markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

Style = Literal["plain", "strong", "faint", "value", "warning", "cite", "id", "added", "removed"]


class Run(NamedTuple):
    """Words of one style: `value` is what a report gives, `added` and `removed` differ from the leading version."""

    text: str
    style: Style = "plain"


Line = tuple[Run, ...]


class Para(NamedTuple):
    """A paragraph; `depth` 0 begins an item, deeper ones belong to it."""

    line: Line
    depth: int = 0


class Side(NamedTuple):
    """One of several things held side by side: its heading, who is behind it, the passages."""

    head: Line
    notes: tuple[Line, ...]
    passages: tuple[Line, ...]


class Sides(NamedTuple):
    """Things side by side."""

    sides: tuple[Side, ...]


class Table(NamedTuple):
    """A table: heads and rows of lines; the terminal shows the first `limit` rows and cuts the column `cut` to one line."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    limit: int
    cut: int | None = None


Block = Para | Sides | Table
Item = tuple[Block, ...]


class Group(NamedTuple):
    """Items under one heading (or none); the terminal shows the first `limit`."""

    title: Line
    items: tuple[Item, ...]
    limit: int


class Section(NamedTuple):
    """A part of the account; the terminal shows the first `limit` groups. An empty one says `note` alone."""

    title: str
    note: Line
    groups: tuple[Group, ...]
    limit: int


class Account(NamedTuple):
    """Headline and lead, then the sections in the order in which an editor needs them."""

    title: Line
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]


# Format characters that words need: joiners inside emoji and scripts, the soft hyphen.
_HARMLESS_FORMAT = frozenset("\u00ad\u200c\u200d")


def shown(text: str) -> str:
    """Foreign text as one line that cannot steer a terminal or turn round the text beside it.

    White space becomes single spaces; control, bidirectional and other invisible characters are written out as ⟨U+202E⟩.
    """
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    return "".join(
        c
        if c in _HARMLESS_FORMAT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else f"⟨U+{ord(c):04X}⟩"
        for c in spaced
    )


def capital(text: str) -> str:
    """The first letter large, as at the head of a line; "iPhone" stays."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def stated(text: str) -> str:
    """Words cut out of a sentence as a statement of their own: the first letter large, what they leave open closed."""
    open_curly, open_straight = text.count("“") > text.count("”"), text.count('"') % 2
    return capital(text) + ("…”" if open_curly else '…"' if open_straight else "")


def joined(lines: Iterable[Line], between: str = ", ") -> Line:
    """Lines one after the other with plain words between."""
    out: list[Run] = []
    for line in lines:
        if out:
            out.append(Run(between))
        out.extend(line)
    return tuple(out)


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """1 report, 2 reports, no reports."""
    return f"{count or 'no'} {noun if count == 1 else plural or noun + 's'}"


def origins(independent: int | Sequence[int]) -> str:
    """On how many origins something rests: 1 origin, 3 independent origins, 1 or 2 origins."""
    if isinstance(independent, int):
        return "1 origin" if independent == 1 else f"{independent or 'no'} independent origins"
    low, high = min(independent), max(independent)
    return origins(low) if low == high else f"{low} or {high} origins"


def fewest(independent: int | Sequence[int]) -> int:
    """The safe reading of an open number of origins."""
    return independent if isinstance(independent, int) else min(independent)


_MONTHS = "January February March April May June July August September October November December".split()
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_MODS = {
    "START": "early ",
    "MID": "middle of ",
    "END": "end of ",
    "APPROX": "about ",
    "MORE_THAN": "after ",
    "LESS_THAN": "before ",
    "ON_OR_AFTER": "since ",
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d|[A-Z]{2}).*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")


def date_words(value: str, mod: str | None = None) -> str:
    """A TIMEX3 value in words, with the granularity it has: 2025-08 -> August 2025. Other values stay as they are."""
    before = _MODS.get(mod or "", "")
    week = _WEEK.match(value)
    if week:
        days = week_days(value)
        return before + (_days_words(*days) if days else f"week {int(week[2])} of {week[1]}")
    if value[:4].isdigit() and value[5:] in _SEASONS:
        return f"{before}{_SEASONS[value[5:]]} {value[:4]}"
    if re.fullmatch(r"\d{3}", value):
        return f"{before}{value}0s"
    found = _DATE.match(value)
    if not found or (found[2] and not 1 <= int(found[2]) <= len(_MONTHS)):
        return before + value
    year, month, day, clock = found.groups()
    words = (
        year
        if not month
        else f"{_MONTHS[int(month) - 1]} {year}"
        if not day
        else f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    )
    return before + words + (f", {_PARTS.get(clock, clock)}" if clock else "")


def week_days(value: str) -> tuple[date, date] | None:
    """The first and the last day of an ISO 8601 week or of its weekend; None for other values and a week that is not."""
    week = _WEEK.match(value)
    try:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1) if week else None
    except ValueError:  # a year without that week
        return None
    return ((monday + timedelta(5) if week[3] else monday), monday + timedelta(6)) if week and monday else None


def _days_words(first: date, last: date) -> str:
    """A stretch of days: 18 to 24 August 2025."""
    begins = str(first.day)
    if first.month != last.month:
        begins += f" {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        begins += f" {first.year}"
    return f"{begins} to {last.day} {_MONTHS[last.month - 1]} {last.year}"
