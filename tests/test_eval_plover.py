"""Counting of PLOVER records, on records planted for the test."""

from __future__ import annotations

from consilience.knowledge.actors import code_of
from consilience.stages.parse import Parser
from eval.plover import measure, same_actors


def record(event: str, text: str, source: str | None, target: str | None) -> dict[str, object]:
    sides = {"source": source, "target": target}
    return {"event": event, "text": text, **{k: [{"code": c}] if c else [] for k, c in sides.items()}}


def test_type_and_actors_are_counted_apart(parser: Parser) -> None:
    text = "Norway accused Peru of spying."
    rows = [
        record("ACCUSE", text, "NOR", "PER"),
        record("ACCUSE", text, "PER", "NOR"),
        record("AGREE", text, "NOR", "PER"),
        record("ACCUSE", text, "NOR", None),
    ]
    told = measure(rows, parser)
    assert (told["type"], told["type_and_actors"], told["records"]) == (0.75, 0.5, 4.0)


def test_a_side_without_actor_leaves_the_other_alone() -> None:
    assert same_actors({"source": [{"code": "NOR"}], "target": []}, ["NOR"], [])
    assert not same_actors({"source": [{"code": "NOR"}], "target": [{"code": "PER"}]}, ["NOR"], [])


def test_codes_of_states_bodies_and_places() -> None:
    assert code_of("the Norwegian prime minister") == "NOR"
    assert code_of("U.N. inspectors") == "IGO"
    assert code_of("Democratic People's Republic of Korea") == "PRK"
    assert code_of("Kunduz") is None
    assert code_of("Kunduz", place=True) == "AFG"
