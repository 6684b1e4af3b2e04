"""One figure or day changed in otherwise equal words: "secretary from 2009 to 2012" beside "... from 2009 to 2013"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, takewhile
from typing import NamedTuple

from ...model.claim import Conflict, ConflictKind
from ...model.parse import Token
from ...model.record import Reason
from ...text.groups import Groups
from ...text.numbers import value_of
from ...text.words import STOP_WORDS
from .ages import birthday_between
from .counts import Count, apart, clash
from .likes import Like, Line, alike_round, differ_besides
from .readings import Reading, Text, conflict
from .wording import published_reasons

STEPS = 4  # up the tree from a day to what it dates
NEXT = 3  # words beside the slot that must be equal, on one side at least
BESIDE = 4  # words on each side that are shown
AROUND = 8  # words looked at on each side
SHARED = 4  # content words that both sides must have in common, in the same places seen from the slot
RUN = 3  # or content words that are equal in a row from the slot on
MOST_ALIKE = 40  # slots with the same words beside them that are compared: bounds the work in large stories
ROUND = 3  # terms near a figure that must be equal in sentences that are alike as wholes
SPOKEN = 0.6  # share of two sentences' weight from which the days of saying something are compared
MINUTES = 15  # clock times so near are one, rounded
STAMPED = 4  # words before a day among which "posted" makes it the day of the page
LISTED = 3  # words before a number in which it may stand that it counts pictures
CLOSE = 0.02  # numbers within this share of each other may be one, rounded

_PERIOD = re.compile(r"P(T?)(\d+(?:\.\d+)?)(DE|[YMWDHS])")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_HOURS = {"DE": 87660.0, "Y": 8766.0, "M": 730.5, "W": 168.0, "D": 24.0, "TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}
_ALLOWED = {"APPROX": (0.8, 1.25), "MORE_THAN": (1.0, 2.0), "LESS_THAN": (0.5, 1.0)}
_HOURS_OF_DAY = frozenset("morning afternoon evening night".split())
_STAMPS = frozenset("posted updated published".split())
_SAYING = frozenset("say tell announce add report tweet write".split())
_DIALLED = re.compile(r"(?:\d{3}[-–.])?\d{3}[-–.]\d{4}\b")
_DASHES = ("-", "–", ".")
WIDEST = 8  # code points of a telephone number beside a part of it
_LINKED = re.compile(r"https?://|pic\.twitter|(?<!\w)@\w")  # posts with their dates: each is another post
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PICTURES = frozenset("image photo picture slide page gallery".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_UNITS = frozenset("minute hour day week month year decade".split())
_CALENDAR = _DAYS | _MONTHS
_SHORT_MONTHS = frozenset(m[:3] for m in _MONTHS)


class _Slot(NamedTuple):
    """A number, day or month with the words on both sides, nearest first."""

    report: int
    first: int
    last: int
    kind: ConflictKind
    value: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    sentence: int

    @property
    def spot(self) -> tuple[int, int]:
        """First and last token."""
        return self.first, self.last


def changed_figures(text: Text, counts: Sequence[Count], likes: Sequence[Like]) -> list[Conflict]:
    """Conflicts between passages that agree word for word beside a figure, day or month, but not in it, or that stand
    in sentences that are alike (`likes`).

    `counts` are the quantities of the story: what they allow is no conflict, whatever the words beside.
    """
    known = {(c.report, t.i): c for c in counts for t in text.tokens(c.report, c.row.span)}
    buckets: dict[tuple[str, ...], list[_Slot]] = {}
    slots = [list(_slots(text, report)) for report in range(len(text.reports))]
    for held in slots:
        for slot in held:
            for side, words in (("<", slot.left[:NEXT]), (">", slot.right[:NEXT])):
                if len(words) == NEXT and _content(words) >= 1:
                    buckets.setdefault((slot.kind, side, *words), []).append(slot)
    given: dict[tuple[int, int], set[str]] = {}
    for held in slots:
        for slot in held:
            given.setdefault((slot.report, slot.sentence), set()).add(slot.value)
    pairs = [
        (a, b)
        for _, beside in sorted(buckets.items())
        for a, b in _lone_pairs(beside[:MOST_ALIKE])
        if _differ(a, b, known) and _parallel(a, b) and not _listed(a, b, given)
    ]
    pairs += _in_likes(likes, slots, known)
    written = Written(text)
    pairs = [(a, b) for a, b in pairs if not written.agree(a, b) and not written.apart(a, b)]
    pairs = [(a, b) for a, b in pairs if not _older(text, _count(a, known), _count(b, known))]
    found = sorted({slot for pair in pairs for slot in pair})
    number = {slot: k for k, slot in enumerate(found)}
    groups = Groups(len(found))
    for a, b in pairs:
        groups.join(number[a], number[b])
    rows = [[found[k] for k in group] for group in groups.members()]
    return [_row(text, row, known) for row in rows if not _series(row)]


def _older(text: Text, a: Count | None, b: Count | None) -> bool:
    return a is not None and b is not None and birthday_between(text, a, b)


def _lone_pairs(beside: Sequence[_Slot]) -> Iterable[tuple[_Slot, _Slot]]:
    """Figures of two reports in the same words, neither of which the other report gives in these words as well."""
    given: dict[int, set[str]] = {}
    for slot in beside:
        given.setdefault(slot.report, set()).add(slot.value)
    for a, b in combinations(beside, 2):
        if a.report != b.report and b.value not in given[a.report] and a.value not in given[b.report]:
            yield a, b


def _series(row: Sequence[_Slot]) -> bool:
    """True where one report gives several of the figures in these words: it tells of several things, or lists them."""
    return len({(s.report, s.value) for s in row}) > len({s.report for s in row})


def _listed(a: _Slot, b: _Slot, given: Mapping[tuple[int, int], set[str]]) -> bool:
    """True where the sentence of one has the value of the other as well, or it rounded: figures of a list, told of different
    things."""
    return any(
        _near(other.value, value)
        for own, other in ((a, b), (b, a))
        for value in given[own.report, own.sentence]
        if value != own.value
    )


def _near(one: str, other: str) -> bool:
    """True for the same day or figure, or a figure and another that is it, rounded to the whole."""
    if one == other or one.isalpha() or other.isalpha():
        return one == other
    x, y = sorted((float(one), float(other)), key=lambda v: v != int(v))
    return x == int(x) and y != int(y) and abs(x - y) <= CLOSE * abs(y)


def _in_likes(
    likes: Sequence[Like], slots: Sequence[Sequence[_Slot]], known: Mapping[tuple[int, int], Count]
) -> list[tuple[_Slot, _Slot]]:
    """In each pair of like sentences the figures of one sort that only one of them has, among the same words."""
    held: dict[tuple[int, int], list[_Slot]] = {}
    for own in slots:
        for slot in own:
            held.setdefault((slot.report, slot.sentence), []).append(slot)
    out = []
    for like in likes:
        ones, twos = (held.get((line.report, line.number), []) for line in (like.one, like.two))
        left, right = _lone(ones, twos, like.two, known), _lone(twos, ones, like.one, known)
        for sort in sorted({_sort(s) for s in left} & {_sort(s) for s in right}):
            one, two = ([s for s in side if _sort(s) == sort] for side in (left, right))
            if len(one) != 1 or len(two) != 1 or not _in_one_place(like, one[0], two[0]):
                continue
            if _comparable(one[0], two[0], known) and _date_alike(like, one[0], two[0]):
                out.append((one[0], two[0]))
    return out


def _lone(
    own: Sequence[_Slot], others: Sequence[_Slot], line: Line, known: Mapping[tuple[int, int], Count]
) -> list[_Slot]:
    """The figures that the other sentence does not give, nor any that they allow."""
    return [
        s
        for s in own
        if s.value not in line.words and not any(_sort(o) == _sort(s) and not _differ(s, o, known) for o in others)
    ]


def _in_one_place(like: Like, a: _Slot, b: _Slot) -> bool:
    """True where enough is equal near both; more where it is the day on which somebody says something."""
    if differ_besides(like, a.spot, b.spot, ("NNP", "NNPS")):
        return False
    need = ROUND + like.more + (a.kind == "number")
    saying = any(line.tokens[k - line.tokens[0].i].lemma in _SAYING for line, slot in ((like.one, a), (like.two, b))
                 for k in range(max(line.tokens[0].i, slot.first - BESIDE), min(line.tokens[-1].i, slot.last + BESIDE) + 1))  # fmt: skip
    if saying and a.kind == "date":
        return like.share >= SPOKEN and alike_round(like, a.spot, b.spot) > need
    return alike_round(like, a.spot, b.spot) >= need


def _date_alike(like: Like, a: _Slot, b: _Slot) -> bool:
    """False for two days of which only one is that of a saying, or that date other deeds and stand in other words."""
    if a.kind != "date":
        return True
    deeds = [_dated(line, slot) for line, slot in ((like.one, a), (like.two, b))]
    if (deeds[0] in _SAYING) != (deeds[1] in _SAYING):
        return False
    after = [tuple(w for w in s.right if w not in _HOURS_OF_DAY)[:1] for s in (a, b)]
    return deeds[0] == deeds[1] or after[0] == after[1] or a.left[:1] == b.left[:1]


def _dated(line: Line, slot: _Slot) -> str:
    """The lemma of the verb or noun that a day hangs on; "" of none."""
    start = line.tokens[0].i
    at = line.tokens[slot.first - start]
    for _ in range(STEPS):
        if not 0 <= at.head - start < len(line.tokens) or at.head == at.i:
            return ""
        at = line.tokens[at.head - start]
        if at.tag[:1] == "V" or (at.tag[:2] == "NN" and at.ent not in ("DATE", "TIME")):
            return at.lemma
    return ""


def _sort(slot: _Slot) -> str:
    if slot.value.isalpha():
        return "weekday" if slot.value in _DAYS else "month"
    if slot.kind == "date":
        return "year" if slot.value.isdigit() and len(slot.value) == len("2031") else "day"
    return slot.kind


class Written:
    """What the times of a story mean, by the tokens (report, number) that stand in them: how long durations last as (least,
    most) hours, the parts of dates (year, month, day), the minutes of clocks."""

    def __init__(self, text: Text) -> None:
        """The times of a report are read when first asked for."""
        self._text = text
        self._read: set[int] = set()
        self._hours: dict[tuple[int, int], tuple[float, float]] = {}
        self._dates: dict[tuple[int, int], tuple[str, ...]] = {}
        self._clocks: dict[tuple[int, int], int] = {}

    def _read_times(self, report: int) -> None:
        if report in self._read:
            return
        self._read.add(report)
        for row in self._text.reports[report].times:
            if row.end_value or not row.value:
                continue
            spots = [(report, token.i) for token in self._text.tokens(report, row.span)]
            if row.type == "DURATION" and (found := _PERIOD.fullmatch(row.value)):
                hours = float(found[2]) * _HOURS[found[1] + found[3]]
                low, high = _ALLOWED.get(row.mod or "", (1.0, 1.0))
                self._hours.update(dict.fromkeys(spots, (low * hours, high * hours)))
            if row.type == "DATE" and (found := _DATE.match(row.value)):
                self._dates.update(dict.fromkeys(spots, tuple(found[0].split("-"))))
            if found := _CLOCK.search(row.value):
                self._clocks.update(dict.fromkeys(spots, int(found[1]) * 60 + int(found[2])))

    def agree(self, a: _Slot, b: _Slot) -> bool:
        """True where both are durations that may be one."""
        for slot in (a, b):
            self._read_times(slot.report)
        one, two = self._hours.get((a.report, a.first)), self._hours.get((b.report, b.first))
        if one is None or two is None:
            return False
        return one[0] * (1 - CLOSE) <= two[1] and two[0] * (1 - CLOSE) <= one[1]

    def apart(self, a: _Slot, b: _Slot) -> bool:
        """True where they are of two times: dates that differ in more than one part ("July 2012", "January 2014"), or
        clocks of which one is none or both are one, rounded."""
        for slot in (a, b):
            self._read_times(slot.report)
        if a.kind == "time":
            clocks = [self._clocks.get((s.report, s.first)) for s in (a, b)]
            if clocks[0] is None or clocks[1] is None:
                return clocks != [None, None] or a.right[:1] != b.right[:1]
            return abs(clocks[0] - clocks[1]) <= MINUTES
        one, two = self._dates.get((a.report, a.first)), self._dates.get((b.report, b.first))
        if one is None or two is None or a.value in _DAYS:
            return False
        return sum(x != y for x, y in zip(one, two, strict=False)) > 1


def _comparable(a: _Slot, b: _Slot, known: Mapping[tuple[int, int], Count]) -> bool:
    """True where the sort of what is counted is known of both and the same, and the values clash."""
    if a.kind == "number":
        one, two = _count(a, known), _count(b, known)
        if one is None or two is None or one.unit != two.unit:
            return False
        if one.what != two.what and not one.kinds & two.kinds:
            return False
    return _differ(a, b, known)


def _slots(text: Text, report: int) -> Iterable[_Slot]:
    tokens = text.reports[report].parse.tokens
    words = [t for t in tokens if t.text[:1].isalnum()]
    found = [k for k, t in enumerate(words) if t.tag == "CD" or (t.lower in _CALENDAR and _is_calendar(t))]
    linked = {text.sentence_at(report, m.start()) for m in _LINKED.finditer(text.reports[report].article.text)}
    done = -1
    for k in found:
        if k <= done:
            continue
        last = k
        if words[k].tag == "CD":
            while (
                last + 1 < len(words) and words[last + 1].tag == "CD" and _joined(words[last], words[last + 1], tokens)
            ):
                last += 1
        done, same = last, words[k].sentence
        kind, value = _value([t.lower for t in words[k : last + 1]], words[k].ent)
        if value and same not in linked and not text.corrects(report, same):
            left = tuple(t.lower for t in reversed(words[max(0, k - AROUND) : k]) if t.sentence == same)
            right = tuple(t.lower for t in words[last + 1 : last + 1 + AROUND] if t.sentence == same)
            if _is_age(right) or right[:1] == ("block",) or _PICTURES.intersection(left[:LISTED]):
                continue  # ages are compared as such; house numbers and numbers of pictures count nothing
            if kind == "date" and not _STAMPS.isdisjoint(left[:STAMPED]):
                continue  # of the page
            if right[:2] == ("counts", "of") or _is_dialled(text.reports[report].article.text, words[k], words[last]):
                continue  # charges of one of several accused; telephone numbers
            if _beside_a_person(tokens, words[k].i, words[last].i):
                kind = "age"
            yield _Slot(report, words[k].i, words[last].i, kind, value, left, right, same)


def _beside_a_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True for a number between commas behind a noun that is no month: "a man, 36, was"."""
    if first < len("a,") or last + 1 >= len(tokens) or not tokens[first].text.isdigit():
        return False
    noun = tokens[first - 2]
    between = tokens[first - 1].text == tokens[last + 1].text == ","
    return between and len(tokens[first].text) <= len("99") and noun.tag[:2] == "NN" and not _is_calendar(noun)


