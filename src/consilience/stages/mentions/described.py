"""Descriptions of people, bodies, places and things: noun phrases around the nouns of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import structs

from ...knowledge.countries import find_state
from ...knowledge.people import noun_kinds, offices
from ...model.annotation import EntityType, Mention
from ...model.article import Article
from ...model.parse import Parse, Token
from ...model.span import Span
from .named import PREMODIFIER
from .runs import HYPHENS

LONGEST_PHRASE = 9  # tokens after the "of" of a description
LONGEST_DESCRIPTION = 12  # tokens of a description, so that a parsing error does not make a mention of a whole clause


@cache
def _described() -> frozenset[str]:
    return frozenset(noun_kinds())


_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_KIND_ORDER: tuple[tuple[str, EntityType], ...] = (
    ("person", "person"), ("family", "person"), ("group", "group"), ("organisation", "organisation"), ("place", "place"),
    ("animal", "other"), ("event", "event"), ("work", "other"), ("product", "product"),
)  # fmt: skip


def descriptions(article: Article, parse: Parse, taken: bytearray, titled: frozenset[int]) -> list[Mention]:
    """All descriptions of an article; `taken` marks the tokens of names, `titled` are sentences in headline style."""
    found = []
    tokens, known = parse.tokens, _described()
    for token in tokens:
        tag = token.tag
        if tag in ("NN", "NNS") or (tag in ("NNP", "NNPS") and not taken[token.i]):
            if token.lemma in known or token.lower in known:
                mention = _noun_phrase(article, tokens, token, taken)
                if mention is not None:
                    found.append(mention)
                    if mention.type == "group":
                        found.extend(_one_of(mention, tokens))
            elif token.lower == "old":
                found.extend(_aged(article, tokens, token))
            elif tag == "NN" and token.dep in ("appos", "attr"):
                found.extend(_said_of_name(article, tokens, token, taken))
        elif tag[:2] == "JJ" and token.lower in ("old", "accused", "deceased", "injured", "wounded"):
            found.extend(_aged(article, tokens, token))
        if taken[token.i] and token.i and tokens[token.i - 1].lower in ("the", "old") and token.sentence not in titled:
            found.extend(_called_by_people(article, tokens, token))
    return found


def _noun_phrase(article: Article, tokens: Sequence[Token], head: Token, taken: bytearray) -> Mention | None:
    """The phrase from its determiner to its head noun and an "of" after it, unless the noun is part of a longer one."""
    after = tokens[head.i + 1] if head.i + 1 < len(tokens) and tokens[head.i + 1].sentence == head.sentence else None
    kinds = noun_kinds().get(head.lemma) or noun_kinds().get(head.lower) or frozenset()
    body = after is not None and _body_before_noun(tokens, head, after, kinds, taken)  # "police" of "police spokesman"
    if (
        not body
        and after is not None
        and (after.tag in ("NN", "NNS", "HYPH") or (taken[after.i] and after.tag[:3] == "NNP"))
    ):
        return None
    if head.dep == "compound" and head.head == head.i + 1 and not body:
        return None
    first = _phrase_start(tokens, head)
    while body and first < head.i and tokens[first].tag in ("CD", "JJ") and not taken[first]:
        first += 1
    last = _phrase_end(tokens, head, bool(kinds & {"person"}) or head.lower == "police", taken)
    type_: EntityType = next((t for kind, t in _KIND_ORDER if kind in kinds), "other")
    if head.tag in ("NNS", "NNPS") and type_ == "person":
        type_ = "group"
    content = first
    while content < head.i and tokens[content].tag in _DETERMINERS:
        content += 1
    key = " ".join(t.lower for t in tokens[content : last + 1])
    span = Span(article=article.id, start=tokens[first].start, end=tokens[last].end)
    return Mention(span=span, head=head.i, form="nominal", type=type_, key=key, rule="noun phrase")


def _body_before_noun(
    tokens: Sequence[Token], head: Token, after: Token, kinds: frozenset[str], taken: bytearray
) -> bool:
    """A body named as part of a longer phrase: before an office, or with a name before it ("Northport fire department report")."""
    if "organisation" not in kinds and head.lower != "police":
        return False
    if offices().get(after.lemma):
        return True
    if noun_kinds().get(after.lemma, frozenset()) & {"organisation", "product", "place"}:
        return False  # "the police union" is no police, "a hotel ship" no hotel
    if head.i < 1 or after.tag not in ("NN", "NNS", "NNP", "VBZ"):
        return False
    return bool(taken[head.i - 1]) or (head.i > 1 and tokens[head.i - 1].tag == "NN" and bool(taken[head.i - 2]))


def _phrase_end(tokens: Sequence[Token], head: Token, office: bool, taken: bytearray) -> int:
    """The last token of an "of" phrase after `head` (of a "for", "at" or "in" phrase after an office too), else `head`."""
    at = head.i + 1
    if at + 1 >= len(tokens) or tokens[at].tag != "IN" or tokens[at].sentence != head.sentence:
        return head.i
    if tokens[at + 1].tag == "VBG" and tokens[at].lower == "of":
        return head.i  # "accused the company of hiding it"
    if tokens[at].lower != "of" and not (
        office and tokens[at].lower in ("for", "at", "in") and tokens[at].head == head.i
    ):
        return head.i
    right = tokens[at].right
    last = at
    for token in tokens[at + 1 : at + 1 + LONGEST_PHRASE]:
        inside = (
            token.i <= right
            or (taken[token.i] and taken[token.i - 1])
            or token.i == at + 1
            or (token.i == at + 2 and tokens[at + 1].tag == "DT")
        )
        if token.sentence != head.sentence or not inside or token.tag[:1] == "W" or token.tag in _CLOSING_TAGS:
            break
        last = token.i
    while last > head.i and (not tokens[last].text[-1].isalnum() or tokens[last].tag in ("IN", "DT", "CC", "POS")):
        last -= 1
    return last


_CLOSING_TAGS = frozenset({",", ":", ".", "-LRB-", "-RRB-", "``", "''", "VBD", "VBZ", "VBP", "MD", "TO", "EX"})


def _phrase_start(tokens: Sequence[Token], head: Token) -> int:
    """The first token of the noun phrase that ends in `head`: left over modifiers, possessors and one determiner."""
    at = head.i
    while at > 0 and head.i - at < LONGEST_DESCRIPTION:
        before = tokens[at - 1]
        if before.sentence != head.sentence:
            break
        if before.tag in PREMODIFIER or before.tag == "RB" or before.text in HYPHENS:
            if before.tag in ("VBG", "VBN", "RB") and not head.left <= before.i:
                break
            at -= 1
        elif before.tag in _DETERMINERS:
            at -= 1
            if not (at > 0 and tokens[at - 1].tag == "PDT"):
                break
        else:
            break
    while at < head.i and tokens[at].tag in ("POS", "HYPH", "RB"):
        at += 1
    return at


def _said_of_name(article: Article, tokens: Sequence[Token], noun: Token, taken: bytearray) -> list[Mention]:
    """ "Ana Reyes, a yodeller", "Reyes is a yodeller": a noun of no table, of the kind that a person's name beside it has."""
    name = tokens[noun.head]
    if noun.dep == "attr":
        if name.lemma != "be":
            return []
        name = next((t for t in tokens[name.left : name.i] if t.head == name.i and t.dep == "nsubj"), name)
    elif noun.i - name.i > LONGEST_DESCRIPTION:
        return []
    if name.ent != "PERSON" or not taken[name.i] or name.i > noun.i:
        return []
    mention = _noun_phrase(article, tokens, noun, taken)
    if mention is None or tokens[_phrase_start(tokens, noun)].lower not in ("a", "an", "the"):
        return []
    return [structs.replace(mention, type="person", rule="noun beside a person's name")]


