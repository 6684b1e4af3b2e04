"""What stands above an account: title, dates, counts, and the few statements that tell the story best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...model import dossier as d
from ...model.article import Article
from ...model.lineage import Lineage
from ...model.story import Report
from ...text.statement import POINTERS
from ...text.words import content_words

LEAD_FACTS = 3  # sentences of the lead: what fits a screen above the disagreements
LEAD_ALONE = 2  # to so many a lead is filled up with what one origin tells, where the reports share little
TITLE_FACTS = 12  # weightiest facts that a headline is held against
POINTING = POINTERS | {"but", "and", "so", "there"}  # no first word of a lead
LEAD_SHORTEST, LEAD_LONGEST = 45, 320  # code points: a sentence that stands by itself and is read at a glance
LONG_BEFORE = 3  # months
TAKEN = 0.7  # share of its content words that the title and the lead so far may hold
# Where reports differ on one of these, or voices judge it differently, the statement still holds and the difference is told beside
# it; of the other kinds the statement is one side.
DETAILS = frozenset({"number", "date", "time", "place", "name", "age", "other", "stance"})

_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?(?!\d)")


def story_row(
    reports: Sequence[Report],
    facts: Sequence[d.FactRow],
    lineage: Lineage,
    conflicts: Sequence[d.ConflictRow],
    quotations: Sequence[d.QuotationRow],
    times: Sequence[d.TimeRow],
    texts: dict[str, str],
) -> d.StoryRow:
    """Title, reference date and lead of the story whose `facts` stand in the order of their weight."""
    title, at = _title(reports, facts)
    dates = Counter(r.article.published[:10] for r in reports if r.article.published)
    reference = min(dates, key=lambda day: (-dates[day], day)) if dates else None
    origins = len({lineage.of_article.get(r.id, r.id) for r in reports})
    count = (
        f"{_number(len(reports), 'report')} from {_number(origins, 'independent origin')}; "
        f"{_number(len(conflicts), 'disagreement')} found."
    )
    lead = [d.LeadSentence(text=count, verbatim=None, cites=())]
    taken: set[str] = set(content_words(title))
    earlier = [t for t in times if reference and t.value and _long_before(t.value, reference)]
    told = [f for f in facts if not f.part_of and not f.background and _fits(f, quotations)]
    told = [f for f in told if not any(_inside(t, f.statement_at) for t in earlier)]
    shared = [f for f in told if _origins(f) > 1]
    for fact in (*shared, *(f for f in told if _origins(f) < 2)):  # each in the order of weight
        if len(lead) > (LEAD_FACTS if _origins(fact) > 1 else LEAD_ALONE):
            break
        spot, words = fact.statement_at, set(content_words(fact.statement))
        differs = [c for c in conflicts if c.fact == fact.id or _touches(c, spot)]
        if any(c.kind not in DETAILS for c in differs):
            continue
        if len(words & taken) < TAKEN * len(words):
            text = texts[spot.article][spot.start : spot.end]
            named = tuple(c.id for c in differs if c.kind != "name")
            lead.append(d.LeadSentence(text=text, verbatim=spot, cites=(fact.id,), differs=named))
            taken |= words
    return d.StoryRow(title=title, title_at=at, reference_date=reference, lead=tuple(lead))


def _fits(fact: d.FactRow, quotations: Sequence[d.QuotationRow]) -> bool:
    """True for a statement that can be read by itself: not somebody's words without who said them."""
    at = fact.statement_at
    return (
        LEAD_SHORTEST <= len(fact.statement) <= LEAD_LONGEST
        and fact.statement[0].isalnum()
        and fact.statement.count("“") == fact.statement.count("”")
        and fact.statement.split(" ", 1)[0].lower() not in POINTING
        and not any(q.article == at.article and q.start <= at.start and at.end <= q.end for q in quotations)
    )


def _long_before(value: str, reference: str) -> bool:
    """True for a date at least `LONG_BEFORE` months before the story's: what happened then is its background."""
    found = _MONTH.match(value)
    if not found:
        return False
    year, month = int(reference[:4]), int(reference[5:7])
    back = 12 * (year - int(found[1])) + (month - int(found[2]) if found[2] else 0)
    return back >= LONG_BEFORE


def _inside(time: d.TimeRow, at: d.Place) -> bool:
    return time.article == at.article and at.start <= time.start and time.end <= at.end


def _touches(conflict: d.ConflictRow, spot: d.Place) -> bool:
    """True where the words of one value, or the passage that gives it, stand in the statement."""
    return any(
        e.article == spot.article and e.start < spot.end and spot.start < e.end
        for v in conflict.values
        for e in v.marks or v.evidence
    )


def _origins(fact: d.FactRow) -> int:
    """On how many origins a statement rests at least."""
    return fact.support.sure if isinstance(fact.support.sure, int) else fact.support.sure[0]


def _title(reports: Sequence[Report], facts: Sequence[d.FactRow]) -> tuple[str, d.Place | None]:
    """The headline that shares most with the weightiest facts; without headlines, the first fact."""
    weight: dict[str, float] = {}
    for rank, fact in enumerate(facts[:TITLE_FACTS]):
        for word in set(content_words(fact.statement)):
            weight[word] = weight.get(word, 0.0) + 1.0 / (rank + 1)
    named = [r.article for r in reports if r.article.headline]
    opinion = {a.id for a in named if any(label.kind in ("opinion", "live-blog") for label in a.labels)}

    def likeness(article: Article) -> tuple[bool, float, str]:
        words = set(content_words(article.headline or ""))
        return article.id in opinion, -sum(weight.get(w, 0.0) for w in words) / (4 + len(words)), article.id

    for article in sorted(named, key=likeness)[:1]:
        span = article.headline_span
        return article.headline or "", d.Place.of(span) if span else None
    if facts:
        return facts[0].statement, facts[0].statement_at
    return "Untitled story", None


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
