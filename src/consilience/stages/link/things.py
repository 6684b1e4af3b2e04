"""Descriptions of animals, works, events and products -> nodes."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.people import noun_kinds
from .node import Item, Node, Room
from .phrases import Phrase
from .salience import LONG_REACH, salient
from .words import ANIMALS, LAW, PRODUCTS

FAR = 10 * LONG_REACH  # all of an article: for nouns that hardly two nodes of a story bear
DOMINANT = 3  # how often over the next a thing is named that a telling description is taken to mean


class Things:
    """Resolves descriptions of what is neither person nor body nor place."""

    def __init__(self, room: Room) -> None:
        """Keep the story's nodes at hand."""
        self.room = room

    def animal(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the gorilla", "the ape": the animal that the story calls so."""
        if phrase.plural or phrase.definite == "bare":
            return None
        fits = [
            n
            for n in self.room.nodes
            if n.type not in ("person", "country") and any("animal" in noun_kinds().get(x, ()) for x in n.nouns)
        ]
        fits = [n for n in fits if phrase.head in n.nouns or phrase.head in ANIMALS]
        if phrase.age is not None:
            fits = [n for n in fits if phrase.age in n.ages]
            return (fits[0], "age") if len(fits) == 1 else None
        if phrase.definite == "a" or phrase.telling & {"female", "male", "other"}:
            return None
        near = salient(item, back, fits, LONG_REACH)
        return near or ((fits[0], "called so in the story") if len(fits) == 1 else None)

    def thing(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the bill" for "Senate Bill 12", "the race" for "the Northland Race", "the Nordic soda" for what is called a soda."""
        if phrase.definite != "the" or phrase.plural or phrase.past:
            return None
        if phrase.kinds & {"product"} or phrase.head in PRODUCTS:
            return self._product(item, phrase, back)
        if phrase.telling or phrase.states:
            return None
        nouns = LAW if phrase.head in LAW else frozenset({phrase.head})
        fits = [n for n in self.room.in_article[item.report] if n.nouns & nouns and n.type not in ("person", "country")]
        if not fits and phrase.head in LAW:
            known = {
                n.number: n
                for noun in sorted(LAW)
                for n in self.room.by_noun[noun]
                if n.type not in ("person", "country")
            }
            return (next(iter(known.values())), "called so in the story") if len(known) == 1 else None
        return salient(item, back, fits, FAR) if len(fits) <= 2 else None

    def _product(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """What the story calls by the noun ("Fjord soda", "the soda"), or what it calls by any product's noun ("the product")."""
        if phrase.owner is not None or phrase.named[:1] != [n for n in phrase.named[:1] if n.iso3]:
            return None
        here = [n for n in self.room.in_article[item.report] if n.type not in ("person", "country", "place")]
        if phrase.head in PRODUCTS:
            fits = [n for n in here if any("product" in noun_kinds().get(noun, ()) for noun in n.nouns)]
            return salient(item, back, fits, LONG_REACH) if not phrase.telling else None
        fits = [n for n in here if phrase.head in n.nouns]
        counts = sorted((n.by_article[item.report] for n in fits), reverse=True)
        if len(counts) > 1 and counts[0] < DOMINANT * counts[1] and phrase.telling:
            return None
        return salient(item, back, fits, FAR)
