"""The command line: dossier, copies, verify, trace, model."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

# Everything heavy (parser, numeric libraries) is imported where it is used: `consilience --help` answers at once.
if TYPE_CHECKING:
    from .model.annotation import KnownEntity
    from .model.article import Capture
    from .model.dossier import Dossier
    from .pipeline.executors import Executor
    from .pipeline.run import Progress

FAULTS, UNUSABLE, INTERRUPTED = 1, 2, 130  # exit codes beside 0

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Reads many news reports of one event and gives one sourced account: what happened, who says so, on how many "
    "independent origins it rests, and where the reports disagree. Works offline; same input, same output.",
)
model_app = typer.Typer(no_args_is_help=True, help="The parsing model: check it, install it.")
app.add_typer(model_app, name="model")

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Reports: .txt, .html, .jsonl, folders of these, or - for standard input.",
        show_default=False,
    ),
]
OwnEntities = Annotated[
    Path | None,
    typer.Option(
        "--entities",
        metavar="FILE",
        envvar="CONSILIENCE_ENTITIES",
        help="Your own list of people, bodies and places (TSV or JSON) that adds to what is read and corrects it.",
    ),
]
OwnFrames = Annotated[
    Path | None,
    typer.Option("--frames", metavar="FILE", help="Your own event frames, TSV as knowledge/frames.tsv; taken first."),
]


@app.callback(invoke_without_command=True)
def start(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)
    ] = False,
) -> None:
    """Options that stand before a command."""
    if show_version:
        from importlib.metadata import version

        print_out(f"consilience {version('consilience')}")
        raise typer.Exit


@app.command()
def dossier(
    paths: Paths,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the dossier as JSON (- for standard output).")
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", metavar="FILE", help="Write the account as Markdown (- for standard output)."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="FILE", help="Write the account as one self-contained page (- for standard output)."
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Date (2025-08-21) of reports that carry none; relative dates need one."),
    ] = None,
    entities: OwnEntities = None,
    frames: OwnFrames = None,
    excerpts: Annotated[
        bool,
        typer.Option("--excerpts", help="Leave the full texts out of JSON and page: only cited passages, with hashes."),
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that read articles side by side; each takes 0.6 GB.")] = 1,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No account and no progress: only the files asked for, and errors.")
    ] = False,
) -> None:
    """Read the reports of one event and show the account of it.

    Example: consilience dossier reports/ --html account.html --json dossier.json

    Example: cat reports.jsonl | consilience dossier - --published 2025-08-21
    """
    from .render import json as as_json
    from .render.markdown import markdown as as_markdown
    from .render.terminal import show

    with failures():
        if excerpts and not (json or html):
            fail("--excerpts is about the JSON and the page: give --json FILE or --html FILE too")
        made = _make(paths, _date(published), _entities(entities), _frames(frames), jobs, quiet)
        told = as_json.excerpts(made) if excerpts else made
        to_stdout = False
        if json:
            to_stdout |= write(json, as_json.to_json(told))
        if markdown:
            to_stdout |= write(markdown, as_markdown(made).encode())
        if html:
            from .render.html import html as as_html

            to_stdout |= write(html, as_html(told).encode())
        if not quiet and not to_stdout:
            show(made, Console(highlight=False))


@app.command()
def copies(
    articles: Annotated[
        Path,
        typer.Argument(
            metavar="ARTICLES.jsonl", help="JSON lines (also .gz): id, url, outlet, published, title, text."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="PAIRS.jsonl", help="Where the pairs go, a row each.")],
    jobs: Annotated[int, typer.Option(min=1, help="Processes that work side by side; each takes 0.2 GB.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary: only errors.")] = False,
) -> None:
    """Find copies and reused passages in a corpus of any size: pairs of articles with what they share and who copied whom.

    Can be broken off at any time: the same command goes on where it stopped (work in progress: PAIRS.jsonl.part).
    Lines that hold no article are listed in PAIRS.jsonl.rejects.jsonl.

    Example: consilience copies articles.jsonl --out pairs.jsonl --jobs 2
    """
    from .pipeline.corpus import find_copies

    with failures("interrupted; the same command goes on from here"):
        with progress(quiet, "reading", lines=True) as tell:
            found = find_copies(articles, out, jobs=jobs, tell=tell)
        if not quiet:
            told = ", ".join(f"{count:,} {relation}" for relation, count in found.rows.items()) or "none"
            print_err(f"{out}: pairs of {found.articles:,} articles: {told}; {found.groups:,} groups of copies")
            if found.rejects:
                print_err(f"{out}.rejects.jsonl: {found.rejects:,} lines hold no article")
        if not found.articles:
            fail(f"{articles}: no article in it; each line is to be an object with a text")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="DOSSIER.json", help="A dossier written by `dossier --json`.")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH…]", help="The reports themselves: checks them by bytes and hash too."),
    ] = None,
) -> None:
    """Check a dossier again: every span, quotation, number and origin count, lineage computed anew from the texts.

    Ends with 1 and a list where something does not hold.

    Example: consilience verify dossier.json reports/
    """
    from .pipeline.verify import verify as check
    from .render.json import from_json

    with failures():
        faults = check(from_json(read_bytes(file)), _captures(paths))
        for fault in faults:
            print_out(f"{fault.where}: {fault.what}")
        print_err(
            f"{file}: {len(faults)} fault{'s' * (len(faults) != 1)}" if faults else f"{file}: every statement holds"
        )
        if faults:
            raise typer.Exit(FAULTS)


@app.command()
def trace(
    file: Annotated[Path, typer.Argument(metavar="DOSSIER.json", help="A dossier written by `dossier --json`.")],
    ident: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of any statement, quotation, conflict, person, date, event or report."
        ),
    ],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…]", help="The reports themselves, for byte offsets.")
    ] = None,
) -> None:
    """Follow a statement to its passages: character and byte offsets, the file's hash, and the rule that made each step.

    Example: consilience trace dossier.json conflict-1a2b3c4d5e reports/
    """
    from .pipeline.trace import lines
    from .pipeline.trace import trace as follow
    from .render.json import from_json

    with failures():
        try:
            rows = follow(from_json(read_bytes(file)), ident, _captures(paths))
        except KeyError:
            fail(
                f"{file}: nothing in it has the id {ident!r}; ids stand beside each statement in the account and the JSON"
            )
        for line in lines(rows):
            print_out(line)


@model_app.command("check")
def model_check() -> None:
    """Say where the parsing model is and that each of its files is the right one."""
    from .pipeline.model import find_model, lock

    with failures():
        print_out(f"{lock()['name']} {lock()['version']} ({lock()['licence']}): {find_model()}")


@model_app.command("install")
def model_install() -> None:
    """Install the parsing model from the package index, by its hash."""
    from .pipeline.model import find_model, install_model

    with failures():
        install_model()
        print_out(f"installed: {find_model()}")


def _make(
    paths: list[str],
    published: str | None,
    entities: tuple[KnownEntity, ...],
    frames: tuple[str, ...],
    jobs: int,
    quiet: bool,
) -> Dossier:
    from .pipeline.model import find_model
    from .pipeline.run import dossier as make

    stdin = sys.stdin.buffer.read() if "-" in paths else None
    with progress(quiet) as tell:
        executor = _executor(jobs, find_model(), frames)
        return make(
            paths, published=published, entities=entities, frames=frames, executor=executor, stdin=stdin, progress=tell
        )


def _entities(path: Path | None) -> tuple[KnownEntity, ...]:
    from .ingest.entity_list import EntityListError, read_entities

    try:
        return read_entities(path) if path else ()
    except EntityListError as problem:
        fail(str(problem))


def _frames(path: Path | None) -> tuple[str, ...]:
    from .ingest.frame_list import FrameListError, read_frame_rows

    try:
        return read_frame_rows(path) if path else ()
    except FrameListError as problem:
        fail(str(problem))
        return ()


def _executor(jobs: int, model: Path, frames: tuple[str, ...]) -> Executor:
    from .pipeline.executors import processes, serial
    from .stages.parse import Parser

    return processes(model, jobs, frames) if jobs > 1 else serial(Parser(model), frames)


def _captures(paths: list[str] | None) -> tuple[Capture, ...] | None:
    if not paths:
        return None
    from .ingest.files import read

    return tuple(read(paths, stdin=sys.stdin.buffer.read() if "-" in paths else None).captures)


def _date(text: str | None) -> str | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        fail(f"--published {text}: not a date; write it as year-month-day, as in 2025-08-21")


@contextmanager
def failures(stopped: str = "interrupted; nothing was written") -> Iterator[None]:
    """Turn what can go wrong into one clear message and an exit code; `stopped` is said on Ctrl-C."""
    from .pipeline.model import ModelError

    try:
        yield
    except ModelError as problem:
        fail(str(problem))
    except KeyboardInterrupt:
        print_err(stopped)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
    except (OSError, ValueError) as problem:
        fail(str(problem))
    except Exception as problem:
        from .pipeline.run import NothingToRead

        if not isinstance(problem, NothingToRead):
            raise
        for reject in problem.rejects:
            print_err(f"{reject.what}: {reject.reason}: {reject.detail}")
        fail(str(problem))


@contextmanager
def progress(quiet: bool, first: str = "loading the parser", *, lines: bool = False) -> Iterator[Progress | None]:
    """A progress bar on stderr where someone looks at it; it goes away when done. Elsewhere, with `lines`, a line a step."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _step_lines() if lines and not quiet else None
        return
    from rich.progress import Progress as Bar

    with Bar(console=console, transient=True) as bar:
        task = bar.add_task(first, total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def _step_lines() -> Progress:
    """Progress for a log: a line when a step begins and at each tenth of it."""
    last = ["", -1]

    def tell(what: str, done: int, total: int) -> None:
        now = [what, 10 * done // max(1, total)]
        if now != last:
            last[:] = now
            print_err(f"{what} {done} of {total}")

    return tell


def write(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; "-" is standard output, and then True."""
    if str(path) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return True
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(file.name).chmod(0o666 & ~mask)
        Path(file.name).replace(path)
    except OSError as problem:
        fail(f"{path}: cannot be written: {problem.strerror}")
    return False


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; a clear end where there are none."""
    try:
        return path.read_bytes()
    except OSError as problem:
        fail(f"{path}: cannot be read: {problem.strerror}")


def fail(message: str) -> NoReturn:
    """Say what is wrong on stderr and end with 2."""
    print_err(f"consilience: {message}")
    raise typer.Exit(UNUSABLE)


def print_out(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def print_err(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(line + "\n")


def main() -> None:
    """Entry point of the command `consilience`."""
    fewer_collections()
    app()


def fewer_collections() -> None:
    """Let Python look for garbage less often: a run makes many small records that live to its end; 4 % of its time."""
    gc.set_threshold(100_000, 50, 100)
