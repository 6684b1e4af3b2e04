"""python -m bench [PATH…]: processor time of each stage as a ratio to the bare parser on the same text, and peak memory.

Ratios, not seconds: machines differ and are noisy, and both sides are taken in one run. The bare parser is the
parsing model on every paragraph, nothing cached. Each figure is the least of several rounds, in which each stage runs by
itself on stories it has met. Beside it, for two groups of stages and for all: articles a second a core, so and where
every story is met for the first time, its stages one after the other; what several of them ask of a parse is then worked
out as well.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from consilience.cli import fewer_collections
from consilience.ingest.files import read
from consilience.model.article import Article, Capture
from consilience.model.record import Reject
from consilience.model.story import Report
from consilience.pipeline.executors import annotate
from consilience.pipeline.model import find_model
from consilience.pipeline.plan import ARTICLE_PLAN, STORY_PLAN, Stage
from consilience.pipeline.run import assemble
from consilience.stages.parse import Parser, parse

ROUNDS = 5
GROUPS = {
    "who, when, how many": ("mentions (article)", "times (article)", "quantities (article)", "entities (story)"),
    "what happened": ("events (article)", "events (story)", "aligned (story)", "reconciled (story)"),
}
EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> int:
    """Measure and print; 2 where there is nothing to measure on."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument(
        "paths", nargs="*", type=Path, default=[EXAMPLES], help="folders of story folders (default: examples/)"
    )
    options.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    given = options.parse_args()
    stories = [p for root in given.paths for p in sorted(root.iterdir()) if (p / "articles").is_dir()]
    if not stories:
        print("bench: no story folder (one with articles/) in", *given.paths, file=sys.stderr)
        return 2
    fewer_collections()  # as the command does
    model = find_model()
    parser = Parser(model)
    captures = [read([str(p)]).captures for p in stories]
    told = measure(captures, parser)
    told["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if given.json:
        print(json.dumps(told, indent=1))
    else:
        show(told)
    return 0


def measure(captures: list[tuple[Capture, ...]], parser: Parser) -> dict[str, Any]:
    """Seconds of the bare parser on all stories, and each stage's share of that."""
    articles = [a for story in captures for c in story if isinstance(a := ARTICLE_PLAN[0].run(c), Article)]
    bare = least(lambda: bare_parser(articles, parser))
    reports = [[r for c in story if not isinstance(r := annotate(c, parser), Reject)] for story in captures]
    seconds = {
        f"{s.makes} (article)": article_stage(s, captures, reports, parser) for s in ARTICLE_PLAN if s.makes != "parse"
    }
    seconds |= story_stages(reports)
    whole = least(lambda: [assemble(r) for r in reports])
    seconds["compose and the rest"] = whole - sum(v for k, v in seconds.items() if k.endswith("(story)"))
    words = sum(len(a.text.split()) for a in articles)
    first = met_first(reports)
    return {
        "articles": len(articles),
        "words": words,
        "bare_parser_seconds": round(bare, 4),
        "bare_parser_words_per_second": round(words / bare),
        "ratio": {name: round(value / bare, 4) for name, value in seconds.items()},
        "ratio_all": round(sum(seconds.values()) / bare, 4),
        "ratio_all_met_first": round((sum((seconds | first).values())) / bare, 4),
        "articles_per_second": {
            name: [round(len(articles) / sum(took[s] for s in stages)) for took in (seconds, first)]
            for name, stages in GROUPS.items()
        },
    }


def bare_parser(articles: list[Article], parser: Parser) -> None:
    """The parsing model on every paragraph of every article, nothing cached."""
    parser.forget()
    for article in articles:
        parse(article, parser)


def article_stage(
    stage: Stage, captures: list[tuple[Capture, ...]], reports: list[list[Report]], parser: Parser
) -> float:
    """Seconds of one article stage over all articles, its inputs given."""
    if stage.makes == "article":
        return least(lambda: [stage.run(c) for story in captures for c in story])
    given = [
        [{"article": r.article, "parser": parser}.get(name) or getattr(r, name) for name in stage.reads]
        for story in reports
        for r in story
    ]
    return least(lambda: [stage.run(*values) for values in given])


def story_stages(reports: list[list[Report]]) -> dict[str, float]:
    """Seconds of each story stage over all stories."""
    seconds = {}
    values: list[dict[str, Any]] = [{"reports": tuple(story), "known": ()} for story in reports]
    for stage in STORY_PLAN:
        given = [[v[name] for name in stage.reads] for v in values]
        seconds[f"{stage.makes} (story)"] = least(lambda s=stage, g=given: [s.run(*v) for v in g])
        for value, inputs in zip(values, given, strict=True):
            value[stage.makes] = stage.run(*inputs)
    return seconds


def met_first(reports: list[list[Report]]) -> dict[str, float]:
    """Seconds of each stage after parsing, all in order of the plan, on copies that no stage has seen before."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        took: dict[str, float] = {}
        for story in reports:
            told = []
            for report in story:
                values = {"article": report.article, "parse": replace(report.parse)}
                timed(ARTICLE_PLAN[2:], "article", values, took)
                told.append(Report(**values))
            timed(STORY_PLAN, "story", {"reports": tuple(told), "known": ()}, took)
        best = {name: min(spent, best.get(name, spent)) for name, spent in took.items()}
    return best


def timed(plan: tuple[Stage, ...], key: str, values: dict[str, Any], took: dict[str, float]) -> None:
    """Run the stages of `plan` on `values` and put there what they make; `took` grows by their seconds."""
    for stage in plan:
        start = time.process_time()
        values[stage.makes] = stage.run(*(values[name] for name in stage.reads))
        name = f"{stage.makes} ({key})"
        took[name] = took.get(name, 0.0) + time.process_time() - start


def least(work: Callable[[], object]) -> float:
    """The least processor time of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def show(told: dict[str, Any]) -> None:
    """The measurement as a table."""
    print(
        f"{told['articles']} articles, {told['words']} words; bare parser {told['bare_parser_words_per_second']} words/s a core"
    )
    for name, ratio in told["ratio"].items():
        print(f"  {name:<26} {ratio:7.3f}")
    print(f"  {'all our stages':<26} {told['ratio_all']:7.3f}   of the bare parser's time (limit 0.5)")
    print(f"  {'each story met first':<26} {told['ratio_all_met_first']:7.3f}")
    for name, (again, first) in told["articles_per_second"].items():
        print(f"  {name + ', articles/s':<32} {again}, stories met first {first}")
    print(f"  peak memory {told['peak_memory_mb']} MB (limit 900)")


if __name__ == "__main__":
    sys.exit(main())
