"""What one passage denies and another states: "denied that the girls were exchanged" beside "were exchanged for four men".

A denial is a verb of denial with what it denies, or a quoted or reported clause that is negated. What is denied is held
against the clauses of the story that state something, by its words, weighed by how rare they are in the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...model.claim import Conflict, ConflictKind
from ...model.parse import Parse, Token
from ...model.record import Reason
from ...model.span import Span
from ...text.clauses import Clause
from ...text.groups import Groups
from ...text.predicates import GENERAL, is_negated, is_term
from ...text.weights import total
from .readings import Reading, Text, conflict
from .slots import Sentences

STATED = 0.5  # share of the weight of what is denied that a clause must hold to state it (with a verb of denial)
STATED_PLAIN = 0.72  # and where it is only negated: much is told with and without "not" of different things
FEWEST = 2  # terms that both must share, three where the predicate is not among them
LONGEST = 14  # terms of what is denied; more is an account of its own
SHORTEST = 4  # tokens of a proposition before a comma may end it
MOST = 6  # stated clauses shown for one denial
RAREST = 2  # terms of a denial by which the clauses it may meet are looked up

_DENY = frozenset("deny refute dispute rebut contradict disavow debunk".split())
_REJECT = frozenset("reject dismiss doubt".split())  # these deny only what is told: claims, reports, that ...
_TOLD = frozenset(
    "claim allegation accusation report suggestion rumour rumor notion idea assertion charge theory".split()
)
_DEEDS = frozenset("involvement responsibility wrongdoing link connection role guilt collusion knowledge plan".split())
_ABLE = frozenset("can ca could would should may might must".split())  # "could not say": no denial of what was done
_DEGREES = frozenset("further far always only just enough fully entirely completely immediately necessarily".split())
_OPEN = frozenset("if whether unless until could may might would should".split())
_NEGATION = re.compile(r"n['’]t\b|\b(?:not|never|no|nobody|none|neither|nor|without)\b", re.IGNORECASE)
_CAUSAL = frozenset("relate tie link cause connect result blame due because trigger lead prompt motivate".split())
_GENERIC = frozenset(
    {"relcl", "advcl"}
)  # "those who do not vote", "where age cannot be shown": true of some, not of one
_STEPS = 6  # governors above a clause that may be negated
_POINTERS = frozenset("it this that he she they i we you".split())


class _Denial(NamedTuple):
    """A denied proposition: its tokens (without the negation), its predicate, the words of denial, who denies it."""

    report: int
    sentence: int
    head: int
    mark: tuple[int, int]
    first: int
    last: int
    terms: frozenset[str]
    subject: frozenset[str]
    names: frozenset[str]
    explicit: bool
    who: frozenset[str]


class _Stated(NamedTuple):
    """A clause that states something: its terms, its predicate's key; `own`: the terms without those of its subject."""

    report: int
    sentence: int
    clause: Clause
    key: str
    terms: frozenset[str]
    own: frozenset[str]


def denied_and_stated(text: Text, sentences: Sentences) -> list[Conflict]:
    """Conflicts between passages that deny a proposition and passages that state it."""
    denials = [d for k in range(len(text.reports)) for d in _denials(text, sentences, k)]
    if not denials:
        return []
    weight = sentences.weights()
    wanted = {t for d in denials for t in _rarest(d, weight)}
    holders: dict[str, list[_Stated]] = {}
    for stated in _statements(text, sentences, wanted):
        for term in sorted(stated.terms & wanted):
            holders.setdefault(term, []).append(stated)
    met = [(d, rows) for d in denials if (rows := _met(text, sentences, d, holders, weight))]
    groups = Groups(len(met))
    for i, (d, rows) in enumerate(met):
        for j in range(i):
            other, held = met[j]
            if d.terms & other.terms and (
                set(rows) & set(held) or total(d.terms & other.terms, weight) >= STATED * total(d.terms, weight)
            ):
                groups.join(i, j)
    return [c for group in groups.members() if (c := _row(text, sentences, [met[k] for k in group])) is not None]


def _rarest(d: _Denial, weight: Mapping[str, float]) -> list[str]:
    return sorted(d.terms, key=lambda t: (-weight.get(t, 0.0), t))[:RAREST]


