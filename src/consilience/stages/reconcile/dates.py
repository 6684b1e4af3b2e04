"""Days, months, years and clock times that reports give differently for one event.

An expression of time belongs to the verb (or event noun) it hangs on. Two are compared where these are the same or
synonyms and what fills their slots is shared; the coarser of both granularities decides whether they differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from ...model.annotation import Timex
from ...model.claim import Conflict, ConflictKind
from ...model.parse import Token
from ...model.record import Reason
from ...text.groups import Groups
from ...text.predicates import is_negated, is_term
from ...text.words import prefix
from .readings import Reading, Text, conflict, later
from .slots import Sentences
from .wording import published_reasons, quoted, shared_words

STEPS = 4  # up the tree from an expression to what it dates
SHARED = 2  # fillers that two events must share, in passages of different claims
ALIKE = 0.45  # share of the fewer terms of both clauses that they must have in common, unless they stand in one claim
MONTHS = 2  # from which a month and a day are of two events
NEXT_DAYS = 2  # days by which reports of one event may differ
NEXT_ALIKE = 0.5  # share of terms in common from which deeds of one subject on such days are one
MINUTES = 15  # clock times so near are one, rounded; twice that where one is said to be about
MOST_ALIKE = 40  # dated passages with one predicate that are compared: bounds the work in large stories
ZONE = 6  # code points after a clock time in which its zone stands
SUBJECT = 6  # tokens of a subject that is named in full

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_ZONE = re.compile(r"\b(GMT|UTC|[ECMP][SD]?T|BST|CES?T|IST|JST|MSK)\b")
_NAMED_DAY = re.compile(r"[A-Z][a-z]+|\d{4}|\d/\d")  # a weekday, month or full date is printed, not the clock alone
_COUNTED = re.compile(r"\b(?:later|earlier|before|after|ago|since)\b", re.I)
_DEICTIC = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|now|earlier|later|ago|same|next|last|this|night|rest)\b", re.I
)
_FEAST = re.compile(r"(?:['’]s?)?(?:\s+(Eve|Day))?$")
_AGAIN = frozenset("again also another second twice each every annual annually weekly daily further still".split())
_OBJECTS = frozenset({"dobj", "nsubjpass"})
# Verbs that date nothing, and stamps of the page ("updated at 4 p.m.").
_EMPTY = frozenset("be have do say tell get make take come go add ask call see know update post publish".split())
_PLANNING = frozenset("schedule plan expect suppose due set intend".split())

# Keys of what is done again on the next day: statements, calls, talks, polls.
_PASSING = frozenset(
    prefix(w) for w in "statement letter interview speech call talk meeting vote news conference comment".split()
)
_MOVED = frozenset("postpone delay move reschedule push defer bring".split())


class _Dated(NamedTuple):
    """An expression of time with the predicate it dates. `who` are the keys of what fills its slots, `names` those of names,
    `what` that of the object."""

    report: int
    sentence: int
    head: int
    key: str
    row: Timex
    day: str
    clock: int
    who: frozenset[str]
    names: frozenset[str]
    what: str
    planned: bool
    terms: frozenset[str]


def differing_dates(
    text: Text, sentences: Sentences, together: Mapping[tuple[int, int], frozenset[int]]
) -> list[Conflict]:
    """Conflicts between the times that reports give for one event."""
    rows = [d for k in range(len(text.reports)) for d in _dated(text, sentences, k)]
    buckets: dict[str, list[int]] = {}
    for i, d in enumerate(rows):
        buckets.setdefault(d.key, []).append(i)
    out = []
    for _, held in sorted(buckets.items()):
        for kind in ("date", "time"):
            out += _conflicts(text, sentences, [rows[i] for i in held[:MOST_ALIKE]], kind, together)
    return out


def _conflicts(
    text: Text,
    sentences: Sentences,
    rows: Sequence[_Dated],
    kind: str,
    together: Mapping[tuple[int, int], frozenset[int]],
) -> list[Conflict]:
    groups = Groups(len(rows))
    joined = []
    for i, j in combinations(range(len(rows)), 2):
        one = _one_event(rows[i], rows[j], together) or _one_deed(sentences, rows[i], rows[j])
        if one and _differ(text, rows[i], rows[j], kind) is not None:
            groups.join(i, j)
            joined.append((i, j))
    out = []
    for group in groups.members():
        clashing = {k for i, j in joined if i in group for k in (i, j) if _differ(text, rows[i], rows[j], kind)}
        held = [rows[k] for k in group if k in clashing]
        if not clashing or _told_twice([rows[k] for k in group], kind):
            continue
        held = [rows[k] for k in group if (rows[k].day if kind == "date" else rows[k].clock >= 0)]
        out.append(_row(text, sentences, held, "date" if kind == "date" else "time"))
    return out


def _told_twice(rows: Sequence[_Dated], kind: str) -> bool:
    """True where one report gives two of the times: to that report they are of two events."""
    given = [(d.report, d.day if kind == "date" else d.clock) for d in rows if kind == "date" or d.clock >= 0]
    return len(set(given)) > len({report for report, _ in given})


def _dated(text: Text, sentences: Sentences, report: int) -> list[_Dated]:
    parse, keys = text.reports[report].parse, sentences.keys(report)
    cues = {t.i for q in text.reports[report].quotations for c in q.cue for t in text.tokens(report, c)}
    out = []
    for row in text.reports[report].times:
        day = _DAY.match(row.value or "")
        inside = text.tokens(report, row.span) if day and row.type in ("DATE", "TIME") and not row.end_value else []
        if not inside or day is None or row.mod in ("START", "MID", "END"):
            continue
        printed = row.span.of(text.reports[report].article.text)
        if _COUNTED.search(printed):
            continue  # counted from another event
        head = _head(parse.tokens, inside, cues)
        number = inside[0].sentence
        if head is None or text.corrects(report, number) or is_negated(parse, head):
            continue
        if len(day[0]) < len("2031-05-12") and parse.tokens[head].tag[0] == "N" and inside[-1].i < head:
            continue  # "the 2031 treaty" tells which one
        clause = text.clause_of(report, head)
        around = {*clause.tokens, *clause.subject} - {t.i for t in inside}
        if any(parse.tokens[i].lower in _AGAIN for i in around):
            continue
        who, names = _fillers(text, sentences, report, head)
        clock = _CLOCK.search(row.value or "")
        out.append(
            _Dated(
                report=report,
                sentence=number,
                head=head,
                key=keys[head],
                row=row,
                day=day[0] if row.type == "DATE" or _NAMED_DAY.search(printed) else "",
                clock=int(clock[1]) * 60 + int(clock[2]) if clock else -1,
                who=who,
                names=names,
                what=next((keys[c] for c in parse.children[head] if parse.tokens[c].dep in _OBJECTS), ""),
                planned=parse.tokens[parse.tokens[head].head].lemma in _PLANNING,
                terms=frozenset(keys[i] for i in around if is_term(parse.tokens[i])),
            )
        )
    return out


def _head(tokens: Sequence[Token], inside: Sequence[Token], cues: set[int]) -> int | None:
    """The verb that an expression hangs on, or the noun where it hangs on one ("the strike on Friday")."""
    held = {t.i for t in inside}
    top = next((t for t in inside if t.head not in held), inside[0])
    at = top
    for _ in range(STEPS):
        if at.head == at.i:
            return None
        at = tokens[at.head]
        if at.tag[0] == "V" or at.tag in ("NN", "NNS"):
            plain = at.lemma not in _EMPTY and at.i not in cues and at.sentence == top.sentence
            return at.i if plain and not at.dep.startswith("aux") else None
    return None


def _fillers(text: Text, sentences: Sentences, report: int, head: int) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the nouns and names that stand under a predicate, and those of the names; without its own clauses."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    clause = text.clause_of(report, head)
    held = [i for i in sorted({*clause.tokens, *clause.subject}) if parse.tokens[i].tag[:2] == "NN" and i != head]
    plain = [i for i in held if parse.tokens[i].ent not in ("DATE", "TIME")]
    return frozenset(keys[i] for i in plain), frozenset(keys[i] for i in plain if parse.tokens[i].tag[:3] == "NNP")


def _one_event(a: _Dated, b: _Dated, together: Mapping[tuple[int, int], frozenset[int]]) -> bool:
    if a.planned != b.planned:
        return False  # what was to be, and what was
    if a.report == b.report or not a.who & b.who:
        return a.report == b.report and len(a.who & b.who) >= SHARED
    if a.names - b.names and b.names - a.names:
        return False  # each names somebody or some place that the other does not
    claims = together.get((a.report, a.sentence), frozenset()) & together.get((b.report, b.sentence), frozenset())
    shared = len(a.terms & b.terms) >= ALIKE * min(len(a.terms), len(b.terms))
    if claims and (shared or len(a.who & b.who) >= SHARED):
        return True
    if a.what and b.what and a.what != b.what:
        return False
    return shared and len(a.who & b.who) >= SHARED and bool(a.names & b.names)


def _one_deed(sentences: Sentences, a: _Dated, b: _Dated) -> bool:
    """True where two verbs on days next to each other have one object, or one subject and most words in common."""
    if a.report == b.report or a.planned != b.planned or not a.who & b.who or not _side_by_side(a, b):
        return False
    places = [_places(sentences, d) for d in (a, b)]
    if places[0] and places[1] and places[0].isdisjoint(places[1]):
        return False
    fills = [
        {(role, sentences.keys(d.report)[i]) for f in sentences.of(d.report, d.sentence).frames if f.head == d.head
         for role, i in f.fillers if role in ("who", "what")}
        for d in (a, b)
    ]  # fmt: skip
    roles = {role for role, key in fills[0] & fills[1] if key not in _PASSING}
    aims = [_aims(sentences, d) for d in (a, b)]
    if aims[0] and aims[1] and aims[0].isdisjoint(aims[1]):
        return False
    common = len(a.terms & b.terms)
    if "who" in roles and a.what and b.what and a.what != b.what:
        return False
    return "what" in roles or ("who" in roles and common >= NEXT_ALIKE * min(len(a.terms), len(b.terms)))


def _aims(sentences: Sentences, d: _Dated) -> set[str]:
    """Keys of what the object is to do or be: "dropped plans to close the mine"."""
    parse, keys = sentences.text.reports[d.report].parse, sentences.keys(d.report)
    objects = [c for c in parse.children[d.head] if parse.tokens[c].dep in _OBJECTS]
    return {keys[c] for i in objects for c in parse.children[i] if parse.tokens[c].dep in ("acl", "relcl")}


def _places(sentences: Sentences, d: _Dated) -> set[str]:
    tokens, keys = sentences.text.reports[d.report].parse.tokens, sentences.keys(d.report)
    clause = sentences.text.clause_of(d.report, d.head)
    return {keys[i] for i in clause.tokens if tokens[i].ent in ("GPE", "LOC", "FAC")}


def _side_by_side(a: _Dated, b: _Dated) -> bool:
    """True for two days next to each other, as one event is dated by two reports of which one errs."""
    if not len(a.day) == len(b.day) == len("2031-05-12"):
        return False
    return abs(date.fromisoformat(a.day).toordinal() - date.fromisoformat(b.day).toordinal()) <= NEXT_DAYS


def _differ(text: Text, a: _Dated, b: _Dated, kind: str) -> bool | None:
    """True where two times of one event cannot both be right, None where they cannot be compared."""
    if kind == "time":
        if a.clock < 0 or b.clock < 0 or zone_of(text, a.report, a.row) != zone_of(text, b.report, b.row):
            return None
        apart = abs(a.clock - b.clock)
        about = "APPROX" in (a.row.mod, b.row.mod)
        return min(apart, 24 * 60 - apart) > MINUTES * (2 if about else 1)
    if a.report == b.report:
        return a.day != b.day and len(a.day) == len(b.day)
    size = min(len(a.day), len(b.day))
    if not size or abs(len(a.day) - len(b.day)) > len("-05"):
        return None  # a year beside a day tells of another time altogether
    if a.day[:size] == b.day[:size]:
        return False
    if len(a.day) != len(b.day) and _months_apart(a.day, b.day) > MONTHS:
        return None
    if size < len("2031-05-12"):
        return True
    shown = [d.row.span.of(text.reports[d.report].article.text) for d in (a, b)]
    if _one_feast(*shown):
        return None
    if any(_DEICTIC.search(s) for s in shown):
        return None  # counted from the day of a report: a reprint of the next day shifts it
    weeks = abs(date.fromisoformat(a.day).toordinal() - date.fromisoformat(b.day).toordinal()) % 7 == 0
    return None if weeks else True


def _one_feast(one: str, other: str) -> bool:
    """True where one feast is told with its eve or day and without: "New Year's Eve", "the New Year's party"."""
    names = [_FEAST.sub("", s).lower() for s in (one, other)]
    told = [found[1] for s in (one, other) if (found := _FEAST.search(s))]
    return names[0] == names[1] and None in told and any(told)


def _months_apart(one: str, other: str) -> int:
    a, b = (int(d[:4]) * 12 + int(d[5:7] or 0) for d in (one, other))
    return abs(a - b)


def zone_of(text: Text, report: int, row: Timex) -> str:
    """The zone printed in or just after a clock time, as printed; "" where there is none."""
    found = _ZONE.search(text.reports[report].article.text[row.span.start : row.span.end + ZONE])
    return found[1] if found else ""


def _row(text: Text, sentences: Sentences, rows: Sequence[_Dated], kind: ConflictKind) -> Conflict:
    readings = []
    for d in rows:
        article = text.reports[d.report].article
        inside = text.tokens(d.report, d.row.span)[0]
        same = f"{d.clock // 60:02}:{d.clock % 60:02}" if kind == "time" else d.day
        readings.append(
            Reading(d.report, d.row.span.of(article.text), same, text.passage(d.report, inside.i), d.row.span)
        )
    shared = shared_words(text, sentences, [(d.report, d.head) for d in rows])
    reasons = [
        Reason(rule="same event dated", detail=", ".join(shared) or rows[0].key),
        Reason(rule="values apart", detail=" against ".join(sorted({r.same for r in readings}))),
        *published_reasons(text, readings),
    ]
    moved = [d for d in rows if _moved(text, d)]
    others = [d for d in rows if d not in moved]
    update = bool(moved) and all(later(text.instants[o.report], text.instants[m.report]) for o in others for m in moved)
    order = text.instants if update else ()
    return conflict(kind, _about(text, rows), readings, reasons, update=update, order=order)


def _moved(text: Text, d: _Dated) -> bool:
    tokens = text.reports[d.report].parse.tokens
    clause = text.clause_of(d.report, d.head)
    lemmas = [tokens[i].lemma for i in range(clause.first, clause.last + 1)]
    return any(x in ("than", "instead") for x in lemmas) or bool(_MOVED.intersection(lemmas))


def _about(text: Text, rows: Sequence[_Dated]) -> str:
    """ "when the ferry struck": the shortest subject with its verb, else the words of the shortest passage."""
    best = []
    for d in rows:
        parse = text.reports[d.report].parse
        tokens = parse.tokens
        if tokens[d.head].tag not in ("VBD", "VBN", "VBZ", "VB"):
            continue
        below = [tokens[c] for c in parse.children[d.head] if c < d.head]
        subject = next((t for t in below if t.dep in ("nsubj", "nsubjpass") and t.tag[:3] != "PRP"), None)
        if subject is not None and subject.tag[:2] == "NN" and subject.i - subject.left < SUBJECT:
            verb = " ".join(t.lower for t in below if t.dep.startswith("aux")) + " " + tokens[d.head].lower
            first = tokens[subject.left]
            words = text.span(d.report, subject.left, subject.i).of(text.reports[d.report].article.text)
            if first.tag in ("DT", "PRP$"):
                words = words[:1].lower() + words[1:]
            best.append(f"when {' '.join(words.split())} {verb.strip()}")
    if best:
        return min(best, key=lambda w: (len(w), w))
    row = min(rows, key=lambda d: (len(text.passage(d.report, d.head)), d.report, d.head))
    return f"when: {quoted(text.passage(row.report, row.head).of(text.reports[row.report].article.text))}"
