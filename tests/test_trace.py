"""From an id to passages, offsets, bytes, hashes and rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_dossier import EXAMPLES, gold_dossier

from consilience.ingest.files import read
from consilience.model import dossier as d
from consilience.pipeline.run import dossier as make
from consilience.pipeline.trace import lines, trace
from consilience.stages.parse import Parser


@pytest.fixture(scope="module")
def gold() -> d.Dossier:
    return gold_dossier()


def test_every_row_with_an_id_can_be_traced(gold: d.Dossier) -> None:
    for rows in (
        "facts",
        "conflicts",
        "compatible",
        "quotations",
        "utterances",
        "entities",
        "events",
        "articles",
        "origins",
    ):
        for row in getattr(gold, rows):
            assert trace(gold, row.id), row.id
    for pair in gold.copies:
        assert trace(gold, f"{pair.b}+{pair.a}")[0].what.startswith(f"{pair.a}+{pair.b}: {pair.relation}")


def test_steps_hold_the_words_that_stand_at_their_offsets(gold: d.Dossier) -> None:
    texts = {a.id: a.text or "" for a in gold.articles}
    for fact in gold.facts:
        steps = trace(gold, fact.id)
        assert len(steps) == 1 + len(fact.evidence)
        for step in steps[1:]:
            assert step.at
            assert step.words == texts[step.at.article][step.at.start : step.at.end]


def test_unknown_ids_are_key_errors(gold: d.Dossier) -> None:
    for ident in ("fact-nothing", "", "000:5", "000:9-5", "000:0-999999", "999:0-5", "000+999"):
        with pytest.raises(KeyError):
            trace(gold, ident)


def test_a_citation_gives_what_stands_on_it(gold: d.Dossier) -> None:
    time = gold.times[0]
    steps = trace(gold, f"[{time.article}:{time.start}-{time.end}]")
    assert steps[0].what == "cited"
    assert any(s.what == f"time {time.value}" and "rule gold" in s.by for s in steps)
    fact = gold.facts[0]
    e = fact.evidence[0]
    assert any(s.what == f"fact {fact.id}" for s in trace(gold, f"{e.article}:{e.start}-{e.end}"))


def test_lines_cannot_steer_a_terminal(gold: d.Dossier) -> None:
    for fact in gold.facts:
        assert all(line.isprintable() for line in lines(trace(gold, fact.id)))


@pytest.mark.parametrize("folder", ["ferry-aground-2025", "mackerel-accord-2026"])
def test_bytes_are_those_of_the_words(folder: str, parser: Parser) -> None:
    captures = read([EXAMPLES / folder]).captures
    made = make([EXAMPLES / folder], parser=parser)
    encodings = {a.id: a.encoding for a in made.articles}
    html = folder.startswith("mackerel")
    seen = 0
    for fact in made.facts[:20]:
        for step in trace(made, fact.id, captures)[1:]:
            assert step.at
            assert step.bytes
            raw = Path(step.path).read_bytes()
            told = "".join(raw[start:end].decode(encodings[step.at.article]) for start, end in step.bytes)
            seen += 1
            if not html or "&" not in told:
                assert "".join(told.split()) == "".join(step.words.split())
    assert seen >= 20


def test_steps_name_stage_version_and_model(parser: Parser) -> None:
    made = make([EXAMPLES / "ferry-aground-2025"], parser=parser)
    head = trace(made, made.facts[0].id)[0]
    assert any(by.startswith("stage reconciled ") for by in head.by)
    assert f"model {made.made.model}" in head.by
    without = trace(made, made.facts[0].id)[1]
    assert without.bytes is None
    assert len(without.sha256) == 64
