"""Whose words a token stands in: the source of the direct quotation around it, and who is meant by "I" and "we" there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..model.annotation import Quotation
from ..model.parse import Parse
from ..model.span import Span

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})


class Voices:
    """The direct quotations of one article by their place."""

    def __init__(self, parse: Parse, quotations: Sequence[Quotation]) -> None:
        """Only quotations with a source speak; of two around one token the one that begins later holds."""
        self._tokens = parse.tokens
        self._starts = [t.start for t in parse.tokens]
        self._rows = sorted(
            (span.start, span.end, self._head(q.source[0]))
            for q in quotations
            if q.direct and q.source
            for span in q.content
        )
        self._begins = [start for start, _, _ in self._rows]

    def speaker(self, i: int) -> int:
        """The token that names the source of the direct quotation around token `i`; -1 outside quotations."""
        at = self._tokens[i].start
        row = bisect_right(self._begins, at) - 1
        if row >= 0 and at < self._rows[row][1]:
            return self._rows[row][2]
        return -1

    def meant(self, i: int) -> int:
        """The speaker for a pronoun of the first person inside a direct quotation, else token `i` itself."""
        if self._rows and self._tokens[i].lower in FIRST_PERSON:
            speaker = self.speaker(i)
            return speaker if speaker >= 0 else i
        return i

    def _head(self, span: Span) -> int:
        first = min(bisect_left(self._starts, span.start), len(self._tokens) - 1)
        last = max(bisect_left(self._starts, span.end) - 1, first)
        for i in range(first, last + 1):
            if not first <= self._tokens[i].head <= last or self._tokens[i].head == i:
                return i
        return first
