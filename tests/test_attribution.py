"""Quotation marks, cues and the rows made of them, on sentences written for the purpose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.knowledge.reporting import frames
from consilience.model.annotation import Quotation
from consilience.model.article import Article, Capture
from consilience.stages.attribution import attribution
from consilience.stages.parse import Parser, parse
from consilience.text.quotemarks import quotes


def article_of(text: str) -> Article:
    """One paragraph a line, nothing else known."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    capture = Capture(id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    return Article(id="a", text=text, capture=capture, paragraphs=tuple(paragraphs))


def read(text: str, parser: Parser) -> tuple[Quotation, ...]:
    article = article_of(text)
    return attribution(article, parse(article, parser))


def direct(rows: tuple[Quotation, ...], text: str) -> list[tuple[str, str]]:
    """(source, quotation) of every direct row."""
    return [(" ".join(s.of(text) for s in q.source), q.content[0].of(text)) for q in rows if q.direct]


def indirect(rows: tuple[Quotation, ...], text: str) -> list[tuple[str, str]]:
    """(source, content) of every indirect row."""
    return [
        (" ".join(s.of(text) for s in q.source), " … ".join(c.of(text) for c in q.content))
        for q in rows
        if not q.direct
    ]


# -- marks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We go,” she said. “Now.”", ["“We go,”", "“Now.”"]),
        ('"We go," she said.', ['"We go,"']),
        ("''We go,'' she said.", ["''We go,''"]),
        ("'We don't go, it's late,' she said.", ["'We don't go, it's late,'"]),
        (
            "'They kept the 'royal' blue but the paint is cheap.' It rained.",
            ["'They kept the 'royal' blue but the paint is cheap.'"],
        ),
        ("The workers' pay and the drivers' hours were cut.", []),
        ("The '90s were loud, rock 'n' roll was not.", []),
        ("He is 6'2\" tall.", []),
        ("Mayor hails 'new dawn' for Port Ellis", ["'new dawn'"]),
        # turned the wrong way, and missing
        ("”We go,” she said.", ["”We go,”"]),
        ('"We go. We stay. "We sleep.', ['"We go. We stay.', '"We sleep.']),
        ("They left. We stay,” she said.", ["They left. We stay,”"]),
    ],
)
def test_marks_enclose_what_a_reader_sees(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotes(text, 0, len(text)) if not q.depth] == found


def test_nested_marks_have_depth() -> None:
    text = "“They shouted ‘Go home’ at us,” she said."
    assert [(text[q.start : q.end], q.depth) for q in quotes(text, 0, len(text))] == [
        ("“They shouted ‘Go home’ at us,”", 0),
        ("‘Go home’", 1),
    ]


@given(st.text(alphabet="ab .,'\"“”‘’«»-\n(", max_size=60))
def test_stretches_lie_inside_and_outer_ones_do_not_overlap(text: str) -> None:
    found = quotes(text, 0, len(text))
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    outer = [q for q in found if not q.depth]
    assert all(a.end <= b.start for a, b in pairwise(outer))


# -- direct speech ------------------------------------------------------------------------------------------------


def test_split_quotation_gives_each_stretch_the_same_source(parser: Parser) -> None:
    text = "“The bridge is safe,” said engineer Ona Brandt. “We checked every bolt.”"
    assert direct(read(text, parser), text) == [
        ("engineer Ona Brandt", "“The bridge is safe,”"),
        ("engineer Ona Brandt", "“We checked every bolt.”"),
    ]


def test_quotation_running_over_paragraphs_keeps_its_source(parser: Parser) -> None:
    text = "Mayor Ilse Korn said: “The harbour is closed.\n“It will open on Friday.”\nNobody was hurt."
    rows = read(text, parser)
    assert direct(rows, text) == [
        ("Mayor Ilse Korn", "“The harbour is closed."),
        ("Mayor Ilse Korn", "“It will open on Friday.”"),
    ]
    assert all("no closing mark" not in q.issues for q in rows)


def test_missing_opening_mark_begins_with_the_sentence_and_is_told(parser: Parser) -> None:
    text = "The ferry left at noon. We saw the smoke at once,” captain Rolf Aker said."
    row = next(q for q in read(text, parser) if q.direct)
    assert row.content[0].of(text) == "We saw the smoke at once,”"
    assert "no opening mark" in row.issues


def test_missing_closing_mark_ends_before_the_report_goes_on(parser: Parser) -> None:
    text = "Rolf Aker said: “We saw the smoke at once. The ferry reached Port Ellis in the evening."
    row = next(q for q in read(text, parser) if q.direct)
    assert row.content[0].of(text) == "“We saw the smoke at once."
    assert "no closing mark" in row.issues


def test_mixed_quotation_is_an_indirect_row_with_its_direct_rows_inside(parser: Parser) -> None:
    text = "The minister said the plan would be “a disaster for farmers” in the north."
    rows = read(text, parser)
    whole = next(q for q in rows if not q.direct)
    part = next(q for q in rows if q.direct)
    assert whole.content[0].of(text) == "the plan would be “a disaster for farmers” in the north"
    assert part.parent == whole.id
    assert part.source == whole.source


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("Ona Brandt called the offer “an insult” on Monday.", ["“an insult”"]),
        ("The song, titled “Blue Harbour”, was played twice.", []),
        ("Rolf Aker, nicknamed “the Walrus”, sailed alone.", []),
        ("The firm opened a “smart” office in Port Ellis.", []),
    ],
)
def test_scare_quotes_are_speech_only_with_a_speaker(parser: Parser, text: str, speech: list[str]) -> None:
    assert [q for _, q in direct(read(text, parser), text)] == speech


