"""Numbers of one thing that reports give differently: comparable counts, sums, measures and ages.

Two numbers are compared only where the same thing is counted, the same is said of it, and the passages tell the
same event. Bounds ("at least 4"), rounding ("284 billion" for 284.46), and orders of size ("hundreds") are read as
the ranges they allow; ranges that touch are no conflict. A figure that grows from earlier to later reports is an update.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...knowledge.people import noun_kinds
from ...model.annotation import Quantity
from ...model.claim import Compatible, Conflict
from ...model.record import Reason
from ...text.groups import Groups
from ...text.numbers import VAGUE
from ...text.words import STOP_WORDS
from .readings import Reading, Text, compatible, conflict
from .slots import Sentences

ABOUT = 0.07  # share by which "about 850" may miss: below 1,000, above 800
ROUNDED = 0.05  # and most that rounding to the printed figures may hide
MORE = 2.0  # "more than 100" is not said of more than twice as many
SIZE = 10.0  # "hundreds" is less than ten times as many
CONTEXT = 2  # words two passages must share besides the number and what it counts
MOST_ALIKE = 60  # numbers of one kind that are compared with each other: bounds the work in large stories
MOST_UP = 4  # steps up the tree to the verb that says something of what is counted

_KINDS = frozenset({"person", "group", "family", "work"})
_CASUALTY = frozenset({"killed", "injured", "missing", "dead", "wounded", "hospitalised"})


@dataclass(frozen=True, slots=True)
class _Count:
    """A quantity with what decides whether it can be compared."""

    report: int
    sentence: int
    token: int
    row: Quantity
    what: str
    kinds: frozenset[str]
    said: frozenset[str]
    context: frozenset[str]
    low: float
    high: float


def differing_numbers(
    text: Text, sentences: Sentences, together: Mapping[tuple[int, int], frozenset[int]]
) -> tuple[list[Conflict], list[Compatible]]:
    """Conflicts between numbers, and differences that the bounds allow.

    `together`: for each sentence (report, number) the claims it stands in.
    """
    counts = [c for k in range(len(text.reports)) for c in _counts(text, sentences, k)]
    groups = Groups(len(counts))
    clashing: set[tuple[int, int]] = set()
    for i, j in _candidates(counts, together):
        a, b = counts[i], counts[j]
        if _comparable(a, b, together):
            groups.join(i, j)
            if _clash(a, b):
                clashing.add((i, j))
    conflicts, agreeing = [], []
    for group in groups.members():
        rows = [counts[i] for i in group]
        if len({(c.row.value, c.row.high) for c in rows}) < 2:
            continue
        readings = [_reading(text, c) for c in rows]
        if any(i in group for i, _ in clashing):
            conflicts.append(conflict("number", _about(rows), readings, _reasons(rows), update=_grows(text, rows)))
        else:
            agreeing.append(
                compatible("number", _about(rows), readings, [Reason(rule="bounds hold", detail=_ranges(rows))])
            )
    return conflicts, agreeing


def _candidates(counts: Sequence[_Count], together: Mapping[tuple[int, int], frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of different reports and one unit that stand in one claim, or have the same said of the same thing."""
    buckets: dict[tuple[str, ...], list[int]] = {}
    for i, c in enumerate(counts):
        for claim in together.get((c.report, c.sentence), ()):
            buckets.setdefault((c.row.unit, str(claim)), []).append(i)
        for said in c.said if c.what else ():
            buckets.setdefault((c.row.unit, c.what, said), []).append(i)
    pairs = {
        (i, j)
        for held in buckets.values()
        for i, j in combinations(held[:MOST_ALIKE], 2)
        if counts[i].report != counts[j].report
    }
    return sorted(pairs)


def _counts(text: Text, sentences: Sentences, report: int) -> list[_Count]:
    parse = text.reports[report].parse
    starts = [t.start for t in parse.tokens]
    kinds = noun_kinds()
    out = []
    for row in text.reports[report].quantities:
        token = max(0, bisect_right(starts, row.span.start) - 1)
        if not parse.tokens or row.unit in _NOT_COMPARED:
            continue
        number = parse.tokens[token].sentence
        keys = sentences.keys(report)
        head = row.head if 0 <= row.head < len(parse.tokens) else token
        low, high = _range(row, row.span.of(text.reports[report].article.text))
        own = parse.sentences[number]
        out.append(
            _Count(
                report=report,
                sentence=number,
                token=token,
                row=row,
                what=keys[head] if row.counted else "",
                kinds=kinds.get(parse.tokens[head].lemma, frozenset()) & _KINDS,
                said=frozenset(
                    _said(text, sentences, report, head) | ({f"status {row.status}"} if row.status else set())
                ),
                context=frozenset(
                    keys[t.i]
                    for t in parse.tokens[own.first : own.last + 1]
                    if t.text[:1].isalpha() and t.lower not in STOP_WORDS and t.i != head and t.tag != "CD"
                ),
                low=low,
                high=high,
            )
        )
    return out


