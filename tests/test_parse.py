"""The parser stage: offsets, trees, sentences kept inside paragraphs, lemmas, the same rows in any company."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.model.article import Article, Capture
from consilience.model.parse import Parse
from consilience.pipeline import model
from consilience.pipeline.model import ModelError, find_model
from consilience.stages.parse import LONGEST_PARAGRAPH, Parser, parse

TEXT = (
    "Mayor Ana Whitfield's office didn't answer. The harbour, built in 1902, had been closed twice before.\n"
    "“We are leaving,” she said. “Nobody was told.” J. K. Osei of the U.S. Coast Guard signed two papers on Jan. 4.\n"
)


def article(text: str, paragraphs: list[tuple[int, int]] | None = None) -> Article:
    """An article of plain text, a paragraph a line."""
    if paragraphs is None:
        paragraphs, position = [], 0
        for line in text.split("\n"):
            paragraphs.append((position, position + len(line)))
            position += len(line) + 1
    capture = Capture(id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    return Article(id="a", text=text, capture=capture, paragraphs=tuple(paragraphs))


def check(text: str, rows: Parse) -> None:
    """What holds of every parse: offsets give the words, trees are trees, sentences cover the tokens in order."""
    for i, token in enumerate(rows.tokens):
        assert token.i == i
        assert text[token.start : token.end] == token.text
        assert token.left <= i <= token.right
        head = rows.tokens[token.head]
        assert head.sentence == token.sentence
        assert (i in rows.children[token.head]) == (token.head != i)
    covered = [i for s in rows.sentences for i in range(s.first, s.last + 1)]
    assert covered == list(range(len(rows.tokens)))
    for s in rows.sentences:
        assert (s.start, s.end) == (rows.tokens[s.first].start, rows.tokens[s.last].end)
        assert rows.tokens[s.root].head == s.root


def test_rows_of_a_text(parser: Parser) -> None:
    rows = parse(article(TEXT), parser)
    check(TEXT, rows)
    assert len(rows.sentences) == 5
    assert {s.paragraph for s in rows.sentences} == {0, 1}
    lemmas = {t.text: t.lemma for t in rows.tokens}
    assert lemmas["leaving"] == "leave"
    assert lemmas["papers"] == "paper"
    assert lemmas["built"] == "build"
    assert lemmas["n't"] == "not"
    whitfield = next(t for t in rows.tokens if t.text == "Whitfield")
    assert whitfield.ent == "PERSON"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="aé 漢😀.,“”\"'\t\r\n\u00a0-(1", max_size=120))
def test_any_text_keeps_its_offsets(parser: Parser, text: str) -> None:
    rows = parse(article(text), parser)
    check(text, rows)
    found = "".join(t.text for t in rows.tokens)
    assert "".join(found.split()) == "".join(text.split())


def test_a_paragraph_has_the_same_rows_in_any_company(parser: Parser) -> None:
    lines = TEXT.split("\n")
    parser.forget()
    together = parser.rows(lines)
    parser.forget()
    assert [parser.rows([line])[0] for line in lines] == together
    assert parser.rows(lines[::-1]) == together[::-1]


def test_only_the_paragraphs_given_are_parsed(parser: Parser) -> None:
    start = TEXT.index("“We")
    rows = parse(article(TEXT, [(start, start + 27)]), parser)
    assert rows.tokens[0].start == start
    assert rows.tokens[-1].end <= start + 27


def test_a_paragraph_that_is_too_long_is_cut_and_loses_nothing(parser: Parser) -> None:
    text = "The gate is shut. " * (LONGEST_PARAGRAPH // 18 + 50)
    rows = parse(article(text), parser)
    check(text, rows)
    assert sum(t.text == "gate" for t in rows.tokens) == text.count("gate")


def test_every_file_of_the_model_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_model()
    assert (found / "config.cfg").is_file()
    broken = {**model.lock(), "files": {**model.lock()["files"], "config.cfg": hashlib.sha256(b"other").hexdigest()}}
    monkeypatch.setattr(model, "lock", lambda: broken)
    with pytest.raises(ModelError, match=r"config\.cfg is not the file.*consilience model install"):
        model.find_model()
    monkeypatch.setattr(model, "lock", lambda: {**broken, "packages": ["no_such_package_here"]})
    with pytest.raises(ModelError, match="not installed"):
        model.find_model()
