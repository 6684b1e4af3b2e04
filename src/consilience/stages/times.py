"""Time expressions of an article, resolved to TIMEX3 values with the granularity printed, each with its rule.

Found by forms around key words (text/timewords), resolved against the article's anchor: a bare weekday or month is the
nearest past one, the coming one where the verb looks ahead (text/tense); "the next day" counts from the last date told;
"since the invasion" takes the date that the article gives the invasion. What cannot be resolved keeps the value None.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..knowledge.tables import table
from ..model.annotation import Timex
from ..model.article import Article
from ..model.parse import Parse, Token
from ..model.span import Span
from ..text import calendar
from ..text.calendar import Direction, Unit
from ..text.eventwords import LIGHT, dated, stems
from ..text.tense import SAYING, by_noun, governor, outlook
from ..text.timebase import NO_ANCHOR, Reading, Setting, ahead_of, moved, up_to_now
from ..text.timechecks import is_time
from ..text.timevalues import read
from ..text.timewords import EDGES, NEARLY, Grammar, Spot, before

HOLIDAYS = {name.lower(): (row["rule"], row["part"]) for row in table("holidays") for name in row["names"].split("|")}
GRAMMAR = Grammar(name for row in table("holidays") for name in row["names"].split("|"))

NEAR_TOKENS = 6  # words between "two days before" and the date it counts from
SENTENCES_BACK = 3  # how far "the next day" looks for the date it counts from, where its paragraph has none
DATED_FURNITURE = frozenset(("photo caption", "embedded post"))  # furniture that dates what it shows or cites
CALENDAR_FORMS = frozenset("month-day month-year month weekday day-word year iso unit holiday".split())
_WORD = re.compile(r"[^\W_]+(?:\.(?=[\s,]))?|[^\w\s]")
_SINCE = re.compile(r"\b[Ss]ince\b")
_BETWEEN_DAY_AND_CLOCK = re.compile(
    r"(?:,?\s+(?:on|at|around|about|by|at\s+(?:around|about|approximately))\s+|,?\s+|\s+on\s+(?:the\s+)?|\s+\()"
)


class _Found(NamedTuple):
    """A spot with its place in the parse (tokens `first` to `last`) and, once read, its meaning."""

    spot: Spot
    start: int
    first: int
    last: int
    edge: str
    nearly: str
    reading: Reading


def times(article: Article, parse: Parse) -> tuple[Timex, ...]:
    """The time expressions of `article`, in order of text, none over another."""
    return _Reader(article, parse).timexes()


class _Reader:
    """One article while it is read: what was found so far is what later expressions count from."""

    def __init__(self, article: Article, parse: Parse) -> None:
        self.article, self.parse, self.tokens = article, parse, parse.tokens
        self.anchor = date.fromisoformat(article.anchor[:10]) if article.anchor else None
        self.found: list[_Found] = []
        self._starts = [t.start for t in parse.tokens]

    def timexes(self) -> tuple[Timex, ...]:
        text = self.article.text
        for sentence in self.parse.sentences:
            tokens = self.tokens[sentence.first : sentence.last + 1]
            floor = sentence.start
            for spot in GRAMMAR.spots(text, tokens):
                first, last = self._tokens_of(spot)
                if not is_time(spot, text, self.tokens, first, last):
                    continue
                start, edge, nearly = before(
                    text, spot.start, floor, counted="count" in spot.parts, named=spot.form in ("weekday", "holiday")
                )
                item = _Found(spot, start, first, last, edge, nearly, Reading("DATE", None, ""))
                self.found.append(item._replace(reading=self._read(item)))
                floor = spot.end
        self._days_of_clocks()
        self._count_from_events()
        made = [self._timex(f) for f in self._joined()]
        made += [*self._since_events(made), *self._dateline(), *self._captions()]
        return tuple(sorted(made, key=lambda t: t.span))

    def _tokens_of(self, spot: Spot) -> tuple[int, int]:
        return bisect_right(self._starts, spot.start) - 1, bisect_left(self._starts, spot.end) - 1

    def _read(self, item: _Found) -> Reading:
        ahead = outlook(self.parse, item.last if item.spot.form != "weekday" else item.first)
        if item.edge == "earlier":
            ahead = "past"
        elif item.edge == "later" and ahead == "nearest":
            ahead = "future"
        ahead = by_noun(self.parse, item.first, item.last, ahead, dated=item.spot.form in ("month-day", "month"))
        setting = Setting(self.anchor, ahead, lambda unit: self._last(item, unit, ahead), HOLIDAYS)
        reading = self._anniversary(item, read(item.spot, setting), ahead)
        if item.spot.form == "duration" and item.spot.parts.get("count") in ("a", "an") and self._is_rate(item):
            return Reading("SET", reading.value, "rate: so much each time")
        if item.spot.form == "duration" and self.anchor and ahead == "future" and self._comes_in(item):
            return _with_mods(ahead_of(reading, self.anchor), item)
        if item.spot.form == "duration" and self.anchor and self._lasts_until_now(item):
            reading = up_to_now(reading, self.anchor)
        return _with_mods(reading, item)

    def _anniversary(self, item: _Found, reading: Reading, ahead: Direction) -> Reading:
        """ "the 9/11 anniversary": the same day of another year."""
        after = self.tokens[item.last + 1] if item.last + 1 < len(self.tokens) else None
        day = calendar.first_day(reading.value) if reading.value and item.spot.form == "holiday" else None
        if after is None or after.lower != "anniversary" or day is None or self.anchor is None:
            return reading
        near = calendar.day_near(self.anchor, day.month, day.day, ahead)
        return reading._replace(value=near.isoformat() if near else None, rule=f"anniversary of {reading.value}")

    def _comes_in(self, item: _Found) -> bool:
        """ "will be in two weeks": a length with "in" that counts from now."""
        lead = self.tokens[item.first - 1] if item.first else None
        after = self.tokens[item.last + 1] if item.last + 1 < len(self.tokens) else None
        return (
            lead is not None
            and lead.lower == "in"
            and (after is None or (after.tag[:2] not in ("NN", "JJ") and after.lower != "of"))
        )

    def _is_rate(self, item: _Found) -> bool:
        """ "26,000 people a year", "$5 a day"."""
        token = self.tokens[item.last]
        head = self.tokens[token.head]
        return token.dep == "npadvmod" and (head.tag[:2] == "NN" or head.tag in ("CD", "$") or head.dep == "quantmod")

    def _lasts_until_now(self, item: _Found) -> bool:
        """ "For eight years, villagers have marched": a length with "for" under a present perfect."""
        lead = self.tokens[item.first - 1] if item.first else None
        if lead is None or (
            lead.lower != "for"
            and not (lead.lower in ("over", "nearly", "almost", "than", "about") and self._lead_is_for(lead))
        ):
            return False
        verb = governor(self.parse, item.last)
        if verb is None or verb.tag != "VBN" or verb.lemma in _SENTENCED:
            return False
        helpers = {
            self.tokens[c].lower for c in self.parse.children[verb.i] if self.tokens[c].dep in ("aux", "auxpass")
        }
        return bool(helpers & {"have", "has", "'ve", "’ve"})

    def _lead_is_for(self, lead: Token) -> bool:
        return any(t.lower == "for" for t in self.tokens[max(0, lead.i - 2) : lead.i])

    def _last(self, item: _Found, unit: Unit, ahead: Direction) -> str | None:
        """The last value told before `item`, as fine as `unit`; days on which someone spoke only where there is no other,
        days to come not for what is past."""
        own = self.tokens[item.first].sentence
        paragraph = self.parse.sentences[own].paragraph
        spoken = None
        for other in reversed(self.found):
            sentence = self.tokens[other.first].sentence
            if (
                own - sentence > SENTENCES_BACK
                and item.spot.form not in ("part", "early-hours")
                and self.parse.sentences[sentence].paragraph != paragraph
            ):
                break
            value = other.reading.value
            if value is None or other.reading.type not in ("DATE", "TIME") or not calendar.is_fine(value, unit):
                continue
            day = calendar.first_day(value) if ahead == "past" and self.anchor else None
            if day and self.anchor and day > self.anchor:
                continue
            verb = governor(self.parse, other.first)
            if verb is not None and verb.lemma in SAYING:
                spoken = spoken or value
            else:
                return value
        return spoken

    # -- clock times

    def _days_of_clocks(self) -> None:
        """Give each clock time the day told next to it, else in its sentence, else before it, else the anchor's."""
        days = [(k, f) for k, f in enumerate(self.found) if _is_day(f.reading.value)]
        for k, item in enumerate(self.found):
            value = item.reading.value
            if value is None or not value.startswith("T"):
                continue
            sentence = self.tokens[item.first].sentence
            near = [f for _, f in days if self.tokens[f.first].sentence == sentence]
            earlier = [f for n, f in days if n < k]
            if near:
                day = min(near, key=lambda f: (abs(f.first - item.first), f.first)).reading.value
                rule = "clock, on the day told in the sentence"
            elif earlier:
                day = _fitting(value, [f.reading.value or "" for f in earlier])
                rule = "clock, on the day told before"
            elif not days and self.anchor:
                day, rule = self.anchor.isoformat(), "clock, on the anchor's day: no other is told"
            else:
                day, rule = "XXXX-XX-XX", "clock: its day is not told"
            self.found[k] = item._replace(reading=item.reading._replace(value=_on_day(day or "", value), rule=rule))

    # -- counted from events

    def _count_from_events(self) -> None:
        """Resolve "two days before the election", "an hour before midnight", "a day before Saturday's incident"."""
        events: dict[str, str] | None = None
        swallowed: set[int] = set()
        for k, item in enumerate(self.found):
            wants = item.reading.wants
            if wants is None:
                continue
            target = self._target(item)
            told = self._told_beside(k, target)
            if told and told.spot.form == "clock":
                whole = item.spot._replace(end=told.spot.end)
                self.found[k] = item._replace(spot=whole, last=told.last, reading=_before_clock(item, told))
                swallowed.add(told.spot.start)
                continue
            base, why = (told.reading.value, "told") if told else (None, "")
            if base is None and wants[0] and wants[1] == "year" and wants[2] == "after":
                self.found[k] = item._replace(reading=self._year_of_event(item, wants[0]))
                continue
            if base is None and target:
                events = self._events() if events is None else events
                word = next((t.lemma for t in self._words_of(item, target) if dated(events, t.lemma)), "")
                base, why = dated(events, word) if word else None, f"{word}, dated in the article"
            self.found[k] = item._replace(reading=self._counted(item, wants, base, why))
        self.found = [f for f in self.found if f.spot.start not in swallowed]

    def _told_beside(self, k: int, target: tuple[int, int] | None) -> _Found | None:
        """The expression that stands right behind expression `k` as what it counts from, no verb between."""
        for other in self.found[k + 1 : k + 3]:
            if target and target[0] <= other.first <= target[1] and other.reading.value:
                between = self.tokens[target[0] : other.first]
                return None if any(t.tag[:2] == "VB" for t in between) or len(between) > NEAR_TOKENS else other
        return None

    def _year_of_event(self, item: _Found, count: int) -> Reading:
        """ "The move comes two years after women were attacked": the attack, counted back from the move."""
        sentence = self.tokens[item.first].sentence
        main = next((f.reading.value for f in self.found if f.first < item.first and self.tokens[f.first].sentence == sentence
                     and f.reading.value and calendar.is_fine(f.reading.value, "year")), None)  # fmt: skip
        base = main or (self.anchor.isoformat() if self.anchor else None)
        if base is None:
            return item.reading._replace(wants=None, rule=NO_ANCHOR)
        return moved(base, count, "year", -1, f"the event it comes after, counted back from {base}")

    def _counted(self, item: _Found, wants: tuple[int | None, str, str], base: str | None, why: str) -> Reading:
        count, unit, way = wants
        sign = -1 if way in ("before", "prior to", "ahead of") else 1
        if base is not None:
            found = moved(base, None if count is None else abs(count), unit, sign, f"{way} {base} ({why})")
        else:
            found = item.reading._replace(
                wants=None, rule=f"not resolved: the article does not date what it comes {way}"
            )
        return _with_mods(found, item)

    def _target(self, item: _Found) -> tuple[int, int] | None:
        """First and last token of what an expression counts from: the words after its preposition, up to the clause's end."""
        sentence = self.parse.sentences[self.tokens[item.first].sentence]
        begin = item.last + 1
        last = begin - 1
        for k in range(begin, min(sentence.last, begin + 12) + 1):
            if self.tokens[k].text in (",", ".", ";", "—", "–", ":"):
                break
            last = k
        return (begin, last) if last >= begin else None

    def _words_of(self, item: _Found, target: tuple[int, int]) -> Iterator[Token]:
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

    def _told_of(self, item: _Found) -> Iterator[Token]:
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
                    yield from (
                        tokens[c]
                        for c in self.parse.children[token.i]
                        if tokens[c].dep in ("dobj", "nsubjpass") and tokens[c].tag == "NN"
                    )
                return
            if token.tag in ("NN", "NNS") and not item.spot.start <= token.start < item.spot.end:
                yield token

    def _since_events(self, made: list[Timex]) -> Iterator[Timex]:
        """ "since the invasion", where the article dates the invasion."""
        events: dict[str, str] | None = None
        taken = [t.span for t in made]
        for at in _SINCE.finditer(self.article.text):
            token = self.tokens[bisect_right(self._starts, at.start()) - 1] if self._starts else None
            if token is None or token.start != at.start() or token.tag != "IN":
                continue
            noun = next((self.tokens[c] for c in self.parse.children[token.i] if self.tokens[c].dep == "pobj"), None)
            if noun is None or noun.tag[:2] != "NN" or noun.i == token.i + 1:
                continue
            events = self._events() if events is None else events
            value = dated(events, noun.lemma)
            span = Span(article=self.article.id, start=token.start, end=noun.end)
            if value and not any(span.overlaps(t) for t in taken):
                rule = f"since {noun.lemma}, dated in the article"
                yield Timex(span=span, type="DATE", value=value, rule=rule, anchor=self.article.anchor)

    # -- making the records

    def _joined(self) -> Iterator[_Found]:
        """Day and clock side by side as one expression: "5 a.m. on Wednesday", "Wednesday at 5 a.m."."""
        held: _Found | None = None
        for item in self.found:
            if held is not None and self._belong(held, item):
                clock = held if "T" in (held.reading.value or "") and _has_clock(held.reading.value) else item
                held = held._replace(spot=held.spot._replace(end=item.spot.end), last=item.last, reading=clock.reading)
                continue
            if held is not None:
                yield held
            held = item
        if held is not None:
            yield held

    def _belong(self, a: _Found, b: _Found) -> bool:
        one, two = a.reading.value or "", b.reading.value or ""
        if (
            _has_clock(one) == _has_clock(two)
            or not (_is_day(one) and _is_day(two))
            or one[:10] != two[:10]
            or a.edge in ("end",)
        ):
            return False
        return bool(_BETWEEN_DAY_AND_CLOCK.fullmatch(self.article.text, a.spot.end, b.spot.start))

    def _timex(self, item: _Found) -> Timex:
        reading = item.reading
        return Timex(
            span=Span(article=self.article.id, start=item.start, end=item.spot.end),
            type=reading.type,
            value=reading.value,
            mod=reading.mod,
            rule=reading.rule,
            anchor=self.article.anchor,
            end_value=reading.end,
        )

    def _dateline(self) -> Iterator[Timex]:
        """The date printed in the dateline, which is not parsed."""
        line = self.article.dateline
        if line is None or line.date is None or any(line.span.start <= t.start < line.span.end for t in self.tokens):
            return
        spot = GRAMMAR.in_text(self.article.text, line.span.start, line.span.end)
        if spot:
            span = Span(article=self.article.id, start=spot.start, end=spot.end)
            yield Timex(span=span, type="DATE", value=line.date, rule="dateline", anchor=self.article.anchor)

    def _captions(self) -> Iterator[Timex]:
        """Dates printed in captions and embedded posts, which are not parsed: calendar forms only."""
        text = self.article.text
        for furniture in self.article.furniture:
            if furniture.reason not in DATED_FURNITURE:
                continue
            tokens = _plain_tokens(text, furniture.span)
            for spot in GRAMMAR.spots(text, tokens):
                first = next(t.i for t in tokens if t.end > spot.start)
                last = next(t.i for t in reversed(tokens) if t.start < spot.end)
                if spot.form not in CALENDAR_FORMS or not is_time(spot, text, tokens, first, last):
                    continue
                reading = read(spot, Setting(self.anchor, "past", lambda _: None, HOLIDAYS))
                if reading.value and reading.type == "DATE":
                    found = _Found(
                        spot,
                        spot.start,
                        first,
                        last,
                        "",
                        "",
                        reading._replace(rule=f"{reading.rule}; in a {furniture.reason}"),
                    )
                    yield self._timex(found)


