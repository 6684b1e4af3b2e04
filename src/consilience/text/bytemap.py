"""Where the characters of a text lie in the bytes it was read from.

A text and its bytes are tied by runs (`model.article.Run`), in order of text. Inside a run the bytes are the
encoding of its characters, one after the other; where the lengths do not fit (an HTML entity, a JSON escape) the
run is one piece that can only be given whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ..model.article import Run

STRIDE = 512  # characters between two remembered byte positions


def whole(text: str, size: int) -> tuple[Run, ...]:
    """The one run of a plain text file of `size` bytes."""
    return (Run(start=0, end=len(text), byte_start=0, byte_end=size),) if text else ()


def byte_positions(text: str, encoding: str, positions: Iterable[int]) -> list[int]:
    """Byte offset of each of the ascending character `positions` in `text` as `encoding` writes it (no mark added)."""
    found: list[int] = []
    at = offset = 0
    for position in positions:
        offset += len(text[at:position].encode(encoding, "surrogatepass"))
        at = position
        found.append(offset)
    return found


class ByteMap:
    """Byte ranges of spans of one text. Built once in linear time, each question costs the length of its answer."""

    def __init__(self, text: str, runs: Sequence[Run], encoding: str) -> None:
        """`text` with its `runs`, read from bytes in `encoding`."""
        self._text, self._runs, self._encoding = text, tuple(runs), encoding
        self._starts = [run.start for run in self._runs]
        self._marks: dict[int, list[int] | None] = {}

    def ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """The half-open byte ranges of characters `start:end`, in order of text, adjoining ones joined.

        Characters that cannot be mapped back give no range. A character from an escape or entity gives all its bytes.
        """
        found: list[tuple[int, int]] = []
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self._runs)):
            run = self._runs[number]
            if run.start >= end:
                break
            low, high = max(run.start, start), min(run.end, end)
            if low >= high or run.byte_start < 0:
                continue
            piece = self._offset(number, low)[0], self._offset(number, high)[1]
            if found and found[-1][1] == piece[0]:
                piece = found.pop()[0], piece[1]
            found.append(piece)
        return found

    def mapped(self, start: int, end: int) -> int:
        """How many of the characters `start:end` can be mapped back to bytes."""
        first = max(0, bisect_right(self._starts, start) - 1)
        total = 0
        for run in self._runs[first:]:
            if run.start >= end:
                break
            if run.byte_start >= 0:
                total += max(0, min(run.end, end) - max(run.start, start))
        return total

    def _offset(self, number: int, position: int) -> tuple[int, int]:
        """Byte offset of a character position in a run, as the begin of a range and as the end of one."""
        run = self._runs[number]
        if position == run.start:
            return run.byte_start, run.byte_start
        if position == run.end:
            return run.byte_end, run.byte_end
        marks = self._marks_of(number)
        if marks is None:
            return run.byte_start, run.byte_end
        step = (position - run.start) // STRIDE
        near = run.start + step * STRIDE
        offset = marks[step] + len(self._text[near:position].encode(self._encoding, "surrogatepass"))
        return offset, offset

    def _marks_of(self, number: int) -> list[int] | None:
        """Byte offsets of every `STRIDE`th character of a run; None for a run that is one piece."""
        if number not in self._marks:
            run = self._runs[number]
            piece = self._text[run.start : run.end]
            steps = [*range(0, len(piece), STRIDE), len(piece)]
            marks = [run.byte_start + b for b in byte_positions(piece, self._encoding, steps)]
            self._marks[number] = marks if marks[-1] == run.byte_end else None
        return self._marks[number]
