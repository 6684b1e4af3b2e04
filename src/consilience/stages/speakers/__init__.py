"""Quotations of a story and its entities -> the same quotations with speakers and reporters.

A source span is resolved by its head word: a name or a described person through the entity whose mention holds the head,
a pronoun through its chain or the last fitting speaker, a text through whoever issued it, "both leaders" through the
people meant. Who stays unnamed keeps the description printed. A quotation without source takes that of the running one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ...model.annotation import Entity, Quotation
from ...model.parse import Token
from ...model.span import Span
from ...model.story import Report
from .people import People, Speakers
from .resolve import FIRST_PERSON, Resolver

RUNNING = 400  # code points: a quotation without source this close behind another one carries it on

_WORDS = re.compile(r"[^\W_]+")
_GOING_ON = frozenset({"add", "continue", "conclude"})
_WEAK = frozenset({"quoted:colon", "quoted:subject", "quoted:no cue", "quoted:same words"})  # given to nobody by a cue


def speakers(reports: Sequence[Report], entities: Sequence[Entity]) -> tuple[Quotation, ...]:
    """All quotations of the story in order of report and text, `speakers` and `reporter` filled."""
    people = People(entities)
    out: list[Quotation] = []
    for report in reports:
        out.extend(_Reader(report, people).quotations())
    return tuple(_same_words(out, reports))


class _Reader:
    """Gives the quotations of one report their speakers, in order of text."""

    def __init__(self, report: Report, people: People) -> None:
        self.report, self.people, self.parse = report, people, report.parse
        self.article, self.text = report.article.id, report.article.text
        self.resolver = Resolver(report, people)

    def quotations(self) -> list[Quotation]:
        out: list[Quotation] = []
        by_source: dict[tuple[Span, ...], tuple[Speakers, str | None]] = {}
        ordered = sorted(
            self.report.quotations,
            key=lambda q: (q.source[0].start if q.source else q.content[0].start, q.content[0].start),
        )
        resolved: dict[str, Quotation] = {}
        for q in ordered:
            if not q.source:
                resolved[q.id] = q
                continue
            key = (*q.source, *q.cue)
            if key not in by_source:
                self.resolver.begun = min(q.source[0].start, q.content[0].start)
                by_source[key] = self._resolve(q)
                if by_source[key][0] and by_source[key][0][0] not in FIRST_PERSON:
                    self.resolver.said.append((q.source[0].start, by_source[key][0]))
                    self.resolver.by_pronoun = q.source[0].of(self.text).lower() in ("he", "she", "they", "it")
            self.resolver.ended = max(
                self.resolver.ended, q.source[-1].end, q.content[-1].end, q.cue[-1].end if q.cue else 0
            )
            told, reporter = by_source[key]
            resolved[q.id] = msgspec.structs.replace(q, speakers=told, reporter=reporter)
        for q in self.report.quotations:
            out.append(self._running(resolved[q.id], out))
        return self._reporters(out)

    def _running(self, q: Quotation, before: Sequence[Quotation]) -> Quotation:
        """A quotation without source that follows another directly takes its speaker."""
        if q.speakers or q.source or not q.direct or not before or q.rule.startswith("quoted:same words"):
            return q
        last = max((b for b in before if b.direct and b.speakers), key=lambda b: b.content[-1].end, default=None)
        if q.rule == "quoted:no cue":
            acting = self.resolver.acting_before(q.content[0].start, last.content[-1].end if last is not None else 0)
            if acting is not None:
                return msgspec.structs.replace(q, speakers=(acting,))
        if last is not None and 0 <= q.content[0].start - last.content[-1].end < RUNNING:
            return msgspec.structs.replace(q, speakers=last.speakers, reporter=last.reporter)
        return q

    def _reporters(self, rows: list[Quotation]) -> list[Quotation]:
        """Who passes on: the speaker of a report that holds the cue of another."""
        out = []
        whole = [r for r in rows if not r.direct and r.speakers and r.rule.startswith("say")]
        for q in rows:
            if q.reporter is None and q.cue and q.speakers:
                outer = [r for r in whole if r.speakers != q.speakers and _passes_on(r, q)]
                outer = [r for r in outer if r.id not in (q.id, q.parent)]
                if outer:
                    nearest = min(outer, key=lambda r: sum(len(c) for c in r.content))
                    out.append(msgspec.structs.replace(q, reporter=nearest.speakers[0]))
                    continue
            out.append(q)
        return out

    def _resolve(self, q: Quotation) -> tuple[Speakers, str | None]:
        head = self.resolver.head_of(q.source[0])
        if head is None:
            return (q.source[0].of(self.text),), None
        cue = self.resolver.token_at(q.cue[0].end - 1) if q.cue else None
        if q.rule == "quoted:answer":
            return self.people.most_named(self.article), None
        told = self.resolver.who(head, q.source[0])
        if cue is not None and cue.lemma == "read" and head.lower == "one":
            told = self.resolver.one_of(head)
        if cue is not None and cue.lemma in _GOING_ON:
            told = self.resolver.same_again(told)
        if cue is not None:
            cited = self._cited(cue)
            if cited is not None:
                named = self.resolver.who(cited, self.resolver.span_of(cited))
                if named and named != told:
                    return named, told[0] if told else None
            outlet = self._quoted_by(cue)
            if outlet is not None:
                by = self.resolver.who(outlet, self.resolver.span_of(outlet))
                return told, by[0] if by else None
        return told, None

    def _cited(self, cue: Token) -> Token | None:
        """ "..., X reported, citing Y": Y, where Y is someone."""
        tokens, children = self.parse.tokens, self.parse.children
        verbs = (
            [cue]
            if cue.lemma == "cite"
            else [tokens[c] for c in children[cue.i] if tokens[c].lemma in ("cite", "quote") and tokens[c].tag == "VBG"]
        )
        for verb in verbs:
            for c in children[verb.i]:
                if (
                    tokens[c].dep == "dobj"
                    and self.people.at(self.article, tokens[c]) is not None
                    and verb.tag == "VBG"
                ):
                    return tokens[c]
        return None

    def _quoted_by(self, cue: Token) -> Token | None:
        """ "the paper quoted him as saying": the paper."""
        tokens = self.parse.tokens
        verb = tokens[tokens[cue.head].head] if tokens[cue.head].lower == "as" else None
        if verb is None or verb.lemma not in ("quote", "cite"):
            return None
        return next((tokens[c] for c in self.parse.children[verb.i] if tokens[c].dep in ("nsubj",)), None)


def _passes_on(outer: Quotation, q: Quotation) -> bool:
    """The report `outer` holds the cue of `q`, or its words with its own cue behind them ("she said "...", the Echo reported")."""
    if any(c.contains(q.cue[0]) for c in outer.content):
        return True
    behind = bool(outer.cue) and outer.cue[0].start >= q.content[-1].end > q.content[0].start >= q.cue[0].end
    return behind and any(c.contains(q.content[0]) for c in outer.content)


def _same_words(rows: list[Quotation], reports: Sequence[Report]) -> list[Quotation]:
    """Quoted words without a source (headings, captions) take the speakers of the one who says them elsewhere in the story."""
    texts = {r.id: r.article.text for r in reports}

    def words(q: Quotation) -> str:
        return f" {' '.join(_WORDS.findall(q.content[0].of(texts[q.article]).lower()))} "

    if not any(q.direct and (not q.speakers or q.rule in _WEAK) for q in rows):
        return rows
    known = [(words(q), q) for q in rows if q.direct and q.speakers]

    def sure(q: Quotation) -> Quotation:
        if not q.direct or (q.speakers and q.rule not in _WEAK):
            return q
        mine = words(q)
        found = [k for w, k in known if mine in w and k.rule not in _WEAK]
        if not found:
            return q
        best = min(found, key=lambda k: (k.article != q.article, abs(k.content[0].start - q.content[0].start), k.id))
        return msgspec.structs.replace(q, speakers=best.speakers, reporter=best.reporter)

    return [sure(q) for q in rows]
