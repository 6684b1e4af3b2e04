"""What must hold inside a dossier whatever made it: spans, verbatim words, references, counts. No model is needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..model import dossier as d
from ..model.record import Record
from ..render.json import cited, text_hash
from ..render.passages import Passages
from ..text.numbers import NUMBER_WORDS, figure, value_of

LONGEST_EVIDENCE = 500  # code points: a sentence or less; a longer passage supports nothing in particular
LONGEST_NUMBER = 7  # words of one number: "two hundred and twenty-five thousand"
UNMARKED = "no quotation marks"  # issue of a direct quotation that is set off otherwise, as a post is
SHOWN = 80  # code points of a text that a message quotes

_STARTS = NUMBER_WORDS | {"a", "an"}
_QUOTES = "\"“”„«»‘’'`"
_WORD = re.compile(r"\d+(?:[.,]\d+)*[½¼¾⅓⅔]?|[½¼¾⅓⅔]|[^\W\d_]+")


class Fault(Record, frozen=True, kw_only=True):
    """Something that does not hold: where (an id or a citation), what was checked, what it should be and what it is."""

    where: str
    check: str
    expected: str
    found: str

    @property
    def what(self) -> str:
        """The fault in one line."""
        return f"{self.check}: expected {self.expected}, found {self.found}"


def inside(dossier: d.Dossier) -> Iterator[Fault]:
    """Every fault that can be seen in the dossier alone."""
    broken = [*_texts(dossier), *_ids(dossier), *_spans(dossier)]
    yield from broken
    if any(f.check in ("article exists", "passage inside its text") for f in broken):
        return  # what follows reads those passages
    p = Passages(dossier)
    yield from _verbatim(dossier, p)
    yield from _references(dossier)
    for fact in dossier.facts:
        yield from _fact(fact, dossier)
    for row in dossier.conflicts:
        yield from _conflict(row, dossier, p)
    yield from _quotations(dossier, p)
    yield from _origins(dossier)


def fault(where: str, check: str, expected: object, found: object) -> Fault:
    """A fault with both sides shortened to be read."""
    return Fault(where=where, check=check, expected=short(expected), found=short(found))


def short(value: object) -> str:
    """A value as a message shows it."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def spot(at: d.Place) -> str:
    """A passage as cited."""
    return f"{at.article}:{at.start}-{at.end}"


def _texts(dossier: d.Dossier) -> Iterator[Fault]:
    for a in dossier.articles:
        if a.text is not None:
            if text_hash(a.text) != a.text_sha256:
                yield fault(a.id, "hash of the text", a.text_sha256, text_hash(a.text))
            if len(a.text) != a.length:
                yield fault(a.id, "length of the text", a.length, len(a.text))
        for x in a.excerpts:
            where = f"{a.id}:{x.start}-{x.end}"
            if text_hash(x.text) != x.sha256:
                yield fault(where, "hash of the excerpt", x.sha256, text_hash(x.text))
            if len(x.text) != x.end - x.start:
                yield fault(where, "length of the excerpt", x.end - x.start, len(x.text))


def _ids(dossier: d.Dossier) -> Iterator[Fault]:
    for name in ("articles", "entities", "origins", "quotations", "utterances", "facts", "conflicts", "events"):
        for ident, times in Counter(row.id for row in getattr(dossier, name)).items():
            if times > 1:
                yield fault(ident, f"id used once in {name}", 1, times)


def _spans(dossier: d.Dossier) -> Iterator[Fault]:
    articles = {a.id: a for a in dossier.articles}
    # A wire credit read off the address ("/wires/…") has no words in the text: its range is empty, its witness the address.
    by_address = {
        f"{a.id}:0-0"
        for a in dossier.articles
        for c in a.credits
        if c.start == c.end == 0 and c.kind == "wire" and a.url
    }
    for at in dict.fromkeys(cited(dossier)):
        if spot(at) in by_address:
            continue
        row = articles.get(at.article)
        if row is None:
            yield fault(spot(at), "article exists", "one of the articles", at.article)
        elif not 0 <= at.start < at.end <= row.length:
            yield fault(
                spot(at), "passage inside its text", f"0 <= start < end <= {row.length}", f"{at.start}, {at.end}"
            )
        elif row.text is None and not any(x.start <= at.start and at.end <= x.end for x in row.excerpts):
            yield fault(spot(at), "passage held by an excerpt", "an excerpt around it", "none")
    for ident, at in _evidence(dossier):
        if at.end - at.start > LONGEST_EVIDENCE:
            yield fault(ident, "length of the evidence", f"at most {LONGEST_EVIDENCE}", at.end - at.start)


