"""Names of bodies that differ in the word that says what they are ("Airways", "Airlines"), and offices of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...knowledge.predicates import Sides, opposites
from ...model.annotation import Entity, Role
from ...model.claim import Conflict
from ...model.record import Reason
from .names import Name, link_words
from .readings import Reading, Text, conflict

LEFT_OUT = 1  # words that a report may leave out of the beginning of a name
LONGEST_RANK = 2  # words of an office in the table


def differing_bodies(text: Text, names: Sequence[Name], states: frozenset[str]) -> list[Conflict]:
    """Conflicts between names equal up to a last word that makes another body, or followed by one that does."""
    found: dict[tuple[str, str], list[tuple[str, Name, int, int]]] = {}
    for name in names:
        for k, word in enumerate(name.words):
            before = name.words[k - 1] if k else ""
            if not before or before in link_words() or (before in states and k < 2):
                continue
            for row in opposites("name").get(word, ()):
                found.setdefault((before, row_name(row)), []).append((word, name, k - 1, k))
            for row in opposites("after").get(word, ()):
                if row.side[word] == 0:
                    follows = name.words[k + 1] if k + 1 < len(name.words) else ""
                    longer = follows in row.side
                    found.setdefault((before, row_name(row)), []).append(
                        (follows if longer else word, name, k - 1, k + longer)
                    )
    out = []
    for _, rows in sorted(found.items(), key=lambda item: item[0]):
        readings = [_reading(text, *row) for row in rows]
        if len({r.same for r in readings}) > 1 and len({r.report for r in readings}) > 1 and not _fuller(rows):
            shown = sorted({r.value for r in readings})
            reasons = [Reason(rule="one word apart", detail=" / ".join(shown))]
            known = text.entities.get(text.entity_at(readings[0].mark) or "")
            about = f"name of {known.name if known else readings[0].value}"
            out.append(conflict("name", about, readings, reasons))
    return out


def _fuller(rows: Sequence[tuple[str, Name, int, int]]) -> bool:
    """True where one of the names has more words before those compared than the other can have left out: "House Lake Safety
    Board" is no "Safety Office" of somebody else."""
    before: dict[str, int] = {}
    for same, _, first, _ in rows:
        before[same] = min(before.get(same, first), first)
    return max(before.values()) - min(before.values()) > LEFT_OUT


def row_name(row: Sides) -> str:
    """The first word of a row, by which it is called."""
    return next(iter(row.side))


def _reading(text: Text, same: str, name: Name, first: int, last: int) -> Reading:
    at = [name.first + first, min(name.first + last, name.last)]
    mark = text.span(name.report, at[0], at[1])
    start = name.first + (name.words[0] == "the")
    whole = text.span(name.report, min(start, at[0]), at[1])
    return Reading(name.report, whole.of(text.reports[name.report].article.text), same, whole, mark)


def differing_offices(text: Text, entities: Sequence[Entity]) -> list[Conflict]:
    """Conflicts between offices of one person that nobody has at once, where each report gives one of them."""
    out = []
    for entity in entities:
        if entity.type != "person":
            continue
        ranks = [(role, *rank) for role in entity.roles for rank in _ranks(role.text)]
        for row in dict.fromkeys(row_name(sides) for _, _, sides in ranks):
            held = [(role, rank) for role, rank, sides in ranks if row_name(sides) == row]
            told: dict[str, set[str]] = {}
            for role, rank in held:
                told.setdefault(role.span.article, set()).add(rank)
            if len(told) < 2 or len(set().union(*told.values())) < 2 or any(len(v) > 1 for v in told.values()):
                continue
            readings = [_office(text, entity, role, rank) for role, rank in held]
            shown = " / ".join(sorted({rank for _, rank in held}))
            out.append(
                conflict("other", f"office of {entity.name}", readings, [Reason(rule="offices exclude", detail=shown)])
            )
    return out


def _ranks(role: str) -> Iterable[tuple[str, Sides]]:
    """The office in a role as the table has it, the longest first: "assistant professor" is no "professor"."""
    words = role.lower().split()
    if {"former", "ex", "late", "acting", "then", "elect"} & set(words):
        return
    for k in range(len(words)):
        for size in range(LONGEST_RANK, 0, -1):
            phrase = " ".join(words[k : k + size])
            if k + size <= len(words) and phrase in opposites("rank"):
                yield from ((phrase, row) for row in opposites("rank")[phrase])
                return


def _office(text: Text, entity: Entity, role: Role, rank: str) -> Reading:
    """The office with the name beside it as its passage."""
    report = text.number[role.span.article]
    near = [m.span for m in entity.mentions if m.span.article == role.span.article and m.form == "named"]
    beside = min(near, key=lambda s: (abs(s.start - role.span.end), s.start), default=role.span)
    sentence = text.sentence(report, text.sentence_at(report, role.span.start))
    whole = role.span
    if sentence.contains(beside) and sentence.contains(role.span):
        whole = type(role.span)(
            article=role.span.article,
            start=min(role.span.start, beside.start),
            end=max(role.span.end, beside.end),
        )
    return Reading(report, role.text, rank, whole, role.span)
