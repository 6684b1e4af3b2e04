"""Everything known of a story -> Dossier: rows in the order in which they are shown, each with its passages.

Nothing is written here that does not stand in a report: statements, headline and lead are verbatim, or counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from ...knowledge.vouchers import voucher_kind
from ...model import dossier as d
from ...model.annotation import Entity, Event, EventTold, Quantity, Quotation, Timex
from ...model.article import Article
from ...model.claim import Claim, Compatible, Conflict
from ...model.lineage import Lineage, OriginKind, TextReuse
from ...model.record import Reject, content_id
from ...model.span import Span
from ...model.story import Report
from ...text.fragments import stretch_of
from .lead import story_row

NEGATION = 40  # code points before a cue in which the words stand that deny it
_NOT = re.compile(
    r"\b(?:(?:(?:do|does|did|has|have|had|is|are|was|were|would|will|could|can|should)\s+(?:not|never)|cannot|"
    r"(?:do|does|did|has|have|had|is|are|was|were|would|wo|could|ca|should)n['’]t|never|no longer)\s+"
    r"(?:(?:be|been|yet|even|ever|\w+ly)\s+)*)$"
)


def compose(
    reports: Sequence[Report],
    entities: Sequence[Entity],
    quotations: Sequence[Quotation],
    events: Sequence[Event],
    lineage: Lineage,
    claims: Sequence[Claim],
    conflicts: Sequence[Conflict],
    compatible: Sequence[Compatible],
    rejects: Sequence[Reject],
    made: d.Made,
) -> d.Dossier:
    """The dossier of a story from what the stages before found; `claims` and `events` stand in the order of their weight."""
    texts = {r.id: r.article.text for r in reports}
    who, kinds = {e.id: e for e in entities}, {o.id: o.kind for o in lineage.origins}
    spoken_for = sorted({e.vouchers for c in claims for e in c.evidence if e.vouchers})
    voices = {vouchers: voucher_kind(vouchers, who) for vouchers in spoken_for}
    facts = tuple(_fact(c, texts, voices, kinds) for c in claims)
    spoken = _quotation_rows(quotations, entities, texts)
    disputed = {
        i for c in conflicts if c.kind == "speaker" for v in c.values for i in _quotations_at(v.evidence, spoken)
    }
    acting = {key for e in events for key in (*e.actors, *e.source, *e.recipient)}
    acting |= {told.holder for e in events for told in e.mentions if told.holder}
    actors = {e.id: e.iso3 or _as_printed(e, texts) for e in entities if e.id in acting}
    event_rows = tuple(_event(e, actors) for e in events)
    time_rows = tuple(_time(t) for r in reports for t in r.times)
    conflict_rows = tuple(_conflict(c, lineage) for c in conflicts)
    return d.Dossier(
        schema=d.SCHEMA,
        story=story_row(reports, facts, lineage, conflict_rows, spoken, time_rows, texts),
        articles=tuple(_article(r.article, lineage) for r in reports),
        entities=tuple(_entity(e) for e in entities),
        copies=tuple(_copy(p) for p in lineage.pairs),
        origins=tuple(
            d.OriginRow(
                id=o.id, name=o.name, kind=o.kind, articles=o.articles, open_with=o.open_with, reasons=o.reasons
            )
            for o in lineage.origins
        ),
        quotations=spoken,
        utterances=_utterances(spoken, texts, disputed),
        facts=facts,
        conflicts=conflict_rows,
        compatible=tuple(_conflict(c, lineage) for c in compatible),
        times=time_rows,
        quantities=tuple(_quantity(q) for r in reports for q in r.quantities),
        events=event_rows,
        timeline=_timeline(reports, facts, event_rows, texts),
        rejects=tuple(d.RejectRow(what=r.what, reason=r.reason, detail=r.detail) for r in rejects),
        made=made,
    )


def _article(article: Article, lineage: Lineage) -> d.ArticleRow:
    capture, line = article.capture, article.dateline
    return d.ArticleRow(
        id=article.id,
        text=article.text,
        text_sha256=sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        length=len(article.text),
        headline=article.headline,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        byline=article.byline,
        anchor=article.anchor,
        anchor_rule=article.anchor_rule,
        dateline=line.span.of(article.text) if line else None,
        path=capture.path,
        part=capture.part,
        sha256=capture.sha256,
        media_type=capture.media_type,
        encoding=capture.encoding,
        origin=lineage.of_article.get(article.id, article.id),
        furniture=tuple(
            d.FurnitureRow(article=article.id, start=f.span.start, end=f.span.end, reason=f.reason)
            for f in article.furniture
        ),
        credits=tuple(
            d.CreditRow(article=article.id, start=c.span.start, end=c.span.end, name=c.name, kind=c.kind)
            for c in article.credits
        ),
        labels=tuple(
            d.LabelRow(article=article.id, start=x.span.start, end=x.span.end, kind=x.kind, value=x.value)
            for x in article.labels
        ),
    )


def _entity(entity: Entity) -> d.EntityRow:
    return d.EntityRow(
        id=entity.id,
        name=entity.name,
        names=entity.names,
        type=entity.type,
        iso3=entity.iso3,
        wikidata=entity.wikidata,
        part_of=entity.part_of,
        latitude=entity.latitude,
        longitude=entity.longitude,
        roles=tuple(
            d.RoleRow(text=r.text, article=r.span.article, start=r.span.start, end=r.span.end) for r in entity.roles
        ),
        mentions=tuple(
            d.MentionRow(article=m.span.article, start=m.span.start, end=m.span.end, form=m.form, rule=m.rule)
            for m in entity.mentions
        ),
    )


def _copy(pair: TextReuse) -> d.CopyRow:
    return d.CopyRow(
        a=pair.a,
        b=pair.b,
        relation=pair.relation,
        parent=pair.parent,
        containment=round(pair.containment, 4),
        reasons=pair.reasons,
        passages=tuple(
            d.PassageRow(
                a_start=p.a_start,
                a_end=p.a_end,
                b_start=p.b_start,
                b_end=p.b_end,
                score=round(p.score, 4),
                quoted=p.quoted,
            )
            for p in pair.passages
        ),
    )


def _quotation_rows(
    quotations: Sequence[Quotation], entities: Sequence[Entity], texts: dict[str, str]
) -> tuple[d.QuotationRow, ...]:
    """One row for each contiguous stretch; the pieces of one quotation share everything but their span and id."""
    names = {e.id: e.name for e in entities}
    rows = []
    for q in sorted(quotations, key=lambda q: (q.article, q.content[0].start, -q.content[0].end, q.id)):
        for number, span in enumerate(q.content):
            rows.append(
                d.QuotationRow(
                    id=q.id if number == 0 else f"{q.id}.{number + 1}",
                    article=q.article,
                    start=span.start,
                    end=span.end,
                    direct=q.direct,
                    speakers=q.speakers,
                    speaker_names=tuple(names.get(s, s) for s in q.speakers),
                    cue=" ".join(_denied(texts[q.article], c) + c.of(texts[q.article]) for c in q.cue),
                    utterance=q.utterance,
                    reporter=q.reporter,
                    parent=q.parent,
                    speaker_span=d.Place.of(q.source[0]) if q.source else None,
                    rule=q.rule,
                    issues=q.issues,
                )
            )
    return tuple(rows)


def _denied(text: str, cue: Span) -> str:
    """The words before a cue that take it back ("did not immediately "): without them it would say the contrary."""
    before = text[max(0, cue.start - NEGATION) : cue.start]
    found = _NOT.search(before) if "n" in before else None
    return " ".join(found[0].split()) + " " if found else ""


def _quotations_at(spans: Iterable[Span], rows: Sequence[d.QuotationRow]) -> set[str]:
    return {
        q.utterance
        for s in spans
        for q in rows
        if q.utterance and q.article == s.article and q.start < s.end and s.start < q.end
    }


def _utterances(
    rows: Sequence[d.QuotationRow], texts: dict[str, str], disputed: set[str]
) -> tuple[d.UtteranceRow, ...]:
    """Quotations by utterance; the longest verbatim one leads, else the longest."""
    told = sorted((q for q in rows if q.utterance), key=lambda q: (q.utterance or "", q.article, q.start, -q.end))
    out = []
    for utterance, group in groupby(told, key=lambda q: q.utterance or ""):
        said = list(group)
        lead = min(said, key=lambda q: (not q.direct, q.start - q.end, q.id))
        first = next(q for q in rows if q.utterance == utterance)
        out.append(
            (
                -len({q.article for q in said}),
                lead.start - lead.end,
                first.id,
                d.UtteranceRow(
                    id=utterance,
                    lead=lead.id,
                    quotations=tuple(q.id for q in said),
                    fragments=tuple(_fragments(lead, said, texts)),
                    speakers=tuple(dict.fromkeys(name for q in said for name in q.speaker_names)),
                    disputed=utterance in disputed,
                ),
            )
        )
    return tuple(row for *_, row in sorted(out, key=lambda o: o[:3]))


def _fragments(lead: d.QuotationRow, said: Sequence[d.QuotationRow], texts: dict[str, str]) -> Iterator[d.FragmentRow]:
    whole = texts[lead.article][lead.start : lead.end]
    for q in said:
        if q.id == lead.id or not (q.direct and lead.direct):
            continue
        part = texts[q.article][q.start : q.end]
        at = stretch_of(whole, part) if len(part) < len(whole) else None
        if at is not None:
            yield d.FragmentRow(quotation=q.id, start=lead.start + at[0], end=lead.start + at[1])


def _fact(
    claim: Claim,
    texts: dict[str, str],
    voices: Mapping[tuple[str, ...], OriginKind | None],
    kinds: Mapping[str, OriginKind],
) -> d.FactRow:
    if claim.statement_span.of(texts[claim.statement_span.article]) != claim.statement:
        raise ValueError(f"claim {claim.id}: its statement is not the text at its place: {claim.statement!r}")
    return d.FactRow(
        id=claim.id,
        statement=claim.statement,
        statement_at=d.Place.of(claim.statement_span),
        status=claim.status,
        background=claim.background,
        support=d.Support(
            articles=len({e.span.article for e in claim.evidence}),
            independent=_range(claim.independent),
            sure=_range(claim.sure),
            origins=claim.origins,
        ),
        evidence=tuple(
            d.EvidenceRow(
                article=e.span.article,
                start=e.span.start,
                end=e.span.end,
                origin=e.origin,
                vouchers=e.vouchers,
                kind=voices[e.vouchers] if e.vouchers else kinds.get(e.origin),
                quotation=e.quotation,
                factuality=e.factuality,
                certainty=e.certainty,
                reasons=e.reasons,
            )
            for e in claim.evidence
        ),
        silent=claim.silent,
        part_of=claim.part_of,
        reasons=claim.reasons,
    )


def _range(pair: tuple[int, int]) -> int | tuple[int, int]:
    return pair[0] if pair[0] == pair[1] else pair


def _conflict(row: Conflict | Compatible, lineage: Lineage) -> d.ConflictRow:
    values = []
    for value in row.values:
        articles = list(dict.fromkeys(e.article for e in value.evidence))
        values.append(
            d.ValueRow(
                value=value.value,
                evidence=tuple(d.Place.of(e) for e in value.evidence),
                marks=tuple(d.Place.of(m) for m in value.marks),
                origins=tuple(dict.fromkeys(lineage.of_article[a] for a in articles)),
                independent=_range(lineage.independent(articles)),
            )
        )
    ident = [(v.value, [(e.article, e.start, e.end) for e in v.evidence]) for v in row.values]
    return d.ConflictRow(
        id=row.id if isinstance(row, Conflict) else content_id("compatible", row.about, row.kind, ident),
        about=row.about,
        kind=row.kind,
        update=row.update if isinstance(row, Conflict) else False,
        fact=row.claim if isinstance(row, Conflict) else None,
        values=tuple(values),
        reasons=row.reasons,
    )


def _time(t: Timex) -> d.TimeRow:
    return d.TimeRow(
        article=t.span.article,
        start=t.span.start,
        end=t.span.end,
        type=t.type,
        value=t.value,
        mod=t.mod,
        end_value=t.end_value,
        anchor=t.anchor,
        rule=t.rule,
    )


def _quantity(q: Quantity) -> d.QuantityRow:
    return d.QuantityRow(
        article=q.span.article,
        start=q.span.start,
        end=q.span.end,
        value=q.value,
        high=q.high,
        unit=q.unit,
        bound=q.bound,
        counted=q.counted,
        status=q.status,
        rule=q.rule,
        direction=q.direction,
        reference=None if q.reference is None else d.Place.of(q.reference),
        as_of=q.as_of,
    )


def _as_printed(entity: Entity, texts: Mapping[str, str]) -> str:
    """An entity's name where a report prints it, else the name that they print most ("NATO")."""
    printed = Counter(text for m in entity.mentions if (text := m.span.of(texts[m.span.article])) in entity.names)
    if not printed or entity.name in printed:
        return entity.name
    return min(printed, key=lambda name: (-printed[name], name))


