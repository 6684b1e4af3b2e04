"""The examples: their gold stands on the texts, has the described form, and holds the troubles they promise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from gold_dossier import EXAMPLES

from consilience.ingest.files import read

STORIES = sorted(p.parent.name for p in EXAMPLES.glob("*/gold.json"))
RELATIONS = {"copy", "derived", "independent"}


@cache
def gold(story: str) -> dict[str, Any]:
    return dict(json.loads((EXAMPLES / story / "gold.json").read_text("utf-8")))


@cache
def texts(story: str) -> dict[str, str]:
    return {c.id: c.text for c in read([EXAMPLES / story]).captures}


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value:
            yield value
        else:
            for part in value.values():
                yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_there_are_two_stories_of_five_reports_one_in_html() -> None:
    assert len(STORIES) == 2
    for story in STORIES:
        assert len(texts(story)) == 5
        assert not read([EXAMPLES / story]).rejects
    media = [{c.media_type for c in read([EXAMPLES / story]).captures} for story in STORIES]
    assert media == [{"text/plain"}, {"text/html"}]


@pytest.mark.parametrize("story", STORIES)
def test_every_span_of_the_gold_is_its_text(story: str) -> None:
    held = list(spans(gold(story)))
    assert len(held) > 150
    for span in held:
        assert texts(story)[span["article"]][span["start"] : span["end"]] == span["text"], span


@pytest.mark.parametrize("story", STORIES)
def test_every_pair_is_judged_and_references_resolve(story: str) -> None:
    told = gold(story)
    pairs = {frozenset((c["a"], c["b"])) for c in told["copies"]}
    assert pairs == {frozenset(p) for p in combinations(texts(story), 2)}
    assert {c["relation"] for c in told["copies"]} == RELATIONS
    facts = {f["id"] for f in told["facts"]}
    for row in (*told["conflicts"], *told["events"]):
        assert row.get("fact") is None or row["fact"] in facts
    assert set(told["published"]) == set(texts(story))


@pytest.mark.parametrize("story", STORIES)
def test_the_promised_troubles_are_there(story: str) -> None:
    told = gold(story)
    assert {"number", "date", "speaker", "name"} <= {c["kind"] for c in told["conflicts"]}
    assert told["compatible"]
    assert told["boilerplate"]
    assert any(not q["direct"] for q in told["quotations"])
    unbalanced = [s["text"] for q in told["quotations"] if q["direct"] for s in q["spans"] if s["text"][-1] not in '”"']
    assert unbalanced


def test_the_text_story_has_an_update_over_time() -> None:
    assert any(c.get("update") for c in gold("ferry-aground-2025")["conflicts"])


def test_pages_bring_outlet_and_date_with_them() -> None:
    for c in read([EXAMPLES / "mackerel-accord-2026"]).captures:
        assert c.outlet, c.id
        assert c.published, c.id
        assert c.published.startswith("2026-02-1"), c.published
        assert c.published_rule == "page"
    encodings = {c.encoding for c in read([EXAMPLES / "mackerel-accord-2026"]).captures}
    assert len(encodings) == 2
