"""Did it happen? Factuality and status of an event from the words that govern it (levels of FactBank)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.annotation import Factuality
from .syntax import Syntax

FARTHEST = 6  # governing words looked at above a trigger

_NEGATIVE = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
_MODALS = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "ca": "possible", "should": "probable",
    "must": "order", "will": "future", "shall": "future", "wo": "future", "'ll": "future", "’ll": "future", "would": "future",
    "'d": "future", "’d": "future",
}  # fmt: skip
_DOWN = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "dobj", "pobj", "prep", "attr", "conj", "nsubj", "nsubjpass", "oprd",
                   "acomp", "compound", "agent", "dative"})  # fmt: skip
_OWN = frozenset({"neg", "det", "preconj", "aux", "advmod", "amod", "mark"})  # where a word's own cues may hang
_OPENS_FACT = frozenset({"relcl", "nsubj", "nsubjpass"})  # what stands here is presupposed, whatever governs the noun

_LEVEL: dict[str, tuple[Factuality, str]] = {
    "deny": ("CT-", "denied"), "fail": ("CT-", "not done"), "plan": ("Uu", "planned"), "future": ("PR+", "planned"),
    "order": ("Uu", "ordered"), "allege": ("PR+", "alleged"), "possible": ("PS+", "possible"), "probable": ("PR+", "probable"),
    "condition": ("Uu", "possible"), "purpose": ("Uu", "planned"),
}  # fmt: skip


_DENIED: dict[Factuality, Factuality] = {"PR+": "PR-", "PS+": "PS-"}


class Reality(NamedTuple):
    """`cues`: what was met on the way up, nearest first: the class of each word ("plan", "not", ...) and its token."""

    factuality: Factuality
    status: str
    cues: tuple[tuple[str, int], ...]


PLAIN = Reality("CT+", "done", ())  # of most events: nothing above them makes them less than a fact


def reality(syntax: Syntax, trigger: int, words: Mapping[str, str]) -> Reality:
    """The reality of the event told at token `trigger`; `words` maps governing lemmas to their class."""
    cues: list[tuple[str, int]] = []
    at, above = trigger, ""
    for _ in range(FARTHEST):
        _own_cues(syntax, at, cues, words)
        token = syntax.tokens[at]
        if token.head == at or token.dep not in _DOWN or (token.dep in _OPENS_FACT and at != trigger):
            break
        if token.dep == "relcl":
            break
        if token.dep == "conj" and syntax.tokens[token.head].tag[:1] != token.tag[:1]:
            break
        above = syntax.tokens[token.head].lemma
        kind, tag = words.get(above), syntax.tokens[token.head].tag
        if kind and tag[:1] in ("V", "N", "J") and _governs(token.dep, kind, tag, above):
            cues.append((kind, token.head))
        at = token.head
    return _weighed(tuple(cues))


def _governs(dep: str, kind: str, tag: str, lemma: str) -> bool:
    if dep in ("nsubj", "nsubjpass", "conj", "advcl", "agent", "compound"):
        return dep == "nsubjpass" and kind in ("plan", "order", "fail")
    if dep == "prep" and tag[:1] == "V":
        return kind in ("order", "allege", "fail")  # "called for", "accused of", "prevented from"
    if lemma == "call":
        return False  # "called the strikes a threat"
    return not (dep == "ccomp" and kind == "fail")


def _own_cues(syntax: Syntax, at: int, cues: list[tuple[str, int]], words: Mapping[str, str]) -> None:
    tokens = syntax.tokens
    for c in syntax.children[at]:
        child = tokens[c]
        dep = child.dep
        if dep not in _OWN:
            continue
        if dep == "neg" or (dep in ("det", "preconj") and child.lower in _NEGATIVE):
            cues.append(("not", c))
        elif dep == "aux" and child.lower in _MODALS and not (child.lower == "may" and child.text == "May"):
            cues.append((_MODALS[child.lower], c))
        elif dep in ("advmod", "amod"):
            kind = words.get(child.lower)
            if kind in ("possible", "probable", "allege", "future", "fail"):
                cues.append((kind, c))
        elif dep == "mark" and child.lower in ("if", "unless", "whether"):
            cues.append(("condition", c))
    head = tokens[at]
    if head.dep in ("acl", "advcl", "relcl"):
        if head.tag == "VB" and any(tokens[c].tag == "TO" for c in syntax.children[at]):
            cues.append(("purpose", at))
    elif head.dep in ("pcomp", "pobj") and tokens[head.head].lower == "without":
        cues.append(("not", head.head))


def _weighed(cues: tuple[tuple[str, int], ...]) -> Reality:
    if not cues:
        return PLAIN
    kinds = [kind for kind, _ in cues]
    negative = kinds.count("not") % 2 == 1
    if "deny" in kinds:
        return Reality("CT-", "denied", cues)
    for kind in ("fail", "order", "plan", "future", "condition", "possible", "allege", "probable", "purpose"):
        if kind in kinds:
            level, status = _LEVEL[kind]
            if negative and kind != "fail":
                return Reality(_DENIED.get(level, level), "not done" if kind == "future" else status, cues)
            return Reality(level, status, cues)
    return Reality("CT-", "not done", cues) if negative else Reality("CT+", "done", cues)
