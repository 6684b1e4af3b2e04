"""Who is meant by the filler of a slot: is it an actor, and if not, whose thing is it ("Haiti's efforts" -> Haiti)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..model.parse import Token
from .syntax import Syntax

KINDS = ("person", "actor", "state", "official", "place", "org", "armed", "number")  # of fillers, as frames name them
DEEPEST = 3  # nouns inside nouns that are opened to find an actor

_NAMED = frozenset({"PERSON", "NORP", "GPE", "ORG"})
_NO_ACTORS = frozenset({"DATE", "TIME", "MONEY", "LAW", "EVENT", "PERCENT", "ORDINAL", "CARDINAL"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "we", "us", "i", "his", "their", "its", "who"})
_PEOPLE = frozenset({"he", "she", "they", "him", "her", "them", "who", "i", "we", "us"})
_INSIDE = ("by", "of", "from", "against", "between", "with", "on", "for", "to", "at", "in", "over", "about")
_OF_CLAUSE = ("iobj", "dobj", "with", "to", "against", "on", "from", "by", "for", "in", "comp")
_DUMMY_VERBS = frozenset({"be", "seem", "appear", "take", "happen", "become", "look", "make", "turn"})
_OF_STATE = ("compound", "amod", "poss", "nmod")


class Participants:
    """Tests and look-ups on the fillers of slots in one parse."""

    def __init__(self, syntax: Syntax, classes: Mapping[str, frozenset[str]], is_state: Callable[[str], bool]) -> None:
        """`classes` holds the sets of nouns for each kind; `is_state` says whether words name a state or its people."""
        self.syntax = syntax
        self.tokens = syntax.tokens
        self._classes = classes
        self._is_state = is_state
        self._state: dict[int, bool] = {}

    def is_kind(self, i: int, kind: str) -> bool:
        """True where the noun phrase headed by token `i` is of `kind` (one of KINDS)."""
        token = self.tokens[i]
        if kind == "actor":
            return self.is_actor(i)
        if kind == "person":
            if token.tag == "CD":
                return any(self.is_kind(j, "person") for j in self.syntax.preposition(i, ("of",)))
            return (
                token.ent == "PERSON"
                or token.lower in _PEOPLE
                or (token.tag[:3] != "NNP" and token.lemma in self._classes["people"])
            )
        if kind == "place":
            return token.ent in _PLACES
        if kind == "state":
            return self.stately(i)
        if kind == "official":
            return any(self._in_np(i, word) for word in ("official_title",)) or (self.stately(i) and token.ent != "")
        if kind == "org":
            return token.ent == "ORG" or token.lemma in self._classes["firm"]
        if kind == "armed":
            return self._in_np(i, "armed")
        if kind == "number":
            return token.tag in ("CD", "$") or token.ent in ("MONEY", "PERCENT", "CARDINAL", "QUANTITY")
        raise ValueError(f"unknown kind of filler: {kind}")

    def is_actor(self, i: int) -> bool:
        """True for names of persons, peoples, places and bodies, pronouns, and nouns for people and bodies."""
        token = self.tokens[i]
        if token.tag[:3] == "NNP" or token.ent in _NAMED:
            return token.ent not in _NO_ACTORS and token.tag != "CD"
        if token.tag[:2] == "NN":
            return token.lemma in self._classes["doers"]
        return token.lower in _PRONOUNS

    def stately(self, i: int) -> bool:
        """True where the phrase names a state or its people, a body of states, or is a part of a state ("Israeli tanks")."""
        known = self._state.get(i)
        if known is None:
            token = self.tokens[i]
            known = (
                self._named_state(i)
                or token.lower in self._classes["body_of_states"]
                or self._in_np(i, "body_of_states")
            )
            if (
                not known
                and token.tag[:2] == "NN"
                and (token.tag[:3] == "NNP" or token.lemma in self._classes["state_actor"])
            ):
                known = any(self.tokens[c].dep in _OF_STATE and self._named_state(c) for c in self.syntax.children[i])
                known = known or any(self._named_state(j) for j in self.syntax.preposition(i, ("of",)))
            self._state[i] = known
        return known

    def _named_state(self, i: int) -> bool:
        token = self.tokens[i]
        if token.tag[:1] not in ("N", "J"):
            return False
        if self._is_state(token.text):
            return True
        first, last = self.syntax.np_range(i)
        words = [self.tokens[k].text for k in range(first, i + 1) if self.tokens[k].dep != "det"]
        return first < last <= i and self._is_state(" ".join(words))

    def _in_np(self, i: int, name: str) -> bool:
        words = self._classes[name]
        first, last = self.syntax.np_range(i)
        return any(self.tokens[k].lower in words or self.tokens[k].lemma in words for k in range(first, last + 1))

    def actors(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """Token `i` where it is an actor, else the actors named inside its phrase; a verb gives its own participants."""
        token = self.tokens[i]
        if token.tag[:1] == "V":
            return self._of_clause(i, depth)
        if self.is_actor(i):
            return self._named_by_common(i, depth) if _is_common(token) else (i,)
        if depth >= DEEPEST:
            return ()
        if token.tag[:2] == "NN" and (named := self._apposition(i)):
            return named
        if token.tag == "CD" or token.lower in ("one", "some", "several", "many"):
            named = self._named_by_common(i, depth)
            if named != (i,):
                return named
        for c in self.syntax.children[i]:
            child = self.tokens[c]
            inside = child.dep == "poss" and self.is_actor(c)
            if inside or (child.dep in ("compound", "amod", "nmod") and (child.ent in _NAMED or self._named_state(c))):
                if child.tag == "PRP$" and self._named_after(i):
                    continue  # "its ports to Malta"
                return (c,) if child.dep != "poss" else self.syntax.conjuncts(c)
        for word in _INSIDE if self.tokens[i].right > i else ():
            for j in self.syntax.preposition(i, (word,)):
                found = self.actors(j, depth + 1)
                if found:
                    return (
                        found
                        if len(found) > 1
                        else tuple(k for k in self.syntax.conjuncts(found[0]) if self.is_actor(k)) or found
                    )
        return ()

    def referents(self, heads: Iterable[int]) -> tuple[int, ...]:
        """The tokens with pronouns replaced by what they stand for in their sentence, where that is plain."""
        heads = tuple(heads)
        if len(heads) == 1 and self.tokens[heads[0]].tag[:3] != "PRP":
            return heads
        out: list[int] = []
        for j in heads:
            if self.tokens[j].tag[:3] != "PRP":
                out.append(j)
            elif not self._dummy(j):
                out.extend(self._antecedent(j))
        return tuple(dict.fromkeys(out))

    def _dummy(self, j: int) -> bool:
        """True for an "it" that stands for the clause after it ("it was necessary to ...")."""
        verb = self.tokens[self.tokens[j].head]
        if self.tokens[j].lower != "it" or verb.lemma not in _DUMMY_VERBS:
            return False
        below = self.syntax.children[verb.i]
        clauses = (k for c in below for k in (c, *self.syntax.children[c]) if k > verb.i)
        return any(self.tokens[k].dep in ("xcomp", "ccomp", "csubj", "advcl") for k in clauses)

    def _antecedent(self, j: int, depth: int = 0) -> tuple[int, ...]:
        """What a pronoun stands for inside its sentence: the subject above its clause ("Peru said it had ..."), else itself."""
        token = self.tokens[j]
        at, seen_verb = j, token.dep == "poss"
        for _ in range(8):
            here = self.tokens[at]
            if here.head == at:
                break
            at = here.head
            if self.tokens[at].tag[:1] not in ("V", "M"):
                continue
            if not seen_verb:
                seen_verb = True
                continue
            subject = self.syntax.slots(at).get("dobj" if self.syntax.passive(at) else "subj", ())
            inside = any(self.tokens[k].left <= j <= self.tokens[k].right for k in subject)
            if subject and not inside and self._agrees(token.lower, subject):
                if all(self.tokens[k].tag[:3] == "PRP" for k in subject):
                    return self._antecedent(subject[0], depth + 1) if depth < 3 else (j,)
                return tuple(k for f in subject for k in self.actors(f)) or (j,)
        return (j,)

    def _agrees(self, pronoun: str, subject: tuple[int, ...]) -> bool:
        first = self.tokens[subject[0]]
        person = self.is_kind(first.i, "person")
        if pronoun in ("he", "she", "him", "her", "his"):
            return len(subject) == 1 and person and first.tag != "NNS"
        if pronoun in ("it", "its"):
            return len(subject) == 1 and not person and first.tag not in ("NNS", "NNPS")
        if pronoun in ("they", "their", "them"):
            return len(subject) > 1 or first.tag in ("NNS", "NNPS") or first.ent in ("ORG", "NORP", "GPE") or not person
        return False

    def _named_by_common(self, i: int, depth: int) -> tuple[int, ...]:
        """The names that a common noun stands before ("two senators, A and B", "the presidents of X and Y"), else the noun."""
        named = self._apposition(i)
        if named:
            return named
        leaders = self._leaders(i)
        if leaders:
            return leaders
        several = self.syntax.preposition(i, ("of",))
        if len(several) == 1 and _is_common(self.tokens[several[0]]) and depth < DEEPEST and self.is_actor(several[0]):
            inner = self._named_by_common(several[0], depth + 1)
            return inner if len(inner) > 1 else (i,)
        return tuple(several) if len(several) > 1 and all(self._named_state(j) for j in several) else (i,)

    def _leaders(self, i: int) -> tuple[int, ...]:
        """The named persons who lead a group ("a team led by A and B")."""
        for c in self.syntax.children[i]:
            if self.tokens[c].dep == "acl" and self.tokens[c].lemma in ("lead", "head", "direct", "chair"):
                by = self.syntax.preposition(c, ("by",))
                return tuple(j for j in by if self.tokens[j].ent == "PERSON")
        return ()

    def _apposition(self, i: int) -> tuple[int, ...]:
        """The names set beside a noun ("the nominee, Ada Lund", "two senators, A and B")."""
        for c in self.syntax.children[i]:
            child = self.tokens[c]
            if child.dep == "appos" and child.tag[:3] == "NNP" and child.ent in _NAMED:
                return tuple(j for j in self.syntax.conjuncts(c) if self.is_actor(j))
        return ()

    def _named_after(self, noun: int) -> bool:
        """True where a phrase after the noun names an actor."""
        after = self.syntax.preposition(noun, ("on", "against", "with", "to", "from"))
        return any(self.tokens[j].ent in _NAMED for j in after)

    def _of_clause(self, verb: int, depth: int) -> tuple[int, ...]:
        if depth >= DEEPEST:
            return ()
        own = [self.tokens[c] for c in self.syntax.children[verb] if self.tokens[c].dep in ("nsubj", "nsubjpass")]
        for subject in own:
            if subject.tag[:1] not in ("W", "E") and not self._dummy(subject.i):
                found = self.actors(subject.i, depth + 1)
                if found:
                    return found
        slots = self.syntax.slots(verb)
        common: tuple[int, ...] = ()
        for slot in _OF_CLAUSE:
            for j in slots.get(slot, ()):
                found = self.actors(j, depth + 1)
                if found and (self.tokens[found[0]].ent or self._named_state(found[0])):
                    return found
                common = common or found
        return common


def _is_common(token: Token) -> bool:
    """True for a common noun that is no part of a name."""
    return token.tag in ("NN", "NNS") and not token.ent
