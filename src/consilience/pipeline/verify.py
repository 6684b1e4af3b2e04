"""Check a dossier again: what must hold inside it, its files by hash and bytes, and everything made anew from the texts.

The strongest check is the last: the texts that the dossier carries (or the files given) go through the same plan,
and every row is compared. A figure, span, speaker or origin that was changed by hand differs from what its text gives.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from ..model import dossier as d
from ..model.article import Capture
from ..model.record import Reject
from ..render.json import cited, text_hash
from ..render.passages import Passages
from ..stages.parse import Parser
from ..text.bytemap import ByteMap
from .checks import Fault, fault, inside, short, spot
from .executors import annotate
from .model import find_model
from .run import assemble, settings_of

MOST_FAULTS = 200  # of one kind of row: more say nothing new

# What is compared row by row, and how a row is named.
_KEYS: dict[str, tuple[str, ...]] = {
    "articles": ("id",),
    "entities": ("id",),
    "copies": ("a", "b"),
    "origins": ("id",),
    "quotations": ("id",),
    "utterances": ("id",),
    "facts": ("id",),
    "conflicts": ("id",),
    "compatible": ("id",),
    "times": ("article", "start", "end"),
    "quantities": ("article", "start", "end"),
    "events": ("id",),
    "timeline": ("date", "statement"),
}
# Known from files alone: where they are, and what pages and companion files say of them.
_OF_FILES = (
    "path",
    "part",
    "sha256",
    "media_type",
    "encoding",
    "outlet",
    "url",
    "byline",
    "published",
    "headline",
    "anchor_rule",
)


def verify(
    dossier: d.Dossier, captures: Sequence[Capture] | None = None, *, parser: Parser | None = None
) -> list[Fault]:
    """Every fault found in `dossier`, or none.

    Without `captures` its own texts are used; excerpts are then checked by their hashes and the dossier's own
    consistency alone. With `captures` (the files, read again) hashes, bytes and texts must agree with them.
    """
    found = list(inside(dossier))
    read: list[Capture] | None
    if captures is None:
        read = [_capture(a, a.text) for a in dossier.articles if a.text is not None]
        if len(read) < len(dossier.articles):
            return found
    else:
        read, missing = _matched(dossier, captures)
        found += missing
        found += _files(dossier, read)
        if missing:
            return found
    if any(f.check == "article exists" for f in found):
        return found
    again = _again(dossier, read, parser or Parser(find_model()))
    if isinstance(again, Fault):
        return [*found, again]
    differing = list(compared(dossier, again, of_files=captures is not None))
    if differing and dossier.made.stages != again.made.stages:
        found.append(
            fault("made", "made by the stages that check it", list(dossier.made.stages), list(again.made.stages))
        )
    known = {(f.where, f.check) for f in found}
    return found + [f for f in differing if (f.where, f.check) not in known]


def _capture(row: d.ArticleRow, text: str) -> Capture:
    """The capture that an article's row describes; its bytes are not known."""
    rule: Any = row.anchor_rule if row.anchor_rule in ("page", "meta", "option") else "meta"
    return Capture(
        id=row.id,
        path=row.path,
        part=row.part,
        sha256=row.sha256,
        media_type=row.media_type,
        encoding=row.encoding,
        text=text,
        runs=(),
        headline=row.headline,
        outlet=row.outlet,
        url=row.url,
        byline=row.byline,
        published=row.published,
        published_rule=rule if row.published else None,
    )


def _matched(dossier: d.Dossier, captures: Sequence[Capture]) -> tuple[list[Capture], list[Fault]]:
    """The capture of each article: the same bytes and line if there are such, else the same name."""
    by_hash = {(c.sha256, c.part): c for c in captures}
    by_name = {c.id: c for c in captures}
    published = dossier.made.settings.get("published")
    matched, missing = [], []
    for a in dossier.articles:
        capture = by_hash.get((a.sha256, a.part)) or by_name.get(a.id)
        if capture is None:
            missing.append(
                fault(a.id, "its file is among those given", f"a file with SHA-256 {a.sha256[:16]}…", "none")
            )
            continue
        if capture.published is None and published:
            capture = msgspec.structs.replace(capture, published=published, published_rule="option")
        matched.append(msgspec.structs.replace(capture, id=a.id))
    return matched, missing


def _files(dossier: d.Dossier, captures: Sequence[Capture]) -> Iterator[Fault]:
    """Hash and text of every file, and the words of every passage read from its bytes."""
    by_id = {c.id: c for c in captures}
    p = Passages(dossier)
    spans: dict[str, list[d.Place]] = {}
    for at in dict.fromkeys(cited(dossier)):
        spans.setdefault(at.article, []).append(at)
    for a in dossier.articles:
        capture = by_id.get(a.id)
        if capture is None:
            continue
        if capture.sha256 != a.sha256:
            yield fault(a.id, f"hash of the file {capture.path}", a.sha256, capture.sha256)
            continue
        if text_hash(capture.text) != a.text_sha256:
            yield fault(a.id, f"text read from {capture.path}", a.text_sha256, text_hash(capture.text))
            continue
        for x in a.excerpts:
            if capture.text[x.start : x.end] != x.text:
                yield fault(
                    f"{a.id}:{x.start}-{x.end}", "excerpt as the file has it", capture.text[x.start : x.end], x.text
                )
        yield from _bytes(capture, spans.get(a.id, []), p)


