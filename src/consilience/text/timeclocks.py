"""The days of clock times: told next to them, in their sentence, before them, or by the anchor; hours counted from a clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ..model.parse import Parse
from . import calendar
from .tense import SAYING, governor, outlook
from .timebase import Reading, count_of, length, unit_of_word
from .timefound import Found, has_clock, is_day, with_mods

BETWEEN_DAY_AND_CLOCK = re.compile(
    r"(?:,?\s+(?:on|at|around|about|by|at\s+(?:around|about|approximately))\s+|,?\s+|\s+on\s+(?:the\s+)?|\s+\()"
)
_RIGHT_BEHIND = re.compile(r",?\s+(?:on\s+)?(?:early\s+|late\s+)?")
_BOUND = frozenset(("since", "until", "till", "before"))  # a day behind these bounds a stretch; no clock time is on it
NOON = 12
EVENING = 6  # from this hour of the clock on a night is before midnight
SENTENCES_ON = 2  # how far behind a clock its day is looked for, where none is told before


def days_of_clocks(found: list[Found], parse: Parse, text: str, anchor: date | None) -> None:
    """Give each clock time in `found` the day that it is on."""
    if not any((f.reading.value or "").startswith("T") for f in found):
        return
    tokens = parse.tokens
    days = [
        (k, f)
        for k, f in enumerate(found)
        if is_day(f.reading.value) and not (f.first and tokens[f.first - 1].lower in _BOUND and f.spot.form != "clock")
    ]
    for k, item in enumerate(found):
        value = item.reading.value
        if value is None or not value.startswith("T"):
            continue
        if value == "T24:00" and item.nearly in ("just after", "shortly after"):
            value = "T00:00"  # "just after midnight Friday" begins Friday
        sentence = tokens[item.first].sentence
        near = [f for _, f in days if tokens[f.first].sentence == sentence]
        earlier = [f for n, f in days if n < k and not _lies_ahead(f, anchor, parse)]
        later = [f for n, f in days if n > k and tokens[f.first].sentence - sentence <= SENTENCES_ON]
        beside = _beside(item, near, text)
        if beside:
            day, rule = beside.reading.value, "clock, on the day told beside it"
        elif near:
            day = min(near, key=lambda f: (_is_spoken(f, parse), abs(f.first - item.first), f.first)).reading.value
            rule = "clock, on the day told in the sentence"
        elif earlier:
            day = _fitting(value, [f.reading.value or "" for f in earlier])
            rule = "clock, on the day told before"
        elif later:
            day, rule = later[0].reading.value, "clock, on the day told behind it"
        elif not days and anchor:
            day, rule = anchor.isoformat(), "clock, on the anchor's day: no other is told"
        else:
            day, rule = "XXXX-XX-XX", "clock: its day is not told"
        if value == "T24:00" and anchor and day == anchor.isoformat() and outlook(parse, item.last) == "past":
            value = "T00:00"  # told on that day: its end was still to come
        value = _in_half(value, day or "", item) if beside else value
        end = item.reading.end
        reading = item.reading._replace(value=_on_day(day or "", value), rule=rule, end=end and _on_day(day or "", end))
        if reading.end and "X" not in (day or "") and end and end <= value:
            reading = reading._replace(end=_on_day(_next(day or ""), end))
        found[k] = item._replace(reading=reading)


def _in_half(clock: str, day: str, item: Found) -> str:
    """ "3 o'clock Wednesday afternoon", "8:30 Saturday evening": the half of the day that the day's part tells."""
    hour, told = int(clock[1:3]), item.spot.parts
    if {"ampm", "zone", "part", "word"} & set(told) or not 0 < hour < NOON:
        return clock
    late = day.endswith(("TAF", "TEV")) or (day.endswith("TNI") and hour >= EVENING)
    return f"T{hour + NOON:02d}{clock[3:]}" if late else clock


