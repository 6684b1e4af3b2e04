"""What `link` works with inside a story: a node for each entity while its mentions are gathered, and how nodes are found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from ...model.annotation import EntityType, KnownEntity, Mention, Role
from ...model.story import Report
from ...text.names import fold

_Key = TypeVar("_Key", str, int)


class Tally(dict[_Key, int]):
    """Counts by key, 0 for what was never counted; made faster than a Counter, and nodes are many."""

    def __missing__(self, key: _Key) -> int:
        """Nothing was counted."""
        return 0


@dataclass(slots=True, eq=False)
class Node:
    """One entity in the making. `number` orders nodes by first sight in the sorted reports."""

    number: int
    type: EntityType
    iso3: str | None = None
    gender: str | None = None
    forms: Tally[str] = field(default_factory=Tally)  # written forms of its names
    keys: set[str] = field(default_factory=set)  # comparable forms
    shown: str = ""  # the canonical name where a table gives one
    by_article: Tally[int] = field(default_factory=Tally)  # named mentions by report
    nouns: set[str] = field(default_factory=set)  # common nouns it has been called by, and the noun in its name
    own: set[str] = field(default_factory=set)  # the common nouns in its names alone
    states: set[str] = field(default_factory=set)  # ISO codes that its roles name
    ages: set[str] = field(default_factory=set)
    roles: list[tuple[frozenset[str], str, int, Role]] = field(
        default_factory=list
    )  # words, head noun, report, as printed
    votes: Tally[str] = field(default_factory=Tally)  # he, she
    wikidata: str | None = None

    def vote(self, gender: str, weight: int) -> None:
        """Count a hint at the gender and settle it anew; of equals the first stays."""
        self.votes[gender] += weight
        self.gender = max(self.votes, key=lambda g: self.votes[g])

    @property
    def total(self) -> int:
        """Named mentions in the story."""
        return sum(self.by_article.values())


@dataclass(slots=True, eq=False)
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
    """A story's reports in a fixed order with their mentions in order of text, and its nodes."""

    reports: tuple[Report, ...]
    items: list[list[Item]]
    nodes: list[Node] = field(default_factory=list)
    by_noun: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    by_role: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[str, Node] = field(default_factory=dict)
    states: dict[str, Node] = field(default_factory=dict)
    capitals: dict[str, Node] = field(default_factory=dict)
    in_article: dict[int, list[Node]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, KnownEntity] = field(default_factory=dict)  # rows of the user's list by comparable name
    apart: set[frozenset[str]] = field(default_factory=set)  # pairs of comparable names that the list keeps apart

    def text(self, item: Item) -> str:
        """The characters of a mention."""
        return item.mention.span.of(self.reports[item.report].article.text)

    def make(self, type_: EntityType) -> Node:
        """A new node."""
        node = Node(number=len(self.nodes), type=type_, gender=None if type_ == "person" else "it")
        self.nodes.append(node)
        return node

    def name(self, node: Node, key: str) -> None:
        """Give a node a further comparable name; the first bearer keeps the key."""
        node.keys.add(key)
        self.by_key.setdefault(key, node)

    def count(self, node: Node, report: int) -> None:
        """Note that a report names the node."""
        if not node.by_article[report]:
            self.in_article[report].append(node)
        node.by_article[report] += 1

    def call(self, node: Node, noun: str) -> None:
        """Note a common noun that a node is called by."""
        if noun and noun not in node.nouns:
            node.nouns.add(noun)
            self.by_noun[noun].append(node)

    def add_role(self, node: Node, report: int, words: frozenset[str], head: str, role: Role) -> None:
        """Note a role of a node, with its content words and head noun."""
        if not any(head == r[1] for r in node.roles):
            self.by_role[head].append(node)
        node.roles.append((words, head, report, role))
        self.call(node, head)
        node.states |= {w for w in words if len(w) == 3 and w.isupper()}

    def state(self, iso3: str, shown: str) -> Node:
        """The node of a state, made when first met."""
        node = self.states.get(iso3)
        if node is None:
            node = self.states[iso3] = self.make("country")
            node.iso3, node.gender, node.shown = iso3, "it", shown
            self.name(node, fold(shown))
        return node
