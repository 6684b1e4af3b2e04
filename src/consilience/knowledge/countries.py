"""States by the words that name them: names, adjectives and people, capitals, seats of government."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from .tables import table

StateMatch = Literal["name", "demonym", "people", "capital", "metonym"]

LONGEST_STATE = 8  # words in the longest name of the table


@dataclass(frozen=True, slots=True)
class State:
    """A state found: its ISO 3166-1 alpha-3 code and by what kind of word.

    `demonym` is an adjective (Iranian, British), `people` a word for people only (Iranians, Briton, Dutchwomen);
    `capital` and `metonym` (Kremlin, White House) may stand for the government or be the place.
    """

    iso3: str
    match: StateMatch


_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def state_key(words: str) -> str:
    """The comparable form of a name: no "the", possessive or dots (U.S. = US), one space, small letters."""
    plain = _POSSESSIVE.sub("", _ARTICLE.sub("", words.strip()))
    return " ".join(plain.replace(".", "").replace("’", "'").split()).lower()


@cache
def _index() -> dict[str, State]:
    index: dict[str, State] = {}
    kinds: tuple[tuple[StateMatch, str], ...] = (
        ("name", "name"), ("name", "other_names"), ("demonym", "adjectives"), ("people", "people"),
        ("capital", "capitals"), ("metonym", "metonyms"),
    )  # fmt: skip
    for match, column in kinds:
        for row in table("countries"):
            for word in filter(None, row[column].split("|")):
                index.setdefault(state_key(word), State(row["iso3"], match))
                if match == "demonym" and re.search(r"(an|i|ek|ak|ech|yz|iot|ene|o)$", word):
                    index.setdefault(state_key(word) + "s", State(row["iso3"], "people"))
    return index


@lru_cache(maxsize=50_000)
def find_state(words: str) -> State | None:
    """The state that `words` (one whole name, "the" and possessive allowed) stand for, and how; None for other words.

    Capital letters are needed: "us", "turkey" and "polish" are no states.
    """
    found = _index().get(state_key(words))
    if found is None:
        return None
    shown = _ARTICLE.sub("", words.strip())
    if not shown[:1].isupper() and not shown[:1].isdigit():
        return None
    if state_key(words) == "us" and not re.match(r"U\.?\s?S\b", shown):
        return None
    return found


def state_of(words: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of the state that `words` stand for (see `find_state`)."""
    found = find_state(words)
    return found.iso3 if found else None


@cache
def _names() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in table("countries")}


def name_of(iso3: str) -> str:
    """The name shown for a state."""
    return _names()[iso3]


@cache
def _items() -> dict[str, str]:
    return {row["iso3"]: row["wikidata"] for row in table("countries") if row["wikidata"]}


def state_item(iso3: str) -> str | None:
    """The state's item of Wikidata, where it is known."""
    return _items().get(iso3)


def is_state(iso3: str) -> bool:
    """True for a code of the table."""
    return iso3 in _names()


@cache
def first_words() -> frozenset[str]:
    """The first words (in the form of `state_key`) of all names: where a longer match may begin."""
    return frozenset(key.split(" ")[0] for key in _index())


@cache
def state_words() -> dict[str, State]:
    """All keys (see `state_key`) with their state."""
    return dict(_index())
