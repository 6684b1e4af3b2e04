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

from ..knowledge.tables import table
from ..model.annotation import Timex
from ..model.article import Article
from ..model.parse import Parse, Token
from ..model.span import Span
from ..text import calendar
from ..text.calendar import Direction, Unit
from ..text.tense import SAYING, by_noun, governor, outlook
from ..text.timebase import Reading, Setting, ahead_of, up_to_now
from ..text.timechecks import is_rate, is_time
from ..text.timeclocks import BETWEEN_DAY_AND_CLOCK, days_of_clocks
from ..text.timeevents import SENTENCES_BACK, Events
from ..text.timefound import Found, has_clock, is_day, with_mods
from ..text.timequotes import mend_deictics, posted
from ..text.timeranges import mend_clocks, mend_days
from ..text.timerelative import EARLIER
from ..text.timevalues import read
from ..text.timewords import Grammar, Spot, before

HOLIDAYS = {name.lower(): (row["rule"], row["part"]) for row in table("holidays") for name in row["names"].split("|")}
GRAMMAR = Grammar(name for row in table("holidays") for name in row["names"].split("|"))

DATED_FURNITURE = frozenset(("photo caption", "embedded post"))  # furniture that dates what it shows or cites
NEWS = 5  # sentences in which a report tells its news; set on reports of the clustering bench
NINE_ELEVEN = "2001-09-11"
CALENDAR_FORMS = frozenset("month-day month-year month weekday day-word year iso unit holiday".split())
_WORD = re.compile(r"[^\W_]+(?:\.(?=[\s,]))?|[^\w\s]")
_SINCE = "ince"  # of since and Since: plain search is many times faster than a pattern


def times(article: Article, parse: Parse) -> tuple[Timex, ...]:
    """The time expressions of `article`, in order of text, none over another."""
    return _Reader(article, parse).timexes()


