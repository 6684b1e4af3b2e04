"""Which outlets belong to one publisher: outlet names and domains to comparable keys, keys to families."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from ..model.lineage import OriginKind
from .tables import table

_OFFICIAL = re.compile(r"\b(?:Ministry|Department|Bureau|Office|Government|Police|Census|Parliament|Agency for|Commission)\b")
NOW = 9999  # the year of an open end

_NOTE = re.compile(r"\s*\([^)]*\)")
_ENDING = re.compile(r"\.(?:(?:co|com|net|org|gov|ac)\.)?[a-z]{2,4}$|\.(?:com|net|org|info|news)$")
_PREFIX = re.compile(r"^(?:https?://)?(?:www\d?|edition|m|mobile|amp|uk|us|en)\.")


@cache
def outlet_key(outlet: str) -> str:
    """An outlet's name or domain -> its comparable key: "www.dailymail.co.uk" and "Daily Mail" are "dailymail"."""
    key = _NOTE.sub("", outlet.strip().lower())
    if "." in key and " " not in key:
        key = _ENDING.sub("", _PREFIX.sub("", key.split("/")[0]))
    return re.sub(r"[\s'’.,&_]+", "", key) if " " in key else key


@cache
def _families() -> dict[str, list[tuple[int, int, str]]]:
    out: dict[str, list[tuple[int, int, str]]] = {}
    for row in table("publishers"):
        for cell in row["outlets"].split("|"):
            key, _, years = cell.partition("@")
            first, _, last = (years or f"{row['from']}-{row['until']}").partition("-")
            out.setdefault(key, []).append((int(first), int(last or NOW), row["publisher"]))
    return out


def family(outlet: str, published: str | None) -> str | None:
    """The publisher an outlet belonged to on a date (ISO; without one, today's), None where the table does not say."""
    year = int(published[:4]) if published and published[:4].isdigit() else NOW
    rows = _families().get(outlet_key(outlet), [])
    return next((name for first, last, name in rows if first <= year <= last), None)


def same_publisher(a: str | None, b: str | None, published: str | None) -> bool:
    """True where two outlets are one, or belong to one publisher on that date."""
    if not a or not b:
        return False
    if outlet_key(a) == outlet_key(b):
        return True
    owner = family(a, published)
    return owner is not None and owner == family(b, published)


@cache
def _agencies() -> dict[str, tuple[str, str]]:
    return {
        outlet_key(form): (row["name"], row["kind"])
        for row in table("agencies")
        for form in (row["name"], *row["other_names"].split("|"))
        if form
    }


def origin_name(name: str) -> str:
    """The name shown for an agency or outlet credited: one for all forms of the agencies listed, else as given."""
    return _agencies().get(outlet_key(name), (name, ""))[0]


def origin_kind(name: str) -> OriginKind:
    """What kind of origin a credited name is. Descriptions in small letters ("local television") name nobody."""
    listed = _agencies().get(outlet_key(name))
    if listed is not None:
        return cast("OriginKind", listed[1])
    lower = name.lower()
    if "state media" in lower or "state television" in lower or "state tv" in lower or "state news agency" in lower:
        return "state media" if name[:1].isupper() else "unnamed"
    if name[:1].islower() or "unnamed" in lower:
        return "unnamed"
    if "press release" in lower or "newswire" in lower:
        return "press release"
    return "official" if _OFFICIAL.search(name) else "outlet"
