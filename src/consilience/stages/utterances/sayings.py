"""Rows of one article -> sayings: pieces of speech that are weighed as one, each without what others say inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from ...model.annotation import Quotation
from ...model.span import Span
from ...text.clauses import clauses
from .terms import Part, Terms

ENOUGH = 3  # telling words that reported speech must have left where the clause of a quotation, or another attribution, is taken out
SHORT_GAP = 70  # code points between two quotations that one cue splits, as in '"A," she told the paper. "B."'

How = Literal["split", "paragraph", "inside"]


class Saying(NamedTuple):
    """Rows of one article that are one piece of speech: the contents (whole, then quoted fragments), context, speakers.

    `triples` are the word triples of the content; `persons` is true where all speakers are known persons: then others
    of them are other people, while a body and its spokesman are not.
    """

    rows: tuple[int, ...]
    article: str
    parts: tuple[Part, ...]
    context: Part
    triples: frozenset[tuple[str, str, str]]
    speakers: frozenset[str]
    persons: bool


class Follow(NamedTuple):
    """Two rows or sayings in a row: split by a cue, in paragraphs one after the other, or one inside the other."""

    first: int
    second: int
    how: How


def place(q: Quotation) -> tuple[str, int, int, bool, str]:
    """The order in which quotations are read: what begins at one place, the longer first."""
    return q.article, q.content[0].start, -q.content[-1].end, q.direct, q.id


class Pieces:
    """Which rows, in order of report and text, are one saying, which carry on which, which are weighed apart.

    `inner` maps a quotation in a clause of its own to the reported speech that it is part of.
    """

    def __init__(self, placed: Sequence[Quotation], terms: Terms) -> None:
        """A reported clause with the quotations in it, and a sentence split by its cue, are one saying."""
        self.following: list[Follow] = []
        self.inner: dict[int, int] = {}
        self._owner = list(range(len(placed)))
        self._clause: dict[int, frozenset[int]] = {}
        self._within: dict[int, list[int]] = {}
        self._others: dict[int, frozenset[int]] = {}
        at = {q.id: k for k, q in enumerate(placed)}
        last: int | None = None
        for k, q in enumerate(placed):
            if q.parent in at:
                self._part_of(k, at[q.parent], placed, terms)
            elif not q.direct and (others := _others_inside(k, placed, terms)):
                self._others[k] = others
            if q.direct:
                if last is not None and _one_cue(placed[last], q):
                    self._carried_on(last, k, placed, terms.reports[q.article].article.text)
                last = k

    def _part_of(self, k: int, above: int, placed: Sequence[Quotation], terms: Terms) -> None:
        whole = placed[above]
        own = frozenset[int]() if whole.direct or whole.parent else _own_clause(placed[k], whole, terms)
        if own:
            self.inner[k], self._clause[k] = above, own
            self._within.setdefault(above, []).append(k)
            self.following.append(Follow(above, k, "inside"))
        else:
            self._owner[k] = self._owner[above] if above < k else above

    def _carried_on(self, last: int, k: int, placed: Sequence[Quotation], text: str) -> None:
        before, q = placed[last], placed[k]
        gap = text[before.content[-1].end : q.content[0].start]
        between = before.content[-1].end <= q.cue[0].start < q.content[0].start
        if between and q.content[0].of(text).lstrip("\"“‘'`[(")[:1].islower():
            self._owner[k] = self._owner[last]
        elif between and len(gap) <= SHORT_GAP:
            self.following.append(Follow(last, k, "split"))
        elif between or "\n" in gap:
            self.following.append(Follow(last, k, "paragraph"))

    def keep(self, rows: Iterable[int]) -> None:
        """Let these quotations be part of the reported speech around them after all."""
        for k in rows:
            above = self.inner.pop(k)
            self._owner = [self._owner[above] if o == k else o for o in self._owner]

    def groups(self) -> list[tuple[int, ...]]:
        """The rows of each saying."""
        out: dict[int, list[int]] = {}
        for k, o in enumerate(self._owner):
            out.setdefault(self._owner[o], []).append(k)
        return [tuple(rows) for _, rows in sorted(out.items())]

    def cut(self, rows: Iterable[int]) -> frozenset[int]:
        """Tokens in the content of rows that belong to other sayings."""
        out = frozenset[int]()
        for k in rows:
            out |= self._others.get(k, out)
            for inner in self._within.get(k, ()):
                out |= self._clause[inner] if inner in self.inner else out
        return out


def _one_cue(before: Quotation, after: Quotation) -> bool:
    """Both hang on one cue, neither is part of a reported clause."""
    return (
        before.article == after.article
        and not (before.parent or after.parent)
        and bool(after.cue)
        and before.cue == after.cue
    )


def _own_clause(q: Quotation, whole: Quotation, terms: Terms) -> frozenset[int]:
    """Tokens of the clauses a quotation stands in; none where the reported speech around it says too little besides."""
    parse, of = terms.reports[q.article].parse, terms.of[q.article]
    said = [i for s in whole.content for i in terms.tokens(s) if of[i]]
    inside = [i for i in terms.tokens(q.content[0]) if of[i]]
    if not inside or len(said) - len(inside) < ENOUGH:
        return frozenset()
    clause = {}
    for sentence in sorted({parse.tokens[i].sentence for i in said}):
        for row in clauses(parse, sentence):
            clause.update(dict.fromkeys(row.tokens, row.head))
    own = {clause[i] for i in inside}
    if sum(clause[i] not in own for i in said) < ENOUGH:
        return frozenset()
    return frozenset(i for i, head in clause.items() if head in own)


def _others_inside(k: int, placed: Sequence[Quotation], terms: Terms) -> frozenset[int]:
    """Tokens of another attribution that reported speech runs over ("called it a trap, saying that ...")."""
    q, out = placed[k], set[int]()
    end = q.content[-1].end
    for other in placed[k + 1 :]:
        if other.article != q.article or other.content[0].start >= end:
            break
        if other.parent is not None or not other.cue or other.content[-1].end > end + 2:  # a mark and a full stop
            continue
        if q.content[0].start < other.cue[0].start < other.content[0].start:
            out.update(terms.tokens(other.cue[0]), *(terms.tokens(s) for s in other.content))
    if out:
        of = terms.of[q.article]
        left = sum(bool(of[i]) and i not in out for s in q.content for i in terms.tokens(s))
        return frozenset(out) if left >= ENOUGH else frozenset()
    return frozenset()


def saying(
    rows: tuple[int, ...], placed: Sequence[Quotation], terms: Terms, persons: frozenset[str], cut: frozenset[int]
) -> Saying:
    """The saying of `rows` without the tokens `cut`."""
    article = placed[rows[0]].article
    whole = [k for k in rows if placed[k].parent is None] or list(rows)
    ranges = [terms.tokens(_said(placed[k], s)) for k in whole for s in placed[k].content]
    tokens = list(ranges[0]) if len(ranges) == 1 else list(dict.fromkeys(chain(*ranges)))
    if cut:
        tokens = [i for i in tokens if i not in cut]
    parts = [terms.part(article, tokens)]
    parts += [terms.part(article, terms.tokens(placed[k].content[0])) for k in rows if k not in whole]
    all_tokens = terms.reports[article].parse.tokens
    plain = [word for i in tokens if (word := all_tokens[i].lower)[0].isalnum()]
    told = frozenset(s for k in rows for s in placed[k].speakers)
    return Saying(
        rows,
        article,
        tuple(p for k, p in enumerate(parts) if p.total and (k == 0 or len(p.weights) > 1)),
        terms.around(article, tokens),
        frozenset(zip(plain, plain[1:], plain[2:], strict=False)),
        told,
        bool(told) and told <= persons,
    )


def _said(q: Quotation, span: Span) -> Span:
    """The content with the person asked, where something is asked of somebody ("urged the mayor to sign")."""
    if q.rule.endswith("obj-to") and q.cue and q.cue[0].end < span.start:
        return Span(article=span.article, start=q.cue[0].end, end=span.end)
    return span
