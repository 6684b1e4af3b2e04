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


def test_rates_pool_the_disagreements_of_all_stories() -> None:
    kinds = {"found": Counter(a=1), "wanted": Counter(a=3, b=1), "right": Counter(a=2), "reported": Counter(a=3)}
    told = report.rates(9, dict.fromkeys(stories.FIGURES, 0.5), report.pooled([kinds, kinds]), 26)
    assert "35 such stories" in told
    assert "25\tof disagreements a careful reader finds are reported" in told
    assert "67\tof disagreements reported are real" in told
    assert "50\tof dates are read right" in told