class _Reader:
    """One article while it is read: what was found so far is what later expressions count from."""

    def __init__(self, article: Article, parse: Parse) -> None:
        self.article, self.parse, self.tokens = article, parse, parse.tokens
        told = date.fromisoformat(article.anchor[:10]) if article.anchor else None
        self.anchor = posted(article.text, told)
        self._anchor_told = self.anchor.isoformat() if self.anchor and self.anchor != told else article.anchor
        self.found: list[Found] = []
        self._starts = [t.start for t in parse.tokens]

    def timexes(self) -> tuple[Timex, ...]:
        text = self.article.text
        floor = 0
        for spot in GRAMMAR.spots(text, self.tokens):
            first, last = self._tokens_of(spot)
            floor = max(floor, self.parse.sentences[self.tokens[first].sentence].start)
            if not is_time(spot, text, self.tokens, first, last):
                continue
            start, edge, nearly = before(
                text, spot.start, floor, counted="count" in spot.parts, named=spot.form in ("weekday", "holiday")
            )
            if (
                nearly == "over"
                and self.tokens[self.tokens[last].head].lower == "over"
                and self.tokens[last].dep == "pobj"
            ):
                start, nearly = spot.start, ""  # "spread over eight years": during them, not more than them
            item = Found(spot, start, first, last, edge, nearly, Reading("DATE", None, ""))
            self.found.append(item._replace(reading=self._read(item)))
            floor = spot.end
        mend_days(self.found, text)
        days_of_clocks(self.found, self.parse, text, self.anchor)
        mend_clocks(self.found, text)
        mend_deictics(self.found, self.parse, text, self.anchor)
        events = Events(self.parse, self.anchor, self.found)
        self.found = events.count()
        made = [self._timex(f) for f in self._joined()]
        made += [*self._since_events(made, events), *self._dateline(), *self._captions()]
        return tuple(sorted(made, key=lambda t: t.span))

    def _tokens_of(self, spot: Spot) -> tuple[int, int]:
        return bisect_right(self._starts, spot.start) - 1, bisect_left(self._starts, spot.end) - 1

    def _read(self, item: Found) -> Reading:
        ahead = outlook(self.parse, item.last if item.spot.form != "weekday" else item.first)
        if item.edge == "earlier":
            ahead = "past"
        elif item.edge == "later" and ahead == "nearest":
            ahead = "future"
        ahead = by_noun(self.parse, item.first, item.last, ahead, dated=item.spot.form in ("month-day", "month"))
        setting = Setting(self.anchor, ahead, lambda unit: self._last(item, unit, ahead), HOLIDAYS, self._fresh(item))
        reading = self._anniversary(item, read(item.spot, setting), ahead)
        if reading.rule == EARLIER and self._is_told_of_then(item):
            return with_mods(reading._replace(value=None, rule="not resolved: earlier than what is told"), item)
        if item.spot.form == "month-day" and ahead == "past" and self._is_nine_eleven(item):
            return Reading("DATE", NINE_ELEVEN, "day known by that name")
        if (
            item.spot.form == "duration"
            and item.spot.parts.get("count") in ("a", "an")
            and is_rate(self.tokens, item.last)
        ):
            return Reading("SET", reading.value, "rate: so much each time")
        if item.spot.form == "duration" and self.anchor and ahead == "future" and self._comes_in(item):
            return with_mods(ahead_of(reading, self.anchor), item)
        if item.spot.form == "duration" and self.anchor and self._lasts_until_now(item):
            reading = up_to_now(reading, self.anchor)
        return with_mods(reading, item)

    def _fresh(self, item: Found) -> bool:
        """Among the first days that a report tells, or behind a later one, or an hour of the anchor's own day."""
        if self.anchor is None or self.tokens[item.first].sentence < NEWS:
            return True
        told = [v for f in self.found if (v := f.reading.value) and is_day(v)]
        day = self.anchor.isoformat()
        return not told or any(v[:10] > day or (v[:10] == day and has_clock(v)) for v in told)

    def _anniversary(self, item: Found, reading: Reading, ahead: Direction) -> Reading:
        """ "the 9/11 anniversary": the same day of another year."""
        after = self.tokens[item.last + 1] if item.last + 1 < len(self.tokens) else None
        day = calendar.first_day(reading.value) if reading.value and item.spot.form == "holiday" else None
        if after is None or after.lower != "anniversary" or day is None or self.anchor is None:
            return reading
        near = calendar.day_near(self.anchor, day.month, day.day, ahead)
        return reading._replace(value=near.isoformat() if near else None, rule=f"anniversary of {reading.value}")

    def _comes_in(self, item: Found) -> bool:
        """ "will be in two weeks": a length with "in" that counts from now."""
        lead = self.tokens[item.first - 1] if item.first else None
        after = self.tokens[item.last + 1] if item.last + 1 < len(self.tokens) else None
        return (
            lead is not None
            and lead.lower == "in"
            and (after is None or (after.tag[:2] not in ("NN", "JJ") and after.lower != "of"))
        )

    def _is_told_of_then(self, item: Found) -> bool:
        """ "she had moved a year earlier": earlier than the time that the sentence tells of, not than now."""
        verb = governor(self.parse, item.last)
        return verb is not None and any(
            self.tokens[c].lower in ("had", "'d", "’d") for c in self.parse.children[verb.i]
        )

    def _is_nine_eleven(self, item: Found) -> bool:
        """ "those who attacked us on September 11": the day needs no year."""
        p = item.spot.parts
        if (
            not p["month"].startswith("sep")
            or p["day"][:2] != "11"
            or {"year", "relative", "weekday", "to", "from"} & set(p)
        ):
            return False
        sentence = self.parse.sentences[self.tokens[item.first].sentence]
        return any(t.lemma in _ATTACKS for t in self.tokens[sentence.first : sentence.last + 1])

    def _lasts_until_now(self, item: Found) -> bool:
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

    def _last(self, item: Found, unit: Unit, ahead: Direction) -> str | None:
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

    # -- making the records

    def _since_events(self, made: list[Timex], events: Events) -> Iterator[Timex]:
        """ "since the invasion", where the article dates the invasion."""
        taken = [t.span for t in made]
        at = -1
        while self._starts and (at := self.article.text.find(_SINCE, at + 1)) >= 0:
            token = self.tokens[bisect_right(self._starts, at) - 1]
            if token.start != at - 1 or token.lower != "since" or token.tag != "IN":
                continue
            noun = next((self.tokens[c] for c in self.parse.children[token.i] if self.tokens[c].dep == "pobj"), None)
            if noun is None or noun.tag[:2] != "NN" or noun.i == token.i + 1:
                continue
            value = events.date_of(noun.lemma)
            span = Span(article=self.article.id, start=token.start, end=noun.end)
            if value and not any(span.overlaps(t) for t in taken):
                rule = f"since {noun.lemma}, dated in the article"
                yield Timex(span=span, type="DATE", value=value, rule=rule, anchor=self._anchor_told)

    def _joined(self) -> Iterator[Found]:
        """Day and clock side by side as one expression: "5 a.m. on Wednesday", "Wednesday at 5 a.m."."""
        held: Found | None = None
        for item in self.found:
            if held is not None and self._belong(held, item):
                first = has_clock(held.reading.value) or held.spot.form == "part-of"
                clock = held if first else item
                held = held._replace(spot=held.spot._replace(end=item.spot.end), last=item.last, reading=clock.reading)
                continue
            if held is not None:
                yield held
            held = item
        if held is not None:
            yield held

    def _belong(self, a: Found, b: Found) -> bool:
        one, two = a.reading.value or "", b.reading.value or ""
        if a.spot.form == "part-of" and b.start == a.spot.end + 1:
            return one[:10] == two[:10] != ""
        if (
            has_clock(one) == has_clock(two)
            or not (is_day(one) and is_day(two))
            or one[:10] != two[:10]
            or a.edge in ("end",)
        ):
            return False
        return bool(BETWEEN_DAY_AND_CLOCK.fullmatch(self.article.text, a.spot.end, b.spot.start))

    def _timex(self, item: Found) -> Timex:
        reading = item.reading
        return Timex(
            span=Span(article=self.article.id, start=item.start, end=item.spot.end),
            type=reading.type,
            value=reading.value,
            mod=reading.mod,
            rule=reading.rule,
            anchor=self._anchor_told,
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
            yield Timex(span=span, type="DATE", value=line.date, rule="dateline", anchor=self._anchor_told)

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
                    found = Found(
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


_ATTACKS = frozenset("attack terrorist terrorism terror hijack hijacker".split())
_SENTENCED = frozenset(
    "sentence ban suspend jail imprison bar extend postpone delay close cancel book rent lease hire".split()
)
