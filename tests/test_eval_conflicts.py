"""Planted changes: what they do to a sentence, what a case holds, and that the measure can tell found from missed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilience.stages.parse import Parser
from eval import planted_conflicts
from eval.conflict_changes import CLASHING, HARMLESS, KINDS

SENTENCES = {
    "number": "The storm sank 14 fishing boats in the bay.",
    "date": "The council met on Tuesday in the old hall.",
    "place": "The envoys met in Norway for a day of talks.",
    "name": "The mayor, Robert Halden, opened the bridge.",
    "speaker": "“The harbour will stay open through the whole winter this year,” Mayor Robert Halden said.",
    "negation": "The company was warned of the leak in spring.",
    "status": "Two sailors were killed when the mast broke.",
    "rounding": "The storm cut power in 1,234 homes on the island.",
    "synonym": "The gunman fled into the woods on foot.",
    "unit": "The ship drifted for 30 miles before it was found.",
    "order": "The police searched the harbour and two boats on Tuesday.",
    "granularity": "The mayor, Robert Halden, opened the bridge.",
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_changes_a_sentence_of_its_sort(kind: str) -> None:
    sentence = SENTENCES[kind]
    found = list(KINDS[kind](sentence, ["Clara Moss"]))
    assert found
    for change in found:
        made = sentence[: change.start] + change.new + sentence[change.end :]
        assert made != sentence
        assert not change.anchor or change.anchor in sentence
        assert list(KINDS[kind](sentence, ["Clara Moss"])) == found


def test_what_is_no_number_of_things_is_left_alone() -> None:
    for sentence in (
        "Flight 175 turned back.",
        "It was 11:30 p.m. when he left.",
        "More than 40 people came.",
        "In 2014 he left.",
    ):
        assert not list(CLASHING["number"](sentence, []))


def test_rounding_stays_near() -> None:
    (change,) = HARMLESS["rounding"]("The storm cut power in 1,234 homes on the island.", [])
    assert change.new in ("about 1,200", "more than 1,200")


def _stories(folder: Path) -> Path:
    """A story of two reports that both tell of 14 boats and an opened bridge."""
    common = "The bay had seen no such storm since the winter of 1987, the oldest fishermen of the village remembered."
    texts = [
        "The storm sank 14 fishing boats in the bay of Kvalmara late at night. "
        + common
        + " Robert Halden, the mayor, was warned early.",
        "Late at night the storm in the bay of Kvalmara sank 14 fishing boats, the coast guard wrote. Nobody was hurt. "
        + common,
    ]
    path = folder / "stories.jsonl"
    rows = [
        {
            "id": f"s{k}",
            "story": "storm",
            "title": f"Storm {k}",
            "outlet": f"Courier {k}",
            "published": "2031-05-12",
            "text": t,
        }
        for k, t in enumerate(texts)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_cases_hold_the_change_and_the_agreeing_passage(tmp_path: Path) -> None:
    stories = planted_conflicts.rows_of(_stories(tmp_path))
    made = list(planted_conflicts.cases(stories, 3))
    assert made == list(planted_conflicts.cases(stories, 3))
    numbers = [c for c in made if c.kind == "number"]
    assert {c.form for c in numbers} >= {"two", "copy"}
    for case in numbers:
        start, end = case.changed[0]
        assert case.texts[1][start:end].isdigit()
        first, last = case.passages[0]
        assert case.texts[1][start:end] not in case.texts[0][first:last].split()


def test_found_and_missed_are_told_apart(parser: Parser, tmp_path: Path) -> None:
    told = planted_conflicts.measure(_stories(tmp_path), 1, parser)
    assert told["kinds"]["number"] == {"cases": 1, "share": 1.0}
    stories = planted_conflicts.rows_of(_stories(tmp_path))
    case = next(c for c in planted_conflicts.cases(stories, 1) if c.kind == "number")
    dossier = planted_conflicts.told(case, parser)
    assert planted_conflicts.reported(case, dossier) == "number"
    assert not planted_conflicts.reported(
        case._replace(changed=((len(case.texts[1]) - 3, len(case.texts[1])),)), dossier
    )
    assert list(planted_conflicts.lines(told))