def _plain_tokens(text: str, span: Span) -> tuple[Token, ...]:
    """Words of unparsed text as rows: capitals count as names, figures as numbers, all in one sentence."""
    rows = []
    for i, found in enumerate(_WORD.finditer(text, span.start, span.end)):
        word = found[0]
        tag = "CD" if word[0].isdigit() else "NNP" if word[0].isupper() else "IN" if len(word) < 3 else "NN"
        rows.append(
            Token(i, found.start(), found.end(), word, word.lower(), tag, word.lower(), i, "", i, i, "", False, 0)
        )
    return tuple(rows)


def _with_mods(reading: Reading, item: _Found) -> Reading:
    """The reading with the words before it: "early", "the end of", "about"; an edge of a day is a part of it."""
    value, mod, edge, nearly = reading.value, reading.mod, item.edge, item.nearly
    if value and "hours" in edge and _is_day(value) and "T" not in value:
        return reading._replace(type="TIME", value=value + "TMO", mod="START")
    if edge in EDGES and reading.type in ("DATE", "TIME"):
        mod = EDGES[edge]
    if nearly and mod is None:
        mod = NEARLY[nearly]
    return reading._replace(mod=mod)


_SENTENCED = frozenset(
    "sentence ban suspend jail imprison bar extend postpone delay close cancel book rent lease hire".split()
)


