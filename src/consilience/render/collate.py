"""Versions of one utterance side by side, word by word: where they agree the words stand once, where they differ all stand."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from ..text.fragments import WORD, stretch_of, word_keys

LONGEST = 10  # words in which they may differ in one place; beyond it the comparison is no longer read at a glance
ALIKE = 0.45  # share of words a version must have in common with the leading one to be set beside it word by word

_MARKS = "\"“”„«»‘’'` ,"


class Column(NamedTuple):
    """A stretch of the leading version. `others` is empty where all versions have its words, else one entry a version:
    its own words there, "" where it leaves them out, None where it does not reach so far, the lead's words where it agrees.
    """

    lead: str
    others: tuple[str | None, ...]


def comparable(lead: str, other: str) -> bool:
    """Whether two versions are near enough for a comparison word by word to help."""
    ours, theirs = word_keys(lead), word_keys(other)
    if not ours or not theirs:
        return False
    same = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    longest = max((high - low for low, high, _ in _version(lead, other).edits), default=0)
    return same / min(len(ours), len(theirs)) >= ALIKE and same > 1 and longest <= LONGEST


def same_words(lead: str, other: str) -> bool:
    """Whether two versions differ at most in marks and capitals."""
    return word_keys(lead) == word_keys(other)


def part_of(lead: str, other: str) -> bool:
    """Whether `other` is a stretch of `lead`, word by word."""
    return stretch_of(lead, other) is not None


def collate(lead: str, others: list[str]) -> tuple[Column, ...]:
    """The leading version cut where any other differs from it. Adjoining differences share one column."""
    words = [m.span() for m in WORD.finditer(lead)]
    if not words:
        return (Column(lead.strip(_MARKS), ()),)
    versions = [_version(lead, other) for other in others]
    held = _merged(sorted({(low, high) for version in versions for low, high, _ in version.edits}))
    columns: list[Column] = []
    position = 0
    for low, high in held:
        if low > position:
            columns.append(Column(_between(lead, words, position, low), ()))
        there = tuple(_there(lead, words, version, low, high) for version in versions)
        columns.append(Column(_between(lead, words, low, high), there))
        position = high
    if position < len(words):
        columns.append(Column(_between(lead, words, position, len(words)), ()))
    return tuple(columns)


class _Version(NamedTuple):
    """Where a version differs (words low:high of the lead are these words in it) and which words of the lead it covers."""

    edits: tuple[tuple[int, int, str], ...]
    first: int
    last: int


def _version(lead: str, other: str) -> _Version:
    """The differences of `other`. An insertion is put on the word before it, at the start on the word after it."""
    a, b = word_keys(lead), word_keys(other)
    spans = [m.span() for m in WORD.finditer(other)]
    edits: list[tuple[int, int, str]] = []
    first, last = 0, len(a)
    for kind, low, high, start, stop in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "delete" and low == 0:
            first = high
        elif kind == "delete" and high == len(a):
            last = low
        elif kind == "insert":
            before = start > 0
            words = range(start - before, min(stop + (not before), len(b)))
            at = max(0, low - 1)
            edits.append((at, at + 1, other[spans[words[0]][0] : spans[words[-1]][1]]))
        elif kind != "equal":
            edits.append((low, high, other[spans[start][0] : spans[stop - 1][1]] if stop > start else ""))
    return _Version(tuple(edits), first, last)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for low, high in ranges:
        if out and low < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def _there(lead: str, words: list[tuple[int, int]], version: _Version, low: int, high: int) -> str | None:
    """What a version has where the lead has the words low:high; None where it does not reach there."""
    if high <= version.first or low >= version.last:
        return None
    parts: list[str] = []
    position = max(low, version.first)
    for start, end, text in version.edits:
        if low <= start < high:
            if start > position:
                parts.append(_between(lead, words, position, start))
            parts.append(text)
            position = end
    stop = min(high, version.last)
    if position < stop:
        parts.append(_between(lead, words, position, stop))
    return " ".join(part for part in parts if part)


def _between(lead: str, words: list[tuple[int, int]], low: int, high: int) -> str:
    """The lead's words low:high with the punctuation after each."""
    end = words[high][0] if high < len(words) else len(lead)
    return lead[words[low][0] : end].strip('"“”„«» \n')
