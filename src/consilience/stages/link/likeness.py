"""When two names of a story may be one: spellings, slips, acronyms, short forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ...knowledge.countries import find_state
from ...knowledge.people import given_names, noun_kinds, titles
from ...knowledge.regions import find_region
from ...model.annotation import EntityType
from ...text.names import alike, all_initials, initials, same_person_name, typo
from .node import Item, Room
from .words import BODY_WORDS, COMPASS, KIND_TAILS, PLACED, PRESS, SMALL_WORDS

ACRONYM = re.compile(r"^[A-Z][A-Za-z&]{0,7}[A-Z]s?$")


@dataclass(slots=True)
class Name:
    """All named mentions of one comparable form."""

    key: str
    words: tuple[str, ...]
    items: list[Item] = field(default_factory=list)
    types: dict[EntityType, float] = field(default_factory=lambda: defaultdict(float))
    articles: Counter[int] = field(default_factory=Counter)
    type: EntityType = "other"
    canonical: str = ""
    place_uses: int = 0  # times after "in", "at" and the like
    product_uses: int = 0  # times before a product's noun
    solid: str = ""  # the key without spaces
    content: tuple[str, ...] = ()  # the words without "of", "the" and the like
    parts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Keep the forms that names are compared by."""
        self.solid = self.key.replace(" ", "")
        self.content = content(self.words)
        self.parts = frozenset(self.words)


def one_person(a: Name, b: Name) -> bool:
    """Two full names can be one person's: spellings alike in one part at most, and no report uses both often."""
    short, long = sorted((a.words, b.words), key=len)
    if len(short) >= 2 and long[: len(short)] == short and len(long) > len(short) and len(b.items) + len(a.items) > 3:
        return True  # a further word glued on by the parser
    if not same_person_name(a.words, b.words):
        return False
    if a.words[-1] == b.words[-1] and (a.words[0] == b.words[0] or len(a.words) != len(b.words)):
        return {a.key.split()[-1], b.key.split()[-1]} != {"jr", "sr"}
    both = set(a.articles) & set(b.articles)
    return not any(a.articles[r] > 1 and b.articles[r] > 1 for r in both)


def types_agree(a: EntityType, b: EntityType) -> bool:
    """Types that the parser mixes up: all but persons with anything else."""
    return a == b or "other" in (a, b) or {a, b} <= {"organisation", "product", "event", "place"}


def slip(a: Name, b: Name) -> bool:
    """One misspells the other: all words alike but one slip, and no report writes both often."""
    if len(a.words) != len(b.words) or a.key == b.key or a.key.isdigit():
        return False
    wrong = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    if len(wrong) != 1:
        return False
    x, y = wrong[0]
    close = typo(x, y) or (
        len(a.words) > 1 and ((alike(x, y) and x[0] == y[0] and len(x) > 3) or len(x) == len(y) == 1)
    )
    if not close or x.rstrip("s") == y.rstrip("s") or any(c.isdigit() for c in x + y):
        return False
    if x in COMPASS or y in COMPASS:
        return False
    return not any(a.articles[r] > 1 and b.articles[r] > 1 for r in a.articles)


def acronym_of(form: str, other: Name, room: Room) -> bool:
    """`form` is made of the initials of the other name as written, small words counted or not."""
    letters = form.rstrip("s") if form[-1] == "s" else form
    if len(other.words) < 2 or other.type == "person":
        return False
    long = room.text(other.items[0])
    upper = letters.upper().replace("&", "")
    return upper in (initials(long).upper(), all_initials(long), initials(long.replace(" of ", " Of ")).upper())


def numbered(a: Name, b: Name) -> bool:
    """ "SB 12" and "Senate Bill 12": the same number and initials."""
    short, long = sorted((a.words[:-1], b.words[:-1]), key=len)
    return (
        len(short) == 1 and len(long) == len(short[0]) and all(w[0] == c for w, c in zip(long, short[0], strict=True))
    )


def kind_aside(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without a last word that only says what it is: "Northern Airways" and "Northern Airlines" agree."""
    return words[:-1] if len(words) > 1 and words[-1] in KIND_TAILS else words


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without "of", "the" and the like."""
    return tuple(w for w in words if w not in SMALL_WORDS and w != "&")


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """All words of one in the other, in order."""
    rest = iter(long)
    return all(word in rest for word in short)


def short_form(short: Name, long: Name, places: frozenset[str]) -> bool:
    """ "Legislature" for "Arizona Legislature", "Northside Zoo" for "Northside Zoo and Gardens", "Erie" for "Erie, Pennsylvania"."""
    if len(short.words) >= len(long.words) or not short.words:
        return False
    tail = long.words[len(long.words) - len(short.words) :]
    head = long.words[: len(short.words)]
    if short.words == tail and long.words[0] in _WINDS and len(short.words) > 1:
        return True  # "Green Street" for "E. Green Street"
    if short.words == tail:
        front = long.words[: len(long.words) - len(short.words)]
        placed = " ".join(front) in places or (len(front) == 1 and find_state(front[0].title()) is not None)
        if (
            short.words[-1].endswith("s")
            and long.type == "organisation"
            and len(short.words) == 1
            and set(short.articles) & set(long.articles)
        ):
            placed = placed or (len(front) <= 2 and short.types["place"] == 0)  # a team: "Lions" for "Northport Lions"
        if placed and short.type != "person":
            return short.key not in places or long.type == short.type
        named = short.words[-1] in BODY_WORDS or long.words[-1] in PRESS
        return named and short.type != "place" and long.type != "place"
    if (
        len(short.words) > 1
        and short.words[-1] == long.words[-1]
        and short.words[-1] in BODY_WORDS
        and _inside(short.words, long.words)
    ):
        return True
    if _seat_of_learning(short, long):
        return True
    if short.words == head:
        rest = long.words[len(short.words) :]
        if short.words[-1] in BODY_WORDS and len(short.words) > 1 and rest[0] in ("and", "&", "of", "for", "at"):
            return True
        if len(short.words) == 1 and _brand(short, long):
            return True
        return (
            rest
            in (
                ("city",),
                ("town",),
                ("sea",),
                ("ocean",),
                ("desert",),
                ("peninsula",),
                ("island",),
                ("islands",),
                ("state",),
                ("province",),
            )
            and short.type in ("place", "other")
        ) or (len(rest) == 1 and rest[0] in KIND_TAILS)
    return False


_WINDS = frozenset("n s e w ne nw se sw".split())  # before a street's name


def _seat_of_learning(short: Name, long: Name) -> bool:
    """ "Norland University" for "University of Norland at Tarn": all its words, and a university's name is its place's."""
    kinds = {"university", "college"} & set(short.words) & set(long.words)
    return bool(kinds) and len(short.content) > 1 and set(short.content) <= set(long.content)


def _brand(short: Name, long: Name) -> bool:
    """ "Nordmark" for "Nordmark International": a word that is no common one, no given name and no place, used as a body's."""
    word = short.words[0]
    if long.type != "organisation" or short.type in ("person", "place", "country", "event") or len(word) < 4:
        return False
    if word in noun_kinds() or word in given_names() or word in titles() or word in COMPASS or short.place_uses:
        return False
    if (
        find_state(word.title()) is not None
        or find_region(word.title()) is not None
        or long.words[-1] in PRESS | PLACED
    ):
        return False
    return short.types["organisation"] + short.types["product"] > 0 and bool(set(short.articles) & set(long.articles))
