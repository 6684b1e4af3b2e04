"""Token rows -> places where something is reported: the reporting word, its source and its content, as token ranges.

Reads the dependency tree only; quotation marks are matched with these ranges by the attribution stage.
Frames follow the table of reporting words (see knowledge): a clause, a question, an infinitive, an object, an object
and what it is called, a preposition with its noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model.parse import Parse, Token
from .sources import Range, beside, inverted, noun_source, source_of, span_of

Lexicon = Mapping[str, Mapping[str, str]]  # lemma -> {frame: kind}

_WH = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"})
_JOINED = frozenset(
    "say add imply note insist claim tell argue suggest admit acknowledge call quote accuse describe urge warn praise "
    "criticize criticise".split()
)
_TEXTS = frozenset(
    "statement interview letter report speech conference email e-mail tweet post memo address briefing message note response reply video "
    "call testimony remarks release article column ruling filing contrast addition comments".split()
)


class Cue(NamedTuple):
    """`head` is the reporting token; `words` the tokens of the cue; `source` the tokens of who speaks, None where nobody is named.

    `content` are the ranges of what is reported, empty where the cue only stands beside quotation marks.
    """

    head: int
    words: Range
    kind: str
    frame: str
    source: Range | None
    content: tuple[Range, ...]


def find_cues(
    parse: Parse,
    verbs: Lexicon,
    nouns: Lexicon,
    speakers: frozenset[str] = frozenset(),
    silent: frozenset[int] = frozenset(),
) -> list[Cue]:
    """Every cue of the article in order of text.

    `speakers` are nouns for what can speak (people, bodies, texts); tokens in `silent` (inside quotation marks) cue
    nothing and are no source.
    """
    found: list[Cue] = []
    for token in parse.tokens:
        if token.i in silent:
            continue
        cue = None
        if token.lower == "according":
            cue = _according(parse, token)
        elif token.tag[:2] == "VB":
            cue = _verb_cue(parse, token, verbs, nouns, speakers, silent)
        elif token.tag[:2] == "NN" and token.lemma in nouns:
            cue = _noun_cue(parse, token, nouns[token.lemma])
        if cue is not None:
            found.append(cue)
    return found


def _verb_cue(
    parse: Parse,
    verb: Token,
    verbs: Lexicon,
    nouns: Lexicon,
    speakers: frozenset[str],
    silent: frozenset[int],
) -> Cue | None:
    tokens = parse.tokens
    words, frames = (verb.i, verb.i), verbs.get(verb.lemma)
    after = tokens[verb.i + 1] if verb.i + 1 < len(tokens) else verb
    if after.tag in ("RP", "RB", "IN") and (frames is None or after.tag == "RP"):  # "shot back", "pointed out"
        phrase = verbs.get(f"{verb.lemma} {after.lower}")
        if phrase is not None or (after.tag == "RP" and frames is not None):
            words, frames = (verb.i, after.i), phrase or frames
    if frames is None:
        return None
    frame, content = _content(parse, verb, frames, nouns)
    if not frame and "quote" not in frames and "that" not in frames and "obj" not in frames and "obj-as" not in frames:
        return None
    source = inverted(parse, verb, silent) or source_of(parse, verb, speakers)
    if source is None and frame in ("", "that") and verb.tag in ("VBD", "VBZ", "VBP"):
        source = beside(parse, verb)
    if source is not None and source[0] - 1 in silent and source[1] == verb.i - 1:  # after closing marks
        content = [(a, source[0] - 1 if a < source[0] <= b < verb.i else b) for a, b in content]
    if source is not None and all(i in silent for i in range(source[0], source[1] + 1)):
        source = None
    if (
        not content
        and source is not None
        and frames.get("that") in ("say", "think")
        and verb.tag in ("VBD", "VBZ", "VBP")
    ):
        content = _by_position(parse, verb, source, silent)
        frame = "that" if content else frame
    if tokens[verb.head].lower == "as" and tokens[tokens[verb.head].head].lemma in ("quote", "cite"):
        words = (min(tokens[verb.head].head, verb.i), verb.i)
    kind = frames.get(frame) or next(iter(frames.values()))
    if source is not None and len(content) <= 1 and (not content or content[0][0] > words[1]):
        opening = _opening(parse, source, words, silent)
        if opening is not None and content and tokens[words[1] + 1].text == ",":
            content = [opening, *content]
    return Cue(verb.i, words, kind, frame, _outside(source, content), tuple(content))


def _content(parse: Parse, verb: Token, frames: Mapping[str, str], nouns: Lexicon) -> tuple[str, list[Range]]:
    """The first frame that the tree bears out, with its ranges; ("", []) where none does."""
    tokens, kids = parse.tokens, parse.children[verb.i]
    clause = next((tokens[c] for c in kids if tokens[c].dep == "ccomp"), None)
    passive = any(tokens[c].dep in ("nsubjpass", "auxpass") for c in kids)
    obj = next((tokens[c] for c in kids if tokens[c].dep == "dobj"), None)
    if clause is not None:
        hit = _clause_frame(parse, verb, clause, frames)
        if hit[0]:
            return hit
    aside = _as_parenthesis(parse, verb) or _what_it_was(parse, verb)
    if aside is not None and "that" in frames:
        return "that", [aside]
    for child in kids:
        token = tokens[child]
        if token.dep in ("xcomp", "advcl") and token.tag in ("VB", "VBN", "VBG", "JJ") and _infinitive(parse, token):
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
                    if other.left == last + 1 and other.dep in ("xcomp", "advcl") and _infinitive(parse, other):
                        last = other.right
                return token.lower, [(inner.left, last)]
    return "", []


def _clause_frame(parse: Parse, verb: Token, clause: Token, frames: Mapping[str, str]) -> tuple[str, list[Range]]:
    tokens = parse.tokens
    kids = [tokens[c] for c in parse.children[clause.i]]
    to = next((k.i for k in kids if k.lower == "to" and k.dep == "aux"), None)
    if clause.tag == "VB" and to is not None:  # "urged Ms. A to veto": the object heads the clause
        return ("obj-to", [(to, clause.right)]) if "obj-to" in frames else ("", [])
    first = tokens[clause.left]
    if clause.left < verb.i < clause.i and first.lower in _WH:  # "who the army said was bruised"
        return ("that", [(verb.i + 1, clause.right)]) if "that" in frames else ("", [])
    if "that" in frames and clause.left < verb.i < clause.right:
        return "that", _around(parse, verb, clause)
    if clause.i < verb.i:
        return ("that", [_before(parse, verb, clause)]) if "that" in frames or "quote" in frames else ("", [])
    if first.lower in _WH or any(k.lower in _WH and k.i < clause.i for k in kids):
        for name in ("if", "that"):
            if name in frames:
                return name, [span_of(clause)]
        return "", []
    if "that" in frames:
        return "that", [(clause.left, _before_next(parse, verb, clause))]
    if "obj-as" in frames and clause.right - clause.left < 25:
        return "obj-as", [span_of(clause)]
    return "", []


def _before_next(parse: Parse, verb: Token, clause: Token) -> int:
    """The last token of a reported clause, without a second report joined to it ("said A but added that B")."""
    tokens = parse.tokens
    for child in parse.children[clause.i]:
        other = tokens[child]
        if other.dep != "conj" or other.tag != verb.tag or (clause.tag in ("VBD", "VBZ") and clause.tag != verb.tag):
            continue
        kids = [tokens[c] for c in parse.children[child]]
        reports = other.lemma in _JOINED and any(k.dep in ("ccomp", "oprd", "dobj") and k.i > child for k in kids)
        if reports and not any(k.dep.startswith("nsubj") for k in kids):
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
            if subject is not None and subject.lower not in _WH:
                ranges.insert(0, span_of(subject))
            return "obj-as", ranges
    if "obj-noun" in frames and obj is not None and obj.lemma not in nouns:
        return "", []
    if "obj" in frames or "obj-noun" in frames:
        if obj is not None and obj.i > verb.i and obj.tag not in ("PRP$",):
            return "obj" if "obj" in frames else "obj-noun", [(obj.left, max(obj.right, _tail(parse, verb, obj)))]
        if passive:
            subject = next((tokens[c] for c in kids if tokens[c].dep == "nsubjpass"), None)
            agent = any(tokens[c].dep == "agent" for c in kids)
            if subject is not None and agent and subject.i < verb.i:
                return "obj", [span_of(subject)]
    return "", []


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


def _infinitive(parse: Parse, token: Token) -> bool:
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


def _according(parse: Parse, token: Token) -> Cue | None:
    """ "According to X": source is the noun of `to`, content the rest of the clause it hangs on."""
    tokens = parse.tokens
    to = next((tokens[c] for c in parse.children[token.i] if tokens[c].lower == "to"), None)
    if to is None:
        if token.i + 1 < len(tokens) and tokens[token.i + 1].lower == "to":
            to = tokens[token.i + 1]
        else:
            return None
    noun = next((tokens[c] for c in parse.children[to.i] if tokens[c].dep == "pobj"), None)
    if noun is None:
        return None
    source = span_of(noun)
    words = (token.i, to.i)
    sentence = parse.sentences[token.sentence]
    phrase_first, phrase_last = min(token.left, token.i), max(token.right, source[1])
    head = tokens[token.head]
    while head.dep == "ccomp" and head.head < head.i:
        head = tokens[head.head]
    if phrase_first - sentence.first <= 1 or tokens[phrase_first - 1].tag == "CC":
        content = (phrase_last + 1, sentence.last)
    else:
        left = (
            head.left
            if head.i != token.i and head.tag[:2] in ("VB", "MD") and head.left < phrase_first
            else sentence.first
        )
        content = (left, phrase_first - 1)
    return Cue(token.i, words, "say", "sentence", source, (content,)) if content[0] <= content[1] else None


def _noun_cue(parse: Parse, noun: Token, frames: Mapping[str, str]) -> Cue | None:
    """ "The claim that ...", "her call for ...": source is the possessor or the `by`/`from` phrase."""
    tokens = parse.tokens
    for child in parse.children[noun.i]:
        token = tokens[child]
        if child < noun.i:
            continue
        frame = ""
        content = span_of(token)
        if (
            token.dep in ("acl", "ccomp", "relcl")
            and "that" in frames
            and tokens[token.left].lower == "that"
            and tokens[token.left].dep == "mark"
        ):
            frame = "that"
        elif token.dep in ("acl", "relcl") and "to" in frames and token.tag == "VB" and _infinitive(parse, token):
            frame = "to"
        elif token.dep == "prep" and token.lower in frames and "for" in frames and token.right > child:
            frame, content = token.lower, (child + 1, token.right)
        if frame:
            return Cue(
                noun.i, (noun.i, noun.i), frames[frame], f"noun-{frame}", noun_source(parse, noun, child), (content,)
            )
    if "that" in frames and noun.right + 1 < len(
        tokens
    ):  # the clause hung on the verb: "since its announcement last month that ..."
        mark = tokens[noun.right + 1]
        clause = tokens[mark.head]
        if (
            mark.lower == "that"
            and mark.dep == "mark"
            and clause.dep == "ccomp"
            and clause.left == mark.i
            and clause.head < noun.i
        ):
            return Cue(
                noun.i, (noun.i, noun.i), frames["that"], "noun-that", noun_source(parse, noun, -1), (span_of(clause),)
            )
    return None


def _by_position(parse: Parse, verb: Token, source: Range, silent: frozenset[int]) -> list[Range]:
    """Content of a verb of saying that the parser has left without a clause: what follows it, what it interrupts, or what it ends."""
    tokens = parse.tokens
    if verb.dep in ("relcl", "acl", "csubj") or tokens[source[0]].lower in _WH or source[1] > verb.i:
        return []
    sentence = parse.sentences[verb.sentence]
    left, right = min(source[0], verb.i), verb.i
    for child in parse.children[verb.i]:
        token = tokens[child]
        if (
            token.left == right + 1
            and token.dep in ("dobj", "dative", "npadvmod", "advmod", "prep")
            and not _finite(parse, token.left, token.right)
        ):
            right = token.right
    last = sentence.last
    while last > right and not tokens[last].text[-1:].isalnum():
        last -= 1
    if any(i in silent for i in range(sentence.first, left)) or (right >= last and left - sentence.first < 2):
        return []
    before, after = _finite(parse, sentence.first, left - 1), _finite(parse, right + 1, last)
    parted = left > sentence.first and tokens[left - 1].text == ","
    follows = tokens[right + 1].text if right < last else ""
    if (
        parted
        and follows == ","
        and (before or after)
        and tokens[right + 2].tag not in ("VBG", "CC", "WP", "WDT", "IN")
    ):
        return [(sentence.first, left - 2), (right + 2, last)]
    if (
        after
        and follows != ","
        and tokens[right + 1].tag in ("DT", "PRP", "PRP$", "NNP", "NN", "NNS", "JJ", "EX", "CD", "``")
    ):
        return [(right + 1, last)]
    if parted and before and right >= last:
        return [(sentence.first, left - 2)]
    return []


def _finite(parse: Parse, first: int, last: int) -> bool:
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in parse.tokens[first : last + 1])


def _opening(parse: Parse, source: Range, words: Range, silent: frozenset[int]) -> Range | None:
    """Words of the content before a cue set between commas ("Many nights, they said, she worked late"), times and texts aside."""
    tokens = parse.tokens
    sentence = parse.sentences[tokens[words[0]].sentence]
    last = min(source[0], words[0]) - 1
    before = tokens[sentence.first : last + 1]
    if len(before) < 3 or before[-1].text != "," or any(t.i in silent or t.tag[:2] in ("VB", "MD") for t in before):
        return None
    if before[0].tag == "IN" and any(t.lower in _TEXTS or t.ent in ("DATE", "TIME") for t in before):
        return None
    return None if all(t.ent in ("DATE", "TIME") or not t.text.isalnum() for t in before) else (sentence.first, last)


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


def _outside(source: Range | None, content: list[Range]) -> Range | None:
    """The source cut where it runs into the content (a parser's slip)."""
    if source is None:
        return None
    first, last = source
    for left, right in content:
        if left <= first and last <= right:
            return None
        if first < left <= last:
            last = left - 1
        elif first <= right < last and left <= first:
            first = right + 1
    return (first, last)
