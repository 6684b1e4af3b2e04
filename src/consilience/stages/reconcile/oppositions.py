"""Words that exclude each other wherever they stand in the same place among the same words."""

from __future__ import annotations

from functools import cache

from ...knowledge.predicates import Sides, opposites
from ...model.claim import ConflictKind
from ...model.parse import Token

ENDING = 4  # letters that a word and its opposite by prefix end in, at least: "legal", "illegal"
_OPPOSABLE = ("V", "N", "J", "R", "I")
_PREFIXED = frozenset({"JJ", "RB", "VBN", "VBD"})
_WORDS = ("verb", "word", "bound")
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")
_NO_OPPOSITES = frozenset("different famous valuable human side come form land deed like less".split())


def may_oppose(token: Token) -> bool:
    """True for words that another word may exclude: those of the table, and those that a prefix may turn."""
    tag = token.tag
    if tag[:1] not in _OPPOSABLE or tag[:3] == "NNP":
        return False
    known = _opposites()
    return (tag in _PREFIXED or token.lemma in known or token.lower in known) and token.text.isalpha()


@cache
def _opposites() -> dict[str, tuple[Sides, ...]]:
    """Each word that something excludes, with its rows of all parts that hold in any slot."""
    found: dict[str, tuple[Sides, ...]] = {}
    for part in _WORDS:
        for word, rows in opposites(part).items():
            found[word] = (*found.get(word, ()), *rows)
    return found


def excludes(x: Token, y: Token) -> ConflictKind | None:
    """The kind of conflict between two words that exclude each other; None where they do not."""
    for own in dict.fromkeys((x.lemma, x.lower)):
        for row in _opposites().get(own, ()):
            other = row.side.get(y.lemma, row.side.get(y.lower))
            if other is not None and other != row.side[own]:
                return row.kind  # type: ignore[return-value]
    if x.tag not in _PREFIXED or y.tag not in _PREFIXED or x.lower[-ENDING:] != y.lower[-ENDING:]:
        return None
    short, long = sorted((x.lower, y.lower), key=len)
    opposite = any(long == p + short for p in _PREFIXES) and short not in _NO_OPPOSITES
    return "status" if opposite else None
