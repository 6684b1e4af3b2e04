"""A fragment is tied to its place in the fuller version."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.pipeline.run import dossier
from consilience.stages.parse import Parser
from consilience.text.fragments import stretch_of

EXAMPLES = Path(__file__).parents[1] / "examples"

WHOLE = "“The light, as I’ve said, was out on Tuesday, and the light is out now.”"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("“was out on Tuesday”", "was out on Tuesday"),
        ("As I've said – was", "as I’ve said, was"),
        ("the light", "The light"),  # the first place
        ("light is out now", "light is out now"),
    ],
)
def test_the_first_stretch_with_these_words_in_a_row(part: str, words: str) -> None:
    at = stretch_of(WHOLE, part)
    assert at is not None
    assert WHOLE[at[0] : at[1]] == words


@pytest.mark.parametrize("part", ["", "“…”", "out on Monday", "Tuesday on out", WHOLE + " Again."])
def test_no_place_for_other_words(part: str) -> None:
    assert stretch_of(WHOLE, part) is None


def test_fragments_of_an_example_lie_in_the_leading_quotation(parser: Parser) -> None:
    made = dossier([EXAMPLES / "ferry-aground-2025"], parser=parser)
    texts = {a.id: a.text or "" for a in made.articles}
    spoken = {q.id: q for q in made.quotations}
    for utterance in made.utterances:
        lead = spoken[utterance.lead]
        for row in utterance.fragments:
            part = spoken[row.quotation]
            assert lead.start <= row.start < row.end <= lead.end
            said = texts[part.article][part.start : part.end]
            assert stretch_of(texts[lead.article][row.start : row.end], said) is not None
