"""Which documents of one story share what, with the idf taken inside the story: there everything is about the same
people, so common names weigh little.

An inverted index read with `bincount`, a block of documents at a time: a story of 5,000 sentences needs no dense
matrix, and sums are taken in one order on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BLOCK = 1 << 18  # cells (documents of a block times all documents) that are worked out at a time


def total(terms: Iterable[str], weight: Mapping[str, float]) -> float:
    """What terms weigh together; in their order, for a sum of floats depends on it."""
    return sum(weight.get(t, 0.0) for t in sorted(terms))


class Meeting(NamedTuple):
    """Entries of a block of documents beside all entries with the same member: `mine[k]` meets `theirs[k]` in `cell[k]`."""

    cell: Ints
    mine: Ints
    theirs: Ints
    rows: int
    columns: int

    def sums(self, weights: Floats) -> Floats:
        """The `weights` of the meetings, one each, summed by pair of documents: a row for each document of the block."""
        found = np.bincount(self.cell, weights, self.rows * self.columns)
        return found.reshape(self.rows, self.columns).astype(np.float64, copy=False)


class Postings:
    """Documents as sets of members, numbers from 0. An entry is one member of one document, in order of documents."""

    def __init__(self, members: Ints, lengths: Sequence[int] | Ints, kinds: int) -> None:
        """`members`: of all documents one after the other; `lengths`: how many each has; `kinds`: how many there are."""
        self.size = len(lengths)
        self.members = members
        self.owner: Ints = np.repeat(np.arange(self.size), lengths)
        self._begin = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self._order = np.argsort(members, kind="stable")
        self._cuts = np.searchsorted(members[self._order], np.arange(kinds + 1))

    def meeting(self, first: int, last: int) -> Meeting:
        """Documents `first` to `last` (exclusive) beside all."""
        start, end = int(self._begin[first]), int(self._begin[last])
        members = self.members[start:end]
        begin = self._cuts[members]
        lengths = self._cuts[members + 1] - begin
        # the places of all postings of these members, one run after the other
        before = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(begin - before, lengths)
        theirs = self._order[places]
        mine = np.repeat(np.arange(start, end), lengths)
        cell = (self.owner[mine] - first) * self.size + self.owner[theirs]
        return Meeting(cell, mine, theirs, last - first, self.size)


class Shared:
    """Documents as sets of anything that can be ordered, and the weight of what two of them share."""

    def __init__(self, documents: Sequence[Set[Any]], weight: Callable[[int], float] = lambda _: 1.0) -> None:
        """`weight` of a member by the number of documents that hold it."""
        sets = [sorted(d) if len(d) > 1 else d for d in documents]
        frequency = Counter(chain.from_iterable(sets))
        self.weight_of: dict[Any, float] = {m: weight(n) for m, n in frequency.items()}
        number = {m: k for k, m in enumerate(self.weight_of)}
        members = np.array([number[m] for m in chain.from_iterable(sets)], dtype=np.int64)
        self._postings = Postings(members, [len(held) for held in sets], len(number))
        self._own: Floats = np.array(list(self.weight_of.values()), dtype=np.float64)[members]

    def sums(self, first: int, last: int) -> Floats:
        """Weight of what documents `first` to `last` (exclusive) share with all: a row for each."""
        met = self._postings.meeting(first, last)
        return met.sums(self._own[met.mine])


class StoryIndex:
    """Documents (bags of terms) of one story, compared with each other.

    `weight_of[t]` is log((1 + documents) / documents with t); a term's share in a document is (1 + log count) * weight,
    over the length of the document's vector. `mass` is the sum of the weights of a document's terms.
    """

    def __init__(self, documents: Sequence[Sequence[str]], copies: Sequence[int] | None = None) -> None:
        """`documents`: the terms of each, with repetitions, in any order; `copies`: how often each stands in the story."""
        self.size = len(documents)
        often = np.array(copies or [1] * self.size, dtype=np.int64)
        self.names = sorted(set(chain.from_iterable(documents)))
        number = {t: k for k, t in enumerate(self.names)}
        told = np.array([number[t] for t in chain.from_iterable(documents)], dtype=np.int64)
        holder = np.repeat(np.arange(self.size), [len(d) for d in documents])
        # each term of each document once, in order of documents and terms, and how often it stands there
        entries, times = np.unique(holder * len(self.names) + told, return_counts=True)
        holder, terms = np.divmod(entries, max(1, len(self.names)))
        self._postings = Postings(terms, np.bincount(holder, minlength=self.size), len(self.names))
        weight: Floats = np.log((1 + often.sum()) / np.bincount(terms, often[holder], len(self.names)))
        self.weight_of: dict[str, float] = dict(zip(self.names, weight.tolist(), strict=True))
        self._own = weight[terms]
        share = (1 + np.log(times)) * self._own
        norm = np.sqrt(np.bincount(self._postings.owner, share**2, self.size)).clip(1e-12)
        self._share = share / norm[self._postings.owner]
        self.mass: Floats = self.masses(weight)

    def masses(self, weight: Floats) -> Floats:
        """The sum of any `weight` of the terms (in the order of `names`) over those of each document."""
        found = np.bincount(self._postings.owner, weight[self._postings.members], self.size)
        return found.astype(np.float64, copy=False)

    def sums(self, first: int, last: int, *weights: Floats) -> tuple[Floats, ...]:
        """For documents `first` to `last` (exclusive) beside all: cosine, weight of the terms shared, each once whatever
        its count, and the same by each other of the `weights` of terms."""
        met = self._postings.meeting(first, last)
        cosine = met.sums(self._share[met.mine] * self._share[met.theirs])
        others = (met.sums(w[self._postings.members[met.mine]]) for w in weights)
        return (cosine, met.sums(self._own[met.mine]), *others)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """First and last (exclusive) document of each block that is worked out at a time."""
        step = max(1, BLOCK // max(1, self.size))
        for first in range(0, self.size, step):
            yield first, min(self.size, first + step)
