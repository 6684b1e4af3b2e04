from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs
from typer.testing import CliRunner

from consilience.cli import app
from consilience.ingest.frame_list import FrameListError, fault_of, read_frame_rows
from consilience.knowledge.frames import as_line, frames, frames_with
from consilience.knowledge.tables import table
from consilience.model.article import Capture
from consilience.model.record import Reject
from consilience.pipeline.executors import annotate
from consilience.pipeline.run import dossier, settings_of
from consilience.stages.parse import Parser

HEADER = "word\tpos\twith\ttype\tmode\tsource\trecipient\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "own.tsv"
    path.write_text(text, "utf-8")
    return path


def test_rows_of_a_user_are_taken_before_those_built_in(tmp_path: Path) -> None:
    rows = read_frame_rows(written(tmp_path, "# ours\n" + HEADER + "meet\tv\t\tgathering\tmeet\t=\twith\n\n"))
    assert rows == ("meet\tv\t\tgathering\tmeet\t=\twith",)
    own, built = frames_with(rows), frames()
    assert own["v", "meet"][-1].type == "gathering" and built["v", "meet"][-1].type == "CONSULT"
    assert own["v", "meet"][:-1] == built["v", "meet"][:-1]  # rows with conditions stand as they did
    assert {k: v for k, v in own.items() if k != ("v", "meet")} == {
        k: v for k, v in built.items() if k != ("v", "meet")
    }


def test_every_row_built_in_is_well_formed() -> None:
    assert [(row["word"], fault) for row in table("frames") if (fault := fault_of(row))] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("word\tpos\n", ":1: .*missing: type"),
        (HEADER.replace("mode", "moed"), ":1: .*unknown: moed"),
        (HEADER, "no frame in it"),
        ("# a comment\n" + HEADER + "glonk\tverb\t\tASSAULT\n", ":3: pos 'verb'"),
        (HEADER + "glonk\tv\t\tAssault\n", ":2: type 'Assault'"),
        (HEADER + "Glonk\tv\t\tASSAULT\n", ":2: word 'Glonk'"),
        (HEADER + "\tv\t\tASSAULT\n", ":2: word ''"),
        (HEADER + "glonk\tv\tdobj\tASSAULT\n", ":2: with 'dobj': SLOT=WORDS"),
        (HEADER + "glonk\tv\tdobj=@weapons\tASSAULT\n", ":2: .*no class of words is called '@weapons'"),
        (HEADER + "glonk\tv\tdobj=%thing\tASSAULT\n", ":2: .*no kind of filler is called '%thing'"),
        (HEADER + "glonk\tv\t\tASSAULT\t\tsubj;by\n", ":2: source 'subj;by'"),
        (HEADER + "glonk\tv\t\tASSAULT\t\tsubj\t=\n", ":2: recipient '='"),
        (HEADER + "glonk\tv\t\tASSAULT\t\tsubj\tdobj\tmore\n", ":2: 8 cells under 7 columns"),
    ],
)
def test_what_cannot_be_used_is_said_by_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FrameListError, match=said):
        read_frame_rows(written(tmp_path, text))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FrameListError, match="cannot be read"):
        read_frame_rows(tmp_path / "none.tsv")


def test_events_are_read_by_the_users_frames(parser: Parser) -> None:
    text = "The Tarn Guild tickled the Pell Council on Monday. Nobody was hurt."
    capture = Capture(
        id="c",
        path="c.txt",
        sha256="",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        runs=(),
        published="2025-08-20",
    )
    own = (
        as_line(
            {"word": "tickle", "pos": "v", "type": "SANCTION", "mode": "tickle", "source": "subj", "recipient": "dobj"}
        ),
    )
    plain, told = annotate(capture, parser), annotate(capture, parser, own)
    assert not isinstance(plain, Reject) and not isinstance(told, Reject)
    assert "SANCTION" not in {e.type for e in plain.events}
    found = [e for e in told.events if e.type == "SANCTION"]
    assert [e.trigger.of(text) for e in found] == ["tickled"]
    assert [(a.role, a.span.of(text)) for a in found[0].arguments if a.role != "time"] == [
        ("source", "Tarn Guild"), ("recipient", "Pell Council"),
    ]  # fmt: skip


def test_a_dossier_carries_the_frames_that_it_was_made_with(parser: Parser, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The Tarn Guild tickled the Pell Council on Monday in Ust.\n", "utf-8")
    own = ("tickle\tv\t\tSANCTION\ttickle\tsubj\tdobj",)
    made = dossier([tmp_path], frames=own, parser=parser)
    assert "SANCTION" in {e.type for e in made.events}
    assert made.made.settings["frames"] == own[0]
    assert made.made.settings["frames_sha256"] == sha256(own[0].encode()).hexdigest()
    assert settings_of(made).frames == own
    plain = dossier([tmp_path], parser=parser)
    assert plain.made.settings["frames"] is None and "frames_sha256" not in plain.made.settings
    written_into = structs.replace(made, made=structs.replace(made.made, settings={"frames": "tickle\tv\t@x"}))
    assert settings_of(written_into).frames == ()


def test_the_command_says_which_line_cannot_be_used(tmp_path: Path) -> None:
    own = written(tmp_path, HEADER + "tickle\tv\t\tSANCTIONS\n")
    report = tmp_path / "one.txt"
    report.write_text("The Tarn Guild tickled the Pell Council on Monday in Ust.\n", "utf-8")
    ended = CliRunner().invoke(app, ["dossier", str(report), "--frames", str(own)])
    assert ended.exit_code == 2 and f"{own}:2: type 'SANCTIONS'" in ended.stderr.replace("\n", "")
