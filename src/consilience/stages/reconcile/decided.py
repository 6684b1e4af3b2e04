"""Still to be decided in one report, decided in another: "is weighing whether to appeal", "announced an appeal"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...model.claim import Conflict
from ...model.parse import Parse, Token
from ...model.record import Reason
from ...text.predicates import is_negated
from .readings import Reading, Text, conflict, later
from .slots import Sentences
from .wording import quoted

STEPS = 4  # governors above "whether to" among which the word of deciding stands
SHARED = 2  # terms that both sentences have beside the deed itself, a name among them

_OPEN = "whether"
_DECIDING = frozenset("decide decision consider weigh ponder mull choose debate deliberate".split())
_DECIDED = frozenset({"decide", "decision"})
_ANNOUNCING = frozenset("announce issue file make".split())
_PAST = frozenset({"VBD", "VBZ", "VBN"})
_PLAIN = frozenset("be have do get go make take".split())
_DOUBT = frozenset("if would could may might not n't n’t".split())


class _Deed(NamedTuple):
    """What is to be done or was decided; `mark`: its first and last token."""

    report: int
    sentence: int
    token: int
    mark: tuple[int, int]


def open_and_decided(text: Text, sentences: Sentences) -> list[Conflict]:
    """Conflicts between reports that leave open whether a thing will be done and reports that tell the decision."""
    undecided = [d for k in range(len(text.reports)) for d in _undecided(text, k)]
    wanted = {sentences.keys(d.report)[d.token] for d in undecided}
    if not wanted:
        return []
    decided = [d for k in range(len(text.reports)) for d in _decided(text, sentences, k, wanted)]
    out = []
    for key in sorted(wanted):
        ends = [d for d in decided if sentences.keys(d.report)[d.token] == key]
        told = {d.report for d in ends}
        starts = [d for d in undecided if sentences.keys(d.report)[d.token] == key and d.report not in told]
        pairs = [(a, b) for a in starts for b in ends if _one_deed(text, sentences, a, b)]
        if pairs:
            out.append(_row(text, pairs))
    return out


def _undecided(text: Text, report: int) -> Iterator[_Deed]:
    """The verbs behind "whether to" below a word of deciding, with those joined to them ("to sign or veto")."""
    if _OPEN not in text.reports[report].article.text:
        return
    parse = text.reports[report].parse
    tokens = parse.tokens
    for token in tokens:
        if token.lower != _OPEN or tokens[token.head].tag != "VB" or token.i + 1 == len(tokens):
            continue
        head = tokens[token.head]
        if tokens[token.i + 1].lower != "to" or not _above(parse, head):
            continue
        joined = [tokens[c] for c in parse.children[head.i] if tokens[c].dep == "conj" and tokens[c].tag == "VB"]
        for verb in (head, *joined):
            if verb.lemma not in _PLAIN:
                yield _Deed(report, head.sentence, verb.i, (token.i, verb.i))


def _above(parse: Parse, token: Token) -> bool:
    at = token
    for _ in range(STEPS):
        if at.head == at.i:
            return False
        at = parse.tokens[at.head]
        if at.lemma in _DECIDING:
            return True
    return False


def _decided(text: Text, sentences: Sentences, report: int, wanted: set[str]) -> Iterator[_Deed]:
    """The wanted deeds that were decided ("decided to veto", "her decision to veto") or announced ("filed the appeal")."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    tokens = parse.tokens
    for i, key in enumerate(keys):
        if key not in wanted or tokens[i].tag[:1] not in ("V", "N"):
            continue
        token, above = tokens[i], tokens[tokens[i].head]
        verb = above
        if token.tag == "VB" and above.lemma in _DECIDED:
            verb = tokens[above.head] if above.tag[:1] == "N" else above
        elif not (token.tag[:1] == "N" and token.dep == "dobj"):
            continue
        fits = verb.lemma in _ANNOUNCING or verb.lemma == "decide"
        below = {tokens[c].lower for c in parse.children[verb.i]} | {tokens[c].lower for c in parse.children[i]}
        if fits and verb.tag in _PAST and not below & _DOUBT and _OPEN not in below and not is_negated(parse, verb.i):
            yield _Deed(report, token.sentence, i, (min(i, above.i), max(i, above.i)))


def _one_deed(text: Text, sentences: Sentences, a: _Deed, b: _Deed) -> bool:
    """True where both sentences share what they speak of, a name among it, and the decision is not the earlier news."""
    if a.report == b.report or later(text.instants[b.report], text.instants[a.report]):
        return False
    shared = sentences.held(a.report, a.sentence) & sentences.held(b.report, b.sentence)
    shared -= {sentences.keys(a.report)[a.token]}
    row = text.reports[a.report].parse.sentences[a.sentence]
    tokens, keys = text.reports[a.report].parse.tokens, sentences.keys(a.report)
    names = {keys[i] for i in range(row.first, row.last + 1) if tokens[i].tag[:3] == "NNP"}
    return len(shared) >= SHARED and bool(shared & names)


def _row(text: Text, pairs: list[tuple[_Deed, _Deed]]) -> Conflict:
    readings = []
    for same, deeds in (("open", [a for a, _ in pairs]), ("decided", [b for _, b in pairs])):
        for d in dict.fromkeys(deeds):
            mark = text.span(d.report, *d.mark)
            value = mark.of(text.reports[d.report].article.text)
            readings.append(Reading(d.report, value, same, text.sentence(d.report, d.sentence), mark))
    update = all(later(text.instants[a.report], text.instants[b.report]) for a, b in pairs)
    reason = Reason(rule="open and decided", detail=" / ".join(dict.fromkeys(r.value for r in readings)))
    about = f"decided, or still open: {quoted(readings[0].value)}"
    return conflict("status", about, readings, [reason], update=update, order=text.instants if update else ())
