"""The whole pipeline, one line a stage: what is run, on what, and what it makes.

A stage reads named values that share a key and makes one named value. `by` says which key: the article, or
the story. Everything that runs the plan (in this process, in several, in pieces) reads these two tuples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..stages.align import align
from ..stages.attribution import attribution
from ..stages.clean import clean
from ..stages.copies import reuse
from ..stages.events import events
from ..stages.lineage import lineage
from ..stages.link import link
from ..stages.mentions import mentions
from ..stages.merge import merge
from ..stages.parse import parse
from ..stages.quantities import quantities
from ..stages.reconcile import reconcile
from ..stages.speakers import speakers
from ..stages.times import times
from ..stages.utterances import utterances


class Stage(NamedTuple):
    """`makes` = `run`(*`reads`). `version` goes up when the same input gives other output."""

    makes: str
    run: Callable[..., Any]
    reads: tuple[str, ...]
    version: int


# Capture -> everything that is read in one article alone. `parser` is the loaded model.
ARTICLE_PLAN = (
    Stage("article", clean, ("capture",), 1),
    Stage("parse", parse, ("article", "parser"), 1),
    Stage("mentions", mentions, ("article", "parse"), 1),
    Stage("times", times, ("article", "parse"), 1),
    Stage("quantities", quantities, ("article", "parse", "times"), 1),
    Stage("quotations", attribution, ("article", "parse"), 1),
    Stage("events", events, ("article", "parse", "times", "quotations"), 1),
)

# The reports of one story -> who is who, who copied whom, what is said, agreed and disputed. `known` is the user's own list of entities.
STORY_PLAN = (
    Stage("entities", link, ("reports", "known"), 2),
    Stage("attributed", speakers, ("reports", "entities"), 1),
    Stage("quotations", utterances, ("reports", "entities", "attributed"), 1),
    Stage("pairs", reuse, ("reports",), 1),
    Stage("lineage", lineage, ("reports", "pairs"), 1),
    Stage("events", merge, ("reports", "entities"), 1),
    Stage("aligned", align, ("reports", "entities", "quotations"), 3),
    Stage("reconciled", reconcile, ("reports", "entities", "quotations", "events", "lineage", "aligned"), 1),
)


def carry_out(
    plan: tuple[Stage, ...], given: Mapping[str, Any], *, stop: Callable[[Any], bool] = lambda _: False
) -> dict[str, Any]:
    """Run the stages of `plan` in order on the `given` values; all values by name. Ends early where `stop` says so of a value."""
    values = dict(given)
    for stage in plan:
        made = stage.run(*(values[name] for name in stage.reads))
        values[stage.makes] = made
        if stop(made):
            break
    return values
