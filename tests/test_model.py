"""Records: frozen, ids by content, spans."""

from __future__ import annotations

import msgspec
import pytest

from consilience.model.article import Run
from consilience.model.record import Reason, Reject, content_id
from consilience.model.span import Span, overlap


def test_equal_content_has_an_equal_id() -> None:
    assert content_id("claim", "a", 1) == content_id("claim", "a", 1)
    assert content_id("claim", "a", 1) != content_id("claim", "a1", "")
    assert content_id("claim", "a", "b") != content_id("claim", "ab")
    assert content_id("claim", "a").startswith("claim-")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Reject(what="a", reason="empty").detail = "b"  # type: ignore[misc]


def test_spans() -> None:
    text = "The gate 😀 is shut"
    gate, rest = Span(article="a", start=4, end=8), Span(article="a", start=7, end=10)
    assert gate.of(text) == "gate"
    assert len(gate) == 4
    assert gate.overlaps(rest)
    assert not gate.overlaps(Span(article="b", start=4, end=8))
    assert Span(article="a", start=0, end=9).contains(gate)
    assert not gate.contains(rest)
    assert Span(article="a", start=9, end=10).of(text) == "😀"  # code points, not UTF-16 units or bytes
    assert sorted([rest, gate]) == [gate, rest]


@pytest.mark.parametrize(("a", "b", "shared"), [((0, 4), (2, 6), 2), ((0, 4), (4, 6), 0), ((0, 9), (3, 5), 2)])
def test_overlap(a: tuple[int, int], b: tuple[int, int], shared: int) -> None:
    assert overlap(*a, *b) == overlap(*b, *a) == shared


@pytest.mark.parametrize(
    "record",
    [Span(article="a", start=0, end=1), Reason(rule="r", weight=0.5), Run(start=0, end=1, byte_start=0, byte_end=2)],
)
def test_json_goes_there_and_back(record: msgspec.Struct) -> None:
    assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record
