"""The command as a person runs it: exit codes, files, messages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
STORY = sorted(p for p in EXAMPLES.iterdir() if (p / "articles").is_dir())[0]


def run(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "consilience", *map(str, arguments)], input=stdin, capture_output=True, check=False
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of the first example, written by the command."""
    file = tmp_path_factory.mktemp("out") / "dossier.json"
    done = run("dossier", STORY, "--json", file, "--markdown", file.with_suffix(".md"), "--quiet")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert done.stderr == b""
    return file


def test_help_names_the_commands() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in (b"dossier", b"verify", b"trace", b"model"):
        assert command in done.stdout


def test_the_account_goes_to_the_terminal() -> None:
    done = run("dossier", STORY)
    assert done.returncode == 0, done.stderr
    assert b"isagree" in done.stdout


def test_files_are_written(written: Path) -> None:
    assert json.loads(written.read_bytes())["schema"] == "consilience/dossier/1"
    assert written.with_suffix(".md").read_text("utf-8").startswith("# ")
    assert sorted(p.name for p in written.parent.iterdir()) == ["dossier.json", "dossier.md"]  # no half-written files


def test_excerpts_leave_the_texts_out(tmp_path: Path) -> None:
    file = tmp_path / "excerpts.json"
    assert run("dossier", STORY, "--json", file, "--excerpts", "-q").returncode == 0
    assert all(a["text"] is None for a in json.loads(file.read_bytes())["articles"])
    assert run("verify", file).returncode == 0
    assert run("verify", file, STORY).returncode == 0


def test_verify_holds_and_then_finds_a_changed_number(written: Path, tmp_path: Path) -> None:
    assert run("verify", written, STORY).returncode == 0
    made = json.loads(written.read_bytes())
    made["quantities"][0]["value"] += 1
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(made))
    done = run("verify", broken)
    assert done.returncode == 1
    assert b"fault" in done.stderr


def test_trace_follows_a_fact_to_bytes(written: Path) -> None:
    fact = json.loads(written.read_bytes())["facts"][0]
    done = run("trace", written, fact["id"], STORY)
    assert done.returncode == 0, done.stderr
    assert b"byte" in done.stdout
    missing = run("trace", written, "fact-nowhere")
    assert missing.returncode == 2
    assert b"fact-nowhere" in missing.stderr


def test_standard_input_as_lines(tmp_path: Path) -> None:
    body = "The ferry ran aground near the harbour on Monday, police said. Nobody was hurt in the accident, the owner said."
    lines = "\n".join(
        json.dumps({"id": f"r{i}", "text": body, "outlet": f"Paper {i}", "published": "2024-05-07"}) for i in (1, 2)
    )
    done = run("dossier", "-", "--json", "-", "-q", stdin=lines.encode())
    assert done.returncode == 0, done.stderr
    assert [a["id"] for a in json.loads(done.stdout)["articles"]] == ["r1", "r2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dossier", "/nowhere/at/all"], b"/nowhere/at/all"),
        (["dossier", STORY, "--published", "yesterday"], b"2025-08-21"),
        (["dossier", STORY, "--excerpts"], b"--json"),
        (["dossier", STORY, "--json", "/nowhere/x.json"], b"cannot be written"),
        (["verify", "/nowhere.json"], b"cannot be read"),
        (["verify", __file__], b"not"),
    ],
)
def test_bad_input_ends_with_two_and_says_why(arguments: list[str], message: bytes) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    command = [sys.executable, "-m", "consilience", "dossier", str(STORY), "--json", str(file)]
    child = subprocess.Popen(
        command,
        # A shell's background jobs ignore interrupts, and their children after them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads here
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    time.sleep(1.2)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert child.returncode == 130
    assert b"Traceback" not in told
    assert list(tmp_path.iterdir()) == []
