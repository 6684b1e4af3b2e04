"""Amounts and the units printed with them: money, percentages, ages, lengths and weights, heights in feet and inches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model.annotation import Bound
from ..model.parse import Token
from .bounds import bound_before
from .numbers import figure, value_of


class Units(NamedTuple):
    """Units by what is printed, in small letters: (name, dimension); and the signs that stand before an amount of money."""

    of: Mapping[str, tuple[str, str]]
    signs: frozenset[str]

    @classmethod
    def made(cls, of: Mapping[str, tuple[str, str]]) -> Units:
        """From the table of units."""
        return cls(
            of, frozenset(word for word, (_, dimension) in of.items() if dimension == "money" and not word.isalpha())
        )


class Amount(NamedTuple):
    """Tokens `first` to `last` of a number with its unit; `number` is the last token of the number itself (its head in the parse)."""

    first: int
    last: int
    number: int
    value: float
    high: float
    unit: str
    bound: Bound
    rule: str
    at: tuple[int, int] | None = None  # where in the text, if it is a part of a token


_OLD = frozenset(("old", "olds", "age"))  # not "two years older"
_AFTER_PLUS = frozenset(("+", "plus"))
_AGE_UNITS = {
    **dict.fromkeys(("year", "years", "yr"), 1.0),
    **dict.fromkeys(("month", "months"), 12.0),
    **dict.fromkeys(("week", "weeks"), 52.0),
    **dict.fromkeys(("day", "days"), 365.0),
}  # in a year
_OR: Mapping[str, Bound] = {"more": "at-least", "so": "about", "fewer": "at-most", "less": "at-most"}
_UP_AND_DOWN: Mapping[str, Bound] = {
    "up": "at-least", "older": "at-least", "over": "at-least", "above": "at-least",
    "under": "at-most", "younger": "at-most", "below": "at-most",
}  # fmt: skip
_ELDER = (("or", "older"), ("and", "older"), ("or", "younger"), ("and", "younger"), ("and", "over"), ("and", "under"))
_NOT_AGES = frozenset(("$", "£", "€", "of", "than"))
_QUALIFIERS = frozenset("square cubic nautical metric short long".split())
_LESSER: Mapping[str, tuple[tuple[str, ...], float]] = {
    "foot": (("inch", "inches", "in", "in."), 12.0),
    "pound": (("ounce", "ounces", "oz"), 16.0),
}
_OTHER_MONEY = {
    ("canadian", "USD"): "CAD",
    ("australian", "USD"): "AUD",
    ("american", "USD"): "USD",
    ("u.s.", "USD"): "USD",
    ("us", "USD"): "USD",
    ("singapore", "USD"): "SGD",
    ("british", "pound"): "GBP",
    ("swiss", "CHF"): "CHF",
    ("indian", "INR"): "INR",
    ("chinese", "CNY"): "CNY",
    ("japanese", "JPY"): "JPY",
    ("russian", "RUB"): "RUB",
    ("israeli", "ILS"): "ILS",
}
_FEET_INCHES = re.compile(r"(?:foot|feet|ft)-(\d|1[01])")  # "6-foot-4" is three tokens, of which this is the last
_EITHER_SIDE = re.compile(r"(?:\+?/[-–−]|±)\s?(\d+(?:\.\d+)?)")
_TWO_PERCENTS = re.compile(r"(\d{1,2}(?:\.\d+)?)%\s?[-–]\s?(\d{1,2}(?:\.\d+)?)(%?)")
OLDEST = 115  # years; a number above it is no age
_GLUED_UNIT = re.compile(
    r"(\d[\d,.]*?)\.?(km|kms|m|cm|mm|ft|lb|lbs|kg|kgs|mph|kph|oz|mw|gw|gb|tb|k|mn|bn|tn)", re.IGNORECASE
)
_GLUED_MONEY = re.compile(
    r"(us\$|a\$|c\$|hk\$|nz\$|r\$|s\$|[$£€¥₹₪])?(\d[\d,.]*)(k|m|mn|bn|b|tn|million|billion|trillion)?", re.IGNORECASE
)


def glued(tokens: Sequence[Token], i: int, units: Units) -> Amount | None:
    """Figures with their unit or sign in one token: 15ft, 400lb, $3bn."""
    word = tokens[i].lower
    found = _GLUED_UNIT.fullmatch(word)
    if found and found[2] in units.of:
        value = figure(found[1].rstrip("."))
        if value is not None:
            bound, first = bound_before(tokens, i)
            return Amount(first, i, i, value, value, units.of[found[2]][0], bound, "figures with their unit")
    money = _GLUED_MONEY.fullmatch(word)
    if money and money[1]:
        value = figure(money[2].rstrip(".,") + (money[3] or ""))
        if value is not None:
            bound, first = bound_before(tokens, i)
            return Amount(first, i, i, value, value, units.of[money[1]][0], bound, "money")
    return None


def with_unit(tokens: Sequence[Token], amount: Amount, units: Units) -> Amount:
    """The amount with the unit printed next to it: sign before, word after; ages; and the bound words before it."""
    first, last = amount.first, amount.last
    if amount.rule == "order of size":
        amount = amount._replace(bound="about")
    before = tokens[first - 1].lower if first and tokens[first - 1].sentence == tokens[first].sentence else ""
    after = [t.lower for t in tokens[last + 1 : last + 5] if t.sentence == tokens[first].sentence]
    if before in units.signs:
        first -= 1
        glued_to = first and tokens[first - 1].end == tokens[first].start
        if glued_to and tokens[first - 1].text.upper() in ("US", "A", "C", "NZ", "HK"):
            first -= 1
        unit = units.of.get(tokens[first].lower + "$", units.of[before])[0]
        return _bounded(tokens, amount._replace(unit=unit, rule="money"), first, after)
    aged = _age(tokens, amount, before, after)
    if aged is not None:
        return aged
    if after:
        amount = _unit_behind(tokens, amount, after, units)
    if before == "minus" and amount.unit.startswith("degree"):
        return amount._replace(value=-amount.value, high=-amount.high, first=first - 1)
    if before == "magnitude" and amount.unit == "count":
        amount = amount._replace(unit="magnitude", rule="measure")
    return _bounded(tokens, amount, first, after)


def _bounded(tokens: Sequence[Token], amount: Amount, first: int, after: Sequence[str]) -> Amount:
    """The amount, which with its sign begins at token `first`, with the words that bound it: "up to", "or more", "+"."""
    last = amount.last
    bound, first = bound_before(tokens, first)
    if after and after[0] in _AFTER_PLUS:
        bound = "more-than"
    if last + 2 < len(tokens) and tokens[last + 1].lower == "or" and tokens[last + 2].lower in _OR:
        bound, last = _OR[tokens[last + 2].lower], last + 2
    return amount._replace(first=first, last=last, bound=amount.bound if bound == "exactly" else bound)


def _unit_behind(tokens: Sequence[Token], amount: Amount, after: list[str], units: Units) -> Amount:
    """The amount with the unit that is printed behind it, perhaps over a hyphen; as it is where there is none."""
    bridge = 1 if after[0] in ("-", "–") else 0
    following = after[bridge : bridge + 3]
    at = amount.last + 1 + bridge  # the first word of the unit
    one, two = (*following, "", "")[:2]
    if one in ("%", "percent", "pct"):
        return amount._replace(unit="percent", rule="percent", last=at)
    if (one, two) == ("per", "cent"):
        return amount._replace(unit="percent", rule="percent", last=at + 1)
    if one == "percentage" and two in ("point", "points"):
        return amount._replace(unit="percentage point", rule="percentage points", last=at + 1)
    if one in units.of and one not in ("try", "won", "rub", "stone"):
        unit, rule, last = _measure(tokens, amount.last, bridge, following, units)
        more, last = _lesser(tokens, unit, last)
        return amount._replace(value=amount.value + more, high=amount.high + more, unit=unit, rule=rule, last=last)
    if found := _FEET_INCHES.fullmatch(one):
        more = round(int(found[1]) / 12, 4)
        return amount._replace(value=amount.value + more, high=amount.high + more, unit="foot", rule="measure", last=at)
    if one in _QUALIFIERS and (named := _qualified(tokens, at, units)):
        return amount._replace(unit=named, rule="measure", last=at + 1 + (tokens[at + 1].lower == "-"))
    unit, dimension = units.of.get(two, ("", ""))
    if (one, unit) in _OTHER_MONEY:
        return amount._replace(unit=_OTHER_MONEY[one, unit], rule="money", last=at + 1)
    if one == "of" and dimension == "money":
        return amount._replace(unit=unit, rule="money", last=at + 1)
    return amount


def _qualified(tokens: Sequence[Token], k: int, units: Units) -> str | None:
    """The unit of "square miles", "cubic feet", "metric tons", of which the first word is token `k`."""
    n = k + 2 if k + 1 < len(tokens) and tokens[k + 1].lower == "-" else k + 1
    plain = units.of.get(tokens[n].lower) if n < len(tokens) else None
    known = units.of.get(f"{tokens[k].lower}-{plain[0]}") if plain else None
    return known[0] if known else None


def _lesser(tokens: Sequence[Token], unit: str, last: int) -> tuple[float, int]:
    """(what is added, last token) where a lesser unit follows: "6-foot-4", "6 feet 4 inches", "7 pounds and 2 ounces"."""
    lesser, step = _LESSER.get(unit, ((), 0.0))
    k = last + 1
    if not lesser or k + 1 >= len(tokens) or tokens[k].sentence != tokens[last].sentence:
        return 0.0, last
    hyphen = tokens[k].lower == "-"
    k += hyphen or tokens[k].lower in (",", "and")
    value = value_of([tokens[k].lower])
    if value is None or value >= step:
        return 0.0, last
    n = k + 2 if k + 2 < len(tokens) and tokens[k + 1].lower == "-" else k + 1
    if n < len(tokens) and tokens[n].lower in lesser:
        return round(value / step, 4), n
    return (round(value / step, 4), k) if hyphen and unit == "foot" else (0.0, last)


def either_side(tokens: Sequence[Token], i: int, units: Units) -> Amount | None:
    """ "+/-3 percentage points", "±3": the width of a margin."""
    found = _EITHER_SIDE.fullmatch(tokens[i].lower)
    if found is None:
        return None
    value = float(found[1])
    first = i - 1 if i and tokens[i - 1].text == "+" else i
    amount = with_unit(tokens, Amount(i, i, i, value, value, "count", "exactly", "margin"), units)
    return amount._replace(first=first, bound="about")


def percents(tokens: Sequence[Token], i: int) -> tuple[Amount, Amount] | None:
    """ "58%-33%" printed in one run: two shares, each with its own place in the text."""
    token = tokens[i]
    found = _TWO_PERCENTS.fullmatch(token.text)
    sign = i + 1 < len(tokens) and tokens[i + 1].text == "%" and tokens[i + 1].start == token.end
    if found is None or bool(found[3]) == sign:
        return None
    last = i + 1 if sign else i
    middle, begin = token.start + found.end(1) + 1, token.start + found.start(2)
    one, two = float(found[1]), float(found[2])
    rule = "one of two percentages"
    return (
        Amount(i, i, i, one, one, "percent", "exactly", rule, (token.start, middle)),
        Amount(last, last, i, two, two, "percent", "exactly", rule, (begin, tokens[last].end)),
    )


def _age_before(tokens: Sequence[Token], first: int) -> int:
    """Where "(under) the age of 5" begins, -1 where no age is told."""
    words = [t.lower for t in tokens[max(0, first - 4) : first]]
    if words[-2:] in (["age", "of"], ["ages", "of"]):
        return first - 3 if words[-3:-2] == ["the"] else first - 2
    return first - 4 if words[-1:] == ["between"] and {"ages", "aged"} & set(words[:-1]) and len(words) == 4 else -1


def _old_after(after: Sequence[str]) -> bool:
    """ "-year-old", " years old", "year - old", "years of age"."""
    joined = "".join(after[:4])
    return not _OLD.isdisjoint(after[:4]) and bool(re.match(r"-?(?:year|yr|month|week|day)s?(?:-?olds?|ofage)", joined))


def _age(tokens: Sequence[Token], amount: Amount, before: str, after: Sequence[str]) -> Amount | None:
    """The amount as an age in years: "14-year-old", "aged 14", "under the age of 5", "ages 10 and up"; None where it is none."""
    first, last = amount.first, amount.last
    step = next((w for w in after if w[0].isalpha()), "")
    if step in _AGE_UNITS and _old_after(after):
        bound, first = bound_before(tokens, first)
        last = next(k for k in range(last + 1, last + 6) if tokens[k].lower in _OLD)
        low, high = (round(v / _AGE_UNITS[step], 4) for v in (amount.value, amount.high))
        return amount._replace(
            first=first, last=last, value=low, high=high, unit="age", bound=bound, rule="age in years"
        )
    if amount.value >= OLDEST:
        return None
    elder = (*after, "", "")[:2] in _ELDER and not (after[2:3] and after[2][0].isdigit())
    if elder and before not in _NOT_AGES:
        return amount._replace(last=last + 2, unit="age", bound=_UP_AND_DOWN[after[1]], rule="and older")
    if before in ("of", "between") and (led := _age_before(tokens, first)) >= 0:
        bound, first = bound_before(tokens, led)
        return amount._replace(first=first, unit="age", bound=bound, rule="age of")
    if before not in ("aged", "age", "ages"):
        return None
    limit: Bound = "exactly"
    if after[:1] == ["and"] and after[1:2] and after[1] in _UP_AND_DOWN:
        limit, last = _UP_AND_DOWN[after[1]], last + 2
    return amount._replace(first=first - 1, last=last, unit="age", bound=limit, rule="aged")


def _measure(
    tokens: Sequence[Token], last: int, bridge: int, following: Sequence[str], units: Units
) -> tuple[str, str, int]:
    unit, dimension = units.of[following[0]]
    end = last + 1 + bridge
    if (
        following[0] in ("degree", "degrees", "°")
        and following[1:2]
        and units.of.get(following[1], ("", ""))[1] == "temperature"
    ):
        return units.of[following[1]][0], "measure", end + 1
    if following[0] in ("mile", "miles") and following[1:3] in (["per", "hour"], ["an", "hour"]):
        return units.of["mph"][0], "measure", end + 2
    if following[0] in ("pound", "pounds") and tokens[end].dep != "compound" and bridge == 0 and _sterling(tokens, end):
        return "GBP", "money", end
    return unit, "money" if dimension == "money" else "measure", end


def _sterling(tokens: Sequence[Token], i: int) -> bool:
    """Pounds that are paid, not weighed."""
    head = tokens[tokens[i].head]
    return head.lemma in (
        "pay",
        "cost",
        "spend",
        "charge",
        "earn",
        "fine",
        "owe",
        "raise",
        "worth",
        "lose",
        "save",
        "donate",
        "price",
    )
