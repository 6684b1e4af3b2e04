"""Files, folders and standard input in; captures and rejects out. The only room that opens files of reports.

Everything is sorted, so the same files give the same result in whatever order they are named. One bad file never
stops the rest: it becomes a `Reject` that says what, where and what to do.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Literal, NamedTuple

from ..model.article import Capture, Run
from ..model.record import Record, Reject, RejectReason
from ..text.bytemap import whole
from .dates import iso
from .decode import Undecodable, decode
from .jsonl import BadLine, read_line
from .language import other_language
from .packed import PackingError, unpacked

LARGEST = 20 * 1024 * 1024  # bytes of one text, page or JSONL line; the longest real articles have under 1 MB
MOST_UNPACKED = 256 * 1024 * 1024  # bytes of a packed file's lines: hundreds of times the reports of one account
LINES = (".jsonl", ".jsonl.gz")
ENDINGS = (".txt", ".html", ".htm", *LINES)
COMPANIONS = ("meta.json", "gold.json")
META_KEYS = ("outlet", "title", "published", "url", "byline")
STDIN = "-"


class PassedOver(Record, frozen=True, kw_only=True):
    """A file in a folder that is no report and was not read, and why."""

    path: str
    why: str


class Intake(Record, frozen=True, kw_only=True):
    """All that came of the paths given. `notes` are troubles that cost no article (an unreadable date)."""

    captures: tuple[Capture, ...]
    rejects: tuple[Reject, ...]
    passed_over: tuple[PassedOver, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def inputs(self) -> int:
        """How many inputs there were: captures and rejects."""
        return len(self.captures) + len(self.rejects)


class _Draft(NamedTuple):
    """A capture before it has its id: what was read, and the ids it may take, plainest first."""

    names: tuple[str, ...]
    capture: Capture


class _Meta(NamedTuple):
    rows: dict[str, dict[str, str]]
    problem: str | None


class _Reader:
    """Gathers what one call reads."""

    def __init__(self, published: str | None) -> None:
        self.published = published
        self.drafts: list[_Draft] = []
        self.rejects: list[Reject] = []
        self.passed_over: list[PassedOver] = []
        self.notes: list[str] = []
        self._seen: dict[str, str] = {}
        self._meta: dict[Path, _Meta] = {}

    def reject(self, what: str, reason: RejectReason, detail: str) -> None:
        self.rejects.append(Reject(what=what, reason=reason, detail=detail))

    def path(self, given: str) -> None:
        """A file or a folder as named by the user."""
        path = Path(given)
        try:
            if path.is_dir():
                before = len(self.drafts) + len(self.rejects)
                self._folder(path, ())
                if len(self.drafts) + len(self.rejects) == before:
                    self.reject(given, "empty", f"no report in this folder: it is read for {', '.join(ENDINGS)}")
                return
            if not path.exists():
                dangling = path.is_symlink()
                self.reject(
                    given, "unreadable", "a link to a file that is not there" if dangling else "no such file or folder"
                )
                return
        except OSError as problem:
            self.reject(given, "unreadable", _why(problem))
            return
        if _ending(path) not in ENDINGS:
            self.reject(
                given,
                "unsupported",
                f"files ending in {path.suffix or 'nothing'} are not read: give {', '.join(ENDINGS)}",
            )
            return
        self._file(path)

    def _folder(self, folder: Path, above: tuple[str, ...]) -> None:
        real = os.path.realpath(folder)
        if real in above:
            self.reject(str(folder), "unreadable", "a link back to a folder that holds it: a loop, not followed")
            return
        try:
            entries = sorted(folder.iterdir(), key=lambda p: p.name)
        except OSError as problem:
            self.reject(str(folder), "unreadable", _why(problem))
            return
        for entry in entries:
            try:
                if entry.is_dir():
                    if entry.name.startswith("."):
                        self._pass_over(entry, "hidden folder")
                    else:
                        self._folder(entry, (*above, real))
                elif entry.name.startswith("."):
                    self._pass_over(entry, "hidden file")
                elif entry.name in COMPANIONS:
                    self._pass_over(
                        entry, "metadata of the reports" if entry.name == "meta.json" else "gold annotation"
                    )
                elif _ending(entry) not in ENDINGS:
                    self._pass_over(entry, f"ending {entry.suffix or 'missing'} is not read")
                else:
                    self._file(entry)
            except OSError as problem:
                self.reject(str(entry), "unreadable", _why(problem))

    def _pass_over(self, path: Path, why: str) -> None:
        self.passed_over.append(PassedOver(path=str(path), why=why))

    def _file(self, path: Path) -> None:
        name = str(path)
        real = os.path.realpath(path)
        if real in self._seen:
            self.reject(name, "duplicate-path", f"the same file as {self._seen[real]}: read once")
            return
        self._seen[real] = name
        try:
            if not path.is_file():
                self.reject(
                    name, "unreadable", "not a regular file" if path.exists() else "a link to a file that is not there"
                )
                return
            lines = _ending(path) in LINES
            size = path.stat().st_size
            if size > LARGEST and not lines:
                self.reject(
                    name, "too-large", f"{size / 2**20:.0f} MB, the most is {LARGEST // 2**20} MB: cut it into articles"
                )
                return
            packed = _ending(path).endswith(".gz")
            raw = b"".join(unpacked(path, MOST_UNPACKED)) if packed else path.read_bytes()
        except PackingError as problem:
            self.reject(name, problem.reason, str(problem))
            return
        except OSError as problem:
            self.reject(name, "unreadable", _why(problem))
            return
        if lines:
            self.lines(raw, name)
        else:
            self.one(
                raw,
                name,
                "text/html" if path.suffix.lower() in (".html", ".htm") else "text/plain",
                self._meta_of(path),
            )

    def _meta_of(self, path: Path) -> dict[str, str]:
        """What meta.json in the folder of `path`, or in the one above, says of it."""
        for folder in (path.parent, path.parent.parent):
            rows = self._read_meta(folder / "meta.json").rows
            row = rows.get(path.name) or rows.get(path.stem)
            if row:
                return row
        return {}

    def _read_meta(self, path: Path) -> _Meta:
        if path not in self._meta:
            self._meta[path] = _meta_rows(path)
            problem = self._meta[path].problem
            if problem:
                self.notes.append(f"{path}: {problem}")
        return self._meta[path]

    def one(self, raw: bytes, path: str, media_type: str, meta: dict[str, str]) -> None:
        """One text or page."""
        page: dict[str, str] = {}
        if media_type == "text/html":
            from .html import declared_encoding, extract  # noqa: PLC0415  (trafilatura takes time to load)

            read = decode(raw, declared_encoding(raw))
        else:
            read = decode(raw)
        if isinstance(read, Undecodable):
            self.reject(path, read.reason, read.detail)
            return
        text, runs = read.text, whole(read.text, len(raw))
        if media_type == "text/html":
            found = extract(read.text, read.encoding)
            if found is None:
                self.reject(
                    path, "no-text", "no article found in this page: save the article's own page, or its text as .txt"
                )
                return
            page, text, runs = found.fields, found.text, found.runs
        pure = PurePath(path)
        names = ("stdin",) if path == STDIN else _names(pure.stem, pure.name, pure)
        self._draft(raw_hash(raw), path, 0, names, media_type, read.encoding, text, runs, page, meta)

    def lines(self, raw: bytes, path: str) -> None:
        """A file of JSON lines; every line that cannot be read is a reject of its own."""
        read = decode(raw, "utf-8")
        if isinstance(read, Undecodable):
            self.reject(path, read.reason, read.detail)
            return
        if read.encoding != "utf-8":
            self.reject(path, "malformed", f"JSON lines must be UTF-8, this file is {read.encoding}: convert it")
            return
        digest, stem, offset = raw_hash(raw), _stem(path) if path != STDIN else "stdin", 0
        rows = raw.split(b"\n")
        last = max((n for n, row in enumerate(rows) if row.strip()), default=0)
        for number, line in enumerate(rows):
            mark = 3 if number == 0 and line.startswith(b"\xef\xbb\xbf") else 0
            row, shift = line[mark:], offset + mark
            offset += len(line) + 1
            if not row.strip():
                continue
            where = f"{path}:{number + 1}"
            if len(row) > LARGEST:
                self.reject(
                    where,
                    "too-large",
                    f"line {number + 1} has {len(row) / 2**20:.0f} MB, the most is {LARGEST // 2**20} MB",
                )
                continue
            found = read_line(row.decode("utf-8"), last=number == last)
            if isinstance(found, BadLine):
                self.reject(where, found.reason, f"line {number + 1}: {found.detail}")
                continue
            runs = tuple(
                Run(start=r.start, end=r.end, byte_start=r.byte_start + shift, byte_end=r.byte_end + shift)
                for r in found.runs
            )
            own = found.fields.get("id")
            names = (
                *((own,) if own else ()),
                *_names(f"{stem}-{own or number + 1}", f"{stem}-{number + 1}", PurePath(path)),
            )
            self._draft(
                digest, path, number + 1, names, "application/jsonl", "utf-8", found.text, runs, {}, found.fields
            )

    def _draft(
        self, digest: str, path: str, part: int, names: tuple[str, ...], media_type: str, encoding: str,
        text: str, runs: tuple[Run, ...], page: dict[str, str], meta: dict[str, str],
    ) -> None:  # fmt: skip
        where = f"{path}:{part}" if part else path
        language = other_language(text)
        if language:
            self.reject(where, "language", f"written in {language}: English is read")
            return
        published, rule = self._published(where, page.get("published"), meta.get("published"))
        capture = Capture(
            id=names[0],
            path=path,
            part=part,
            sha256=digest,
            media_type=media_type,
            encoding=encoding,
            text=text,
            runs=runs,
            headline=meta.get("title") or page.get("title"),
            outlet=meta.get("outlet") or page.get("outlet"),
            url=meta.get("url") or page.get("url"),
            byline=meta.get("byline") or page.get("byline"),
            published=published,
            published_rule=rule,
        )
        self.drafts.append(_Draft(names, capture))

    def _published(
        self, where: str, page: str | None, meta: str | None
    ) -> tuple[str | None, Literal["page", "meta", "option"] | None]:
        if page:
            return page, "page"
        if meta:
            read = iso(meta)
            if read:
                return read, "meta"
            self.notes.append(f"{where}: the date {meta!r} is not read: write it as 2025-08-20")
        if self.published:
            return self.published, "option"
        return None, None


def read(paths: Iterable[str | Path], *, published: str | None = None, stdin: bytes | None = None) -> Intake:
    """Read reports from files, folders and "-" (standard input; `stdin` gives its bytes to tests and callers).

    `published` (ISO date) is the date of articles that bring none. Captures come in the order of their ids,
    which are file stems where these tell them apart. Raises ValueError where `published` is not a date.
    """
    if published is not None and iso(published) is None:
        raise ValueError(f"{published!r} is not a date: write it as 2025-08-20")
    reader = _Reader(iso(published))
    for given in sorted(map(str, paths)):
        if given == STDIN:
            _standard_input(reader, sys.stdin.buffer.read() if stdin is None else stdin)
        else:
            reader.path(given)
    kept = _without_duplicates(reader)
    captures = _named(kept)
    return Intake(
        captures=tuple(sorted(captures, key=lambda c: c.id)),
        rejects=tuple(sorted(reader.rejects, key=lambda r: (r.what, r.reason, r.detail))),
        passed_over=tuple(sorted(reader.passed_over, key=lambda p: p.path)),
        notes=tuple(sorted(reader.notes)),
    )


def raw_hash(raw: bytes) -> str:
    """SHA-256 of the bytes captured, in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def _standard_input(reader: _Reader, raw: bytes) -> None:
    if len(raw) > LARGEST and raw.lstrip()[:1] != b"{":
        reader.reject(STDIN, "too-large", f"{len(raw) / 2**20:.0f} MB, the most is {LARGEST // 2**20} MB")
        return
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith(b"{"):
        reader.lines(raw, STDIN)
    else:
        page = start.startswith((b"<!doctype html", b"<html", b"<?xml"))
        reader.one(raw, STDIN, "text/html" if page else "text/plain", {})


