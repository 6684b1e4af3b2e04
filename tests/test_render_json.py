"""The dossier as JSON: round trip, clear errors, excerpts that cover every citation, the published schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from gold_dossier import gold_dossier

from consilience.model import dossier as d
from consilience.render.json import cited, excerpts, from_json, schema, schema_json, text_hash, to_json

PUBLISHED = Path(__file__).parent.parent / "docs" / "reference" / "dossier.schema.json"


@pytest.fixture(scope="module")
def dossier() -> d.Dossier:
    return gold_dossier()


def test_round_trip_and_equal_bytes(dossier: d.Dossier) -> None:
    content = to_json(dossier)
    assert content.endswith(b"}\n")
    assert from_json(content) == dossier
    assert to_json(from_json(content)) == content
    assert to_json(gold_dossier()) == content


def test_the_json_has_the_form_of_the_schema(dossier: d.Dossier) -> None:
    for made in (dossier, excerpts(dossier)):
        jsonschema.validate(json.loads(to_json(made)), schema())
    broken = json.loads(to_json(dossier))
    broken["facts"][0]["status"] = "certain"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_bytes() == schema_json(), (
        "run: python -m consilience.render.json > docs/reference/dossier.schema.json"
    )


def test_every_record_of_the_schema_is_described() -> None:
    bare = [
        name for name, part in schema()["$defs"].items() if part["type"] == "object" and not part.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not JSON"),
        (b"[1]", "no dossier"),
        (b'{"a": 1}', "no key `schema`"),
        (b'{"schema": "other/9"}', "'other/9'"),
        (b'{"schema": "consilience/dossier/1"}', "`story`"),
    ],
)
def test_errors_say_what_is_wrong(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_json(content)


def test_errors_say_where(dossier: d.Dossier) -> None:
    broken = json.loads(to_json(dossier))
    broken["facts"][0]["evidence"][0]["start"] = "twelve"
    with pytest.raises(ValueError, match=r"\$\.facts\[0\]\.evidence\[0\]\.start"):
        from_json(json.dumps(broken).encode())


def test_text_that_is_not_unicode_is_refused(dossier: d.Dossier) -> None:
    first = msgspec.structs.replace(dossier.articles[0], headline="a\ud800b")
    with pytest.raises(ValueError, match="not Unicode"):
        to_json(msgspec.structs.replace(dossier, articles=(first,)))


def test_excerpts_hold_every_cited_passage_and_no_full_text(dossier: d.Dossier) -> None:
    cut = excerpts(dossier)
    by_id = {a.id: a for a in cut.articles}
    texts = {a.id: a.text or "" for a in dossier.articles}
    for at in cited(dossier):
        held = [x for x in by_id[at.article].excerpts if x.start <= at.start and at.end <= x.end]
        assert held, at
        x = held[0]
        assert x.text[at.start - x.start : at.end - x.start] == texts[at.article][at.start : at.end]
    for a in cut.articles:
        assert a.text is None
        assert all(x.sha256 == text_hash(x.text) and x.text == texts[a.id][x.start : x.end] for x in a.excerpts)
        starts = [(x.start, x.end) for x in a.excerpts]
        assert starts == sorted(starts)
        assert not any(p[0] <= q[0] and q[1] <= p[1] for p in starts for q in starts if p != q)


def test_excerpts_leave_out_what_nothing_cites(dossier: d.Dossier) -> None:
    assert b"The lights went out" in to_json(excerpts(dossier))
    uncited = "bakeries on Quay Street brought bread"
    assert uncited in (dossier.articles[0].text or "")
    assert uncited not in to_json(excerpts(dossier)).decode()


def test_cutting_twice_changes_nothing(dossier: d.Dossier) -> None:
    assert excerpts(excerpts(dossier)) == excerpts(dossier)
