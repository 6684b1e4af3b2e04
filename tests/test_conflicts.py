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


def test_two_parts_of_one_thing_exclude_each_other(parser: Parser) -> None:
    first = "The attacker rammed his car into the wall of the embassy in Tarn on Friday, police said."
    line = '"As planned, a bomber driving a car rammed the {} of the {} in Tarn on Friday," the rebels said.'
    assert story(parser, first, line.format("main building", "embassy")).of_kind("place") == [{"wall", "building"}]
    assert not story(parser, first, line.format("main building", "school")).of_kind("place")
    assert not story(parser, first, line.format("outer wall", "embassy")).of_kind("place")


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


@pytest.mark.parametrize(
    ("one", "other", "published", "update"),
    [
        ("Twelve agreements were signed", "13 agreements were signed", ("2031-05-12", "2031-05-13"), False),
        ("21 agreements were signed", "12 agreements were signed", ("2031-05-12", "2031-05-13"), False),
    ],
)
def test_what_was_counted_once_does_not_move(
    parser: Parser, one: str, other: str, published: tuple[str, str], update: bool
) -> None:
    text = "{what} by the ministers of Tarn and Halden at the meeting in Kvalmara."
    told = story(parser, text.format(what=one), text.format(what=other), published=published)
    assert [(c.kind, c.update) for c in told.conflicts] == [("number", update)]
    assert told.conflicts[0].about == "how many agreements were signed"


def test_an_update_says_so_and_comes_later(parser: Parser) -> None:
    texts = [
        "The fair in Kvalmara drew 400 visitors on Saturday, the council said.",
        "The fair in Kvalmara drew 900 visitors on Saturday, the council said in a revised count.",
    ]
    later = story(parser, *texts, published=("2031-05-12T08:00+00:00", "2031-05-12T19:00+00:00"))
    assert [c.update for c in later.conflicts if c.kind == "number"] == [True]
    assert [v.value for v in later.conflicts[0].values] == ["400", "900"]
    earlier = story(parser, *texts, published=("2031-05-12T19:00+00:00", "2031-05-12T18:30-05:00"))
    assert [c.update for c in earlier.conflicts if c.kind == "number"] == [True]
    before = story(parser, *texts, published=("2031-05-12T19:00+00:00", "2031-05-12T18:30+02:00"))
    assert [c.update for c in before.conflicts if c.kind == "number"] == [False]


def test_an_age_never_moves(parser: Parser) -> None:
    texts = [f"Nadia Ferrow, {n}, won the Tarn marathon on Sunday. Ferrow had trained for two years." for n in (31, 34)]
    told = story(parser, *texts, published=("2031-05-12", "2031-05-14"))
    assert [c.update for c in told.conflicts] == [False]
    assert told.conflicts[0].about == "how old Nadia Ferrow is"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("three kilometres", "five miles", True),
        ("three kilometres", "about two miles", False),
        ("about three kilometres", "3,200 metres", False),
    ],
)
def test_distances_are_compared_in_one_unit(parser: Parser, one: str, other: str, clash: bool) -> None:
    text = "The ferry Selma hit the rocks {far} from the harbour of Kvalmara in thick fog on Sunday."
    told = story(parser, text.format(far=one), text.format(far=other))
    assert bool(told.of_kind("number")) is clash


SOLD = "The old lighthouse on Tarn Island was sold to a hotel company {when}, the council said."


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("in March 2029", "in March 2028", True),
        ("on 3 March 2029", "on 12 March 2029", True),
        ("in March 2029", "on 12 March 2029", False),
        ("in 2029", "in March 2029", False),
        ("in 2024", "on 12 March 2029", False),
    ],
)
def test_dates_of_one_event(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, SOLD.format(when=one), "In short: " + SOLD.format(when=other).replace("old ", ""))
    assert bool(told.of_kind("date")) is clash


def test_dates_of_different_events_are_not_compared(parser: Parser) -> None:
    told = story(
        parser,
        "Kvalmara signed a treaty with Halden in January 2029.",
        "Kvalmara signed a treaty with Porto in March 2029.",
    )
    assert not told.of_kind("date")


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("at 6:40 a.m.", "at 7:10 a.m.", True),
        ("at 6:40 a.m.", "at about 6:45 a.m.", False),
        ("at 6:40 a.m. GMT", "at 8:40 a.m.", False),
    ],
)
def test_clock_times_of_one_event(parser: Parser, one: str, other: str, clash: bool) -> None:
    text = "The ferry Selma struck the Maiden Rocks off Tarn Island {when}, the coast guard said."
    told = story(parser, text.format(when=one), text.format(when=other).replace("struck", "hit"))
    assert bool(told.of_kind("time")) is clash


