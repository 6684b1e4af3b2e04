"""Reports -> those that plainly tell another story.

One call is one story, but folders hold strays. Two reports hang together where their words are alike
(TF-IDF over word prefixes, idf of news at large); the largest group that hangs together is the story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from ..knowledge.frequency import idf
from ..model.record import Reject
from ..model.story import Report
from ..text.words import STOP_WORDS, prefix

# Cosine. Set on half of 718 general news articles in 219 labelled stories, with word frequencies from the other half:
# 96 % of strays lie below it, and 1 in 500 true members lies below it with every other report of its story.
APART_BELOW = 0.115
FEWEST = 3  # of two reports nobody can say which is the stray


def apart(reports: Sequence[Report]) -> tuple[Reject, ...]:
    """A Reject for each report that shares too little with every report of the main group. Ids stand in `what`."""
    if len(reports) < FEWEST:
        return ()
    likeness = _likeness([_prefixes(r) for r in reports])
    group = _groups(likeness >= APART_BELOW)
    sizes = np.bincount(group)
    main = int(np.argmax(sizes))  # the first of equal size: reports stand in the order of their ids
    rejects = []
    for i, report in enumerate(reports):
        if group[i] != main:
            closest = float(np.max(likeness[i][group == main]))
            detail = (
                f"likeness to the closest report of the story is {closest:.3f}, below {APART_BELOW}; "
                f"{int(sizes[main])} reports hang together. If it belongs here, give it to `dossier` with fewer others"
            )
            rejects.append(Reject(what=report.id, reason="other-story", detail=detail))
    return tuple(rejects)


def _prefixes(report: Report) -> Counter[str]:
    """How often each prefix of a content word occurs in what is parsed of a report."""
    return Counter(prefix(t.lower) for t in report.parse.tokens if t.lower[0].isalnum() and t.lower not in STOP_WORDS)


def _likeness(counts: Sequence[dict[str, int]]) -> NDArray[np.float64]:
    """Cosine of TF-IDF weights between each pair of reports."""
    words = sorted({w for c in counts for w in c})
    column = {w: i for i, w in enumerate(words)}
    matrix = np.zeros((len(counts), len(words)))
    for row, c in enumerate(counts):
        for word, n in c.items():
            matrix[row, column[word]] = (1.0 + log(n)) * idf(word)
    norm = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norm == 0.0, 1.0, norm)
    likeness: NDArray[np.float64] = matrix @ matrix.T
    np.fill_diagonal(likeness, 0.0)
    return likeness


def _groups(joined: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Connected components, numbered by their first member."""
    group = np.full(len(joined), -1)
    for start in range(len(joined)):
        if group[start] >= 0:
            continue
        queue, number = [start], int(group.max()) + 1
        while queue:
            at = queue.pop()
            if group[at] < 0:
                group[at] = number
                queue.extend(int(j) for j in np.flatnonzero(joined[at]) if group[j] < 0)
    return group
