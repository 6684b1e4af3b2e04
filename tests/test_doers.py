"""One deed put down to doers of different offices."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

FAIR = "The summer fair of Tarnby drew large crowds. {rest}"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("The organisers set up a first-aid tent.", "The first-aid tent was set up by the city's police force.", True),
        ("The organisers set up a first-aid tent.", "The promoters set up the first-aid tent.", False),
        ("The organisers set up a first-aid tent.", "The police set up a command tent.", False),
        ("The organisers set up a first-aid tent.", "The police may set up a first-aid tent.", False),
        ("The organisers set up a first-aid tent.", "The police and the organisers set up a first-aid tent.", False),
    ],
)
def test_doers(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, FAIR.format(rest=one), FAIR.format(rest=other))
    assert told.of_kind("other") == [{"organisers", "police"}] * clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("French air strikes near Sarnova", "Nato air strikes on Sarnova", True),
        ("French air strikes near Sarnova", "Nato air strikes near Kelmuny", False),
        ("French air strikes near Sarnova", "France's air strikes near Sarnova", False),
        ("French air strikes near Sarnova", "French and Nato air strikes near Sarnova", False),
    ],
)
def test_whose_strike(parser: Parser, one: str, other: str, clash: bool) -> None:
    text = "The rebels called the attack revenge for {strike} last week."
    told = story(parser, text.format(strike=one), text.format(strike=other))
    found = [c for c in told.conflicts if c.reasons[0].rule == "one deed, other doers"]
    assert len(found) == clash


def test_two_names_of_one_state_are_one(parser: Parser) -> None:
    told = story(
        parser,
        "Both U.S. senators of the state, Karin Holm and Jonas Lindqvist, urged the governor to stop the harbour bill on Friday.",
        "On Friday both United States senators of the state, Karin Holm and Jonas Lindqvist, urged the governor to stop the bill.",
    )
    assert not told.of_kind("other")


def test_two_persons_of_one_surname_are_two(parser: Parser) -> None:
    one = "Captain Jonas Lindqvist has been dismissed from the harbour board of Tarnby, a lawyer for the captain said on Friday."
    two = one.replace("Jonas", "Karin")
    assert story(parser, one, two).of_kind("name")
    both = one + "\nHis sister Karin Lindqvist was not on the board."
    assert not story(parser, both, two).of_kind("name")
