"""Who is given as the speaker of each quotation: names, roles, pronouns, groups, texts and the unnamed."""

from __future__ import annotations

import re

import pytest

from consilience.model.annotation import Entity, EntityMention, EntityType, Quotation, Role
from consilience.model.article import Article, Capture
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.attribution import attribution
from consilience.stages.parse import Parser, parse
from consilience.stages.speakers import speakers


def report_of(text: str, parser: Parser, name: str = "a") -> Report:
    paragraphs = tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    capture = Capture(id=name, path="x", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    article = Article(id=name, text=text, capture=capture, paragraphs=paragraphs)
    read = parse(article, parser)
    return Report(article=article, parse=read, quotations=attribution(article, read))


def entity(
    key: str,
    names: list[str],
    reports: list[Report],
    *,
    kind: EntityType = "person",
    gender: str | None = None,
    role: str = "",
) -> Entity:
    """An entity mentioned wherever one of its names stands in the reports (the longest first)."""
    pattern = re.compile("|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)))
    spans = [
        Span(article=r.id, start=m.start(), end=m.end()) for r in reports for m in pattern.finditer(r.article.text)
    ]
    mentions = tuple(EntityMention(span=s, form="named", rule="name") for s in spans)
    roles = (Role(text=role, span=spans[0]),) if role else ()
    return Entity(id=key, name=names[0], names=tuple(names), type=kind, gender=gender, roles=roles, mentions=mentions)


def told(rows: tuple[Quotation, ...]) -> list[tuple[str, ...]]:
    return [q.speakers for q in rows]


def test_names_and_pronouns(parser: Parser) -> None:
    report = report_of("Ona Brandt opened the hall. “It was cold,” she said.\nBrandt said the roof had leaked.", parser)
    people = [entity("ona", ["Ona Brandt", "Brandt"], [report], gender="she")]
    assert told(speakers([report], people)) == [("ona",), ("ona",)]


def test_he_said_after_another_speech_is_the_one_who_just_spoke(parser: Parser) -> None:
    report = report_of(
        "Ivo Marsh left the town. A police officer said two men fled. He said that both were armed.", parser
    )
    rows = speakers([report], [entity("ivo", ["Ivo Marsh"], [report], gender="he")])
    assert told(rows) == [("a police officer",), ("a police officer",)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A police spokesman said two men fled.", "a police spokesman"),
        ("Local residents said two men fled.", "local residents"),
        ("An officer who did not give his name said two men fled.", "an officer"),
        ("Two men fled, according to hospital staff.", "hospital staff"),
    ],
)
def test_unnamed_speakers_keep_their_description(parser: Parser, text: str, speaker: str) -> None:
    assert told(speakers([report_of(text, parser)], [])) == [(speaker,)]


def test_he_is_the_spokesman_of_a_body_too(parser: Parser) -> None:
    report = report_of(
        "Ivo Marsh left. A spokesman for the court said two men fled. He said that both were armed.", parser
    )
    rows = speakers([report], [entity("ivo", ["Ivo Marsh"], [report], gender="he")])
    assert told(rows) == [("a spokesman for the court",)] * 2


def test_description_taken_up_again_is_the_first_one(parser: Parser) -> None:
    report = report_of(
        "A local police spokesman said two men fled.\nThe police spokesman said they were armed.", parser
    )
    assert told(speakers([report], [])) == [("a local police spokesman",)] * 2


def test_apposition_names_the_speaker(parser: Parser) -> None:
    report = report_of("The spokesman, Ivo Marsh, said two men fled.", parser)
    assert told(speakers([report], [entity("ivo", ["Ivo Marsh"], [report])])) == [("ivo",)]


def test_joint_statement_has_several_speakers(parser: Parser) -> None:
    report = report_of("Ivo Marsh and Ona Brandt said the talks had failed.", parser)
    people = [entity("ivo", ["Ivo Marsh"], [report]), entity("ona", ["Ona Brandt"], [report])]
    assert told(speakers([report], people)) == [("ivo", "ona")]


def test_both_leaders_are_the_two_with_such_a_role(parser: Parser) -> None:
    report = report_of(
        "Ivo Marsh met Ona Brandt on the boat of Rolf Aker.\nBoth leaders said the border would open.", parser
    )
    people = [
        entity("ivo", ["Ivo Marsh"], [report], role="president of Ellisia"),
        entity("ona", ["Ona Brandt"], [report], role="Norian president"),
        entity("rolf", ["Rolf Aker"], [report], role="captain"),
    ]
    assert told(speakers([report], people)) == [("ivo", "ona")]


def test_text_is_said_by_whoever_issued_it(parser: Parser) -> None:
    report = report_of("Harbour Trust released a statement on Monday.\nThe statement said: “We are sorry.”", parser)
    trust = entity("trust", ["Harbour Trust"], [report], kind="organisation")
    assert told(speakers([report], [trust])) == [("trust",)]


def test_reported_chain_keeps_speaker_and_reporter(parser: Parser) -> None:
    report = report_of("“The border is open,” the Ora news agency reported, citing Ivo Marsh.", parser)
    people = [
        entity("ivo", ["Ivo Marsh"], [report]),
        entity("ora", ["Ora news agency", "Ora"], [report], kind="organisation"),
    ]
    row = speakers([report], people)[0]
    assert (row.speakers, row.reporter) == (("ivo",), "ora")


def test_one_report_inside_another_has_its_reporter(parser: Parser) -> None:
    report = report_of("The Ellis Herald reported that Ivo Marsh said the border was open.", parser)
    herald = entity("herald", ["Ellis Herald"], [report], kind="organisation")
    rows = speakers([report], [entity("ivo", ["Ivo Marsh"], [report]), herald])
    inner = next(q for q in rows if q.speakers == ("ivo",))
    assert inner.reporter == "herald"


def test_heading_takes_the_speaker_of_the_same_words(parser: Parser) -> None:
    report = report_of("'Not a retreat'\nIvo Marsh said: “This is not a retreat.”", parser)
    assert told(speakers([report], [entity("ivo", ["Ivo Marsh"], [report])])) == [("ivo",), ("ivo",)]


def test_all_rows_come_back_in_order_unchanged_but_for_speakers(parser: Parser) -> None:
    reports = [report_of("Police said two men fled.", parser, "a"), report_of("“We go,” Ona Brandt said.", parser, "b")]
    rows = speakers(reports, [])
    assert [q.id for q in rows] == [q.id for r in reports for q in r.quotations]
    assert speakers(reports, []) == rows


def test_named_beside_a_noun_beside_a_noun(parser: Parser) -> None:
    report = report_of("Another witness, the nurse Ona Brandt, said that people were calm.", parser)
    assert told(speakers([report], [entity("ona", ["Ona Brandt"], [report], gender="she")])) == [("ona",)]


def test_a_source_heard_before_goes_on_as_he(parser: Parser) -> None:
    report = report_of(
        "Ivo Marsh left. The boats sank at the quay, a military source said.\nThe crews were saved, he said.", parser
    )
    rows = speakers([report], [entity("ivo", ["Ivo Marsh"], [report], gender="he")])
    assert told(rows) == [("a military source",), ("a military source",)]


def test_the_subject_before_a_quotation_nobody_is_said_to_say(parser: Parser) -> None:
    report = report_of(
        "“The roof leaks in every room of the old hall,” Ivo Marsh said.\n"
        "Ona Brandt shared her anger with her followers.\n“We are cold and nobody in this town is doing anything.”",
        parser,
    )
    people = [
        entity("ivo", ["Ivo Marsh"], [report], gender="he"),
        entity("ona", ["Ona Brandt"], [report], gender="she"),
    ]
    assert told(speakers([report], people)) == [("ivo",), ("ona",)]


def test_the_statement_is_that_of_the_body_that_spoke(parser: Parser) -> None:
    report = report_of(
        "Corrow Water said the dam was safe. Ivo Marsh said he doubted it.\n“The dam holds,” the statement said.",
        parser,
    )
    people = [
        entity("water", ["Corrow Water"], [report], kind="organisation"),
        entity("ivo", ["Ivo Marsh"], [report], gender="he"),
    ]
    assert told(speakers([report], people))[-1] == ("water",)


def test_somebody_described_first_and_named_later(parser: Parser) -> None:
    report = report_of(
        "A police union boss has attacked the plan, saying it was unsafe.\nThe words of Ivo Marsh, head of the police union, "
        "angered many.",
        parser,
    )
    people = [entity("ivo", ["Ivo Marsh"], [report], gender="he", role="head of the police union")]
    assert told(speakers([report], people))[0] == ("ivo",)


def test_role_said_in_other_words_order_is_that_of_one_person_only(parser: Parser) -> None:
    report = report_of(
        "Ivo Marsh and Rolf Aker left.\nThe three-time harbour champion said the boat was sound.", parser
    )
    ivo = entity("ivo", ["Ivo Marsh"], [report], gender="he", role="three-times harbour champion")
    rolf = entity("rolf", ["Rolf Aker"], [report], gender="he", role="three-times harbour champion")
    assert told(speakers([report], [ivo])) == [("ivo",)]
    assert told(speakers([report], [ivo, rolf])) == [("the three-time harbour champion",)]


def test_the_one_described_who_adds_is_the_one_who_spoke(parser: Parser) -> None:
    report = report_of("“The roof leaks,” Ona Brandt said. “The floor is wet,” added the nurse.", parser)
    people = [entity("ona", ["Ona Brandt"], [report], gender="she")]
    assert told(speakers([report], people)) == [("ona",), ("ona",)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A new biography by Ivo Marsh says the dam was unsafe.", ("ivo",)),
        ("Ivo Marsh said a first inquiry suggests the dam was unsafe.", ("ivo",)),
        ("A notice from school officials says the dam was unsafe.", ("school officials",)),
    ],
)
def test_texts_speak_for_their_authors(parser: Parser, text: str, speaker: tuple[str, ...]) -> None:
    report = report_of(text, parser)
    assert speaker in told(speakers([report], [entity("ivo", ["Ivo Marsh"], [report], gender="he")]))


