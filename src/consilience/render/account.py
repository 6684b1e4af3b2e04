"""Dossier -> account: the sections an editor reads, in their order. What both renderers lay out is decided here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..model import dossier as d
from ..model.record import Reason
from .collate import same_words
from .lines import (
    Account,
    Block,
    Group,
    Item,
    Line,
    Para,
    Run,
    Section,
    Side,
    Sides,
    Table,
    capital,
    counted,
    date_words,
    fewest,
    joined,
    origins,
    stated,
)
from .passages import Passages, articles_of, cite, cites, ident, perhaps, silence
from .record import events, how_made, lineage, set_aside, timeline, who
from .speech import who_said_what

TERMINAL_CONFLICTS = 12
TERMINAL_CLAIMS = 12
TERMINAL_SINGLE = 3  # claims a report shows that no other has
TERMINAL_BACKGROUND = 6
TERMINAL_ROWS = 15
LONGEST_HEAD = 5  # characters of a report's id that can head a narrow column; longer ones are numbered
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
PASSAGES_A_VALUE = 4  # wordings of one value shown in full; the rest is cited


def account(dossier: d.Dossier) -> Account:
    """Everything a dossier says, as sections of lines; nothing in it is left out but by a renderer's limits."""
    p = Passages(dossier)
    return Account(
        title=(
            Run(dossier.story.title, "strong"),
            *((Run(" "), cite(dossier.story.title_at)) if dossier.story.title_at else ()),
        ),
        lead=_lead(dossier),
        sections=tuple(section for section in _sections(dossier, p) if section.note or section.groups),
    )


def _sections(dossier: d.Dossier, p: Passages) -> tuple[Section, ...]:
    return (
        _reports(dossier, p),
        _disagreements(dossier, p),
        _agreed(dossier, p),
        _disputed(dossier, p),
        _single(dossier, p),
        _background(dossier, p),
        _no_conflicts(dossier, p),
        who_said_what(dossier, p),
        timeline(dossier),
        who(dossier, p),
        events(dossier, p),
        lineage(dossier, p),
        _claims_by_report(dossier, p),
        set_aside(dossier, p),
        how_made(dossier),
    )


def _lead(dossier: d.Dossier) -> tuple[Line, ...]:
    out: list[Line] = []
    for sentence in dossier.story.lead:
        refs: list[Run] = []
        if sentence.verbatim:
            refs += [Run(" "), cite(sentence.verbatim)]
        for cited in sentence.cites:
            refs += [Run(" "), ident(cited)]
        text = stated(sentence.text) if sentence.verbatim else sentence.text
        behind = [origins(f.support.sure) for f in dossier.facts if f.id in sentence.cites]
        refs += [Run(f"  ({b})", "faint") for b in behind]
        differs = [c.about for c in dossier.conflicts if c.id in sentence.differs]
        if differs:
            refs.append(Run(f"  Reports differ: {'; '.join(differs)}.", "faint"))
        out.append((Run(text), *refs))
    if dossier.story.reference_date:
        out.append((Run(f"Reported on {date_words(dossier.story.reference_date[:10])}.", "faint"),))
    undated = [a.id for a in dossier.articles if not a.anchor]
    if undated:
        out.append(
            (
                Run(
                    f"No date is known of {counted(len(undated), 'report')} ({', '.join(undated)}): relative dates in it stay open.",
                    "warning",
                ),
            )
        )
    return tuple(out)


