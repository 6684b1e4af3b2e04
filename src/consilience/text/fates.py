"""What became of those who are counted: killed, injured, arrested, missing, freed, and the like, read off the parse."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.parse import Parse, Token

DEEPEST = 5  # steps through coordination; a longer chain is a fault of the parse

_CARRIED = frozenset("take transport rush airlift fly bring".split())  # to hospital
_FEARED = frozenset("fear believe presume think suspect report estimate".split())


class Fates:
    """One parse, asked what became of the persons that a token stands for."""

    def __init__(self, parse: Parse, statuses: Mapping[tuple[str, str], str]) -> None:
        """`statuses`: (lemma, use) to status; uses are object, subject, adjective and noun."""
        self.tokens, self.children = parse.tokens, parse.children
        self._statuses = statuses

    def status(self, token: Token, *, climb: bool = True) -> str:
        """Killed, injured, missing ...: from participles and adjectives at the noun, else the verb that it fills a slot of."""
        for c in self.children[token.i]:
            child = self.tokens[c]
            if child.dep in ("amod", "acl", "acomp", "oprd") and child.tag in ("VBN", "JJ", "VBD", "NN"):
                found = self._statuses.get((child.lower, "adjective")) or self._statuses.get(
                    (child.lemma, "object") if child.tag == "VBN" else ("", "")
                )
                if found:
                    return found
        return self.slot_status(token, 0) if climb else ""

    def slot_status(self, token: Token, depth: int) -> str:
        """From the place that a token fills in its clause."""
        head = self.tokens[token.head]
        if head.i == token.i or depth > DEEPEST:
            return ""
        if token.dep == "conj":
            return self.slot_status(head, depth + 1)
        if head.tag == "JJ" and token.dep in ("nsubj", "nsubjpass"):
            return self._statuses.get((head.lower, "adjective"), "")  # "and dozens more wounded"
        if head.tag[:2] != "VB":
            return ""
        return self._verb_status(head, token.dep)

    def _verb_status(self, verb: Token, dep: str) -> str:
        passive = any(self.tokens[c].dep == "auxpass" for c in self.children[verb.i])
        if (
            dep == "nsubjpass"
            or (dep == "dobj" and not passive)
            or (dep == "nsubj" and verb.tag == "VBN" and not self.has_object(verb))
        ):
            if found := self._statuses.get((verb.lemma, "object")):
                return self._either(verb, self._hedged(verb, found))
            if verb.lemma in _CARRIED and any(
                self.tokens[g].lower in ("hospital", "hospitals")
                for c in self.children[verb.i]
                for g in self.children[c]
            ):
                return "hospitalised"
        if dep == "nsubj":
            if found := self._statuses.get((verb.lemma, "subject")):
                return self._hedged(verb, found)
            if (
                verb.tag == "VBD"
                and not self.has_object(verb)
                and (found := self._statuses.get((verb.lemma, "object")))
            ):
                return found  # a headline's "six killed" read as past tense
        if dep in ("nsubj", "dobj", "nsubjpass"):
            for c in self.children[verb.i]:
                child = self.tokens[c]
                if child.dep in ("acomp", "oprd", "xcomp", "attr", "amod") and (
                    found := self._statuses.get((child.lower, "adjective"))
                ):
                    return "feared " + found if verb.lemma in _FEARED else found
        return ""

    def _either(self, verb: Token, status: str) -> str:
        """ "killed or wounded": one number for both."""
        first = self.tokens[verb.head] if verb.dep == "conj" else verb
        others = [self.tokens[c] for c in self.children[first.i] if self.tokens[c].dep == "conj"]
        if any(self.tokens[c].dep == "cc" and self.tokens[c].lower == "or" for c in self.children[first.i]):
            told = {status, *(self._statuses.get((t.lemma, "object"), status) for t in (first, *others))}
            return " or ".join(sorted(told))
        return status

    def _hedged(self, verb: Token, status: str) -> str:
        """ "feared killed", "believed to have died": no count of the dead yet."""
        head = self.tokens[verb.head]
        return (
            f"feared {status}"
            if verb.dep in ("xcomp", "oprd") and head.lemma in _FEARED and head.lemma not in ("report", "estimate")
            else status
        )

    def has_object(self, verb: Token) -> bool:
        """True where a verb has a direct object of its own."""
        return any(self.tokens[c].dep == "dobj" for c in self.children[verb.i])
