"""What kind of origin stands behind words that a report hands to someone: an official, a witness, an outlet, nobody named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import cast

from ..model.annotation import Entity
from ..model.lineage import OriginKind
from .outlets import outlet_of
from .people import offices
from .publishers import of_a_state, origin_kind

OFFICES = frozenset("leader government vice minister police military envoy judge prosecution lawmaker monarch".split())
PUBLIC = frozenset(
    "official officials authority authorities government police ministry department army navy military court parliament "
    "mayor governor council commission commissioner coastguard embassy consulate bureau fbi sheriff kremlin pentagon".split()
)
PUBLIC_PAIRS = frozenset(
    (
        "coast guard",
        "white house",
        "state department",
        "downing street",
        "city hall",
        "fire chief",
        "fire service",
        "fire brigade",
        "safety board",
    )
)
PRIVATE = frozenset("company union club team league airline firm bank campaign party university owner former".split())
PRESENT = frozenset(
    "witness eyewitness bystander onlooker passerby passer-by resident neighbour neighbor villager survivor passenger "
    "commuter pedestrian motorist shopper tourist visitor guest customer".split()
)
HIDDEN = frozenset("source insider person people".split())
_OWNER = re.compile(r"[\w-]+(?:['’]s|s['’])\s")  # "the captain's lawyer" is no captain
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def described_kind(description: str) -> OriginKind | None:
    """The kind of a speaker given by a description ("a police spokesman", "two witnesses"); None where it is none of these."""
    if of_a_state(description):
        return "state media"
    known = outlet_of(description)
    if known is not None:
        return cast("OriginKind", known.kind)
    if any(_singular(w) in PRIVATE for w in _WORD.findall(description.lower())):
        return None
    words = [_singular(w) for w in _WORD.findall(_OWNER.sub(" ", description.lower()))]
    if any(w in PRESENT for w in words):
        return "eyewitness"
    pairs = [" ".join(two) for two in pairwise(words)]
    if any(w in PUBLIC for w in words) or any(p in PUBLIC_PAIRS for p in pairs):
        return "official"
    if any(offices().get(w, frozenset()) & OFFICES for w in (*pairs, *words)):
        return "official"
    return "unnamed" if any(w in HIDDEN for w in words) else None


def _singular(word: str) -> str:
    for ending, new in (("sses", "ss"), ("ies", "y"), ("men", "man"), ("s", "")):
        if word.endswith(ending) and word not in PUBLIC and not word.endswith("ss"):
            return word[: -len(ending)] + new
    return word


def entity_kind(entity: Entity) -> OriginKind | None:
    """The kind of a speaker who is an entity: by what it is, a person by the roles the reports give."""
    if entity.type == "person":
        kinds = [described_kind(role.text) for role in entity.roles]
        named = described_kind(entity.name) if entity.name[:1].islower() or entity.name.startswith("the ") else None
        return next((k for k in ("official", "eyewitness") if k in kinds), named)
    if entity.iso3 is not None:
        return "official"
    known = outlet_of(entity.name)
    if known is not None:
        return cast("OriginKind", known.kind)
    if entity.type not in ("organisation", "group"):
        return None
    kind = origin_kind(entity.name)
    return kind if kind not in ("outlet", "unnamed") else described_kind(entity.name)


def voucher_kind(vouchers: Iterable[str], entities: Mapping[str, Entity]) -> OriginKind | None:
    """The kind of the first of the speakers (ids of entities or descriptions) that has one."""
    kinds = (entity_kind(entities[v]) if v in entities else described_kind(v) for v in vouchers)
    return next((k for k in kinds if k is not None), None)
