"""From a time expression as printed to its TIMEX3 value, given the anchor, the outlook and what was dated before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ..model.annotation import TimexType
from . import calendar, numbers
from .calendar import Direction, Unit
from .timewords import EDGES, MONTHS, PARTS, UNITS, WEEKDAYS, Spot


class Reading(NamedTuple):
    """What an expression means. `wants`: the event it counts from is to be found first (`count` units from it)."""

    type: TimexType
    value: str | None
    rule: str
    mod: str | None = None
    end: str | None = None
    wants: tuple[int | None, str, str] | None = None


class Setting(NamedTuple):
    """What an expression is read against. `last(unit)`: the last value told before it that is as fine as `unit`."""

    anchor: date | None
    outlook: Direction
    last: Callable[[Unit], str | None]
    edge: str
    holidays: Mapping[str, tuple[str, str]]


NO_ANCHOR = "not resolved: no date to count from"
NO_BASE = "not resolved: nothing dated before it"
VAGUE_COUNT = {"day": 4, "week": 3, "month": 4}  # what "several days" is counted as; the value is one unit coarser
HOLIDAY_SOON = 14  # days: a holiday this near ahead is meant, also where the verb is past ("have stepped up security for New Year's Eve")
_COARSER: dict[str, Unit] = {"day": "week", "week": "month", "month": "year"}
_FORWARD = frozenset("next following coming upcoming".split())
_BACKWARD = frozenset("last previous preceding prior past".split())
_SHORT = frozenset(("second", "minute", "hour"))


def read(spot: Spot, setting: Setting) -> Reading:
    """The meaning of a spot."""
    return _READERS[spot.form](spot.parts, setting)


def _day_value(day: date, part: str | None) -> str:
    return day.isoformat() + (PARTS.get(part, "") if part else "")


def _iso(p: dict[str, str], s: Setting) -> Reading:
    return Reading("TIME" if "clock" in p else "DATE", p["value"] + ("T" + p["clock"] if "clock" in p else ""), "date as printed")


def _slashed(p: dict[str, str], s: Setting) -> Reading:
    a, b, year = int(p["a"]), int(p["b"]), int(p["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    days = sorted({d for d in (calendar.safe_day(year, a, b), calendar.safe_day(year, b, a)) if d})
    if len(days) == 1:
        return Reading("DATE", days[0].isoformat(), "date as printed")
    return Reading("DATE", None, "not resolved: day and month cannot be told apart")


def _year_of(p: dict[str, str], s: Setting) -> int | None:
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
    year = _year_of(p, s)
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
    return calendar.day_near(s.anchor, month, day, s.outlook), f"day of the year, {_named(s.outlook)}"


def _named(outlook: Direction) -> str:
    return {"past": "nearest past", "future": "next to come", "nearest": "nearest"}[outlook]


def _month_year(p: dict[str, str], s: Setting) -> Reading:
    year = _year_of(p, s)
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
    outlook = "nearest" if relative == "this" else s.outlook
    return Reading("DATE", calendar.month_near(s.anchor, month, outlook), f"month, {_named(outlook)}")


def _weekday(p: dict[str, str], s: Setting) -> Reading:
    number, relative, part = WEEKDAYS[p["weekday"]], p.get("relative", ""), p.get("part")
    if "plural" in p or relative in ("every", "each"):
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
    if (s.anchor - found).days == 6 and not relative:
        after = s.anchor + timedelta(days=1)
        return Reading(kind, _day_value(after, part), "weekday, the day after the anchor: the report was changed or dated in another zone")
    return Reading(kind, _day_value(found, part), f"weekday, {_named(s.outlook)}")


_DAY_WORDS = {
    "the day before yesterday": (-2, ""), "yesterday": (-1, ""), "today": (0, ""), "tonight": (0, "night"), "tomorrow": (1, ""),
    "the day after tomorrow": (2, ""), "overnight": (0, "night"),
}  # fmt: skip


def _day_word(p: dict[str, str], s: Setting) -> Reading:
    count, part = _DAY_WORDS[p["word"]]
    part = p.get("part", part)
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    if p["word"] == "overnight":
        last = s.last("day")
        return Reading("TIME", (last or s.anchor.isoformat())[:10] + "TNI", "night of the day told before" if last else "night to the anchor")
    return Reading("TIME" if part else "DATE", _day_value(s.anchor + timedelta(days=count), part), f"{p['word']}: anchor {count:+d} days")


def _count(words: str, half: bool = False) -> float | None:
    """The value of a count; None where it is vague ("several", "a few")."""
    plain = words.replace("-", " ").split()
    if "couple" in plain:
        return 2.0
    if not plain or {"few", "several", "many", "some", "handful"} & set(plain) or "number" in plain:
        return None
    if "quarter" in plain:
        return 0.25
    if plain in (["half", "a"], ["half", "an"], ["a", "half"], ["half"]):
        return 0.5
    value = numbers.value_of([w for w in plain if w != "or"])
    return None if value is None else value + (0.5 if half else 0.0)


def _unit(word: str) -> str:
    plain = word.lower()
    if plain in ("centuries", "century"):
        return "century"
    return plain[:-1] if plain.endswith("s") else plain


def _steps(count: float, unit: str) -> tuple[int, Unit] | None:
    """Whole steps of a unit that the calendar knows: (2, "week") for a fortnight; None for hours and the like."""
    if unit in _SHORT:
        return None
    if unit == "fortnight":
        return round(2 * count), "week"
    if unit in ("night", "weekend"):
        return round(count), "day" if unit == "night" else "week"
    if unit == "quarter":
        return round(3 * count), "month"
    if count != int(count):
        finer: dict[str, tuple[int, Unit]] = {"year": (12, "month"), "decade": (10, "year"), "century": (100, "year")}
        if unit in finer:
            return round(count * finer[unit][0]), finer[unit][1]
    return round(count), unit  # type: ignore[return-value]


def _since_ago(p: dict[str, str], s: Setting) -> Reading:
    unit, way = _unit(p["unit"]), p["way"]
    count = _count(p.get("count", ""), "half" in p)
    if way in ("before", "after", "prior to", "ahead of", "on"):
        sign = -1 if way in ("before", "prior to", "ahead of") else 1
        if unit in ("minute", "second"):
            return Reading("DURATION", _length(count, unit), "length of time")
        steps = (0, "day") if unit == "hour" else None if count is None else _steps(count, unit)
        return Reading("DATE", None, NO_BASE, wants=(None if steps is None else sign * steps[0], unit if steps is None else steps[1], way))
    if way in ("ago", "from now", "hence"):
        if s.anchor is None:
            return Reading("DATE", None, NO_ANCHOR)
        return moved(s.anchor.isoformat(), count, unit, -1 if way == "ago" else 1, f"{way}, from the anchor")
    sign = -1 if way in ("earlier", "previously") else 1
    coarse = unit in ("month", "year", "decade", "century", "quarter")
    base = s.last("day" if unit in _SHORT or unit == "night" else unit if unit in ("day", "week", "month", "year", "decade", "century") else "year")  # type: ignore[arg-type]
    if base is None and coarse and sign < 0 and s.anchor:
        return moved(s.anchor.isoformat(), count, unit, -1, "earlier than the anchor")
    if base is None:
        return Reading("DATE", None, NO_BASE)
    return moved(base, count, unit, sign, f"{way}, from {base} told before")


def moved(base: str, count: float | None, unit: str, sign: int, rule: str) -> Reading:
    """`base` moved by a count of units, as coarse as the unit; a vague count gives the next coarser unit."""
    if unit in _SHORT:
        return Reading("DATE", base[:10], f"{rule}: less than a day", mod="APPROX")
    if count is None:
        day = calendar.first_day(base)
        if day is None or unit not in VAGUE_COUNT:
            return Reading("DATE", "PAST_REF" if "ago" in rule else None, f"{rule}: no count is given")
        back = calendar.add(day, sign * VAGUE_COUNT[unit], unit)  # type: ignore[arg-type]
        return Reading("DATE", calendar.coarsen(back, _COARSER[unit]) if back else None, f"{rule}: a few {unit}s", mod="APPROX")
    steps = _steps(count, unit)
    if steps is None:
        return Reading("DATE", None, rule)
    return Reading("DATE", calendar.shift(base, sign * steps[0], steps[1]), rule)


def _length(count: float | None, unit: str) -> str:
    """A duration in TIMEX3: P40Y, PT10M; X where no count is given."""
    letter = UNITS[unit]
    if unit == "fortnight" and count is not None:
        count *= 2
    number = "X" if count is None else f"{count:g}"
    return f"P{'T' if unit in _SHORT else ''}{number}{letter}" if unit != "quarter" else f"P{number}Q"


def _span(p: dict[str, str], s: Setting) -> Reading:
    """ "the past seven years", "the next few days", "recent weeks": from one end to the anchor."""
    relative, unit = p["relative"], _unit(p["unit"])
    count = _count(p["count"]) if "count" in p else None
    if relative in ("first", "final", "opening"):
        return Reading("DURATION", _length(count, unit), "length of time")
    ahead = relative in _FORWARD
    if s.anchor is None:
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", NO_ANCHOR)
    if relative in ("following", "previous", "preceding"):
        return Reading("DURATION", _length(count, unit), "length of time")
    here = s.anchor.isoformat()
    rule = f"{_length(count, unit)} {'from' if ahead else 'up to'} the anchor"
    if count is None and (unit in ("year", "decade", "century") or "count" not in p and relative != "recent"):
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", "no count is given")
    if count is None:
        return moved(here, None, unit, 1 if ahead else -1, rule)
    if unit in _SHORT:
        return Reading("DURATION", _length(count, unit), rule, mod="END" if not ahead else "START")
    other = moved(here, count, unit, 1 if ahead else -1, rule)
    return Reading("DATE", here if ahead else other.value, rule, end=other.value if ahead else here)


def _unit_form(p: dict[str, str], s: Setting) -> Reading:
    relative, unit = p["relative"], p["unit"] if p["unit"] in calendar.SEASONS else _unit(p["unit"])
    if relative in ("every", "each", "every other", "any given"):
        if unit in UNITS:
            return Reading("SET", f"P{2 if relative == 'every other' else 1}{UNITS[unit]}", "each such time")
        return Reading("SET", "XXXX-XX-XX" + PARTS.get(unit, "") if unit in PARTS else f"XXXX-{calendar.SEASONS.get(unit, '')}", "each such time")
    if unit in PARTS:
        return _unit_part(relative, unit, s)
    if relative == "all" and unit == "day":
        return _unit_part("all", "day", s)
    if unit in calendar.SEASONS:
        return _season_near(relative, calendar.SEASONS[unit], s, p)
    if unit == "season":
        return Reading("DATE", None, "not resolved: a season of a sport or trade")
    return _whole_unit(relative, unit, s)


def _unit_part(relative: str, part: str, s: Setting) -> Reading:
    """ "this morning", "last night", "that evening", "the next morning", "all afternoon"."""
    letters = PARTS.get(part, "")
    if relative in ("this", "last", "the last", "this past"):
        if s.anchor is None:
            return Reading("TIME", None, NO_ANCHOR)
        back = 0 if relative == "this" else 1
        return Reading("TIME", (s.anchor - timedelta(days=back)).isoformat() + letters, f"{relative} {part}, from the anchor")
    base = s.last("day")
    if base is None and relative == "all" and s.anchor:
        return Reading("TIME", s.anchor.isoformat() + letters, "day of the anchor: nothing else is dated")
    day = calendar.first_day(base) if base else None
    if day is None:
        return Reading("TIME", None, NO_BASE)
    count = 1 if relative.split()[-1] in _FORWARD else -1 if relative.split()[-1] in _BACKWARD else 0
    return Reading("TIME", (day + timedelta(days=count)).isoformat() + letters, f"{relative} {part}, from {base} told before")


def _season_near(relative: str, season: str, s: Setting, p: dict[str, str]) -> Reading:
    if "year" in p:
        return Reading("DATE", f"{p['year']}-{season}", "season as printed")
    if s.anchor is None:
        return Reading("DATE", f"XXXX-{season}", NO_ANCHOR)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    outlook: Direction = "past" if "last" in relative or "past" in relative else "future" if "next" in relative or "coming" in relative else "nearest"
    if relative in ("", "the"):
        outlook = s.outlook
    near = calendar.month_near(s.anchor, middle, outlook)
    if relative == "last" and near[:7] == s.anchor.isoformat()[:7]:
        near = f"{int(near[:4]) - 1}{near[4:]}"
    return Reading("DATE", f"{near[:4]}-{season}", f"season, {_named(outlook)}")


def _whole_unit(relative: str, unit: str, s: Setting) -> Reading:
    """ "last week", "this year", "the following month", "that day", "the same year", "the past decade"."""
    word = relative.split()[-1]
    told = relative in ("that", "that same", "the same", "the very same", "the following", "the next", "the very next", "the previous", "the preceding")
    if relative == "this" or not told or (relative == "the next" and unit in ("week", "month", "year", "decade", "century")):
        if s.anchor is None:
            return Reading("DATE", None, NO_ANCHOR)
        return _from_anchor(relative, word, unit, s.anchor, s.outlook)
    base = s.last({"weekend": "week", "fortnight": "week", "night": "day", "quarter": "month"}.get(unit, unit))  # type: ignore[arg-type]
    if base is None:
        return Reading("DATE", None, NO_BASE)
    count = 1 if word in _FORWARD else -1 if word in _BACKWARD else 0
    steps = _steps(count, unit)
    if steps is None:
        return Reading("DATE", None, NO_BASE)
    value = calendar.shift(base, steps[0], steps[1])
    if value and unit == "night":
        value = value[:10] + "TNI"
    if value and unit == "weekend" and "-W" in value:
        value += "-WE"
    return Reading("DATE", value, f"{relative} {unit}, from {base} told before")


def _from_anchor(relative: str, word: str, unit: str, anchor: date, outlook: Direction) -> Reading:
    here = anchor.isoformat()
    if unit == "weekend":
        return Reading("DATE", _weekend(anchor, word, outlook), f"{relative} weekend, from the anchor")
    if word == "new" and unit != "year":
        return Reading("DATE", None, NO_BASE)
    if relative in ("the past", "the last", "this past") and unit != "night":
        if unit in _SHORT:
            return Reading("DURATION", _length(1, unit), "up to the anchor")
        if relative == "this past" or unit in ("quarter", "fortnight"):
            return moved(here, 1, unit, -1, f"{relative} {unit}, from the anchor")
        back = moved(here, 1, unit, -1, "")
        return Reading("DATE", back.value, f"{_length(1, unit)} up to the anchor", end=here)
    if unit in _SHORT:
        return Reading("DATE", here, f"{relative} {unit}: the anchor's day", mod="APPROX")
    if unit in ("quarter", "fortnight", "night") and word in ("this", "current"):
        return Reading("DATE", f"{anchor.year}-Q{(anchor.month + 2) // 3}" if unit == "quarter" else here, f"{relative} {unit}, from the anchor")
    count = 1 if word in _FORWARD or word == "new" else -1 if word in _BACKWARD else 0
    found = moved(here, count, unit, 1, f"{relative} {unit}, from the anchor")
    if unit == "night" and found.value:
        return found._replace(type="TIME", value=found.value + "TNI")
    return found


def _weekend(anchor: date, word: str, outlook: Direction) -> str:
    """A weekend: of the anchor's week from Friday on, else the last one, or the coming one where the verb looks ahead."""
    own = calendar.iso_week(anchor)
    before = calendar.iso_week(anchor - timedelta(days=7))
    if word in _FORWARD:
        found = calendar.iso_week(anchor + timedelta(days=7)) if anchor.weekday() >= 5 else own
    elif word in _BACKWARD:
        found = before
    else:
        found = own if anchor.weekday() >= 5 or outlook == "future" else before
    return f"{found}-WE"


