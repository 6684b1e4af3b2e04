"""Draws the sentences of the gold set for times and quantities by the rule written in README.md: python -m eval.gold.sample BENCH.

Prints one JSON row a sentence (file, article, start, end, forms). The annotator reads these sentences in their articles.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILES = ("clustering/general.jsonl.gz", "attribution/polnear-train.jsonl.gz", "clustering/shootings.jsonl.gz")
QUOTAS = (11, 4)  # sentences with each form, in a first round and in a second one further down the list of articles
MOST_OF_ARTICLE = 2
LONGEST, SHORTEST = 320, 40  # code points of a sentence

WORDS = {
    "MONTH": r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]+)?|May",
    "DAY": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "UNIT": r"(?:second|minute|hour|day|night|week|weekend|month|quarter|year|decade|century|centurie)s?",
    "NUMBER": r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty)",
}
_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])")
_NO_END = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sgt|Lt|Gov|Sen|Rep|St|Ave|Rd|Dr|Jr|a\.m|p\.m|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


def forms() -> dict[str, re.Pattern[str]]:
    """The surface forms of forms.tsv, by name."""
    found = {}
    for line in (Path(__file__).parent / "forms.tsv").read_text("utf-8").splitlines()[3:]:
        name, form = line.split("\t")
        for word, rule in WORDS.items():
            form = form.replace("{" + word + "}", rule)
        found[name] = re.compile(form)
    return found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Rough sentences of a text, line by line."""
    at = 0
    for line in text.split("\n"):
        start = 0
        for found in _END.finditer(line):
            if not _NO_END.search(line[: found.start()]):
                yield at + start, at + found.start()
                start = found.end()
        yield at + start, at + len(line.rstrip())
        at += len(line) + 1


def articles(bench: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Articles of the files in turn, each file in the order of the SHA-256 of its articles' ids."""
    queues = []
    for name in FILES:
        with gzip.open(bench / name, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        rows.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
        queues.append([(name, row) for row in rows])
    for k in range(max(map(len, queues))):
        for queue in queues:
            if k < len(queue):
                yield queue[k]


def sample(bench: Path) -> Iterator[dict[str, Any]]:
    """The sentences drawn: in each round until every form has its quota; the next round begins with the next article."""
    rows, rules = articles(bench), forms()
    for quota in QUOTAS:
        had: Counter[str] = Counter()
        for name, row in rows:
            taken = 0
            for start, end in sentences(row["text"]):
                if not row.get("published") or taken == MOST_OF_ARTICLE or not SHORTEST <= end - start <= LONGEST:
                    continue
                held = [form for form, rule in rules.items() if rule.search(row["text"], start, end)]
                if any(had[form] < quota for form in held):
                    had.update(held)
                    taken += 1
                    yield {"file": name, "article": row["id"], "start": start, "end": end, "forms": held}
            if all(had[form] >= quota for form in rules):
                break


def main() -> None:
    """Print the sample of the bench folder given."""
    for row in sample(Path(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
