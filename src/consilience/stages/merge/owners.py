"""Whose thing it is: a product, brand, ship or flight -> the organisation that a report calls its maker, owner or operator."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ...model.annotation import Entity
from ...model.story import Report

WINDOW = 70  # characters beside an organisation's name that may call it the owner of something
FEWEST_TOLD = 10  # mentions of the thing that a story is about, which "the product" is taken for

_OWNER = r"(?:maker|owner|manufacturer|producer|operator|parent(?: company)?)s?"
_OWNS = r"(?:makes|owns|manufactures|produces|operates|builds)"
_LEAD = r"(?:the |its |an? )?"
_OF = re.compile(rf",? {_LEAD}(?:[\w’'-]+ ){{0,3}}?(?:(?:which|that|who) (?:also )?{_OWNS}|{_OWNER} of) {_LEAD}")
_AFTER = re.compile(rf"(?:['’]s?)? (?:[\w-]+ )?{_OWNER},? (?:the )?(?:[\w.]+-based )?$")
_PASSIVE = re.compile(
    r",? (?:(?:which|that) )?(?:(?:is|was|are) )?(?:made|owned|operated|manufactured|produced|built) by (?:the )?$"
)
_THING = re.compile(
    r"(?:product|brand|bar|snack|drink|drug|device|car|vehicle|ship|vessel|ferry|plane|aircraft|app|plant)\b"
)
_THING_BEFORE = re.compile(rf"\b[Tt]he {_THING.pattern}$")
_OWNED = frozenset({"product", "organisation", "other", "work", "facility"})

_WORDS = ("maker", "owne", "produc", "operat", "manufactur", "parent", "makes", "owns", "builds", "built by", "made by")

_Named = list[tuple[int, int, str]]


def owners(reports: Sequence[Report], entities: Sequence[Entity]) -> dict[str, str]:
    """Id of a thing -> id of the organisation that has it; things and organisations of the story by name."""
    by_id = {e.id: e for e in entities}
    telling = {r.id for r in reports if any(word in r.article.text for word in _WORDS)}
    told: dict[str, _Named] = {}
    for entity in entities:
        for mention in entity.mentions:
            if mention.form == "named" and mention.span.article in telling:
                told.setdefault(mention.span.article, []).append((mention.span.start, mention.span.end, entity.id))
    chief = _chief(entities)
    votes: dict[str, dict[str, int]] = {}
    for report in (r for r in reports if r.id in told):
        rows = sorted(told[report.id])
        for thing, owner in _stated(report.article.text, rows, by_id, chief):
            if thing != owner and by_id[thing].type in _OWNED and not by_id[thing].iso3:
                tally = votes.setdefault(thing, {})
                tally[owner] = tally.get(owner, 0) + 1
    return {thing: min(tally, key=lambda o: (-tally[o], o)) for thing, tally in sorted(votes.items())}


def _stated(text: str, rows: _Named, by_id: dict[str, Entity], chief: str) -> Iterable[tuple[str, str]]:
    starts = [start for start, _, _ in rows]
    ends = {end: entity for _, end, entity in rows}
    for start, end, owner in rows:
        if by_id[owner].type != "organisation" or by_id[owner].iso3:
            continue
        after = text[end : end + WINDOW]
        stated = _OF.match(after)
        if stated:
            at = bisect_left(starts, end + stated.end())
            if at < len(rows) and rows[at][0] == end + stated.end():
                yield rows[at][2], owner
            elif chief and _THING.match(after, stated.end()):
                yield chief, owner
        before = text[max(0, start - WINDOW) : start]
        stated = _AFTER.search(before) or _PASSIVE.search(before)
        if stated:
            thing = ends.get(max(0, start - WINDOW) + stated.start())
            if thing:
                yield thing, owner
            elif chief and _THING_BEFORE.search(before, 0, stated.start()):
                yield chief, owner


def _chief(entities: Sequence[Entity]) -> str:
    """The thing that the story is about: of all that can be owned the one told most; "" where it is told seldom."""
    found = sorted((-len(e.mentions), e.id) for e in entities if e.type in _OWNED and not e.iso3)[:1]
    return found[0][1] if found and -found[0][0] >= FEWEST_TOLD else ""