def test_denied_and_stated(parser: Parser) -> None:
    told = story(
        parser,
        "The company denied that the new price was linked to the harbour tax.",
        "A former minister, Greta Havik, suggested the new price was related to the harbour tax.",
    )
    assert [(c.kind, {v.value for v in c.values}) for c in told.conflicts] == [("cause", {"denied", "said"})]
    assert told.conflicts[0].about == "whether the new price was linked to the harbour tax"
    told = story(
        parser,
        "The company denied that the new price was linked to the harbour tax.",
        "The company said that the new price was not related to the harbour tax.",
        "Shops may deny service to sailors. Sailors pay no harbour tax in the shops.",
    )
    assert not told.conflicts


def test_names_of_bodies_and_offices(parser: Parser) -> None:
    told = story(
        parser,
        "Blue Heron Airways cancelled the flight to Porto.",
        "Blue Heron Airlines cancelled the flight to Porto.",
    )
    assert len(told.of_kind("name")) == 1
    told = story(
        parser,
        "The stone is older than the island, said Olga Brandt, an assistant professor at Tarn University.",
        "The stone is older than the island, said Olga Brandt, a professor at Tarn University.",
    )
    assert told.of_kind("other") == [{"an assistant professor at Tarn University", "a professor at Tarn University"}]
    told = story(
        parser,
        "The stone is older than the island, said Olga Brandt, a former minister.",
        "The stone is older than the island, said the deputy minister, Olga Brandt.",
    )
    assert not told.conflicts


def test_a_correction_is_no_quarrel(parser: Parser) -> None:
    told = story(
        parser,
        "The ferry Selma was built in 2008.",
        "Correction: An earlier version of this report said the ferry Selma was built in 2018. It was built in 2008.",
    )
    assert not told.conflicts


def test_lengths_by_what_was_done_over_them_in_one_unit(parser: Parser) -> None:
    line = "The climber fell {} into a crevasse on Mount Tarn, and the rescuers reached her at noon."
    assert len(story(parser, line.format("12 feet"), line.format("15 feet")).of_kind("number")) == 1
    assert not story(parser, line.format("12 feet"), line.format("about 3.7 metres")).conflicts


def test_one_measure_in_two_units_is_one_value(parser: Parser) -> None:
    line = "The climber fell {} into a crevasse on Mount Tarn, and the rescuers reached her at noon."
    (values,) = story(parser, *(line.format(v) for v in ("12 feet", "3.7 metres", "20 feet"))).of_kind("number")
    assert values == {"12 feet", "20 feet"}


FIRES = "Two fires damaged barns near Tarn on Sunday night, hours apart. {}"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Police believe the two fires are related.", "Police do not believe the fires are connected.", True),
        ("Officers said the fires are likely to be linked.", "The incidents are unrelated, the sheriff said.", True),
        ("Police believe the two fires are related.", "Police said the fires may be connected.", False),
        ("Police are asking whether the two fires are related.", "The two fires are not related, police said.", False),
        ("The fires are related to a feud, police said.", "The two fires are not related, police said.", False),
        ("Police believe the robberies are related.", "The two fires are not related, police said.", False),
    ],
)
def test_whether_deeds_are_connected(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, FIRES.format(one), FIRES.format(other))
    assert bool(told.of_kind("polarity")) == clash


WEIGHED = "Governor Ada Holm is still deciding whether to sign or veto the fishing bill, her office said."


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("Governor Ada Holm announced her decision to veto the fishing bill on Friday.", True),
        ("Governor Ada Holm decided to sign the fishing bill on Friday.", True),
        ("Governor Ada Holm would announce her decision to veto the fishing bill if asked.", False),
        ("Governor Ada Holm did not announce her decision to veto the fishing bill.", False),
        ("Governor Ada Holm announced her decision to visit the fishing port.", False),
        ("Mayor Lev Brandt announced his decision to veto the parking rules.", False),
    ],
)
def test_still_open_or_decided(parser: Parser, other: str, clash: bool) -> None:
    told = story(parser, WEIGHED, other)
    assert bool(told.of_kind("status")) == clash
