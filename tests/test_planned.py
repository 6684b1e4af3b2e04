"""Planned in one report and done in another; refused, and done."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

CUP = "The sailing cup of Tarnby begins in June. {rest}"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Karin Holm plans to open the cup.", "Karin Holm opened the cup.", "status"),
        ("Karin Holm will visit Halden on Friday.", "Karin Holm visited Halden on Friday.", "status"),
        ("Denmark has agreed to host the sailors.", "Denmark is hosting the sailors.", "status"),
        ("Karin Holm refused to sign the charter.", "Karin Holm signed the charter.", "polarity"),
        ("Karin Holm never sailed to Halden.", "Karin Holm sailed to Halden.", "polarity"),
        ("Karin Holm did not win the cup.", "Karin Holm won the cup.", "polarity"),
        ("Karin Holm did not win the cup.", "Karin Holm won the race.", None),
        ("Sailors who do not like the cup stayed home.", "Sailors like the cup.", None),
        ("Karin Holm will visit Halden on Friday.", "Karin Holm visited Halden on Monday.", None),
        ("Karin Holm will open the cup if it is dry.", "Karin Holm opened the cup.", None),
        ("Karin Holm will open the cup.", "Jonas Lindqvist opened the cup.", None),
        ("Karin Holm will open the cup.", "Karin Holm opened a similar cup last year.", None),
        ("Karin Holm will open the cup.", "Karin Holm opened the town hall.", None),
        ("Karin Holm plans to open the cup.", "Karin Holm will open the cup.", None),
    ],
)
def test_planned_and_done(parser: Parser, one: str, other: str, kind: str | None) -> None:
    days = ("2031-05-12", "2031-05-13")
    told = story(parser, CUP.format(rest=one), CUP.format(rest=other), published=days)
    found = [
        c
        for c in told.conflicts
        if c.reasons[0].rule in ("planned and done", "refused and done", "not done and done", "said and denied")
    ]
    assert [c.kind for c in found] == ([kind] if kind else [])


def test_done_later_is_an_update(parser: Parser) -> None:
    texts = [CUP.format(rest=r) for r in ("Karin Holm plans to open the cup.", "Karin Holm opened the cup.")]
    told = story(parser, *texts, published=("2031-05-12", "2031-05-13"))
    assert [c.update for c in told.conflicts if c.reasons[0].rule == "planned and done"] == [True]


def test_a_report_that_tells_both_tells_two_stages(parser: Parser) -> None:
    told = story(
        parser,
        CUP.format(rest="Karin Holm plans to open the cup. On Friday, Karin Holm opened the cup."),
        CUP.format(rest="Karin Holm opened the cup."),
    )
    assert not [c for c in told.conflicts if c.reasons[0].rule == "planned and done"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karin Holm plans to open the cup.", "Karin Holm opened the cup."),
        ("Karin Holm is expected to visit Halden on Monday.", "Karin Holm visited Halden on Monday."),
    ],
)
def test_a_plan_carried_out_is_no_disagreement(parser: Parser, one: str, other: str) -> None:
    told = story(parser, CUP.format(rest=one), CUP.format(rest=other))
    assert not [c for c in told.conflicts if c.reasons[0].rule == "planned and done"]


def test_what_one_report_alone_denies_and_tells_is_of_two_things(parser: Parser) -> None:
    both = "The harbour office did not receive any calls from the boat. The harbour office received a call at ten."
    told = story(parser, CUP.format(rest=both), CUP.format(rest="The wind was strong."))
    assert not [c for c in told.conflicts if c.reasons[0].rule == "not done and done"]
