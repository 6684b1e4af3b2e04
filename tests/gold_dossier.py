"""A dossier made from an example's gold by hand-made records: what a perfect reader would give the renderers."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from consilience.model import dossier as d
from consilience.model.annotation import Entity, EntityMention, Event, Quotation, Timex
from consilience.model.article import Article, Capture, Furniture
from consilience.model.claim import Claim, Compatible, Conflict, ConflictValue, Evidence
from consilience.model.lineage import Lineage, Origin, TextReuse
from consilience.model.parse import Parse
from consilience.model.record import Reason, Reject, content_id
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.compose import compose
from consilience.text.bytemap import whole

EXAMPLES = Path(__file__).parent.parent / "examples"
FERRY = EXAMPLES / "ferry-aground-2025"

MADE = d.Made(
    consilience="0.0.0",
    python="3.11",
    model="none",
    libraries={},
    stages=(),
    settings={"published": None},
    counts={},
    notes=(),
)


def _span(row: dict[str, Any]) -> Span:
    return Span(article=row["article"], start=row["start"], end=row["end"])


def gold_dossier(folder: Path = FERRY) -> d.Dossier:
    """The dossier of a story of text files as its gold has it."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    times = [
        Timex(span=_span(e), type="DATE", value=t["date"], rule="gold") for t in gold["timeline"] for e in t["evidence"]
    ]
    reports = [
        _report(path, meta[path.stem], gold, [t for t in times if t.span.article == path.stem])
        for path in sorted((folder / "articles").glob("*.txt"))
    ]
    entities = [_entity(row) for row in gold["entities"]]
    lineage = _lineage(gold, sorted(r.id for r in reports))
    conflicts = [_conflict(row) for row in gold["conflicts"]]
    return compose(
        reports,
        entities,
        [_quotation(row, entities) for row in gold["quotations"]],
        [_event(row, gold) for row in gold["events"]],
        lineage,
        [_claim(row, reports, lineage, conflicts) for row in gold["facts"]],
        conflicts,
        [
            Compatible(about=row["about"], kind=row["kind"], values=_values(row), reasons=(Reason(rule="gold"),))
            for row in gold["compatible"]
        ],
        [Reject(what="empty.txt", reason="empty", detail="no text in it")],
        MADE,
    )


def _report(path: Path, meta: dict[str, Any], gold: dict[str, Any], times: list[Timex]) -> Report:
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    capture = Capture(
        id=path.stem,
        path=str(path),
        sha256=sha256(raw).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        runs=whole(text, len(raw)),
    )
    article = Article(
        id=path.stem,
        text=text,
        capture=capture,
        headline=meta["title"],
        outlet=meta["outlet"],
        published=meta["published"],
        anchor=meta["published"][:10],
        anchor_rule="meta",
        furniture=tuple(
            Furniture(span=_span(row), reason="gold") for row in gold["boilerplate"] if row["article"] == path.stem
        ),
    )
    parse = Parse(article=path.stem, tokens=(), sentences=(), children=())
    return Report(article=article, parse=parse, times=tuple(times))


def _entity(row: dict[str, Any]) -> Entity:
    forms = tuple(dict.fromkeys([row["name"], *row["aliases"]]))
    mentions = tuple(EntityMention(span=_span(m), form="named", rule="gold") for m in row["mentions"])
    return Entity(
        id=content_id("entity", row["name"]),
        name=row["name"],
        names=forms,
        type=row["type"],
        iso3=row.get("code"),
        mentions=mentions,
    )


def _quotation(row: dict[str, Any], entities: list[Entity]) -> Quotation:
    known = next((e.id for e in entities if e.name == row["speaker"]), row["speaker"])
    return Quotation(
        id=content_id("quotation", row["id"]),
        article=row["spans"][0]["article"],
        content=tuple(_span(s) for s in row["spans"]),
        direct=row["direct"],
        speakers=(known,),
        utterance=row["utterance"],
        rule="gold",
    )


def _lineage(gold: dict[str, Any], ids: list[str]) -> Lineage:
    root = {i: i for i in ids}
    pairs = []
    for row in gold["copies"]:
        dependent = row["relation"] != "independent"
        if dependent:
            root[row["b"]] = root[row["a"]]
        pairs.append(
            TextReuse(
                a=row["a"],
                b=row["b"],
                passages=(),
                containment=0.0,
                relation=row["relation"],
                parent=row["a"] if dependent else None,
                reasons=(Reason(rule="gold", detail="as a careful reader judged"),),
            )
        )
    origins = tuple(
        Origin(id=r, name=f"origin of {r}", kind="outlet", articles=tuple(i for i in ids if root[i] == r))
        for r in sorted(set(root.values()))
    )
    return Lineage(pairs=tuple(pairs), origins=origins, of_article=root)


def _values(row: dict[str, Any]) -> tuple[ConflictValue, ...]:
    return tuple(
        ConflictValue(value=v["value"], evidence=tuple(_span(e) for e in v["evidence"])) for v in row["values"]
    )


def _conflict(row: dict[str, Any]) -> Conflict:
    return Conflict(
        id=content_id("conflict", row["id"]),
        about=row["about"],
        kind=row["kind"],
        values=_values(row),
        update=row.get("update", False),
        claim=content_id("fact", row["fact"]) if row.get("fact") else None,
        reasons=(Reason(rule="gold", detail="the same thing is counted"),),
    )


def _claim(row: dict[str, Any], reports: list[Report], lineage: Lineage, conflicts: list[Conflict]) -> Claim:
    texts = {r.id: r.article.text for r in reports}
    evidence = tuple(Evidence(span=_span(e), origin=lineage.of_article[e["article"]]) for e in row["evidence"])
    origins = tuple(sorted({e.origin for e in evidence}))
    held = {e.span.article for e in evidence}
    ident = content_id("fact", row["id"])
    disputed = any(c.claim == ident for c in conflicts)
    return Claim(
        id=ident,
        statement=evidence[0].span.of(texts[evidence[0].span.article]),
        statement_span=evidence[0].span,
        status="disputed" if disputed else "corroborated" if len(origins) > 1 else "single-origin",
        independent=(len(origins), len(origins)),
        sure=(len(origins), len(origins)),
        origins=origins,
        evidence=evidence,
        silent=tuple(i for i in sorted(texts) if i not in held),
        background=row["id"] in ("f-brona", "f-crewman"),
    )


def _event(row: dict[str, Any], gold: dict[str, Any]) -> Event:
    fact = next((f for f in gold["facts"] if f["id"] == row.get("fact")), None)
    return Event(
        id=content_id("event", str(row)),
        type=row["type"],
        actors=tuple(row.get("actors", ())),
        source=tuple(row.get("source", ())),
        recipient=tuple(row.get("recipient", ())),
        date=row.get("date"),
        place=row.get("place"),
        evidence=tuple(_span(e) for e in fact["evidence"][:2]) if fact else (),
    )
