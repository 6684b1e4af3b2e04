"""Edges of sentences on sentences of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.text.sentences import sentence_bounds


def cut(text: str) -> list[str]:
    return [text[s:e].strip() for s, e in sentence_bounds(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. A. Osei of No. 10 met Mr. Pell at 5 p.m. in the U.S. embassy.", 1),
        ("“It is over.” She left.", 2),
        ("He asked: why? Nobody knew!", 2),
        ("", 0),
    ],
)
def test_sentence_bounds(text: str, count: int) -> None:
    assert len(sentence_bounds(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Ann Lowe (R-Ky.), who sat beside him, left.",
        "The bill of Rep. Ann Lowe (D-N.J.): a ban on ferries.",
        "Ann Lowe (R-Ky.) — who backed the ban — left.",
        "It was backed by Sens. Ann Lowe and Bo Pell of Ohio.",
        "He asked Lt. Governor Ann Lowe to go.",
        "He spoke to Lt. Col. Bo Pell on Monday.",
        "She was the U.N. Ambassador of the island.",
        "The F.O.L.D. members did not answer.",
        "“ What is a ferry ? ” asked Bo Pell , the mate .",
        "3. Ferries need better doors.",
    ],
)
def test_no_sentence_begins_with_a_mark_or_goes_on_with_a_name(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "They built the wall. | Others watched from the hill.",
        "He said so last month. | “We had no choice.”",
        "It will come “in the next day or so.” | Lowe and Pell agreed.",
        "The ferry left New York. | The mate stayed.",
        "They live in the U.S. | “It is dear,” she said.",
        "He wrote it in July. | Mr. Pell read it.",
    ],
)
def test_words_of_the_language_end_a_sentence(text: str) -> None:
    assert cut(text.replace("| ", "")) == text.split(" | ")


def test_short_forms_do_not() -> None:
    for text in ("Pell vs. Lowe is open.", "A 5 lb. Lowe bolt held it."):
        assert cut(text) == [text]


@given(st.text(alphabet='abzAB .,!?)("”“’-1…\n', max_size=80))
def test_bounds_cover_the_text_in_order(text: str) -> None:
    bounds = sentence_bounds(text)
    assert all(s < e and text[s:e].strip() for s, e in bounds)
    assert all(a[1] <= b[0] for a, b in pairwise(bounds))
    kept = "".join(text[s:e] for s, e in bounds)
    assert "".join(kept.split()) == "".join(text.split())
