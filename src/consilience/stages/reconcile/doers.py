"""Who did it: one deed to one thing, put down to doers of different offices ("organisers set up the zone", "the police did"),
or one strike on one place, put down to different states or alliances ("American air strikes near Sarn", "Nato air strikes")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ...knowledge.countries import state_of
from ...knowledge.tables import table
from ...model.claim import Conflict
from ...model.record import Reason
from ...text.groups import Groups
from ...text.names import fold
from ...text.predicates import GENERAL, is_negated, is_term
from ...text.syntax import Syntax
from .readings import Reading, Text, conflict
from .slots import Sentences
from .wording import quoted

BESIDE = 1  # words beside the noun of what it was done to that both must have: "the safety zone", not any zone

_STRIKES = frozenset("strike airstrike raid bombing bombardment shelling offensive invasion".split())
_WHERE = frozenset({"in", "on", "at", "near", "against"})
_ACTORS = frozenset({"GPE", "NORP", "ORG"})
_OPEN = frozenset("if when unless would may might could should can whether will to".split())


class _Deed(NamedTuple):
    """A deed at `token`: its key, the role of the doer, the noun of what it was done to and the words beside that."""

    report: int
    token: int
    key: str
    role: str
    noun: str
    beside: frozenset[str]
    mark: tuple[int, int]


@cache
def _roles() -> dict[str, str]:
    return {w: row["role"] for row in table("doers") for w in row["words"].split("|")}


def differing_doers(text: Text, sentences: Sentences) -> list[Conflict]:
    """Conflicts about who did a deed: its doers have roles that exclude each other."""
    reports = range(len(text.reports))
    found = [d for k in reports for d in (*_deeds(text, sentences, k), *_strikes(text, sentences, k))]
    told = {(d.report, d.key, d.noun, d.role) for d in found}
    groups, joined = Groups(len(found)), set[int]()
    for i, j in combinations(range(len(found)), 2):
        a, b = found[i], found[j]
        if (a.key, a.noun) != (b.key, b.noun) or a.role == b.role or len(a.beside & b.beside) < BESIDE:
            continue
        if (
            a.report == b.report
            or (a.report, a.key, a.noun, b.role) in told
            or (b.report, b.key, b.noun, a.role) in told
        ):
            continue  # who tells of both lets them do it together
        groups.join(i, j)
        joined |= {i, j}
    return [_row(text, [found[i] for i in group]) for group in groups.members() if joined & set(group)]


def _deeds(text: Text, sentences: Sentences, report: int) -> Iterator[_Deed]:
    parse, keys, roles = text.reports[report].parse, sentences.keys(report), _roles()
    syntax = Syntax(parse)
    for word in parse.tokens:
        if word.lemma not in roles:
            continue
        doer = parse.tokens[word.head] if word.dep == "compound" else word
        verb = parse.tokens[doer.head]
        if verb.dep in ("agent", "prep"):
            verb = parse.tokens[verb.head]
        if verb.tag[:1] != "V" or verb.lemma in GENERAL or is_negated(parse, verb.i):
            continue
        slots = syntax.slots(verb.i)
        below = {parse.tokens[c].lower for c in parse.children[verb.i]}
        if slots.get("subj", ()) != (doer.i,) or below & _OPEN or verb.tag == "VB":
            continue
        for i in slots.get("dobj", ()):
            noun = parse.tokens[i]
            if noun.tag in ("NN", "NNS"):
                inside = [t for t in parse.tokens[noun.left : i] if is_term(t) and t.tag != "CD"]
                beside = frozenset(keys[t.i] for t in inside)
                yield _Deed(report, verb.i, keys[verb.i], roles[word.lemma], keys[i], beside, (doer.left, doer.i))


def _strikes(text: Text, sentences: Sentences, report: int) -> Iterator[_Deed]:
    """Strikes with the state or alliance that they are called by and the names of the place they were made on."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    for noun in parse.tokens:
        if noun.lower.removesuffix("s") not in _STRIKES or noun.tag not in ("NN", "NNS"):
            continue
        own = [t for t in parse.tokens[noun.left : noun.i] if t.ent in _ACTORS and t.tag[:2] in ("NN", "JJ")]
        preps = [parse.tokens[c] for c in parse.children[noun.i] if parse.tokens[c].lower in _WHERE]
        after = [t for p in preps for t in parse.tokens[p.i + 1 : p.right + 1]]
        places = frozenset(keys[t.i] for t in after if t.tag == "NNP" and t.ent not in ("DATE", "TIME"))
        if len(own) == 1 and places:
            actor = state_of(own[0].text) or fold(own[0].text)
            yield _Deed(report, noun.i, "", actor, "strike", places, (own[0].i, noun.i))


def _row(text: Text, deeds: Sequence[_Deed]) -> Conflict:
    readings = []
    for d in deeds:
        mark = text.span(d.report, *d.mark)
        value = d.role if d.key else mark.of(text.reports[d.report].article.text)
        readings.append(Reading(d.report, value, d.role, text.passage(d.report, d.token), mark))
    shortest = min((r.passage for r in readings), key=lambda p: (len(p), p))
    words = quoted(shortest.of(text.reports[text.number[shortest.article]].article.text))
    reason = Reason(rule="one deed, other doers", detail=" / ".join(dict.fromkeys(r.value for r in readings)))
    return conflict("other", f"who did it: {words}", readings, [reason])
