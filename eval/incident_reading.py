"""One incident from the records of its reports: day, city, how many killed and injured, the victims' names and ages.

A general rule over the product's records, nothing learned: each report gives its reading with a weight, the readings are summed
over the reports, and of two that weigh the same the first in order wins. What stands nearer the head of a report weighs more (the
inverted pyramid of news). The town is read in `incident_places`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from consilience.knowledge.units import STATUS_OF
from consilience.model.annotation import Entity
from consilience.model.parse import Parse, Token
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.text.fates import Fates

from .incident_places import city
from .incident_text import VIOLENT, sentence_of

HARMED = {"killed": "killed", "injured": "injured", "hospitalised": "injured", "shot": "shot"}


class Victim(NamedTuple):
    """A named victim; `age` in years where some report gives it."""

    name: str
    age: float | None


class Incident(NamedTuple):
    """What is read of an incident; None where nothing was found."""

    date: str | None
    city: str | None
    killed: int
    injured: int
    victims: tuple[Victim, ...]


def read(reports: Sequence[Report], entities: Sequence[Entity]) -> Incident:
    """The reading of all `reports` of one incident together."""
    dated = sorted(reports, key=lambda r: (r.article.published or "", r.id))
    killed, injured = counts(dated, entities)
    return Incident(day(dated), city(dated), killed, injured, victims(dated, entities))


# --- when -----------------------------------------------------------------------------------------------------------


_NIGHT = 0.7  # a night is told by either of its days
_LATER = 0.3  # reports of a later month tell of trials and anniversaries


def day(reports: Sequence[Report]) -> str | None:
    """The day on which most of what is dated near the head of the reports happened; else the first report's own day."""
    votes: defaultdict[str, float] = defaultdict(float)
    first = reports[0].article.anchor if reports else None
    for r in reports:
        found = _sum(_days(r))
        late = bool(first and r.article.anchor and r.article.anchor[:7] > first[:7])
        total = sum(found.values()) / (_LATER if late else 1.0)
        for when, weight in found.items():
            votes[when] += weight / total
    best = max(sorted(votes), key=lambda d: votes[d], default=None)
    return best or next((r.article.anchor[:10] for r in reports if r.article.anchor), None)


def _days(r: Report) -> Iterator[tuple[str, float]]:
    """Days told up to the report's own, with weights: by place, and more where a violent event is given that time."""
    anchor = (r.article.anchor or "9999-12-31")[:10]
    dates = {e.time.span: e for e in r.events if e.time and e.type in VIOLENT and not e.background}
    where = sentence_of(r)
    for number, t in enumerate(r.times):
        when = _day_of(t.value)
        if when is None or when > anchor or t.type not in ("DATE", "TIME"):
            continue
        weight = 1.0 / (1 + where(t.span.start)) * (1.0 if number else 1.5)
        weight *= _NIGHT if "TNI" in (t.value or "") else 1.2 if re.search(r"T\d\d:", t.value or "") else 1.0
        event = dates.get(t.span)
        if event:
            weight *= 2.0 if event.type == "ASSAULT" else 1.2
        yield when, weight


def _day_of(value: str | None) -> str | None:
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:T(\d\d|[A-Z]{2}))?", value or "")
    if not found:
        return None
    if found[2] == "24":
        return (date.fromisoformat(found[1]) + timedelta(1)).isoformat()
    return found[1]


# --- how many -------------------------------------------------------------------------------------------------------


def counts(reports: Sequence[Report], entities: Sequence[Entity]) -> tuple[int, int]:
    """Killed and injured: the numbers that most reports give, later reports weighing more."""
    told = [_harm(r, entities) for r in reports]
    killed: defaultdict[int, float] = defaultdict(float)
    injured: defaultdict[int, float] = defaultdict(float)
    for number, (k, i) in enumerate(told, 1):
        weight = 1 + number / len(told)
        killed[k] += weight
        injured[i] += weight
    return _vote(killed), _vote(injured)


def _vote(votes: Mapping[int, float]) -> int:
    return max(sorted(votes, reverse=True), key=lambda n: votes[n], default=0)


