"""Different causes of one effect, and causes that are told or not known."""

from __future__ import annotations

import pytest
from planted import story

from consilience.stages.parse import Parser

FIRE = "The old mill of Tarnby burned down on Friday. {rest}"


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("A heater caused the mill fire.", "Lightning caused the mill fire.", True),
        ("A heater caused the mill fire.", "The mill fire was triggered by lightning.", True),
        ("A heater caused the mill fire.", "An old heater caused the mill fire.", False),
        ("A heater caused the mill fire.", "Lightning caused the barn fire.", False),
        ("A heater caused the mill fire.", "Lightning may have caused the mill fire.", False),
        ("The speech energised the mill workers.", "The strike motivated the mill workers.", True),
        ("The speech energised the mill workers.", "The strike caused the mill fire.", False),
    ],
)
def test_causes_of_one_effect(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, FIRE.format(rest=one), FIRE.format(rest=other))
    found = [c for c in told.conflicts if c.reasons[0].rule == "one effect, other causes"]
    assert [c.kind for c in found] == ["cause"] * clash
    if clash:
        assert {s.article for v in found[0].values for s in v.evidence} == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("The bank did not know how the error had occurred.", "The bank said a zero was accidentally added.", True),
        ("It is unclear why the mill roof fell.", "The mill roof fell because of heavy snow.", True),
        ("It is unclear why the mill roof fell.", "The school closed because of heavy snow.", False),
        ("It is unclear how many errors the bank made.", "The bank said a zero was accidentally added.", False),
        ("The bank knew how the error had occurred.", "The bank said a zero was accidentally added.", False),
    ],
)
def test_known_or_not(parser: Parser, one: str, other: str, clash: bool) -> None:
    told = story(parser, FIRE.format(rest=one), FIRE.format(rest=other))
    found = [c for c in told.conflicts if c.reasons[0].rule == "cause given and not known"]
    assert [c.kind for c in found] == ["cause"] * clash
    if clash:
        assert [v.value for v in found[0].values if v.evidence[0].article == "a"] == ["not known"]
