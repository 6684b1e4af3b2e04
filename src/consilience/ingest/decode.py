"""From bytes to text: is it text at all, in which encoding, and is its end there.

Nothing is removed, translated or normalised: line ends stay, a byte-order mark stays as U+FEFF.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ..model.record import RejectReason

CONTROL_SHARE = 0.01  # more control characters than this is no text; real articles have none
SAMPLE = 65_536  # bytes looked at to tell text from other data
LATIN_SHARE = 0.03  # fewer high bytes than this, all of them letters or typography: a Western text in Windows-1252

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"RIFF", "media data"),
    (b"OggS", "media data"),
    (b"ID3", "media data"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDTH = {"utf-32-le": 4, "utf-32-be": 4, "utf-16-le": 2, "utf-16-be": 2}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN = re.compile(rb"[\x80\x82\x84\x85\x8a\x8c\x8e\x91-\x97\x99\x9a\x9c\x9e\x9f\xa0-\xff]")
_LATIN_FAMILY = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "cp437", "cp850", "cp858", "cp775", "cp1140", "mac_roman",
                           "latin_1", "iso8859_9", "iso8859_15", "iso8859_2", "hp_roman8", "mac_iceland"})  # fmt: skip


class Decoded(NamedTuple):
    """Text and the encoding that gives the same bytes back."""

    text: str
    encoding: str


class Undecodable(NamedTuple):
    """Why bytes are not a text that can be read."""

    reason: RejectReason
    detail: str


def decode(raw: bytes, declared: str | None = None) -> Decoded | Undecodable:
    """Read `raw` as text: a byte-order mark decides, then strict UTF-8, then the `declared` encoding, then a guess."""
    if not raw.strip():
        return Undecodable("empty", "nothing in it but white space" if raw else "0 bytes")
    found = _kind_of_data(raw)
    if found:
        return Undecodable("binary", f"{found}, not text: give the text of it")
    read = _wide(raw) or _utf8(raw) or _declared(raw, declared) or _guess(raw)
    if isinstance(read, Decoded):
        if not read.text.strip("\ufeff \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0\u200b"):
            return Undecodable("empty", "nothing in it but white space and marks")
        sample = read.text[:SAMPLE]
        if len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
            return Undecodable("binary", "control characters throughout, not text")
    return read


def _kind_of_data(raw: bytes) -> str | None:
    for mark, name in _MAGIC:
        if raw.startswith(mark):
            return name
    return None


def _wide(raw: bytes) -> Decoded | Undecodable | None:
    """UTF-16 and UTF-32 by their byte-order mark, or UTF-16 without one by where its NUL bytes stand."""
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    if encoding is None and b"\0" in raw[:SAMPLE]:
        sample = raw[: SAMPLE & ~1]
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) < 0.4 * (len(sample) // 2) or min(even, odd) > 0.05 * max(even, odd):
            return Undecodable("binary", "NUL bytes in it, not text")
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    if encoding is None:
        return None
    if len(raw) % _WIDTH[encoding]:
        return Undecodable("truncated", f"{encoding} text that ends in the middle of a character: copy the file again")
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError as problem:
        return Undecodable("binary", f"byte {problem.start} is not {encoding}")


def _utf8(raw: bytes) -> Decoded | Undecodable | None:
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as problem:
        cut = problem.reason == "unexpected end of data" and problem.end >= len(raw)
        if cut and _HIGH.search(raw, 0, problem.start):
            return Undecodable("truncated", "UTF-8 text that ends in the middle of a character: copy the file again")
        return None


def _declared(raw: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
        name = "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers do
        text = raw.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return Decoded(text, name) if isinstance(text, str) else None


def _guess(raw: bytes) -> Decoded | Undecodable:
    sample = raw[:SAMPLE]
    high = _HIGH.findall(sample)
    western = len(_WESTERN.findall(sample)) == len(high)
    if western and len(high) <= LATIN_SHARE * len(sample):
        return _western(raw)
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to load, seldom needed)

    best = from_bytes(raw[:SAMPLE]).best()
    if best is None:
        return Undecodable("binary", "no known encoding reads it: save it as UTF-8")
    if best.encoding in _LATIN_FAMILY:
        return _western(raw)
    try:
        return Decoded(raw.decode(best.encoding), best.encoding)
    except UnicodeDecodeError:
        return _western(raw)


def _western(raw: bytes) -> Decoded:
    try:
        return Decoded(raw.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Decoded(raw.decode("latin-1"), "latin-1")
