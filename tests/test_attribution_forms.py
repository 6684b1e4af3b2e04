"""Where content begins and ends, and speech that only the form of the page shows, on sentences written for the purpose."""

from __future__ import annotations

import pytest

from consilience.model.annotation import Quotation
from consilience.model.article import Article, Capture
from consilience.stages.attribution import attribution
from consilience.stages.attribution.forms import turns
from consilience.stages.parse import Parser, parse

Row = tuple[str, str, str]


def read(text: str, parser: Parser) -> tuple[Quotation, ...]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at + len(line) - len(line.lstrip()), at + len(line)))
        at += len(line) + 1
    capture = Capture(id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    article = Article(id="a", text=text, capture=capture, paragraphs=tuple(paragraphs))
    return attribution(article, parse(article, parser))


def rows(found: tuple[Quotation, ...], text: str, *, direct: bool) -> list[tuple[str, str]]:
    """(source, content) of the direct or the indirect rows."""
    return [
        (" ".join(s.of(text) for s in q.source), " … ".join(c.of(text) for c in q.content))
        for q in found
        if q.direct == direct
    ]


# -- where content begins and ends ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The plan for the harbour “will fail,” Ona Brandt said.", "Ona Brandt", "The plan for the harbour “will fail,”"),
        ("Ona Brandt called the new road to the harbour “a gift.”", "Ona Brandt", "the new road to the harbour “a gift.”"),
        ("Ona Brandt said the road was “a gift,” which pleased the mayor.", "Ona Brandt", "the road was “a gift,”"),
        ("Ona Brandt said the road was built by Ivo Marsh, who is 60.", "Ona Brandt", "the road was built by Ivo Marsh"),
        ("Ona Brandt told the council he was “against it from the start.”", "Ona Brandt", "he was “against it from the start.”"),
        ("The boat, according to the police, sank at once.", "the police", "The boat … sank at once"),
        ("Ivo Marsh said on Radio Ora on Sunday that the road was closed.", "Ivo Marsh", "the road was closed"),
        ("Ivo Marsh said he was glad and added that the road would open.", "Ivo Marsh", "the road would open"),
        ("Ivo Marsh said he was glad and added that the road would open.", "Ivo Marsh", "he was glad"),
        ("The crisis led the farmers to say that they would march.", "the farmers", "they would march"),
        ("The company released a letter saying that the boat was lost.", "The company", "the boat was lost"),
        ("Asked whether he would stay, Ivo Marsh laughed.", "", "whether he would stay"),
        ("“The bridge is safe,” said Ivo Marsh. It “carries no cars at all.”", "Ivo Marsh", "It “carries no cars at all.”"),
    ],
)  # fmt: skip
def test_reach_of_content(parser: Parser, text: str, source: str, content: str) -> None:
    assert (source, content) in rows(read(text, parser), text, direct=False)


def test_words_on_the_occasion_are_no_content(parser: Parser) -> None:
    text = "On the bridge, Ona Brandt said, “We sold it.”"
    assert rows(read(text, parser), text, direct=False) == []
    assert rows(read(text, parser), text, direct=True) == [("Ona Brandt", "“We sold it.”")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # split around its cue, the first half no sentence
        ("“Well,” Ona Brandt said of the plan, “we tried.”", [("Ona Brandt", "“Well,”"), ("Ona Brandt", "“we tried.”")]),
        # what carries on belongs to the last report
        (
            "“The bridge is safe,” said Ivo Marsh. Ona Brandt said that it was not. “Nobody drives there.”",
            [("Ivo Marsh", "“The bridge is safe,”"), ("Ona Brandt", "“Nobody drives there.”")],
        ),
        # a paragraph of its own after a sentence of reported speech
        (
            "Ona Brandt said the dam leaked.\n“I saw the water myself, it was as high as my knees.”",
            [("Ona Brandt", "“I saw the water myself, it was as high as my knees.”")],
        ),
        # marks missing
        ("The mayor said the dam was safe” and left.", [("The mayor", "the dam was safe”")]),
        # an invisible mark of direction before the quotation mark
        ("\u202a”The dam is safe,” said Ona Brandt.", [("Ona Brandt", "”The dam is safe,”")]),
        # titles with their author, words at a distance
        ('The market opened again. "Harbour opens at last," by Ona Brandt.', []),
        ("The so-called “experts” left the office.", []),
        # a headline in single marks
        ("Mayor hails 'new dawn' for Port Ellis\nIt rained.", [("Mayor", "'new dawn'")]),
    ],
)  # fmt: skip
def test_quoted_words_and_their_source(parser: Parser, text: str, found: list[tuple[str, str]]) -> None:
    assert rows(read(text, parser), text, direct=True) == found


