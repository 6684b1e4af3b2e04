"""What one report says there was none of, and another tells: "no arrests have been made", "police arrested a man".

A report speaks of none where it negates the deed of everybody ("no one", "no arrests", "did not arrest anyone", "all were
unhurt") or of all of one group ("no passengers were hurt"), never of one person. A report that tells both speaks of two
occasions, and is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ...knowledge.countries import state_of
from ...knowledge.tables import table
from ...model.claim import Conflict
from ...model.parse import Parse, Token
from ...model.record import Reason
from ...text.predicates import is_negated, is_term
from ...text.syntax import Syntax
from .readings import Reading, Text, conflict, later
from .slots import Sentences
from .wording import quoted

COMMON = 0.5  # share of the reports with a term from which it is what the story is about and sets nothing apart

_NO = frozenset({"no", "neither"})
_NOBODY = frozenset({"nobody", "none", "one", "anyone", "anybody"})
_ALL = frozenset({"all", "every", "everyone", "everybody", "both"})
_ANY = frozenset({"any", "anyone", "anybody"})
_BUT = frozenset({"other", "others", "else", "further", "more", "additional", "but", "except", "besides"})
_DEGREE = frozenset({"immediate", "confirmed", "known", "reported", "formal", "criminal", "suspected"})
_SUFFER = frozenset("suffer sustain receive have escape face".split())
_NOTED = frozenset("be make report file bring lay announce confirm cause result have see leave tell give say".split())
_BROUGHT = frozenset("file bring lay face press announce".split())  # charges
_THEIR = frozenset({"their", "them", "they"})
_SELF = frozenset({"himself", "herself", "themselves"})
_CELLS = frozenset({"jail", "prison", "custody", "cell", "station", "detention"})
_SHARED = frozenset("release publish disclose reveal give make provide announce name".split())  # names
_OPEN = frozenset("if whether unless until could may might would should can before".split())
_SUFFERED = frozenset({"injury", "death"})  # which befalls doers as well, of whom "no one" is not said
_DOERS = frozenset("suspect attacker gunman shooter bomber assailant perpetrator killer hijacker".split())
_AGO = frozenset("ago previously previous earlier past last prior since".split())
_SIGNS = _NO | _NOBODY | _ALL | frozenset({"not", "n't", "n’t", "never", "will"})
_LIGHT = frozenset(
    "people person police officer official authority department report word incident case connection time sign indication suspect "
    "spokesman spokeswoman statement news agency claim group public".split()
)


class _Told(NamedTuple):
    """A deed at a token: `of`: the token of those to whom it did (not) happen, -1 for nobody or anybody; `mark`: first, last."""

    report: int
    sentence: int
    token: int
    of: int
    mark: tuple[int, int]


@cache
def _uses() -> dict[str, dict[str, tuple[str, ...]]]:
    """Lemma -> use -> deeds."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in table("nones"):
        for word in row["words"].split("|"):
            held = found.setdefault(word, {})
            held[row["use"]] = (*held.get(row["use"], ()), row["deed"])
    return found


def none_and_some(text: Text, sentences: Sentences) -> list[Conflict]:
    """One conflict for each deed of which some reports say there was none and others tell one."""
    found = [_words(text, report) for report in range(len(text.reports))]
    none = _deeds(text, [[t for t in held if _negates(text, k, t)] for k, held in enumerate(found)], True)
    if not none:
        return []
    some = _deeds(text, found, False)
    shares = _shares(text, sentences) if none.keys() & some.keys() else Counter()
    out = []
    for deed in sorted(none.keys() & some.keys()):
        pairs = [
            (a, b)
            for a in none[deed]
            for b in some[deed]
            if all(a.report != c.report for c in some[deed] if _of_same(text, sentences, deed, a, c))
            and _of_same(text, sentences, deed, a, b)
            and _nothing_apart(text, sentences, a, b, shares)
        ]
        if pairs:
            out.append(_row(text, deed, pairs))
    return out


def _words(text: Text, report: int) -> list[Token]:
    """The words of a report that may tell one of the deeds."""
    known = _uses()
    return [t for t in text.reports[report].parse.tokens if t.lemma in known]


def _negates(text: Text, report: int, token: Token) -> bool:
    """True where something in the sentence of a token may say that there was none, or will be."""
    parse = text.reports[report].parse
    row = parse.sentences[token.sentence]
    return any(t.dep == "neg" or t.lower in _SIGNS for t in parse.tokens[row.first : row.last + 1])