def _reports(dossier: d.Dossier, p: Passages) -> Section:
    """The key to the numbers: outlet, time, descent."""
    root = {a.id: o.articles[0] for a in dossier.articles if (o := p.origins.get(a.origin)) and o.articles}
    dependent = [c for c in dossier.copies if c.relation in ("copy", "derived") and c.parent]
    dependent.sort(key=lambda c: (c.parent in root.values(), c.relation == "copy"))
    copied = {(c.a if c.parent == c.b else c.b): c for c in dependent}
    rows = []
    for a in dossier.articles:
        row, origin = copied.get(a.id), p.origins.get(a.origin)
        if row and row.parent:
            descent = f"{'copy of' if row.relation == 'copy' else 'rewritten from'} {row.parent}"
        elif (
            origin is None
            or origin.name in (a.outlet, p.outlets[a.id])
            or any(r.rule == "root-report" for r in origin.reasons)
        ):
            descent = "own report"
        else:
            descent = f"from {origin.name}"
        labels = sorted({x.kind for x in a.labels if x.kind in ("opinion", "live-blog", "analysis", "correction")})
        descent += "".join(f"; {label}" for label in labels)
        rows.append(
            (
                (Run(a.id, "strong"),),
                (
                    Run(
                        p.outlets[a.id] or (f"not known; “{a.headline}”" if a.headline else "not known"),
                        "plain" if a.outlet else "faint",
                    ),
                ),
                (Run(date_words(a.published) if a.published else "no date", "plain" if a.published else "warning"),),
                (Run(descent),),
            )
        )
    return Section(
        "The reports", (), (Group((), ((Table(("", "outlet", "published", "descent"), tuple(rows), 20),),), 1),), 1
    )


def _disagreements(dossier: d.Dossier, p: Passages) -> Section:
    if not dossier.conflicts:
        return Section("Disagreements", (Run("None found. Reports that leave a thing out do not confirm it."),), (), 0)
    items = tuple(_conflict(c, p, number) for number, c in enumerate(dossier.conflicts, 1))
    return Section("Disagreements", (), (Group((), items, TERMINAL_CONFLICTS),), 1)


def _conflict(row: d.ConflictRow, p: Passages, number: int) -> Item:
    kind = f"{row.kind}, updated over time" if row.update else row.kind
    head = (Run(f"{number}. "), Run(capital(row.about), "strong"), Run(f"  ({kind})"), Run("  "), ident(row.id))
    blocks: list[Block] = [
        Para(head),
        Sides(tuple(_value(v, _told(row, v.value), _LETTERS[i % 26], p) for i, v in enumerate(row.values))),
    ]
    if row.update:
        blocks.append(Para((Run("Over time: "), *_series(row, p)), 1))
    if row.reasons:
        blocks.append(Para((Run(f"Why: {_why(row.reasons)}", "faint"),), 1))
    if row.fact:
        blocks.append(Para((Run("Statement: ", "faint"), ident(row.fact)), 1))
    return tuple(blocks)


def _why(reasons: Iterable[Reason]) -> str:
    return "; ".join(dict.fromkeys(r.detail or r.rule for r in reasons)) + "."


def _told(row: d.ConflictRow, value: str) -> str:
    """A value as shown: dates in words."""
    return date_words(value) if row.kind in ("date", "time") else value


def _value(value: d.ValueRow, told: str, letter: str, p: Passages) -> Side:
    wordings = p.alike(value.evidence)
    passages: list[Line] = [
        (*p.quoted(same[0], value.marks, context=True), Run(" "), *cites(same)) for same in wordings[:PASSAGES_A_VALUE]
    ]
    rest = [at for same in wordings[PASSAGES_A_VALUE:] for at in same]
    if rest:
        passages.append((Run("also "), *cites(rest)))
    behind = p.reports(articles_of(value.evidence))
    return Side(
        (Run(f"({letter}) ", "faint"), Run(told, "value")),
        ((Run(origins(value.independent)),), behind),
        tuple(passages),
    )


def _series(row: d.ConflictRow, p: Passages) -> Line:
    """The values in the order in which they were first published."""
    dated = []
    for value in row.values:
        known = [a for a in articles_of(value.evidence) if p.articles[a].published]
        first = min(known, key=lambda a: (p.articles[a].published or "", a)) if known else ""
        when = (p.articles[first].published or "") if first else ""
        dated.append((when or "~", first, _told(row, value.value)))
    lines: list[Line] = []
    for when, first, given in sorted(dated):
        told = f" ({date_words(when)}, {first})" if first else " (no date)"
        lines.append((Run(given, "value"), Run(told)))
    return joined(lines, " → ")


def _agreed(dossier: d.Dossier, p: Passages) -> Section:
    told = [f for f in dossier.facts if f.status == "corroborated" and not f.background and not f.part_of]
    groups = []
    for count in sorted({fewest(f.support.sure) for f in told}, reverse=True):
        items = tuple(
            _claim(f, p, count=not isinstance(f.support.sure, int)) for f in told if fewest(f.support.sure) == count
        )
        groups.append(
            Group((Run(f"On {origins(count)}" if count > 1 else "On 1 origin for certain"),), items, TERMINAL_CLAIMS)
        )
    note: Line = () if told else (Run(none_agreed(dossier.facts)),)
    return Section("Agreed, by independent origins", note, tuple(groups), len(groups))


