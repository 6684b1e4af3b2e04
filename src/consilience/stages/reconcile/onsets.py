"""At what hour it happened: the clock times that reports give for the incident they tell of.

A report tells of one attack, crash or quake in many words ("the blast occurred", "they were shot", "it happened"). Where
each report gives one hour for something of this sort, and these hours are of one day, they are of one incident.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from ...model.annotation import Timex
from ...model.claim import Conflict
from ...model.parse import Token
from ...model.record import Reason
from .dates import zone_of
from .readings import Reading, Text, conflict
from .wording import published_reasons

STEPS = 5  # up the tree from a clock time to what happened then
ROUNDED = 15  # minutes by which clocks may miss each other
ROUNDED_ABOUT = 25  # and where both are said to be about. Both set on clocks of 100 shootings of the bench
FAR = 180  # minutes from which clocks are of two incidents
DAY = 24 * 60

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_NAMED = re.compile(r"[A-Z][a-z]+day|[A-Z][a-z]{2,}\.? \d|\d [A-Z]|\d{4}|\d/\d")  # a day is printed beside the clock
_HAPPENING = frozenset("happen occur begin start unfold erupt take break strike".split())
_INCIDENTS = frozenset(
    "shooting attack explosion blast bombing crash collision accident fire blaze quake earthquake stabbing robbery incident "
    "assault raid ambush gunfire collapse derailment bloodshed".split()
)
_DEEDS = frozenset("shoot stab crash collide explode detonate derail collapse attack ambush".split())
_POINTING = frozenset({"it", "this", "that", "which"})
_OPEN = frozenset({"after", "before", "until", "till", "since", "by", "from", "to"})


class _Onset(NamedTuple):
    """A clock time (minutes) of an incident, the token of its verb, and what is said to have happened."""

    report: int
    head: int
    row: Timex
    minutes: int
    day: str
    what: str


def differing_onsets(text: Text) -> list[Conflict]:
    """The conflict between the hours at which reports say that it happened, if there is one."""
    rows = [row for k in range(len(text.reports)) for row in _told_once(_onsets(text, k))]
    clashing = {
        k
        for (i, a), (j, b) in combinations(enumerate(rows), 2)
        if a.report != b.report and _clash(text, a, b)
        for k in (i, j)
    }
    if not clashing:
        return []
    held = [rows[k] for k in range(len(rows)) if k in clashing or any(_same(rows[k], rows[j]) for j in clashing)]
    readings = [_reading(text, r) for r in held]
    reasons = [
        Reason(rule="one hour of the incident in each report", detail=", ".join(sorted({r.what for r in held}))),
        Reason(rule="values apart", detail=" against ".join(sorted({r.same for r in readings}))),
        *published_reasons(text, readings),
    ]
    return [conflict("time", f"at what time {_what(held)} happened", readings, reasons)]


def _onsets(text: Text, report: int) -> list[_Onset]:
    tokens, out = text.reports[report].parse.tokens, []
    for row in text.reports[report].times:
        clock = _CLOCK.search(row.value or "")
        inside = text.tokens(report, row.span) if clock and not row.end_value else []
        if clock is None or not inside or (inside[0].i and tokens[inside[0].i - 1].lower in _OPEN and row.mod is None):
            continue
        found = _incident(tokens, text.reports[report].parse.children, inside)
        if found is None or text.corrects(report, inside[0].sentence):
            continue
        head, what = found
        printed = row.span.of(text.reports[report].article.text)
        day = (row.value or "")[:10] if _NAMED.search(printed) else ""
        out.append(_Onset(report, head, row, (int(clock[1]) * 60 + int(clock[2])) % DAY, day, what))
    return out


def _incident(
    tokens: Sequence[Token], children: Sequence[Sequence[int]], inside: Sequence[Token]
) -> tuple[int, str] | None:
    """The verb that a clock time hangs on and the word for the incident; None where it is of something else."""
    held = {t.i for t in inside}
    at = next((t for t in inside if t.head not in held), inside[0])
    for _ in range(STEPS):
        if at.head == at.i:
            return None
        at = tokens[at.head]
        if at.tag[0] != "V":
            continue
        if at.lemma in _DEEDS and at.tag in ("VBD", "VBN"):
            return at.i, at.lemma
        subject = next((tokens[c] for c in children[at.i] if tokens[c].dep in ("nsubj", "nsubjpass")), None)
        if at.lemma not in _HAPPENING or subject is None:
            return None
        if subject.tag == "WDT" and tokens[at.head].lemma in _INCIDENTS:
            return at.i, tokens[at.head].lemma
        if subject.lemma in _INCIDENTS or (subject.lower in _POINTING and at.lemma in ("happen", "occur")):
            return at.i, subject.lemma
        return None
    return None


def _told_once(rows: Sequence[_Onset]) -> Sequence[_Onset]:
    """The hours of one report where they are one; none where it tells of several."""
    return rows if all(_gap(a, b) <= ROUNDED for a, b in combinations(rows, 2)) else ()


def _gap(a: _Onset, b: _Onset) -> int:
    apart = abs(a.minutes - b.minutes)
    return min(apart, DAY - apart)


def _same(a: _Onset, b: _Onset) -> bool:
    return a.minutes == b.minutes


def _clash(text: Text, a: _Onset, b: _Onset) -> bool:
    if (a.day and b.day and a.day != b.day) or zone_of(text, a.report, a.row) != zone_of(text, b.report, b.row):
        return False
    about = "APPROX" in (a.row.mod, b.row.mod)
    return (ROUNDED_ABOUT if about else ROUNDED) < _gap(a, b) < FAR


def _reading(text: Text, row: _Onset) -> Reading:
    shown = row.row.span.of(text.reports[row.report].article.text)
    first = text.tokens(row.report, row.row.span)[0].i
    same = f"{row.minutes // 60:02}:{row.minutes % 60:02}"
    return Reading(row.report, shown, same, text.passage(row.report, first), row.row.span)


def _what(rows: Sequence[_Onset]) -> str:
    nouns = sorted({r.what for r in rows if r.what in _INCIDENTS}, key=lambda w: (w in ("incident",), w))
    return f"the {nouns[0]}" if nouns else "it"
