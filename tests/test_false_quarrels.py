"""Reports that say what only looks like a disagreement: two persons, two occasions, a part and the whole, a plan and its end."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

SHOOTING = "A gunman opened fire in a bakery in Tarnby on Friday night. {rest}"
CUP = "The sailing cup of Tarnby begins in June. {rest}"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Seven people were killed in the bakery.", "Six people were killed in the bakery.", True),
        ("Seven people were killed, including the gunman.", "Six people were killed.", False),
        ("He killed six children and two bakers.", "He killed eight people.", False),
        (
            "The army has flown out 18,000 people since July.",
            "The army has flown out 13,000 people since Monday.",
            False,
        ),
        ("The army has flown out 18,000 people.", "The army has flown out 13,000 people.", True),
        ("Seven bullets hit the baker.", "Three of the seven bullets hit the baker in the back.", False),
        ("Jonas Berg fired 20 shots.", "Karl Ohlin fired 12 shots.", False),
        ("Jonas Berg fired 20 shots.", "Jonas Berg fired 12 shots.", True),
        ("Jonas Berg served 19 years in the army.", "Jonas Berg served his first 11 years in the army.", False),
        ("The thief took rings worth 103 million euros.", "The thief took rings worth 88 million pounds.", False),
        ("The quake killed ten people in Tarnby.", "The quake killed 612 people in Tarnby.", False),
        (
            "The harbour law sets 40.4 litres per boat, compared to the 46.7 litres per boat planned before.",
            "The harbour law lowers the mark from 54 litres per boat to 40 litres per boat.",
            False,
        ),
        ("Three men were wounded in Tarnby.", "Six more men were wounded in Tarnby.", False),
    ],
)
def test_numbers_of_a_part_and_of_the_whole(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, SHOOTING.format(rest=one), SHOOTING.format(rest=other))
    assert bool(told.of_kind("number")) == clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Karl Ohlin, 49, was taken to court.", "Karl Ohlin, 48, was taken to court.", True),
        ("Karl Ohlin, 49, was taken to court.", "Karl Ohlin, 5, was taken to court.", False),
        ("A 15-year-old boy was shot in Tarnby.", "A 16-year-old boy shot a baker in Tarnby.", False),
        ("A 15-year-old boy was shot in Tarnby.", "A 16-year-old boy was shot in Tarnby.", True),
    ],
)
def test_ages_of_two_persons(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, SHOOTING.format(rest=one), SHOOTING.format(rest=other))
    assert bool(told.of_kind("age")) == clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Karin Holm denied selling the cup to a dealer.", "Karin Holm sold the cup to a dealer.", True),
        (
            "“The fire did not spread further through the harbour hall,” the mayor said.",
            "The fire spread through the harbour hall.",
            False,
        ),
        (
            "Karin Holm denied colluding with the Halden smugglers.",
            "Jonas Berg, who was charged in the inquiry into collusion with the Halden smugglers, also attended the race.",
            False,
        ),
        (
            "“Holm could not tell the harbour police,” the mayor said.",
            "Holm told the harbour police on Monday that the wind had turned near the island.",
            False,
        ),
        (
            "On Monday Karin Holm announces whether she will give up the office or will seek a second term as head of the club.",
            "Karin Holm is expected to announce that she will not seek a second term as head of the club.",
            False,
        ),
    ],
)
def test_denials_of_something_else(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, CUP.format(rest=one), CUP.format(rest=other))
    assert bool(told.of_kind("polarity")) == clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Jon Holzwarth won the race.", "Jon Holzworth won the race.", True),
        ("Jon Holzwarth won the race.", "Michael Holzworth won the race. Holzworth was glad.", False),
        ("The Latino sailors won. Latinos cheered.", "The Latinx sailors won. Latinos cheered.", False),
        ("The House Harbour Security Committee met.", "The Security Council met.", False),
    ],
)
def test_names_of_others(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, CUP.format(rest=one), CUP.format(rest=other))
    assert bool(told.of_kind("name")) == clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Five guests were hurt in a fight Saturday at a harbour feast.",
         "Five guests were hurt in a fight Sunday at a harbour feast.", True),
        ("Five guests were hurt in a fight Saturday at a harbour feast outside a Tarnby inn, police said.",
         "A guest hurt in a fight at a harbour feast outside a Tarnby inn was named, police said Sunday.", False),
        ("The town held a party on New Year's Eve at the harbour.", "The town held a New Year's party at the harbour.", False),
        ("The harbour office on Thursday dropped plans to charge the guests of the cup.",
         "On Friday, the harbour office scrapped plans to sail to Halden.", False),
        ("Posted: Sunday, May 4, 2031, 11:49 a.m. by the Tarnby harbour news desk.",
         "Posted: Thursday, May 8, 2031, 11:49 a.m. by the Tarnby harbour news desk.", False),
    ],
)  # fmt: skip
def test_days_of_something_else(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, CUP.format(rest=one), CUP.format(rest=other))
    assert bool(told.of_kind("date")) == clash


def test_a_man_and_a_woman_are_two_where_one_report_has_both(parser: Parser) -> None:
    one = SHOOTING.format(rest="The gunman wounded a man in the bakery. A woman fled.")
    other = SHOOTING.format(rest="The gunman wounded a woman in the bakery.")
    assert not story(parser, one, other).of_kind("other")


def test_none_of_them_is_not_several(parser: Parser) -> None:
    one = SHOOTING.format(rest="In the bakery, no baker fired a weapon at the gunman, police said on Sunday.")
    other = SHOOTING.format(rest="In the bakery, bakers fired no weapon at the gunman, police said on Sunday.")
    assert not story(parser, one, other).of_kind("number")


def test_who_passes_on_the_words_of_another_is_no_other_speaker(parser: Parser) -> None:
    words = "still waiting for the harbour office to name the sailors who cut the ropes of the yacht"
    one = CUP.format(rest=f"Speaker Jonas Lindqvist said in Tarnby that he was “{words}.”")
    more = "The longer they stall, the worse for all of us on the island who fear another summer without guests"
    other = CUP.format(rest=f"“As the Speaker said today, we are {words}. {more},” said his aide Karin Holm.")
    assert not story(parser, one, other).of_kind("speaker")
