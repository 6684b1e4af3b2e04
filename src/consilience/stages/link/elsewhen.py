"""Somebody of another event: "a boy" whom a report brings in, with an earlier year, after it has told of its own."""

from __future__ import annotations

from bisect import bisect_left

from .node import Item, Room
from .phrases import Phrase

OWN_TIME = 3  # months before the report's date that may still be of its story
STAYS = 3  # sentences in which "the boy" is the one brought in last


def of_another_time(room: Room, item: Item, phrase: Phrase) -> bool:
    """True for one person brought in with "a" in a sentence that tells of a time long before the report."""
    if phrase.definite != "a" or phrase.plural:
        return False
    report = room.reports[item.report]
    if not report.article.anchor or not report.times:
        return False
    now = _months(report.article.anchor)
    sentence = report.parse.sentences[item.sentence]
    at = bisect_left(report.times, sentence.start, key=lambda t: t.span.start)
    for timex in report.times[at:]:
        if timex.span.start >= sentence.end:
            break
        value = timex.value or ""
        if timex.type == "DATE" and value[:4].isdigit() and now - _months(value) > OWN_TIME:
            return True
    return False


def _months(value: str) -> int:
    """Months from year 0 to the end of the year, month or day `value`."""
    month = value[5:7]
    return int(value[:4]) * 12 + (int(month) if month.isdigit() else 12)
