"""What several passages share, in the words of one of them: the clause that the others carry best.

A sentence states several things and another report may share only one of them. Shown whole, it would lend that
report's support to the rest. So the statement of a claim is the stretch whose words the other reports hold (nothing
more than is shared) and which holds most of what they share (nothing less).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from ..model.parse import Parse
from .clauses import Clause, clauses

FEWEST_TERMS = 3  # a shorter clause says too little by itself
# Weight of holding what is shared beside being carried by the others (F-measure with beta 0.5). Of the facts in a statement, those
# counted for it hold all in 0.55 instead of 0.45 of the cases on twelve development stories; what is aligned stays as it is.
HOLDING = 0.25
WHOLE_BONUS = 0.06  # a whole sentence reads better than a clause of it that is hardly closer to what is shared
POINTING = 0.12  # taken off where the first word points at something said before ("he", "this")

_OPENING, _CLOSING = ("“", "‘‘", "``"), ("”", "’’", "''")
_MARKS = (*_OPENING, *_CLOSING)
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_RELATIVE = frozenset({"which", "who", "whom", "whose", "that"})
POINTERS = frozenset("he she it they this that these those his her their its".split())  # at something said before
_POINTERS = POINTERS | {"such", "there"}


class Stretch(NamedTuple):
    """Characters `start:end` of a report's text with their terms in order; `whole` where it is a sentence, `points` at what
    went before."""

    start: int
    end: int
    terms: tuple[str, ...]
    whole: bool
    points: bool


def stretches(parse: Parse, sentence: int, terms: Sequence[str]) -> list[Stretch]:
    """The sentence, and those of its clauses that can stand alone: a finite verb with a subject of its own.

    `terms`: the key of each token of the parse, "" where it is no term.
    """
    row = parse.sentences[sentence]
    found = [_stretch(parse, row.first, row.last, terms, whole=True)]
    parts = clauses(parse, sentence)
    if len(parts) > 1:
        found += [_stretch(parse, c.first, c.last, terms, whole=False) for c in parts if _stands_alone(parse, c)]
    return found


def shared_cores(
    held: Mapping[str, Sequence[Sequence[Stretch]]], weight: Mapping[str, float]
) -> list[tuple[str, Stretch]]:
    """Reports and stretches, first the one that best says what several reports share.

    `held`: by report its passages, each as its stretches, the whole sentence first; `weight` of each term. A stretch is
    scored by how much of it the other reports carry and how much of what is shared it holds (F-measure).
    """
    reports = sorted(held)
    counts: Counter[str] = Counter()
    for report in reports:
        rows = [stretches[0].terms for stretches in held[report]]
        counts.update(rows[0] if len(rows) == 1 else frozenset().union(*rows))
    # By how many reports beside one's own a term is held, of those that are: sums need no second look at the passages.
    elsewhere = {t: weight.get(t, 0.0) * (counts[t] - 1) for t in sorted([t for t, n in counts.items() if n > 1])}
    mass = sum(elsewhere.values())
    others = max(1, len(reports) - 1)
    scores: dict[tuple[str, ...], float] = {}  # reprints give the same terms again
    found: list[tuple[float, str, Stretch]] = []
    for report in reports:
        for stretches in held[report]:
            for stretch in stretches:
                terms = stretch.terms
                if len(terms) < FEWEST_TERMS:
                    continue
                score = scores.get(terms)
                if score is None:
                    score = scores[terms] = _score(terms, weight, elsewhere, mass, others)
                score += WHOLE_BONUS * stretch.whole - POINTING * stretch.points
                found.append((-round(score, 9), report, stretch))
    found.sort(key=itemgetter(0))  # the first among equals stays it
    return [(report, stretch) for _, report, stretch in found]


def _score(
    terms: Sequence[str], weight: Mapping[str, float], elsewhere: Mapping[str, float], mass: float, others: int
) -> float:
    """Mean of the part of the terms that the others carry and the part of what is shared that they hold, weighed towards
    the first: a statement that says more than is shared would lend the other reports' word to it."""
    own = sum([weight.get(t, 0.0) for t in terms]) * others
    shared = sum([elsewhere[t] for t in terms if t in elsewhere])
    carried, holds = (shared / own if own else 0.0), (shared / mass if mass else 0.0)
    return (1 + HOLDING) * carried * holds / (HOLDING * carried + holds) if carried + holds else 0.0


def _stretch(parse: Parse, first: int, last: int, terms: Sequence[str], *, whole: bool) -> Stretch:
    tokens = parse.tokens
    while first < last and (tokens[first].dep in ("mark", "cc") or tokens[first].tag in (",", ":")):
        first += 1
    first, last = _balanced(parse, first, last)
    told = set(terms[first : last + 1])
    told.discard("")
    return Stretch(tokens[first].start, tokens[last].end, tuple(sorted(told)), whole, tokens[first].lower in _POINTERS)


def _balanced(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The tokens without a quotation mark at an edge that has no partner inside, or with the partner just beyond."""
    tokens = parse.tokens
    marks = [t.text for t in tokens[first : last + 1] if t.text in _MARKS]
    opened, closed = sum(m in _OPENING for m in marks), sum(m in _CLOSING for m in marks)
    if opened > closed:
        if last + 1 < len(tokens) and tokens[last + 1].text in _CLOSING:
            return first, last + 1
        if tokens[first].text in _OPENING and first < last:
            return first + 1, last
    if closed > opened and tokens[last].text in _CLOSING and first < last:
        return first, last - 1
    return first, last


def _stands_alone(parse: Parse, clause: Clause) -> bool:
    tokens = parse.tokens
    below = [tokens[i] for i in parse.children[clause.head]]
    finite = tokens[clause.head].tag in _FINITE or any(t.tag in _FINITE for t in below if t.dep in ("aux", "auxpass"))
    subject = next((t for t in below if t.dep in ("nsubj", "nsubjpass") and clause.first <= t.i <= clause.last), None)
    said_elsewhere = any(
        t.dep == "ccomp" and not clause.first <= t.i <= clause.last for t in below
    )  # "he said", without what
    if not finite or subject is None or said_elsewhere:
        return False
    return not any(t.lower in _RELATIVE for t in tokens[subject.left : subject.right + 1])