def _weekend_form(p: dict[str, str], s: Setting) -> Reading:
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    return Reading("DATE", _weekend(s.anchor, "the", s.outlook), "the weekend, from the anchor")


def _edge(p: dict[str, str], s: Setting) -> Reading:
    """ "the end of the week", "year's end", "the rest of the month"."""
    unit = p["unit"].removeprefix("fiscal ")
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    if unit in calendar.SEASONS:
        found = _season_near("the", calendar.SEASONS[unit], s, {})
    else:
        found = _from_anchor("this", "this", unit, s.anchor, s.outlook)
    return found._replace(mod=EDGES.get(p["edge"]), rule=f"{p['edge']} of {found.rule}")


def _early_hours(p: dict[str, str], s: Setting) -> Reading:
    """The morning after the evening told before, else the morning of the day told before."""
    base = s.last("day")
    if base is None and s.anchor:
        return Reading("TIME", s.anchor.isoformat() + "TMO", "early hours of the anchor's day", mod="START")
    day = calendar.first_day(base) if base else None
    if base is None or day is None:
        return Reading("TIME", None, NO_BASE)
    late = base.endswith(("TEV", "TNI")) or base[5:10] in ("12-31", "12-24") or base[10:13] in ("T20", "T21", "T22", "T23")
    return Reading("TIME", (day + timedelta(days=1 if late else 0)).isoformat() + "TMO", f"early hours after {base} told before", mod="START")


