"""The relation of two reports: copy by measure, derived by a sum of named weights, else independent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ...knowledge.publishers import names_nobody, origin_name, outlet_key, same_publisher
from ...model.article import Article, CreditKind
from ...model.lineage import PairRelation, TextReuse
from ...model.record import Reason
from ...model.span import Span
from ...model.story import Report
from ...text.groups import Groups
from ...text.quotemarks import quotes
from ...text.retelling import Rarity, Shared, Telling, carried, compare, rarity, read_tellings, word_shares, word_weight

COPY = 0.5  # share of the shorter one's five-word sequences, by the definition of the stories' gold
LEAST_WORDS = 25  # of report text: of a bare headline nobody can say where it comes from
PROSE_WORDS = 4  # content words a passage must carry to speak for reuse: titles and stock phrases carry fewer
PROSE_SCORE = 0.45  # and the share of it that must match

# The sum that calls a pair derived where it is not below zero. Each weight is natural-log odds for one unit, up to `most`
# units. Fitted by `python -m eval.fit_lineage` (logistic regression, none below zero) on 1,000 pairs of general news stories
# and on written and planted retellings; one agency, one report cited and quotations borrowed are too rare there and were
# set by hand. No story of the gold was used.
BIAS = -8.7


@dataclass(frozen=True, slots=True)
class Weight:
    """One row of the sum: `odds` for each `unit`, `most` units at most."""

    rule: str
    odds: float
    unit: float
    most: float
    detail: str


WEIGHTS = (
    Weight("shared-prose", 1.4, 10.0, 6.0, "wording in common outside quotations, names aside (idf {0:.0f})"),
    Weight("shared-prose-share", 1.1, 0.1, 5.0, "share of the shorter report that this wording is ({0:.2f})"),
    Weight("shared-words", 1.45, 1.0, 5.0, "content words in common, {0:.1f} deviations above what reports of one event share"),
    Weight("rare-words", 1.05, 0.1, 3.0, "share of its words that these two alone have, above chance ({0:.2f})"),
    Weight("same-order", 2.3, 1.0, 1.0, "words only these two have come in the same order ({0:.2f})"),
    Weight("same-fragments", 0.5, 1.0, 1.0, "the same short quotations picked out ({0:.2f} of them)"),
    Weight("same-cast", 0.7, 1.0, 8.0, "the names and figures of each are the other's too (log odds {0:.1f} above {1:.0f})"),
    Weight("credits-other", 4.8, 0.2, 1.0, "one credits the other's outlet or agency (for {0:.2f} of its text)"),
    Weight("same-agency", 1.0, 1.0, 1.0, "both carry the credit of one agency"),
    Weight("same-report-cited", 2.0, 0.25, 1.6, "both lean on one outlet's report ({0:.2f} of the text that leans less)"),
    Weight("borrowed-quotation", 3.0, 0.1, 2.0, "share of it that is a quotation both took from one outlet ({0:.2f})"),
    Weight("same-publisher", 1.0, 1.0, 1.0, "one publisher"),
)
BOTH_FROM = -5.0  # log odds from which the worse way round speaks for a retelling: independent reports lie far below
LOOKED_AT = 0.3  # share of content words in common from which a pair without shared prose is looked at closely
LONGER = 1.25  # times as long: copies are cut more often than filled up
CITED_REACH = 150  # characters of text that one citation covers
NEAR_QUOTE = 120  # characters between a quotation and the words that say which outlet it was given to


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for dependence of one pair: units by the rule of their weight, and the words of the shorter report."""

    pair: TextReuse
    units: dict[str, float]
    words: int


