"""How alike the passages of a story are: a short sum of named units, weighed as learned, gives each two a likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...knowledge.frequency import idf_table, rarest
from ...model.annotation import Factuality
from ...model.span import Span
from ...text.weights import Floats, Ints, Shared, StoryIndex

MOST_WEIGHT = 20.0  # of shared words that counts
MOST_NAMED = 8.0  # weight of the people, places and things spoken of in both that counts
MOST_KINDS = 6.0  # weight of shared kinds of event that counts
LEAST_MASS = 1e-9

# The rows of the sum, by logistic regression on pairs of passages of the twelve development stories, the examples and the nine of the
# bench annotated apart (gold of facts, sha256 8e36f67e...), rounded. `python -m eval.fit_align` fits them again; it may differ by 0.4 and
# gives the same figures (alignment F1 with each story left out: 0.623 on the twelve, 0.636 on the nine). Tried and left out, as each
# moves that by 0.003 or less: who does what to whom, one speaker, direct or not, likeness of clauses, dates, places, negation, vectors of
# words and of sentences.
WEIGHTS = {
    "start": -3.36,  # of every sum
    "cosine": 4.36,  # of the TF-IDF vectors
    "shared": 0.15,  # weight of the shared words in the story
    "contained": 1.18,  # how much of the lesser passage the other holds: words without names, as rare as in news at large
    "entities": 0.1,  # weight of who and what both speak of, by name, description or pronoun
    "number": 1.02,
    "utterance": 0.74,  # both hold a quotation of one utterance
    "kind": 0.31,  # weight of the kinds of event that both tell, rare ones more
    "place": -1.2,  # how far apart they stand, each as a share of its report
    "other speaker": -0.51,  # both are somebody's words, and not the same one's
}
THIRD = (
    1.98  # both are like a third passage: the product of its likenesses to them by the rows above, the best there is
)

WEAKEST = 0.3  # least likeness that is kept
LEAST_SUM = log(WEAKEST / (1 - WEAKEST)) - THIRD  # of the rows above from which the third can lift a pair to it
CELLS = 1 << 20  # products of likenesses worked out at a time


class Passage(NamedTuple):
    """A sentence with what it is compared by. `report` is the number of its report, `rank` that of the sentence in it.

    `words` are the terms as printed, in the same order, `named` says which of them are names or figures; `place` is
    `rank` as a share of the report; `kinds` are the types of the events told, `speakers` those whose words it holds, `entities` all who are
    spoken of.
    `factuality` is that of the event that the sentence as a whole tells; `background` says whether all that happens in it
    is an earlier event retold, None where nothing happens.
    """

    report: int
    rank: int
    span: Span
    terms: tuple[str, ...]
    words: tuple[str, ...]
    named: tuple[bool, ...]
    place: float
    entities: frozenset[str]
    numbers: frozenset[float]
    utterances: frozenset[str]
    kinds: frozenset[str]
    speakers: frozenset[str]
    negated: bool
    factuality: Factuality = "CT+"
    background: bool | None = None


class Likeness:
    """How alike the passages of a story are (0 to 1). Passages in equal words (copies) are worked out once.

    `first[k]` is the first passage in the words of passage k, `twins` all in the words of a first one, `near` for
    each first one the others it is like, `third` how far a third passage made them so, `index` the weight of words in
    the story.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Works out all pairs."""
        self.first: list[int] = []
        self.twins: dict[int, list[int]] = {}
        known: dict[tuple[str, ...], int] = {}
        for k, passage in enumerate(passages):
            one = known.setdefault((*passage.terms, "not" if passage.negated else ""), k)
            self.first.append(one)
            self.twins.setdefault(one, []).append(k)
        self.units = Units(passages, self.twins)
        self.index = self.units.index
        self.near: dict[int, dict[int, float]] = {one: {} for one in self.twins}
        self.third: dict[tuple[int, int], float] = {}
        numbers = list(self.twins)
        rows, columns, sums, third = paired(self.units)
        values = 1 / (1 + np.exp(-sums - THIRD * third))
        kept = (values >= WEAKEST).nonzero()[0]
        for k in kept.tolist():
            i, j = numbers[rows[k]], numbers[columns[k]]
            self.near[i][j] = self.near[j][i] = float(values[k])
            self.third[i, j] = float(third[k])

    def pair(self, k: int, m: int) -> tuple[int, int]:
        """The first passages in the words of two, in order: pairs of copies are one pair."""
        one, two = self.first[k], self.first[m]
        return (one, two) if one < two else (two, one)

    def of(self, k: int, m: int) -> float:
        """The likeness of two passages; 0 where it is too small to count."""
        return self.near[self.first[k]].get(self.first[m], 0.0)


class Units:
    """The units of the sum for pairs of distinct passages, in blocks of rows."""

    def __init__(self, passages: Sequence[Passage], twins: dict[int, list[int]]) -> None:
        """`twins`: the number of each distinct passage with those of all in its words."""
        held = [passages[one] for one in twins]
        self.size = len(held)
        self.report = np.array([p.report for p in held], dtype=np.int64)
        self.index = StoryIndex([p.terms for p in held], [len(same) for same in twins.values()])
        told = Counter(chain.from_iterable([p.terms for p in held]))
        names = Counter(chain.from_iterable([compress(p.terms, p.named) for p in held]))
        rarity, rare = idf_table(), rarest()
        self._news: Floats = np.array(
            [0.0 if 2 * names[t] > told[t] else rarity.get(t, rare) for t in self.index.names], dtype=np.float64
        )
        self._mass = self.index.masses(self._news)
        total = len(passages)
        self._kinds = Shared([p.kinds for p in held], lambda n: log((1 + total) / n))
        self._entities = Shared([p.entities for p in held], lambda n: log((1 + total) / n))
        self._numbers = Shared([p.numbers for p in held])
        self._utterances = Shared([p.utterances for p in held])
        self._speakers = Shared([p.speakers for p in held])
        self._place: Floats = np.array([p.place for p in held])
        self._spoken: Floats = np.array([float(bool(p.speakers)) for p in held])
        self.kind_weight, self.entity_weight = self._kinds.weight_of, self._entities.weight_of

    def of(self, first: int, last: int) -> dict[str, Floats]:
        """The units of rows `first` to `last` (exclusive) by name of the row of the sum, each a matrix."""
        cosine, shared, news = self.index.sums(first, last, self._news)
        lesser = np.minimum(self._mass[first:last, None], self._mass[None, :])
        same = self._speakers.sums(first, last).clip(0, 1)
        spoken = self._spoken[first:last, None]
        return {
            "start": np.ones_like(cosine),
            "cosine": cosine,
            "shared": shared.clip(0, MOST_WEIGHT),
            "contained": news / lesser.clip(LEAST_MASS),
            "entities": self._entities.sums(first, last).clip(0, MOST_NAMED),
            "number": self._numbers.sums(first, last).clip(0, 1),
            "utterance": self._utterances.sums(first, last).clip(0, 1),
            "kind": self._kinds.sums(first, last).clip(0, MOST_KINDS),
            "place": np.abs(self._place[first:last, None] - self._place[None, :]),
            "other speaker": spoken * self._spoken[None, :] - same,
        }

    def sums(self) -> Iterator[tuple[int, Floats]]:
        """Block by block the number of its first row and the sums of its pairs."""
        for first, last in self.index.blocks():
            total = np.zeros((last - first, self.size))
            for name, unit in self.of(first, last).items():
                total += WEIGHTS[name] * unit
            yield first, total


def paired(units: Units) -> tuple[Ints, Ints, Floats, Floats]:
    """The pairs of passages that may come to be alike: first, second, sum of the rows, and the unit of the third."""
    likely, found = _likely(units)
    rows, columns, sums = found
    third = np.zeros(len(rows))
    step = max(1, CELLS // max(1, units.size))
    for first in range(0, len(rows), step):
        part = slice(first, first + step)
        third[part] = (likely[rows[part]] * likely[columns[part]]).max(axis=1)
    return rows, columns, sums, third


def thirds(units: Units) -> Floats:
    """The unit of the third for all pairs of a story: for learning, where all are looked at."""
    likely, _ = _likely(units)
    return np.stack([(row * likely).max(axis=1) for row in likely]).astype(np.float64)


def _likely(units: Units) -> tuple[NDArray[np.float32], tuple[Ints, Ints, Floats]]:
    """Likeness by the rows alone, 0 inside a report; and the pairs that a third may lift to what is kept, each once."""
    likely = np.zeros((units.size, units.size), dtype=np.float32)
    found: list[tuple[Ints, Ints, Floats]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for begin, sums in units.sums():
        likely[begin : begin + len(sums)] = 1 / (1 + np.exp(-sums))
        rows, columns = (sums >= LEAST_SUM).nonzero()
        upper = columns >= rows + begin
        rows, columns = rows[upper], columns[upper]
        found.append((rows + begin, columns, sums[rows, columns]))
    likely[units.report[:, None] == units.report[None, :]] = 0.0
    rows, columns, sums = (np.concatenate(part) for part in zip(*found, strict=True))
    return likely, (rows, columns, sums)
