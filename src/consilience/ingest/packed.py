"""Gzip files, unpacked a block at a time and up to a limit: what is broken or far too large is said, not swallowed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..model.record import RejectReason

BLOCK = 1 << 20  # bytes unpacked at once


class PackingError(ValueError):
    """Why a packed file gives nothing; `reason` as a reject has it."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        """Keep the reason beside the message."""
        super().__init__(detail)
        self.reason: RejectReason = reason


def unpacked(path: Path, most: int) -> Iterator[bytes]:
    """The content of a gzip file in blocks. PackingError where it is not whole or holds more than `most` bytes, OSError
    where it cannot be read."""
    size = 0
    with path.open("rb") as file, gzip.GzipFile(fileobj=file) as content:
        while True:
            try:
                block = content.read(BLOCK)
            except EOFError:
                raise PackingError("truncated", "the packed data end too early: fetch the file again") from None
            except (gzip.BadGzipFile, zlib.error) as problem:
                raise PackingError("malformed", f"not a whole gzip file ({problem}): pack it again") from None
            if not block:
                return
            size += len(block)
            if size > most:
                raise PackingError(
                    "too-large", f"unpacks to more than {most >> 20:,} MB: unpack it and give the part needed"
                )
            yield block
