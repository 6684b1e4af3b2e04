"""Kinds of happening and the words that reports use of them (kindred.tsv)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from .tables import table


@cache
def kindred() -> dict[str, frozenset[str]]:
    """Lemma -> the kinds of happening that it may speak of."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in table("kindred"):
        for word in row["words"].split("|"):
            found[word].add(row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}
