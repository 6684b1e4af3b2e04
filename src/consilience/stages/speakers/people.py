"""The entities of a story by where they are mentioned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ...model.annotation import Entity
from ...model.parse import Token

Speakers = tuple[str, ...]  # entity ids, or descriptions as printed

_LEADERS = (
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "leader",
    "head of state",
    "emir",
    "sultan",
)


class People:
    """The entities of a story by article and position."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        """Sort the mentions of `entities` by article and place."""
        self.entities = entities
        self.by_id = {e.id: e for e in entities}
        self._spots: dict[str, list[tuple[int, int, str]]] = {}
        for entity in entities:
            for mention in entity.mentions:
                self._spots.setdefault(mention.span.article, []).append(
                    (mention.span.start, mention.span.end, entity.id)
                )
        self._starts: dict[str, list[int]] = {}
        for article, spots in self._spots.items():
            spots.sort()
            self._starts[article] = [s[0] for s in spots]
        self.leaders = self._by_role(_LEADERS)
        ranked = sorted((e for e in entities if e.type == "country"), key=lambda e: (-len(e.mentions), e.id))
        self.countries = tuple(e.id for e in ranked[:2])

    def at(self, article: str, token: Token) -> str | None:
        """The entity whose shortest mention holds the token."""
        spots = self._spots.get(article, [])
        k = bisect_left(self._starts.get(article, []), token.end)
        best: tuple[int, str] | None = None
        for start, end, entity in reversed(spots[max(0, k - 12) : k]):
            if start <= token.start and token.end <= end and (best is None or end - start < best[0]):
                best = (end - start, entity)
        return best[1] if best else None

    def _by_role(self, roles: Sequence[str]) -> Speakers:
        held = [
            e for e in self.entities if e.type == "person" and any(w in r.text.lower() for r in e.roles for w in roles)
        ]
        held.sort(key=lambda e: (-len(e.mentions), e.id))
        return tuple(e.id for e in held[:2])
