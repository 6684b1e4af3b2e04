"""Opposite sides on one question, on planted stories; what is no opposition stays untold."""

from __future__ import annotations

import pytest
from planted import Told, story

from consilience.knowledge.stances import issues, sidings
from consilience.model.claim import Conflict
from consilience.stages.parse import Parser


def stances(parser: Parser, *texts: str) -> tuple[Told, list[Conflict]]:
    told = story(parser, *texts)
    return told, [c for c in told.conflicts if c.reasons[0].rule == "opposite sides"]


def shown(told: Told, conflict: Conflict) -> dict[str, list[str]]:
    """The passages of each side by its first word."""
    return {v.value.split(":")[0]: [e.of(told.text(e.article)) for e in v.evidence] for v in conflict.values}


PRAISED = 'Mayor Ida Korven said: "The bill is necessary and will protect tenants." She spoke in Orlec on Monday.'
BLAMED = "Landlords called the bill a disgrace on Monday. The union of builders also criticized the bill."


def test_two_voices_on_one_bill(parser: Parser) -> None:
    told, found = stances(parser, PRAISED, BLAMED)
    (conflict,) = found
    assert conflict.about == "whether the bill is necessary"
    sides = shown(told, conflict)
    assert "protect tenants" in sides["for"][0]
    assert any("a disgrace" in p for p in sides["against"])
    assert any("criticized the bill" in p for p in sides["against"])
    assert conflict.reasons


def test_praise_alone_is_no_quarrel(parser: Parser) -> None:
    _, found = stances(parser, PRAISED, "Unions welcomed the bill on Monday. Tenants praised the bill, too.")
    assert found == []


def test_one_voice_does_not_quarrel_with_itself(parser: Parser) -> None:
    _, found = stances(
        parser,
        "Mayor Ida Korven praised the bill on Monday.",
        "Mayor Ida Korven criticized the bill on Tuesday.",
    )
    assert found == []


def test_different_things_are_different_questions(parser: Parser) -> None:
    _, found = stances(parser, "Unions praised the bridge on Monday.", "Landlords criticized the tax on Monday.")
    assert found == []


def test_the_same_word_of_different_owners_is_another_question(parser: Parser) -> None:
    _, found = stances(
        parser,
        "Doctors praised Norland's budget on Monday.",
        "Teachers criticized Sudania's budget on Monday.",
    )
    assert found == []


@pytest.mark.parametrize(
    "taken_back",
    [
        "Landlords did not criticize the bill on Monday.",
        "Landlords asked whether the union would criticize the bill.",
        "Landlords were paid to criticize the bill.",
    ],
)
def test_what_is_not_held_is_no_side(parser: Parser, taken_back: str) -> None:
    _, found = stances(parser, PRAISED, taken_back)
    assert found == []


def test_not_to_support_is_to_be_against(parser: Parser) -> None:
    told, found = stances(parser, PRAISED, "Landlords do not support the bill. Builders refused to back the bill.")
    (conflict,) = found
    assert len(shown(told, conflict)["against"]) == 2


def test_critics_and_supporters_of_one_thing(parser: Parser) -> None:
    told, found = stances(
        parser,
        "Supporters of the pipeline said it brings work to Orlec. The company backed the pipeline on Monday.",
        "Opponents of the pipeline said it ruins the river. Farmers condemned the pipeline on Monday.",
    )
    (conflict,) = found
    assert conflict.about == "for or against the pipeline"
    sides = shown(told, conflict)
    assert any("Supporters" in p for p in sides["for"]) and any("Opponents" in p for p in sides["against"])


def test_disagreement_with_what_was_said_before(parser: Parser) -> None:
    told, found = stances(
        parser,
        "Union leader Orvo Tarn criticized the curfew on Monday. He called the curfew a mistake. But doctors disagree.",
        "Doctors defended the curfew on Monday.",
    )
    (conflict,) = found
    assert any("disagree" in p for p in shown(told, conflict)["for"])


def test_both_sides_in_one_sentence_are_shown_by_clause(parser: Parser) -> None:
    told, found = stances(
        parser, "Farmers condemned the dam on Monday, while the builders praised the dam.", "It rained in Orlec."
    )
    (conflict,) = found
    sides = shown(told, conflict)
    assert "praised" in sides["for"][0] and "condemned" not in sides["for"][0]
    assert "condemned" in sides["against"][0] and "praised" not in sides["against"][0]