def _part(p: dict[str, str], s: Setting) -> Reading:
    part = p.get("part") or p["all"]
    return _unit_part("all" if "all" in p else "the", part, s) if s.last("day") or "all" in p else Reading("TIME", None, NO_BASE)


def _season(p: dict[str, str], s: Setting) -> Reading:
    return _season_near("the", calendar.SEASONS[p["season"]], s, p)


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
    number = {"final": "4", "last": "4"}.get(p["number"]) or (p["number"] if p["number"].isdigit() else str(numbers.ordinal(p["number"])))
    letter = "H" if p["kind"] in ("half", "h") else "Q"
    year = _year_of(p, s) or (s.anchor.year if s.anchor else None)
    if letter == "H" and number == "4":
        number = "2"
    return Reading("DATE", f"{year}-{letter}{number}" if year else None, "as printed" if "year" in p else "of the anchor's year")


def _fiscal(p: dict[str, str], s: Setting) -> Reading:
    year = int(p["year"])
    return Reading("DATE", f"FY{year if year > 99 else 2000 + year}", "fiscal year as printed")


def _years(p: dict[str, str], s: Setting) -> Reading:
    end = p["to"] if len(p["to"]) == 4 else p["year"][:2] + p["to"]
    return Reading("DATE", p["year"], "years as printed", end=end)


