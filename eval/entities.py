"""Entity chains of ECB+ within each subtopic, gold mentions: B³ of our entities, beside same string and same head.

Each gold mention of a person, an organisation or a place goes to the entity of ours whose mention overlaps it best (with the same head
where there is one); a gold mention that none of ours overlaps stands alone.
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

KINDS = ("HUMAN_PART", "LOC")
NOT_NAMED_KINDS = ("GENERIC", "VEH")


def measure(documents: Sequence[Row], mentions: Sequence[Row], parser: Parser, split: str = "dev") -> dict[str, Any]:
    """`{"b3": {p, r, f1}, "baselines": {name: {p, r, f1}}, …}` over all subtopics of the split together."""
    gold: dict[Gold, Hashable] = {}
    told: dict[str, dict[Gold, Hashable]] = {"ours": {}, "same string": {}, "same head": {}}
    found = 0
    for subtopic, held in sorted(by_subtopic(documents, split).items()):
        texts = {d["doc_id"]: rebuilt(d) for d in held}
        wanted = [m for m in gold_mentions(mentions, texts, "entity") if is_counted(m.tag)]
        reports = [report(name, texts[name].text, parser) for name in sorted(texts)]
        head_of = heads(reports, wanted)
        ours = placed(wanted, reports, link(tuple(reports)), head_of)
        found += len(ours)
        lemmas = {r.id: r.parse.tokens for r in reports}
        for m in wanted:
            gold[m] = (subtopic, m.chain)
            told["ours"][m] = (subtopic, ours.get(m, m))
            told["same string"][m] = (subtopic, m.words.lower())
            told["same head"][m] = (
                subtopic,
                lemmas[m.document][head_of[m]].lemma.lower() if m in head_of else m.words.lower(),
            )
    figures = {name: b3(gold, partition) for name, partition in told.items()}
    return {
        "b3": figures.pop("ours"),
        "baselines": figures,
        "mentions": len(gold),
        "mentions_with_an_entity": found,
    }


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
    for name, held in {"ours": told["b3"], **told["baselines"]}.items():
        yield f"{name:<12} p {held['p']:.3f}  r {held['r']:.3f}  f1 {held['f1']:.3f}"
