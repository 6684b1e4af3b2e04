"""When and where: the place and the time told with an event, and whether it is history to the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from ...model.annotation import Timex
from ...model.article import Article
from ...model.parse import Parse
from ...text.syntax import Slots, Syntax

BACKGROUND_DAYS = 45  # an event dated this long before the report is history to it; set on the development stories

_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "inside", "off", "around", "across", "throughout")
_PLACE_SLOTS = frozenset(_PLACE_PREPOSITIONS)
_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_EARLIER = frozenset(
    {"previous", "earlier", "past", "former", "previously", "formerly", "historic", "historically", "ago"}
)


class Setting:
    """Look-ups of place and time in one article."""

    def __init__(self, article: Article, parse: Parse, syntax: Syntax, times: Sequence[Timex]) -> None:
        """Times are kept by sentence; those without a value are left out."""
        self.article, self.tokens, self.syntax = article, parse.tokens, syntax
        self.starts = [t.start for t in parse.tokens]
        self.times = self._times_by_sentence(times)

    def places(self, i: int, slots: Slots) -> list[int]:
        """The token of the place told with trigger `i` whose slots are `slots`, or nothing."""
        for filled in (slots, self._governor_slots(i)):
            if _PLACE_SLOTS.isdisjoint(filled):
                continue
            for word in _PLACE_PREPOSITIONS:
                for j in filled.get(word, ()):
                    if self.tokens[j].ent in _PLACE_TYPES:
                        return [j]
        return self._place_below(slots) or self._place_above(i)

    def _place_below(self, slots: Slots) -> list[int]:
        """A place told with a noun of the clause ("was given an award in Peru")."""
        for slot in ("dobj", "with", "of", "to"):
            for j in slots.get(slot, ()):
                if self.tokens[j].right > j:
                    for k in self.syntax.preposition(j, _PLACE_SLOTS):
                        if self.tokens[k].ent in _PLACE_TYPES:
                            return [k]
        return []

    def _place_above(self, i: int) -> list[int]:
        """The place that a clause with "where" hangs on ("the village of X, where they rally each week")."""
        clause = self._clause_of(i)
        if self.tokens[clause].dep != "relcl":
            return []
        if not any(self.tokens[c].lower == "where" for c in self.syntax.children[clause]):
            return []
        noun = self.tokens[clause].head
        first, last = self.syntax.np_range(noun)
        above = self.tokens[self.tokens[noun].head]
        if above.lower == "of":
            first = self.syntax.np_range(above.head)[0]  # "the Nile village of X, where ..."
        near = (noun, *self.syntax.preposition(noun, ("of",)), *range(first, last + 1))
        return [j for j in near if self.tokens[j].ent in _PLACE_TYPES][:1]

    def _governor_slots(self, i: int) -> Slots:
        head = self.tokens[self.tokens[i].head]
        if head.tag[:1] == "V" and self.tokens[i].tag[:1] != "V":
            return self.syntax.slots(head.i)
        return {}

    def _times_by_sentence(self, times: Sequence[Timex]) -> dict[int, list[tuple[int, Timex]]]:
        got: dict[int, list[tuple[int, Timex]]] = {}
        for timex in times:
            at = bisect_right(self.starts, timex.span.start) - 1
            if at >= 0 and timex.type in ("DATE", "TIME") and timex.value:
                got.setdefault(self.tokens[at].sentence, []).append((at, timex))
        return got

    def time(self, i: int) -> Timex | None:
        """The time expression attached to the trigger's clause, the nearest where there are several."""
        best: tuple[int, Timex] | None = None
        for at, timex in self.times.get(self.tokens[i].sentence, ()):
            if self._attached(at, i) and (best is None or abs(at - i) < best[0]):
                best = (abs(at - i), timex)
        return best[1] if best else None

    def _attached(self, at: int, trigger: int) -> bool:
        """True where the time's governing verb or noun is the trigger, governs it as its verb, or stands below it."""
        clause = self._clause_of(trigger)
        for _ in range(8):
            if at in (trigger, clause):
                return True
            token = self.tokens[at]
            if token.head == at or (token.tag[:1] == "V" and token.dep in ("ccomp", "relcl", "advcl", "conj")):
                return False
            at = token.head
        return False

    def _clause_of(self, i: int) -> int:
        at = i
        for _ in range(8):
            token = self.tokens[at]
            if token.tag[:1] == "V" and (token.dep not in ("xcomp", "acl", "pcomp") or token.head == at):
                return at
            if token.dep in ("relcl", "acl") or token.head == at:
                return at
            at = token.head
        return at

    def background(self, i: int, time: Timex | None) -> bool:
        """True for an earlier event: dated long before, in the past perfect, or called previous."""
        if time is not None and _days_before(time.value, self.article.anchor) > BACKGROUND_DAYS:
            return True
        below = [self.tokens[c] for c in self.syntax.children[i]]
        if self.tokens[i].tag == "VBN" and any(t.lower == "had" and t.dep in ("aux", "auxpass") for t in below):
            return True
        return not _EARLIER.isdisjoint([t.lower for t in below])


def _days_before(value: str | None, anchor: str | None) -> int:
    """Days from the end of the period `value` (year, month or day) to `anchor`; 0 where either is open."""
    if not value or not anchor or not value[:4].isdigit() or "W" in value:
        return 0
    parts = [int(p) for p in value[:10].replace("T", "-").split("-") if p.isdigit()]
    year, month, day = parts[0], parts[1] if len(parts) > 1 else 12, parts[2] if len(parts) > 2 else 28
    try:
        return (date.fromisoformat(anchor[:10]) - date(year, month, day)).days
    except ValueError:
        return 0
