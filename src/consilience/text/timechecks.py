"""Is a form found in the text a time there? May, March, second, Sun, 2016 people, a 17-year-old, USA Today."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.parse import Token
from .timewords import Spot

_NAME_MONTHS = frozenset("may march april june august jan mar".split())
_MONTH_LEADS = frozenset(
    "in of since by until till from to between and or last this next early late mid through during for before after "
    "on around that - – ( , "
    "every each beginning starting end".split()
)
_NOT_A_YEAR_AFTER = frozenset(
    "resolution flight room route highway section article page no number boeing model chapter bill act sb hb hr "
    "class unit order line bus train windows "
    "suite apollo code channel area title interstate proposition rule clause paragraph form figure vehicle district "
    "precinct battalion ordinance "
    "$ £ € # # at nearly almost over than least some about approximately roughly only another".split()
)
_NOT_A_YEAR_BEFORE = frozenset(
    "block people men women troops soldiers votes hours points meters metres meter metre mile foot feet square acres "
    "pound kilo watt calorie word page seat".split()
)
_YEAR_LEADS = frozenset(
    "in since by until till from to through of after before during between and late early mid for around circa the "
    "this his her its their back "
    "into throughout within ( - – / as , year ' spring summer autumn fall winter or".split()
)
_ARTICLES = frozenset("a an the his her its their this that 's ’s".split())
_LATELY = range(1980, 2041)  # years that news texts print without a comma before a plural
_FALL_BACK = 150  # tokens before "the fall" in which a verb "fall" makes it a fall
_AROUND = 6  # words on either side that show a headline
_OLD = ("old", "-old", "olds", "of age")
_CLOCK_LEADS = frozenset(
    "at about around by until till from after before since to and between - – ( approximately roughly , ;".split()
)
_PAPERS = frozenset(
    "times telegraph mirror express mail post herald tribune independent world sun star people game night".split()
)
_NICKNAMES = frozenset(
    "black bloody super ash good cyber sheffield casual freaky manic ruby palm easter fat holy spy".split()
)
_FESTIVE_THINGS = frozenset(
    "tree light market card gift present carol island song movie film dinner decoration shopping shopper jumper egg "
    "bunny bonus tale special album "
    "resolution number shop store list wish stocking pudding turkey ornament party-goer".split()
)
_NOT_SPANS = frozenset(("the next day delivery", "last minute", "the last minute", "this second", "the last second"))


def is_time(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """True where the words of `spot`, tokens `first` to `last` of the article, name a time."""
    check = _CHECKS.get(spot.form)
    return check is None or bool(check(spot, text, tokens, first, last))


def _neighbour(tokens: Sequence[Token], k: int, of: int) -> Token | None:
    return tokens[k] if 0 <= k < len(tokens) and tokens[k].sentence == tokens[of].sentence else None


def _month(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    name = tokens[last]
    if name.ent in ("PERSON", "WORK_OF_ART") or name.tag[:2] not in ("NN", "CD", "JJ", "IN", "MD"):
        return False
    word = spot.parts["month"]
    if word.rstrip(".") not in _NAME_MONTHS and len(word.rstrip(".")) > 4:
        return name.tag[:3] == "NNP" or name.ent == "DATE"
    before, after = _neighbour(tokens, first - 1, first), _neighbour(tokens, last + 1, last)
    if name.tag == "MD" or (name.ent not in ("DATE", "EVENT", "") and word != "may"):
        return False
    if after and after.tag == "NNP" and after.text[:1].isupper() and after.ent != "DATE":
        return False
    led = before is not None and before.lower in _MONTH_LEADS
    if word == "march" and before is not None and before.text in ("Long", "Freedom", "Peace", "Women"):
        return False  # a march, or the rocket named for one
    if before is not None and not led and before.tag[:3] == "NNP" and before.ent != "DATE":
        return False
    if (
        name.dep == "compound"
        and after is not None
        and after.tag == "NN"
        and word in ("march", "may", "april", "june", "august")
    ):
        return True
    if len(word) <= 4 and word not in ("may", "june", "july"):
        return led or "relative" in spot.parts
    return led or "relative" in spot.parts or name.ent == "DATE" or (before is not None and before.ent == "DATE")


def _weekday(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    before, after = _neighbour(tokens, first - 1, first), _neighbour(tokens, last + 1, last)
    if before is not None and before.lower in _NICKNAMES and before.text[:1].isupper():
        return False
    if after is not None and after.text[:1].isupper() and after.lower in _PAPERS:
        return False
    if spot.parts.get("part") and after is not None and after.lower in ("football", "live", "fever", "lights"):
        return False
    return tokens[last].ent not in ("PERSON", "WORK_OF_ART")


def _day_word(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    token, before = tokens[first], _neighbour(tokens, first - 1, first)
    if spot.parts["word"] == "overnight":
        return token.tag == "RB" or token.dep in ("advmod", "npadvmod")
    if token.text[:1].isupper() and before is not None:
        named = before.tag == "NNP" and before.text not in ("—", "–", ":")
        return not named and token.ent not in ("ORG", "WORK_OF_ART")
    return True


def _duration(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    after = text[spot.end : spot.end + 8].lower().replace(" ", "")
    if after.startswith(("-old", "old", "ofage", "-olds")):
        return False
    before = _neighbour(tokens, first - 1, first)
    if before is not None and before.lower in ("aged", "age", "light"):
        return False
    unit, count = spot.parts["unit"], spot.parts.get("count", "")
    if unit == "second" and count in ("a", "an", "one", "half a", ""):
        return False
    if (
        tokens[last].text[:1].isupper()
        and not text[spot.start : spot.end].isupper()
        and not _headline(tokens, first, last)
    ):
        return False  # "13 Hours", "60 Minutes": a title
    if count in ("a", "an") and unit in ("day", "night") and is_rate(tokens, last):
        return True
    if (
        count == "one"
        and unit in ("day", "night")
        and tokens[last].dep in ("npadvmod", "advmod")
        and spot.form == "duration"
    ):
        return False
    if unit in ("quarter", "quarters") and not count[:1].isdigit():
        return False
    return not (
        unit in ("season", "weekend", "day", "night", "morning") and count in ("a", "an") and spot.form == "duration"
    )


def is_rate(tokens: Sequence[Token], last: int) -> bool:
    """ "26,000 people a year", "$5 a day": so much each time."""
    token, head = tokens[last], tokens[tokens[last].head]
    return token.dep == "npadvmod" and (head.tag[:2] == "NN" or head.tag in ("CD", "$") or head.dep == "quantmod")


def _headline(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True at the beginning of a sentence and where every longer word near is printed with a capital."""
    if first == 0 or tokens[first - 1].sentence != tokens[first].sentence:
        return True
    around = [*tokens[max(0, first - _AROUND) : first], *tokens[last + 1 : last + 1 + _AROUND]]
    words = [t for t in around if len(t.text) > 3 and t.text.isalpha() and t.sentence == tokens[first].sentence]
    return bool(words) and all(t.text[0].isupper() for t in words)


