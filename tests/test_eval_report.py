"""The page on quality: one row a figure, percentages of the stories apart."""

from __future__ import annotations

from collections import Counter

from eval import report, stories


def test_every_figure_has_its_row() -> None:
    figures = dict.fromkeys(stories.FIGURES, 0.5)
    kinds = {
        "found": Counter(stance=1),
        "wanted": Counter(stance=3),
        "right": Counter(stance=2),
        "reported": Counter(stance=4),
    }
    told = report.page(
        {"a": figures},
        {"b": figures, "c": figures},
        {"d": figures},
        (figures, {**figures, "times": None}, figures),
        (kinds, kinds, kinds),
        12,
    )
    for name in stories.FIGURES:
        assert f"| {name} | 0.50 | {'–' if name == 'times' else '0.50'} | 0.50 |" in told
    assert "| stance | 1 of 3 found, 2 of 4 right | 1 of 3 found" in told
    assert "12 stories of which only" in told
    assert "2 stories of real reports annotated by readers" in told
    assert "{" not in told
