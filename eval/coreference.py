"""Event chains of ECB+ across documents, gold mentions, topics predicted: CoNLL F1 in points, beside the lemma baselines.

`same lemma`: one chain for all mentions of one head lemma. `lemma with document threshold`: of those, only in documents whose cosine
is at least a threshold tuned on the train documents (Upadhyay et al. 2016), joined over chains of documents. Ours: mentions of one
predicted topic, pairs weighed by `event_pairs` with weights fitted on the train documents in this run, clustered by mean probability;
where the file holds no train documents, the weights of `eval/data/event_pairs.json`, which `--fit` writes from those that do.
`of the product`: the events of `stages.merge` in each predicted group of documents, on the mentions that they hold, with ours and
same lemma on the same ones. They are apart where parties, day or place are, which the corpus, whose mentions are few and salient,
seldom needs: weights fitted on it join what different people say. Put in the place of merge's rules they take the right events
of the development stories from .81 to .71.
Topics, and the finer groups that documents of one event make, are predicted by average link over the cosine of documents,
scaled by how near each document's nearest ones are (after Zelnik-Manor and Perona 2004): so one cut fits stories told much and little.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.knowledge.frequency import idf
from consilience.model.parse import Parse, Token
from consilience.model.story import Report
from consilience.stages.link import link
from consilience.stages.merge import merge
from consilience.stages.parse import Parser, parse
from consilience.text.words import prefix

from . import event_pairs
from .attribution import bare_article
from .chains import conll
from .ecb import Gold, Row, gold_mentions, heads_in, rebuilt, report
from .pair_models import average_link
from .rows import read_rows
from .running import parser_here

TOPIC = 0.34  # scaled cosine of documents of one topic; set on the train documents, low: one too large harms less than one split
GROUP = 0.58  # scaled cosine of documents of one event; best B³ against the subtopics of the train documents
NEAREST = 5  # documents nearest to one that its scale is taken from
NAMED = 3.0  # times that a name counts
THRESHOLDS = [n / 100 for n in range(5, 45, 5)]  # of the document cosine, tried on the train documents
CUTS = [
    n / 20 for n in range(4, 14)
]  # of the mean probability at which clusters are joined, tried on the train documents
FOLDS = 4  # of the train topics, to choose the cut by weights fitted without the topic measured
WEIGHTS = Path(__file__).parent / "data" / "event_pairs.json"

Matrix = NDArray[np.float64]


class Part(NamedTuple):
    """One split: its gold mentions with their head tokens, the parses of its documents and how alike these are.

    `likeness` is the cosine that the baseline reads, `nearness` the scaled one; `rarity` is the idf of each lemma, half of it
    that of news at large.
    """

    texts: dict[str, str]
    mentions: list[Gold]
    heads: dict[Gold, int]
    parses: dict[str, Parse]
    rows: dict[str, int]
    likeness: Matrix
    nearness: Matrix
    rarity: dict[str, float]

    def lemma(self, m: Gold) -> str:
        """The lemma of the mention's head."""
        return self.parses[m.document].tokens[self.heads[m]].lemma.lower() if m in self.heads else m.words.lower()

    def grouped(self, cut: float) -> dict[str, int]:
        """The predicted group of each document, at the scaled cosine `cut`."""
        group = average_link(self.nearness, cut)
        return {name: int(group[row]) for name, row in self.rows.items()}


class Learned(NamedTuple):
    """What is learned on the train documents, and the hash of what it was learned from."""

    weights: dict[str, float]
    cut: float
    threshold: float
    data: str


