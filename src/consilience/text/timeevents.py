"""Times counted from events: "two days after the vote", "an hour before midnight", "since the invasion"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from ..model.parse import Parse, Token
from . import calendar
from .calendar import Unit
from .eventwords import LIGHT, dated, stems
from .tense import SAYING
from .timebase import NO_ANCHOR, Reading, count_of, length_of, moved, unit_of_word
from .timeclocks import before_clock, hours_from
from .timefound import Found, with_mods

NEAR_TOKENS = 6  # words between "two days before" and the date it counts from
SENTENCES_BACK = 3  # how far "the next day" looks for the date it counts from, where its paragraph has none
NO_EVENT = ("later", "earlier", "previously")  # hours counted from a clock told before


_SPENT = frozenset(
    "serve spend last wait stay take work live".split()
)  # verbs of which a length of time is what they take
_OCCURRING = frozenset(
    "happen occur take come begin start unfold strike erupt".split()
)  # "the fire broke out" has its own verb
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650, "century": 36500}


def _length_of(item: Found) -> Reading:
    """The length alone of "two days before the vote"."""
    p = item.spot.parts
    count = count_of(p.get("count", ""), "half" in p)
    return Reading("DURATION", length_of(p, count, unit_of_word(p["unit"])), "length of time")


def _reaches(base: str, count: int | None, unit: str) -> bool:
    """False where what is counted would leave a base that is not told so exactly: "14 months after" a thing of 2016."""
    own = calendar.unit_of(base)
    moved_by = (count or 1) * _DAYS.get(unit, 1)
    return own is not None and (calendar.is_fine(base, cast(Unit, unit)) or 2 * abs(moved_by) < _DAYS[own])


class Events:
    """One article's expressions, asked what those come to that count from an event."""

    def __init__(self, parse: Parse, anchor: date | None, found: list[Found]) -> None:
        """`found`: all expressions of the article, read as far as they can be alone; changed in place."""
        self.parse, self.tokens, self.anchor, self.found = parse, parse.tokens, anchor, found
        self._dates: dict[str, str] | None = None

    def count(self) -> list[Found]:
        """`found` with "two days before the election", "an hour before midnight", "a day before Saturday's incident" resolved."""
        swallowed: set[int] = set()
        for k, item in enumerate(self.found):
            wants = item.reading.wants
            if wants is None:
                continue
            if wants[2] in NO_EVENT:
                self.found[k] = item._replace(reading=hours_from(item, self.found[:k], self.parse, SENTENCES_BACK))
                continue
            target = self._target(item)
            told = self._told_beside(k, target)
            if told and told.spot.form == "clock":
                whole = item.spot._replace(end=told.spot.end)
                self.found[k] = item._replace(spot=whole, last=told.last, reading=before_clock(item, told))
                swallowed.add(told.spot.start)
                continue
            if wants[1] == "minute":
                self.found[k] = item._replace(reading=with_mods(_length_of(item), item))
                continue
            base, why = (told.reading.value, "told") if told else (None, "")
            lead = self.tokens[item.first - 1].lower if item.first else ""
            spent = item.first > 0 and self.tokens[item.first - 1].lemma in _SPENT
            if spent or (base is None and lead in ("to", "for", "of")):
                self.found[k] = item._replace(
                    reading=with_mods(_length_of(item), item)
                )  # "served two years before", "sentenced to 45 years after"
                continue
            if base is None and wants[0] and wants[1] == "year" and wants[2] == "after":
                self.found[k] = item._replace(reading=self._year_of_event(item, wants[0]))
                continue
            if base is None and target:
                word = next((t.lemma for t in self._words_of(item, target) if self.date_of(t.lemma)), "")
                base, why = self.date_of(word) if word else None, f"{word}, dated in the article"
            self.found[k] = item._replace(reading=self._counted(item, wants, base, why))
        return [f for f in self.found if f.spot.start not in swallowed]

    def date_of(self, lemma: str) -> str | None:
        """The date that the article gives a noun or verb of an event."""
        if self._dates is None:
            self._dates = self._events()
        return dated(self._dates, lemma)

    def _told_beside(self, k: int, target: tuple[int, int] | None) -> Found | None:
        """The expression that stands right behind expression `k` as what it counts from, no verb between."""
        for other in self.found[k + 1 : k + 3]:
            if target and target[0] <= other.first <= target[1] and other.reading.value:
                between = self.tokens[target[0] : other.first]
                return None if any(t.tag[:2] == "VB" for t in between) or len(between) > NEAR_TOKENS else other
        return None

    def _year_of_event(self, item: Found, count: int) -> Reading:
        """ "The move comes two years after women were attacked": the attack, counted back from the move."""
        sentence = self.tokens[item.first].sentence
        main = next((f.reading.value for f in self.found if f.first < item.first and self.tokens[f.first].sentence == sentence
                     and f.reading.value and calendar.is_fine(f.reading.value, "year")), None)  # fmt: skip
        base = main or (self.anchor.isoformat() if self.anchor else None)
        if base is None:
            return item.reading._replace(wants=None, rule=NO_ANCHOR)
        return moved(base, count, "year", -1, f"the event it comes after, counted back from {base}")

    def _counted(self, item: Found, wants: tuple[int | None, str, str], base: str | None, why: str) -> Reading:
        count, unit, way = wants
        sign = -1 if way in ("before", "prior to", "ahead of") else 1
        found = Reading("DATE", None, "")
        if base is not None and _reaches(base, count, unit):
            found = moved(base, None if count is None else abs(count), unit, sign, f"{way} {base} ({why})")
        if found.value is None:
            why = "its date is not so exact" if base else "the article does not date it"
            found = _length_of(item)._replace(rule=f"length of time {way} what it is counted from: {why}")
        return with_mods(found, item)

    def _target(self, item: Found) -> tuple[int, int] | None:
        """First and last token of what an expression counts from: the words after its preposition, up to the clause's end."""
        sentence = self.parse.sentences[self.tokens[item.first].sentence]
        begin = item.last + 1
        last = begin - 1
        for k in range(begin, min(sentence.last, begin + 12) + 1):
            if self.tokens[k].text in (",", ".", ";", "—", "–", ":"):
                break
            last = k
        return (begin, last) if last >= begin else None

    def _words_of(self, item: Found, target: tuple[int, int]) -> Iterator[Token]:
        """The noun behind the preposition, or the verbs of the clause behind the conjunction; else the first noun or verb."""
        tokens, way = self.tokens, self.tokens[item.last]
        noun = next((tokens[c] for c in self.parse.children[way.i] if tokens[c].dep == "pobj"), None)
        if noun is not None:
            yield noun
            return
        inside = tokens[target[0] : target[1] + 1]
        verbs = [t for t in inside if t.tag[:2] == "VB" and t.dep not in ("aux", "auxpass")]
        if way.dep == "mark" or (way.tag == "IN" and verbs):
            yield from verbs
            return
        yield from [t for t in inside if t.tag[:2] in ("NN", "VB")][:1]

    def _events(self) -> dict[str, str]:
        """Stems of verbs and nouns that the article dates, with the first date it gives each."""
        dated: dict[str, str] = {}
        for item in self.found:
            value = item.reading.value
            if (
                value is None
                or item.reading.type not in ("DATE", "TIME")
                or calendar.first_day(value) is None
                or item.reading.end
            ):
                continue
            for token in self._told_of(item):
                for stem in stems(token.lemma):
                    dated.setdefault(stem, value)
        return dated

    def _told_of(self, item: Found) -> Iterator[Token]:
        """The words whose time an expression tells: the noun or verb it hangs on, that verb's subject and object."""
        tokens = self.tokens
        token = tokens[item.last]
        for _ in range(4):
            if token.head == token.i:
                return
            token = tokens[token.head]
            if token.tag[:2] == "VB":
                if token.lemma not in SAYING:
                    if token.lemma not in LIGHT:
                        yield token
                    if token.dep == "relcl" and tokens[token.head].tag == "NN":
                        yield tokens[token.head]
                    if token.lemma in _OCCURRING:
                        subjects = (tokens[c] for c in self.parse.children[token.i] if tokens[c].dep == "nsubj")
                        yield from (t for t in subjects if t.tag == "NN")
                    yield from (
                        tokens[c]
                        for c in self.parse.children[token.i]
                        if tokens[c].dep in ("dobj", "nsubjpass") and tokens[c].tag == "NN"
                    )
                return
            if token.tag in ("NN", "NNS") and not item.spot.start <= token.start < item.spot.end:
                yield token