_DEADLY = re.compile(
    r"\b(?:fatal(?:ly)?|deadly|lethal|killed|kills|killing|dead|dies|died|dying|death|murders?|murdered|homicide|slain|slaying|manslaughter)\b",
    re.IGNORECASE,
)
_NOT_DEADLY = re.compile(
    r"\b(?:attempted murder|non-?fatal|not fatal|death threats?|left for dead|deadly weapon|assault with a deadly)\b",
    re.IGNORECASE,
)
HEAD_SENTENCES = 5  # of a report (its headline among them) whose "fatal", "murder" and the like tell a death


def _harm(r: Report, entities: Sequence[Entity]) -> tuple[int, int]:
    """Killed and injured by one report: its first number of each, else the persons whose harm one sentence tells."""
    numbers: dict[str, int] = {}
    for q in r.quantities:
        status = HARMED.get(q.status)
        if status and q.unit == "count" and q.value == int(q.value):
            numbers.setdefault(status, int(q.value))
    killed_here, harmed_here = _persons(r, entities)
    killed = numbers.get("killed", killed_here) or int(_tells_a_death(r))
    if "injured" in numbers:
        return killed, numbers["injured"]
    harmed = max(numbers.get("shot", 0), harmed_here)
    return killed, max(0, harmed - killed) if harmed + killed else 1


def _tells_a_death(r: Report) -> bool:
    sentences = r.parse.sentences[:HEAD_SENTENCES]
    if not sentences:
        return False
    return bool(_DEADLY.search(_NOT_DEADLY.sub("", r.article.text[sentences[0].start : sentences[-1].end])))


def _persons(r: Report, entities: Sequence[Entity]) -> tuple[int, int]:
    """The most persons killed, and harmed in any way, in one sentence: over sentences, descriptions repeat the same persons."""
    fates = Fates(r.parse, STATUS_OF)
    owner = _owners(r, entities)
    by_sentence: dict[int, dict[str, str]] = defaultdict(dict)
    for m in r.mentions:
        head = r.parse.tokens[m.head]
        if m.type != "person" or m.form == "pronominal":
            continue
        status = HARMED.get(fates.status(head))
        if status:
            held = by_sentence[head.sentence]
            who = owner.get(m.span) or head.lemma
            held[who] = "killed" if "killed" in (status, held.get(who)) else status
    killed = max((sum(s == "killed" for s in held.values()) for held in by_sentence.values()), default=0)
    return killed, max((len(held) for held in by_sentence.values()), default=0)


# --- who ------------------------------------------------------------------------------------------------------------


def victims(reports: Sequence[Report], entities: Sequence[Entity]) -> tuple[Victim, ...]:
    """Named persons of whom some report tells harm, or calls victim; each with the age given most."""
    score: defaultdict[str, float] = defaultdict(float)
    ages: dict[str, Counter[float]] = defaultdict(Counter)
    for r in reports:
        owner = _owners(r, entities)
        for who, weight in _told_victims(r, owner):
            score[who] += weight
        for who, age in _ages(r, owner):
            ages[who][age] += 1
    out = []
    for e in entities:
        told = ages[e.id]
        full = next((name for name in e.names if _is_full_name(name)), None)
        if full and score[e.id] > 0 and (e.type == "person" or told):
            out.append(Victim(full, max(sorted(told), key=lambda a: told[a], default=None)))
    return tuple(out)


def _is_full_name(name: str) -> bool:
    words = name.split()
    return (
        len(words) > 1
        and words[0] != "The"
        and all(w[0].isupper() for w in words[:1] + words[-1:])
        and "'s " not in name
    )


_VICTIM = re.compile(r"\b(?:victims?|killed|died|dead|deceased|slain|wounded|injured|identified)\b", re.IGNORECASE)
_SUSPECT = re.compile(
    r"\b(?:charged|arrested|suspects?|accused|custody|jailed|booked|shooter|gunman|pleaded|convicted)\b", re.IGNORECASE
)


_OFFICIAL = re.compile(
    r"\b(?:police|sheriff|chief|sgt|sergeant|lt|lieutenant|capt|captain|detective|deputy|officer|spokes\w+|coroner|judge|attorney|"
    r"prosecutor|mayor|reporter|commissioner|councilman|senator|president|pastor|dr|neighbou?r|witness)\b",
    re.IGNORECASE,
)
_CALLED_VICTIM = re.compile(r"\bvictims?\b", re.IGNORECASE)
LIST = 2  # persons named with their ages in one sentence: what befell one befell the others
_VICTIM_NOUNS = frozenset("victim deceased dead fatality".split())
_HARM_NOUNS = frozenset("death shooting killing murder slaying wounding homicide body".split())
_HARM_VERBS = frozenset("strike hit graze treat identify".split())


