"""Dossiers of whole sets of stories, held against their gold."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

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


def parser_here() -> Parser:
    """The parser with the model that is installed."""
    return Parser(find_model())
