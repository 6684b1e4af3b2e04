"""Dossiers of whole sets of stories, held against their gold."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from consilience.pipeline.model import find_model
from consilience.pipeline.run import dossier
from consilience.stages.parse import Parser

from . import heldout, stories


class Held(NamedTuple):
    """A story held against its gold: its name, the gold and the dossier as values."""

    name: str
    gold: dict[str, Any]
    made: dict[str, Any]

    @property
    def figures(self) -> stories.Figures:
        """The figures of the story."""
        return stories.measure(self.gold, self.made)


def held_stories(folder: Path) -> Iterator[Held]:
    """Every story folder (one with a gold.json) under `folder`."""
    golds = sorted(folder.glob("*/gold.json"))
    if not golds:
        raise ValueError(f"{folder}: no story in it (a folder with articles/ and gold.json)")
    parser = parser_here()
    for path in golds:
        made = msgspec.to_builtins(dossier([path.parent], parser=parser))
        yield Held(path.parent.name, json.loads(path.read_text("utf-8")), made)


def held_apart(bench: Path, golds: Path | None = None) -> Iterator[Held]:
    """The bench stories annotated for this project; `golds`: `heldout.GOLD` or `heldout.DISPUTES`."""
    parser = parser_here()
    with tempfile.TemporaryDirectory() as into:
        for name, folder, gold in heldout.folders(bench, Path(into), golds):
            yield Held(name, gold, msgspec.to_builtins(dossier([folder], parser=parser)))


def measure_stories(folder: Path) -> dict[str, stories.Figures]:
    """The figures of every story folder under `folder`, by name."""
    return {held.name: held.figures for held in held_stories(folder)}


def measure_heldout(bench: Path) -> dict[str, stories.Figures]:
    """The figures of the bench stories annotated for this project, by name."""
    return {held.name: held.figures for held in held_apart(bench)}


def measure_disputes(bench: Path) -> dict[str, Any]:
    """How many disagreements are found and how many reported are ones, on stories of which only these are annotated.

    For each part (`read`, `unread`): `recall` and `precision` as means over stories like the figures of other stories, and by
    kind how many are `found` of those `wanted` and `right` of those `reported`; `stories` holds recall and precision of each.
    """
    told = list(held_apart(bench, heldout.DISPUTES))
    parts = heldout.parts()
    out: dict[str, Any] = {}
    for part in ("read", "unread"):
        held = [h for h in told if parts[h.name] == part]
        rows = {h.name: stories.conflicts(h.gold, h.made) for h in held}
        out[part] = {"stories": rows, **by_kind(held)}
        for figure in ("recall", "precision"):
            values = [v for row in rows.values() if (v := row[f"conflict_{figure}"]) is not None]
            out[part][figure] = sum(values) / len(values) if values else None
    return out


def by_kind(held: Iterable[Held]) -> dict[str, Counter[str]]:
    """Disagreements found, wanted, right and reported in all these stories, by kind."""
    told: dict[str, Counter[str]] = {"found": Counter(), "wanted": Counter(), "right": Counter(), "reported": Counter()}
    for one in held:
        for what, kinds in stories.disputes(one.gold, one.made).items():
            told[what] += kinds
    return told


def parser_here() -> Parser:
    """The parser with the model that is installed."""
    return Parser(find_model())
