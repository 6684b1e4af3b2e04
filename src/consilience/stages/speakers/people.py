"""The entities of a story by where they are mentioned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from ...model.annotation import Entity
from ...model.parse import Token
from ...text.words import content_words, prefix

Speakers = tuple[str, ...]  # entity ids, or descriptions as printed

LEAST_WORDS = 2  # words that a description must share with a role to be that of the same person
SHARED = 0.5  # share of its words, where the person is named only later

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

    @cached_property
    def _first(self) -> dict[tuple[str, str], int]:
        """Where an article first mentions an entity."""
        found: dict[tuple[str, str], int] = {}
        for article, spots in self._spots.items():
            for start, _, entity in spots:
                found.setdefault((article, entity), start)
        return found

    @cached_property
    def _roles(self) -> list[tuple[str, set[frozenset[str]]]]:
        """The roles of people and bodies by the stems of their words."""
        held = [e for e in self.entities if e.roles and e.type in ("person", "organisation")]
        return [(e.id, {_stems(r.text) for r in e.roles}) for e in held]

    def most_named(self, article: str) -> Speakers:
        """The person whom an article mentions most: the one whose answers it prints."""
        counts: dict[str, int] = {}
        for _, _, entity in self._spots.get(article, ()):
            if self.by_id[entity].type == "person":
                counts[entity] = counts.get(entity, 0) + 1
        return (min(counts, key=lambda e: (-counts[e], e)),) if counts else ()

    def described(self, article: str, words: str, at: int, *, opening: bool) -> str | None:
        """The one person or body of the story whose role says what `words` at `at` say; None where several do or none.

        All words of the description must be in the role; in the opening of a report half of them are enough for
        somebody who is named only later ("A police union boss has ... Ivo Marsh, head of the police union, ...").
        """
        mine = _stems(words)
        if len(mine) < LEAST_WORDS:
            return None
        found = []
        for entity, roles in self._roles:
            later = opening and self._first.get((article, entity), 0) > at
            if any(
                mine <= role or (later and len(mine & role) >= max(LEAST_WORDS, SHARED * len(mine))) for role in roles
            ):
                found.append(entity)
        return found[0] if len(found) == 1 else None

    def _by_role(self, roles: Sequence[str]) -> Speakers:
        held = [
            e for e in self.entities if e.type == "person" and any(w in r.text.lower() for r in e.roles for w in roles)
        ]
        held.sort(key=lambda e: (-len(e.mentions), e.id))
        return tuple(e.id for e in held[:2])


def _stems(words: str) -> frozenset[str]:
    """The content words of a role, inflections off."""
    return frozenset(prefix(w.removesuffix("s")) for w in content_words(words))
