"""Dates with the granularity printed: TIMEX3 values, their arithmetic, the nearest past or coming one.

Values are strings: 2025, 2025-01, 2025-08-20, 2025-W34, 2025-W34-WE (weekend), 2025-SU (season), 2025-Q3, 2025-H1,
202 (decade), 20 (century), with an added part of day or clock (2025-08-19TNI, 2025-08-19T23:30). Nothing here makes a
value finer than what it was made from.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Direction = Literal["past", "future", "nearest"]
Unit = Literal["day", "week", "month", "year", "decade", "century"]

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}  # a month in the middle of it, northern half of the earth

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


def safe_day(year: int, month: int, day: int) -> date | None:
    """The date, None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_week(day: date) -> str:
    """The ISO week of a day: 2025-W34."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def unit_of(value: str) -> Unit | None:
    """How fine a value is; None for seasons, quarters, references and durations."""
    if _DAY.fullmatch(value):
        return "day"
    if _WEEK.fullmatch(value):
        return "week"
    if _MONTH.fullmatch(value):
        return "month"
    if value.isdigit():
        return {4: "year", 3: "decade", 2: "century"}.get(len(value))  # type: ignore[return-value]
    return None


def first_day(value: str) -> date | None:
    """The first day of a value of any granularity; None where it has none."""
    if found := _DAY.fullmatch(value):
        return safe_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _WEEK.fullmatch(value):
        return date.fromisocalendar(int(found[1]), int(found[2]), 6 if value.endswith("WE") else 1)
    if found := _MONTH.fullmatch(value):
        return safe_day(int(found[1]), int(found[2]), 1)
    if value.isdigit() and 2 <= len(value) <= 4:
        return date(max(1, int(value.ljust(4, "0"))), 1, 1)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return date(int(found[1]), _SEASON_MONTH[found[2]], 1)
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return date(int(found[1]), 3 * int(found[2]) - 2, 1)
    return None


def coarsen(day: date, unit: Unit) -> str:
    """The value of granularity `unit` that holds `day`."""
    if unit == "day":
        return day.isoformat()
    if unit == "week":
        return iso_week(day)
    if unit == "month":
        return f"{day.year}-{day.month:02d}"
    return {"year": f"{day.year}", "decade": f"{day.year // 10}", "century": f"{day.year // 100}"}[unit]


def add(day: date, count: int, unit: Unit) -> date | None:
    """`day` moved by `count` units; the last day of a month where the month is too short; None out of the calendar."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


_ORDER: tuple[Unit, ...] = ("day", "week", "month", "year", "decade", "century")


def shift(value: str, count: int, unit: Unit) -> str | None:
    """`value` moved by `count` units, as coarse as the coarser of both: 2016-05 + 1 month = 2016-06,
    2016-10-28 + 1 week = 2016-W44, 2015-12-31 + 1 year = 2016. None where value has no unit."""
    own, day = unit_of(value), first_day(value)
    if own is None or day is None:
        return None
    moved = add(day, count, unit)
    return None if moved is None else coarsen(moved, max(own, unit, key=_ORDER.index))


def is_fine(value: str, unit: Unit) -> bool:
    """True where `value` is at least as fine as `unit`."""
    own = unit_of(value)
    return own is not None and _ORDER.index(own) <= _ORDER.index(unit)


def weekday_near(anchor: date, weekday: int, direction: Direction) -> date:
    """The day of the week (Monday 0) nearest to the anchor; the anchor's own day is it in every direction."""
    back = (anchor.weekday() - weekday) % 7
    if direction == "past" or back == 0 or (direction == "nearest" and back <= 7 - back):
        return anchor - timedelta(days=back)
    return anchor + timedelta(days=7 - back)


def month_near(anchor: date, month: int, direction: Direction) -> str:
    """The month of the year nearest to the anchor; the anchor's own month is it in every direction."""
    back = (anchor.month - month) % 12
    ahead = direction == "future" or (direction == "nearest" and back > 12 - back)
    count = 12 - back if ahead and back else -back
    year, index = divmod(anchor.year * 12 + anchor.month - 1 + count, 12)
    return f"{year}-{index + 1:02d}"


def day_near(anchor: date, month: int, day: int, direction: Direction) -> date | None:
    """The day of the year nearest to the anchor; "past" allows the anchor's own day, as "future" does."""
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    known = [d for y in years if (d := safe_day(y, month, day))]
    if direction == "past":
        return max((d for d in known if d <= anchor), default=None)
    if direction == "future":
        return min((d for d in known if d >= anchor), default=None)
    return min(known, key=lambda d: (abs((d - anchor).days), d), default=None)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * j) // 433
    month, day = divmod(h + j - 7 * m + 90, 25), (h + j - 7 * m + 33 * ((h + j - 7 * m + 90) // 25) + 19) % 32
    return date(year, month[0], day)


def holiday(rule: str, year: int) -> str | None:
    """The value of a holiday in a year, by its rule.

    `12-25` that day; `12` that month; `easter-2` days from Easter Sunday; `11/thu/4` the fourth Thursday of November
    (`-1` the last); `11/thu/4+1` a day after it; `election` Tuesday after the first Monday of November; a full date is itself.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", rule):
        return rule
    if re.fullmatch(r"\d\d", rule):
        return f"{year}-{rule}"
    if found := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        day = safe_day(year, int(found[1]), int(found[2]))
        return day.isoformat() if day else None
    if found := re.fullmatch(r"easter([+-]\d+)?", rule):
        return (easter(year) + timedelta(days=int(found[1] or 0))).isoformat()
    if found := re.fullmatch(r"(\d+)/([a-z]{3})/(-?\d)([+-]\d+)?", rule):
        day = _nth_weekday(year, int(found[1]), found[2], int(found[3]))
        return (day + timedelta(days=int(found[4] or 0))).isoformat()
    if rule == "election":
        return (_nth_weekday(year, 11, "mon", 1) + timedelta(days=1)).isoformat()
    raise ValueError(f"holiday rule {rule!r}")


def _nth_weekday(year: int, month: int, weekday: str, nth: int) -> date:
    number = "mon tue wed thu fri sat sun".split().index(weekday)
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - number) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(number - first.weekday()) % 7 + 7 * (nth - 1))


def holiday_near(rule: str, anchor: date, direction: Direction) -> str | None:
    """The holiday nearest to the anchor. Its own day counts in every direction."""
    days: list[tuple[date, str]] = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        value = holiday(rule, year)
        day = first_day(value) if value else None
        if value and day:
            days.append((day, value))
    today = anchor.replace(day=1) if re.fullmatch(r"\d\d", rule) else anchor
    if direction == "past":
        return max((d for d in days if d[0] <= today), default=(None, None))[1]
    if direction == "future":
        return min((d for d in days if d[0] >= today), default=(None, None))[1]
    return min(days, key=lambda d: (abs((d[0] - today).days), d[1]), default=(None, None))[1]
