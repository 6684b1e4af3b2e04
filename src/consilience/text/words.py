"""Words of a text for comparison: content words and their prefixes."""

from __future__ import annotations

import re
from functools import lru_cache

PREFIX = (
    5  # letters kept of a word: joins inflections; best of words, character n-grams and sentence vectors inside a story
)

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")

STOP_WORDS = frozenset(
    "a about after again against all also am an and any are as at be because been before being between both but by can could did do does "
    "doing down during each few for from further had has have having he her here hers him his how i if in into is it its just me more most "
    "my no nor not now of off on once one only or other our out over own said say says she should so some such than that the their them "
    "then there these they this those through to too under until up us very was we were what when where which while who whom why will with "
    "would you your mr mrs ms dr".split()
)


@lru_cache(maxsize=10_000)
def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` in small letters, possessive endings off, stop words left out."""
    found = _WORD.findall(text.lower())
    if "'" in text or "’" in text:
        found = [_bare(w) for w in found]
    return tuple([w for w in found if w not in STOP_WORDS])


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def prefix(word: str) -> str:
    """The first letters of a word, by which inflected forms are one."""
    return word[:PREFIX]
