"""Where the words of quotations stand in a report, and whose words a passage is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from ...model.annotation import Quotation
from ...model.parse import Parse
from ...model.span import Span

VOUCHED = 0.5  # share of a passage that a quotation must hold for its speaker to vouch for it
NESTED = 12  # stretches of quotations before a place that may still reach into it


class Spoken:
    """The stretches of the quotations of one report, in order."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        """`quotations`: those of the report."""
        rows = [(c.start, c.end, q.id, q) for q in quotations for c in q.content]
        rows.sort(key=itemgetter(0, 1, 2))
        self._rows = rows
        self._starts = [row[0] for row in rows]
        self._cues = sorted({(c.start, c.end) for q in quotations for c in q.cue})
        self._speaking = sorted({(s.start, s.end) for q in quotations for s in q.source})

    def without_cues(self, parse: Parse, terms: list[str]) -> list[str]:
        """The `terms` of the tokens of the report, "" for words that only say that something is said ("according to")."""
        out, tokens, at = terms.copy(), parse.tokens, 0
        for start, end in self._cues:
            at = bisect_left(tokens, start, at, key=attrgetter("start"))
            for token in tokens[at:]:
                if token.start >= end:
                    break
                out[token.i] = ""
        return out

    def speaks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where between `start` and `end` it is told who says something."""
        first = bisect_left(self._speaking, (start, start))
        return self._speaking[first : bisect_left(self._speaking, (end, end))]

    def inside(self, start: int, end: int) -> list[Quotation]:
        """The quotations of which a stretch begins between `start` and `end` and stands there for the most part."""
        found = self._rows[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [q for a, b, _, q in found if 2 * (min(b, end) - a) >= b - a]

    def touching(self, start: int, end: int) -> list[Quotation]:
        """The quotations that reach into the stretch from `start` to `end`."""
        last = bisect_left(self._starts, end)
        return [q for _, b, _, q in self._rows[max(0, last - NESTED) : last] if b > start]

    def holding(self, span: Span) -> Quotation | None:
        """The quotation that most of the passage stands in: of those that begin before its end, the last few reach into it."""
        last = bisect_left(self._starts, span.end)
        inside: dict[str, int] = {}
        held: dict[str, Quotation] = {}
        for start, end, name, q in self._rows[max(0, last - NESTED) : last]:
            if end > span.start:
                inside[name] = inside.get(name, 0) + min(end, span.end) - max(start, span.start)
                held[name] = q
        if not held:
            return None
        best = max(inside, key=lambda name: (inside[name], name))
        return held[best] if inside[best] > VOUCHED * (span.end - span.start) else None


def by_article(quotations: Sequence[Quotation]) -> dict[str, Spoken]:
    """The quotations of each report that has any."""
    found: dict[str, list[Quotation]] = {}
    for q in quotations:
        found.setdefault(q.article, []).append(q)
    return {article: Spoken(rows) for article, rows in found.items()}


NOTHING = Spoken(())
