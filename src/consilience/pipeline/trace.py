"""From any statement to where it stands: passages, character and byte offsets, the file's hash, and what made each step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model import dossier as d
from ..model.article import Capture
from ..model.record import Reason, Record
from ..render.lines import shown
from ..render.passages import Passages, Placed
from ..text.bytemap import ByteMap

SHOWN = 200  # code points of a passage that one line quotes

_CITATION = re.compile(r"\[?(?P<article>.+):(?P<start>\d+)-(?P<end>\d+)\]?")

# Which values of the plan make the rows of a kind; the plan's versions of them stand in the dossier.
_MADE_BY = {
    "article": ("article",),
    "fact": ("aligned", "reconciled"),
    "conflict": ("reconciled",),
    "compatible": ("reconciled",),
    "quotation": ("quotations", "attributed"),
    "utterance": ("quotations",),
    "entity": ("mentions", "entities"),
    "event": ("events",),
    "time": ("times",),
    "quantity": ("quantities",),
    "copy": ("pairs", "lineage"),
    "origin": ("lineage",),
    "furniture": ("article",),
}
_PARSED = frozenset(["fact", "conflict", "compatible", "quotation", "utterance", "entity", "event"])


class Step(Record, frozen=True, kw_only=True):
    """One step of a trace: what it is, the passage (where it has one), and by which rules, stages and model it was made.

    `bytes` are half-open ranges in the file at `path` with hash `sha256`: None where the files were not given,
    empty where the text was made by the extraction and stands nowhere in the file.
    """

    what: str
    at: d.Place | None = None
    words: str = ""
    path: str = ""
    sha256: str = ""
    bytes: tuple[tuple[int, int], ...] | None = None
    by: tuple[str, ...] = ()


class _Tracer:
    """Looks up one dossier."""

    def __init__(self, dossier: d.Dossier, captures: Sequence[Capture] | None) -> None:
        self.dossier = dossier
        self.p = Passages(dossier)
        given = {c.sha256: c for c in captures or ()} | {(c.sha256, c.part): c for c in captures or ()}
        self.captures = (
            {a.id: given.get((a.sha256, a.part)) for a in dossier.articles} if captures is not None else None
        )
        self.maps: dict[str, ByteMap] = {}
        self.quotations = {q.id: q for q in dossier.quotations}

    def made(self, kind: str) -> tuple[str, ...]:
        wanted = _MADE_BY[kind]
        stages = [s for s in self.dossier.made.stages if s.rpartition(" ")[0] in wanted]
        out = [f"stage {s}" for s in dict.fromkeys(stages)]
        if kind in _PARSED:
            out.append(f"model {self.dossier.made.model}")
        return tuple(out)

    def head(self, kind: str, what: str, reasons: Iterable[Reason] = ()) -> Step:
        return Step(what=what, by=(*self.made(kind), *map(_reason, reasons)))

    def passage(self, what: str, at: Placed, by: Iterable[str] = ()) -> Step:
        row = self.p.articles[at.article]
        return Step(
            what=what,
            at=d.Place(article=at.article, start=at.start, end=at.end),
            words=self.p.words(at),
            path=row.path + (f", line {row.part}" if row.part else ""),
            sha256=row.sha256,
            bytes=self.bytes(at),
            by=tuple(b for b in by if b),
        )

    def bytes(self, at: Placed) -> tuple[tuple[int, int], ...] | None:
        capture = self.captures.get(at.article) if self.captures is not None else None
        if capture is None:
            return None
        if at.article not in self.maps:
            self.maps[at.article] = ByteMap(capture.text, capture.runs, capture.encoding)
        return tuple(self.maps[at.article].ranges(at.start, at.end))


def trace(dossier: d.Dossier, ident: str, captures: Sequence[Capture] | None = None) -> tuple[Step, ...]:
    """The steps behind the row with the id `ident`, which may be of any kind; KeyError where there is none.

    Also `000+001` (a pair of reports) and a citation `000:12-34`, which gives every row that stands on those characters.
    `captures` are the files, read again: they add byte offsets.
    """
    t = _Tracer(dossier, captures)
    for rows, steps in _KINDS:
        for row in getattr(dossier, rows):
            if row.id == ident:
                return tuple(steps(t, row))
    for pair in dossier.copies:
        if ident in (f"{pair.a}+{pair.b}", f"{pair.b}+{pair.a}"):
            return tuple(_pair(t, pair))
    cited = _CITATION.fullmatch(ident)
    if cited and cited["article"] in t.p.articles:
        found = tuple(_citation(t, d.Place(article=cited["article"], start=int(cited["start"]), end=int(cited["end"]))))
        if found:
            return found
    raise KeyError(ident)


def lines(steps: Iterable[Step]) -> Iterator[str]:
    """A trace as lines of plain text."""
    for step in steps:
        yield shown(step.what)
        if step.at:
            words = shown(step.words)
            yield f"  “{words if len(words) <= SHOWN else words[:SHOWN] + ' …'}”"
            yield f"  characters {step.at.start}-{step.at.end} of {shown(step.at.article)}; file {shown(step.path)}"
            yield f"  {_bytes_line(step)}SHA-256 {step.sha256}"
        for by in step.by:
            yield f"  - {shown(by)}"


def _bytes_line(step: Step) -> str:
    if step.bytes is None:
        return ""
    ranges = ", ".join(f"{start}-{end}" for start, end in step.bytes)
    return f"bytes {ranges}; " if ranges else "bytes: none, made by the extraction; "


def _reason(reason: Reason) -> str:
    weight = f" ({reason.weight:+.2f})" if reason.weight is not None else ""
    return f"rule {reason.rule}{': ' + reason.detail if reason.detail else ''}{weight}"


def _fact(t: _Tracer, fact: d.FactRow) -> Iterator[Step]:
    yield t.head(
        "fact",
        f"{fact.id}: {fact.status}, surely on {fact.support.sure} of {fact.support.independent} origins",
        fact.reasons,
    )
    for e in fact.evidence:
        rules = [*map(_reason, e.reasons), *_origin_rules(t, e.origin)]
        if e.vouchers:
            kind = f" ({e.kind})" if e.kind else ""
            rules.append("on the word of " + ", ".join(map(t.p.speaker, e.vouchers)) + kind)
        if e.quotation and e.quotation in t.quotations:
            rules.append(f"in the quotation {e.quotation}, {t.quotations[e.quotation].rule}")
        yield t.passage(f"evidence in {t.p.outlet(e.article)}, origin {t.p.origin(e.origin)}", e, rules)


def _origin_rules(t: _Tracer, origin: str) -> list[str]:
    row = t.p.origins.get(origin)
    return [_reason(r) for r in row.reasons] if row else []


def _conflict(t: _Tracer, row: d.ConflictRow) -> Iterator[Step]:
    yield t.head("conflict", f"{row.id}: {row.about} ({row.kind})", row.reasons)
    for value in row.values:
        for at in value.evidence:
            yield t.passage(f"value {value.value}, origin {t.p.origin(t.p.articles[at.article].origin)}", at)
        for at in value.marks:
            yield t.passage(f"value {value.value}: the words that differ", at, _read(t, at))


def _read(t: _Tracer, at: d.Place) -> list[str]:
    """How the number or the date at a passage was read."""
    read = [
        f"rule {q.rule}: {q.value:g} {q.unit} {q.counted}".rstrip() for q in t.dossier.quantities if _overlap(q, at)
    ]
    read += [f"rule {x.rule}: {x.value or 'not resolved'}" for x in t.dossier.times if _overlap(x, at)]
    return read


def _quotation(t: _Tracer, q: d.QuotationRow) -> Iterator[Step]:
    form = "direct" if q.direct else "indirect"
    yield t.head("quotation", f"{q.id}: {form}, speaker {', '.join(q.speaker_names) or 'not told'}")
    yield t.passage(
        "words",
        q,
        [f"rule {q.rule}" if q.rule else "", f"cue {q.cue}" if q.cue else "", *(f"issue {i}" for i in q.issues)],
    )
    if q.speaker_span:
        held = [
            (e, m) for e in t.dossier.entities for m in e.mentions if e.id in q.speakers and _overlap(m, q.speaker_span)
        ]
        yield t.passage(
            "speaker as printed", q.speaker_span, [f"rule {m.rule}: a mention of {e.name} ({e.id})" for e, m in held]
        )


def _utterance(t: _Tracer, row: d.UtteranceRow) -> Iterator[Step]:
    yield t.head(
        "utterance",
        f"{row.id}: said by {', '.join(row.speakers) or 'someone not told'}{', disputed' if row.disputed else ''}",
    )
    for ident in row.quotations:
        q = t.quotations[ident]
        lead = ", the leading version" if ident == row.lead else ""
        yield t.passage(
            f"{ident}{lead}: {', '.join(q.speaker_names) or 'speaker not told'}",
            q,
            [f"rule {q.rule}" if q.rule else ""],
        )


def _entity(t: _Tracer, row: d.EntityRow) -> Iterator[Step]:
    yield t.head("entity", f"{row.id}: {row.name} ({row.type}{', ' + row.iso3 if row.iso3 else ''})")
    for m in row.mentions:
        yield t.passage(f"{m.form} mention", m, [f"rule {m.rule}"])
    for role in row.roles:
        yield t.passage(f"role: {role.text}", role)


def _event(t: _Tracer, row: d.EventRow) -> Iterator[Step]:
    yield t.head("event", f"{row.id}: {row.type} {row.status}, {row.factuality}, {row.date or 'no date'}", row.reasons)
    for m in row.mentions:
        notes = [f"role {a.role}: {a.start}-{a.end}" for a in m.arguments]
        held = [f"holder {m.holder}"] if m.holder else []
        yield t.passage(f"told as {m.status}, {m.factuality}", m.trigger, [*held, *notes])
    for at in row.evidence:
        yield t.passage("evidence", at)


def _origin(t: _Tracer, row: d.OriginRow) -> Iterator[Step]:
    yield t.head("origin", f"{row.id}: {row.name} ({row.kind}), carried by {', '.join(row.articles)}", row.reasons)
    for pair in t.dossier.copies:
        if {pair.a, pair.b} <= set(row.articles) and pair.relation in ("copy", "derived"):
            yield from _pair(t, pair)


def _pair(t: _Tracer, row: d.CopyRow) -> Iterator[Step]:
    parent = f", from {row.parent}" if row.parent else ""
    yield t.head(
        "copy", f"{row.a}+{row.b}: {row.relation}{parent}, {row.containment:.0%} of word sequences shared", row.reasons
    )
    for x in row.passages:
        kind = "quoted by both" if x.quoted else f"shared, likeness {x.score:.2f}"
        yield t.passage(kind, d.Place(article=row.a, start=x.a_start, end=x.a_end))
        yield t.passage(kind, d.Place(article=row.b, start=x.b_start, end=x.b_end))


def _article(t: _Tracer, row: d.ArticleRow) -> Iterator[Step]:
    counted = f"dates counted from {row.anchor} ({row.anchor_rule})" if row.anchor else "no date to count from"
    by = (
        f"file {row.path}",
        f"SHA-256 {row.sha256}",
        f"{row.media_type}, {row.encoding}, {row.length} characters",
        counted,
    )
    yield Step(
        what=f"{row.id}: {row.outlet or 'outlet not known'}, origin {t.p.origin(row.origin)}",
        by=(*t.made("article"), *by),
    )
    for f in row.furniture:
        yield t.passage("page furniture", f, [f"rule {f.reason}"])
    for c in row.credits:
        yield t.passage(f"{c.kind} credit: {c.name}", c)
    for x in row.labels:
        yield t.passage(f"label: {x.kind}", x)


def _citation(t: _Tracer, at: d.Place) -> Iterator[Step]:
    """Every row that stands on a passage, with the rows without an id (times, numbers) first."""
    if not 0 <= at.start < at.end <= t.p.articles[at.article].length:
        return
    yield t.passage("cited", at)
    for time in t.dossier.times:
        if _overlap(time, at):
            rule = [f"rule {time.rule}", f"counted from {time.anchor}" if time.anchor else "", *t.made("time")]
            yield t.passage(f"time {time.value or 'not resolved'}", time, rule)
    for q in t.dossier.quantities:
        if _overlap(q, at):
            yield t.passage(
                f"quantity {q.value:g} {q.unit} {q.counted}".rstrip(), q, [f"rule {q.rule}", *t.made("quantity")]
            )
    for f in t.p.articles[at.article].furniture:
        if _overlap(f, at):
            yield t.passage("page furniture", f, [f"rule {f.reason}"])
    for kind, ident, held in _standing(t.dossier):
        if _overlap(held, at):
            yield t.passage(f"{kind} {ident}", held)


def _standing(dossier: d.Dossier) -> Iterator[tuple[str, str, Placed]]:
    for fact in dossier.facts:
        yield from (("fact", fact.id, e) for e in fact.evidence)
    for row in dossier.conflicts:
        yield from (("conflict", row.id, e) for v in row.values for e in v.evidence)
    yield from (("quotation", q.id, q) for q in dossier.quotations)
    for entity in dossier.entities:
        yield from (("entity", f"{entity.id} ({entity.name})", m) for m in entity.mentions)
    for event in dossier.events:
        yield from (("event", event.id, e) for e in event.evidence)


def _overlap(a: Placed, b: Placed) -> bool:
    return a.article == b.article and a.start < b.end and b.start < a.end


_KINDS: tuple[tuple[str, Callable[..., Iterator[Step]]], ...] = (
    ("facts", _fact),
    ("conflicts", _conflict),
    ("compatible", _conflict),
    ("quotations", _quotation),
    ("utterances", _utterance),
    ("entities", _entity),
    ("events", _event),
    ("articles", _article),
    ("origins", _origin),
)
