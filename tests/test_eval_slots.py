from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eval import others, slots
from eval.attribution import bare_article
from eval.slot_values import right, same_value
from eval.slots import Found, figures, judge_article

TEXT = "Police said early Sunday that at least three men were hurt at 12 Mill Road on Friday at 5 p.m. and perhaps a dog, now lost."


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def found(words: str, **reading: object) -> Found:
    return Found(**span(words), reading=reading)


SUNDAY = {
    **span("early Sunday"),
    "core": [TEXT.index("Sunday"), TEXT.index("Sunday") + 6],
    "what": "time",
    "kind": "weekday",
    "value": ["2024-03-03"],
    "mod": ["START"],
}
FRIDAY = {**span("Friday at 5 p.m"), "what": "time", "kind": "clock", "value": ["2024-03-01T17:00"]}
THREE = {
    **span("at least three"),
    "core": [TEXT.index("three"), TEXT.index("three") + 5],
    "what": "quantity",
    "kind": "count",
    "values": [[3.0, 3.0, "count"]],
    "bound": ["at-least"],
    "counted": "man",
}
ROW = {
    "file": "f",
    "article": "a",
    "sentences": [[0, len(TEXT)]],
    "expressions": [
        SUNDAY,
        FRIDAY,
        THREE,
        {**span("12"), "what": "no quantity", "kind": "name"},
        {**span("now"), "what": "optional"},
    ],
}


def test_core_counts_as_the_whole_and_values_are_judged_apart() -> None:
    told = [
        found("Sunday", value="2024-03-03", mod=None),
        found("Friday at 5 p.m", value="2024-03-01T17:00Z", mod=None),
        found("now", value="PRESENT_REF"),
    ]
    judged = judge_article(ROW, bare_article("a", TEXT), told, "time")
    made = figures(judged)
    assert (made["wanted"], made["found"], made["span_f1"], made["exact_f1"]) == (2, 2, 1.0, 1.0)
    assert made["value"] == 1.0 and made["mod"] == 0.0


def test_a_day_and_its_clock_found_apart_are_one() -> None:
    told = [found("Friday", value="2024-03-01"), found("5 p.m", value="2024-03-09T17:00")]
    judged = judge_article(ROW, bare_article("a", TEXT), told, "time")
    clock = next(j for j in judged if j.row is FRIDAY)
    assert clock.found is not None and clock.right == {"value": True}
    assert figures(judged)["recall"] == 0.5


def test_numbers_of_addresses_are_found_wrongly() -> None:
    count = {"value": 3.0, "high": 3.0, "unit": "count", "bound": "exactly", "counted": "man", "status": ""}
    told = [found("three", **count), found("12", **{**count, "value": 12.0, "high": 12.0})]
    made = figures(judge_article(ROW, bare_article("a", TEXT), told, "quantity"))
    assert made["wrongly_found"] == {"name": 1}
    assert (made["precision"], made["recall"], made["value"], made["bound"], made["counted"]) == (
        0.5,
        1.0,
        1.0,
        0.0,
        1.0,
    )


@pytest.mark.parametrize(
    ("told", "wanted", "same"),
    [
        ("2024-03-01", "2024-03-01", True),
        ("2024-03-01T17:00-05:00", "2024-03-01T17:00", True),
        ("XXXX-XX-XXT17:00", "T17:00", True),
        ("2024-03", "2024-03-01", False),
        ("PAST_REF", "~", True),
        ("2024", "~", False),
        (None, "2024", False),
    ],
)
def test_same_value(told: str | None, wanted: str, same: bool) -> None:
    assert same_value(told, wanted) is same


def test_stretches_are_right_as_a_length_or_by_their_ends() -> None:
    row = {"what": "time", "kind": "duration", "value": ["P2W"], "ends": ["2024-02-20/2024-03-05"]}
    assert right(row, {"value": "P2W"})["value"]
    assert right(row, {"value": "2024-02-20", "end_value": "2024-03-05"})["value"]
    assert not right(row, {"value": "2024-02-20", "end_value": None})["value"]


def test_vague_numbers_may_lie_anywhere_in_their_reach() -> None:
    row = {"what": "quantity", "kind": "vague", "values": [[24.0, 120.0, "count"]], "bound": ["exactly"]}
    assert right(row, {"value": 24.0, "high": 60.0, "unit": "count"}) == {"value": True}
    assert right(row, {"value": 12.0, "high": 12.0, "unit": "count"}) == {"value": False}
    assert right(row, {"value": 24.0, "high": 24.0, "unit": "USD"}) == {"value": False}


def test_a_moment_is_right_at_the_grain_wanted() -> None:
    noon = datetime(2024, 3, 2, 12, 0, tzinfo=UTC)  # a Saturday
    assert all(
        others.at_grain(noon, v) for v in ("2024", "2024-03", "2024-03-02", "2024-W09", "2024-W09-WE", "2024-SP")
    )
    assert all(others.at_grain(noon, v) for v in ("2024-03-02TAF", "2024-03-02T12:00", "T12:00"))
    assert not any(others.at_grain(noon, v) for v in ("2024-W10", "2024-SU", "P1D", "2024-03-02TEV", "~"))


def test_the_gold_holds_what_its_readme_says() -> None:
    rows = [json.loads(line) for line in slots.GOLD.read_text("utf-8").splitlines()]
    assert sum(len(row["sentences"]) for row in rows) == 301
    held = [e for row in rows for e in row["expressions"]]
    assert [sum(e["what"] == what for e in held) for what in ("time", "quantity", "no quantity", "optional")] == [
        276,
        195,
        68,
        69,
    ]
    for row in rows:
        assert len(row["sha256"]) == 64
        for e in row["expressions"]:
            assert any(start <= e["start"] < e["end"] <= end for start, end in row["sentences"])
            assert "core" not in e or e["start"] <= e["core"][0] < e["core"][1] <= e["end"]


def test_texts_that_are_not_there_are_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not there"):
        list(slots.articles(tmp_path))
