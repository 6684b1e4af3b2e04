"""Gold on the bench's texts: offsets alone in the project; a text that is not there or not the same is said."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from eval import heldout

TEXT = "The ferry ran aground on Monday."


def bench(folder: Path, text: str) -> Path:
    """A bench with one article."""
    (folder / "clustering").mkdir()
    row = {"id": "r1", "outlet": "Tribune", "title": "Aground", "published": "2024-05-07", "url": None, "text": text}
    for name, lines in zip(heldout.TEXTS, (json.dumps(row) + "\n", ""), strict=True):
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.write(lines)
    return folder


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One story's gold on that article."""
    folder = tmp_path / "gold"
    folder.mkdir()
    article = {"id": "r1", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    (folder / "ferry.json").write_text(json.dumps({"articles": {"000": article}, "gold": {"facts": []}}))
    monkeypatch.setattr(heldout, "GOLD", folder)


def test_a_story_becomes_a_folder(tmp_path: Path, gold: None) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "into").mkdir()
    ((name, folder, held),) = heldout.folders(bench(tmp_path / "bench", TEXT), tmp_path / "into")
    assert (name, held) == ("ferry", {"facts": []})
    assert (folder / "articles" / "000.txt").read_text("utf-8") == TEXT
    assert json.loads((folder / "meta.json").read_text())["000"]["outlet"] == "Tribune"


def test_another_text_and_a_missing_bench_are_said(tmp_path: Path, gold: None) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "into").mkdir()
    with pytest.raises(ValueError, match="not the text that was annotated"):
        list(heldout.folders(bench(tmp_path / "bench", TEXT + " "), tmp_path / "into"))
    with pytest.raises(ValueError, match="not part of the project"):
        list(heldout.folders(tmp_path / "nowhere", tmp_path / "into"))


def test_the_gold_holds_offsets_and_no_article_text() -> None:
    for folder in (heldout.GOLD, heldout.DISPUTES):
        files = sorted(folder.glob("*.json"))
        assert files
        for path in files:
            assert '"text"' not in path.read_text("utf-8"), path.name
    assert set(heldout.parts().values()) == {"read", "unread"}
