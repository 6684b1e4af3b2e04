"""Passages of several reports that state the same thing -> claims, in the order of their weight for the story.

A short sum of named rows says how alike two passages are: words shared, weighed by their rarity in the story and in
news at large, who and what is spoken of, numbers, kinds of event, who speaks, where in its report each stands, and a
third passage that both are like. Links are followed best first; a passage joins a claim where it is like all its passages on
average and unlike none, so that no chain of weak links makes one claim of two. A sentence that states several things
may stand in several claims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...model.annotation import Entity, EventMention, Quotation
from ...model.claim import Claim
from ...model.parse import Token
from ...model.span import Span
from ...model.story import Report
from ...text.predicates import Keys, shared_keys
from .claims import Claims, figure_of
from .groups import LONGEST, groups_of, settled
from .likeness import Likeness, Passage
from .mentioned import NOBODY, Mentioned, by_report
from .spoken import NOTHING, Spoken, by_article

FEWEST_TERMS = 2  # shorter sentences ("No.", "He paused.") state nothing to compare; those with two are not counted

_NAMED = frozenset({"NNP", "NNPS", "CD"})
_NEGATIVE = frozenset("no never nobody nothing without deny denies denied denying".split())


def align(reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]) -> tuple[Claim, ...]:
    """The claims of a story, weightiest first: each a proposition with every passage that states it.

    Status, origins and silence are left to the reconciling stage; `quotations` say who vouches for a passage and
    which words only say that something is said.
    """
    spoken = by_article(quotations)
    passages, telling = _read(reports, entities, spoken)
    likeness = Likeness(passages)
    claimed = settled(groups_of(passages, likeness), passages, reports, telling, likeness)
    told: set[int] = set()
    names = {e.id: e.name for e in entities}
    make, claims = Claims(passages, likeness, reports, names, spoken, telling), []
    for group, span in claimed:
        fresh = 1 - len(told.intersection(group)) / len(group)
        told.update(group)
        claims.append(make.claim(group, span, fresh))
    return tuple(sorted(claims, key=lambda c: (-c.weight, c.evidence[0].span, c.id)))


def passages_of(
    reports: Sequence[Report], entities: Sequence[Entity], quotations: Sequence[Quotation]
) -> list[Passage]:
    """The passages that are compared, in order of text."""
    return _read(reports, entities, by_article(quotations))[0]


def _read(
    reports: Sequence[Report], entities: Sequence[Entity], spoken: Mapping[str, Spoken]
) -> tuple[list[Passage], list[list[str]]]:
    """The passages, and for each report the terms of its tokens."""
    keys, mentioned, passages, telling = shared_keys(), by_report(entities), [], []
    for number, report in enumerate(reports):
        heard = spoken.get(report.id, NOTHING)
        telling.append(heard.without_cues(report.parse, keys.terms(report.parse)))
        passages += _passages(number, report, keys, telling[-1], mentioned.get(report.id, NOBODY), heard)
    return passages, telling


def _passages(
    number: int, report: Report, keys: Keys, telling: list[str], mentioned: Mentioned, spoken: Spoken
) -> list[Passage]:
    parse = report.parse
    events: dict[int, list[EventMention]] = {}
    for event in report.events:
        events.setdefault(event.sentence, []).append(event)
    last = max(1, len(parse.sentences) - 1)
    found = []
    for rank, (sentence, places) in enumerate(zip(parse.sentences, keys.said(parse), strict=True)):
        if len(places) < FEWEST_TERMS:
            continue
        tokens = parse.tokens[sentence.first : sentence.last + 1]
        said = [parse.tokens[i] for i in places if telling[i]]
        if not said:
            continue
        tags = [t.tag for t in said]
        told = spoken.touching(sentence.start, sentence.end)
        begun = spoken.inside(sentence.start, sentence.end) if told else ()
        happens = events.get(rank, ())
        found.append(
            Passage(
                report=number,
                rank=rank,
                span=Span(article=report.id, start=sentence.start, end=min(sentence.end, sentence.start + LONGEST)),
                terms=tuple([telling[t.i] for t in said]),
                words=tuple([t.text for t in said]),
                named=tuple([tag in _NAMED for tag in tags]),
                place=rank / last,
                entities=mentioned.inside(sentence.start, sentence.end),
                numbers=frozenset(_numbers(said) if "CD" in tags else ()),
                utterances=frozenset([q.utterance for q in begun if q.utterance]),
                kinds=frozenset([e.type for e in happens]),
                speakers=frozenset([s for q in told for s in q.speakers]),
                negated="neg" in [t.dep for t in tokens] or not _NEGATIVE.isdisjoint([t.lower for t in tokens]),
                factuality=next((e.factuality for e in happens if e.head == sentence.root), "CT+"),
                background=all(e.background for e in happens) if happens else None,
            )
        )
    return found


def _numbers(words: Sequence[Token]) -> list[float]:
    return [n for t in words if t.tag == "CD" and (n := figure_of(t.lower)) is not None]
