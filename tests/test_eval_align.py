"""Fitting the weights of likeness."""

from __future__ import annotations

import numpy as np
import pytest
from test_align import passage

from consilience.stages.align import likeness
from eval.fit_align import THIRD, Learned, fit, weighed


def planted(seed: int) -> Learned:
    """Pairs that are true where they share what is done, less so far apart in their reports."""
    draw = np.random.default_rng(seed)
    held = [passage(k % 3, words) for k, words in enumerate(("a b c", "b c d", "a c d e", "d e f"))]
    x = {name: draw.random(600) for name in likeness.WEIGHTS}
    logit = 6 * x["entities"] - 4 * x["place"] - 1
    y = (draw.random(600) < 1 / (1 + np.exp(-logit))).astype(float)
    one, other = draw.integers(0, 4, 600).tolist(), draw.integers(0, 4, 600).tolist()
    return Learned((), {}, likeness.Units(held, {k: [k] for k in range(4)}), one, other, x, y)


def test_fit_finds_what_was_planted() -> None:
    weights = fit([planted(seed) for seed in range(4)])
    assert 4.5 < weights["entities"] < 7.0
    assert -5.0 < weights["place"] < -2.8
    assert abs(weights["kind"]) < 0.7
    assert set(weights) == {*likeness.WEIGHTS, THIRD}


def test_weights_in_use_are_put_back() -> None:
    before, third = dict(likeness.WEIGHTS), likeness.THIRD
    with pytest.raises(RuntimeError), weighed({**dict.fromkeys(before, 1.0), THIRD: 5.0}):
        assert likeness.WEIGHTS["cosine"] == 1.0
        assert likeness.THIRD == 5.0
        raise RuntimeError
    assert before == likeness.WEIGHTS
    assert third == likeness.THIRD
