"""Article, Parse -> Quotations of one article: who is given as source, by which cue, for which content.

Follows PARC and PolNeAR: source, cue and content spans, each perhaps in pieces. Quotation marks are read from the text,
reported content from the tree; each quoted stretch is then given the cue that holds it. Speakers are found by the story.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.annotation import Quotation
from ...model.article import Article
from ...model.parse import Parse
from ...model.record import content_id
from ...model.span import Span
from ...text.cues import Cue
from ...text.sources import Range
from .extent import Extent
from .give import Giver
from .mute import no_speech
from .running import Given
from .stretches import Page, Stretch


def attribution(article: Article, parse: Parse) -> tuple[Quotation, ...]:
    """The quotations of `article`, direct and indirect, in order of text; `speakers` stay empty."""
    return _Rows(Page(article, parse)).rows()


class _Rows:
    """Makes the rows of one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.article, self.tokens, self.text = page, page.article, page.tokens, page.text
        self.stretches, self.inside = page.stretches, page.inside
        self.giver = Giver(page)
        self.extent = Extent(page, self.giver.by_sentence)

    def rows(self) -> tuple[Quotation, ...]:
        """The rows of the article, sorted by place."""
        given = self.giver.all()
        held: dict[int, list[int]] = {}
        cues = {c.head: c for c in self.giver.cues}
        for k, g in enumerate(given):
            if g is not None and g.cue is not None and g.rule != "continues":
                held.setdefault(g.cue.head, []).append(k)
                cues[g.cue.head] = max(
                    cues.get(g.cue.head, g.cue), g.cue, key=lambda c: sum(b - a + 1 for a, b in c.content)
                )
        out: list[Quotation] = []
        parents: dict[int, Quotation] = {}
        for head, cue in cues.items():
            row = self._indirect(cue, held.get(head, []))
            if row is not None:
                out.append(row)
                parents[head] = row
        for k, g in enumerate(given):
            if g is not None:
                q = self.stretches[k].quote
                whole = parents.get(g.cue.head) if g.cue is not None and g.rule != "continues" else None
                inside = whole is not None and any(c.start <= q.start and q.end <= c.end for c in whole.content)
                carried = self._carried(self.stretches[k], g) if g.rule == "continues" else None
                if carried is not None:
                    out.append(carried)
                    whole, inside = carried, True
                out.append(self._direct(self.stretches[k], g, whole.id if whole is not None and inside else None))
        out.sort(key=lambda q: (q.content[0].start, -q.content[-1].end, q.direct))
        return tuple(out)

    def _indirect(self, cue: Cue, held: Sequence[int]) -> Quotation | None:
        """The content clause of a cue, unless it is all quotation (then its direct rows stand alone) or nobody is named."""
        if not cue.content and not held:
            return None
        spans = self.extent.pieces(cue, [self.stretches[k] for k in held])
        if not spans or (cue.source is None and cue.kind not in ("say", "think", "ask")):
            return None
        if not self._says_more(spans, held):
            return None
        content = tuple(self._span(s, e) for s, e in spans)
        return Quotation(
            id=content_id("quotation", self.article.id, "indirect", cue.head, *((c.start, c.end) for c in content)),
            article=self.article.id,
            content=content,
            source=self._source(cue.source),
            cue=self._spans(cue.words),
            rule=f"{cue.kind}:{cue.frame}",
            issues=() if held else no_speech(self.tokens, cue),
        )

    def _carried(self, s: Stretch, given: Given) -> Quotation | None:
        """The sentence that carries a quotation on where only part of it stands in marks."""
        start = s.quote.start if self.page.whole(s) else self.tokens[self.page.opening(s)].start
        end = self.extent.on(s)
        if (start, end) == (s.quote.start, s.quote.end):
            return None
        return Quotation(
            id=content_id("quotation", self.article.id, "indirect", start, end),
            article=self.article.id,
            content=(self._span(start, end),),
            source=self._source(given.source),
            cue=self._spans(given.words),
            rule="say:continues",
        )

    def _says_more(self, spans: Sequence[tuple[int, int]], held: Sequence[int]) -> bool:
        """True where something of the content stands outside quotation marks, a lone conjunction or article aside."""
        covered = [self.stretches[k].quote for k in held]
        for start, end in spans:
            first, last = self.page.range_of(start, end)
            for token in self.tokens[first : last + 1]:
                if token.tag[:2] in ("NN", "VB", "JJ", "CD", "PR", "RB", "MD") and not any(
                    q.start <= token.start < q.end for q in covered
                ):
                    return True
        return False

    def _direct(self, s: Stretch, given: Given, parent: str | None) -> Quotation:
        span = self._span(s.quote.start, s.quote.end)
        issues = s.issues if given.source is not None else (*s.issues, "no source named")
        return Quotation(
            id=content_id("quotation", self.article.id, "direct", span.start, span.end),
            article=self.article.id,
            content=(span,),
            source=self._source(given.source),
            cue=self._spans(given.words),
            direct=True,
            parent=parent,
            rule=f"quoted:{given.rule}" + (f":{given.cue.frame}" if given.cue is not None and given.cue.frame else ""),
            issues=issues,
        )

    def _source(self, r: Range | None) -> tuple[Span, ...]:
        if r is None:
            return ()
        first, last = r
        while first < last and not self.tokens[first].text[:1].isalnum():
            first += 1
        while (
            last > first and not any(c.isalnum() for c in self.tokens[last].text) and self.tokens[last].text not in ")]"
        ):
            last -= 1
        return self._spans((first, last))

    def _spans(self, r: Range | None) -> tuple[Span, ...]:
        return () if r is None else (self._span(self.tokens[r[0]].start, self.tokens[r[1]].end),)

    def _span(self, start: int, end: int) -> Span:
        return Span(article=self.article.id, start=start, end=end)
