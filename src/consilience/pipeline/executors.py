"""Ways to map one function over many captures: here, or in several processes. Same input, same output, same order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..model.article import Capture
from ..model.record import Reject
from ..model.story import Report
from ..stages.parse import Parser
from .plan import ARTICLE_PLAN, carry_out

Executor = Callable[[Sequence[Capture]], Iterator[Report | Reject]]

CAPTURES_A_TASK = 4  # parsing one takes 25 ms; handing one over takes under 1 ms


def annotate(capture: Capture, parser: Parser) -> Report | Reject:
    """Everything that is read in one article, or why it was not used."""
    values = carry_out(ARTICLE_PLAN, {"capture": capture, "parser": parser}, stop=lambda made: isinstance(made, Reject))
    article = values["article"]
    if isinstance(article, Reject):
        return article
    names = ("parse", "mentions", "times", "quantities", "quotations", "events")
    return Report(article=article, **{name: values[name] for name in names})


def serial(parser: Parser) -> Executor:
    """One after the other in this process."""

    def run(captures: Sequence[Capture]) -> Iterator[Report | Reject]:
        for capture in captures:
            yield annotate(capture, parser)

    return run


def processes(model: Path, count: int) -> Executor:
    """In `count` processes, each with its own parser loaded from `model`."""

    def run(captures: Sequence[Capture]) -> Iterator[Report | Reject]:
        # Fresh interpreters: forking would copy locks held by numeric libraries.
        context = multiprocessing.get_context("spawn")
        with context.Pool(count, initializer=_load, initargs=(model,)) as pool:
            yield from pool.imap(_annotate, captures, chunksize=CAPTURES_A_TASK)

    return run


_loaded: list[Parser] = []  # one parser a worker process, set by its initializer


def _load(model: Path) -> None:
    _loaded[:] = [Parser(model)]


def _annotate(capture: Capture) -> Report | Reject:
    return annotate(capture, _loaded[0])
