"""One or several: sentences that are alike, of which one tells of a person ("hit a guard") and the other of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...knowledge.people import noun_kinds
from ...model.claim import Conflict
from ...model.parse import Token
from ...model.record import Reason
from .likes import Like, Line, alike_around, hangs_alike
from .readings import Reading, Text, conflict
from .wording import published_reasons

SHARE = 0.6  # of the weight of the lighter sentence that the other must have
SHARE_OTHER = 0.75  # and where the verbs differ ("punched", "slapped") and the persons are their object
BESIDE = 1  # terms beside the nouns that must be equal, side by side

_SLOTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_SAYING = frozenset("say tell add report state write note explain believe".split())
_PICKED = frozenset("no another other each every any one either which whose some more further".split())


def one_or_several(text: Text, likes: Sequence[Like]) -> list[Conflict]:
    """Conflicts between like sentences that tell of one person and of several in one place."""
    held: dict[str, list[tuple[Line, Token]]] = {}
    for like in likes:
        if like.share < SHARE:
            continue
        for one in _persons(text, like.one, like.two):
            for two in _persons(text, like.two, like.one):
                if (
                    one.lemma.lower() == two.lemma.lower()
                    and one.tag != two.tag
                    and _in_one_place(text, like, one, two)
                ):
                    rows = held.setdefault(one.lemma.lower(), [])
                    for lines, token, line in ((like.ones, one, like.one), (like.twos, two, like.two)):
                        rows += [(x, x.tokens[token.i - line.tokens[0].i]) for x in lines]
    return [_row(text, noun, rows) for noun, rows in sorted(held.items()) if _apart(rows)]


def _apart(rows: Sequence[tuple[Line, Token]]) -> bool:
    """True where no report tells both of one and of several."""
    one, several = ({line.report for line, t in rows if (t.tag == "NNS") is many} for many in (False, True))
    return one.isdisjoint(several)


def _persons(text: Text, line: Line, other: Line) -> Iterable[Token]:
    """The nouns for persons that do or suffer something, and that the other sentence has not in this form; no one's own
    ("their heads", "her friends")."""
    tokens, children = text.reports[line.report].parse.tokens, text.reports[line.report].parse.children
    for t in line.tokens:
        if t.tag not in ("NN", "NNS") or t.dep not in _SLOTS or t.lower in other.words:
            continue
        if "person" not in noun_kinds().get(t.lemma.lower(), ()) or tokens[t.head].lemma in _SAYING:
            continue
        if not any(tokens[c].lower in _PICKED or tokens[c].dep == "poss" for c in children[t.i]):
            yield t


def _in_one_place(text: Text, like: Like, one: Token, two: Token) -> bool:
    tokens = [text.reports[line.report].parse.tokens for line in (like.one, like.two)]
    if alike_around(like, (one.i, one.i), (two.i, two.i)) < BESIDE:
        return False
    objects = one.dep == two.dep == "dobj" and like.share >= SHARE_OTHER
    return objects or hangs_alike(like, one, two, tokens[0], tokens[1])


def _row(text: Text, noun: str, rows: Sequence[tuple[Line, Token]]) -> Conflict:
    readings = []
    for line, t in sorted(rows, key=lambda row: (row[0].report, row[1].i)):
        mark = text.span(line.report, t.i, t.i)
        value = "one" if t.tag == "NN" else "several"
        readings.append(Reading(line.report, f"{value} ({t.lower})", value, text.passage(line.report, t.i), mark))
    reasons = [Reason(rule="one and several in like sentences", detail=noun), *published_reasons(text, readings)]
    return conflict("number", f"whether it was one {noun} or several", readings, reasons)
