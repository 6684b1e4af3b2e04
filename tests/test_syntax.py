"""Slots of verbs: the same whichever verb is asked first, however long the chain above it."""

from __future__ import annotations

import msgspec

from consilience.model.parse import Parse, Sentence, Token
from consilience.text.syntax import Syntax


def chain(length: int) -> Parse:
    """ "Mara hoped to try to ... to win": each verb completes the one before, only the first has a subject."""
    tokens = [Token(0, 0, 4, "Mara", "mara", "NNP", "mara", 1, "nsubj", 0, 0, "", False, 0)]
    for i in range(1, length + 1):
        head, dep = (1, "ROOT") if i == 1 else (i - 1, "xcomp")
        tokens.append(Token(i, 5 * i, 5 * i + 4, "hope", "hope", "VB", "hope", head, dep, i, length, "", False, 0))
    children = [(), *((i - 1, i + 1) if i == 1 else (i + 1,) for i in range(1, length)), ()]
    return Parse(
        article="a",
        tokens=tuple(tokens),
        sentences=(Sentence(0, length, 0, 5 * length + 4, 0, 1),),
        children=tuple(children),
    )


def same(parse: Parse) -> Parse:
    """An equal parse of which nothing is worked out yet."""
    return msgspec.structs.replace(parse)


def test_the_order_of_asking_changes_nothing() -> None:
    parse = chain(30)
    down, up = Syntax(same(parse)), Syntax(same(parse))
    first = [down.slots(i) for i in range(1, 31)]
    last = [up.slots(i) for i in range(30, 0, -1)]
    assert first == last[::-1]
    assert all(slots["subj"] == (0,) for slots in first)


def test_a_very_long_chain_is_read_to_its_end() -> None:
    assert Syntax(chain(5_000)).slots(5_000)["subj"] == (0,)


def test_one_parse_is_worked_out_once() -> None:
    parse = chain(3)
    assert Syntax(parse).slots(3) is Syntax(parse).slots(3)
