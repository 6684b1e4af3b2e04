"""Fit `entity_pairs.WEIGHTS`: `python -m eval.fit_entities DOCS MENTIONS`.

Logistic regression over the pairs of given mentions in each subtopic of ECB+'s train documents, with a ridge; a subtopic counts by
its mentions over the root of their number, so that a long one does not outweigh the rest. Prints the weights as they stand in
`entity_pairs`, and B³ on the train documents at each place to cut; the last digit of a weight says nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Hashable, Sequence
from pathlib import Path

import numpy as np

from . import entities
from .chains import b3
from .ecb import Gold
from .entity_pairs import WEIGHTS, Subtopic, clusters
from .pair_models import Matrix, likeliest
from .rows import read_rows
from .running import parser_here

RIDGE = 1.0
CUTS = [n / 4 for n in range(-10, 5)]


def fit(subtopics: Sequence[Subtopic]) -> Matrix:
    """The weights that make the pairs of `subtopics` likeliest, less a ridge."""
    read = [(*s.pairs(), [m.chain for m in s.mentions]) for s in subtopics if len(s.mentions) > 1]
    x = np.concatenate([features for _, _, features, _ in read])
    y = np.concatenate(
        [np.array([chain[i] == chain[j] for i, j in zip(a, b, strict=True)], dtype=float) for a, b, _, chain in read]
    )
    counts = np.concatenate([np.full(len(a), len(chain) ** -0.5) for a, _, _, chain in read])
    return likeliest(x, y, counts, RIDGE)


def main(argv: Sequence[str] | None = None) -> int:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_entities", description=__doc__)
    parser.add_argument("DOCS", type=Path)
    parser.add_argument("MENTIONS", type=Path)
    given = parser.parse_args(argv)
    read = entities.subtopics(read_rows(given.DOCS), read_rows(given.MENTIONS), parser_here(), "train")
    held = [s for _, s, _ in read]
    weights = fit(held)
    for name, weight in zip(WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    gold: dict[Gold, Hashable] = {m: (n, m.chain) for n, s in enumerate(held) for m in s.mentions}
    for cut in CUTS:
        told: dict[Gold, Hashable] = {
            m: (n, c) for n, s in enumerate(held) for m, c in clusters(s, list(weights), cut).items()
        }
        print(f"cut {cut:+.2f}  B³ F1 {b3(gold, told)['f1']:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
