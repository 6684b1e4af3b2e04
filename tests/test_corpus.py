from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bench.copies import corpus
from consilience.cli import app
from consilience.pipeline import corpus as stage
from consilience.pipeline.corpus import find_copies
from consilience.pipeline.lines import Fields, pieces, read_fields, read_lines
from consilience.text import minhash
from consilience.text.minhash import (
    MOST_IN_GROUP,
    candidates,
    hashed_words,
    merged,
    packed,
    paired,
    sequences,
    sign,
    signatures,
)

MADE = list(corpus(300))
HARBOUR = (
    "A cargo ship loaded with timber sank in the harbour of Nordvik early on Monday after it struck a breakwater. "
    "All nine sailors were picked up by a pilot boat within twenty minutes, the port authority said.\n"
    "Divers will inspect the wreck on Thursday, once the wind has dropped and the oil booms are in place. "
    "The owner, a small firm from Halm, bought the vessel last spring for less than a million crowns.\n"
    "Its hull had been welded twice since then, and the second time the yard warned in writing that the plates were thin. "
    "Nobody at the firm answered the telephone on Monday, and a note on its door said that the office was being painted."
)
OWN = MADE[0]["text"]


def write(path: Path, rows: Sequence[Mapping[str, Any] | str]) -> Path:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), "utf-8")
    return path


def run(folder: Path, rows: Sequence[Mapping[str, Any] | str], **options: Any) -> list[dict[str, Any]]:
    out = folder / "pairs.jsonl"
    find_copies(write(folder / "articles.jsonl", rows), out, **options)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_planted_near_copies_are_found_and_nothing_else(tmp_path: Path) -> None:
    found = run(tmp_path, MADE)
    assert {r["relation"] for r in found} == {"copy"}
    told = {frozenset((r["a"], r["b"])) for r in found}
    planted = {frozenset((r["id"], r["id"].replace("copy", "text"))) for r in MADE if r["id"].startswith("copy")}
    assert len(planted) == 60
    assert told == planted


def test_a_third_a_half_and_a_passage_are_found(tmp_path: Path) -> None:
    third = HARBOUR[:340]
    half = f"{OWN}\n{HARBOUR}"
    passage = f"{MADE[1]['text']}\n{HARBOUR.splitlines()[1]}\n{MADE[2]['text']}"
    rows = [
        {"id": n, "text": t} for n, t in (("whole", HARBOUR), ("third", third), ("half", half), ("passage", passage))
    ]
    found = {(r["a"], r["b"]): r for r in run(tmp_path, [*rows, *MADE[3:60]])}
    assert found["whole", "third"]["relation"] == "copy"
    assert found["whole", "half"]["relation"] == "copy"
    row = found["whole", "passage"]
    (shared,) = row["passages"]
    assert HARBOUR[shared["a_start"] : shared["a_end"]] == HARBOUR.splitlines()[1][:-1]
    assert passage[shared["b_start"] : shared["b_end"]] == HARBOUR.splitlines()[1][:-1]
    assert row["group"] is None


def test_same_words_in_other_dress_are_one_text(tmp_path: Path) -> None:
    dressed = HARBOUR.upper().replace(", ", " — ").replace("\n", "  \n\n")
    (row,) = run(tmp_path, [{"id": "a", "text": HARBOUR}, {"id": "b", "text": dressed}])
    assert (row["relation"], row["containment"], row["group"]) == ("copy", 1.0, "a")


def test_reprints_cost_a_row_each_and_are_one_group(tmp_path: Path) -> None:
    rows = [{"id": f"r{k}", "text": HARBOUR, "published": f"2020-01-{28 - k:02}"} for k in range(20)]
    found = run(tmp_path, [*rows, {"id": "other", "text": OWN}])
    assert [(r["a"], r["b"], r["group"]) for r in found] == [("r0", f"r{k}", "r0") for k in range(1, 20)]
    assert found[0]["parent"] == "r1"


