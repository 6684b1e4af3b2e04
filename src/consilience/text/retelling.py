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
ORDER_WORDS = 20  # with fewer words in common that no third text has, their order says less
FRAGMENT_WORDS = 8  # content words: longer quotations are utterances that any reporter in the room may give whole

# Share of content words that two independent reports of one event have in common: a + b ln(idf of the shorter) + c ln(idf
# of the longer), and how far single pairs stray from it. Least squares over 1,123 pairs of general news stories.
EXPECTED = (0.22, -0.053, 0.061)
DEVIATION = (0.269, -0.032)
LEAST_DEVIATION = 0.075
LEAST_WEIGHT = 20.0
CHANCE = (
    1.2  # of the words two reports share, 1/(other texts)^CHANCE stand in no third text, in stories of 3 to 14 texts
)
TAKEN = 0.85  # share of names and figures that retellings keep (5 written retellings kept 0.80 to 0.94)
SURELY = 0.95  # a name that all texts have says little when the other has it, and is no proof when it has not

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[.!?](?=[\"”’')\]]*(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells, outside quotations: content words (stems) and figures by sentence, in order.

    `words` are stems that are no names, `figures` numbers, `names` the rest; `fragments` the short quotations' stems.
    """

    sentences: tuple[frozenset[str], ...]
    words: frozenset[str]
    figures: frozenset[str]
    names: frozenset[str]
    fragments: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What one pair tells alike. All shares are of the report that has less to share.

    `words`: idf share of its content words that the other has, in standard deviations from what independent reports
    of one event share; `rare`: share of those that no third text has, above chance; `order`: how far the words
    only these two have come in one order; `fragments`: share of its short quotations that these
    two alone have, `fragment_count` how many.
    `cast`: natural-log odds that the names and figures of the one were taken from the other, the worse way round.
    """

    words: float
    rare: float
    order: float
    fragments: float
    fragment_count: int
    cast: float


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
    text: str,
    ranges: Iterable[tuple[int, int]],
    quoted: Sequence[tuple[int, int]],
    memo: dict[str, str],
    small: set[str],
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
    names: set[str] = set()
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
        else:
            names.add(stem)
    return Telling(
        sentences=tuple(frozenset(s) for _, s in sorted(sentences.items())),
        words=frozenset(words),
        figures=frozenset(figures),
        names=frozenset(names),
        fragments=tuple(frozenset(f) for _, f in sorted(fragments.items()) if len(f) <= FRAGMENT_WORDS),
    )


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling a stem is: `plain` by general news.

    Texts that copy each other count as one: `holders` is the number of groups that have the stem,
    `quoting` of those that have it in a short quotation, `groups` of all.
    """

    plain: Mapping[str, float]
    holders: Mapping[str, int]
    quoting: Mapping[str, int]
    groups: int


def rarity(tellings: Sequence[Telling], groups: Sequence[int]) -> Rarity:
    """The rarity of every stem of a story; `groups[k]` is the copy group of report k."""
    seen: dict[str, set[int]] = {}
    quoting: dict[str, set[int]] = {}
    for telling, group in zip(tellings, groups, strict=True):
        for stem in frozenset().union(*telling.fragments):
            quoting.setdefault(stem, set()).add(group)
        for stem in telling.words | telling.figures | telling.names:
            seen.setdefault(stem, set()).add(group)
    holders = {stem: len(by) for stem, by in seen.items()}
    plain = {stem: NUMBER_IDF if stem[0].isdigit() else idf(stem) for stem in seen}
    return Rarity(plain, holders, {stem: len(by) for stem, by in quoting.items()}, len(set(groups)))


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


def compare(a: Telling, b: Telling, rare: Rarity, share: float, weights: tuple[float, float]) -> Shared:
    """What one pair tells alike; `share` is its entry of `word_shares`, `weights` are of `word_weight`."""
    less, more = sorted(max(w, LEAST_WEIGHT) for w in weights)
    expected = EXPECTED[0] + EXPECTED[1] * log(less) + EXPECTED[2] * log(more)
    deviation = max(LEAST_DEVIATION, DEVIATION[0] + DEVIATION[1] * log(less))
    only = sum(sorted(rare.plain[s] for s in a.words & b.words if rare.holders[s] == 2)) / less
    chance = share / max(1, rare.groups - 1) ** CHANCE
    least = min(len(a.fragments), len(b.fragments))
    same = sum(any(_one_fragment(x, y, rare) for y in b.fragments) for x in a.fragments)
    return Shared(
        words=(share - expected) / deviation,
        rare=max(0.0, only - chance),
        order=_order(a, b, rare),
        fragments=min(1.0, same / least) if least else 0.0,
        fragment_count=min(same, least),
        cast=min(_taken(a, b, rare), _taken(b, a, rare)),
    )


def _one_fragment(x: frozenset[str], y: frozenset[str], rare: Rarity) -> bool:
    """True where two short quotations are the same words, in part at least, and no third text quotes them."""
    both = x & y
    return 2 * len(both) >= min(len(x), len(y)) and min(rare.quoting[s] for s in both) <= 2


def _taken(a: Telling, b: Telling, rare: Rarity) -> float:
    """Natural-log odds that the names and figures of `a` were taken over from `b` (or b's from a's), against chance.

    By chance b has one that a has as often as the other texts of the story have it (with one text for and one
    against added); who retells takes over TAKEN of them.
    """
    odds = 0.0
    others = max(0, rare.groups - 2)
    for stem in sorted(a.names | a.figures):
        there = stem in b.names or stem in b.figures
        chance = min(SURELY, max(1, rare.holders[stem] - there) / (others + 2))
        odds += log(TAKEN / chance) if there else log((1 - TAKEN) / (1 - chance))
    return odds


def carried(a: str, b: str, one: Telling, other: Telling, rare: Rarity) -> tuple[int, float]:
    """Content words and figures that both sides of a shared passage print: how many, and their idf together.

    Names are left out: two reporters write a title and a full name alike without reading each other.
    """
    stems = {_stem(w) for w in _WORD.findall(a)} & {_stem(w) for w in _WORD.findall(b)}
    stems &= (one.words & other.words) | (one.figures & other.figures)
    return len(stems), sum(rare.plain[s] for s in sorted(stems))


def word_weight(telling: Telling, rare: Rarity) -> float:
    """The idf of all content words of a report."""
    return sum(rare.plain[s] for s in sorted(telling.words))


def _order(a: Telling, b: Telling, rare: Rarity) -> float:
    """How far the words that only these two have come in the same order: 0 as by chance, 1 in full order and many."""
    places = []
    for telling in (a, b):
        first: dict[str, int] = {}
        for number, sentence in enumerate(telling.sentences):
            for stem in sentence:
                first.setdefault(stem, number)
        places.append(first)
    shared = [(places[0][s], places[1][s]) for s in a.words & b.words if rare.holders[s] == 2]
    ahead = behind = 0
    for k, (p, q) in enumerate(shared):
        for x, y in shared[k + 1 :]:
            side = (x - p) * (y - q)
            ahead += side > 0
            behind += side < 0
    if not ahead + behind:
        return 0.0
    return max(0.0, (ahead - behind) / (ahead + behind)) * min(1.0, len(shared) / ORDER_WORDS)
