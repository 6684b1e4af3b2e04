"""The user's own list of entities: TSV or JSON -> KnownEntity; what cannot be used is said with file, line and what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from ..knowledge.countries import is_state
from ..model.annotation import EntityType, KnownEntity

COLUMNS = ("name", "names", "type", "iso3", "wikidata", "apart")
TYPES: tuple[EntityType, ...] = get_args(EntityType)
MOST_ROWS = 20_000
_ITEM = re.compile(r"Q[1-9]\d*")

_Row = Mapping[str, str | Sequence[str]]


class EntityListError(ValueError):
    """The list cannot be used; the message says where and what to do."""


def read_entities(path: Path) -> tuple[KnownEntity, ...]:
    """The rows of a list, in order.

    TSV: a line of column names (of `COLUMNS`, `name` among them), then a row a line; several names are set apart by |, lines that
    begin with # are passed over. JSON: a list of objects with the same keys, where `names` and `apart` are lists.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise EntityListError(f"{path}: cannot be read as a list of entities: {problem}") from problem
    rows = list(_json_rows(path, text) if path.suffix.lower() == ".json" else _tsv_rows(path, text))
    if len(rows) > MOST_ROWS:
        raise EntityListError(f"{path}: {len(rows)} rows; a list holds at most {MOST_ROWS}")
    return tuple(_known(where, row) for where, row in rows)


def _tsv_rows(path: Path, text: str) -> Iterator[tuple[str, _Row]]:
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        where = f"{path}:{number}"
        if not columns:
            columns = cells
            _check_keys(where, columns)
            if "name" not in columns:
                raise EntityListError(
                    f"{where}: the first line names no column 'name'; columns are {', '.join(COLUMNS)}"
                )
        elif len(cells) > len(columns):
            raise EntityListError(
                f"{where}: {len(cells)} cells under {len(columns)} columns; set names apart by |, not by tabs"
            )
        else:
            yield where, dict(zip(columns, cells, strict=False))


def _json_rows(path: Path, text: str) -> Iterator[tuple[str, _Row]]:
    try:
        told = json.loads(text)
    except json.JSONDecodeError as problem:
        raise EntityListError(f"{path}:{problem.lineno}: no JSON: {problem.msg}") from problem
    if not isinstance(told, list):
        raise EntityListError(f'{path}: a list of objects is wanted: [{{"name": "…", "names": ["…"]}}]')
    for number, row in enumerate(told, 1):
        where = f"{path}: entity {number}"
        if not isinstance(row, dict):
            raise EntityListError(f"{where}: an object is wanted, with the keys {', '.join(COLUMNS)}")
        _check_keys(where, row)
        yield where, {key: _value(where, key, value) for key, value in row.items() if value is not None}


def _check_keys(where: str, keys: Sequence[str] | Mapping[str, Any]) -> None:
    odd = sorted(set(keys) - set(COLUMNS))
    if odd:
        raise EntityListError(f"{where}: {', '.join(map(repr, odd))} is none of {', '.join(COLUMNS)}")


def _value(where: str, key: str, value: Any) -> str | list[str]:
    several = key in ("names", "apart")
    if several and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return [v.strip() for v in value]
    if isinstance(value, str):
        return value.strip()
    raise EntityListError(f"{where}: {key!r} must be {'a list of texts' if several else 'a text'}")


def _known(where: str, row: _Row) -> KnownEntity:
    def one(key: str) -> str | None:
        value = row.get(key)
        return value if isinstance(value, str) and value else None

    def several(key: str) -> tuple[str, ...]:
        value = row.get(key, ())
        return tuple(v.strip() for v in (value.split("|") if isinstance(value, str) else value) if v.strip())

    name, type_, iso3, item = one("name"), one("type"), one("iso3"), one("wikidata")
    if name is None:
        raise EntityListError(f"{where}: no name; give the name to show in the column 'name'")
    kind = next((t for t in TYPES if t == type_), None)
    if type_ is not None and kind is None:
        raise EntityListError(f"{where}: unknown type {type_!r}; give one of {', '.join(TYPES)} or none")
    if iso3 is not None and not is_state(iso3):
        raise EntityListError(f"{where}: {iso3!r} is no ISO 3166-1 alpha-3 code of a state, such as NOR")
    if item is not None and not _ITEM.fullmatch(item):
        raise EntityListError(f"{where}: {item!r} is no item of Wikidata, such as Q183")
    return KnownEntity(name=name, names=several("names"), type=kind, iso3=iso3, wikidata=item, apart=several("apart"))
