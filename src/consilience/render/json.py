"""The dossier as JSON: written, read with clear errors, cut down to excerpts, and described by a JSON Schema.

python -m consilience.render.json > docs/reference/dossier.schema.json
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec

from ..model import dossier as d
from ..model.dossier import Dossier

SCHEMA_TITLE = "Consilience dossier"


def to_json(dossier: Dossier) -> bytes:
    """The dossier as indented UTF-8 JSON ending with a newline: equal dossiers give equal bytes.

    Lone surrogates, which UTF-8 cannot hold, are refused by ValueError.
    """
    try:
        return msgspec.json.format(msgspec.json.encode(dossier), indent=1) + b"\n"
    except UnicodeEncodeError as problem:
        raise ValueError(f"the dossier holds text that is not Unicode: {problem}") from None


def from_json(content: bytes) -> Dossier:
    """The dossier in `content`; ValueError says what is wrong and where."""
    try:
        head = msgspec.json.decode(content)
    except msgspec.DecodeError as problem:
        raise ValueError(f"this is not JSON: {problem}") from None
    if not isinstance(head, dict) or "schema" not in head:
        raise ValueError("this is JSON but no dossier: it has no key `schema`")
    if head["schema"] != d.SCHEMA:
        raise ValueError(
            f"this dossier has the form {head['schema']!r}, this version reads {d.SCHEMA!r}: make it again from the reports"
        )
    try:
        return msgspec.json.decode(content, type=Dossier)
    except msgspec.ValidationError as problem:
        raise ValueError(f"this dossier does not have the described form: {problem}") from None


def excerpts(dossier: Dossier) -> Dossier:
    """The dossier without the full texts: each article keeps the passages that are cited anywhere, with their hashes.

    A passage inside another is not kept twice, so excerpts may overlap but never hold one another.
    """
    spans: dict[str, set[tuple[int, int]]] = {}
    for at in cited(dossier):
        spans.setdefault(at.article, set()).add((at.start, at.end))
    rows = tuple(
        msgspec.structs.replace(a, text=None, excerpts=_cut(a.text, spans.get(a.id, set())))
        if a.text is not None
        else a
        for a in dossier.articles
    )
    return msgspec.structs.replace(dossier, articles=rows)


def cited(dossier: Dossier) -> Iterator[d.Place]:
    """Every passage that any row of the dossier points to."""
    yield from _places(dossier)
    for pair in dossier.copies:
        for x in pair.passages:
            yield d.Place(article=pair.a, start=x.a_start, end=x.a_end)
            yield d.Place(article=pair.b, start=x.b_start, end=x.b_end)


def _places(value: object) -> Iterator[d.Place]:
    """Records with article, start and end, however deep."""
    if isinstance(value, tuple):
        for part in value:
            yield from _places(part)
    elif isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        if "article" in names and "start" in names and "end" in names:
            yield d.Place(article=value.article, start=value.start, end=value.end)  # type: ignore[attr-defined]
        for name in names:
            part = getattr(value, name)
            if isinstance(part, (tuple, msgspec.Struct)):
                yield from _places(part)


def _cut(text: str, spans: set[tuple[int, int]]) -> tuple[d.Excerpt, ...]:
    out: list[d.Excerpt] = []
    reached = -1
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if end > reached:
            words = text[start:end]
            out.append(d.Excerpt(start=start, end=end, text=words, sha256=text_hash(words)))
            reached = end
    return tuple(out)


def text_hash(words: str) -> str:
    """SHA-256 of the UTF-8 form of a text, in hexadecimal digits."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dossier; descriptions are those of the records."""
    (reference,), parts = msgspec.json.schema_components([Dossier], ref_template="#/$defs/{name}")
    for part in parts.values():
        if "description" in part:
            part["description"] = " ".join(part["description"].split())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": d.SCHEMA,
        "title": SCHEMA_TITLE,
        **reference,
        "$defs": dict(sorted(parts.items())),
    }


def schema_json() -> bytes:
    """The schema as the published file has it."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_json())
