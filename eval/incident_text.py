"""What both the places and the rest of an incident's reading need of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from consilience.model.story import Report

VIOLENT = frozenset(("ASSAULT", "death", "injury"))


def sentence_of(r: Report) -> Callable[[int], int]:
    """The number of the sentence of `r` in which a place of its text stands."""
    starts = [s.start for s in r.parse.sentences]
    return lambda at: max(0, bisect_right(starts, at) - 1)
