"""Who said what, as an editor reads it: whole sentences, denials kept, and no words of things."""

from __future__ import annotations

import pytest
from planted import report

from consilience.model.dossier import Dossier, Made
from consilience.model.story import Report
from consilience.render.account import account
from consilience.render.lines import Para
from consilience.render.page_view import View
from consilience.render.speech import NO_SPEECH
from consilience.stages.attribution.mute import NOBODY, NOTHING
from consilience.stages.compose import compose
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage
from consilience.stages.link import link
from consilience.stages.parse import Parser
from consilience.stages.speakers import speakers
from consilience.stages.utterances import utterances

MADE = Made(consilience="0", python="3.11", model="none", libraries={}, stages=(), settings={}, counts={}, notes=())


def dossier(parser: Parser, text: str) -> Dossier:
    reports: list[Report] = [report(parser, "a", text)]
    entities = link(reports)
    said = utterances(reports, entities, speakers(reports, entities))
    return compose(reports, entities, said, (), lineage(reports, reuse(reports)), (), (), (), (), MADE)


def groups(made: Dossier) -> dict[str, str]:
    """The words under each name in "Who said what"."""
    found = next(s for s in account(made).sections if s.title == "Who said what")
    return {
        "".join(r.text for r in g.title).rpartition(", ")[0]: "\n".join(
            "".join(r.text for r in block.line) for item in g.items for block in item if isinstance(block, Para)
        )
        for g in found.groups
    }


def test_a_fragment_is_told_with_the_sentence_that_holds_it(parser: Parser) -> None:
    made = dossier(
        parser, "Mayor Ida Thorsen said the old bridge was “bumped into twice” on Monday and would be closed."
    )
    told = next(iter(groups(made).values()))
    assert "in full: the old bridge was “bumped into twice” on Monday and would be closed" in told
    often, once = View(made).speakers()
    spoken = [s for _, rows in often for s in rows] + [s for _, s in once]
    assert [v.kind for s in spoken for v in s.versions] == ["in full"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The ferry company did not immediately confirm the delay at Tresk.", "did not immediately confirm"),
        ("Mayor Ida Thorsen does not believe that the bridge is at risk.", "does not believe"),
        ("Mayor Ida Thorsen hasn’t said whether she will sign the order.", "hasn’t said"),
        ("Mayor Ida Thorsen said that the bridge is not at risk.", "said"),
    ],
)
def test_what_is_denied_is_not_told_as_said(parser: Parser, text: str, cue: str) -> None:
    made = dossier(parser, text)
    assert [q.cue for q in made.quotations] == [cue]
    told = "\n".join(groups(made).values())
    assert ("indirectly" in told) == (cue == "said")
    assert cue == "said" or f"{cue}: " in told


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("The timing of the flood underscores the weakness of the old wall.", NOBODY),
        ("The gangs made threats.", NOTHING),
        ("Mayor Ida Thorsen condemned the delay of the new bridge.", ""),
        ("The harbour master said that the quay was shut.", ""),
    ],
)
def test_what_things_show_is_set_apart(parser: Parser, text: str, issue: str) -> None:
    made = dossier(parser, text)
    assert [q.issues for q in made.quotations] == [(issue,) if issue else ()]
    assert [NO_SPEECH in groups(made)] == [bool(issue)]
    often, _ = View(made).speakers()
    assert [who == NO_SPEECH for who, _ in often] == ([True] if issue else [])
