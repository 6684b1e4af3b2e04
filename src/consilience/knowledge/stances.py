"""Words by which a voice takes a side on a question, and the nouns for questions (stances.tsv)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .tables import table


class Siding(NamedTuple):
    """What a word does in one part: its `side` (1 for, -1 against, 0 none) and its frames (see the table's header)."""

    part: str
    side: int
    frames: tuple[str, ...]


class Issue(NamedTuple):
    """A noun for a question: the word that stands for it; `points` where it names nothing itself ("the move"); `claimed`."""

    question: str
    points: bool
    claimed: bool


@cache
def sidings() -> dict[str, tuple[Siding, ...]]:
    """Lemma -> what it does, one row for each part that it stands in."""
    found: dict[str, tuple[Siding, ...]] = {}
    for row in table("stances"):
        if row["part"] == "issue":
            continue
        siding = Siding(row["part"], {"+": 1, "-": -1, "": 0}[row["side"]], tuple(row["frames"].split()))
        for word in row["word"].split("|"):
            found[word] = (*found.get(word, ()), siding)
    return found


@cache
def issues() -> dict[str, Issue]:
    """Lemma -> the question it is a noun for."""
    found: dict[str, Issue] = {}
    for row in table("stances"):
        if row["part"] == "issue":
            words = row["word"].split("|")
            frames = row["frames"].split()
            for word in words:
                found[word] = Issue(words[0] if "same" in frames else word, "points" in frames, "claims" in frames)
    return found
