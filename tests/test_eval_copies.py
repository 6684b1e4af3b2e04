from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from eval import copies, floors
from eval.__main__ import main
from eval.planted_copies import COPIES, WANTED, planted

READ = Path(__file__).parents[1] / "eval" / "data" / "copies_read.tsv"


@pytest.fixture(scope="module")
def told() -> dict[str, float]:
    return copies.figures(None, 200)


def test_no_figure_of_the_planted_set_lies_below_its_floor(told: dict[str, float]) -> None:
    assert floors.read(copies.SECTION)
    assert floors.check(told, copies.SECTION) == []


def test_every_kind_is_planted_and_shown(told: dict[str, float]) -> None:
    made = [item.kind for item in planted(copies.own_rows(), 200, copies.OWN_SHORTEST)]
    assert {kind: made.count(kind) >= 4 for kind in WANTED} == dict.fromkeys(WANTED, True)
    shown = "\n".join(copies.lines(told))
    assert all(kind in shown for kind in (*COPIES, "heavy", "quotes", "event"))


def test_planted_pieces_stand_where_they_are_said_to() -> None:
    for item in planted(copies.own_rows(), 3, copies.OWN_SHORTEST):
        for a, b, c, d in item.shared:
            assert item.base[a:b].strip()
            assert item.made[c:d].strip()
            if item.kind in ("headline", "third", "half-own"):
                assert item.base[a:b] == item.made[c:d]


def test_floors_of_one_set_leave_the_other_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "floors.json"
    file.write_text('{"examples": {"x": 0.5}, "copies": {"y": 0.7}}')
    monkeypatch.setattr(floors, "FILE", file)
    assert floors.check({"y": 0.6}, "copies") == ["y: 0.6 where the floor is 0.7"]
    assert floors.check({"y": 0.8123}, "copies", lift=True) == []
    assert json.loads(file.read_text()) == {"examples": {"x": 0.5}, "copies": {"y": 0.812}}


def test_pairs_called_were_read_and_hold() -> None:
    rows = [line.split("\t") for line in READ.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows[0] == ["a", "b", "called", "truth", "remark"]
    pairs = [(a, b) for a, b, *_ in rows[1:]]
    keys = [hashlib.sha256(f"{a}|{b}".encode()).hexdigest() for a, b in pairs]
    assert len(pairs) == 60
    assert keys == sorted(keys)
    assert sum(row[3] == "true" for row in rows[1:]) >= 57


def test_command_gives_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["copies", "--bases", "2", "--json"]) == 0
    assert 0 <= json.loads(capsys.readouterr().out)["copies relation"] <= 1
