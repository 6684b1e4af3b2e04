"""Reports and lineages that the tests of lineage share."""

from __future__ import annotations

import json
from pathlib import Path

from consilience.model.article import Article, Capture, Credit, CreditKind, Dateline
from consilience.model.lineage import Lineage, TextReuse
from consilience.model.parse import Parse
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage

WRITTEN = json.loads((Path(__file__).parent.parent / "eval" / "data" / "retellings.json").read_text("utf-8"))
FERRY, BRIDGE, COURT = (next(e for e in WRITTEN if e["name"] == name) for name in ("ferry", "bridge", "court"))


def make(
    name: str,
    text: str,
    outlet: str | None = None,
    published: str | None = None,
    named: tuple[tuple[str, CreditKind, str], ...] = (),
    agency: str | None = None,
) -> Report:
    """A report; `named` are credits: (words in the text, kind, canonical name)."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    rows = tuple(
        Credit(
            span=Span(article=name, start=text.index(words), end=text.index(words) + len(words)),
            name=canonical,
            kind=kind,
        )
        for words, kind, canonical in named
    )
    dateline = Dateline(span=Span(article=name, start=0, end=5), agency=agency) if agency else None
    article = Article(
        id=name,
        text=text,
        capture=capture,
        outlet=outlet,
        published=published,
        credits=rows,
        dateline=dateline,
        paragraphs=tuple(spans),
    )
    return Report(article=article, parse=Parse(article=name, tokens=(), sentences=(), children=()))


def judged(*reports: Report) -> Lineage:
    return lineage(reports, reuse(reports))


def relation(found: Lineage, a: str, b: str) -> TextReuse:
    return next(p for p in found.pairs if {p.a, p.b} == {a, b})


def origin_of(found: Lineage, article: str) -> str:
    return next(o.name for o in found.origins if o.id == found.of_article[article])