def _year(p: dict[str, str], s: Setting) -> Reading:
    return Reading("DATE", p["year"], "year as printed")


_ZONES = {"gmt": "+00:00", "utc": "+00:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00",
          "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "jst": "+09:00",
          "kst": "+09:00", "aest": "+10:00", "aedt": "+11:00"}  # fmt: skip


def _clock(p: dict[str, str], s: Setting) -> Reading:
    """A clock time without its day: the stage adds the day."""
    if "word" in p:
        return Reading("TIME", "T12:00" if p["word"] == "noon" else "T24:00", "clock")
    number = numbers.value_of([p["hour"]])
    hour, minute = int(number or 0), int(p.get("minute", "0"))
    half = p.get("ampm", "")[:1] or {"morning": "a", "afternoon": "p", "evening": "p"}.get(p.get("part", ""), "")
    if half and hour > 12 or hour > 24:
        return Reading("TIME", None, "not resolved: no such hour")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return Reading("TIME", f"T{hour:02d}:{minute:02d}{_ZONES.get(p.get('zone', ''), '')}", "clock")


_TIMES = {"once": 1, "twice": 2}


def _set(p: dict[str, str], s: Setting) -> Reading:
    count = _count(p["count"]) if p.get("count", "few") not in ("few", "other") else 2 if p.get("count") == "other" else None
    return Reading("SET", _length(count if "count" in p else 1, _unit(p["unit"])), "each such time")