def gather(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> list[Evidence]:
    """The evidence on each pair; pairs that are copies by measure have no units, nothing is to be weighed there."""
    place = {r.id: k for k, r in enumerate(reports)}
    copies = Groups(len(reports))
    for pair in pairs:
        if pair.containment >= COPY:
            copies.join(place[pair.a], place[pair.b])
    tellings = read_tellings(
        [r.article.text for r in reports], [r.article.paragraphs for r in reports], [_marks(r) for r in reports]
    )
    rare = rarity(tellings, [copies.of(k) for k in range(len(reports))])
    shares = word_shares(tellings, rare)
    weights = [word_weight(t, rare) for t in tellings]
    lengths = [sum(r.article.text.count(" ", low, high) + 1 for low, high in r.article.paragraphs) for r in reports]
    out = []
    for pair in pairs:
        i, j = place[pair.a], place[pair.b]
        units: dict[str, float] = {}
        if pair.containment < COPY:
            a, b = reports[i].article, reports[j].article
            both = (tellings[i], tellings[j])
            prose = _prose(pair, a, b, both, rare)
            units = {"shared-prose": prose, "shared-prose-share": prose / max(1.0, min(weights[i], weights[j]))}
            if prose or shares[i, j] >= LOOKED_AT:
                units |= _told(compare(*both, rare, float(shares[i, j]), (weights[i], weights[j])))
            units |= _credit_units(pair, a, b)
        out.append(Evidence(pair, units, min(lengths[i], lengths[j])))
    return out


def relations(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> tuple[TextReuse, ...]:
    """The pairs with relation, parent and reasons."""
    articles = {r.id: r.article for r in reports}
    out = []
    for evidence in gather(reports, pairs):
        pair = evidence.pair
        relation, reasons = _judge(evidence)
        if relation in ("copy", "derived"):
            parent, why = _parent(articles[pair.a], articles[pair.b])
            reasons = reasons if why is None else (*reasons, why)
        else:
            parent = None
        out.append(msgspec.structs.replace(pair, relation=relation, parent=parent, reasons=reasons))
    return tuple(out)


def _judge(evidence: Evidence) -> tuple[PairRelation, tuple[Reason, ...]]:
    """The relation of a pair and why."""
    share = evidence.pair.containment
    if evidence.words < LEAST_WORDS:
        return "not judged", (Reason(rule="too-short", detail=f"{evidence.words} words: too few to tell"),)
    if share >= COPY:
        detail = f"{share:.0%} of the shorter one's five-word sequences stand in the other"
        return "copy", (Reason(rule="containment", detail=detail, weight=share),)
    rows = [Reason(rule="start", detail="two reports of one event are independent until something speaks against it", weight=BIAS)]
    for weight in WEIGHTS:
        value = evidence.units.get(weight.rule, 0.0)
        if value > 0:
            odds = weight.odds * min(value / weight.unit, weight.most)
            rows.append(Reason(rule=weight.rule, detail=weight.detail.format(value, BOTH_FROM), weight=round(odds, 3)))
    return "derived" if sum(r.weight or 0.0 for r in rows) >= 0 else "independent", tuple(rows)


def _marks(report: Report) -> list[tuple[int, int]]:
    """Outermost direct quotations in order: as read, else by the marks printed."""
    spans = sorted((s.start, s.end) for q in report.quotations if q.direct for s in q.content)
    if spans:
        return spans
    article = report.article
    return [(q.start, q.end) for low, high in article.paragraphs for q in quotes(article.text, low, high) if q.depth == 0]


def _prose(pair: TextReuse, a: Article, b: Article, tellings: tuple[Telling, Telling], rare: Rarity) -> float:
    """The idf of the content words in passages shared outside quotations, weighed by how well the passages match."""
    total = 0.0
    for p in pair.passages:
        if not p.quoted and p.score >= PROSE_SCORE:
            count, weight = carried(a.text[p.a_start : p.a_end], b.text[p.b_start : p.b_end], *tellings, rare)
            if count >= PROSE_WORDS:
                total += weight * p.score
    return total


def _told(shared: Shared) -> dict[str, float]:
    """Units of what is told alike."""
    return {
        "shared-words": shared.words,
        "rare-words": shared.rare,
        "same-order": shared.order,
        "same-fragments": shared.fragments if shared.fragment_count > 1 else 0.0,
        "same-cast": shared.cast - BOTH_FROM,
    }


def _credit_units(pair: TextReuse, a: Article, b: Article) -> dict[str, float]:
    """What credits and outlets say of a pair."""
    wires_a, wires_b = _names(a, "wire"), _names(b, "wire")
    cites_a, cites_b = _names(a, "cites"), _names(b, "cites")
    both = (cites_a.keys() | wires_a.keys()) & (cites_b.keys() | wires_b.keys()) - {""}
    units = {
        "credits-other": max(_credited(cites_a, a, b, wires_b), _credited(cites_b, b, a, wires_a)),
        "same-agency": float(bool(wires_a.keys() & wires_b.keys())),
        "same-publisher": float(same_publisher(a.outlet, b.outlet, a.published or b.published)),
    }
    third = both - wires_a.keys() - wires_b.keys()
    if third:
        leaning = [
            sum(len(cites[name]) for name in third) * CITED_REACH / max(1, _length(x)) for cites, x in ((cites_a, a), (cites_b, b))
        ]
        units["same-report-cited"] = min(1.0, *leaning)
        units["borrowed-quotation"] = _borrowed(pair, a, b, [(cites_a[n], cites_b[n]) for n in sorted(third)])
    return units


def _names(article: Article, kind: CreditKind) -> dict[str, list[Span]]:
    """Credits of one kind by comparable name, with where they stand; not those of the outlet itself ("told us").

    A dateline's agency is a wire credit.
    """
    out: dict[str, list[Span]] = {}
    for credit in article.credits:
        own = same_publisher(credit.name, article.outlet, article.published)
        if credit.kind == kind and not own and not names_nobody(credit.name):
            out.setdefault(outlet_key(origin_name(credit.name)), []).append(credit.span)
    if kind == "wire" and article.dateline is not None and article.dateline.agency:
        out.setdefault(outlet_key(origin_name(article.dateline.agency)), []).append(article.dateline.span)
    return out


def _credited(cites: dict[str, list[Span]], article: Article, other: Article, wires: dict[str, list[Span]]) -> float:
    """How much of an article leans on the other: 1 where it credits the agency whose text the other is, else by how
    often it names the other's outlet."""
    if any(name in wires for name in cites):
        return 1.0
    spans = [s for name, found in cites.items() for s in found if other.outlet and same_publisher(name, other.outlet, other.published)]
    return len(spans) * CITED_REACH / max(1, _length(article))


def _length(article: Article) -> int:
    return sum(high - low for low, high in article.paragraphs)


def _borrowed(pair: TextReuse, a: Article, b: Article, cited: list[tuple[list[Span], list[Span]]]) -> float:
    """Share of the shorter report that is a quotation which both say was given to one third outlet."""
    total = 0
    for p in pair.passages:
        if p.quoted:
            for at_a, at_b in cited:
                if _near(p.a_start, p.a_end, at_a) and _near(p.b_start, p.b_end, at_b):
                    total += min(p.a_end - p.a_start, p.b_end - p.b_start)
                    break
    return total / max(1, min(_length(a), _length(b)))


def _near(start: int, end: int, spans: list[Span]) -> bool:
    return any(s.start < end + NEAR_QUOTE and start - NEAR_QUOTE < s.end for s in spans)


def _parent(a: Article, b: Article) -> tuple[str | None, Reason | None]:
    """Which of two dependent reports the other descends from, where something says so."""
    wires_a, wires_b = _names(a, "wire"), _names(b, "wire")
    for one, other, wires in ((a, b, wires_a), (b, a, wires_b)):
        if _credited(_names(other, "cites"), other, one, wires):
            return one.id, Reason(rule="parent-credited", detail=f"{other.id} credits the outlet or agency of {one.id}")
    if wires_a.keys() & wires_b.keys():
        return None, Reason(rule="parent-elsewhere", detail="both carry one agency's credit: the agency is the parent")
    if bool(wires_a) != bool(wires_b):
        wire = a if wires_a else b
        return wire.id, Reason(rule="parent-wire", detail=f"{wire.id} carries an agency's credit, the other none")
    earlier = _earlier(a.published, b.published)
    if earlier:
        first = a if earlier < 0 else b
        return first.id, Reason(rule="parent-earlier", detail=f"{first.id} was published first")
    if max(_length(a), _length(b)) >= LONGER * min(_length(a), _length(b)):
        longer = a if _length(a) > _length(b) else b
        return longer.id, Reason(rule="parent-longer", detail=f"{longer.id} is the longer text, of which the other has a part")
    return None, None


def _earlier(a: str | None, b: str | None) -> int:
    """-1 where ISO date or date-time `a` is before `b`, 1 where after, 0 where equal or unknown to the precision given."""
    if not a or not b:
        return 0
    common = min(len(a), len(b), 16)  # to the minute; time zones are not compared
    if common < 10 or a[:common] == b[:common] or (common > 10 and a[16:] != b[16:] and a[:10] == b[:10]):
        return 0
    return -1 if a[:common] < b[:common] else 1