def _one_of(many: Mention, tokens: Sequence[Token]) -> list[Mention]:
    """ "one of the passengers": a single person told from among many."""
    at = next((i for i in range(many.head, -1, -1) if tokens[i].start == many.span.start), 0)
    if at < 2 or tokens[at - 1].lower != "of" or tokens[at - 2].lower != "one":
        return []
    span = structs.replace(many.span, start=tokens[at - 2].start)
    return [structs.replace(many, span=span, head=at - 2, type="person", key=f"one of {many.key}", rule="one of many")]


def _aged(article: Article, tokens: Sequence[Token], old: Token) -> list[Mention]:
    """ "the 14-year-old", "the accused": an adjective that stands for a person."""
    after = tokens[old.i + 1] if old.i + 1 < len(tokens) else None
    if (
        after is not None
        and after.sentence == old.sentence
        and (
            (after.tag[:2] in ("NN", "JJ", "CD", "VB") and after.tag not in ("VBD", "VBZ", "VBP", "VBN"))
            or after.text in HYPHENS
        )
    ):
        return []
    at = old.i
    while (
        at > 0
        and tokens[at - 1].sentence == old.sentence
        and (
            tokens[at - 1].text in HYPHENS
            or tokens[at - 1].lower in ("year", "years", "month", "months")
            or tokens[at - 1].tag in ("CD", "JJ")
        )
    ):
        at -= 1
    if at > 0 and tokens[at - 1].tag == "DT":
        at -= 1
    if tokens[at].tag != "DT" or (old.lower == "old" and at == old.i - 1):
        return []
    plural = old.lower in ("injured", "wounded")
    span = Span(article=article.id, start=tokens[at].start, end=old.end)
    key = " ".join(t.lower for t in tokens[at + 1 : old.i + 1])
    return [
        Mention(
            span=span,
            head=old.i,
            form="nominal",
            type="group" if plural else "person",
            key=key,
            rule="adjective for a person",
        )
    ]


def _called_by_people(article: Article, tokens: Sequence[Token], token: Token) -> list[Mention]:
    """ "the Brazilian", "the 19-year-old Dutchman", "the Democrat": a person called by nationality or party."""
    following = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if (
        following is not None
        and following.sentence == token.sentence
        and (following.tag[:2] in ("NN", "JJ", "VBG") or following.text in HYPHENS)
    ):
        return []
    state = (
        find_state(token.text) if not token.lower.endswith(("sh", "ch", "ese", "ss")) else None
    )  # "the French" are many
    singular = token.tag in ("NNP", "JJ", "NN") and not token.lower.endswith("s")
    party = token.lower in ("democrat", "republican", "conservative", "socialist", "liberal", "communist", "islamist")
    if not singular or not (party or (state is not None and state.match in ("demonym", "people"))):
        return []
    first = _phrase_start(tokens, token)
    if tokens[first].tag not in _DETERMINERS:
        return []
    span = Span(article=article.id, start=tokens[first].start, end=token.end)
    key = " ".join(t.lower for t in tokens[first + 1 : token.i + 1])
    return [
        Mention(span=span, head=token.i, form="nominal", type="person", key=key, rule="called by nationality or party")
    ]
