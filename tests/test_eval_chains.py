from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations, permutations

import numpy as np
import pytest

from eval.chains import _best_assignment, b3, ceafe, conll, muc

Partition = Mapping[int, str]


def chains(partition: Partition) -> list[set[int]]:
    held = defaultdict(set)
    for mention, name in partition.items():
        held[name].add(mention)
    return list(held.values())


def slow_b3(gold: Partition, told: Partition) -> tuple[float, float]:
    """By the definition: for each mention, its two chains as sets."""
    precision = recall = 0.0
    for m in gold:
        g = {x for x in gold if gold[x] == gold[m]}
        t = {x for x in told if told[x] == told[m]}
        precision += len(g & t) / len(t)
        recall += len(g & t) / len(g)
    return precision / len(gold), recall / len(gold)


def slow_muc(gold: Partition, told: Partition) -> tuple[float, float]:
    """Links as a spanning tree needs them: chains of the one joined where the other joins them."""

    def share(of: Partition, by: Partition) -> float:
        kept = wanted = 0
        for chain in chains(of):
            parts = [set(p) for p in ({x} for x in chain)]
            for a, b in combinations(sorted(chain), 2):
                if by[a] == by[b]:
                    one = next(p for p in parts if a in p)
                    two = next(p for p in parts if b in p)
                    if one is not two:
                        parts.remove(two)
                        one |= two
            kept += len(chain) - len(parts)
            wanted += len(chain) - 1
        return kept / wanted if wanted else 0.0

    return share(told, gold), share(gold, told)


def slow_ceafe(gold: Partition, told: Partition) -> tuple[float, float]:
    """The best of all one-to-one pairings, tried one by one."""
    gs, ts = chains(gold), chains(told)
    few, many = (gs, ts) if len(gs) <= len(ts) else (ts, gs)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    return best / len(ts), best / len(gs)


@pytest.mark.parametrize("seed", range(60))
def test_measures_agree_with_their_definitions(seed: int) -> None:
    rng = random.Random(seed)
    mentions = range(rng.randint(1, 9))
    gold = {m: rng.choice("abcde") for m in mentions}
    told = {m: rng.choice("vwxyz") for m in mentions}
    for fast, slow in ((muc, slow_muc), (b3, slow_b3), (ceafe, slow_ceafe)):
        got = fast(gold, told)
        assert (got["p"], got["r"]) == pytest.approx(slow(gold, told))
        assert got["p"] + got["r"] == 0 or got["f1"] == pytest.approx(2 * got["p"] * got["r"] / (got["p"] + got["r"]))


def test_the_example_of_the_definition_of_b3() -> None:
    gold = {m: "A" if m <= 5 else "B" if m <= 7 else "C" for m in range(1, 13)}
    told = {m: "A" if m <= 5 else "B" for m in range(1, 13)}
    assert b3(gold, told)["p"] == pytest.approx(0.76, abs=0.01)
    assert b3(gold, told)["r"] == 1.0
    assert muc(gold, told) == pytest.approx({"p": 0.9, "r": 1.0, "f1": 0.947}, abs=0.001)


def test_equal_partitions_have_all_points() -> None:
    gold = {m: str(m // 3) for m in range(12)}
    told = {m: f"other {m // 3}" for m in range(12)}
    assert conll(gold, told) == pytest.approx({"conll": 100.0, "muc": 100.0, "b3": 100.0, "ceafe": 100.0})


@pytest.mark.parametrize("seed", range(30))
def test_assignment_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(1, 6, size=2)
    weights = rng.random((rows, columns)) * (rng.random((rows, columns)) > 0.4)
    small = weights if rows <= columns else weights.T
    best = max(
        sum(small[i, c] for i, c in enumerate(chosen)) for chosen in permutations(range(small.shape[1]), small.shape[0])
    )
    assert _best_assignment(weights) == pytest.approx(best)
