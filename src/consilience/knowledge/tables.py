"""Read the tables of this room: TSV with a comment header (origin, licence) and one line of column names."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `NAME.tsv` by column name, in file order. Lines that begin with # are the header: origin and licence."""
    text = resources.files(__package__).joinpath(f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"{name}.tsv: {len(cells)} cells where the header has {len(columns)}: {line!r}")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)


@cache
def words(name: str, column: str = "word", *, split: str = "|") -> frozenset[str]:
    """All cells of one column as a set; a cell may hold several words set apart by `split`."""
    return frozenset(w for row in table(name) for w in row[column].split(split) if w)
