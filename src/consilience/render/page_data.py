"""What the page's script needs: the texts, what was made of each stretch of them, and the passages of each statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model import dossier as d
from ..model.record import Reason
from .lines import date_words
from .passages import Passages, Placed

Place = tuple[int, int, int]  # number of the report, start, end (code points)


def data(dossier: d.Dossier) -> dict[str, Any]:
    """Texts, annotations and items, with reports by number. Compact: a page for 200 reports has to stay usable."""
    number = {a.id: n for n, a in enumerate(dossier.articles)}
    return {
        "title": dossier.story.title,
        "reports": [_report(a, Passages(dossier)) for a in dossier.articles],
        "spans": _spans(dossier, number),
        "items": _items(dossier, number),
    }


def _report(a: d.ArticleRow, p: Passages) -> dict[str, Any]:
    return {
        "id": a.id,
        "outlet": a.outlet or f"Report {a.id}",
        "headline": a.headline,
        "published": date_words(a.published) if a.published else "",
        "origin": p.origin(a.origin),
        "originId": a.origin,
        "url": a.url if a.url and a.url.startswith(("https://", "http://")) else None,
        "byline": a.byline,
        "file": f"{a.path}{f', line {a.part}' if a.part else ''}",
        "sha256": a.sha256,
        "text": a.text,
        "excerpts": [[x.start, x.text] for x in a.excerpts],
    }


def _spans(dossier: d.Dossier, number: dict[str, int]) -> list[list[list[Any]]]:
    """For each report its annotations: start, end, kind, id of the item (or what to say)."""
    out: list[list[list[Any]]] = [[] for _ in dossier.articles]

    def add(at: Placed, kind: str, what: str) -> None:
        out[number[at.article]].append([at.start, at.end, kind, what])

    for a in dossier.articles:
        for f in a.furniture:
            add(f, "furniture", f.reason)
        for c in a.credits:
            add(c, "credit", f"{c.kind}: {c.name}")
        for x in a.labels:
            add(x, "label", f"{x.kind} {x.value}".strip())
    for fact in dossier.facts:
        for e in fact.evidence:
            add(e, "claim", fact.id)
    for q in dossier.quotations:
        add(q, "quote" if q.direct else "speech", q.utterance or q.id)
    for entity in dossier.entities:
        for m in entity.mentions:
            add(m, "name", entity.id)
    for t in dossier.times:
        add(t, "time", f"{t.value or 'not resolved'}{f' {t.mod}' if t.mod else ''} · {t.rule}")
    for n in dossier.quantities:
        add(
            n,
            "number",
            " ".join(
                filter(None, (n.bound if n.bound != "exactly" else "", f"{n.value:g}", n.unit, n.counted, n.status))
            ),
        )
    for pair in dossier.copies:
        if pair.relation in ("copy", "derived"):
            for s in pair.passages:
                if not s.quoted:
                    out[number[pair.a]].append([s.a_start, s.a_end, "copied", pair_id(pair)])
                    out[number[pair.b]].append([s.b_start, s.b_end, "copied", pair_id(pair)])
    return [sorted(spans, key=lambda s: (s[0], -s[1])) for spans in out]


def _items(dossier: d.Dossier, number: dict[str, int]) -> dict[str, dict[str, Any]]:
    """By id: kind, label, passages (with the value or wording they give), reasons."""

    def at(places: Iterable[Placed]) -> list[Place]:
        return [(number[p.article], p.start, p.end) for p in places]

    def why(reasons: Iterable[Reason]) -> list[list[Any]]:
        return [[r.rule, r.detail, r.weight] for r in reasons]

    items: dict[str, dict[str, Any]] = {}
    for fact in dossier.facts:
        reasons = [*fact.reasons, *(r for e in fact.evidence for r in e.reasons)]
        items[fact.id] = {
            "kind": "Statement",
            "label": fact.statement,
            "at": at(fact.evidence),
            "why": why(dict.fromkeys(reasons)),
        }
    for row in (*dossier.conflicts, *dossier.compatible):
        groups = [
            {
                "value": date_words(v.value) if row.kind in ("date", "time") else v.value,
                "at": at(v.evidence),
                "marks": at(v.marks),
            }
            for v in row.values
        ]
        items[row.id] = {"kind": "Disagreement", "label": row.about, "groups": groups, "why": why(row.reasons)}
    spoken = {q.id: q for q in dossier.quotations}
    for utterance in dossier.utterances:
        rows = [spoken[i] for i in utterance.quotations]
        groups = []
        for q in rows:
            who = " and ".join(q.speaker_names) or "speaker not named"
            how = "" if q.direct else ", indirectly"
            groups.append(
                {
                    "value": f"{who}{how}{f', reported by {q.reporter}' if q.reporter else ''}",
                    "at": at([q]),
                    "marks": [],
                }
            )
        items[utterance.id] = {
            "kind": "Utterance",
            "label": ", ".join(utterance.speakers),
            "groups": groups,
            "why": [[q.rule, "; ".join(q.issues), None] for q in rows],
        }
    for q in dossier.quotations:
        if not q.utterance:
            items[q.id] = {
                "kind": "Quotation",
                "label": ", ".join(q.speaker_names),
                "at": at([q]),
                "why": [[q.rule, "; ".join(q.issues), None]],
            }
    for e in dossier.entities:
        items[e.id] = {
            "kind": e.type,
            "label": e.name,
            "at": at(e.mentions),
            "why": [[m.rule, "", None] for m in e.mentions],
        }
    for event in dossier.events:
        items[event.id] = {
            "kind": "Event",
            "label": event_words(event),
            "at": at(event.evidence),
            "why": why(event.reasons),
        }
    for pair in dossier.copies:
        if pair.relation in ("copy", "derived"):
            groups = [
                {
                    "value": f"shared passage {n}",
                    "at": [(number[pair.a], s.a_start, s.a_end), (number[pair.b], s.b_start, s.b_end)],
                    "marks": [],
                }
                for n, s in enumerate((s for s in pair.passages if not s.quoted), 1)
            ]
            items[pair_id(pair)] = {
                "kind": "Lineage",
                "label": pair_words(pair),
                "groups": groups,
                "why": why(pair.reasons),
            }
    return items


def pair_id(pair: d.CopyRow) -> str:
    """The id of a pair of reports on the page."""
    return f"pair-{pair.a}-{pair.b}"


def pair_words(pair: d.CopyRow) -> str:
    """What a pair of reports is to each other."""
    child, parent = (pair.b, pair.a) if pair.parent == pair.a else (pair.a, pair.b)
    if pair.parent:
        return f"{child} {'copies' if pair.relation == 'copy' else 'is rewritten from'} {parent}"
    return f"{pair.a} and {pair.b} {'are copies of one text' if pair.relation == 'copy' else 'are rewritten from one text'}"


def event_words(event: d.EventRow) -> str:
    """An event on one line: type, who to whom."""
    sides = " → ".join(", ".join(side) for side in (event.source, event.recipient) if side)
    return f"{event.type.lower()}: {', '.join((*event.actors, *([sides] if sides else [])))}"