def none_agreed(facts: Iterable[d.FactRow]) -> str:
    """What stands where nothing is agreed: reports that differ in a detail may still tell one thing."""
    differing = any(f.status == "disputed" and fewest(f.support.sure) > 1 for f in facts)
    return f"No statement rests on more than one origin{', but for those told with a difference' if differing else ''}."


def _claim(fact: d.FactRow, p: Passages, *, count: bool = True) -> Item:
    """A statement, who carries it on how many origins, who perhaps does and who leaves it out, and every passage."""
    told = (Run(f"{origins(fact.support.sure)}: "),) if count else ()
    silent = silence(p, fact.silent)
    blocks = [
        Para((Run(stated(fact.statement)), Run(" "), cite(fact.statement_at))),
        Para(
            (
                *told,
                *p.behind(fact.stating),
                *((Run("; "), *silent) if silent else ()),
                *_vouchers(fact, p),
                Run("  "),
                ident(fact.id),
            ),
            1,
        ),
    ]
    unsure = perhaps(fact)
    others = [e for e in fact.stating if (e.article, e.start, e.end) != _spot(fact.statement_at)]
    if others:
        blocks.append(Para((Run("also "), *cites(others)), 1))
    if unsure:
        blocks.append(Para((*_perhaps(unsure, p), Run(" "), *cites(unsure)), 1))
    fuller = (
        (Run("with more, ", "faint"), *p.reports(articles_of(x.stating)), Run(": "), *_alone(x, p))
        for x in p.fuller.get(fact.id, ())
    )
    return (*blocks, *_within(fact, p), *(Para(line, 1) for line in fuller))


def _within(fact: d.FactRow, p: Passages) -> tuple[Para, ...]:
    """What a statement says besides, told in parts of their own; a copy's other marks and dashes tell nothing."""
    parts = (x for x in p.parts.get(fact.id, ()) if not same_words(fact.statement, x.statement))
    return tuple(
        Para((Run("within it: ", "faint"), Run(stated(x.statement)), Run("  "), ident(x.id)), 1) for x in parts
    )


def _perhaps(unsure: Sequence[d.EvidenceRow], p: Passages) -> Line:
    """Reports with a passage that is like the statement and may say something else."""
    return (Run("perhaps also ", "faint"), *p.reports(articles_of(unsure)))


def _spot(at: d.Place) -> tuple[str, int, int]:
    return at.article, at.start, at.end


def _vouchers(fact: d.FactRow, p: Passages) -> Line:
    """Who vouches, where every passage hands the statement to someone."""
    if not all(e.vouchers for e in fact.evidence):
        return ()
    names = Counter(p.speaker(v) for e in fact.evidence for v in e.vouchers)
    listed = ", ".join(sorted(names, key=lambda n: (-names[n], n)))
    return (Run(f"; on the word of {listed}"),) if listed else ()


def _disputed(dossier: d.Dossier, p: Passages) -> Section:
    numbers = {c.fact: n for n, c in reversed(list(enumerate(dossier.conflicts, 1))) if c.fact}
    items = []
    for fact in dossier.facts:
        if fact.status != "disputed":
            continue
        blocks = list(_claim(fact, p))
        if fact.id in numbers:
            blocks.append(Para((Run(f"See disagreement {numbers[fact.id]}.", "warning"),), 1))
        items.append(tuple(blocks))
    return Section(
        "Told by several, differing in a detail",
        (),
        (Group((), tuple(items), TERMINAL_BACKGROUND),) if items else (),
        1,
    )


