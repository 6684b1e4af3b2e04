"""Fit the weights of `stages.lineage` that call a pair derived: `python -m eval.fit_lineage ARTICLES.jsonl[.gz]`.

Logistic regression without negative weights on pairs of general news stories read by hand (data/lineage_labels.tsv; pairs
not listed there count as independent), on retellings written for this project (data/retellings.json) and on planted
heavy edits. The weights of credits are left as they are: these texts carry too few. Prints the fitted odds beside those
in use, and the pairs on the wrong side of zero.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from consilience.model.article import Article
from consilience.model.story import Report
from consilience.stages.clean import clean
from consilience.stages.copies import reuse
from consilience.stages.lineage.relation import BIAS, COPY, LEAST_WORDS, WEIGHTS, gather

from .planted_copies import planted, report
from .rows import read_rows

DATA = Path(__file__).parent / "data"
FITTED = list(WEIGHTS)
SHRINK = 0.3  # ridge penalty on the odds
RETELLING_WEIGHT = 3.0  # written retellings are few and are what no collection marks
STEPS, RATE = 8000, 0.003

Sample = tuple[str, NDArray[np.float64], float, float]  # name, units, truth, weight


def samples(rows: Sequence[Mapping[str, Any]]) -> list[Sample]:
    """All pairs to learn from, with their truth and weight."""
    lines = [
        line.split("\t")
        for line in (DATA / "lineage_labels.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    truth = {(a, b): label for a, b, label in lines[1:]}
    stories: dict[str, list[Report]] = defaultdict(list)
    for row in rows:
        stories[row["story"]].append(_cleaned(row))
    out = []
    for story, reports in sorted(stories.items()):
        for name, units, pair in _units(reports):
            label = truth.get((story, "*")) or truth.get(pair, "independent")
            if label != "open":
                out.append((name, units, float(label == "dependent"), 1.0))
    for entry in json.loads((DATA / "retellings.json").read_text("utf-8")):
        kinds = ("base", "retelling", "independent")
        reports = [report(f"{entry['name']}-{kind}", entry[kind], {"outlet": kind}) for kind in kinds]
        for k, (name, units, _) in enumerate(_units(reports)):
            out.append((name, units, float(k == 0), RETELLING_WEIGHT))
    for item in planted(rows, 40):
        if item.kind in ("heavy", "quotes"):
            reports = [report(f"{item.kind}-base", item.base, {}), report(f"{item.kind}-made", item.made, {})]
            out += [(name, units, float(item.kind == "heavy"), 0.25) for name, units, _ in _units(reports)]
    return out


def _cleaned(row: Mapping[str, Any]) -> Report:
    """A row as the pipeline would have it: furniture marked, credits read."""
    plain = report(row["id"], row["text"], row)
    capture = msgspec.structs.replace(
        plain.article.capture, headline=row["title"], outlet=row["outlet"], url=row["url"], published=row["published"]
    )
    found = clean(capture)
    return Report(article=found, parse=plain.parse) if isinstance(found, Article) else plain


def _units(reports: Sequence[Report]) -> list[tuple[str, NDArray[np.float64], tuple[str, str]]]:
    out = []
    for evidence in gather(reports, reuse(reports)):
        if evidence.pair.containment < COPY and evidence.words >= LEAST_WORDS:
            units = [min(max(evidence.units.get(w.rule, 0.0), 0.0) / w.unit, w.most) for w in FITTED]
            pair = (evidence.pair.a, evidence.pair.b)
            out.append((" + ".join(pair), np.array(units), pair))
    return out


def fit(found: Sequence[Sample]) -> tuple[NDArray[np.float64], float]:
    """Odds and bias of least penalised log loss, odds not below zero."""
    x = np.array([units for _, units, _, _ in found])
    y, weight = np.array([t for _, _, t, _ in found]), np.array([w for _, _, _, w in found])
    odds, bias = np.zeros(x.shape[1]), -3.0
    for _ in range(STEPS):
        miss = weight * (1 / (1 + np.exp(-(x @ odds + bias))) - y)
        odds = np.maximum(odds - RATE * (x.T @ miss + SHRINK * odds), 0.0)
        bias -= RATE * float(miss.sum())
    return odds, bias


def main(argv: Sequence[str]) -> int:
    """Fit, and print what was found."""
    found = samples(read_rows(Path(argv[0])))
    odds, bias = fit(found)
    print(f"{'start':20} {bias:7.2f}   in use {BIAS:.2f}")
    for weight, value in zip(FITTED, odds, strict=True):
        print(f"{weight.rule:20} {value:7.2f}   in use {weight.odds:.2f}")
    used = np.array([w.odds for w in FITTED])
    for title, these, start in (("fitted", odds, bias), ("in use", used, BIAS)):
        sums = [(float(units @ these + start), truth, name) for name, units, truth, _ in found]
        right = [s >= 0 for s, truth, _ in sums if truth]
        wrong = [s >= 0 for s, truth, _ in sums if not truth]
        print(f"{title}: {sum(right)} of {len(right)} dependent pairs found, {sum(wrong)} false of {len(wrong)}")
        for total, truth, name in sorted(sums):
            if (total >= 0) != bool(truth):
                print(f"    {total:6.2f} {'dependent' if truth else 'independent'} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
