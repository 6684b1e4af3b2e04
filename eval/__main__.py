"""python -m eval NAME …: each command prints a table that says what each figure means, or one JSON object with --json."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from . import (
    attribution,
    copies,
    coreference,
    entities,
    floors,
    heldout,
    incidents,
    planted_conflicts,
    plover,
    report,
    running,
    slots,
    stories,
    tables,
)
from .rows import read_rows
from .running import parser_here

BENCH = Path("../shared/bench")
EXAMPLES = Path(__file__).parents[1] / "examples"


class Command(NamedTuple):
    """A command: what runs, what it is about, its arguments (names or flags with argparse's keywords)."""

    run: Callable[[argparse.Namespace], int]
    about: str
    arguments: tuple[tuple[str, dict[str, Any]], ...]


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 where it ran (and, for `floors`, where no figure fell), 1 where a floor is broken, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="NAME")
    for name, held in COMMANDS.items():
        command = commands.add_parser(name, help=held.about, description=held.about)
        for argument, keywords in held.arguments:
            command.add_argument(argument, **keywords)
        command.add_argument("--json", action="store_true", help="one JSON object instead of a table")
        command.set_defaults(run=held.run)
    given = parser.parse_args(argv)
    try:
        return int(given.run(given))
    except (OSError, ValueError) as problem:
        print(f"eval: {problem}", file=sys.stderr)
        return 2


def run_stories(given: argparse.Namespace) -> int:
    """A dossier for each story folder under DIR, held against its gold."""
    return tell_stories(running.measure_stories(given.DIR), as_json=given.json)


def run_heldout(given: argparse.Namespace) -> int:
    """The same figures on stories of the bench annotated for this project."""
    return tell_stories(running.measure_heldout(given.bench), as_json=given.json)


def tell_stories(told: dict[str, stories.Figures], *, as_json: bool) -> int:
    """The figures of stories and their means, as a table or as one JSON object."""
    mean = stories.mean(told)
    if as_json:
        print(json.dumps({**mean, "stories": told}, indent=1))
    else:
        print_table(list(told), {**told, "mean": mean}, stories.FIGURES)
    return 0


def run_report(given: argparse.Namespace) -> int:
    """The page docs/explanation/how-good.md, on standard output."""
    apart = list(running.held_apart(given.bench))
    more = [h for h in running.held_apart(given.bench, heldout.DISPUTES) if heldout.parts()[h.name] == "unread"]
    if given.rates:
        mean = stories.mean({h.name: h.figures for h in apart})
        print(report.rates(len(apart), mean, report.pooled([running.by_kind([*apart, *more])]), len(more)), end="")
        return 0
    known, ours = list(running.held_stories(given.DIR)), list(running.held_stories(EXAMPLES))
    figures = [{h.name: h.figures for h in held} for held in (known, apart, ours)]
    means = stories.mean(figures[0]), stories.mean(figures[1]), stories.mean(figures[2])
    disputes = running.by_kind(known), running.by_kind(apart), running.by_kind(more)
    print(report.page(figures[0], figures[1], figures[2], means, disputes, len(more)), end="")
    return 0


def run_floors(given: argparse.Namespace) -> int:
    """The figures of our own examples against eval/floors.json."""
    measured = stories.mean(running.measure_stories(given.DIR))
    faults = floors.check(measured, lift=given.lift)
    if given.json:
        print(json.dumps({"measured": measured, "faults": faults}, indent=1))
    else:
        for name, value in measured.items():
            print(f"{name:<20} {show(value)}   floor {show(floors.read().get(name))}")
        for fault in faults:
            print(f"below the floor: {fault}")
    return 1 if faults else 0


def shown(
    measure: Callable[[argparse.Namespace], dict[str, Any]], lines: Callable[[dict[str, Any]], Iterable[str]]
) -> Callable[[argparse.Namespace], int]:
    """A command that measures and prints either its JSON object or its table."""

    def run(given: argparse.Namespace) -> int:
        told = measure(given)
        print(json.dumps(told, indent=1) if given.json else "\n".join(lines(told)))
        return 0

    return run


def file(meaning: str) -> dict[str, Any]:
    """Keywords of an argument that is a path."""
    return {"type": Path, "help": meaning}


def show(value: float | None) -> str:
    """A figure in a table."""
    return "   –" if value is None else f"{value:.2f}"


def print_table(columns: list[str], figures: dict[str, stories.Figures], meaning: dict[str, str]) -> None:
    """A line a figure: each story's value, the mean, and what it means."""
    width = max(map(len, meaning))
    for name, about in meaning.items():
        cells = "  ".join(show(figures[c][name]) for c in columns)
        print(f"{name:<{width}}  {cells}  mean {show(figures['mean'][name])}   {about}")
    print(f"{'':<{width}}  stories, left to right: {', '.join(columns)}")


