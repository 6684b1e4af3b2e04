"""Sentences -> clauses: the stretches that each state one thing, read off the dependency tree.

A clause head is a verb (or a noun with a copula) that heads a main clause, a complement, a relative, adverbial or
participial clause, or is joined to one. Every token belongs to its nearest head above. Infinitives that complete
their verb ("agreed to work") stay with it, and stubs ("he said") go to the clause they govern.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.parse import Parse, Token
from .memo import OfParse

SHORTEST = 2  # content words; a smaller piece states too little to stand alone ("she added", "if elected")

_CONTENT = frozenset("NN NNS NNP NNPS VB VBD VBG VBN VBP VBZ JJ JJR JJS CD RB RBR RBS".split())
_AUXILIARIES = frozenset({"aux", "auxpass"})
_OWN = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "parataxis", "dep"})
_MAY_HEAD = _OWN | {"conj", "pcomp"}
_VERBS = ("VB", "MD")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "agent"})
_EDGES = frozenset(", ; : — – - . ! ? \" ' “ ” ‘ ’ ( ) [ ]".split())
_CONNECTORS = frozenset({"and", "but", "or", "that", "which", "who", "while", "as", "because", "if", "whether"})


class Clause(NamedTuple):
    """Tokens `tokens` (all that belong to it) and the contiguous run `first` to `last` around its `head`.

    `governor` is the index (in the list returned) of the clause it depends on, -1 for none; `subject` the tokens of
    the subject it has or inherits, which may stand outside the run.
    """

    sentence: int
    head: int
    first: int
    last: int
    tokens: tuple[int, ...]
    governor: int
    subject: tuple[int, ...]


def is_content(token: Token) -> bool:
    """True for nouns, names, verbs (not auxiliaries), adjectives, adverbs and numbers."""
    return token.tag in _CONTENT and token.lemma != "be" and token.dep not in _AUXILIARIES


_known = OfParse[dict[int, list[Clause]]](lambda _: {})


def clauses(parse: Parse, sentence: int) -> list[Clause]:
    """The clauses of one sentence in order of text; together they hold each of its words once."""
    held = _known(parse)
    if sentence not in held:
        held[sentence] = _clauses(parse, sentence)
    return held[sentence]


def _clauses(parse: Parse, sentence: int) -> list[Clause]:
    row = parse.sentences[sentence]
    tokens = parse.tokens
    heads = _heads(parse, row.first, row.last, row.root)
    if len(heads) == 1:  # most sentences: one clause, all of it
        everything = tuple(range(row.first, row.last + 1))
        of = dict.fromkeys(everything, row.root)
        first, last = _trimmed(tokens, row.first, row.last)
        return [Clause(sentence, row.root, first, last, everything, -1, _subject(parse, of, row.root, -1))]
    content = [t.i for t in tokens[row.first : row.last + 1] if is_content(t)]
    of = _owners(parse, heads, row.first, row.last, row.root)
    kept = _merge_stubs(tokens, of, heads, content)
    owned: dict[int, list[int]] = {head: [] for head in kept}
    for i, head in of.items():
        owned[head].append(i)
    telling = frozenset(content)
    index = {head: k for k, head in enumerate(kept)}
    out = []
    for head in index:
        own = owned[head]
        first, last = _run(tokens, own, head, telling)
        above = _governor(tokens, of, head)
        subject = _subject(parse, of, head, above)
        out.append(Clause(sentence, head, first, last, tuple(own), index.get(above, -1), subject))
    return out


def _heads(parse: Parse, first: int, last: int, root: int) -> set[int]:
    tokens, heads = parse.tokens, {root}
    for token in tokens[first : last + 1]:
        dep, i = token.dep, token.i
        if dep not in _MAY_HEAD or i == root:
            continue
        verbal = token.tag.startswith(_VERBS) or "cop" in [tokens[c].dep for c in parse.children[i]]
        if not verbal or (dep == "ccomp" and token.tag == "VB" and _bare(parse, i)):
            continue
        joined = dep == "conj" and (token.head in heads or tokens[token.head].dep == "xcomp")
        if dep in _OWN or joined or (dep == "pcomp" and token.right - token.left >= SHORTEST):
            heads.add(i)
    return heads


def _bare(parse: Parse, head: int) -> bool:
    """True for a bare infinitive that completes its verb ("help the city recover")."""
    return not any(parse.tokens[c].dep in ("mark", "aux", "neg") for c in parse.children[head])


def _owners(parse: Parse, heads: set[int], first: int, last: int, root: int) -> dict[int, int]:
    """The nearest head above each token, by token in order of text."""
    children = parse.children
    of = dict.fromkeys(range(first, last + 1), root)
    for head in heads:
        of[head] = head
        reached = list(children[head])
        for at in reached:  # grows as it goes
            if at not in heads:
                of[at] = head
                reached += children[at]
    return of


def _merge_stubs(tokens: Sequence[Token], of: dict[int, int], heads: set[int], content: Sequence[int]) -> list[int]:
    """Give pieces with too little content to the clause above them, or, at the top, to the first clause below; the heads
    that remain, in order."""
    size = dict.fromkeys(heads, 0)
    for i in content:
        size[of[i]] += 1
    while True:
        for stub in sorted([h for h, n in size.items() if n < SHORTEST]):
            target = _governor(tokens, of, stub)
            if target < 0:
                below = [h for h in sorted(size) if h != stub and _governor(tokens, of, h) == stub]
                target = min(below, key=lambda h: (tokens[h].dep not in ("ccomp", "parataxis"), h), default=-1)
            if target >= 0:
                size[target] += size.pop(stub)
                of.update([(i, target) for i, head in of.items() if head == stub])
                break
        else:
            return sorted(size)


def _governor(tokens: Sequence[Token], of: dict[int, int], head: int) -> int:
    at, steps = head, 0
    while tokens[at].head != at and steps < 60:
        at, steps = tokens[at].head, steps + 1
        owner = of.get(at, -1)
        if owner not in (-1, head):
            return owner
    return -1


def _run(tokens: Sequence[Token], own: Sequence[int], head: int, content: frozenset[int]) -> tuple[int, int]:
    """The contiguous run of `own` with most content words (the head's on a tie), cut clean at its edges."""
    if own[-1] - own[0] == len(own) - 1:
        return _trimmed(tokens, own[0], own[-1])
    runs: list[list[int]] = []
    for i in own:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    best = max(runs, key=lambda r: (len(content.intersection(r)) + 2 * (head in r), -r[0]))
    return _trimmed(tokens, best[0], best[-1])


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The run without the marks and linking words at its edges."""
    while first < last and (tokens[first].text in _EDGES or tokens[first].lower in ("and", "but", "or")):
        first += 1
    while last > first and (
        tokens[last].text in _EDGES or tokens[last].lower in _CONNECTORS or tokens[last].tag == "IN"
    ):
        last -= 1
    return first, last


def _subject(parse: Parse, of: dict[int, int], head: int, above: int) -> tuple[int, ...]:
    tokens, at, steps = parse.tokens, head, 0
    while steps < 4:
        for child in parse.children[at]:
            if tokens[child].dep in _SUBJECTS:
                noun = tokens[child]
                if noun.lower in ("who", "which", "that") and tokens[head].dep == "relcl":
                    noun = tokens[tokens[head].head]
                phrase = range(noun.left, noun.right + 1)
                return tuple(phrase if at == head else [i for i in phrase if of.get(i) != head]) or (noun.i,)
        if tokens[at].dep in ("relcl", "acl"):
            noun = tokens[tokens[at].head]
            return tuple(i for i in range(noun.left, noun.i + 1))
        if tokens[at].head == at:
            break
        at, steps = tokens[at].head, steps + 1
    return ()
