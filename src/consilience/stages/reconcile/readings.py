"""What the finders of conflicts share: readings of one slot in several reports, and the rows made of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ...model.annotation import Entity
from ...model.claim import Compatible, Conflict, ConflictKind, ConflictValue
from ...model.parse import Token
from ...model.record import Reason, content_id
from ...model.span import Span
from ...model.story import Report
from ...text.clauses import Clause, clauses

NESTED = 12  # mentions before a place that may still hold it
APPOSED = "apposition"  # the rule that joins a description to the name beside it
MOST_VALUES = 8  # values of one conflict that are shown; more is a series, not a quarrel


_CORRECTS = re.compile(
    r"\b(?:[Aa]n? (?:earlier|previous) version of th(?:is|e)|th(?:is|e) (?:article|story|report|post) (?:originally|previously)|"
    r"[Aa]s we reported|[Ww]e (?:wrongly|incorrectly|mistakenly))\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One report's value for a slot: `value` as shown, `mark` the words themselves, `passage` the clause they stand in.

    Readings with equal `same` give the same value in other words ("12", "twelve").
    """

    report: int
    value: str
    same: str
    passage: Span
    mark: Span


class Text:
    """Reports with their clauses, worked out for each sentence when first asked for."""

    def __init__(self, reports: Sequence[Report], entities: Sequence[Entity] = ()) -> None:
        """Nothing is computed until it is asked for."""
        self.reports = reports
        self.entities = {e.id: e for e in entities}
        spots: dict[str, list[tuple[int, int, str, bool]]] = {}
        for entity in entities:
            for m in entity.mentions:
                sure = m.form == "named" or m.rule == APPOSED
                spots.setdefault(m.span.article, []).append((m.span.start, m.span.end, entity.id, sure))
        self._mentions = {article: sorted(held) for article, held in spots.items()}
        self.number = {r.id: k for k, r in enumerate(reports)}
        self._corrected: dict[int, frozenset[int]] = {}
        self._clauses: dict[tuple[int, int], list[Clause]] = {}
        self.instants = tuple(instant(r.article.published) for r in reports)
        self._starts = [[s.start for s in r.parse.sentences] for r in reports]
        self._token_starts: dict[int, list[int]] = {}

    def entity_at(self, span: Span, *, named: bool = False) -> str | None:
        """The entity with the shortest mention that holds the span; with `named` only where that gives its name or
        stands beside it."""
        held = self._mentions.get(span.article, [])
        k = bisect_right(held, (span.start, 1 << 60, "", True))
        fitting = [(e - s, i, sure) for s, e, i, sure in held[max(0, k - NESTED) : k] if e >= span.end]
        if not fitting:
            return None
        _, who, sure = min(fitting)
        return who if sure or not named else None

    def sentence_at(self, report: int, offset: int) -> int:
        """The number of the sentence that holds (or comes before) the offset."""
        before = bisect_right(self._starts[report], offset)
        return before - 1 if before else 0

    def clauses(self, report: int, sentence: int) -> list[Clause]:
        """The clauses of one sentence."""
        known = self._clauses.get((report, sentence))
        if known is None:
            known = self._clauses[report, sentence] = clauses(self.reports[report].parse, sentence)
        return known

    def corrects(self, report: int, sentence: int) -> bool:
        """True where a sentence tells what an earlier version of a report had wrong: nobody states that any more."""
        known = self._corrected.get(report)
        if known is None:
            found = _CORRECTS.finditer(self.reports[report].article.text)
            known = self._corrected[report] = frozenset(self.sentence_at(report, m.start()) for m in found)
        return sentence in known

    def clause_of(self, report: int, token: int) -> Clause:
        """The clause that a token belongs to."""
        own = self.clauses(report, self.reports[report].parse.tokens[token].sentence)
        return next((c for c in own if token in c.tokens), own[0])

    def clauses_round(self, report: int, token: int) -> set[int]:
        """The tokens of the clause of a token and of the clause that it hangs on."""
        own = self.clause_of(report, token)
        above = self.clauses(report, own.sentence)[own.governor].tokens if own.governor >= 0 else ()
        return {*own.tokens, *above}

    def span(self, report: int, first: int, last: int) -> Span:
        """The span from token `first` to token `last`."""
        tokens = self.reports[report].parse.tokens
        return Span(article=self.reports[report].id, start=tokens[first].start, end=tokens[last].end)

    def tokens(self, report: int, span: Span) -> list[Token]:
        """The tokens that begin inside a span."""
        tokens = self.reports[report].parse.tokens
        starts = self._token_starts.get(report)
        if starts is None:
            starts = self._token_starts[report] = [t.start for t in tokens]
        first = bisect_left(starts, span.start)
        return list(tokens[first : bisect_left(starts, span.end, first)])

    def passage(self, report: int, token: int) -> Span:
        """The clause round a token, as a span that holds the token."""
        clause = self.clause_of(report, token)
        return self.span(report, min(clause.first, token), max(clause.last, token))

    def sentence(self, report: int, number: int) -> Span:
        """The span of a sentence."""
        s = self.reports[report].parse.sentences[number]
        return Span(article=self.reports[report].id, start=s.start, end=s.end)


def instant(published: str | None) -> str:
    """When a report was published, in a form that sorts: a day, or a moment in UTC; "" where it is not known."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return ""
    if len(published or "") <= len("2031-05-12"):
        return (published or "")[:10]
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") if moment.tzinfo else moment.strftime("%Y-%m-%dT%H:%M")


def later(one: str, other: str) -> bool:
    """True where instant `other` is surely after `one`: by the clock where both have one, else by the day."""
    size = min(len(one), len(other))
    return bool(size) and one[:size] < other[:size]


def values(readings: Iterable[Reading], order: Sequence[str] = ()) -> tuple[ConflictValue, ...]:
    """Readings by value, in the order of the text, one passage for each value and report.

    `order`: when each report was published (by its number), where the values are a series in time.
    """
    ordered = sorted(
        readings, key=lambda r: (order[r.report] if order else "", r.passage.article, r.mark.start, r.value)
    )
    out: dict[str, dict[str, Reading]] = {}
    for r in ordered:
        out.setdefault(r.same, {}).setdefault(r.passage.article, r)
    return tuple(
        ConflictValue(
            value=next(iter(by.values())).value,
            evidence=tuple(r.passage for r in by.values()),
            marks=tuple(r.mark for r in by.values()),
        )
        for by in list(out.values())[:MOST_VALUES]
    )


def conflict(
    kind: ConflictKind,
    about: str,
    readings: Iterable[Reading],
    reasons: Sequence[Reason],
    *,
    update: bool = False,
    order: Sequence[str] = (),
) -> Conflict:
    """A conflict of `kind` between the values of `readings`, which stand in `order` of time where that is given."""
    rows = values(readings, order)
    where = [f"{v.value}@{s.article}:{s.start}:{s.end}" for v in rows for s in v.evidence]
    return Conflict(
        id=content_id("conflict", kind, *where),
        about=about,
        kind=kind,
        values=rows,
        update=update,
        reasons=tuple(reasons),
    )


def compatible(kind: ConflictKind, about: str, readings: Iterable[Reading], reasons: Sequence[Reason]) -> Compatible:
    """Values that differ without a clash."""
    return Compatible(about=about, kind=kind, values=values(readings), reasons=tuple(reasons))