def measure(
    documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str | None = None
) -> dict[str, Any]:
    """`{"conll", "muc", "b3", "ceafe", "baselines": {name: the same}, ...}` on `split`, all that is tuned tuned on train.

    No `split`: dev where the file has it, else the first that is not train.
    """
    held = sorted({str(d["split"]) for d in documents})
    chosen = split or ("dev" if "dev" in held else next((s for s in held if s != "train"), "dev"))
    part = read(documents, mentions, parser, chosen)
    told = learn(read(documents, mentions, parser, "train")) if "train" in held else stored()
    found = event_pairs.pairs(part, part.grouped(TOPIC), part.grouped(GROUP))
    weights = np.array(list(told.weights.values()))
    ours = event_pairs.cluster(found, weights, told.cut)
    return {
        **_points(part, ours),
        "of the product": of_the_product(part, ours, parser),
        "baselines": {
            "same lemma": _points(part, {m: part.lemma(m) for m in part.mentions}),
            "lemma with document threshold": _points(part, lemma_in_like_documents(part, told.threshold)),
        },
        "split": chosen,
        "mentions": len(part.mentions),
        "topics": len(set(part.grouped(TOPIC).values())),
        "document_threshold": told.threshold,
        "cut": told.cut,
        "weights": told.weights,
    }


def run(given: argparse.Namespace) -> dict[str, Any]:
    """The command: measured, after what train teaches is written down where that is asked."""
    documents, mentions = list(read_rows(given.DOCS)), list(read_rows(given.MENTIONS))
    parser = parser_here()
    if given.fit:
        store(documents, mentions, parser)
    return measure(documents, mentions, parser, given.split)


def learn(train: Part) -> Learned:
    """Weights fitted on all of `train`; the cut is the best for topics weighed by weights fitted without them."""
    threshold = max(THRESHOLDS, key=lambda t: _points(train, lemma_in_like_documents(train, t))["conll"])
    topics = event_pairs.pairs(train, train.grouped(TOPIC), train.grouped(GROUP))
    weights = event_pairs.fit(topics)
    apart = [
        (fold, event_pairs.fit([t for k, t in enumerate(topics) if k % FOLDS != number]))
        for number in range(FOLDS)
        if (fold := topics[number::FOLDS]) and len(topics) > FOLDS
    ] or [(topics, weights)]

    def fits(cut: float) -> float:
        told: dict[Gold, Hashable] = {}
        for number, (fold, without) in enumerate(apart):
            told |= {m: (number, chain) for m, chain in event_pairs.cluster(fold, without, cut).items()}
        return _points(train, told)["conll"]

    names = event_pairs.names_of_features(train)
    kept = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return Learned(kept, max(CUTS, key=fits), threshold, _hash(train))


def stored() -> Learned:
    """What was learned when `--fit` was last run."""
    held = json.loads(WEIGHTS.read_text("utf-8"))
    return Learned(held["weights"], held["cut"], held["threshold"], held["data"])


def store(documents: Sequence[Row], mentions: Sequence[Row], parser: Parser) -> Learned:
    """Learn from the train documents and write it to `eval/data`."""
    told = learn(read(documents, mentions, parser, "train"))
    WEIGHTS.write_text(json.dumps(told._asdict(), indent=1) + "\n", "utf-8")
    return told


def _hash(part: Part) -> str:
    """SHA-256 of the mentions of a split, a line each."""
    return hashlib.sha256("\n".join("\t".join(map(str, m)) for m in sorted(part.mentions)).encode()).hexdigest()


def read(documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str) -> Part:
    """A split, parsed."""
    texts = {d["doc_id"]: rebuilt(d) for d in documents if d["split"] == split}
    if not texts:
        raise ValueError(f"no document of the split {split!r}")
    parses = {name: parse(bare_article(name, texts[name].text), parser) for name in sorted(texts)}
    held = gold_mentions(mentions, texts, "event")
    plain = {name: Counter(t.lemma.lower() for t in p.tokens if _tells(t, "NVJ")) for name, p in parses.items()}
    named = {name: _weighed_words(p) for name, p in parses.items()}
    rarity = {w: (r + idf(prefix(w))) / 2 for w, r in _rarity(parses).items()}
    return Part(
        {name: told.text for name, told in texts.items()},
        held,
        heads_in(parses, held),
        parses,
        {name: row for row, name in enumerate(parses)},
        _cosines(plain, _idf(plain)),
        scaled(_cosines(named, {w: (r + idf(prefix(w))) / 2 for w, r in _idf(named).items()})),
        rarity,
    )


