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

_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]+)?|May"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|month|quarter|year|decade|century|centurie)s?"
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty)"
)
FORMS = {
    "day of a month": rf"\b(?:{_MONTH}) \d{{1,2}}\b",
    "month or year": rf"\b(?:{_MONTH})(?: of)?,? (?:19|20)\d\d\b|\bin (?:{_MONTH})\b|\bin (?:19|20)\d\d\b|\b(?:19|20)\d0s\b",
    "weekday": rf"\b{_DAY}\b",
    "today": r"\b(?:today|yesterday|tomorrow|tonight)\b",
    "unit told from today": rf"\b(?:last|next|this|past|coming) (?:few |two |{_NUMBER} )?{_UNIT}\b|\b{_UNIT} ago\b",
    "part of day": r"\b(?:morning|afternoon|evening|night|overnight|dawn|dusk)\b",
    "season or holiday": r"\b(?:spring|summer|autumn|winter|Christmas|Easter|Thanksgiving|Halloween|New Year|Memorial Day|Labor Day)\b",
    "early, late, about (time)": rf"\b(?:early|late|mid|earlier|later|end of|beginning of|start of)[- ](?:the |this |last |on |in )?(?:{_MONTH}|{_DAY}|\d{{4}}|{_UNIT}|morning|afternoon)\b",
    "duration": rf"\bfor (?:the |about |more than |nearly |almost |at least )?(?:a |an |{_NUMBER} |several |many )?(?:last |past )?{_UNIT}\b|\b{_NUMBER}[- ](?:hour|day|week|month|year)\b(?!-old)",
    "set": rf"\b(?:every|each) (?:other )?(?:{_UNIT}|{_DAY}|morning|night)\b|\b(?:daily|weekly|monthly|annual|annually|yearly|nightly)\b|\b(?:a|per) (?:day|week|month|year)\b",
    "range of times": rf"\b(?:from|between) (?:{_MONTH}|{_DAY}|\d{{4}}|\d{{1,2}}(?::\d\d)? ?[ap])|\b(?:19|20)\d\d ?[-–] ?\d{{2,4}}\b|\b(?:{_MONTH}) \d+ ?(?:[-–]|to) ?\d",
    "clock": r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b(?:noon|midnight)\b",
    "clock with zone": r"\b(?:[ap]\.?m\.?|\d\d) \(?(?:ET|EST|EDT|CT|CST|CDT|PT|PST|PDT|GMT|UTC|BST|local time|Eastern)\b",
    "told from an event": rf"\bsince (?:the|his|her|its|their|that)\b|\b{_UNIT} (?:after|before|following|since)\b|\b{_UNIT} (?:earlier|later)\b|\b(?:next|following|previous|same) {_UNIT}\b",
    "number word": rf"\b(?!one\b){_NUMBER}\b(?<![\d,.])",
    "figure": r"\b\d{2,3}\b(?! ?(?:%|percent|a\.m|p\.m))",
    "large number": r"\b\d{1,3}(?:,\d{3})+\b|\b(?:million|billion|trillion)\b",
    "range of numbers": rf"\b{_NUMBER} ?(?:-|–|to|or) ?{_NUMBER}\b|\bbetween {_NUMBER} and {_NUMBER}\b",
    "bound": rf"\b(?:at least|more than|less than|fewer than|up to|about|around|nearly|almost|over|under|some|as many as|roughly|approximately) \$?{_NUMBER}\b",
    "dozens": r"\b(?:dozens?|scores of|hundreds?|thousands?|tens of|couple of|handful of|millions of)\b",
    "money": r"[$€£]\d|\b(?:dollars|euros|pounds|cents)\b",
    "percentage": r"\d ?%|\bper ?cent\b",
    "age": r"\b\d{1,3}-year-old\b|\baged? \d|, \d{1,2},|\b\d+ years old\b",
    "measure": rf"\b{_NUMBER}[- ](?:miles?|kilomet\w+|km|feet|foot|met(?:er|re)s?|inch(?:es)?|yards?|acres?|hectares?|pounds?|tons?|tonnes?|degrees?|mph|gallons?|barrels?|blocks?|caliber|millimeter)\b",
    "direction": r"\b(?:miles|kilomet\w+|km|feet|blocks|yards)\b[^.]{0,20}\b(?:north|south|east|west|from|away)\w*\b",
    "ordinal": r"\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\b",
    "killed or injured": rf"\b{_NUMBER} (?:\w+ ){{0,2}}(?:killed|injured|wounded|dead|shot|hurt)\b|\b(?:killed|killing|injured|injuring|wounded|wounding) (?:\w+ )?{_NUMBER}\b|\bdeath toll\b",
    "number that counts nothing": r"\b(?:No\.|Route|Highway|Interstate|Section|Chapter|Boeing|Flight|Room|\d{3,5} block|\d{3,5} [A-Z]\w+ (?:St|Ave|Rd|Dr|Street|Avenue|Road|Drive))",
}
_FORMS = {name: re.compile(form) for name, form in FORMS.items()}
_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])")
_NO_END = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sgt|Lt|Gov|Sen|Rep|St|Ave|Rd|Dr|Jr|a\.m|p\.m|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


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
    rows = articles(bench)
    for quota in QUOTAS:
        had: Counter[str] = Counter()
        for name, row in rows:
            taken = 0
            for start, end in sentences(row["text"]):
                if not row.get("published") or taken == MOST_OF_ARTICLE or not SHORTEST <= end - start <= LONGEST:
                    continue
                forms = [form for form, rule in _FORMS.items() if rule.search(row["text"], start, end)]
                if any(had[form] < quota for form in forms):
                    had.update(forms)
                    taken += 1
                    yield {"file": name, "article": row["id"], "start": start, "end": end, "forms": forms}
            if all(had[form] >= quota for form in FORMS):
                break


def main() -> None:
    """Print the sample of the bench folder given."""
    for row in sample(Path(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