def _is_dialled(whole: str, first: Token, last: Token) -> bool:
    """True for a part of a telephone number: "555-0100"."""
    if whole[first.start - 1 : first.start] not in _DASHES and whole[last.end : last.end + 1] not in _DASHES:
        return False
    around = _DIALLED.finditer(whole, max(0, first.start - WIDEST), last.end + WIDEST)
    return any(m.start() <= first.start and last.end <= m.end() for m in around)


def _is_age(right: tuple[str, ...]) -> bool:
    return right[1:2] == ("old",) and right[0].rstrip("s") in ("year", "month", "week", "day")


def _is_calendar(token: Token) -> bool:
    return token.lower in _DAYS or (token.lower in _MONTHS and token.tag[:2] == "NN")


def _joined(one: Token, two: Token, tokens: Sequence[Token]) -> bool:
    """True for two words of one number: "2 million", "twenty-one"."""
    return two.i == one.i + 1 or (two.i == one.i + 2 and tokens[one.i + 1].text == "-" and one.text.isalpha())


def _value(words: list[str], entity: str) -> tuple[ConflictKind, str]:
    if len(words) == 1 and words[0] in _CALENDAR:
        return "date", words[0]
    number = value_of(words)
    kind: ConflictKind = "date" if entity == "DATE" else "time" if entity == "TIME" else "number"
    return kind, "" if number is None else f"{number:g}"


