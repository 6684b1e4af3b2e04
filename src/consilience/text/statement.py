"""What several passages share, in the words of one of them: the clause that the others carry best.

A sentence states several things and another report may share only one of them. Shown whole, it would lend that
report's support to the rest. So the statement of a claim is the stretch whose words the other reports hold (nothing
more than is shared) and which holds most of what they share (nothing less).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from ..knowledge.reporting import frames
from ..model.parse import Parse, Token
from .clauses import Clause, clauses

FEWEST_TERMS = 3  # a shorter clause says too little by itself
# Weight of holding what is shared beside being carried by the others (F-measure with beta 0.5). Of the facts in a statement, those
# counted for it hold all in 0.55 instead of 0.45 of the cases on twelve development stories; what is aligned stays as it is.
HOLDING = 0.25
WHOLE_BONUS = 0.06  # a whole sentence reads better than a clause of it that is hardly closer to what is shared
POINTING = 0.12  # taken off where the first word points at something said before ("he", "this")


OPENS = 4  # tokens at the beginning of a clause among which the word stands that joins it to the rest
GAP = 4  # tokens from a clause to the one that says it: comma, marks, "that"

_OPENING, _CLOSING = "``", "''"  # tags of quotation marks, of whatever shape
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_FACTIVE = frozenset("confirm know learn realise realize discover acknowledge admit recall remember reveal".split())
_SAYING = frozenset("say tell add announce tweet report note explain".split())
_SAID = frozenset({"ccomp", "dobj", "xcomp", "prep", "nsubjpass", "oprd"})
_RELATIVE = frozenset({"which", "who", "whom", "whose", "that"})
POINTERS = frozenset("he she it they this that these those his her their its".split())  # at something said before
_POINTERS = POINTERS | {"such", "there"}
_WHEN = frozenset({"after", "before", "because", "since", "while", "although", "though"})
# What a clause opened by one of these says is not stated, or not without the rest of the sentence.
_OPEN = frozenset("if whether unless lest until till than why how what".split())


class Stretch(NamedTuple):
    """Characters `start:end` of a report's text with their terms in order; `whole` where it is a sentence, `points` at what
    went before, `asks` where it is a question, `torn` where it ends or begins inside quotation marks."""

    start: int
    end: int
    terms: tuple[str, ...]
    whole: bool
    points: bool
    asks: bool = False
    torn: bool = False


def stretches(parse: Parse, sentence: int, terms: Sequence[str]) -> list[Stretch]:
    """The sentence, and those of its clauses that can stand alone: a finite verb with a subject of its own.

    What someone says keeps its "X said": without it the report would seem to state it. `terms`: the key of each token of
    the parse, "" where it is no term.
    """
    row = parse.sentences[sentence]
    found = [_stretch(parse, row.first, row.last, terms, whole=True)]
    parts = () if found[0].asks else clauses(parse, sentence)
    for part in parts if len(parts) > 1 else ():
        run = _with_governor(parse, parts, part) if _stands_alone(parse, part) else None
        if run:
            found.append(_stretch(parse, *_rounded(parse, parts, *run), terms, whole=False))
    return [s for s in found if s.whole or not s.torn]


def shared_cores(
    held: Mapping[str, Sequence[Sequence[Stretch]]],
    weight: Mapping[str, float],
    masses: dict[tuple[str, ...], float] | None = None,
) -> list[tuple[str, Stretch]]:
    """Reports and stretches, first the one that best says what several reports share.

    `held`: by report its passages, each as its stretches, the whole sentence first; `weight` of each term. A stretch is
    scored by how much of it the other reports carry and how much of what is shared it holds (F-measure). `masses` keeps
    what the terms of a stretch weigh together, for all that is asked with one `weight`.
    """
    masses = {} if masses is None else masses
    reports = sorted(held)
    rows = [[stretches[0].terms for stretches in held[report]] for report in reports]
    counts = Counter(chain.from_iterable([r[0] if len(r) == 1 else frozenset().union(*r) for r in rows]))
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
                if len(terms) < FEWEST_TERMS or stretch.asks:  # a question states nothing
                    continue
                score = scores.get(terms)
                if score is None:
                    own = masses.get(terms)
                    if own is None:
                        own = masses[terms] = sum([weight.get(t, 0.0) for t in terms])
                    score = scores[terms] = _score(terms, own * others, elsewhere, mass)
                score += WHOLE_BONUS * stretch.whole - POINTING * stretch.points
                found.append((-round(score, 9), report, stretch))
    found.sort(key=itemgetter(0))  # the first among equals stays it
    return [(report, stretch) for _, report, stretch in found]


def _score(terms: Sequence[str], own: float, elsewhere: Mapping[str, float], mass: float) -> float:
    """Mean of the part of the terms (`own`: what they weigh, for each other report) that the others carry and the part of
    what is shared that they hold, weighed towards the first: a statement that says more than is shared would lend the
    other reports' word to it."""
    shared = sum([elsewhere[t] for t in terms if t in elsewhere])
    carried, holds = (shared / own if own else 0.0), (shared / mass if mass else 0.0)
    return (1 + HOLDING) * carried * holds / (HOLDING * carried + holds) if carried + holds else 0.0


