"""Times and quantities against the gold of our own (eval/gold/README.md), with dateparser's search and quantulum3 beside.

Spans: predicted and wanted expressions of a drawn sentence are paired one to one by greatest overlap; a pair counts from half
(intersection over union of letters and digits, with the whole expression or its core). Values: over the pairs, whether the value
is one of those that are right. What overlaps an expression that is left open is not counted; nor is a duration read as a quantity,
or an age as a time.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from consilience.model.article import Article
from consilience.pipeline.model import find_model
from consilience.stages.parse import Parser, parse
from consilience.stages.quantities import quantities
from consilience.stages.times import times

from . import others, slot_values
from .attribution import bare_article
from .matching import pair_up
from .rows import read_rows

GOLD = Path(__file__).parent / "gold" / "slots.jsonl"
HALF = 0.5  # a pair counts from this intersection over union
AS_OTHER = {"time": ("quantity", ("age",)), "quantity": ("time", ("duration", "rel", "event", "set"))}

Row = Mapping[str, Any]


class Found(NamedTuple):
    """What a reader found: `reading` is what `right` of eval/slot_values understands."""

    start: int
    end: int
    reading: Mapping[str, Any]


class Judged(NamedTuple):
    """An expression wanted (None: nothing was) with what was found for it (None: nothing was) and what was right of it."""

    article: str
    row: Row | None
    found: Found | None
    right: Mapping[str, bool]
    exact: bool = False


Reader = Callable[[Article], Sequence[Found]]


def measure(bench: Path) -> dict[str, Any]:
    """All figures; ValueError where the bench or its texts are not those of the gold."""
    return {what: {name: figures(judged) for name, judged in told.items()} for what, told in judge(bench).items()}


def judge(bench: Path) -> dict[str, dict[str, list[Judged]]]:
    """{"time" | "quantity": {reader: every expression wanted or found}}."""
    parser = Parser(find_model())
    readers: dict[str, dict[str, Callable[[Article, Mapping[str, list[Found]]], Sequence[Found]]]] = {
        "time": {"ours": lambda article, ours: ours["time"]},
        "quantity": {"ours": lambda article, ours: ours["quantity"]},
    }
    if others.dateparser_there():
        readers["time"]["dateparser"] = lambda article, ours: [Found(*f) for f in others.dateparser_times(article)]
    if others.quantulum_there():
        readers["quantity"]["quantulum3"] = lambda article, ours: [Found(*f) for f in others.quantulum(article)]
    told: dict[str, dict[str, list[Judged]]] = {what: {name: [] for name in made} for what, made in readers.items()}
    for row, article in articles(bench):
        ours = read(article, parser)
        for what, made in readers.items():
            for name, reader in made.items():
                told[what][name] += judge_article(row, article, reader(article, ours), what)
    return told


def articles(bench: Path) -> Iterator[tuple[Row, Article]]:
    """The rows of the gold with their articles, the date of publication as anchor."""
    gold = read_rows(GOLD)
    texts: dict[tuple[str, str], Row] = {}
    for name in sorted({row["file"] for row in gold}):
        if not (bench / name).exists():
            raise ValueError(f"{bench / name}: the texts of the gold are not there (give the bench folder)")
        texts.update({(name, row["id"]): row for row in read_rows(bench / name)})
    for row in gold:
        held = texts.get((row["file"], row["article"]))
        if held is None or hashlib.sha256(held["text"].encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['file']}: the text of {row['article']} is not the one that was annotated")
        article = bare_article(held["id"], held["text"])
        day = held["published"][:10]
        yield row, msgspec.structs.replace(article, published=day, anchor=day, anchor_rule="published")


def read(article: Article, parser: Parser) -> dict[str, list[Found]]:
    """What our stages find."""
    parsed = parse(article, parser)
    told = times(article, parsed)
    return {
        "time": [
            Found(t.span.start, t.span.end, {"value": t.value, "end_value": t.end_value, "mod": t.mod, "rule": t.rule})
            for t in told
        ],
        "quantity": [
            Found(
                q.span.start,
                q.span.end,
                {k: getattr(q, k) for k in ("value", "high", "unit", "bound", "counted", "status")},
            )
            for q in quantities(article, parsed, told)
        ],
    }


def judge_article(row: Row, article: Article, found: Sequence[Found], what: str) -> list[Judged]:
    """Everything wanted or found in the drawn sentences of one article."""
    letters = partial(_letters, article.text)
    other, kinds = AS_OTHER[what]
    wanted = [e for e in row["expressions"] if e["what"] == what]
    open_ = [
        e for e in row["expressions"] if e["what"] == "optional" or (e["what"] == other and e.get("kind") in kinds)
    ]
    told = [f for f in found if any(start < f.end and f.start < end for start, end in row["sentences"])]
    told = _joined(told, wanted, what)
    pairs = {}
    for i, e in enumerate(wanted):
        for j, f in enumerate(told):
            like = max(_likeness(letters(*s), letters(f.start, f.end)) for s in _spans(e))
            if like >= HALF:
                pairs[i, j] = like
    chosen = pair_up(pairs)
    out = []
    for i, e in enumerate(wanted):
        if i not in chosen:
            out.append(Judged(article.id, e, None, {}))
            continue
        one = told[chosen[i]]
        exact = any(letters(*s) == letters(one.start, one.end) for s in _spans(e))
        out.append(Judged(article.id, e, one, slot_values.right(e, one.reading), exact))
    used = set(chosen.values())
    for j, extra in enumerate(told):
        if j not in used and not any(_meet(e, extra) for e in open_):
            there = next((e for e in row["expressions"] if _meet(e, extra)), None)
            out.append(Judged(article.id, there, extra, {"false": True}))
    return out


def _joined(told: Sequence[Found], wanted: Iterable[Row], what: str) -> list[Found]:
    """Pieces inside one expression that has two ends, or a day beside a clock, as one."""
    rest, out = list(told), []
    for e in wanted:
        inside = [f for f in rest if e["start"] <= f.start and f.end <= e["end"]]
        if len(inside) > 1 and slot_values.may_be_pieces(e):
            rest = [f for f in rest if f not in inside]
            reading = slot_values.joined([f.reading for f in inside], what)
            out.append(Found(inside[0].start, inside[-1].end, reading))
    return sorted(rest + out, key=lambda f: (f.start, f.end))


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Precision, recall, F1 of spans, exact F1, accuracy of values; the same by kind (recall and values); what was found wrongly."""
    wanted = [j for j in judged if "false" not in j.right]
    pairs = [j for j in wanted if j.found is not None]
    told = len(pairs) + sum("false" in j.right for j in judged)
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for j in wanted:
        kinds[j.row["kind"] if j.row else ""].append(j)
    wrong = Counter(
        "nothing" if j.row is None else j.row.get("kind", j.row["what"]) for j in judged if "false" in j.right
    )
    exact = sum(j.exact for j in pairs)
    return {
        "wanted": len(wanted),
        "found": told,
        "precision": _share(len(pairs), told),
        "recall": _share(len(pairs), len(wanted)),
        "span_f1": _share(2 * len(pairs), told + len(wanted)),
        "exact_f1": _share(2 * exact, told + len(wanted)),
        **_accuracies(pairs),
        "kinds": {
            kind: {
                "wanted": len(held),
                "recall": _share(sum(j.found is not None for j in held), len(held)),
                **_accuracies([j for j in held if j.found is not None]),
            }
            for kind, held in sorted(kinds.items())
        },
        "wrongly_found": dict(sorted(wrong.items())),
    }