def _adverb_set(p: dict[str, str], s: Setting) -> Reading:
    lengths = {"daily": "P1D", "nightly": "P1D", "hourly": "PT1H", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "quarterly": "P1Q"}
    return Reading("SET", lengths.get(p["word"], "P1Y"), "each such time")


def _duration(p: dict[str, str], s: Setting) -> Reading:
    unit = _unit(p["unit"])
    count, to = _count(p.get("count", ""), "half" in p), _count(p.get("to", ""))
    return Reading("DURATION", _length(count, unit), "length of time", end=None if to is None else _length(to, unit))


def _ordinal_day(p: dict[str, str], s: Setting) -> Reading:
    number = numbers.ordinal(p["day"]) or 0
    if s.anchor is None:
        return Reading("DATE", f"XXXX-XX-{number:02d}", NO_ANCHOR)
    month = calendar.shift(calendar.coarsen(s.anchor, "month"), {"last": -1, "next": 1}.get(p.get("relative", ""), 0), "month") or ""
    found = calendar.safe_day(int(month[:4]), int(month[5:7]), number)
    if found and "relative" not in p and found > s.anchor and s.outlook == "past":
        back = calendar.shift(month, -1, "month") or ""
        found = calendar.safe_day(int(back[:4]), int(back[5:7]), number)
    return Reading("DATE", found.isoformat() if found else None, f"day of the month, {_named(s.outlook)}")


