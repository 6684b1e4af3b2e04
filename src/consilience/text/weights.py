"""TF-IDF with the idf taken inside one story: everything there is about the same people, so common names weigh little.

An inverted index read with `bincount`: a story of 5,000 sentences needs no dense matrix, and sums are taken in one
order on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class StoryIndex:
    """Documents (bags of terms) of one story, compared with each other.

    `weight_of[t]` is log((1 + documents) / documents with t); a term's share in a document is (1 + log count) * weight,
    over the length of the document's vector. `mass` is the sum of the weights of a document's terms.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        """`documents`: the terms of each, with repetitions, in any order."""
        counts = [Counter(d) for d in documents]
        frequency = Counter(t for c in counts for t in c)
        names = sorted(frequency)
        number = {t: k for k, t in enumerate(names)}
        self.size = len(counts)
        lengths = [len(c) for c in counts]
        terms = np.array([number[t] for c in counts for t in sorted(c)], dtype=np.int64)
        times = np.array([c[t] for c in counts for t in sorted(c)], dtype=np.float64)
        owner = np.repeat(np.arange(self.size), lengths)
        spread = np.array([frequency[t] for t in names], dtype=np.float64)
        weight: Floats = np.log((1 + self.size) / spread) if names else np.zeros(0)
        self.weight_of: dict[str, float] = dict(zip(names, weight.tolist(), strict=True))
        own = weight[terms]
        share = (1 + np.log(times)) * own
        norm = np.sqrt(np.bincount(owner, share**2, self.size)).clip(1e-12)
        share /= norm[owner]
        self.mass: Floats = np.bincount(owner, own, self.size).astype(np.float64)
        self._terms, self._own, self._share = terms, own, share
        self._begin = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        order = np.argsort(terms, kind="stable")
        self._holder, self._held_share = owner[order], share[order]
        self._cuts = np.searchsorted(terms[order], np.arange(len(names) + 1))

    def row(self, document: int) -> tuple[Floats, Floats]:
        """(cosine with every document, weight of the terms shared with it), each term once whatever its count."""
        part = slice(self._begin[document], self._begin[document + 1])
        terms = self._terms[part]
        first = self._cuts[terms]
        lengths = self._cuts[terms + 1] - first
        # the places of all postings of these terms, one run after the other
        before = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(first - before, lengths)
        holders = self._holder[places]
        cosine = np.bincount(holders, self._held_share[places] * np.repeat(self._share[part], lengths), self.size)
        shared = np.bincount(holders, np.repeat(self._own[part], lengths), self.size)
        return cosine.astype(np.float64), shared.astype(np.float64)
