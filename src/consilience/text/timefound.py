"""A time expression found in a parse, and what its value tells: a day, a clock."""

from __future__ import annotations

from typing import NamedTuple

from . import calendar
from .timebase import Reading
from .timewords import EDGES, NEARLY, Spot


class Found(NamedTuple):
    """A spot with its place in the parse (tokens `first` to `last`) and, once read, its meaning."""

    spot: Spot
    start: int
    first: int
    last: int
    edge: str
    nearly: str
    reading: Reading


def with_mods(reading: Reading, item: Found) -> Reading:
    """The reading with the words before it: "early", "the end of", "about"; an edge of a day is a part of it."""
    value, mod, edge, nearly = reading.value, reading.mod, item.edge, item.nearly
    if value and "hours" in edge and is_day(value) and "T" not in value:
        return reading._replace(type="TIME", value=value + "TMO", mod="START")
    if edge in EDGES and reading.type in ("DATE", "TIME"):
        mod = EDGES[edge]
    if nearly and mod is None:
        mod = NEARLY[nearly]
    return reading._replace(mod=mod)


def is_day(value: str | None) -> bool:
    """True for a day of the calendar, with or without a part of it or a clock."""
    return value is not None and value[:4].isdigit() and calendar.unit_of(value) == "day"


def has_clock(value: str | None) -> bool:
    """True for a day with a clock."""
    return value is not None and value[11:13].isdigit()
