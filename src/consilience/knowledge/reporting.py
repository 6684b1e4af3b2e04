"""Reporting verbs, nouns and phrases with the frames in which they take their content."""

from __future__ import annotations

from functools import cache

from .tables import table


@cache
def frames(part: str) -> dict[str, dict[str, str]]:
    """For `part` (verb, noun): lemma -> {frame: kind}. Particle verbs are keyed "go on"; the first row of a frame holds."""
    found: dict[str, dict[str, str]] = {}
    for row in table("reporting"):
        if row["part"] == part:
            for word in row["word"].split("|"):
                known = found.setdefault(word, {})
                for name in row["frames"].split():
                    known.setdefault(name, row["kind"])
    return found
