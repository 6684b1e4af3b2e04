"""What reports share word for word: aligned passages of every pair, shared quotations told apart from shared prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..model.article import Article
from ..model.lineage import Passage, TextReuse
from ..model.story import Report
from ..text.compare import SURE, Aligned, passages
from ..text.quotemarks import quotes
from ..text.shingle import SEED, Hashes, Words, index_seeds, read_words, shared_runs, shingles

Flags = NDArray[np.bool_]

SHORT_QUOTE = 5  # matched words: scare quotes and names in marks inside copied prose do not split a passage
_POST = re.compile(r"pic\.twitter\.com|\(@\w+\)|(?<!\w)#\w")  # an embedded post is quoted without marks
_POST_MARKS = ("pic.twitter.com", "(@", "#")  # one of which each such post holds
POST_LENGTH = 200  # characters before such a mark: posts had 140, later 280, and most have about 100
POST_AFTER = 60  # after it: name, handle, date
LEAST_PROSE = 12  # five-word sequences: with fewer outside quotations, the quotations are counted in


def reuse(reports: Sequence[Report]) -> tuple[TextReuse, ...]:
    """Every pair of reports with the passages they share and how much of the shorter one stands in the other.

    Order of pairs: as the reports are given. Relations are left "not judged". Pairs that share no three words in a
    row cost nothing but their row; the work goes with what is shared.
    """
    vocabulary: dict[str, int] = {}
    memo: dict[str, int] = {}
    read = [read_words(r.article.text, r.article.paragraphs, vocabulary, memo) for r in reports]
    seeds = index_seeds(read)
    fives = [shingles(words.ids, SURE) for words in read]
    distinct = [np.unique(h) for h in fives]
    quoted = [quoted_words(report, words) for report, words in zip(reports, read, strict=True)]
    out = []
    for i, j in combinations(range(len(reports)), 2):
        a, b = reports[i].article, reports[j].article
        runs = shared_runs(seeds[i], seeds[j]) if len(seeds[i].hashes) and len(seeds[j].hashes) else []
        found: list[Passage] = []
        taken: tuple[Flags, Flags] = (np.zeros(len(read[i].ids), np.bool_), np.zeros(len(read[j].ids), np.bool_))
        for aligned in passages(runs, read[i], read[j], SEED):
            found += split_quoted(aligned, read[i], read[j], quoted[i], quoted[j], taken)
        short, long = (0, 1) if len(fives[i]) <= len(fives[j]) else (1, 0)
        share = 0.0
        if found:
            share = contained((fives[i], fives[j])[short], (distinct[i], distinct[j])[long], taken[short])
        out.append(TextReuse(a=a.id, b=b.id, passages=tuple(found), containment=share, relation="not judged"))
    return tuple(out)


def quoted_words(report: Report, words: Words) -> Flags:
    """Which words of a report stand inside a direct quotation: by the quotations read, else by the marks printed."""
    spans = [(s.start, s.end) for q in report.quotations if q.direct for s in q.content]
    if not spans:
        text = report.article.text
        spans = [(x.start, x.end) for low, high in report.article.paragraphs for x in quotes(text, low, high)]
    flags = np.zeros(len(words.ids), np.bool_)
    for start, end in [*spans, *posts(report.article)]:
        flags[np.searchsorted(words.starts, start) : np.searchsorted(words.ends, end, "right")] = True
    return flags


def posts(article: Article) -> list[tuple[int, int]]:
    """Paragraphs, and sentences of long ones, that carry the marks of an embedded social-media post."""
    out: list[tuple[int, int]] = []
    if not any(mark in article.text for mark in _POST_MARKS):
        return out
    for low, high in article.paragraphs:
        for found in _POST.finditer(article.text, low, high):
            start = max(low, found.start() - POST_LENGTH)
            out.append((start, min(high, found.end() + POST_AFTER)))
    return out


def split_quoted(
    aligned: Aligned, a: Words, b: Words, quoted_a: Flags, quoted_b: Flags, taken: tuple[Flags, Flags]
) -> list[Passage]:
    """One aligned passage, cut where it goes into or out of a quotation. Words of shared quotations are set in `taken`.

    Words that one side alone prints in marks are a quotation too: the other reports the same speech without them.
    """
    beside = (quoted_a[aligned.a_first : aligned.a_last], quoted_b[aligned.b_first : aligned.b_last])
    if not beside[0].any() and not beside[1].any():
        return [
            _passage(
                a, b, (aligned.a_first, aligned.a_last), (aligned.b_first, aligned.b_last), aligned.score, quoted=False
            )
        ]
    p = np.concatenate([np.arange(x, x + n) for x, _, n in aligned.runs])
    q = np.concatenate([np.arange(y, y + n) for _, y, n in aligned.runs])
    labels = quoted_a[p] | quoted_b[q]
    if labels.any() and not labels.all():
        cuts = np.flatnonzero(np.diff(labels)) + 1
        bounds = [0, *cuts.tolist(), len(p)]
        stretches = _smooth([(bounds[k], bounds[k + 1], bool(labels[bounds[k]])) for k in range(len(bounds) - 1)])
    else:
        stretches = [(0, len(p), bool(labels.any()))]
    out = []
    for k, (first, last, inside) in enumerate(stretches):
        a_first, b_first = (aligned.a_first, aligned.b_first) if k == 0 else (int(p[first]), int(q[first]))
        at_end = k == len(stretches) - 1
        a_last, b_last = (aligned.a_last, aligned.b_last) if at_end else (int(p[last - 1]) + 1, int(q[last - 1]) + 1)
        if inside:
            taken[0][a_first:a_last] = True
            taken[1][b_first:b_last] = True
        score = (last - first) / max(a_last - a_first, b_last - b_first)
        out.append(_passage(a, b, (a_first, a_last), (b_first, b_last), score, quoted=inside))
    return out


def _passage(
    a: Words, b: Words, in_a: tuple[int, int], in_b: tuple[int, int], score: float, *, quoted: bool
) -> Passage:
    """A passage from its first and last words on both sides (last exclusive)."""
    return Passage(
        a_start=int(a.starts[in_a[0]]),
        a_end=int(a.ends[in_a[1] - 1]),
        b_start=int(b.starts[in_b[0]]),
        b_end=int(b.ends[in_b[1] - 1]),
        score=round(min(1.0, score), 3),
        quoted=quoted,
    )


def _smooth(stretches: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Stretches of matched words with short ones given to the neighbour before (or, at the start, after)."""
    out: list[tuple[int, int, bool]] = []
    for first, last, inside in stretches:
        if out and (last - first < SHORT_QUOTE or out[-1][2] == inside):
            out[-1] = (out[-1][0], last, out[-1][2])
        elif out and len(out) == 1 and out[0][1] - out[0][0] < SHORT_QUOTE:
            out[0] = (out[0][0], last, inside)
        else:
            out.append((first, last, inside))
    return out


def contained(short: Hashes, other: Hashes, quotation: Flags) -> float:
    """Share of the five-word sequences of the shorter text that stand in the other (sorted, distinct).

    A sequence whose middle word belongs to a shared quotation is not counted.
    """
    if not len(short):
        return 0.0
    prose = ~quotation[SURE // 2 : SURE // 2 + len(short)]
    if int(prose.sum()) >= LEAST_PROSE:
        short = short[prose]
    at = np.searchsorted(other, short)
    at[at == len(other)] = 0
    return round(float((other[at] == short).mean()), 4) if len(other) else 0.0