# -- headlines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Ona Brandt: The dam will hold for years", [("Ona Brandt", "The dam will hold for years")]),
        ("Police: Two men were held after a raid", [("Police", "Two men were held after a raid")]),
        ("Ivo Marsh to farmers: Your land is safe", [("Ivo Marsh", "Your land is safe")]),
        ("A long way home: The boats return to Port Ellis", []),
        ("The Latest: Boats return to Port Ellis", []),
    ],
)
def test_headline_with_its_speaker_before_a_colon(parser: Parser, headline: str, found: list[tuple[str, str]]) -> None:
    text = headline + "\nIt rained in Corrow on Monday."
    told = [r for r in read(text, parser) if r.rule.endswith(":heading")]
    assert rows(tuple(told), text, direct=False) == found


# -- talk, set-off paragraphs, posts --------------------------------------------------------------------------------


def test_questions_and_answers(parser: Parser) -> None:
    text = "Ona Brandt spoke to the Echo.\nQ: Is the dam safe?\nA: It is. Ivo Marsh said “perhaps”.\nQ: And the road?\nA: No."
    found = [q for q in read(text, parser) if q.direct]
    assert [(q.rule, q.content[0].of(text)) for q in found] == [
        ("quoted:question", "Is the dam safe?"),
        ("quoted:answer", "It is. Ivo Marsh said “perhaps”."),
        ("quoted:question", "And the road?"),
        ("quoted:answer", "No."),
    ]
    assert all("no quotation marks" in q.issues for q in found)


@pytest.mark.parametrize("mark", ["", "“"])
def test_record_of_talk_gives_each_turn_its_name(parser: Parser, mark: str) -> None:
    text = f"The council met.\n{mark}BRANDT: The dam is safe.\n{mark}MARSH: Nobody believes that.\n{mark}BRANDT: Look again."
    assert rows(read(text, parser), text, direct=True) == [
        ("BRANDT", "The dam is safe."),
        ("MARSH", "Nobody believes that."),
        ("BRANDT", "Look again."),
    ]


def test_headings_with_a_colon_are_no_talk() -> None:
    text = "Power: The dam makes it.\nWater: The town needs it.\nRoads: They are closed."
    starts = [0, 25, 52]
    assert turns(text, [(s, text.find("\n", s) if "\n" in text[s:] else len(text)) for s in starts]) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The company sent out a statement:\nWe are sorry for what happened at the harbour.\nThe harbour lies in Corrow.",
            [("The company", "We are sorry for what happened at the harbour.")],
        ),
        (
            "Ona Brandt wrote:\n  The pier is gone and nobody will build it again.\n  We are cold and we are tired of it all.",
            [
                ("Ona Brandt", "The pier is gone and nobody will build it again."),
                ("Ona Brandt", "We are cold and we are tired of it all."),
            ],
        ),
        ("Here are the winners of the day:\nThe boat from Corrow won the first race at noon.", []),
        ("The Echo reported:\nBrandt said that the dam had leaked for many years.", []),
    ],
)
def test_paragraph_set_off_behind_a_colon(parser: Parser, text: str, found: list[tuple[str, str]]) -> None:
    assert rows(read(text, parser), text, direct=True) == found


def test_tweeted_words_without_marks_are_reported(parser: Parser) -> None:
    text = "Ona Brandt tweeted: We will rebuild the pier."
    assert rows(read(text, parser), text, direct=False) == [("Ona Brandt", "We will rebuild the pier")]


def test_spans_lie_in_the_text_and_repeat(parser: Parser) -> None:
    text = "Brandt: ‘We stay’\nQ: Why?\nA: “Well,” she said.\nMarsh wrote:\nThe dam is not safe at all, I think.\n“Go, he said.”"
    found = read(text, parser)
    assert found == read(text, parser)
    assert len({q.id for q in found}) == len(found)
    for q in found:
        assert all(0 <= s.start < s.end <= len(text) for s in (*q.content, *q.source, *q.cue))
