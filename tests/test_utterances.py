"""Which quotations of a story are one utterance."""

from __future__ import annotations

import msgspec
import pytest
from test_speakers import report_of

from consilience.model.annotation import Entity, Quotation
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.parse import Parser
from consilience.stages.utterances import FEATURES, features, sayings, utterances

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


def test_one_cue_between_makes_one_statement_though_another_report_gives_the_first_half_only(parser: Parser) -> None:
    closed, paid, other = groups(
        [("ivo", STATEMENT), ("ivo", "Ivo Marsh told us: “The harbour stays closed to ferries.”")], parser
    )
    assert closed == paid == other


SOLD = "Ivo Marsh said the lifeboats had been sold to a museum."
CARE_AND_WATER = (
    "Ivo Marsh said the crew were in the care of nurses at Corrow and the water was “brown and foul to drink”."
)


def test_quotation_in_a_clause_of_its_own_is_no_part_of_the_other_clause(parser: Parser) -> None:
    reports, rows = told(
        [
            ("ivo", CARE_AND_WATER),
            ("ivo", "“The water was brown and foul to drink,” Ivo Marsh said."),
            ("ivo", "Ivo Marsh called the water “brown and foul to drink” on Monday."),
        ],
        parser,
    )
    found = utterances(reports, [MARSH, BRANDT], rows)
    whole = next(q for q in found if q.article == "a" and not q.direct)
    assert whole.utterance not in {q.utterance for q in found if q.direct}
    assert len({q.utterance for q in found if q.direct}) == 1


def test_quotation_in_a_clause_of_its_own_stays_where_no_report_gives_it_alone(parser: Parser) -> None:
    assert len(set(groups([("ivo", CARE_AND_WATER)], parser))) == 1


def test_second_attribution_is_taken_out_of_the_first(parser: Parser) -> None:
    text = "Ivo Marsh called the offer a cheap trick of the northern owners, saying the lifeboats had been sold to a museum."
    report, other = (report_of(words + FILLER, parser, name) for name, words in (("a", text), ("b", SOLD)))

    def span(words: str) -> tuple[Span, ...]:
        return (Span(article="a", start=text.index(words), end=text.index(words) + len(words)),)

    whole = Quotation(id="1", article="a", cue=span("called"), content=span(text[17:-1]), speakers=("ivo",))
    inner = Quotation(id="2", article="a", cue=span("saying"), content=span(text[72:-1]), speakers=("ivo",))
    sold = msgspec.structs.replace(other.quotations[0], speakers=("ivo",))
    a, b, c = (q.utterance for q in utterances([report, other], [MARSH], [whole, inner, sold]))
    assert a != b
    assert b == c


def test_a_body_and_a_person_may_be_one_voice_but_no_two_persons(parser: Parser) -> None:
    texts = [("union", SOLD.replace("Ivo Marsh", "The Dockers Union")), ("ivo", SOLD)]
    reports, rows = told(texts, parser)
    union = Entity(id="union", name="Dockers Union", names=("Dockers Union",), type="organisation")
    for entity, other in ((union, 0.0), (msgspec.structs.replace(union, type="person"), 1.0)):
        found, _, _ = sayings(reports, [MARSH, entity], rows)
        assert features(*found)[FEATURES.index("other person")] == other
