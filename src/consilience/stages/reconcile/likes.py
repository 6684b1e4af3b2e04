"""Sentences of different reports that tell the same in much the same words, and how alike two places in them are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.parse import Token
from ...text.predicates import is_term
from .readings import Text
from .slots import Sentences

SHARE = 0.25  # of the weight of the terms of the lighter sentence that the other must have
SHARE_LONG = 0.15  # and of the heavier
FULL, HALF = 0.5, 0.35  # from these shares on fewer words need be equal beside what differs
FEWEST = 4  # terms that both must have
RARE = 6  # terms of a sentence, the rarest of those that two reports have, by which like ones are looked up
COMMON = 2  # of which so many must be equal
MOST_ALIKE = 40  # sentences with one rare term that are looked at: bounds the work in large stories
LONGEST = 80  # tokens of a sentence
NEAR = 3  # terms on each side that are compared
ROUND = 6  # and where it does not matter on which side they stand


class Line(NamedTuple):
    """A sentence: its report and number, its terms (token numbers in order), their keys, and the words of all of it in small letters."""

    report: int
    number: int
    tokens: Sequence[Token]
    keys: Sequence[str]
    terms: tuple[int, ...]
    held: frozenset[str]
    words: frozenset[str]

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
        return (self.share < FULL) + (self.share < HALF)


def like_lines(text: Text, sentences: Sentences) -> Iterator[Like]:
    """Pairs of like sentences of different reports."""
    same: dict[tuple[str, ...], list[Line]] = {}
    for line in _lines(text, sentences):
        same.setdefault(tuple(t.lower for t in line.tokens), []).append(line)
    groups = list(same.values())
    weight = sentences.weights()
    told: dict[str, set[int]] = {}
    for held in groups:
        for term in held[0].held:
            told.setdefault(term, set()).update(line.report for line in held)
    holders: dict[str, list[int]] = {}
    rare = []
    for k, held in enumerate(groups):
        shared = (term for term in held[0].held if len(told[term]) > 1)
        rare.append(sorted(shared, key=lambda term: (-weight.get(term, 0.0), term))[:RARE])
        for term in rare[-1]:
            holders.setdefault(term, []).append(k)
    for k, held in enumerate(groups):
        met: dict[int, int] = {}
        for term in rare[k]:
            for j in holders[term][:MOST_ALIKE]:
                if j < k:
                    met[j] = met.get(j, 0) + 1
        for j in sorted(j for j, n in met.items() if n >= COMMON):
            if {x.report for x in groups[j]} == {x.report for x in held} and len(held) == 1:
                continue
            share = _share(groups[j][0], held[0], weight)
            if share:
                yield Like(groups[j][0], held[0], share, tuple(groups[j]), tuple(held))


def _lines(text: Text, sentences: Sentences) -> Iterator[Line]:
    for report, told in enumerate(text.reports):
        parse, keys = told.parse, sentences.keys(report)
        for number, s in enumerate(parse.sentences):
            tokens = parse.tokens[s.first : s.last + 1]
            terms = tuple(t.i for t in tokens if is_term(t))
            if len(tokens) <= LONGEST and len(terms) >= FEWEST and not text.corrects(report, number):
                held = frozenset(keys[i] for i in terms)
                yield Line(report, number, tokens, keys, terms, held, frozenset(t.lower for t in tokens))


def _share(one: Line, two: Line, weight: Mapping[str, float]) -> float:
    shared = one.held & two.held
    if len(shared) < FEWEST:
        return 0.0
    mass = [sum(weight.get(t, 0.0) for t in sorted(terms)) for terms in (shared, one.held, two.held)]
    low, high = min(mass[1], mass[2]), max(mass[1], mass[2])
    return mass[0] / low if mass[0] >= SHARE * low and mass[0] >= SHARE_LONG * high else 0.0


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