def _accuracies(pairs: Iterable[Judged]) -> dict[str, float | None]:
    """The share right of each thing judged; `value` first."""
    marks: dict[str, list[bool]] = defaultdict(list)
    for j in pairs:
        for name, is_right in j.right.items():
            marks[name].append(is_right)
    return {"value": None, **{name: _share(sum(held), len(held)) for name, held in marks.items()}}


def faults(bench: Path) -> list[dict[str, Any]]:
    """Our faults, one row each, for reading: where, what was wanted, what was found."""
    texts = {row["article"]: article.text for row, article in articles(bench)}
    out = []
    for what, told in judge(bench).items():
        for j in told["ours"]:
            wrong = [name for name, is_right in j.right.items() if not is_right]
            if j.found is not None and not wrong and "false" not in j.right:
                continue
            fault = "found wrongly" if "false" in j.right else "missed" if j.found is None else ", ".join(wrong)
            span = (j.found.start, j.found.end) if j.found else (j.row["start"], j.row["end"]) if j.row else (0, 0)
            out.append(
                {
                    "what": what,
                    "fault": fault,
                    "article": j.article,
                    "start": span[0],
                    "text": texts[j.article][slice(*span)],
                    "wanted": {k: v for k, v in (j.row or {}).items() if k not in ("start", "end", "core")},
                    "found": dict(j.found.reading) if j.found else None,
                }
            )
    return out


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    for what, readers in told.items():
        for name, f in readers.items():
            yield f"{what}s, {name}: {f['wanted']} wanted, {f['found']} found"
            yield "  " + "  ".join(f"{k} {v:.3f}" for k, v in f.items() if isinstance(v, float))
            for kind, held in f["kinds"].items():
                cells = "  ".join(f"{k} {v:.2f}" for k, v in held.items() if isinstance(v, float))
                yield f"    {kind:<9} {held['wanted']:>4}  {cells}"
            yield f"    found where nothing of the sort was wanted: {json.dumps(f['wrongly_found'])}"


def _spans(e: Row) -> list[tuple[int, int]]:
    return [(e["start"], e["end"]), *([(e["core"][0], e["core"][1])] if "core" in e else [])]


def _letters(text: str, start: int, end: int) -> frozenset[int]:
    return frozenset(i for i in range(start, end) if text[i].isalnum() or text[i] in "%$€£")


def _likeness(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _meet(e: Row, f: Found) -> bool:
    return bool(e["start"] < f.end and f.start < e["end"])


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
