"""Copies and reused passages in a corpus of any size: sign every article, join the signatures, align the candidates.

Each step is cut into pieces, and each piece leaves one file in a folder beside the output; a run that was broken off
finds what is there and goes on, with the same bytes in the end. Memory holds one piece for each process and, for the
join, some 100 bytes an article and as many a candidate pair.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from ..ingest.packed import PackingError, unpacked
from ..model.article import Article, Capture
from ..model.lineage import TextReuse
from ..model.parse import Parse
from ..model.record import Reject
from ..model.story import Report
from ..stages.clean import clean
from ..stages.copies import reuse
from ..stages.lineage.relation import relations
from ..text.minhash import BANDS, candidates, merged, sign
from .lines import PIECE, Fields, pieces, read_fields, read_lines
from .workplace import DRAFT, Workplace, save_array, save_arrays, write_blocks, write_whole

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Tell = Callable[[str, int, int], None]

VERSION = 2  # goes up when the same articles give other signatures or rows: what an older version left is not used
BATCH = 128  # texts signed at once: their arrays fit the processor's cache
BATCH_SIZE = 1 << 19  # characters of a batch, where texts are long
PAIRS_A_PIECE = 512  # candidates aligned in one piece, some 4 s of work
BANDS_AT_ONCE = 5  # read together
BUCKETS = 256  # that sampled sequences lie in, by hash
SAMPLES_AT_ONCE = 1 << 21  # sampled sequences joined at once, in some 100 MB
MOST_PACKED = 200  # times its size that a gzip file may unpack to: news gives 3 to 10, made-up files up to 1,000
LEAST_PASSAGE = 100  # characters outside quotations in one passage: from here a pair that is no copy is listed


class Pair(TextReuse, frozen=True, kw_only=True):
    """One row of the output: a pair of articles with what they share, and their lines in the input.

    `group` is the id of the first article of all that copy each other, where the pair is a copy. Relations
    are judged as of a story of these two: `independent` pairs share passages and are no copies as a whole.
    """

    a_line: int
    b_line: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run found: articles read, lines rejected, candidate pairs looked at, rows by relation, groups of copies."""

    articles: int
    rejects: int
    candidates: int
    rows: dict[str, int]
    groups: int


