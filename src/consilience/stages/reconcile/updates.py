"""Whether figures that differ are one figure as it moved: later reports give another, and say so or count what grows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .counts import CASUALTY, Count
from .readings import Text, later

# What goes on being counted after the event, by status, and by what is counted or said of it (stems).
_GROWING = CASUALTY | frozenset({"arrested", "detained", "evacuated", "infected", "displaced", "rescued", "freed"})
_PERSONS = frozenset({"person", "group"})
_COUNTED_ON = frozenset("vote case signa death victi casua donat infec affec arres detai evacu displ".split())
# Words of a later passage that say that the figure has moved.
_MOVED = frozenset(
    "rise rose risen rising raise raised increase increased climb climbed climbing jump jumped grow grew grown swell swelled "
    "now revise revised revision update updated upgrade upgraded downgraded lower lowered latest previously earlier "
    "initially originally instead corrected".split()
)


def is_update(text: Text, rows: Sequence[Count]) -> bool:
    """True where later reports give another figure because it moved.

    That is: the larger figures are published later and belong to a count that goes on by nature (the killed, votes,
    cases), or the passage of each later figure says that it moved ("rose to"). An age, and what was counted once
    and for all (documents signed, people on board), does not move: there the reports disagree.
    """
    if rows[0].unit == "age":
        return False
    first: dict[float, str] = {}
    for c in sorted(rows, key=lambda c: (text.instants[c.report], c.report, c.token)):
        first.setdefault(c.row.value, text.instants[c.report])
    by_time = sorted(first, key=lambda v: (first[v], v))
    if "" in first.values() or not all(later(first[a], first[b]) for a, b in pairwise(by_time)):
        return False
    growing = all(
        c.row.status in _GROWING
        or c.said & _COUNTED_ON
        or c.what in _COUNTED_ON
        or (c.kinds & _PERSONS and "sign" in c.said)
        for c in rows
    )
    if growing and by_time == sorted(by_time):
        return True
    moved = {c.row.value for c in rows if _says_so(text, c)}
    return all(v in moved for v in by_time[1:])


def _says_so(text: Text, c: Count) -> bool:
    clause = text.clause_of(c.report, c.token)
    tokens = text.reports[c.report].parse.tokens
    held = list(clause.tokens)
    if clause.governor >= 0:
        held += text.clauses(c.report, c.sentence)[clause.governor].tokens
    return any(tokens[i].lower in _MOVED for i in held)
