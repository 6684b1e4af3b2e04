"""One disagreement found in several ways is told once, with all its passages."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ...model.claim import Conflict, ConflictValue

MEASURED = frozenset(
    {"number", "date", "time", "age"}
)  # values that may be given fuller or shorter; names and speakers are as printed


def distinct(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """Without those of which half the marks stand in an earlier one of the list, or all values of which it has.

    Where an earlier one shares a marked passage and its values are these in fuller or shorter words ("2018" and "March
    2018"), the passages of both stand under the fuller values.
    """
    kept: list[Conflict] = []
    for c in conflicts:
        shown = {v.value.lower() for v in c.values}
        if any(k.kind == c.kind and shown <= {v.value.lower() for v in k.values} for k in kept):
            continue
        marks = [m for v in c.values for m in v.marks]
        told = [m for m in marks if any(m.overlaps(n) for k in kept for v in k.values for n in v.marks)]
        place = next((n for n, k in enumerate(kept) if told and _same(k, c)), None)
        if place is not None:
            kept[place] = _joined(kept[place], c)
        elif 2 * len(told) < len(marks):
            kept.append(c)
    return kept


def _same(one: Conflict, two: Conflict) -> bool:
    """Whether the values are the same ones, each fuller or shorter said, and one of them stands in a passage of both."""
    if (
        one.kind not in MEASURED
        or one.kind != two.kind
        or one.update != two.update
        or len(one.values) != len(two.values)
    ):
        return False
    pairs = [(v, w) for w in two.values if (v := _counterpart(one, w)) is not None]
    shared = any(m.overlaps(n) for v, w in pairs for m in v.marks for n in w.marks)
    return shared and len({v.value for v, _ in pairs}) == len(one.values)


def _counterpart(conflict: Conflict, value: ConflictValue) -> ConflictValue | None:
    """The one value of a conflict whose words hold those of `value`, or the other way round."""
    words = set(value.value.lower().split())
    found = [
        v for v in conflict.values if (theirs := set(v.value.lower().split())) and (words <= theirs or theirs <= words)
    ]
    return found[0] if len(found) == 1 else None


def _joined(one: Conflict, two: Conflict) -> Conflict:
    values = []
    for value in one.values:
        other = next(w for w in two.values if _counterpart(one, w) == value)
        evidence = dict.fromkeys((*value.evidence, *other.evidence))
        values.append(
            ConflictValue(
                value=max(value.value, other.value, key=len),
                evidence=tuple(sorted(e for e in evidence if not any(o != e and o.contains(e) for o in evidence))),
                marks=tuple(sorted(dict.fromkeys((*value.marks, *other.marks)))),
            )
        )
    fuller = two if len(two.values[0].value) > len(one.values[0].value) else one
    return msgspec.structs.replace(
        fuller, values=tuple(values), claim=one.claim or two.claim, reasons=(*one.reasons, *two.reasons)
    )
