"""Verbatim versions of one utterance held against each other."""

from __future__ import annotations

import msgspec
import pytest
from test_speakers import report_of

from consilience.model.claim import Conflict
from consilience.stages.parse import Parser
from consilience.stages.reconcile.quoted import differing_quotations
from consilience.stages.reconcile.readings import Text

WILL_NOT = "“We will not pay the strikers for the lost days,” Ona Brandt said."


def found(parser: Parser, *told: str, one: bool = True) -> list[Conflict]:
    """Conflicts between reports of one sentence each; `one`: all their quotations are one utterance."""
    reports = [
        report_of(words + "\nRain fell on the island all day.", parser, name)
        for name, words in zip("abc", told, strict=False)
    ]
    rows = [
        msgspec.structs.replace(q, utterance="u" if one else f"u{q.article}") for r in reports for q in r.quotations
    ]
    return differing_quotations(Text(reports), rows)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("polarity", WILL_NOT, "Ona Brandt said: “We will pay the strikers for the lost days.”"),
        (
            "polarity",
            "“There is no money for the harbour wall,” Ona Brandt said.",
            "Ona Brandt said: “There is money for the harbour wall.”",
        ),
        (
            "polarity",
            "“I do not regret the closure of the quay,” Ona Brandt said.",
            "Ona Brandt said: “I regret the closure of the quay.”",
        ),
        (
            "number",
            "“We have lost 40 sailings since the strike began,” Ona Brandt said.",
            "Ona Brandt said: “We have lost fourteen sailings since the strike began.”",
        ),
        (
            "name",
            "“Captain Harlow must answer for the damage to the pier,” Ona Brandt said.",
            "Ona Brandt said: “Captain Denny must answer for the damage to the pier.”",
        ),
        (
            "other",
            "“I would sign the offer if the union dropped its claim,” Ona Brandt said.",
            "Ona Brandt said: “I would sign the offer.”",
        ),
        (
            "other",
            "“I do not believe that the mayor of Corrow has lied,” Ona Brandt said.",
            "Ona Brandt said: “The mayor of Corrow has lied.”",
        ),
    ],
)
def test_words_that_differ_in_substance(parser: Parser, kind: str, first: str, second: str) -> None:
    (conflict,) = found(parser, first, second)
    assert conflict.kind == kind
    assert {v.evidence[0].article for v in conflict.values} == {"a", "b"}
    assert conflict.reasons[0].detail


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (WILL_NOT, WILL_NOT.replace("for the lost days", "for the days lost")),
        (WILL_NOT, WILL_NOT.replace("not", "never")),
        (WILL_NOT, "Ona Brandt said the council would not “pay the strikers for the lost days”."),
        (
            "“We have lost 14 sailings since the strike began,” Ona Brandt said.",
            "Ona Brandt said: “We have lost fourteen sailings since the strike began.”",
        ),
        (
            "“Captain Haraldsen must answer for the damage to the pier,” Ona Brandt said.",
            "Ona Brandt said: “Captain Haraldson must answer for the damage to the pier.”",
        ),
        (
            "“Some owners are trying to spread fear and dictate their will to the island,” Ona Brandt said.",
            "“Certain owners seek to sow fear and to impose their will on the islands,” Ona Brandt said.",
        ),
        (
            "“The quay will close in April and the ferries will be sold,” Ona Brandt said.",
            "Ona Brandt said: “The quay will close in April.”",
        ),
        (
            "“I would sign the offer if the union dropped its claim,” Ona Brandt said.",
            "“I would sign the offer,” Ona Brandt said, “if the union dropped its claim.”",
        ),
    ],
)
def test_translations_spellings_and_harmless_cuts_are_no_conflicts(parser: Parser, first: str, second: str) -> None:
    assert found(parser, first, second) == []


def test_two_utterances_may_differ(parser: Parser) -> None:
    assert found(parser, WILL_NOT, WILL_NOT.replace(" not", ""), one=False) == []
    assert found(parser, WILL_NOT, WILL_NOT.replace(" not", ""))


def test_one_report_does_not_contradict_itself(parser: Parser) -> None:
    assert found(parser, WILL_NOT + " " + WILL_NOT.replace(" not", "")) == []
