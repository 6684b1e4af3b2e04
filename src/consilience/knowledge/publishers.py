"""Which outlets are one, which belong to one publisher, and what kind of origin a credited name is."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from ..model.lineage import OriginKind
from .outlets import outlet_at, outlet_of
from .tables import table

NOW = 9999  # the year of an open end

_NOTE = re.compile(r"\s*\([^)]*\)")
_ENDING = re.compile(r"\.(?:(?:co|com|net|org|gov|ac)\.)?[a-z]{2,4}$|\.(?:com|net|org|info|news)$")
_PREFIX = re.compile(r"^(?:https?://)?(?:www\d?|edition|m|mobile|amp|uk|us|en)\.")
_STATE_ENDING = re.compile(r"\.([a-z]{2})$")
_KIND_BEHIND = re.compile(r"(?<=\w)\s+(?:news agency|agency|newspaper|website|news service)$", re.IGNORECASE)
_OFFICIAL = re.compile(r"\b(?:Ministry|Department|Bureau|Office|Government|Police|Census|Parliament|Commission)\b")
_AGENCY = re.compile(r"\b(?:News|Press|Telegraph) Agency$")
_GENERIC = re.compile(r"\b(?:media|outlets|agencies|newspapers|papers|reports|television|tv|sources)$", re.IGNORECASE)
_RELEASE = re.compile(r"press release|newswire|business ?wire", re.IGNORECASE)
_OFFICIAL_SITE = re.compile(r"(?:^|\.)(?:(?:gov|mil|gob|gouv|govt|police|nhs)(?:\.[a-z]{2})?|europa\.eu|un\.org|int)$")
_RELEASE_SITE = re.compile(
    r"(?:^|\.)(?:(?:edu|ac)(?:\.[a-z]{2})?|(?:prnewswire|businesswire|globenewswire|eurekalert)\.[a-z]+)$"
)
_STATE = re.compile(
    r"\bstate(?:-(?:run|owned|affiliated|controlled|backed))? (?:media|television|tv|radio|news agency)\b",
    re.IGNORECASE,
)


@cache
def outlet_key(outlet: str) -> str:
    """An outlet's name or domain -> its comparable key: "www.dailymail.co.uk" and "Daily Mail" have one.

    A domain that the outlets table knows is that outlet's; another one that only shares its first word with an outlet's
    name, under the ending of another state ("independent.ng"), keeps the ending in its key.
    """
    printed = outlet.strip()
    domain = "." in printed and " " not in printed
    known = outlet_of(printed) or (outlet_of(outlet_at(printed) or "") if domain else None)
    if known is not None:
        return _spelt(known.name)
    key = _squeezed(printed if domain else _KIND_BEHIND.sub("", printed))
    named = _known().get(key)
    if named is None:
        return key
    ending = _STATE_ENDING.search(printed.lower().split("/")[0]) if domain else None
    return key + ending[1] if ending is not None and ending[1] not in _endings().get(named, ()) else named


def _squeezed(outlet: str) -> str:
    key = _NOTE.sub("", outlet.strip().lower())
    if "." in key and " " not in key:
        key = _ENDING.sub("", _PREFIX.sub("", key.split("/")[0]))
    return _spelt(key)


def _spelt(name: str) -> str:
    """A name without marks and spaces; a note behind it ("The Star (Kenya)") stays."""
    return re.sub(r"[\s'’.,&_()-]+", "", name.lower().removeprefix("the "))


@cache
def _known() -> dict[str, str]:
    """Keys of all names and of the first part of all domains in the outlets table -> key of the canonical name."""
    out: dict[str, str] = {}
    rows = [(row, _spelt(row["name"])) for row in table("outlets")]
    for _, key in rows:
        out.setdefault(key, key)
    for column in ("aliases", "domains"):  # one outlet's own name goes before another's nickname or domain
        for row, key in rows:
            for form in row[column].split("|"):
                if form:
                    out.setdefault(_squeezed(form), key)
    return out


@cache
def _endings() -> dict[str, frozenset[str]]:
    """Endings of states among the domains of each outlet of the table, by its key."""
    out: dict[str, frozenset[str]] = {}
    for row in table("outlets"):
        found = (_STATE_ENDING.search(domain) for domain in row["domains"].split("|"))
        out[_spelt(row["name"])] = frozenset(m[1] for m in found if m is not None)
    return out


@cache
def _families() -> dict[str, list[tuple[int, int, str]]]:
    out: dict[str, list[tuple[int, int, str]]] = {}
    for row in table("publishers"):
        for cell in row["outlets"].split("|"):
            key, _, years = cell.partition("@")
            first, _, last = (years or f"{row['from']}-{row['until']}").partition("-")
            out.setdefault(outlet_key(key), []).append((int(first), int(last or NOW), row["publisher"]))
    return out


def family(outlet: str, published: str | None) -> str | None:
    """The publisher an outlet belonged to on a date (ISO; without one, today's), None where the table does not say."""
    year = int(published[:4]) if published and published[:4].isdigit() else NOW
    return next((name for first, last, name in _families().get(outlet_key(outlet), []) if first <= year <= last), None)


def same_publisher(a: str | None, b: str | None, published: str | None) -> bool:
    """True where two outlets are one, or belong to one publisher on that date."""
    if not a or not b:
        return False
    if outlet_key(a) == outlet_key(b):
        return True
    owner = family(a, published)
    return owner is not None and owner == family(b, published)


def is_own(name: str, outlet: str | None, published: str | None) -> bool:
    """True where a credited name is the article's own outlet or publisher, also by its initials ("NW" for Nordic Wire)."""
    if same_publisher(name, outlet, published) or (outlet and is_short_for(name, outlet)):
        return True
    if not outlet or not (2 <= len(name) <= 5 and name.isupper()) or outlet_of(name) is not None:
        return False
    return name == "".join(word[0] for word in outlet_name(outlet).removeprefix("The ").split() if word[0].isupper())


def is_short_for(name: str, outlet: str) -> bool:
    """True where a name that stands for no outlet by itself is the last part of the outlet's: "Tribune" of "Halvern Tribune"."""
    words, short = _words(outlet_name(outlet)), _words(name)
    return outlet_of(name) is None and 0 < len(short) < len(words) and words[-len(short) :] == short


def _words(name: str) -> list[str]:
    return name.removeprefix("The ").removeprefix("the ").lower().split()


def origin_name(name: str) -> str:
    """The name shown for an agency or outlet credited: one for all forms in the outlets table, else as given."""
    known = outlet_of(name)
    return known.name if known else name


def outlet_name(outlet: str) -> str:
    """The name shown for an outlet given by name or domain."""
    name = _named().get(outlet_key(outlet))
    if name is not None:
        return name
    return (outlet_at(outlet) or outlet) if "." in outlet and " " not in outlet else outlet


@cache
def _named() -> dict[str, str]:
    return {_spelt(row["name"]): row["name"] for row in table("outlets")}


def names_nobody(name: str) -> bool:
    """True for a description of outlets rather than a name: "state media", "US media", "agencies"."""
    if outlet_of(name) is not None:
        return False
    return name[:1].islower() or "unnamed" in name.lower() or _GENERIC.search(name) is not None


def of_a_state(name: str) -> bool:
    """True for a description of a state's media that leaves open which one."""
    return _STATE.search(name) is not None and outlet_of(name) is None


def origin_kind(name: str) -> OriginKind:
    """What kind of origin a credited name is. Descriptions in small letters ("local television") name nobody."""
    known = outlet_of(name)
    if known is not None:
        return cast("OriginKind", known.kind)
    if _STATE.search(name):
        return "state media" if name[:1].isupper() else "unnamed"
    if names_nobody(name):
        return "unnamed"
    if _RELEASE.search(name):
        return "press release"
    if _AGENCY.search(name):
        return "agency"
    return "official" if _OFFICIAL.search(name) else "outlet"


def site_kind(outlet: str | None, url: str | None) -> OriginKind:
    """What kind of origin a report's own site is, by name and address: a government's, a press office's, a state's media."""
    kind = origin_kind(outlet_name(outlet)) if outlet else "outlet"
    hosts = [h.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0].lower() for h in (outlet, url) if h and "." in h]
    if kind not in ("outlet", "unnamed"):
        return kind
    if any(map(_RELEASE_SITE.search, hosts)):
        return "press release"
    return "official" if any(map(_OFFICIAL_SITE.search, hosts)) else "outlet"
