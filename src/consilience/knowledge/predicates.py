"""Words that state the same, and words whose statements exclude each other."""

from __future__ import annotations

from functools import cache

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
