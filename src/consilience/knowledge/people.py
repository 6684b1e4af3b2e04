"""Words for people and other things that stories name: titles, offices, common nouns, given names, organisations."""

from __future__ import annotations

from functools import cache, lru_cache

from .tables import table


@cache
def titles() -> dict[str, tuple[str, str]]:
    """Words before a person's name (small letters, no dots) with their kind (honorific, title) and gender or ""."""
    return {row["word"]: (row["kind"], row["gender"]) for row in table("titles")}


@cache
def title_nouns() -> dict[str, str]:
    """Short titles and the office they stand for: gov, governor."""
    return {row["word"]: row["noun"] for row in table("titles") if row["noun"]}


@cache
def offices() -> dict[str, frozenset[str]]:
    """Nouns for office, trade or part in a story, each with the groups of words that reports use for one another."""
    groups: dict[str, set[str]] = {}
    for row in table("offices"):
        groups.setdefault(row["word"], set()).add(row["group"])
    return {word: frozenset(found) for word, found in groups.items()}


@cache
def noun_kinds() -> dict[str, frozenset[str]]:
    """Common nouns by lemma with their kinds: person, family, group, organisation, place, animal, event, work, product."""
    kinds: dict[str, set[str]] = {}
    for row in table("nouns"):
        kinds.setdefault(row["word"], set()).add(row["kind"])
    for word in offices():
        kinds.setdefault(word, set()).add("person")
    return {word: frozenset(found) for word, found in kinds.items()}


@cache
def noun_gender() -> dict[str, str]:
    """Gender (he, she, they) of nouns for people that have one."""
    rows = (*table("nouns"), *table("offices"))
    return {row["word"]: row["gender"] for row in rows if row["gender"]}


@cache
def given_names() -> dict[str, str]:
    """Given names (small letters) with the gender of most bearers: he, she or "" where both are common."""
    return {row["name"].lower(): row["gender"] for row in table("given_names")}


@cache
def _organisations() -> dict[str, tuple[str, str]]:
    index: dict[str, tuple[str, str]] = {}
    for row in table("organisations"):
        for form in (row["name"], *row["other_names"].split("|")):
            if form:
                index.setdefault(organisation_key(form), (row["name"], row["type"]))
    for row in table("outlets"):
        for form in (row["name"], *row["aliases"].split("|")):
            if " " in organisation_key(form) and "(" not in form:  # one word alone ("Time", "Metro") may be any word
                index.setdefault(organisation_key(form), (row["name"], "organisation"))
    return index


@cache
def _items() -> dict[str, str]:
    return {row["name"]: row["wikidata"] for row in table("organisations") if row["wikidata"]}


def organisation_item(name: str) -> str | None:
    """The item of Wikidata of the body shown as `name`, where it is known."""
    return _items().get(name)


def organisation_key(words: str) -> str:
    """The comparable form: no leading "the", dots or possessive, one kind of apostrophe, small letters."""
    plain = words.replace(".", "").replace("’", "'").lower().removeprefix("the ")
    return " ".join(plain.removesuffix("'s").split())


@lru_cache(maxsize=50_000)
def find_organisation(words: str) -> tuple[str, str] | None:
    """The name shown and type (organisation, place) of a body known under `words`; None for others.

    Short forms that are also common words ("who", "ice", "amnesty") need their capitals.
    """
    found = _organisations().get(organisation_key(words))
    if found is None:
        return None
    if len(words) <= 4 and not (words.upper() == words or (words[:1].isupper() and words.lower() in _TITLE_CASED)):
        return None
    return found if words[:1].isupper() or words[:4] in ("the ", "al-Q", "al-S", "al Q") or words == "dpa" else None


_TITLE_CASED = frozenset({"nato", "nasa", "opec", "fifa", "uefa", "isis", "peta", "tass", "fed", "boe", "afd", "farc"})
