"""What one voice said and the next one rejects: "Norland says it built one. Analysts doubt that claim."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...model.annotation import Quotation
from ...model.parse import Token
from .questions import Question, Side, Speech
from .wording import quoted

REJECTING = frozenset({"deny", "doubt", "differ"})  # parts of the table
SAID = "said"  # the question, with who said it and who rejects it behind it

MOST_BETWEEN = 30  # code points between what one voice said and the name of the other
_REJOINS = 1.5  # how plain both sides are

_POINTING = frozenset({"that", "this", "these", "those", "such"})
_TELLING = frozenset(
    "claim accusation allegation assertion suggestion argument characterization characterisation contention notion view "
    "rumor rumour assessment statement charge theory account".split()
)
_CHARGES = frozenset({"allegation", "accusation", "charge", "claim"})  # what "the" may point at, too
_AGAINST = re.compile(r"\b(?:but|while|whereas|although|though)\b")
_DENYING = frozenset("deny dispute dismiss reject".split())
_SEEING = frozenset("see regard view consider call describe".split())  # "see it as"
_IT = frozenset({"it", "this", "that", "them", "these", "those"})
_BEHIND = frozenset({"acl", "relcl", "ccomp", "prep"})


def rejoined(here: Speech, token: Token) -> Iterator[Side]:
    """Both sides at a word of denial, doubt or disagreement that points at what was said in the sentence before."""
    verb = token if token.tag[0] == "V" else here.tokens[token.head]
    if verb.tag[0] != "V" or not token.sentence or here.open(verb) or here.negated(verb):
        return
    before = here.parse.sentences[token.sentence - 1]
    told = [q for start, end, q in here.said if start < before.end and before.start < end <= before.end]
    told.sort(key=lambda q: sum(map(len, q.content)))
    holder = here.holder(verb)
    if not told or not holder or not _points(here, token, verb, told):
        return
    own = here.tokens[here.parse.sentences[token.sentence].first : verb.i]
    if any(here.quotation(t) is not None for t in own):
        return  # what is rejected was said in this sentence, or its rejection is itself reported
    q = told[-1]
    speaker = _speaker(here, q)
    held = [t for t in here.text.tokens(here.report, q.content[0]) if t.sentence == token.sentence - 1]
    begun = [t for t in held if t.text[:1].isalnum()]
    if begun and speaker != holder:
        question = Question(f"{SAID} {speaker} {holder}", printed=quoted(q.content[0].of(here.printed)))
        yield here.side(begun[0], 1, question, speaker, "", _REJOINS)
        yield here.side(token, -1, question, holder, "", _REJOINS)


def contrasted(here: Speech) -> Iterator[Side]:
    """Both sides where one sentence sets two voices against each other: "Norland says it is a mine, but experts see a base"."""
    rows = [row for row in here.said if row[2].parent is None]
    for (_, end, one), (start, _, two) in pairwise(rows):
        if start < end or not one.cue or not two.cue or not two.source or two.source[0].start < end:
            continue
        before = min(two.source[0].start, two.cue[0].start)
        if before > end + MOST_BETWEEN or not _AGAINST.search(here.printed, end, before):
            continue
        speakers = _speaker(here, one), _speaker(here, two)
        first, second = here.text.tokens(here.report, one.content[0]), here.text.tokens(here.report, two.content[0])
        if (
            speakers[0] == speakers[1]
            or not first
            or not second
            or first[0].sentence != second[0].sentence
            or not _opposed(here, one, two)
        ):
            continue
        question = Question(f"{SAID} {speakers[0]} {speakers[1]}", printed=quoted(one.content[0].of(here.printed)))
        yield here.side(first[0], 1, question, speakers[0], "", _REJOINS)
        yield here.side(second[0], -1, question, speakers[1], "", _REJOINS)


def _opposed(here: Speech, one: Quotation, two: Quotation) -> bool:
    """True where the second denies or sees it otherwise, or one of them is called by the side taken."""
    for t in (t for span in two.cue for t in here.text.tokens(here.report, span)):
        after = here.tokens[t.i + 1 : t.i + 2]
        if t.lemma in _DENYING or (t.lemma in _SEEING and any(a.lower in _IT for a in after)):
            return True
    sources = [t for q in (one, two) for span in q.source for t in here.text.tokens(here.report, span)]
    return any("holder" in here.parts(t) for t in sources)


def _points(here: Speech, token: Token, verb: Token, told: Sequence[Quotation]) -> bool:
    """True where what is rejected is what was said: "those claims", "Korven's claim", "the allegations"; just "disagreed"."""
    slots = here.syntax.slots(verb.i)
    what = [*slots.get("dobj", ()), *slots.get("with", ()), *here.syntax.preposition(token.i, ("of", "about"))]
    if not what:
        return token.lemma == "disagree" and verb.dep == "ROOT" and not _modal(here, verb)
    for x in what:
        below = [here.tokens[c] for c in here.children[x]]
        if here.tokens[x].lemma not in _TELLING or any(t.dep in _BEHIND and t.i > x for t in below):
            continue
        if any(t.lower in _POINTING for t in below):
            return True
        whose = [here.owner(t.i) for t in below if t.dep == "poss"]
        if whose:
            return frozenset({_speaker(here, told[-1])}) in whose
        if here.tokens[x].lemma in _CHARGES and any(t.lower == "the" for t in below):
            row = here.parse.sentences[token.sentence - 1]
            said = here.tokens[row.first : row.last + 1]
            return any(here.parts(t) & {"accuse", "allege", "accusation"} for t in said)
    return False


def _modal(here: Speech, verb: Token) -> bool:
    return any(here.tokens[c].tag == "MD" for c in here.children[verb.i])


def _speaker(here: Speech, quotation: Quotation) -> str:
    if quotation.speakers:
        return quotation.speakers[0]
    return quotation.source[0].of(here.printed).lower()