def _deeds(text: Text, words: Sequence[Sequence[Token]], none: bool) -> dict[str, list[_Told]]:
    """By deed, where it is said that there was `none`, or else one."""
    known, out = _uses(), dict[str, list[_Told]]()
    for report, held in enumerate(words):
        parse = text.reports[report].parse
        syntax = Syntax(parse)
        earlier = {e.head for e in text.reports[report].events if e.background}
        for token in held:
            row = parse.sentences[token.sentence]
            if (token.i in earlier and not none) or parse.tokens[row.last].text == "?":
                continue
            for use, deeds in known[token.lemma].items():
                found = _READ[use](parse, syntax, token)
                if found is None or found[0] != none or text.corrects(report, token.sentence):
                    continue
                of = found[1]
                mark = (min(token.i, of), max(token.i, of)) if of >= 0 else (token.i, token.i)
                for deed in deeds:
                    out.setdefault(deed, []).append(_Told(report, token.sentence, token.i, of, mark))
    return out


_Found = tuple[bool, int] | None  # whether none, and of whom


def _of_object(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    if token.tag[:1] != "V":
        return None
    whom = syntax.slots(token.i).get("dobj", ())
    if any(parse.tokens[c].dep == "nsubjpass" for c in parse.children[token.i]):
        whom = tuple([i for i in whom if i < token.i])
    return _of_verb(parse, token, whom)


def _of_subject(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    if token.tag[:1] != "V":
        return None
    return _of_verb(parse, token, syntax.slots(token.i).get("subj", ()))


def _of_verb(parse: Parse, token: Token, whom: Sequence[int]) -> _Found:
    tokens = parse.tokens
    if len(whom) != 1 or _is_open(parse, token):
        return None
    one = tokens[whom[0]]
    if _is_but(parse, one):
        return None
    if _is_no(parse, one) or (is_negated(parse, token.i) and _is_any(parse, one)):
        return True, -1 if one.lower in _NOBODY and not _group(parse, one) else _group(parse, one) or one.i
    counted = any(tokens[c].lower == "how" for c in parse.children[one.i])
    return None if is_negated(parse, token.i) or one.lower in _NOBODY or counted else (False, one.i)


def _of_noun(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    """ "No arrests were made", "without any injuries", "no reports of injuries"; "charges were filed", "made two arrests"."""
    tokens = parse.tokens
    if token.tag[:1] != "N":
        return None
    at = token
    if token.dep == "pobj" and tokens[token.head].lower == "of":
        at = tokens[tokens[token.head].head]
        if at.lemma not in ("report", "word", "sign", "claim", "indication"):
            return None
    verb = tokens[at.head]
    if _is_open(parse, verb):
        return None
    subject = syntax.slots(verb.i).get("subj", ()) if verb.tag[:1] == "V" and at.dep == "dobj" else ()
    if token.lemma == "responsibility":
        return _claimed(parse, token, at, verb, subject)
    denied = any(tokens[c].lower == "no" for c in parse.children[at.i]) or (
        verb.tag[:1] == "V" and is_negated(parse, verb.i) and any(tokens[c].lower in _ANY for c in parse.children[at.i])
    )
    mods = [tokens[c] for i in {token.i, at.i} for c in parse.children[i] if tokens[c].dep in ("amod", "compound")]
    if denied and any(t.lower not in _DEGREE for t in mods):
        return None
    if verb.lemma in _SUFFER and at.dep == "dobj" and token.lemma != "charge":
        whole = len(subject) == 1 and tokens[subject[0]].tag[:2] == "NN" and (denied or not is_negated(parse, verb.i))
        return (denied, subject[0]) if whole else None
    if denied:
        return (True, -1) if verb.lemma in _NOTED or verb.tag[:1] == "N" else None
    if token.lemma == "charge" and verb.lemma not in _BROUGHT:
        return None
    done = verb.tag in ("VBD", "VBZ", "VBP", "VBN", "VBG") and not is_negated(parse, verb.i)
    return (False, -1) if done and at is token and token.dep in ("dobj", "nsubjpass") else None


def _claimed(parse: Parse, token: Token, at: Token, verb: Token, subject: Sequence[int]) -> _Found:
    """Responsibility that somebody or nobody claimed."""
    tokens = parse.tokens
    if at is not token:
        return (
            (True, -1) if at.lemma == "claim" and any(tokens[c].lower == "no" for c in parse.children[at.i]) else None
        )
    if verb.lemma not in ("claim", "take") or token.dep != "dobj" or len(subject) != 1:
        return None
    if _is_no(parse, tokens[subject[0]]):
        return True, -1
    return None if is_negated(parse, verb.i) else (False, -1)


def _of_state(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    """ "No one was in custody", "a man is in custody", "took him into custody", "is being held at the jail"."""
    tokens = parse.tokens
    if token.tag[:1] == "V":
        return _held(parse, syntax, token)
    if token.dep != "pobj" or tokens[token.head].lower not in ("in", "into"):
        return None
    verb = tokens[tokens[token.head].head]
    if verb.tag[:1] != "V":
        return None
    slots = syntax.slots(verb.i)
    return _of_verb(parse, verb, slots.get("subj", ()) if verb.lemma in ("be", "remain") else slots.get("dobj", ()))


def _held(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    """Of a man who turned himself in, or is held in a jail."""
    tokens = parse.tokens
    slots = syntax.slots(token.i)
    if token.lemma == "hold":
        where = [c for p in ("in", "at") for c in slots.get(p, ())]
        return _of_verb(parse, token, slots.get("dobj", ())) if any(tokens[c].lower in _CELLS for c in where) else None
    whom = slots.get("dobj", ())
    himself = len(whom) == 1 and tokens[whom[0]].lower in _SELF
    given_in = any(tokens[c].lower in ("in", "into", "to", "over") for c in parse.children[token.i])
    return _of_verb(parse, token, slots.get("subj", ())) if himself and given_in else None


def _of_spared(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    """ "All passengers were unhurt": none of them was hurt."""
    tokens = parse.tokens
    verb = tokens[token.head]
    if token.dep not in ("acomp", "oprd") or is_negated(parse, verb.i):
        return None
    for c in syntax.slots(verb.i).get("subj", ()):
        if tokens[c].lower in _ALL or any(tokens[d].lower in _ALL for d in parse.children[c]):
            of = _group(parse, tokens[c]) or c
            return True, -1 if tokens[of].lower in _ALL else of
    return None


def _of_given(parse: Parse, syntax: Syntax, token: Token) -> _Found:
    """Names that were, or were not, made known; of those whose names they are."""
    tokens = parse.tokens
    verb = tokens[token.head]
    if verb.lemma not in _SHARED or verb.tag[:1] != "V" or token.dep not in ("dobj", "nsubjpass"):
        return None
    below = [tokens[c] for c in parse.children[verb.i]]
    if verb.lemma in ("make", "give", "provide") and not any(t.lower in ("public", "known") for t in below):
        return None
    owners = [c for c in parse.children[token.i] if tokens[c].dep == "poss"]
    owners += [d for c in parse.children[token.i] if tokens[c].lower == "of" for d in parse.children[c]]
    if len(owners) != 1:
        return None
    ahead = any(t.lower in ("will", "wo", "'ll") for t in below)
    if ahead or is_negated(parse, verb.i):
        return True, owners[0]
    return None if _is_open(parse, verb) or verb.tag == "VB" else (False, owners[0])


_READ = {
    "object": _of_object,
    "subject": _of_subject,
    "noun": _of_noun,
    "state": _of_state,
    "spared": _of_spared,
    "given": _of_given,
}


def _is_no(parse: Parse, token: Token) -> bool:
    below = {parse.tokens[c].lower for c in parse.children[token.i]}
    return token.lower in ("nobody", "none") or bool(below & _NO)


def _is_any(parse: Parse, token: Token) -> bool:
    return token.lower in _ANY or any(parse.tokens[c].lower in _ANY for c in parse.children[token.i])


def _is_but(parse: Parse, token: Token) -> bool:
    """ "No one else", "no other officers"."""
    return token.lower in _BUT or any(parse.tokens[c].lower in _BUT for c in parse.children[token.i])


def _group(parse: Parse, token: Token) -> int:
    """ "None of the passengers": the passengers; 0 for nobody."""
    below = [d for c in parse.children[token.i] if parse.tokens[c].lower == "of" for d in parse.children[c]]
    return below[0] if below else 0


def _is_open(parse: Parse, verb: Token) -> bool:
    """True where a verb is not told as done: it may, it would, if it did, to do it."""
    below = {parse.tokens[c].lower for c in parse.children[verb.i]}
    return bool(below & _OPEN) or verb.tag == "VB"


def _of_same(text: Text, sentences: Sentences, deed: str, a: _Told, b: _Told) -> bool:
    """True where those of whom none is told take in those of whom one is."""
    if a.of < 0:
        return b.of < 0 or deed not in _SUFFERED or text.reports[b.report].parse.tokens[b.of].lemma not in _DOERS
    if b.of < 0 or not _inside(text, sentences, a) <= sentences.held(b.report, b.sentence):
        return False
    one, two = text.span(a.report, a.of, a.of), text.span(b.report, b.of, b.of)
    known = text.entity_at(one)
    if known is not None and known == text.entity_at(two):
        return True
    tokens = text.reports[a.report].parse.tokens, text.reports[b.report].parse.tokens
    if tokens[0][a.of].lower in _THEIR:
        return tokens[1][b.of].tag == "NNS"
    if sentences.keys(a.report)[a.of] == sentences.keys(b.report)[b.of]:
        return text.reports[a.report].parse.tokens[a.of].tag[:2] == "NN"
    states = _states(text, a)
    return bool(states & _states(text, b))


def _inside(text: Text, sentences: Sentences, told: _Told) -> set[str]:
    """Keys of where those were of whom none is told: "none of the guests on the boat"."""
    parse, keys = text.reports[told.report].parse, sentences.keys(told.report)
    preps = [c for c in parse.children[told.of] if parse.tokens[c].lower in ("on", "in", "at", "aboard", "inside")]
    return {keys[d] for c in preps for d in parse.children[c] if parse.tokens[d].tag[:2] == "NN"}


def _states(text: Text, told: _Told) -> set[str]:
    """The states named in the words for those of whom it is told: "American soldiers"."""
    tokens = text.reports[told.report].parse.tokens
    token = tokens[told.of]
    found = (state_of(t.text) for t in tokens[token.left : token.i + 1] if t.tag in ("NNP", "NNPS", "JJ"))
    return {s for s in found if s}


def _shares(text: Text, sentences: Sentences) -> Counter[str]:
    """In how many reports each term stands."""
    return Counter(
        term
        for k, r in enumerate(text.reports)
        for term in {x for n in range(len(r.parse.sentences)) for x in sentences.held(k, n)}
    )


def _nothing_apart(text: Text, sentences: Sentences, a: _Told, b: _Told, shares: Counter[str]) -> bool:
    """True where what is said of none and what is told name no other occasion."""
    if any(t.lower in _AGO for t in _clause(text, b)):
        return False
    known = sentences.held(a.report, a.sentence), sentences.held(b.report, b.sentence)
    keys = sentences.keys(a.report)
    apart = [
        keys[t.i]
        for t in _clause(text, a)
        if is_term(t)
        and t.tag[:2] == "NN"
        and t.lemma not in _LIGHT
        and t.ent not in ("DATE", "TIME")
        and t.i not in (a.token, a.of)
    ]
    return all(shares[k] >= COMMON * len(text.reports) or k in known[1] for k in apart)


def _clause(text: Text, told: _Told) -> list[Token]:
    tokens = text.reports[told.report].parse.tokens
    return [tokens[i] for i in text.clause_of(told.report, told.token).tokens]


def _row(text: Text, deed: str, pairs: Sequence[tuple[_Told, _Told]]) -> Conflict:
    readings = []
    for same, told in (("none", [a for a, _ in pairs]), ("some", [b for _, b in pairs])):
        below = {d.report for d in told if d.sentence}
        for d in dict.fromkeys(told):
            if not d.sentence and d.report in below:
                continue  # a headline tells less than what stands below it
            mark = text.span(d.report, *d.mark)
            value = quoted(text.passage(d.report, d.token).of(text.reports[d.report].article.text))
            readings.append(Reading(d.report, value, same, text.passage(d.report, d.token), mark))
    update = all(later(text.instants[a.report], text.instants[b.report]) for a, b in pairs)
    reason = Reason(rule="none and some", detail=f"both speak of: {deed}")
    return conflict(
        "status", f"none, or some: {deed}", readings, [reason], update=update, order=text.instants if update else ()
    )
