"""Relations and passages on planted copies, of the texts written for this project or of a file of reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from consilience.pipeline.run import read_articles

from . import floors
from .planted_copies import COPIES, WANTED, Row, measure
from .rows import read_rows

OWN = Path(__file__).parent / "data" / "retellings.json"
EXAMPLES = Path(__file__).parents[1] / "examples"
OWN_SHORTEST, SHORTEST = 850, 1200  # characters of a base: our own texts are short
SECTION = "copies"  # of the floors


def own_rows() -> list[Row]:
    """The texts written for this project: five events told twice independently, and the reports of the examples,
    which hold copies of each other and so are no pairs of independent reports (`alone`)."""
    rows: list[Row] = []
    for entry in json.loads(OWN.read_text("utf-8")):
        for kind in ("base", "independent"):
            name = f"{entry['name']}-{kind}"
            rows.append({"id": name, "story": entry["name"], "outlet": kind, "text": entry[kind]})
    for folder in sorted(p for p in EXAMPLES.iterdir() if p.is_dir()):
        for article in read_articles([folder]):
            name = f"{folder.name}-{article.id}"
            outlet = article.outlet or name
            rows.append({"id": name, "story": folder.name, "outlet": outlet, "text": article.text, "alone": True})
    return rows


def figures(path: Path | None, bases: int) -> dict[str, float]:
    """The figures of the reports in a file, else of our own texts; `bases` texts of each kind where there are as many."""
    if path is None:
        return measure(own_rows(), bases, OWN_SHORTEST)
    return measure(read_rows(path), bases, SHORTEST)


def lines(told: Mapping[str, float]) -> Iterable[str]:
    """The figures as a table."""
    held = floors.read(SECTION)
    yield f"{'planted':<12} {'right relation':>14} {'passages F1':>12}"
    for kind, wanted in WANTED.items():
        if f"{kind} relation" in told:
            passages = told.get(f"{kind} passages")
            shown = "" if passages is None else f"{passages:12.3f}"
            yield f"{kind:<12} {told[f'{kind} relation']:14.3f} {shown:12}   {wanted}"
    yield f"all of {', '.join(COPIES)}: relation right {told['copies relation']:.3f}"
    yield f"all with shared text: passages F1 over characters {told['passages']:.3f}"
    yield f"quotes and event: called copy or derived {told['false alarms']:.3f}"
    if held:
        yield f"floors (our own texts): {', '.join(f'{name} {value}' for name, value in sorted(held.items()))}"
