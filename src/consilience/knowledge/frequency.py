"""How rare a word is in news at large: idf of its prefix over a fixed table, so it does not depend on what is read."""

from __future__ import annotations

from functools import cache
from math import log

from .tables import table

STORIES = 469  # stories counted in word_frequency.tsv


@cache
def idf_table() -> dict[str, float]:
    """Natural-log idf by prefix (five letters, small) for the prefixes listed."""
    return {row["prefix"]: log(STORIES / int(row["stories"])) for row in table("word_frequency")}


@cache
def rarest() -> float:
    """The idf of a prefix that is not listed: rarer than all that are."""
    return max(idf_table().values()) + log(2)


def idf(prefix: str) -> float:
    """Natural-log inverse document frequency of a prefix as `text.words.prefix` gives it."""
    return idf_table().get(prefix, rarest())
