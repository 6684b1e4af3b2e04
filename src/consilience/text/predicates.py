"""Comparable keys for words, and who does what to whom as a set of (predicate, role, argument)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..model.parse import Parse, Token
from .syntax import Syntax
from .words import STOP_WORDS, prefix

Synonyms = Mapping[tuple[str, str], str]  # (part of speech, lemma) -> the word that stands for its row
Fact = tuple[str, str, str]  # predicate, role, argument

# Verbs so general that sharing them says nothing; reporting verbs state the attribution, not the fact.
GENERAL = frozenset("say tell add report state accord be have do make get go come take see call know give show".split())

_ENDINGS = ("ings", "ing", "ed", "es", "s")
_ROLES = {"subj": "who", "dobj": "what", "iobj": "what", "attr": "what", "acomp": "what"}
_NOT_FILLERS = frozenset({"comp", "prt"})
_PARTS = {"V": "verb", "N": "noun", "J": "adj"}
_NOUN_ROLES = {"of": "what", "on": "what", "against": "what", "by": "who"}
_MODIFIERS = frozenset({"poss", "compound", "amod"})


@lru_cache(maxsize=65536)
def stem(lemma: str) -> str:
    """The first letters of a lemma, endings that the lemmatiser left on taken off."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return prefix(lemma[: -len(ending)])
    return prefix(lemma)


def key(token: Token, synonyms: Synonyms) -> str:
    """What the token is compared by: the row of synonyms it stands in, else its stem."""
    part = _PARTS.get(token.tag[:1])
    if part and not token.tag.startswith("NNP"):
        found = synonyms.get((part, token.lemma))
        if found is None and (part == "noun" or token.tag in ("VBN", "VBG", "JJ")):
            found = synonyms.get(("verb", token.lemma))
        if found is not None:
            return prefix(found)
    return stem(token.lemma)


def is_term(token: Token) -> bool:
    """True for words that say something: letters or figures in them, no stop word."""
    return token.text[:1].isalnum() and token.lower not in STOP_WORDS


def facts(parse: Parse, syntax: Syntax, first: int, last: int, keys: list[str]) -> frozenset[Fact]:
    """(predicate, role, argument) of the verbs and nouns among tokens `first` to `last`, by their `keys`."""
    tokens = parse.tokens
    out: set[Fact] = set()
    for i in range(first, last + 1):
        token = tokens[i]
        if token.tag[0] == "V":
            if token.lemma in GENERAL or token.dep.startswith("aux"):
                continue
            for slot, filled in syntax.slots(i).items():
                if slot not in _NOT_FILLERS:
                    role = _ROLES.get(slot, "where")
                    out.update((keys[i], role, keys[c]) for c in filled)
        elif token.tag in ("NN", "NNS"):
            out.update(_of_noun(parse, i, keys))
    return frozenset(out)


def _of_noun(parse: Parse, noun: int, keys: list[str]) -> list[Fact]:
    tokens, out = parse.tokens, []
    for c in parse.children[noun]:
        child = tokens[c]
        if child.dep == "prep":
            role = _NOUN_ROLES.get(child.lower, "where")
            out += [(keys[noun], role, keys[x]) for x in parse.children[c] if tokens[x].dep == "pobj"]
        elif child.dep in _MODIFIERS:
            out.append((keys[noun], "which", keys[c]))
    return out
