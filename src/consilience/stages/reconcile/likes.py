"""Sentences of different reports that tell the same in much the same words, and how alike two places in them are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import fsum
from typing import NamedTuple

from ...model.parse import Token
from ...text.names import fold
from .oppositions import may_oppose
from .readings import Text
from .slots import Sentences

SHARE = 0.35  # of the weight of the terms of the lighter sentence that the other must have
SHARE_LONG = 0.2  # and of the heavier
FULL = 0.5  # from this share on one word less need be equal beside what differs
FEWEST = 4  # terms that both must have
RARE = 6  # terms of a sentence, the rarest of those that two reports have, by which like ones are looked up
COMMON = 2  # of which so many must be equal
MOST_ALIKE = 40  # sentences with one rare term that are looked at: bounds the work in large stories
LONGEST = 80  # tokens of a sentence
NEAR = 3  # terms on each side that are compared
ROUND = 6  # and where it does not matter on which side they stand


@dataclass(frozen=True)
class Line:
    """A sentence: its report and number, its tokens, the keys of all tokens of the report, its terms (token numbers in
    order) and their keys, and what these weigh together in the story."""

    report: int
    number: int
    tokens: Sequence[Token]
    keys: Sequence[str]
    terms: tuple[int, ...]
    held: frozenset[str]
    mass: float

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in small letters."""
        return frozenset([t.lower for t in self.tokens])

    @cached_property
    def opposable(self) -> list[Token]:
        """The words that some other word may exclude."""
        return [t for t in self.tokens if may_oppose(t)]

    @cached_property
    def folded(self) -> frozenset[str]:
        """All words as names are compared."""
        return frozenset([fold(t.text) for t in self.tokens])

    def around(self, first: int, last: int, most: int) -> tuple[set[str], set[str]]:
        """The keys of the nearest terms before token `first` and after token `last`, at most so many each."""
        before = [i for i in self.terms if i < first][-most:]
        after = [i for i in self.terms if i > last][:most]
        return {self.keys[i] for i in before}, {self.keys[i] for i in after}

    def near(self, first: int, last: int) -> list[Token]:
        """The nearest terms before token `first` and after token `last`."""
        held = [i for i in self.terms if i < first][-NEAR:] + [i for i in self.terms if i > last][:NEAR]
        start = self.tokens[0].i
        return [self.tokens[i - start] for i in held]


class Like(NamedTuple):
    """Two lines that share most of their terms: `share` of the weight of the lighter. `ones` and `twos` are all sentences
    that have exactly the words of the one and the other."""

    one: Line
    two: Line
    share: float
    ones: tuple[Line, ...]
    twos: tuple[Line, ...]

    @property
    def more(self) -> int:
        """How many more terms must be equal beside what differs, since the sentences as wholes are less alike."""
        return int(self.share < FULL)


def like_lines(text: Text, sentences: Sentences) -> Iterator[Like]:
    """Pairs of like sentences of different reports."""
    same: dict[str, list[Line]] = {}
    weight = sentences.weights()
    for line in _lines(text, sentences, weight):
        told = text.reports[line.report]
        sentence = told.parse.sentences[line.number]
        same.setdefault(told.article.text[sentence.start : sentence.end], []).append(line)
    groups = list(same.values())
    shared = _told_by_two(groups)
    holders: dict[str, list[int]] = {}
    for k, held in enumerate(groups):
        rare = sorted([(-weight[term], term) for term in held[0].held if term in shared])[:RARE]
        before = [holders.setdefault(term, []) for _, term in rare]
        met = Counter(chain.from_iterable(before))
        for row in before:
            if len(row) < MOST_ALIKE:
                row.append(k)
        for j in sorted([j for j, n in met.items() if n >= COMMON]):
            if len(held) == 1 and all(x.report == held[0].report for x in groups[j]):
                continue
            share = _share(groups[j][0], held[0], weight)
            if share:
                yield Like(groups[j][0], held[0], share, tuple(groups[j]), tuple(held))


def _told_by_two(groups: Sequence[Sequence[Line]]) -> set[str]:
    """The terms that sentences of two reports have; `groups`: lines in the same words."""
    first: dict[str, int] = {}
    shared: set[str] = set()
    for held in groups:
        report = held[0].report
        if any(line.report != report for line in held):
            shared |= held[0].held
        else:
            shared.update([term for term in held[0].held if first.setdefault(term, report) != report])
    return shared


def _lines(text: Text, sentences: Sentences, weight: Mapping[str, float]) -> Iterator[Line]:
    for report, told in enumerate(text.reports):
        parse, keys = told.parse, sentences.keys(report)
        for number, (s, terms) in enumerate(zip(parse.sentences, sentences.terms(report), strict=True)):
            if s.last - s.first < LONGEST and len(terms) >= FEWEST and not text.corrects(report, number):
                held = sentences.held(report, number)
                mass = fsum([weight[term] for term in held])
                yield Line(report, number, parse.tokens[s.first : s.last + 1], keys, terms, held, mass)


def _share(one: Line, two: Line, weight: Mapping[str, float]) -> float:
    shared = one.held & two.held
    if len(shared) < FEWEST:
        return 0.0
    mass = fsum([weight[term] for term in shared])
    low, high = min(one.mass, two.mass), max(one.mass, two.mass)
    return mass / low if mass >= SHARE * low and mass >= SHARE_LONG * high else 0.0


def alike_around(like: Like, one: tuple[int, int], two: tuple[int, int]) -> int:
    """How many of the terms before and after the tokens `one` and `two` (first, last) are equal, side by side."""
    left_a, right_a = like.one.around(*one, NEAR)
    left_b, right_b = like.two.around(*two, NEAR)
    return len(left_a & left_b) + len(right_a & right_b)


def alike_round(like: Like, one: tuple[int, int], two: tuple[int, int]) -> int:
    """How many of the terms near the tokens `one` and `two` are equal, on whichever side they stand."""
    left_a, right_a = like.one.around(*one, ROUND)
    left_b, right_b = like.two.around(*two, ROUND)
    return len((left_a | right_a) & (left_b | right_b))


def differ_besides(like: Like, one: tuple[int, int], two: tuple[int, int], tags: tuple[str, ...]) -> bool:
    """True where each side has a word with one of the `tags` near the tokens that the other sentence has not: two
    differences at once mean two events."""
    return all(
        any(t.tag in tags and line.keys[t.i] not in other.held for t in line.near(*spot))
        for line, other, spot in ((like.one, like.two, one), (like.two, like.one, two))
    )


def hangs_alike(like: Like, one: Token, two: Token, top_one: Sequence[Token], top_two: Sequence[Token]) -> bool:
    """True where both tokens fill one role of one word: the same relation, preposition and governing key.

    `top_one`, `top_two`: all tokens of the reports.
    """
    return _hold(like.one, one, top_one) == _hold(like.two, two, top_two)


def _hold(line: Line, token: Token, tokens: Sequence[Token]) -> tuple[str, str, str]:
    above = tokens[token.head]
    if token.dep == "pobj":
        return "pobj", above.lower, line.keys[above.head]
    return token.dep, "", line.keys[above.i]
