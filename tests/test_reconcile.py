"""Support of claims: status, origins, silence, and the claim a conflict belongs to."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

ONE = "The old lighthouse on Tarn Island was sold to a hotel company on Thursday.\nFishermen had protested for weeks."
TWO = "A hotel company bought the old lighthouse on Tarn Island on Thursday.\nThe price was not disclosed."
THREE = "The school in Halden got a new roof."


@pytest.mark.parametrize(
    ("same", "status", "independent"), [((), "corroborated", (2, 2)), ((("a", "b"),), "single-origin", (1, 1))]
)
def test_copies_do_not_testify(
    parser: Parser, same: tuple[tuple[str, str], ...], status: str, independent: tuple[int, int]
) -> None:
    told = story(parser, ONE, TWO, THREE, same=same)
    sold = next(c for c in told.claims if {e.span.article for e in c.evidence} == {"a", "b"})
    assert (sold.status, sold.independent) == (status, independent)
    assert sold.silent == ("c",)


def test_what_one_report_tells_has_one_origin(parser: Parser) -> None:
    told = story(parser, ONE, TWO, THREE)
    roof = next(c for c in told.claims if "roof" in c.statement)
    assert (roof.status, roof.independent, roof.silent) == ("single-origin", (1, 1), ("a", "b"))
    assert [e.origin for e in roof.evidence] == ["o-c"]


def test_a_claim_with_a_conflict_is_disputed(parser: Parser) -> None:
    told = story(
        parser,
        "The old lighthouse on Tarn Island was sold to a hotel company for 12 million euros on Thursday.",
        "The old lighthouse on Tarn Island was sold to a hotel company for 19 million euros on Thursday.",
    )
    assert [c.kind for c in told.conflicts] == ["number"]
    disputed = [c for c in told.claims if c.status == "disputed"]
    assert [c.id for c in disputed] == [told.conflicts[0].claim]


def test_a_spelling_makes_no_claim_doubtful(parser: Parser) -> None:
    told = story(parser, ONE.replace("Tarn", "Kvalmara"), TWO.replace("Tarn", "Kvalmera"))
    assert [c.kind for c in told.conflicts] == ["name"]
    assert not any(c.status == "disputed" for c in told.claims)


def test_every_claim_keeps_its_passages(parser: Parser) -> None:
    told = story(parser, ONE, TWO, THREE)
    for claim in told.claims:
        articles = {e.span.article for e in claim.evidence}
        assert articles.isdisjoint(claim.silent)
        assert articles | set(claim.silent) == {"a", "b", "c"}
        assert all(e.origin for e in claim.evidence)


def test_another_number_of_another_place_does_not_support(parser: Parser) -> None:
    told = story(
        parser,
        "A gunman killed 22 people in a market in Lisbon on Saturday, the police said.",
        "A gunman killed 22 people in a market in Lisbon on Saturday, officials said.",
        "A gunman killed nine people in a market in Madrid on Saturday, the police said.",
    )
    assert not told.conflicts
    for claim in told.claims:
        held = {e.span.article for e in claim.evidence}
        assert not ("c" in held and held & {"a", "b"})
    assert {e.span.article for c in told.claims for e in c.evidence} == {"a", "b", "c"}
