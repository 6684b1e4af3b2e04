"""Numbers, ages, dates and clocks that look like one slot: which are of one thing and which are not."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser
from consilience.text.ages import of_another_time


def test_two_ages_in_one_report_are_of_two_people(parser: Parser) -> None:
    told = story(
        parser,
        "A driver hit Alba Rainer on Orlec Road. Alba Rainer, 9, was with her sister Mira. Her 12-year-old sister called the police.",
        "A driver hit Alba Rainer on Orlec Road. Alba Rainer, 9, was with her sister Mira. Her 12-year-old sister called for help.",
    )
    assert not told.of_kind("age")


@pytest.mark.parametrize(
    ("days", "clash"), [(("2031-05-12", "2031-05-13"), True), (("2031-05-12", "2031-09-20"), False)]
)
def test_a_birthday_may_lie_between_two_reports(parser: Parser, days: tuple[str, str], clash: bool) -> None:
    told = story(
        parser,
        "Police arrested Tomas Velik, 21, in Orlec.",
        "A court in Orlec sentenced Tomas Velik, 22, to prison.",
        published=days,
    )
    assert bool(told.of_kind("age")) is clash


@pytest.mark.parametrize(
    ("text", "age"),
    [("She left home at age 16.", "16"), ("He was 35 when he left.", "35"), ("Alba turns 4 today.", "4")],
)
def test_an_age_of_another_time(text: str, age: str) -> None:
    at = text.index(age)
    assert of_another_time(text, at, at + len(age))


def test_an_age_of_now() -> None:
    text = "Tomas Velik, 21, was aged 21 and is a 21-year-old clerk."
    spots = [k for k in range(len(text)) if text.startswith("21", k)]
    assert not any(of_another_time(text, k, k + 2) for k in spots)


def test_two_hours_in_one_report_are_of_two_events(parser: Parser) -> None:
    told = story(
        parser,
        "The church of Orlec will hold a service at 8 a.m. Saturday. The church of Orlec will hold a service at 11 a.m. Sunday.",
        "The church of Orlec will hold a service at 8 a.m. Saturday for the dead.",
    )
    assert not told.of_kind("time")


def test_house_numbers_and_pictures_are_no_figures(parser: Parser) -> None:
    told = story(
        parser,
        "She was shot in the 5500 block of Velden Street in Orlec on Sunday night. Image 2 of 44 shows Velden Street in Orlec.",
        "She was shot in the 5000 block of Velden Street in Orlec on Sunday night. Image 3 of 9 shows Velden Street in Orlec.",
    )
    assert not told.of_kind("number")


def test_a_list_in_equal_words_is_no_quarrel(parser: Parser) -> None:
    told = story(
        parser,
        "Orlec had 240 thefts per 1,000 residents last year, police said.\n"
        "Velden had 447 thefts per 1,000 residents last year, police said.",
        "Marnik had 1,043 thefts per 1,000 residents last year, police said.",
    )
    assert not told.of_kind("number")


def test_a_year_that_tells_which_is_no_date_of_the_event(parser: Parser) -> None:
    told = story(
        parser,
        "The new council of Orlec mirrors the 2011 power-sharing agreement of the two parties.",
        "The parties of Orlec will sign a power-sharing agreement this year.",
    )
    assert not told.of_kind("date")


def test_people_of_one_state_are_one_group(parser: Parser) -> None:
    told = story(
        parser,
        "Thieves stole the personal data of up to 44 million Brits from the credit firm Velden, it is feared.",
        "Velden said that thieves stole the personal data of up to 400,000 British customers from the credit firm.",
    )
    assert told.of_kind("number") == [{"up to 44 million", "up to 400,000"}]


def test_what_stands_in_a_place_is_one_number(parser: Parser) -> None:
    told = story(
        parser,
        "The president will withdraw the remaining 2,500 troops from Marnia by the summer, his office said.",
        "The president will keep around 3,000 troops in Marnia past the date agreed with the rebels.",
    )
    assert told.of_kind("number") == [{"2,500", "around 3,000"}]


def test_troops_in_two_places_are_two_numbers(parser: Parser) -> None:
    told = story(
        parser,
        "The president will withdraw the remaining 2,500 troops from Marnia by the summer, his office said.",
        "The president will keep around 3,000 troops in Germany past the date agreed with the rebels.",
    )
    assert not told.of_kind("number")


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("Victory cut the gap between Dorn and Alba Rainer to just 12 points.", True),
        ("Victory gave Dorn 12 points in the race against Alba Rainer.", False),
        ("Polls put the gap between Dorn and Alba Rainer at 12 points.", False),
    ],
)
def test_the_gap_between_two(parser: Parser, other: str, clash: bool) -> None:
    told = story(parser, "Dorn trails her team mate Alba Rainer by 19 points with one race left.", other)
    assert bool(told.of_kind("number")) is clash


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("The explosion occurred about an hour before midnight, a witness said.", True),
        ("The explosion occurred about 11:45 pm, a witness said.", False),  # both are rounded
        ("Police arrived about an hour before midnight, a witness said.", False),
        ("The explosion occurred about 3 am, a witness said.", False),  # too far apart to be one
        ("One blast occurred at 10 pm. The second blast occurred at 11 pm.", False),
    ],
)
def test_the_hour_of_the_incident(parser: Parser, other: str, clash: bool) -> None:
    told = story(parser, "The attack on the depot in Orlec happened at around 11:30 pm.", other)
    assert bool(told.of_kind("time")) is clash
    assert all("at what time" in c.about for c in told.conflicts if c.kind == "time")


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("The Orlec fighters released their recruitment video on Sunday.", True),
        ("The Orlec fighters released a statement on Sunday.", False),
    ],
)
def test_one_deed_on_two_days(parser: Parser, other: str, clash: bool) -> None:
    told = story(parser, "A media house of the Orlec fighters released the video on Saturday.", other)
    assert bool(told.of_kind("date")) is clash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twenty people were killed in 12 separate shootings in Orlec.", "A man killed seven people in Orlec on Sunday."),
        ("The Velden flight was due to leave on Sunday.", "The Velden flight left on 1 May 2031."),
        ("Call the police in Orlec on 555-010-2100 or by letter.", "Call the police in Orlec on 555-010-2221 or by letter."),
        ("Alba Rainer, 19, was hit by five bullets in Orlec.", "Alba Rainer was five months pregnant when hit by five bullets in Orlec."),
        ("The parliament in Orlec voted to impeach Dorn in December 2029.", "The parliament in Orlec voted to impeach Dorn on Friday."),
    ],
)  # fmt: skip
def test_figures_of_two_things(parser: Parser, one: str, other: str) -> None:
    told = story(parser, one, other)
    assert not [c.about for c in told.conflicts if c.kind in ("number", "date", "time", "age")]


def test_an_age_in_equal_words(parser: Parser) -> None:
    told = story(
        parser,
        "The hospital in Orlec said that a man, 36, was in critical condition after the shooting.",
        "The hospital in Orlec said that a man, 50, was in critical condition after the shooting.",
    )
    assert told.of_kind("age") == [{"36", "50"}]


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ("A ferry sank off Orlec, killing 6 people.", "A ferry sank off Orlec, killing 9 people.", "how many people were killed"),
        ("The boy fell 4 metres into a pit in Orlec.", "The boy fell 9 metres into a pit in Orlec.", "how far the boy fell"),
        ("Some 40 workers signed a letter to the mayor of Orlec.", "In Orlec, 95 workers signed a letter to the mayor.",
         "how many workers signed a letter"),
        ("Marnia has 800 foreign soldiers at a base near Orlec.", "Marnia has 1,100 foreign soldiers at a base near Orlec.",
         "how many soldiers Marnia has"),
        ("Rainer took the 35-word oath in Orlec at noon.", "Rainer took the 38-word oath in Orlec at noon.", "how many words"),
    ],
)  # fmt: skip
def test_what_a_disagreement_of_numbers_asks(parser: Parser, one: str, other: str, about: str) -> None:
    told = story(parser, one, other)
    assert [c.about.removesuffix(" to the mayor") for c in told.conflicts if c.kind == "number"] == [about]


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("A woman called the police in Orlec on Sunday to report a shooting on Velden Road.", True),
        ("Two women called the police in Orlec on Sunday about a shooting on Velden Road.", False),
        ("Another woman called the police in Orlec on Sunday to report a shooting on Velden Road.", False),
        ("A woman told the police in Orlec on Sunday of a shooting on Velden Road.", False),
    ],
)
def test_one_or_several(parser: Parser, other: str, clash: bool) -> None:
    told = story(parser, "Two women called the police in Orlec on Sunday to report a shooting on Velden Road.", other)
    found = [c for c in told.conflicts if c.about == "whether it was one woman or several"]
    assert bool(found) is clash
    assert all([v.value for v in c.values] == ["several (women)", "one (woman)"] for c in found)
