"""The account's reference parts: timeline, who is who, events, lineage, what was set aside, how it was made."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from ..knowledge.tables import table
from ..model import dossier as d
from ..model.record import Reason
from .lines import Block, Group, Item, Line, Para, Run, Section, Table, counted, date_words, joined, stated
from .names import actor_names, named, status_words
from .passages import Passages, articles_of, cite, cites, ident

TERMINAL_DATES = 12
TERMINAL_ENTITIES = 8
TERMINAL_EVENTS = 10
TERMINAL_ONCE = 3
TERMINAL_PAIRS = 12
TERMINAL_FURNITURE = 8
PASSAGES_A_PAIR = 3  # shared passages that are quoted; all are counted
LONGEST_SHOWN = 160  # code points of a shared passage or piece of furniture that are quoted

_KINDS = {"person": "People", "organisation": "Organisations", "country": "States", "place": "Places"}


def timeline(dossier: d.Dossier) -> Section:
    """Dated statements in order of time, background apart."""

    def items(background: bool) -> tuple[Item, ...]:
        told = [r for r in dossier.timeline if r.background == background]
        out = []
        for when, rows in groupby(told, key=lambda r: date_words(r.date, r.mod)):
            told_at: dict[str, list[d.Place]] = {}
            for row in rows:
                told_at.setdefault(row.statement, []).extend(row.evidence)
            lines = [(Run(stated(words)), Run(" "), *cites(places)) for words, places in told_at.items()]
            first = Para((Run(f"{when}: ", "strong"), *lines[0]))
            out.append((first, *(Para(line, 1) for line in lines[1:])))
        return tuple(out)

    groups = [
        Group(title, rows, TERMINAL_DATES)
        for title, rows in (((), items(False)), ((Run("Background"),), items(True)))
        if rows
    ]
    return Section("Timeline", () if groups else (Run("No dated statement."),), tuple(groups), 2)


def who(dossier: d.Dossier, p: Passages) -> Section:
    """Entities by kind, the most mentioned first: roles as stated, other written forms, how often and where."""
    kinds: dict[str, list[d.EntityRow]] = {title: [] for title in (*_KINDS.values(), "Others")}
    for entity in dossier.entities:
        kinds[_KINDS.get(entity.type, "Others")].append(entity)
    groups = []
    for title, rows in kinds.items():
        rows.sort(key=lambda e: (-len({m.article for m in e.mentions}), -len(e.mentions), e.name))
        known, unnamed = [e for e in rows if named(e)], [e for e in rows if not named(e)]
        items = [_entity(e, p) for e in known]
        if unnamed:
            shown = joined(((Run(e.name), Run(" "), cite(e.mentions[0]), Run(" "), ident(e.id)) for e in unnamed), ", ")
            items.append((Para((Run("not named: ", "faint"), *shown)),))
        if items:
            groups.append(Group((Run(title),), tuple(items), TERMINAL_ENTITIES))
    return Section("Who is who", () if groups else (Run("Nobody is named."),), tuple(groups), len(groups))


def _entity(entity: d.EntityRow, p: Passages) -> Item:
    line = [Run(entity.name, "strong")]
    if entity.iso3:
        line.append(Run(f" ({entity.iso3})"))
    roles: dict[str, list[d.RoleRow]] = {}
    for role in entity.roles:
        roles.setdefault(_bare_role(role.text), []).append(role)
    if roles:
        line += [
            Run(", "),
            *joined(((Run(stated[0].text), Run(" "), cite(stated[0])) for stated in roles.values()), "; "),
        ]
    held = articles_of(entity.mentions)
    line.append(Run(f" · {counted(len(entity.mentions), 'mention')} in {', '.join(held)}", "faint"))
    blocks: list[Block] = [Para((*line, Run("  "), ident(entity.id)))]
    others = [n for n in entity.names if n != entity.name]
    if others:
        blocks.append(Para(joined(_form(n, entity, p) for n in others), 1))
    return tuple(blocks)


def _bare_role(text: str) -> str:
    words = text.lower().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"], ["its"], ["their"]) else words)


def _form(name: str, entity: d.EntityRow, p: Passages) -> Line:
    """Another written form, and where, if it looks like a slip of spelling."""
    if not misspelt(name, entity.name):
        return (Run(name),)
    at = next((m for m in entity.mentions if name in p.words(m)), None)
    return (Run(name, "warning"), Run(" (spelt so in "), *((cite(at),) if at else (Run("one report"),)), Run(")"))


def misspelt(name: str, usual: str) -> bool:
    """True where two names of equally many words differ by a letter or two in one long word, accents aside."""
    ours, theirs = _plain(name).split(), _plain(usual).split()
    if not ours or len(ours) > len(theirs):
        return False
    beside = theirs[-len(ours) :]
    differing = [(a, b) for a, b in zip(ours, beside, strict=True) if a != b]
    if len(differing) != 1 or min(map(len, differing[0])) < 4 or differing[0][0][0] != differing[0][1][0]:
        return False
    a, b = differing[0]
    return not a.startswith(b) and not b.startswith(a) and Levenshtein.distance(a, b) <= (1 if len(a) < 6 else 2)


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum() or c == " ")


def events(dossier: d.Dossier, p: Passages) -> Section:
    """Events in the order of their weight: type, who did it to whom, when, where, how certain; those of one report apart."""
    several: list[Item] = []
    once: list[Item] = []
    actors = actor_names(dossier)
    for event in dossier.events:
        parties = ", ".join(map(p.speaker, event.actors))
        if event.source or event.recipient:
            acted = (
                " → ".join(", ".join(side) or "?" for side in (event.source, event.recipient))
                if event.recipient
                else ", ".join(event.source)
            )
            parties = f"{parties}; {acted}" if parties else acted
        facts = [parties, date_words(event.date) if event.date else "", event.place or ""]
        facts += [status_words(event, actors), "background" if event.background else ""]
        line = (
            Run(event.type + (f" ({event.mode})" if event.mode else ""), "strong"),
            Run("  " + " · ".join(f for f in facts if f) + " "),
        )
        told = several if len(articles_of(event.evidence)) > 1 else once
        told.append((Para((*line, *cites(event.evidence), Run("  "), ident(event.id))),))
    parts = (((), several, TERMINAL_EVENTS), ((Run("Told by one report"),), once, TERMINAL_ONCE))
    groups = tuple(Group(title, tuple(items), most) for title, items, most in parts if items)
    return Section("Events", () if groups else (Run("None found."),), groups, 2)


def lineage(dossier: d.Dossier, p: Passages) -> Section:
    """Origins with the reports that descend from them, then the pairs of reports that depend on each other, and why."""
    origins = []
    for row in dossier.origins:
        line: list[Run] = [
            Run(row.name, "strong"),
            Run(f" ({row.kind})"),
            Run(": "),
            *p.reports(a for a in row.articles if a in p.articles),
        ]
        if row.open_with:
            line.append(Run(f"; may be the same as {', '.join(p.origin(o) for o in row.open_with)}", "warning"))
        line += [Run("  "), ident(row.id)]
        reasons = [Para((Run(f"Why: {_reasons(row.reasons)}.", "faint"),), 1)] if row.reasons else []
        origins.append((Para(tuple(line)), *reasons))
    pairs = [_pair(c, p) for c in dossier.copies if c.relation in ("copy", "derived")]
    unjudged = [c for c in dossier.copies if c.relation == "not judged"]
    groups = [Group((Run("Origins"),), tuple(origins), TERMINAL_PAIRS)] if origins else []
    if pairs:
        groups.append(Group((Run("Reports that depend on each other"),), tuple(pairs), TERMINAL_PAIRS))
    if unjudged:
        items = tuple((Para((Run(f"{c.a} and {c.b}: {_reasons(c.reasons) or 'no reason kept'}"),)),) for c in unjudged)
        groups.append(Group((Run("Pairs that were not judged"),), items, TERMINAL_PAIRS))
    note: Line = () if pairs else (Run("No report was found to copy or rewrite another."),)
    return Section("Copies and lineage", note, tuple(groups), len(groups))


def _reasons(reasons: tuple[Reason, ...]) -> str:
    return "; ".join(dict.fromkeys(r.detail or r.rule for r in reasons))


def _pair(row: d.CopyRow, p: Passages) -> Item:
    child, parent = (row.b, row.a) if row.parent == row.a else (row.a, row.b)
    verb = "copies" if row.relation == "copy" else "is rewritten from"
    if row.parent is None:
        verb = "and, in one direction or the other, copy:" if row.relation == "copy" else "and, from one common text:"
    share = f", {row.containment:.0%} of its word sequences" if row.containment else ""
    copied = [x for x in row.passages if not x.quoted]
    head = (
        *p.reports([child]),
        Run(f" {verb} "),
        *p.reports([parent]),
        Run(share + (f", {counted(len(copied), 'shared passage')}" if copied else "")),
    )
    blocks: list[Block] = [Para(head)]
    if row.reasons:
        blocks.append(Para((Run(f"Why: {_reasons(row.reasons)}.", "faint"),), 1))
    for x in sorted(copied, key=lambda x: x.a_start - x.a_end)[:PASSAGES_A_PAIR]:
        a = d.Place(article=row.a, start=x.a_start, end=x.a_end)
        b = d.Place(article=row.b, start=x.b_start, end=x.b_end)
        blocks.append(Para((Run(f"“{_short(p.words(a))}” "), cite(a), Run(" "), cite(b)), 1))
    return tuple(blocks)


def _short(words: str) -> str:
    spaced = " ".join(words.split())
    return spaced if len(spaced) <= LONGEST_SHOWN else spaced[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"


def set_aside(dossier: d.Dossier, p: Passages) -> Section:
    """Inputs that were not used and text that is not report, each with its reason."""
    groups = []
    if dossier.rejects:
        rejected = tuple(
            (Para((Run(r.what, "strong"), Run(f": {r.reason}{', ' + r.detail if r.detail else ''}"))),)
            for r in dossier.rejects
        )
        groups.append(Group((Run("Inputs not used"),), rejected, TERMINAL_PAIRS))
    furniture = [f for a in dossier.articles for f in a.furniture]
    if furniture:
        items = tuple(
            (Para((Run(f"“{_short(p.words(f))}” "), cite(f), Run(f" {f.reason}", "faint"))),) for f in furniture
        )
        groups.append(Group((Run(f"Page furniture, {counted(len(furniture), 'passage')}"),), items, TERMINAL_FURNITURE))
    labels = [x for a in dossier.articles for x in a.labels]
    if labels:
        items = tuple((Para((Run(f"{x.kind}: “{_short(p.words(x))}” "), cite(x))),) for x in labels)
        groups.append(Group((Run("Printed labels and corrections"),), items, TERMINAL_FURNITURE))
    note: Line = () if groups else (Run("Nothing."),)
    return Section("Set aside and marked", note, tuple(groups), len(groups))


def error_rates() -> list[str]:
    """How often the program is right, by kind: "93 % of quotations found have the right speaker"."""
    return [f"{row['percent']} % {row['meaning']}" for row in table("error_rates")]


def how_made(dossier: d.Dossier) -> Section:
    """Versions, model, stages, settings, counts and each report's file with its hash."""
    made = dossier.made
    lines = [f"consilience {made.consilience}, Python {made.python}, {made.model}"]
    lines.append("Libraries: " + ", ".join(f"{name} {version}" for name, version in made.libraries.items()))
    lines.append("Stages: " + ", ".join(made.stages))
    own = made.settings.get("entities")
    settings = [f"{name} {value}" for name, value in made.settings.items() if value is not None and name != "entities"]
    if own:
        settings.append(f"{counted(own.count('{'), 'entity', 'entities')} of your own list")
    lines.append("Settings: " + (", ".join(settings) or "as they come"))
    lines.append("Counts: " + ", ".join(f"{name} {count}" for name, count in made.counts.items()))
    lines += made.notes
    lines.append("How often it is right, on stories it was not made with: " + "; ".join(error_rates()) + ".")
    rows = tuple(
        (
            (Run(a.id, "strong"),),
            (Run(a.path + (f", line {a.part}" if a.part else "")),),
            (Run(f"{date_words(a.anchor)} ({a.anchor_rule})" if a.anchor else "none"),),
            (Run(a.sha256[:12], "faint"),),
        )
        for a in dossier.articles
    )
    files = Table(("", "file", "dated by", "SHA-256 begins"), rows, 12)
    items: tuple[Item, ...] = tuple((Para((Run(line),)),) for line in lines)
    return Section("How this was made", (), (Group((), items, len(items)), Group((Run("Files"),), ((files,),), 1)), 2)
