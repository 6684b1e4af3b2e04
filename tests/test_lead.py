"""The lead: what most origins tell, without one side of a quarrel, with what is disputed in it said beside it."""

from __future__ import annotations

import pytest

from consilience.model import dossier as d
from consilience.model.claim import ConflictKind
from consilience.model.lineage import Lineage
from consilience.stages.compose.lead import _long_before, story_row

LINEAGE = Lineage(pairs=(), origins=(), of_article={})
CLOSED = "The harbour of Marlow was closed on Monday after a gas leak."
HURT = "Fourteen dockers were taken to hospital with burns, the port said."
FIRE = "The fire brigade pumped water into the old warehouse all night."


def fact(number: int, statement: str, *, origins: int = 2, part_of: str | None = None) -> d.FactRow:
    """A statement that is the whole text of article `number`."""
    return d.FactRow(
        id=f"f{number}",
        statement=statement,
        statement_at=d.Place(article=str(number), start=0, end=len(statement)),
        status="corroborated" if origins > 1 else "single-origin",
        background=False,
        support=d.Support(articles=origins, independent=origins, sure=origins, origins=()),
        evidence=(),
        silent=(),
        part_of=part_of,
        reasons=(),
    )


def conflict(kind: ConflictKind, *numbers: int) -> d.ConflictRow:
    """A disagreement between articles, on their first ten characters."""
    values = tuple(
        d.ValueRow(
            value=str(n), evidence=(d.Place(article=str(n), start=0, end=10),), marks=(), origins=(), independent=1
        )
        for n in numbers
    )
    return d.ConflictRow(id="c1", about="how many", kind=kind, update=False, fact=None, values=values, reasons=())


def lead(*facts: d.FactRow, conflicts: tuple[d.ConflictRow, ...] = ()) -> list[d.LeadSentence]:
    """The sentences of the lead after the one that counts."""
    texts = {f.statement_at.article: f.statement for f in facts}
    return list(story_row((), facts, LINEAGE, conflicts, (), (), texts).lead[1:])


def told(sentences: list[d.LeadSentence]) -> list[str]:
    return [s.text for s in sentences]


def test_what_two_origins_tell_stands_before_what_one_does() -> None:
    title = fact(0, "Marlow")  # without headlines the first fact is the title
    assert told(lead(title, fact(1, FIRE, origins=1), fact(2, CLOSED), fact(3, HURT))) == [CLOSED, HURT]


def test_it_is_filled_up_where_the_reports_share_little() -> None:
    alone = [fact(n, text, origins=1) for n, text in enumerate(("Marlow", CLOSED, HURT, FIRE))]
    assert told(lead(*alone)) == [CLOSED, HURT]


@pytest.mark.parametrize("kind", ["number", "age", "place", "other", "stance"])
def test_a_disputed_detail_is_told_beside_it(kind: ConflictKind) -> None:
    (sentence,) = lead(fact(0, "Marlow"), fact(1, HURT), conflicts=(conflict(kind, 1, 2),))
    assert (sentence.text, sentence.differs) == (HURT, ("c1",))


@pytest.mark.parametrize("kind", ["status", "polarity", "speaker", "cause"])
def test_one_side_of_a_quarrel_is_no_lead(kind: ConflictKind) -> None:
    assert lead(fact(0, "Marlow"), fact(1, HURT), conflicts=(conflict(kind, 1, 2),)) == []


@pytest.mark.parametrize(
    "words",
    ["It was closed on Monday after a gas leak in Marlow.", "“The harbour is closed,” he said on Monday night."],
)
def test_words_that_point_elsewhere_are_no_lead(words: str) -> None:
    assert lead(fact(0, "Marlow"), fact(1, words)) == []


def test_nothing_twice_and_no_part_of_another() -> None:
    again = fact(2, CLOSED.replace("closed", "shut"))
    assert told(lead(fact(0, "Marlow"), fact(1, CLOSED), again, fact(3, FIRE, part_of="f1"))) == [CLOSED]


@pytest.mark.parametrize(
    ("value", "before"),
    [
        ("2018-11", True),
        ("2024", True),
        ("2025-07-14", True),
        ("2025-09-30", False),
        ("2025", False),
        ("2025-W41", False),
        ("P3D", False),
    ],
)
def test_what_happened_long_before_is_no_lead(value: str, before: bool) -> None:
    assert _long_before(value, "2025-10-14") is before
