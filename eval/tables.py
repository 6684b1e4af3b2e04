"""Tables of figures whose modules only count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def attribution(told: Mapping[str, Any]) -> Iterator[str]:
    """F1 of the parts of attributions: all, and those whose content holds quotation marks."""
    yield "F1; exact: same letters and digits; overlap: any shared (BBC Citron on PARC3: source 82.0/85.3, content 59.3/83.3)"
    for group, parts in told.items():
        for part, held in parts.items():
            yield f"{group:<7} {part:<8} exact {held['exact']:.3f}  overlap {held['overlap']:.3f}"


def events(told: Mapping[str, Any]) -> Iterator[str]:
    """Shares of the PLOVER records."""
    yield f"type             {told['type']:.3f}  an event of the record's type is read (PETRARCH2: .21)"
    yield f"type_and_actors  {told['type_and_actors']:.3f}  and the first actor of each side has its code"
    yield f"{told['records']:.0f} records, {told['events_per_record']:.2f} events read in each"


def disputes(told: Mapping[str, Any]) -> Iterator[str]:
    """Disagreements found and right, of the stories whose errors are read and of those that nobody read."""
    yield "means over stories as in the other figures of stories; in brackets the sums"
    for part, row in told.items():
        recall, precision = (f"{v:.2f}" if (v := row[key]) is not None else "–" for key in ("recall", "precision"))
        found, wanted, right, reported = (row[key].total() for key in ("found", "wanted", "right", "reported"))
        yield (
            f"{part:<7} {len(row['stories'])} stories   recall {recall} ({found} of {wanted})   "
            f"precision {precision} ({right} of {reported})"
        )
        for kind in sorted(row["wanted"] | row["reported"]):
            yield (
                f"        {kind:<9} found {row['found'][kind]} of {row['wanted'][kind]}, "
                f"right {row['right'][kind]} of {row['reported'][kind]}"
            )