def _bytes(capture: Capture, places: Sequence[d.Place], p: Passages) -> Iterator[Fault]:
    """The words of passages against the bytes that the text map names; nothing where the file cannot be read again."""
    path = Path(capture.path)
    if not path.is_file():
        return
    raw = path.read_bytes()
    mapping = ByteMap(capture.text, capture.runs, capture.encoding)
    for at in places:
        if not 0 <= at.start < at.end <= len(capture.text) or mapping.mapped(at.start, at.end) < at.end - at.start:
            continue
        pieces = (raw[start:end].decode(capture.encoding, "replace") for start, end in mapping.ranges(at.start, at.end))
        read = "".join(_plain(piece, capture.media_type) for piece in pieces)
        if "".join(read.split()) != "".join(p.words(at).split()):
            yield fault(spot(at), f"words in the bytes of {capture.path}", p.words(at), read)


def _plain(piece: str, media_type: str) -> str:
    """What the characters of a piece of a file stand for."""
    if media_type == "text/html":
        return html.unescape(piece)
    if media_type == "application/jsonl":
        return str(json.loads(f'"{piece}"', strict=False))
    return piece


def _again(dossier: d.Dossier, captures: Sequence[Capture], parser: Parser) -> d.Dossier | Fault:
    """The dossier made once more of `captures`."""
    reports, settings = [], settings_of(dossier)
    for capture in captures:
        report = annotate(capture, parser, settings.frames)
        if isinstance(report, Reject):
            return fault(capture.id, "is a report", "an article", f"{report.reason}: {report.detail}")
        reports.append(report)
    again = assemble(reports, settings=settings)
    lost = sorted({r.id for r in reports} - {a.id for a in again.articles})
    if lost:
        return fault(
            ", ".join(lost), "belongs to this story", "a report of the story", "set apart when the texts are read again"
        )
    return again


def compared(told: d.Dossier, again: d.Dossier, *, of_files: bool) -> Iterator[Fault]:
    """Where the rows of `told` differ from those of `again`, which was made of the same texts; the first differing field of each.

    `of_files`: `again` was made of the files, so what only files say is compared too.
    """
    if told.story != again.story:
        yield from _field("story", told.story, again.story)
    for name, keys in _KEYS.items():
        ours = [_bare(row, of_files=of_files) for row in getattr(told, name)]
        theirs = [_bare(row, of_files=of_files) for row in getattr(again, name)]
        yield from _rows(name, keys, ours, theirs)


def _bare(row: Any, *, of_files: bool) -> Any:
    """An article's row without what only files say, and without text (its hash is compared)."""
    if not isinstance(row, d.ArticleRow):
        return row
    cut: dict[str, Any] = {"text": None, "excerpts": ()}
    if not of_files:
        cut |= {name: "" for name in _OF_FILES if name != "part"} | {"part": 0}
    return msgspec.structs.replace(row, **cut)


def _rows(name: str, keys: tuple[str, ...], told: list[Any], again: list[Any]) -> Iterator[Fault]:
    if told == again:
        return
    ours, theirs = _by_key(told, keys), _by_key(again, keys)
    found = 0
    for key in [*ours, *(k for k in theirs if k not in ours)]:
        if ours.get(key) == theirs.get(key):
            continue
        where = _where(name, key)
        for mine, other in zip_longest(ours.get(key, []), theirs.get(key, [])):
            found += 1
            if mine is None:
                yield fault(where, f"in {name}", "this row, which the texts give", "no such row")
            elif other is None:
                yield fault(where, f"in {name}", "no such row: the texts do not give it", "this row")
            elif mine != other:
                yield from _field(where, mine, other)
        if found > MOST_FAULTS:
            return
    if not found:
        yield fault(
            name, "order of the rows", short([_key(r, keys) for r in again]), short([_key(r, keys) for r in told])
        )


def _by_key(rows: list[Any], keys: tuple[str, ...]) -> dict[tuple[Any, ...], list[Any]]:
    out: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        out.setdefault(_key(row, keys), []).append(row)
    return out


def _key(row: Any, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, k) for k in keys)


def _where(name: str, key: tuple[Any, ...]) -> str:
    if len(key) == 3:
        return f"{key[0]}:{key[1]}-{key[2]}"
    return "+".join(map(str, key)) if name == "copies" else " ".join(map(str, key))


def _field(where: str, told: Any, again: Any, path: str = "") -> Iterator[Fault]:
    """The first field in which two rows differ, however deep."""
    if isinstance(told, msgspec.Struct) and type(told) is type(again):
        for name in told.__struct_fields__:
            mine, other = getattr(told, name), getattr(again, name)
            if mine != other:
                yield from _field(where, mine, other, f"{path}.{name}" if path else name)
                return
    elif (
        isinstance(told, tuple)
        and isinstance(again, tuple)
        and len(told) == len(again)
        and told
        and isinstance(told[0], msgspec.Struct)
    ):
        for number, (mine, other) in enumerate(zip(told, again, strict=True), 1):
            if mine != other:
                yield from _field(where, mine, other, f"{path} {number}")
                return
    yield fault(where, f"{path or 'value'} as the texts give it", again, told)