def _evidence(dossier: d.Dossier) -> Iterator[tuple[str, d.Place]]:
    for fact in dossier.facts:
        yield from ((fact.id, d.Place(article=e.article, start=e.start, end=e.end)) for e in fact.evidence)
    for row in (*dossier.conflicts, *dossier.compatible):
        yield from ((row.id, e) for value in row.values for e in value.evidence)
    for event in dossier.events:
        yield from ((event.id, e) for e in event.evidence)


def _verbatim(dossier: d.Dossier, p: Passages) -> Iterator[Fault]:
    if dossier.story.title_at and _words(dossier.story.title) != _words(p.words(dossier.story.title_at)):
        yield fault("story", "title verbatim", p.words(dossier.story.title_at), dossier.story.title)
    for sentence in dossier.story.lead:
        if sentence.verbatim and sentence.text != p.words(sentence.verbatim):
            yield fault("story", "lead verbatim", p.words(sentence.verbatim), sentence.text)
    for fact in dossier.facts:
        if fact.statement != p.words(fact.statement_at):
            yield fault(fact.id, "statement verbatim", p.words(fact.statement_at), fact.statement)
        at = fact.statement_at
        if not any(e.article == at.article and e.start <= at.start and at.end <= e.end for e in fact.evidence):
            yield fault(fact.id, "statement stands in one of its passages", "a part of its evidence", spot(at))
    texts = {a.id: a.text for a in dossier.articles}
    for row in dossier.timeline:
        held = {texts[at.article] for at in row.evidence}
        if None not in held and not any(row.statement in (text or "") for text in held):
            yield fault(f"timeline {row.date}", "statement verbatim", "words of a cited report", row.statement)


def _words(text: str) -> str:
    return " ".join(text.split())


def _references(dossier: d.Dossier) -> Iterator[Fault]:
    articles = {a.id for a in dossier.articles}
    facts = {f.id for f in dossier.facts}
    quotations = {q.id: q for q in dossier.quotations}
    origins = {o.id for o in dossier.origins}
    for row in dossier.conflicts:
        if row.fact and row.fact not in facts:
            yield fault(row.id, "its statement exists", "a fact of the dossier", row.fact)
        if len({v.value for v in row.values}) < 2:
            yield fault(row.id, "values differ", "two values or more", [v.value for v in row.values])
    for utterance in dossier.utterances:
        for ident in (utterance.lead, *utterance.quotations):
            held = quotations.get(ident)
            if held is None or held.utterance != utterance.id:
                yield fault(
                    utterance.id, "its quotations exist and name it", utterance.id, held.utterance if held else ident
                )
        lead = quotations.get(utterance.lead)
        for part in utterance.fragments:
            if (
                part.quotation not in utterance.quotations
                or lead is None
                or not lead.start <= part.start < part.end <= lead.end
            ):
                yield fault(utterance.id, "a fragment lies in the leading quotation", utterance.lead, part.quotation)
    for sentence in dossier.story.lead:
        for ident in sentence.cites:
            if ident not in facts:
                yield fault("story", "the lead cites a statement", "a fact of the dossier", ident)
        for ident in set(sentence.differs) - {c.id for c in dossier.conflicts}:
            yield fault("story", "the lead names a disagreement", "a conflict of the dossier", ident)
    for pair in dossier.copies:
        if not {pair.a, pair.b} <= articles or pair.parent not in (None, pair.a, pair.b):
            yield fault(
                f"{pair.a}+{pair.b}", "both articles exist, one is the parent", "articles of the dossier", pair.parent
            )
    for fact in dossier.facts:
        if fact.part_of is not None and fact.part_of not in facts:
            yield fault(fact.id, "the fuller statement exists", "a fact of the dossier", fact.part_of)
        for ident in (e.origin for e in fact.evidence):
            if ident not in origins:
                yield fault(fact.id, "origin exists", "an origin of the dossier", ident)


def _fact(fact: d.FactRow, dossier: d.Dossier) -> Iterator[Fault]:
    held = {e.article for e in fact.evidence}
    roots = sorted({a.origin for a in dossier.articles if a.id in held})
    (low, high), _ = support(dossier, fact.evidence)
    if fact.support.articles != len(held):
        yield fault(fact.id, "count of articles", len(held), fact.support.articles)
    if sorted(fact.support.origins) != roots:
        yield fault(fact.id, "origins are those of its reports", roots, sorted(fact.support.origins))
    told = fact.support.independent
    if (told if isinstance(told, tuple) else (told, told)) != (low, high):
        yield fault(fact.id, "count of independent origins", low if low == high else (low, high), told)
    _, (low, high) = support(dossier, fact.stating)
    sure = fact.support.sure
    if (sure if isinstance(sure, tuple) else (sure, sure)) != (low, high):
        yield fault(fact.id, "count of origins that surely state it", low if low == high else (low, high), sure)
    if fact.status == "corroborated" and low < 2:
        yield fault(fact.id, "corroborated by two origins or more", "2 or more", low)
    if fact.status == "single-origin" and low > 1:
        yield fault(fact.id, "single origin", 1, low)
    silent = [a.id for a in dossier.articles if a.id not in held]
    if sorted(fact.silent) != sorted(silent):
        yield fault(fact.id, "articles that leave it out", silent, list(fact.silent))


