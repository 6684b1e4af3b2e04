"""Time expressions that count from the anchor or from what was told before: "two weeks ago", "the next morning", "this year"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from . import calendar
from .calendar import Direction, Unit
from .timebase import (
    BACKWARD,
    FORWARD,
    NO_ANCHOR,
    NO_BASE,
    SHORT,
    Reading,
    Setting,
    count_of,
    length,
    moved,
    named,
    steps_of,
    summed,
    unit_of_word,
)
from .timewords import EDGES, PARTS, UNITS

EARLIER = "earlier than the anchor"
NEW_YEAR = 2  # months in which "the new year" is the one that has begun
FEW_YEARS = 3  # what "a few years ago" is counted as, about
HALF_A_YEAR = 6  # months
FRIDAY = 4  # from here on "this past week" is the one that ends


def since_ago(p: dict[str, str], s: Setting) -> Reading:
    """ "two weeks ago", "a day later", "three days before the vote": the last kind is left to be counted from its event."""
    unit, way = unit_of_word(p["unit"]), p["way"]
    count, unit = summed(p, count_of(p.get("count", ""), "half" in p), unit)
    way = "ago" if way == "back" else way
    if way == "ago" and p.get("count", "") in ("", "many"):
        return Reading("DATE", "PAST_REF", f"{unit}s ago: no count is given")
    if way in ("before", "after", "prior to", "ahead of", "on"):
        sign = -1 if way in ("before", "prior to", "ahead of") else 1
        if unit == "minute":
            return Reading("DURATION", None, NO_BASE, wants=(0, "minute", way))
        if unit == "second":
            return Reading("DURATION", length(count, unit), "length of time")
        steps = (0, "day") if unit == "hour" else None if count is None else steps_of(count, unit)
        return Reading(
            "DATE",
            None,
            NO_BASE,
            wants=(None if steps is None else sign * steps[0], unit if steps is None else steps[1], way),
        )
    if way in ("ago", "from now", "hence"):
        if s.anchor is None:
            return Reading("DATE", None, NO_ANCHOR)
        if count is None and unit == "year" and "few" in p["count"]:
            few = moved(
                s.anchor.isoformat(), FEW_YEARS, unit, -1 if way == "ago" else 1, f"{way}, from the anchor: a few years"
            )
            return few._replace(mod="APPROX")
        return moved(s.anchor.isoformat(), count, unit, -1 if way == "ago" else 1, f"{way}, from the anchor")
    if unit in SHORT:
        return Reading("DATE", None, NO_BASE, wants=(None, unit, "earlier" if way == "previously" else way))
    sign = -1 if way in ("earlier", "previously") else 1
    coarse = unit in ("month", "year", "decade", "century", "quarter")
    own = unit if unit in ("day", "week", "month", "year", "decade", "century") else "year"
    if "count" not in p and coarse:
        return Reading("DATE", None, f"not resolved: {unit}s {way}, no count is given")
    base = s.last("day" if unit == "night" else cast(Unit, own))
    if base is None and coarse and sign < 0 and s.anchor:
        return moved(s.anchor.isoformat(), count, unit, -1, EARLIER)
    if base is None:
        return Reading("DATE", None, NO_BASE)
    return moved(base, count, unit, sign, f"{way}, from {base} told before")


def span(p: dict[str, str], s: Setting) -> Reading:
    """ "the past seven years", "the next few days", "recent weeks": from one end to the anchor."""
    relative, unit = p["relative"], unit_of_word(p["unit"])
    count = count_of(p["count"]) if "count" in p else None
    if relative in ("first", "final", "opening"):
        return Reading("DURATION", length(count, unit), "length of time")
    ahead = relative in FORWARD
    if s.anchor is None:
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", NO_ANCHOR)
    if relative in ("following", "previous", "preceding"):
        return Reading("DURATION", length(count, unit), "length of time")
    here = s.anchor.isoformat()
    rule = f"{length(count, unit)} {'from' if ahead else 'up to'} the anchor"
    if count is None and (unit in ("year", "decade", "century") or ("count" not in p and relative != "recent")):
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", "no count is given")
    if count is None:
        told = moved(here, None, unit, 1 if ahead else -1, rule)
        if unit == "month" and told.value != str(s.anchor.year):
            return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", f"{rule}: over two years")
        return told
    if unit in SHORT:
        return Reading("DURATION", length(count, unit), rule, mod="END" if not ahead else "START")
    other = moved(here, count, unit, 1 if ahead else -1, rule)
    return Reading("DATE", here if ahead else other.value, rule, end=other.value if ahead else here)


def unit_form(p: dict[str, str], s: Setting) -> Reading:
    """ "last week", "this morning", "every year", "last summer", "the following month"."""
    relative, unit = p["relative"], p["unit"] if p["unit"] in calendar.SEASONS else unit_of_word(p["unit"])
    if relative in ("every", "each", "every other", "any given"):
        if unit in UNITS:
            return Reading("SET", f"P{2 if relative == 'every other' else 1}{UNITS[unit]}", "each such time")
        return Reading(
            "SET",
            "XXXX-XX-XX" + PARTS.get(unit, "") if unit in PARTS else f"XXXX-{calendar.SEASONS.get(unit, '')}",
            "each such time",
        )
    if unit in PARTS:
        return _unit_part(relative, unit, s)
    if relative == "all" and unit == "day":
        return _unit_part("all", "day", s)
    if unit in calendar.SEASONS:
        return season_near(relative, calendar.SEASONS[unit], s, p)
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
        return Reading(
            "TIME", (s.anchor - timedelta(days=back)).isoformat() + letters, f"{relative} {part}, from the anchor"
        )
    base = s.last("day")
    if base is None and relative == "all" and s.anchor:
        return Reading("TIME", s.anchor.isoformat() + letters, "day of the anchor: nothing else is dated")
    day = calendar.first_day(base) if base else None
    if day is None:
        return Reading("TIME", None, NO_BASE)
    count = (
        1 if relative.rsplit(maxsplit=1)[-1] in FORWARD else -1 if relative.rsplit(maxsplit=1)[-1] in BACKWARD else 0
    )
    return Reading(
        "TIME", (day + timedelta(days=count)).isoformat() + letters, f"{relative} {part}, from {base} told before"
    )


def season_near(relative: str, season: str, s: Setting, p: dict[str, str]) -> Reading:
    """A season of the year printed, else the one that the words or the outlook point to."""
    if "year" in p:
        return Reading("DATE", f"{p['year']}-{season}", "season as printed")
    if s.anchor is None:
        return Reading("DATE", f"XXXX-{season}", NO_ANCHOR)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    outlook: Direction = (
        "past"
        if "last" in relative or "past" in relative
        else "future"
        if "next" in relative or "coming" in relative
        else "nearest"
    )
    if relative in ("", "the"):
        outlook = s.outlook
    if outlook == "nearest" and (middle - s.anchor.month) % 12 == HALF_A_YEAR:
        outlook = "future"  # as near either way: what is named without its year is rather to come
    near = calendar.month_near(s.anchor, middle, outlook)
    if relative == "last" and season != "WI" and abs(s.anchor.month - middle) <= 1 and near[:4] == str(s.anchor.year):
        near = f"{int(near[:4]) - 1}{near[4:]}"
    return Reading("DATE", f"{near[:4]}-{season}", f"season, {named(outlook)}")


def _whole_unit(relative: str, unit: str, s: Setting) -> Reading:
    """ "last week", "this year", "the following month", "that day", "the same year", "the past decade"."""
    word = relative.rsplit(maxsplit=1)[-1]
    told = relative in (
        "that",
        "that same",
        "the same",
        "the very same",
        "the following",
        "the next",
        "the very next",
        "the previous",
        "the preceding",
    )
    if (
        relative == "this"
        or not told
        or (relative == "the next" and unit in ("week", "month", "year", "decade", "century"))
    ):
        if s.anchor is None:
            return Reading("DATE", None, NO_ANCHOR)
        return _from_anchor(relative, word, unit, s.anchor, s.outlook)
    own = {"weekend": "week", "fortnight": "week", "night": "day", "quarter": "month"}.get(unit, unit)
    base = s.last(cast(Unit, own))
    if base is None:
        return Reading("DATE", None, NO_BASE)
    count = 1 if word in FORWARD else -1 if word in BACKWARD else 0
    steps = steps_of(count, unit)
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
        if unit in SHORT:
            return Reading("DURATION", length(1, unit), "up to the anchor")
        if relative == "this past" and unit == "week" and anchor.weekday() >= FRIDAY:
            return Reading("DATE", calendar.iso_week(anchor), "this past week, told at its end")
        if relative == "this past" or unit in ("quarter", "fortnight"):
            return moved(here, 1, unit, -1, f"{relative} {unit}, from the anchor")
        back = moved(here, 1, unit, -1, "")
        return Reading("DATE", back.value, f"{length(1, unit)} up to the anchor", end=here)
    if unit in SHORT:
        return Reading("DATE", here, f"{relative} {unit}: the anchor's day", mod="APPROX")
    if unit in ("quarter", "fortnight", "night") and word in ("this", "current"):
        return Reading(
            "DATE",
            f"{anchor.year}-Q{(anchor.month + 2) // 3}" if unit == "quarter" else here,
            f"{relative} {unit}, from the anchor",
        )
    if word == "new" and anchor.month <= NEW_YEAR:
        return Reading("DATE", str(anchor.year), f"{relative} {unit}, begun a short time ago")
    count = 1 if word in FORWARD or word == "new" else -1 if word in BACKWARD else 0
    found = moved(here, count, unit, 1, f"{relative} {unit}, from the anchor")
    if unit == "night" and found.value:
        return found._replace(type="TIME", value=found.value + "TNI")
    return found


def _weekend(anchor: date, word: str, outlook: Direction) -> str:
    """A weekend: of the anchor's week from Friday on, else the last one, or the coming one where the verb looks ahead."""
    own = calendar.iso_week(anchor)
    before = calendar.iso_week(anchor - timedelta(days=7))
    if word in FORWARD:
        found = calendar.iso_week(anchor + timedelta(days=7)) if anchor.weekday() >= 5 else own
    elif word in BACKWARD:
        found = before
    else:
        found = own if anchor.weekday() >= 5 or outlook == "future" else before
    return f"{found}-WE"