def _is_harmed(parse: Parse, token: Token) -> bool:
    """Whether the token is the object of a harm told by a noun ("the death of ...") or a verb ("the bullet struck ...")."""
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = parse.tokens[token.head]
    head = parse.tokens[token.head]
    if token.dep == "pobj" and head.lower == "of":
        before = parse.tokens[max(0, head.i - 1)]  # "the shooting death of ...": the parser may hang it on the verb
        return parse.tokens[head.head].lemma in _HARM_NOUNS or before.lemma in _HARM_NOUNS
    if token.dep == "poss":
        return head.lemma in ("death", "killing", "murder", "slaying")
    return token.dep in ("dobj", "nsubjpass") and head.lemma in _HARM_VERBS


def _named_victim(parse: Parse, token: Token, fates: Fates) -> bool:
    """ "The victims are Ana Reyes and ...", "The man who died was identified as Ana Reyes"."""
    tokens = parse.tokens
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = tokens[token.head]
    verb = tokens[token.head]
    if token.dep == "pobj" and verb.lower == "as":
        verb = tokens[verb.head]
        if verb.lemma not in ("identify", "name"):
            return False
    elif token.dep != "attr" or verb.lemma != "be":
        return False
    subjects = [tokens[c] for c in parse.children[verb.i] if tokens[c].dep in ("nsubj", "nsubjpass", "dobj")]
    return any(s.lemma in _VICTIM_NOUNS or fates.status(s) in HARMED for s in subjects)


def _told_victims(r: Report, owner: Mapping[Span, str]) -> Iterator[tuple[str, float]]:
    """(entity, weight) for each hint that somebody is a victim, or is not."""
    fates = Fates(r.parse, STATUS_OF)
    tokens = r.parse.tokens
    aged = {who for who, _ in _ages(r, owner)}
    sources = [span for q in r.quotations for span in q.source]
    where = sentence_of(r)
    speaking = {m.span for m in r.mentions if any(span.overlaps(m.span) for span in sources)}
    named: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for m in r.mentions:
        who = owner.get(m.span)
        if who is None or not (m.type == "person" or who in aged):
            continue
        head = tokens[m.head]
        status = fates.status(head)
        harmed = (
            status in HARMED
            or _is_harmed(r.parse, head)
            or _named_victim(r.parse, head, fates)
            or bool(m.role and _CALLED_VICTIM.search(m.role))
        )
        if harmed:
            yield who, 3.0
        elif status in ("arrested", "charged", "jailed"):
            yield who, -2.0
        sentence = r.parse.sentences[head.sentence]
        words = r.article.text[sentence.start : sentence.end]
        if m.form != "named":
            continue
        if who in aged:
            yield who, 1.0
            named[head.sentence].append((who, harmed))
        if _VICTIM.search(words):
            yield who, 0.5
        if _SUSPECT.search(words) and not harmed:
            yield who, -1.0
        if (m.role and _OFFICIAL.search(m.role)) or m.span in speaking:
            yield who, -1.0
        elif where(m.span.start) < HEAD_SENTENCES:
            yield who, 0.1
    for held in named.values():
        if len(held) >= LIST and any(harmed for _, harmed in held):
            yield from ((who, 2.0) for who, harmed in held if not harmed)


def _ages(r: Report, owner: Mapping[Span, str]) -> Iterator[tuple[str, float]]:
    """(entity, age) for each age that the report gives to a mention of an entity."""
    at: dict[int, str] = {}
    for m in r.mentions:
        who = owner.get(m.span)
        if who:
            at.setdefault(m.head, who)
    for q in r.quantities:
        if q.unit == "age" and q.head in at:
            yield at[q.head], q.value


# --- helpers --------------------------------------------------------------------------------------------------------


def _owners(r: Report, entities: Sequence[Entity]) -> dict[Span, str]:
    return {m.span: e.id for e in entities for m in e.mentions if m.span.article == r.id}


def _sum(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    out: defaultdict[str, float] = defaultdict(float)
    for key, weight in pairs:
        out[key] += weight
    return out
