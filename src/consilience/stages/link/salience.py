"""Of several nodes that a description fits, the one that stands out where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .node import Item, Node

REACH = 3  # sentences back in which a generic description ("the company") finds what it takes up
LONG_REACH = 12  # the same for nouns that few nodes of a story bear ("the zoo")
CLEAR = 1.5  # a candidate stands out when it is named this many times as often in the article as the next


def salient(
    item: Item, back: Sequence[Item], nodes: Iterable[Node], reach: int, called: Sequence[Node] = ()
) -> tuple[Node, str] | None:
    """Of the nodes met in the last sentences the one that the article names most; of equals the last.

    Being `called` by the noun before counts as being named twice as often.
    """
    wanted = set(map(id, nodes))
    near: list[Node] = []
    for other in reversed(back):
        if item.sentence - other.sentence > reach:
            break
        if other.node is not None and id(other.node) in wanted and other.node not in near:
            near.append(other.node)
    if not near:
        return None
    weight = {n.number: n.by_article[item.report] * (2 if n in called else 1) for n in near}
    best = sorted(near, key=lambda n: (-weight[n.number], near.index(n)))
    if len(best) > 1 and weight[best[0].number] < CLEAR * weight[best[1].number]:
        return near[0], "last mentioned that fits"
    return best[0], "most mentioned that fits" if len(best) > 1 else "the one that fits"
