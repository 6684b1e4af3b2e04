"""Days told by what they are to a speaker: "tonight" in quotation marks is the night of the speech, not of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ..model.parse import Parse
from . import calendar
from .tense import SAYING, governor
from .timefound import Found, is_day
from .timewords import MONTHS

SENTENCES_BACK = 3  # how far before a quotation the day of its speech is looked for
POST = 320  # characters from a word of a post to its date, at most
LATELY = 7  # days before the anchor that a speech reported as news may lie
_SPEAKING = SAYING | frozenset("speak address give deliver open close begin hold meet appear respond cheer".split())
_EVENING = ("TNI", "TEV", "T18", "T19", "T20", "T21", "T22", "T23")
_POST = re.compile(r"\(@\w{2,}\)\s+([A-Z][a-z]{2,8})\.? (\d{1,2}), (20\d\d)\b")


def mend_deictics(found: list[Found], parse: Parse, text: str, anchor: date | None) -> None:
    """In `found`, "today", "tonight" and "this morning" in quotation marks are counted from the day of the speech, if one is told."""
    if anchor is None:
        return
    for k, item in enumerate(found):
        if not _counts_from_now(item) or not is_day(item.reading.value):
            continue
        day = _day_of_post(item, text)
        if day is None and _quoted(item, parse, text):
            day = _day_of_speech(k, found, parse, text, anchor)
        own = calendar.first_day(item.reading.value or "")
        if day is None or own is None or day == anchor:
            continue
        value = (own + (day - anchor)).isoformat() + (item.reading.value or "")[10:]
        rule = f"{item.spot.parts.get('word', 'now')}: of the speech on {day.isoformat()}"
        found[k] = item._replace(reading=item.reading._replace(value=value, rule=rule))


def _counts_from_now(item: Found) -> bool:
    if item.spot.form == "day-word":
        return item.spot.parts["word"] in ("today", "tonight", "yesterday", "tomorrow")
    return item.spot.form == "unit" and item.spot.parts["relative"] == "this" and "T" in (item.reading.value or "")


def _quoted(item: Found, parse: Parse, text: str) -> bool:
    """True where a quotation mark of the paragraph is open before the expression."""
    own = parse.tokens[item.first].sentence
    paragraph, first = parse.sentences[own].paragraph, own
    while first and parse.sentences[first - 1].paragraph == paragraph:
        first -= 1
    start = parse.sentences[first].start
    return (
        text.rfind("“", start, item.start) > text.rfind("”", start, item.start)
        or text.count('"', start, item.start) % 2 == 1
    )


def _day_of_post(item: Found, text: str) -> date | None:
    """The day printed behind the name of who wrote a post, if the expression stands in one."""
    line = text.find("\n", item.spot.end)
    end = min(item.spot.end + POST, line if line >= 0 else len(text))
    if text.find("(@", item.spot.end, end) < 0:
        return None
    told = _POST.search(text, item.spot.end, end)
    return _posted_on(told.groups()) if told else None


def _posted_on(told: Sequence[str]) -> date | None:
    month = MONTHS.get(told[0].lower())
    return calendar.safe_day(int(told[2]), month, int(told[1])) if month else None


def _day_of_speech(k: int, found: Sequence[Found], parse: Parse, text: str, anchor: date) -> date | None:
    item = found[k]
    own = parse.tokens[item.first].sentence
    evening = (item.reading.value or "").endswith("TNI")
    beside = [f for f in found[k + 1 :] if parse.tokens[f.first].sentence == own]
    before = [f for f in reversed(found[:k]) if own - parse.tokens[f.first].sentence <= SENTENCES_BACK]
    for other in (*beside, *before):
        value = other.reading.value or ""
        day = calendar.first_day(value) if is_day(value) and other.reading.type != "SET" else None
        if day is None or not timedelta(0) <= anchor - day <= timedelta(days=LATELY) or _quoted(other, parse, text):
            continue
        verb = governor(parse, other.first)
        at_night = value[10:13] in _EVENING
        if verb is not None and verb.lemma in _SPEAKING and (at_night or not evening or other in beside):
            return day
        if evening and at_night:
            return day
    return None


def posted(text: str, anchor: date | None) -> date | None:
    """The anchor, or the day of the latest post that the report shows: it cannot have been published before."""
    if anchor is None or "(@" not in text:
        return anchor
    return max([anchor, *(day for told in _POST.findall(text) if (day := _posted_on(told)))])