def _lies_ahead(item: Found, anchor: date | None, parse: Parse) -> bool:
    """True for a day to come, or on which something would be done: what follows in the past is not told of it."""
    day = calendar.first_day(item.reading.value or "")
    if anchor is not None and day is not None and day > anchor:
        return True
    verb = governor(parse, item.first)
    return verb is not None and any(parse.tokens[c].lower in ("will", "would") for c in parse.children[verb.i])


def _is_spoken(item: Found, parse: Parse) -> bool:
    """True for a day on which somebody said something: what is said happened on another, if another is told."""
    verb = governor(parse, item.first)
    return verb is not None and verb.lemma in SAYING


def _beside(item: Found, near: Sequence[Found], text: str) -> Found | None:
    """The day right behind or before a clock, no word of another thing between."""
    behind = next(
        (f for f in near if f.first > item.last and _RIGHT_BEHIND.fullmatch(text, item.spot.end, f.start)), None
    )
    if behind:
        return behind
    return next(
        (f for f in near if f.last < item.first and BETWEEN_DAY_AND_CLOCK.fullmatch(text, f.spot.end, item.start)), None
    )


def _on_day(day: str, clock: str) -> str:
    return day[:10] + clock


def _next(day: str) -> str:
    first = calendar.first_day(day)
    return (first + timedelta(days=1)).isoformat() if first else day


def _fitting(clock: str, days: list[str]) -> str:
    """The last day told, of those told with a part of day the last one that the clock falls in."""
    hour = int(clock[1:3])
    part = "TMO" if 4 <= hour < 12 else "TAF" if 12 <= hour < 18 else "TEV" if 18 <= hour < 21 else "TNI"
    parts = ("TNI", "TMO") if hour < 4 else (part,)
    return next((d for d in reversed(days) if d.endswith(parts)), days[-1])


def before_clock(item: Found, told: Found) -> Reading:
    """ "about an hour before midnight" -> T23:00 of that day, "ten minutes after noon" -> T12:10."""
    p, value = item.spot.parts, told.reading.value or ""
    day, clock = value[:10], value[11:16]
    count, unit = count_of(p.get("count", ""), "half" in p), unit_of_word(p["unit"])
    if count is None or unit not in ("hour", "minute") or not clock:
        return item.reading._replace(wants=None, rule="not resolved: no clock to count from")
    sign = -1 if p["way"] in ("before", "prior to", "ahead of") else 1
    total = int(clock[:2]) * 60 + int(clock[3:] or 0) + sign * round(count * (60 if unit == "hour" else 1))
    told_at = f"{day}T{total // 60:02d}:{total % 60:02d}" if 0 <= total <= 24 * 60 else None
    return with_mods(Reading("TIME", told_at, f"{count:g} {unit} {p['way']} {clock}"), item)


def hours_from(item: Found, found: Sequence[Found], parse: Parse, back: int) -> Reading:
    """ "eight hours later", counted from the last clock told, at most `back` sentences before; else a length of time."""
    p = item.spot.parts
    count, unit = count_of(p.get("count", ""), "half" in p), unit_of_word(p["unit"])
    own = parse.tokens[item.first].sentence
    base = next(
        (
            f.reading.value
            for f in reversed(found)
            if f.first < item.first and own - parse.tokens[f.first].sentence <= back and has_clock(f.reading.value)
        ),
        None,
    )
    day = calendar.first_day(base) if base else None
    if count is None or base is None or day is None or unit == "second":
        return with_mods(Reading("DURATION", length(count, unit), f"length of time {p['way']}"), item)
    minutes = round(count * (60 if unit == "hour" else 1)) * (-1 if p["way"] in ("earlier", "previously") else 1)
    total = int(base[11:13]) * 60 + int(base[14:16] or 0) + minutes
    moved = day + timedelta(days=total // 1440)
    value = f"{moved.isoformat()}T{total % 1440 // 60:02d}:{total % 60:02d}{base[16:]}"
    return with_mods(Reading("TIME", value, f"{p['way']}, from {base} told before"), item)
