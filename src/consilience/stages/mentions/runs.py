"""Stretches of tokens that may be names: entities of the parser, grown by adjoining proper nouns, and other proper nouns."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.annotation import EntityType
from ...model.parse import Token

NAMED: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "EVENT": "event", "PRODUCT": "product", "WORK_OF_ART": "other", "LAW": "other",
}  # fmt: skip
HYPHENS = frozenset("-‐‑–/")
_BRIDGES = frozenset(
    "do da de dos del della di du bin ibn ben van von der den al el ul ur bint".split()
)  # between two parts of a person's name
FORM_OF_BODY = frozenset(
    """
    agency association authority bank board bureau center centre club coalition college commission committee
    company conference congress corporation council court department federation force forces foundation
    front fund group hospital house institute institution league legislature ministry movement museum
    network office organisation organization parliament party police railway school senate service services
    society station studios times post news journal tribune herald gazette telegraph guardian enquirer
    chronicle team trust union university workers zoo church cathedral army navy airlines airways systems
    industries holdings bancorp capital partners technologies media press inc corp ltd llc plc daily weekly zeitung tageblatt
    """.split()
)
_SECOND_HALVES = frozenset(
    """
    garden gardens aquarium museum gallery library sons society science sciences technology services
    prevention
    """.split()
)
_NUMBERED = frozenset(
    """
    bill act resolution flight article section proposition prop highway route interstate channel formula
    apollo title boeing airbus sb hb amendment measure sr
    """.split()
)


def runs(tokens: Sequence[Token], titled: frozenset[int]) -> list[tuple[int, int, EntityType | None]]:
    """Stretches of tokens that may be names: entities of the parser, grown by adjoining proper nouns, and other proper nouns."""
    found: list[tuple[int, int, EntityType | None]] = []
    at, size = 0, len(tokens)
    while at < size:
        token = tokens[at]
        if not token.ent and token.tag[:3] != "NNP":  # most words
            at += 1
            continue
        kind = NAMED.get(token.ent)
        if kind is None and not _proper(token, titled):
            at += 1
            continue
        last = at
        while last + 1 < size and _goes_on(tokens, last + 1, kind, titled):
            last += 1
            grown = NAMED.get(tokens[last].ent)
            if kind is None or (grown is not None and kind != "organisation"):
                kind = grown if grown is not None else kind
        all_ = at > 0 and tokens[at - 1].text == "All" and _all_of_a_name(tokens, at, last)
        found.append((at - 1, last, None if kind == "group" else kind) if all_ else (at, last, kind))
        at = last + 1
    return found


def _all_of_a_name(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "All Northern" inside a sentence or in a body's name: the capital says that the first word belongs to the name."""
    before = tokens[at - 1]
    if before.sentence != tokens[at].sentence or tokens[at].tag not in ("NNP", "JJ"):
        return False
    if at > 1 and tokens[at - 2].sentence == before.sentence and tokens[at - 2].text[-1] not in "“\"‘':":
        return True
    plural = last + 1 < len(tokens) and tokens[last + 1].tag == "NNS"
    return last > at and tokens[last].lower in FORM_OF_BODY and not plural


def _proper(token: Token, titled: frozenset[int]) -> bool:
    if token.ent == "ORDINAL":
        return token.tag[:3] == "NNP"
    return (
        token.tag[:3] == "NNP"
        and token.text[0].isupper()
        and token.ent == ""
        and token.sentence not in titled
        and len(token.text) > 1
    )


def _goes_on(tokens: Sequence[Token], at: int, kind: EntityType | None, titled: frozenset[int]) -> bool:
    """True where token `at` belongs to the name that the token before it ends."""
    token, before = tokens[at], tokens[at - 1]
    if token.sentence != before.sentence or "\n" in token.text:
        return False
    own = NAMED.get(token.ent)
    if own is not None and not token.ent_first:
        return True
    if before.text.isupper() and token.tag == "CD" and token.text.isdigit() and len(before.text) <= 3:
        return before.tag[:3] == "NNP"
    if token.lower in _NUMBERED and token.text[0].isupper() and at + 1 < len(tokens) and tokens[at + 1].text.isdigit():
        return before.tag[:3] == "NNP" and kind != "person"  # "Senate" and "Bill 12" as the parser cuts it
    if token.tag == "CD" and token.text.isdigit() and len(token.text) <= 5:
        return before.lower in _NUMBERED
    if (
        token.lower in ("of", "for")
        and before.lower in FORM_OF_BODY
        and before.text[0].isupper()
        and at + 1 < len(tokens)
    ):
        follow = tokens[at + 1]
        return follow.text[0].isupper() and follow.tag[:3] == "NNP" and follow.sentence == token.sentence
    if before.lower in ("of", "for") and own is not None and at > 1 and tokens[at - 2].lower in FORM_OF_BODY:
        return own in ("organisation", "place", "group") and before.ent == ""
    if token.text == "&" and before.tag[:3] == "NNP":
        return at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
    if before.text == "&" and token.text[0].isupper():
        return True
    if token.lower == "and" and before.lower in FORM_OF_BODY and before.text[0].isupper() and kind != "person":
        return _second_half(tokens, at + 1)
    if before.lower == "and" and at > 1 and tokens[at - 2].lower in FORM_OF_BODY and token.text[0].isupper():
        return _second_half(tokens, at)
    glued = token.start == before.end
    if glued and token.text in HYPHENS:
        return (at + 1 < len(tokens) and tokens[at + 1].start == token.end and tokens[at + 1].text[0].isupper()) or (
            tokens[at + 1 : at + 3] != () and _hyphen_chain(tokens, at)
        )
    if glued and before.text in HYPHENS:
        return token.text[0].isupper() or _hyphen_chain(tokens, at)
    if own is not None:  # a new entity of the parser
        return (
            before.lower in ("'s", "’s")
            and before.ent == "ORG"
            and kind == "organisation"
            and own in ("organisation", "place")
        )
    if before.text in ("'s", "’s") or not _proper(token, titled):
        nearer = (
            token.lower in _BRIDGES and kind == "person" and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
        )
        return nearer and tokens[at + 1].tag[:3] == "NNP" and token.text.islower()
    return kind not in ("group", "country")


def _second_half(tokens: Sequence[Token], at: int) -> bool:
    """ "Botanical Garden" after "Northport Zoo and": capitals that end in a word for part of a body."""
    while at < len(tokens) and tokens[at].tag[:3] == "NNP" and tokens[at].text[0].isupper():
        if tokens[at].lower in _SECOND_HALVES:
            return True
        at += 1
    return False


def _hyphen_chain(tokens: Sequence[Token], at: int) -> bool:
    """True inside chains like Port-au-Prince, of which token `at` is a hyphen or a small word."""
    if at + 2 >= len(tokens):
        return False
    if tokens[at].text in HYPHENS:
        middle, second, after = tokens[at + 1], tokens[at + 2], tokens[at + 3] if at + 3 < len(tokens) else None
        return (
            len(middle.text) <= 3 and middle.start == tokens[at].end and second.text in HYPHENS and second.start == middle.end
            and after is not None and after.start == second.end and after.text[0].isupper()
        )  # fmt: skip
    return (
        tokens[at + 1].text in HYPHENS and tokens[at + 1].start == tokens[at].end and tokens[at + 2].text[0].isupper()
    )
