"""Numbers in token rows -> amounts: value, bound, unit, and the tokens they stand in. What is counted is not decided here."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.parse import Token
from .bounds import BOUND_BY_END, bound_before
from .labels import label_end
from .measures import Amount, Units, either_side, glued, percents, with_unit
from .numbers import FRACTIONS, NUMBER_WORDS, SCALES, VAGUE, figure, value_of

VAGUE_REACH = 5.0  # "hundreds" reaches from two hundred to five times that: the next word up (thousands) begins beyond


_DASHES = frozenset("- – — to".split())


def amounts(tokens: Sequence[Token], taken: Sequence[tuple[int, int]], units: Units) -> list[Amount]:
    """Amounts in `tokens`, in order of text. `taken` are stretches of text (sorted) that are times and not read."""
    found: list[Amount] = []
    done = -1
    at = 0
    for i in [t.i for t in tokens if t.tag == "CD" or t.lower in _STARTERS or t.lower[0] in _DIGITS]:
        token = tokens[i]
        if i <= done:
            continue
        while at < len(taken) and taken[at][1] <= token.start:
            at += 1
        if at < len(taken) and taken[at][0] <= token.start:
            continue
        done = label_end(tokens, i)
        if done >= i:
            continue
        amount = _amount(tokens, i, units)
        if amount and at < len(taken) and taken[at][0] < tokens[amount.last].end:
            continue  # "between 20 and 24 weeks": the other end is in a time
        if amount:
            found.append(amount)
            done = amount.last
        elif pair := percents(tokens, i):
            found += pair
            done = pair[-1].last
    return _ranges(tokens, found)


def _ranges(tokens: Sequence[Token], found: list[Amount]) -> list[Amount]:
    """Two amounts that are the ends of one: "$5 million to $10 million", "between 8 % and 10 %"."""
    out: list[Amount] = []
    for amount in found:
        held = out[-1] if out else None
        if held is not None and held.unit == "count" != amount.unit and _shares_unit(tokens, held, amount):
            out[-1] = held._replace(unit=amount.unit, rule=f"{amount.rule}, unit of the other end")
        if held is not None and held.last + 2 == amount.first and _are_ends(tokens, held, amount):
            out[-1] = held._replace(
                last=amount.last, number=amount.number, high=amount.value, rule=f"{held.rule}, range"
            )
        else:
            out.append(amount)
    return out


def _shares_unit(tokens: Sequence[Token], low: Amount, high: Amount) -> bool:
    """ "from 40 to 50 percentage points", "from 5 to 10 percent": the unit is printed once."""
    lead, link = tokens[low.first - 1].lower if low.first else "", tokens[low.last + 1].lower
    return (
        low.last + 2 == high.first
        and (lead, link) in (("from", "to"), ("between", "and"))
        and high.unit not in ("age", "score")
        and high.bound == "exactly"
    )


def _are_ends(tokens: Sequence[Token], low: Amount, high: Amount) -> bool:
    if low.unit != high.unit or low.unit in ("count", "age", "score") or not low.value < high.value == high.high:
        return False
    if high.bound != "exactly" or low.high != low.value or tokens[low.first].sentence != tokens[high.first].sentence:
        return False
    link, lead = tokens[low.last + 1].lower, tokens[low.first - 1].lower if low.first else ""
    if link == "and":
        return lead == "between"
    lately = tokens[max(0, low.first - _TOLD_BEFORE) : low.first]
    if low.unit == "percent" and any(t.lemma in _SCORE_CUES or t.lemma in _AGAINST for t in lately):
        return False  # "trailing her, 49% to 51%"
    moved = tokens[tokens[low.number].head].lemma in _MOVES
    return link in ("-", "–") or (link == "to" and lead != "from" and not moved)


_DIGITS = frozenset("0123456789/±½¼¾⅓⅔")
_AGAINST = frozenset("trail ahead behind favor favour prefer over".split())
_TOLD_BEFORE = 12  # words before two percentages that may say they are two sides
_MOVES = frozenset("rise fall drop grow climb increase decrease gain lose jump surge sink slip plunge up down".split())


_STARTERS = (
    NUMBER_WORDS
    | frozenset(VAGUE)
    | frozenset(("half", "third", "quarter", "two-thirds", "three-quarters", "one-third"))
)


def _amount(tokens: Sequence[Token], i: int, units: Units) -> Amount | None:
    token = tokens[i]
    share = _share(tokens, i)
    if share:
        return share
    if token.lower[0] in "/±":
        return either_side(tokens, i, units)
    if token.lower == "half" and (many := _half_of_many(tokens, i)) is not None:
        return with_unit(tokens, many, units)
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
        return glued(tokens, i, units)
    first = _few_before(tokens, i)
    if first < i:
        least = LEAST_FEW * value
        few = Amount(first, last, last, least, least * VAGUE_REACH, "count", "about", "order of size")
        return with_unit(tokens, few, units)
    number = last
    last, high, ranged = _range(tokens, i, last, value, high)
    if ranged:
        value = _scaled(tokens, number, last, value, high) if ranged == "range" else value
        number, rule = last, ranged
    if rule == "score":
        return Amount(i, last, number, value, high, "score", "exactly", "two numbers of a result")
    return with_unit(tokens, Amount(i, last, number, value, high, "count", "exactly", rule), units)


def _few_before(tokens: Sequence[Token], i: int) -> int:
    """The token at which "several hundred", "a few dozen" begins whose scale is token `i`; `i` where it is no such thing."""
    if i == 0 or tokens[i].lower not in _FEW_OF or tokens[i - 1].lower not in ("several", "few"):
        return i
    return i - 2 if i > 1 and tokens[i - 2].lower == "a" else i - 1


LEAST_FEW = 2.0  # "several hundred" begins where "hundreds" does
_FEW_OF = frozenset("dozen hundred thousand million billion".split())


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
    if words and i and tokens[i - 1].text in _SIGNS and _is_glued_scale(tokens, last):
        words.append(tokens[last + 1].lower.rstrip("."))  # "£1.5m" read as three tokens
        last += 1
    value = value_of(words) if words else None
    if value is not None and (half := _half_after(tokens, last)) > last:
        value, last = value + HALF, half
    return last, value, value or 0.0, "figures" if words and words[0][0].isdigit() else "words"


_SIGNS = frozenset(("$", "£", "€", "¥"))


def _is_glued_scale(tokens: Sequence[Token], last: int) -> bool:
    if last + 1 >= len(tokens) or tokens[last + 1].start != tokens[last].end:
        return False
    return tokens[last + 1].lower.rstrip(".") in ("k", "m", "mn", "mln", "bn", "b", "tn")


def _half_of_many(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "half a dozen", "half a million", "half-million"."""
    k = i + 2 if i + 2 < len(tokens) and tokens[i + 1].lower in ("a", "-") else i + 1
    word = tokens[k].lower if k < len(tokens) else ""
    if word not in ("dozen", "million", "billion", "trillion") or tokens[k].sentence != tokens[i].sentence:
        return None
    value = HALF * SCALES[word]
    return Amount(i, k, k, value, value, "count", "exactly", "words")


