"""Numbers in token rows -> amounts: value, bound, unit, and the tokens they stand in. What is counted is not decided here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model.annotation import Bound
from ..model.parse import Token
from .bounds import BOUND_BY_END, bound_before
from .numbers import FRACTIONS, NUMBER_WORDS, VAGUE, figure, value_of

VAGUE_REACH = 5.0  # "hundreds" reaches from two hundred to five times that: the next word up (thousands) begins beyond


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


_DASHES = frozenset("- – — to".split())
_NAMES_BEFORE = frozenset(
    "no. no number flight article section chapter route room bill sb hb formula lap turn page act part volume phase "
    "stage level grade highway interstate "
    "resolution amendment title apartment apt suite unit channel gate platform boeing airbus model # figure type "
    "class group district precinct ward engine ladder "
    "proposition prop measure rule catch area game episode season".split()
)
_NAMED = frozenset(("PERSON", "ORG", "FAC", "PRODUCT", "LAW", "WORK_OF_ART", "EVENT", "GPE", "LOC"))
_EMERGENCY = frozenset(("911", "999", "112"))  # telephone numbers
_OLD = frozenset(("old", "olds", "age"))  # not "two years older"
_AFTER_PLUS = frozenset(("+", "plus"))
_GLUED_UNIT = re.compile(
    r"(\d[\d,.]*?)\.?(km|kms|m|cm|mm|ft|lb|lbs|kg|kgs|mph|kph|oz|mw|gw|gb|tb|k|mn|bn|tn)", re.IGNORECASE
)
_GLUED_MONEY = re.compile(
    r"(us\$|a\$|c\$|hk\$|nz\$|r\$|s\$|[$£€¥₹₪])?(\d[\d,.]*)(k|m|mn|bn|b|tn|million|billion|trillion)?", re.IGNORECASE
)


def amounts(tokens: Sequence[Token], taken: Sequence[tuple[int, int]], units: Units) -> list[Amount]:
    """Amounts in `tokens`, in order of text. `taken` are stretches of text (sorted) that are times and not read."""
    found: list[Amount] = []
    done = -1
    at = 0
    for token in tokens:
        i = token.i
        if i <= done or not (token.tag == "CD" or token.lower in _STARTERS or token.lower[0].isdigit()):
            continue
        while at < len(taken) and taken[at][1] <= token.start:
            at += 1
        if at < len(taken) and taken[at][0] <= token.start:
            continue
        amount = _amount(tokens, i, units)
        if amount:
            found.append(amount)
            done = amount.last
    return found


_STARTERS = (
    NUMBER_WORDS
    | frozenset(VAGUE)
    | frozenset(("half", "third", "quarter", "two-thirds", "three-quarters", "one-third"))
)


def _amount(tokens: Sequence[Token], i: int, units: Units) -> Amount | None:
    token = tokens[i]
    if _is_name(tokens, i):
        return None
    share = _share(tokens, i)
    if share:
        return share
    if token.lower in ("half", "third", "quarter") or token.tag not in (
        "CD",
        "NN",
        "NNS",
        "JJ",
        "PDT",
        "DT",
        "NNP",
        "LS",
        "RB",
    ):
        return None
    last, value, high, rule = _number(tokens, i)
    if value is None:
        return _glued(tokens, i, units)
    number = last
    last, high, ranged = _range(tokens, i, last, value, high)
    if ranged:
        number, rule = last, ranged
    if rule == "score":
        return Amount(i, last, number, value, high, "score", "exactly", "two numbers of a result")
    return _with_unit(tokens, Amount(i, last, number, value, high, "count", "exactly", rule), units)


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """A number that is part of a name, or names a thing: Formula One, Flight 17, Senate Bill 1062, Little One."""
    token = tokens[i]
    before = tokens[i - 1] if i and tokens[i - 1].sentence == token.sentence else None
    if before is None:
        return False
    if token.text in _EMERGENCY and token.dep != "nummod":
        return True
    if before.lower in _NAMES_BEFORE and (token.tag == "CD" or token.lower[0].isdigit()):
        return True
    if (
        token.text[:1].isupper()
        and token.tag == "CD"
        and token.text.isalpha()
        and tokens[i + 1 : i + 2]
        and tokens[i + 1].lower == "-"
    ):
        return tokens[i + 2 : i + 3] != () and tokens[i + 2].text[:1].isupper()
    named = (
        before.tag in ("NNP", "NNPS")
        and before.text[:1].isupper()
        and token.head == before.i
        and token.dep in ("nummod", "appos", "npadvmod")
    )
    if named and token.ent not in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY", "DATE"):
        return True
    return token.ent in _NAMED and (token.text[:1].isupper() or (before.ent == token.ent and not token.ent_first))


def _number(tokens: Sequence[Token], i: int) -> tuple[int, float | None, float, str]:
    """(last token, value, high, rule) of the number that begins at token i."""
    words: list[str] = []
    last = k = i
    sentence = tokens[i].sentence
    if tokens[i].lower in VAGUE:
        return _vague(tokens, i)
    while k < len(tokens) and tokens[k].sentence == sentence:
        word = tokens[k].lower
        if word in NUMBER_WORDS or (
            figure(word) is not None and (k == i or tokens[last].end == tokens[k].start or word[0] in "½¼¾⅓⅔")
        ):
            words.append(word)
            last = k
        elif word == "," and k == i + 1 and _split_thousands(tokens, i):
            words = [tokens[i].text + "," + tokens[k + 1].text]
            last = k = k + 1
        elif (
            word in ("-", "and")
            and words
            and k + 1 < len(tokens)
            and tokens[k + 1].lower in NUMBER_WORDS
            and _goes_on(words[-1], word, tokens[k + 1].lower)
        ):
            words.append(word)
        else:
            break
        k += 1
    value = value_of(words) if words else None
    return last, value, value or 0.0, "figures" if words and words[0][0].isdigit() else "words"


def _split_thousands(tokens: Sequence[Token], i: int) -> bool:
    """ "some 1, 600 officers": a figure with a stray space behind its comma."""
    if (
        i + 2 >= len(tokens)
        or i == 0
        or (tokens[i - 1].lower not in BOUND_BY_END and tokens[i - 1].lower not in ("a", "the", "of"))
    ):
        return False
    left, right = tokens[i].text, tokens[i + 2].text
    return (
        left.isdigit()
        and len(left) <= 3
        and right.isdigit()
        and len(right) == 3
        and tokens[i].end == tokens[i + 1].start
    )


def _goes_on(left: str, link: str, right: str) -> bool:
    """ "twenty-five" and "hundred and five" are one number; "five-seven" and "two and three" are two."""
    if link == "-":
        return (
            left in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
            and right in _UNDER_TEN
        )
    return left in ("hundred", "thousand", "million") and right not in (
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
    )


_UNDER_TEN = frozenset("one two three four five six seven eight nine".split())


def _vague(tokens: Sequence[Token], i: int) -> tuple[int, float | None, float, str]:
    words = [tokens[i].lower]
    last = i
    if i + 2 < len(tokens) and tokens[i + 1].lower == "of" and tokens[i + 2].lower in VAGUE:
        words += ["of", tokens[i + 2].lower]
        last = i + 2
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if (
        words[-1] == "scores"
        and after != "of"
        and tokens[i].dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "quantmod", "nummod")
    ):
        return last, None, 0.0, ""
    if words[-1] == "tens" or (tokens[i].lower == "tens" and last == i):
        return last, None, 0.0, ""
    value = value_of(words)
    return last, value, (value or 0.0) * VAGUE_REACH, "order of size"


def _range(tokens: Sequence[Token], first: int, last: int, value: float, high: float) -> tuple[int, float, str]:
    """(last token, high, rule) where another number follows as the upper end or the other side of a score."""
    k = last + 1
    if k + 1 >= len(tokens) or tokens[k].sentence != tokens[first].sentence:
        return last, high, ""
    link = tokens[k].lower
    lead = tokens[first - 1].lower if first else ""
    if link == "-" and tokens[k + 1].lower == "to" and k + 2 < len(tokens):
        k += 1
        if k + 2 < len(tokens) and tokens[k + 1].lower == "-":
            k += 1
        link = "to"
    if (
        link not in _DASHES
        and not (link == "and" and lead == "between")
        and not (link == "or" and tokens[k + 1].tag == "CD")
    ):
        return last, high, ""
    if tokens[k + 1].tag != "CD" and tokens[k + 1].lower not in NUMBER_WORDS:
        return last, high, ""
    if link == "to" and lead in ("from", "rose", "fell", "grew") and tokens[first - 1].tag == "IN":
        return last, high, ""
    end, other, _, _ = _number(tokens, k + 1)
    if other is None:
        return last, high, ""
    scale = next(
        (
            tokens[n].lower
            for n in range(k + 1, end + 1)
            if tokens[n].lower in ("million", "billion", "thousand", "trillion")
        ),
        "",
    )
    if link in ("-", "–") and (other <= value or _is_score(tokens, first, end)):
        return end, other, "score"
    if other <= value and not scale:
        return last, high, ""
    return end, other, "range"


_SCORE_CUES = frozenset(
    "win lose beat defeat vote rule ruling score victory loss lead draw decision defeat split pass approve majority "
    "tie thrash edge".split()
)


def _is_score(tokens: Sequence[Token], first: int, end: int) -> bool:
    near = tokens[max(0, first - 4) : first] + tokens[end + 1 : end + 3]  # type: ignore[operator]
    return any(t.lemma in _SCORE_CUES for t in near)


_SHARE_WORDS = {**dict(FRACTIONS.items()), "two-thirds": 2 / 3, "three-quarters": 0.75, "one-third": 1 / 3}


def _share(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "two-thirds", "a third of", "half of", "one in five": shares, in percent."""
    token = tokens[i]
    after = [t.lower for t in tokens[i + 1 : i + 4]]
    if token.lower in ("two-thirds", "three-quarters", "one-third"):
        return _percent(tokens, i, i, i, 100 * _SHARE_WORDS[token.lower])
    if token.lower in ("half", "third", "quarter"):
        led = token.lower == "half" or (i > 0 and tokens[i - 1].lower in ("a", "one"))
        if led and after[:1] == ["of"] and token.tag in ("NN", "PDT", "DT", "JJ"):
            first = i if token.lower == "half" and not (i and tokens[i - 1].lower == "a") else i - 1
            return _percent(tokens, first, i, i, 100 * FRACTIONS[token.lower])
        return None
    top = value_of([token.lower])
    if top is None:
        return None
    if after[:1] == ["-"] and len(after) > 1 and after[1] in FRACTIONS and after[1] not in ("half", "halves"):
        return _percent(tokens, i, i + 2, i + 2, 100 * top * FRACTIONS[after[1]])
    if (
        after
        and after[0] in FRACTIONS
        and after[0] not in ("half", "second", "quarter", "quarters")
        and (after[1:2] == ["of"] or after[0].endswith("s"))
    ):
        return _percent(tokens, i, i + 1, i + 1, 100 * top * FRACTIONS[after[0]])
    if (
        after[:1] == ["in"]
        and len(after) > 1
        and (bottom := value_of([after[1]]))
        and top < bottom <= 1000
        and after[1] not in ("a", "an")
    ):
        if tokens[i + 2].head == i + 2 or (
            len(after) > 2
            and tokens[i + 3].tag == "NNS"
            and tokens[i + 2].head == tokens[i + 3].i
            and token.lower not in ("one", "1")
        ):
            return None
        return _percent(tokens, i, i + 2, i, 100 * top / bottom)
    return None