_NOT_COMPARED = frozenset({"year", "ordinal"})


def _said(text: Text, sentences: Sentences, report: int, head: int) -> set[str]:
    """Keys of the verbs that say something of what is counted."""
    tokens, keys = text.reports[report].parse.tokens, sentences.keys(report)
    at, found = head, set()
    for _ in range(MOST_UP):
        if tokens[at].head == at:
            break
        at = tokens[at].head
        if tokens[at].tag[0] == "V":
            if not tokens[at].dep.startswith("aux") and tokens[at].lemma not in ("be", "have", "say"):
                found.add(keys[at])
            break
    for c in text.reports[report].parse.children[head]:
        if tokens[c].dep in ("acl", "relcl", "amod") and tokens[c].tag[0] == "V":
            found.add(keys[c])
    return found


def _range(row: Quantity, printed: str) -> tuple[float, float]:
    low, high = sorted((row.value, row.high))
    if any(w in VAGUE for w in printed.lower().split()):
        return low, max(high, low * SIZE)
    if row.bound in ("at-least", "more-than"):
        return low, max(high, low) * MORE
    if row.bound in ("at-most", "less-than"):
        return high / MORE, high
    slack = ABOUT if row.bound == "about" else 0.0
    if low == high:
        slack = max(slack, min(ROUNDED, _step(low) / 2 / low if low else 0.0))
    return low * (1 - slack), high * (1 + slack)


def _step(value: float) -> float:
    """The unit of the last figure that is not zero, of numbers from a thousand on: 284,000,000,000 was rounded to 1e9."""
    if value < 1000 or value != int(value):
        return 0.0
    step, whole = 1.0, int(value)
    while whole % 10 == 0:
        step, whole = step * 10, whole // 10
    return step


def _comparable(a: _Count, b: _Count, together: Mapping[tuple[int, int], frozenset[int]]) -> bool:
    none: frozenset[int] = frozenset()
    one_claim = bool(together.get((a.report, a.sentence), none) & together.get((b.report, b.sentence), none))
    same_what = bool(a.what) and a.what == b.what
    same_said = bool(a.said & b.said)
    shared = len((a.context & b.context) - {a.what, b.what} - a.said - b.said)
    if a.row.status and b.row.status and a.row.status != b.row.status:
        return False
    if a.row.unit == "age":
        return same_what and one_claim
    if a.row.unit != "count":
        return one_claim and shared >= CONTEXT and (same_said or same_what)
    if same_what:
        return (same_said and (one_claim or shared >= CONTEXT)) or (
            one_claim and shared > CONTEXT and not (a.said and b.said)
        )
    return same_said and one_claim and (bool(a.kinds & b.kinds) or bool(a.row.status and a.row.status == b.row.status))


def _clash(a: _Count, b: _Count) -> bool:
    if a.row.bound == b.row.bound == "at-least" and a.row.value != b.row.value:
        return bool({a.row.status, b.row.status} & _CASUALTY)
    return a.high < b.low or b.high < a.low


def _grows(text: Text, rows: Sequence[_Count]) -> bool:
    """True where later reports give the larger (or only later reports another) figure."""
    first: dict[float, str] = {}
    for c in rows:
        day = text.reports[c.report].article.published or ""
        first[c.row.value] = min(first.get(c.row.value, day), day)
    days = [first[v] for v in sorted(first)]
    return "" not in days and (days == sorted(days) or days == sorted(days, reverse=True)) and len(set(days)) > 1


def _reading(text: Text, c: _Count) -> Reading:
    shown = c.row.span.of(text.reports[c.report].article.text)
    same = f"{c.row.bound} {c.row.value:g} {c.row.high:g}"
    return Reading(c.report, shown, same, text.passage(c.report, c.token), c.row.span)


def _about(rows: Sequence[_Count]) -> str:
    what = next((c.row.counted for c in rows if c.row.counted), "") or next((c.row.unit for c in rows), "")
    status = next((c.row.status for c in rows if c.row.status), "")
    lead = "age of" if rows[0].row.unit == "age" else "number of" if rows[0].row.unit == "count" else "figure for"
    return " ".join(w for w in (lead, what, "" if status in what else status) if w)


def _reasons(rows: Sequence[_Count]) -> list[Reason]:
    said = sorted(set.intersection(*(set(c.said) for c in rows)))
    detail = f"{rows[0].row.counted or rows[0].row.unit}" + (f", {', '.join(said)}" if said else "")
    return [Reason(rule="same thing counted", detail=detail), Reason(rule="ranges apart", detail=_ranges(rows))]


def _ranges(rows: Sequence[_Count]) -> str:
    shown = sorted({(c.low, c.high) for c in rows})
    return "; ".join(f"{low:g} to {high:g}" if low != high else f"{low:g}" for low, high in shown)
