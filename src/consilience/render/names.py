"""What the page calls reports, origins and actors: short, one name for one thing."""

from __future__ import annotations

from collections import Counter

from ..knowledge.outlets import by_name, outlet_at, outlet_of
from ..model import dossier as d


def report_names(dossier: d.Dossier) -> dict[str, str]:
    """By report id the outlet as readers know it; with the id where an outlet has several reports, or none is known."""
    outlets = {a.id: outlet(a) for a in dossier.articles}
    often = Counter(outlets.values())
    return {
        a: f"Report {a}" if not name else name if often[name] == 1 else f"{name} ({a})" for a, name in outlets.items()
    }


def outlet(row: d.ArticleRow) -> str:
    """The outlet of a report as readers know it; empty where none is known."""
    told = row.outlet or ""
    for url in (row.url, f"https://{told}" if "." in told and " " not in told else None):
        found = outlet_at(url) if url else None
        if found and found in by_name():
            return found
    known = outlet_of(told) if told else None
    return known.name if known else told.removeprefix("www.")


def origin_names(dossier: d.Dossier, reports: dict[str, str]) -> dict[str, str]:
    """By origin id its name; an origin that is the work of one report goes by that report's name."""
    return {o.id: reports[o.articles[0]] if own_report(o) else o.name for o in dossier.origins}


def own_report(origin: d.OriginRow) -> bool:
    """Whether an origin's own text is among the reports: its first report is then the root."""
    return bool(origin.articles) and any(r.rule == "root-report" for r in origin.reasons)


def named(entity: d.EntityRow) -> bool:
    """Whether an entity is known by a name, and not only described ("a police spokesman", "the area")."""
    return any(not form[:1].islower() for form in entity.names or (entity.name,))


def actor_names(dossier: d.Dossier) -> dict[str, str]:
    """By code of a state the name the reports use."""
    return {e.iso3: e.name for e in reversed(dossier.entities) if e.iso3 and e.type == "country"}


def event_words(event: d.EventRow, actors: dict[str, str]) -> str:
    """An event on one line: who, what, to whom."""

    def named(codes: tuple[str, ...]) -> str:
        return ", ".join(actors.get(code, code) for code in codes)

    sides = (
        " → ".join(filter(None, (named(event.source), named(event.recipient))))
        if event.source
        else named(event.recipient)
    )
    arrow = "→ " if event.recipient and not event.source else ""
    who = ", ".join(filter(None, (named(event.actors), arrow + sides)))
    return f"{who}: {kind_words(event)}" if who else kind_words(event)


def status_words(row: d.EventRow | d.EventMentionRow, actors: dict[str, str]) -> str:
    """How sure an event is and on whose word: "denied by Malta", "possible according to Anna Holm"; "" where it is told as done."""
    if row.status == "done":
        return ""
    told = row.holders if isinstance(row, d.EventRow) else (row.holder,)
    who = ", ".join(actors.get(name, name) for name in told if name)
    by = "by" if row.status in ("denied", "alleged", "planned", "ordered") else "according to"
    return f"{row.status} {by} {who}" if who else row.status


def kind_words(event: d.EventRow) -> str:
    """The kind of an event and its mode: aid, agree (deal)."""
    kind, mode = event.type.lower(), event.mode.lower()
    return kind if not mode or mode == kind else f"{kind} ({mode})"
