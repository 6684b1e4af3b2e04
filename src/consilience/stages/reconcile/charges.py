"""Who is accused and who denies it: sides on the question whether an accusation is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...knowledge.stances import Siding
from ...model.parse import Token
from .questions import Question, Side, Speech

ACCUSING = frozenset({"accuse", "allege", "allegedly", "accusation", "accuser", "misdeed"})  # parts of the table
DENYING = frozenset({"deny", "guilty", "innocent"})
CHARGE = "charge"  # the question; with the accused's id behind it where that is known

# How plainly each construction accuses or denies.
_ACCUSES, _ALLEGEDLY, _TOLD, _DENIES = 2.0, 1.5, 1.2, 2.0
_PLEADS = 0.5  # a plea belongs to every trial: it shows a denial, it makes none

_WITH = ("of", "for", "with", "over")  # what somebody is accused of stands behind one of these
_BARE = frozenset({"sue", "indict", "implicate"})  # these need none
_IT = frozenset({"it", "this", "that", "any", "all"})
_WRONG = frozenset({"wrong", "illegal", "improper", "inappropriate", "unlawful"})  # "did nothing wrong"
_COURTS = frozenset({"judge", "court", "jury", "panel", "magistrate"})  # these dismiss charges and deny nothing
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset({"acl", "ccomp", "relcl"})


def accused(here: Speech, token: Token, siding: Siding) -> Iterator[Side]:
    """The accusations at a word of the table, with whom they are about."""
    if siding.part == "accuser":
        yield from _told(here, token)
        return
    weight = _ALLEGEDLY if siding.part in ("allegedly", "misdeed") else _ACCUSES
    for whom, by in _accused(here, token, siding):
        yield here.side(token, 1, question_of(here, whom), by, "", weight)


def question_of(here: Speech, accused: str) -> Question:
    """The question whether what somebody is accused of is so."""
    name = here.text.entities[accused].name
    return Question(f"{CHARGE} {accused}", printed=name, owners=frozenset({accused}))


def _accused(here: Speech, token: Token, siding: Siding) -> Iterator[tuple[str, str]]:
    """Whom an accusation is about, by whom."""
    if siding.part == "accusation" and token.tag[:2] == "NN":
        told = here.syntax.preposition(token.i, ("against",))
        told += [x for c in here.children[token.i] if here.tokens[c].dep in _CLAUSES for x in _subjects(here, c)]
        yield from ((accused, "") for accused in _entities(here, told))
    elif siding.part == "allegedly":
        yield from ((accused, "") for accused in _entities(here, _subjects(here, token.head)))
    elif siding.part == "misdeed":
        above = here.tokens[token.head]
        denied = token.dep in ("ccomp", "xcomp", "conj") and "deny" in here.parts(above)
        if token.tag[0] == "V" and not denied and not here.negated(token) and not here.open(token):
            holder = here.speaker(token)
            yield from ((accused, holder) for accused in _entities(here, _doers(here, token.i)) if accused != holder)
    elif token.tag[0] == "V" and not here.open(token) and not here.negated(token):
        slots = here.syntax.slots(token.i)
        whom = list(slots.get("dobj", ()))
        if siding.part == "allege":
            whom += [x for c in slots.get("comp", ()) for x in _subjects(here, c)]
        elif token.lemma not in _BARE and not any(slots.get(p) for p in _WITH):
            return
        by = set(_entities(here, slots.get("subj", ())))
        holder = here.holder(token)
        yield from ((accused, holder) for accused in _entities(here, whom) if accused not in by)


def _told(here: Speech, token: Token) -> Iterator[Side]:
    """What those who accuse by their office say that somebody did: "prosecutors said that Orlan took the money"."""
    holder = here.voice(token.i)
    for start, end, quotation in here.said:
        if not any(s.start <= token.start < s.end for s in quotation.source):
            continue
        for t in here.text.tokens(here.report, quotation.content[0]) if quotation.content[0].start == start else ():
            if t.dep == "nsubj" and t.start < end and here.tokens[t.head].tag[0] == "V":
                for who in _entities(here, (t.i,)):
                    if who != holder:
                        yield here.side(here.tokens[t.head], 1, question_of(here, who), holder, "", _TOLD)


def denied(here: Speech, token: Token, siding: Siding) -> Iterator[Side]:
    """ "She denied the accusations", "he pleaded not guilty", "they dismissed claims that ..."."""
    above = here.tokens[token.head]
    if siding.part == "misdeed":
        yield from _disowned(here, token)
        return
    if siding.part == "guilty":
        if above.lemma != "plead" or not (here.negated(above) or here.negated(token)):
            return
        holder = here.holder(above)
    elif siding.part == "innocent":
        if above.tag[0] != "V" or here.open(above) or here.negated(above):
            return
        below = {here.tokens[c].lemma for c in here.children[token.i]}
        if token.lower == "nothing" and not below & _WRONG and not (above.lemma == "have" and "do" in below):
            return
        holder = here.holder(above)
    else:
        if token.tag[0] != "V" or here.open(token) or here.negated(token):
            return
        slots = here.syntax.slots(token.i)
        what = [here.tokens[x] for x in slots.get("dobj", ())]
        plain = "any" in siding.frames and any(t.lower in _IT for t in what)
        if "any" in siding.frames and (about := _clause(here, what, slots.get("comp", ()))) is not None:
            yield from _denies(here, token, about)
            return
        if not plain and not any("accusation" in here.parts(t) or "wrong" in here.parts(t) for t in what):
            return
        holder = here.holder(token)
    weight = _PLEADS if siding.part == "guilty" else _DENIES
    if holder in here.text.entities:
        yield here.side(token, -1, question_of(here, holder), holder, "", weight)
    elif holder and holder not in _COURTS and not any(s.part == "accuser" for s in here.words.get(holder, ())):
        yield here.side(token, -1, Question(CHARGE, printed="accusations"), holder, "", weight)


def _disowned(here: Speech, verb: Token) -> Iterator[Side]:
    """ "The minister did not mislead voters", whoever says so."""
    holder = here.speaker(verb) if verb.tag[0] == "V" and here.negated(verb) and not here.open(verb) else ""
    for who in _entities(here, _doers(here, verb.i)) if holder else ():
        yield here.side(verb, -1, question_of(here, who), holder, "", _DENIES)


def _clause(here: Speech, what: Sequence[Token], clauses: Sequence[int]) -> list[int] | None:
    """The subjects of the clause that is denied ("deny that he lied", "deny his words were a cause"); None for no clause."""
    for t in what:
        after = here.tokens[t.right + 1] if t.right + 1 < len(here.tokens) else t
        if after.tag in _FINITE and after.head == t.head:  # read as "deny his words" and something beside it
            return [t.i]
    return _subjects(here, clauses[0]) if clauses and not what else None


def _denies(here: Speech, verb: Token, subjects: Sequence[int]) -> Iterator[Side]:
    """ "Aides deny that his words led to it", "he denied taking it": of whoever the clause is about, else of who denies."""
    holder = here.holder(verb)
    about = [e for x in subjects for e in (*_entities(here, (x,)), *sorted(here.owners(x)))]
    about = [e for e in about if here.voiced(e)][:1]
    if not subjects:
        about = [holder]
    if holder and about and about[0] in here.text.entities:
        yield here.side(verb, -1, question_of(here, about[0]), holder, "", _DENIES)


def _subjects(here: Speech, verb: int) -> list[int]:
    """The grammatical subjects of a verb."""
    return _doers(here, verb, "dobj" if here.syntax.passive(verb) else "subj")


def _doers(here: Speech, verb: int, slot: str = "subj") -> list[int]:
    """Who fills a slot, with those that stand beside them ("the carmakers A, B and C")."""
    found = here.syntax.slots(verb).get(slot, ())
    beside = [c for x in found for c in here.children[x] if here.tokens[c].dep == "appos"]
    return [*found, *(x for c in beside for x in here.syntax.conjuncts(c))]


def _entities(here: Speech, tokens: Iterable[int]) -> list[str]:
    found = (here.text.entity_at(here.text.span(here.report, i, i)) for i in tokens)
    return [e for e in found if e is not None and here.voiced(e)]
