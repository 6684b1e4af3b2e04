"""Quantities of a story with what decides whether two of them count the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...knowledge.countries import find_state
from ...knowledge.people import noun_kinds
from ...knowledge.units import to_base
from ...model.annotation import Quantity
from ...model.parse import Parse, Token
from ...model.span import Span
from ...text.ages import of_another_time
from ...text.numbers import VAGUE
from ...text.predicates import is_term
from ...text.weights import Floats, StoryIndex
from .parts import counted_since, deed_of, done_by, part_of, whole_of
from .readings import Text
from .slots import Sentences

MEASURED = 0.05  # share by which a measure may miss that was taken, or turned into another unit, by somebody
ABOUT = 0.07  # share by which "about 850" may miss: below 1,000, above 800
FEW, STEP = 100, 5  # "about 25" is said of 23 to 27
ROUNDED = 0.05  # and most that rounding to the printed figures may hide
ROUND = 30  # from here on a count that ends in 0 may be rounded
DAYS = 3  # days that one event may last
FIGURES = 2  # figures before the zeros of a number that may be rounded
MORE = 2.0  # "more than 100" is not said of more than twice as many
SIZE = 10.0  # "hundreds" is less than ten times as many
MOST_UP = 4  # steps up the tree to the verb that says something of what is counted

COUNTED_ON = 1.25  # from this ratio on a later count of casualties is another count

CASUALTY = frozenset({"killed", "injured", "missing", "dead", "wounded", "hospitalised"})
_HARMED = CASUALTY | {"shot", "stabbed", "hurt"}
_INCIDENTS = frozenset(
    "shooting attack explosion blast bombing crash collision accident fire rampage massacre incident raid robbery".split()
)
_EXACT = frozenset({"exactly", "at-least", "more-than"})
_KINDS = frozenset({"person", "group", "family", "work"})
_AGENTS = ("er", "or", "ist", "eer")  # endings of nouns for people that no table can list: revellers, party-goers
_NOT_COMPARED = frozenset({"year", "ordinal"})
_LIGHT = frozenset("be have say get do include involve see make take give add".split())
_BUNDLES = frozenset(
    "set series package total number group list string handful team pair batch raft slate round".split()
)
_OF = frozenset({"of", "from", "off"})
GAP = "gap"  # what is said of the number of points by which one is ahead
BESIDE = 9  # tokens on each side of a number among which that is told
_GAPS = frozenset("gap lead margin advantage deficit trail behind ahead clear adrift".split())
_POLLS = frozenset("poll polls survey surveys voters".split())
_WITHIN = frozenset({"in", "inside", "at", "across", "from", "into"})
NATION = 3  # tokens from a number on in which the people counted are named
MANY = 20.0  # casualties so many times as many are of another disaster
LIVES = 15  # years between the ages of two people of one name
PHRASE = 6  # tokens of what a measure is of or from
_COMPASS = frozenset({"north", "south", "east", "west"})
_RANK = frozenset({"no.", "no", "number", "#"})


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity: `what` is counted, what is `said` of it, of `whom` (an entity) it tells, on which `days`, in which `places`.

    `part`: see `parts.part_of`. `low` to `high` is what it allows, in `unit` (of measures the base unit of what they measure).
    `which` are the keys of the adjectives and names before the counted noun, `inside` those of the places it is said to be
    in, `nation` the state whose people are counted, `several` whether it is told of several incidents, `verb` the token of
    the verb that says something of it, or -1; `since` the day from which on it is counted, as printed, `deed` whether
    somebody of that age did or suffered harm, `by` the person named as doing it, `whole` the number it is part of.
    """

    report: int
    sentence: int
    token: int
    row: Quantity
    what: str
    kinds: frozenset[str]
    said: frozenset[str]
    whom: str | None
    part: str
    days: tuple[int, ...]
    places: frozenset[str]
    low: float
    high: float
    unit: str
    which: frozenset[str]
    inside: frozenset[str]
    nation: str
    several: bool
    verb: int
    since: str
    deed: str
    by: str
    whole: float


def counts_of(text: Text, sentences: Sentences) -> list[Count]:
    """All quantities that can be compared, in the order of reports and text."""
    return [c for k in range(len(text.reports)) for c in _counts(text, sentences, k)]


