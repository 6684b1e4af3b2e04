"""The figures of the PolNeAR form, on spans set by hand."""

from __future__ import annotations

from consilience.model.annotation import Quotation
from consilience.model.span import Span
from eval.attribution import figures, joined

TEXT = "“We go,” Ona said. “Now.” Ivo thinks that it rains."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def span(words: str) -> Span:
    start, end = at(words)
    return Span(article="a", start=start, end=end)


def row(words: str, source: str, cue: str, *, direct: bool) -> Quotation:
    return Quotation(
        id=words, article="a", content=(span(words),), source=(span(source),), cue=(span(cue),), direct=direct
    )


ROWS = [
    row("“We go,”", "Ona", "said", direct=True),
    row("“Now.”", "Ona", "said", direct=True),
    row("it rains", "Ivo", "thinks", direct=False),
]


def test_pieces_under_one_cue_are_one_attribution_and_that_belongs_to_content() -> None:
    assert joined(TEXT, ROWS) == [
        {"source": [at("Ivo")], "cue": [at("thinks")], "content": [at("that it rains")]},
        {"source": [at("Ona")], "cue": [at("said")], "content": [at("“We go,”"), at("“Now.”")]},
    ]


def test_marks_and_end_punctuation_do_not_count() -> None:
    gold = [{"source": [at("Ona")], "cue": [at("said")], "content": [at("We go"), at("Now")]}]
    told = [{"source": [at("Ona")], "cue": [at("said")], "content": [at("“We go,”"), at("“Now.”")]}]
    assert figures([(TEXT, gold, told)])["all"]["content"] == {"exact": 1.0, "overlap": 1.0}


def test_quoted_looks_at_marks_only_and_misses_count_on_both_sides() -> None:
    gold = [
        {"source": [at("Ona")], "cue": [at("said")], "content": [at("“We go,”"), at("“Now.”")]},
        {"source": [at("Ivo")], "cue": [at("thinks")], "content": [at("that it rains")]},
    ]
    told = [{"source": [at("Ivo")], "cue": [at("said")], "content": [at("“We go,”")]}]
    made = figures([(TEXT, gold, told)])
    assert made["quoted"]["content"] == {"exact": 0.0, "overlap": 1.0}
    assert made["quoted"]["source"] == {"exact": 0.0, "overlap": 0.0}
    assert made["all"]["content"]["overlap"] == 2 / 3
    assert made["all"]["cue"]["exact"] == 2 / 3
