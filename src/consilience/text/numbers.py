"""Numbers in words and figures -> their values: "twenty-five", "a dozen", "1.5 million", "two-thirds", "1,600".

Works on the words of one number; which words make up a number in running text is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

SMALL: dict[str, float] = {w: float(n) for n, w in enumerate(_ONES)} | {
    w: float(10 * n) for n, w in enumerate(_TENS, 2)
}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
# Plurals that give an order of size and no count: the value is two of them, the least that the word allows.
VAGUE: dict[str, float] = {
    "tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9, "trillions": 2e12,
}  # fmt: skip
FRACTIONS: dict[str, float] = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8,
    "ninth": 1 / 9, "tenth": 1 / 10, "halves": 1 / 2, "thirds": 1 / 3, "quarters": 1 / 4, "fifths": 1 / 5, "sixths": 1 / 6,
    "sevenths": 1 / 7, "eighths": 1 / 8, "ninths": 1 / 9, "tenths": 1 / 10,
}  # fmt: skip
ORDINALS: dict[str, int] = {
    w: n
    for n, w in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
        ).split(),
        1,
    )
}
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

NUMBER_WORDS = frozenset(SMALL) | frozenset("hundred thousand million billion trillion dozen".split())

_FIGURE = re.compile(r"(\d+(?:,\d{3})+|\d+)(\.\d+)?([½¼¾⅓⅔])?")
_GLUED = re.compile(r"(\d[\d,.]*)(k|m|mn|mln|bn|bln|b|tn|trn|million|billion|trillion|thousand)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def figure(text: str) -> float | None:
    """The value of a number in figures ("1,600", "3.7", "2½", "44m", "143million"); None where it is not one."""
    if text in _SIGNS:
        return _SIGNS[text]
    found = _FIGURE.fullmatch(text)
    if found:
        return float(found[1].replace(",", "") + (found[2] or "")) + _SIGNS.get(found[3] or "", 0.0)
    glued = _GLUED.fullmatch(text)
    if glued:
        front = figure(glued[1])
        return None if front is None else round(front * SCALES[glued[2].lower()], 6)
    return None


def value_of(words: Sequence[str]) -> float | None:
    """The value of the words of one number, in small letters, hyphens split; None where they do not make one.

    "twenty", "five" -> 25; "1.5", "million" -> 1500000; "two", "and", "a", "half" -> 2.5; "a", "hundred" -> 100;
    "half", "a", "million" -> 500000; "hundreds", "of", "thousands" -> 200000. A lone "a" or "an" is 1.
    """
    total, current, seen = 0.0, 0.0, False
    factor = 1.0
    k = 0
    while k < len(words):
        word = words[k]
        if word in ("and", "of", "-"):
            pass
        elif word in ("a", "an"):
            if k + 1 < len(words) and words[k + 1] in ("half", "quarter") and seen:
                current += FRACTIONS[words[k + 1]]
                k += 1
            elif not seen:
                current, seen = (current or 1.0), True
        elif word == "half" and not seen:
            factor, seen = 0.5, True
            current = 1.0
        else:
            done = _step(word, total, current, seen)
            if done is None:
                return None
            total, current, seen = (*done, True)
        k += 1
    return (total + current) * factor if seen else None


def _step(word: str, total: float, current: float, seen: bool) -> tuple[float, float] | None:
    """(sum so far, part being built) after one more word; None where the word does not belong to a number."""
    if word in SMALL:
        return total, current + SMALL[word]
    if word in VAGUE:
        return 0.0, (total + current) * VAGUE[word] / 2 if seen else VAGUE[word]
    if word in ("hundred", "dozen"):
        return total, (current or 1.0) * SCALES[word]
    if word in SCALES:
        return total + round((current or 1.0) * SCALES[word], 6), 0.0
    plain = figure(word)
    return None if plain is None else (total, current + plain)


def ordinal(text: str) -> int | None:
    """The number of an ordinal ("third", "21st", "Nineteenth"); None where it is not one."""
    word = text.lower()
    if word in ORDINALS:
        return ORDINALS[word]
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return int(found[1]) if found else None
