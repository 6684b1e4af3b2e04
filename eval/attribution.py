"""PolNeAR: how well sources, cues and contents of attributions are found.

Measured as the BBC did for Citron: predicted and gold attributions are paired one to one by the greatest overlap of their
content; a part counts as `exact` where both cover the same letters and digits (marks, spaces and end punctuation aside),
as `overlap` where they share any. F1 is taken over the attributions that have the part. `quoted` looks only at those whose
content holds quotation marks, on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consilience.model.annotation import Quotation
from consilience.model.article import Article, Capture
from consilience.model.span import Span
from consilience.stages.attribution import attribution
from consilience.stages.parse import Parser, parse

from .matching import pair_up

CARRIED = "say:continues"  # the rule of a sentence that carries a quotation on
PARTS = ("source", "cue", "content")
MEASURES = ("exact", "overlap")
_MARKS = frozenset('"“”„«»‘`')
_ASKED = re.compile(r"\s*(?:(?:up)?on|to|for|with)\s|")
_LEAD = re.compile(r"\b(?:that[\s,]+)?(?:(?:the|a|an)\s+)?$", re.IGNORECASE)
_THAT = re.compile(r"\bthat[\s,]+$", re.IGNORECASE)
_WHAT = re.compile(r"\bwhat\s+$", re.IGNORECASE)

Spans = list[tuple[int, int]]
Attribution = dict[str, Spans]
Figures = dict[str, dict[str, dict[str, float]]]


def measure(rows: Iterable[Mapping[str, Any]], parser: Parser) -> Figures:
    """`{"all": {part: {exact, overlap}}, "quoted": …}` over articles `{text, attributions}` in the PolNeAR form."""
    return figures([(row["text"], row["attributions"], read(row["id"], row["text"], parser)) for row in rows])


def figures(rows: Sequence[tuple[str, Sequence[Mapping[str, Any]], Sequence[Attribution]]]) -> Figures:
    """The figures over (text, gold attributions, predicted attributions)."""
    out: Figures = {}
    for name, keep in (("all", lambda text, a: True), ("quoted", _quoted)):
        counts = {(part, kind): [0, 0, 0] for part in PARTS for kind in MEASURES}
        for text, gold, told in rows:
            _count(text, [a for a in gold if keep(text, a)], [a for a in told if keep(text, a)], counts)
        out[name] = {part: {kind: _f1(*counts[part, kind]) for kind in MEASURES} for part in PARTS}
    return out


def read(name: str, text: str, parser: Parser) -> list[Attribution]:
    """The attributions our stage finds in a bare text."""
    article = bare_article(name, text)
    return joined(text, attribution(article, parse(article, parser)))


def bare_article(name: str, text: str) -> Article:
    """`text` as an article without furniture, one paragraph a line."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        if start < end:
            paragraphs.append((start, end))
        at += len(line) + 1
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    return Article(id=name, text=text, capture=capture, paragraphs=tuple(paragraphs))


def joined(text: str, quotations: Iterable[Quotation]) -> list[Attribution]:
    """Our rows in the form of the corpus: one attribution for all pieces under one cue, the outermost only."""
    rows = list(quotations)
    out: list[Attribution] = []
    by_row: dict[str, Attribution] = {}
    by_cue: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Attribution] = {}

    def add(q: Quotation, known: Attribution | None) -> None:
        if known is None:
            known = {"source": _pairs(q.source), "cue": _pairs(q.cue), "content": []}
            out.append(known)
        known["content"] += _wide(text, q)
        by_row[q.id] = known
        if q.cue:
            by_cue.setdefault((q.source, q.cue), known)

    ordered = sorted(rows, key=lambda q: (q.direct, q.rule == CARRIED))
    for q in ordered:
        shared = by_cue.get((q.source, q.cue)) if q.cue and (q.direct or q.rule == CARRIED) else None
        add(q, by_row.get(q.parent or "") or shared)
    for made in out:
        made["content"] += _what(text, made)
    return [made for made in out if not _nested(made, out)]


def _wide(text: str, q: Quotation) -> Spans:
    """The content of a row with the small words that the corpus has in it: "that", "the", and who is asked to do something."""
    pieces = _pairs(q.content)
    first, end = pieces[0]
    gap = text[q.cue[0].end : first] if q.cue and q.cue[0].end < first else ""
    asked = _ASKED.match(gap) if q.rule.endswith(":obj-to") else None
    lead = (_LEAD if q.direct else _THAT).search(gap)
    if asked is not None and not q.parent:
        first -= len(gap) - asked.end()
    elif lead is not None and lead[0].strip():
        first -= len(gap) - lead.start()
    return [(first, end), *pieces[1:]]


def _what(text: str, made: Attribution) -> Spans:
    """ "What he called ...": the corpus has the pronoun in the content."""
    if not made["source"] or not made["cue"]:
        return []
    before, content = made["source"][0][0], min(made["content"])[0]
    found = _WHAT.search(text[max(0, before - 6) : before]) if before < made["cue"][0][0] < content else None
    return [(before - 6 + found.start(), before)] if found else []


def _nested(made: Attribution, others: Sequence[Attribution]) -> bool:
    """The cue stands in the content of another attribution: the corpus marks the outermost one only."""
    if not made["cue"]:
        return False
    start, end = made["cue"][0]
    return any(other is not made and any(a <= start and end <= b for a, b in other["content"]) for other in others)


def _pairs(spans: Iterable[Span]) -> Spans:
    return [(s.start, s.end) for s in spans]


def _quoted(text: str, attribution: Mapping[str, Any]) -> bool:
    held = [text[start:end] for start, end in attribution["content"]]
    return any(c in _MARKS for piece in held for c in piece) or any("''" in piece for piece in held)


def _letters(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def _count(
    text: str, gold: Sequence[Mapping[str, Any]], told: Sequence[Attribution], counts: dict[tuple[str, str], list[int]]
) -> None:
    """Add right, told and wanted of one article to `counts`."""
    g = [{part: _letters(text, a[part]) for part in PARTS} for a in gold]
    t = [{part: _letters(text, a[part]) for part in PARTS} for a in told]
    weights = {
        (i, j): float(len(a["content"] & b["content"]))
        for i, a in enumerate(g)
        for j, b in enumerate(t)
        if a["content"] & b["content"]
    }
    for part in PARTS:
        for kind in MEASURES:
            counts[part, kind][1] += sum(bool(b[part]) for b in t)
            counts[part, kind][2] += sum(bool(a[part]) for a in g)
    for i, j in pair_up(weights).items():
        for part in PARTS:
            counts[part, "overlap"][0] += bool(g[i][part] & t[j][part])
            counts[part, "exact"][0] += bool(g[i][part]) and g[i][part] == t[j][part]


def _f1(right: int, told: int, wanted: int) -> float:
    return 2 * right / (told + wanted) if told + wanted else 0.0
