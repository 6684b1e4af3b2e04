"""Mentions: names, descriptions, pronouns and roles of one article, on sentences written for the purpose."""

from __future__ import annotations

import pytest

from consilience.model.annotation import Mention
from consilience.model.article import Article, Capture, Dateline
from consilience.model.span import Span
from consilience.stages.mentions import mentions
from consilience.stages.parse import Parser, parse


def _article(text: str, dateline: Dateline | None = None) -> Article:
    start = dateline.span.end if dateline else 0
    capture = Capture(id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    paragraphs = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((max(position, start), position + len(line)))
        position += len(line) + 1
    return Article(id="a", text=text, capture=capture, paragraphs=tuple(paragraphs), dateline=dateline)


def _read(parser: Parser, text: str, dateline: Dateline | None = None) -> tuple[Mention, ...]:
    article = _article(text, dateline)
    return mentions(article, parse(article, parser))


def _found(parser: Parser, text: str, form: str = "named") -> dict[str, Mention]:
    return {m.span.of(text): m for m in _read(parser, text) if m.form == form}


def test_states_by_name_demonym_capital_and_seat_of_government(parser: Parser) -> None:
    text = "Norway and the United States met in Oslo. The Kremlin objected, and Estonian officials told us so."
    found = _found(parser, text)
    assert {w: (m.key, m.rule) for w, m in found.items()} == {
        "Norway": ("NOR", "state name"),
        "United States": ("USA", "state name"),
        "Oslo": ("NOR", "state capital"),
        "Kremlin": ("RUS", "state metonym"),
        "Estonian": ("EST", "state demonym"),
    }


def test_titles_are_roles_and_no_part_of_the_name(parser: Parser) -> None:
    text = "Norwegian President Olav Brandtsen received Mr. Harrow and the Red Lions coach Petra Lindqvist on Monday."
    found = _found(parser, text)
    assert found["Olav Brandtsen"].role == "Norwegian President"
    assert found["Olav Brandtsen"].role_span is not None
    assert found["Olav Brandtsen"].role_span.of(text) == "Norwegian President"
    assert found["Harrow"].role == "Mr."
    assert found["Petra Lindqvist"].role == "Red Lions coach"
    assert found["Petra Lindqvist"].type == "person"
    assert "President" not in found


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Petra Lindqvist, the mayor of Northport, resigned.", "Petra Lindqvist", "the mayor of Northport"),
        ("The mayor, Petra Lindqvist, resigned.", "Petra Lindqvist", "The mayor"),
        ("Police arrested a man named Olav Brandtsen.", "Olav Brandtsen", "a man"),
    ],
)
def test_a_description_beside_a_name_is_its_role(parser: Parser, text: str, name: str, role: str) -> None:
    assert _found(parser, text)[name].role == role


def test_a_sentence_that_follows_a_name_is_no_role(parser: Parser) -> None:
    text = "They spoke to Petra Lindqvist. The mayor was not there."
    assert _found(parser, text)["Petra Lindqvist"].role is None


def test_descriptions_reach_from_determiner_to_of_phrase(parser: Parser) -> None:
    text = "The director of Northport Zoo met the 14-year-old and his Estonian counterpart near the 9th Street tunnel."
    found = _found(parser, text, "nominal")
    assert {"The director of Northport Zoo", "the 14-year-old", "his Estonian counterpart"} <= set(found)
    assert found["the 14-year-old"].type == "person"


def test_people_called_by_nationality(parser: Parser) -> None:
    text = "Brandtsen won the race. The 19-year-old Dutchman led from the start, and the Brazilian came second."
    assert {"The 19-year-old Dutchman", "the Brazilian"} <= set(_found(parser, text, "nominal"))


def test_names_with_hyphens_numbers_nicknames_and_of(parser: Parser) -> None:
    text = (
        "Senators passed Senate Bill 1187 after the Center for Northland Policy and Vincent 'the Fox' Harrow wrote to "
        "the bishop of Stratford-on-Avon."
    )
    found = set(_found(parser, text))
    assert found == {
        "Senate Bill 1187",
        "Center for Northland Policy",
        "Vincent 'the Fox' Harrow",
        "Stratford-on-Avon",
    }


def test_a_city_with_its_state_is_one_name(parser: Parser) -> None:
    found = _found(parser, "The family moved from Erie, Pennsylvania, to Toledo, Ohio, in 2011.")
    assert found["Erie, Pennsylvania"].rule == "city and region"
    assert found["Toledo, Ohio"].key == "toledo"


def test_the_place_of_a_dateline_is_a_mention(parser: Parser) -> None:
    text = "NORTHPORT (AP) - The ferry sank at dawn."
    line = Dateline(span=Span(article="a", start=0, end=17), place="NORTHPORT")
    found = [m for m in _read(parser, text, line) if m.rule == "dateline"]
    assert [m.span.of(text) for m in found] == ["NORTHPORT"]


