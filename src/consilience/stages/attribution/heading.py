"""The headline of a page -> who is given as saying it: `Brandt: The dam will hold`, `Marsh to farmers: 'Hold on'`."""

from __future__ import annotations

from ...knowledge.reporting import frames
from ...text.cues import Cue
from .stretches import Page

MOST_NAME = 8  # tokens before the colon
_TO = frozenset({"to", "on"})
_STUDIES = frozenset({"poll", "study", "survey", "source", "sources", "analysis", "review", "witness"})


def heading(page: Page, speakers: frozenset[str]) -> Cue | None:
    """The cue of a headline that names its speaker before a colon; None where the words there name nobody who speaks.

    `speakers` are nouns for people, bodies and texts ("Police: ...", "Poll: ..."). A headline is the first paragraph,
    one sentence, with a clause or quoted words behind the colon.
    """
    tokens, verbs = page.tokens, frames("verb")
    if not page.parse.sentences or page.parse.sentences[0].paragraph:
        return None
    row = page.parse.sentences[0]
    colon = next((t.i for t in tokens[row.first : min(row.first + MOST_NAME, row.last)] if t.text == ":"), None)
    if not colon or colon >= row.last - 1 or colon in page.inside:
        return None
    to = next((t.i for t in tokens[1:colon] if t.lower in _TO), colon)
    name, rest = tokens[row.first : to], tokens[colon + 1 : row.last + 1]
    last = name[-1]
    spoken = any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VB") for t in rest) or any(t.i in page.inside for t in rest)
    if not spoken or any(t.tag[:2] in ("VB", "MD", "WP", "WR") or t.text in ",;–—-" for t in name):
        return None
    body = (
        last.lower in _STUDIES
        or last.lemma in speakers
        or last.lower in speakers
        or last.lower.removesuffix("s") in speakers
    )
    named = any(t.ent in ("PERSON", "ORG", "NORP") for t in name) or (
        len(name) == 1 and last.tag == "NNP" and last.ent not in ("GPE", "LOC", "DATE", "EVENT", "FAC")
    )
    if not body and not (named and last.tag.startswith("NNP")):
        return None
    end = row.last
    for t in rest:  # "...; campaign says schedule was full": the second half has its own speaker
        if t.text == ";" and any(o.tag == "VBZ" and "that" in verbs.get(o.lemma, ()) for o in tokens[t.i : row.last]):
            end = min(end, t.i - 1)
    return Cue(colon, (to, colon), "say", "heading", (row.first, to - 1), ((colon + 1, end),))
