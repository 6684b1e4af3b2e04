"""Other readers of times and quantities, for comparison: dateparser's search (comes with trafilatura), quantulum3 where it is installed."""

from __future__ import annotations

import importlib
import importlib.util
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from consilience.model.article import Article

Reading = tuple[int, int, dict[str, Any]]

_SEASONS = {"SP": (3, 4, 5), "SU": (6, 7, 8), "FA": (9, 10, 11), "WI": (12, 1, 2)}
_PARTS = {"TMO": range(0, 12), "TMI": range(11, 14), "TAF": range(12, 18), "TEV": range(17, 22), "TNI": range(0, 24)}
_UNITS = {"dollar": "USD", "percentage": "percent", "dimensionless": "count", "pound sterling": "GBP", "euro": "EUR"}


def dateparser_there() -> bool:
    """Whether dateparser is installed."""
    return importlib.util.find_spec("dateparser") is not None


def quantulum_there() -> bool:
    """Whether quantulum3 is installed."""
    return importlib.util.find_spec("quantulum3") is not None


def dateparser_times(article: Article) -> list[Reading]:
    """What dateparser's search finds, paragraph by paragraph, counted from the day of publication.

    It gives no offsets: each string that it gives is looked for in turn.
    """
    search_dates = importlib.import_module("dateparser.search").search_dates
    base = datetime.combine(date.fromisoformat(article.anchor or "1970-01-01"), datetime.min.time())
    out: list[Reading] = []
    for start, end in article.paragraphs:
        text, at = article.text[start:end], 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"})
        for words, when in found or ():
            here = text.find(words, at)
            if here < 0:
                continue
            at = here + len(words)
            out.append(
                (start + here, start + at, {"value": when.isoformat(), "matches": lambda v, w=when: at_grain(w, v)})
            )
    return out


def at_grain(when: datetime, value: str) -> bool:
    """Whether a moment lies in a TIMEX3 value and so is as right as a moment can be."""
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return when.isocalendar()[:2] == (int(found[1]), int(found[2])) and (not found[3] or when.isoweekday() > 5)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return when.year == int(found[1]) and when.month in _SEASONS[found[2]]
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)(T[A-Z]{2})", value):
        return when.date().isoformat() == found[1] and (when.hour == 0 or when.hour in _PARTS[found[2]])
    if found := re.fullmatch(r"T(\d\d:\d\d)", value):
        return when.strftime("%H:%M") == found[1]
    return bool(re.match(r"\d{4}", value)) and when.strftime("%Y-%m-%dT%H:%M").startswith(value)


def quantulum(article: Article) -> list[Reading]:
    """What quantulum3 finds, paragraph by paragraph, its units under our names."""
    parser = importlib.import_module("quantulum3.parser")
    return [
        (start + q.span[0], start + q.span[1], reading)
        for start, end in article.paragraphs
        for q, reading in _quantities(parser, article.text[start:end])
    ]


def _quantities(parser: Any, text: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Its quantities in a paragraph; one on which it fails yields none."""
    try:
        found = parser.parse(text)
    except Exception:  # it raises many kinds on text that is no measure; such a paragraph counts as unread
        return
    for q in found:
        unit = _UNITS.get(q.unit.name, q.unit.name)
        old = unit == "year" and re.match(r"[\s-]*old", text[q.span[1] :])
        spread = q.uncertainty or 0.0
        yield q, {"value": q.value - spread, "high": q.value + spread, "unit": "age" if old else unit}
