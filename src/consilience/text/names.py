"""Names as strings: their comparable form, their parts, and how alike two spellings are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from ..model.annotation import Entity

UNNAMED = "description without a name"  # the rule of mentions that make an entity by themselves

_POSSESSIVE = re.compile(r"(?:['’]s|['’])$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐‑–—_/]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "qc", "kc"})
LEGAL_FORMS = frozenset({"inc", "corp", "corporation", "ltd", "limited", "plc", "llc", "gmbh", "ag"})
_CORPORATE = LEGAL_FORMS | {"co", "company", "sa", "group"}

# Two spellings of one word of a name are alike from this share of equal letters (Jaro-Winkler) and at most this
# many edits: set on transliteration pairs (Aleksandr, Alyaksandr; Fayez, Faiz) against pairs of different
# common names (Martin, Marvin; Johnson, Johnston), which need further evidence in any case.
LIKE_WORD = 0.78
LEAST_TYPO_LENGTH = 5


@lru_cache(maxsize=50_000)
def fold(words: str) -> str:
    """Small letters without accents, dots and possessive; hyphens and runs of white space become one space."""
    plain = unicodedata.normalize("NFKD", words.replace("ı", "i").replace("ł", "l").replace("Ł", "L"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("’", "'").replace("ʻ", "'")
    plain = (
        _POSSESSIVE.sub("", plain.strip())
        .replace(".", "")
        .replace('"', "")
        .replace("“", "")
        .replace("”", "")
        .replace("\u00ad", "")
    )
    return " ".join(_SEPARATORS.sub(" ", plain).split())


def is_named(entity: Entity) -> bool:
    """False for an entity that reports only describe ("the passenger"): its names are descriptions."""
    return all(m.rule != UNNAMED for m in entity.mentions)


def name_words(key: str) -> tuple[str, ...]:
    """The words of a folded personal name without generational suffixes (Jr., III)."""
    words = tuple(key.replace(",", " ").split())
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return words


def plain_company(key: str) -> str:
    """A folded organisation's name without legal form ("inc", "corp", "group") and leading "the"."""
    words = key.replace(",", " ").replace("&", "and").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _CORPORATE:
        words = words[:-1]
    return " ".join(words)


def initials(words: str) -> str:
    """The letters of an acronym of `words`: first letters of its capitalised words ("Bank of England": BE)."""
    return "".join(w[0] for w in _SEPARATORS.split(words) if w[:1].isupper())


def all_initials(words: str) -> str:
    """First letters of all words but "the": BoE for "Bank of England", in capitals."""
    return "".join(w[0] for w in _SEPARATORS.split(words) if w and w.lower() != "the").upper()


_SOUNDS = tuple(
    tuple(pair.split("="))
    for pair in (
        "ksandr=xander ya=a ye=e yu=u iy=i ph=f kh=h ou=u oe=o ue=u ae=a ei=ai w=v q=k ck=k c=k y=i j=i z=s e=i o=u x=ks".split()
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A rough form in which transliterations of one word agree: doubled letters, y/i/j, q/k/c, v/w, ou/u, e/i made one."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=50_000)
def typo(a: str, b: str) -> bool:
    """True where two words differ as by a slip of the hand: same first letter, one edit (two from nine letters)."""
    if a == b or a[:1] != b[:1] or min(len(a), len(b)) < LEAST_TYPO_LENGTH:
        return False
    most = 2 if min(len(a), len(b)) >= 9 else 1
    return DamerauLevenshtein.distance(a, b, score_cutoff=most) <= most


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """True where two words may be spellings of one name: equal in sound, a slip, or mostly the same letters."""
    if a == b or sound(a) == sound(b) or typo(a, b):
        return True
    if min(len(a), len(b)) >= 4 and a[0] == b[0] and _frame(a) == _frame(b):
        return True  # differ in vowels only
    return a[:1] == b[:1] and min(len(a), len(b)) >= 4 and JaroWinkler.similarity(sound(a), sound(b)) >= LIKE_WORD + 0.1


def _frame(word: str) -> str:
    return re.sub(r"[aeiou]", "", sound(word)) + str(len(word))


@lru_cache(maxsize=50_000)
def same_person_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True where two names of at least two words each can be one person's.

    Last words equal or spelled alike; the other words of the shorter name each find their like, an initial
    or a short form (Alex, Alexander) in the longer one, in order.
    """
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 2 or (a[-1] != b[-1] and not alike(a[-1], b[-1])):
        return False
    if a[:-1] == b[:-1]:
        return True
    if a[-1] != b[-1] and (a[0] != b[0] or len(a) != len(b)):
        return False  # only one part of a name may vary at a time
    at = 0
    for word in a[:-1]:
        while at < len(b) - 1 and not _same_given(word, b[at]):
            at += 1
        if at == len(b) - 1:
            return False
        at += 1
    return True


def _same_given(a: str, b: str) -> bool:
    if a == b or alike(a, b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return (len(short) >= 3 and long.startswith(short)) or frozenset((a, b)) in _SHORT_FORMS


_SHORT_FORMS = frozenset(
    frozenset(pair.split("="))
    for pair in """
    bill=william bob=robert dick=richard jim=james jack=john ted=edward tony=anthony liz=elizabeth kate=catherine
    peggy=margaret chuck=charles hank=henry larry=lawrence mike=michael bernie=bernard joe=joseph tom=thomas dave=david
    steve=steven steve=stephen andy=andrew kathy=katherine cathy=catherine beth=elizabeth betty=elizabeth jerry=gerald
    alyaksandr=alexander oleksandr=alexander iosif=joseph sasha=alexander vova=vladimir volodymyr=vladimir
    """.split()
)