def test_bad_lines_are_listed_and_stop_nothing(tmp_path: Path) -> None:
    rows = [
        "{",
        {"id": "a", "text": HARBOUR},
        "",
        "[1]",
        {"id": "x"},
        {"text": "  "},
        {"text": 5},
        {"id": "b", "text": HARBOUR},
    ]
    found = run(tmp_path, rows, piece_size=700)
    assert [(r["a"], r["a_line"], r["b"], r["b_line"]) for r in found] == [("a", 2, "b", 8)]
    rejects = [json.loads(line) for line in (tmp_path / "pairs.jsonl.rejects.jsonl").read_text("utf-8").splitlines()]
    assert [(r["what"], r["reason"]) for r in rejects] == [
        ("articles.jsonl:1", "malformed"),
        ("articles.jsonl:4", "malformed"),
        ("articles.jsonl:5", "malformed"),
        ("articles.jsonl:6", "empty"),
        ("articles.jsonl:7", "malformed"),
    ]


def test_articles_without_id_or_with_one_id_are_told_apart_by_line(tmp_path: Path) -> None:
    found = run(tmp_path, [{"text": HARBOUR}, {"id": 7, "text": HARBOUR}, {"id": "7", "text": HARBOUR}])
    assert [(r["a"], r["b"]) for r in found] == [("line 1", "7"), ("line 1", "7 (line 3)")]


def test_furniture_that_two_pages_share_is_no_reuse(tmp_path: Path) -> None:
    lines = "Sign up for our newsletter and get the best of the Nordvik Courier in your inbox every single morning at six.\n"
    rows = [{"id": str(k), "text": f"{MADE[k]['text']}\n{lines * 2}"} for k in (3, 4)]
    assert run(tmp_path, rows) == []


def test_pieces_and_processes_do_not_change_the_bytes(tmp_path: Path) -> None:
    articles = write(tmp_path / "articles.jsonl", MADE)
    written = []
    for name, options in (("one", {}), ("small", {"piece_size": 40_000}), ("two", {"piece_size": 90_000, "jobs": 2})):
        find_copies(articles, tmp_path / name, **options)  # type: ignore[arg-type]
        written.append((tmp_path / name).read_bytes())
    assert written[0]
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("step", ["signing", "joining", "aligning", "writing"])
def test_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "PAIRS_A_PIECE", 10)
    articles, out, whole = write(tmp_path / "articles.jsonl", MADE), tmp_path / "pairs", tmp_path / "whole"
    find_copies(articles, whole, piece_size=100_000)

    def stop(what: str, done: int, total: int) -> None:
        if what == step and (done or total == 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_copies(articles, out, piece_size=100_000, tell=stop)
    assert not out.exists()
    kept = {p.name: p.stat().st_mtime_ns for p in out.with_name("pairs.part").iterdir()}
    signed: list[object] = []
    monkeypatch.setattr(stage, "sign_piece", lambda task, real=stage.sign_piece: (signed.append(task), real(task)))
    find_copies(articles, out, piece_size=100_000)
    assert out.read_bytes() == whole.read_bytes()
    assert len(signed) == len(pieces(articles, 100_000)) - sum(name.startswith("signed") for name in kept)
    assert not out.with_name("pairs.part").exists()


def test_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    articles, out, whole = write(tmp_path / "articles.jsonl", MADE * 4), tmp_path / "pairs", tmp_path / "whole"
    find_copies(articles, whole, piece_size=50_000)
    call = f"find_copies(Path({str(articles)!r}), Path({str(out)!r}), piece_size=50_000)"
    code = f"from pathlib import Path; from consilience.pipeline.corpus import find_copies; {call}"
    part = tmp_path / "pairs.part"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        deadline = time.monotonic() + 60
        while len(list(part.glob("signed-*.npz"))) < 3 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
    kept = {p: p.stat().st_mtime_ns for p in part.glob("signed-*.npz")}
    assert len(kept) >= 3
    steps: list[tuple[str, int, int]] = []
    find_copies(articles, out, piece_size=50_000, tell=lambda *step: steps.append(step))
    assert steps[0][:2] == ("signing", len(kept))
    assert out.read_bytes() == whole.read_bytes()


def test_work_on_another_file_is_not_used(tmp_path: Path) -> None:
    articles, out = write(tmp_path / "articles.jsonl", MADE), tmp_path / "pairs"

    def stop(what: str, done: int, total: int) -> None:
        if what == "aligning":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_copies(articles, out, tell=stop)
    write(articles, [{"id": "a", "text": HARBOUR}, {"id": "b", "text": HARBOUR}])
    find_copies(articles, out)
    assert [(r["a"], r["b"]) for r in map(json.loads, out.read_text("utf-8").splitlines())] == [("a", "b")]


def test_packed_corpus_gives_the_same_rows(tmp_path: Path) -> None:
    plain = write(tmp_path / "articles.jsonl", [*MADE[:60], "no article"])
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    one, other = tmp_path / "one", tmp_path / "other"
    assert find_copies(plain, one, piece_size=20_000) == find_copies(packed, other, piece_size=20_000)
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes().count(b"\n") >= 2
    assert json.loads((tmp_path / "other.rejects.jsonl").read_text("utf-8"))["what"] == "packed.jsonl.gz:61"
    assert not (tmp_path / "other.part").exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (gzip.compress(b'{"text": "x"}\n' * 300)[:-9], "end too early"),
        (b'{"text": "plain"}\n', "not a whole gzip file"),
        (gzip.compress(b" " * 3_000_000), "unpacks to more than"),
    ],
)
def test_broken_packed_corpus_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(content)
    told = CliRunner().invoke(app, ["copies", str(packed), "--out", str(tmp_path / "pairs")])
    assert told.exit_code == 2
    assert why in told.stderr
    assert str(packed.name) in told.stderr.replace("\n", "")
    assert not (tmp_path / "pairs").exists()
    assert [f.name for f in (tmp_path / "pairs.part").iterdir()] == ["about.json"]
    packed.write_bytes(gzip.compress(json.dumps({"text": HARBOUR}).encode()))
    assert find_copies(packed, tmp_path / "pairs").articles == 1


