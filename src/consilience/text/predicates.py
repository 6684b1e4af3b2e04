"""Comparable keys for words, and predicates with what fills their slots: who does what to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from ..knowledge.predicates import synonyms
from ..model.parse import Parse, Token
from .memo import OfParse
from .syntax import Syntax
from .words import STOP_WORDS, prefix

Synonyms = Mapping[tuple[str, str], str]  # (part of speech, lemma) -> the word that stands for its row

# Verbs so general that sharing them says nothing; reporting verbs state the attribution, not the fact.
GENERAL = frozenset("say tell add report state accord be have do make get go come take see call know give show".split())

MOST_KNOWN = 200_000  # words that are kept worked out

_ENDINGS = ("ings", "ing", "ed", "es", "s")
_ROLES = {"subj": "who", "dobj": "what", "iobj": "what", "attr": "what", "acomp": "what"}
_NOT_FILLERS = frozenset({"comp", "prt"})
_PARTS = {"V": "verb", "N": "noun", "J": "adj"}


class Keys:
    """What words are compared by: the row of synonyms they stand in, else their stem. Each word is worked out once."""

    def __init__(self, synonyms: Synonyms) -> None:
        """`synonyms`: (part of speech, lemma) -> the word that stands for its row."""
        self._synonyms = synonyms
        self._known = _Worked(self.key)
        self.of = OfParse(self._of)
        self.terms = OfParse(lambda parse: terms(parse, self.of(parse)))
        self.said = OfParse(self._said)

    def _of(self, parse: Parse) -> list[str]:
        """The keys of all tokens, by their number."""
        known = self._known
        if len(known) > MOST_KNOWN:
            known.clear()
        return [known[t.lemma, t.tag] for t in parse.tokens]

    def _said(self, parse: Parse) -> list[tuple[int, ...]]:
        """The numbers of the tokens of each sentence that are terms."""
        held = self.terms(parse)
        return [tuple([i for i in range(s.first, s.last + 1) if held[i]]) for s in parse.sentences]

    def key(self, lemma: str, tag: str) -> str:
        """The key of one word."""
        part = _PARTS.get(tag[:1])
        if part and not tag.startswith("NNP"):
            found = self._synonyms.get((part, lemma))
            if found is None and (part == "noun" or tag in ("VBN", "VBG", "JJ")):
                found = self._synonyms.get(("verb", lemma))
            if found is not None:
                return prefix(found)
        return stem(lemma)


class _Worked(dict[tuple[str, str], str]):
    """The keys of words, worked out when first asked for."""

    def __init__(self, work: Callable[[str, str], str]) -> None:
        """`work`: the key of a lemma and tag."""
        super().__init__()
        self._work = work

    def __missing__(self, word: tuple[str, str]) -> str:
        self[word] = key = self._work(*word)
        return key


@cache
def shared_keys() -> Keys:
    """The keys by our own table of synonyms, words worked out in one story known in the next."""
    return Keys(synonyms())


def stem(lemma: str) -> str:
    """The first letters of a lemma, endings that the lemmatiser left on taken off."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return prefix(lemma[: -len(ending)])
    return prefix(lemma)


def is_term(token: Token) -> bool:
    """True for words that say something: letters or figures in them, no stop word."""
    return token.text[:1].isalnum() and token.lower not in STOP_WORDS


def terms(parse: Parse, keys: list[str]) -> list[str]:
    """The key of each token of a parse that is a term, "" for the others; `keys` of all."""
    return [
        key if t.text[:1].isalnum() and t.lower not in STOP_WORDS else ""
        for t, key in zip(parse.tokens, keys, strict=True)
    ]


def _states(verb: Token) -> bool:
    """False for auxiliaries and for verbs so general that they state nothing by themselves."""
    return verb.lemma not in GENERAL and not verb.dep.startswith("aux")


class Frame(NamedTuple):
    """One predicate with what fills its slots: (role, token) pairs. `negated`: said not to be so, or denied."""

    head: int
    key: str
    fillers: tuple[tuple[str, int], ...]
    negated: bool


NEAR = 3  # tokens before a predicate in which a negation is taken to be its own, whatever the tree says
_NEGATIVES = frozenset("not n't n’t never".split())
_DENIALS = frozenset("deny refute reject dispute dismiss rule".split())


def frames(parse: Parse, syntax: Syntax, first: int, last: int, keys: list[str]) -> list[Frame]:
    """The frames of the verbs among tokens `first` to `last`; general verbs and auxiliaries are left out."""
    tokens, out = parse.tokens, []
    for i in [t.i for t in tokens[first : last + 1] if t.tag[0] == "V" and _states(t)]:
        fillers = tuple(
            [
                (_ROLES.get(slot, slot), c)
                for slot, filled in syntax.slots(i).items()
                if slot not in _NOT_FILLERS
                for c in filled
            ]
        )
        out.append(Frame(i, keys[i], fillers, is_negated(parse, i)))
    return out


def is_negated(parse: Parse, head: int) -> bool:
    """True where the predicate is said not to hold: a negation, a subject with "no", or a verb of denial above it."""
    tokens = parse.tokens
    for c in parse.children[head]:
        child = tokens[c]
        if child.dep == "neg" or child.lower in ("never", "neither"):
            return True
        if child.dep in ("nsubj", "nsubjpass", "dobj") and (
            child.lower in ("nobody", "none", "nothing")
            or any(tokens[d].lower in ("no", "none", "neither") for d in parse.children[c])
        ):
            return True
    own = tokens[head]
    if any(t.lower in _NEGATIVES and t.sentence == own.sentence for t in tokens[max(0, head - NEAR) : head]):
        return True
    above = tokens[own.head]
    if above.i == head:
        return False
    if own.dep == "conj":  # "will not run or seek a second term"
        either = any(tokens[c].lower in ("or", "nor") for c in parse.children[above.i])
        return either and is_negated(parse, above.i)
    return above.lemma in _DENIALS and own.dep in ("ccomp", "xcomp", "pcomp")
