"""Passages of dependent reports with the rest of their sentences, where a sentence was turned or its words exchanged.

Of two reports of which one descends from the other, two sentences that have most of their words in common are one
sentence, rewritten; of independent reports that would not follow, so this is for pairs that are judged already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from ..model.lineage import Passage
from .shingle import Ints, Words, index_seeds, shared_runs

LINKED = 4  # words in equal runs that tie two sentences
RESTATED = 0.6  # share of the shorter sentence's words that stand in the other where it is the same one rewritten
RESTATED_LONGER = 0.4  # and of the longer one's
# Set on heavy edits made from bench texts (eval/planted_copies.py).


def restated(passages: Sequence[Passage], a: Words, b: Words) -> tuple[Passage, ...]:
    """The passages of a dependent pair, wider where two sentences are one; quotations keep their bounds.

    What no passage holds in such a sentence goes to the passage before it there, else to the one behind.
    """
    bounds = [[*_words(a, p.a_start, p.a_end), *_words(b, p.b_start, p.b_end)] for p in passages]
    owners = (np.full(len(a.ids), -1, np.int64), np.full(len(b.ids), -1, np.int64))
    for k, (a_first, a_last, b_first, b_last) in enumerate(bounds):
        owners[0][a_first:a_last] = k
        owners[1][b_first:b_last] = k
    more = [0] * len(passages)
    for s, t, count in _linked(a, b, owners):
        one, other = slice(*a.sentences[s : s + 2].tolist()), slice(*b.sentences[t : t + 2].tolist())
        sizes = (one.stop - one.start, other.stop - other.start)
        common = (Counter(a.ids[one].tolist()) & Counter(b.ids[other].tolist())).total()
        if common >= RESTATED * min(sizes) and common >= RESTATED_LONGER * max(sizes):
            _fill(owners[0], one, bounds, 0)
            more[_fill(owners[1], other, bounds, 2)] += max(0, common - count)
    out = []
    for p, (a_first, a_last, b_first, b_last), extra in zip(passages, bounds, more, strict=True):
        old = [*_words(a, p.a_start, p.a_end), *_words(b, p.b_start, p.b_end)]
        if p.quoted or old == [a_first, a_last, b_first, b_last]:
            out.append(p)
            continue
        longest = max(a_last - a_first, b_last - b_first)
        matched = p.score * max(old[1] - old[0], old[3] - old[2]) + extra
        out.append(
            msgspec.structs.replace(
                p,
                a_start=int(a.starts[a_first]),
                a_end=int(a.ends[a_last - 1]),
                b_start=int(b.starts[b_first]),
                b_end=int(b.ends[b_last - 1]),
                score=round(min(matched, longest - 1) / longest, 3),  # words in another order are no verbatim passage
            )
        )
    return tuple(out)


def _words(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words (last exclusive) that characters `start:end` hold."""
    return int(np.searchsorted(words.starts, start)), int(np.searchsorted(words.ends, end, "right"))


def _linked(a: Words, b: Words, owners: tuple[Ints, Ints]) -> list[tuple[int, int, int]]:
    """Sentences of a and b that are each other's best match by words in equal runs of one passage, with their number."""
    in_a = np.searchsorted(a.sentences, np.arange(len(a.ids)), "right") - 1
    in_b = np.searchsorted(b.sentences, np.arange(len(b.ids)), "right") - 1
    shared: Counter[tuple[int, int]] = Counter()
    seeds = index_seeds([a, b])
    for p, q, length in shared_runs(seeds[0], seeds[1]):
        held = owners[0][p : p + length]
        same = (held >= 0) & (held == owners[1][q : q + length])
        shared.update(zip(in_a[p : p + length][same].tolist(), in_b[q : q + length][same].tolist(), strict=True))
    best_a: dict[int, tuple[int, int]] = {}
    best_b: dict[int, tuple[int, int]] = {}
    for (s, t), count in sorted(shared.items()):
        best_a[s] = max(best_a.get(s, (0, 0)), (count, -t))
        best_b[t] = max(best_b.get(t, (0, 0)), (count, -s))
    return [(s, -t, count) for s, (count, t) in sorted(best_a.items()) if count >= LINKED and best_b[-t] == (count, -s)]


def _fill(owner: Ints, sentence: slice, bounds: list[list[int]], side: int) -> int:
    """Give words of a sentence without a passage to the one beside them, and widen its bounds; the passage with most words."""
    held = owner[sentence]
    known = np.flatnonzero(held >= 0)
    before = np.searchsorted(known, np.arange(len(held)), "right") - 1
    filled = held[known[np.maximum(before, 0)]]
    for k in np.unique(filled).tolist():
        places = np.flatnonzero(filled == k) + sentence.start
        bounds[k][side] = min(bounds[k][side], int(places[0]))
        bounds[k][side + 1] = max(bounds[k][side + 1], int(places[-1]) + 1)
    return int(np.bincount(filled).argmax())
