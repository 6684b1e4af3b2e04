"""Who copied whom: the relation of each pair with its reasons, and the origin of every article and passage."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.lineage import Lineage, TextReuse
from ...model.story import Report
from .origins import origins
from .relation import relations


def lineage(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> Lineage:
    """The descent of a story's texts, from its reports and what each pair of them shares (every pair, as `reuse` gives them)."""
    judged = relations(reports, pairs)
    rows, of_article, passages = origins(reports, judged)
    return Lineage(pairs=judged, origins=rows, of_article=of_article, passages=passages)


__all__ = ["lineage"]
