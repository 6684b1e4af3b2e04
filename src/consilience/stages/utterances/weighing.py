"""How likely two sayings are one utterance: a logistic regression whose features and weights can be read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import mul

from .sayings import Saying
from .terms import Part

# Logit of two sayings being one utterance. Fitted by `python -m eval.fit_utterances` on twenty-three stories, whose gold
# has the sha256 02e1bf9c5613…; the command prints what it would put here, and the figures of stories left out.
WEIGHTS: Mapping[str, float] = {
    "cosine": 3.5,  # likeness of the contents
    "contained": 2.8,  # share of the shorter content's weight that stands in the longer, less where that is little
    "context": 4.5,  # likeness of the sentences around them, where the contents share a term
    "verbatim": 2.6,  # share of word triples in common
    "same speaker": 1.6,
    "other person": -0.6,  # both are told by persons, not the same
    "start": -5.1,
}
FEATURES = tuple(WEIGHTS)
SAME_ARTICLE = 2.0  # off the logit inside one article, where saying something twice is rare
LITTLE = 5.0  # shared weight (two telling words) at which containment counts for 63 %


class Judge:
    """How likely two sayings are one utterance; each pair is weighed once."""

    def __init__(self, found: Sequence[Saying], weights: Mapping[str, float]) -> None:
        """`weights` by the names of `FEATURES`."""
        self._found = found
        self._weights = tuple(weights[name] for name in FEATURES)
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, i: int, j: int) -> float:
        """The probability for the sayings `i` and `j`."""
        key = (i, j) if i < j else (j, i)
        known = self._known.get(key)
        if known is None:
            a, b = self._found[i], self._found[j]
            logit = sum(map(mul, self._weights, features(a, b)))
            known = 1 / (1 + math.exp(SAME_ARTICLE - logit if a.article == b.article else -logit))
            self._known[key] = known
        return known


def features(a: Saying, b: Saying) -> tuple[float, ...]:
    """What is weighed, in the order of `FEATURES`: contents by the two parts most alike, contexts, words, speakers."""
    context = verbatim = 0.0
    if len(a.parts) == len(b.parts) == 1:
        cosine, contained = _compare(a.parts[0], b.parts[0])
    else:
        cosine, contained = max([_compare(p, q) for p in a.parts for q in b.parts], key=sum, default=(0.0, 0.0))
    if cosine:
        context = _compare(a.context, b.context)[0]
        fewest = min(len(a.triples), len(b.triples))
        verbatim = len(a.triples & b.triples) / fewest if fewest else 0.0
    same = not a.speakers.isdisjoint(b.speakers)
    return cosine, contained, context, verbatim, float(same), float(not same and a.persons and b.persons), 1.0


def _compare(p: Part, q: Part) -> tuple[float, float]:
    """Cosine, and the share of the lighter part's weight that stands in the other, less where that is little."""
    light, heavy = (p, q) if p.total <= q.total else (q, p)
    others, product, held = heavy.weights, 0.0, 0.0
    for word, weight in light.weights.items():
        if word in others:
            product += weight * others[word]
            held += weight
    if not held:
        return 0.0, 0.0
    return product / (p.length * q.length), held / light.total * (1 - math.exp(-held / LITTLE))