def _holiday(p: dict[str, str], s: Setting) -> Reading:
    rule, part = s.holidays[p["name"].lower()]
    year = p.get("year") or p.get("before")
    if year:
        value = calendar.holiday(rule, int(year))
        return Reading("DATE", (value or "") + part or None, "holiday of the year printed")
    if re.fullmatch(r"\d{4}-.*", rule):
        return Reading("DATE", rule, "day known by that name")
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    relative = p.get("relative", "").lower()
    day = s.anchor + timedelta(days={"last": -1, "next": 1}.get(relative, 0))
    outlook: Direction = "past" if relative == "last" else "future" if relative == "next" else s.outlook
    near = calendar.holiday_near(rule, day, "nearest")
    coming = calendar.first_day(near) if near else None
    if outlook == "past" and relative == "" and coming and 0 < (coming - day).days <= HOLIDAY_SOON:
        outlook = "nearest"
    value = calendar.holiday_near(rule, day, outlook)
    return Reading("DATE", value + part if value else None, f"holiday, {_named(outlook)}")


_READERS: dict[str, Callable[[dict[str, str], Setting], Reading]] = {
    "iso": _iso, "slashed": _slashed, "month-day": _month_day, "month-year": _month_year, "month": _month, "weekday": _weekday, "day-word": _day_word,
    "since-ago": _since_ago, "span": _span, "unit": _unit_form, "weekend": _weekend_form, "edge": _edge, "early-hours": _early_hours, "part": _part,
    "season-year": _season, "season": _season, "decade": _decade, "century": _century, "quarter": _quarter, "fiscal": _fiscal, "clock": _clock,
    "set": _set, "adverb-set": _adverb_set, "duration": _duration, "ordinal-day": _ordinal_day, "years": _years, "year": _year, "holiday": _holiday,
}  # fmt: skip
