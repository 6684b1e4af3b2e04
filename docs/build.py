"""Keep the documents true: run the commands they show and write what they print between the marks.

    python docs/build.py            rewrite every generated block of README.md and docs/**/*.md
    python docs/build.py --check    say which blocks are stale; 1 where one is

A block stands between `<!-- run: COMMAND [| lines A-B] -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(
    r"(<!-- run: (?P<command>[^|>]+?)(?: \| lines (?P<first>\d+)-(?P<last>\d+))? -->\n).*?(<!-- end -->)", re.DOTALL
)
WIDTH = 100  # columns of the terminal shown


def documents() -> list[Path]:
    """All Markdown files that may hold blocks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def rebuilt(text: str) -> str:
    """The document with every block run anew."""

    def run(block: re.Match[str]) -> str:
        lines = output(block["command"]).split("\n")
        if block["first"]:
            lines = lines[int(block["first"]) - 1 : int(block["last"])]
        body = "\n".join(line.rstrip() for line in lines).strip("\n")
        return f"{block[1]}```text\n{body}\n```\n{block[5]}"

    return BLOCK.sub(run, text)


@cache
def output(command: str) -> str:
    """What a command prints, run in the project's folder with this interpreter's environment."""
    environment = {
        **os.environ,
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def main() -> int:
    """Rewrite or check."""
    stale = []
    for path in documents():
        before = path.read_text("utf-8")
        after = rebuilt(before)
        if after != before:
            stale.append(path.relative_to(ROOT))
            if "--check" not in sys.argv:
                path.write_text(after, "utf-8")
    for path in stale:
        sys.stdout.write(f"{path}: {'stale: run python docs/build.py' if '--check' in sys.argv else 'rewritten'}\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
