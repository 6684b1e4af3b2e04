"""The most memory that a process and its children hold at once, watched from a process of its own (Linux).

Pages that several processes share (libraries, mapped files) are counted once: each process's share of them, PSS, as
/proc/PID/smaps_rollup gives it. Beside it the sum of what each process calls resident, which counts them every time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

EVERY = 0.03  # seconds between two looks
PROC = Path("/proc")


class Watch:
    """`with Watch() as watch: …` - then `watch.peak` holds the most of each sum in MB, nothing where there is no /proc."""

    def __init__(self) -> None:
        """Nothing is watched yet."""
        self.peak: dict[str, int] = {}

    def __enter__(self) -> Watch:
        """Start watching this process."""
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.memory", str(os.getpid())], stdin=pipe, stdout=pipe
        )
        if self._process.stdout is not None:
            self._process.stdout.readline()  # the first look is taken
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop, and keep what was seen."""
        told, _ = self._process.communicate()
        self.peak = {name: round(kb / 1024) for name, kb in json.loads(told).items() if kb}


def descendants(pid: int) -> list[int]:
    """A process and all below it, except the one that asks."""
    out = [pid]
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                out += descendants(child) if child != os.getpid() else []
    except OSError:  # it ended meanwhile
        pass
    return out


def held(pid: int) -> tuple[int, int]:
    """The proportional and the resident memory of one process, in kB."""
    try:
        rows = [line.split() for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]]
    except OSError:
        return 0, 0
    sizes = {row[0]: int(row[1]) for row in rows}
    return sizes.get("Pss:", 0), sizes.get("Rss:", 0)


def main() -> int:
    """Watch process `argv[1]` until standard input ends, then print the most of both sums in kB."""
    ended = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    most = {"PSS": 0, "RSS": 0}
    first = True
    while True:
        rows = [held(pid) for pid in descendants(int(sys.argv[1]))]
        most = {"PSS": max(most["PSS"], sum(p for p, _ in rows)), "RSS": max(most["RSS"], sum(r for _, r in rows))}
        if first:
            print("watching", flush=True)
            first = False
        if ended.wait(EVERY):
            break
    print(json.dumps(most))
    return 0


if __name__ == "__main__":
    sys.exit(main())
