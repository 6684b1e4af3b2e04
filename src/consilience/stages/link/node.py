"""What `link` works with inside a story: a node for each entity while its mentions are gathered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ...model.annotation import EntityType, Mention, Role
from ...model.story import Report


@dataclass(slots=True)
class Node:
    """One entity in the making. `number` orders nodes by first sight in the sorted reports."""

    number: int
    type: EntityType
    iso3: str | None = None
    gender: str | None = None
    forms: Counter[str] = field(default_factory=Counter)  # written forms of its names
    keys: set[str] = field(default_factory=set)  # comparable forms
    shown: str = ""  # the canonical name where a table gives one
    by_article: Counter[int] = field(default_factory=Counter)  # named mentions by report
    nouns: set[str] = field(default_factory=set)  # common nouns it has been called by, and the noun in its name
    states: set[str] = field(default_factory=set)  # ISO codes that its roles name
    ages: set[str] = field(default_factory=set)
    roles: list[tuple[frozenset[str], str, int, Role]] = field(default_factory=list)  # words, head noun, report, as printed
    votes: Counter[str] = field(default_factory=Counter)  # he, she

    @property
    def total(self) -> int:
        """Named mentions in the story."""
        return sum(self.by_article.values())


@dataclass(slots=True)
class Item:
    """One mention with what it was resolved to."""

    report: int
    number: int  # of the mention in its report
    mention: Mention
    sentence: int
    node: Node | None = None
    rule: str = ""


@dataclass(slots=True)
class Room:
    """A story's reports in a fixed order with their mentions, in order of text."""

    reports: tuple[Report, ...]
    items: list[list[Item]]

    def text(self, item: Item) -> str:
        """The characters of a mention."""
        return item.mention.span.of(self.reports[item.report].article.text)