def _denials(text: Text, sentences: Sentences, report: int) -> list[_Denial]:
    parse = text.reports[report].parse
    said = _said_tokens(text, report)
    out = []
    for token in parse.tokens:
        found = None
        if token.lemma in _DENY or token.lemma in _REJECT:
            found = _denied(parse, token) if token.tag[0] == "V" and not is_negated(parse, token.i) else None
        elif token.dep == "neg" and token.i in said:
            above = parse.tokens[token.head]
            found = above if above.tag[0] == "V" and above.dep not in _GENERIC and not _in_part(parse, above) else None
        elif token.lemma == "unrelated" and token.tag == "JJ":
            found = parse.tokens[token.head] if token.dep == "acomp" else None
        if found is not None and (row := _denial(text, sentences, report, token, found)) is not None:
            out.append(row)
    return out


def _in_part(parse: Parse, verb: Token) -> bool:
    """True where not the deed is denied but that it can be, or a part of it: "could not say", "did not spread further"."""
    return any(parse.tokens[c].lower in _ABLE or parse.tokens[c].lower in _DEGREES for c in parse.children[verb.i])


def _said_tokens(text: Text, report: int) -> frozenset[int]:
    spans = [c for q in text.reports[report].quotations for c in q.content]
    return frozenset([t.i for c in spans for t in text.tokens(report, c)])


def _denied(parse: Parse, cue: Token) -> Token | None:
    """The head of what a verb of denial denies: its clause, or the clause or noun behind a word for something told."""
    tokens = parse.tokens
    below = [tokens[c] for c in parse.children[cue.i] if c > cue.i]
    clause = next((t for t in below if t.dep in ("ccomp", "xcomp", "pcomp")), None)
    if clause is not None:
        return clause
    noun = next((t for t in below if t.dep in ("dobj", "pobj")), None)
    if noun is None:
        return None
    if noun.lemma in _TOLD:
        return _told(parse, noun)
    return noun if cue.lemma in _DENY and noun.lemma in _DEEDS else None


def _told(parse: Parse, noun: Token) -> Token | None:
    """What a word for something told tells: "claims that the bridge fell", "a report in which a source said it fell"."""
    tokens = parse.tokens
    for c in parse.children[noun.i]:
        token, below = tokens[c], [tokens[d] for d in parse.children[c]]
        if c < noun.i or token.dep not in ("acl", "ccomp", "relcl"):
            continue
        if token.lemma in GENERAL:
            return next((t for t in below if t.dep == "ccomp"), None)
        if any(t.dep == "mark" or t.lower == "that" for t in below):
            return token
    return None


def _denial(text: Text, sentences: Sentences, report: int, cue: Token, head: Token) -> _Denial | None:
    parse, keys = text.reports[report].parse, sentences.keys(report)
    explicit = cue.dep != "neg"
    held: Sequence[int] = range(head.left, head.right + 1)
    subject: Sequence[int] = ()
    if head.tag[0] == "V":
        clause = text.clause_of(report, head.i)
        held, subject = [i for i in clause.tokens if head.left <= i <= head.right], clause.subject
    inside = [i for i in sorted({*subject, *held}) if i != cue.i]
    plain = [
        i
        for i in inside
        if is_term(parse.tokens[i]) and parse.tokens[i].tag != "CD" and parse.tokens[i].lemma not in GENERAL
    ]
    terms = frozenset(keys[i] for i in plain) - {keys[cue.i]}
    names = frozenset(keys[i] for i in plain if parse.tokens[i].tag[:3] == "NNP")
    about = frozenset(keys[i] for i in subject if parse.tokens[i].tag[:2] == "NN")
    if not FEWEST <= len(terms) <= LONGEST or not (explicit or about):
        return None
    own = [i for i in range(cue.left, cue.right + 1) if i not in held and parse.tokens[i].tag[:2] == "NN"]
    who = frozenset(keys[i] for i in own)
    mark = (cue.i, cue.i) if explicit else (min(cue.i, head.i), max(cue.i, head.i))
    return _Denial(report, head.sentence, head.i, mark, held[0], held[-1], terms, about, names, explicit, who)


