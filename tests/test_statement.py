"""The words that several passages share: the clause that the others carry, never what one alone adds."""

from __future__ import annotations

import pytest

from consilience.knowledge.predicates import synonyms
from consilience.model.article import Article, Capture
from consilience.model.parse import Parse
from consilience.stages.parse import Parser, parse
from consilience.text.predicates import Keys, terms
from consilience.text.statement import Stretch, shared_cores, stretches
from consilience.text.weights import StoryIndex


def read(parser: Parser, text: str) -> Parse:
    """The parse of one sentence."""
    capture = Capture(id="a", path="a", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    return parse(Article(id="a", text=text, capture=capture, paragraphs=((0, len(text)),)), parser)


def core(parser: Parser, *texts: str, taken: set[tuple[str, int, int]] | None = None) -> str:
    """The statement shared by sentences, one a report."""
    keys = Keys(synonyms())
    parses = [read(parser, t) for t in texts]
    said = [terms(p, keys.of(p)) for p in parses]
    index = StoryIndex([[k for k in row if k] for row in said])
    held = {str(n): [stretches(p, 0, row)] for n, (p, row) in enumerate(zip(parses, said, strict=True))}
    found = shared_cores(held, index.weight_of)
    report, stretch = next((r, s) for r, s in found if (r, s.start, s.end) not in (taken or set()))
    return texts[int(report)][stretch.start : stretch.end]


def test_what_one_report_adds_is_left_out(parser: Parser) -> None:
    long = "The bridge over the Aven was closed on Monday, and the mayor promised free buses to every pupil in Marlow."
    short = "On Monday engineers closed the bridge over the Aven."
    told = core(parser, long, short)
    assert "bridge" in told
    assert "buses" not in told


def test_the_whole_sentence_where_all_of_it_is_shared(parser: Parser) -> None:
    one = "The bridge over the Aven was closed on Monday."
    assert core(parser, one, one) == one


def test_no_two_claims_in_the_same_words(parser: Parser) -> None:
    one, other = "The bridge over the Aven was closed on Monday.", "Engineers closed the Aven bridge on Monday."
    first = core(parser, one, other)
    number = 0 if first == one else 1
    taken = {(str(number), 0, len(first))}
    assert core(parser, one, other, taken=taken) != first


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The mayor, who opened the bridge in May, said the closure was needed.", "who opened the bridge in May"),
        ("He left because the river had flooded the whole market square.", "because"),
    ],
)
def test_clauses_that_cannot_stand_alone(parser: Parser, text: str, never: str) -> None:
    rows = read(parser, text)
    for stretch in stretches(rows, 0, terms(rows, Keys(synonyms()).of(rows)))[1:]:
        assert not text[stretch.start : stretch.end].startswith(never)


def test_quotation_marks_are_in_pairs(parser: Parser) -> None:
    text = "Ana Pell called the plan a “costly mistake” and the council of Marlow rejected the bridge on Monday."
    rows = read(parser, text)
    for stretch in stretches(rows, 0, terms(rows, Keys(synonyms()).of(rows))):
        words = text[stretch.start : stretch.end]
        assert words.count("“") == words.count("”"), words


def pieces(parser: Parser, text: str) -> list[str]:
    """The clauses of one sentence that may state a claim."""
    rows = read(parser, text)
    return [text[s.start : s.end] for s in stretches(rows, 0, terms(rows, Keys(synonyms()).of(rows)))[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied that the council sold the harbour to a foreign bank, but the opposition filed a complaint.",
        "The Marlow Courier published a claim that the council sold the harbour, and the mayor called a meeting.",
        "The opposition alleges that the council sold the harbour, while the mayor visited the market.",
    ],
)
def test_what_is_only_said_keeps_who_says_it(parser: Parser, text: str) -> None:
    told = [p for p in pieces(parser, text) if "harbour" in p]
    assert told
    for words in told:
        assert any(v in words for v in ("denied", "claim", "alleges")), words


@pytest.mark.parametrize("opening", ["If", "Unless", "Whether"])
def test_what_is_open_is_not_stated(parser: Parser, opening: str) -> None:
    text = f"{opening} the council sells the harbour this year, the ferries will lose their berths in the old town."
    assert not any(p.lower().startswith("the council sells") for p in pieces(parser, text))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The council passed a law on Monday allowing shops whose owners object to close on Sundays.", ("allowing",)),
        ("The mayor called the report false and said the harbour needed new cranes.", ("and said", "said")),
        (
            "While many people first backed the decision to let ships come into Marlow, the fire changed the mood.",
            ("to", "let"),
        ),
        (
            "The mayor opened the new bridge on Monday by demanding that the council repair the harbour.",
            ("demanding", "by"),
        ),
        ("The council announced a plan to close the old harbour, and the ferries moved north.", ("plan", "plan to")),
    ],
)
def test_nothing_hangs_in_the_air(parser: Parser, text: str, ends: tuple[str, ...]) -> None:
    assert not [p for p in pieces(parser, text) if p.endswith(ends)]


def test_no_words_that_join_at_the_beginning(parser: Parser) -> None:
    text = "The mayor left the town hall in Marlow just hours after the new council was sworn in."
    assert not [p for p in pieces(parser, text) if p.startswith("just")]


def test_a_question_states_nothing(parser: Parser) -> None:
    text = "Was the old harbour of Marlow sold to a bank?"
    rows = read(parser, text)
    held = {n: [stretches(rows, 0, terms(rows, Keys(synonyms()).of(rows)))] for n in "ab"}
    assert shared_cores(held, {}) == []


def test_nothing_to_choose_from() -> None:
    assert shared_cores({}, {}) == []
    assert shared_cores({"a": [[Stretch(0, 2, ("no",), True, False)]]}, {"no": 1.0}) == []
