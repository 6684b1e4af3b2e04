"""The timeline's dates are those of what is told."""

from __future__ import annotations

import pytest
from planted import report

from consilience.model.dossier import Made
from consilience.render.lines import date_words
from consilience.stages.align import align
from consilience.stages.compose import compose
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage
from consilience.stages.parse import Parser
from consilience.stages.reconcile import reconcile

MADE = Made(consilience="0", python="3.11", model="none", libraries={}, stages=(), settings={}, counts={}, notes=())


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("For eight years, the villagers of Tresk have protested against the old dam every week.", "since 2010"),
        ("In the last four years the harbour of Tresk has lost half of its fishing boats.", "since 2014"),
        ("The villagers of Tresk protested against the old dam for the first time in 2010.", "2010"),
        ("The villagers of Tresk protested against the old dam eight years ago.", "2010"),
    ],
)
def test_a_stretch_up_to_now_is_told_as_since(parser: Parser, sentence: str, words: str) -> None:
    reports = [report(parser, "a", sentence, published="2018-01-01")]
    found = lineage(reports, reuse(reports))
    claims, _, _ = reconcile(reports, (), (), (), found, align(reports, (), ()))
    made = compose(reports, (), (), (), found, claims, (), (), (), MADE)
    assert [date_words(row.date, row.mod) for row in made.timeline] == [words]
