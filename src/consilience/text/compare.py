"""From shared runs of words to aligned passages: chains of runs on one line, with the edits between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from .shingle import Run, Words

SURE = 5  # words in a row that are reuse by themselves (the gold counts five-word sequences)
GAP = 12  # words that an edit may put in or take out between two runs of one passage
SKEW = 8  # by how many words the two sides of such a gap may differ
EDGE = 6  # words from a passage to the edge of its sentence that may be an edit of each other
EDITED_WORDS = 8  # matched words a passage needs where no five stand in a row
EDITED_SCORE = 0.6  # and the share of it that must match
MERGE_SCORE = 0.45  # a chain is cut where joining would leave less than this share of it matched
# Set on edited copies made from bench texts (eval/planted_copies.py): wider gaps join sentences that only resemble.


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words `a_first:a_last` of one article beside `b_first:b_last` of the other (ends exclusive), `matched` equal.

    `runs` are the equal words in a row inside it; words matched one by one between them are in `matched` alone.
    """

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    matched: int
    longest: int
    runs: tuple[Run, ...]

    @property
    def score(self) -> float:
        """Share of the longer side that is matched: 1.0 where verbatim."""
        return self.matched / max(self.a_last - self.a_first, self.b_last - self.b_first)


def one_to_one(runs: Sequence[Run], shortest: int, words_a: int, words_b: int) -> list[Run]:
    """Longest runs first; a word is used once on each side, runs are trimmed to what is left of them.

    `words_a` and `words_b` are the lengths of the two texts.
    """
    used_a, used_b = bytearray(words_a), bytearray(words_b)
    kept: list[Run] = []
    for p, q, length in sorted(runs, key=_longest_first):
        start, end = 0, length
        if used_a.find(1, p, p + length) >= 0 or used_b.find(1, q, q + length) >= 0:
            while start < length and (used_a[p + start] or used_b[q + start]):
                start += 1
            end = start
            while end < length and not used_a[p + end] and not used_b[q + end]:
                end += 1
        if end - start >= shortest:
            kept.append((p + start, q + start, end - start))
            used_a[p + start : p + end] = used_b[q + start : q + end] = b"\x01" * (end - start)
    return sorted(kept)


def _longest_first(run: Run) -> tuple[int, int, Run]:
    return -run[2], abs(run[0] - run[1]), run


def chain(runs: Sequence[Run], a: Words, b: Words) -> list[Aligned]:
    """Runs in order -> passages: each run goes to the nearest passage it continues on both sides, or begins one."""
    out: list[Aligned] = []
    for p, q, length in runs:
        best = -1
        nearest = GAP * 2 + 1
        for k in range(len(out) - 1, -1, -1):
            left, right = p - out[k].a_last, q - out[k].b_last
            if left > GAP:
                break
            if left >= 0 and 0 <= right <= GAP and abs(left - right) <= SKEW and left + right < nearest:
                best, nearest = k, left + right
        if best >= 0:
            head = out[best]
            between = 0
            if p > head.a_last and q > head.b_last:
                between = LCSseq.similarity(a.ids[head.a_last : p].tolist(), b.ids[head.b_last : q].tolist())
            joined = Aligned(
                head.a_first,
                p + length,
                head.b_first,
                q + length,
                head.matched + between + length,
                max(head.longest, length),
                (*head.runs, (p, q, length)),
            )
            if joined.score >= MERGE_SCORE:
                out.pop(best)
                out.append(joined)
                continue
        out.append(Aligned(p, p + length, q, q + length, length, length, ((p, q, length),)))
    return out


def to_sentence_edges(found: Aligned, a: Words, b: Words) -> Aligned:
    """A passage with the few words to the edges of its sentences, where these are edited and not other text."""
    before_a = found.a_first - int(a.sentences[np.searchsorted(a.sentences, found.a_first, "right") - 1])
    before_b = found.b_first - int(b.sentences[np.searchsorted(b.sentences, found.b_first, "right") - 1])
    after_a = int(a.sentences[np.searchsorted(a.sentences, found.a_last)]) - found.a_last
    after_b = int(b.sentences[np.searchsorted(b.sentences, found.b_last)]) - found.b_last
    matched = found.matched
    a_first, b_first, a_last, b_last = found.a_first, found.b_first, found.a_last, found.b_last
    if 0 < before_a <= EDGE and 0 < before_b <= EDGE:
        same = LCSseq.similarity(
            a.ids[a_first - before_a : a_first].tolist(), b.ids[b_first - before_b : b_first].tolist()
        )
        if 2 * same >= min(before_a, before_b):
            a_first, b_first, matched = a_first - before_a, b_first - before_b, matched + same
    if 0 < after_a <= EDGE and 0 < after_b <= EDGE:
        same = LCSseq.similarity(a.ids[a_last : a_last + after_a].tolist(), b.ids[b_last : b_last + after_b].tolist())
        if 2 * same >= min(after_a, after_b):
            a_last, b_last, matched = a_last + after_a, b_last + after_b, matched + same
    if matched == found.matched:
        return found
    return Aligned(a_first, a_last, b_first, b_last, matched, found.longest, found.runs)


def passages(runs: Sequence[Run], a: Words, b: Words, shortest: int) -> list[Aligned]:
    """Aligned passages of two articles from their shared runs of at least `shortest` words, in order of a.

    A passage stands where five words in a row are equal, or where enough of a looser one is. Text that one
    side prints twice (a caption that repeats the story) is aligned a second time.
    """
    kept = one_to_one(runs, shortest, len(a.ids), len(b.ids))
    found = [
        c for c in chain(kept, a, b) if c.longest >= SURE or (c.matched >= EDITED_WORDS and c.score >= EDITED_SCORE)
    ]
    found = [to_sentence_edges(c, a, b) for c in found]
    used = set(kept)
    left = sorted((r for r in runs if r[2] >= EDITED_WORDS and r not in used), key=_longest_first)
    if left:
        covered_a = {i for c in found for i in range(c.a_first, c.a_last)}
        covered_b = {i for c in found for i in range(c.b_first, c.b_last)}
        for p, q, length in left:
            if covered_a.isdisjoint(range(p, p + length)) or covered_b.isdisjoint(range(q, q + length)):
                found.append(Aligned(p, p + length, q, q + length, length, length, ((p, q, length),)))
                covered_a.update(range(p, p + length))
                covered_b.update(range(q, q + length))
    return sorted(found, key=lambda c: (c.a_first, c.b_first, c.a_last, c.b_last))