def _single(dossier: d.Dossier, p: Passages) -> Section:
    """Statements with one origin, under the origin that alone has them; what tells an agreed one with more stands there."""
    told = [f for f in dossier.facts if f.status == "single-origin" and not f.background and not f.part_of]
    told = [f for f in told if f.id not in p.told]
    by_origin: dict[str, list[d.FactRow]] = {}
    for fact in told:
        by_origin.setdefault(p.articles[fact.statement_at.article].origin, []).append(fact)
    groups = []
    named = Counter(p.origin(origin) for origin in by_origin)
    for origin, facts in sorted(by_origin.items()):
        items, name = tuple(_short(f, p) for f in facts), p.origin(origin)
        if named[name] > 1:  # two reports of one outlet, each its own origin
            name = f"{name} ({', '.join(articles_of(e for f in facts for e in f.stating))})"
        groups.append(Group((Run(f"{name}: "), Run(counted(len(facts), "statement"))), items, TERMINAL_SINGLE))
    note: Line = (Run("Nothing here is confirmed by a second origin."),) if told else (Run("None."),)
    return Section("From a single origin", note, tuple(groups), 12)


def _short(fact: d.FactRow, p: Passages) -> Item:
    return (Para(_alone(fact, p)), *_within(fact, p))


def _alone(fact: d.FactRow, p: Passages) -> Line:
    """A statement of one origin with its passages, who vouches, and who perhaps has it too."""
    unsure = perhaps(fact)
    beside = (Run("; "), *_perhaps(unsure, p), Run(" "), *cites(unsure)) if unsure else ()
    told = (Run(stated(fact.statement)), Run(" "), *cites(fact.stating), *_vouchers(fact, p), *beside)
    return (*told, Run("  "), ident(fact.id))


def _background(dossier: d.Dossier, p: Passages) -> Section:
    told = [f for f in dossier.facts if f.background and f.status != "disputed"]
    items = []
    for fact in sorted(told, key=lambda f: -fewest(f.support.sure)):
        support = (Run(f" ({origins(fact.support.sure)})"),)
        items.append(
            (Para((Run(stated(fact.statement)), *support, Run(" "), *cites(fact.evidence), Run("  "), ident(fact.id))),)
        )
    groups = (Group((), tuple(items), TERMINAL_BACKGROUND),) if items else ()
    return Section("Background", (), groups, 1)


def _no_conflicts(dossier: d.Dossier, p: Passages) -> Section:
    items = []
    for row in dossier.compatible:
        values = joined(((Run(v.value, "value"), Run(" "), *cites(v.evidence)) for v in row.values), " · ")
        why = (Run(f" {_why(row.reasons)}", "faint"),) if row.reasons else ()
        items.append((Para((Run(f"{capital(row.about)}: "), *values, *why)),))
    groups = (Group((), tuple(items), TERMINAL_BACKGROUND),) if items else ()
    return Section("Differences that are no disagreement", (), groups, 1)


def _claims_by_report(dossier: d.Dossier, p: Passages) -> Section:
    """Who states what, who is silent; letters tell the values of a disputed statement apart."""
    letters = _letters(dossier.conflicts)
    rows = []
    for fact in dossier.facts:
        if fact.support.articles < 2:
            continue
        sign = {e.article: "○" for e in fact.evidence} | {e.article: "●" for e in fact.stating}
        cells: list[Line] = [(Run(stated(fact.statement)),)]
        for a in dossier.articles:
            letter, told = letters.get((fact.id, a.id)), sign.get(a.id, "·")
            cells.append((Run(letter, "value"),) if letter else (Run(told, "faint") if told == "·" else Run(told),))
        rows.append((*cells, (ident(fact.id),)))
    if not rows:
        return Section("Statements by report", (Run("No statement stands in more than one report."),), (), 0)
    names = [a.id for a in dossier.articles]
    note = (
        "● states it, ○ perhaps, · leaves it out; a, b, c: gives the first, second, third value of a disagreement. "
        "Statements of one report alone are listed above."
    )
    if max(map(len, names)) > LONGEST_HEAD:
        note += " Columns: " + ", ".join(f"{number} {name}" for number, name in enumerate(names, 1)) + "."
        names = [str(number) for number in range(1, len(names) + 1)]
    table = Table(("statement", *names, "id"), tuple(rows), TERMINAL_ROWS, cut=0)
    return Section("Statements by report", (Run(note),), (Group((), ((table,),), 1),), 1)


def _letters(conflicts: Sequence[d.ConflictRow]) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for row in conflicts:
        for number, value in enumerate(row.values):
            for article in articles_of(value.evidence):
                if row.fact and (row.fact, article) not in out:
                    out[row.fact, article] = _LETTERS[number % 26]
    return out
