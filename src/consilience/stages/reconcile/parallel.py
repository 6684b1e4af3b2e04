"""One figure or day changed in otherwise equal words: "secretary from 2009 to 2012" beside "... from 2009 to 2013"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, takewhile
from typing import NamedTuple

from ...model.claim import Conflict, ConflictKind
from ...model.record import Reason
from ...text.groups import Groups
from ...text.numbers import value_of
from ...text.words import STOP_WORDS
from .counts import Count, apart, clash
from .readings import Reading, Text, conflict
from .wording import published_reasons

NEXT = 3  # words beside the slot that must be equal, on one side at least
BESIDE = 4  # words on each side that are shown
AROUND = 8  # words looked at on each side
SHARED = 4  # content words that both sides must have in common, in the same places seen from the slot
RUN = 3  # or content words that are equal in a row from the slot on
BEFORE = 4  # tokens of a bound ("at least", "more than") that may stand before a number
MOST_ALIKE = 40  # slots with the same words beside them that are compared: bounds the work in large stories
CLOSE = 0.02  # numbers within this share of each other may be one, rounded

_LINKED = re.compile(r"https?://|pic\.twitter|(?<!\w)@\w")  # posts with their dates: each is another post
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())


class _Slot(NamedTuple):
    """A number, day or month with the words on both sides, nearest first."""

    report: int
    first: int
    last: int
    kind: ConflictKind
    value: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def changed_figures(text: Text, counts: Sequence[Count]) -> list[Conflict]:
    """Conflicts between passages that agree word for word beside a figure, day or month, but not in it.

    `counts` are the quantities of the story: what they allow is no conflict, whatever the words beside.
    """
    known = {(c.report, c.token): c for c in counts}
    buckets: dict[tuple[str, ...], list[_Slot]] = {}
    for report in range(len(text.reports)):
        for slot in _slots(text, report):
            for side, words in (("<", slot.left[:NEXT]), (">", slot.right[:NEXT])):
                if len(words) == NEXT and _content(words) >= 1:
                    buckets.setdefault((slot.kind, side, *words), []).append(slot)
    pairs = [
        (a, b)
        for _, slots in sorted(buckets.items())
        for a, b in combinations(slots[:MOST_ALIKE], 2)
        if a.report != b.report and _differ(a, b, known) and _parallel(a, b)
    ]
    found = sorted({slot for pair in pairs for slot in pair})
    number = {slot: k for k, slot in enumerate(found)}
    groups = Groups(len(found))
    for a, b in pairs:
        groups.join(number[a], number[b])
    return [_row(text, [found[k] for k in group]) for group in groups.members()]


def _slots(text: Text, report: int) -> Iterable[_Slot]:
    tokens = text.reports[report].parse.tokens
    words = [t for t in tokens if t.text[:1].isalnum()]
    k = 0
    while k < len(words):
        token = words[k]
        last = k
        if token.tag == "CD":
            while last + 1 < len(words) and words[last + 1].tag == "CD" and words[last + 1].i == words[last].i + 1:
                last += 1
        elif token.lower not in _DAYS and (token.lower not in _MONTHS or token.tag[:2] != "NN"):
            k += 1
            continue
        kind, value = _value([t.lower for t in words[k : last + 1]], token.ent)
        same = words[k].sentence
        if (
            value
            and not text.corrects(report, same)
            and not _LINKED.search(text.sentence(report, same).of(text.reports[report].article.text))
        ):
            yield _Slot(
                report,
                words[k].i,
                words[last].i,
                kind,
                value,
                tuple(t.lower for t in reversed(words[max(0, k - AROUND) : k]) if t.sentence == same),
                tuple(t.lower for t in words[last + 1 : last + 1 + AROUND] if t.sentence == same),
            )
        k = last + 1


def _value(words: list[str], entity: str) -> tuple[ConflictKind, str]:
    if len(words) == 1 and words[0] in _DAYS | _MONTHS:
        return "date", words[0]
    number = value_of(words)
    kind: ConflictKind = "date" if entity == "DATE" else "time" if entity == "TIME" else "number"
    return kind, "" if number is None else f"{number:g}"


def _differ(a: _Slot, b: _Slot, known: Mapping[tuple[int, int], Count]) -> bool:
    if a.value == b.value or a.value.isalpha() != b.value.isalpha():
        return False
    one, two = _count(a, known), _count(b, known)
    if one is None or two is None:
        return one is two or a.kind != "number"
    return one.part == two.part and not apart(one, two) and clash(one, two)


def _count(slot: _Slot, known: Mapping[tuple[int, int], Count]) -> Count | None:
    """The quantity that begins at the number, or at the words of its bound before it."""
    return next(
        (known[slot.report, i] for i in range(slot.first, slot.first - BEFORE, -1) if (slot.report, i) in known), None
    )


def _content(words: Iterable[str]) -> int:
    return sum(w not in STOP_WORDS for w in words)


def _parallel(a: _Slot, b: _Slot) -> bool:
    if a.right[:2] in (("year", "old"), ("years", "old")):
        return False  # ages of different people stand in equal words
    pairs = [*zip(a.left, b.left, strict=False), *zip(a.right, b.right, strict=False)]
    shared = _content(x for x, y in pairs if x == y)
    if shared < SHARED and max(_run(a.left, b.left), _run(a.right, b.right)) < RUN:
        return False
    if _content(a.left[:2]) and _content(b.left[:2]) and a.left[:1] != b.left[:1] and a.right[:1] != b.right[:1]:
        return False
    if a.kind == "number":
        x, y = float(a.value), float(b.value)
        return abs(x - y) > CLOSE * max(abs(x), abs(y))
    return True


def _run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many content words are equal in a row from the slot on."""
    same = [x for x, _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False))]
    return _content(same)


def _row(text: Text, slots: list[_Slot]) -> Conflict:
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
    lead = {"date": "date in ", "time": "time in "}.get(slot.kind, "figure in ")
    reasons = [Reason(rule="equal words beside", detail=beside), *published_reasons(text, readings)]
    return conflict(slot.kind, lead + beside, readings, reasons)
