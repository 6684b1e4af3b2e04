"""What is planted: one change in one sentence, that makes it clash with what it said (or, in five kinds, does not).

Nothing here looks at how the program reads a text: slots are found by patterns and lists of this file, and names of
places and persons in the tables that the program has as well, since no list of our own would hold more of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from consilience.knowledge.countries import state_words
from consilience.knowledge.people import given_names
from consilience.knowledge.tables import table


class Change(NamedTuple):
    """Characters `start:end` of a sentence become `new`. `anchor`: words that another passage must hold to state the same;
    `everywhere`: a word (and what becomes of it) that is changed in the whole report."""

    start: int
    end: int
    new: str
    anchor: str
    everywhere: tuple[str, str] | None = None


Finder = Callable[[str, Sequence[str]], Iterator[Change]]


def rank(*parts: object) -> int:
    """A number that orders by hash: the same on every run, and like chance."""
    return int.from_bytes(blake2b("\x1f".join(map(str, parts)).encode(), digest_size=6).digest(), "big")


def pick(options: Sequence[str], *seed: object) -> str:
    """One of the options, by hash."""
    return min(options, key=lambda o: rank(o, *seed))


MISS = 0.05  # share by which rounding may change a number
SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_NUMBER = re.compile(
    r"(?<![\w.,:/#'’-])(?:(?P<cash>[$£€])\s?)?(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(SMALL) + r")"
    r"(?=(?: percent| per cent|%| million| billion| thousand| [a-z]{3,}|-year-old|-year| |[.,;]))"
)
_BOUND = re.compile(
    r"\b(?:more than|less than|fewer than|at least|at most|about|around|nearly|almost|over|under|up to|some|roughly|approximately|"
    r"as many as|close to|estimated|than|to|and|or|between|No\.?|[A-Z][\w’']*,?|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\.)\s*$"
)
_DETERMINED = re.compile(r"\b(?:the|past|last|next|another|these|those|all|his|her|their|its|a|other) $")
_CLOCK = re.compile(r" ?(?:[ap]\.?m\b|o['’]clock|GMT|hours? GMT|to \d|or \d|and \d|st |nd |rd |th )")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
_SHORT = {"Jan.": "January", "Feb.": "February", "Aug.": "August", "Sept.": "September", "Oct.": "October",
          "Nov.": "November", "Dec.": "December"}  # fmt: skip
_DAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b(?! (?:Times|Mail|Herald|night football))")
_DATE = re.compile(r"\b(" + "|".join([*MONTHS, *map(re.escape, _SHORT)]) + r") (\d{1,2})\b(?!\d|:)")
_YEAR = re.compile(r"\b(in|since) ((?:19|20)\d\d)\b(?!-)")

COUNTRIES = (
    "Norway Portugal Kenya Chile Poland Vietnam Ghana Austria Mexico Egypt Canada Japan Sweden Peru Morocco".split()
)
STATES = "Oregon Ohio Nevada Georgia Maine Kansas Utah Iowa Vermont Alabama Minnesota Wyoming Montana".split()
CITIES = (
    "Lisbon Denver Leeds Atlanta Vienna Nairobi Osaka Glasgow Portland Lyon Toronto Cairo Dallas Prague Boston".split()
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|for|of) "
    r"((?:New |San |Los |Las |South |North |West |Saudi |United )?[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?)"
    r"(?=[,.;:]| [a-z(])"
)
OTHERS = ("Helen Marsh", "Daniel Okafor", "Ruth Lindqvist", "Peter Novak", "Maria Castellan", "Thomas Brandt", "Anna Verhoeven",
          "George Whitlock", "Laura Petrescu", "Simon Achterberg")  # fmt: skip
_PERSON = re.compile(r"\b([A-Z][a-z]{2,}) ((?:Mc|O['’])?[A-Z][a-z]{3,})\b(?! [A-Z])")
_SPEAKER = (
    re.compile(
        r"(?:^|, |[”\"] )((?:[A-Z][\w.’'-]+ ){1,4})(?:said|says|told|added|announced|wrote|tweeted|testified)\b"
    ),
    re.compile(r"\b(?:said|says|added|according to) ((?:[A-Z][\w.’'-]+ ?){1,4})(?=[,.;]|$| of | in | on )"),
)
_NOT_SPEAKERS = frozenset(
    "He She They It We You I This That Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_AUX = re.compile(
    r"(?<!\bbe )\b(was|were|is|are|has|have|had|will|would|could|can|should|did|does) "
    r"(?!not\b|no\b|never\b|nothing\b|also\b|been\b|n['’]t)([a-z]{3,})"
)
_HAVE = ("has", "have", "had")
_PARTICIPLE = re.compile(r"(?:ed|en|wn|ade|one|aid|old|ught|ost|eft|eld|gun|ung|got|met|put)$")
_PAST = {
    past: base
    for base, past in (
        pair.split("/")
        for pair in (
            "sign/signed accept/accepted approve/approved resign/resigned agree/agreed confirm/confirmed attend/attended "
            "apologize/apologized receive/received support/supported vote/voted call/called announce/announced offer/offered "
            "arrest/arrested release/released admit/admitted pay/paid meet/met win/won take/took give/gave find/found leave/left "
            "die/died go/went come/came make/made know/knew see/saw send/sent begin/began fall/fell tell/told ask/asked want/wanted"
        ).split()
    )
}
_PAST_TENSE = re.compile(
    r"(?<=\w )(" + "|".join(_PAST) + r")(?= (?:the|a|an|his|her|their|to|him|that|in|on|with|[A-Z]))"
)
STATUS = dict(
    pair.split("/")
    for pair in (
        "killed/injured injured/killed wounded/killed dead/missing died/survived arrested/released detained/released "
        "convicted/acquitted acquitted/convicted guilty/innocent approved/rejected rejected/approved signed/vetoed vetoed/signed "
        "accepted/refused refused/accepted won/lost lost/won agreed/refused confirmed/denied denied/confirmed opened/closed "
        "closed/opened charged/cleared cancelled/postponed canceled/postponed increased/decreased "
        "supported/opposed supports/opposes opposed/supported opposes/supports banned/allowed resigned/retired fired/promoted "
        "alive/dead freed/detained released/detained permanent/temporary temporary/permanent "
        "legal/illegal illegal/legal suspended/reinstated began/ended ended/began "
        "stable/critical serious/minor blocked/allowed allowed/barred condemned/praised praised/criticized criticized/praised "
        "welcomed/criticized lawful/unlawful voluntary/mandatory unarmed/armed armed/unarmed "
        "open/closed deliberate/accidental intentional/accidental raised/lowered "
        "rescued/killed expelled/admitted married/divorced upheld/overturned overturned/upheld"
    ).split()
)
_STATUS = re.compile(r"(?<![\w-])(" + "|".join(STATUS) + r")\b(?!['’-])")
SYNONYMS = dict(
    pair.split("/")
    for pair in (
        "bought/purchased purchased/bought started/began began/started large/big big/large probe/investigation investigation/inquiry "
        "children/kids lawyer/attorney attorney/lawyer lawyers/attorneys attorneys/lawyers attempted/tried tried/attempted help/assist "
        "injured/hurt job/post film/movie movie/film legislation/law company/firm firm/company companies/firms workers/employees "
        "employees/workers protesters/demonstrators demonstrators/protesters gunman/shooter blast/explosion explosion/blast "
        "blaze/fire students/pupils quickly/rapidly nearly/almost almost/nearly said/stated declined/refused criticized/slammed "
        "criticised/slammed praised/lauded photo/picture photos/pictures opponents/critics critics/opponents supporters/backers "
        "home/house arrested/apprehended resigned/quit talks/negotiations agreement/deal deal/agreement mother/mom plane/aircraft "
        "aircraft/plane ship/vessel vessel/ship soldiers/troops troops/soldiers aid/assistance assistance/aid important/significant "
        "mistake/error error/mistake reporters/journalists journalists/reporters visit/trip country/nation nation/country "
        "authorities/officials officials/authorities meeting/gathering wants/wishes revealed/disclosed disclosed/revealed "
        "showed/demonstrated ended/concluded happened/occurred occurred/happened cop/officer cops/officers physician/doctor "
        "shut/closed halted/stopped stopped/halted demanded/requested choose/select chosen/selected chief/head"
    ).split()
)
_SYNONYM = re.compile(r"\b(" + "|".join(SYNONYMS) + r")\b")
_UNITS = (
    ("miles?", "kilometers", 1.609), ("kilometers?|kilometres?|km", "miles", 0.621), ("feet|foot", "meters", 0.3048),
    ("meters?|metres?", "feet", 3.281), ("pounds?", "kilograms", 0.4536), ("acres?", "hectares", 0.4047), ("inches", "centimeters", 2.54),
    ("mph", "km/h", 1.609), ("tons?|tonnes?", "kilograms", 1000.0), ("gallons?", "liters", 3.785), ("days", "hours", 24.0),
    ("weeks?", "days", 7.0), ("hours?", "minutes", 60.0), ("minutes?", "seconds", 60.0), ("decades?", "years", 10.0),
)  # fmt: skip
_UNIT = re.compile(
    r"(?<![\w.,$£€-])(\d+(?:\.\d+)?|"
    + "|".join(SMALL)
    + r") ("
    + "|".join(f"(?:{u[0]})" for u in _UNITS)
    + r")\b(?! old| ago| per| an hour)"
)
_MILLIONS = re.compile(r"(?<![\w.,])([$£€]?)(\d{1,3}(?:\.\d)?) million\b")
_PAIR = re.compile(r"(?<![,\w] )(?<!between )\b([A-Z][a-z]{3,}) and ([A-Z][a-z]{3,})\b(?! [A-Z])")
_TAIL = re.compile(
    r"^([A-Z][^,;:“”\"]{30,}?) ((?:on (?:" + "|".join(WEEKDAYS) + r")|last week|this week|in (?:19|20)\d\d))\.$"
)
_AFTER = re.compile(r"^(After|When|While|Because|As|If|Since) ([^,“”\"]{12,}), ([^“”\"]{20,})\.$")
_SAID_LAST = re.compile(r"^(?P<said>[^“”\"]{25,}), (?P<who>[A-Z][\w.’' -]{3,40}) said\.$")
_SAID_FIRST = re.compile(
    r"^(?P<who>(?!On |In |At |But |And |As )(?:The |A )?[A-Z][\w.’' -]{2,40}) said (?:that )?(?P<said>[^“”\"]{25,})\.$"
)


def _value(words: str) -> float:
    return float(SMALL.index(words) + 2) if words in SMALL else float(words.replace(",", ""))


def _written(value: float, like: str) -> str:
    if like in SMALL and value == int(value) and 2 <= value < 2 + len(SMALL):
        return SMALL[int(value) - 2]
    decimals = len(like.partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in like or value >= 10_000 else f"{value:.{decimals}f}"


def _numbers(sentence: str) -> Iterator[re.Match[str]]:
    for m in _NUMBER.finditer(sentence):
        year = re.fullmatch(r"(?:19|20)\d\d", m["n"]) and not m["cash"]
        if (
            not year
            and not _BOUND.search(sentence[: m.start()])
            and not _CLOCK.match(sentence, m.end())
            and m["n"] not in ("0", "1")
        ):
            yield m


def number(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """Another figure: a few more of a few, another first or second digit of many."""
    for m in _numbers(sentence):
        value = _value(m["n"])
        seed = rank("number", sentence, m.start())
        more = value + 1 + seed % 3 if value < 20 and value == int(value) else value * (1.3 + seed % 5 / 10)
        step = 10 ** max(0, len(str(int(value))) - 2) if value >= 20 and value == int(value) else 1
        new = _written(round(more / step) * step if value == int(value) else more, m["n"])
        if _value(new) != value:
            yield Change(m.start("n"), m.end("n"), new, m["n"])


def date(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """Another weekday, day of the month or year."""
    for m in _DAY.finditer(sentence):
        new = WEEKDAYS[(WEEKDAYS.index(m[1]) + 2 + rank(sentence, m.start()) % 3) % 7]
        yield Change(m.start(1), m.end(1), new, m[1])
    for m in _DATE.finditer(sentence):
        day = int(m[2])
        if 1 <= day <= 31:
            yield Change(m.start(2), m.end(2), str(day + 3 if day < 26 else day - 4), f"{m[1]} {m[2]}")
    for m in _YEAR.finditer(sentence):
        yield Change(m.start(2), m.end(2), str(int(m[2]) - 2 - rank(sentence) % 3), m[2])


@cache
def _places() -> dict[str, Sequence[str]]:
    """Names of places and those of the same sort that may stand in their stead."""
    found: dict[str, Sequence[str]] = {}
    for row in table("cities"):
        found |= {city: CITIES for city in row["cities"].split("|") if len(city) > 3}
    found |= {row["name"]: STATES for row in table("regions")}
    found |= {row["name"]: COUNTRIES for row in table("countries")}
    for name in ("Washington", "Congress", "Parliament", "March", "Trump", "Clinton", "Obama", "Reading", "Mobile"):
        found.pop(name, None)
    return found


def place(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """Another country, state or city."""
    for m in _PLACE.finditer(sentence):
        if m[1] in _places():
            new = pick([p for p in _places()[m[1]] if p not in sentence], m[1], sentence)
            yield Change(m.start(1), m.end(1), new, m[1])


def persons(sentence: str) -> Iterator[str]:
    """Full names of persons in a sentence."""
    return (m[0] for m in _persons(sentence))


def _persons(sentence: str) -> Iterator[re.Match[str]]:
    for m in _PERSON.finditer(sentence):
        if m[1].lower() in given_names() and m[2] not in _places() and m[2] not in MONTHS:
            yield m


def name(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """A name spelled in another way or, one in four each, another given name or surname; so in the whole report."""
    for m in _persons(sentence):
        how = rank("name", m[0]) % 4
        if how < 2:
            new = _misspelled(m[2])
            yield Change(m.start(2), m.end(2), new, m[2], (m[2], new))
        elif how == 2:
            gender = given_names()[m[1].lower()]
            same = [
                n.capitalize()
                for n, g in given_names().items()
                if g == gender and n[0] != m[1][0].lower() and n.isascii() and 4 < len(n) < 8
            ]
            new = pick(same, m[0])
            yield Change(m.start(1), m.end(1), new, m[0], (m[1], new))
        else:
            new = pick([o.split()[1] for o in OTHERS if o.split()[1][0] != m[2][0]], m[0])
            yield Change(m.start(2), m.end(2), new, m[2], (m[2], new))


def _misspelled(word: str) -> str:
    doubled = re.search(r"([b-df-hj-np-tv-z])\1", word)
    if doubled:
        return word[: doubled.start()] + doubled[1] + word[doubled.end() :]
    at = 1 + rank(word) % (len(word) - 2)
    vowel = next((k for k in [*range(at, len(word)), *range(1, at)] if word[k] in "aeiou"), None)
    if vowel is None:
        return word[:at] + word[at] + word[at:]
    return word[:vowel] + {"a": "e", "e": "i", "i": "e", "o": "u", "u": "o"}[word[vowel]] + word[vowel + 1 :]


def speaker(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """Somebody else says it: another person of the reports, else one of a list."""
    for pattern in _SPEAKER:
        for m in pattern.finditer(sentence):
            who = m[1].strip()
            if who.split()[0] in _NOT_SPEAKERS or len(sentence.split()) < 10:
                continue
            last = who.split()[-1]
            others = [n for n in names if n.split()[1] not in who and n not in sentence] or list(OTHERS)
            yield Change(m.start(1), m.start(1) + len(who), pick(others, sentence), last)


def negation(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """ "was" becomes "was not", "signed the" becomes "did not sign the"."""
    if sentence.endswith("?"):
        return
    for m in _AUX.finditer(sentence):
        if m[1] not in _HAVE or _PARTICIPLE.search(m[2]):
            yield Change(m.start(1), m.end(1), f"{m[1]} not", m[2])
    for m in _PAST_TENSE.finditer(sentence):
        if not re.search(
            r"\b(?:was|were|is|are|has|have|had|be|been|being|who|by|not)(?: \w+ly)? $", sentence[: m.start()]
        ):
            yield Change(m.start(), m.end(), f"did not {_PAST[m[1]]}", m[1])


def status(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """The word for what became of somebody or something becomes one that excludes it."""
    for m in _STATUS.finditer(sentence):
        yield Change(m.start(), m.end(), STATUS[m[1]], m[1])


def rounding(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """ "1,234" becomes "about 1,200", "more than 1,200", "nearly 1,250"."""
    for m in _numbers(sentence):
        value = _value(m["n"])
        if (
            value < 13
            or m["n"] in SMALL
            or re.match("%?-", sentence[m.end() :])
            or _DETERMINED.search(sentence[: m.start()])
        ):
            continue
        digits = len(str(int(value)))
        step = 10 ** (digits - 2) if digits > 2 else 5 if value == int(value) else 1
        cash, like = m["cash"] or "", m["n"].partition(".")[0]
        low, near = value // step * step, round(value / step) * step
        forms = (("about", near), ("more than", low), ("nearly", low + step))
        fitting = [f"{word} {cash}{_written(v, like)}" for word, v in forms if 0 < abs(v - value) <= MISS * value]
        if fitting:
            yield Change(m.start(), m.end(), pick(fitting, sentence), m["n"])


def synonym(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """A word of like meaning."""
    for m in _SYNONYM.finditer(sentence):
        yield Change(m.start(), m.end(), SYNONYMS[m[1]], m[1])


def unit(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """The same measure in another unit, or millions written out."""
    for m in _UNIT.finditer(sentence):
        _, into, factor = next(u for u in _UNITS if re.fullmatch(u[0], m[2]))
        value = _value(m[1]) * factor
        shown = f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
        yield Change(m.start(), m.end(), f"{shown} {into}", m[1])
    for m in _MILLIONS.finditer(sentence):
        yield Change(m.start(), m.end(), f"{m[1]}{float(m[2]) * 1e6:,.0f}", m[2])


def order(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """Two names in another order, the time or a clause first instead of last, who says it last instead of first."""
    for m in _PAIR.finditer(sentence):
        yield Change(m.start(), m.end(), f"{m[2]} and {m[1]}", m[1])
    if (turned := turned_round(sentence)) is not None:
        yield Change(0, len(sentence), turned, "")


def turned_round(sentence: str) -> str | None:
    """The sentence with its time, its clause or its speaker at the other end."""
    if m := _TAIL.match(sentence):
        return f"{_capital(m[2])}, {_small(m[1])}."
    if m := _AFTER.match(sentence):
        return f"{_capital(m[3])} {m[1].lower()} {m[2]}."
    if m := _SAID_LAST.match(sentence):
        return f"{m['who']} said {_small(m['said'])}."
    if m := _SAID_FIRST.match(sentence):
        return f"{_capital(m['said'])}, {m['who']} said."
    return None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_OPENERS = frozenset(
    "The A An He She They It In On At There This That His Her Their Two Three Police After As More About Some All".split()
)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:] if words.split(" ", 1)[0] in _OPENERS else words


def granularity(sentence: str, names: Sequence[str]) -> Iterator[Change]:
    """The month for the day, the country for the city, the surname for the name, this week for the weekday."""
    for m in _DATE.finditer(sentence):
        if not re.match(r",? \d{4}", sentence[m.end() : m.end() + 6]) and sentence[: m.start()].endswith("on "):
            yield Change(m.start() - 3, m.end(), f"in {_SHORT.get(m[1], m[1])}", f"{m[1]} {m[2]}")
    for m in re.finditer(r"\bin (" + "|".join(MONTHS) + r") ((?:19|20)\d\d)\b", sentence):
        yield Change(m.start(), m.end(), f"in {m[2]}", m[1])
    for m in _PLACE.finditer(sentence):
        country = _country_of().get(m[1])
        if (
            country
            and sentence[m.start() : m.start() + 3] == "in "
            and country not in sentence
            and sentence[m.end()] != ","
        ):
            yield Change(m.start(1), m.end(1), country, m[1])
    for m in _persons(sentence):
        if m.start() and sentence[m.start() - 2 : m.start()] != ". ":
            yield Change(m.start(), m.end(), m[2], m[2])
    for m in re.finditer(
        r"\bon (" + "|".join(WEEKDAYS) + r")\b(?=[,.]| [a-z])(?! (?:night|morning|evening|afternoon))", sentence
    ):
        yield Change(m.start(), m.end(), "this week", m[1])


@cache
def _country_of() -> dict[str, str]:
    shown = {row["iso3"]: row["name"] for row in table("countries")}
    shown |= {"USA": "the United States", "GBR": "Britain", "NLD": "the Netherlands", "ARE": "the United Arab Emirates"}
    states = set(state_words()) | {row["name"] for row in table("regions")}
    return {
        city: shown[row["iso3"]]
        for row in table("cities")
        for city in row["cities"].split("|")
        if city.isascii() and len(city) > 4 and city not in states and row["iso3"] in shown and city in _places()
    }


CLASHING: dict[str, Finder] = {
    "number": number, "date": date, "place": place, "name": name, "speaker": speaker, "negation": negation, "status": status,
}  # fmt: skip
HARMLESS: dict[str, Finder] = {
    "rounding": rounding, "synonym": synonym, "unit": unit, "order": order, "granularity": granularity,
}  # fmt: skip
KINDS = {**CLASHING, **HARMLESS}
