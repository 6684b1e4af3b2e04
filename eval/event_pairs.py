"""Which two event mentions are one event: pairs weighed by a logistic sum of readable features, clustered by average link.

Fitted by Newton's method with a ridge, on pairs of mentions in one predicted topic. Nothing but counts and parses goes in: lemma,
synonyms (knowledge/synonyms.tsv), arguments, the words around, and how alike the documents are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.knowledge.tables import table
from consilience.model.parse import Parse, Token

from .ecb import Gold

if TYPE_CHECKING:
    from .coreference import Part

Matrix = NDArray[np.float64]

FEATURES = (
    "always", "same lemma", "synonyms", "same stem", "same lemma, documents alike", "other lemma, documents alike",
    "documents alike", "sentences alike", "same lemma, sentences alike", "same lemma, rare", "arguments shared",
    "same lemma, arguments shared", "same subject", "same object", "same adjunct", "argument in another role",
    "no argument shared", "same lemma, no argument shared", "names shared", "numbers shared", "other numbers",
    "same document", "same document and lemma", "same sentence", "same part of speech", "dates shared",
    "kindred words, sentences alike", "kindred words, documents alike", "same lemma, documents much alike",
    "one is an argument of the other", "same form",
)  # fmt: skip
RIDGE = 1.0
MUCH_ALIKE = 0.25  # cosine of two documents
MOST_SHARED = 3  # arguments counted
STEM = 5  # letters
_STOP = frozenset(
    "be have do say go make take get he she it they who which that i we you his her its their this".split()
)
_NO_NAME = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"))


class View(NamedTuple):
    """What a pair is compared by, of one mention."""

    mention: Gold
    row: int
    lemma: str
    form: str
    tag: str
    rarity: float
    sentence: int
    subjects: frozenset[str]
    objects: frozenset[str]
    adjuncts: frozenset[str]
    modifiers: frozenset[str]
    near: frozenset[str]  # all arguments and what the mention hangs on
    names: frozenset[str]
    numbers: frozenset[str]
    dates: frozenset[str]
    words: Mapping[str, float]  # of the sentence, with their rarity, at length 1
    synonyms: frozenset[int]


class Pairs(NamedTuple):
    """The pairs of each topic: mentions, the two places of each pair, features, and whether they are one event."""

    topics: list[tuple[list[Gold], NDArray[np.int_], NDArray[np.int_], Matrix, Matrix]]

    @classmethod
    def of(cls, part: Part, topic: Mapping[str, int]) -> Pairs:
        """All pairs of mentions in one topic of `part`."""
        held: dict[int, list[View]] = defaultdict(list)
        for m in part.mentions:
            held[topic[m.document]].append(view(m, part))
        out = []
        for _, views in sorted(held.items()):
            first, second = np.triu_indices(len(views), 1)
            features = np.array(
                [compare(views[i], views[j], part.likeness) for i, j in zip(first, second, strict=True)], dtype=float
            ).reshape(-1, len(FEATURES))
            one = np.array(
                [views[i].mention.chain == views[j].mention.chain for i, j in zip(first, second, strict=True)],
                dtype=float,
            )
            out.append(([v.mention for v in views], first, second, features, one))
        return cls(out)


def fit(pairs: Pairs) -> Matrix:
    """The weights that make the pairs of `pairs` likeliest, less a ridge."""
    x = np.concatenate([held[3] for held in pairs.topics])
    y = np.concatenate([held[4] for held in pairs.topics])
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (p - y) + RIDGE * weights
        bend = (x * (p * (1 - p) + 1e-6)[:, None]).T @ x + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def cluster(pairs: Pairs, weights: Matrix, cut: float) -> dict[Gold, Hashable]:
    """Chains: in each topic, clusters joined while their mean weight is at least `cut`."""
    told: dict[Gold, Hashable] = {}
    for number, (mentions, first, second, features, _) in enumerate(pairs.topics):
        likeness = np.zeros((len(mentions), len(mentions)))
        likeness[first, second] = likeness[second, first] = features @ weights
        for m, group in zip(mentions, average_link(likeness, cut), strict=True):
            told[m] = (number, int(group))
    return told


def average_link(likeness: Matrix, cut: float) -> NDArray[np.int_]:
    """The group of each row: the two groups of greatest mean likeness are joined until none reaches `cut`."""
    count = len(likeness)
    mean = likeness.astype(float, copy=True)
    np.fill_diagonal(mean, -np.inf)
    size = np.ones(count)
    members = {i: [i] for i in range(count)}
    while count > 1:
        a, b = divmod(int(np.argmax(mean)), count)
        if mean[a, b] < cut:
            break
        joined = (mean[a] * size[a] + mean[b] * size[b]) / (size[a] + size[b])
        mean[a] = mean[:, a] = joined
        mean[b] = mean[:, b] = -np.inf
        mean[a, a] = -np.inf
        size[a] += size[b]
        members[a] += members.pop(b)
    group = np.zeros(count, dtype=int)
    for number, (_, held) in enumerate(sorted(members.items())):
        group[held] = number
    return group


def view(m: Gold, part: Part) -> View:
    """The view of a mention; one without a head is read at the first token of its document."""
    parsed = part.parses[m.document]
    head = parsed.tokens[part.heads.get(m, 0)]
    sentence = parsed.sentences[head.sentence]
    around = parsed.tokens[sentence.first : sentence.last + 1]
    words = {
        t.lemma.lower(): part.rarity.get(t.lemma.lower(), 0.0)
        for t in around
        if t.tag[0] in "NVJC" and t.lower not in _STOP and t.i != head.i
    }
    length = math.sqrt(sum(w * w for w in words.values())) or 1.0
    subjects, objects, adjuncts, modifiers, near = arguments(parsed, head)
    lemma = head.lemma.lower()
    return View(
        mention=m,
        row=part.rows[m.document],
        lemma=lemma,
        form=head.lower,
        tag=head.tag[:2],
        rarity=part.rarity.get(lemma, 0.0),
        sentence=head.sentence,
        subjects=subjects,
        objects=objects,
        adjuncts=adjuncts,
        modifiers=modifiers,
        near=near,
        names=frozenset(t.lower for t in around if t.ent and t.ent not in _NO_NAME),
        numbers=frozenset(t.lower for t in around if t.tag == "CD"),
        dates=frozenset(t.lower for t in around if t.ent == "DATE" and t.tag[0] == "N"),
        words={word: w / length for word, w in words.items()},
        synonyms=_synonyms().get(lemma, frozenset()),
    )


def arguments(
    parsed: Parse, head: Token
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Lemmas of subjects, objects, nouns behind prepositions, modifiers, and of all that is near, modifiers of arguments too."""
    tokens, children = parsed.tokens, parsed.children
    held: dict[str, set[str]] = defaultdict(set)

    def add(role: str, i: int) -> None:
        held[role].add(tokens[i].lemma.lower())
        held["near"].update(
            tokens[c].lemma.lower()
            for c in children[i]
            if tokens[c].dep in ("compound", "amod", "poss", "nummod", "appos")
        )

    around = list(children[head.i])
    if head.dep in ("xcomp", "conj"):
        around += [c for c in children[head.head] if tokens[c].dep in ("nsubj", "nsubjpass")]
    for c in around:
        dep = tokens[c].dep
        if dep == "nsubj":
            add("subjects", c)
        elif dep in ("dobj", "nsubjpass", "attr", "oprd"):
            add("objects", c)
        elif dep in ("prep", "agent"):
            for grandchild in children[c]:
                if tokens[grandchild].dep == "pobj":
                    add("adjuncts", grandchild)
        elif dep in ("compound", "poss", "amod", "nmod"):
            held["modifiers"].add(tokens[c].lemma.lower())
    if head.dep in ("pobj", "dobj", "nsubj", "nsubjpass", "compound"):
        held["near"].add(tokens[head.head].lemma.lower())
    subjects, objects, adjuncts, modifiers = (
        frozenset(held[role]) for role in ("subjects", "objects", "adjuncts", "modifiers")
    )
    return subjects, objects, adjuncts, modifiers, frozenset(held["near"]) | subjects | objects | adjuncts | modifiers


