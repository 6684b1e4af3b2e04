"""Who copied whom: the relation of each pair with its reasons, and the origin of every article and passage."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ...model.lineage import Lineage, TextReuse
from ...model.story import Report
from .citing import with_story_credits
from .origins import origins
from .relation import relations


def lineage(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> Lineage:
    """The descent of a story's texts, from its reports and what each pair of them shares (every pair, as `reuse` gives them)."""
    articles = with_story_credits(reports)
    known = [msgspec.structs.replace(r, article=a) for r, a in zip(reports, articles, strict=True)]
    judged = relations(known, pairs)
    rows, of_article, passages = origins(known, judged)
    return Lineage(pairs=judged, origins=rows, of_article=of_article, passages=passages)


__all__ = ["lineage"]
