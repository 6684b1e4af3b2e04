"""Which quotations of a story are one utterance."""

from __future__ import annotations

import msgspec
import pytest
from test_speakers import report_of

from consilience.model.annotation import Entity, Quotation
from consilience.model.story import Report
from consilience.stages.parse import Parser
from consilience.stages.utterances import utterances

MARSH = Entity(id="ivo", name="Ivo Marsh", names=("Ivo Marsh",), type="person")
BRANDT = Entity(id="ona", name="Ona Brandt", names=("Ona Brandt",), type="person")
FILLER = "\nThe market in Port Ellis was busy. Fishermen sold herring and cod. Children played near the old lighthouse. Rain fell all day."


def told(texts: list[tuple[str, str]], parser: Parser) -> tuple[list[Report], list[Quotation]]:
    """Reports "a", "b", ... of one speaker id each, and all their quotations."""
    reports, rows = [], []
    for name, (speaker, text) in zip("abcdef", texts, strict=False):
        report = report_of(text + FILLER, parser, name)
        reports.append(report)
        rows += [msgspec.structs.replace(q, speakers=(speaker,)) for q in report.quotations]
    return reports, rows


def groups(texts: list[tuple[str, str]], parser: Parser) -> list[str | None]:
    reports, rows = told(texts, parser)
    return [q.utterance for q in utterances(reports, [MARSH, BRANDT], rows)]


def test_same_words_in_two_reports_are_one(parser: Parser) -> None:
    a, b = groups(
        [
            ("ivo", "“The dam will hold until spring,” Ivo Marsh said."),
            ("ivo", "Ivo Marsh said: “The dam will hold until spring.”"),
        ],
        parser,
    )
    assert a == b


def test_translations_of_one_sentence_are_one(parser: Parser) -> None:
    a, b = groups(
        [
            (
                "ivo",
                "“Today some neighbours are trying to spread fear and dictate their will to small islands,” Ivo Marsh said.",
            ),
            (
                "ivo",
                "“Some neighbours seek to spread fear today and to impose their will on smaller islands,” Ivo Marsh said.",
            ),
        ],
        parser,
    )
    assert a == b


def test_fragment_is_tied_to_the_fuller_version(parser: Parser) -> None:
    a, b = groups(
        [
            ("ivo", "“The blockade is plain economic piracy against our fishermen,” Ivo Marsh said."),
            ("ivo", "Ivo Marsh called the blockade “economic piracy” on Monday."),
        ],
        parser,
    )[:2]
    assert a == b


def test_reported_speech_is_joined_with_the_words_themselves(parser: Parser) -> None:
    a, b = groups(
        [
            ("ivo", "“The dam at Corrow will hold until spring,” Ivo Marsh said."),
            ("ivo", "Ivo Marsh said that the Corrow dam would hold until spring."),
        ],
        parser,
    )
    assert a == b


def test_same_words_given_to_two_people_are_one_utterance(parser: Parser) -> None:
    a, b = groups(
        [
            ("ivo", "“The dam at Corrow will hold until spring,” Ivo Marsh told reporters."),
            ("ona", "“The dam at Corrow will hold until spring,” Ona Brandt told reporters."),
        ],
        parser,
    )
    assert a == b


@pytest.mark.parametrize(
    "other",
    [
        "“Our boats will sail to the northern banks tomorrow,” Ivo Marsh said.",
        "Ivo Marsh said the council owed him an answer.",
    ],
)
def test_different_things_said_by_one_person_stay_apart(parser: Parser, other: str) -> None:
    a, b = groups([("ivo", "“The dam at Corrow will hold until spring,” Ivo Marsh said."), ("ivo", other)], parser)
    assert a != b


def test_mixed_row_and_its_quotation_share_one(parser: Parser) -> None:
    found = groups([("ivo", "Ivo Marsh said the plan would be “a disaster for farmers” in the north.")], parser)
    assert len(found) == 2
    assert len(set(found)) == 1


def test_sentence_split_by_its_cue_is_one(parser: Parser) -> None:
    found = groups([("ivo", "“The dam,” Ivo Marsh said, “will hold until spring.”")], parser)
    assert len(set(found)) == 1


def test_every_row_has_one_and_order_of_reports_does_not_matter(parser: Parser) -> None:
    reports, rows = told(
        [
            ("ivo", "“The dam will hold until spring,” Ivo Marsh said."),
            ("ona", "Ona Brandt called the offer “an insult”."),
        ],
        parser,
    )
    entities = [MARSH, BRANDT]
    first = {q.id: q.utterance for q in utterances(reports, entities, rows)}
    assert all(first.values())
    turned = {q.id: q.utterance for q in utterances(reports[::-1], entities, rows[::-1])}
    assert turned == first


def test_no_quotations_give_none() -> None:
    assert utterances([], [], []) == ()


STATEMENT = "“The harbour stays closed to ferries,” Ivo Marsh said. “Every captain will be paid in full.”"


def test_what_another_report_quotes_apart_stays_apart(parser: Parser) -> None:
    closed, paid, *others = groups(
        [
            ("ivo", STATEMENT),
            ("ivo", "Ivo Marsh told us: “The harbour stays closed to ferries.”"),
            ("ivo", "“Every captain will be paid in full,” Ivo Marsh told the Echo."),
        ],
        parser,
    )
    assert closed != paid
    assert others == [closed, paid]


def test_what_every_report_quotes_in_a_row_is_one(parser: Parser) -> None:
    found = groups([("ivo", STATEMENT), ("ivo", STATEMENT)], parser)
    assert len(found) == 4
    assert len(set(found)) == 1


def test_one_common_quoted_word_joins_nothing(parser: Parser) -> None:
    first, *rest = groups(
        [
            ("ivo", "“Thieves accessed the vault through the sewer under Mill Lane,” Ivo Marsh said."),
            ("ivo", "Ivo Marsh said the names of savers in Port Ellis were “accessed” by a clerk in May."),
        ],
        parser,
    )
    assert first not in rest
