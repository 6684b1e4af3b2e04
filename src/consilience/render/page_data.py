"""What the page's script needs: the texts, what was made of each stretch of them, and the passages of each statement.

Kept compact, for a page of two hundred reports has to stay usable: items are numbered, spans name them by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from ..model import dossier as d
from ..model.record import Reason
from .dates import Dated, dated
from .lines import date_words, origins
from .names import actor_names, event_words, origin_names, report_names, status_words
from .passages import Placed
from .pictures import descents, pair_id, pair_words

Place = tuple[int, int, int]  # number of the report, start, end (code points)

# What a stretch of text can be, in the order in which the page's script numbers them.
KINDS = ("claim", "quote", "speech", "name", "time", "number", "furniture", "credit", "label", "copied")


def data(dossier: d.Dossier) -> dict[str, Any]:
    """Texts, items by id, and for each report its spans: start, length, kind, note, items (none, one or more).

    Starts are steps from the span before: these numbers are most of a large page. Kind, note and items are numbers: of `KINDS`,
    of `notes` (-1 for none), of the items in their order.
    """
    number = {a.id: n for n, a in enumerate(dossier.articles)}
    names = report_names(dossier)
    items = _Items(dossier, number, names).all()
    spans, notes = _spans(dossier, number, {ident: n for n, ident in enumerate(items)})
    return {
        "title": dossier.story.title,
        "kinds": KINDS,
        "notes": notes,
        "reports": _reports(dossier, names),
        "items": items,
        "spans": spans,
    }


def _reports(dossier: d.Dossier, names: dict[str, str]) -> list[dict[str, Any]]:
    called = origin_names(dossier, names)
    rows = []
    for a in dossier.articles:
        told = {
            "outlet": names[a.id],
            "headline": a.headline,
            "published": date_words(a.published) if a.published else "",
            "origin": called.get(a.origin, a.origin),
            "originId": a.origin,
            "url": a.url if a.url and a.url.startswith(("https://", "http://")) else None,
            "byline": a.byline,
            "file": f"{PurePath(a.path).name}{f', line {a.part}' if a.part else ''}",
            "excerpts": [[x.start, x.text] for x in a.excerpts],
        }
        rows.append({"id": a.id, "text": a.text, **{name: value for name, value in told.items() if value}})
    return rows


def _spans(
    dossier: d.Dossier, number: dict[str, int], items: dict[str, int]
) -> tuple[list[list[list[int]]], list[str]]:
    """For each report its annotations, by start, the longer first; and the notes that they name by number."""
    out: list[dict[tuple[int, int, int, int], list[int]]] = [{} for _ in dossier.articles]
    notes: dict[str, int] = {}
    kinds = {kind: n for n, kind in enumerate(KINDS)}

    def add(article: str, start: int, end: int, kind: str, what: str, note: str = "") -> None:
        row = start, end - start, kinds[kind], notes.setdefault(note, len(notes)) if note else -1
        out[number[article]].setdefault(row, []).extend([items[what]] if what in items else [])

    def put(at: Placed, kind: str, what: str, note: str = "") -> None:
        add(at.article, at.start, at.end, kind, what, note)

    for a in dossier.articles:
        for f in a.furniture:
            put(f, "furniture", "", f.reason)
        for c in a.credits:
            put(c, "credit", "", f"{c.kind}: {c.name}")
        for x in a.labels:
            put(x, "label", "", f"{x.kind} {x.value}".strip())
    for fact in dossier.facts:
        for e in fact.evidence:
            put(e, "claim", fact.id)
    for q in dossier.quotations:
        speakers = " and ".join(q.speaker_names) or "speaker not named"
        note = f"said by {speakers}{f', reported by {q.reporter}' if q.reporter else ''}; {q.rule}"
        put(q, "quote" if q.direct else "speech", q.utterance or q.id, note)
    for entity in dossier.entities:
        for m in entity.mentions:
            put(m, "name", entity.id, m.rule)
    dates = {at: group.id for group in dated(dossier) for at in group.places}
    for t in dossier.times:
        value = f"{date_words(t.value)} ({t.value})" if t.value else "not resolved"
        anchor = f", counted from {date_words(t.anchor)}" if t.anchor else ""
        place = d.Place(article=t.article, start=t.start, end=t.end)
        told = f"{value}{f', {t.mod}' if t.mod else ''}; {t.rule}{anchor}"
        put(t, "time", dates.get(place, ""), told)
    for n in dossier.quantities:
        bound = n.bound.replace("-", " ") if n.bound != "exactly" else ""
        high = f" to {n.high:g}" if n.high != n.value else ""
        told = " ".join(filter(None, (bound, f"{n.value:g}{high}", n.unit, n.counted and f"of {n.counted}", n.status)))
        put(n, "number", "", f"{told}; {n.rule}" if n.rule else told)
    for pair in descents(dossier):
        for s in pair.passages:
            if not s.quoted:
                add(pair.a, s.a_start, s.a_end, "copied", pair_id(pair))
                add(pair.b, s.b_start, s.b_end, "copied", pair_id(pair))
    rows = [sorted(([*row, *held] for row, held in spans.items()), key=lambda s: (s[0], -s[1], s[2])) for spans in out]
    for spans in rows:
        for k in range(len(spans) - 1, 0, -1):
            spans[k][0] -= spans[k - 1][0]
    return rows, list(notes)


class _Items:
    """Everything that has passages, by the id it has on the page."""

    def __init__(self, dossier: d.Dossier, number: dict[str, int], names: dict[str, str]) -> None:
        self.dossier, self.number, self.names = dossier, number, names

    def all(self) -> dict[str, dict[str, Any]]:
        """Kind, label, passages (in groups where they give different values or wordings), reasons."""
        items: dict[str, dict[str, Any]] = {}
        items.update((f.id, self.fact(f)) for f in self.dossier.facts)
        items.update((c.id, self.conflict(c)) for c in (*self.dossier.conflicts, *self.dossier.compatible))
        items.update(self.speech())
        items.update((e.id, self.entity(e)) for e in self.dossier.entities)
        actors = actor_names(self.dossier)
        items.update((e.id, self.event(e, actors)) for e in self.dossier.events)
        items.update((g.id, self.date(g)) for g in dated(self.dossier))
        items.update((pair_id(c), self.pair(c)) for c in descents(self.dossier))
        return items

    def at(self, places: Iterable[Placed]) -> list[int]:
        return _flat((self.number[p.article], p.start, p.end) for p in places)

    def fact(self, fact: d.FactRow) -> dict[str, Any]:
        status = f"{fact.status}, {origins(fact.support.sure)}{', background' if fact.background else ''}"
        reasons = (*fact.reasons, *(r for e in fact.evidence for r in e.reasons))
        return _item("Statement", fact.statement, at=self.at(fact.evidence), why=_summed(reasons), note=status)

    def conflict(self, row: d.ConflictRow) -> dict[str, Any]:
        groups = [
            _group(
                date_words(v.value) if row.kind in ("date", "time") else v.value,
                self.at(v.evidence),
                self.at(v.marks),
                origins(v.independent),
            )
            for v in row.values
        ]
        kind = "Update" if row.update else "Disagreement"
        return _item(kind, row.about[:1].upper() + row.about[1:], groups=groups, why=_summed(row.reasons))

    def speech(self) -> dict[str, dict[str, Any]]:
        spoken = {q.id: q for q in self.dossier.quotations}
        told = {u.id: [spoken[i] for i in u.quotations] for u in self.dossier.utterances}
        told.update((q.id, [q]) for q in self.dossier.quotations if not q.utterance)
        out = {}
        for ident, rows in told.items():
            groups: dict[str, list[d.QuotationRow]] = {}
            for q in rows:
                who = " and ".join(q.speaker_names) or "Speaker not named"
                reporter = f", reported by {q.reporter}" if q.reporter else ""
                groups.setdefault(f"{who}{', quoted' if q.direct else ', indirectly'}{reporter}", []).append(q)
            why = [[rule, "", None, count] for rule, count in Counter(q.rule for q in rows).items()]
            why += [
                [issue.replace("-", " "), "", None, 1] for issue in dict.fromkeys(i for q in rows for i in q.issues)
            ]
            label = " / ".join(dict.fromkeys(" and ".join(q.speaker_names) or "speaker not named" for q in rows))
            out[ident] = _item("Utterance", label, groups=[_group(g, self.at(qs)) for g, qs in groups.items()], why=why)
        return out

    def entity(self, e: d.EntityRow) -> dict[str, Any]:
        why = [[rule, "", None, count] for rule, count in Counter(m.rule for m in e.mentions).most_common()]
        also = " ".join((*e.names[1:], *dict.fromkeys(r.text for r in e.roles)))
        return _item(e.type.capitalize(), e.name, at=self.at(e.mentions), why=why, also=also)

    def event(self, e: d.EventRow, actors: dict[str, str]) -> dict[str, Any]:
        label, why = event_words(e, actors), _summed(e.reasons)
        if all(m.status == "done" for m in e.mentions):
            return _item("Event", label, at=self.at(e.evidence), why=why)
        told: dict[str, list[d.EventMentionRow]] = {}
        for m in e.mentions:
            words = status_words(m, actors) or "done"
            told.setdefault(f"told as {words}" if m.status in ("done", "not done") else words, []).append(m)
        groups = [
            _group(
                words[:1].upper() + words[1:],
                self.at(p for p in e.evidence if any(_inside(m.trigger, p) for m in rows)),
                self.at(m.trigger for m in rows),
            )
            for words, rows in told.items()
        ]
        return _item("Event", label, groups=groups, why=why)

    def date(self, group: Dated) -> dict[str, Any]:
        return _item("Date", group.words, at=self.at(group.places), why=[])

    def pair(self, pair: d.CopyRow) -> dict[str, Any]:
        shared = [s for s in pair.passages if not s.quoted]
        a, b = self.number[pair.a], self.number[pair.b]
        groups = [
            _group(f"Shared passage {n}", _flat([(a, s.a_start, s.a_end), (b, s.b_start, s.b_end)]))
            for n, s in enumerate(shared, 1)
        ]
        return _item("Lineage", pair_words(pair, self.names), groups=groups, why=_summed(pair.reasons))


def _inside(part: d.Place, whole: d.Place) -> bool:
    return part.article == whole.article and whole.start <= part.start < whole.end


def _item(kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "label": label, **{name: value for name, value in more.items() if value or name == "why"}}


def _flat(places: Iterable[Place]) -> list[int]:
    """Passages, each once, as one row of numbers: the page's script takes them three by three."""
    return [n for place in dict.fromkeys(places) for n in place]


def _group(value: str, at: Sequence[int], marks: Sequence[int] = (), note: str = "") -> dict[str, Any]:
    return {"value": value, "at": at, "marks": marks, "note": note}


def _summed(reasons: Iterable[Reason]) -> list[list[Any]]:
    """Reasons as rows: rule, detail, weight, how often; equal ones once."""
    counts = Counter(reasons)
    return [[r.rule, r.detail, r.weight, count] for r, count in counts.items()]
