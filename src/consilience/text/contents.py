"""Token rows -> what a reporting verb reports, by the frames of the table: clause, question, infinitive, object, preposition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..knowledge.people import noun_kinds
from ..model.parse import Parse, Token
from .sources import ISSUED, Range, joins_report, span_of

Lexicon = Mapping[str, Mapping[str, str]]  # lemma -> {frame: kind}

RELATIVE = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"})

_WORDED = frozenset(
    "say call claim warn urge ask argue state announce accuse condemn describe declare demand reject praise".split()
)
_STRIKING = frozenset({"attack", "assail", "blast", "slam", "threaten", "hit"})
_TELLING = frozenset("tell inform assure remind warn notify convince persuade reassure advise".split())


def reported(parse: Parse, verb: Token, frames: Mapping[str, str], nouns: Lexicon) -> tuple[str, list[Range]]:
    """The first frame that the tree bears out, with its ranges; ("", []) where none does."""
    tokens, kids = parse.tokens, parse.children[verb.i]
    clause = obj = None
    passive = False
    for token in (tokens[c] for c in kids):
        dep = token.dep
        if dep == "ccomp":  # a later one only where "that" opens it
            late = token.i > verb.i and tokens[token.left].lower == "that" and tokens[token.left].dep == "mark"
            clause = token if clause is None or (late and clause.i < verb.i) else clause
        elif dep == "dobj":
            obj = obj or token
        elif dep in ("nsubjpass", "auxpass"):
            passive = True
    if clause is not None:
        hit = _clause_frame(parse, verb, clause, frames)
        if hit[0]:
            return hit
    aside = _as_parenthesis(parse, verb) or _what_it_was(parse, verb)
    if aside is not None and "that" in frames:
        return "that", [aside]
    for child in kids:
        token = tokens[child]
        if token.dep in ("xcomp", "advcl") and token.tag in ("VB", "VBN", "VBG", "JJ") and infinitive(parse, token):
            if ("obj-to" in frames and token.dep == "xcomp") or ("obj-to" in frames and _addressee(parse, verb, token)):
                return "obj-to", [(token.left, _conditions(parse, verb, token))]
            if "to" in frames and token.dep == "xcomp" and not passive:
                return "to", [(token.left, _conditions(parse, verb, token))]
    hit = _object_frames(parse, verb, obj, frames, nouns, passive)
    if hit[0]:
        return hit
    return _prepositional(parse, kids, frames)


def _prepositional(parse: Parse, kids: Sequence[int], frames: Mapping[str, str]) -> tuple[str, list[Range]]:
    """ "Called for talks", "called for the parents to be held": the noun, and an infinitive that follows it at once."""
    tokens = parse.tokens
    for child in kids:
        token = tokens[child]
        if token.dep == "prep" and token.lower in frames:
            inner = next((tokens[c] for c in parse.children[child] if tokens[c].dep in ("pobj", "pcomp")), None)
            if inner is not None:
                last = token.right
                for other in (tokens[c] for c in kids):
                    if other.left == last + 1 and other.dep in ("xcomp", "advcl") and infinitive(parse, other):
                        last = other.right
                return token.lower, [(inner.left, last)]
    return "", []


def _clause_frame(parse: Parse, verb: Token, clause: Token, frames: Mapping[str, str]) -> tuple[str, list[Range]]:
    tokens = parse.tokens
    if clause.i > verb.i:
        clause = _before_reporter(parse, clause)
    kids = [tokens[c] for c in parse.children[clause.i]]
    to = next((k.i for k in kids if k.lower == "to" and k.dep == "aux"), None)
    if clause.tag == "VB" and to is not None:  # "urged Ms. A to veto": the object heads the clause
        return ("obj-to", [(to, clause.right)]) if "obj-to" in frames else ("", [])
    first = tokens[clause.left]
    if clause.left < verb.i < clause.i and first.lower in RELATIVE:  # "who the army said was bruised"
        return ("that", [(verb.i + 1, clause.right)]) if "that" in frames else ("", [])
    if "that" in frames and clause.left < verb.i < clause.right:
        return "that", _around(parse, verb, clause)
    if clause.i < verb.i:
        return ("that", [_before(parse, verb, clause)]) if "that" in frames or "quote" in frames else ("", [])
    if first.lower in RELATIVE or any(k.lower in RELATIVE and k.i < clause.i for k in kids):
        for name in ("if", "that"):
            if name in frames:
                return name, [span_of(clause)]
        return "", []
    if "that" in frames:
        return "that", [(_behind_hearer(parse, verb, clause), _before_next(parse, verb, clause))]
    if "obj-as" in frames and clause.right - clause.left < 25:
        return "obj-as", [span_of(clause)]
    return "", []


def _before_reporter(parse: Parse, clause: Token) -> Token:
    """ "Insisted that it was safe, the Echo reported": the clause without the one who passes it on behind it."""
    tokens = parse.tokens
    kids = [tokens[c] for c in parse.children[clause.i]]
    inner = next((k for k in kids if k.dep == "ccomp" and k.left == clause.left and k.i < clause.i), None)
    teller = next((k for k in kids if k.dep == "nsubj"), None)
    passes_on = inner is not None and teller is not None and inner.right < teller.left and teller.i < clause.i
    return inner if inner is not None and passes_on else clause


def _behind_hearer(parse: Parse, verb: Token, clause: Token) -> int:
    """Where the clause begins, without the one who is told ("told the forum he was against it", "told a friend that ...")."""
    tokens = parse.tokens
    if verb.lemma not in _TELLING or clause.left != verb.i + 1:
        return clause.left
    for t in tokens[clause.left : clause.right]:
        if t.lower == "that" and t.tag == "IN":
            return t.i
        if t.tag in ("VBD", "VBZ", "VBP", "MD"):
            break
    subjects = [tokens[c] for c in parse.children[clause.i] if tokens[c].dep == "nsubj" and c < clause.i]
    return subjects[-1].left if len(subjects) > 1 else clause.left


def _before_next(parse: Parse, verb: Token, clause: Token) -> int:
    """The last token of a reported clause, without a second report joined to it ("said A but added that B")."""
    tokens = parse.tokens
    for child in parse.children[clause.i]:
        other = tokens[child]
        if other.dep == "conj" and joins_report(parse, verb, clause, other):
            last = other.left - 1
            while last > clause.i and (tokens[last].tag in ("CC", ",", "RB")):
                last -= 1
            return last
    return clause.right


def _object_frames(
    parse: Parse, verb: Token, obj: Token | None, frames: Mapping[str, str], nouns: Lexicon, passive: bool
) -> tuple[str, list[Range]]:
    tokens, kids = parse.tokens, parse.children[verb.i]
    if "obj-as" in frames:
        named = next((tokens[c] for c in kids if tokens[c].dep == "oprd"), None)
        if named is None:
            named = next(
                (tokens[c] for c in kids if tokens[c].dep == "prep" and tokens[c].lower == "as" and c > verb.i), None
            )
        if named is None and obj is not None:  # "condemned the strike as ...": the phrase may hang on the object
            named = next(
                (tokens[c] for c in parse.children[obj.i] if tokens[c].dep == "prep" and tokens[c].lower == "as"), None
            )
        if named is not None:
            what = obj or next(
                (tokens[c] for c in kids if tokens[c].dep == "prep" and tokens[c].lower in ("to", "of", "on")), None
            )
            first = named.left
            if what is not None and verb.i < what.i < named.i:
                first = what.left if what.dep == "dobj" else what.i + 1
            subject = next((tokens[c] for c in kids if tokens[c].dep == "nsubjpass"), None)
            ranges = [(first, named.right)]
            if subject is not None and subject.lower not in RELATIVE:
                ranges.insert(0, span_of(subject))
            return "obj-as", ranges
    if "obj-noun" in frames and obj is not None and obj.lemma not in nouns:
        return "", []
    if (
        obj is not None
        and obj.lemma in ISSUED
        and any(tokens[c].dep == "acl" and tokens[c].lemma in _WORDED for c in parse.children[obj.i])
    ):
        return "", []  # "issued a statement calling ...": the statement's own words count
    if verb.lemma in _STRIKING and obj is not None and _place(obj):
        return "", []  # "attacked the building": no words but a deed
    if "obj" in frames or "obj-noun" in frames:
        if obj is not None and obj.i > verb.i and obj.tag not in ("PRP$",):
            return "obj" if "obj" in frames else "obj-noun", [(obj.left, max(obj.right, _tail(parse, verb, obj)))]
        if passive:
            subject = next((tokens[c] for c in kids if tokens[c].dep == "nsubjpass"), None)
            agent = any(tokens[c].dep == "agent" for c in kids)
            if subject is not None and agent and subject.i < verb.i:
                return "obj", [span_of(subject)]
    return "", []


def _place(noun: Token) -> bool:
    return "place" in noun_kinds().get(noun.lemma, ())


def _tail(parse: Parse, verb: Token, obj: Token) -> int:
    """The last token of a prepositional phrase that follows the object at once and hangs on the verb ("support for ... ")."""
    last = obj.right
    for child in parse.children[verb.i]:
        token = parse.tokens[child]
        if token.dep == "prep" and token.left == last + 1 and token.lower in ("for", "about", "over", "of", "against"):
            last = token.right
    return last


def _conditions(parse: Parse, verb: Token, infinitive: Token) -> int:
    """The last token of the infinitive with the if- and when-clauses that follow it at once."""
    last = infinitive.right
    for child in parse.children[verb.i]:
        token = parse.tokens[child]
        if token.left == last + 1 and token.dep == "advcl" and parse.tokens[token.left].tag in ("IN", "WRB"):
            last = token.right
    return last


def _addressee(parse: Parse, verb: Token, infinitive: Token) -> bool:
    """True where somebody is named between the verb and the infinitive ("called on Ms. A to veto")."""
    return any(
        verb.i < c < infinitive.i
        and parse.tokens[c].dep in ("dobj", "dative", "prep")
        and (parse.tokens[c].dep != "prep" or parse.tokens[c].lower in ("on", "upon", "to", "with"))
        for c in parse.children[verb.i]
    )


def infinitive(parse: Parse, token: Token) -> bool:
    """The verb has "to" before it."""
    return any(parse.tokens[c].lower == "to" and parse.tokens[c].dep == "aux" for c in parse.children[token.i])


def _as_parenthesis(parse: Parse, verb: Token) -> Range | None:
    """ "As she explains, ..." and "..., as she put it": the content is the main clause around the parenthesis."""
    tokens = parse.tokens
    if verb.dep != "advcl" or verb.head == verb.i:
        return None
    mark = next(
        (c for c in parse.children[verb.i] if tokens[c].dep in ("mark", "advmod") and tokens[c].lower == "as"), None
    )
    if mark is None:
        return None
    main = tokens[verb.head]
    if verb.right < main.i:
        return (verb.right + 1, main.right)
    return (main.left, verb.left - 1)


def _what_it_was(parse: Parse, verb: Token) -> Range | None:
    """ "What the mayor says was a mistake": the content is what the copula gives."""
    tokens = parse.tokens
    if verb.dep not in ("csubj", "csubjpass") or tokens[verb.left].lower != "what":
        return None
    return next(
        (
            span_of(tokens[c])
            for c in parse.children[verb.head]
            if c > verb.head and tokens[c].dep in ("attr", "acomp", "ccomp")
        ),
        None,
    )


def _before(parse: Parse, verb: Token, clause: Token) -> Range:
    """Content that stands before its verb ("..., he said"): from the clause's beginning to the reporting clause."""
    tokens = parse.tokens
    last = verb.i - 1
    for child in parse.children[verb.i]:
        token = tokens[child]
        if clause.i < token.i < verb.i and token.dep in ("nsubj", "advmod", "aux", "neg", "npadvmod"):
            last = min(last, token.left - 1)
    return (clause.left, max(clause.left, last))


def _around(parse: Parse, verb: Token, clause: Token) -> list[Range]:
    """Content split by its cue ("The plan, he said, would fail"): what stands before and after the reporting clause."""
    tokens = parse.tokens
    own = [
        tokens[c]
        for c in parse.children[verb.i]
        if c != clause.i and tokens[c].dep in ("nsubj", "advmod", "aux", "neg", "npadvmod", "dobj", "dative", "prep")
    ]
    first = min([verb.i, *(t.left for t in own if clause.left < t.left)])
    last = max([verb.i, *(t.right for t in own if t.right < clause.right and t.left > clause.left)])
    pieces = [(clause.left, first - 1), (last + 1, clause.right)]
    return [p for p in pieces if p[0] <= p[1]]
