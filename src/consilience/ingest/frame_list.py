"""The user's own event frames: a file of the form of `knowledge/frames.tsv` -> its rows; what cannot be used is said by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..knowledge.frames import COLUMNS, PARTS, PLOVER, as_line, word_classes
from ..text.participants import KINDS

MOST_ROWS = 20_000

_KIND_OF_OTHER = re.compile(r"[a-z][a-z-]*")
_SLOT = re.compile(r"[a-z][a-z-]*")
_WORDS = re.compile(r"[^\s|]+(?:[ ][^\s|]+)*(?:\|[^\s|]+(?:[ ][^\s|]+)*)*")


class FrameListError(ValueError):
    """The frames cannot be used; the message says where and what to do."""


def read_frame_rows(path: Path) -> tuple[str, ...]:
    """The rows of a file of frames as lines with all columns, in order.

    TSV: a line of column names (those of frames.tsv, `word`, `pos` and `type` among them), then a row a line; lines that begin
    with # are passed over. Rows stand before those built in, so they are taken first where their conditions hold.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise FrameListError(f"{path}: cannot be read as a list of frames: {problem}") from problem
    out = []
    for where, row in _rows(path, text):
        fault = fault_of(row)
        if fault:
            raise FrameListError(f"{where}: {fault}")
        out.append(as_line(row))
    if len(out) > MOST_ROWS:
        raise FrameListError(f"{path}: {len(out)} rows; a list holds at most {MOST_ROWS}")
    if not out:
        raise FrameListError(
            f"{path}: no frame in it; a line of column names ({', '.join(COLUMNS)}) and rows are wanted"
        )
    return tuple(out)


def _rows(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}:{number}"
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            odd = [c for c in cells if c not in COLUMNS]
            missing = [c for c in ("word", "pos", "type") if c not in cells]
            if odd or missing or len(set(cells)) < len(cells):
                raise FrameListError(
                    f"{where}: the first line names the columns, set apart by tabs: {', '.join(COLUMNS)}; "
                    f"{'unknown: ' + ', '.join(odd) if odd else 'missing: ' + ', '.join(missing) if missing else 'one twice'}"
                )
            columns = cells
        elif len(cells) > len(columns):
            raise FrameListError(f"{where}: {len(cells)} cells under {len(columns)} columns; words are set apart by |")
        else:
            yield where, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def sound(lines: tuple[str, ...]) -> bool:
    """True where each line is a row as `read_frame_rows` gives them."""
    rows = [line.split("\t") for line in lines]
    return all(len(r) == len(COLUMNS) and not fault_of(dict(zip(COLUMNS, r, strict=True))) for r in rows)


def fault_of(row: Mapping[str, str]) -> str | None:
    """What is wrong with a row and what to do, or None."""
    word, kind = row.get("word", ""), row.get("type", "")
    if not _WORDS.fullmatch(word):
        return f"word {word!r}: one lemma or several set apart by | are wanted"
    if word != word.lower():
        return f"word {word!r}: lemmas are written in small letters"
    if row.get("pos") not in PARTS:
        return f"pos {row.get('pos')!r}: v (verb), n (noun) or a (adjective) is wanted"
    if kind != "-" and kind not in PLOVER and not _KIND_OF_OTHER.fullmatch(kind):
        return f"type {kind!r}: a PLOVER type in capitals ({', '.join(sorted(PLOVER))}), a kind in small letters or - is wanted"
    for cell in row.get("with", "").split():
        if fault := _fault_of_condition(cell):
            return fault
    for side in ("source", "recipient"):
        value = row.get(side, "")
        if value not in ("", "-", "=") and not all(_SLOT.fullmatch(s.strip()) for s in value.split(",")):
            return f"{side} {value!r}: slots set apart by commas (subj,dobj,with), - or nothing is wanted"
        if value == "=" and side == "recipient":
            return "recipient '=': the sign for parties on an equal footing stands in the column source"
    return None


def _fault_of_condition(cell: str) -> str | None:
    slots, sign, wanted = cell.partition("=")
    if not sign or not wanted or not all(_SLOT.fullmatch(s) for s in slots.removesuffix("!").split("|")):
        return f"with {cell!r}: SLOT=WORDS is wanted, e.g. dobj=deal|pact, on=* or subj!=%person"
    for word in wanted.split("|"):
        if word.startswith("@") and word[1:] not in word_classes():
            return f"with {cell!r}: no class of words is called {word!r}; they stand in knowledge/event_words.tsv"
        if word.startswith("%") and word[1:] not in KINDS:
            return f"with {cell!r}: no kind of filler is called {word!r}; there are {', '.join('%' + k for k in KINDS)}"
    return None