def _differ(a: _Slot, b: _Slot, known: Mapping[tuple[int, int], Count]) -> bool:
    if a.value == b.value or _sort(a) != _sort(b):
        return False
    one, two = _count(a, known), _count(b, known)
    ages = [c is not None and c.unit == "age" for c in (one, two)]
    if all(ages) and one is not None and two is not None and apart(one, two):
        return False
    if any(ages):  # ages of different people stand in equal words, but for the person before and what is said after
        same = [_nearest(x) == _nearest(y) != "" for x, y in ((a.left, b.left), (a.right, b.right))]
        return all(same) if all(ages) else any(same) and not (_numbered(a) or _numbered(b))
    if _sort(a) == "day" and not _both_days(a, b):
        return False
    if one is None or two is None:
        return one is two or a.kind != "number"
    if one.unit != two.unit:
        return False
    return one.part == two.part and not apart(one, two) and clash(one, two)


def _nearest(words: tuple[str, ...]) -> str:
    return next((w for w in words if w not in STOP_WORDS), "")


def _both_days(a: _Slot, b: _Slot) -> bool:
    """False where they number two sorts of time: a day of a month, weeks, years."""
    sorts = {sort for s in (a, b) if (sort := _numbered(s))}
    return len(sorts) < len((a, b))


def _numbered(slot: _Slot) -> str:
    if not _SHORT_MONTHS.isdisjoint(w[:3] for w in (*slot.left[:1], *slot.right[:1])):
        return "day of a month"
    return next((w.rstrip("s") for w in slot.right[:1] if w.rstrip("s") in _UNITS), "")


