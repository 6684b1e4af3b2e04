"""A folder beside an output in which a long run keeps what is done, so that it can be broken off at any time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

_EDGE = 1 << 16  # bytes at both ends of the input by which a changed file is known
_ABOUT = "about.json"
DRAFT = ".new"  # ending of a file that is not whole yet


class About(msgspec.Struct, frozen=True):
    """What the work in the folder was done on: another file or another version begins anew."""

    size: int
    changed: int
    edges: str
    version: str


class Workplace:
    """The folder `<out>.part`: files in it are written whole or not at all."""

    def __init__(self, out: Path, given: Path, version: str) -> None:
        """Open the folder of earlier work on the file `given`; work on another file or of another version is removed."""
        self.out = out
        self.folder = out.with_name(out.name + ".part")
        about = _about(given, version)
        mark = self.folder / _ABOUT
        try:
            known = msgspec.json.decode(mark.read_bytes(), type=About)
        except (OSError, msgspec.DecodeError):
            known = None
        if self.folder.exists() and known != about:
            if known is None and any(f.suffix != DRAFT for f in self.folder.iterdir()):
                raise ValueError(f"{self.folder}: holds something else; move it away or choose another output")
            shutil.rmtree(self.folder)
        self.folder.mkdir(exist_ok=True)
        if known != about:
            write_whole(mark, msgspec.json.encode(about))

    def file(self, name: str) -> Path:
        """A file of the folder."""
        return self.folder / name

    def array(self, name: str, make: Callable[[], NDArray[Any]]) -> Path:
        """The file of an array, made where it is not there yet."""
        path = self.file(name)
        if not path.exists():
            save_array(path, make())
        return path

    def finish(self) -> None:
        """Remove the folder: all is written. The mark goes last, so that what a broken removal leaves is known again."""
        for path in self.folder.iterdir():
            if path.name != _ABOUT:
                path.unlink()
        shutil.rmtree(self.folder)


def _about(given: Path, version: str) -> About:
    state = given.stat()
    with given.open("rb") as file:
        head = file.read(_EDGE)
        file.seek(max(0, state.st_size - _EDGE))
        edges = xxh3_64_hexdigest(head + file.read(_EDGE))
    return About(state.st_size, state.st_mtime_ns, edges, version)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    write_blocks(path, (content,))


def write_blocks(path: Path, blocks: Iterable[bytes]) -> None:
    """Write a file block by block, whole or not at all."""
    draft = path.with_name(path.name + DRAFT)
    try:
        with draft.open("wb") as file:
            file.writelines(blocks)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(path)


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write an array as .npy, whole or not at all."""
    draft = path.with_name(path.name + DRAFT)
    with draft.open("wb") as file:
        np.save(file, array)
    draft.replace(path)


def save_arrays(path: Path, **arrays: NDArray[Any]) -> None:
    """Write arrays by name as .npz, whole or not at all."""
    draft = path.with_name(path.name + DRAFT)
    with draft.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    draft.replace(path)
