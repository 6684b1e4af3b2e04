"""Does a sentence look back or ahead at a word? Read off the verb that governs it."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.parse import Parse, Token
from .calendar import Direction

DEEPEST = 12  # steps up the tree; a longer chain is a fault of the parse

# What is done now so that something is done later: the infinitive or the date after them lies ahead.
AHEAD = frozenset(
    "expect schedule plan set due threaten promise vow pledge agree intend hope aim want prepare order call urge "
    "invite slate propose ask await "
    "anticipate likely ready poise project predict forecast postpone delay reschedule book tip must unlikely able".split()
)
# Of these the date that hangs on the participle itself is the one looked ahead to: "set for Monday", not "asked on Monday".
_SET_AHEAD = frozenset(
    "expect schedule plan set due slate anticipate poise project predict forecast postpone delay reschedule book tip "
    "likely ready prepare".split()
)
# Told in the present of what is fixed in a calendar: "the film opens Friday".
_AGENDA = frozenset("begin start open close end expire premiere debut resume kick air reopen".split())
_AHEAD_NOUNS = frozenset(
    "plan deadline decision proposal intention promise pledge threat bid chance opportunity offer".split()
)
_MODALS_AHEAD = frozenset("will would wo 'll ’ll shall 'd ’d".split())
_WOULD = frozenset("would 'd ’d".split())  # future of a past: "said they would meet on Friday" may be over
_MODALS_OPEN = frozenset("may might can could should must ought ca".split())
_BACK = frozenset(("since", "after", "following"))
PLANNED = _AHEAD_NOUNS | frozenset(
    "election ballot vote runoff referendum summit hearing trial inauguration ceremony target date".split()
)
_WON = frozenset("win lose defeat beat gain elect oust sweep flip retake".split())
HAPPENED = frozenset(  # nouns of what nobody puts in a calendar: "Sunday's shooting" lies behind
    "shooting attack killing stabbing slaying crash collision fire blaze blast explosion bombing raid riot storm flood "
    "earthquake quake tornado accident incident murder homicide massacre rampage derailment outage breach leak death "
    "violence bloodshed assault robbery arrest shootout gunfire gunfight drive-by hold-up brawl melee wreck investigation "
    "ruling verdict indictment tweet remark defeat loss upset revelation disclosure outburst apology resignation firing".split()
)
SAYING = frozenset(
    "say tell announce report add confirm state write tweet claim insist note explain argue warn declare acknowledge "
    "describe reveal comment".split()
)


def governor(parse: Parse, i: int) -> Token | None:
    """The nearest verb over token `i` (or itself), None where there is none."""
    tokens = parse.tokens
    token = tokens[i]
    for _ in range(DEEPEST):
        if token.tag[:2] == "VB" or token.tag == "MD":
            return token
        if token.head == token.i:
            return None
        token = tokens[token.head]
    return None


def outlook(parse: Parse, i: int) -> Direction:
    """Where the time named at token `i` lies: "past", "future", or "nearest" where the words do not tell."""
    tokens = parse.tokens
    token = tokens[i]
    near = limit = False
    for _ in range(DEEPEST):
        if token.lower in ("ahead", "until", "till", "by", "before", "pending"):
            near = True  # the named day bounds another: either side of the anchor is possible
            limit = limit or token.lower in ("until", "till", "by")
        elif token.lower in _BACK and token.tag == "IN":
            return "past"
        elif (
            token.lemma in AHEAD
            and token.tag in ("JJ", "IN")
            and token.lower in ("due", "likely", "ready", "unlikely", "able")
        ):
            return _bounded(_verb_outlook(parse, token.head), near, ahead=True)
        elif token.tag == "IN" and _leads_back(tokens, token):
            return "past"
        if token.tag[:2] == "VB":
            found = _bounded(_verb_outlook(parse, token.i), near)
            return "future" if found == "nearest" and limit and token.tag in ("VBZ", "VBP") else found
        if token.head == token.i:
            break
        token = tokens[token.head]
    return "nearest" if near else "past"


def _leads_back(tokens: Sequence[Token], word: Token) -> bool:
    """True for "from" behind a noun ("the message from Tuesday") and for what dates back to its time."""
    head = tokens[word.head]
    if word.lower == "from":
        return head.tag in ("NN", "NNS") and head.i == word.i - 1
    return word.lower == "to" and (
        head.lower == "back" or (head.lemma in ("date", "trace") and tokens[word.i - 1].lower == "back")
    )


def by_noun(parse: Parse, first: int, last: int, found: Direction, *, dated: bool) -> Direction:
    """The outlook `found` for tokens `first` to `last`, corrected by the noun that they stand with.

    "Sunday's shooting" is over whatever the verb says, "the May 1 deadline" (`dated`: a day or month without its year)
    may still come, "the upcoming March vote" will.
    """
    tokens = parse.tokens
    token = tokens[last]
    token = tokens[token.head] if token.lower in ("'s", "’s") else token
    head = tokens[token.head]
    if dated and found == "nearest" and token.dep == "pobj" and head.lower == "in" and _is_due(parse, last):
        return "future"
    if token.dep not in ("poss", "compound", "nmod", "nummod", "npadvmod"):
        return found
    if head.lemma in HAPPENED:
        return "past"
    if first and tokens[first - 1].lower in ("upcoming", "forthcoming"):
        return "future"
    if dated and head.i > token.i and head.lemma in PLANNED:
        verb = governor(parse, head.i)
        if found == "past" and verb is not None and verb.lemma in _WON:
            return "past"  # "they won control in the November election"
        return "nearest" if found == "past" else "future"
    if dated and head.i > token.i and found == "future":
        return "nearest"  # "a court will hear the April ruling"
    return found


def _is_due(parse: Parse, i: int) -> bool:
    """ "The question is on the ballot in November": a plain present of being over what is planned, or what may be."""
    verb = governor(parse, i)
    if verb is None:
        return False
    if verb.tag == "VB" and any(parse.tokens[c].lower in _MODALS_OPEN for c in parse.children[verb.i]):
        return True  # "that could hurt him in November"
    if verb.lemma not in ("be", "face", "have", "come") or verb.tag not in ("VBZ", "VBP"):
        return False
    return any(t.lemma in PLANNED for t in parse.tokens[verb.i : i])


def _bounded(found: Direction, near: bool, ahead: bool = False) -> Direction:
    if ahead:
        return "nearest" if found == "past" else "future"
    return "nearest" if near and found == "past" else found


def _verb_outlook(parse: Parse, i: int, depth: int = 0, *, plain: bool = False) -> Direction:
    """`plain`: only the tense counts, not what the verb means (it governs through a noun or participle)."""
    tokens = parse.tokens
    verb = tokens[i]
    helpers = [tokens[c] for c in parse.children[i] if tokens[c].dep in ("aux", "auxpass") and c < i]
    lowers = {h.lower for h in helpers}
    if lowers & _MODALS_AHEAD:
        if "have" in lowers and verb.tag == "VBN":
            return "past"
        return "nearest" if lowers & _WOULD and not plain and tokens[verb.head].tag in ("VBD", "VBN") else "future"
    if lowers & _MODALS_OPEN:
        negated = any(tokens[c].dep == "neg" for c in parse.children[i])
        return "past" if ("have" in lowers and verb.tag == "VBN") or ("could" in lowers and negated) else "nearest"
    past = (
        verb.tag == "VBD"
        or any(h.tag in ("VBD", "VBN") for h in helpers)
        or (verb.tag == "VBN" and not lowers & {"is", "are", "'s", "’s", "be"})
    )
    if not plain and verb.lemma in _SET_AHEAD and verb.tag in ("VBN", "VBD", "VBZ", "VBP", "VBG"):
        return (
            "nearest" if past and lowers & {"was", "were", "had", "been"} else "future" if verb.tag == "VBN" else "past"
        )
    if past:
        return "past"
    if _waits(verb, lowers) and depth < DEEPEST and _verb_outlook(parse, verb.head, depth + 1) == "future":
        return "future"
    if verb.tag == "VBN":
        return (
            "past"
            if not helpers or lowers & {"has", "have", "'ve"}
            else "future"
            if lowers & {"be"} and "to" in lowers
            else "past"
        )
    if verb.tag in ("VB", "VBG") and depth < DEEPEST and verb.head != i:
        return _under(parse, verb, lowers, depth)
    if verb.lemma in _AGENDA and verb.tag in ("VBZ", "VBP") and not lowers & {"has", "have"}:
        return "future"
    if verb.lemma == "be" and any(tokens[c].dep == "nsubj" and tokens[c].lemma in PLANNED for c in parse.children[i]):
        return "future"  # "the election is Thursday"
    if verb.tag in ("VBZ", "VBP", "VBG"):
        return "past" if verb.lemma in SAYING or lowers & {"has", "have"} else "nearest"
    return "past"


def _waits(verb: Token, helpers: set[str]) -> bool:
    """True for a present under another verb: "will be pumped out before it is towed on Thursday"."""
    present = verb.tag in ("VBZ", "VBP", "VBN") and not helpers & {"has", "have", "'ve", "’ve"}
    return present and verb.dep == "advcl" and verb.head != verb.i


def _under(parse: Parse, verb: Token, helpers: set[str], depth: int) -> Direction:
    """The outlook of an infinitive or participle: its own where its governor looks ahead, else the governor's."""
    tokens = parse.tokens
    if verb.tag == "VBG" and helpers & {"is", "are", "'s", "'re", "’s", "’re", "am"}:
        return "nearest"
    head = tokens[verb.head]
    if (
        verb.tag == "VB"
        and "to" in helpers
        and (head.lemma in AHEAD or head.lemma in _AHEAD_NOUNS or (head.tag in ("VBZ", "VBP") and head.lemma == "be"))
    ):
        had = any(tokens[c].lower == "had" and tokens[c].dep == "aux" for c in parse.children[head.i])
        return "nearest" if had else "future"  # "they had hoped to win on Tuesday"
    for _ in range(DEEPEST):
        if head.tag[:2] == "VB" or head.head == head.i:
            break
        head = tokens[head.head]
    return _verb_outlook(parse, head.i, depth + 1, plain=verb.tag == "VBG") if head.tag[:2] == "VB" else "nearest"
