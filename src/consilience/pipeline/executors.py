"""Ways to map one function over many captures: here, or in several processes. Same input, same output, same order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from ..knowledge.frames import frames_with
from ..model.article import Capture
from ..model.record import Reject
from ..model.story import Report
from ..stages.parse import Parser
from .plan import ARTICLE_PLAN, Stage, carry_out

Executor = Callable[[Sequence[Capture]], Iterator[Report | Reject]]

CAPTURES_A_TASK = 4  # parsing one takes 25 ms; handing one over takes under 1 ms


def annotate(capture: Capture, parser: Parser, frames: tuple[str, ...] = ()) -> Report | Reject:
    """Everything that is read in one article, or why it was not used. `frames`: the user's own (`ingest.frame_list`)."""
    values = carry_out(
        article_plan(frames), {"capture": capture, "parser": parser}, stop=lambda made: isinstance(made, Reject)
    )
    article = values["article"]
    if isinstance(article, Reject):
        return article
    names = ("parse", "mentions", "times", "quantities", "quotations", "events")
    return Report(article=article, **{name: values[name] for name in names})


@cache
def article_plan(frames: tuple[str, ...]) -> tuple[Stage, ...]:
    """The plan of an article, events read by the user's frames too."""
    if not frames:
        return ARTICLE_PLAN
    table = frames_with(frames)
    return tuple(s._replace(run=partial(s.run, table=table)) if s.makes == "events" else s for s in ARTICLE_PLAN)


def serial(parser: Parser, frames: tuple[str, ...] = ()) -> Executor:
    """One after the other in this process."""

    def run(captures: Sequence[Capture]) -> Iterator[Report | Reject]:
        for capture in captures:
            yield annotate(capture, parser, frames)

    return run


def processes(model: Path, count: int, frames: tuple[str, ...] = ()) -> Executor:
    """In `count` processes, each with its own parser loaded from `model`."""

    def run(captures: Sequence[Capture]) -> Iterator[Report | Reject]:
        # Fresh interpreters: forking would copy locks held by numeric libraries.
        context = multiprocessing.get_context("spawn")
        with context.Pool(count, initializer=_load, initargs=(model, frames)) as pool:
            yield from pool.imap(_annotate, captures, chunksize=CAPTURES_A_TASK)

    return run


_loaded: list[
    tuple[Parser, tuple[str, ...]]
] = []  # a worker process's parser and the user's frames, set by its initializer


def _load(model: Path, frames: tuple[str, ...]) -> None:
    _loaded[:] = [(Parser(model), frames)]


def _annotate(capture: Capture) -> Report | Reject:
    return annotate(capture, *_loaded[0])
