"""Dependency rows -> who does what to whom: the slots of verbs and nouns, whatever construction they stand in.

A slot holds the head tokens of what fills it: `subj` and `dobj` are logical (the agent of a passive is its subject,
its grammatical subject the object), `iobj`, `attr`, `acomp`, `prt`, `comp` (verbs of the complement clause), and one
slot for each preposition by its own word (`with`, `against`). Subjects come through control and raising ("agreed to
sign"), relative clauses, participles and coordination.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model.parse import Parse, Token
from .memo import OfParse

Slots = dict[str, tuple[int, ...]]

DEEPEST = 6  # steps a subject is looked for upwards before the rest of the way is worked out from its top: bounds the recursion

_PASSIVE = frozenset({"auxpass", "nsubjpass", "agent"})
_PARTICLES = frozenset({"down", "up", "off", "out", "aside"})  # read as adverbs at times ("who stepped down last week")
_ASKED_BY_PHRASE = frozenset(
    "call appeal wait press push plead lobby rely count look turn".split()
)  # "called on her to go"
_ON_THE_PHONE = frozenset(
    "urge ask tell say discuss complain thank congratulate express warn inform report offer apologize".split()
)
_FILLING = frozenset(
    "nsubj csubj nsubjpass agent dobj attr oprd acomp prt prep dative xcomp ccomp pcomp advmod".split()
)  # relations of what may fill a slot
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OBJECT_CONTROL = frozenset(
    "accuse suspect convict charge blame praise criticize "
    "urge ask order tell allow force call press push persuade invite encourage want require permit enable help let make "
    "advise warn beg "
    "appeal convince instruct pressure get lead cause expect forbid compel command direct implore challenge dare authorize "
    "authorise".split()
)
_CLAUSE_CUT = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "punct", "prep", "cc", "conj", "parataxis", "dep"})


_worked_out = OfParse[tuple[dict[int, Slots], dict[int, tuple[int, ...]]]](lambda _: ({}, {}))


class Syntax:
    """Slots of the verbs and nouns of one parse, each worked out once, whichever stage asks first."""

    def __init__(self, parse: Parse) -> None:
        """Read from `parse`; nothing is computed until it is asked for."""
        self.tokens = parse.tokens
        self.children = parse.children
        self._slots, self._conjuncts = _worked_out(parse)

    def slots(self, i: int, depth: int = 0) -> Slots:
        """The slots of verb (or predicate) `i`, coordinated fillers included."""
        known = self._slots.get(i)
        if known is None:
            if depth > DEEPEST:
                self._from_the_top(i)
            known = self._slots[i] = self._filled(i, depth)
        return known

    def _from_the_top(self, i: int) -> None:
        """Work out what stands above `i`, the highest first: each then needs but one step, however long the chain."""
        above = []
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            above.append(i)
        for head in reversed(above):
            self.slots(head)

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """Token `i` and all that is coordinated with it to its right ("France, Germany and the U.K.")."""
        known = self._conjuncts.get(i)
        if known is None:
            joined = [c for c in self.children[i] if c > i and self.tokens[c].dep == "conj"]
            known = (i, *[k for c in joined for k in self.conjuncts(c)]) if joined else (i,)
            self._conjuncts[i] = known
        return known

    def passive(self, i: int) -> bool:
        """True where verb `i` is passive, a reduced relative ("the deal signed in May") or a bare participle headline included."""
        token = self.tokens[i]
        if token.tag != "VBN":
            return False
        deps = {self.tokens[c].dep for c in self.children[i]}
        if not deps.isdisjoint(_PASSIVE):
            return True
        if "nsubj" in deps or "aux" in deps or "dobj" in deps:
            return False
        if token.dep == "conj":
            return self.passive(token.head)
        return token.dep in ("acl", "advcl", "amod") or (token.dep == "relcl" and "nsubj" not in deps)

    def np_range(self, head: int) -> tuple[int, int]:
        """First and last token of the noun phrase of `head` without what follows it in clauses, lists and phrases."""
        first = last = head
        for c in self.children[head]:
            token = self.tokens[c]
            if c < head and token.dep not in _CLAUSE_CUT:
                first = min(first, token.left)
            elif token.dep in ("nummod", "nmod", "flat", "compound") and c > head:
                last = max(last, token.right)
        return first, last

    def preposition(self, i: int, words: frozenset[str] | tuple[str, ...]) -> list[int]:
        """Objects of the prepositions `words` that hang on token `i`."""
        out: list[int] = []
        for c in self.children[i]:
            token = self.tokens[c]
            if token.lower in words and token.dep in ("prep", "agent", "dative"):
                out.extend(self._objects(c))
        return out

    def _objects(self, prep: int) -> Iterable[int]:
        for c in self.children[prep]:
            token = self.tokens[c]
            if token.dep in ("pobj", "pcomp"):
                yield from self.conjuncts(c)
            elif token.dep == "prep":
                yield from self._objects(c)

    def _filled(self, i: int, depth: int) -> Slots:
        token = self.tokens[i]
        got: dict[str, list[int]] = {}
        passive = self.passive(i)
        for c in self.children[i]:
            self._add(got, c, passive)
        if token.dep == "relcl":
            self._relative(got, token, passive, depth)
        elif token.dep == "acl" and passive:
            got.setdefault("dobj", []).extend(self.conjuncts(token.head))
        if not ("dobj" in got if passive else "subj" in got):
            inherited = self.controller(i, depth + 1)
            if inherited:
                got["dobj" if passive else "subj"] = list(inherited)
        if not passive and "dobj" not in got:
            self._shared_object(got, i)
        return {k: self._told(v) for k, v in got.items()}

    def _told(self, fillers: list[int]) -> tuple[int, ...]:
        if len(fillers) == 1:
            return () if self.tokens[fillers[0]].lower in _RELATIVE else (fillers[0],)
        return tuple(dict.fromkeys([j for j in fillers if self.tokens[j].lower not in _RELATIVE]))

    def _add(self, got: dict[str, list[int]], c: int, passive: bool) -> None:
        child = self.tokens[c]
        dep = child.dep
        if dep not in _FILLING:
            return
        if dep in ("nsubj", "csubj"):
            got.setdefault("dobj" if passive else "subj", []).extend(self.conjuncts(c))
        elif dep == "nsubjpass":
            got.setdefault("dobj", []).extend(self.conjuncts(c))
        elif dep == "agent" or (dep == "prep" and passive and child.lower == "by"):
            got.setdefault("subj", []).extend(self._objects(c))
        elif dep in ("dobj", "attr", "oprd", "acomp", "prt"):
            got.setdefault({"oprd": "attr"}.get(dep, dep), []).extend(self.conjuncts(c) if dep != "prt" else (c,))
        elif dep == "prep":
            got.setdefault(child.lower, []).extend(self._objects(c))
        elif dep == "dative":
            filled = list(self._objects(c)) if child.tag in ("IN", "TO") else list(self.conjuncts(c))
            got.setdefault("iobj", []).extend(filled)
            if child.tag in ("IN", "TO"):
                got.setdefault(child.lower, []).extend(filled)
        elif dep in ("xcomp", "ccomp", "pcomp"):
            got.setdefault("comp", []).append(c)
        elif dep == "advmod" and c == child.head + 1 and child.lower in _PARTICLES:
            got.setdefault("prt", []).append(c)

    def _relative(self, got: dict[str, list[int]], token: Token, passive: bool, depth: int) -> None:
        """Put the antecedent in the place of the relative pronoun, or in the gap where there is none."""
        antecedent = list(self.conjuncts(token.head))[:1]
        noun = self.tokens[token.head]
        if noun.dep == "attr" and self.tokens[noun.head].lemma == "be":
            antecedent = (
                list(self.slots(noun.head, depth + 2).get("subj", ())) or antecedent
            )  # "Ito was the first to ..."
        for filled in got.values():
            for k, j in enumerate(filled):
                if self.tokens[j].lower in _RELATIVE and self.tokens[j].tag[:1] in ("W", "D", "I"):
                    filled[k : k + 1] = antecedent
                    return
        gap = "dobj" if passive or "subj" in got else "subj"
        if gap not in got and not any(self.tokens[c].lower in ("where", "when", "why") for c in self.children[token.i]):
            got[gap] = antecedent

    def controller(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """The understood subject (of a passive: object) of a verb that has none of its own."""
        token = self.tokens[i]
        head = self.tokens[token.head]
        if token.head == i:
            return ()
        if head.dep == "prep" and token.dep == "pcomp":
            head = self.tokens[head.head]
            if head.tag[:2] == "NN":
                return self.owner(head.i, depth + 1)
        if token.dep in ("acl", "relcl"):
            if token.tag == "VBG" and head.tag[:2] == "NN":
                return self.conjuncts(head.i)
            return self.owner(head.i, depth + 1)
        if head.tag[:1] == "J" and head.dep in ("acomp", "attr", "oprd"):
            head = self.tokens[head.head]
        if head.tag[:1] not in ("V", "M"):
            return ()
        above = self.slots(head.i, depth + 1)
        if token.dep in ("xcomp", "ccomp", "pcomp") and above.get("dobj") and head.i != i:
            by_object = head.lemma in _OBJECT_CONTROL and not (head.lemma == "call" and token.lemma in _ON_THE_PHONE)
            if by_object or self.passive(head.i):
                return above["dobj"]
        if token.tag == "VB" and head.lemma in _ASKED_BY_PHRASE and token.dep in ("xcomp", "advcl"):
            asked = next((above[word] for word in ("on", "upon", "for", "to") if above.get(word)), ())
            if asked and head.i < asked[0] < i:
                return asked
        if token.dep in ("conj", "xcomp", "ccomp", "advcl", "pcomp", "dep"):
            return above.get("dobj", ()) if self.passive(head.i) else above.get("subj", ())
        return ()

    def owner(self, noun: int, depth: int = 0) -> tuple[int, ...]:
        """Whose a noun is: its possessor, or the subject of the verb it is the object of ("reached a decision to leave")."""
        tokens = self.tokens
        for c in self.children[noun]:
            if tokens[c].dep == "poss":
                return self.conjuncts(c)
        head = tokens[tokens[noun].head]
        if tokens[noun].dep in ("dobj", "attr") and head.tag[:1] == "V":
            return self.slots(head.i, depth + 1).get("subj", ())
        return ()

    def _shared_object(self, got: dict[str, list[int]], i: int) -> None:
        """The object after the last of coordinated verbs is also the first one's ("shot and killed a man")."""
        if "comp" in got:
            return
        for c in self.children[i]:
            child = self.tokens[c]
            if child.dep != "conj" or child.tag[:1] != "V":
                continue
            between = {self.tokens[k].dep for k in self.children[i] if i < k < c}
            deps = {self.tokens[k].dep for k in self.children[c]}
            if "dobj" in deps and not deps & {"nsubj", "nsubjpass"} and between <= {"cc", "punct", "advmod"}:
                got["dobj"] = [j for k in self.children[c] if self.tokens[k].dep == "dobj" for j in self.conjuncts(k)]
            return
