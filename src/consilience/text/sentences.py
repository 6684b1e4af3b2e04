"""Where sentences end: the edges that nupunkt finds, mended where abbreviations, brackets and quotations mislead it.

Two edges in a thousand are wrong in news: "Sen. Ann Lowe (R-Ky. | ), who" has one too many, for a mark cannot begin a
sentence, nor can a name that its title stands before; "She hit the wall. Others ran." has one too few, for its list of
abbreviations holds words of the language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import nupunkt

from ..knowledge.furniture import UNLISTED_START, starts

# Log-odds from which a capitalised word is held to begin a sentence; set on reports of the clustering bench.
SURE_START = 1.0

# Before a name, and so never the end of a sentence.
_TITLES = frozenset(
    "mr mrs ms dr prof rev fr capt cpt sgt lt maj gen gens col cols cmdr adm pvt cpl pfc spc det supt insp sen sens rep reps"
    " gov govs atty hon amb cong asst messrs msgr v vs".split()
)
# Small letters before a full stop and a capital that are no word at the end of a sentence.
_SHORT = _TITLES | frozenset(
    "etc no nos al pp ed eds est approx dept ft lb lbs oz sq cf ca ie eg jr sr st op vol fig sec feat pres treas".split()
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_INITIALS = re.compile(r"\W*(?:[A-Z]\.)+[A-Z]")
_WHOLE_WORD = re.compile(r"(?<![\w.])[a-z’'-]{2,}\.[\"'”’)\]]*$")
_NUMBER = re.compile(r"\d{1,2}\.")
_MARK = re.compile(r"[)\],;:%]|[―—–-]+ ?[a-z]")
_SMALL = re.compile(r"[\"“‘'(\[]*[a-z](?![A-Z])")
_CAPITALISED = re.compile(r"[A-Z][\w’']*")
_STOP = re.compile(r"\.[\"'”’)\]]*\s+([\"“‘(]*)(?=[A-Z])")
_BEFORE = re.compile(r"[\w’'.@#/-]+$")
_SMALL_WORD = re.compile(r"[a-z][a-z’'-]*[a-z]")
_NAME = re.compile(r"[A-Z][\w’'-]+|(?:[A-Z]\.)+[A-Z]")
LONGEST_WORD = 30  # code points looked at before a full stop


def sentence_bounds(paragraph: str) -> list[tuple[int, int]]:
    """Half-open bounds of the sentences of a paragraph, in order; a closing mark stays with the sentence it closes."""
    found = [(s, e) for s, e in nupunkt.sent_spans(paragraph) if paragraph[s:e].strip()]
    if not found:
        return []
    cuts = [found[0][0]]
    for start, _ in found[1:]:
        if not _goes_on(paragraph, cuts[-1], start):
            cuts.append(start)
    lost = list(_lost_ends(paragraph, cuts))
    if lost:
        cuts = sorted({*cuts, *lost})
    return list(zip(cuts, [*cuts[1:], found[-1][1]], strict=True))


def _goes_on(text: str, begin: int, at: int) -> bool:
    """True where the sentence that begins at `begin` does not end at `at`."""
    left = text[begin:at].rstrip()
    first = text[at]
    if not first.isupper():
        if _MARK.match(text, at) or _NUMBER.fullmatch(left):
            return True
        return _SMALL.match(text, at) is not None and not _WHOLE_WORD.search(left)
    if not left.endswith("."):
        return False
    before = left[left.rfind(" ") + 1 : -1]
    word = _LAST_WORD.search(before)
    if word and word[0].lower() in _TITLES:
        return _start_odds(text, at) < SURE_START
    if "." in before and _INITIALS.fullmatch(before):
        return _start_odds(text, at) < UNLISTED_START  # less likely than a name: "U.N. Ambassador"
    return before.isdecimal() and _NUMBER.fullmatch(left) is not None


def _lost_ends(text: str, known: Collection[int]) -> Iterator[int]:
    """Where sentences begin behind words that are no abbreviations, but for the places that are `known`."""
    for stop in _STOP.finditer(text):
        start = stop.start(1)
        if start in known:
            continue
        found = _BEFORE.search(text, max(0, stop.start() - LONGEST_WORD), stop.start())
        if found is None or found[0].lower() in _SHORT:
            continue
        word = found[0]
        if _SMALL_WORD.fullmatch(word):
            if word != "in" or not text[: found.start()].rstrip()[-1:].isdigit():
                yield start
        elif _NAME.fullmatch(word) and (
            "“" in stop[1] or '"' in stop[1] or _start_odds(text, stop.end()) >= SURE_START
        ):
            yield start


def _start_odds(text: str, at: int) -> float:
    """Log-odds that the capitalised word at `at` begins a sentence."""
    word = _CAPITALISED.match(text, at)
    return starts().get(word[0].replace("’", "'"), UNLISTED_START) if word else UNLISTED_START