def clash(a: Count, b: Count) -> bool:
    """True where two comparable numbers cannot both be right, or count on from each other."""
    if a.row.status in CASUALTY and "at-least" in (a.row.bound, b.row.bound) and {a.row.bound, b.row.bound} <= _EXACT:
        # a count that went on: "at least two", later "at least four"
        return bool(max(a.row.value, b.row.value) > COUNTED_ON * min(a.row.value, b.row.value))
    if {a.row.bound, b.row.bound} <= {"at-most", "less-than"}:
        return bool(max(a.high, b.high) > COUNTED_ON * min(a.high, b.high))
    return bool(a.high < b.low or b.high < a.low)


def apart(a: Count, b: Count) -> bool:
    """True where both stand beside other places or lie in other directions, one is a gap and the other none, they are counted
    from other days on, are ages of who did and who suffered harm or too many years apart, or they count casualties of one
    and of several incidents, or of days further apart than one event lasts."""
    if (GAP in a.said) != (GAP in b.said) or (
        a.row.direction and b.row.direction and a.row.direction != b.row.direction
    ):
        return True
    if a.places and b.places and a.places.isdisjoint(b.places):
        return True
    if (a.since and b.since and a.since != b.since) or (a.by and b.by and a.by != b.by):
        return True
    if a.whole == b.row.value or b.whole == a.row.value:
        return True
    if {a.row.status, b.row.status} & CASUALTY and max(a.low, b.low) > MANY * min(a.high, b.high):
        return True
    if {a.deed, b.deed} == {"did", "suffered"} or (a.unit == b.unit == "age" and abs(a.low - b.low) > LIVES):
        return True
    sides = a.places & _COMPASS, b.places & _COMPASS
    if sides[0] and sides[1] and sides[0].isdisjoint(sides[1]):
        return True
    if (
        a.several != b.several
        and {a.row.status, b.row.status} & _HARMED
        and max(a.low, b.low) > MORE * min(a.high, b.high)
    ):
        return True
    if not a.days or not b.days or not {a.row.status, b.row.status} & CASUALTY:
        return False
    return min(abs(x - y) for x in a.days for y in b.days) > DAYS


def likeness(text: Text, sentences: Sentences, counts: Sequence[Count]) -> list[Floats]:
    """How alike the words round two counts are (cosine): those of the clause and of the clause it hangs on."""
    index = StoryIndex([_round(text, sentences, c) for c in counts])
    return [row for first, last in index.blocks() for row in index.sums(first, last)[0]]


def _round(text: Text, sentences: Sentences, count: Count) -> list[str]:
    tokens, telling = text.reports[count.report].parse.tokens, sentences.telling(count.report)
    held = text.clauses_round(count.report, count.token) | {*text.clause_of(count.report, count.token).subject}
    return [telling[i] for i in sorted(held) if telling[i] and tokens[i].tag != "CD"]


def _counts(text: Text, sentences: Sentences, report: int) -> list[Count]:
    parse = text.reports[report].parse
    starts = [t.start for t in parse.tokens]
    kinds, keys = noun_kinds(), sentences.keys(report)
    whole = text.reports[report].article.text
    out = []
    for row in text.reports[report].quantities:
        token = max(0, bisect_right(starts, row.span.start) - 1)
        if not parse.tokens or row.unit in _NOT_COMPARED or (row.unit == "count" and row.high <= 1):
            continue
        if text.corrects(report, parse.tokens[token].sentence) or (token and parse.tokens[token - 1].lower in _RANK):
            continue
        if row.unit == "age" and (
            of_another_time(whole, row.span.start, row.span.end)
            or "respectively" in text.sentence(report, parse.tokens[token].sentence).of(whole)
        ):
            continue
        head = row.head if 0 <= row.head < len(parse.tokens) else token
        unit = to_base(1.0, row.unit)[1] if row.unit != "age" else "age"
        low, high = (to_base(v, row.unit)[0] for v in _range(row, row.span.of(whole)))
        said, verb = _said(text, sentences, report, head)
        measure = unit not in ("count", "age", "percent")
        if row.unit == "count" and not kinds.get(parse.tokens[head].lemma) and _is_gap(parse, token):
            said.add(GAP)
        done = {keys[head]} if measure and not unit.isupper() and parse.tokens[head].tag[0] == "V" else set()
        out.append(
            Count(
                report=report,
                sentence=parse.tokens[token].sentence,
                token=token,
                row=row,
                what=keys[head] if row.counted else "",
                kinds=_measured(text, sentences, report, row.span) | done
                if measure
                else _kinds(parse.tokens[head], kinds),
                said=frozenset(said),
                whom=text.entity_at(
                    Span(article=row.span.article, start=parse.tokens[head].start, end=parse.tokens[head].end),
                    named=True,
                ),
                part=part_of(text, report, token, head),
                days=_days(text, report, token),
                places=_places(text, sentences, report, token),
                low=low,
                high=high,
                unit=unit,
                which=_which(text, sentences, report, head),
                inside=_inside(parse, keys, head, verb),
                nation=_nation(parse.tokens, token, head, kinds) if row.unit == "count" else "",
                several=row.status in _HARMED and _of_several(text, report, token),
                verb=verb,
                since=counted_since(text, report, token),
                deed=deed_of(parse, head) if unit == "age" else "",
                by=done_by(text, report, verb),
                whole=whole_of(text, report, token),
            )
        )
    return out