def _is_day(value: str | None) -> bool:
    return value is not None and value[:4].isdigit() and calendar.unit_of(value) == "day"


def _has_clock(value: str | None) -> bool:
    return value is not None and value[11:13].isdigit()


def _on_day(day: str, clock: str) -> str:
    return day[:10] + clock


def _fitting(clock: str, days: list[str]) -> str:
    """The last day told, of those told with a part of day the last one that the clock falls in."""
    hour = int(clock[1:3])
    part = "TMO" if 4 <= hour < 12 else "TAF" if 12 <= hour < 18 else "TEV" if 18 <= hour < 21 else "TNI"
    parts = ("TNI", "TMO") if hour < 4 else (part,)
    return next((d for d in reversed(days) if d.endswith(parts)), days[-1])


def _before_clock(item: _Found, told: _Found) -> Reading:
    """ "about an hour before midnight" -> T23:00 of that day."""
    value = told.reading.value or ""
    day, clock = value[:10], value[11:16]
    if (
        "hour" not in item.spot.parts["unit"]
        or item.spot.parts.get("count") not in ("a", "an", "one", "1", "two", "2")
        or not clock
    ):
        return item.reading._replace(wants=None, rule="not resolved: no whole hours")
    hours = 2 if item.spot.parts["count"] in ("two", "2") else 1
    hour = int(clock[:2]) + (-hours if item.spot.parts["way"] == "before" else hours)
    found = Reading(
        "TIME",
        f"{day}T{hour:02d}{clock[2:]}" if 0 <= hour <= 24 else None,
        f"{hours} h {item.spot.parts['way']} {clock}",
    )
    return _with_mods(found, item)
