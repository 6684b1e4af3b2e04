"""Which two event mentions are one event: pairs weighed by a logistic sum of readable features, clustered by mean probability.

Fitted by `pair_models` on pairs of mentions in one predicted topic. Nothing but counts and parses goes in: words
(knowledge/synonyms.tsv, kindred.tsv and frames.tsv), arguments, the words around, where in the report, and how alike the documents are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .ecb import Gold
from .event_views import View, view
from .pair_models import joined, likeliest

if TYPE_CHECKING:
    from .coreference import Part

Matrix = NDArray[np.float64]
Truth = NDArray[np.bool_]  # of pairs
Features = dict[str, Matrix | Truth]

RIDGE = 10.0
FAR_KEPT = 7  # of pairs whose words are neither alike nor kindred, one in so many is learned from, for that many
LIKE_WORDS = slice(1, 6)  # the features that say so: the first ones after "always"
MOST_SHARED = 3  # arguments or kinds counted


class Topic(NamedTuple):
    """The pairs of one topic: mentions, the two places of each pair, its features, and whether both are one event."""

    mentions: list[Gold]
    first: NDArray[np.int_]
    second: NDArray[np.int_]
    features: Matrix
    one: Matrix


def pairs(part: Part, topic: Mapping[str, int], group: Mapping[str, int]) -> list[Topic]:
    """All pairs of mentions in one topic of `part`; `topic` and the finer `group` are those predicted for each document."""
    held: dict[int, list[View]] = defaultdict(list)
    for m in part.mentions:
        held[topic[m.document]].append(view(m, part))
    out = []
    for _, views in sorted(held.items()):
        first, second = np.triu_indices(len(views), 1)
        found = compare(views, part, np.array([group[v.mention.document] for v in views]))
        chains = np.array([v.mention.chain for v in views])
        out.append(
            Topic(
                [v.mention for v in views],
                first,
                second,
                np.stack([held[first, second] for held in found.values()], axis=1),
                (chains[first] == chains[second]).astype(float),
            )
        )
    return out


def compare(views: Sequence[View], part: Part, group: NDArray[np.int_]) -> dict[str, Matrix]:
    """The features of all pairs of `views` by name, each as a matrix."""
    lemma = np.array([v.lemma for v in views])
    same = lemma[:, None] == lemma
    words, kin, kinds_alike = _wording(views, same)
    row = np.array([v.row for v in views])
    out: Features = {"always": np.ones(same.shape), "same lemma": same, **words}
    out |= _documents(views, part, row, group, same, kin, kinds_alike)
    out |= _context(views, part, same, kin, row[:, None] == row)
    out |= _arguments(views, part, same, kin, row[:, None] == row)
    return {name: np.asarray(held, dtype=float) for name, held in out.items()}


def _wording(views: Sequence[View], same: Truth) -> tuple[Features, Truth, Matrix]:
    """How alike the words of the mentions are; where another lemma can mean the same; how alike its kinds are."""
    other = ~same
    kinds = _holds([v.kinds for v in views])
    shared = np.where(same, 0, kinds @ kinds.T)
    known = kinds.sum(axis=1) > 0
    synonyms = _common([v.synonyms for v in views]) & other
    framed = _common([v.frames for v in views]) & other
    stem = np.array([v.stem for v in views])
    stems = (stem[:, None] == stem) & other
    said = np.array(["say" in v.kinds for v in views])
    form, tag = np.array([v.form for v in views]), np.array([v.tag for v in views])
    particles = _holds([v.particles for v in views])
    auxiliaries = _holds([v.auxiliaries for v in views])
    rare = np.array([v.rarity for v in views])
    alike = np.where(same, 0, _cosine(kinds))
    found: Features = {
        "synonyms": synonyms,
        "same stem": stems,
        "same frame": framed,
        "same kind": shared > 0,
        "kinds shared": np.minimum(shared, MOST_SHARED),
        "kinds alike": alike,
        "kinds differ": known[:, None] & known & (shared == 0) & other,
        "same lemma, rare": same * (rare[:, None] + rare) / 2,
        "same form": same & (form[:, None] == form),
        "same part of speech": tag[:, None] == tag,
        "same lemma, other particle": same * _distance(particles),
        "same lemma, other auxiliaries": same * _distance(auxiliaries),
        "words of the mention shared": _common([v.words for v in views]) & other,
        "same lemma, said": same & said,
        "other lemma, one said": other & (said[:, None] | said),
        "one of two said": said[:, None] ^ said,
    }
    return found, synonyms | stems | framed | (shared > 0), alike


def _documents(
    views: Sequence[View],
    part: Part,
    row: NDArray[np.int_],
    group: NDArray[np.int_],
    same: Truth,
    kin: Truth,
    kinds_alike: Matrix,
) -> Features:
    document = row[:, None] == row
    alike = np.where(document, 1.0, part.nearness[row][:, row])
    together = group[:, None] == group
    sentence = np.array([v.sentence for v in views])
    return {
        "same lemma, documents alike": same * alike,
        "other lemma, documents alike": ~same * alike,
        "kin, documents alike": kin * alike,
        "kinds alike, documents alike": kinds_alike * alike,
        "one group": together,
        "same lemma, one group": same & together,
        "kin, one group": kin * together,
        "same document": document,
        "same document and lemma": document & same,
        "same document, kin": document * kin,
        "same sentence": document & (sentence[:, None] == sentence),
    }


def _context(views: Sequence[View], part: Part, same: Truth, kin: Truth, document: Truth) -> Features:
    sentences = _cosine(_holds([v.sentence_words for v in views], part.rarity))
    window = _cosine(_holds([v.window for v in views], part.rarity))
    names = _holds([v.names for v in views])
    fewer = np.minimum(names.sum(axis=1)[:, None], names.sum(axis=1))
    numbers = _common([v.numbers for v in views])
    told = np.array([bool(v.numbers) for v in views])
    early = np.array([1 / (1 + v.sentence) for v in views])
    both_early = np.minimum(early[:, None], early)
    named = (names @ names.T) / np.maximum(fewer, 1)
    return {
        "sentences alike": sentences,
        "same lemma, sentences alike": same * sentences,
        "kin, sentences alike": kin * sentences,
        "words near alike": window,
        "same lemma, words near alike": same * window,
        "kin, words near alike": kin * window,
        "names shared": named,
        "same lemma, names shared": same * named,
        "other names": (fewer > 0) & (named == 0),
        "numbers shared": numbers,
        "other numbers": told[:, None] & told & ~numbers,
        "dates shared": _common([v.dates for v in views]),
        "early in both": both_early,
        "same lemma, early in both": same * both_early,
    }


def _arguments(views: Sequence[View], part: Part, same: Truth, kin: Truth, document: Truth) -> Features:
    near = _holds([v.near for v in views])
    shared = np.minimum(near @ near.T, MOST_SHARED)
    some = near.sum(axis=1) > 0
    none_shared = some[:, None] & some & (shared == 0)
    alike = _cosine(_holds([v.near for v in views], part.rarity))
    said = np.array(["say" in v.kinds for v in views])
    out: Features = {
        "arguments shared": shared,
        "same lemma, arguments shared": same * shared,
        "kin, arguments shared": kin * shared,
        "said, arguments shared": (same & said) * shared,
        "arguments alike": alike,
        "same lemma, arguments alike": same * alike,
        "no argument shared": none_shared,
        "same lemma, no argument shared": same & none_shared,
        "argument in another role": _common([v.core for v in views]),
    }
    for role in ("subjects", "objects", "adjuncts", "modifiers"):
        filled = [getattr(v, role) for v in views]
        there = np.array([bool(f) for f in filled])
        agree = _common(filled)
        out[f"same {role}"] = agree
        out[f"other {role}"] = other = there[:, None] & there & ~agree
        out[f"same lemma, other {role}"] = same & other
    lemmas = sorted({v.lemma for v in views})
    column = {word: i for i, word in enumerate(lemmas)}
    holds = np.zeros((len(views), len(lemmas)), dtype=bool)
    for i, v in enumerate(views):
        holds[i, [column[w] for w in v.near if w in column]] = True
    inside = holds[:, [column[v.lemma] for v in views]]
    out["one is an argument of the other"] = inside | inside.T
    out["one is an argument of the other, same document"] = (inside | inside.T) & document
    return out


def _holds(sets: Sequence[frozenset[str]], weight: Mapping[str, float] | None = None) -> Matrix:
    """A row for each set, a column for each word: its weight, or 1, where the set holds it."""
    column = {word: i for i, word in enumerate(sorted({w for held in sets for w in held}))}
    out = np.zeros((len(sets), max(1, len(column))))
    for i, held in enumerate(sets):
        for word in held:
            out[i, column[word]] = 1.0 if weight is None else weight.get(word, 0.0)
    return out


def _common(sets: Sequence[frozenset[str]]) -> Truth:
    held = _holds(sets)
    shared: Truth = (held @ held.T) > 0
    return shared


def _cosine(rows: Matrix) -> Matrix:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(length == 0, 1, length)
    found: Matrix = unit @ unit.T
    return found


def _distance(rows: Matrix) -> Matrix:
    """How many words one of two sets has and the other has not."""
    count = rows.sum(axis=1)
    found: Matrix = count[:, None] + count - 2 * (rows @ rows.T)
    return found


def names_of_features(part: Part) -> list[str]:
    """The names of the features, in their order."""
    return list(compare([view(part.mentions[0], part)], part, np.zeros(1, dtype=int)))


# ---- weights


def fit(topics: Sequence[Topic]) -> Matrix:
    """The weights that make the pairs of `topics` likeliest, less a ridge on the features at standard length."""
    x = np.concatenate([t.features for t in topics])
    y = np.concatenate([t.one for t in topics])
    near = (y > 0) | x[:, LIKE_WORDS].any(axis=1)
    kept = near | (np.arange(len(y)) % FAR_KEPT == 0)
    counted = np.where(near, 1.0, float(FAR_KEPT))[kept]
    x, y = x[kept], y[kept]
    spread = x.std(axis=0)
    spread[spread == 0] = 1.0
    learned: Matrix = likeliest(x / spread, y, counted, RIDGE) / spread
    return learned


# ---- clusters


def cluster(topics: Sequence[Topic], weights: Matrix, cut: float) -> dict[Gold, Hashable]:
    """Chains: in each topic, clusters joined while the mean probability of their pairs is at least `cut`."""
    told: dict[Gold, Hashable] = {}
    for number, topic in enumerate(topics):
        probability = 1 / (1 + np.exp(-np.clip(topic.features @ weights, -30, 30)))
        groups = joined(len(topic.mentions), topic.first, topic.second, probability, cut)
        for m, group in zip(topic.mentions, groups, strict=True):
            told[m] = (number, int(group))
    return told