def _percent(tokens: Sequence[Token], first: int, last: int, number: int, value: float) -> Amount:
    bound, begin = bound_before(tokens, first)
    return Amount(begin, last, number, round(value, 4), round(value, 4), "percent", bound, "share, in percent")


def _glued(tokens: Sequence[Token], i: int, units: Units) -> Amount | None:
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


def _with_unit(tokens: Sequence[Token], amount: Amount, units: Units) -> Amount | None:
    """The amount with the unit printed next to it: sign before, word after; ages; and the bound words before it."""
    first, last = amount.first, amount.last
    count = len(tokens)
    before = tokens[first - 1].lower if first and tokens[first - 1].sentence == tokens[first].sentence else ""
    after = [
        tokens[k].lower for k in range(last + 1, min(count, last + 5)) if tokens[k].sentence == tokens[first].sentence
    ]
    bridge = 1 if after[:1] in (["-"], ["–"]) else 0
    following = after[bridge : bridge + 3]
    unit, rule = amount.unit, amount.rule
    if before in units.signs:
        first -= 1
        if (
            first
            and tokens[first - 1].text.upper() in ("US", "A", "C", "NZ", "HK")
            and tokens[first - 1].end == tokens[first].start
        ):
            first -= 1
        unit, rule = units.of.get(tokens[first].lower + "$", units.of[before])[0], "money"
    elif following[:1] in (["%"], ["percent"], ["pct"]):
        unit, rule, last = "percent", "percent", last + 1 + bridge
    elif following[:2] == ["per", "cent"]:
        unit, rule, last = "percent", "percent", last + 2 + bridge
    elif (
        following[:1]
        and following[0] in ("year", "years", "yr", "month", "months", "week", "weeks", "day", "days")
        and _old_after(after)
    ):
        return _age(tokens, amount, before, after)
    elif before in ("aged", "age", "ages") and amount.value < 125:
        return Amount(first - 1, last, amount.number, amount.value, amount.high, "age", "exactly", "aged")
    elif following and following[0] in units.of and following[0] not in ("try", "won", "rub", "stone"):
        unit, rule, last = _measure(tokens, last, bridge, following, units)
    elif following[:1] == ["of"] and following[1:2] and units.of.get(following[1], ("", ""))[1] == "money":
        unit, rule, last = units.of[following[1]][0], "money", last + 2
    elif before == "magnitude":
        unit, rule = "magnitude", "measure"
    bound, first = bound_before(tokens, first)
    if after and after[0] in _AFTER_PLUS:
        bound = "more-than"
    tail = [tokens[k].lower for k in range(last + 1, min(count, last + 4))]
    if tail[:2] == ["or", "more"]:
        bound, last = "at-least", last + 2
    elif tail[:2] in (["or", "so"], ["or", "fewer"], ["or", "less"]):
        bound, last = "about" if tail[1] == "so" else "at-most", last + 2
    if amount.rule == "order of size" and bound == "exactly":
        bound = "about"
    return amount._replace(first=first, last=last, unit=unit, bound=bound, rule=rule)


def _old_after(after: list[str]) -> bool:
    """ "-year-old", " years old", "year - old", "years of age"."""
    joined = "".join(after[:4])
    return not _OLD.isdisjoint(after[:4]) and bool(re.match(r"-?(?:year|yr|month|week|day)s?(?:-?olds?|ofage)", joined))


def _age(tokens: Sequence[Token], amount: Amount, before: str, after: list[str]) -> Amount:
    """An age in years (months, weeks and days as parts of a year)."""
    per_year = {"m": 12.0, "w": 52.0, "d": 365.0, "y": 1.0}
    step = next(w for w in after if w[0].isalpha())
    last = next(k for k in range(amount.last + 1, amount.last + 6) if tokens[k].lower in _OLD)
    factor = per_year[step[0]]
    bound, first = bound_before(tokens, amount.first)
    return Amount(
        first,
        last,
        amount.number,
        round(amount.value / factor, 4),
        round(amount.high / factor, 4),
        "age",
        bound,
        "age in years",
    )


def _measure(
    tokens: Sequence[Token], last: int, bridge: int, following: list[str], units: Units
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
