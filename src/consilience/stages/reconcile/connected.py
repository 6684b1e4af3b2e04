"""Whether two deeds hang together: "the two fires are linked", "the fires were the work of the same man" against "the fires
were not connected"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.claim import Conflict
from ...model.parse import Parse, Token
from ...model.record import Reason
from ...model.span import Span
from ...text.predicates import is_negated
from .readings import Reading, Text, conflict
from .wording import quoted

STEPS = 3  # governors above the word that may carry its subject or negation: "are believed to be related"

_WORDS = ("related", "connected", "linked", "same ")  # all that `_CONNECTED` finds holds one of these
_CONNECTED = re.compile(
    r"\b(?:un)?(?:related|connected|linked)\b|"
    r"\bsame (?:intruder|attacker|hacker|person|people|man|men|gang|group|suspect|gunman|gunmen|killer|shooter|bomber|arsonist|culprit)s?\b"
)
_DENYING = frozenset("deny dispute reject refute rebut contradict dismiss".split())
_OPEN = frozenset({"whether", "if", "unless", "?"})  # what stands in a sentence with these is not stated
_UNLIKELY = frozenset({"unlikely", "doubt", "unclear", "unknown"})
_TO = frozenset({"to", "with", "by"})  # related to something else, not to each other
_ANY = "incident"  # a deed of any kind
_OF_ANY_KIND = frozenset({"incident", "case", "event", "two", "three"})
_DEEDS = frozenset(
    "crime attack shooting killing murder death stabbing bombing blast explosion fire arson robbery burglary theft "
    "assault accident crash collision breach hack disappearance abduction kidnapping outbreak earthquake quake".split()
)


def differing_connections(text: Text) -> list[Conflict]:
    """At most one conflict: what is said to hang together and, in other reports, not to."""
    found = [row for k in range(len(text.reports)) for row in _told(text, k)]
    against = {r.report for r, _ in found if r.same == "not"}
    if not against:
        return []
    denied = [(r, deed) for r, deed in found if r.same == "not"]
    stated = [(r, d) for r, d in found if r.same == "so" and (r.report not in against or _disputed(text, r))]
    pairs = [(a, b) for a, one in stated for b, two in denied if one == two or _ANY in (one, two)]
    readings = list(dict.fromkeys(r for pair in pairs for r in pair))
    if not readings:
        return []
    deeds = [d for r, d in (*denied, *stated) if r in readings]
    deed = next((d for d in deeds if d != _ANY), _ANY)
    shortest = min((r.passage for r in readings), key=lambda p: (len(p), p))
    words = quoted(shortest.of(text.reports[text.number[shortest.article]].article.text))
    reason = Reason(rule="connected and not connected", detail=f"both speak of more than one {deed}")
    return [conflict("polarity", f"connected, or not, in {words}", readings, [reason])]


def _told(text: Text, report: int) -> Iterator[tuple[Reading, str]]:
    """Each statement of a report that deeds are ("so") or are not ("not") connected, with the deed."""
    printed = text.reports[report].article.text
    if not any(w in printed for w in _WORDS):
        return
    parse = text.reports[report].parse
    for met in _CONNECTED.finditer(printed):
        number = text.sentence_at(report, met.start())
        row = parse.sentences[number]
        tokens = parse.tokens[row.first : row.last + 1]
        token = next((t for t in tokens if t.start == met.start()), None)
        if token is None or text.corrects(report, number) or any(t.lower in _OPEN | _UNLIKELY for t in tokens):
            continue
        deed = _deed(parse, token, tokens)
        if deed:
            denied = _denied(parse, token)
            if token.lower == "same" and denied:
                continue  # "not the same man" may speak of one deed
            same = "not" if denied != token.lower.startswith("un") else "so"
            value = f"not {met[0]}" if denied else met[0]
            mark = Span(article=text.reports[report].id, start=met.start(), end=met.end())
            yield Reading(report, value, same, text.passage(report, token.i), mark), deed


def _deed(parse: Parse, token: Token, tokens: Sequence[Token]) -> str:
    """What is said to be connected with each other: the nearest deed in the plural before a predicate; "" for none."""
    below = [parse.tokens[c] for c in parse.children[token.i]]
    copula = parse.tokens[token.head].lemma == "be" or any(t.lemma == "be" for t in below)
    if token.lower != "same" and (not copula or any(t.i > token.i and t.lower in _TO for t in below)):
        return ""
    before = [_kind(t) for t in tokens if t.i < token.i]
    return next((kind for kind in reversed(before) if kind), "")


def _kind(token: Token) -> str:
    """The deed that a word in the plural names, `_ANY` where it may be any; "" for other words."""
    if token.lower in _OF_ANY_KIND and token.tag == "CD" and token.dep in ("nsubj", "nsubjpass"):
        return _ANY
    if token.tag != "NNS":
        return ""
    return _ANY if token.lemma in _OF_ANY_KIND else token.lemma if token.lemma in _DEEDS else ""


def _disputed(text: Text, reading: Reading) -> bool:
    """True where a report tells itself that somebody disputes what it passes on."""
    tokens = text.tokens(
        reading.report, text.sentence(reading.report, text.sentence_at(reading.report, reading.mark.start))
    )
    return any(t.lemma in _DENYING and t.tag[:1] == "V" for t in tokens)


def _denied(parse: Parse, token: Token) -> bool:
    if is_negated(parse, token.i):
        return True
    at = token
    for _ in range(STEPS):
        if any(parse.tokens[c].dep == "neg" for c in parse.children[at.i]):
            return True
        if at.head == at.i:
            return False
        below, at = at, parse.tokens[at.head]
        if at.lemma in _DENYING and below.dep == "ccomp":
            return True
    return False