def test_heading_takes_up_words_spoken_below(parser: Parser) -> None:
    text = "'Not a retreat'\nGeneral Ivo Marsh said: “This is not a retreat.”"
    rows = read(text, parser)
    assert [q.content[0].of(text) for q in rows if q.direct] == ["'Not a retreat'", "“This is not a retreat.”"]
    assert rows[0].rule == "quoted:same words"


def test_post_without_marks_is_given_to_its_author(parser: Parser) -> None:
    text = "Today we opened the new clinic in Port Ellis. — Ona Brandt (@onabrandt) May 3"
    assert direct(read(text, parser), text) == [("Ona Brandt", "Today we opened the new clinic in Port Ellis.")]


# -- reported speech ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Police said two men fled on foot.", "Police", "two men fled on foot"),
        ("Two men fled on foot, police said.", "police", "Two men fled on foot"),
        ("The mayor added that the road would reopen.", "The mayor", "the road would reopen"),
        ("The road would reopen, according to the mayor.", "the mayor", "The road would reopen"),
        ("According to the mayor, the road would reopen.", "the mayor", "the road would reopen"),
        ("Union leaders urged Ms. Korn to sign the bill.", "Union leaders", "to sign the bill"),
        ("The president expressed support for the fishermen.", "The president", "support for the fishermen"),
        ("The envoy called for an end to the blockade.", "The envoy", "an end to the blockade"),
        ("The lawyer condemned the arrest as an attack on the press.", "The lawyer", "the arrest as an attack on the press"),
        ("The envoy highlighted the need for new talks.", "The envoy", "the need for new talks"),
        ("Rolf Aker repeated his claim that the boat was sound.", "his", "the boat was sound"),
        ("As the captain explained, the engine had failed.", "the captain", "the engine had failed"),
    ],
)  # fmt: skip
def test_reported_content_and_its_source(parser: Parser, text: str, source: str, content: str) -> None:
    assert (source, content) in indirect(read(text, parser), text)


def test_quoted_as_saying_has_the_person_as_source(parser: Parser) -> None:
    text = "The paper quoted Rolf Aker as saying that the boat was sound."
    assert ("Rolf Aker", "the boat was sound") in indirect(read(text, parser), text)


def test_rows_are_ordered_inside_the_text_and_the_same_on_each_run(parser: Parser) -> None:
    text = "“We go,” Ona Brandt said, adding that “nobody will stay”.\nPolice said she left. 'It's over,' he said."
    rows = read(text, parser)
    assert rows == read(text, parser)
    assert len({q.id for q in rows}) == len(rows)
    for q in rows:
        assert all(0 <= s.start < s.end <= len(text) for s in (*q.content, *q.source, *q.cue))
    assert [q.content[0].start for q in rows] == sorted(q.content[0].start for q in rows)


def test_cue_words_in_odd_order_give_spans_in_the_text(parser: Parser) -> None:
    text = "” Q: of : he \n he whether statement BRANDT: but to BRANDT: according adding “X” she in read A:"
    assert all(0 <= s.start < s.end for q in read(text, parser) for s in (*q.content, *q.source, *q.cue))


def test_no_text_gives_no_rows(parser: Parser) -> None:
    assert read("", parser) == ()
    assert read("”", parser) == ()


# -- the table of reporting words ----------------------------------------------------------------------------------


def test_every_frame_of_the_table_is_one_the_reader_knows() -> None:
    prepositions = frozenset("about of on to for against at with".split())
    known = {"that", "if", "quote", "obj-to", "obj-that", "obj", "obj-noun", "obj-as"} | prepositions
    for part in ("verb", "noun"):
        for word, found in frames(part).items():
            assert word == word.lower()
            assert set(found) <= known
            assert set(found.values()) <= {"say", "quote", "ask", "think", "find", "urge", "judge", "topic"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a mark is missing: the words end where a cue follows
        (
            "“The quay is no parlour, she said, adding that it had stood for years.",
            [("she", "“The quay is no parlour,")],
        ),
        # a colon announces what follows, not what stands before
        (
            "Ona Brandt wrote: 'First the baker, now the bus.' Ivo Marsh wrote: 'This makes no sense at all.'",
            [("Ona Brandt", "'First the baker, now the bus.'"), ("Ivo Marsh", "'This makes no sense at all.'")],
        ),
        # a heading in other marks carries nothing on
        ("“It was dark and cold,” Ivo Marsh said.\n'We lost the boat'", [("Ivo Marsh", "“It was dark and cold,”")]),
        # paragraphs run together: every one has an opening mark, the last alone a closing one
        (
            "She wrote: 'We kept the old pier. The storm took the rest of it. 'We will build again.'",
            [("She", "'We kept the old pier. The storm took the rest of it."), ("She", "'We will build again.'")],
        ),
        # titles are nobody's words
        ("He appeared on “The Late Gardener” with Ivo Marsh, according to the Echo.", []),
        ("A storm played a part in the film “Lost Harbour 2: Nights in Corrow.”", []),
    ],
)
def test_who_has_which_words(parser: Parser, text: str, found: list[tuple[str, str]]) -> None:
    assert [row for row in direct(read(text, parser), text) if row[0]] == found


def test_a_place_is_attacked_with_no_words(parser: Parser) -> None:
    assert not indirect(
        read("Two gunmen attacked the building at dawn.", parser), "Two gunmen attacked the building at dawn."
    )
    text = "The senator attacked the decision at dawn."
    assert indirect(read(text, parser), text)