def find_copies(
    articles: Path, out: Path, *, jobs: int = 1, tell: Tell | None = None, piece_size: int = PIECE
) -> Summary:
    """Write the pairs of articles (JSON lines `id, text, …`, also .gz) that share text to `out`, a row each, in order of lines.

    Lines that hold no article go to `<out>.rejects.jsonl`. `jobs`: processes; `piece_size`: bytes signed in one go.
    Work in progress lies in `<out>.part`; a second call on the same file goes on there. OSError where a file cannot
    be read or written, ValueError where that folder holds something else or a gzip file is broken.
    """
    told = tell or (lambda what, done, total: None)
    place, name = Workplace(out, articles, f"{VERSION} {piece_size} {PAIRS_A_PIECE}"), articles.name
    if articles.suffix == ".gz":
        told("unpacking", 0, 1)
        articles = _plain(articles, place.file("articles.jsonl"))
    spans = pieces(articles, piece_size)
    signed = [place.file(f"signed-{k:05}.npz") for k in range(len(spans))]
    signing = [(articles, *spans[k], path) for k, path in enumerate(signed) if not path.exists()]
    _each(sign_piece, signing, jobs, partial(told, "signing"), len(spans))
    told("joining", 0, 1)
    table = place.array("articles.npy", lambda: _table(signed))
    pairs = place.array("pairs.npy", lambda: joined(signed))
    count = len(np.load(pairs, mmap_mode="r"))
    parts = [place.file(f"rows-{k:06}.jsonl") for k in range(-(-count // PAIRS_A_PIECE))]
    aligning = [(articles, table, pairs, k, path) for k, path in enumerate(parts) if not path.exists()]
    _each(_align_piece, aligning, jobs, partial(told, "aligning"), len(parts))
    told("writing", 0, 1)
    rows, groups = _write_rows(parts, out)
    rejects = _write_rejects(signed, name, out.with_name(out.name + ".rejects.jsonl"))
    read = len(np.load(table, mmap_mode="r"))
    place.finish()
    return Summary(read, rejects, count, rows, groups)


def _plain(packed: Path, target: Path) -> Path:
    """The content of a gzip file at `target`: lines are read more than once and from any place."""
    if not target.exists():
        try:
            write_blocks(target, unpacked(packed, MOST_PACKED * packed.stat().st_size))
        except PackingError as problem:
            raise ValueError(f"{packed}: {problem}") from None
    return target


def _each(
    work: Callable[[Any], None], tasks: Sequence[Any], jobs: int, told: Callable[[int, int], None], total: int
) -> None:
    """`work` on every task, in `jobs` processes; `told` how many of `total` are done, with those of earlier runs."""
    done = total - len(tasks)
    told(done, total)
    if jobs == 1 or len(tasks) < 2:
        for number, task in enumerate(tasks, done + 1):
            work(task)
            told(number, total)
        return
    with get_context("spawn").Pool(min(jobs, len(tasks)), initializer=_leave_interrupts) as pool:
        for number, _ in enumerate(pool.imap_unordered(work, tasks), done + 1):
            told(number, total)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that was started; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def sign_piece(task: tuple[Path, int, int, Path]) -> None:
    """Sign the articles of one stretch of the input and keep what the join needs."""
    articles, start, end, target = task
    made, texts, size = [], [], 0
    offsets, lines, ids = [], [], []
    rejects: list[Reject] = []
    number = 0
    for number, (offset, line) in enumerate(read_lines(articles, start, end), 1):
        found = read_fields(line)
        if isinstance(found, Fields):
            offsets.append(offset)
            lines.append(number)
            ids.append(xxh3_64_intdigest(found.name.encode()) if found.name else 0)
            texts.append(found.text)
            size += len(found.text)
            if len(texts) == BATCH or size > BATCH_SIZE:
                made.append(sign(texts))
                texts, size = [], 0
        elif found is not None:
            rejects.append(Reject(what=str(number), reason=found.reason, detail=found.detail))
    if texts:
        made.append(sign(texts))
    signed = merged(made)
    bucket = (signed.samples >> np.uint64(32)) % np.uint64(BUCKETS)
    order = np.argsort(bucket, kind="stable")
    edges = np.searchsorted(bucket[order], np.arange(BUCKETS + 1, dtype=np.uint64))
    save_array(_samples_file(target), np.stack((signed.samples[order], signed.sample_of[order].astype(np.uint64))))
    save_arrays(
        target,
        articles=np.array([offsets, lines], np.int64).reshape(2, -1),
        ids=np.array(ids, np.uint64),
        exact=signed.exact,
        samples=edges,
        rejects=np.frombuffer(msgspec.json.encode(rejects), np.uint8),
        lines=np.array([number], np.int64),
        **{f"bands{k:02}": signed.bands[k : k + BANDS_AT_ONCE] for k in range(0, BANDS, BANDS_AT_ONCE)},
    )


def _read(signed: Sequence[Path], name: str) -> Iterator[NDArray[Any]]:
    """One array of every piece, in order."""
    for path in signed:
        with np.load(path) as arrays:
            yield arrays[name]


def _all(signed: Sequence[Path], name: str, kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *_read(signed, name)])


def _table(signed: Sequence[Path]) -> Ints:
    """A row an article: the byte its line begins at, the number of the line, and 1 where an earlier article has its id."""
    rows, before = [np.zeros((2, 0), np.int64)], 0
    for piece, lines in zip(_read(signed, "articles"), _read(signed, "lines"), strict=True):
        rows.append(piece + np.array([[0], [before]]))
        before += int(lines[0])
    places = np.concatenate(rows, axis=1)
    ids = _all(signed, "ids", np.uint64)
    again = np.ones(len(ids), np.int64)
    again[np.unique(ids, return_index=True)[1]] = 0
    again[ids == 0] = 0
    return np.concatenate((places, again[None])).T.copy()


def joined(signed: Sequence[Path]) -> Hashes:
    """Codes of all candidate pairs, sorted. Of texts with the same words only the first is compared with others."""
    exact = _all(signed, "exact", np.uint64)
    _, first, of = np.unique(exact, return_index=True, return_inverse=True)
    same = first[of]
    repeated = same != np.arange(len(exact))
    codes = (same[repeated].astype(np.uint64) << np.uint64(32)) | np.flatnonzero(repeated).astype(np.uint64)
    return np.union1d(codes, candidates(_bands(signed), _samples(signed), repeated))


def _bands(signed: Sequence[Path]) -> Iterator[Hashes]:
    """The bands of all articles, one after the other."""
    for k in range(0, BANDS, BANDS_AT_ONCE):
        rows = list(_read(signed, f"bands{k:02}"))
        for band in range(rows[0].shape[0] if rows else 0):
            yield np.concatenate([row[band] for row in rows])


def _samples_file(signed: Path) -> Path:
    """The file with the sampled sequences of a piece, beside the other arrays: it is read in parts."""
    return signed.with_name(signed.name.replace("signed", "samples")).with_suffix(".npy")


def _samples(signed: Sequence[Path]) -> Iterator[tuple[Hashes, Ints]]:
    """All sampled sequences with the number of their article, some buckets of hashes at a time."""
    before = np.cumsum([0, *(len(x) for x in _read(signed, "exact"))])
    edges = list(_read(signed, "samples"))
    step = max(1, BUCKETS * SAMPLES_AT_ONCE // max(1, sum(int(e[-1]) for e in edges)))
    for low in range(0, BUCKETS, step):
        spans = [(int(edge[low]), int(edge[min(BUCKETS, low + step)])) for edge in edges]
        size = sum(last - first for first, last in spans)
        keys, articles = np.empty(size, np.uint64), np.empty(size, np.int64)
        at = 0
        for path, (first, last), number in zip(signed, spans, before.tolist(), strict=False):
            rows = np.load(_samples_file(path), mmap_mode="r")  # let go with the next: what is mapped counts as memory
            to = at + last - first
            keys[at:to] = rows[0, first:last]
            articles[at:to] = rows[1, first:last]
            articles[at:to] += number
            at = to
        yield keys, articles


def _align_piece(task: tuple[Path, Path, Path, int, Path]) -> None:
    """Align the candidates of one piece and keep the rows of those that share text."""
    articles, table, pairs, piece, target = task
    codes = np.load(pairs, mmap_mode="r")[piece * PAIRS_A_PIECE : (piece + 1) * PAIRS_A_PIECE]
    places = np.load(table, mmap_mode="r")
    reports: dict[int, Report | None] = {}
    rows = []
    with articles.open("rb") as file:
        for code in codes.tolist():
            sides = (code >> 32, code & 0xFFFFFFFF)
            for side in sides:
                if side not in reports:
                    offset, line, again = places[side].tolist()
                    file.seek(offset)
                    reports[side] = _report(file.readline(), line, again=bool(again))
            a, b = (reports[side] for side in sides)
            if a is not None and b is not None and (found := compare(a, b)) is not None:
                lines = [int(places[side][1]) for side in sides]
                row = msgspec.structs.asdict(found)
                rows.append(msgspec.json.encode(Pair(**row, a_line=lines[0], b_line=lines[1])))
    write_whole(target, b"".join(row + b"\n" for row in rows))


def _report(line: bytes, number: int, *, again: bool) -> Report | None:
    """The article of a line, furniture marked; None where it is nothing but furniture."""
    fields = read_fields(line)
    if not isinstance(fields, Fields):
        return None
    name = fields.name or f"line {number}"
    if again:
        name += f" (line {number})"
    capture = Capture(
        id=name,
        path=name,
        part=number,
        sha256="",
        media_type="application/jsonl",
        encoding="utf-8",
        text=fields.text,
        runs=(),
        headline=fields.title,
        outlet=fields.outlet,
        url=fields.url,
        published=fields.published,
        published_rule="meta" if fields.published else None,
    )
    article = clean(capture)
    if not isinstance(article, Article):
        return None
    return Report(article=article, parse=Parse(article=name, tokens=(), sentences=(), children=()))


def compare(a: Report, b: Report) -> TextReuse | None:
    """What two reports share and how they are related; None where they share no prose worth a row."""
    (found,) = relations((a, b), reuse((a, b)))
    if found.relation in ("copy", "derived"):
        return found
    prose = (p for p in found.passages if not p.quoted)
    return found if any(min(p.a_end - p.a_start, p.b_end - p.b_start) >= LEAST_PASSAGE for p in prose) else None


def _write_rows(parts: Sequence[Path], out: Path) -> tuple[dict[str, int], int]:
    """Put the rows together, copies with the group they belong to; rows by relation and the number of groups."""
    head: dict[int, int] = {}
    names: dict[int, str] = {}  # of the first article of each group: rows come in order, so it is in the first of them

    def root(line: int) -> int:
        while head.setdefault(line, line) != line:
            head[line] = line = head[head[line]]
        return line

    decoder = msgspec.json.Decoder(Pair)
    for row in _rows(parts, decoder):
        if row.relation == "copy":
            low, high = sorted((root(row.a_line), root(row.b_line)))
            head[high] = low
    counts: Counter[str] = Counter()
    draft = out.with_name(out.name + DRAFT)
    with draft.open("wb") as file:
        for row in _rows(parts, decoder):
            counts[row.relation] += 1
            group = names.setdefault(root(row.a_line), row.a) if row.relation == "copy" else None
            file.write(msgspec.json.encode(msgspec.structs.replace(row, group=group)) + b"\n")
    draft.replace(out)
    return dict(sorted(counts.items())), sum(line == above for line, above in head.items())


def _rows(parts: Sequence[Path], decoder: msgspec.json.Decoder[Pair]) -> Iterator[Pair]:
    for path in parts:
        with path.open("rb") as file:
            yield from map(decoder.decode, file)


def _write_rejects(signed: Sequence[Path], name: str, target: Path) -> int:
    """Lines that hold no article, a row each, with their number in the input; how many."""
    rows: list[Reject] = []
    before = 0
    for content, lines in zip(_read(signed, "rejects"), _read(signed, "lines"), strict=True):
        rows += (
            msgspec.structs.replace(r, what=f"{name}:{before + int(r.what)}")
            for r in msgspec.json.decode(content.tobytes(), type=list[Reject])
        )
        before += int(lines[0])
    write_whole(target, b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return len(rows)
