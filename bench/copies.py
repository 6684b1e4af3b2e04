"""python -m bench.copies [--articles N] [--jobs N]: `consilience copies` on a made corpus with planted near-copies.

One article in five is a near-copy of another: the same words with ten of 450 changed, Jaccard of five-word sequences
about 0.8. The articles are made from a list of invented words as frequent as words are, by a seeded generator. Signing
is set beside datasketch on the same texts with as many permutations, in the same run, where that is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from consilience.pipeline.corpus import find_copies, joined, sign_piece
from consilience.pipeline.lines import pieces
from consilience.text.minhash import PERMUTATIONS, SHINGLE

from .memory import Watch

try:  # only to be set beside it: no dependency of the project
    from datasketch import MinHash
except ImportError:
    MinHash = None

WORDS, VOCABULARY = 450, 30_000
CHANGED = 10  # words of a near-copy that are other words
COPIES = 0.2  # share of the corpus
SENTENCE, PARAGRAPH = 18, 54  # words
PIECES, ROUNDS = 12, 3  # pieces signed and joined by themselves, and how often: the least time counts
BESIDE = 2_000  # texts that the other library signs
SYLLABLES = [
    c + v + e for c in "b c d f g h l m n p r s t v st tr".split() for v in "aeiou" for e in ("", "n", "r", "s")
]


def vocabulary(chance: np.random.Generator) -> list[str]:
    """Invented words of one to four syllables, the short ones first."""
    words: dict[str, None] = {}
    size = 1
    while len(words) < VOCABULARY:
        words["".join(SYLLABLES[k] for k in chance.integers(0, len(SYLLABLES), size))] = None
        size = 1 + (len(words) > 40) + (len(words) > 3_000) + (len(words) > 20_000)
    return list(words)


def corpus(count: int, seed: int = 4) -> Iterator[dict[str, str]]:
    """Articles in a fixed order; that of id `copy-7` is a near-copy of `text-7`."""
    chance = np.random.default_rng(seed)
    words = vocabulary(chance)
    share = 1 / (np.arange(VOCABULARY) + 10)  # as Zipf found it, the commonest words cut
    edges = np.cumsum(share / share.sum())
    copies = int(count * COPIES)
    order = chance.permutation(count)
    for number in order.tolist():
        # Each text is drawn by its own seed, so that a copy can be made anywhere in the file without keeping its text.
        base = number if number < count - copies else number - (count - copies)
        drawn = np.searchsorted(edges, np.random.default_rng((seed, base)).random(WORDS)).clip(max=VOCABULARY - 1)
        if base != number:
            drawn[chance.choice(WORDS, CHANGED, replace=False)] = chance.integers(0, VOCABULARY, CHANGED)
        yield {
            "id": f"{'text' if base == number else 'copy'}-{base}",
            "text": printed([words[k] for k in drawn.tolist()]),
        }


def printed(words: list[str]) -> str:
    """Words as sentences and paragraphs."""
    out = []
    for start in range(0, len(words), SENTENCE):
        sentence = " ".join(words[start : start + SENTENCE]).capitalize() + "."
        out.append(sentence + ("\n" if (start + SENTENCE) % PARAGRAPH == 0 else " "))
    return "".join(out).strip()


def main() -> int:
    """Make the corpus, find the copies, print the figures."""
    options = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    options.add_argument("--articles", type=int, default=10_000, help="size of the corpus (default: 10,000)")
    options.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    options.add_argument("--folder", type=Path, help="where the corpus is made (default: a temporary folder)")
    options.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    given = options.parse_args()
    os.environ["RAYON_NUM_THREADS"] = "1"  # figures are for one core a process
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        told = measure(Path(folder), given.articles, given.jobs)
    if given.json:
        print(json.dumps(told, indent=1))
    else:
        for name, value in told.items():
            print(f"{name:<36} {value:>14,}" if isinstance(value, int) else f"{name:<36} {value!s:>14}")
    return 0


def measure(folder: Path, count: int, jobs: int) -> dict[str, Any]:
    """All figures of one corpus."""
    articles, out = folder / "articles.jsonl", folder / "pairs.jsonl"
    with articles.open("w", encoding="utf-8") as file:
        for row in corpus(count):
            file.write(json.dumps(row) + "\n")
    phases: dict[str, float] = {}

    def tell(what: str, done: int, total: int) -> None:
        phases.setdefault(what, time.perf_counter())
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{what} {done}/{total}   ")

    with Watch() as watch:
        start, used = time.perf_counter(), processor()
        summary = find_copies(articles, out, jobs=jobs, tell=tell)
        whole, used = time.perf_counter() - start, processor() - used
    found = right = 0
    with out.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            kinds, numbers = zip(row["a"].split("-"), row["b"].split("-"), strict=True)
            found += row["relation"] == "copy"
            right += row["relation"] == "copy" and set(kinds) == {"text", "copy"} and numbers[0] == numbers[1]
    planted = int(count * COPIES)
    return {
        "articles": summary.articles,
        "planted near-copies": planted,
        "pairs looked at": summary.candidates,
        "recall": round(right / planted, 4),
        "precision": round(right / max(1, found), 4),
        "seconds": round(whole, 1),
        "milliseconds an article": round(1000 * whole / count, 3),
        "of processor time": round(1000 * used / count, 3),
        "signing, seconds": round(phases["joining"] - phases["signing"], 1),
        "join, articles a second": round(count / (phases["aligning"] - phases["joining"])),
        "peak memory, all processes, MB": watch.peak.get("PSS", "not measured"),
        "with shared pages each time, MB": watch.peak.get("RSS", "not measured"),
        **signing(articles),
    }


def processor() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def signing(articles: Path) -> dict[str, Any]:
    """Articles a second that one core signs, reading, shingling and keeping included, and that it joins, reading the
    signatures included (both of PIECES pieces at most, in processor time); the other library on some of them."""
    spans = pieces(articles)[:PIECES]
    signed = [articles.with_name(f"signed-{k}.npz") for k in range(len(spans))]
    start = time.process_time()
    for span, target in zip(spans, signed, strict=True):
        sign_piece((articles, *span, target))
    seconds = time.process_time() - start
    count = 0
    for path in signed:
        with np.load(path) as arrays:
            count += len(arrays["exact"])
    own = count / seconds
    joins = []
    for _ in range(ROUNDS):
        start = time.process_time()
        joined(signed)
        joins.append(time.process_time() - start)
    told: dict[str, Any] = {
        "signing, articles a second a core": round(own),
        "join alone, articles a second a core": round(count / min(joins)),
    }
    if MinHash is None:
        return {**told, "datasketch": "not installed"}
    with articles.open(encoding="utf-8") as file:
        lines = [line for _, line in zip(range(BESIDE), file, strict=False)]
    start = time.process_time()
    for line in lines:
        words = json.loads(line)["text"].lower().split()
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([" ".join(words[k : k + SHINGLE]).encode() for k in range(len(words) - SHINGLE + 1)])
    other = len(lines) / (time.process_time() - start)
    return {**told, "datasketch, articles a second a core": round(other), "ratio": round(own / other, 1)}


if __name__ == "__main__":
    sys.exit(main())
