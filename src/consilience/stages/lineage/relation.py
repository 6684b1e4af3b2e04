"""The relation of two reports: copy by measure, derived by a sum of named weights, else independent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ...knowledge.publishers import outlet_key, same_publisher
from ...model.article import Article, CreditKind
from ...model.lineage import PairRelation, TextReuse
from ...model.record import Reason
from ...model.span import Span
from ...model.story import Report
from ...text.groups import Groups
from ...text.quotemarks import quotes
from ...text.retelling import Rarity, Shared, Telling, carried, compare, rarity, read_tellings, weight_of, word_shares

COPY = 0.5  # share of the shorter one's five-word sequences, by the definition of the stories' gold
LEAST_WORDS = 25  # of report text: of a bare headline nobody can say where it comes from
PROSE_WORDS = 4  # content words a passage must carry to speak for reuse: titles and stock phrases carry fewer
PROSE_SCORE = 0.45  # and the share of it that must match

# The sum that calls a pair derived where it is not below zero. Each weight is natural-log odds for one unit, up to `most`
# units. The first six were fitted (logistic regression, none below zero) on 940 pairs of general news stories read by hand
# or standing far below those read; the credits were set by hand on the same pairs. The stories of the gold were not used.
BIAS = -7.0


@dataclass(frozen=True, slots=True)
class Weight:
    """One row of the sum: `odds` for each `unit`, `most` units at most."""

    rule: str
    odds: float
    unit: float
    most: float
    detail: str


WEIGHTS = (
    Weight("shared-prose", 1.5, 10.0, 6.0, "wording in common outside quotations, names aside (idf {0:.0f})"),
    Weight("shared-prose-share", 0.45, 0.1, 5.0, "share of the shorter report that this wording is ({0:.2f})"),
    Weight("shared-words", 1.25, 0.1, 4.0, "share of its content words that the other has, above what one event explains ({0:.2f})"),
    Weight("rare-words", 0.3, 0.1, 3.0, "share of its words that these two alone have, above chance ({0:.2f})"),
    Weight("same-sentences", 0.75, 0.1, 4.0, "share of it told in sentences that have a counterpart ({0:.2f})"),
    Weight("same-fragments", 1.4, 1.0, 1.0, "the same short quotations picked out ({0:.2f} of them)"),
    Weight("credits-other", 4.5, 1.0, 1.0, "one credits the other's outlet or agency"),
    Weight("same-agency", 2.0, 1.0, 1.0, "both carry the credit of one agency"),
    Weight("same-report-cited", 2.0, 0.25, 1.6, "both lean on one outlet's report ({0:.2f} of the text that leans less)"),
    Weight("borrowed-quotation", 2.0, 0.1, 2.0, "share of it that is a quotation both took from one outlet ({0:.2f})"),
    Weight("same-publisher", 0.7, 1.0, 1.0, "one publisher"),
)
EVENT_WORDS = 0.3  # two independent reports of one event share this much of their content words
CITED_REACH = 150  # characters of text that one citation covers
NEAR_QUOTE = 120  # characters between a quotation and the words that say which outlet it was given to


def relations(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> tuple[TextReuse, ...]:
    """The pairs with relation, parent and reasons."""
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
    weights = [weight_of(t, rare) for t in tellings]
    lengths = [sum(r.article.text.count(" ", low, high) + 1 for low, high in r.article.paragraphs) for r in reports]
    out = []
    for pair in pairs:
        i, j = place[pair.a], place[pair.b]
        a, b = reports[i].article, reports[j].article
        if min(lengths[i], lengths[j]) < LEAST_WORDS:
            reasons: tuple[Reason, ...] = (Reason(rule="too-short", detail=f"{min(lengths[i], lengths[j])} words: too few to tell"),)
            relation: PairRelation = "not judged"
        elif pair.containment >= COPY:
            relation = "copy"
            detail = f"{pair.containment:.0%} of the shorter one's five-word sequences stand in the other"
            reasons = (Reason(rule="containment", detail=detail, weight=pair.containment),)
        else:
            reasons = tuple(_rows(pair, a, b, (tellings[i], tellings[j]), rare, float(shares[i, j]), min(weights[i], weights[j])))
            relation = "derived" if sum(r.weight or 0.0 for r in reasons) >= 0 else "independent"
        parent, why = _parent(a, b, lengths[i], lengths[j]) if relation in ("copy", "derived") else (None, None)
        if why is not None:
            reasons = (*reasons, why)
        out.append(msgspec.structs.replace(pair, relation=relation, parent=parent, reasons=reasons))
    return tuple(out)


def _marks(report: Report) -> list[tuple[int, int]]:
    """Outermost direct quotations in order: as read, else by the marks printed."""
    spans = sorted((s.start, s.end) for q in report.quotations if q.direct for s in q.content)
    if spans:
        return spans
    article = report.article
    return [(q.start, q.end) for low, high in article.paragraphs for q in quotes(article.text, low, high) if q.depth == 0]


def _rows(
    pair: TextReuse, a: Article, b: Article, tellings: tuple[Telling, Telling], rare: Rarity, words: float, least: float
) -> list[Reason]:
    """The rows of the sum for one pair, the starting value first; rows that add nothing are left out."""
    prose = _prose(pair, a, b, tellings, rare)
    rows = [Reason(rule="start", detail="two reports of one event are independent until something speaks against it", weight=BIAS)]
    units = {
        "shared-prose": prose,
        "shared-prose-share": prose / least if least else 0.0,
        "shared-words": max(0.0, words - EVENT_WORDS),
    }
    if units["shared-words"] or prose:
        units |= _telling_units(compare(*tellings, rare, words), rare.groups)
    units |= _credit_units(pair, a, b)
    for weight in WEIGHTS:
        value = units.get(weight.rule, 0.0)
        if value > 0:
            odds = weight.odds * min(value / weight.unit, weight.most)
            rows.append(Reason(rule=weight.rule, detail=weight.detail.format(value), weight=round(odds, 3)))
    return rows


def _prose(pair: TextReuse, a: Article, b: Article, tellings: tuple[Telling, Telling], rare: Rarity) -> float:
    """The idf of the content words in passages shared outside quotations, weighed by how well the passages match."""
    total = 0.0
    for p in pair.passages:
        if not p.quoted and p.score >= PROSE_SCORE:
            count, weight = carried(a.text[p.a_start : p.a_end], b.text[p.b_start : p.b_end], *tellings, rare)
            if count >= PROSE_WORDS:
                total += weight * p.score
    return total


def _telling_units(shared: Shared, groups: int) -> dict[str, float]:
    """What is told alike. With few texts in a story many words stand in two of them by chance."""
    chance = shared.words / max(1, groups - 1) ** 1.2  # fits the share of a word's holders in stories of 3 to 14 texts
    return {
        "rare-words": max(0.0, shared.rare - chance),
        "same-sentences": shared.sentences,
        "same-fragments": shared.fragments if shared.fragment_count > 1 else 0.0,
    }


def _credit_units(pair: TextReuse, a: Article, b: Article) -> dict[str, float]:
    """What credits and outlets say of a pair."""
    wires_a, wires_b = _names(a, "wire"), _names(b, "wire")
    cites_a, cites_b = _names(a, "cites"), _names(b, "cites")
    both = (cites_a.keys() | wires_a.keys()) & (cites_b.keys() | wires_b.keys()) - {""}
    units = {
        "credits-other": float(_credits(cites_a, b, wires_b) or _credits(cites_b, a, wires_a)),
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
    """Credits of one kind by comparable name, with where they stand. A dateline's agency is a wire credit."""
    out: dict[str, list[Span]] = {}
    for credit in article.credits:
        if credit.kind == kind and "unnamed" not in credit.name and credit.name[:1].isupper():
            out.setdefault(outlet_key(credit.name), []).append(credit.span)
    if kind == "wire" and article.dateline is not None and article.dateline.agency:
        out.setdefault(outlet_key(article.dateline.agency), []).append(article.dateline.span)
    return out


