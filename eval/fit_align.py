"""Fit `stages.align.likeness.WEIGHTS`: `python -m eval.fit_align DIR [--bench DIR]`.

Learned from are the stories under DIR, the examples and, with --bench, those of the bench annotated for this project, by
their gold.
Logistic regression over the pairs of passages in different articles that both state a fact of the gold: true where
they state one together. A story counts by the square root of its true pairs, so that one long story does not outweigh
the rest. The unit of the third passage depends on the other weights, so both are fitted in turn until they agree.
Prints the weights beside those in use, the hash of the gold that was read, and for each story the alignment F1 of its
claims by the weights fitted without it and by those in use: only the former says how well unknown stories fare.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from consilience.ingest.files import read
from consilience.model.story import Report
from consilience.pipeline.executors import annotate
from consilience.stages.align import align, passages_of
from consilience.stages.align import likeness as rows
from consilience.stages.link import link
from consilience.stages.parse import Parser
from consilience.stages.speakers import speakers
from consilience.stages.stories import apart
from consilience.stages.utterances import utterances
from consilience.text.weights import Floats

from . import heldout
from .matching import Row, holds
from .running import parser_here
from .stories import facts

EXAMPLES = Path(__file__).parents[1] / "examples"
ROUNDS = 3  # of fitting with the third passage; the weights move by less than 0.02 afterwards
SHRINK = 3.0  # ridge penalty on the weights in units of their spread, the start aside
FEWEST = 5  # true pairs that a story is taken to have at least when it is weighed
STEPS = 25  # of the damped Newton search
# Sum of the rows in use below which a pair of passages is not learned from: there are very many, none of them is joined, and what
# tells them apart is of no use near the link. With -3.2 instead the stories left out fare worse by 0.01.
GATE = -2.0
THIRD = "third"


class Learned(NamedTuple):
    """A story read up to its claims, and the units, truth and weight of its pairs of passages."""

    given: tuple[Any, ...]  # what the stage reads
    gold: Row
    units: rows.Units
    first: list[int]
    second: list[int]
    x: dict[str, Floats]
    y: Floats


def learned(folder: Path, gold: Row, parser: Parser) -> Learned:
    """Read the story in `folder` up to its quotations and pair its passages."""
    reports = sorted((r for c in read([folder]).captures if isinstance(r := annotate(c, parser), Report)), key=_id)
    strays = {r.what for r in apart(reports)}
    told_in = tuple(r for r in reports if r.id not in strays)
    entities = link(told_in)
    quotations = utterances(told_in, entities, speakers(told_in, entities))
    passages = passages_of(told_in, entities, quotations)
    spans = [msgspec.to_builtins(p.span) for p in passages]
    told = [{f["id"] for f in gold["facts"] if holds(f["evidence"], s)} for s in spans]
    units = rows.Units(passages, {k: [k] for k in range(len(passages))})
    all_units = units.of(0, units.size)
    likely = np.add.reduce([rows.WEIGHTS[name] * unit for name, unit in all_units.items()]) >= GATE
    pairs = [
        (i, j)
        for j, b in enumerate(passages)
        for i, a in enumerate(passages[:j])
        if a.report != b.report and told[i] and told[j] and likely[i, j]
    ]
    first, second = [i for i, _ in pairs], [j for _, j in pairs]
    x = {name: unit[first, second] for name, unit in all_units.items()}
    truth = np.array([float(bool(told[i] & told[j])) for i, j in pairs])
    return Learned((told_in, entities, quotations), gold, units, first, second, x, truth)


def _id(report: Report) -> str:
    return report.id


def fit(stories: Sequence[Learned]) -> dict[str, float]:
    """Weights of least penalised log loss; `third` beside those of the rows."""
    found = _fit(stories, [s.x for s in stories])
    for _ in range(ROUNDS):
        with weighed(found):
            x = [{**s.x, THIRD: rows.thirds(s.units)[s.first, s.second].astype(np.float64)} for s in stories]
        found = _fit(stories, x)
    return found


def _fit(stories: Sequence[Learned], units: Sequence[Mapping[str, Floats]]) -> dict[str, float]:
    names = [name for name in units[0] if name != "start"]
    x = np.concatenate([np.stack([u[name] for name in names], 1) for u in units])
    y = np.concatenate([s.y for s in stories])
    weight = np.concatenate([np.full(len(s.y), max(FEWEST, s.y.sum()) ** -0.5) for s in stories])
    weight /= weight.mean()
    middle, spread = x.mean(0), x.std(0) + 1e-9
    x = np.column_stack([np.ones(len(x)), (x - middle) / spread])
    ridge = np.diag([0.0] + [SHRINK] * len(names))
    found = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        slope = x.T @ (weight * (y - p)) - ridge @ found
        bend = (x.T * (weight * p * (1 - p))) @ x + ridge
        found += np.clip(np.linalg.solve(bend, slope), -1, 1)
    plain = found[1:] / spread
    return {"start": float(found[0] - plain @ middle), **dict(zip(names, map(float, plain), strict=True))}


@contextmanager
def weighed(weights: Mapping[str, float]) -> Iterator[None]:
    """The stage with other weights, for measuring only."""
    kept, third = dict(rows.WEIGHTS), rows.THIRD
    rows.WEIGHTS.update({name: weights[name] for name in rows.WEIGHTS})
    rows.THIRD = weights.get(THIRD, 0.0)
    try:
        yield
    finally:
        rows.WEIGHTS.update(kept)
        rows.THIRD = third


def score(story: Learned, weights: Mapping[str, float]) -> float | None:
    """Alignment F1 of the claims of a story by these weights."""
    with weighed(weights):
        claims = align(*story.given)
    told = [{"evidence": [msgspec.to_builtins(e.span) for e in c.evidence]} for c in claims]
    return facts(story.gold, {"facts": told})["alignment_f1"]


def gather(given: argparse.Namespace) -> tuple[dict[str, Learned], dict[str, Learned], str]:
    """The stories of DIR with the examples, and those of the bench, by name; the hash of the gold of all."""
    parser, digest = parser_here(), hashlib.sha256()
    taught = {}
    for path in (*sorted(given.DIR.glob("*/gold.json")), *sorted(EXAMPLES.glob("*/gold.json"))):
        gold = json.loads(path.read_text("utf-8"))
        taught[path.parent.name] = learned(path.parent, gold, parser)
        digest.update(json.dumps(gold["facts"], sort_keys=True).encode())
    with tempfile.TemporaryDirectory() as into:
        held = heldout.folders(given.bench, Path(into)) if given.bench else ()
        others = {}
        for name, folder, gold in held:
            others[name] = learned(folder, gold, parser)
            digest.update(json.dumps(gold["facts"], sort_keys=True).encode())
    return taught, others, digest.hexdigest()


def main(argv: Sequence[str]) -> int:
    """Fit, and print what was found."""
    asked = argparse.ArgumentParser(prog="python -m eval.fit_align", description=__doc__)
    asked.add_argument("DIR", type=Path, help="folder of story folders")
    asked.add_argument("--bench", type=Path, help="folder of the texts of the stories annotated for this project")
    known, others, digest = gather(asked.parse_args(argv))
    taught = {**known, **others}
    in_use = {**rows.WEIGHTS, THIRD: rows.THIRD}
    weights = fit(list(taught.values()))
    print(f"gold of {len(taught)} stories, sha256 {digest}")
    for name, value in weights.items():
        print(f"{name:16} {value:6.2f}   in use {in_use[name]:.2f}")
    print(f"{'alignment F1':32} without it   in use")
    for part in filter(None, (known, others)):
        sums = []
        for name, story in part.items():
            without = fit([s for n, s in taught.items() if n != name])
            sums.append((score(story, without) or 0.0, score(story, in_use) or 0.0))
            print(f"{name:32} {sums[-1][0]:.3f}        {sums[-1][1]:.3f}")
        print(f"{'mean':32} {np.mean([a for a, _ in sums]):.3f}        {np.mean([b for _, b in sums]):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
