"""Entity chains of ECB+ within each subtopic, gold mentions: B³ of ours, beside same string and same head.

The mentions are given, so each must get a chain, also those that `link` leaves open because nothing makes them safe. Each falls on
the entity of ours whose mention overlaps it best (with the same head where there is one); this and what the words themselves
say weigh the pairs of a subtopic (`entity_pairs`, fitted on the train documents), which are clustered. `link_alone` is the
figure of the product's entities as they are, with every mention that has none left alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from consilience.model.annotation import Entity
from consilience.model.story import Report
from consilience.stages.link import link
from consilience.stages.parse import Parser

from .chains import b3
from .ecb import Gold, Row, by_subtopic, gold_mentions, heads, rebuilt, report
from .entity_pairs import Subtopic, clusters

KINDS = ("HUMAN_PART", "LOC")
NOT_NAMED_KINDS = ("GENERIC", "VEH")


def measure(documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str = "dev") -> dict[str, Any]:
    """`{"b3": {p, r, f1}, "baselines": {name: {p, r, f1}}, …}` over all subtopics of the split together."""
    gold: dict[Gold, Hashable] = {}
    told: dict[str, dict[Gold, Hashable]] = {"ours": {}, "link alone": {}, "same string": {}, "same head": {}}
    found = 0
    for name, subtopic, ours in subtopics(documents, mentions, parser, split):
        found += len(ours)
        for m, chain in clusters(subtopic).items():
            told["ours"][m] = (name, chain)
        for m, seen in zip(subtopic.mentions, subtopic.views, strict=True):
            gold[m] = (name, m.chain)
            told["link alone"][m] = (name, ours.get(m, m))
            told["same string"][m] = (name, m.words.lower())
            told["same head"][m] = (name, seen.noun)
    figures = {name: b3(gold, partition) for name, partition in told.items()}
    return {
        "b3": figures.pop("ours"),
        "link_alone": figures.pop("link alone"),
        "baselines": figures,
        "mentions": len(gold),
        "mentions_with_an_entity": found,
    }


def subtopics(
    documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str
) -> Iterator[tuple[str, Subtopic, dict[Gold, str]]]:
    """Each subtopic of a split: its name, its given mentions, and the entity of ours that each falls on."""
    held = by_subtopic(documents, split)
    if not held:
        there = ", ".join(sorted({str(d["split"]) for d in documents}))
        raise ValueError(f"no document of the split {split!r}; the file has: {there}")
    for name, rows in sorted(held.items()):
        texts = {d["doc_id"]: rebuilt(d) for d in rows}
        wanted = [m for m in gold_mentions(mentions, texts, "entity") if is_counted(m.tag)]
        if wanted:
            reports = [report(doc, texts[doc].text, parser) for doc in sorted(texts)]
            head_of = heads(reports, wanted)
            ours = placed(wanted, reports, link(tuple(reports)), head_of)
            yield name, Subtopic(wanted, reports, ours, head_of), ours


def is_counted(tag: str) -> bool:
    """Whether the corpus's tag is that of a person, an organisation or a place."""
    return tag.startswith(KINDS) and not tag.endswith(NOT_NAMED_KINDS)


def placed(
    wanted: Sequence[Gold], reports: Sequence[Report], entities: Sequence[Entity], head_of: Mapping[Gold, int]
) -> dict[Gold, str]:
    """The id of our entity for each gold mention that one of ours overlaps."""
    own_heads = {m.span: m.head for r in reports for m in r.mentions}
    spans: dict[str, list[tuple[int, int, int | None, str]]] = {r.id: [] for r in reports}
    for e in entities:
        for m in e.mentions:
            spans[m.span.article].append((m.span.start, m.span.end, own_heads.get(m.span), e.id))
    out = {}
    for g in wanted:
        best: tuple[float, str] | None = None
        for start, end, head, entity in sorted(spans[g.document], key=lambda s: (s[0], s[1], s[3])):
            both = min(end, g.end) - max(start, g.start)
            if both <= 0:
                continue
            likeness = both / (max(end, g.end) - min(start, g.start)) + (head is not None and head == head_of.get(g))
            if best is None or likeness > best[0]:
                best = (likeness, entity)
        if best:
            out[g] = best[1]
    return out


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    yield f"{told['mentions']} gold mentions, {told['mentions_with_an_entity']} with an entity of ours; B³"
    for name, held in {"ours": told["b3"], "link alone": told["link_alone"], **told["baselines"]}.items():
        yield f"{name:<12} p {held['p']:.3f}  r {held['r']:.3f}  f1 {held['f1']:.3f}"
