"""The map from text back to bytes: decoding the bytes of a span gives its characters."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.model.article import Run
from consilience.text.alignment import align
from consilience.text.bytemap import ByteMap, byte_positions, whole


@given(st.text(min_size=1, max_size=3000), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]), st.data())
def test_plain_text_decodes_back(text: str, encoding: str, data: st.DataObject) -> None:
    raw = text.encode(encoding)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ranges = ByteMap(text, whole(text, len(raw)), encoding).ranges(start, end)
    assert len(ranges) == 1
    assert raw[ranges[0][0] : ranges[0][1]].decode(encoding) == text[start:end]


def test_pieces_from_escapes_are_given_whole() -> None:
    # "a&amp;b": three characters, the middle one from five bytes
    runs = (
        Run(start=0, end=1, byte_start=0, byte_end=1),
        Run(start=1, end=2, byte_start=1, byte_end=6),
        Run(start=2, end=3, byte_start=6, byte_end=7),
    )
    found = ByteMap("a&b", runs, "utf-8")
    assert found.ranges(1, 2) == [(1, 6)]
    assert found.ranges(0, 3) == [(0, 7)]


def test_two_characters_from_one_entity_share_its_bytes() -> None:
    runs = (Run(start=0, end=2, byte_start=10, byte_end=24),)
    assert ByteMap("≂̸", runs, "utf-8").ranges(1, 2) == [(10, 24)]


def test_unmapped_characters_give_no_range() -> None:
    runs = (
        Run(start=0, end=3, byte_start=5, byte_end=8),
        Run(start=3, end=4, byte_start=-1, byte_end=-1),
        Run(start=4, end=6, byte_start=20, byte_end=22),
    )
    found = ByteMap("abc de", runs, "utf-8")
    assert found.ranges(0, 6) == [(5, 8), (20, 22)]
    assert found.ranges(3, 4) == []
    assert found.mapped(0, 6) == 5


def test_a_million_characters_are_quick() -> None:
    text = "Zoë said “no” — twice. " * 45_000
    raw = text.encode()
    began = time.process_time()
    found = ByteMap(text, whole(text, len(raw)), "utf-8")
    for start in range(0, len(text) - 40, 500):
        low, high = found.ranges(start, start + 40)[0]
        assert raw[low:high].decode() == text[start : start + 40]
    assert time.process_time() - began < 5


def test_byte_positions_count_every_width() -> None:
    assert byte_positions("aé€😀z", "utf-8", [0, 1, 2, 3, 4, 5]) == [0, 1, 3, 6, 10, 11]


WORDS = st.lists(st.text(alphabet="abcdé&<“—", min_size=1, max_size=6), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_alignment_is_monotone_and_true_to_the_page(lines: list[list[str]]) -> None:
    text = "\n".join(" ".join(words) for words in lines)
    page = (
        "<html><body><p>"
        + "</p>\n<p class='x'>".join("<b>" + "</b> ".join(html.escape(w) for w in words) for words in lines)
        + "</p>"
    )
    pieces = align(text, page)
    at = place = 0
    for piece in pieces:
        assert piece.start >= at and piece.page_start >= place and piece.end > piece.start
        shown = html.unescape(page[piece.page_start : piece.page_end])
        assert shown == text[piece.start : piece.end]
        at, place = piece.end, piece.page_end
    letters = {i for p in pieces for i in range(p.start, p.end)}
    assert all(i in letters for i, c in enumerate(text) if not c.isspace())


def test_words_the_extraction_added_stay_untied() -> None:
    pieces = align("Old Tower falls\nadded-by-nobody words", "<p>Old Tower falls</p><p>other</p>")
    assert [(p.start, p.end) for p in pieces] == [(0, 15)]


@pytest.mark.parametrize("page", ["<p>unclosed <b", "<!-- never closed", "<script>x", "&#xFFFFFF; &nosuch; &amp"])
def test_broken_pages_do_not_stop_the_alignment(page: str) -> None:
    assert align("some text", page) == []
