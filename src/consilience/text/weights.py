"""TF-IDF with the idf taken inside one story: everything there is about the same people, so common names weigh little.

An inverted index, one pass of `bincount` for each row: a story of 5,000 sentences needs no dense matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class StoryIndex:
    """Documents (bags of terms) of one story, compared with each other.

    `weight[t]` is log((1 + documents) / documents with t); a term's share in a document is (1 + log count) * weight.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        """`documents`: the terms of each, with repetitions, in any order."""
        counts = [Counter(d) for d in documents]
        frequency = Counter(t for c in counts for t in c)
        names = sorted(frequency)
        number = {t: k for k, t in enumerate(names)}
        self.size = len(counts)
        spread = np.array([frequency[t] for t in names], dtype=np.float64)
        self.weight: Floats = np.log((1 + self.size) / spread) if names else np.zeros(0)
        self.weight_of = dict(zip(names, self.weight.tolist(), strict=True))
        self._terms = [np.array(sorted(number[t] for t in c), dtype=np.int64) for c in counts]
        shares: list[Floats] = []
        self.mass = np.zeros(self.size)
        for k, (count, terms) in enumerate(zip(counts, self._terms, strict=True)):
            raw = np.array([count[names[t]] for t in terms], dtype=np.float64)
            share = (1 + np.log(raw)) * self.weight[terms] if len(terms) else np.zeros(0)
            norm = float(np.sqrt((share**2).sum()))
            shares.append(share / norm if norm else share)
            self.mass[k] = self.weight[terms].sum()
        self._shares = shares
        self._postings = self._invert(len(names))

    def _invert(self, terms: int) -> list[tuple[NDArray[np.int64], Floats]]:
        """For each term: the documents that hold it and its share in them."""
        flat = np.concatenate([*self._terms, np.zeros(0, dtype=np.int64)])
        owner = np.repeat(np.arange(self.size), [len(t) for t in self._terms])
        share = np.concatenate([*self._shares, np.zeros(0)])
        order = np.argsort(flat, kind="stable")
        cuts = np.searchsorted(flat[order], np.arange(terms + 1))
        owner, share = owner[order], share[order]
        return [(owner[cuts[t] : cuts[t + 1]], share[cuts[t] : cuts[t + 1]]) for t in range(terms)]

    def row(self, document: int) -> tuple[Floats, Floats]:
        """(cosine with every document, weight of the terms shared with it), each once whatever its count."""
        terms = self._terms[document]
        if not len(terms):
            return np.zeros(self.size), np.zeros(self.size)
        lists = [self._postings[t] for t in terms]
        lengths = [len(owner) for owner, _ in lists]
        owners = np.concatenate([owner for owner, _ in lists])
        shares = np.concatenate([share for _, share in lists]) * np.repeat(self._shares[document], lengths)
        cosine: Floats = np.bincount(owners, shares, self.size).astype(np.float64)
        shared: Floats = np.bincount(owners, np.repeat(self.weight[terms], lengths), self.size).astype(np.float64)
        return cosine, shared
