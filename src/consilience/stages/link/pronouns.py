"""Pronouns -> the node they take up, where one candidate stands out."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.parse import Parse, Token
from .node import Item, Node

REACH = 2  # sentences back
UNKNOWN_GENDER = 0.6  # weight of a candidate whose gender nothing tells, beside one whose gender agrees
SURE = 1.15  # the best candidate's score over the second's

PRONOUN_GENDER = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
_RELATIVE = frozenset({"who", "whom", "whose"})
_NEUTRAL = frozenset({"it", "its", "itself"})


def resolve_pronoun(
    item: Item, back: Sequence[Item], parse: Parse, quoted: Sequence[tuple[int, int]]
) -> tuple[Node, str] | None:
    """The node of a pronoun: nearest sentences, subjects first, gender agreeing; None where two are as good.

    `back` are resolved items before it in the article, nearest last; `quoted` the character ranges of direct speech
    (a pronoun inside takes up nothing outside but by the same rules, one outside passes over names inside).
    """
    word = item.mention.key
    if word in _RELATIVE:
        return _antecedent(item, back, parse)
    gender = PRONOUN_GENDER.get(word)
    if gender is None and word not in _NEUTRAL:
        return None
    token = parse.tokens[item.mention.head]
    scores: dict[int, float] = {}
    nodes: dict[int, Node] = {}
    inside = _range_of(item.mention.span.start, quoted)
    for other in reversed(back):
        distance = item.sentence - other.sentence
        if distance > REACH:
            break
        node = other.node
        if node is None or not _agrees(node, gender) or not node.by_article[item.report]:
            continue
        if gender is None and (
            distance > 0 or (word == "it" and (token.dep != "nsubj" or parse.tokens[other.mention.head].dep != "nsubj"))
        ):
            continue
        if distance == 0 and not _may_corefer(token, parse.tokens[other.mention.head], word):
            continue
        score = _weight(parse.tokens[other.mention.head], distance, other)
        if _range_of(other.mention.span.start, quoted) != inside:
            score *= 0.5
        if gender is not None and node.gender is None:
            score *= UNKNOWN_GENDER
        scores[node.number] = max(scores.get(node.number, 0.0), score) + 0.05
        nodes[node.number] = node
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda kv: (-kv[1], kv[0]))
    if len(ranked) > 1 and ranked[0][1] < SURE * ranked[1][1]:
        return None
    return nodes[ranked[0][0]], "pronoun"


def _antecedent(item: Item, back: Sequence[Item], parse: Parse) -> tuple[Node, str] | None:
    """What a relative clause hangs on: "the mayor, who ..."."""
    token = parse.tokens[item.mention.head]
    verb = token
    while verb.dep != "relcl" and verb.head != verb.i:
        verb = parse.tokens[verb.head]
    if verb.dep != "relcl" or not verb.head < token.i:
        return None
    for other in reversed(back):
        if other.sentence != item.sentence:
            break
        if other.mention.head == verb.head and other.node is not None:
            return other.node, "relative pronoun"
    return None


def _agrees(node: Node, gender: str | None) -> bool:
    if gender is None:
        return node.type in ("organisation", "country", "place", "product")
    if node.type != "person":
        return False
    if node.gender is None:
        return bool(node.roles) or any(" " in key for key in node.keys)  # a bare word may be no person at all
    return node.gender == gender


def _weight(head: Token, distance: int, other: Item) -> float:
    base = (1.0, 0.8, 0.45)[distance]
    role = 1.0 if head.dep in ("nsubj", "nsubjpass") else 0.6 if head.dep in ("dobj", "pobj", "agent", "appos") else 0.5
    if other.mention.form == "pronominal":
        role *= 1.05
    return base * role


def _may_corefer(pronoun: Token, name: Token, word: str) -> bool:
    """Not in the same clause as subject and object ("Ana saw her"), unless possessive or reflexive."""
    if (word in ("his", "her", "its") and pronoun.tag == "PRP$") or word.endswith("self"):
        return True
    return pronoun.head != name.head or pronoun.dep in ("nsubj", "nsubjpass")


def _range_of(position: int, quoted: Sequence[tuple[int, int]]) -> int:
    for number, (start, end) in enumerate(quoted):
        if start <= position < end:
            return number
    return -1
