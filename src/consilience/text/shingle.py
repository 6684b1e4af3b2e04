"""Words of an article in comparable form, and runs of words that two articles share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SEED = 3  # words of the shortest run that is looked at; five in a row are certain reuse, three only beside others
REPEATS = 4  # a seed that stands k times in one article and m in the other is used where k * m is at most this

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s")
_POSSESSIVE = re.compile(r"'s$|s'$")
# British to American endings. Both sides are folded alike, so that a word folded to no word at all does no harm.
_SPELLING = (
    (re.compile(r"(?<=..)([iy])s(e|ed|es|er|ers|ing|ation|ations)$"), r"\1z\2"),
    (re.compile(r"(?<=...)our(|s|ed|ing|able|ite|ites|hood|hoods|ful|less|ly)$"), r"or\1"),
    (re.compile(r"(?<=..[tb])re(|s|d)$"), r"er\1"),
    (re.compile(r"(?<=[aeiou])ll(ed|ing|er|ers|ation)$"), r"l\1"),
    (re.compile(r"(?<=..)ence(s?)$"), r"ense\1"),
    (re.compile(r"(?<=...)ogue(s?)$"), r"og\1"),
    (re.compile(r"(?<=..)gramme(s?)$"), r"gram\1"),
    (re.compile(r"aem|aeo"), "em"),
)
_MAY_DIFFER = re.compile(r"our|[iy]s(?:e|ing|ation)|re[sd]?$|ll(?:e|ing|ation)|ence|ogue|gramme|ae[mo]")
_RESPELT = {
    "tyre": "tire", "tyres": "tires", "kerb": "curb", "grey": "gray", "cheque": "check", "cheques": "checks",
    "plough": "plow", "storey": "story", "storeys": "stories", "sceptical": "skeptical", "mum": "mom", "aeroplane": "airplane",
    "towards": "toward", "afterwards": "afterward", "jewellery": "jewelry", "manoeuvre": "maneuver", "percent": "%",
    "kilometres": "km", "kilometers": "km", "kilometre": "km", "kilometer": "km", "metres": "m", "meters": "m",
    "travelled": "traveled", "whilst": "while", "amongst": "among", "learnt": "learned", "licence": "license",
}  # fmt: skip
_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if value > 1  # "one" is a pronoun as often as a number
}


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word as printed -> its comparable form: small letters, no accents, no possessive, American spelling, digits."""
    key = word.lower().replace("’", "'").replace("ʼ", "'")
    if key[0].isdigit():
        return key.replace(",", "").replace(":", ".")
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    if "'" in key or "." in key:
        key = _POSSESSIVE.sub(lambda m: "s" if m[0] == "s'" else "", key).replace("'", "").replace(".", "")
    if key in _NUMBERS:
        return _NUMBERS[key]
    if key in _RESPELT:
        return _RESPELT[key]
    if len(key) > 4 and _MAY_DIFFER.search(key):
        for ending, new in _SPELLING:
            key = ending.sub(new, key)
    return key


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one article in order of text: comparable forms as numbers of a shared vocabulary, and offsets.

    `sentences` are the words that begin a sentence, by their number, and one past the last word.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    sentences: Ints


def read_words(text: str, ranges: Iterable[tuple[int, int]], vocabulary: dict[str, int], memo: dict[str, int]) -> Words:
    """The words inside `ranges` of `text`. `vocabulary` (form -> number) and `memo` (printed -> number) grow."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    known = memo.get
    for low, high in ranges:
        breaks.append(low)
        breaks += [m.end() for m in _SENTENCE_END.finditer(text, low, high)]
        for match in _WORD.finditer(text, low, high):
            printed = match[0]
            number = known(printed)
            if number is None:
                number = memo[printed] = vocabulary.setdefault(fold(printed), len(vocabulary))
            ids.append(number)
            start, end = match.span()
            starts.append(start)
            ends.append(end)
    places = np.array(starts, np.int64)
    sentences = np.unique(np.append(np.searchsorted(places, breaks), len(ids)))
    return Words(np.array(ids, np.int64), places, np.array(ends, np.int64), sentences)


def shingles(ids: Ints, n: int) -> Hashes:
    """One 64-bit number for each `n` words in a row (a polynomial in an odd constant, modulo 2^64)."""
    count = len(ids) - n + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    base = ids.astype(np.uint64) + np.uint64(1)
    out = np.zeros(count, np.uint64)
    for k in range(n):
        out = out * np.uint64(0x9E3779B97F4A7C15) + base[k : k + count]
        out ^= out >> np.uint64(29)
    return out


@dataclass(frozen=True, slots=True)
class Index:
    """The seeds of one article that stand in another one too, sorted by hash, with their places."""

    hashes: Hashes
    places: Ints


def index_seeds(articles: Sequence[Words], n: int = SEED) -> list[Index]:
    """For each article its seeds that at least one other article has: what stands in one article alone joins nothing."""
    hashed = [shingles(a.ids, n) for a in articles]
    distinct = [np.unique(h) for h in hashed]
    values, counts = (
        np.unique(np.concatenate(distinct), return_counts=True) if distinct else (np.zeros(0, np.uint64), None)
    )
    shared = values[counts > 1] if counts is not None else values
    out = []
    for hashes in hashed:
        at = np.searchsorted(shared, hashes)
        at[at == len(shared)] = 0
        places = np.flatnonzero(shared[at] == hashes) if len(shared) else np.zeros(0, np.int64)
        kept = hashes[places]
        order = np.argsort(kept, kind="stable")
        out.append(Index(kept[order], places[order]))
    return out


Run = tuple[int, int, int]  # first word in a, first word in b, words in a row


def shared_runs(a: Index, b: Index, n: int = SEED) -> list[Run]:
    """Maximal runs of at least `n` equal words in a row, in order of their place in a, then b."""
    low = np.searchsorted(b.hashes, a.hashes, "left")
    times = np.searchsorted(b.hashes, a.hashes, "right") - low
    use = np.flatnonzero(times)
    if not len(use):
        return []
    hashes = a.hashes[use]
    own = np.searchsorted(a.hashes, hashes, "right") - np.searchsorted(a.hashes, hashes, "left")
    use = use[own * times[use] <= REPEATS]
    if not len(use):
        return []
    counts = times[use]
    p = np.repeat(a.places[use], counts)
    first = np.repeat(low[use] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    q = b.places[first + np.arange(len(p))]
    order = np.lexsort((p, q - p))
    p, q = p[order], q[order]
    cut = np.flatnonzero((np.diff(p) != 1) | (np.diff(q) != 1)) + 1
    begin = np.concatenate(([0], cut))
    length = np.diff(np.concatenate((begin, [len(p)]))) + n - 1
    return sorted(zip(p[begin].tolist(), q[begin].tolist(), length.tolist(), strict=True))
