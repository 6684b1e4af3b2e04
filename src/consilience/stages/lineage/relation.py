"""The relation of two reports: copy by measure, derived by a sum of named weights, else independent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ...model.article import Article
from ...model.lineage import PairRelation, TextReuse
from ...model.record import Reason
from ...model.story import Report
from ...text.groups import Groups
from ...text.quotemarks import quotes
from ...text.restated import restated
from ...text.retelling import Rarity, Shared, Telling, carried, compare, rarity, read_tellings, word_shares, word_weight
from ...text.shingle import Words, read_words
from .credits import Credits, credit_units, parent, read_credits

COPY = 0.5  # share of the shorter one's five-word sequences, by the definition of the stories' gold
VERBATIM = 0.8  # from this share on nothing is left to look for between the passages
LEAST_WORDS = 25  # of report text: of a bare headline nobody can say where it comes from
PROSE_WORDS = 4  # content words a passage must carry to speak for reuse: titles and stock phrases carry fewer
ACROSS_WORDS = 6  # and where a sentence ends in it: what stands on both sides of the end met by chance
PROSE_SCORE = 0.45  # and the share of it that must match

# The sum that calls a pair derived where it is not below zero. Each weight is natural-log odds for one unit, up to `most`
# units. Fitted by `python -m eval.fit_lineage` (logistic regression, none below zero) on 1,000 pairs of general news stories
# and on written and planted retellings. One agency, one report cited and quotations borrowed are too rare there and were
# set by hand, the last two with a development story in view: on that story these weights prove nothing.
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
    Weight(
        "shared-words",
        1.45,
        1.0,
        5.0,
        "content words in common, {0:.1f} deviations above what reports of one event share",
    ),
    Weight("rare-words", 1.05, 0.1, 3.0, "share of its words that these two alone have, above chance ({0:.2f})"),
    Weight("same-order", 2.3, 1.0, 1.0, "words only these two have come in the same order ({0:.2f})"),
    Weight("same-fragments", 0.5, 1.0, 1.0, "the same short quotations picked out ({0:.2f} of them)"),
    Weight(
        "same-cast", 0.7, 1.0, 8.0, "the names and figures of each are the other's too (log odds {0:.1f} above {1:.0f})"
    ),
    Weight("credits-other", 4.8, 0.2, 1.0, "one credits the other's outlet or agency (for {0:.2f} of its text)"),
    Weight("same-agency", 1.0, 1.0, 1.0, "both carry the credit of one agency"),
    Weight(
        "same-report-cited", 2.0, 0.25, 1.6, "both lean on one outlet's report ({0:.2f} of the text that leans less)"
    ),
    Weight("borrowed-quotation", 3.0, 0.1, 2.0, "share of it that is a quotation both took from one outlet ({0:.2f})"),
    Weight("same-publisher", 1.0, 1.0, 1.0, "one publisher"),
)
_BREAK = re.compile(r"[.!?][\"”’')\]]*\s|\n")
BOTH_FROM = -5.0  # log odds from which the worse way round speaks for a retelling: independent reports lie far below
LOOKED_AT = 0.3  # share of content words in common from which a pair without shared prose is looked at closely


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for dependence of one pair: units by the rule of their weight, and the credits of both reports."""

    pair: TextReuse
    units: dict[str, float]
    credits: tuple[Credits, Credits]

    @property
    def words(self) -> int:
        """Words of the shorter report."""
        return min(c.words for c in self.credits)


def gather(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> list[Evidence]:
    """The evidence on each pair; pairs that are copies by measure have no units, nothing is to be weighed there."""
    place = {r.id: k for k, r in enumerate(reports)}
    credited = [read_credits(r.article) for r in reports]
    if all(pair.containment >= COPY for pair in pairs):
        return [Evidence(p, {}, (credited[place[p.a]], credited[place[p.b]])) for p in pairs]
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
            units |= credit_units(pair, credited[i], credited[j])
        out.append(Evidence(pair, units, (credited[i], credited[j])))
    return out


def relations(reports: Sequence[Report], pairs: Sequence[TextReuse]) -> tuple[TextReuse, ...]:
    """The pairs with relation, parent and reasons; passages of dependent pairs with the rest of sentences restated."""
    articles = {r.id: r.article for r in reports}
    read: dict[str, Words] = {}
    vocabulary: dict[str, int] = {}
    memo: dict[str, int] = {}
    out = []
    for evidence in gather(reports, pairs):
        relation, reasons = _judge(evidence)
        root = None
        passages = evidence.pair.passages
        if relation in ("copy", "derived") and passages and evidence.pair.containment < VERBATIM:
            for name in (evidence.pair.a, evidence.pair.b):
                if name not in read:
                    read[name] = read_words(articles[name].text, articles[name].paragraphs, vocabulary, memo)
            passages = restated(passages, read[evidence.pair.a], read[evidence.pair.b])
        if relation in ("copy", "derived"):
            root, why = parent(*evidence.credits)
            reasons = reasons if why is None else (*reasons, why)
        judged = msgspec.structs.replace(
            evidence.pair, relation=relation, parent=root, reasons=reasons, passages=passages
        )
        out.append(judged)
    return tuple(out)


def _judge(evidence: Evidence) -> tuple[PairRelation, tuple[Reason, ...]]:
    """The relation of a pair and why."""
    share = evidence.pair.containment
    if evidence.words < LEAST_WORDS:
        return "not judged", (Reason(rule="too-short", detail=f"{evidence.words} words: too few to tell"),)
    if share >= COPY:
        detail = f"{share:.0%} of the shorter one's five-word sequences stand in the other"
        return "copy", (Reason(rule="containment", detail=detail, weight=share),)
    rows = [
        Reason(
            rule="start",
            detail="two reports of one event are independent until something speaks against it",
            weight=BIAS,
        )
    ]
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
    return [
        (q.start, q.end) for low, high in article.paragraphs for q in quotes(article.text, low, high) if q.depth == 0
    ]


def _prose(pair: TextReuse, a: Article, b: Article, tellings: tuple[Telling, Telling], rare: Rarity) -> float:
    """The idf of the content words in passages shared outside quotations, weighed by how well the passages match."""
    total = 0.0
    for p in pair.passages:
        if not p.quoted and p.score >= PROSE_SCORE:
            count, weight = carried(a.text[p.a_start : p.a_end], b.text[p.b_start : p.b_end], *tellings, rare)
            if count >= (ACROSS_WORDS if _BREAK.search(a.text, p.a_start, p.a_end) else PROSE_WORDS):
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
