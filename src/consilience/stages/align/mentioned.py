"""Who and what the passages of a report speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from ...model.annotation import Entity


class Mentioned:
    """The mentions of one report, in order: by name, by description or by pronoun."""

    def __init__(self, rows: Sequence[tuple[int, str]]) -> None:
        """`rows`: where each mention begins, and the id of its entity."""
        self._rows = sorted(rows)
        self._starts = list(map(itemgetter(0), self._rows))

    def inside(self, start: int, end: int) -> frozenset[str]:
        """The entities that are mentioned between `start` and `end`."""
        return frozenset([e for _, e in self._rows[bisect_left(self._starts, start) : bisect_left(self._starts, end)]])


def by_report(entities: Sequence[Entity]) -> dict[str, Mentioned]:
    """The mentions of each report that has any."""
    found: dict[str, list[tuple[int, str]]] = {}
    for entity in entities:
        for mention in entity.mentions:
            found.setdefault(mention.span.article, []).append((mention.span.start, entity.id))
    return {article: Mentioned(rows) for article, rows in found.items()}


NOBODY = Mentioned(())
