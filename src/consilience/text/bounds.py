"""Words before a number that say how it bounds: at least, more than, up to, fewer than, about."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.annotation import Bound
from ..model.parse import Token

_BOUND_WORDS: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("at", "least"), "at-least"),
    (("no", "fewer", "than"), "at-least"),
    (("no", "less", "than"), "at-least"),
    (("not", "less", "than"), "at-least"),
    (("a", "minimum", "of"), "at-least"),
    (("no", "more", "than"), "at-most"),
    (("not", "more", "than"), "at-most"),
    (("up", "to"), "at-most"),
    (("as", "many", "as"), "at-most"),
    (("as", "much", "as"), "at-most"),
    (("at", "most"), "at-most"),
    (("a", "maximum", "of"), "at-most"),
    (("more", "than"), "more-than"),
    (("greater", "than"), "more-than"),
    (("upwards", "of"), "more-than"),
    (("in", "excess", "of"), "more-than"),
    (("well", "over"), "more-than"),
    (("just", "over"), "more-than"),
    (("over",), "more-than"),
    (("above",), "more-than"),
    (("exceeding",), "more-than"),
    (("fewer", "than"), "less-than"),
    (("less", "than"), "less-than"),
    (("just", "under"), "less-than"),
    (("under",), "less-than"),
    (("below",), "less-than"),
    (("close", "to"), "about"),
    (("an", "estimated"), "about"),
    (("estimated",), "about"),
    (("about",), "about"),
    (("around",), "about"),
    (("approximately",), "about"),
    (("roughly",), "about"),
    (("some",), "about"),
    (("nearly",), "about"),
    (("almost",), "about"),
    (("circa",), "about"),
    (("as", "few", "as"), "at-least"),
    (("only", "about"), "about"),
)
BOUND_BY_END: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
for _words, _kind in _BOUND_WORDS:
    BOUND_BY_END.setdefault(_words[-1], []).append((_words, _kind))


_PASSED_OVER = frozenset("a an additional extra further".split())  # not "the": "more than the 28%" compares


def bound_before(tokens: Sequence[Token], first: int) -> tuple[Bound, int]:
    """The bound words before token `first`, and the token they begin at; "a" or "additional" between them is passed over."""
    k = first - 1
    if k > 0 and tokens[k].lower in _PASSED_OVER:
        k -= 1
    if k < 0 or tokens[k].sentence != tokens[first].sentence:
        return "exactly", first
    for words, bound in BOUND_BY_END.get(tokens[k].lower, ()):
        begin = k - len(words) + 1
        if begin >= 0 and all(tokens[begin + n].lower == w for n, w in enumerate(words)):
            if words == ("about",) and tokens[k].dep == "prep" and tokens[first].lower == "one":
                continue  # "clear about one thing"
            if words in (("over",), ("under",), ("above",), ("below",), ("around",), ("about",)) and k != first - 1:
                continue
            return bound, begin
    return "exactly", first