def test_accused_and_denying(parser: Parser) -> None:
    told, found = stances(
        parser,
        "Prosecutors accused Orvo Tarn of fraud on Monday. Orvo Tarn runs the port of Orlec.",
        "Orvo Tarn denied the allegations on Tuesday.",
    )
    (conflict,) = found
    assert conflict.about == "whether the accusations against Orvo Tarn are right"
    sides = shown(told, conflict)
    assert "accused" in sides["for"][0] and "denied" in sides["against"][0]


def test_a_denial_by_somebody_else_is_none_of_the_accused(parser: Parser) -> None:
    _, found = stances(
        parser,
        "Prosecutors accused Orvo Tarn of fraud on Monday.",
        "Ida Korven denied the allegations on Tuesday.",
    )
    assert found == []


@pytest.mark.parametrize(
    "after", ["Orvo Tarn pleaded not guilty on Tuesday.", "A judge dismissed the charges on Tuesday."]
)
def test_a_plea_and_a_ruling_are_no_denial(parser: Parser, after: str) -> None:
    _, found = stances(parser, "Prosecutors accused Orvo Tarn of fraud on Monday. They charged Tarn with theft.", after)
    assert found == []


def test_a_misdeed_is_told_of_who_denies(parser: Parser) -> None:
    told, found = stances(
        parser,
        "The newspaper said that Orvo Tarn secretly sold the land of the port.",
        "Orvo Tarn denied any wrongdoing on Tuesday.",
    )
    (conflict,) = found
    assert "secretly" in shown(told, conflict)["for"][0]


def test_what_was_said_and_is_doubted(parser: Parser) -> None:
    told, found = stances(
        parser,
        "Norland says it has built a reactor small enough for a ship. Analysts are skeptical of that claim.",
        "It rained in Orlec on Monday.",
    )
    (conflict,) = found
    assert conflict.about.startswith("whether it is so: “it has built a reactor")
    sides = shown(told, conflict)
    assert "reactor" in sides["for"][0] and "skeptical" in sides["against"][0]


def test_two_voices_set_against_each_other_in_one_sentence(parser: Parser) -> None:
    told, found = stances(
        parser,
        "Norland says the hall is a mine for copper, but analysts see it as a base for missiles.",
        "It rained in Orlec on Monday.",
    )
    (conflict,) = found
    sides = shown(told, conflict)
    assert "copper" in sides["for"][0] and "missiles" not in sides["for"][0]
    assert "missiles" in sides["against"][0] and "copper" not in sides["against"][0]


def test_two_voices_that_add_to_each_other_do_not_quarrel(parser: Parser) -> None:
    _, found = stances(
        parser,
        "Norland says the hall is a mine for copper, and analysts say that it is deep.",
        "It rained in Orlec on Monday.",
    )
    assert found == []


@pytest.mark.parametrize(
    "after",
    [
        "Analysts rejected Sudania's claim.",  # of somebody else
        "Analysts rejected the idea of a tax on ships.",  # of something else
        "Analysts did not reject that claim.",
    ],
)
def test_what_is_not_the_words_before_is_no_rejoinder(parser: Parser, after: str) -> None:
    _, found = stances(parser, f"Norland says it has built a reactor small enough for a ship. {after}", "It rained.")
    assert found == []


def test_what_is_shown_stands_in_the_text_and_is_the_same_each_time(parser: Parser) -> None:
    told, found = stances(parser, PRAISED, BLAMED)
    for value in found[0].values:
        for span, mark in zip(value.evidence, value.marks, strict=True):
            assert 0 <= span.start < span.end <= len(told.text(span.article)) and len(span) <= 500
            assert any(e.contains(mark) for e in value.evidence)
    assert stances(parser, PRAISED, BLAMED)[1] == found


def test_no_word_is_on_both_sides() -> None:
    for word, rows in sidings().items():
        for part in {s.part for s in rows}:
            sides = {(s.side, f) for s in rows for f in s.frames or ("",) if s.part == part}
            assert not {f for side, f in sides if side > 0} & {f for side, f in sides if side < 0}, word
    assert {i.question for i in issues().values()} <= issues().keys()


SLAMMED = "Mayor Ida Korven closed the harbour on Monday. The union of dockers slammed Korven for closing the harbour."
EXCUSED = '"I could not keep the harbour open, and the closure is right," Korven said. The mayor spoke in Orlec.'


def test_who_is_blamed_answers_in_her_own_words(parser: Parser) -> None:
    told, found = stances(parser, SLAMMED, EXCUSED)
    (conflict,) = found
    assert conflict.about == "for or against Ida Korven"
    sides = shown(told, conflict)
    assert ["I could not keep" in p for p in sides["for"]] == [True]
    assert ["slammed Korven" in p for p in sides["against"]] == [True]


