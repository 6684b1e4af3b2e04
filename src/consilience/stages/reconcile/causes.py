"""Different causes of one effect: "the fire was caused by a heater" against "caused by lightning", or not known.

A cause is the subject of a verb of causing or the agent of its passive; the effect is what is caused, told by its noun and a
word that goes with it. Where one report says that it is not known how a thing came about,
another may tell how: with a word for a cause beside the same noun, or, of a mistake, with a word such as "accidentally".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ...knowledge.tables import table
from ...model.claim import Conflict
from ...model.parse import Token
from ...model.record import Reason
from ...text.groups import Groups
from ...text.names import fold
from ...text.predicates import is_negated, is_term
from ...text.syntax import Syntax
from .readings import Reading, Text, conflict
from .slots import Sentences
from .wording import quoted

BESIDE = 2  # tokens from a verb to the word that says it was done by mistake
SHARED = 2  # terms that tell an effect, its noun among them, which both must have

_HOW = frozenset({"how", "why", "what"})
_UNKNOWN = re.compile(  # what stands before "how"
    r"\b(?:(?:did|do|does)(?: not|n['’]t) (?:yet )?know|not (?:yet |immediately )?(?:clear|known)|unclear|unknown|"
    r"could not (?:say|explain)) $"
)
_ASKED = re.compile(
    r"(?:how|why)\b(?! (?:many|much|long|far|big|often))|what (?:caused|led|prompted|sparked)\b", re.IGNORECASE
)
_MARKS = frozenset("because due owing thanks".split())
_OPEN = frozenset("if whether unless may might could would should not n't n’t never how why what".split())
_MISTAKES = frozenset("error mistake mix-up blunder glitch slip mishap misprint".split())
_BY_MISTAKE = frozenset("accidentally mistakenly inadvertently erroneously wrongly unintentionally".split())
_CAUSING = frozenset({"cause", "trigger", "blame", "result"})
_HAPPEN = frozenset("occur happen come arise take go".split())


class _Cause(NamedTuple):
    """A cause told at verb `token`: `effect` its terms and `head` its noun, `terms` those of the cause; `mark`: first, last."""

    report: int
    token: int
    family: str
    effect: frozenset[str]
    head: str
    terms: frozenset[str]
    mark: tuple[int, int]


@cache
def _families() -> dict[str, str]:
    """Verb -> its family."""
    return {w: row["family"] for row in table("causes") for w in row["words"].split("|")}


def differing_causes(text: Text, sentences: Sentences) -> list[Conflict]:
    """Conflicts about what brought about one effect, and between causes told and not known."""
    known = _families()
    words = [[t for t in r.parse.tokens if t.lemma in known or t.lower in _HOW] for r in text.reports]
    found = [c for k, held in enumerate(words) for c in _causes(text, sentences, k, held)]
    links = [(i, j) for i, j in combinations(range(len(found)), 2) if _differ(found[i], found[j])]
    groups = Groups(len(found))
    for i, j in links:
        groups.join(i, j)
    joined = {i for pair in links for i in pair}
    out = [_row(text, [found[i] for i in group]) for group in groups.members() if joined & set(group)]
    return [*out, *_not_known(text, sentences, words)]


def _causes(text: Text, sentences: Sentences, report: int, words: Sequence[Token]) -> Iterator[_Cause]:
    parse = text.reports[report].parse
    known, syntax = _families(), Syntax(parse)
    for token in words:
        if token.lemma not in known or token.tag[:1] != "V" or is_negated(parse, token.i):
            continue
        if any(parse.tokens[c].lower in _OPEN for c in parse.children[token.i]):
            continue
        if token.dep == "relcl":
            continue  # what "that sparked it" goes with is often mistaken
        slots = syntax.slots(token.i)
        for cause in slots.get("subj", ()):
            for effect in slots.get("dobj", ()):
                found = _cause(text, sentences, report, token, cause, effect)
                if found is not None:
                    yield found


def _cause(text: Text, sentences: Sentences, report: int, verb: Token, cause: int, effect: int) -> _Cause | None:
    tokens, keys = text.reports[report].parse.tokens, sentences.keys(report)
    one, two = tokens[cause], tokens[effect]
    if one.tag[:2] != "NN" or two.tag[:2] != "NN":
        return None
    terms = _named(text, sentences, report, tokens[one.left : one.right + 1])
    effects = _named(text, sentences, report, tokens[two.left : two.right + 1])
    return _Cause(report, verb.i, _families()[verb.lemma], effects, keys[effect], terms, (one.left, one.right))


def _named(text: Text, sentences: Sentences, report: int, tokens: Iterable[Token]) -> frozenset[str]:
    """The terms of some words, with the names of those they speak of."""
    keys, found = sentences.keys(report), set[str]()
    for t in tokens:
        if is_term(t):
            found.add(keys[t.i])
        entity = text.entity_at(text.span(report, t.i, t.i)) if t.tag[:2] in ("NN", "PR") else None
        if entity is not None:
            found.update(sentences.key_of(w, "NNP") for n in text.entities[entity].names for w in fold(n).split())
    return frozenset(found)


def _differ(a: _Cause, b: _Cause) -> bool:
    """True where one effect has two causes that have no word or name in common."""
    if a.report == b.report or a.family != b.family or a.head != b.head or len(a.effect & b.effect) < SHARED:
        return False
    return bool(a.terms) and bool(b.terms) and a.terms.isdisjoint(b.terms)


def _row(text: Text, causes: Sequence[_Cause]) -> Conflict:
    readings = []
    for c in causes:
        mark = text.span(c.report, *c.mark)
        words = mark.of(text.reports[c.report].article.text)
        readings.append(Reading(c.report, words, words.lower(), text.passage(c.report, c.token), mark))
    reason = Reason(rule="one effect, other causes", detail=" / ".join(dict.fromkeys(r.value for r in readings)))
    shortest = min((r.passage for r in readings), key=lambda p: (len(p), p))
    words = quoted(shortest.of(text.reports[text.number[shortest.article]].article.text))
    return conflict("cause", f"the cause in {words}", readings, [reason])


# --- not known, and told


def _not_known(text: Text, sentences: Sentences, words: Sequence[Sequence[Token]]) -> Iterator[Conflict]:
    for report, told in enumerate(text.reports):
        printed, keys = told.article.text, sentences.keys(report)
        for word in words[report]:
            if word.lower not in _HOW or not _ASKED.match(printed, word.start):
                continue
            row = told.parse.sentences[word.sentence]
            if not _UNKNOWN.search(printed[row.start : word.start]) or text.corrects(report, word.sentence):
                continue
            after = told.parse.tokens[word.i + 1 : row.last + 1]
            noun = next((t for t in after if t.tag in ("NN", "NNS")), None)
            effect = frozenset(keys[t.i] for t in after if is_term(t) and t.lemma not in _HAPPEN)
            given = [
                (k, i)
                for k in range(len(text.reports))
                if k != report and noun is not None
                for i in _given(text, sentences, k, keys[noun.i], effect, noun.lemma in _MISTAKES)
            ]
            if given:
                yield _open_row(text, report, word, given)


def _given(
    text: Text, sentences: Sentences, report: int, noun: str, effect: frozenset[str], mistake: bool
) -> Iterator[int]:
    """The tokens of a report at which a cause of the effect is given."""
    parse = text.reports[report].parse
    for number, row in enumerate(parse.sentences):
        tokens = parse.tokens[row.first : row.last + 1]
        if any(t.lower in _OPEN for t in tokens) or tokens[-1].text == "?":
            continue
        held = sentences.held(report, number)
        told = noun in held and len(effect & held) >= min(SHARED, len(effect))
        for t in tokens:
            verb = parse.tokens[t.head]
            beside = verb.tag[:1] == "V" and verb.lemma != "be" and abs(verb.i - t.i) <= BESIDE
            by_mistake = mistake and t.lower in _BY_MISTAKE and beside
            marked = told and (t.lower in _MARKS or (t.tag == "VBN" and t.lemma in _CAUSING))
            if by_mistake or marked:
                yield t.i
                break


def _open_row(text: Text, report: int, word: Token, given: Sequence[tuple[int, int]]) -> Conflict:
    mark = text.span(report, word.i, word.i)
    readings = [Reading(report, "not known", "not known", text.sentence(report, word.sentence), mark)]
    for k, i in given:
        passage = text.passage(k, i)
        shown = quoted(passage.of(text.reports[k].article.text))
        readings.append(Reading(k, shown, "given", passage, text.span(k, i, i)))
    words = quoted(readings[0].passage.of(text.reports[report].article.text))
    return conflict(
        "cause", f"known, or not: {words}", readings, [Reason(rule="cause given and not known", detail=words)]
    )