def _half_after(tokens: Sequence[Token], last: int) -> int:
    """The last token of "and a half" or "-and-a-half" behind token `last`, else `last`."""
    if last + 3 >= len(tokens) or tokens[last + 1].lower not in ("and", "-"):
        return last
    words = [t.lower for t in tokens[last + 1 : last + 7]]
    if words[:3] == ["and", "a", "half"]:
        return last + 3
    return last + 6 if words == ["-", "and", "-", "a", "-", "half"] else last


HALF = 0.5


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
    if link == "-" and right in SCALES and right not in ("hundred", "k", "m", "b"):
        return left[0].isdigit() or left in NUMBER_WORDS  # "$8-billion"
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
        words == ["scores"]
        and after != "of"
        and tokens[i].dep == "dobj"
        and tokens[tokens[i].head].lemma not in _STRIKING
    ):
        return last, None, 0.0, ""  # "achieved scores": results
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
        and not (link == "and" and (lead == "between" or (lead == "of" and tokens[first - 2].lower == "ages")))
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
    if link == "to" and other <= value and _is_score(tokens, first, end):
        return end, other, "score"  # "passed 51 to 49"
    if other <= value and not scale:
        return last, high, ""
    return end, other, "range"


def _scaled(tokens: Sequence[Token], low: int, high: int, value: float, other: float) -> float:
    """The lower end of "5-10 billion" or "5 to 10 million", which borrows the scale of the upper one."""
    scale = SCALES.get(tokens[high].lower, 1.0)
    plain = tokens[low].lower not in SCALES and value < HUNDRED and tokens[high].lower != "dozen"
    return value * scale if plain and scale >= THOUSAND and value * scale < other else value


HUNDRED, THOUSAND = 100, 1000  # "5 to 10 thousand" borrows its scale, "500 to 10 thousand" is left as printed
_STRIKING = frozenset("kill injure wound arrest detain leave displace hurt trap hit evacuate free rescue".split())
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
