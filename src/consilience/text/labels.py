"""Figures that name a thing and count nothing: house numbers, blocks, telephone and docket numbers, flights, routes, acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.parse import Token

LONGEST_RUN = 12  # tokens printed without a space between: "1-800-222-TIPS" has seven
STREET_REACH = 5  # tokens from a house number to the word for its street
HUNDRED = 100  # from here on "the 600 block of" is an address

_NAMES_BEFORE = frozenset(
    "no. no number flight article section chapter route room bill sb hb formula lap turn page act part volume phase "
    "stage level grade highway interstate hwy hwy. docket case box exit marker terminal psalm verse area episode season "
    "resolution amendment title apartment apt apt. suite unit channel gate platform boeing airbus model # figure type "
    "class group district precinct ward engine ladder proposition prop prop. measure rule catch game badge".split()
)
_NAMED = frozenset(("PERSON", "ORG", "FAC", "PRODUCT", "LAW", "WORK_OF_ART", "EVENT", "GPE", "LOC"))
_EMERGENCY = frozenset(("911", "999", "112"))  # telephone numbers
_EMERGENCY_THINGS = frozenset(
    "call caller dispatcher dispatch operator tape recording center centre line system".split()
)
_BODIES = frozenset("gang group club council committee band".split())  # the Gang of Eight, the Group of Seven
_STREETS = frozenset(
    "street st st. avenue ave ave. road rd rd. drive dr dr. lane ln ln. boulevard blvd blvd. court ct ct. place pl pl. "
    "way parkway pkwy pkwy. circle cir highway hwy hwy. terrace trail pike square loop turnpike crescent row plaza alley "
    "freeway expressway bypass".split()
)
_AVENUES = frozenset("ave ave. blvd blvd. st. rd. street avenue".split())  # the number is their name: "34 Ave"
_WINDS = frozenset("n s e w n. s. e. w. ne nw se sw".split())
_NOTHING_COUNTED = frozenset("tolerance sum emission emissions carbon day hour".split())  # zero tolerance, zero-sum
_SHOPS_AND_DAYS = frozenset(("7-11", "7-eleven", "9-11", "24-7"))
_TITLED = frozenset("hours minutes seconds days nights weeks years mile miles feet".split())
_BORES = frozenset(("caliber", "calibre", "gauge"))  # of guns: a 22 caliber rifle
_PICTURES = frozenset("image photo slide picture".split())  # "Image 5 of 11"
_AGES = frozenset(("age", "ages", "aged"))
_PHONE = re.compile(r"1-8\d\d-\w{5,}(?:-\w+)?|(?:\+?\d{1,2}[-.])?(?:\(?\d{3}\)?[-.])?\d{3}[-.](?:\d{4}|[A-Z]{4})")
_CODE = re.compile(r"\d{3,}-\d{3,}-\w+|\d+(?:-\d+)*-[A-Z]{2,}(?:-\d+)+|\d{3,}-\d{2}-\d{3,}|\d{2}-\d{4,}")
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)?\d\d")


def label_end(tokens: Sequence[Token], i: int) -> int:
    """The last token of the name that the figure at token `i` is or begins; -1 where it may be a quantity."""
    token = tokens[i]
    sentence = token.sentence
    before = tokens[i - 1] if i and tokens[i - 1].sentence == sentence else None
    digits = token.lower[0].isdigit()
    if digits:
        end = _run(tokens, i, before)
        if end < 0:
            end = _address(tokens, i)
        if end >= 0:
            return end
    elif token.lower == "zero" and _after(tokens, i) in _NOTHING_COUNTED:
        return i
    elif i + 2 < len(tokens) and tokens[i + 1].lower == "hundred" and tokens[i + 2].lower == "block":
        return i + 2
    if _after(tokens, i) in _BORES:
        return i
    if before is None:
        return i if digits and i + 1 < len(tokens) and tokens[i + 1].text in (".", ")") else -1  # of a list: "3."
    if before.lower in _PICTURES and digits:
        whole = i + 2 < len(tokens) and tokens[i + 1].lower == "of" and tokens[i + 2].text.isdigit()
        return i + 2 if whole else i
    if before.text == "(" and i > 2 and tokens[i - 2].text.isupper() and tokens[i - 3].text == "-":
        return i  # 1-800-555-TIPS (8477)
    after = tokens[i + 1] if i + 1 < len(tokens) else token
    if before.text[0].islower() and after.text.istitle() and (after.lower in _TITLED or token.text.istitle()):
        return i  # "in 13 Hours", "on 8 Mile", "founder of One Mom Media": a title or a road
    return i if _is_name(tokens, i, before) else -1


def _after(tokens: Sequence[Token], i: int) -> str:
    """The word behind token `i`, a hyphen passed over."""
    k = i + 2 if i + 2 < len(tokens) and tokens[i + 1].lower == "-" else i + 1
    return tokens[k].lower if k < len(tokens) else ""


def _run(tokens: Sequence[Token], i: int, before: Token | None) -> int:
    """The last token of a telephone number, a docket number or a code printed in one run from token `i` on."""
    token = tokens[i]
    if token.text in _EMERGENCY and (
        token.text == "911" or token.dep != "nummod" or tokens[token.head].lemma in _EMERGENCY_THINGS
    ):
        return i
    last = i
    while (
        last + 1 < len(tokens)
        and last - i < LONGEST_RUN
        and tokens[last + 1].start == tokens[last].end
        and (tokens[last + 1].text in ("-", "–", ".", "/") or tokens[last + 1].text.isalnum())
    ):
        last += 1
    if last > i and not tokens[last].text[-1].isalnum():
        last -= 1
    if last > i:
        run = "".join(t.text for t in tokens[i : last + 1]).replace("–", "-")
        if (_PHONE.fullmatch(run) or _CODE.fullmatch(run)) and not _YEARS.fullmatch(run):
            return last
        if run.lower() in _SHOPS_AND_DAYS and (before is None or before.lower not in _AGES):
            return last
    if (
        len(token.text) == 3
        and before is not None
        and before.text == "("
        and tokens[i + 1 : i + 2]
        and i + 2 < len(tokens)
    ):
        # (205) 254-1764
        closed, third = tokens[i + 1], tokens[i + 2]
        if closed.text == ")" and len(third.text) == 3 and third.text.isdigit():
            return max(i, _run(tokens, i + 2, None))
    return i if token.text[0] == "0" and len(token.text) > 2 and token.text.isdigit() else -1


def _address(tokens: Sequence[Token], i: int) -> int:
    """The last token of "1600 block" or of a house number with its street ("704 W Main Ave."), the number alone given back."""
    token = tokens[i]
    if not token.text.isdigit() or i + 1 >= len(tokens) or tokens[i + 1].sentence != token.sentence:
        return -1
    k = i + 2 if tokens[i + 1].lower == "-" and i + 2 < len(tokens) else i + 1
    if tokens[k].lower in ("block", "blk", "blk.") or (
        tokens[k].lower == "blocks" and int(token.text) >= HUNDRED and int(token.text) % HUNDRED == 0
    ):
        return k
    for k in range(i + 1, min(len(tokens), i + 1 + STREET_REACH)):
        part = tokens[k]
        if part.sentence != token.sentence or not (part.text[0].isupper() or part.lower[0].isdigit()):
            return -1
        if part.lower in _STREETS and (k > i + 1 or part.lower in _AVENUES):
            after = tokens[k + 1] if k + 1 < len(tokens) else None
            return -1 if after is not None and after.tag == "NNS" and after.head != after.i else i
        if part.tag == "CD" and part.text.isalpha():
            return -1
    return i if tokens[i + 1].text[:2].isupper() and tokens[i + 1].lower in _WINDS else -1


def _is_name(tokens: Sequence[Token], i: int, before: Token) -> bool:
    """A number that is part of a name, or names a thing: Formula One, Flight 17, Senate Bill 1062, Little One."""
    token = tokens[i]
    figure = token.tag == "CD" or token.lower[0].isdigit()
    if before.lower in _NAMES_BEFORE and figure and before.tag[:2] != "VB":
        return True
    if before.lower in _STREETS and before.text[:1].isupper() and token.text.isdigit() and before.lower != "st":
        return True  # County Road 12
    if token.text[:1].isupper() and token.text.isalpha():
        if token.tag == "CD" and tokens[i + 1 : i + 2] and tokens[i + 1].lower == "-":
            return tokens[i + 2 : i + 3] != () and tokens[i + 2].text[:1].isupper()
        if before.lower == "of" and i > 1 and tokens[i - 2].lower in _BODIES and tokens[i - 2].text[:1].isupper():
            return True
    named = (
        before.tag in ("NNP", "NNPS")
        and before.text[:1].isupper()
        and token.head == before.i
        and token.dep in ("nummod", "appos", "npadvmod")
    )
    if named and token.ent not in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY", "DATE"):
        return True
    return token.ent in _NAMED and (token.text[:1].isupper() or (before.ent == token.ent and not token.ent_first))