def _event(event: Event, named: Mapping[str, str]) -> d.EventRow:
    def actors(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(named.get(i, i) for i in ids))

    return d.EventRow(
        id=event.id,
        type=event.type,
        mode=event.mode,
        actors=actors(event.actors),
        source=actors(event.source),
        recipient=actors(event.recipient),
        date=event.date if event.date and event.date[:1].isdigit() else None,  # PAST_REF is no day
        place=event.place,
        factuality=event.factuality,
        status=event.status,
        holders=actors(event.holders),
        background=event.background,
        evidence=tuple(d.Place.of(s) for s in event.evidence),
        mentions=tuple(_event_mention(told, named) for told in event.mentions),
        reasons=event.reasons,
    )


def _event_mention(told: EventTold, named: Mapping[str, str]) -> d.EventMentionRow:
    mention = told.mention
    arguments = tuple(
        d.ArgumentRow(article=a.span.article, start=a.span.start, end=a.span.end, role=a.role)
        for a in mention.arguments
    )
    return d.EventMentionRow(
        article=told.span.article,
        start=told.span.start,
        end=told.span.end,
        trigger=d.Place.of(mention.trigger),
        arguments=arguments,
        factuality=mention.factuality,
        status=mention.status,
        holder=named.get(told.holder, told.holder) if told.holder else None,
        held_at=d.Place.of(mention.holder.span) if told.holder and mention.holder else None,
    )


