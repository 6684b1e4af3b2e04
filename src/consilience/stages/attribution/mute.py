"""Reporting words without speech: what a thing shows or a plan means, and deeds told with the verbs of speaking.

The corpora count these as attributions, and so do we; an account of who said what sets them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.parse import Token
from ...text.cues import Cue
from ...text.sources import head_of, speaks
from .running import speaking_nouns

NOBODY, NOTHING = "nobody speaks", "nothing is said"

# Frames of a clause or a quotation: with a verb of saying, whoever stands before it is taken to speak.
_CLAUSE = frozenset({"that", "if", "quote", "sentence", "what", ""})
_SAYING = frozenset({"say", "ask"})


def no_speech(tokens: Sequence[Token], cue: Cue) -> tuple[str, ...]:
    """Why a cue without quotation marks tells of no speech ("the timing underscores its weight", "she made news"); empty
    where it does or may."""
    if cue.source is not None:
        head = head_of(tokens, cue.source)
        if head.lower == "you":  # "you wonder why": whoever reads this
            return (NOBODY,)
        says = cue.kind in _SAYING and cue.frame in _CLAUSE
        if not says and head.tag in ("NN", "NNS", "VBG") and not speaks(head, speaking_nouns()):
            return (NOBODY,)
    if cue.frame in _CLAUSE or cue.frame.startswith("noun-") or cue.frame in ("to", "obj-to") or not cue.content:
        return ()
    first, last = cue.content[0][0], cue.content[-1][1]
    told = [t for t in tokens[first : last + 1] if t.tag[:2] in ("NN", "VB", "JJ", "CD", "RB")]
    bare = len(told) < 2 and (cue.frame == "obj-noun" or cue.source is None)  # "made threats", "conceding victory"
    if bare or cue.kind == "find" or not any(t.tag[:2] in ("NN", "VB", "JJ") and t.ent != "DATE" for t in told):
        return (NOTHING,)
    return ()