def _kinds(noun: Token, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found = known.get(noun.lemma)
    if found is None and noun.tag == "NNS" and noun.lemma.endswith(_AGENTS):
        return frozenset({"person"})
    return (found or frozenset()) & _KINDS


def _places(text: Text, sentences: Sentences, report: int, token: int) -> frozenset[str]:
    """The places named in the clause of a token and in the clause it hangs on."""
    tokens, keys = text.reports[report].parse.tokens, sentences.keys(report)
    held = text.clauses_round(report, token)
    return frozenset(keys[i] for i in held if tokens[i].ent in ("GPE", "LOC", "FAC") and tokens[i].tag[:3] == "NNP")


def _of_several(text: Text, report: int, token: int) -> bool:
    """True where the clause of a token, or the one it hangs on, tells of several incidents ("in 12 shootings")."""
    tokens = text.reports[report].parse.tokens
    held = text.clauses_round(report, token)
    return any(tokens[i].tag == "NNS" and tokens[i].lemma in _INCIDENTS for i in held)


def _days(text: Text, report: int, token: int) -> tuple[int, ...]:
    """The days named in the clause of a token and in the clause it hangs on, as day numbers."""
    own = text.clause_of(report, token)
    spans = [text.span(report, own.first, own.last)]
    if own.governor >= 0:
        above = text.clauses(report, own.sentence)[own.governor]
        spans.append(text.span(report, above.first, above.last))
    around = text.sentence(report, own.sentence)
    found = set()
    for row in text.reports[report].times:
        if not around.contains(row.span) or not row.value or row.type not in ("DATE", "TIME"):
            continue
        if any(s.contains(row.span) for s in spans):
            found.add(_day(row.value))
    return tuple(sorted(found - {0}))


def _day(value: str) -> int:
    """The day number of a TIMEX3 day, week (its Monday) or year of long ago (its last day); 0 for anything less exact."""
    try:
        if len(value) == 4:
            return date(int(value), 12, 31).toordinal()
        if value[4:6] == "-W":
            return date.fromisocalendar(int(value[:4]), int(value[6:8]), 1).toordinal()
        return date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return 0


def _measured(text: Text, sentences: Sentences, report: int, span: Span) -> frozenset[str]:
    """Keys of what a measure is of, or from where it is taken: "tonnes of mackerel", "two miles from the harbour"."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    tokens = parse.tokens
    unit = max((t.i for t in text.tokens(report, span)), default=len(tokens))
    at = unit + 2 if unit + 1 < len(tokens) and tokens[unit + 1].lower == "away" else unit + 1
    if at + 1 >= len(tokens) or tokens[at].lower not in _OF:
        return frozenset()
    last = max((tokens[c].right for c in parse.children[at]), default=at)
    last = min(last, at + PHRASE)
    return frozenset(keys[i] for i in range(at + 1, last + 1) if tokens[i].tag[:2] == "NN")


def _which(text: Text, sentences: Sentences, report: int, head: int) -> frozenset[str]:
    parse, keys = text.reports[report].parse, sentences.keys(report)
    held = (parse.tokens[c] for c in parse.children[head] if c < head)
    return frozenset(keys[t.i] for t in held if t.dep in ("amod", "compound", "nmod") and t.tag != "CD" and is_term(t))


def _is_gap(parse: Parse, token: int) -> bool:
    """True where a number tells how far one is ahead of another: "trails him by 19 points", "a lead of two goals"."""
    row = parse.sentences[parse.tokens[token].sentence]
    near = parse.tokens[max(row.first, token - BESIDE) : min(row.last, token + BESIDE) + 1]
    if not any(t.lemma in _GAPS for t in near):
        return False
    return not any(t.lower in _POLLS for t in parse.tokens[row.first : row.last + 1])


def _inside(parse: Parse, keys: Sequence[str], head: int, verb: int) -> frozenset[str]:
    """Keys of the places that a noun, or the verb that says something of it, is said to be in: "troops in Orlec"."""
    tokens = parse.tokens
    above = [head, verb] if verb >= 0 else [head, tokens[head].head]
    preps = [p for i in above for p in parse.children[i] if tokens[p].lower in _WITHIN]
    places = [i for p in preps for i in parse.children[p] if tokens[i].ent in ("GPE", "LOC", "FAC")]
    return frozenset(keys[i] for i in places if tokens[i].tag[:3] == "NNP")


def _nation(tokens: Sequence[Token], first: int, head: int, kinds: Mapping[str, frozenset[str]]) -> str:
    """The state of the people counted, by the word for them ("Brits") or before it ("British customers"); "" of others."""
    for i in range(first + 1, min(max(head, first + NATION), len(tokens) - 1) + 1):
        t = tokens[i]
        if t.text[:1].isupper() and t.tag[:2] in ("NN", "JJ") and (state := find_state(t.text)):
            people = i < head and "person" in _kinds(tokens[head], kinds) | kinds.get(tokens[head].lemma, frozenset())
            if state.match == "people" or people:
                return state.iso3
    return ""


def _said(text: Text, sentences: Sentences, report: int, head: int) -> tuple[set[str], int]:
    """Key of the verb (or its noun: "the signing of 13 papers") that says something of what is counted; the verb."""
    parse, keys = text.reports[report].parse, sentences.keys(report)
    tokens = parse.tokens
    beside = {
        keys[c]
        for c in parse.children[head]
        if tokens[c].dep == "acl" and tokens[c].tag == "VBN" and tokens[c - 1].text == ","
    }
    at = head
    for _ in range(MOST_UP):
        above = tokens[at].head
        if above == at:
            break
        if tokens[at].dep == "pobj" and tokens[above].lower == "of":
            over = tokens[tokens[above].head]
            if over.lemma in _BUNDLES or over.lower in VAGUE:
                at = over.i
                continue
            return beside | ({keys[over.i]} if over.tag == "NN" else set()), -1
        at = above
        if tokens[at].tag[0] == "V":
            light = tokens[at].dep.startswith("aux") or tokens[at].lemma in _LIGHT
            return (beside, -1) if light else (beside | {keys[at]}, at)
    return beside, -1


def _range(row: Quantity, printed: str) -> tuple[float, float]:
    low, high = sorted((row.value, row.high))
    if any(w in VAGUE for w in printed.lower().split()):
        return low, max(high, low * SIZE)
    if row.bound in ("at-least", "more-than"):
        return low, max(high, low) * MORE
    if row.bound in ("at-most", "less-than"):
        return 0.0, high
    slack = ABOUT if row.bound == "about" else 0.0
    if slack and low < FEW and low % STEP == 0:
        slack = max(slack, STEP / 2 / low) if low else slack
    if to_base(1.0, row.unit)[1] not in ("count", "age", "percent") and not row.unit.isupper():
        slack += MEASURED  # money, which has its code in capitals, is counted and not measured
    if low == high:
        slack = max(slack, ABOUT if low >= ROUND and _round_figure(low) and row.unit == "count" else 0.0)
        slack = max(slack, min(ROUNDED, _step(low) / 2 / low if low else 0.0))
    return low * (1 - slack), high * (1 + slack)


def _round_figure(value: float) -> bool:
    """True for a number of at most two figures and zeros: 850 and 1,200, not 143,000,000."""
    return value == int(value) and value % 10 == 0 and len(str(int(value)).rstrip("0")) <= FIGURES


def _step(value: float) -> float:
    """The unit of the last figure that is not zero, of numbers from a thousand on: 284,000,000,000 was rounded to 1e9."""
    if value < 1000 or value != int(value):
        return 0.0
    step, whole = 1.0, int(value)
    while whole % 10 == 0:
        step, whole = step * 10, whole // 10
    return step