def _stretch(parse: Parse, first: int, last: int, terms: Sequence[str], *, whole: bool) -> Stretch:
    tokens = parse.tokens
    while first < last and (tokens[first].dep in ("mark", "cc") or tokens[first].tag in (",", ":", "WRB")):
        first += 1
    if not whole:
        joining = [t.i for t in tokens[first : min(first + OPENS, last)] if t.dep == "mark" and t.lower in _WHEN]
        first = joining[0] + 1 if joining else first  # "just hours after", "only because"
    tags, torn = [t.tag for t in tokens[first : last + 1]], False
    if _OPENING in tags or _CLOSING in tags:
        first, last = _balanced(parse, first, last)
        tags = [t.tag for t in tokens[first : last + 1]]
        torn = tags.count(_OPENING) != tags.count(_CLOSING)
    told = set(terms[first : last + 1])
    told.discard("")
    asks = whole and "?" in [t.text for t in tokens[max(first, last - 1) : last + 1]]
    points = tokens[first].lower in _POINTERS
    return Stretch(tokens[first].start, tokens[last].end, tuple(sorted(told)), whole, points, asks, torn)


def _with_governor(parse: Parse, parts: Sequence[Clause], part: Clause) -> tuple[int, int] | None:
    """The first and last token of a clause, with the clause that says it ("X denied that ...", "the claim that ...");
    None where that one does not stand beside it."""
    head = parse.tokens[part.head]
    if part.governor < 0 or not _told(parse, head):
        return part.first, part.last
    above = parts[part.governor]
    gap = above.first - part.last if above.first > part.last else part.first - above.last
    if not 0 < gap <= GAP:
        return None
    wider = _with_governor(parse, parts, above) if above.governor >= 0 else (above.first, above.last)
    return wider and (min(part.first, wider[0]), max(part.last, wider[1]))


def _told(parse: Parse, head: Token) -> bool:
    """True for the head of a clause that someone says, thinks or denies, and whoever reports that need not hold it true."""
    above = parse.tokens[head.head]
    if above.lemma in _FACTIVE:
        return False
    if head.dep == "ccomp":
        return "that" in frames("verb").get(above.lemma, ())
    return head.dep == "acl" and "that" in frames("noun").get(above.lemma, ()) and head.tag in _FINITE


def _rounded(parse: Parse, parts: Sequence[Clause], first: int, last: int) -> tuple[int, int]:
    """The clause without what hangs in the air once the next one is cut off ("passed a bill [allowing]", "called it illegal
    [and said]", "a lowland gorilla[, a species]"), or with that next one where its last noun needs it ("a plan to")."""
    tokens = parse.tokens
    if tokens[last].lower == "to" and last > first:
        last -= 1
    for part in parts:
        if part.first > last and _needs(parse, last, part):
            last = part.last
    while last + 2 < len(tokens) and tokens[last + 1].text == "-" and tokens[last].end == tokens[last + 1].start:
        last += 2  # "re-open"
    end = tokens[last]
    beyond = any(c > last for c in parse.children[end.i])
    cut = last
    if end.tag.startswith("VB") and end.dep in ("advcl", "acl", "conj", "xcomp", "pcomp") and beyond:
        cut = end.i - 1
    elif end.dep == "appos" and beyond:
        cut = end.left - 1
    while cut > first and (
        tokens[cut].dep in ("cc", "prep") or tokens[cut].tag in (",", ":") or tokens[cut].lower == "to"
    ):
        cut -= 1
    return first, (cut if cut > first else last)


def _needs(parse: Parse, last: int, part: Clause) -> bool:
    """True where the clause right after the last word completes it: "a plan to", "doubts about whether", "the decision to let"."""
    tokens, head = parse.tokens, parse.tokens[part.head]
    if part.first - last > 2 or tokens[last + 1].tag in (",", ":"):
        return False
    above = tokens[head.head]
    if above.i == last:
        return head.dep in ("acl", "relcl") or (head.dep in ("ccomp", "xcomp") and above.tag == "VB")
    return head.dep == "pcomp" and above.i == last + 1 and above.head == last


def _balanced(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The tokens without a quotation mark at an edge that has no partner inside, or with the partner just beyond."""
    tokens = parse.tokens
    tags = [t.tag for t in tokens[first : last + 1]]
    opened, closed = tags.count(_OPENING), tags.count(_CLOSING)
    if opened > closed:
        for beyond in tokens[last + 1 : last + 3]:  # the mark, or the mark after a stop
            if beyond.tag == _CLOSING:
                return first, beyond.i
            if beyond.tag not in (",", "."):
                break
        if tokens[first].tag == _OPENING and first < last:
            return first + 1, last
    if closed > opened and tokens[last].tag == _CLOSING and first < last:
        return first, last - 1
    return first, last


def _stands_alone(parse: Parse, clause: Clause) -> bool:
    tokens = parse.tokens
    if not clause.first <= clause.head <= clause.last:
        return False
    below = [tokens[i] for i in parse.children[clause.head]]
    subjects = [t for t in below if t.dep in ("nsubj", "nsubjpass") and clause.first <= t.i <= clause.last]
    if not subjects:
        return False
    subject = subjects[0]
    finite = tokens[clause.head].tag in _FINITE or any(t.tag in _FINITE for t in below if t.dep in ("aux", "auxpass"))
    said_elsewhere = any(t.dep == "ccomp" and not clause.first <= t.i <= clause.last for t in below) or (
        tokens[clause.head].lemma in _SAYING and not any(t.dep in _SAID for t in below)
    )  # "he said", without what
    if not finite or said_elsewhere:
        return False
    if any(
        t.lower in _OPEN for t in tokens[clause.first : subject.left] if t.dep in ("mark", "advmod", "dobj", "attr")
    ):
        return False
    return _RELATIVE.isdisjoint([t.lower for t in tokens[subject.left : subject.right + 1]])