def _tells(token: Token, tags: str) -> bool:
    return token.tag[0] in tags and token.lower.isalpha()


def _weighed_words(parsed: Parse) -> dict[str, float]:
    """Nouns, verbs, adjectives and numbers of a document, with how often they stand there; names count more."""
    out: dict[str, float] = defaultdict(float)
    for t in parsed.tokens:
        if _tells(t, "NVJC"):
            out[t.lemma.lower()] += NAMED if t.tag[:3] == "NNP" else 1.0
        if t.tag == "CD":
            out["#" + t.lower] += 1.0
    return out


def _rarity(parses: Mapping[str, Parse]) -> dict[str, float]:
    return _idf({name: {t.lemma.lower(): 1.0 for t in p.tokens} for name, p in parses.items()})


def _idf(counts: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    spread = Counter(word for c in counts.values() for word in c)
    return {word: math.log(len(counts) / n) for word, n in spread.items()}


def _cosines(counts: Mapping[str, Mapping[str, float]], rarity: Mapping[str, float]) -> Matrix:
    """Cosine of TF-IDF of the documents, in the order of `counts`."""
    column = {word: i for i, word in enumerate(sorted(rarity))}
    matrix = np.zeros((len(counts), len(column)))
    for row, held in enumerate(counts.values()):
        for word, n in held.items():
            matrix[row, column[word]] = (1 + math.log(n)) * rarity[word]
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms == 0, 1, norms)
    likeness: Matrix = matrix @ matrix.T
    return likeness


def scaled(likeness: Matrix) -> Matrix:
    """Each cosine over the geometric mean of its two documents' scales: how alike each is to its nearest on average."""
    others = likeness - 2 * np.eye(len(likeness))
    nearest = -np.sort(-others, axis=1)[:, : min(NEAREST, len(likeness) - 1)]
    scale = np.maximum(nearest.mean(axis=1), 1e-3) if nearest.size else np.ones(len(likeness))
    found: Matrix = likeness / np.sqrt(scale[:, None] * scale)
    return found


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


def of_the_product(part: Part, ours: Mapping[Gold, Hashable], parser: Parser) -> dict[str, Any]:
    """The events that `stages.merge` makes of each group, on the mentions that they hold; `ours` and same lemma on the same."""
    group = part.grouped(GROUP)
    held: dict[int, list[Report]] = defaultdict(list)
    for name, words in sorted(part.texts.items()):
        held[group[name]].append(report(name, words, parser))
    events: dict[tuple[str, int], Hashable] = {}
    for number, reports in sorted(held.items()):
        for event in merge(reports, link(reports)):
            for told in event.mentions:
                events.setdefault((told.span.article, told.mention.head), (number, event.id))
    placed = {m: events.get((m.document, part.heads.get(m, -1))) for m in part.mentions}
    covered = [m for m in part.mentions if placed[m] is not None]
    gold = {m: m.chain for m in covered}
    return {
        "mentions": len(covered),
        **conll(gold, {m: placed[m] for m in covered}),
        "ours": conll(gold, {m: ours[m] for m in covered}),
        "same lemma": conll(gold, {m: (group[m.document], part.lemma(m)) for m in covered}),
    }


def _points(part: Part, told: Mapping[Gold, Hashable]) -> dict[str, float]:
    return conll({m: m.chain for m in part.mentions}, told)


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    yield f"{told['mentions']} gold mentions of {told['split']} in {told['topics']} predicted topics; points out of 100"
    product = told["of the product"]
    rows = {"ours": told, **told["baselines"]}
    rows |= {
        f"events of the product ({product['mentions']})": product,
        **{f"  {name} on the same": product[name] for name in ("ours", "same lemma")},
    }
    for name, held in rows.items():
        yield f"{name:<32} " + "  ".join(
            f"{measure} {held[measure]:.1f}" for measure in ("conll", "muc", "b3", "ceafe")
        )
