"""ECB+ documents as reports: texts rebuilt from their tokens, mentions as spans of those texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from consilience.model.article import Article, Capture
from consilience.model.parse import Parse
from consilience.model.story import Report
from consilience.pipeline.plan import ARTICLE_PLAN, carry_out
from consilience.stages.parse import Parser

Row = Mapping[str, Any]

_NO_SPACE_BEFORE = frozenset(". , ; : ! ? ) ] } % '' ” ’ 's 'S 're 've 'll 'd 'm n't ...".split())
_NO_SPACE_AFTER = frozenset("( [ { $ £ € `` “ # -LRB-".split())
_PRINTED = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


class Gold(NamedTuple):
    """A gold mention in the rebuilt text: its document, its span there, its chain, and what the corpus calls it."""

    document: str
    start: int
    end: int
    chain: str
    tag: str
    words: str


class Rebuilt(NamedTuple):
    """A document's text, a line a sentence, and the span of each token by (sentence, number)."""

    text: str
    spans: Mapping[tuple[int, int], tuple[int, int]]


def rebuilt(document: Row) -> Rebuilt:
    """The text of a document with the spaces that print has."""
    pieces: list[str] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    at = 0
    for number, tokens in document["sents"]:
        before = "\n" if pieces else ""
        for place, token in enumerate(tokens):
            printed = _PRINTED.get(token, token)
            space = before if place == 0 else "" if token in _NO_SPACE_BEFORE or before == "" else " "
            pieces += [space, printed]
            at += len(space)
            spans[number, place] = (at, at + len(printed))
            at += len(printed)
            before = "" if token in _NO_SPACE_AFTER else " "
    return Rebuilt("".join(pieces), spans)


def gold_mentions(mentions: Iterable[Row], texts: Mapping[str, Rebuilt], kind: str) -> list[Gold]:
    """The mentions of `kind` that are scored, in the documents of `texts`."""
    out = []
    for row in mentions:
        if row["kind"] == kind and row["scored"] and row["doc_id"] in texts:
            held = texts[row["doc_id"]].spans
            places = [held[row["sent"], place] for place in row["tok"] if (row["sent"], place) in held]
            if places:
                start, end = min(s for s, _ in places), max(e for _, e in places)
                out.append(Gold(row["doc_id"], start, end, row["chain"], row["tag"], row["text"]))
    return out


def report(name: str, text: str, parser: Parser) -> Report:
    """A rebuilt text with everything that is read in it; nothing in it is furniture."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    article = Article(id=name, text=text, capture=capture, paragraphs=tuple(p for p in paragraphs if p[0] < p[1]))
    made = carry_out(ARTICLE_PLAN[1:], {"article": article, "parser": parser})
    kinds = ("parse", "mentions", "times", "quantities", "quotations", "events")
    return Report(article=article, **{kind: made[kind] for kind in kinds})


def heads(reports: Sequence[Report], mentions: Iterable[Gold]) -> dict[Gold, int]:
    """The number of the head token of each mention in its report."""
    return heads_in({r.id: r.parse for r in reports}, mentions)


def heads_in(parses: Mapping[str, Parse], mentions: Iterable[Gold]) -> dict[Gold, int]:
    """The same by document: the first token of a span whose own head lies outside it, prepositions aside."""
    out = {}
    for m in mentions:
        tokens = [t for t in parses[m.document].tokens if t.start < m.end and m.start < t.end]
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head not in inside or t.head == t.i), None)
        if top is not None and top.dep == "prep":
            top = next((t for t in tokens if t.dep == "pobj" and t.head == top.i), top)
        if top is not None:
            out[m] = top.i
    return out


def by_subtopic(documents: Iterable[Row], split: str) -> dict[str, list[Row]]:
    """The documents of a split by subtopic."""
    out: dict[str, list[Row]] = defaultdict(list)
    for document in documents:
        if document["split"] == split:
            out[document["subtopic"]].append(document)
    return dict(out)
