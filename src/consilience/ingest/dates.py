"""Publication dates as files and pages give them, brought to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ZONE_HOURS = re.compile(r"([+-]\d{2})(\d{2})?$")


def iso(value: object) -> str | None:
    """`value` as an ISO date ("2025-08-20") or date-time ("2025-08-20T09:53:00+02:00"); None where it is neither.

    A time is kept as printed, with its zone where one is given; nothing is converted between zones.
    Read are ISO 8601 in its usual spellings, dates of mail and feeds (RFC 2822), and compact YYYYMMDD.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _DAY.fullmatch(text):
        return _checked_day(text)
    if re.fullmatch(r"\d{8}", text):
        return _checked_day(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    if _DAY.match(text):
        return _date_time(text)
    try:
        return _print(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _checked_day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _date_time(text: str) -> str | None:
    text = re.sub(r"\s*(?:UTC|GMT|[zZ])$", "+00:00", text)
    text = re.sub(r"(?<=\d)\s+(?=[+-]\d{2})", "", text)
    zone = _ZONE_HOURS.search(text[10:])
    if zone and ":" not in zone[0]:
        text = text[: 10 + zone.start()] + f"{zone[1]}:{zone[2] or '00'}"
    try:
        return _print(datetime.fromisoformat(text))
    except ValueError:
        return _checked_day(text[:10])


def _print(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
