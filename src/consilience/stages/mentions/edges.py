"""What ends a run of capitals and is no part of the name: ranks and offices of the person named next, party and state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...knowledge.people import offices
from ...model.parse import Token
from .runs import HYPHENS

_RANKS = frozenset(
    "lt sgt capt det cpl maj col cmdr ltc gov govs sen sens rep reps gen adm amb cong congressman congresswoman dr mr mrs ms"
    " spokesman spokeswoman".split()
)
# Before an office that is cut away: "Senate Majority Leader", "White House Press Secretary".
_RANKED = frozenset(
    "majority minority deputy vice acting chief senior assistant associate press executive managing prime rear".split()
)
_PARTY = re.compile(r"[DRI] ?[-–] ?[A-Z][\w. ]*")  # "D-N.Y.", as behind a member of Congress


def name_end(tokens: Sequence[Token], begin: int, last: int) -> int:
    """The last token of a name that begins at `begin` in a run up to `last`."""
    end = last
    known = _offices_before(tokens, last)
    while end > begin and (
        tokens[end].lower.rstrip(".") in _RANKS
        or (known and (tokens[end].text in HYPHENS or tokens[end].lower in known))
        or (end < last and tokens[end].lower in _RANKED)
    ):
        end -= 1
    return end


def is_rank(word: str) -> bool:
    """True for a rank or a word before one that is left alone: "Amb.", "Rear" of "Rear Adm."."""
    plain = word.lower().rstrip(".")
    return plain in _RANKS or plain in _RANKED


def is_party_and_state(words: str) -> bool:
    """True for "D-N.Y.", which tells a party and a state and names nobody."""
    return words[:1] in ("D", "R", "I") and _PARTY.fullmatch(words) is not None


def _offices_before(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Offices that end a run where a person's name follows ("FBI Director Ana Reyes"): they are no part of the name."""
    follow = tokens[at + 1] if at + 1 < len(tokens) else None
    person = (
        follow is not None and follow.ent == "PERSON" and follow.sentence == tokens[at].sentence and follow.ent_first
    )
    return _office_words() if person else frozenset()


@cache
def _office_words() -> frozenset[str]:
    return frozenset(offices())
