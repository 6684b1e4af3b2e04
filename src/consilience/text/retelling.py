"""How one report may be seen to retell another: rare words, sentences and fragments that only these two share.

Nothing here knows of relations; it gives named figures of a pair, which `stages.lineage` weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from ..knowledge.frequency import idf
from .shingle import fold
from .words import PREFIX, STOP_WORDS

NUMBER_IDF = 3.0  # natural log; a figure is about as telling as a word that one news story in twenty has
MATCH_SHARED = 3  # words that two sentences must share to be taken for one statement,
MATCH_WEIGHT = 5.0  # their idf within and outside the story together,
MATCH_DICE = 0.3  # and the share of both sentences that it is. Set on pairs of general news read by hand.
FRAGMENT_WORDS = 8  # content words: longer quotations are utterances that any reporter in the room may give whole

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[.!?](?=[\"”’')\]]*(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells, outside quotations: content words (stems) and figures by sentence, in order.

    `words` are stems that are no names, `figures` numbers, `fragments` the short quotations' stems.
    """

    sentences: tuple[frozenset[str], ...]
    words: frozenset[str]
    figures: frozenset[str]
    fragments: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Figures of one pair. All shares are of the report that has less to share.

    `words`: idf share of its content words that the other has; `rare`: of those that no third text has;
    `sentences`: weight share of sentences with a counterpart, `order` the share of their pairs in the same order
    (0.5 where there are too few); `figures`: numbers only these two have; `fragments`: share of short quotations.
    """

    words: float
    rare: float
    sentences: float
    matched: int
    order: float
    figures: int
    fragments: float
    fragment_count: int


def read_tellings(
    texts: Sequence[str], ranges: Sequence[Iterable[tuple[int, int]]], quoted: Sequence[Sequence[tuple[int, int]]]
) -> list[Telling]:
    """The tellings of all reports of a story: a word is a name where no report prints it with a small initial."""
    memo: dict[str, str] = {}
    small: set[str] = set()
    rows = [_rows(text, spans, marks, memo, small) for text, spans, marks in zip(texts, ranges, quoted, strict=True)]
    return [_telling(r, small) for r in rows]


_Row = tuple[str, int, bool, int]  # stem, sentence, begins with a capital, number of its quotation or -1


def _rows(
    text: str, ranges: Iterable[tuple[int, int]], quoted: Sequence[tuple[int, int]], memo: dict[str, str], small: set[str]
) -> list[_Row]:
    rows: list[_Row] = []
    sentence = 0
    k = 0
    for low, high in ranges:
        sentence += 1
        for match in _WORD.finditer(text, low, high):
            printed = match[0]
            stem = memo.get(printed)
            if stem is None:
                stem = memo[printed] = _stem(printed)
            if stem == ".":
                sentence += 1
            elif stem:
                at = match.start()
                while k < len(quoted) and quoted[k][1] <= at:
                    k += 1
                inside = k if k < len(quoted) and quoted[k][0] <= at else -1
                capital = printed[0].isupper()
                if not capital:
                    small.add(stem)
                rows.append((stem, sentence, capital, inside))
    return rows


def _stem(printed: str) -> str:
    """The comparable stem of a word; "." for the end of a sentence, "" for stop words."""
    if printed in ".!?":
        return "."
    key = fold(printed)
    if key in STOP_WORDS or len(key) < 2:
        return ""
    return key if key[0].isdigit() else key[:PREFIX]


def _telling(rows: list[_Row], small: set[str]) -> Telling:
    sentences: dict[int, set[str]] = {}
    words: set[str] = set()
    figures: set[str] = set()
    fragments: dict[int, set[str]] = {}
    for stem, sentence, capital, inside in rows:
        if inside >= 0:
            fragments.setdefault(inside, set()).add(stem)
        elif stem[0].isdigit():
            figures.add(stem)
            sentences.setdefault(sentence, set()).add(stem)
        elif not capital or stem in small:
            words.add(stem)
            sentences.setdefault(sentence, set()).add(stem)
    return Telling(
        sentences=tuple(frozenset(s) for _, s in sorted(sentences.items())),
        words=frozenset(words),
        figures=frozenset(figures),
        fragments=tuple(frozenset(f) for _, f in sorted(fragments.items()) if len(f) <= FRAGMENT_WORDS),
    )


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling a stem is: `plain` by general news, `weight` also by how few texts of the story have it.

    Texts that copy each other count as one: `holders` is the number of groups that have the stem, `groups` of all.
    """

    plain: Mapping[str, float]
    weight: Mapping[str, float]
    holders: Mapping[str, int]
    groups: int


