"""What kind of origin stands behind words that a report hands to someone."""

from __future__ import annotations

import pytest

from consilience.knowledge.vouchers import described_kind, entity_kind, voucher_kind
from consilience.model.annotation import Entity, EntityType, Role
from consilience.model.span import Span


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("a police spokesman", "official"),
        ("two senior officials", "official"),
        ("the mayor", "official"),
        ("the coast guard", "official"),
        ("a White House spokesman", "official"),
        ("prosecutors", "official"),
        ("the prime minister", "official"),
        ("two witnesses", "eyewitness"),
        ("neighbours", "eyewitness"),
        ("a passenger", "eyewitness"),
        ("a source", "unnamed"),
        ("people familiar with the matter", "unnamed"),
        ("state media", "state media"),
        ("Reuters", "agency"),
        ("a company spokesman", None),
        ("the union's leader", None),
        ("the captain's lawyer", None),
        ("a nurse", None),
    ],
)
def test_speaker_by_description(description: str, kind: str | None) -> None:
    assert described_kind(description) == kind


def entity(name: str, kind: EntityType, iso3: str | None = None, roles: tuple[str, ...] = ()) -> Entity:
    place = Span(article="a", start=0, end=1)
    return Entity(
        id=name, name=name, names=(name,), type=kind, iso3=iso3, roles=tuple(Role(text=r, span=place) for r in roles)
    )


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        (entity("Ida Thorsen", "person", roles=("a resident of Tresk", "Mayor")), "official"),
        (entity("Jon Hald", "person", roles=("a passenger",)), "eyewitness"),
        (entity("Ada Greaves", "person", roles=("the captain's lawyer",)), None),
        (entity("Jonas Pell", "person"), None),
        (entity("the coast guard", "person"), "official"),
        (entity("Norway", "country", iso3="NOR"), "official"),
        (entity("Ministry of Fisheries", "organisation"), "official"),
        (entity("BelTA", "organisation"), "state media"),
        (entity("Meridian Press Agency", "organisation"), "agency"),
        (entity("Northgate Ferries", "organisation"), None),
        (entity("Tresk", "place"), None),
    ],
)
def test_speaker_by_what_it_is(speaker: Entity, kind: str | None) -> None:
    assert entity_kind(speaker) == kind


def test_first_voucher_of_a_kind_counts() -> None:
    held = {e.id: e for e in (entity("Jonas Pell", "person"), entity("BelTA", "organisation"))}
    assert voucher_kind(("Jonas Pell", "BelTA"), held) == "state media"
    assert voucher_kind(("a lawyer", "two witnesses"), held) == "eyewitness"
    assert voucher_kind((), held) is None
