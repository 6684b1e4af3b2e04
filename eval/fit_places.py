"""Fit `incident_places.WEIGHTS`: `python -m eval.fit_places FILE INCIDENTS [--most N]`.

Of the names that an incident's reports hold, the likeliest is made the registry's city by a conditional logit (McFadden 1974) with a
ridge, over the first `--most` incidents. Prints the weights as they stand in `incident_places`, and the share of cities right among
incidents that the fit has not seen (five parts in turn).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.stages.parse import Parser

from .incident_places import WEIGHTS, candidates
from .incidents import Row, annotated, cities_of, city_key, incidents
from .rows import read_rows
from .running import parser_here

RIDGE = 3.0
STEPS, STRIDE = 60, 0.7  # of the damped Newton search
PARTS = 5

Floats = NDArray[np.float64]


class Choice(NamedTuple):
    """The names of one incident: their features, and which are the registry's city."""

    x: Floats
    right: Floats


def choices(reports: Sequence[Row], registry: Sequence[Row], parser: Parser, most: int) -> Iterator[Choice]:
    """One for each incident."""
    for row, rows in incidents(reports, registry, most):
        told = candidates(annotated(rows, parser)[0])
        x = np.array(list(told.values()), dtype=float).reshape(-1, len(WEIGHTS))
        yield Choice(x, np.array([city_key(name) in cities_of(row) for name in told], dtype=float))


def fit(held: Sequence[Choice]) -> Floats:
    """The weights that make the registry's cities likeliest among the names of their incidents, less a ridge."""
    weights = np.zeros(len(WEIGHTS))
    for _ in range(STEPS):
        slope, bend = RIDGE * weights, RIDGE * np.eye(len(weights))
        for x, right in held:
            if not right.any():
                continue
            score = x @ weights
            p = np.exp(score - score.max())
            p /= p.sum()
            mean = x.T @ p
            slope += x.T @ (p - p * right / (p * right).sum())
            bend += (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        weights -= STRIDE * step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def share_right(held: Sequence[Choice], weights: Floats) -> float:
    """The share of incidents whose likeliest name is right; one without names is wrong."""
    return float(np.mean([len(x) > 0 and bool(right[int(np.argmax(x @ weights))]) for x, right in held]))


def main(argv: Sequence[str] | None = None) -> int:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_places", description=__doc__)
    parser.add_argument("FILE", type=Path)
    parser.add_argument("INCIDENTS", type=Path)
    parser.add_argument("--most", type=int, default=900)
    given = parser.parse_args(argv)
    held = list(choices(read_rows(given.FILE), read_rows(given.INCIDENTS), parser_here(), given.most))
    for name, weight in zip(WEIGHTS, fit(held), strict=True):
        print(f'    "{name}": {weight:.2f},')
    unseen = [
        share_right(held[part::PARTS], fit([c for i, c in enumerate(held) if i % PARTS != part]))
        for part in range(PARTS)
    ]
    print(f"right: {share_right(held, fit(held)):.3f}; of unseen incidents {np.mean(unseen):.3f}")
    print(f"right name among the candidates: {np.mean([c.right.any() for c in held]):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