def compare(a: View, b: View, likeness: Matrix) -> Sequence[float]:
    """The features of a pair, in the order of FEATURES."""
    same = a.lemma == b.lemma
    synonyms = not same and not a.synonyms.isdisjoint(b.synonyms)
    stem = not same and len(a.lemma) >= STEM - 1 and a.lemma[:STEM] == b.lemma[:STEM]
    document = a.row == b.row
    alike = 1.0 if document else float(likeness[a.row, b.row])
    sentences = sum(w * b.words.get(word, 0.0) for word, w in a.words.items())
    shared = min(len(a.near & b.near), MOST_SHARED)
    none_shared = bool(a.near and b.near and not shared)
    core = (a.subjects | a.objects | a.adjuncts | a.modifiers) & (b.subjects | b.objects | b.adjuncts | b.modifiers)
    names = len(a.names & b.names) / (min(len(a.names), len(b.names)) or 1)
    numbers = bool(a.numbers & b.numbers)
    kindred = synonyms or stem
    return (
        1.0, same, synonyms, stem, same * alike, (not same) * alike, alike,
        sentences, same * sentences, same * (a.rarity + b.rarity) / 2, shared, same * shared, bool(a.subjects & b.subjects),
        bool(a.objects & b.objects), bool(a.adjuncts & b.adjuncts), bool(core), none_shared, same * none_shared, names,
        numbers, bool(a.numbers and b.numbers and not numbers), document, same * document, document and a.sentence == b.sentence,
        a.tag == b.tag, bool(a.dates & b.dates), kindred * sentences, kindred * alike, same * (alike > MUCH_ALIKE),
        a.lemma in b.near or b.lemma in a.near, same and a.form == b.form,
    )  # fmt: skip


@cache
def _synonyms() -> dict[str, frozenset[int]]:
    """The rows of knowledge/synonyms.tsv in which each word stands."""
    rows: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(table("synonyms")):
        for word in row["words"].split("|"):
            rows[word].add(number)
    return {word: frozenset(held) for word, held in rows.items()}
