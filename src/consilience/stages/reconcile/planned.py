"""Planned in one report, done in another: "agreed to host the games", "is hosting the games"; or refused, or not done.

The same deed by the same doer to the same thing: what it is done to (or where, with whom) is one entity or one noun with the
same words beside it. A report that tells it done as well speaks of two stages, and is left out, but for what was not done:
there it passes on two voices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.claim import Conflict
from ...model.parse import Parse, Token
from ...model.record import Reason
from ...text.predicates import GENERAL, is_negated, is_term
from ...text.syntax import Syntax
from .readings import Reading, Text, conflict, later
from .slots import Sentences
from .wording import quoted

_PLANNING = frozenset("plan intend expect schedule agree vow promise pledge set prepare aim due propose".split())
_REFUSING = frozenset({"refuse", "decline"})
_OPEN = frozenset("if when unless would may might could should can whether not n't n’t".split())
_UNSURE = frozenset("if when unless would may might could should can will until to yet whether".split())
_PERFECT = frozenset({"has", "have", "had", "is", "was", "were", "are", "'s", "’s", "been"})
_OTHER = frozenset("similar another other previous earlier last next first second third new".split())
_AGO = frozenset("ago previously earlier last once already before since".split())
_PLAIN = frozenset(
    "begin start continue try want need use keep help seem become remain stay vote speak talk work".split()
)

_Thing = tuple[str, frozenset[str]]  # an entity or the key of a noun, and the words beside it


class _Deed(NamedTuple):
    """A deed at `token` by some of `doers` to or with `things`; `mark`: first and last token; `how`: planned,
    refused, not done, done, or done earlier."""

    report: int
    token: int
    key: str
    how: str
    doers: frozenset[str]
    objects: frozenset[_Thing]
    places: frozenset[_Thing]
    days: frozenset[str]
    mark: tuple[int, int]


def planned_and_done(text: Text, sentences: Sentences) -> list[Conflict]:
    """Conflicts between reports in which a deed is still to be done, refused or not done, and reports in which it is done."""
    ahead = [d for k in range(len(text.reports)) for d in _ahead(text, sentences, k)]
    if not ahead:
        return []
    wanted = {d.key for d in ahead}
    done = [d for k in range(len(text.reports)) for d in _done(text, sentences, k, wanted)]
    pairs: dict[tuple[str, str], list[tuple[_Deed, _Deed]]] = {}
    for a in ahead:
        met = [b for b in done if _one_deed(a, b) and _told_apart(text, a, b)]
        if a.how == "not done" or a.report not in {b.report for b in met}:
            pairs.setdefault((a.key, a.how), []).extend([(a, b) for b in met])
    return [_row(text, held) for _, held in sorted(pairs.items()) if held]


def _ahead(text: Text, sentences: Sentences, report: int) -> Iterator[_Deed]:
    """What will be done, is planned or refused, or was not done."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    for token in parse.tokens:
        if token.dep == "neg" and _not_done(parse, parse.tokens[token.head]):
            head = parse.tokens[token.head]
            found = _deed(text, sentences, report, head, keys[head.i], "not done", token.i)
            if found is not None:
                yield found
        if token.tag != "VB" or token.lemma in GENERAL or token.lemma in _PLAIN:
            continue
        below = {parse.tokens[c].lower for c in parse.children[token.i]}
        above = parse.tokens[token.head]
        if below & _OPEN or is_negated(parse, token.i) or is_negated(parse, above.i) or _on_condition(parse, token):
            continue
        named = above.lemma in _PLANNING or above.lemma in _REFUSING
        if not ("will" in below or ("to" in below and token.dep == "xcomp" and named)):
            continue
        if any(parse.tokens[c].lower in _OPEN for c in parse.children[above.i]):
            continue
        how = "refused" if "will" not in below and above.lemma in _REFUSING else "planned"
        first = min([token.i, *(c for c in parse.children[token.i] if parse.tokens[c].lower == "will")])
        if "will" not in below:
            first = min(above.i, token.i)
        found = _deed(text, sentences, report, token, keys[token.i], how, first)
        if found is not None:
            yield found


def _not_done(parse: Parse, token: Token) -> bool:
    """True where a verb says plainly that a deed was not done, by somebody in particular."""
    if token.tag[:1] != "V" or token.lemma in GENERAL or token.lemma in _PLAIN or _past(parse, token):
        return False
    below = {parse.tokens[c].lower for c in parse.children[token.i]}
    plain = below & (_PERFECT | {"did", "does", "do"}) or token.tag in ("VBD", "VBZ")
    noun = parse.tokens[token.head]
    generic = token.dep == "relcl" and noun.tag == "NNS" and noun.left == noun.i
    return bool(plain) and not below & _UNSURE and not generic


def _on_condition(parse: Parse, token: Token) -> bool:
    clauses = (c for c in parse.children[token.i] if parse.tokens[c].dep == "advcl")
    return any(parse.tokens[d].lower in ("if", "unless") for c in clauses for d in parse.children[c])