def weekend_form(p: dict[str, str], s: Setting) -> Reading:
    """ "the weekend"."""
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    return Reading("DATE", _weekend(s.anchor, "the", s.outlook), "the weekend, from the anchor")


def edge(p: dict[str, str], s: Setting) -> Reading:
    """ "the end of the week", "the end of next month", "year's end", "the rest of the month"."""
    unit = p["unit"].removeprefix("fiscal ")
    if s.anchor is None:
        return Reading("DATE", None, NO_ANCHOR)
    relative = p.get("relative", "this")
    relative = relative if relative in ("last", "next") else "this"
    if unit in calendar.SEASONS:
        found = season_near("the" if relative == "this" else relative, calendar.SEASONS[unit], s, {})
    else:
        found = _from_anchor(relative, relative, unit, s.anchor, s.outlook)
    return found._replace(mod=EDGES.get(p["edge"]), rule=f"{p['edge']} of {found.rule}")


def early_hours(p: dict[str, str], s: Setting) -> Reading:
    """The morning after the evening told before, else the morning of the day told before."""
    base = s.last("day")
    if base is None and s.anchor:
        return Reading("TIME", s.anchor.isoformat() + "TMO", "early hours of the anchor's day", mod="START")
    day = calendar.first_day(base) if base else None
    if base is None or day is None:
        return Reading("TIME", None, NO_BASE)
    late = (
        base.endswith(("TEV", "TNI")) or base[5:10] in ("12-31", "12-24") or base[10:13] in ("T20", "T21", "T22", "T23")
    )
    return Reading(
        "TIME",
        (day + timedelta(days=1 if late else 0)).isoformat() + "TMO",
        f"early hours after {base} told before",
        mod="START",
    )


def part_form(p: dict[str, str], s: Setting) -> Reading:
    """ "in the afternoon", "all night": of the day told before."""
    part = p.get("part") or p["all"]
    return (
        _unit_part("all" if "all" in p else "the", part, s)
        if s.last("day") or "all" in p
        else Reading("TIME", None, NO_BASE)
    )


def season_form(p: dict[str, str], s: Setting) -> Reading:
    """ "in the summer"."""
    return season_near("the", calendar.SEASONS[p["season"]], s, p)
