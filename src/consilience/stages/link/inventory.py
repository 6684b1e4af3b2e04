"""The names of a story before they are joined: their forms, where they stand, and what type each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ...knowledge.people import find_organisation, given_names, noun_kinds, titles
from ...knowledge.regions import region_after_city
from ...text.names import LEGAL_FORMS, fold, name_words, plain_company, typo
from .known import OWN_LIST
from .likeness import Name, slip
from .node import Item, Room
from .phrases import PARTIES, role_noun
from .words import BODY_WORDS, CRAFT, MEDIA, PLACE_NOUNS, SMALL_WORDS

TITLE_WEIGHT = 3.0  # a title or description beside a name says more of its type than the parser's guess
SAID_WEIGHT = 10.0  # "X, a Norland law firm": a body said to be one
BARE_WEIGHT = 0.4  # a run of proper nouns without a guess says little
PLACE_WEIGHT = 30.0  # "the town of X", "the gorilla X" settle it against the parser's guesses
TABLE_WEIGHT = 100.0
# A bare word takes the type of a word that it may misspell only when that is this many times as frequent.
SLIP_RATIO = 3
OFTEN_PRODUCT = (
    6  # a word that the parser takes for a person is a product's if a product's noun follows it one time in so many
)
PLACE_SHARE = 10  # a bare surname that stands after "in" or "at" in one of this many mentions may be a place after all


def inventory(room: Room) -> list[Name]:
    """Named mentions by comparable form, the most frequent first, each form with one type; states are left out."""
    names: dict[str, Name] = {}
    whole = {i.mention.key for items in room.items for i in items if i.mention.form == "named" and " " in i.mention.key}
    for items in room.items:
        for item in items:
            mention = item.mention
            if mention.form != "named" or item.node is not None or mention.rule.startswith("state"):
                continue
            if mention.type == "group" and (mention.key in PARTIES or _adjective(room, item)):
                continue  # "Democratic", "Islamist": an adjective names nobody
            key = mention.key
            known = find_organisation(room.text(item)) if mention.rule == "table of organisations" else None
            own = room.known.get(key) if mention.rule == OWN_LIST else None
            if known is not None:
                key = fold(known[0]).removeprefix("the ")
            elif own is not None:
                known = own.name, own.type or mention.type
            elif mention.type == "place" and (region := _short_region(room.text(item))):
                key, known = fold(region), (region, "place")
            elif mention.type != "person":
                key = plain_company(_with_state_before(room, item, items, whole) or key)
            name = names.get(key)
            if name is None:
                name = names[key] = Name(key, name_words(key), canonical=known[0] if known else "")
            elif known is not None:
                name.canonical = name.canonical or known[0]
            name.items.append(item)
            if fold(room.text(item)).split()[-1] in LEGAL_FORMS:
                name.types["organisation"] += PLACE_WEIGHT
            name.articles[item.report] += 1
            _vote(name, item)
            name.place_uses += _in_or_at(room, item)
            name.product_uses += _before_product(room, item)
            if _before_medium(room, item):
                name.types["organisation"] += TITLE_WEIGHT
            if _after_place_noun(room, item):
                name.types["place"] += PLACE_WEIGHT
    found = sorted(names.values(), key=lambda n: (-len(n.items), n.key))
    _settle_types(found)
    return found


def _short_region(text: str) -> str | None:
    """ "Conn." is Connecticut: the printed short form of a region."""
    found = region_after_city(text) if text.endswith(".") else None
    return found[0] if found else None


def _adjective(room: Room, item: Item) -> bool:
    return room.reports[item.report].parse.tokens[item.mention.head].tag[:2] == "JJ"


def _in_or_at(room: Room, item: Item) -> bool:
    """The name follows a preposition of place."""
    tokens = room.reports[item.report].parse.tokens
    first = item.mention.head
    return first > 0 and tokens[first - 1].lower in ("in", "at", "near", "outside", "across", "around")


def _before_product(room: Room, item: Item) -> bool:
    """ "Fjord bottles": the name says what product a noun is of."""
    tokens = room.reports[item.report].parse.tokens
    token = tokens[item.mention.head]
    return token.dep == "compound" and "product" in noun_kinds().get(tokens[token.head].lemma, ())


def _before_medium(room: Room, item: Item) -> bool:
    """ "the Tarn Tageblatt newspaper": the noun says what the name is of."""
    tokens, after = room.reports[item.report].parse.tokens, item.mention.head + 1
    return after < len(tokens) and tokens[after].lower in MEDIA and tokens[after].start == item.mention.span.end + 1


def _after_place_noun(room: Room, item: Item) -> bool:
    """ "the village of X", "the city of X"."""
    tokens = room.reports[item.report].parse.tokens
    at = item.mention.head
    while at > 0 and tokens[at].start > item.mention.span.start:
        at -= 1
    if at < 2 or tokens[at - 1].lower != "of":
        return False
    return tokens[at - 2].lower in PLACE_NOUNS


def _with_state_before(room: Room, item: Item, items: Sequence[Item], whole: set[str]) -> str | None:
    """ "German" + "Red Cross" where the story also has "German Red Cross" as one name."""
    before = items[item.number - 1] if item.number else None
    if (
        before is None
        or not before.mention.rule.startswith("state")
        or before.mention.span.end + 1 != item.mention.span.start
    ):
        return None
    key = fold(room.text(before)) + " " + item.mention.key
    return key if key in whole else None


def _vote(name: Name, item: Item) -> None:
    mention = item.mention
    if mention.rule in ("table of organisations", OWN_LIST):
        name.types[mention.type] += TABLE_WEIGHT
        return
    weight = BARE_WEIGHT if mention.rule == "proper nouns" and mention.type == "other" else 1.0
    if mention.type == "group":
        weight = BARE_WEIGHT  # the parser calls many unknown names nationalities
    name.types[mention.type] += weight
    if mention.role is None:
        return
    word = role_noun(mention.role)
    word = word if word in noun_kinds() else word.removesuffix("s")
    kinds = noun_kinds().get(word, frozenset())
    if any(c.isdigit() for c in name.key):
        return
    if word in titles() or kinds & {"person", "family"}:
        name.types["person"] += TITLE_WEIGHT
    elif "organisation" in kinds:
        name.types["organisation"] += SAID_WEIGHT if mention.role[:2] in ("a ", "an") else TITLE_WEIGHT
    elif "place" in kinds:
        name.types["place"] += TITLE_WEIGHT
    elif "animal" in kinds:
        name.types["other"] += PLACE_WEIGHT
    elif word in CRAFT:
        name.types["product"] += TITLE_WEIGHT


def _settle_types(names: Sequence[Name]) -> None:
    """One type for each name; a bare word that ends a person's full name is that person unless it is mostly a place."""
    for name in names:
        name.type = max(name.types.items(), key=lambda kv: (kv[1], kv[0]))[0]
    glued = _settle_brands(names)
    lasts = {n.words[-1] for n in names if n.type == "person" and len(n.words) > 1}
    firsts = {n.words[0] for n in names if n.type == "person" and len(n.words) > 1}
    _settle_slips(names)
    bare = {n.words[0]: n for n in names if len(n.words) == 1}
    for name in names:
        if name.key in glued:
            continue
        unclear = name.type not in ("person", "place", "country") and not name.canonical and len(name.words) in (2, 3)
        if unclear and _person_by_bare_word(name, bare):
            name.type = "person"
            lasts.add(name.words[-1])
            firsts.add(name.words[0])
    by_first: dict[str, set[int]] = defaultdict(set)
    by_last: dict[str, set[int]] = defaultdict(set)
    for name in names:
        if name.type == "person" and len(name.words) > 1:
            by_first[name.words[0]] |= set(name.articles)
            by_last[name.words[-1]] |= set(name.articles)
    for name in names:
        if len(name.words) != 1 or name.type == "person" or name.canonical:
            continue
        word, total = name.words[0], sum(name.types.values())
        if (
            word in by_last
            and by_last[word] & set(name.articles)
            and not name.place_uses * PLACE_SHARE > len(name.items)
        ):
            name.type = "person"  # whatever the parser calls it, it is never "in" or "at" it
            continue
        if (
            (word in lasts and name.types["place"] * 2 <= total)
            or (
                word in firsts
                and (name.types["person"] or word in given_names() or by_first[word] & set(name.articles))
                and name.types["place"] * 2 <= total
            )
            or (any(typo(word, w) for w in sorted(lasts)) and name.types["person"])
        ):
            name.type = "person"


