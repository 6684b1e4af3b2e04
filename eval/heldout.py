"""Stories of the bench that were annotated for this project by readers who did not know the program: offsets only.

Each file of `gold/stories` names its articles by their id in the bench and the hash of their text; the texts stay
where they are. They show how far the figures of the others carry: no weight is fitted on them, with two exceptions: those
of `stages.utterances` and `stages.align`, for which `eval.fit_utterances` and `eval.fit_align` print the figure of each
story by weights fitted without it. For quotations the errors of four (tokyo-flight, toblerone, afghanistan-withdrawal,
champaign-shootings) were read by kind, and thresholds of that stage were chosen on all; the texts and errors of the
others were not read.

`gold/conflicts` holds more stories of which only the disagreements were annotated, by readers who saw neither the program
nor what it makes of them. Of part `read` the errors are read while the program is worked on; of part `unread` never.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .rows import read_rows

GOLD = Path(__file__).with_name("gold") / "stories"
DISPUTES = Path(__file__).with_name("gold") / "conflicts"
TEXTS = (Path("clustering") / "general.jsonl.gz", Path("clustering") / "shootings.jsonl.gz")
META = ("outlet", "title", "published", "url")


def parts() -> dict[str, str]:
    """The part, `read` or `unread`, of each story in `DISPUTES`."""
    return {path.stem: json.loads(path.read_text("utf-8"))["part"] for path in sorted(DISPUTES.glob("*.json"))}


def folders(bench: Path, into: Path, golds: Path | None = None) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Write each story as a folder of texts with meta.json below `into`: its name, its folder, its gold.

    `golds`: the folder of gold files, `GOLD` unless told.

    ValueError where the bench is not there or a text is not the one that was annotated.
    """
    missing = [str(bench / name) for name in TEXTS if not (bench / name).is_file()]
    if missing:
        raise ValueError(f"{', '.join(missing)}: not there; the texts of these stories are not part of the project")
    rows = {str(row["id"]): row for name in TEXTS for row in read_rows(bench / name)}
    for path in sorted((golds or GOLD).glob("*.json")):
        held = json.loads(path.read_text("utf-8"))
        folder = into / path.stem
        (folder / "articles").mkdir(parents=True)
        meta = {}
        for stem, article in held["articles"].items():
            row = rows.get(article["id"], {"text": ""})
            raw = row["text"].encode("utf-8")
            if hashlib.sha256(raw).hexdigest() != article["sha256"]:
                raise ValueError(f"{path.stem}: article {article['id']} is not the text that was annotated")
            (folder / "articles" / f"{stem}.txt").write_bytes(raw)
            meta[stem] = {key: row.get(key) for key in META}
        (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
        yield path.stem, folder, held["gold"]
