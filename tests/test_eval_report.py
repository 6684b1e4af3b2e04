"""The page on quality: one row a figure, percentages of the stories apart."""

from __future__ import annotations

from eval import report, stories


def test_every_figure_has_its_row() -> None:
    figures = dict.fromkeys(stories.FIGURES, 0.5)
    told = report.page(
        {"a": figures}, {"b": figures, "c": figures}, {"d": figures}, (figures, {**figures, "times": None}, figures)
    )
    for name in stories.FIGURES:
        assert f"| {name} | 0.50 | {'–' if name == 'times' else '0.50'} | 0.50 |" in told
    assert "2 stories of real reports annotated by readers" in told
    assert "{" not in told
