"""The same words state the same: copies differ in their quotation marks and dashes, not in what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ...model.claim import SURE, Claim, Evidence
from ...model.span import Span
from .readings import Text

FEWEST_WORDS = 5  # shorter sentences ("He did not say.") may speak of different things in the same words
_MARKS = {ord(c): " " for c in '"“”„«»‘…—–-,;:.!?()[]\u00a0'} | {ord(c): "'" for c in "’´"}


def same_wording(text: Text, claims: Sequence[Claim]) -> list[Claim]:
    """The claims; a passage in the words of its statement surely states it, and of claims with statements in equal
    words the first, which is the weightiest, has all passages that surely state one of them.

    Letters of either case and marks count as equal. The others stay as they are: they are told with the first.
    """
    out: list[Claim] = []
    first: dict[str, int] = {}
    for claim in claims:
        words = _words(claim.statement)
        told = _with(claim, _certain(text, words, claim.evidence)) if len(claim.evidence) > 1 else claim
        held = first.get(words)
        if held is not None:
            out[held] = _with(out[held], (*out[held].evidence, *told.stating))
        elif words.count(" ") >= FEWEST_WORDS - 1:
            first[words] = len(out)
        out.append(told)
    return out


def _with(claim: Claim, evidence: Iterable[Evidence]) -> Claim:
    """The claim with these passages, each once, as sure as the surest of its rows."""
    found: dict[Span, Evidence] = {}
    for e in evidence:
        if e.span not in found or found[e.span].certainty < e.certainty:
            found[e.span] = e
    told = tuple(sorted(found.values(), key=lambda e: e.span))
    return claim if told == claim.evidence else msgspec.structs.replace(claim, evidence=told)


def _certain(text: Text, words: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The passages, with certainty 1 where they are the statement word by word."""
    return [
        msgspec.structs.replace(e, certainty=1.0)
        if e.certainty < SURE and _words(e.span.of(text.reports[text.number[e.span.article]].article.text)) == words
        else e
        for e in evidence
    ]


def _words(passage: str) -> str:
    """A passage in small letters without marks."""
    return " ".join(passage.lower().translate(_MARKS).split())