def _until_now(t: Timex) -> bool:
    """Whether an expression gives a stretch of years, months or days that lasts to the day of the report."""
    return t.end_value is not None and t.end_value == t.anchor and "W" not in (t.value or "")


def _timeline(
    reports: Sequence[Report], facts: Sequence[d.FactRow], events: Sequence[d.EventRow], texts: dict[str, str]
) -> tuple[d.TimelineRow, ...]:
    """Dated passages: a fact whose passages hold one date, told in the words of its statement; "for eight years" is since."""
    dated: dict[str, list[Timex]] = {}
    for report in reports:
        known = [t for t in report.times if t.type in ("DATE", "TIME") and t.value and t.value[:4].isdigit()]
        dated[report.id] = sorted(known, key=lambda t: t.span.start)
    begun: dict[str, list[tuple[int, int]]] = {}  # by article: where an event is told, and its rank
    for rank, event in enumerate(events):
        for p in event.evidence:
            begun.setdefault(p.article, []).append((p.start, rank))
    rows: dict[tuple[str, str], d.TimelineRow] = {}
    for fact in facts:
        held: dict[str, list[Timex]] = {}
        passages = fact.stating
        for e in () if fact.part_of else passages:
            for t in dated[e.article]:
                if e.start <= t.span.start and t.span.end <= e.end and t not in held.get(t.value or "", ()):
                    held.setdefault(t.value or "", []).append(t)
        if not held:
            continue
        value = min(held, key=lambda v: (-len(held[v]), -len(v), v))
        inside = next((t for t in held[value] if t.span.article == fact.statement_at.article), held[value][0])
        at = next(
            e
            for e in passages
            if e.article == inside.span.article and e.start <= inside.span.start and inside.span.end <= e.end
        )
        ranks = [rank for start, rank in begun.get(at.article, ()) if at.start <= start < at.end]
        statement = texts[at.article][at.start : at.end]
        row = d.TimelineRow(
            date=value,
            mod="ON_OR_AFTER" if _until_now(inside) else inside.mod,
            statement=statement,
            evidence=tuple(d.Place.of(t.span) for t in held[value]),
            background=fact.background,
            event=events[min(ranks)].id if ranks else None,
        )
        if rows.setdefault((value, statement), row).background and not row.background:
            rows[value, statement] = row
    return tuple(sorted(rows.values(), key=lambda r: (r.date, r.statement)))
