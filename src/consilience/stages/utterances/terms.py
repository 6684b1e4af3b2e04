"""The terms of a story: words by meaning where a table knows it, else by their first letters; weights inside the story."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from ...knowledge.predicates import synonyms
from ...model.span import Span
from ...model.story import Report
from ...text.words import STOP_WORDS, prefix

MOST_KNOWN = 100_000  # words that are kept worked out from one story to the next
COMMON = 0.08  # a word in more than this share of the sentences (and in five) proposes no pair

_SMALL = frozenset({"DT", "IN", "MD", "CC", "TO", "PRP", "PRP$", "POS", "EX"})  # tags of words that tell nothing
_WORD = attrgetter("lower", "tag", "lemma")
_NUMBER = re.compile(r"[\d.,:]*\d")


class Part(NamedTuple):
    """A stretch of content as weights by term, with their Euclidean length and their sum."""

    weights: dict[str, float]
    length: float
    total: float


class Terms:
    """The terms of all tokens of a story's reports ("" for marks and small words), and their weights."""

    def __init__(self, reports: Sequence[Report]) -> None:
        """Count the terms by sentence."""
        self.reports = {r.id: r for r in reports}
        term = _known.__getitem__
        self.of = {r.id: list(map(term, map(_WORD, r.parse.tokens))) for r in reports}
        self._starts = {r.id: [t.start for t in r.parse.tokens] for r in reports}
        self._around: dict[tuple[str, tuple[int, ...]], Part] = {}
        sentences = [(self.of[r.id], s) for r in reports for s in r.parse.sentences]
        found = Counter(chain.from_iterable([set(terms[s.first : s.last + 1]) for terms, s in sentences]))
        del found[""]
        self._weights = _Weights(found, len(sentences))
        often = max(5.0, COMMON * len(sentences))
        self.common = frozenset([w for w, n in found.items() if n > often])

    def part(self, article: str, tokens: Iterable[int]) -> Part:
        """The weighted terms of tokens of an article."""
        terms, idf = self.of[article], self._weights
        counts: dict[str, int] = {}
        for i in tokens:
            term = terms[i]
            counts[term] = counts.get(term, 0) + 1
        counts.pop("", None)
        weights = {w: idf[w] if n == 1 else (1 + math.log(n)) * idf[w] for w, n in counts.items()}
        return Part(weights, math.hypot(*weights.values()), sum(weights.values()))

    def around(self, article: str, tokens: Sequence[int]) -> Part:
        """The weighted terms of the sentences in which tokens begin and end."""
        rows = self.reports[article].parse
        inside = tuple(sorted({rows.tokens[i].sentence for i in (tokens[0], tokens[-1])})) if tokens else ()
        held = self._around.get((article, inside))
        if held is None:
            sentences = [rows.sentences[n] for n in inside]
            held = self.part(article, [i for s in sentences for i in range(s.first, s.last + 1)])
            self._around[article, inside] = held
        return held

    def tokens(self, span: Span) -> range:
        """The tokens that begin in a span."""
        starts = self._starts[span.article]
        first = bisect_left(starts, span.start)
        return range(first, bisect_left(starts, span.end, first))


class _Weights(dict[str, float]):
    """The weight of a term inside the story: how few of its sentences have it."""

    def __init__(self, found: Mapping[str, int], sentences: int) -> None:
        super().__init__()
        self._found, self._sentences = found, sentences

    def __missing__(self, term: str) -> float:
        weight = self[term] = math.log((self._sentences + 1) / (self._found[term] + 0.5))
        return weight


class _Known(dict[tuple[str, str, str], str]):
    """The term of a word (small letters, tag, lemma), worked out when first asked for and kept for the next story."""

    def __missing__(self, word: tuple[str, str, str]) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        term = self[word] = _term(*word)
        return term


_known = _Known()


def _term(lower: str, tag: str, lemma: str) -> str:
    """ "" for marks, auxiliaries and small words."""
    if not lower[0].isalnum() or lower in STOP_WORDS or tag in _SMALL:
        return ""
    if lower[0].isdigit():
        return _NUMBER.match(lower)[0]  # type: ignore[index]
    known = synonyms()
    for part in ("verb", "noun", "adj") if tag[0] in "VNJ" and not tag.startswith("NNP") else ():
        meant = known.get((part, lemma))
        if meant is not None:
            return "=" + meant
    return prefix(lemma if tag == "NNS" else lower)