def test_answers_are_those_of_the_person_the_page_is_about(parser: Parser) -> None:
    report = report_of("Ona Brandt met the Echo. Brandt runs a dam.\nQ: Is it safe?\nA: It is safe, I think.", parser)
    rows = speakers([report], [entity("ona", ["Ona Brandt", "Brandt"], [report], gender="she")])
    assert [q.speakers for q in rows if q.direct] == [(), ("ona",)]


def test_of_what_implies_and_who_says_so_the_one_who_says(parser: Parser) -> None:
    report = report_of("Ivo Marsh said that the need for a wall implies “the end of freedom.”", parser)
    rows = speakers([report], [entity("ivo", ["Ivo Marsh"], [report], gender="he")])
    assert [q.speakers for q in rows if q.direct] == [("ivo",)]


def test_two_posts_in_a_row_keep_their_authors(parser: Parser) -> None:
    text = "Ona Brandt tweeted: 'First the bus, now the boat.' Ivo Marsh wrote: 'What a bad idea.'"
    report = report_of(text, parser)
    people = [entity("ona", ["Ona Brandt"], [report]), entity("ivo", ["Ivo Marsh"], [report])]
    assert [q.speakers for q in speakers([report], people) if q.direct] == [("ona",), ("ivo",)]


def test_who_passes_on_what_somebody_insisted_on(parser: Parser) -> None:
    report = report_of("Ona Brandt was sad, but insisted that “the dam is safe,” the Ora agency reported.", parser)
    people = [
        entity("ona", ["Ona Brandt"], [report], gender="she"),
        entity("ora", ["Ora agency", "Ora"], [report], kind="organisation"),
    ]
    row = next(q for q in speakers([report], people) if q.direct)
    assert (row.speakers, row.reporter) == (("ona",), "ora")


def test_one_of_the_placards(parser: Parser) -> None:
    report = report_of("Many carried placards. One reads: “We keep the old boat.”", parser)
    assert [q.speakers for q in speakers([report], []) if q.direct] == [("a placard",)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Many Norwegians said the dam was safe.", "many Norwegians"),
        ("Norwegians have said that the dam was safe.", "Norwegians"),
        ("The Norwegians said the dam was safe.", "no"),
        ("Norway said the dam was safe.", "no"),
    ],
)
def test_people_of_a_state_are_not_the_state(parser: Parser, text: str, speaker: str) -> None:
    report = report_of(text, parser)
    state = entity("no", ["Norway", "Norwegians"], [report], kind="country")
    assert told(speakers([report], [state])) == [(speaker,)]