def test_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    articles = write(tmp_path / "articles.jsonl", MADE[:2])
    (tmp_path / "pairs.part").mkdir()
    (tmp_path / "pairs.part" / "thesis.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds something else"):
        find_copies(articles, tmp_path / "pairs")
    assert (tmp_path / "pairs.part" / "thesis.txt").read_text() == "mine"


def test_command_writes_rows_and_sums_them_up(tmp_path: Path) -> None:
    articles = write(tmp_path / "articles.jsonl", [{"id": "a", "text": HARBOUR}, {"id": "b", "text": HARBOUR}, "no"])
    told = CliRunner().invoke(app, ["copies", str(articles), "--out", str(tmp_path / "pairs.jsonl")])
    assert told.exit_code == 0
    assert "2 articles: 1 copy; 1 groups" in told.stderr
    assert "1 lines hold no article" in told.stderr
    assert "signing 1 of 1" in told.stderr
    missing = CliRunner().invoke(app, ["copies", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "p")])
    assert missing.exit_code == 2
    empty = CliRunner().invoke(app, ["copies", str(write(tmp_path / "e.jsonl", ["x"])), "--out", str(tmp_path / "p")])
    assert (empty.exit_code, "no article" in empty.stderr) == (2, True)


@given(st.lists(st.binary(max_size=40).map(lambda b: b.replace(b"\n", b" ")), max_size=12), st.integers(1, 60))
def test_pieces_hold_every_line_once(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], size: int) -> None:
    path = tmp_path_factory.getbasetemp() / "lines"
    path.write_bytes(b"".join(line + b"\n" for line in lines) + b"last")
    found = [row for start, end in pieces(path, size) for row in read_lines(path, start, end)]
    assert [line for _, line in found] == [*(line + b"\n" for line in lines), b"last"]
    content = path.read_bytes()
    assert all(content[at : at + len(line)] == line for at, line in found)


