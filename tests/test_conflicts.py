"""Conflicts planted in texts written for the purpose: what must be found, and what must not be reported."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

FERRY = (
    "A ferry sank off Tarn Island on Sunday, killing {dead} people, the coast guard said. "
    "The ferry {name} was carrying tourists to the island when it hit a rock in thick fog."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("12", "13"), ("twelve", "19"), ("at least 12", "at least 20"), ("12", "at least 20"), ("more than 40", "15")],
)
def test_different_counts_of_the_same_clash(parser: Parser, one: str, other: str) -> None:
    told = story(parser, FERRY.format(dead=one, name="Selma"), FERRY.format(dead=other, name="Selma"))
    found = told.of_kind("number")
    assert len(found) == 1
    assert {v.split()[-1] for v in found[0]} == {one.rsplit(maxsplit=1)[-1], other.rsplit(maxsplit=1)[-1]}


@pytest.mark.parametrize(
    ("one", "other"),
    [("12", "twelve"), ("12", "at least 12"), ("more than 40", "46"), ("about 50", "52"), ("dozens of", "46")],
)
def test_bounds_and_rounding_hold(parser: Parser, one: str, other: str) -> None:
    told = story(parser, FERRY.format(dead=one, name="Selma"), FERRY.format(dead=other, name="Selma"))
    assert not told.conflicts


def test_bounds_that_hold_are_listed_with_the_reason(parser: Parser) -> None:
    told = story(parser, FERRY.format(dead="more than 40", name="Selma"), FERRY.format(dead="46", name="Selma"))
    rows = [c for c in told.compatible if c.kind == "number"]
    assert [r.reasons[0].rule for r in rows] == ["bounds hold"]


def test_a_count_that_grows_from_day_to_day_is_an_update(parser: Parser) -> None:
    texts = [FERRY.format(dead=d, name="Selma") for d in ("at least 12", "at least 20")]
    told = story(parser, *texts, published=("2031-05-12", "2031-05-13"))
    assert [c.update for c in told.conflicts if c.kind == "number"] == [True]
    same_day = story(parser, *texts)
    assert [c.update for c in same_day.conflicts if c.kind == "number"] == [False]


def test_numbers_of_other_places_or_parts_are_not_compared(parser: Parser) -> None:
    told = story(
        parser,
        "A gunman killed 22 people in Lisbon on Saturday.",
        "A gunman killed nine people in Madrid on Sunday.",
    )
    assert not told.conflicts
    told = story(
        parser,
        "The rebels freed 21 of the 200 schoolgirls on Friday after talks with the army.",
        "The rebels freed 21 schoolgirls on Friday after talks with the army.",
    )
    assert not told.conflicts


def test_names_spelled_differently(parser: Parser) -> None:
    told = story(
        parser,
        FERRY.format(dead="12", name="Selmara"),
        FERRY.format(dead="12", name="Selmera"),
    )
    assert told.of_kind("name") == [{"Selmara", "Selmera"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norwegians praised the plan in Bergen.", "Norway praised the plan in Bergen."),
        ("Anna Lindqvist praised the plan.", "Anna Lindqvist's brother praised the plan."),
        ("Karl Martin praised the plan.", "Petra Marvin praised the plan."),
        ("Prices in Malmö fell.", "Prices in Malmo fell."),
        ("The Democratic leader praised the plan.", "Democrats praised the plan."),
    ],
)
def test_other_forms_and_other_people_are_no_misspelling(parser: Parser, one: str, other: str) -> None:
    told = story(parser, one, other)
    assert not told.of_kind("name")


def test_names_one_small_word_apart(parser: Parser) -> None:
    told = story(
        parser,
        "The National Institute for the Deaf opened a school in Porto.",
        "The National Institute of the Deaf opened a school in Porto.",
    )
    assert len(told.of_kind("name")) == 1


def test_the_age_of_one_person(parser: Parser) -> None:
    told = story(
        parser,
        "Nadia Ferrow, 31, won the Tarn marathon on Sunday. Ferrow had trained for two years.",
        "Nadia Ferrow, 34, won the Tarn marathon on Sunday. Ferrow had trained for two years.",
    )
    assert told.of_kind("age") == [{"31", "34"}]
    told = story(
        parser,
        "Nadia Ferrow, 31, won the Tarn marathon on Sunday. Ferrow had trained for two years.",
        "Olga Brandt, 34, came second in the Tarn marathon on Sunday.",
    )
    assert not told.conflicts


def test_one_figure_changed_in_equal_words(parser: Parser) -> None:
    told = story(
        parser,
        "Halvard Moen, who was minister of trade from 2009 to 2012, will lead the bank.",
        "The new head of the bank is Halvard Moen, minister of trade from 2009 to 2013.",
    )
    assert told.of_kind("date") == [{"2012", "2013"}]


def test_words_that_exclude_each_other(parser: Parser) -> None:
    told = story(
        parser,
        "A bomber rammed a truck into the wall of the embassy in Tarn on Friday.",
        "The bomber rammed a car into the wall of the embassy in Tarn.",
    )
    assert told.of_kind("other") == [{"truck", "car"}]
    told = story(
        parser,
        "A bomber rammed a truck into the wall of the embassy in Tarn on Friday.",
        "The bomber rammed a vehicle into the wall of the embassy in Tarn.",
    )
    assert not told.conflicts


def test_done_and_not_done(parser: Parser) -> None:
    told = story(
        parser,
        "The council approved the harbour plan on Tuesday evening.",
        "The council did not approve the harbour plan on Tuesday evening.",
    )
    assert len(told.of_kind("polarity")) == 1
    told = story(
        parser,
        "The council did not approve the harbour plan until Tuesday evening.",
        "The council approved the harbour plan on Tuesday evening.",
    )
    assert not told.of_kind("polarity")


SAID = '"We never sold the northern vineyards to a foreign brewery," {who} said on Monday. The vineyards lie near Tarn.'


def test_one_sentence_in_two_mouths(parser: Parser) -> None:
    told = story(
        parser,
        SAID.format(who="Governor Tomas Reyle"),
        SAID.format(who="Minister Greta Havik").replace("The vineyards lie near Tarn.", "Wine from Tarn is famous."),
    )
    assert told.of_kind("speaker") == [{"Tomas Reyle", "Greta Havik"}]
    told = story(parser, SAID.format(who="Governor Tomas Reyle"), SAID.format(who="Reyle"))
    assert not told.conflicts


def test_equal_reports_do_not_quarrel(parser: Parser) -> None:
    text = FERRY.format(dead="12", name="Selma") + " " + SAID.format(who="Governor Tomas Reyle")
    assert not story(parser, text, text, text).conflicts


def test_passages_hold_their_marks(parser: Parser) -> None:
    told = story(parser, FERRY.format(dead="12", name="Selmara"), FERRY.format(dead="15", name="Selmera"))
    assert len(told.conflicts) == 2
    for conflict in told.conflicts:
        assert conflict.reasons
        for value in conflict.values:
            assert len({s.article for s in value.evidence}) == len(value.evidence) == len(value.marks)
            for passage, mark in zip(value.evidence, value.marks, strict=True):
                assert passage.contains(mark)
                assert mark.of(told.text(mark.article)).strip()
