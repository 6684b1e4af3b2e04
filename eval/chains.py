"""Coreference scorers over gold mentions: MUC, B³, CEAFe and their mean (CoNLL F1), as CoVal counts them with singletons kept.

A partition is a mapping from mention to the name of its chain; both partitions have the same mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

M = TypeVar("M", bound=Hashable)
Partition = Mapping[M, Hashable]
Score = dict[str, float]


def muc(gold: Partition[M], told: Partition[M]) -> Score:
    """Links kept (Vilain et al. 1995): of a chain of n mentions that falls into k parts, n - k of n - 1 links."""
    return _prf(_links(told, gold), _links(gold, told))


def b3(gold: Partition[M], told: Partition[M]) -> Score:
    """Mean over mentions of the share of its chain that is right (Bagga and Baldwin 1998)."""
    both = Counter((gold[m], told[m]) for m in gold)
    golds, tolds = Counter(gold.values()), Counter(told.values())
    total = len(gold) or 1
    precision = sum(n * n / tolds[t] for (_, t), n in both.items()) / total
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / total
    return _prf((precision, 1.0), (recall, 1.0))


def ceafe(gold: Partition[M], told: Partition[M]) -> Score:
    """Chains paired one to one for the greatest sum of their likeness 2|A and B| / (|A| + |B|) (Luo 2005)."""
    both = Counter((gold[m], told[m]) for m in gold)
    golds, tolds = Counter(gold.values()), Counter(told.values())
    like = {(g, t): 2 * n / (golds[g] + tolds[t]) for (g, t), n in both.items()}
    best = sum(_best_assignment(part) for part in _components(like))
    return _prf((best, float(len(tolds))), (best, float(len(golds))))


def conll(gold: Partition[M], told: Partition[M]) -> dict[str, float]:
    """`conll` and the F1 of its three measures, in points out of 100."""
    parts = {"muc": muc(gold, told), "b3": b3(gold, told), "ceafe": ceafe(gold, told)}
    out = {name: 100 * part["f1"] for name, part in parts.items()}
    return {"conll": sum(out.values()) / len(out), **out}


def _links(by: Partition[M], of: Partition[M]) -> tuple[float, float]:
    """(kept, wanted) links of the chains of `by` under the partition `of`."""
    chains: dict[Hashable, list[M]] = defaultdict(list)
    for mention, name in by.items():
        chains[name].append(mention)
    kept = sum(len(held) - len({of[m] for m in held}) for held in chains.values())
    return float(kept), float(sum(len(held) - 1 for held in chains.values()))


def _prf(precision: tuple[float, float], recall: tuple[float, float]) -> Score:
    p, r = (part / whole if whole else 0.0 for part, whole in (precision, recall))
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def _components(like: Mapping[tuple[Hashable, Hashable], float]) -> list[np.ndarray]:
    """The likeness of chains as matrices, one for each set of chains that share mentions."""
    of_gold: dict[Hashable, list[Hashable]] = defaultdict(list)
    of_told: dict[Hashable, list[Hashable]] = defaultdict(list)
    for g, t in like:
        of_gold[g].append(t)
        of_told[t].append(g)
    out, seen = [], set()
    for start in of_gold:
        if start in seen:
            continue
        golds, tolds, queue = [start], [], [start]
        seen.add(start)
        reached = set()
        while queue:
            for t in of_gold[queue.pop()]:
                if t in reached:
                    continue
                reached.add(t)
                tolds.append(t)
                fresh = [g for g in of_told[t] if g not in seen]
                seen.update(fresh)
                golds += fresh
                queue += fresh
        out.append(np.array([[like.get((g, t), 0.0) for t in tolds] for g in golds]))
    return out


def _best_assignment(weights: np.ndarray) -> float:
    """The greatest sum of weights of pairs, each row and column at most once (Kuhn-Munkres with potentials, O(n³))."""
    cost = -(weights if weights.shape[0] <= weights.shape[1] else weights.T)
    rows, columns = cost.shape
    row_potential, column_potential = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=int)  # 0: free; rows and columns count from 1
    for row in range(1, rows + 1):
        row_of[0] = row
        way = np.zeros(columns + 1, dtype=int)
        least = np.full(columns + 1, np.inf)
        used = np.zeros(columns + 1, dtype=bool)
        here = 0
        while row_of[here]:
            used[here] = True
            free = np.flatnonzero(~used[1:]) + 1
            slack = cost[row_of[here] - 1, free - 1] - row_potential[row_of[here]] - column_potential[free]
            better = slack < least[free]
            least[free[better]] = slack[better]
            way[free[better]] = here
            there = int(free[np.argmin(least[free])])
            delta = least[there]
            row_potential[row_of[used]] += delta
            column_potential[used] -= delta
            least[free] -= delta
            here = there
        while here:
            row_of[here], here = row_of[way[here]], int(way[here])
    pairs: Sequence[int] = [c for c in range(1, columns + 1) if row_of[c]]
    return float(-sum(cost[row_of[c] - 1, c - 1] for c in pairs))
