"""Where a distance leads: "130 miles west of Orlec" goes west, counted from Orlec."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.parse import Token

_WINDS = {"north": "N", "east": "E", "south": "S", "west": "W"}
_POINTS = {
    f"{word}{ending}": letter
    for word, letter in {
        **_WINDS,
        "northeast": "NE",
        "northwest": "NW",
        "southeast": "SE",
        "southwest": "SW",
        "north-east": "NE",
        "north-west": "NW",
        "south-east": "SE",
        "south-west": "SW",
    }.items()
    for ending in ("", "ward", "wards")
}
_BETWEEN = frozenset("away or so due just to the further farther about inland further".split())
_FROM = frozenset("from outside off beyond inside past below above".split())
_PASSED = 4  # words between the unit and its direction or preposition
_NAME = 7  # words of the place that it is counted from


class Bearing(NamedTuple):
    """`direction`: N, NE, ... or empty; tokens `first` to `last` are the place it is counted from, -1 where none is told."""

    direction: str
    first: int
    last: int


NOWHERE = Bearing("", -1, -1)


def bearing(tokens: Sequence[Token], children: Sequence[Sequence[int]], unit: int) -> Bearing:
    """What is told behind the unit of length at token `unit`; a conversion in brackets is passed over."""
    sentence = tokens[unit].sentence
    end = next((k for k in range(unit + 1, len(tokens)) if tokens[k].sentence != sentence), len(tokens))
    k = unit + 1
    if k < end and tokens[k].text == "(":
        k = next((n + 1 for n in range(k, min(end, k + 6)) if tokens[n].text == ")"), k)
    k += k < end and tokens[k].text == ")"  # the conversion itself
    for _ in range(_PASSED):
        if k >= end or tokens[k].lower not in _BETWEEN:
            break
        k += 1
    if k >= end:
        return NOWHERE
    direction = _POINTS.get(tokens[k].lower, "")
    if direction:
        k += 1
        if k + 1 < end and tokens[k].text == "-" and (more := _POINTS.get(tokens[k + 1].lower)):
            direction, k = direction + more, k + 2
        elif k < end and direction in ("N", "S") and (more := _POINTS.get(tokens[k].lower)) in ("E", "W"):
            direction, k = direction + more, k + 1  # "south east"
        if k >= end or tokens[k].lower not in ("of", "from"):
            return Bearing(direction, -1, -1)
    elif tokens[k].lower not in _FROM:
        return NOWHERE
    first, last = _place(tokens, children, k)
    return Bearing(direction, first, last) if last >= 0 or direction else NOWHERE


def _place(tokens: Sequence[Token], children: Sequence[Sequence[int]], preposition: int) -> tuple[int, int]:
    """First and last token of the noun phrase behind a preposition, "the coast of Orland" with its "of"; -1 for none."""
    noun = next((tokens[c] for c in children[preposition] if tokens[c].dep == "pobj"), None)
    if noun is None or noun.tag[:2] not in ("NN", "PR", "DT") or noun.i - preposition > _NAME:
        return -1, -1
    last = noun.i
    for c in children[noun.i]:
        inner = tokens[c]
        if inner.dep == "prep" and inner.lower == "of" and c == last + 1:
            last = next((d for d in children[c] if tokens[d].dep == "pobj"), last)
    return preposition + 1, last