def _count(slot: _Slot, known: Mapping[tuple[int, int], Count]) -> Count | None:
    """The quantity that the number stands in."""
    return known.get((slot.report, slot.first))


def _content(words: Iterable[str]) -> int:
    return sum(w not in STOP_WORDS for w in words)


def _parallel(a: _Slot, b: _Slot) -> bool:
    pairs = [*zip(a.left, b.left, strict=False), *zip(a.right, b.right, strict=False)]
    shared = _content(x for x, y in pairs if x == y)
    if shared < SHARED and max(_run(a.left, b.left), _run(a.right, b.right)) < RUN:
        return False
    if a.kind == "number" and not (_common(a.left, b.left) and _common(a.right, b.right)):
        return False  # "40 miles from the lake" is said of many places
    if _content(a.left[:2]) and _content(b.left[:2]) and a.left[:1] != b.left[:1] and a.right[:1] != b.right[:1]:
        return False
    if a.kind == "number":
        x, y = float(a.value), float(b.value)
        return abs(x - y) > CLOSE * max(abs(x), abs(y))
    return True


def _common(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True where the words on one side have one of weight in common, or there are none on one of the sides."""
    return not a or not b or bool({w for w in a if w not in STOP_WORDS}.intersection(b))


def _run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many content words are equal in a row from the slot on."""
    same = [x for x, _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False))]
    return _content(same)


