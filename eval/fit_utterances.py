"""Fit `stages.utterances.WEIGHTS`: `python -m eval.fit_utterances DIR [--bench DIR]`.

Learned from are the stories under DIR, the examples and, with --bench, the stories annotated for this project, by their
gold. Logistic regression over the pairs of sayings in different articles that share a word and are both in the gold;
a story counts by the square root of its joined pairs, so that one long story does not outweigh the rest; no weight may
take the sign it cannot have. Prints the weights beside those in use, the hash of the gold that was read, and the pair F1
of each story by the weights fitted without it: that is the figure for stories that nobody has seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.ingest.files import read
from consilience.model.annotation import Quotation
from consilience.model.story import Report
from consilience.pipeline.executors import annotate
from consilience.pipeline.model import find_model
from consilience.stages.link import link
from consilience.stages.parse import Parser
from consilience.stages.speakers import speakers
from consilience.stages.stories import apart
from consilience.stages.utterances import FEATURES, WEIGHTS, Follow, Saying, features, grouped, place, sayings

from . import heldout
from .matching import Row
from .stories import found_quotations, same_utterances

EXAMPLES = Path(__file__).parents[1] / "examples"
NEVER_NEGATIVE = frozenset({"cosine", "contained", "context", "verbatim", "same speaker"})
NEVER_POSITIVE = frozenset({"other person"})
SHRINK = 1.0  # ridge penalty on the weights, the start aside
FEWEST = 3  # joined pairs that a story is taken to have at least when it is weighed
STEPS, STRIDE = 200, 0.5  # of the damped Newton search; it settles within forty

Floats = NDArray[np.float64]


class Learned(NamedTuple):
    """A story read: its sayings, and the features, truth and weight of its pairs."""

    found: list[Saying]
    following: list[Follow]
    common: frozenset[str]
    rows: list[Row]
    golds: list[Row]
    x: Floats
    y: Floats
    weight: Floats


def learned(folder: Path, gold: Row, parser: Parser) -> Learned:
    """Read the story in `folder` up to its speakers and pair its sayings."""
    reports = [r for c in read([folder]).captures if isinstance(r := annotate(c, parser), Report)]
    strays = {r.what for r in apart(sorted(reports, key=lambda r: r.id))}
    reports = sorted((r for r in reports if r.id not in strays), key=lambda r: r.id)
    entities = link(tuple(reports))
    placed = sorted(speakers(reports, entities), key=place)
    found, following, common = sayings(reports, entities, placed)
    rows, golds = [_row(q) for q in placed], gold["quotations"]
    told = {row: golds[g]["utterance"] for g, row in found_quotations(golds, rows).items()}
    names = [{told[row] for row in saying.rows if row in told} for saying in found]
    x, y = [], []
    for j, b in enumerate(found):
        for i, a in enumerate(found[:j]):
            if names[i] and names[j] and a.article != b.article:
                units = features(a, b)
                if units[0]:
                    x.append(units)
                    y.append(float(bool(names[i] & names[j])))
    weight = np.full(len(y), max(FEWEST, sum(y)) ** -0.5)
    return Learned(found, following, common, rows, golds, np.array(x).reshape(-1, len(FEATURES)), np.array(y), weight)


def _row(q: Quotation) -> Row:
    return {"article": q.article, "start": q.content[0].start, "end": q.content[-1].end, "direct": q.direct}


def fit(stories: Sequence[Learned]) -> dict[str, float]:
    """Weights of least penalised log loss that keep to their signs."""
    x, y = np.concatenate([s.x for s in stories]), np.concatenate([s.y for s in stories])
    weight = np.concatenate([s.weight for s in stories])
    weight /= weight.mean()
    sign = np.array([1 if f in NEVER_NEGATIVE else -1 if f in NEVER_POSITIVE else 0 for f in FEATURES])
    ridge = np.diag([0.0 if f == "start" else SHRINK for f in FEATURES])
    found = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ found)))
        slope = x.T @ (weight * (y - p)) - ridge @ found
        free = np.flatnonzero((found != 0) | (slope * sign >= 0))
        bend = (x.T * (weight * p * (1 - p))) @ x + ridge
        found[free] += STRIDE * np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        found[found * sign < 0] = 0.0
    return dict(zip(FEATURES, map(float, found), strict=True))


def score(story: Learned, weights: Mapping[str, float]) -> float | None:
    """Pair F1 of a story's utterances by these weights."""
    owner = grouped(story.found, story.following, story.common, weights)
    rows = [dict(row) for row in story.rows]
    for k, saying in enumerate(story.found):
        for row in saying.rows:
            rows[row]["utterance"] = owner[k]
    return same_utterances(story.golds, rows, found_quotations(story.golds, rows))


def gather(given: argparse.Namespace) -> tuple[dict[str, Learned], str]:
    """The stories learned from, by name, and the hash of their gold."""
    parser, digest = Parser(find_model()), hashlib.sha256()
    paths = sorted([*given.DIR.glob("*/gold.json"), *EXAMPLES.glob("*/gold.json")], key=lambda p: p.parent.name)
    taught = {}

    def teach(name: str, folder: Path, gold: Row) -> None:
        taught[name] = learned(folder, gold, parser)
        digest.update(json.dumps(gold["quotations"], sort_keys=True).encode())

    for path in paths:
        teach(path.parent.name, path.parent, json.loads(path.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as into:
        for name, folder, gold in heldout.folders(given.bench, Path(into)) if given.bench else ():
            teach(name, folder, gold)
    return taught, digest.hexdigest()


def main(argv: Sequence[str]) -> int:
    """Fit, and print what was found."""
    asked = argparse.ArgumentParser(prog="python -m eval.fit_utterances", description=__doc__)
    asked.add_argument("DIR", type=Path, help="folder of story folders")
    asked.add_argument("--bench", type=Path, help="folder of the texts of the stories annotated for this project")
    taught, digest = gather(asked.parse_args(argv))
    weights = fit(list(taught.values()))
    print(f"gold of {len(taught)} stories, sha256 {digest}")
    for name, value in weights.items():
        print(f"{name:16} {value:6.2f}   in use {WEIGHTS[name]:.2f}")
    print(f"{'pair F1':32} without it   in use")
    for name, story in taught.items():
        without = fit([s for n, s in taught.items() if n != name])
        print(f"{name:32} {_show(score(story, without))}         {_show(score(story, WEIGHTS))}")
    return 0


def _show(value: float | None) -> str:
    return "   –" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
