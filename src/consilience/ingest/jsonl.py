"""One line of JSON with an article in it, and where the characters of its text lie in that line."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from ..model.article import Run
from ..model.record import RejectReason
from ..text.bytemap import byte_positions

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """The fields of one line; `text` with its runs, bytes counted from the start of the line."""

    fields: dict[str, str]
    text: str
    runs: tuple[Run, ...]


class BadLine(NamedTuple):
    """Why a line gives no article."""

    reason: RejectReason
    detail: str


def read_line(line: str, encoding: str = "utf-8", *, last: bool = False) -> Line | BadLine:
    """Read one line `{"id": …, "url": …, "outlet": …, "published": …, "title": …, "text": …}`; only `text` must be there."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as problem:
        at = getattr(problem, "pos", 0)
        if (last and at >= len(line.rstrip()) - 1) or (last and "Unterminated" in str(problem)):
            return BadLine("truncated", f"the line ends inside its JSON (character {len(line)}): fetch the file again")
        return BadLine("malformed", f"not JSON at character {at + 1}: {getattr(problem, 'msg', 'nested too deeply')}")
    if not isinstance(record, dict):
        return BadLine("malformed", f'a JSON {type(record).__name__} where an object with a "text" is expected')
    text = record.get("text")
    if not isinstance(text, str):
        return BadLine("malformed", 'no "text" in the object' if text is None else '"text" is not a string')
    if _SURROGATE.search(text):
        return BadLine("malformed", '"text" holds half of a surrogate pair: export it again as UTF-8')
    if not text.strip():
        return BadLine("empty", '"text" holds nothing but white space')
    fields = {}
    for key in ("id", "url", "outlet", "published", "title", "byline"):
        value = record.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            fields[key] = str(value)
    return Line(fields, text, _runs(line, encoding, text))


def _runs(line: str, encoding: str, text: str) -> tuple[Run, ...]:
    """Runs of the value of "text": plain stretches and, one by one, its escapes."""
    start, end = _value_of(line, "text")
    bounds: list[tuple[int, int]] = []  # stretches of the line, plain and escape by turns
    at = start
    for escape in _ESCAPE.finditer(line, start, end):
        bounds += [(at, escape.start()), (escape.start(), escape.end())]
        at = escape.end()
    bounds.append((at, end))
    edges = [edge for bound in bounds for edge in bound]
    offsets = byte_positions(line, encoding, edges)
    runs: list[Run] = []
    place = 0
    for number, (low, high) in enumerate(bounds):
        size = high - low if number % 2 == 0 else 1
        if low < high:
            runs.append(
                Run(start=place, end=place + size, byte_start=offsets[2 * number], byte_end=offsets[2 * number + 1])
            )
            place += size
    if place != len(text):
        raise AssertionError(f"runs hold {place} of {len(text)} characters")
    return tuple(runs)


def _value_of(line: str, key: str) -> tuple[int, int]:
    """Where the string value of the last `key` of the object in `line` stands, without its quotation marks."""
    decoder = json.JSONDecoder()
    at = _skip(line, line.index("{") + 1)
    found = (0, 0)
    while line[at] != "}":
        name, at = decoder.raw_decode(line, at)
        at = _skip(line, _skip(line, at) + 1)
        value, end = decoder.raw_decode(line, at)
        if name == key and isinstance(value, str):
            found = (at + 1, end - 1)
        at = _skip(line, end)
        if line[at] == ",":
            at = _skip(line, at + 1)
    return found


def _skip(line: str, at: int) -> int:
    match = _SPACE.match(line, at)
    return match.end() if match else at
