"""Who copied whom: shared passages, the relation of each pair, and the origins of every passage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from .record import Reason, Record
from .span import Span

PairRelation = Literal["copy", "derived", "independent", "not judged"]


class Passage(Record, frozen=True, kw_only=True):
    """Aligned text shared by articles a and b, as spans on both sides. `score` is 1.0 where verbatim.

    `quoted` where the shared words are a quotation both report: two reporters in one room, no copy.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    score: float = 1.0
    quoted: bool = False


class TextReuse(Record, frozen=True, kw_only=True):
    """What two articles share. `containment` is the share of the shorter one's five-word sequences (furniture and
    shared quotations aside) that stand in the other."""

    a: str
    b: str
    passages: tuple[Passage, ...]
    containment: float
    relation: PairRelation
    parent: str | None = None
    reasons: tuple[Reason, ...] = ()


OriginKind = Literal["outlet", "agency", "official", "state media", "press release", "eyewitness", "unnamed"]


class Origin(Record, frozen=True, kw_only=True):
    """The root of a lineage: an article we hold, or a named origin whose own text we may not hold.

    `articles` are the reports that descend from it (the root first). `open_with` names origins it may be the same as.
    """

    id: str
    name: str
    kind: OriginKind
    articles: tuple[str, ...]
    open_with: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class PassageOrigin(Record, frozen=True, kw_only=True):
    """Characters of an article that descend from an origin; text under no such row is the article's own."""

    span: Span
    origin: str
    reasons: tuple[Reason, ...] = ()


class Lineage(Record, frozen=True, kw_only=True):
    """Descent of a story's texts: the pairs, the origins, the origin of each whole article and of passages in it."""

    pairs: tuple[TextReuse, ...]
    origins: tuple[Origin, ...]
    of_article: dict[str, str]
    passages: tuple[PassageOrigin, ...] = ()

    def independent(self, articles: Iterable[str]) -> tuple[int, int]:
        """How many independent origins these articles have: equal numbers, or one apart where two may be one origin."""
        return self._distinct({self.of_article[a] for a in articles})

    def support(self, passages: Iterable[tuple[str, str]]) -> tuple[tuple[int, int], tuple[int, int]]:
        """Origins of passages, each given as its article and its own origin: by articles, and by passages.

        Independent reports that state a thing in words taken from one origin are one voice for it. By passages that
        counts as one, never more than by articles; by articles it leaves one open.
        """
        rows = set(passages)
        articles = {a for a, _ in rows}
        if len(articles) == 1:
            return (1, 1), (1, 1)
        whole, own = self.independent(articles), self._distinct({o for _, o in rows})
        told = (min(whole[0], max(own[0], whole[1] - 1)), whole[1])
        return told, (min(whole[0], own[0]), min(whole[1], own[1]))

    def _distinct(self, held: set[str]) -> tuple[int, int]:
        two = len(held) > 1
        may_be_one = two and any(o.id in held and not held.isdisjoint(o.open_with) for o in self.origins if o.open_with)
        return len(held) - may_be_one, len(held)