def _statements(text: Text, sentences: Sentences, wanted: set[str]) -> Iterable[_Stated]:
    """The clauses that state something with one of the wanted terms: finite, not negated, not denied, not in doubt."""
    for report in range(len(text.reports)):
        parse, keys, telling = text.reports[report].parse, sentences.keys(report), sentences.telling(report)
        for number, sentence in enumerate(parse.sentences):
            if wanted.isdisjoint(keys[sentence.first : sentence.last + 1]):
                continue
            tokens = parse.tokens[sentence.first : sentence.last + 1]
            if tokens[-1].text == "?" or any(t.lemma in _DENY for t in tokens):
                continue
            for clause in text.clauses(report, number):
                held = sorted({*clause.tokens, *clause.subject})
                terms = frozenset([telling[i] for i in held]) - {""}
                if wanted.isdisjoint(terms) or any(
                    parse.tokens[i].lower in _OPEN or parse.tokens[i].dep == "neg" for i in held
                ):
                    continue
                printed = text.span(report, clause.first, clause.last).of(text.reports[report].article.text)
                if not _NEGATION.search(printed) and not _in_doubt(parse, clause.head):
                    own = frozenset([telling[i] for i in clause.tokens])
                    yield _Stated(report, number, clause, keys[clause.head], terms, own)


def _in_doubt(parse: Parse, head: int) -> bool:
    """True where a clause, or what governs it, is negated, or it is not told as a fact: "to show", "refused to admit"."""
    at = parse.tokens[head]
    for _ in range(_STEPS):
        if is_negated(parse, at.i):
            return True
        if at.head == at.i or at.dep == "conj":
            return False
        at = parse.tokens[at.head]
    return False


def _met(
    text: Text, sentences: Sentences, d: _Denial, holders: Mapping[str, Sequence[_Stated]], weight: Mapping[str, float]
) -> list[_Stated]:
    """The clauses that state what is denied, the fullest first."""
    need = (STATED if d.explicit else STATED_PLAIN) * total(d.terms, weight)
    key = sentences.keys(d.report)[d.head]
    found: dict[_Stated, float] = {}
    for term in _rarest(d, weight):
        for s in holders.get(term, ()):
            shared = d.terms & s.terms
            fewest = FEWEST + (key not in shared)
            if (s.report, s.sentence) == (d.report, d.sentence) or len(shared) < fewest:
                continue
            same = key in s.own or key == s.key if d.explicit else key == s.key and bool(d.subject & s.terms)
            if same and shared - d.names and (held := total(shared, weight)) >= need:
                found[s] = held
    return sorted(found, key=lambda s: (-found[s], s.report, s.sentence, s.clause.first))[:MOST]


def _row(text: Text, sentences: Sentences, met: Sequence[tuple[_Denial, Sequence[_Stated]]]) -> Conflict | None:
    readings: list[Reading] = []
    for d, _ in met:
        mark = text.span(d.report, *d.mark)
        first, last = min(d.mark[0], d.first), max(d.mark[1], d.last)
        readings.append(Reading(d.report, "denied", "denied", text.span(d.report, first, last), mark))
    spots = {(d.report, d.sentence) for d, _ in met}
    for s in dict.fromkeys(s for _, rows in met for s in rows):
        if (s.report, s.sentence) in spots:
            continue
        passage: Span = text.passage(s.report, s.clause.head)
        readings.append(Reading(s.report, "said", "said", passage, text.span(s.report, s.clause.head, s.clause.head)))
    if len({r.same for r in readings}) < 2:
        return None
    d = met[0][0]
    keys = sentences.keys(d.report)
    causal = any(keys[i] in _causal_keys(sentences) for i in range(d.first, d.last + 1))
    kind: ConflictKind = "cause" if causal else "polarity"
    shared = d.terms & met[0][1][0].terms
    tokens = text.reports[d.report].parse.tokens
    words = dict.fromkeys(t.text for t in tokens[d.first : d.last + 1] if keys[t.i] in shared)
    return conflict(
        kind, _about(text, d), readings, [Reason(rule="denied and stated", detail="both speak of: " + ", ".join(words))]
    )


def _causal_keys(sentences: Sentences) -> frozenset[str]:
    return frozenset(sentences.key_of(w, "VB") for w in sorted(_CAUSAL))


def _about(text: Text, d: _Denial) -> str:
    """ "whether the change is tied to Brexit": the words denied, without the negation."""
    tokens = text.reports[d.report].parse.tokens
    held = [t for t in tokens[d.first : d.last + 1] if t.dep != "neg"]
    while held and (held[0].tag in ("IN", "``", "''", ",") or held[0].text in ("'", '"', "“", "‘")):
        held = held[1:]
    comma = next((k for k, t in enumerate(held) if t.text == "," and k >= SHORTEST), len(held))
    held = held[:comma]
    words = ""
    for k, t in enumerate(held):
        words += t.text + (" " if k + 1 < len(held) and (held[k + 1].start > t.end or held[k + 1].i > t.i + 1) else "")
    return "whether " + words.strip(" ,.“”\"'‘’") if words else "whether it is so"