def _unit(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    printed = " ".join(text[spot.start : spot.end].lower().split())
    relative, unit = spot.parts["relative"], spot.parts["unit"]
    if printed in _NOT_SPANS or (
        unit in ("second", "minute", "quarter") and relative not in ("this", "last", "next", "every", "each")
    ):
        return False
    if unit == "second" or (unit == "minute" and relative in ("last", "the last")):
        return False
    if relative == "that" and tokens[first].tag not in ("DT", "PDT"):
        return False
    if relative in ("all", "the new") and unit not in (
        "day",
        "night",
        "morning",
        "afternoon",
        "evening",
        "week",
        "weekend",
        "year",
        "summer",
        "winter",
    ):
        return False
    if unit == "fall" and tokens[last].tag[:2] == "VB":
        return False
    return not (unit == "spring" and tokens[last].tag[:2] == "VB")


def _season(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    season = spot.parts["season"]
    lead = text[spot.start : spot.end].lower().split()[0]
    before = _neighbour(tokens, first - 1, first)
    led = lead != "the" or (
        before is not None
        and before.lower in ("in", "by", "since", "until", "through", "during", "over", "throughout", "of", "for")
    )
    if season == "fall" and any(
        t.lemma == "fall" and t.tag[:2] == "VB" for t in tokens[max(0, first - _FALL_BACK) : first]
    ):
        return False  # "was not hurt in the fall": someone fell
    return tokens[last].tag[:2] == "NN" and led


def _year(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    number = int(spot.parts["year"])
    before, after, token = _neighbour(tokens, first - 1, first), _neighbour(tokens, last + 1, last), tokens[first]
    lead = before.lower if before else ""
    led = lead in _YEAR_LEADS
    if lead == "some" and after is not None and after.tag == "JJ" and number in _LATELY:
        return True  # "some 2016 presidential candidates"
    if lead.rstrip(".") in _NOT_A_YEAR_AFTER or (after and after.lower in _NOT_A_YEAR_BEFORE) or number > 2060:
        return False
    if (
        before is not None
        and before.text.isupper()
        and len(before.text) <= 3
        and before.tag == "NNP"
        and not before.text.isdigit()
    ):
        return before.text in ("AD", "BC", "Jan", "Dec")
    if token.dep == "nummod" and after is not None and after.tag in ("NNS", "NNPS") and token.head == after.i:
        return number % 100 != 0 and (
            lead in ("the", "his", "her", "its", "their") or (lead == "in" and number in _LATELY)
        )  # "a cut in 2015 payments"
    if after is not None and after.lower in ("'s", "’s"):
        return True
    if number < 1900:
        named = after is not None and token.head > token.i and after.tag in ("NN", "NNP", "JJ") and lead in _ARTICLES
        return named or lead in (
            "in",
            "since",
            "from",
            "to",
            "until",
            "of",
            "by",
            "(",
            "-",
            "–",
            "early",
            "late",
            "around",
        )
    premodifies = (
        token.dep in ("nummod", "compound", "nmod", "amod", "npadvmod", "appos", "punct") and token.head > token.i
    )
    near = before is None or before.tag[:3] == "NNP" or before.ent == "DATE"
    told = token.dep == "attr" and lead in ("is", "was", "'s", "’s", "not")  # "this is not 2001, it is 2021"
    return led or premodifies or near or told or token.ent == "DATE"


def _clock(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    if "word" in spot.parts:
        return tokens[first].text[:1].islower() or _neighbour(tokens, first - 1, first) is None
    if "past" in spot.parts:
        return spot.parts["way"] == "past" or spot.parts["past"] == "quarter"
    if len(spot.parts["hour"]) == 1 and "minute" in spot.parts and spot.parts["hour"].isdigit():
        return True
    if "ampm" in spot.parts or "zone" in spot.parts or "o'clock" in text[spot.start : spot.end].replace("’", "'"):
        return True
    before = _neighbour(tokens, first - 1, first)
    return before is not None and before.lower in _CLOCK_LEADS and int(spot.parts["hour"]) < 24


def _holiday(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    token, after = tokens[last], _neighbour(tokens, last + 1, last)
    if spot.parts["name"].lower().endswith(" day"):
        return True
    if token.ent == "PERSON" or (
        after is not None and after.text[:1].isupper() and after.tag[:3] == "NNP" and token.dep in ("compound", "")
    ):
        return False
    head = tokens[token.head]
    return not (token.dep in ("compound", "amod", "poss") and head.lemma in _FESTIVE_THINGS)


def _adverb(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    return tokens[first].text.islower() and not text[spot.end : spot.end + 1].isalpha()


def _part(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    return tokens[last].tag[:2] == "NN"


def _ordinal_day(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    return int(spot.parts["day"][:-2]) <= 31


def _month_day(spot: Spot, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """A day that is part of a name ("September 11th Compensation Fund") is none, unless its year is printed."""
    after = _neighbour(tokens, last + 1, last)
    named = (
        after is not None
        and after.tag[:3] == "NNP"
        and after.text[:1].isupper()
        and tokens[last].ent not in ("DATE", "TIME", "")
    )
    return "year" in spot.parts or not named


_CHECKS = {
    "month-day": _month_day,
    "month": _month,
    "month-year": lambda s, t, k, a, b: k[a].ent != "PERSON",
    "weekday": _weekday,
    "day-word": _day_word,
    "duration": _duration,
    "since-ago": _duration,
    "unit": _unit,
    "season": _season,
    "year": _year,
    "clock": _clock,
    "holiday": _holiday,
    "adverb-set": _adverb,
    "part": _part,
    "ordinal-day": _ordinal_day,
    "span": _duration,
}
