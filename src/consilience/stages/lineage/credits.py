"""What credits, outlets and dates say of two reports: who leans on whom, and which is the parent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ...knowledge.publishers import is_own, names_nobody, origin_name, outlet_key, same_publisher, site_kind
from ...model.article import Article
from ...model.lineage import TextReuse
from ...model.record import Reason
from ...model.span import Span

CITED_REACH = 150  # characters of text that one citation covers
NEAR_QUOTE = 120  # characters between a quotation and the words that say which outlet it was given to
LONGER = 1.25  # times as long: copies are cut more often than filled up

_RELEASE = re.compile(
    r"^\W*(?:for immediate release|(?:press|news|media) release)\b|/PRNewswire/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)",
    re.IGNORECASE | re.MULTILINE,
)
RELEASE_WITHIN = 600  # characters at the start of a text in which it says that it is a press release

Names = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Credits:
    """What an article says of its descent: credits by comparable name, with where they stand.

    `wires` are agencies whose text it says it is, `cites` outlets and agencies it quotes; the outlet itself is in
    neither. `words` and `length` (characters) are of the report text.
    """

    article: Article
    wires: Names
    cites: Names
    words: int
    length: int


def read_credits(article: Article) -> Credits:
    """The credits of an article. A dateline's agency is a wire credit."""
    found: dict[str, Names] = {"wire": {}, "cites": {}}
    for credit in article.credits:
        own = is_own(credit.name, article.outlet, article.published)
        if credit.kind in found and not own and not names_nobody(credit.name):
            found[credit.kind].setdefault(outlet_key(origin_name(credit.name)), []).append(credit.span)
    agency = article.dateline.agency if article.dateline is not None else None
    if article.dateline is not None and agency and not is_own(agency, article.outlet, article.published):
        found["wire"].setdefault(outlet_key(origin_name(agency)), []).append(article.dateline.span)
    return Credits(
        article=article,
        wires=found["wire"],
        cites=found["cites"],
        words=sum(article.text.count(" ", low, high) + 1 for low, high in article.paragraphs),
        length=max(1, sum(high - low for low, high in article.paragraphs)),
    )


def credit_units(pair: TextReuse, a: Credits, b: Credits) -> dict[str, float]:
    """Units of what credits and outlets say of a pair, by the rule of their weight."""
    published = a.article.published or b.article.published
    units = {
        "credits-other": max(_leaning(a, b), _leaning(b, a)),
        "same-agency": float(bool(a.wires.keys() & b.wires.keys())),
        "same-publisher": float(same_publisher(a.article.outlet, b.article.outlet, published)),
    }
    third = sorted((a.cites.keys() & b.cites.keys()) - a.wires.keys() - b.wires.keys())
    if third:
        units["same-report-cited"] = min(
            1.0, *(sum(len(x.cites[n]) for n in third) * CITED_REACH / x.length for x in (a, b))
        )
        units["borrowed-quotation"] = _borrowed(pair, [(a.cites[n], b.cites[n]) for n in third]) / min(
            a.length, b.length
        )
    return units


def _leaning(one: Credits, other: Credits) -> float:
    """How much of one's text leans on the other: all of it where it credits the agency whose text the other is or says
    it is the other outlet's, else by how often it names the other's outlet."""
    outlet, published = other.article.outlet, other.article.published
    if one.cites.keys() & other.wires.keys() or any(same_publisher(name, outlet, published) for name in one.wires):
        return 1.0
    return (
        sum(len(spans) for name, spans in one.cites.items() if same_publisher(name, outlet, published))
        * CITED_REACH
        / one.length
    )


def _borrowed(pair: TextReuse, cited: list[tuple[list[Span], list[Span]]]) -> int:
    """Characters of quotations which both reports say were given to one third outlet."""
    total = 0
    for p in pair.passages:
        if p.quoted and any(_near(p.a_start, p.a_end, x) and _near(p.b_start, p.b_end, y) for x, y in cited):
            total += min(p.a_end - p.a_start, p.b_end - p.b_start)
    return total


def _near(start: int, end: int, spans: list[Span]) -> bool:
    return any(s.start < end + NEAR_QUOTE and start - NEAR_QUOTE < s.end for s in spans)


def is_release(article: Article) -> bool:
    """True where a report says itself that it is a press release, or stands on the site of one who issues them."""
    if _RELEASE.search(article.text, 0, RELEASE_WITHIN) is not None:
        return True
    return site_kind(article.outlet, article.url) == "press release"


def parent(a: Credits, b: Credits) -> tuple[str | None, Reason | None]:
    """Which of two dependent reports the other descends from, where something says so."""
    for one, other in ((a, b), (b, a)):
        if _leaning(other, one):
            names = f"{other.article.id} credits the outlet or agency of {one.article.id}"
            return one.article.id, Reason(rule="parent-credited", detail=names)
    releases = [x.article for x in (a, b) if is_release(x.article)]
    if len(releases) == 1:
        return releases[0].id, Reason(rule="parent-release", detail=f"{releases[0].id} is a press release")
    if a.wires.keys() & b.wires.keys():
        return None, Reason(rule="parent-elsewhere", detail="both carry one agency's credit: the agency is the parent")
    if bool(a.wires) != bool(b.wires):
        wire = (a if a.wires else b).article.id
        return wire, Reason(rule="parent-wire", detail=f"{wire} carries an agency's credit, the other none")
    order = earlier(a.article.published, b.article.published)
    if order:
        first = (a if order < 0 else b).article.id
        return first, Reason(rule="parent-earlier", detail=f"{first} was published first")
    if max(a.length, b.length) >= LONGER * min(a.length, b.length):
        longer = (a if a.length > b.length else b).article.id
        return longer, Reason(
            rule="parent-longer", detail=f"{longer} is the longer text, of which the other has a part"
        )
    return None, None


def earlier(a: str | None, b: str | None) -> int:
    """-1 where ISO date or date-time `a` is before `b`, 1 where after, 0 where they are equal as far as both say."""
    if not a or not b:
        return 0
    if len(a) > 10 and len(b) > 10:
        x, y = datetime.fromisoformat(a), datetime.fromisoformat(b)
        if (x.tzinfo is None) == (y.tzinfo is None):
            return (x > y) - (x < y)
    return (a[:10] > b[:10]) - (a[:10] < b[:10])