def _meta_rows(path: Path) -> _Meta:
    try:
        if not path.is_file():
            return _Meta({}, None)
        content = json.loads(path.read_bytes())
    except OSError as problem:
        return _Meta({}, _why(problem))
    except (ValueError, RecursionError) as problem:
        return _Meta({}, f"not JSON ({problem}): articles are read without it")
    if not isinstance(content, dict):
        return _Meta({}, "not an object of file stems: articles are read without it")
    rows = {}
    for stem, row in content.items():
        if isinstance(row, dict):
            rows[stem] = {k: v for k in META_KEYS if isinstance(v := row.get(k), str) and v.strip()}
    return _Meta(rows, None)


def _ending(path: Path) -> str:
    """The ending that says how a file is read: of packed ones the two last."""
    endings = [e.lower() for e in path.suffixes[-2:]]
    return "".join(endings) if endings[1:] == [".gz"] else "".join(endings[-1:])


def _stem(path: str) -> str:
    pure = PurePath(path)
    return PurePath(pure.stem).stem if pure.suffix.lower() == ".gz" else pure.stem


def _why(problem: OSError) -> str:
    return f"{problem.strerror or problem}: check that it is there and may be read"


def _names(plain: str, with_ending: str, path: PurePath) -> tuple[str, ...]:
    """Ids an article may take, plainest first: stem, name, then with more and more of the folders above."""
    folders = [p for p in path.parent.parts if p not in (os.sep, ".", "..")]
    longer = ["/".join([*folders[-depth:], with_ending]) for depth in range(1, len(folders) + 1)]
    return (plain, with_ending, *longer)


