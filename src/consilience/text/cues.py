"""Token rows -> places where something is reported: the reporting word, its source and its content, as token ranges.

Reads the dependency tree only; quotation marks are matched with these ranges by the attribution stage.
Frames follow the table of reporting words (see knowledge): a clause, a question, an infinitive, an object, an object
and what it is called, a preposition with its noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model.parse import Parse, Token
from .contents import RELATIVE, Lexicon, infinitive, reported
from .sources import Range, beside, inverted, noun_source, source_of, span_of

_TEXTS = frozenset(
    "statement interview letter report speech conference email e-mail tweet post memo address briefing message note response reply video "
    "call testimony remarks release article column ruling filing contrast addition comments".split()
)

_PARTICLES = frozenset({"RP", "RB", "IN"})
LATE = 14  # tokens between a verb of saying and the "that" it takes


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
    tokens = parse.tokens
    for token in tokens:
        first = token.tag[0]
        if first not in "VN" or token.i in silent:
            continue
        cue = None
        if first == "N":
            if token.lemma in nouns:
                cue = _noun_cue(parse, token, nouns[token.lemma])
        elif token.lower == "according":
            cue = _according(parse, token)
        elif token.tag == "VBN" and tokens[token.i - 1].tag == "HYPH":  # "so-called"
            continue
        elif token.lemma in verbs or (token.i + 1 < len(tokens) and tokens[token.i + 1].tag in _PARTICLES):
            cue = _verb_cue(parse, token, verbs, nouns, speakers, silent)
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
    if after.tag in _PARTICLES and (frames is None or after.tag == "RP"):  # "shot back", "pointed out"
        phrase = verbs.get(f"{verb.lemma} {after.lower}")
        if phrase is not None or (after.tag == "RP" and frames is not None):
            words, frames = (verb.i, after.i), phrase or frames
    if frames is None:
        return None
    frame, content = reported(parse, verb, frames, nouns)
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
    if kind == "ask" and verb.tag == "VBN" and not any(tokens[c].dep == "aux" for c in parse.children[verb.i]):
        source = None  # "Asked if he would stay, ...": somebody who is not named asks
    if source is not None and len(content) <= 1 and (not content or content[0][0] > words[1]):
        opening = _opening(parse, source, words, silent)
        if opening is not None and content and tokens[words[1] + 1].text == ",":
            content = [opening, *content]
    if len(content) == 2 and content[0][1] < verb.i < content[1][0] and _sets_scene(parse, content, silent):
        content = content[1:]
    return Cue(verb.i, words, kind, frame, _outside(source, content), tuple(content))


def _according(parse: Parse, token: Token) -> Cue | None:
    """ "According to X": source is the noun of `to`, content the rest of the clause it hangs on."""
    tokens = parse.tokens
    to = next((tokens[c] for c in parse.children[token.i] if c > token.i and tokens[c].lower == "to"), None)
    if to is None:
        if token.i + 1 < len(tokens) and tokens[token.i + 1].lower == "to":
            to = tokens[token.i + 1]
        else:
            return None
    sentence = parse.sentences[token.sentence]
    noun = next((tokens[c] for c in parse.children[to.i] if tokens[c].dep == "pobj"), None)
    source = span_of(noun) if noun is not None else None
    opens = token.i - sentence.first <= 1
    if source is None or (opens and source[1] >= sentence.last - 1):  # the parser took the rest for part of the name
        stop = next((t.i for t in tokens[to.i + 1 : sentence.last + 1] if t.text in (",", ".")), sentence.last + 1)
        if stop <= to.i + 1:
            return None
        source = (to.i + 1, stop - 1)
    words = (token.i, to.i)
    phrase_first = min(token.left, token.i)
    phrase_last = max(token.right, source[1]) if token.right < sentence.last - 1 or not opens else source[1]
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
    if content[0] > content[1]:
        return None
    rest = _rest(parse, phrase_first, phrase_last) if content[1] < token.i else None
    return Cue(token.i, words, "say", "sentence", source, (content,) if rest is None else (content, rest))


def _rest(parse: Parse, first: int, last: int) -> Range | None:
    """What goes on behind a phrase set between commas ("The dam, according to the police, is safe")."""
    tokens = parse.tokens
    end = parse.sentences[tokens[first].sentence].last
    parted = last + 2 < end and tokens[first - 1].text == "," and tokens[last + 1].text == ","
    if not parted or tokens[last + 2].tag in ("CC", "WDT", "WP", "VBG", "IN", "WRB"):
        return None
    return (last + 2, end)


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
        elif token.dep in ("acl", "relcl") and "to" in frames and token.tag == "VB" and infinitive(parse, token):
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
    if verb.dep in ("relcl", "acl", "csubj") or tokens[source[0]].lower in RELATIVE or source[1] > verb.i:
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
    quoted = sum(i in silent for i in range(sentence.first, left))
    if quoted and (2 * quoted > left - sentence.first or {sentence.first, left - 1, left - 2} & silent):
        return []
    if right >= last and left - sentence.first < 2:
        return []
    that = _late_that(parse, right, last, silent)
    if that >= 0:
        return [(that + 1, last)]
    before, after = _finite(parse, sentence.first, left - 1), _finite(parse, right + 1, last)
    parted = left > sentence.first and tokens[left - 1].text == ","
    follows = tokens[right + 1].text if right < last else ""
    if parted and follows == "," and (before or after):
        on = tokens[right + 2].tag not in ("VBG", "WP", "WDT", "IN")
        return [(sentence.first, left - 2), (right + 2, last)] if on else [(sentence.first, left - 2)] if before else []
    if (
        after
        and follows != ","
        and tokens[right + 1].tag in ("DT", "PRP", "PRP$", "NNP", "NN", "NNS", "JJ", "EX", "CD", "``")
    ):
        return [(right + 1, last)]
    if parted and before and right >= last:
        return [(sentence.first, left - 2)]
    return []


def _late_that(parse: Parse, right: int, last: int, silent: frozenset[int]) -> int:
    """The "that" of `said on Radio Ora on Sunday that ...`, hung elsewhere by the parser; -1 where there is none."""
    for t in parse.tokens[right + 1 : min(last, right + LATE)]:
        if t.lower == "that" and t.tag == "IN" and t.i not in silent:
            return t.i if parse.tokens[t.i - 1].tag not in ("NN", "NNS") else -1  # "the fact that"
        if t.tag in ("VBD", "VBZ", "VBP", "MD", ":"):
            break
    return -1


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
    return None if occasion(before) else (sentence.first, last)


def occasion(words: Sequence[Token]) -> bool:
    """True for words that say when or in what text something was said: "On Monday,", "In a letter,"."""
    told = any(t.lower in _TEXTS or t.ent in ("DATE", "TIME") for t in words)
    return (words[0].tag == "IN" and told) or all(t.ent in ("DATE", "TIME") or not t.text.isalnum() for t in words)


def _sets_scene(parse: Parse, content: Sequence[Range], silent: frozenset[int]) -> bool:
    """The words before the cue belong to the telling: "But", a date, or what stands before a quotation that begins anew."""
    tokens = parse.tokens
    first, last = content[0]
    words = [t for t in tokens[first : last + 1] if t.text[:1].isalnum()]
    if not words or words[0].i in silent or words[-1].i in silent:
        return False
    if tokens[content[1][0]].lower == "that" and tokens[content[1][0]].tag == "IN":
        return True
    after = next((t for t in tokens[content[1][0] : content[1][1] + 1] if t.text[:1].isalnum()), None)
    if all(t.tag == "CC" for t in words):
        return after is None or after.i not in silent or after.text[0].isupper()
    if all(t.ent in ("DATE", "TIME") or t.tag == "IN" for t in words):
        return True
    return after is not None and after.i in silent and after.text[0].isupper()


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