def support(dossier: d.Dossier, evidence: Iterable[d.EvidenceRow]) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many independent origins passages have, from the lineage as shown, at least and at most: by their articles (one
    left open where fewer origins' words are told), and by the origins of the passages themselves."""
    root = {a.id: a.origin for a in dossier.articles}
    rows = list(evidence)
    counts = []
    for held in ({root[e.article] for e in rows}, {e.origin for e in rows}):
        may_be_one = any(o.id in held and held.intersection(o.open_with) for o in dossier.origins)
        counts.append((len(held) - may_be_one, len(held)))
    whole, own = counts
    by_article = (min(whole[0], max(own[0], whole[1] - 1)), whole[1])
    return by_article, (min(whole[0], own[0]), min(whole[1], own[1]))


def _conflict(row: d.ConflictRow, dossier: d.Dossier, p: Passages) -> Iterator[Fault]:
    root = {a.id: a.origin for a in dossier.articles}
    for value in row.values:
        origins = sorted({root[e.article] for e in value.evidence})
        if sorted(value.origins) != origins:
            yield fault(row.id, f"origins of the value {value.value!r}", origins, sorted(value.origins))
        may_be_one = any(o.id in origins and set(origins).intersection(o.open_with) for o in dossier.origins)
        low, high = len(origins) - may_be_one, len(origins)
        told = value.independent
        if (told if isinstance(told, tuple) else (told, told)) != (low, high):
            yield fault(row.id, f"independent origins of {value.value!r}", low if low == high else (low, high), told)
        if row.kind in ("number", "age"):
            yield from _number(row.id, value, dossier.quantities, p)


def _number(ident: str, value: d.ValueRow, quantities: Iterable[d.QuantityRow], p: Passages) -> Iterator[Fault]:
    """A number that is shown must stand in a passage of its value, in figures, in words or as a quantity read there.

    One passage is enough: the same value may stand in another unit in the next report.
    """
    wanted = numbers(value.value)
    if not wanted:
        return
    stand: set[float] = set()
    for at in value.evidence:
        stand |= numbers(p.words(at))
        stand |= {
            n
            for q in quantities
            if q.article == at.article and q.start < at.end and at.start < q.end
            for n in (q.value, q.high)
        }
    if not wanted & stand:
        yield fault(ident, f"the number {value.value!r} stands in its passages", value.value, sorted(stand))


def numbers(text: str) -> set[float]:
    """Every number that some words of `text` make, in figures or in words: a superset of what a reader would read."""
    words = [w for w in _WORD.findall(text.lower()) if w]
    found: set[float] = set()
    for first in range(len(words)):
        if figure(words[first]) is None and words[first] not in _STARTS:
            continue
        for last in range(first + 1, min(len(words), first + LONGEST_NUMBER) + 1):
            value = value_of(words[first:last])
            if value is not None:
                found.add(value)
    return found


def _quotations(dossier: d.Dossier, p: Passages) -> Iterator[Fault]:
    entities = {e.id: e for e in dossier.entities}
    for q in dossier.quotations:
        words = p.words(q).strip()
        if q.direct and UNMARKED not in q.issues and not (words[:1] in _QUOTES or words[-1:] in _QUOTES):
            yield fault(q.id, "a direct quotation stands in quotation marks", "a mark at an end", words)
        names = tuple(entities[s].name if s in entities else s for s in q.speakers)
        if names != q.speaker_names:
            yield fault(q.id, "names of the speakers", names, q.speaker_names)
        yield from (
            fault(q.id, "speaker exists", "an entity or a description", s) for s in q.speakers if _lost(s, entities)
        )
        if q.speaker_span and q.speaker_span.article != q.article:
            yield fault(q.id, "its speaker is named in the same report", q.article, q.speaker_span.article)


def _lost(speaker: str, entities: dict[str, d.EntityRow]) -> bool:
    return speaker not in entities and re.fullmatch(r"\w+-[0-9a-f]{10}", speaker) is not None


def _origins(dossier: d.Dossier) -> Iterator[Fault]:
    """Reports that copy one another have one origin; every article descends from the origin it names."""
    roots = {a.id: a.origin for a in dossier.articles}
    for pair in dossier.copies:
        if pair.relation == "copy" and roots.get(pair.a) != roots.get(pair.b):
            yield fault(
                f"{pair.a}+{pair.b}", "a copy has the origin of what it copies", roots.get(pair.a), roots.get(pair.b)
            )
    for origin in dossier.origins:
        for article in origin.articles:
            if article not in roots:
                yield fault(origin.id, "its reports exist", "articles of the dossier", article)
