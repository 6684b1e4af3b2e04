"""Where the words of a fragment stand in a fuller version of the same utterance."""

from __future__ import annotations

import re

WORD = re.compile(r"[\[(]?\w+(?:['’.]\w+)*[\])]?")  # brackets are the editor's own and stay with the word


def stretch_of(whole: str, part: str) -> tuple[int, int] | None:
    """First and last code point (excluded) of the first stretch of `whole` that has the words of `part` in a row; None
    where there is none. Letters of either case and marks between the words count as equal."""
    words = list(WORD.finditer(whole))
    keys, wanted = [_key(m[0]) for m in words], word_keys(part)
    if not wanted:
        return None
    for first in range(len(keys) - len(wanted) + 1):
        if keys[first : first + len(wanted)] == wanted:
            return words[first].start(), words[first + len(wanted) - 1].end()
    return None


def word_keys(text: str) -> list[str]:
    """The words of a version as they are compared: small letters, plain apostrophes, no brackets."""
    return [_key(m[0]) for m in WORD.finditer(text)]


def _key(word: str) -> str:
    return word.strip("[]()").lower().replace("’", "'")
