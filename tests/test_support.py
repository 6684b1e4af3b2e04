"""Copies do not testify: however often one report is reprinted, what it says has one origin."""

from __future__ import annotations

import pytest
from planted import report

from consilience.stages.align import align
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage
from consilience.stages.parse import Parser
from consilience.stages.reconcile import reconcile

SAID = "The harbour master of Tresk closed the northern quay on Monday after a crack was found in its wall."
WIRE = (
    f"{SAID}\nFourteen fishing boats were towed to Halm before the evening tide, the port office said.\n"
    "Divers are to measure the crack on Thursday, when the water is expected to be clear.\n"
    "Nobody knows yet what the repair of the old wall is going to cost the town."
)
OWN = (
    "In Tresk the northern quay is shut. Harbour master Ida Thorsen closed it on Monday because of a crack in the wall.\n"
    "Fishermen who met in a café nearby told us that they had warned of it for two winters.\n"
    "The baker on the square fears for her trade in the season, and so does the chandler."
)


@pytest.mark.parametrize("count", [1, 2, 5, 20, 200])
def test_claims_of_reprints_have_one_origin(parser: Parser, count: int) -> None:
    reports = [
        report(parser, f"r{k:03}", f"Morning edition {k}\n{WIRE}\nThis was edition {k} of the paper.")
        for k in range(count)
    ]
    found = lineage(reports, reuse(reports))
    claims, _, _ = reconcile(reports, (), (), (), found, align(reports, (), ()))
    shared = [c for c in claims if len({e.span.article for e in c.evidence}) == count]
    assert any(c.statement.startswith("The harbour master") for c in shared)
    for claim in claims:
        assert claim.independent == (1, 1)
        assert claim.status == "single-origin"
        assert len(claim.origins) == 1


@pytest.mark.parametrize("count", [1, 5, 20])
def test_a_second_reporter_is_a_second_origin(parser: Parser, count: int) -> None:
    reports = [report(parser, f"r{k:03}", f"Morning edition {k}\n{WIRE}") for k in range(count)]
    reports.append(report(parser, "own", OWN))
    found = lineage(reports, reuse(reports))
    claims, _, _ = reconcile(reports, (), (), (), found, align(reports, (), ()))
    both = [c for c in claims if {"r000", "own"} <= {e.span.article for e in c.evidence}]
    assert both
    assert {c.independent for c in both} == {(2, 2)}
