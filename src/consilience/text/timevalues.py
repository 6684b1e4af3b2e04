"""From a time expression as printed to its TIMEX3 value, given the anchor, the outlook and what was dated before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ..model.annotation import TimexType
from . import calendar, numbers
from .calendar import Direction
from .timebase import NO_ANCHOR, NO_BASE, Reading, Setting, count_of, length, length_of, named, unit_of_word
from .timerelative import early_hours, edge, part_form, season_form, since_ago, span, unit_form, weekend_form
from .timewords import MONTHS, PARTS, WEEKDAYS, Spot

OLD_YEAR = 9  # month from which "this March" is the coming one
DAY_SOON = 30  # days: the same for a day of the year; nearly a year back, it would be printed with its year
HOLIDAY_SOON = 14  # days: a holiday this near ahead is meant, also where the verb is past ("have stepped up security for New Year's Eve")


def read(spot: Spot, setting: Setting) -> Reading:
    """The meaning of a spot."""
    return _READERS[spot.form](spot.parts, setting)


def _day_value(day: date, part: str | None) -> str:
    return day.isoformat() + (PARTS.get(part, "") if part else "")


def _iso(p: dict[str, str], s: Setting) -> Reading:
    return Reading(
        "TIME" if "clock" in p else "DATE", p["value"] + ("T" + p["clock"] if "clock" in p else ""), "date as printed"
    )


def _slashed(p: dict[str, str], s: Setting) -> Reading:
    a, b, year = int(p["a"]), int(p["b"]), int(p["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    days = sorted({d for d in (calendar.safe_day(year, a, b), calendar.safe_day(year, b, a)) if d})
    if len(days) == 1:
        return Reading("DATE", days[0].isoformat(), "date as printed")
    return Reading("DATE", None, "not resolved: day and month cannot be told apart")


def year_of(p: dict[str, str], s: Setting) -> int | None:
    """The year printed with a month or day, or told as last, this, next or that year."""
    if "year" in p:
        plain = p["year"].lstrip("'")
        return int(plain) if len(plain) == 4 else (2000 if int(plain) < 50 else 1900) + int(plain)
    if p.get("relative") == "that":
        last = s.last("year")
        return int(last[:4]) if last else None
    if "relative" in p and s.anchor:
        return s.anchor.year + {"last": -1, "this": 0, "next": 1}.get(p["relative"], 0)
    return None


def _month_day(p: dict[str, str], s: Setting) -> Reading:
    month, day = MONTHS[p["month"].rstrip(".")], int(re.sub(r"\D", "", p["day"]))
    year = year_of(p, s)
    found, rule = None, "date as printed"
    if year is not None:
        found = calendar.safe_day(year, month, day)
    elif s.anchor:
        found, rule = _open_year(p, s, month, day)
    else:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", NO_ANCHOR)
    if found is None:
        return Reading("DATE", None, "not resolved: no such day")
    weekday = p.get("weekday", "").rstrip(".")
    if weekday and WEEKDAYS[weekday] != found.weekday():
        rule += "; the weekday printed does not fit it"
    other = p.get("to") or p.get("from")
    if other is None:
        return Reading("DATE", found.isoformat(), rule)
    bounds = sorted([found, found.replace(day=min(int(re.sub(r"\D", "", other)), 28 if found.month == 2 else 30))])
    return Reading("DATE", bounds[0].isoformat(), rule + ", first to last day", end=bounds[1].isoformat())


def _open_year(p: dict[str, str], s: Setting, month: int, day: int) -> tuple[date | None, str]:
    """A day without a year: the one on the weekday printed, else the one that the outlook points to."""
    assert s.anchor is not None
    if "weekday" in p:
        number = WEEKDAYS[p["weekday"].rstrip(".")]
        years = sorted(range(s.anchor.year - 1, s.anchor.year + 2), key=lambda y: abs(y - s.anchor.year))  # type: ignore[union-attr]
        fits = [d for y in years if (d := calendar.safe_day(y, month, day)) and d.weekday() == number]
        if fits:
            return fits[0], "day of the year on that weekday"
    coming, gone = (calendar.day_near(s.anchor, month, day, way) for way in ("future", "past"))
    if s.outlook == "future" and gone and coming and (s.anchor - gone).days <= DAY_SOON < (coming - s.anchor).days // 9:
        return gone, "day of the year, just past: the coming one would be told with its year"
    if s.outlook == "past" and coming and 0 < (coming - s.anchor).days <= DAY_SOON:
        return coming, "day of the year, soon to come: the past one would be told with its year"
    return calendar.day_near(s.anchor, month, day, s.outlook), f"day of the year, {named(s.outlook)}"


def _month_year(p: dict[str, str], s: Setting) -> Reading:
    year = year_of(p, s)
    value = None if year is None else f"{year}-{MONTHS[p['month'].rstrip('.')]:02d}"
    return Reading("DATE", value, "month as printed" if value else NO_BASE)


def _month(p: dict[str, str], s: Setting) -> Reading:
    month = MONTHS[p["month"].rstrip(".")]
    if s.anchor is None:
        return Reading("DATE", f"XXXX-{month:02d}", NO_ANCHOR)
    relative = p.get("relative", "")
    if relative in ("last", "this past"):
        whole = s.anchor.replace(day=1) - timedelta(days=1)
        return Reading("DATE", calendar.month_near(whole, month, "past"), f"{relative} month of that name")
    if relative in ("next", "this coming"):
        whole = (s.anchor.replace(day=28) + timedelta(days=4)).replace(day=1)
        return Reading("DATE", calendar.month_near(whole, month, "future"), f"{relative} month of that name")
    if relative == "this" and not (s.anchor.month > OLD_YEAR > month):
        return Reading("DATE", f"{s.anchor.year}-{month:02d}", "month of the anchor's year")
    outlook = "future" if relative == "this" else s.outlook
    return Reading("DATE", calendar.month_near(s.anchor, month, outlook), f"month, {named(outlook)}")


def _weekday(p: dict[str, str], s: Setting) -> Reading:
    number, relative, part = WEEKDAYS[p["weekday"]], p.get("relative", ""), p.get("part")
    if "plural" in p or "each" in p or relative in ("every", "each"):
        return Reading("SET", f"XXXX-WXX-{number + 1}{PARTS.get(part, '') if part else ''}", "each such weekday")
    if s.anchor is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}", NO_ANCHOR)
    kind: TimexType = "TIME" if part else "DATE"
    base = s.last("day") if relative in ("the following", "the previous") else None
    day = calendar.first_day(base) if base else None
    if day:
        step = 1 if relative == "the following" else -1
        found = calendar.weekday_near(day + timedelta(days=step), number, "future" if step > 0 else "past")
        return Reading(kind, _day_value(found, part), f"weekday {relative[4:]} {base}")
    if relative in ("last", "this past"):
        found = calendar.weekday_near(s.anchor - timedelta(days=1), number, "past")
        return Reading(kind, _day_value(found, part), "last such weekday before the anchor")
    if relative in ("next", "this coming"):
        found = calendar.weekday_near(s.anchor + timedelta(days=1), number, "future")
        return Reading(kind, _day_value(found, part), "next such weekday after the anchor")
    found = calendar.weekday_near(s.anchor, number, s.outlook)
    if (s.anchor - found).days == 6 and not relative and s.fresh:
        after = s.anchor + timedelta(days=1)
        return Reading(
            kind,
            _day_value(after, part),
            "weekday, the day after the anchor: the report was changed or dated in another zone",
        )
    return Reading(kind, _day_value(found, part), f"weekday, {named(s.outlook)}")


_DAY_WORDS = {
    "the day before yesterday": (-2, ""),
    "yesterday": (-1, ""),
    "today": (0, ""),
    "tonight": (0, "night"),
    "tomorrow": (1, ""),
    "the day after tomorrow": (2, ""),
    "overnight": (0, "night"),
}


def _day_word(p: dict[str, str], s: Setting) -> Reading:
    count, part = _DAY_WORDS[p["word"]]
    part = p.get("part", part)
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    if p["word"] == "overnight":
        last = s.last("day")
        return Reading(
            "TIME",
            (last or s.anchor.isoformat())[:10] + "TNI",
            "night of the day told before" if last else "night to the anchor",
        )
    return Reading(
        "TIME" if part else "DATE",
        _day_value(s.anchor + timedelta(days=count), part),
        f"{p['word']}: anchor {count:+d} days",
    )


def _decade(p: dict[str, str], s: Setting) -> Reading:
    if "decade" in p:
        return Reading("DATE", p["decade"][:3], "decade as printed")
    words = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    digit = p["short"][0] if "short" in p else str(words.index(p["word"]) + 2)
    return Reading("DATE", f"19{digit}", "decade, of the last century")


def _century(p: dict[str, str], s: Setting) -> Reading:
    number = numbers.ordinal(p["number"])
    return Reading("DATE", f"{number - 1:02d}" if number else None, "century as printed")


def _quarter(p: dict[str, str], s: Setting) -> Reading:
    number = {"final": "4", "last": "4"}.get(p["number"]) or (
        p["number"] if p["number"].isdigit() else str(numbers.ordinal(p["number"]))
    )
    letter = "H" if p["kind"] in ("half", "h") else "Q"
    year = year_of(p, s) or (s.anchor.year if s.anchor else None)
    if letter == "H" and number == "4":
        number = "2"
    return Reading(
        "DATE", f"{year}-{letter}{number}" if year else None, "as printed" if "year" in p else "of the anchor's year"
    )


def _fiscal(p: dict[str, str], s: Setting) -> Reading:
    year = int(p["year"])
    return Reading("DATE", f"FY{year if year > 99 else 2000 + year}", "fiscal year as printed")


def _years(p: dict[str, str], s: Setting) -> Reading:
    end = p["to"] if len(p["to"]) == 4 else p["year"][:2] + p["to"]
    return Reading("DATE", p["year"], "years as printed", end=end)


def _year(p: dict[str, str], s: Setting) -> Reading:
    return Reading("DATE", p["year"], "year as printed")


_ZONES = {
    "gmt": "+00:00",
    "utc": "+00:00",
    "bst": "+01:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "est": "-05:00",
    "edt": "-04:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "jst": "+09:00",
    "kst": "+09:00",
    "aest": "+10:00",
    "aedt": "+11:00",
}


def _clock(p: dict[str, str], s: Setting) -> Reading:
    """A clock time without its day: the stage adds the day."""
    if "word" in p:
        return Reading("TIME", "T24:00" if p["word"] == "midnight" else "T12:00", "clock")
    number = numbers.value_of([p["hour"]])
    hour, minute = int(number or 0), int(p.get("minute", "0"))
    if "past" in p:
        past = {"half": 30.0, "quarter": 15.0}.get(p["past"]) or numbers.value_of(p["past"].split("-")) or 0.0
        minute = int(past if p["way"] == "past" else 60 - past)
        hour -= p["way"] == "to"
    half = p.get("ampm", "")[:1] or {"morning": "a", "afternoon": "p", "evening": "p"}.get(p.get("part", ""), "")
    if (half and hour > 12) or hour > 24:
        return Reading("TIME", None, "not resolved: no such hour")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    told = f"T{hour:02d}:{minute:02d}{_ZONES.get(p.get('zone', ''), '')}"
    if "from" not in p:
        return Reading("TIME", told, "clock")
    begin, _, minutes = p["from"].replace(".", ":").partition(":")
    first = int(begin) % 12 + (12 if half == "p" else 0) if half else int(begin)
    if half and first > hour:  # "11 to 1 p.m."
        first = (first + 12) % 24
    return Reading("TIME", f"T{first:02d}:{minutes or '00'}", "clock, first to last", end=told)


def _set(p: dict[str, str], s: Setting) -> Reading:
    count = (
        count_of(p["count"])
        if p.get("count", "few") not in ("few", "other")
        else 2
        if p.get("count") == "other"
        else None
    )
    return Reading("SET", length(count if "count" in p else 1, unit_of_word(p["unit"])), "each such time")


def _adverb_set(p: dict[str, str], s: Setting) -> Reading:
    lengths = {
        "daily": "P1D",
        "nightly": "P1D",
        "hourly": "PT1H",
        "weekly": "P1W",
        "fortnightly": "P2W",
        "monthly": "P1M",
        "quarterly": "P1Q",
    }
    return Reading("SET", lengths.get(p["word"], "P1Y"), "each such time")


def _duration(p: dict[str, str], s: Setting) -> Reading:
    unit = unit_of_word(p["unit"])
    count, to = count_of(p.get("count", ""), "half" in p), count_of(p.get("to", ""))
    if p.get("count") in ("a", "an") and p["unit"].endswith("s"):
        count = None  # "an hours-long standoff"
    told = length_of(p, count, unit)
    return Reading("DURATION", told, "length of time", end=None if to is None else length(to, unit))


def _ordinal_day(p: dict[str, str], s: Setting) -> Reading:
    number = numbers.ordinal(p["day"]) or 0
    if s.anchor is None:
        return Reading("DATE", f"XXXX-XX-{number:02d}", NO_ANCHOR)
    month = (
        calendar.shift(
            calendar.coarsen(s.anchor, "month"), {"last": -1, "next": 1}.get(p.get("relative", ""), 0), "month"
        )
        or ""
    )
    found = calendar.safe_day(int(month[:4]), int(month[5:7]), number)
    if found and "relative" not in p and found > s.anchor and s.outlook == "past":
        back = calendar.shift(month, -1, "month") or ""
        found = calendar.safe_day(int(back[:4]), int(back[5:7]), number)
    return Reading("DATE", found.isoformat() if found else None, f"day of the month, {named(s.outlook)}")


def _holiday(p: dict[str, str], s: Setting) -> Reading:
    rule, part = s.holidays[p["name"].lower()]
    year = p.get("year") or p.get("before")
    if year:
        value = calendar.holiday(rule, int(year))
        return Reading("DATE", (value or "") + part or None, "holiday of the year printed")
    if re.fullmatch(r"\d{4}-.*", rule):
        return Reading("DATE", rule, "day known by that name")
    anchor = s.anchor
    if anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    relative = p.get("relative", "").lower()
    if rule == "election" and s.outlook == "nearest":
        s = s._replace(outlook="future")  # what is said of it in the present is said of the one to come
    day = anchor + timedelta(days={"last": -1, "next": 1}.get(relative, 0))
    outlook: Direction = "past" if relative == "last" else "future" if relative == "next" else s.outlook
    near = calendar.holiday_near(rule, day, "nearest")
    coming = calendar.first_day(near) if near else None
    if outlook == "past" and relative == "" and coming and 0 < (coming - day).days <= HOLIDAY_SOON:
        outlook = "nearest"
    value = calendar.holiday_near(rule, day, outlook)
    return Reading("DATE", value + part if value else None, f"holiday, {named(outlook)}")


_READERS: dict[str, Callable[[dict[str, str], Setting], Reading]] = {
    "iso": _iso,
    "slashed": _slashed,
    "month-day": _month_day,
    "month-year": _month_year,
    "month": _month,
    "weekday": _weekday,
    "day-word": _day_word,
    "since-ago": since_ago,
    "span": span,
    "unit": unit_form,
    "weekend": weekend_form,
    "edge": edge,
    "early-hours": early_hours,
    "part": part_form,
    "part-of": lambda p, s: Reading("TIME", None, NO_BASE),
    "season-year": season_form,
    "season": season_form,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "clock": _clock,
    "set": _set,
    "adverb-set": _adverb_set,
    "duration": _duration,
    "ordinal-day": _ordinal_day,
    "years": _years,
    "year": _year,
    "holiday": _holiday,
}
