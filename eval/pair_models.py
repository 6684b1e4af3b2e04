"""What the pair models share: the weights that make given pairs likeliest, and groups joined by the likeness of pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

STEPS = 30  # Newton steps at most; it settles within ten


def likeliest(x: Matrix, y: Matrix, counted: Matrix, ridge: float) -> Matrix:
    """Weights of a logistic sum over the columns of `x`, a row a pair, that make the truths `y` likeliest, less a ridge.

    A pair counts `counted` times. By Newton steps, halved while they lead away.
    """
    weights = np.zeros(x.shape[1])
    loss = _loss(x, y, counted, weights, ridge)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (counted * (p - y)) + ridge * weights
        bend = (x * (counted * (p * (1 - p) + 1e-6))[:, None]).T @ x + ridge * np.eye(len(weights))
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-3 and _loss(x, y, counted, weights - size * step, ridge) > loss:
            size /= 2
        weights = weights - size * step
        before, loss = loss, _loss(x, y, counted, weights, ridge)
        if before - loss < 1e-6 * before:
            break
    return weights


def _loss(x: Matrix, y: Matrix, counted: Matrix, weights: Matrix, ridge: float) -> float:
    z = x @ weights
    return float((counted * (np.logaddexp(0, z) - y * z)).sum() + ridge / 2 * weights @ weights)


def joined(
    count: int, first: NDArray[np.int_], second: NDArray[np.int_], pairs: Matrix, cut: float
) -> NDArray[np.int_]:
    """The group of each of `count` things, whose `pairs` of numbers `first` and `second` are so alike."""
    likeness = np.zeros((count, count))
    likeness[first, second] = likeness[second, first] = pairs
    return average_link(likeness, cut)


def average_link(likeness: Matrix, cut: float) -> NDArray[np.int_]:
    """The group of each row: the two groups of greatest mean likeness are joined until none reaches `cut`."""
    count = len(likeness)
    mean = likeness.astype(float, copy=True)
    np.fill_diagonal(mean, -np.inf)
    size = np.ones(count)
    members = {i: [i] for i in range(count)}
    while count > 1:
        a, b = divmod(int(np.argmax(mean)), count)
        if mean[a, b] < cut:
            break
        joined = (mean[a] * size[a] + mean[b] * size[b]) / (size[a] + size[b])
        mean[a] = mean[:, a] = joined
        mean[b] = mean[:, b] = -np.inf
        mean[a, a] = -np.inf
        size[a] += size[b]
        members[a] += members.pop(b)
    group = np.zeros(count, dtype=int)
    for number, (_, held) in enumerate(sorted(members.items())):
        group[held] = number
    return group