def _row(text: Text, slots: list[_Slot], known: Mapping[tuple[int, int], Count]) -> Conflict:
    readings = [
        Reading(
            s.report,
            text.span(s.report, s.first, s.last).of(text.reports[s.report].article.text),
            s.value,
            text.passage(s.report, s.first),
            text.span(s.report, s.first, s.last),
        )
        for s in slots
    ]
    slot = slots[0]
    words = [t for t in text.reports[slot.report].parse.tokens if t.text[:1].isalnum()]
    at = next(k for k, t in enumerate(words) if t.i == slot.first)
    size = slot.last - slot.first + 1
    left = [t.text for t in words[max(0, at - BESIDE) : at] if t.sentence == words[at].sentence]
    right = [t.text for t in words[at + size : at + size + BESIDE] if t.sentence == words[at].sentence]
    beside = "“" + " ".join([*left, "…", *right]) + "”"
    count = _count(slot, known)
    kind: ConflictKind = "age" if count is not None and count.unit == "age" else slot.kind
    lead = {"date": "which date: ", "time": "what time: ", "age": "how old: "}.get(kind, "which figure: ")
    reasons = [Reason(rule="equal words beside", detail=beside), *published_reasons(text, readings)]
    return conflict(kind, lead + beside, readings, reasons)