def test_line_that_is_too_long_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilience.pipeline.lines.LARGEST", 1000)
    path = write(tmp_path / "lines", ["{" + "x" * 3000, {"text": "short"}])
    first, second = (read_fields(line) for _, line in read_lines(path, 0, path.stat().st_size))
    assert not isinstance(first, Fields)
    assert first is not None
    assert first.reason == "too-large"
    assert isinstance(second, Fields)


def test_words_are_the_same_in_any_marks_and_capitals() -> None:
    plain = hashed_words(["She said so and left at 5 pm", "the café"])
    dressed = hashed_words(["“She said SO – and left…” at\u00a05\u2009pm!", "The  café."])
    assert plain.words.tolist() == dressed.words.tolist()
    assert plain.starts.tolist() == dressed.starts.tolist() == [0, 8, 10]
    other = hashed_words(["the cafe"])
    assert other.words[1] != plain.words[9]


@given(st.lists(st.lists(st.sampled_from("ab cd ef gh".split()), max_size=9).map(" ".join), max_size=6))
def test_sequences_agree_with_tuples(texts: list[str]) -> None:
    batch = hashed_words(texts)
    hashes, begin = sequences(batch, 3)
    named: dict[int, tuple[str, ...]] = {}
    for k, text in enumerate(texts):
        words = text.split()
        own = [tuple(words[i : i + 3]) for i in range(len(words) - 2)]
        got = hashes[begin[k] : begin[k + 1]].tolist()
        assert len(got) == len(own)
        for value, words_in_a_row in zip(got, own, strict=True):
            assert named.setdefault(value, words_in_a_row) == words_in_a_row
    assert len(set(named.values())) == len(named)


def test_signing_in_batches_gives_the_same() -> None:
    texts = [r["text"] for r in MADE[:30]]
    whole, parts = sign(texts), merged([sign(texts[:7]), sign([]), sign(texts[7:])])
    for name in ("bands", "samples", "sample_of", "exact"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


@pytest.mark.parametrize("shared", [0.2, 0.5, 0.8])
def test_signatures_estimate_jaccard(shared: float) -> None:
    chance = np.random.default_rng(1)
    told = []
    for _ in range(40):
        values = chance.integers(0, 1 << 63, 800, dtype=np.uint64)
        both = round(800 * shared)
        side = (800 - both) // 2
        pair = np.concatenate((values[: both + side], values[:both], values[both + side : both + 2 * side]))
        rows = signatures(pair, np.array([0, both + side, len(pair)], np.int64))
        told.append(float((rows[0] == rows[1]).mean()))
    assert np.mean(told) == pytest.approx(shared, abs=0.02)


def test_texts_too_short_for_a_shingle_meet_nobody() -> None:
    signed = sign(["One two", "Three four five", ""])
    assert not signed.bands.any()
    assert not len(signed.samples)
    assert not len(candidates(iter(signed.bands), [(signed.samples, signed.sample_of)], np.zeros(3, np.bool_)))


@given(st.lists(st.integers(0, 6), max_size=40))
def test_pairs_agree_with_the_slow_twin(keys: list[int]) -> None:
    groups: dict[int, list[int]] = {}
    for text, key in enumerate(keys):
        groups.setdefault(key, []).append(text)
    slow = []
    for members in groups.values():
        for i, a in enumerate(members):
            slow += [
                (a, b)
                for j, b in enumerate(members)
                if j > i and (len(members) <= MOST_IN_GROUP or j == i + 1 or i == 0)
            ]
    codes = paired(packed(np.array(keys, np.uint64), np.arange(len(keys), dtype=np.int64), 6), 6)
    assert sorted((int(c) >> 32, int(c) & 0xFFFFFFFF) for c in codes) == sorted(slow)


def test_join_takes_no_more_room_for_a_text_printed_often() -> None:
    keys = np.zeros(5_000, np.uint64)
    codes = paired(packed(keys, np.arange(5_000, dtype=np.int64), 13), 13)
    assert len(codes) == 2 * 5_000 - 3


def test_permutations_hold_the_bands() -> None:
    assert minhash.BANDS * minhash.ROWS <= minhash.PERMUTATIONS
