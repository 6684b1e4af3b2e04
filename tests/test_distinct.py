"""One disagreement found in several ways is told once."""

from __future__ import annotations

from typing import Any

from consilience.model.claim import Conflict, ConflictValue
from consilience.model.span import Span
from consilience.stages.reconcile.distinct import distinct


def span(article: str, start: int, length: int = 5) -> Span:
    return Span(article=article, start=start, end=start + length)


def conflict(ident: str, *values: tuple[str, list[tuple[str, int]]], kind: Any = "date") -> Conflict:
    rows = tuple(
        ConflictValue(
            value=value,
            evidence=tuple(span(a, s - s % 100, 90) for a, s in places),
            marks=tuple(span(a, s) for a, s in places),
        )
        for value, places in values
    )
    return Conflict(id=ident, about=ident, kind=kind, values=rows)


def test_the_same_dates_fuller_and_shorter_are_one_disagreement_with_all_passages() -> None:
    year = conflict("year", ("2018", [("a", 110)]), ("2019", [("b", 110)]))
    month = conflict("month", ("March 2018", [("a", 110)]), ("March 2019", [("c", 310), ("d", 310)]))
    for order in ([year, month], [month, year]):
        (told,) = distinct(order)
        assert [v.value for v in told.values] == ["March 2018", "March 2019"]
        assert [{e.article for e in v.evidence} for v in told.values] == [{"a"}, {"b", "c", "d"}]
        assert told.about == "month"


def test_other_values_other_passages_and_other_kinds_stay_apart() -> None:
    year = conflict("year", ("2018", [("a", 110)]), ("2019", [("b", 110)]))
    elsewhere = conflict("elsewhere", ("March 2018", [("a", 710)]), ("March 2019", [("c", 310)]))
    turned = conflict("turned", ("March 2018", [("a", 110)]), ("May 2021", [("c", 310), ("d", 310)]))
    number = conflict("number", ("2018 tonnes", [("a", 110)]), ("2019 tonnes", [("c", 310), ("d", 310)]), kind="number")
    for other in (elsewhere, turned, number):
        assert [c.id for c in distinct([year, other])] == ["year", other.id]


def test_the_same_marks_again_are_no_second_disagreement() -> None:
    one = conflict("one", ("2018", [("a", 110)]), ("2019", [("b", 110)]))
    again = conflict("again", ("in 2018", [("a", 110)]), ("in 2019", [("b", 110)]), kind="number")
    assert [c.id for c in distinct([one, again])] == ["one"]
