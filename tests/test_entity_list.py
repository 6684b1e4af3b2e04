"""The user's own list: what is read of it, what it changes in a story, and that a dossier carries it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from consilience.cli import app
from consilience.ingest.entity_list import EntityListError, read_entities
from consilience.model.annotation import Entity, KnownEntity
from consilience.model.article import Article, Capture
from consilience.model.story import Report
from consilience.pipeline.run import dossier, settings_of
from consilience.pipeline.verify import verify
from consilience.stages.link import link, named_in
from consilience.stages.mentions import mentions
from consilience.stages.parse import Parser, parse

ROWS = (
    KnownEntity(name="Mira Kolb", names=("the Heron",), type="person", wikidata="Q1"),
    KnownEntity(name="Osk Harbour Board", names=("OHB", "the Board"), type="organisation"),
)
TSV = (
    "# people of the harbour story\n"
    "name\tnames\ttype\twikidata\tapart\n"
    "Mira Kolb\tthe Heron\tperson\tQ1\tMarta Kolb\n"
    "\n"
    "Osk Harbour Board\tOHB|the Board\torganisation\n"
)


def _reports(parser: Parser, *texts: str) -> list[Report]:
    out = []
    for number, text in enumerate(texts):
        id_ = f"{number:03d}"
        capture = Capture(id=id_, path=id_, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
        article = Article(id=id_, text=text, capture=capture, paragraphs=((0, len(text)),))
        parsed = parse(article, parser)
        out.append(Report(article=article, parse=parsed, mentions=mentions(article, parsed)))
    return out


def _words(reports: list[Report], entity: Entity) -> list[str]:
    text = {r.id: r.article.text for r in reports}
    return [m.span.of(text[m.span.article]) for m in entity.mentions]


def test_a_list_is_read_from_tsv_and_json(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(TSV, "utf-8")
    first, second = read_entities(tmp_path / "own.tsv")
    assert first == KnownEntity(
        name="Mira Kolb", names=("the Heron",), type="person", wikidata="Q1", apart=("Marta Kolb",)
    )
    assert second.names == ("OHB", "the Board") and second.wikidata is None
    rows = [{"name": "Mira Kolb", "names": ["the Heron"], "type": "person", "wikidata": "Q1", "apart": ["Marta Kolb"]}]
    (tmp_path / "own.json").write_text(json.dumps(rows), "utf-8")
    assert read_entities(tmp_path / "own.json") == (first,)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.tsv", "name\ttype\nMira\tpersn\n", "a.tsv:2: unknown type 'persn'; give one of person"),
        ("b.tsv", "name\tiso3\nOsk\tXYZ\n", "b.tsv:2: 'XYZ' is no ISO 3166-1"),
        ("c.tsv", "label\nMira\n", "c.tsv:1: 'label' is none of name"),
        ("d.tsv", "type\nperson\n", "d.tsv:1: the first line names no column 'name'"),
        ("e.tsv", "name\nMira\tKolb\n", "e.tsv:2: 2 cells under 1 columns"),
        ("f.tsv", "name\twikidata\nMira\t183\n", "f.tsv:2: '183' is no item of Wikidata"),
        ("g.tsv", "name\ttype\n\tperson\n", "g.tsv:2: no name"),
        ("h.json", '{"name": "Mira"}', "h.json: a list of objects is wanted"),
        ("i.json", '[{"name": "Mira", "names": [1]}]', "i.json: entity 1: 'names' must be a list of texts"),
        ("j.json", "[", "j.json:1: no JSON"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(EntityListError) as told:
        read_entities(tmp_path / name)
    assert said in str(told.value)


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EntityListError, match="cannot be read as a list of entities"):
        read_entities(tmp_path / "none.tsv")


TEXTS = (
    "Mira Kolb spoke in Osk on Monday. The Osk Harbour Board met. OHB wants a new pier, Kolb said.",
    "Fishermen call her the Heron. Police said the Board had agreed.",
)


def test_names_of_the_list_are_joined_and_what_it_says_holds(parser: Parser) -> None:
    reports = _reports(parser, *TEXTS)
    found = {e.name: e for e in link(reports, ROWS)}
    kolb, board = found["Mira Kolb"], found["Osk Harbour Board"]
    assert {"Mira Kolb", "the Heron", "Kolb"} <= set(_words(reports, kolb))
    assert (kolb.type, kolb.wikidata) == ("person", "Q1")
    assert {"Osk Harbour Board", "OHB", "the Board"} <= set(_words(reports, board))
    assert board.type == "organisation"
    assert {m.rule for m in kolb.mentions if m.form == "named"} == {"your list", "surname"}
    assert "the Heron" not in _words(reports, {e.name: e for e in link(reports)}["Mira Kolb"])


def test_each_span_belongs_to_one_entity_and_lies_in_its_text(parser: Parser) -> None:
    reports = _reports(parser, *TEXTS)
    length = {r.id: len(r.article.text) for r in reports}
    spans = [m.span for e in link(reports, ROWS) for m in e.mentions]
    assert len(spans) == len(set(spans))
    assert all(0 <= s.start < s.end <= length[s.article] for s in spans)
    assert link(reports, ROWS) == link(reports[::-1], ROWS)


def test_names_that_the_list_keeps_apart_stay_apart(parser: Parser) -> None:
    reports = _reports(parser, "Northern Light Group met in Osk. The Northern Light Network met in Tarn on Monday.")
    joined = [e for e in link(reports) if e.name.startswith("Northern Light")]
    rows = (KnownEntity(name="Northern Light Group", type="organisation", apart=("Northern Light Network",)),)
    parted = [e for e in link(reports, rows) if e.name.startswith("Northern Light")]
    assert (len(joined), len(parted)) == (1, 2)


def test_a_state_by_a_name_of_the_users_own(parser: Parser) -> None:
    reports = _reports(parser, "Norway agreed. The Fjordland said that it would sign the treaty.")
    rows = (KnownEntity(name="Fjordland", iso3="NOR"),)
    norway = next(e for e in link(reports, rows) if e.iso3 == "NOR")
    assert {"Norway", "Fjordland"} <= set(_words(reports, norway))


def test_only_rows_that_a_report_names_are_kept(parser: Parser) -> None:
    reports = _reports(parser, TEXTS[0])
    assert named_in(reports, (*ROWS, KnownEntity(name="Nobody Here"))) == ROWS
    assert link(reports, (KnownEntity(name="Nobody Here"),)) == link(reports)


def test_a_dossier_carries_the_rows_it_used_and_is_made_again_with_them(tmp_path: Path, parser: Parser) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    made = dossier([tmp_path], published="2025-05-05", entities=(*ROWS, KnownEntity(name="Nobody")), parser=parser)
    assert settings_of(made).entities == ROWS
    assert {e.name: e.wikidata for e in made.entities}["Mira Kolb"] == "Q1"
    assert dossier([tmp_path], published="2025-05-05", entities=ROWS, parser=parser) == made
    assert not list(verify(made, parser=parser))
    assert dossier([tmp_path], published="2025-05-05", parser=parser).made.settings["entities"] is None


def test_the_command_says_what_is_wrong_with_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], "utf-8")
    (tmp_path / "own.tsv").write_text("name\ttype\nMira\tpersn\n", "utf-8")
    told = CliRunner().invoke(app, ["dossier", str(tmp_path / "a.txt"), "--entities", str(tmp_path / "own.tsv")])
    assert told.exit_code == 2
    assert "own.tsv:2: unknown type 'persn'" in told.output
