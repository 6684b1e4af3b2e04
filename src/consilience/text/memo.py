"""What several stages work out of the same parse, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from ..model.parse import Parse

MOST_KEPT = 256  # parses: a story of 200 reports and some; about 0.1 MB each

T = TypeVar("T")


class OfParse(Generic[T]):
    """A function of a parse whose results are kept for the parses met last. By identity: a parse never changes."""

    def __init__(self, work: Callable[[Parse], T]) -> None:
        """`work` must depend on nothing but its parse."""
        self._work = work
        self._kept: dict[int, tuple[Parse, T]] = {}

    def __call__(self, parse: Parse) -> T:
        """The result for this very parse, kept or worked out."""
        held = self._kept.get(id(parse))
        if held is None or held[0] is not parse:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            held = self._kept[id(parse)] = parse, self._work(parse)
        return held[1]
