"""What the benchmarks measure with."""

from __future__ import annotations

import numpy as np
import pytest

from bench.memory import PROC, Watch

MEGABYTES = 120


@pytest.mark.skipif(
    not (PROC / "self" / "smaps_rollup").exists(), reason="memory is read from /proc, which is not here"
)
def test_watch_sees_what_is_held_for_a_moment() -> None:
    with Watch() as before:
        pass
    with Watch() as watch:
        held = np.ones(MEGABYTES << 17)
        for _ in range(20):  # as long as some looks take
            assert held.sum() == MEGABYTES << 17
        del held
    assert MEGABYTES * 0.95 <= watch.peak["PSS"] - before.peak["PSS"] <= MEGABYTES * 1.3
    assert watch.peak["PSS"] <= watch.peak["RSS"]
