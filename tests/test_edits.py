"""One thing changed in like sentences of two reports: what must be found, and what is no conflict."""

from __future__ import annotations

import pytest
from planted import Told, story

from consilience.stages.parse import Parser

HARBOUR = (
    "Harbour master Samuel Alder opened the new breakwater in {place} on Sunday, after storms had damaged the old one "
    "in the winter of 2030. The ferry company {did} the plan for a second pier, and the council {voted} to pay for the "
    "lighthouse. “The breakwater will protect the whole fishing fleet from the northern storms,” {who} told reporters."
)
PLAIN = {"place": "Porto", "did": "welcomed", "voted": "agreed", "who": "Clara Moss"}


def told(parser: Parser, **changed: str) -> Told:
    more = " Clara Moss and Edgar Finch are members of the harbour council. The choir of the harbour school sang."
    texts = [HARBOUR.format(**PLAIN) + more, HARBOUR.format(**{**PLAIN, **changed}) + more]
    return story(parser, *texts)


@pytest.mark.parametrize(
    ("changed", "kind", "values"),
    [
        ({"place": "Bergen"}, "place", {"Porto", "Bergen"}),
        ({"did": "criticized"}, "stance", {"welcomed", "criticized"}),
        ({"voted": "refused"}, "status", {"agreed", "refused"}),
        ({"voted": "did not agree"}, "polarity", {"agreed", "did not agree"}),
        ({"who": "Edgar Finch"}, "speaker", {"Clara Moss", "Edgar Finch"}),
    ],
)
def test_one_change_is_one_conflict(parser: Parser, changed: dict[str, str], kind: str, values: set[str]) -> None:
    found = told(parser, **changed).of_kind(kind)
    assert [set(v) for v in found] == [values]


def test_nothing_changed_nothing_reported(parser: Parser) -> None:
    assert not told(parser).conflicts


@pytest.mark.parametrize(
    "changed",
    [
        {"place": "Portugal"},  # where Porto lies
        {"did": "hailed"},  # another word for the same
        {"who": "Moss"},
        {"who": "Ms. Clara Moss"},
    ],
)
def test_harmless_changes_are_none(parser: Parser, changed: dict[str, str]) -> None:
    assert not told(parser, **changed).conflicts


def test_another_given_name_in_the_same_place_is_a_conflict_of_names(parser: Parser) -> None:
    texts = [HARBOUR.format(**PLAIN), HARBOUR.format(**PLAIN).replace("Samuel", "Robert")]
    found = story(parser, *texts).of_kind("name")
    assert [set(v) for v in found] == [{"Samuel Alder", "Robert Alder"}]


@pytest.mark.parametrize(
    ("one", "other", "clash"), [("2014", "2015", True), ("Monday", "Thursday", True), ("2014", "2014", False)]
)
def test_days_and_years_in_like_sentences(parser: Parser, one: str, other: str, clash: bool) -> None:
    first = f"The old lighthouse keeper of Tarn Island moved to the museum in {one}, bringing his lamps and log books."
    second = (
        f"Bringing his lamps and log books, the keeper of the Tarn Island lighthouse came to the museum in {other}."
    )
    assert bool(story(parser, first, second).of_kind("date")) is clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("16 months", "17 months", True),
        ("16 months", "more than 15 months", False),
        ("24 hours", "1,440 minutes", False),
        ("three decades", "30 years", False),
    ],
)
def test_lengths_of_time_are_compared_as_such(parser: Parser, one: str, other: str, clash: bool) -> None:
    line = "The harbour master said the crew had been waiting for the new lifeboat engine for {} and complained of the cost."
    conflicts = story(parser, line.format(one), line.format(other)).conflicts
    assert bool(conflicts) is clash


def test_marks_lie_inside_the_texts_and_twice_gives_the_same(parser: Parser) -> None:
    one, two = told(parser, place="Bergen"), told(parser, place="Bergen")
    assert one.conflicts == two.conflicts
    texts = {r.id: r.article.text for r in one.reports}
    for c in one.conflicts:
        for v in c.values:
            assert all(texts[m.article][m.start : m.end] == v.value for m in v.marks)
