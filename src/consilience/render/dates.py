"""The dates of a story: its dated passages by date, and the picture in which each date is as wide as it is vague."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ..model import dossier as d
from .lines import date_words, week_days

MOST_DATES = 22  # of the picture: more cannot be read in one line
GAP = 45  # days between two dates from which the axis is broken
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class Told(NamedTuple):
    """A dated statement: its words, all passages, the hour or part of the day where one is given."""

    statement: str
    hour: str
    evidence: tuple[d.Place, ...]
    background: bool
    event: str | None


class Dated(NamedTuple):
    """A date with what is told of it. `id` is its anchor on the page, `value` the TIMEX3 value without an hour."""

    id: str
    value: str
    words: str
    rows: tuple[Told, ...]

    @property
    def background(self) -> bool:
        """Whether nothing of the story itself has this date."""
        return all(row.background for row in self.rows)

    @property
    def places(self) -> list[d.Place]:
        """All passages, each once."""
        return list(dict.fromkeys(at for row in self.rows for at in row.evidence))


def dated(dossier: d.Dossier) -> tuple[Dated, ...]:
    """The timeline by date, hours within their day; a statement told twice of one date stands once."""
    groups: dict[tuple[str, str | None], dict[tuple[str, str], list[d.TimelineRow]]] = {}
    for row in dossier.timeline:
        day = _DAY.match(row.date)
        value, hour = (day.group(), row.date[day.end() :].removeprefix("T")) if day else (row.date, "")
        groups.setdefault((value, row.mod), {}).setdefault((row.statement, hour), []).append(row)
    out = []
    for (value, mod), statements in groups.items():
        rows = tuple(
            _told(statement, f"{value}T{hour}" if hour else "", rows) for (statement, hour), rows in statements.items()
        )
        name = re.sub(r"[^\w.-]+", "-", f"date-{value}{f'-{mod}' if mod else ''}".lower())
        out.append(Dated(name, value, date_words(value, mod), rows))
    return tuple(sorted(out, key=_order))


def _told(statement: str, hour: str, rows: list[d.TimelineRow]) -> Told:
    evidence = tuple(dict.fromkeys(at for row in rows for at in row.evidence))
    event = next((row.event for row in rows if row.event), None)
    words = date_words(hour).rpartition(", ")[2] if hour else ""
    return Told(statement, words, evidence, all(row.background for row in rows), event)


def _order(group: Dated) -> tuple[date, int, str]:
    held = interval(group.value)
    return (held[0], -(held[1] - held[0]).days, group.id) if held else (date.max, 0, group.id)


def interval(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 value; None where it names no stretch of the calendar."""
    if week := week_days(value):
        return week
    try:
        if value[:4].isdigit() and value[5:7] in _SEASONS:
            first = date(int(value[:4]), _SEASONS[value[5:7]], 1)
            return first, first + timedelta(89)
        if re.fullmatch(r"\d{3}", value):
            return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{4}-\d\d", value):
            year, month = int(value[:4]), int(value[5:])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day, day


class Mark(NamedTuple):
    """A date in the picture. `left` and `right` count columns; `level` is 0 for the finest dates, above them coarser ones."""

    id: str
    left: float
    right: float
    level: int
    day: bool
    words: str
    label: tuple[str, str]  # two lines
    passages: int
    background: bool


class Strip(NamedTuple):
    """The picture: marks, the stretches of the axis as (from, to, time is left out), columns and levels used."""

    marks: tuple[Mark, ...]
    axis: tuple[tuple[float, float, bool], ...]
    columns: int
    levels: int
    left_out: int


def strip(groups: tuple[Dated, ...]) -> Strip:
    """One column for each finest date in its order; a coarser date is a bar over the dates that lie in it."""
    by_value: dict[str, list[Dated]] = {}
    for group in groups:
        if interval(group.value):
            by_value.setdefault(group.value, []).append(group)
    weight = {value: sum(len(g.places) for g in rows) for value, rows in by_value.items()}
    kept = sorted(weight, key=lambda value: (-weight[value], value))[:MOST_DATES]
    spans = {value: held for value in kept if (held := interval(value))}
    inside = {
        value: [
            x
            for x, (first, last) in spans.items()
            if x != value and spans[value][0] <= first and last <= spans[value][1]
        ]
        for value in spans
    }
    leaves = sorted(
        (value for value in spans if not inside[value]), key=lambda value: (spans[value][0], spans[value][1])
    )
    column = {value: n for n, value in enumerate(leaves)}
    level: dict[str, int] = {}
    for value in sorted(spans, key=lambda value: (len(inside[value]), value)):
        level[value] = 1 + max(level[x] for x in inside[value]) if inside[value] else 0
    marks = []
    for value in sorted(spans, key=lambda value: (spans[value][0], level[value])):
        columns = [column[x] for x in inside[value] if x in column] or [column[value]]
        rows = by_value[value]
        marks.append(
            Mark(
                rows[0].id,
                min(columns),
                max(columns) + 1,
                level[value],
                spans[value][0] == spans[value][1],
                date_words(value),
                _label(value),
                weight[value],
                all(g.background for g in rows),
            )
        )
    axis = tuple(
        (n + 0.5, n + 1.5, (spans[after][0] - spans[before][1]).days > GAP)
        for n, (before, after) in enumerate(pairwise(leaves))
    )
    return Strip(tuple(marks), axis, len(leaves), max(level.values(), default=0) + 1, len(by_value) - len(kept))


def _label(value: str) -> tuple[str, str]:
    """A date on two short lines: 20 Aug / 2025."""
    words = date_words(value).split()
    if len(words) == 3 and words[0].isdigit():
        return f"{words[0]} {words[1][:3]}", words[2]
    if len(words) == 2:
        return words[0][:3] if words[0].isalpha() else words[0], words[1]
    if value[4:6] == "-W":
        return f"week {int(value[6:8])}", value[:4]
    return " ".join(words), ""
