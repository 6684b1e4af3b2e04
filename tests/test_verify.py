"""A dossier is checked again: nothing on what the pipeline makes, something on everything that was changed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from gold_dossier import EXAMPLES, FERRY, gold_dossier

from consilience.ingest.files import read
from consilience.model import dossier as d
from consilience.pipeline.checks import Fault, inside, numbers
from consilience.pipeline.run import dossier as make
from consilience.pipeline.verify import compared, verify
from consilience.render.json import excerpts, from_json, text_hash, to_json
from consilience.stages.parse import Parser

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def gold() -> d.Dossier:
    return gold_dossier()


@pytest.fixture(scope="module")
def made(parser: Parser) -> d.Dossier:
    return make([FERRY], parser=parser)


def swap(rows: tuple[Any, ...], number: int, **fields: Any) -> tuple[Any, ...]:
    """The rows with one of them changed."""
    return (*rows[:number], replace(rows[number], **fields), *rows[number + 1 :])


def said(faults: list[Fault]) -> str:
    return "\n".join(f"{f.where}: {f.what}" for f in faults)


# What a forger changes, one field at a time, in any dossier that has such rows.


def moved_evidence(x: d.Dossier) -> d.Dossier:
    fact = x.facts[0]
    e = fact.evidence[-1]
    return replace(
        x, facts=swap(x.facts, 0, evidence=(*fact.evidence[:-1], replace(e, start=e.start + 3, end=e.end + 3)))
    )


def moved_statement(x: d.Dossier) -> d.Dossier:
    at = x.facts[0].statement_at
    return replace(x, facts=swap(x.facts, 0, statement_at=replace(at, start=at.start + 1, end=at.end + 1)))


def other_statement(x: d.Dossier) -> d.Dossier:
    return replace(x, facts=swap(x.facts, 0, statement=x.facts[0].statement.replace("e", "a", 1)))


def evidence_outside(x: d.Dossier) -> d.Dossier:
    e = x.facts[0].evidence[0]
    return replace(x, facts=swap(x.facts, 0, evidence=(replace(e, end=e.end + 10**6), *x.facts[0].evidence[1:])))


def empty_evidence(x: d.Dossier) -> d.Dossier:
    e = x.facts[0].evidence[0]
    return replace(x, facts=swap(x.facts, 0, evidence=(replace(e, end=e.start), *x.facts[0].evidence[1:])))


def one_origin_more(x: d.Dossier) -> d.Dossier:
    support = x.facts[0].support
    return replace(x, facts=swap(x.facts, 0, support=replace(support, independent=5)))


def one_doubtful_passage_counted(x: d.Dossier) -> d.Dossier:
    number = next(n for n, f in enumerate(x.facts) if f.support.sure == 2)
    first, *others = x.facts[number].evidence
    evidence = (first, *(replace(e, certainty=0.4) for e in others))
    return replace(x, facts=swap(x.facts, number, evidence=evidence))


def one_article_more(x: d.Dossier) -> d.Dossier:
    support = x.facts[0].support
    return replace(x, facts=swap(x.facts, 0, support=replace(support, articles=support.articles + 1)))


def other_number(x: d.Dossier) -> d.Dossier:
    number = next(n for n, c in enumerate(x.conflicts) if c.kind == "number")
    row = x.conflicts[number]
    return replace(x, conflicts=swap(x.conflicts, number, values=swap(row.values, 0, value="77")))


def other_text(x: d.Dossier) -> d.Dossier:
    a = x.articles[0]
    return replace(x, articles=swap(x.articles, 0, text=(a.text or "").replace("stable", "steady")))


def lost_speaker(x: d.Dossier) -> d.Dossier:
    return replace(x, quotations=swap(x.quotations, 0, speakers=("entity-0123456789",)))


def other_speaker_name(x: d.Dossier) -> d.Dossier:
    return replace(x, quotations=swap(x.quotations, 0, speaker_names=("Somebody Else",)))


def silence_hidden(x: d.Dossier) -> d.Dossier:
    number = next(n for n, f in enumerate(x.facts) if f.silent)
    return replace(x, facts=swap(x.facts, number, silent=()))


def copy_with_own_origin(x: d.Dossier) -> d.Dossier:
    """The reprint becomes an origin of its own wherever its own origin is named, the counts go up."""
    other = next(o.id for o in x.origins if "004" in o.articles)
    number = next(n for n, a in enumerate(x.articles) if a.id == "002")
    return replace(x, articles=swap(x.articles, number, origin=other))


PLANTED_INSIDE: list[Callable[[d.Dossier], d.Dossier]] = [
    moved_statement,
    other_statement,
    evidence_outside,
    empty_evidence,
    one_origin_more,
    one_doubtful_passage_counted,
    one_article_more,
    other_number,
    other_text,
    lost_speaker,
    other_speaker_name,
    silence_hidden,
    copy_with_own_origin,
]


def test_a_consistent_dossier_has_no_fault_inside(gold: d.Dossier) -> None:
    assert said(list(inside(gold))) == ""
    assert said(list(inside(excerpts(gold)))) == ""


@pytest.mark.parametrize("plant", PLANTED_INSIDE, ids=lambda f: f.__name__)
def test_faults_that_show_without_reading_again(plant: Callable[[d.Dossier], d.Dossier], gold: d.Dossier) -> None:
    assert list(inside(plant(gold)))


def test_a_fault_says_what_where_expected_and_found(gold: d.Dossier) -> None:
    (fault,) = inside(other_number(gold))
    assert fault.where in {c.id for c in gold.conflicts}
    assert "'77' stands in its passages: expected '77', found [" in fault.what


def test_altered_excerpt_is_found(gold: d.Dossier) -> None:
    cut = excerpts(gold)
    x = cut.articles[1].excerpts[0]
    row = replace(cut.articles[1], excerpts=(replace(x, text="X" + x.text[1:]), *cut.articles[1].excerpts[1:]))
    assert "hash of the excerpt" in said(
        list(inside(replace(cut, articles=swap(cut.articles, 1, excerpts=row.excerpts))))
    )


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Twelve of them were hurt", {12.0}),
        ("two hundred and fourteen people", {2.0, 200.0, 214.0, 14.0}),
        ("some 90,000 passengers", {90000.0}),
        ("2½ miles and 1.5 million", {2.5, 1.5, 1500000.0}),
        ("nobody", set()),
    ],
)
def test_numbers_in_words_and_figures(text: str, held: set[float]) -> None:
    assert numbers(text) >= held


def test_rows_that_differ_are_named_with_the_field(gold: d.Dossier) -> None:
    changed = replace(gold, events=swap(gold.events, 0, date="2025-10-15"), times=gold.times[1:])
    found = list(compared(changed, gold, of_files=False))
    assert [f.where for f in found] == [
        f"{gold.times[0].article}:{gold.times[0].start}-{gold.times[0].end}",
        gold.events[0].id,
    ]
    assert "date as the texts give it: expected '2025-10-14', found '2025-10-15'" in found[1].what


def test_order_of_rows_is_compared(gold: d.Dossier) -> None:
    turned = replace(gold, facts=(gold.facts[1], gold.facts[0], *gold.facts[2:]))
    (found,) = compared(turned, gold, of_files=False)
    assert found.where == "facts"
    assert "order" in found.check


# The same on what the pipeline makes, where even a careful forger is found.


def test_what_the_pipeline_makes_holds(made: d.Dossier, parser: Parser) -> None:
    assert said(verify(made, parser=parser)) == ""
    assert said(verify(from_json(to_json(made)), parser=parser)) == ""


@pytest.mark.parametrize("folder", ["ferry-aground-2025", "mackerel-accord-2026"])
def test_it_holds_against_the_files(folder: str, parser: Parser) -> None:
    captures = read([EXAMPLES / folder]).captures
    story = make([EXAMPLES / folder], parser=parser)
    assert said(verify(story, captures, parser=parser)) == ""
    assert said(verify(story, parser=parser)) == ""
    assert said(verify(excerpts(story), captures, parser=parser)) == ""
    assert said(verify(excerpts(story), parser=parser)) == ""


@pytest.mark.parametrize("plant", [moved_evidence, *PLANTED_INSIDE], ids=lambda f: f.__name__)
def test_planted_faults_are_found(plant: Callable[[d.Dossier], d.Dossier], made: d.Dossier, parser: Parser) -> None:
    if plant is other_number and not any(c.kind == "number" for c in made.conflicts):
        pytest.fail("the example has conflicting numbers")
    assert verify(plant(made), parser=parser)


def test_a_careful_change_of_a_number_is_found(made: d.Dossier, parser: Parser) -> None:
    number = next(n for n, q in enumerate(made.quantities) if q.value == 214)
    forged = replace(made, quantities=swap(made.quantities, number, value=213.0, high=213.0))
    assert "value as the texts give it" in said(verify(forged, parser=parser))


def test_a_careful_move_of_a_span_is_found(made: d.Dossier, parser: Parser) -> None:
    number = next(n for n, f in enumerate(made.facts) if len(f.evidence) == 1 and len(f.statement) > 40)
    fact = made.facts[number]
    e = fact.evidence[0]
    text = next(a.text for a in made.articles if a.id == e.article) or ""
    e = replace(e, end=e.end - 5)
    forged = replace(
        made,
        facts=swap(
            made.facts,
            number,
            evidence=(e,),
            statement=text[e.start : e.end],
            statement_at=d.Place(article=e.article, start=e.start, end=e.end),
        ),
    )
    assert not list(inside(forged))
    assert fact.id in said(verify(forged, parser=parser))


def test_a_careful_swap_of_speakers_is_found(made: d.Dossier, parser: Parser) -> None:
    known = {e.id: e.name for e in made.entities}
    number = next(n for n, q in enumerate(made.quotations) if q.speakers and q.speakers[0] in known)
    q = made.quotations[number]
    other = next(e for e in made.entities if e.type == "person" and e.id not in q.speakers)
    forged = replace(made, quotations=swap(made.quotations, number, speakers=(other.id,), speaker_names=(other.name,)))
    assert q.id in said(verify(forged, parser=parser))


def test_a_copy_that_is_counted_as_an_origin_is_found(made: d.Dossier, parser: Parser) -> None:
    """Article, origin rows, evidence and counts changed together, so that nothing inside contradicts it."""
    new = d.OriginRow(
        id="origin-of-002", name="Marrow Daily Courier", kind="outlet", articles=("002",), open_with=(), reasons=()
    )
    facts = []
    for fact in made.facts:
        evidence = tuple(replace(e, origin=new.id) if e.article == "002" else e for e in fact.evidence)
        origins = tuple(dict.fromkeys(e.origin for e in evidence))
        support = replace(fact.support, origins=origins, independent=len(origins))
        status = fact.status if fact.status == "disputed" else "corroborated" if len(origins) > 1 else "single-origin"
        facts.append(replace(fact, evidence=evidence, support=support, status=status))
    copies = tuple(replace(c, relation="independent", parent=None) if "002" in (c.a, c.b) else c for c in made.copies)
    number = next(n for n, a in enumerate(made.articles) if a.id == "002")
    articles = swap(made.articles, number, origin=new.id)
    forged = replace(made, facts=tuple(facts), copies=copies, articles=articles, origins=(*made.origins, new))
    found = said(verify(forged, parser=parser))
    assert "001+002" in found
    assert "origin" in found


def test_a_quotation_altered_in_the_text_and_its_hash_is_found_by_the_file(made: d.Dossier, parser: Parser) -> None:
    number = next(n for n, a in enumerate(made.articles) if "nobody is missing" in (a.text or ""))
    a = made.articles[number]
    text = (
        (a.text or "")
        .replace("nobody is missing", "nobody was missing".replace("was", "is"), 1)
        .replace("stable", "secure", 1)
    )
    forged = replace(
        made, articles=swap(made.articles, number, text=text, text_sha256=text_hash(text), length=len(text))
    )
    assert "text read from" in said(verify(forged, read([FERRY]).captures, parser=parser))
    assert verify(forged, parser=parser)


def test_a_changed_file_and_a_missing_file_are_named(made: d.Dossier, parser: Parser, tmp_path: Path) -> None:
    for path in sorted((FERRY / "articles").glob("*.txt")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "meta.json").write_bytes((FERRY / "meta.json").read_bytes())
    (tmp_path / "003.txt").write_bytes((tmp_path / "003.txt").read_bytes().replace(b"Nine people", b"Five people"))
    (tmp_path / "004.txt").unlink()
    found = said(verify(made, read([tmp_path]).captures, parser=parser))
    assert "003: hash of the file" in found
    assert "004: its file is among those given" in found


def test_json_lines_hold_against_their_bytes(parser: Parser, tmp_path: Path) -> None:
    """Escapes, characters of several bytes and lines that start far into the file."""
    path = tmp_path / "wire.jsonl"
    rows = [
        {
            "id": f"r{number}",
            "outlet": outlet,
            "published": "2025-10-14",
            "text": (EXAMPLES / "ferry-aground-2025" / "articles" / f"{name}.txt").read_text("utf-8")
            + "\n\tEnd \\ \u00e9\U0001f6f3",
        }
        for number, (outlet, name) in enumerate([("Meridian", "001"), ("Courier", "002")])
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=number == 0) for number, row in enumerate(rows)), "utf-8")
    made = make([path], parser=parser)
    captures = read([path]).captures
    assert {a.part for a in made.articles} == {1, 2}
    assert said(verify(made, captures, parser=parser)) == ""
    path.write_bytes(path.read_bytes().replace(b"nine people", b"five people"))
    assert "hash of the file" in said(verify(made, read([path]).captures, parser=parser))


def test_dates_given_by_the_user_are_used_again(parser: Parser, tmp_path: Path) -> None:
    for name in ("000", "004"):
        (tmp_path / f"{name}.txt").write_bytes((FERRY / "articles" / f"{name}.txt").read_bytes())
    dated = make([tmp_path], parser=parser, published="2025-10-16")
    assert any(a.anchor_rule == "option" for a in dated.articles)
    assert said(verify(dated, parser=parser)) == ""
    assert said(verify(dated, read([tmp_path]).captures, parser=parser)) == ""
    undated = make([tmp_path], parser=parser)
    assert said(verify(undated, read([tmp_path]).captures, parser=parser)) == ""


def test_a_wire_credit_read_off_the_address_has_no_words_and_is_no_fault(tmp_path: Path, parser: Parser) -> None:
    body = (
        "The ferry ran aground near the harbour of Marlow on Monday, police said. Nobody was hurt, the owner added.\n"
    )
    rows = [
        {"id": "w", "outlet": "Gazette", "url": "https://gazette.example/wires/afp/article-1/ferry.html", "text": body},
        {"id": "x", "outlet": "Post", "url": "https://post.example/ferry", "text": body + "A tug will tow it away.\n"},
    ]
    lines = tmp_path / "reports.jsonl"
    lines.write_text("\n".join(json.dumps({**r, "published": "2024-05-07"}) for r in rows), "utf-8")
    story = make([lines], parser=parser)
    assert any(c.start == c.end == 0 for a in story.articles for c in a.credits)
    assert said(verify(story, read([lines]).captures, parser=parser)) == ""
