"""Strays: a report of another story is set apart, a report of this one never."""

from __future__ import annotations

import pytest

from consilience.model.article import Article, Capture
from consilience.model.story import Report
from consilience.stages.parse import Parser, parse
from consilience.stages.stories import apart

FLOOD = [
    "The river Aven rose above its banks on Monday and flooded the old town of Marlow, the fire brigade said. Boats brought people out.",
    "Firefighters in boats brought people out of the flooded old town of Marlow on Monday after the river Aven rose.",
    "Marlow's old town stood under water on Tuesday. The river Aven had risen overnight, and the fire brigade used boats.",
]
CHESS = "A schoolgirl won the chess championship on Sunday, beating the grandmaster in forty moves before a full hall of spectators."


def report(ident: str, text: str, parser: Parser) -> Report:
    """A report with its text and its parse."""
    capture = Capture(
        id=ident, path=f"{ident}.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=()
    )
    article = Article(id=ident, text=text, capture=capture, paragraphs=((0, len(text)),))
    return Report(article=article, parse=parse(article, parser))


@pytest.mark.parametrize("place", range(4))
def test_the_stray_is_set_apart_wherever_it_stands(place: int, parser: Parser) -> None:
    texts = [*FLOOD[:place], CHESS, *FLOOD[place:]]
    rejects = apart([report(str(n), t, parser) for n, t in enumerate(texts)])
    assert [(r.what, r.reason) for r in rejects] == [(str(place), "other-story")]
    assert "likeness" in rejects[0].detail


def test_reports_of_one_story_stay_together(parser: Parser) -> None:
    assert apart([report(str(n), t, parser) for n, t in enumerate(FLOOD)]) == ()


def test_of_two_reports_nobody_can_say(parser: Parser) -> None:
    assert apart([report("0", FLOOD[0], parser), report("1", CHESS, parser)]) == ()


def test_an_empty_text_is_a_stray_and_no_error(parser: Parser) -> None:
    assert [r.what for r in apart([report(str(n), t, parser) for n, t in enumerate([*FLOOD, "…"])])] == ["3"]