def rarity(tellings: Sequence[Telling], groups: Sequence[int]) -> Rarity:
    """The rarity of every stem of a story; `groups[k]` is the copy group of report k."""
    seen: dict[str, set[int]] = {}
    for telling, group in zip(tellings, groups, strict=True):
        for stem in telling.words | telling.figures:
            seen.setdefault(stem, set()).add(group)
    count = len(set(groups)) + 1
    holders = {stem: len(by) for stem, by in seen.items()}
    plain = {stem: NUMBER_IDF if stem[0].isdigit() else idf(stem) for stem in seen}
    scale = [0.0] + [log(count / n) / log(count) for n in range(1, count)]
    return Rarity(plain, {stem: plain[stem] * scale[n] for stem, n in holders.items()}, holders, count - 1)


def word_shares(tellings: Sequence[Telling], rare: Rarity) -> np.ndarray:
    """For each pair of reports the idf share of the poorer one's words that the other has: a square matrix."""
    stems = sorted({s for t in tellings for s in t.words})
    column = {stem: k for k, stem in enumerate(stems)}
    have = np.zeros((len(tellings), len(stems)), np.float64)
    for i, telling in enumerate(tellings):
        have[i, [column[s] for s in telling.words]] = 1.0
    common = (have * np.array([rare.plain[s] for s in stems], np.float64)) @ have.T
    total = np.diag(common).copy()
    total[total == 0] = 1.0
    return common / np.minimum.outer(total, total)


def compare(a: Telling, b: Telling, rare: Rarity, words: float) -> Shared:
    """The figures of one pair; `words` is its entry of `word_shares`."""
    total = min(sum(rare.plain[s] for s in sorted(t.words)) for t in (a, b)) or 1.0
    only = [s for s in a.words & b.words if rare.holders[s] == 2]
    matches = _matches(a, b, rare)
    told = min(sum(rare.weight[s] for x in t.sentences for s in sorted(x)) for t in (a, b)) or 1.0
    ahead = [y[2] > x[2] for k, x in enumerate(matches) for y in matches[k + 1 :]]
    least = min(len(a.fragments), len(b.fragments))
    same = sum(any(2 * len(x & y) >= min(len(x), len(y)) for y in b.fragments) for x in a.fragments)
    return Shared(
        words=words,
        rare=sum(sorted(rare.plain[s] for s in only)) / total,
        sentences=sum(m[0] for m in matches) / told,
        matched=len(matches),
        order=sum(ahead) / len(ahead) if len(matches) > 2 else 0.5,
        figures=sum(rare.holders[s] == 2 for s in a.figures & b.figures),
        fragments=min(1.0, same / least) if least else 0.0,
        fragment_count=min(same, least),
    )


def carried(a: str, b: str, one: Telling, other: Telling, rare: Rarity) -> tuple[int, float]:
    """Content words and figures that both sides of a shared passage print: how many, and their idf together.

    Names are left out: two reporters write a title and a full name alike without reading each other.
    """
    stems = {_stem(w) for w in _WORD.findall(a)} & {_stem(w) for w in _WORD.findall(b)}
    stems &= (one.words & other.words) | (one.figures & other.figures)
    return len(stems), sum(rare.plain[s] for s in sorted(stems))


def weight_of(telling: Telling, rare: Rarity) -> float:
    """The idf of all content words and figures of a report."""
    return sum(rare.plain[s] for s in sorted(telling.words | telling.figures))


def _matches(a: Telling, b: Telling, rare: Rarity) -> list[tuple[float, int, int]]:
    """Sentences that tell one thing, best first and one to one, then in order of a: (weight, number in a, in b)."""
    where: dict[str, list[int]] = {}
    for j, sentence in enumerate(b.sentences):
        for stem in sentence:
            where.setdefault(stem, []).append(j)
    weight_b = [sum(rare.weight[s] for s in sorted(x)) for x in b.sentences]
    found = []
    for i, sentence in enumerate(a.sentences):
        shared: dict[int, list[float]] = {}
        for stem in sentence:
            for j in where.get(stem, ()):
                shared.setdefault(j, []).append(rare.weight[stem])
        own = sum(rare.weight[s] for s in sorted(sentence))
        for j, weights in shared.items():
            if len(weights) >= MATCH_SHARED:
                weight = sum(sorted(weights))
                dice = 2 * weight / (own + weight_b[j])
                if weight >= MATCH_WEIGHT and dice >= MATCH_DICE:
                    found.append((dice, weight, i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    kept = []
    for _, weight, i, j in sorted(found, key=lambda m: (-m[0], m[2], m[3])):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            kept.append((weight, i, j))
    return sorted(kept, key=lambda m: m[1:])
