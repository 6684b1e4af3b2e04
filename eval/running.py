"""Dossiers of whole sets of stories, held against their gold."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from consilience.pipeline.model import find_model
from consilience.pipeline.run import dossier
from consilience.stages.parse import Parser

from . import heldout, stories


def measure_stories(folder: Path) -> dict[str, stories.Figures]:
    """The figures of every story folder (one with a gold.json) under `folder`, by name."""
    golds = sorted(folder.glob("*/gold.json"))
    if not golds:
        raise ValueError(f"{folder}: no story in it (a folder with articles/ and gold.json)")
    parser = parser_here()
    told = {}
    for path in golds:
        made = msgspec.to_builtins(dossier([path.parent], parser=parser))
        told[path.parent.name] = stories.measure(json.loads(path.read_text("utf-8")), made)
    return told


def measure_heldout(bench: Path) -> dict[str, stories.Figures]:
    """The figures of the bench stories annotated for this project, by name."""
    parser = parser_here()
    with tempfile.TemporaryDirectory() as into:
        return {
            name: stories.measure(gold, msgspec.to_builtins(dossier([folder], parser=parser)))
            for name, folder, gold in heldout.folders(bench, Path(into))
        }


def measure_disputes(bench: Path) -> dict[str, Any]:
    """How many disagreements are found and how many reported are ones, on stories of which only these are annotated.

    For each part (`read`, `unread`): `recall` and `precision` as means over stories like the figures of other stories, and
    `found` of `wanted` and `right` of `reported` in all; `stories` holds recall and precision of each.
    """
    parser, parts = parser_here(), heldout.parts()
    told: dict[str, Any] = {
        part: {"stories": {}, "found": 0, "wanted": 0, "right": 0, "reported": 0} for part in ("read", "unread")
    }
    with tempfile.TemporaryDirectory() as into:
        for name, folder, gold in heldout.folders(bench, Path(into), heldout.DISPUTES):
            made = msgspec.to_builtins(dossier([folder], parser=parser))
            row = told[parts[name]]
            for key, number in stories.disputes(gold, made).items():
                row[key] += number
            row["stories"][name] = stories.conflicts(gold, made)
    for row in told.values():
        for figure in ("recall", "precision"):
            values = [v for s in row["stories"].values() if (v := s[f"conflict_{figure}"]) is not None]
            row[figure] = sum(values) / len(values) if values else None
    return told


def parser_here() -> Parser:
    """The parser with the model that is installed."""
    return Parser(find_model())
