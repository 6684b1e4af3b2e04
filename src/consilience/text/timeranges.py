"""Expressions that fix each other: both ends of a range, a weekday with its date in brackets."""

from __future__ import annotations

import re
from datetime import timedelta

from . import calendar
from .timebase import Reading
from .timefound import Found, has_clock, is_day
from .timewords import MONTHS, PARTS, WEEKDAYS

_LINK = re.compile(r"\s*(?:-|–|—|\s(?:to|through|thru|until|till)\s)\s*(?:(?:early|late|mid)[\s-])?(?:the\s+)?")
_AND = re.compile(r"\s+and\s+")
_BEFORE_AND = re.compile(r"\b[Bb]etween\s+(?:(?:early|late)\s+)?$")
_WITH_DATE = re.compile(r"\s?\(|,\s+")
_SAME = re.compile(r",\s+on\s+|\s\(")
_EDGE = {"early": "START", "late": "END"}
_NEAR = 24  # characters between two ends, at most


def mend_days(found: list[Found], text: str) -> None:
    """In `found`, the first end of each range of days or months is brought before its second; a weekday takes the date told
    with it."""
    for k in range(len(found) - 1, 0, -1):
        a, b = found[k - 1], found[k]
        if b.start - a.spot.end > _NEAR:
            continue
        if a.spot.form == "part-of" and text[a.spot.end : b.start].isspace() and is_day(b.reading.value):
            value = (b.reading.value or "")[:10] + PARTS[a.spot.parts["part"]]
            rule = f"{a.spot.parts['part']} of the day told with it"
            found[k - 1] = a._replace(
                reading=Reading("TIME", value, rule, mod=_EDGE.get(a.spot.parts.get("early", "")))
            )
        elif a.spot.parts.get("way") in ("later", "earlier") and _SAME.fullmatch(text, a.spot.end, b.start):
            found[k - 1] = _same_day(a, b)
        elif (
            a.spot.form == "weekday" and b.spot.form == "month-day" and _WITH_DATE.fullmatch(text, a.spot.end, b.start)
        ):
            found[k - 1] = _with_date(a, b)
        elif linked(text, a, b):
            found[k - 1] = _first_end(a, b)


def _same_day(a: Found, b: Found) -> Found:
    """ "Two days later, on 5 August": the day printed behind it."""
    if b.spot.form not in ("month-day", "weekday") or not is_day(b.reading.value) or b.reading.end:
        return a
    return a._replace(reading=a.reading._replace(value=b.reading.value, wants=None, rule="the day told behind it"))


def linked(text: str, a: Found, b: Found) -> bool:
    """True where two expressions are the ends of one range."""
    if _LINK.fullmatch(text, a.spot.end, b.start):
        return True
    return bool(
        _AND.fullmatch(text, a.spot.end, b.start) and _BEFORE_AND.search(text, max(0, a.start - _NEAR), a.start)
    )


def _with_date(a: Found, b: Found) -> Found:
    day = calendar.first_day(b.reading.value or "")
    weekday = WEEKDAYS.get(a.spot.parts["weekday"])
    if day is None or weekday != day.weekday() or a.reading.type == "SET":
        return a
    part = a.spot.parts.get("part")
    value = day.isoformat() + (PARTS.get(part, "") if part else "")
    return a._replace(reading=a.reading._replace(value=value, rule="weekday, of the date told with it"))


def _first_end(a: Found, b: Found) -> Found:
    value = b.reading.value or ""
    day = calendar.first_day(value)
    parts, form = a.spot.parts, a.spot.form
    if day is None or a.reading.type not in ("DATE", "TIME"):
        return a
    rule = f"first end of a range to {value}"
    if form == "weekday" and b.spot.form == "weekday" and is_day(value) and a.reading.value:
        first = calendar.weekday_near(day - timedelta(days=1), WEEKDAYS[parts["weekday"]], "past")
        part = parts.get("part")
        told = first.isoformat() + (PARTS.get(part, "") if part else "")
        return a._replace(reading=a.reading._replace(value=told, rule=rule))
    if form == "month" and b.spot.form in ("month", "month-year") and "relative" not in parts:
        month = calendar.month_near(day, MONTHS[parts["month"].rstrip(".")], "past")
        return a._replace(reading=a.reading._replace(value=month, rule=rule))
    if form == "month-day" and b.spot.form == "month-day" and not {"year", "relative", "weekday"} & set(parts):
        own = calendar.first_day(a.reading.value or "")
        near = calendar.day_near(day, own.month, own.day, "past") if own else None
        if near is not None and a.reading.end is None:
            return a._replace(reading=a.reading._replace(value=near.isoformat(), rule=rule))
    return a


def mend_clocks(found: list[Found], text: str) -> None:
    """In `found`, a clock time that begins a range lies before the one that ends it: "9 p.m. to 3 a.m. Sunday"."""
    for k in range(1, len(found)):
        a, b = found[k - 1], found[k]
        one, two = a.reading.value, b.reading.value
        if not (has_clock(one) and has_clock(two)) or one is None or two is None or one[:10] != two[:10] or one < two:
            continue
        if b.start - a.spot.end > _NEAR or not linked(text, a, b):
            continue
        day = calendar.first_day(one)
        if day is None:
            continue
        if "beside" in b.reading.rule and "beside" not in a.reading.rule:
            before = (day - timedelta(days=1)).isoformat()
            found[k - 1] = a._replace(reading=a.reading._replace(value=before + one[10:]))
        else:
            after = (day + timedelta(days=1)).isoformat()
            found[k] = b._replace(reading=b.reading._replace(value=after + two[10:]))
