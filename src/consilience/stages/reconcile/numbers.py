"""Numbers of one thing that reports give differently: comparable counts, sums, measures and ages.

Two numbers are compared only where the same thing is counted, the same is said of it, and the passages tell the
same event. Bounds ("at least 4"), rounding ("284 billion" for 284.46), and orders of size ("hundreds") are read as
the ranges they allow; ranges that touch are no conflict. A figure that grows from earlier to later reports is an update.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from ...model.claim import Compatible, Conflict, ConflictKind
from ...model.record import Reason
from ...text.groups import Groups
from .ages import LIKE_ONCE, birthday_between, told_once
from .counts import CASUALTY, SIZE, Count, apart, clash, likeness
from .readings import Reading, Text, compatible, conflict
from .slots import Sentences
from .things import FAR, NEAR, named_once, names_of, noun_once, said_once, same_kind, same_people
from .titles import about_count, counted_reasons
from .updates import is_update
from .wording import published_reasons, spelled_bounds

ALIKE = 0.35  # likeness of the words round two numbers from which they are of one thing, whatever the verb
RELATED = 0.04  # and where the verb is the same too. Both set on the numbers of twelve development stories
LIKE_NOUN = 0.15  # likeness in one claim from which the noun alone tells that they are, where no report gives two of it
LARGE = 10_000  # figures of which a story has few: near each other and with one verb they are of one thing
LIKE_LARGE = 0.1  # likeness of the words round them from which they are
MOST_ALIKE = 60  # numbers of one kind that are compared with each other: bounds the work in large stories

_ANYBODY = frozenset({"person", "people", "civilian", "individual", "casualty", "victim", "body", "others"})


def differing_numbers(
    text: Text, sentences: Sentences, counts: Sequence[Count], together: Mapping[tuple[int, int], frozenset[int]]
) -> tuple[list[Conflict], list[Compatible]]:
    """Conflicts between numbers, and differences that the bounds allow.

    `together`: for each sentence (report, number) the claims it stands in.
    """
    alike = likeness(text, sentences, counts)
    lone, ages, named, nouns = said_once(counts), told_once(counts), named_once(counts), noun_once(counts)
    links = []
    for i, j in _candidates(counts, together):
        if {i, j} <= named and same_kind(counts[i], counts[j]):
            links.append((-ALIKE, i, j))
            continue
        one_claim = not _claims(counts[i], together).isdisjoint(_claims(counts[j], together))
        told = float(alike[i][j])
        if one_claim and _in_one_claim(counts[i], counts[j], {i, j} <= nouns, told):
            links.append((-told, i, j))
            continue
        one_claim = one_claim or ({i, j} <= lone and not {counts[i].row.status, counts[j].row.status} & CASUALTY)
        if counts[i].unit == "age":
            if apart(counts[i], counts[j]):
                continue
            once = {i, j} <= ages and told >= LIKE_ONCE
            if once or _one_person(counts[i], counts[j], one_claim, told):
                links.append((-told, i, j))
            continue
        if _comparable(counts[i], counts[j], one_claim, told):
            links.append((-told, i, j))
    conflicts, agreeing = [], []
    for group in _grouped(counts, sorted(links)):
        rows = _unmixed([counts[i] for i in group])
        if len({(c.row.value, c.row.high) for c in rows}) < 2:
            continue
        readings = [_reading(text, c, _in_first_unit(c, rows)) for c in rows]
        kind: ConflictKind = "age" if rows[0].unit == "age" else "number"
        if any(clash(a, b) and not birthday_between(text, a, b) for a, b in combinations(rows, 2)):
            moved = is_update(text, rows)
            reasons = [*counted_reasons(text, sentences, rows), *published_reasons(text, readings)]
            order = text.instants if moved else ()
            conflicts.append(conflict(kind, about_count(text, rows), readings, reasons, update=moved, order=order))
        else:
            held = [Reason(rule="bounds hold", detail=spelled_bounds(rows))]
            agreeing.append(compatible(kind, about_count(text, rows), readings, held))
    return conflicts, agreeing


def _grouped(counts: Sequence[Count], links: Sequence[tuple[float, int, int]]) -> list[list[int]]:
    """Numbers of one thing together, likest first; two groups whose numbers lie far apart stay two."""
    groups = Groups(len(counts))
    members = {i: [i] for i in range(len(counts))}
    for _, i, j in links:
        one, two = groups.of(i), groups.of(j)
        if one == two:
            continue
        far = any(_far(counts[x], counts[y]) for x in members[one] for y in members[two])
        if far and len(members[one]) + len(members[two]) > 2:
            continue
        groups.join(i, j)
        members[groups.of(i)] = members.pop(min(one, two)) + members.pop(max(one, two))
    return groups.members()


def _unmixed(rows: Sequence[Count]) -> list[Count]:
    """Without the numbers that one report gives side by side: to that report they are of different things."""
    clashing = [(a, b) for a, b in combinations(rows, 2) if a.report == b.report and not a.row.status and clash(a, b)]
    values = {c.row.value for pair in clashing for c in pair}
    return [c for c in rows if c.row.value not in values]


def _claims(count: Count, together: Mapping[tuple[int, int], frozenset[int]]) -> frozenset[int]:
    return together.get((count.report, count.sentence), frozenset())


def _candidates(counts: Sequence[Count], together: Mapping[tuple[int, int], frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of one unit that stand in one claim, have the same said of the same thing, or give one person's age."""
    buckets: dict[tuple[str, ...], list[int]] = {}
    for i, c in enumerate(counts):
        for claim in _claims(c, together):
            buckets.setdefault((c.unit, str(claim)), []).append(i)
        for said in sorted(c.said) if c.what else ():
            for what in {c.what, *c.kinds}:
                buckets.setdefault((c.unit, what, said), []).append(i)
        for key in names_of(c):
            buckets.setdefault((c.unit, *key), []).append(i)
        for said in sorted(c.said) if c.unit == "count" and c.row.value >= LARGE else ():
            buckets.setdefault(("large", said), []).append(i)
        if c.unit == "age" and c.whom:
            buckets.setdefault((c.unit, c.whom, ""), []).append(i)
    pairs = {
        (i, j)
        for held in buckets.values()
        for i, j in combinations(held[:MOST_ALIKE], 2)
        if counts[i].report != counts[j].report or counts[i].unit == "age"
    }
    return sorted(pairs)