ECB = (
    ("DOCS", file("JSONL with the documents of ECB+")),
    ("MENTIONS", file("JSONL with their mentions")),
    ("--split", {"default": "dev", "help": "which part is measured (default dev)"}),
)
STORIES = ("DIR", file("folder of story folders"))
TEXTS = ("--bench", {"type": Path, "default": BENCH, "help": f"folder of the texts (default {BENCH})"})
COMMANDS = {
    "stories": Command(run_stories, "dossiers of story folders against their gold", (STORIES,)),
    "heldout": Command(
        run_heldout,
        "dossiers of bench stories annotated for this project (eval/gold/stories) against that gold",
        (TEXTS,),
    ),
    "disputes": Command(
        shown(lambda given: running.measure_disputes(given.bench), tables.disputes),
        "disagreements on more bench stories, of which only these were annotated (eval/gold/conflicts)",
        (TEXTS,),
    ),
    "report": Command(
        run_report,
        "the page docs/explanation/how-good.md, from the stories, the bench and the examples",
        (
            STORIES,
            TEXTS,
            ("--rates", {"action": "store_true", "help": "the table knowledge/error_rates.tsv instead"}),
        ),
    ),
    "floors": Command(
        run_floors,
        "figures of the example stories against the floors",
        (
            STORIES,
            ("--raise", {"dest": "lift", "action": "store_true", "help": "raise the floors to the figures measured"}),
        ),
    ),
    "attribution": Command(
        shown(lambda given: dict(attribution.measure(read_rows(given.FILE), parser_here())), tables.attribution),
        "sources, cues and contents of attributions, on articles in the PolNeAR form",
        (("FILE", file("JSONL with text and attributions")),),
    ),
    "copies": Command(
        shown(lambda given: copies.figures(given.FILE, given.bases), copies.lines),
        "relations and passages of planted copies, made of our own texts or of the reports of a file",
        (
            (
                "FILE",
                {"type": Path, "nargs": "?", "help": "JSONL of reports (default: texts written for this project)"},
            ),
            ("--bases", {"type": int, "default": 200, "help": "texts of each kind, where there are as many (200)"}),
        ),
    ),
    "conflicts": Command(
        shown(
            lambda given: planted_conflicts.measure(given.FILE, given.per_kind, parser_here()), planted_conflicts.lines
        ),
        "planted conflicts and harmless changes in reports that agree: which of them are reported",
        (
            ("FILE", file("JSONL of stories with several reports each")),
            ("--per-kind", {"type": int, "default": 100, "help": "cases of each kind, where there are as many (100)"}),
        ),
    ),
    "events": Command(
        shown(lambda given: dict(plover.measure(read_rows(given.FILE), parser_here())), tables.events),
        "types and actors of events, on PLOVER gold records",
        (("FILE", file("JSONL with PLOVER records")),),
    ),
    "slots": Command(
        shown(lambda given: slots.measure(given.bench), slots.lines),
        "times and quantities against the gold of our own (eval/gold), other readers beside",
        (TEXTS,),
    ),
    "incidents": Command(
        shown(
            lambda given: incidents.measure(
                read_rows(given.FILE), read_rows(given.INCIDENTS), parser_here(), given.most
            ),
            incidents.lines,
        ),
        "date, city, counts, names and ages of shooting incidents, read from their reports",
        (
            ("FILE", file("JSONL with reports, each with its incident")),
            ("INCIDENTS", file("JSONL with the registry's rows")),
            (
                "--most",
                {"type": int, "default": incidents.MOST, "help": f"incidents read (default {incidents.MOST}; 0: all)"},
            ),
        ),
    ),
    "entities": Command(
        shown(
            lambda given: entities.measure(
                read_rows(given.DOCS), read_rows(given.MENTIONS), parser_here(), given.split
            ),
            entities.lines,
        ),
        "entity chains of ECB+ (people, organisations, places) within subtopics, gold mentions",
        ECB,
    ),
    "coreference": Command(
        shown(coreference.run, coreference.lines),
        "event chains of ECB+ across documents, gold mentions, topics predicted",
        (
            *ECB[:2],
            (
                "--split",
                {"default": None, "help": "which part is measured (default dev, else the one that is not train)"},
            ),
            (
                "--fit",
                {"action": "store_true", "help": "write what train teaches to eval/data, for files without train"},
            ),
        ),
    ),
}

if __name__ == "__main__":
    sys.exit(main())