def _named(drafts: Sequence[_Draft]) -> Iterator[Capture]:
    """Give every capture the plainest id that tells it from all others; what still clashes is numbered."""
    levels = [0] * len(drafts)
    for _ in range(max((len(d.names) for d in drafts), default=0)):
        groups: dict[str, list[int]] = {}
        for number, draft in enumerate(drafts):
            groups.setdefault(draft.names[levels[number]], []).append(number)
        clashing = [n for group in groups.values() if len(group) > 1 for n in group]
        raised = [n for n in clashing if levels[n] + 1 < len(drafts[n].names)]
        if not raised:
            break
        for number in raised:
            levels[number] += 1
    used: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        name = draft.names[levels[number]]
        used[name] = used.get(name, 0) + 1
        final = name if used[name] == 1 else f"{name}~{used[name]}"
        while final != name and final in used:
            final += "~"
        yield _with_id(draft.capture, final)


def _with_id(capture: Capture, name: str) -> Capture:
    values = {field: getattr(capture, field) for field in capture.__struct_fields__}
    return Capture(**{**values, "id": name})


def _without_duplicates(reader: _Reader) -> list[_Draft]:
    """Leave out an article whose outlet, url and text came before. The same text from two outlets is two articles."""
    first: dict[tuple[str | None, str, str], str] = {}
    kept = []
    for draft in reader.drafts:
        capture = draft.capture
        where = f"{capture.path}:{capture.part}" if capture.part else capture.path
        if capture.url:
            key = (capture.outlet, capture.url, capture.text)
            if key in first:
                reader.reject(where, "duplicate-article", f"same outlet, address and text as {first[key]}: read once")
                continue
            first[key] = where
        kept.append(draft)
    return kept
