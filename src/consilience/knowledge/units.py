"""Units of measure and money by the way they are printed, and their conversion to a common base."""

from __future__ import annotations

from typing import NamedTuple

from .tables import table


class Unit(NamedTuple):
    """A unit: its own name, what it measures, the base unit of that, and base = value * factor + offset. Money: factor 0."""

    name: str
    dimension: str
    base: str
    factor: float
    offset: float


_ROWS = {
    row["unit"]: Unit(row["unit"], row["dimension"], row["base"], float(row["factor"] or 0), float(row["offset"] or 0))
    for row in table("units")
}
UNITS: dict[str, Unit] = {name: _ROWS[row["unit"]] for row in table("units") for name in row["names"].split("|")}
"""Units by what is printed, in small letters ("km", "feet", "£")."""


def to_base(value: float, unit: str) -> tuple[float, str]:
    """`value` of a unit (its own name, as in `Quantity.unit`) in the base unit of its dimension; unknown units and money as they are."""
    known = _ROWS.get(unit)
    if known is None or not known.factor:
        return value, unit
    return value * known.factor + known.offset, known.base


def comparable(unit: str, other: str) -> bool:
    """True where values in the two units can be held against each other."""
    return unit == other or to_base(1.0, unit)[1] == to_base(1.0, other)[1]


STATUS_OF: dict[tuple[str, str], str] = {
    (word, row["use"]): row["status"] for row in table("statuses") for word in row["words"].split("|")
}
"""(lemma, use) -> status: ("kill", "object") -> "killed"."""
