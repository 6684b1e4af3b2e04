"""Cue phrases of page furniture, and how words stand at the edges of sentences, as compiled tables."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .tables import table

UNLISTED_START = -1.0  # log-odds of a capitalised word that is not listed: mostly a name
UNLISTED_END = 1.3  # of a word in small letters that is not listed: mostly a noun


class Cue(NamedTuple):
    """One cue: `pattern` is tried where one of `keys` (small letters) occurs."""

    reason: str
    keys: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def cues(scope: str) -> tuple[Cue, ...]:
    """The cues of one scope (line, head, span, sentence, caption, list: see the table's header), in file order."""
    return tuple(
        Cue(
            row["reason"],
            tuple(row["key"].split("|")) if row["key"] else (),
            re.compile(row["pattern"], re.IGNORECASE | re.MULTILINE),
        )
        for row in table("furniture")
        if row["scope"] == scope
    )


@cache
def starts() -> dict[str, float]:
    """Log-odds that a capitalised word begins a sentence, by the word as written (straight apostrophe)."""
    return {row["word"]: float(row["starts"]) for row in table("sentence_edges") if row["starts"]}


@cache
def ends() -> dict[str, float]:
    """Log-odds that a word in small letters ends a sentence rather than stands before a capitalised word in one."""
    return {row["word"]: float(row["ends"]) for row in table("sentence_edges") if row["ends"]}