@pytest.mark.parametrize(
    "answer",
    [
        '"I will not run for office again next year, and the party is right," Korven said.',  # of something else
        '"The harbour has four quays and two cranes," Korven said.',  # neither judges nor denies
        "Korven went to Orlec.",
    ],
)
def test_other_words_of_who_is_blamed_are_no_answer(parser: Parser, answer: str) -> None:
    _, found = stances(parser, SLAMMED, answer)
    assert found == []


def test_others_speak_for_who_is_blamed(parser: Parser) -> None:
    _, found = stances(parser, SLAMMED, "Shopkeepers defended Korven on Monday. Ida Korven is the mayor.")
    assert found == []  # no headline names her


@pytest.mark.parametrize(
    "denial",
    [
        "The minister Piet Orlan did not mislead voters, a spokeswoman said on Monday.",
        "Aides of Piet Orlan deny that his words were a cause of the riot.",
        '"I had nothing to do with it," Piet Orlan said on Monday. "I am not a liar," he said.',
    ],
)
def test_denials_by_others_and_in_own_words(parser: Parser, denial: str) -> None:
    accusation = "The union of nurses accused Piet Orlan of misleading voters. Farmers blamed Piet Orlan for lies, too."
    _, found = stances(parser, accusation, denial)
    (conflict,) = found
    assert conflict.about == "whether the accusations against Piet Orlan are right"


def test_who_should_resign_answers(parser: Parser) -> None:
    asked = 'Senator Ada Holm said: "Bo Tarrow is unfit for office, and Tarrow should resign." She spoke in Orlec.'
    answer = 'Governor Bo Tarrow replied on Monday. "I am not unfit for office," Tarrow said.'
    told, found = stances(parser, asked, answer)
    assert any(
        c.about in ("for or against Bo Tarrow", "whether the accusations against Bo Tarrow are right") for c in found
    )
    assert all(e.article in {r.id for r in told.reports} for c in found for v in c.values for e in v.evidence)


def test_doubts_and_good_work_are_sides_on_a_person(parser: Parser) -> None:
    doubted = "Some senators questioned whether Mara Osk had the experience. Others expressed concern about Mara Osk."
    praised = 'The mayor Ida Korven said that Mara Osk was doing "a great job" at the port. Nurses praised Mara Osk.'
    told = story(parser, doubted, praised)
    assert [c for c in told.conflicts if c.about == "for or against Mara Osk"] == []  # no headline names her
    answered = '"I am not without experience, and the concern is wrong and unfair," Osk said.'
    _, found = stances(parser, doubted, f"{praised} {answered}")
    (conflict,) = found
    assert conflict.about == "for or against Mara Osk"
    words = conflict.reasons[0].detail
    assert "great" in words and "questioned" in words and "concern" in words


def test_what_was_said_needs_less_of_an_answer(parser: Parser) -> None:
    stated = (
        "Senator Ada Holm said that she would not support a special session on the harbour cranes. It rained in Orlec."
    )
    disagreed = (
        '"I completely disagree with Senator Ada Holm\'s position on a special session on the cranes," Bo Tarrow said.'
    )
    _, found = stances(parser, stated, disagreed)
    (conflict,) = found
    assert conflict.about == "for or against Ada Holm"
    _, found = stances(parser, stated, disagreed.replace("position on a special session on the cranes", "cousin"))
    assert found == []


def test_what_is_done_shows_a_side_where_nothing_is_said(parser: Parser) -> None:
    done = "The council passed the bill on Monday. Mayor Ida Korven signed the bill in Orlec."
    told, found = stances(parser, done, BLAMED)
    (conflict,) = found
    assert sorted(shown(told, conflict)["for"]) == [
        "Mayor Ida Korven signed the bill in Orlec.",
        "The council passed the bill on Monday.",
    ]
    told, found = stances(parser, done, BLAMED, PRAISED)
    assert all("necessary" in p for p in shown(told, found[0])["for"])  # words go before deeds
    _, found = stances(parser, "The council passed the exam on Monday. Ida Korven signed the letters.", BLAMED)
    assert found == []


def test_what_a_relative_clause_names_is_not_the_question(parser: Parser) -> None:
    praised = "Unions welcomed the veto on Monday. Nurses praised the veto."
    _, found = stances(parser, "Farmers criticized the approach, which faces a veto.", praised)
    assert found == []