def _done(text: Text, sentences: Sentences, report: int, wanted: set[str]) -> Iterator[_Deed]:
    """The wanted deeds that are told as done, or as being done."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    earlier = {e.head for e in text.reports[report].events if e.background}
    for i, key in enumerate(keys):
        token = parse.tokens[i]
        if key not in wanted or token.tag[:1] != "V" or token.lemma in GENERAL:
            continue
        own = [parse.tokens[c] for c in parse.children[i]]
        below = {t.lower for t in own}
        helped = bool(below & _PERFECT)
        if token.tag not in ("VBD", "VBZ") and not (token.tag in ("VBN", "VBG") and helped):
            continue
        if below & _OPEN or below & {"will", "to"} or _past(parse, token) or is_negated(parse, i):
            continue
        found = _deed(text, sentences, report, token, key, "earlier" if i in earlier else "done", i)
        if found is not None:
            yield found


def _past(parse: Parse, token: Token) -> bool:
    """True where the words of the deed say that it was another time."""
    return any(
        t.lower in _AGO or (t.ent == "DATE" and t.text.isdigit()) for t in parse.tokens[token.i + 1 : token.right + 1]
    )


def _deed(text: Text, sentences: Sentences, report: int, token: Token, key: str, how: str, first: int) -> _Deed | None:
    slots = Syntax(text.reports[report].parse).slots(token.i)
    doers = frozenset(w for i in slots.get("subj", ()) for w, _ in _things(text, sentences, report, (i,)))
    objects = _things(text, sentences, report, slots.get("dobj", ()))
    places = frozenset(
        t
        for slot, held in slots.items()
        if slot not in ("subj", "dobj", "comp", "prt")
        for t in _things(text, sentences, report, held)
    )
    if not doers or not (objects or places):
        return None
    clause = text.clause_of(report, token.i)
    tokens = text.reports[report].parse.tokens
    days = frozenset(t.lower for i in clause.tokens if (t := tokens[i]).ent == "DATE" and t.tag == "NNP")
    return _Deed(report, token.i, key, how, doers, objects, places, days, (first, token.i))


def _things(text: Text, sentences: Sentences, report: int, heads: Sequence[int]) -> frozenset[_Thing]:
    parse, keys = text.reports[report].parse, sentences.keys(report)
    found = set[_Thing]()
    for head in heads:
        parts = [d for c in parse.children[head] if parse.tokens[c].lower == "of" for d in parse.children[c]]
        for i in (head, *parts):
            token = parse.tokens[i]
            entity = text.entity_at(text.span(report, i, i))
            words = [t for t in parse.tokens[token.left : i] if is_term(t) and t.tag != "CD"]
            if any(t.lower in _OTHER for t in words):
                continue
            if entity is not None:
                found.add((entity, frozenset()))
            if token.tag in ("NN", "NNS"):
                found.add((keys[i], frozenset([keys[t.i] for t in words])))
    return frozenset(found)


def _one_deed(a: _Deed, b: _Deed) -> bool:
    if b.how == "earlier" and a.how != "not done":
        return False
    if a.key != b.key or a.doers.isdisjoint(b.doers) or (a.days and b.days and a.days.isdisjoint(b.days)):
        return False
    if a.objects and b.objects:
        return _share(a.objects, b.objects)
    return _share(a.objects | a.places, b.objects | b.places)


def _told_apart(text: Text, a: _Deed, b: _Deed) -> bool:
    """False for a plan that was only carried out, unless the report of it came later or it had been agreed on; and for
    what one report alone says was done and not done."""
    if a.how == "planned" and text.reports[a.report].parse.tokens[a.mark[0]].lemma != "agree":
        return later(text.instants[a.report], text.instants[b.report])
    return a.how != "not done" or a.report != b.report


def _share(one: frozenset[_Thing], two: frozenset[_Thing]) -> bool:
    """True where both hold one thing: words beside it are the same, or only one side has any."""
    return any(x == y and (p <= q or q <= p) for x, p in one for y, q in two)


def _row(text: Text, pairs: Sequence[tuple[_Deed, _Deed]]) -> Conflict:
    readings = []
    for d in dict.fromkeys(d for pair in pairs for d in pair):
        mark = text.span(d.report, *d.mark)
        value = mark.of(text.reports[d.report].article.text)
        readings.append(
            Reading(d.report, value, "done" if d.how == "earlier" else d.how, text.passage(d.report, d.token), mark)
        )
    how = pairs[0][0].how
    update = all(later(text.instants[a.report], text.instants[b.report]) for a, b in pairs)
    reason = Reason(rule=f"{how} and done", detail=" / ".join(dict.fromkeys(r.value for r in readings)))
    words = quoted(readings[0].passage.of(text.reports[readings[0].report].article.text))
    kind = "status" if how == "planned" else "polarity"
    order = text.instants if update else ()
    return conflict(kind, f"{how}, or done: {words}", readings, [reason], update=update, order=order)  # type: ignore[arg-type]
