"""Stories made of short texts written for the tests, read by the real stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from consilience.model.annotation import Entity, Quotation
from consilience.model.article import Article, Capture
from consilience.model.claim import Claim, Compatible, Conflict
from consilience.model.lineage import Lineage, Origin
from consilience.model.story import Report
from consilience.stages.align import align
from consilience.stages.attribution import attribution
from consilience.stages.events import events
from consilience.stages.link import link
from consilience.stages.mentions import mentions
from consilience.stages.parse import Parser, parse
from consilience.stages.quantities import quantities
from consilience.stages.reconcile import reconcile
from consilience.stages.speakers import speakers
from consilience.stages.times import times
from consilience.stages.utterances import utterances


class Told(NamedTuple):
    """What the stages made of a planted story."""

    reports: tuple[Report, ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    compatible: tuple[Compatible, ...]

    def text(self, article: str) -> str:
        """The text of an article."""
        return next(r.article.text for r in self.reports if r.id == article)

    def of_kind(self, kind: str) -> list[set[str]]:
        """The values of each conflict of a kind."""
        return [{v.value for v in c.values} for c in self.conflicts if c.kind == kind]


def report(parser: Parser, name: str, text: str, published: str = "2031-05-12") -> Report:
    """A report with everything read in it."""
    capture = Capture(
        id=name, path=f"{name}.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=()
    )
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    article = Article(
        id=name,
        text=text,
        capture=capture,
        published=published,
        anchor=published,
        anchor_rule="meta",
        paragraphs=tuple(paragraphs),
    )
    rows = parse(article, parser)
    found = times(article, rows)
    said = attribution(article, rows)
    return Report(
        article=article,
        parse=rows,
        mentions=mentions(article, rows),
        times=found,
        quantities=quantities(article, rows, found),
        quotations=said,
        events=events(article, rows, found, said),
    )


def own_origins(reports: Sequence[Report], same: Sequence[tuple[str, str]] = ()) -> Lineage:
    """A lineage in which every report is an origin of its own, but for the pairs in `same`."""
    root = {r.id: r.id for r in reports}
    for a, b in same:
        root[b] = root[a]
    held = sorted(set(root.values()))
    origins = tuple(
        Origin(id=f"o-{o}", name=o, kind="outlet", articles=tuple(a for a in sorted(root) if root[a] == o))
        for o in held
    )
    return Lineage(pairs=(), origins=origins, of_article={a: f"o-{o}" for a, o in root.items()})


def story(parser: Parser, *texts: str, published: Sequence[str] = (), same: Sequence[tuple[str, str]] = ()) -> Told:
    """Run the stages of a story on `texts`, named a, b, c, ...; `same` are pairs of one origin."""
    days = [*published, *["2031-05-12"] * len(texts)]
    reports = tuple(report(parser, chr(97 + k), t, days[k]) for k, t in enumerate(texts))
    entities = link(reports)
    quotations = utterances(reports, entities, speakers(reports, entities))
    aligned = align(reports, entities, quotations)
    claims, conflicts, compatible = reconcile(reports, entities, quotations, (), own_origins(reports, same), aligned)
    return Told(reports, entities, quotations, claims, conflicts, compatible)
