"""Deeds done by words without a frame of their own, and whose word it is that an event is denied, alleged or planned.

"X said that Y must go" is a demand of X, "X said that Y lied" an accusation, "X said that Y was right" praise. Who denies
an event, alleges or plans it is the holder of its factuality (FactBank's source): the subject of the word that says so,
else the one whose words the clause is, else, of what lies ahead, the one who is to do it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...knowledge.frames import Frame
from ...text.participants import Participants
from ...text.reality import Reality
from ...text.syntax import Slots, Syntax
from ...text.voices import FIRST_PERSON, Voices

COPULAS = frozenset({"be", "seem", "look", "become", "remain", "appear"})
SAYING = frozenset(
    "say tell declare announce add state insist reiterate stress argue warn note believe maintain confirm determine conclude".split()
)
_MENTAL = frozenset("understand know remember realize realise recognize recognise be have".split())
_CUES_OF = {  # what makes the status of an event
    "denied": ("deny",), "planned": ("plan", "future"), "alleged": ("allege",), "ordered": ("order",),
    "possible": ("possible", "condition"), "probable": ("probable",), "not done": ("fail", "not", "future"),
}  # fmt: skip
_GOVERNING = frozenset({"deny", "plan", "allege", "order", "fail", "probable", "possible"})


class Act(NamedTuple):
    """A deed read at token `at`: the frame it is read by, the slots that fill it, and the rule that found it."""

    at: int
    frame: Frame
    slots: Slots
    rule: str


class Saying:
    """Look-ups of what is done by saying it in one article."""

    def __init__(
        self, syntax: Syntax, who: Participants, voices: Voices, classes: Mapping[str, frozenset[str]]
    ) -> None:
        """Read from `syntax`; `classes` are the word classes of the knowledge room."""
        self.tokens, self.syntax, self.who, self.voices, self.classes = syntax.tokens, syntax, who, voices, classes

    def demand(self, i: int) -> Iterable[Act]:
        """ "X said that Y must go" at the modal `i`: X asks it of Y."""
        verb = self.tokens[i].head
        inner = self.syntax.slots(verb)
        told = inner.get("subj", ()) or inner.get("dobj", ())
        sayer = self.sayer(verb)
        if sayer and not any(self.tokens[j].lower in FIRST_PERSON and self.tokens[j].lower != "we" for j in told):
            frame = Frame("REQUEST", "demand", (), ("subj",), ("told",), False)
            yield Act(verb, frame, {"subj": sayer, "told": told}, "said that one must")

    def need(self, i: int) -> Iterable[Act]:
        """ "X said that Y needs to go", "has to go" at the verb `i`: the same; "we have to go" says what is so for oneself."""
        verb = next(
            (c for c in self.syntax.children[i] if self.tokens[c].dep == "xcomp" and self.tokens[c].tag == "VB"), -1
        )
        main = self.tokens[i].dep in ("ROOT", "ccomp", "conj") and self.tokens[i].tag in ("VBZ", "VBP", "VBD")
        if verb < 0 or not main or any(self.tokens[c].dep in ("neg", "aux") for c in self.syntax.children[i]):
            return
        told, sayer = self.syntax.slots(i).get("subj", ()), self.sayer(i)
        own = FIRST_PERSON - {"we"} if self.tokens[i].lemma == "need" else FIRST_PERSON | {"you"}
        if sayer and self.tokens[verb].lemma not in _MENTAL and not any(self.tokens[j].lower in own for j in told):
            frame = Frame("REQUEST", "demand", (), ("subj",), ("told",), False)
            yield Act(verb, frame, {"subj": sayer, "told": told}, "said that one must")

    def judgement(self, i: int) -> Iterable[Act]:
        """ "X said that Y was illegal": X speaks against Y, or for Y, where the word `i` after the copula judges."""
        word = self.tokens[i].lemma
        kind = "ACCUSE" if word in self.classes["blaming"] else "SUPPORT" if word in self.classes["positive"] else ""
        verb = self.tokens[i].head
        if not kind or self.tokens[verb].tag[:1] != "V" or self.tokens[verb].lemma not in COPULAS:
            return
        about = self.syntax.slots(verb).get("subj", ())
        sayer = self.sayer(verb)
        if sayer and about and not any(self.tokens[j].lower in FIRST_PERSON for j in about):
            if any(
                self.tokens[c].dep in ("neg", "mark") and self.tokens[c].lower != "that"
                for c in self.syntax.children[verb]
            ):
                return
            frame = Frame(kind, "criticize" if kind == "ACCUSE" else "praise", (), ("subj",), ("about",), False)
            yield Act(i, frame, {"subj": sayer, "about": about, "dobj": about}, "said that it is so")

    def charge(self, i: int) -> Iterable[Act]:
        """ "X said that Y lied", at the verb `i` of the misdeed: who says of others that they did wrong accuses them."""
        top = i
        while (
            self.tokens[top].dep in ("xcomp", "acl", "conj", "pcomp")
            and self.tokens[self.tokens[top].head].tag[:1] == "V"
        ):
            top = self.tokens[top].head  # "they want to silence us": the clause is that of "want"
        slots = self.syntax.slots(i)
        doers = slots.get("subj", ())
        sayer = self.sayer(top)
        if not sayer or not doers:
            return
        oneself = any(self.tokens[j].lower in FIRST_PERSON or sayer[0] in self.who.referents((j,)) for j in doers)
        negated = any(self.tokens[c].dep == "neg" for c in self.syntax.children[i])
        if oneself and negated:  # "I did not mislead anybody"
            frame = Frame("REJECT", "deny", (), ("sayer",), (), False)
            yield Act(i, frame, {"sayer": sayer}, "said that they did not")
        elif not oneself and not negated:
            frame = Frame("ACCUSE", "criticize", (), ("sayer",), ("subj",), False)
            yield Act(i, frame, {**slots, "sayer": sayer, "dobj": doers}, "said that they did it")

    def sayer(self, verb: int) -> tuple[int, ...]:
        """Who says the clause of `verb`: the subject of the verb of saying above it, or the source of the quotation around it."""
        head = self.tokens[self.tokens[verb].head]
        if self.tokens[verb].dep == "ccomp" and head.lemma in SAYING:
            return self.syntax.slots(head.i).get("subj", ())
        speaker = self.voices.speaker(verb)
        return (speaker,) if speaker >= 0 else ()

    def holder(self, i: int, real: Reality) -> int:
        """The token that names who denies, alleges, plans or orders the event at token `i`; -1 where nobody is told to."""
        wanted = _CUES_OF.get(real.status, ())
        cues = [(kind, at) for kind, at in real.cues if kind in wanted]
        for kind, at in cues:
            if kind in _GOVERNING and at != i:
                found = self._of_word(at)
                if found:
                    return self.voices.meant(found[0])
        if not cues:
            return -1
        clause = self._clause(i)
        told = self.sayer(clause)
        if not told and real.status == "planned":
            told = self.syntax.slots(clause).get("subj", ())
        found = self.who.referents(self.who.actors(told[0])) if told else ()
        return self.voices.meant(found[0]) if found else -1

    def _of_word(self, at: int) -> tuple[int, ...]:
        """Who denies or plans, where the word at `at` says so: its subject, the owner of a noun, or the noun itself ("the suspect")."""
        token = self.tokens[at]
        if token.tag[:1] == "V":
            slots = self.syntax.slots(at)
            fillers = slots.get("subj", ())
        elif token.tag[:1] == "N":
            owners = [c for c in self.syntax.children[at] if self.tokens[c].dep == "poss"]
            fillers = tuple(owners) or tuple(self.syntax.preposition(at, ("by", "from", "of")))
            verb = self.tokens[token.head]
            if not fillers and token.dep == "dobj" and verb.tag[:1] == "V":  # "issued a denial that ..."
                fillers = self.syntax.slots(verb.i).get("subj", ())
        else:  # "X is likely to sign": nobody's word but the report's
            return ()
        return self.who.referents(k for f in fillers for k in self.who.actors(f)[:1])

    def _clause(self, i: int) -> int:
        """The verb of the clause that token `i` stands in."""
        at = i
        while self.tokens[at].head != at and (
            self.tokens[at].tag[:1] != "V" or self.tokens[at].dep in ("xcomp", "pcomp")
        ):
            at = self.tokens[at].head
        return at
