"""Names with the description beside them as role: "Ana Reyes, the mayor", "a man named Ola Dahl"."""

from __future__ import annotations

import re

from msgspec import structs

from ...knowledge.people import noun_kinds, titles
from ...model.annotation import Mention
from ...model.article import Article


def with_appositions(found: list[Mention], article: Article) -> list[Mention]:
    """Names with the description beside them as role: "Ana Reyes, the mayor", "the mayor, Ana Reyes"."""
    described: dict[int, Mention] = {}
    ends: dict[int, Mention] = {}
    for mention in found:  # in order of text, the longest first: it is kept
        if mention.form == "nominal":
            described.setdefault(mention.span.start, mention)
            ends.setdefault(mention.span.end, mention)
    out = []
    for mention in found:
        role = None
        honorific = (
            mention.role is not None and titles().get(mention.role.lower().rstrip("."), ("", ""))[0] == "honorific"
        )
        if mention.form == "named" and mention.type != "country" and (mention.role is None or honorific):
            role = _apposed(mention, described, ends, article.text)
        if role is None:
            out.append(mention)
            continue
        out.append(structs.replace(mention, role=role.span.of(article.text), role_span=role.span))
    return out


def _apposed(name: Mention, starts: dict[int, Mention], ends: dict[int, Mention], text: str) -> Mention | None:
    after = text[name.span.end : name.span.end + 2]
    if after in (", ", " (") and not text.startswith(
        ("The ", "A ", "An "), name.span.end + 2
    ):  # capitals begin another sentence
        role = starts.get(name.span.end + 2)
        if (
            role is not None
            and text[role.span.end : role.span.end + 1] in (",", ".", ")", ";", "", "\n", " ")
            and _may_be(name, role, text)
        ):
            closed = text[role.span.end : role.span.end + 1] in (",", ".", ")", ";", "", "\n")
            if (
                closed
                or text[role.span.end + 1 : role.span.end + 5]
                in ("who ", "whom", "that", "and ", "in t", "had ", "told", "said")
                or _AFTER_ROLE.match(text, role.span.end)
            ):
                return role
    start = name.span.start if name.role_span is None else name.role_span.start
    for word in (" named ", " called ", ", named "):
        if text[start - len(word) : start] == word:
            role = ends.get(start - len(word))
            if role is not None:
                return role
    before = 6 if name.type != "person" and text[start - 6 : start] == ", the " else 2  # "the vessel, the Alpine Star"
    if text[start - before : start - before + 2] == ", ":
        role = ends.get(start - before)
        if (
            role is not None
            and text[name.span.end : name.span.end + 1] in (",", ".", ";", "", "\n", "’", "'", ")")
            and _may_be(name, role, text)
        ):
            return role
    return None


_AFTER_ROLE = re.compile(r" (?:for|at|in|with|from|of|on) [^.;:!?\n]{1,80}?[,.;)\n]")


def _may_be(name: Mention, role: Mention, text: str) -> bool:
    if name.type == "person":
        if role.type == "organisation" and " " in name.key:
            return role.span.of(text).startswith(("a ", "an "))  # "Berg Holt, a Norland law firm": no person
        return role.type == "person" or "animal" in noun_kinds().get(role.key.split()[-1], ())
    if role.type == "person":
        size = len(name.key.split())
        return (name.type in ("other", "group") and size <= 3) or (
            name.type in ("organisation", "product") and size in (2, 3)
        )
    if role.type == "product" and name.type == "organisation":
        return True
    return name.type == role.type or name.type in ("other", "product")