def _settle_brands(names: Sequence[Name]) -> frozenset[str]:
    """Runs and words that the parser takes for persons against what the story's other names say.

    "Harvest Nordmark", once: no person where both words stand alone, more often, and the last is mostly something else.
    "Nordmark": a body where it begins a body's name and no person bears it. Returns the runs that are no persons.
    """
    glued = set()
    alone = {n.words[0]: n for n in names if len(n.words) == 1}
    full = [n for n in names if n.type == "person" and len(n.words) > 1]
    sure = [n for n in full if len(n.items) > 1 or n.words[0] in given_names() or n.types["person"] > len(n.items)]
    borne = {w for n in sure for w in (n.words[0], n.words[-1])}
    for word in alone.keys() - borne - given_names().keys():
        brand = alone[word]
        often = brand.product_uses >= max(2, len(brand.items) / OFTEN_PRODUCT)
        if often and brand.type in ("person", "place") and not brand.place_uses:
            brand.type = "product"
    for name in full:
        first, last = alone.get(name.words[0]), alone.get(name.words[-1])
        if name in sure or first is None or last is None or last.type == "person" or len(name.words) > 2:
            continue
        if min(len(first.items), len(last.items)) > len(name.items):
            name.type = "other"
            glued.add(name.key)
    borne |= {w for n in full if n.type == "person" for w in (n.words[0], n.words[-1])}
    bodies = {n.words[0] for n in names if n.type == "organisation" and len(n.words) > 1 and not n.canonical}
    for word in bodies - borne:
        short = alone.get(word)
        if short is not None and short.type == "person" and short.types["organisation"] and word not in given_names():
            short.type = "organisation"
    return frozenset(glued)


