"""Time expressions as printed: where they stand in a stretch of English, of which form, with their parts.

The forms are regular expressions, one a form, tried in this order at each place. What an expression means (which
Wednesday, which year) is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.parse import Token
from .calendar import SEASONS

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec".split("|"), 1
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun".split("|")
    )
    for name in names.split()
}
PARTS = {
    "dawn": "TMO", "pre-dawn": "TMO", "predawn": "TMO", "morning": "TMO", "lunchtime": "TMI", "midday": "TMI", "afternoon": "TAF",
    "evening": "TEV", "dusk": "TEV", "night": "TNI", "overnight": "TNI",
}  # fmt: skip
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W", "weekend": "WE", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip


class Spot(NamedTuple):
    """An expression at `start:end` of the text: its form and the parts that the form names, in small letters."""

    start: int
    end: int
    form: str
    parts: dict[str, str]


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:1[4-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_PART = r"(?:[Pp]re-?dawn|[Mm]orning|[Aa]fternoon|[Ee]vening|[Nn]ight|[Ll]unchtime|[Mm]idday)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ONE_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|hundred|a hundred|a dozen|dozen)"
)
_COUNT = rf"(?:\d[\d,]*(?:\.\d+)?|{_ONE_WORD})"
_SOME = r"(?:a\s+couple(?:\s+of)?|couple\s+of|a\s+few|few|several|many|a\s+handful\s+of|some|a\s+number\s+of)"
_QUANTITY = rf"(?:{_COUNT}(?:\s+and\s+a\s+half)?|{_SOME}|an?\s+half|half\s+an?|an?\s+quarter(?:\s+of\s+an?)?|an?)"
_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|centur)(?:ies|y|s)?\b"
_LONG_UNIT = r"(?:day|night|week|fortnight|weekend|month|quarter|year|decade|century)s?"
_ZONE = (
    r"(?:GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|JST|KST|AEST|AEDT|E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|Eastern|Central|Pacific"
    r"|[Ll]ocal time|local|EST/EDT)\b"
)
_AMPM = r"(?:[aApP]\.?\s?[mM]\b\.?)"

FORMS: tuple[tuple[str, str, str], ...] = (
    ("year slash", "iso", r"(?P<value>(?:19|20)\d\d-[01]\d-[0-3]\d)(?:[T ](?P<clock>[0-2]\d:[0-5]\d)(?::\d\d)?)?\b"),
    ("slash", "slashed", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>(?:19|20)\d\d|\d\d)\b"),
    (
        "month weekday", "month-day",
        rf"(?:(?P<weekday>{_ANY_WEEKDAY}),?\s+(?:the\s+)?)?(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?![.,:]\d)(?:\s?[-–]\s?(?P<to>{_DAY}))?"
        rf"(?:,?\s+(?P<year>{_YEAR})\b|,?\s+(?:of\s+)?(?P<relative>last|this|next)\s+year\b)?",
    ),
    (
        "month weekday", "month-day",
        rf"(?:(?P<weekday>{_ANY_WEEKDAY}),?\s+(?:the\s+)?)?(?<![\d.,$£€:])(?:(?P<from>{_DAY})\s?(?:[-–]|to|and)\s?)?(?P<day>{_DAY})(?:\s+of)?\s+"
        rf"(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR})\b|,?\s+(?:of\s+)?(?P<relative>last|this|next)\s+year\b)?",
    ),
    ("month", "month-year", rf"(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>{_YEAR}|['’]\d\d)\b"),
    ("month", "month-year", rf"(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<relative>last|this|next|that)\s+year\b"),
    ("month", "month", rf"(?:(?P<relative>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his past|[Tt]his coming)\s+)?(?P<month>{_MONTH})(?![\w-]|\.?\s+\d{{1,2}}\b)"),
    (
        "weekday", "weekday",
        rf"(?:(?P<relative>(?i:last|this past|this coming|this|next|the following|the previous|that same|that|every|each))\s+)?"
        rf"(?P<weekday>{_WEEKDAY})(?P<plural>s\b)?(?:['’]s)?(?:\s+(?P<part>{_PART})s?\b)?(?!,?\s+{_MONTH}\s+\d)",
    ),
    (
        "day-word", "day-word",
        rf"(?P<word>(?i:the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|overnight))\b(?:['’]s)?(?:\s+(?P<part>{_PART})\b)?",
    ),
    ("unit", "since-ago", rf"(?i:(?P<count>{_QUANTITY})[\s-]+(?P<unit>{_UNIT})(?P<half>\s+and\s+a\s+half)?\s+(?P<way>ago|earlier|later|before|after|from\s+now|hence|previously|prior\s+to|ahead\s+of|on(?=\s*[,.;])))\b"),
    ("unit", "since-ago", rf"(?i:(?P<unit>(?:minute|hour|day|week|month|year|decade|centurie)s)\s+(?P<way>ago|earlier|later|before|after|ahead\s+of))\b"),
    (
        "unit", "span",
        rf"(?i:(?:the|these|his|her|their|its|our|my)\s+)?(?i:(?P<relative>last|past|next|coming|following|previous|preceding|recent|first|final|opening))\s+"
        rf"(?i:(?P<count>(?!an?\b){_QUANTITY})\s+(?P<unit>{_UNIT}))",
    ),
    ("unit", "span", rf"(?i:(?:the|these)\s+)?(?P<relative>(?i:past|recent|coming|last|next))\s+(?P<unit>(?i:minutes|hours|days|nights|weeks|months|years|decades|centuries))\b"),
    (
        "unit part season", "unit",
        rf"(?i:(?P<relative>this past|this coming|this same|that same|the very same|the same|the very next|the next|the following|the previous|the preceding|the coming|the past"
        rf"|the last|the current|the present|the prior|this|last|next|that|every other|every|each|all|the new|any given)\s+(?:(?:fiscal|financial|academic|school|calendar)\s+)?"
        rf"(?P<unit>(?:{_LONG_UNIT}|morning|afternoon|evening|spring|summer|autumn|fall|winter|season)))\b(?:\s+(?:of\s+)?(?P<year>{_YEAR})\b)?",
    ),
    ("unit", "weekend", r"(?i:the\s+(?:(?:long|holiday|bank holiday|whole|entire)\s+)?weekend)\b(?!\s+of\b)"),
    (
        "unit season", "edge",
        rf"(?i:(?P<edge>end|beginning|start|middle|close|turn|rest|remainder|course)\s+of\s+(?:the|this|that|last|next)\s+"
        rf"(?P<unit>day|week|month|year|decade|century|weekend|quarter|{_SEASON}|fiscal year))\b",
    ),
    ("unit season", "edge", r"(?P<unit>year|month|week)(?:['’]s |-| )(?P<edge>end)\b"),
    ("unit", "early-hours", r"(?i:(?:the\s+)?(?:early|small|wee|pre-?dawn)\s+(?:morning\s+)?hours(?:\s+of\s+the\s+(?:morning|night|day))?)\b"),
    ("part unit", "part", rf"(?i:(?:in|during|throughout|into|by|until|through|on)\s+the\s+(?:early\s+|late\s+|mid-?)?(?P<part>morning|afternoon|evening|night)|all\s+(?:the\s+)?(?P<all>morning|afternoon|evening|night|day))\b"),
    ("season", "season-year", rf"(?:the\s+)?(?P<season>(?i:{_SEASON}))(?:\s+of)?\s+(?P<year>{_YEAR})\b"),
    ("season", "season", rf"(?i:(?:the|in|by|since|until|through|during|over|mid-?)\s+(?P<season>{_SEASON}))\b(?!\s+(?:of|from|in|to|into|semester|term|games|olympics)\b)"),
    ("decade", "decade", r"(?:the\s+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
    ("decade", "decade", r"(?:the\s+)?['’](?P<short>[2-9]0)['’]?s\b"),
    ("decade", "decade", r"(?i:the\s+(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b"),
    ("unit", "century", r"(?i:(?:the\s+)?(?P<number>\d\d(?:st|nd|rd|th)|nineteenth|twentieth|twenty-first|eighteenth|seventeenth)[\s-]+century)\b"),
    ("unit quarter", "quarter", rf"(?i:(?:the\s+)?(?P<number>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]+(?P<kind>quarter|half)\s+of\s+(?:(?P<year>{_YEAR})|(?:the\s+|this\s+)?(?:fiscal\s+|financial\s+)?year|(?P<relative>last|next)\s+year))\b"),
    ("unit quarter", "quarter", rf"\b(?P<kind>[QH])(?P<number>[1-4])\b(?:\s+(?:of\s+)?(?P<year>{_YEAR})\b)?"),
    ("unit quarter", "quarter", r"(?i:the\s+(?P<number>first|second|third|fourth)[\s-]+(?P<kind>quarter))(?=\s+(?:earnings|results|profit|revenue|sales|,|\.|net|loss|growth|gdp))"),
    ("year", "fiscal", rf"(?i:fiscal(?:\s+year)?|financial year|FY)\s?(?P<year>{_YEAR}|\d\d)(?:[-–/](?P<to>\d\d(?:\d\d)?))?\b"),
    (
        "clock", "clock",
        rf"(?<![\d.,$£€])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?::\d\d)?\s?(?P<ampm>{_AMPM})(?:\s?\(?(?P<zone>{_ZONE})\)?)?",
    ),
    ("clock", "clock", rf"(?<![\d.,$£€:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s?\(?(?P<zone>{_ZONE}))"),
    ("clock", "clock", r"(?<![\d.,$£€:])(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:.]|\s?%)"),
    ("clock", "clock", rf"(?<![\d.,$£€:-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s(?:hours\s)?(?P<zone>{_ZONE})"),
    ("clock", "clock", r"(?P<hour>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['’]clock(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening))?"),
    ("clock", "clock", r"(?i:(?P<word>noon|midnight))(?:\s(?P<zone>[Ll]ocal time))?\b"),
    ("unit", "set", rf"(?i:(?P<times>once|twice|{_COUNT}\s+times)\s+(?:a|per|every|each)\s+(?P<unit>day|night|week|month|year|decade|hour))\b"),
    ("unit", "set", rf"(?i:every\s+(?P<count>{_COUNT}|few|other)\s+(?P<unit>{_UNIT}))\b"),
    ("adverb", "adverb-set", r"(?P<word>daily|weekly|fortnightly|monthly|quarterly|yearly|annually|hourly|nightly)\b"),
    ("unit", "duration", rf"(?i:(?P<count>{_QUANTITY})(?:\s?(?:to|-|–|or)\s?(?P<to>{_COUNT}))?[\s-]+(?:more\s+|full\s+|straight\s+|consecutive\s+|long\s+|whole\s+)?(?P<unit>{_UNIT})(?P<half>\s+and\s+a\s+half)?(?:-long)?)"),
    ("unit", "duration", r"(?i:(?P<unit>(?:minute|hour|day|week|month|year|decade|centurie)s)-(?:long|old))\b"),
    ("unit", "duration", r"(?i:\b(?:for|over|in|of|after)\s+(?P<unit>(?:hour|day|week|month|year|decade|centurie)s))\b(?!\s+(?:to\s+come|ago))"),
    ("unit", "duration", r"(?i:(?P<unit>decades|centuries))\b"),
    ("ordinal", "ordinal-day", r"(?i:on\s+the\s+(?P<day>\d{1,2}(?:st|nd|rd|th)))\b(?:\s+of\s+(?P<relative>last|this|next)\s+month\b)?(?!\s+[a-z])"),
    ("year", "years", rf"(?<![\d.,$£€#/-])(?P<year>{_YEAR})\s?[-–/]\s?(?P<to>{_YEAR}|\d\d)\b(?![-/\d])"),
    ("year", "year", rf"(?<![\d.,$£€#/:-])(?P<year>{_YEAR})\b(?![,.:]\d|-\d|/\d|%|\s?(?:percent|per cent|pounds|dollars|euros|km|miles|people|feet|metres|meters)\b)"),
)  # fmt: skip

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
    | dict.fromkeys(("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), "decade")
    | dict.fromkeys(("daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annually", "hourly", "nightly"), "adverb")
    | dict.fromkeys(("am", "pm", "a.m.", "p.m.", "a.m", "p.m", "gmt", "utc", "noon", "midnight", "o'clock", "o’clock"), "clock")
)
_KEYS["night"] = _KEYS["nights"] = "part"
# Words that may stand in an expression before the word that gives its key.
_INSIDE = frozenset(
    "the this last next that past coming following previous preceding same every each all very new prior current present recent first final opening a an one two three four "
    "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred dozen few several couple half many and - – of or to handful number some quarter second third fourth other full straight "
    "consecutive long more whole holiday bank end beginning start middle close turn rest remainder course early late small wee mid in on at during throughout into by until "
    "through for over after these his her their its our my fiscal financial academic school calendar year once twice times per any given entire "
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


class Grammar:
    """The forms and the names of holidays, ready to read with. Made once; holds nothing that changes."""

    def __init__(self, holidays: Iterable[str]) -> None:
        """`holidays`: names as printed, apostrophes straight."""
        names = sorted(holidays, key=lambda n: (-len(n), n))
        listed = "|".join(re.escape(n).replace(r"\ ", r"\s+").replace("'", "['’]") for n in names)
        self._holiday_words = frozenset(n.lower().replace("'", " ").split()[0] for n in names)
        holiday = (
            rf"(?:(?P<relative>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?:(?P<before>{_YEAR})\s+)?(?P<name>{listed})"
            rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?(?![\w-])"
        )
        keys = sorted({key for keys, _, _ in FORMS for key in keys.split()})
        self._by_key = {
            key: _forms([("holiday", holiday), *((form, p) for keys, form, p in FORMS if key in keys.split())]) for key in [*keys, "holiday"]
        }

    def spots(self, text: str, tokens: Sequence[Token]) -> list[Spot]:
        """Expressions in the text of `tokens`, in order, none over another."""
        found: list[Spot] = []
        done = 0
        for place, token in enumerate(tokens):
            key = _KEYS.get(token.lower) or self._key(token)
            if key is None or token.start < done:
                continue
            spot = self._at(text, tokens, place, key, done)
            if spot:
                found.append(spot)
                done = spot.end
        return found

    def _key(self, token: Token) -> str | None:
        word = token.lower
        first = word[0]
        if "0" <= first <= "9" or first in "'’":
            return _figure_key(word)
        if word in self._holiday_words:
            return "holiday"
        if "-" in word:
            return next((k for w in word.split("-") if (k := _KEYS.get(w)) and k != "clock"), None)
        return "quarter" if first in "qh" and len(word) == 2 and word[1] in "1234" else None

    def _at(self, text: str, tokens: Sequence[Token], place: int, key: str, done: int) -> Spot | None:
        """The expression around the key word `place`: it begins as far to the left as it can."""
        forms = self._by_key[key]
        begin = place
        while begin > 0 and place - begin < _DEEPEST and tokens[begin - 1].start >= done and _inside(tokens[begin - 1]):
            begin -= 1
        last = tokens[place]
        stop = tokens[min(len(tokens) - 1, place + _WIDEST)].end
        for token in tokens[begin : place + 1]:
            hit = forms.any.match(text, token.start, stop)
            if hit and hit.end() > last.start and hit.lastindex:
                form, pattern = forms.each[hit.lastindex - 1]
                again = pattern.match(text, token.start, stop)
                if again:
                    return Spot(again.start(), again.end(), form, _parts(again, form))
        return None

    def in_text(self, text: str, start: int, end: int) -> Spot | None:
        """The first calendar date in `text[start:end]`, which need not be parsed (a dateline)."""
        for place in range(start, end):
            hit = self._by_key["month"].any.match(text, place, end) if text[place].isalnum() and (place == start or not text[place - 1].isalnum()) else None
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
    return parts if form == "holiday" else {k: v.lower() for k, v in parts.items()}


# Words before an expression that belong to it: which part of it is meant, and how nearly.
_EDGE_BEFORE = re.compile(
    r"(?i:(?:the\s+)?\b(?P<edge>earlier|later|early|late|mid|middle|beginning|start|end|turn|close|first\s+half|second\s+half|latter\s+half|rest|early\s+hours|small\s+hours|early\s+morning\s+hours))"
    r"(?:\s+(?:on|in|of)(?:\s+the)?\s+|-|\s+)$"
)
_NEARLY_BEFORE = re.compile(
    r"(?i:\b(?P<word>about|around|approximately|roughly|circa|some|nearly|almost|over|more\s+than|at\s+least|less\s+than|fewer\s+than|up\s+to|under"
    r"|just\s+over|just\s+under|shortly\s+before|shortly\s+after|just\s+before|just\s+after|sometime))\s+$"
)
EDGES = {
    "early": "START", "beginning": "START", "start": "START", "turn": "START", "first half": "START", "mid": "MID", "middle": "MID", "late": "END",
    "end": "END", "close": "END", "second half": "END", "latter half": "END",
}  # fmt: skip
NEARLY = {
    "about": "APPROX", "around": "APPROX", "approximately": "APPROX", "roughly": "APPROX", "circa": "APPROX", "some": "APPROX", "nearly": "APPROX",
    "almost": "APPROX", "sometime": "APPROX", "shortly before": "APPROX", "shortly after": "APPROX", "just before": "APPROX", "just after": "APPROX",
    "over": "MORE_THAN", "more than": "MORE_THAN", "at least": "EQUAL_OR_MORE", "just over": "MORE_THAN", "less than": "LESS_THAN",
    "fewer than": "LESS_THAN", "up to": "EQUAL_OR_LESS", "under": "LESS_THAN", "just under": "LESS_THAN",
}  # fmt: skip
_FARTHEST = 28  # characters looked back for such words


def before(text: str, start: int, floor: int) -> tuple[int, str, str]:
    """(new start, edge word, nearness word) of the words before an expression at `start`, none before `floor`."""
    edge = nearly = ""
    found = _EDGE_BEFORE.search(text, max(floor, start - _FARTHEST), start)
    if found:
        start, edge = found.start(), " ".join(found["edge"].lower().split())
    found = _NEARLY_BEFORE.search(text, max(floor, start - _FARTHEST), start)
    if found:
        start, nearly = found.start(), " ".join(found["word"].lower().split())
    return start, edge, nearly
