"""Who takes which side on what, read off clauses: "critics called the bill toxic", "she defended the decision".

A side is found at a word of the table of stances: a verb of praise or blame with its subject and object, a noun voiced
or drawn, a word that judges a subject in reported words or that somebody calls a thing, what a thing is said to do, or
a noun for people who hold a side. The question is a noun for a bill, deed, claim, deal ...; a pronoun, or a word that
only points ("the move"), stands for the one spoken of before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ...knowledge.stances import Siding, issues, sidings
from ...model.annotation import Quotation
from ...model.parse import Token
from ...text.predicates import stem
from .charges import ACCUSING, CHARGE, DENYING, accused, denied, question_of
from .questions import BLAMED, WORK, Question, Side, Speech
from .readings import Text
from .rejoinders import REJECTING, contrasted, rejoined

CLIMB = 4  # steps from a judging word to the verb that says it of something
DEED = "decision"  # the question of words that point at a deed
BACK = 3  # sentences before one that says somebody disagrees, in which the other side is looked for

# How plainly each construction takes a side.
_REACTS, _VOICES, _DRAWS, _CALLS, _JUDGES, _EFFECTS, _HOLDS, _DIFFERS = 2.0, 2.0, 1.5, 2.5, 2.0, 1.5, 1.5, 1.2
_ACTS = 1.0

_COPULAS = frozenset("be seem appear look sound remain become".split())
_WHETHER = frozenset({"if", "whether", "why", "unless"})
_DEMAND = frozenset({"demand", "call", "seek"})
_MAKE = frozenset({"make", "take"})
_NOT = frozenset({"not", "no", "never", "hardly"})
_GOES_ON = frozenset({"xcomp", "ccomp"})
_SIDING = frozenset({"react", "voiced", "holder", "judge", "effect", "leave"}) | ACCUSING | DENYING | REJECTING


def sides(text: Text, said: Mapping[str, Sequence[Quotation]]) -> list[Side]:
    """The sides taken in a story, by report and in order of text; `said`: the quotations of each article with their speakers.

    Who accuses whom is only read where somebody denies.
    """
    readers = [_Reader(text, k, said.get(r.id, ())) for k, r in enumerate(text.reports)]
    found = [side for reader in readers for side in reader.sides()]
    if any(s.side < 0 and s.question.name.startswith(CHARGE) for s in found):
        found += [side for reader in readers for side in reader.charges()]
    return found


class _Reader(Speech):
    """Reads the sides of one report."""

    def sides(self) -> list[Side]:
        """The sides at each word of the table, accusations left for later."""
        self.found: list[Side] = []
        self.deeds = _deeds()
        self.accusing: list[tuple[Token, Siding]] = []
        words = _read()
        read = {
            "react": self._reacts,
            "voiced": self._voiced,
            "holder": self._holds,
            "judge": self._judges,
            "effect": self._effects,
            "differ": self._differs,
            "leave": self._leaves,
        }
        for token in [t for t in self.tokens if t.lemma in words]:
            for siding in words[token.lemma]:
                reader = read.get(siding.part)
                if reader is not None:
                    self.found.extend(reader(token, siding))
                elif siding.part in DENYING:
                    self.found.extend(denied(self, token, siding))
                elif siding.part in ACCUSING:
                    self.accusing.append((token, siding))
                    if token.lemma == "accuse":
                        self.found.extend(self._blames(token))
                    if siding.part == "misdeed":
                        self.found.extend(denied(self, token, siding))
                if siding.part in REJECTING:
                    self.found.extend(rejoined(self, token))
        self.found.extend(contrasted(self))
        return self.found

    def charges(self) -> Iterator[Side]:
        """The accusations at the words that `sides` left."""
        for token, siding in self.accusing:
            yield from accused(self, token, siding)

    # constructions

    def _reacts(self, verb: Token, siding: Siding) -> Iterator[Side]:
        """ "The union opposes the plan", "a bill backed by farmers", "criticised the club for its decision"."""
        deed = "issue" in siding.frames  # "the senate passed the bill": what is done shows the side, too
        if verb.tag[0] != "V" or (deed and not self._of_an_issue(verb)) or self.open(verb):
            return
        side = -siding.side if self.negated(verb) else siding.side
        if side != siding.side and siding.side < 0:
            return  # not to oppose is not to favour
        slots = self.syntax.slots(verb.i)
        held = [x for frame in siding.frames for x in slots.get("dobj" if frame == "obj" else frame, ())]
        if deed:
            held = [x for x in slots.get("dobj", ()) if self.tokens[x].lemma in self.issues]
        if "clause" in siding.frames:  # "questioned whether she had the experience"
            held = [x for c in slots.get("comp", ()) for x in self.syntax.slots(c).get("subj", ())]
        holder = self.holder(verb)
        if not holder and not self.syntax.passive(verb.i):
            return
        for x in held:
            question = self.question(x) or next((q for y in slots.get("for", ()) if (q := self.within(y))), None)
            if question is None and self.tokens[x].tag[0] == "V":
                question = self.within(x)
            if question is None and any(self.tokens[y].tag == "VBG" for y in slots.get("for", ())):
                question = Question(DEED, printed=DEED, owners=self.owner(x), vague=True)  # blamed for doing it
            if question and deed:
                yield self.side(verb, side, question, holder, "", _ACTS)._replace(act=True)
            elif question:
                yield self.side(verb, side, question, holder, "", _REACTS)
            if siding.frames in (("obj",), ("clause",)) and (person := self.person(x)):
                yield self.side(verb, side, person, holder, "", _REACTS)

    def _of_an_issue(self, verb: Token) -> bool:
        """True where a noun for a question hangs on a verb, or the verb on it: all others need no closer look."""
        if self.tokens[verb.head].lemma in self.issues:
            return True
        return any(self.tokens[c].lemma in self.issues for c in self.children[verb.i])

    def _blames(self, verb: Token) -> Iterator[Side]:
        """ "They accused her of delay"; to blame for a loss is no word on a deed."""
        if verb.tag[0] != "V" or self.open(verb) or self.negated(verb):
            return
        holder = self.holder(verb)
        for x in self.syntax.slots(verb.i).get("dobj", ()) if holder else ():
            if person := self.person(x):
                yield self.side(verb, -1, person, holder, "", _REACTS)

    def _leaves(self, word: Token, _: Siding) -> Iterator[Side]:
        """ "Doctors say that she should resign", "they called for his removal"."""
        if word.tag[0] == "V":
            verb = self.tokens[word.head] if word.dep == "xcomp" else word
            said = [verb.lemma, *(self.tokens[c].lemma for c in self.children[verb.i])]
            holder = self.speaker(word)
            if not holder or not any(s.part == "ought" for w in said for s in self.words.get(w, ())):
                return
            whom = list(self.syntax.slots(verb.i).get("subj", ()))
            if self.negated(verb) or any(self.tokens[c].lower in _WHETHER for c in self.children[verb.i]):
                return
        else:
            above = self.tokens[word.head]
            verb = self.tokens[above.head] if above.dep == "prep" else above
            if not ("urge" in self.parts(verb) or verb.lemma in _DEMAND) or self.negated(verb):
                return
            holder = self.holder(verb)
            whom = [c for c in self.children[word.i] if self.tokens[c].dep == "poss"]
            whom += self.syntax.preposition(word.i, ("of",))
        for x in whom if holder else ():
            if (person := self.person(x)) and person.name != f"{BLAMED} {holder}":
                yield self.side(word, -1, person, holder, "", _REACTS)

    def _voiced(self, noun: Token, siding: Siding) -> Iterator[Side]:
        """ "Voiced opposition to the plan"; "the plan drew criticism from farmers"."""
        verb = self.tokens[noun.head]
        if noun.dep != "dobj" or verb.tag[0] != "V" or self.negated(verb) or self.open(verb):
            return
        parts = self.parts(verb)
        slots = self.syntax.slots(verb.i)
        if "draw" in parts and verb.tag != "VB":
            whose = [*self.syntax.preposition(noun.i, ("from", "by", "among")), *slots.get("from", ())]
            holder = next((h for x in whose if (h := self.voice(x))), "")
            for x in slots.get("subj", ()):
                if question := self.question(x) or self.person(x):
                    yield self.side(noun, siding.side, question, holder, "", _DRAWS)
        elif "voice" in parts:
            holder = next((h for x in slots.get("subj", ()) if (h := self.voice(x))), "")
            for x in [
                *self.syntax.preposition(noun.i, siding.frames),
                *[y for f in siding.frames for y in slots.get(f, ())],
            ]:
                if holder and (question := self.question(x) or self.person(x)):
                    yield self.side(noun, siding.side, question, holder, "", _VOICES)

    def _holds(self, noun: Token, siding: Siding) -> Iterator[Side]:
        """ "Critics of the plan say ...": what those say who are called by their side."""
        if noun.tag[:2] != "NN":
            return
        source = next((q for q in self.text.reports[self.report].quotations if _holds(q, noun)), None)
        if source is None:
            return
        below = [
            *self.syntax.preposition(noun.i, ("of", "to")),
            *[c for c in self.children[noun.i] if self.tokens[c].dep in ("compound", "poss")],
        ]
        questions = [q for x in below if (q := self.question(x))]
        if questions or not any(self.tokens[x].tag[:2] == "NN" for x in below):
            question = questions[0] if questions else self.pointed(noun) or Question("")
            yield self.side(noun, siding.side, question, noun.lemma, "", _HOLDS)

    def _judges(self, word: Token, siding: Siding) -> Iterator[Side]:
        """ "She called the plan a disgrace"; what somebody says is wrong, or brings what is bad."""
        if word.tag[:2] != "NN" if "noun" in siding.frames else word.tag[0] not in "JV":
            return
        found = self._predicate(word)
        if found is None or self.open(found[0]):
            return
        verb, how, made = found
        negated = self.negated(verb) or any(self.tokens[c].lower in _NOT for c in self.children[word.i])
        side = -siding.side if negated else siding.side
        if how == "name":
            slots = self.syntax.slots(verb.i)
            holder = next((h for x in slots.get("subj", ()) if (h := self.voice(x))), "")
            named = [x for x in slots.get("dobj", ()) if not self.tokens[x].left <= word.i <= self.tokens[x].right]
            named += [
                d
                for c in self.children[verb.i]
                if self.tokens[c].dep in ("ccomp", "oprd", "xcomp")
                and self.tokens[c].left <= word.i <= self.tokens[c].right
                for d in self.children[c]
                if self.tokens[d].dep == "nsubj"
            ]
            if holder and named and (question := self.question(named[0]) or self.person(named[0])):
                yield self.side(
                    word, side, question, holder, word.lower if word.tag[0] == "J" and not negated else "", _CALLS
                )
            return
        holder = self.speaker(word)
        if holder:
            question = self.question(made) if made >= 0 else self._subject(verb)
            if question is not None and negated and siding.side < 0 and question.name == f"{BLAMED} {holder}":
                yield self.side(word, -1, question_of(self, holder), holder, "", _JUDGES)  # "I am no liar"
            elif question is not None and not (negated and question.name == CHARGE):
                yield self.side(
                    word,
                    side,
                    question,
                    holder,
                    word.lower if word.tag[0] == "J" and not negated else "",
                    _JUDGES,
                    faint=True,
                )

    def _effects(self, verb: Token, siding: Siding) -> Iterator[Side]:
        """What a thing is said to do: "the bill would protect tenants"."""
        holder = self.speaker(verb) if verb.tag[0] == "V" else ""
        if not holder or self.open(verb) or any(self.tokens[c].dep in _GOES_ON for c in self.children[verb.i]):
            return  # "helped to start it"
        above = self.tokens[verb.head]
        if verb.tag == "VB" and (
            "urge" in self.parts(above) or (verb.dep == "acl" and "bring" not in self.parts(self.tokens[above.head]))
        ):
            return  # "they urge the office to make an effort to protect it"
        side = -siding.side if self.negated(verb) else siding.side
        for x in self.syntax.slots(self._brought(verb)).get("subj", ())[:1]:
            question = self.question(x)
            if question and question.name != CHARGE:  # what charges do says nothing of whether they are right
                yield self.side(verb, side, question, holder, "", _EFFECTS, faint=True)

    def _brought(self, verb: Token) -> int:
        """The verb whose subject brings about what a verb tells: "allows them to harm", "gives leave to harm"; else itself."""
        above = self.tokens[verb.head]
        if above.dep == "dobj":
            above = self.tokens[above.head]
        return above.i if verb.tag == "VB" and above.tag[0] == "V" and "bring" in self.parts(above) else verb.i

    def _differs(self, verb: Token, siding: Siding) -> Iterator[Side]:
        """ "But teachers disagree": the other side of what was said last."""
        if verb.tag[0] != "V" or self.negated(verb) or self.open(verb):
            return
        slots = self.syntax.slots(verb.i)
        if any(self.tokens[x].lemma in self.issues for x in slots.get("with", ())):
            return
        holder = next((h for x in slots.get("subj", ()) if (h := self.voice(x))), "")
        last = next((s for s in reversed(self.found) if s.holder not in ("", holder)), None)
        if holder and last is not None and 0 <= verb.sentence - last.sentence <= BACK:
            yield last._replace(
                sentence=verb.sentence,
                token=verb.i,
                side=-last.side,
                holder=holder,
                judged="",
                weight=_DIFFERS,
            )

    # what words stand in

    def _predicate(self, word: Token) -> tuple[Token, str, int] | None:
        """The verb by which a judging word is said of something: a copula, a verb that names, one that brings it about."""
        at = word
        for _ in range(CLIMB):
            above = self.tokens[at.head]
            if above.i == at.i:
                return None
            parts = self.parts(above) if above.tag[0] == "V" else frozenset()
            if at.dep in ("acomp", "attr") and above.lemma in _COPULAS:
                return above, "be", -1
            if at.dep in ("oprd", "acomp", "ccomp", "xcomp") and "name" in parts:
                return above, "name", -1
            if at.dep == "dobj" and at.lemma in WORK and above.lemma == "do":
                return above, "be", -1  # "she did a great job"
            if at.dep == "dobj" and "bring" in parts and at.i == word.i:
                return above, "be", -1
            if at.dep == "dobj" and "name" in parts and len(self.syntax.slots(above.i).get("dobj", ())) > 1:
                return above, "name", -1
            if at.dep == "pobj" and above.lower == "as":
                verb = self.tokens[above.head]
                return (verb, "name", -1) if verb.tag[0] == "V" and "name" in self.parts(verb) else None
            made = above.dep in ("dobj", "nsubjpass") and self.tokens[above.head].lemma in _MAKE
            if at.dep == "amod" and made and above.lemma in self.issues:
                return self.tokens[above.head], "be", above.i
            onward = at.dep in ("amod", "conj", "compound", "nmod") or (at.lemma == "direction" and at.dep == "pobj")
            if not onward and not (at.dep == "prep" and at.lower == "in" and word.lemma in ("right", "wrong")):
                return None
            at = above
        return None

    def _subject(self, verb: Token) -> Question | None:
        """What a predicate is said of: its subject, the noun that a relative pronoun stands for, what doing it is called."""
        below = [c for c in self.children[verb.i] if self.tokens[c].dep in ("nsubj", "csubj")]
        if not below or self.tokens[below[0]].tag == "WDT":
            below = list(self.syntax.slots(verb.i).get("subj", ()))
        if not below:
            return None
        subject = self.tokens[below[0]]
        if subject.lower == "it" and (deed := self._infinitive(verb)) is not None:
            return self._deed(deed)  # "it is wrong to close the school"
        return self._deed(subject) if subject.tag[0] == "V" else self.question(subject.i) or self.person(subject.i)

    def _infinitive(self, verb: Token) -> Token | None:
        """The infinitive below a copula or what it says of "it"."""
        for i in (verb.i, *self.children[verb.i]):
            for c in self.children[i] if i == verb.i or self.tokens[i].dep in ("acomp", "attr") else ():
                if self.tokens[c].tag == "VB" and c > verb.i and self.tokens[c].dep != "conj":
                    return self.tokens[c]
        return None

    def _deed(self, verb: Token) -> Question | None:
        """The noun for what a verb tells ("closing the school is wrong": the closure), else what it is done to."""
        if "react" in self.parts(verb):
            return None  # "it is a shame to oppose it" is no word against it
        noun = self.deeds.get(stem(verb.lemma))
        if noun:
            return Question(noun, printed=noun, owners=self.owners(verb.i))
        return next((q for x in self.syntax.slots(verb.i).get("dobj", ()) if (q := self.question(x))), None)


def _holds(quotation: Quotation, noun: Token) -> bool:
    return any(s.start <= noun.start < s.end for s in quotation.source)


@cache
def _read() -> dict[str, tuple[Siding, ...]]:
    """The words at which sides are read; others of the table only stand beside them."""
    read = {word: tuple(s for s in rows if s.part in _SIDING) for word, rows in sidings().items()}
    return {word: rows for word, rows in read.items() if rows}


@cache
def _deeds() -> dict[str, str]:
    """Stem of a verb -> the noun for a question of that stem: withdraw, withdrawal."""
    found: dict[str, str] = {}
    for word, issue in issues().items():
        if not issue.points:
            found.setdefault(stem(word), issue.question)
    return found
