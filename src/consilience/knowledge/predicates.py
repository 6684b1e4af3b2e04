"""Words that state the same, and words whose statements exclude each other."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .tables import table


@cache
def synonyms() -> dict[tuple[str, str], str]:
    """(part of speech, lemma) -> the first word of its row. A lemma in several rows of a part belongs to the first."""
    found: dict[tuple[str, str], str] = {}
    for row in table("synonyms"):
        words = row["words"].split("|")
        for word in words:
            if " " not in word:
                found.setdefault((row["kind"], word), words[0])
    return found


class Sides(NamedTuple):
    """One row of words that exclude each other: `side` gives the number of the side that a lemma stands on."""

    kind: str
    side: dict[str, int]


@cache
def opposites(part: str) -> dict[str, tuple[Sides, ...]]:
    """For `part` (verb, word): lemma -> the rows it stands in."""
    found: dict[str, list[Sides]] = {}
    for row in table("opposites"):
        if row["part"] != part:
            continue
        sides = Sides(row["kind"], {w: k for k, cell in enumerate(row["sides"].split("|")) for w in cell.split(",")})
        for word in sides.side:
            found.setdefault(word, []).append(sides)
    return {word: tuple(rows) for word, rows in found.items()}