def _credits(cites: dict[str, list[Span]], other: Article, wires: dict[str, list[Span]]) -> bool:
    """True where one of `cites` names the other article's outlet or the agency whose text it is."""
    return any(name in wires or (other.outlet and same_publisher(name, other.outlet, other.published)) for name in cites)


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


def _parent(a: Article, b: Article, words_a: int, words_b: int) -> tuple[str | None, Reason | None]:
    """Which of two dependent reports the other descends from, where something says so."""
    wires_a, wires_b = _names(a, "wire"), _names(b, "wire")
    for one, other, wires in ((a, b, wires_a), (b, a, wires_b)):
        if _credits(_names(other, "cites"), one, wires):
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
    if max(words_a, words_b) >= LONGER * min(words_a, words_b):
        longer = a if words_a > words_b else b
        return longer.id, Reason(rule="parent-longer", detail=f"{longer.id} is the longer text, of which the other has a part")
    return None, None


LONGER = 1.25  # times as many words: copies are cut more often than filled up


def _earlier(a: str | None, b: str | None) -> int:
    """-1 where ISO date or date-time `a` is before `b`, 1 where after, 0 where equal or unknown to the precision given."""
    if not a or not b:
        return 0
    common = min(len(a), len(b), 16)  # to the minute; time zones are not compared
    if common < 10 or a[:common] == b[:common] or (common > 10 and a[16:] != b[16:] and a[:10] == b[:10]):
        return 0
    return -1 if a[:common] < b[:common] else 1
