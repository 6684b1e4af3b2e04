"""A large file of JSON lines, read in stretches: where lines begin, and the article in each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec

from ..model.record import RejectReason

PIECE = 32 << 20  # bytes of one stretch: some 10,000 articles, a second of signing
LARGEST = 4 << 20  # bytes of one line: longer ones are no news reports
_BLOCK = 1 << 20


class Fields(NamedTuple):
    """An article as its line gives it; `name` is its id, None where it has none."""

    name: str | None
    text: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None


class BadLine(NamedTuple):
    """Why a line gives no article."""

    reason: RejectReason
    detail: str


class _Line(msgspec.Struct):
    text: str
    id: Any = None
    title: Any = None
    outlet: Any = None
    url: Any = None
    published: Any = None


_decoder = msgspec.json.Decoder(_Line)


def pieces(path: Path, size: int = PIECE) -> list[tuple[int, int]]:
    """The file as stretches of whole lines, of about `size` bytes: where each begins and ends."""
    total = path.stat().st_size
    edges = [0]
    with path.open("rb") as file:
        while edges[-1] < total:
            edges.append(_line_end(file, min(total, edges[-1] + size), total))
    return list(pairwise(edges))


def _line_end(file: BinaryIO, at: int, total: int) -> int:
    """The end of the line that holds the byte before `at`."""
    file.seek(at - 1)
    while at < total:
        block = file.read(_BLOCK)
        found = block.find(b"\n")
        if found >= 0:
            return file.tell() - len(block) + found + 1
        if not block:
            break
    return total


def read_lines(path: Path, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a stretch, each with the byte it begins at. Of lines over LARGEST the first LARGEST + 1 bytes are given."""
    with path.open("rb") as file:
        file.seek(start)
        at = start
        while at < end:
            line = file.readline(LARGEST + 1)
            if not line:
                return
            yield at, line
            at += len(line)
            if len(line) > LARGEST and not line.endswith(b"\n"):
                at = _line_end(file, at, end)
                file.seek(at)


def read_fields(line: bytes) -> Fields | BadLine | None:
    """The article of one line `{"id": …, "url": …, "outlet": …, "published": …, "title": …, "text": …}`, of which only
    `text` must be there; why there is none; None for a blank line."""
    if len(line) > LARGEST:
        return BadLine("too-large", f"a line of more than {LARGEST >> 20} MB: one article a line is expected")
    line = line.removeprefix(b"\xef\xbb\xbf").strip()
    if not line:
        return None
    try:
        read = _decoder.decode(line)
    except msgspec.ValidationError as problem:
        return BadLine("malformed", f'an object with a "text" is expected: {problem}')
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        return BadLine("malformed", f"not JSON: {problem}")
    if not read.text.strip():
        return BadLine("empty", '"text" holds nothing but white space')
    return Fields(
        _printed(read.id),
        read.text,
        _printed(read.title),
        _printed(read.outlet),
        _printed(read.url),
        _printed(read.published),
    )


def _printed(value: object) -> str | None:
    """A field as text; what is neither text nor a whole number is left out."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value).strip() or None
    return None
