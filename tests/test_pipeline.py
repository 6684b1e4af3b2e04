"""Properties of the whole plan, on the examples: spans, order, pieces, processes, re-runs, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import consilience
from consilience.ingest.files import read
from consilience.model.claim import SURE
from consilience.model.dossier import Dossier
from consilience.pipeline.executors import processes, serial
from consilience.pipeline.model import find_model
from consilience.pipeline.plan import ARTICLE_PLAN, STORY_PLAN
from consilience.pipeline.run import Desk, NothingToRead, dossier
from consilience.render.json import to_json
from consilience.stages.parse import Parser

EXAMPLES = Path(__file__).parents[1] / "examples"
STORIES = sorted(p for p in EXAMPLES.iterdir() if (p / "articles").is_dir())


@pytest.fixture(scope="module", params=STORIES, ids=lambda p: p.name)
def story(request: pytest.FixtureRequest) -> Path:
    """A story folder of the examples."""
    folder: Path = request.param
    return folder


@pytest.fixture(scope="module")
def made(story: Path, parser: Parser) -> Dossier:
    """The dossier of the story."""
    return dossier([story], parser=parser)


def rows(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from rows(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from rows(item)


def test_every_span_lies_inside_its_text(made: Dossier) -> None:
    texts = {a.id: a.text or "" for a in made.articles}
    spans = [r for r in rows(msgspec.to_builtins(made)) if {"article", "start", "end"} <= r.keys()]
    assert len(spans) > 100
    for row in spans:
        assert 0 <= row["start"] < row["end"] <= len(texts[row["article"]]), row


def test_statements_and_verbatim_sentences_are_the_words_of_their_passage(made: Dossier) -> None:
    texts = {a.id: a.text or "" for a in made.articles}
    told = [(f.statement, f.statement_at) for f in made.facts]
    told += [(s.text, s.verbatim) for s in made.story.lead if s.verbatim]
    assert told
    for words, at in told:
        assert texts[at.article][at.start : at.end] == words


def test_each_report_is_there_or_rejected(story: Path, made: Dossier) -> None:
    intake = read([str(story)])
    assert len(intake.captures) + len(intake.rejects) == len(made.articles) + len(made.rejects)


def test_a_second_run_gives_the_same_bytes(story: Path, made: Dossier, parser: Parser) -> None:
    parser.forget()
    assert to_json(dossier([story], parser=parser)) == to_json(made)


def test_order_does_not_matter(story: Path, parser: Parser) -> None:
    files = sorted(p for p in (story / "articles").iterdir() if p.name != "meta.json")
    forth, back = dossier(files, parser=parser), dossier(files[::-1], parser=parser)
    assert to_json(forth) == to_json(back)


def test_pieces_give_what_all_at_once_gives(story: Path, parser: Parser) -> None:
    files = sorted(p for p in (story / "articles").iterdir() if p.name != "meta.json")
    desk = Desk(serial(parser))
    for file in files[::-1]:
        desk.add([file])
        desk.dossier()
    assert to_json(desk.dossier()) == to_json(dossier(files, parser=parser))


def test_processes_give_what_one_gives(made: Dossier) -> None:
    assert to_json(dossier([_folder(made)], executor=processes(find_model(), 2))) == to_json(made)


def _folder(made: Dossier) -> Path:
    return Path(made.articles[0].path).parents[1]


def test_json_goes_there_and_back(made: Dossier) -> None:
    assert msgspec.json.decode(to_json(made), type=Dossier) == made


def test_support_counts_origins_not_articles(made: Dossier) -> None:
    several = [f for f in made.facts if f.support.articles > 1]
    assert several
    for fact in several:
        high = fact.support.independent if isinstance(fact.support.independent, int) else fact.support.independent[1]
        assert 1 <= high <= fact.support.articles
        surely = {e.article for e in fact.evidence if e.certainty >= SURE}
        sure = fact.support.sure if isinstance(fact.support.sure, int) else fact.support.sure[0]
        assert 1 <= sure <= min(high, len(surely))
        assert fact.status == "disputed" or (fact.status == "corroborated") == (sure > 1)


def test_every_passage_says_what_kind_of_origin_stands_behind_it(made: Dossier) -> None:
    kinds = {o.id: o.kind for o in made.origins}
    passages = [e for f in made.facts for e in f.evidence]
    assert all(e.kind == kinds[e.origin] for e in passages if not e.vouchers)
    assert "official" in {e.kind for e in passages if e.vouchers}


def test_a_passage_that_may_say_something_else_corroborates_nothing(made: Dossier) -> None:
    """Some statements of the examples are shown beside passages that are only like them."""
    doubtful = [f for f in made.facts if any(e.certainty < SURE for e in f.evidence)]
    assert doubtful
    for fact in doubtful:
        statement = fact.statement_at
        own = next(e for e in fact.evidence if e.article == statement.article and e.start <= statement.start < e.end)
        assert own.certainty == 1.0
        if all(e.certainty < SURE for e in fact.evidence if e != own):
            assert fact.support.sure == 1
            assert fact.status != "corroborated"


def test_ids_are_unique(made: Dossier) -> None:
    for kind in ("articles", "entities", "quotations", "facts", "conflicts", "events", "origins", "utterances"):
        ids = [row.id for row in getattr(made, kind)]
        assert len(ids) == len(set(ids)), kind


def test_the_plan_reads_only_what_was_made_before() -> None:
    for given, plan in ((("capture", "parser"), ARTICLE_PLAN), (("reports", "known"), STORY_PLAN)):
        known = set(given)
        for stage in plan:
            assert set(stage.reads) <= known, stage
            known.add(stage.makes)


def test_nothing_usable_says_why(tmp_path: Path, parser: Parser) -> None:
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(NothingToRead) as told:
        dossier([tmp_path], parser=parser)
    assert [r.reason for r in told.value.rejects] == ["empty"]


def test_a_stray_is_set_apart(tmp_path: Path, story: Path, parser: Parser) -> None:
    stray = tmp_path / "stray.txt"
    stray.write_text(
        "The national chess championship was won by a schoolgirl from the coast on Sunday.\n"
        "She beat the defending grandmaster in forty moves with the black pieces, her coach said.\n"
        "The tournament hall was full for the last round, and spectators applauded her endgame.\n"
    )
    told = dossier([story, stray], parser=parser)
    assert [(r.what, r.reason) for r in told.rejects if r.reason == "other-story"] == [(str(stray), "other-story")]
    assert "stray" not in {a.id for a in told.articles}


def test_public_names() -> None:
    assert consilience.dossier is dossier
    with pytest.raises(AttributeError, match="no attribute"):
        consilience.nothing  # noqa: B018


def test_a_dated_statement_stands_once_in_the_timeline_on_passages_that_state_it(made: Dossier) -> None:
    told = [(row.date, row.statement) for row in made.timeline]
    assert told
    assert len(told) == len(set(told))
    doubtful = [e for f in made.facts for e in f.evidence if e.certainty < SURE]
    sure = [e for f in made.facts for e in f.evidence if e.certainty >= SURE]
    for row in made.timeline:
        for at in row.evidence:
            covers = lambda e, at=at: e.article == at.article and e.start <= at.start and at.end <= e.end  # noqa: E731
            assert any(map(covers, sure)) or not any(map(covers, doubtful))
    assert all(e.date is None or e.date[:1].isdigit() for e in made.events)