def test_weekdays_and_pronoun_i_are_no_names(parser: Parser) -> None:
    found = _found(parser, "On Monday I met Ms Harrow in March. Read More")
    assert set(found) == {"Harrow"}


def test_spans_lie_in_the_text_and_order_is_stable(parser: Parser) -> None:
    text = (
        "Prosecutor Ana Reyes said the U.S. company’s lawyers had met her. “We saw them,” the Northport police chief "
        "said.\nThe group's spokesman, Ola Dahl of the Harbor Union (HU), denied it; Iran's delegation left."
    )
    article = _article(text)
    parsed = parse(article, parser)
    found = mentions(article, parsed)
    assert found == mentions(article, parsed)
    assert found
    starts = [m.span.start for m in found]
    assert starts == sorted(starts)
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text).strip() == mention.span.of(text)
        token = parsed.tokens[mention.head]
        assert mention.span.start <= token.start < mention.span.end
        if mention.role_span is not None:
            assert mention.role_span.of(text) == mention.role


def test_nothing_in_nothing(parser: Parser) -> None:
    assert _read(parser, "") == ()


def test_noun_of_no_table_beside_a_persons_name_describes_him(parser: Parser) -> None:
    text = "Ola Dahl, a second-generation yodeller, opened the shop. Ana Reyes is a yodeller."
    assert _found(parser, text)["Ola Dahl"].role == "a second-generation yodeller"
    assert _found(parser, text, "nominal")["a yodeller"].type == "person"


def test_one_of_many_is_a_single_person(parser: Parser) -> None:
    text = "One of the missing schoolgirls, Ana Reyes, was found."
    assert _found(parser, text, "nominal")["One of the missing schoolgirls"].type == "person"
    assert _found(parser, text, "nominal")["the missing schoolgirls"].type == "group"
    assert _found(parser, text)["Ana Reyes"].role == "One of the missing schoolgirls"


def test_capital_all_belongs_to_the_name(parser: Parser) -> None:
    text = "According to All Southern Airways, nobody was hurt. All Northport schools are closed."
    found = _found(parser, text)
    assert "All Southern Airways" in found
    assert "Northport" in found


def test_description_ends_before_what_somebody_is_accused_of(parser: Parser) -> None:
    assert "the company" in _found(parser, "Ana Reyes accused the company of hiding the fault.", "nominal")


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("He was shot in Osk Sunday near the harbour.", "Osk", None),  # the day is no part of the name
        ("It was the NPD Lt. Dana Ruhl who spoke.", "Dana Ruhl", "person"),
        ("Officers were called to E. Green St on Monday.", "E. Green St", "place"),
        ("The victims were Hanaya Wood, 23, and her brother.", "Hanaya Wood", "person"),
    ],
)
def test_what_stands_beside_a_name_tells_its_end_and_type(
    parser: Parser, text: str, name: str, type_: str | None
) -> None:
    found = _found(parser, text)
    assert name in found
    assert type_ is None or found[name].type == type_


def test_a_ship_called_after_a_comma_and_the(parser: Parser) -> None:
    found = _found(parser, "The vessel, the Alpine Dawn, was towed away. A Swiss hotel ship had been hit.")
    assert found["Alpine Dawn"].role == "The vessel"
    nominal = _found(parser, "A Swiss hotel ship had been hit.", "nominal")
    assert set(nominal) == {"A Swiss hotel ship"}  # no hotel


def test_a_nickname_with_an_age_behind_it_makes_a_person(parser: Parser) -> None:
    found = _found(parser, 'Takeela "KeKe" Fultin, a 39-year-old mother of six, was at home.')
    assert found['Takeela "KeKe" Fultin'].type == "person"
    assert found['Takeela "KeKe" Fultin'].key == "takeela fultin"


def test_ranks_offices_and_party_end_no_name(parser: Parser) -> None:
    text = (
        "Ohio Gov. Petra Lindqvist met Sen. Olav Brandtsen (D-Ky.) on Monday. Senate Majority Leader Ana Brandtsen left. "
        "Rear Adm. Olav Harrow stayed."
    )
    found = _found(parser, text)
    assert {"Ohio", "Petra Lindqvist", "Olav Brandtsen", "Senate", "Ana Brandtsen", "Olav Harrow"} <= set(found)
    assert not {"Ohio Gov.", "D-Ky.", "Senate Majority", "Rear", "Rear Adm."} & set(found)


def test_short_forms_of_regions_are_places(parser: Parser) -> None:
    found = _found(parser, "Rep. Petra Lindqvist (R-Tenn.), who sat beside her, left for Nashville.")
    assert {m.type for words, m in found.items() if words == "Tenn."} <= {"place"}
