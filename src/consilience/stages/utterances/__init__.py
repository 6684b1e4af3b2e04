"""Quotations of a story -> the same quotations with the utterance each belongs to.

Rows of one article that are pieces of one saying share it; across articles, wordings of one saying are joined by their
content, the sentences they stand in and who is said to have said it. Groups become one only where their members agree
on the average, so that no chain of weak links makes one utterance of two. Quotations that carry each other on ('"A,"
she said. "B."') are weighed apart, for other reports may give A without B; so is a quotation in a clause of its own
inside reported speech ('that the dam would hold and the town was "safe"'), where other reports give it without the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ...model.annotation import Entity, Quotation
from ...model.record import content_id
from ...model.story import Report
from .groups import grouped
from .sayings import Follow, Pieces, Saying, place, saying
from .terms import Terms
from .weighing import FEATURES, WEIGHTS, Judge, features

__all__ = ["FEATURES", "WEIGHTS", "Follow", "Saying", "features", "grouped", "place", "sayings", "utterances"]

# The two were chosen by pair F1 of the twenty-three stories, each left out of the fit when it was measured.
GIVEN = 0.2  # probability from which a saying of another report is taken to give a quotation
WITH_THE_REST = 0.4  # probability from which it is taken to give the rest of the reported clause as well


def utterances(
    reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """`quotations` in their order, `utterance` filled: equal where they give the same words or content of one occasion."""
    order = sorted(range(len(quotations)), key=lambda k: place(quotations[k]))
    placed = [quotations[k] for k in order]
    found, following, common = sayings(reports, entities, placed)
    owner = grouped(found, following, common, WEIGHTS)
    made = list(quotations)
    names: dict[int, str] = {}
    for k, one in enumerate(found):
        name = names.setdefault(owner[k], content_id("utterance", placed[one.rows[0]].id))
        for row in one.rows:
            made[order[row]] = msgspec.structs.replace(placed[row], utterance=name)
    return tuple(made)


def sayings(
    reports: Sequence[Report], entities: Sequence[Entity], placed: Sequence[Quotation]
) -> tuple[list[Saying], list[Follow], frozenset[str]]:
    """Sayings of quotations in order of report and text; which of them carry on which; terms too common to propose a pair."""
    persons = frozenset(e.id for e in entities if e.type == "person")
    terms = Terms(reports)
    pieces = Pieces(placed, terms)
    groups = pieces.groups()
    found = [saying(rows, placed, terms, persons, pieces.cut(rows)) for rows in groups]
    if pieces.inner:
        at = {row: k for k, rows in enumerate(groups) for row in rows}
        by_word = _holders(found)
        kept = [row for row, above in pieces.inner.items() if not _elsewhere(found, by_word, at[row], at[above])]
        made = {rows: found[k] for k, rows in enumerate(groups)}
        for row in kept:
            made.pop(groups[at[row]], None)
            made.pop(groups[at[pieces.inner[row]]], None)
        pieces.keep(kept)
        groups = pieces.groups()
        found = [made.get(rows) or saying(rows, placed, terms, persons, pieces.cut(rows)) for rows in groups]
    at = {row: k for k, rows in enumerate(groups) for row in rows}
    following = [Follow(at[f.first], at[f.second], f.how) for f in pieces.following if at[f.first] != at[f.second]]
    return found, following, terms.common


def _holders(found: Sequence[Saying]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for k, one in enumerate(found):
        for word in one.parts[0].weights if one.parts else ():
            out.setdefault(word, []).append(k)
    return out


def _elsewhere(found: Sequence[Saying], holders: dict[str, list[int]], quoted: int, rest: int) -> bool:
    """True where more reports give a quotation without the rest of the reported clause than with it."""
    judge = Judge(found, WEIGHTS)
    article = found[quoted].article
    words = found[quoted].parts[0].weights if found[quoted].parts else ()
    best: dict[str, tuple[float, int]] = {}
    for k in sorted({k for word in words for k in holders[word]}):
        other = found[k].article
        if other != article:
            best[other] = max(best.get(other, (0.0, 0)), (judge(quoted, k), -k))
    giving = [-k for likely, k in best.values() if likely >= GIVEN]
    with_the_rest = sum(judge(rest, k) >= WITH_THE_REST for k in giving)
    return len(giving) > 2 * with_the_rest
