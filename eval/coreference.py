"""Event chains of ECB+ across documents, gold mentions, topics predicted: CoNLL F1 in points, beside the lemma baselines.

`same lemma`: one chain for all mentions of one head lemma. `lemma with document threshold`: of those, only in documents whose cosine
is at least a threshold tuned on the train documents (Upadhyay et al. 2016), joined over chains of documents. Ours: mentions of one
predicted topic, pairs weighed by `event_pairs` with weights fitted on the train documents in this run, clustered by average link.
Topics are predicted by average link over the documents' TF-IDF cosine.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.model.parse import Parse
from consilience.stages.parse import Parser, parse

from . import event_pairs
from .attribution import bare_article
from .chains import conll
from .ecb import Gold, Row, gold_mentions, heads_in, rebuilt

TOPIC = 0.08  # cosine of documents of one topic; set on the train documents, low: a topic too large harms less than one split
THRESHOLDS = [n / 100 for n in range(5, 45, 5)]  # of the document cosine, tried on the train documents
CUTS = [n / 4 for n in range(-8, 4)]  # of the mean weight at which clusters are joined, tried on the train documents

Matrix = NDArray[np.float64]


class Part(NamedTuple):
    """One split: its gold mentions with their head tokens, the parses of its documents and how alike these are."""

    mentions: list[Gold]
    heads: dict[Gold, int]
    parses: dict[str, Parse]
    rows: dict[str, int]
    likeness: Matrix
    rarity: dict[str, float]

    def lemma(self, m: Gold) -> str:
        """The lemma of the mention's head."""
        return self.parses[m.document].tokens[self.heads[m]].lemma.lower() if m in self.heads else m.words.lower()


def measure(documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str = "dev") -> dict[str, Any]:
    """`{"conll", "muc", "b3", "ceafe", "baselines": {name: the same}, ...}` on `split`, all that is tuned tuned on train."""
    train, part = (read(documents, mentions, parser, name) for name in ("train", split))
    threshold = max(THRESHOLDS, key=lambda t: _points(train, lemma_in_like_documents(train, t))["conll"])
    weigh = [event_pairs.Pairs.of(p, topics(p)) for p in (train, part)]
    weights = event_pairs.fit(weigh[0])
    cut = max(CUTS, key=lambda c: _points(train, event_pairs.cluster(weigh[0], weights, c))["conll"])
    return {
        **_points(part, event_pairs.cluster(weigh[1], weights, cut)),
        "baselines": {
            "same lemma": _points(part, {m: part.lemma(m) for m in part.mentions}),
            "lemma with document threshold": _points(part, lemma_in_like_documents(part, threshold)),
        },
        "mentions": len(part.mentions),
        "topics": len(set(topics(part).values())),
        "document_threshold": threshold,
        "cut": cut,
        "weights": {name: round(float(w), 3) for name, w in zip(event_pairs.FEATURES, weights, strict=True)},
    }


def read(documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str) -> Part:
    """A split, parsed."""
    texts = {d["doc_id"]: rebuilt(d) for d in documents if d["split"] == split}
    if not texts:
        raise ValueError(f"no document of the split {split!r}")
    parses = {name: parse(bare_article(name, texts[name].text), parser) for name in sorted(texts)}
    held = gold_mentions(mentions, texts, "event")
    rows, likeness, rarity = documents_alike(parses)
    return Part(held, heads_in(parses, held), parses, rows, likeness, rarity)


def documents_alike(parses: Mapping[str, Parse]) -> tuple[dict[str, int], Matrix, dict[str, float]]:
    """Cosine of TF-IDF over the lemmas of nouns, verbs and adjectives; the row of each document; each lemma's idf."""
    counts = {
        name: Counter(t.lemma.lower() for t in p.tokens if t.tag[0] in "NVJ" and t.lower.isalpha())
        for name, p in parses.items()
    }
    spread = Counter(word for c in counts.values() for word in c)
    rarity = {word: math.log(len(parses) / n) for word, n in spread.items()}
    column = {word: i for i, word in enumerate(sorted(spread))}
    matrix = np.zeros((len(parses), len(column)))
    rows = {name: i for i, name in enumerate(sorted(parses))}
    for name, c in counts.items():
        for word, n in c.items():
            matrix[rows[name], column[word]] = (1 + math.log(n)) * rarity[word]
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms == 0, 1, norms)
    return rows, matrix @ matrix.T, rarity


def topics(part: Part) -> dict[str, int]:
    """The predicted topic of each document."""
    group = event_pairs.average_link(part.likeness, TOPIC)
    return {name: int(group[row]) for name, row in part.rows.items()}


def lemma_in_like_documents(part: Part, threshold: float) -> dict[Gold, Hashable]:
    """Chains of mentions of one lemma whose documents are alike, joined transitively."""
    root = {m: m for m in part.mentions}

    def find(m: Gold) -> Gold:
        while root[m] != m:
            root[m] = root[root[m]]
            m = root[m]
        return m

    by_lemma: dict[str, list[Gold]] = defaultdict(list)
    for m in part.mentions:
        by_lemma[part.lemma(m)].append(m)
    for held in by_lemma.values():
        for a, b in combinations(held, 2):
            if a.document == b.document or part.likeness[part.rows[a.document], part.rows[b.document]] >= threshold:
                root[find(a)] = find(b)
    return {m: find(m) for m in part.mentions}


def _points(part: Part, told: Mapping[Gold, Hashable]) -> dict[str, float]:
    return conll({m: m.chain for m in part.mentions}, told)


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    yield f"{told['mentions']} gold mentions in {told['topics']} predicted topics; points out of 100"
    for name, held in {"ours": told, **told["baselines"]}.items():
        yield f"{name:<30} " + "  ".join(
            f"{measure} {held[measure]:.1f}" for measure in ("conll", "muc", "b3", "ceafe")
        )
