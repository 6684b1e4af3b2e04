"""Of what a number tells a part, from when on and by whose doing it is counted: what keeps two numbers of one noun apart."""

from __future__ import annotations

from ...knowledge.people import noun_kinds
from ...model.parse import Parse
from .readings import Text

SINCE = 8  # tokens behind a number in which the day is told from which on it is counted
INCLUDED, DOER = 12, 4  # tokens behind a number in which "including" stands, and behind that in which it says whom
NEAR = 9  # tokens before the noun counted among which "surviving" stands
PHRASE = 6  # tokens behind "of" in which the number of the whole stands

_BEFALLEN = frozenset({"killed", "injured", "missing", "dead", "wounded", "hospitalised"})
_HARMING = frozenset("shoot stab kill wound injure attack beat strangle".split())
_HARM = frozenset("shooting stabbing killing wounding murder death slaying beating".split())
_ACCUSING = frozenset("charge arrest accuse indict convict sentence".split())
_DOERS = frozenset(
    "suspect shooter gunman attacker bomber assailant perpetrator killer hijacker himself herself".split()
)
_FIRST = frozenset({"first", "last", "final", "next", "opening"})
_SURVIVING = frozenset({"surviving", "survived"})
_PARTS = frozenset({"one", "some", "many", "most", "first", "last", "several", "few", "all", "none", "any", "half"})
_REST = frozenset({"other", "others", "another", "more", "further", "additional"})


def part_of(text: Text, report: int, token: int, head: int) -> str:
    """Which part of a whole the number at `token` before the noun `head` counts.

    "whole" for the number behind "of" ("21 of the 200 girls"), "rest" for others and further ones, "first" for the first or
    last ones, "surviving", "doer" where who did it is counted too, "joined" for one of several numbers of people ("six
    children and two adults"), else "".
    """
    tokens, children = text.reports[report].parse.tokens, text.reports[report].parse.children
    if _with_doer(text, report, token):
        return "doer"
    if _joined(text, report, token, head):
        return "joined"
    if any(t.lower in _SURVIVING for t in tokens[max(0, min(token, head) - NEAR) : head]):
        return "surviving"
    if token and tokens[token - 1].lower in _FIRST:
        return "first"
    between = tokens[token + 1].lower if token + 1 < head else ""
    if any(tokens[c].lower in _REST for c in children[head]) or tokens[head].lower in _REST or between in _REST:
        return "rest"
    above = tokens[tokens[head].head]
    if tokens[head].dep == "pobj" and above.lower == "of" and above.head < token:
        over = tokens[above.head]
        if over.tag == "CD" or over.lower in _PARTS:
            return "whole"
    return ""


def _with_doer(text: Text, report: int, token: int) -> bool:
    """True where who did it is counted too: "seven dead, including the suspect"."""
    tokens = text.reports[report].parse.tokens
    row = text.reports[report].parse.sentences[tokens[token].sentence]
    for i in range(token + 1, min(row.last, token + INCLUDED)):
        if tokens[i].lower in ("including", "plus", "counting"):
            return any(t.lemma in _DOERS for t in tokens[i + 1 : min(row.last, i + DOER) + 1])
    return False


def _joined(text: Text, report: int, token: int, head: int) -> bool:
    """True for the number of one sort of people beside that of another: "six children and two adults"."""
    parse = text.reports[report].parse
    tokens, kinds = parse.tokens, noun_kinds()
    beside = [c for c in parse.children[head] if tokens[c].dep == "conj"]
    if tokens[head].dep == "conj":
        beside.append(tokens[head].head)
    noun = tokens[head]
    for i in beside:
        other = tokens[i]
        behind = tokens[i + 1].lower if other.tag == "CD" and i + 1 < len(tokens) else other.lower
        if other.lemma == noun.lemma or behind in _BEFALLEN or not {noun.tag[:2], other.tag[:2]} <= {"NN", "CD"}:
            continue
        counted = other.tag in ("CD", "NN") or any(tokens[c].tag == "CD" for c in parse.children[i])
        if counted and (other.tag == "CD" or "person" in kinds.get(other.lemma, ())):
            return True
    return False


def deed_of(parse: Parse, head: int) -> str:
    """ "did" for somebody who harmed others, "suffered" for one harmed, "" where neither is told."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    if verb.tag[:1] == "V" and verb.lemma in _HARMING:
        return "did" if token.dep == "nsubj" else "suffered" if token.dep in ("dobj", "nsubjpass") else ""
    if verb.tag[:1] == "V" and verb.lemma in _ACCUSING and token.dep in ("dobj", "nsubjpass"):
        return "did"
    if token.dep == "pobj" and verb.lower == "of" and parse.tokens[verb.head].lemma in _HARM:
        return "suffered"
    wounded = any(parse.tokens[i].lemma in ("wound", "gunshot") for i in range(token.i + 1, token.right + 1))
    return "suffered" if wounded else ""


def done_by(text: Text, report: int, verb: int) -> str:
    """The person named as doing what is counted: "Lund scored 20 points"; "" where none is, or it befell them."""
    if verb < 0:
        return ""
    parse = text.reports[report].parse
    for c in parse.children[verb]:
        if parse.tokens[c].dep == "nsubj" and (who := text.entity_at(text.span(report, c, c), named=True)):
            return who if text.entities[who].type == "person" else ""
    return ""


def whole_of(text: Text, report: int, token: int) -> float:
    """The number of which a number is a part: 7 for the 3 of "three of the seven boats"; 0 where none is told."""
    tokens = text.reports[report].parse.tokens
    if token + 1 >= len(tokens) or tokens[token + 1].lower != "of":
        return 0.0
    near = text.span(report, token + 1, min(token + PHRASE, len(tokens) - 1))
    return next((q.value for q in text.reports[report].quantities if near.contains(q.span)), 0.0)


def counted_since(text: Text, report: int, token: int) -> str:
    """The words of the day from which on a number is counted: "13,000 since 14 August"; "" where none is told."""
    tokens = text.reports[report].parse.tokens
    row = text.reports[report].parse.sentences[tokens[token].sentence]
    for i in range(token + 1, min(row.last, token + SINCE)):
        if tokens[i].tag == "CD" and tokens[i].ent not in ("DATE", "TIME"):
            return ""  # the next number
        if tokens[i].lower == "since":
            return " ".join(t.lower for t in tokens[i + 1 : tokens[i].right + 1] if t.ent == "DATE")
    return ""