def _settle_slips(names: Sequence[Name]) -> None:
    """A rare name of another type than the frequent one that it misspells takes that one's type."""
    by_shape: dict[tuple[int, str], list[Name]] = defaultdict(list)
    for name in names:
        by_shape[len(name.words), name.words[-1][:1]].append(name)
    for group in by_shape.values():
        for place, rare in enumerate(group):
            for often in group[:place]:
                if often.type != rare.type and "country" not in (often.type, rare.type) and slip(rare, often):
                    both = {t: often.types[t] + rare.types[t] for t in {**often.types, **rare.types}}
                    often.type = rare.type = (
                        max(both.items(), key=lambda kv: (kv[1], kv[0]))[0]
                        if len(rare.words) > 1 or len(often.items) >= SLIP_RATIO * len(rare.items)
                        else often.type
                    )
                    break


def _person_by_bare_word(name: Name, bare: dict[str, Name]) -> bool:
    """A name of unclear type whose first or last word alone is called a person, or is all that is ever used of it."""
    if name.words[-1] in BODY_WORDS or any(w in SMALL_WORDS or not w.isalpha() for w in name.words):
        return False
    for word in (name.words[-1], name.words[0]):
        alone = bare.get(word)
        if alone is not None and not alone.canonical and alone.types["person"] * 2 > sum(alone.types.values()):
            return True
    alone = bare.get(name.words[-1])
    unclear = name.types["organisation"] + name.types["product"] + name.types["event"] == 0
    if not unclear or alone is None or alone.types["organisation"] or alone.types["place"] or alone.canonical:
        return False
    return bool(set(alone.articles) & set(name.articles)) and len(alone.items) >= len(name.items)
