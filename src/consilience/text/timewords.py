"""Time expressions as printed: where they stand in a stretch of English, of which form, with their parts.

The forms are regular expressions, one a form, tried in this order at each place. What an expression means (which
Wednesday, which year) is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..model.parse import Token
from .calendar import SEASONS
from .timeforms import FORMS, YEAR

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october "
        "oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun".split(
            "|"
        )
    )
    for name in names.split()
}
PARTS = {
    "dawn": "TMO",
    "pre-dawn": "TMO",
    "predawn": "TMO",
    "morning": "TMO",
    "lunchtime": "TMI",
    "midday": "TMI",
    "afternoon": "TAF",
    "evening": "TEV",
    "dusk": "TEV",
    "night": "TNI",
    "overnight": "TNI",
}
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}


class Spot(NamedTuple):
    """An expression at `start:end` of the text: its form and the parts that the form names, in small letters."""

    start: int
    end: int
    form: str
    parts: dict[str, str]


# What a word may begin or hold: the key of the forms that are tried from it and from the words before it.
_KEYS: dict[str, str] = (
    dict.fromkeys(MONTHS, "month")
    | {f"{m}.": "month" for m in MONTHS}
    | dict.fromkeys(WEEKDAYS, "weekday")
    | {f"{w}{mark}": "weekday" for w in WEEKDAYS for mark in ("s", ".")}
    | dict.fromkeys(UNITS, "unit")
    | {f"{u}s": "unit" for u in UNITS}
    | dict.fromkeys(("centuries", "season"), "unit")
    | dict.fromkeys(PARTS, "part")
    | dict.fromkeys(SEASONS, "season")
    | dict.fromkeys(("today", "yesterday", "tomorrow", "tonight", "overnight"), "day-word")
    | dict.fromkeys(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), "decade"
    )
    | dict.fromkeys(
        ("daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annually", "annual", "hourly", "nightly"),
        "adverb",
    )
    | dict.fromkeys(
        ("past", "am", "pm", "a.m.", "p.m.", "a.m", "p.m", "gmt", "utc", "noon", "midnight", "o'clock", "o’clock"),
        "clock",
    )
)
_KEYS["night"] = _KEYS["nights"] = "part"
# Words that may stand in an expression before the word that gives its key.
_INSIDE = frozenset(
    "the this last next that past coming following previous preceding same every each all very new prior current "
    "present recent first final opening a an one two three four "
    "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred dozen few several couple half many and - – of or to handful number some quarter "
    "second third fourth other full straight "
    "consecutive long more whole holiday bank end beginning start middle close turn rest remainder course early late "
    "small wee mid in on at during throughout into by until "
    "through for over after these his her their its our my fiscal financial academic school calendar year once twice "
    "times per any given entire "
    "day before nineteenth twentieth eighteenth seventeenth twenty-first o’ , pre morning only".split()
)
_DEEPEST = 7  # words before the key word that are tried as the beginning

_NAMED = re.compile(r"\(\?P<\w+>")


class _Forms(NamedTuple):
    """The forms of one key as one expression whose group numbers say which, and each by itself."""

    any: re.Pattern[str]
    each: tuple[tuple[str, re.Pattern[str]], ...]


def _forms(rows: Iterable[tuple[str, str]]) -> _Forms:
    listed = list(rows)
    joined = "|".join(f"({_NAMED.sub('(?:', pattern)})" for _, pattern in listed)
    return _Forms(re.compile(joined), tuple((form, re.compile(pattern)) for form, pattern in listed))


MOST_WORDS = 50_000  # of which the key is kept: most words of a language are asked again


class _Keys(dict[str, str | None]):
    """Word to the key of its forms, worked out when first asked."""

    def __init__(self, key_of: Callable[[str], str | None]) -> None:
        super().__init__()
        self._key_of = key_of

    def __missing__(self, word: str) -> str | None:
        if len(self) >= MOST_WORDS:
            self.clear()
        found = self[word] = self._key_of(word)
        return found


class Grammar:
    """The forms and the names of holidays, ready to read with. Made once; holds nothing that changes."""

    def __init__(self, holidays: Iterable[str]) -> None:
        """`holidays`: names as printed, apostrophes straight."""
        names = sorted(holidays, key=lambda n: (-len(n), n))
        listed = "|".join(re.escape(n).replace(r"\ ", r"\s+").replace("'", r"\s?['’]\s?") for n in names)
        self._keys = _Keys(self._key_of)
        self._holiday_words = frozenset(n.lower().replace("'", " ").split()[0] for n in names)
        holiday = (
            rf"(?:(?P<relative>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?:(?P<before>{YEAR})\s+)?(?P<name>{listed})"
            rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?(?![\w-])"
        )
        keys = sorted({key for keys, _, _ in FORMS for key in keys.split()})
        self._by_key = {
            key: _forms([("holiday", holiday), *((form, p) for keys, form, p in FORMS if key in keys.split())])
            for key in [*keys, "holiday"]
        }

    def spots(self, text: str, tokens: Sequence[Token]) -> list[Spot]:
        """Expressions in the text of `tokens` (all of an article), in order, none over another or beyond its sentence."""
        found: list[Spot] = []
        keys = self._keys
        done = 0
        for place in [k for k, token in enumerate(tokens) if keys[token.lower]]:
            if tokens[place].start < done:
                continue
            spot = self._at(text, tokens, place, keys[tokens[place].lower] or "", done)
            if spot:
                found.append(spot)
                done = spot.end
        return found

    def _key_of(self, word: str) -> str | None:
        known = _KEYS.get(word)
        if known is not None:
            return known
        first = word[0]
        if "0" <= first <= "9" or first in "'’":
            return _figure_key(word)
        if word in self._holiday_words:
            return "holiday"
        if "-" in word:
            parts = word.split("-")
            if len(parts) == 2 and len(parts[1]) == 4 and parts[1].isdigit():
                return "year"
            return next((k for w in parts if (k := _KEYS.get(w)) and k != "clock"), None)
        return "quarter" if first in "qh" and len(word) == 2 and word[1] in "1234" else None

    def _at(self, text: str, tokens: Sequence[Token], place: int, key: str, done: int) -> Spot | None:
        """The expression around the key word `place`: it begins as far to the left as it can."""
        forms = self._by_key[key]
        begin, last = place, tokens[place]
        while begin > 0 and place - begin < _DEEPEST:
            token = tokens[begin - 1]
            if token.start < done or token.sentence != last.sentence or not _inside(token):
                break
            begin -= 1
        end = min(len(tokens) - 1, place + _WIDEST)
        while tokens[end].sentence != last.sentence:
            end -= 1
        stop = tokens[end].end
        starts = [t.start for t in tokens[begin : place + 1]]
        if "-" in last.text[1:]:
            starts.append(last.start + last.text.index("-", 1) + 1)  # the 2019 of mid-2019
        for start in starts:
            hit = forms.any.match(text, start, stop)
            if hit and hit.end() > last.start and hit.lastindex:
                form, pattern = forms.each[hit.lastindex - 1]
                again = pattern.match(text, start, stop)
                if again:
                    return Spot(again.start(), again.end(), form, _parts(again, form))
        return None

    def in_text(self, text: str, start: int, end: int) -> Spot | None:
        """The first calendar date in `text[start:end]`, which need not be parsed (a dateline)."""
        for place in range(start, end):
            hit = (
                self._by_key["month"].any.match(text, place, end)
                if text[place].isalnum() and (place == start or not text[place - 1].isalnum())
                else None
            )
            if hit and hit.lastindex:
                form, pattern = self._by_key["month"].each[hit.lastindex - 1]
                again = pattern.match(text, place, end)
                if again and form == "month-day":
                    return Spot(again.start(), again.end(), form, _parts(again, form))
        return None


_WIDEST = 9  # words after the key word that an expression may take in


def _inside(token: Token) -> bool:
    return token.lower in _INSIDE or token.lower[0].isdigit() or token.lower in _KEYS


def _figure_key(word: str) -> str | None:
    if word.isdigit():
        return "year" if len(word) == 4 else None
    if word[-1:] == "s" and len(word) in (3, 4, 5, 6):
        return "decade"
    if word[-2:] in ("st", "nd", "rd", "th"):
        return "ordinal"
    if ":" in word or word[-2:] in ("am", "pm") or word[-4:] in ("a.m.", "p.m."):
        return "clock"
    if "/" in word:
        return "slash"
    return "year" if len(word) > 4 and ("-" in word or "–" in word) else None


def _parts(found: re.Match[str], form: str) -> dict[str, str]:
    parts = {k: " ".join(v.split()).replace("’", "'") for k, v in found.groupdict().items() if v}
    if form == "holiday":
        return parts | {"name": parts["name"].replace(" '", "'")}  # "Mother 's Day"
    return {k: v.lower() for k, v in parts.items()}


# Words before an expression that belong to it: which part of it is meant, and how nearly.
_EDGE_BEFORE = re.compile(
    r"(?i:(?:the\s+)?\b(?P<edge>earlier|later|early|late|mid|middle|beginning|start|end|turn|close|first\s+half"
    r"|second\s+half|latter\s+half|rest|early\s+hours|small\s+hours|early\s+morning\s+hours))"
    r"(?:\s+(?:on|in|of)(?:\s+the)?\s+|-|\s+)$"
)
_NEARLY_BEFORE = re.compile(
    r"(?i:\b(?P<word>about|around|approximately|roughly|circa|some|nearly|almost|over|more\s+than|at\s+least"
    r"|less\s+than|fewer\s+than|up\s+to|under"
    r"|just\s+over|just\s+under|shortly\s+before|shortly\s+after|just\s+before|just\s+after|sometime))\s+$"
)
EDGES = {
    "early": "START",
    "beginning": "START",
    "start": "START",
    "turn": "START",
    "first half": "START",
    "mid": "MID",
    "middle": "MID",
    "late": "END",
    "end": "END",
    "close": "END",
    "second half": "END",
    "latter half": "END",
}
NEARLY = {
    "about": "APPROX",
    "around": "APPROX",
    "approximately": "APPROX",
    "roughly": "APPROX",
    "circa": "APPROX",
    "some": "APPROX",
    "nearly": "APPROX",
    "almost": "APPROX",
    "sometime": "APPROX",
    "shortly before": "APPROX",
    "shortly after": "APPROX",
    "just before": "APPROX",
    "just after": "APPROX",
    "over": "MORE_THAN",
    "more than": "MORE_THAN",
    "at least": "EQUAL_OR_MORE",
    "just over": "MORE_THAN",
    "less than": "LESS_THAN",
    "fewer than": "LESS_THAN",
    "up to": "EQUAL_OR_LESS",
    "under": "LESS_THAN",
    "just under": "LESS_THAN",
}
_COUNT_WORDS = frozenset(("over", "under", "up to", "some"))  # near a count only
_FARTHEST = 28  # characters looked back for such words


def before(text: str, start: int, floor: int, *, counted: bool, named: bool = False) -> tuple[int, str, str]:
    """(new start, edge word, nearness word) of the words before an expression at `start`, none before `floor`.

    `counted`: the expression begins with a count ("over forty years", yet "over the weekend").
    `named`: it is a weekday or holiday, and "information about Tuesday's fire" does not mean nearly Tuesday.
    """
    edge = nearly = ""
    found = _EDGE_BEFORE.search(text, max(floor, start - _FARTHEST), start)
    if found:
        start, edge = found.start(), " ".join(found["edge"].lower().split())
    found = _NEARLY_BEFORE.search(text, max(floor, start - _FARTHEST), start)
    if found:
        word = " ".join(found["word"].lower().split())
        if (counted or word not in _COUNT_WORDS) and not (named and word == "about"):
            start, nearly = found.start(), word
    return start, edge, nearly
