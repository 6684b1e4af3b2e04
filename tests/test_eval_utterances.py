"""Fitting the weights of utterances."""

from __future__ import annotations

import numpy as np

from consilience.stages.utterances import FEATURES
from eval.fit_utterances import Learned, fit


def planted(seed: int, sign: float) -> Learned:
    """Pairs that are joined where their contexts are alike, and with `sign` where the speakers are the same."""
    draw = np.random.default_rng(seed)
    x = draw.random((400, len(FEATURES)))
    x[:, FEATURES.index("start")] = 1.0
    logit = 6 * x[:, FEATURES.index("context")] + sign * 4 * x[:, FEATURES.index("same speaker")] - 4
    y = (draw.random(400) < 1 / (1 + np.exp(-logit))).astype(float)
    return Learned([], [], frozenset(), [], [], x, y, np.ones(400))


def test_fit_finds_what_was_planted() -> None:
    weights = fit([planted(seed, 1.0) for seed in range(5)])
    assert 4.5 < weights["context"] < 6.5
    assert 2.8 < weights["same speaker"] < 4.5
    assert weights["start"] < -2


def test_no_weight_takes_the_sign_it_cannot_have() -> None:
    weights = fit([planted(seed, -1.0) for seed in range(5)])
    assert weights["same speaker"] == 0.0
    assert weights["context"] > 3
    assert weights["other person"] <= 0.0