def _in_one_claim(a: Count, b: Count, once: bool, likeness: float) -> bool:
    """True where two counts in one claim are of the same people of one state, or of a noun with one number in each report."""
    if a.part or b.part or apart(a, b) or not a.unit == b.unit == "count":
        return False
    if same_people(a, b):
        return likeness >= RELATED
    casualties = {a.row.status, b.row.status} & CASUALTY
    return once and a.what == b.what and not casualties and likeness >= LIKE_NOUN and not _far(a, b)


def _comparable(a: Count, b: Count, one_claim: bool, likeness: float) -> bool:
    """True where both count the same of one event. `likeness`: cosine of the words round them, 0 to 1."""
    if a.part != b.part or apart(a, b) or (_far(a, b) and likeness < ALIKE):
        return False
    same_what = bool(a.what) and a.what == b.what
    if min(a.row.value, b.row.value) >= LARGE and a.unit == b.unit == "count" and not (a.what and b.what):
        # "rose to 145,500": what is counted stands elsewhere
        near = max(a.low, b.low) <= NEAR * min(a.high, b.high)
        return near and bool(a.said & b.said) and (one_claim or likeness >= LIKE_LARGE)
    if {a.row.status, b.row.status} & CASUALTY:
        generic = a.row.counted in _ANYBODY and b.row.counted in _ANYBODY
        return one_claim and a.row.status == b.row.status and (same_what or generic)
    if not one_claim:
        return same_what and bool(a.said & b.said) and likeness >= ALIKE and a.unit == "count"
    if a.said & b.said:
        return (same_what or bool(a.kinds & b.kinds)) and likeness >= RELATED
    return same_what and likeness >= ALIKE


def _one_person(a: Count, b: Count, one_claim: bool, likeness: float) -> bool:
    """True where two ages are of one person: one name, or one noun of which the same is said in like words."""
    if a.whom is not None and b.whom is not None:
        return a.whom == b.whom
    alike = one_claim and bool(a.said & b.said) and likeness >= ALIKE
    return bool(a.what) and a.what == b.what and alike and a.report != b.report


def _far(a: Count, b: Count) -> bool:
    orders = a.high >= SIZE / 2 * a.low and b.high >= SIZE / 2 * b.low  # "hundreds", "thousands"
    return bool(max(a.low, b.low) > FAR * min(a.high, b.high)) and not orders


def _in_first_unit(c: Count, rows: Sequence[Count]) -> Count:
    """The first of the rows that gives the same measure in another unit ("12 feet", "3.7 metres"), else the row itself."""
    met = (r for r in rows if r.row.unit != c.row.unit and r.row.bound == c.row.bound and not clash(r, c))
    first = next(met, c)
    return first if rows.index(first) < rows.index(c) else c


def _reading(text: Text, c: Count, as_in: Count) -> Reading:
    """`as_in` is the row that gives the same value first."""
    shown = c.row.span.of(text.reports[c.report].article.text)
    row = as_in.row
    same = f"{row.bound} {row.value:g} {row.high:g} {'' if as_in.unit == row.unit else row.unit}"
    return Reading(c.report, shown, same, text.passage(c.report, c.token), c.row.span)
