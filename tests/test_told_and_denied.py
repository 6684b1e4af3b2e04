"""What some reports tell and others say there was none of, words put into two mouths, deeds of one hand or not."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

STABBING = "A man was stabbed to death outside a bar in Tarnby on Friday night. {rest}"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("No arrests have been made.", "Police arrested a 30-year-old man in Tarnby on Sunday.", True),
        ("No one was in custody on Saturday.", "The suspect turned himself in to police on Sunday.", True),
        ("Police have not arrested anyone.", "A 30-year-old man is being held at the county jail.", True),
        ("No charges have been filed.", "The barkeeper was charged with murder.", True),
        ("No further arrests have been made.", "Police arrested a 30-year-old man in Tarnby on Sunday.", False),
        ("No arrests have been made.", "Police may arrest a 30-year-old man.", False),
        ("No arrests have been made.", "The barkeeper was arrested for theft two years ago.", False),
        ("No guests were hurt.", "A policeman was hurt in the fight.", False),
        ("No guests were hurt.", "Two guests were hurt in the fight.", True),
        ("None of the guests on the boat were hurt.", "Two guests were hurt in the fight.", False),
        ("All guests were unharmed.", "Two guests were hurt in the fight.", True),
        ("No group has claimed responsibility.", "A gang from Halden claimed responsibility.", True),
        ("Their names were not made public.", "The mayor released the names of the guests.", True),
        ("No arrests have been made.", "No arrests were made.", False),
    ],
)
def test_none_and_some(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, STABBING.format(rest=one), STABBING.format(rest=other))
    found = [c for c in told.conflicts if c.reasons[0].rule == "none and some"]
    assert [c.kind for c in found] == ["status"] * clash
    if clash:
        words = [told.text(s.article)[s.start : s.end] for v in found[0].values for s in v.evidence]
        assert {w.rstrip(".") for w in words} == {one.rstrip("."), other.rstrip(".")}


def test_none_and_some_is_an_update_where_it_comes_later(parser: Parser) -> None:
    texts = [STABBING.format(rest=r) for r in ("No arrests have been made.", "Police arrested a man on Sunday.")]
    for published, update in ((("2031-05-12", "2031-05-13"), True), (("2031-05-13", "2031-05-12"), False)):
        told = story(parser, *texts, published=published)
        assert [c.update for c in told.conflicts if c.reasons[0].rule == "none and some"] == [update]


def test_a_report_that_tells_both_speaks_of_two_occasions(parser: Parser) -> None:
    told = story(
        parser,
        STABBING.format(rest="No arrests have been made. Police arrested a man over another fight on Sunday."),
        STABBING.format(rest="Police arrested a man on Sunday."),
    )
    assert not [c for c in told.conflicts if c.reasons[0].rule == "none and some"]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("They would love to do what we do", "Karin Holm", True),
        ("They would love", "Karin Holm", False),  # too little to be one utterance
        ("They would love to do what we do", "Mr Lindqvist", False),
    ],
)
def test_words_in_two_mouths(parser: Parser, one: str, other: str, clash: bool) -> None:
    text = "The council of Tarnby closed the harbour on Friday. Karin Holm and Jonas Lindqvist were there.\n“{words},” said {who}."
    told = story(parser, text.format(words=one, who="Jonas Lindqvist"), text.format(words=one, who=other))
    assert told.of_kind("speaker") == [{"Jonas Lindqvist", "Karin Holm"}] * clash


def test_few_words_of_a_speech_are_no_retelling(parser: Parser) -> None:
    told = story(
        parser,
        "Karin Holm called the closure an abuse of the power of the council. The harbour of Tarnby was closed on Friday.",
        "The harbour of Tarnby was closed on Friday. “The power to close harbours lies with the council, and nobody in this "
        "town will call it an abuse when fishermen, ferrymen and their families ask for safe quays before the winter storms,” "
        "Jonas Lindqvist said.",
    )
    assert not told.of_kind("speaker")


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        ("A source said the fires involved the same arsonist.", True),
        ("A source said the fires were the work of two gangs.", False),
        ("A source said the same people watched both games.", False),
    ],
)
def test_deeds_of_one_hand(parser: Parser, other: str, clash: bool) -> None:
    one = "Two fires broke out in Tarnby on Sunday. Police said the fires were not related."
    two = f"Two fires broke out in Tarnby on Sunday. {other}"
    told = story(parser, one, two)
    assert [c.kind for c in told.conflicts if c.reasons[0].rule.startswith("connected")] == ["polarity"] * clash


def test_a_report_may_dispute_what_it_passes_on(parser: Parser) -> None:
    one = (
        "Two fires broke out in Tarnby on Sunday. Police said the two are unrelated. "
        "A spokesman disputed a paper in which an unnamed source said the fires involved the same arsonist."
    )
    told = story(parser, one, "Two fires broke out in Tarnby on Sunday.")
    found = [c for c in told.conflicts if c.reasons[0].rule.startswith("connected")]
    assert [{s.article for v in c.values for s in v.evidence} for c in found] == [{"a"}]


def test_an_unrelated_thing_denies_nothing(parser: Parser) -> None:
    told = story(
        parser,
        "The council of Tarnby voted after a deal on an unrelated bill against harbour noise, the mayor said.",
        "The council of Tarnby finished the bill against harbour noise on Friday, the mayor said.",
    )
    assert not told.of_kind("polarity")
