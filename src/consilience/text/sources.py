"""Token rows -> who performs a reporting word: subjects, agents, possessors, inverted and inherited subjects."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.parse import Parse, Token

Range = tuple[int, int]  # first and last token, both included

FAR = 14  # tokens of an apposition between a name and its verb
_MAKING = frozenset("lead prompt force cause push allow get help drive compel move inspire invite".split())
ISSUED = frozenset(
    "statement letter memo note tweet release message email e-mail post notice bulletin communique".split()
)
_JOINED = frozenset(
    "say add imply note insist claim tell argue suggest admit acknowledge call quote accuse describe urge warn praise "
    "criticize criticise".split()
)
_PLAIN_PREPOSITIONS = frozenset({"in", "at", "during", "by", "with", "on"})


def source_of(parse: Parse, verb: Token, speakers: frozenset[str] = frozenset(), steps: int = 0) -> Range | None:
    """Who performs the reporting verb: own subject, `by` phrase of a passive, else the subject of the verb it hangs on."""
    tokens, kids = parse.tokens, parse.children[verb.i]
    subjects = [
        tokens[c] for c in kids if tokens[c].dep == "nsubj" and tokens[c].tag != "EX" and tokens[c].lower != "what"
    ]
    if subjects:
        return _nearest(parse, verb, subjects)
    for child in kids:
        token = tokens[child]
        if token.dep == "agent":
            inner = [c for c in parse.children[child] if tokens[c].dep == "pobj"]
            return span_of(tokens[inner[0]]) if inner else None
    if any(tokens[c].dep in ("nsubjpass", "auxpass") for c in kids):
        return _told_passive(parse, verb)
    if steps >= 4 or verb.head == verb.i:
        return None
    head = tokens[verb.head]
    if verb.dep == "conj" and head.tag[:2] == "VB":
        above = tokens[head.head]
        if head.dep == "ccomp" and head.head < head.i and joins_report(parse, above, head, verb):
            head = above  # "said he was glad and added that ...": who said
        return source_of(parse, head, speakers, steps + 1)
    if verb.dep in ("xcomp", "advcl", "pcomp", "ccomp", "parataxis", "dep") and verb.tag in ("VB", "VBG", "VBN"):
        if head.dep == "prep":
            quoted = tokens[head.head] if head.lower == "as" else None
            if quoted is not None and quoted.lemma in ("quote", "cite"):  # "the paper quoted him as saying"
                whom = next(
                    (tokens[c] for c in parse.children[quoted.i] if tokens[c].dep in ("dobj", "nsubjpass")), None
                )
                return span_of(whom) if whom is not None else None
            head = tokens[head.head]
        elif head.dep == "acomp" and verb.dep == "xcomp":  # "was quick to add"
            head = tokens[head.head]
        if verb.dep == "advcl" and verb.tag == "VBG" and tokens[verb.left - 1].text == ",":
            head = _out_of_relative(parse, head)
            while head.dep == "ccomp" and head.head < head.i and subject(parse, tokens[head.head], speakers, steps + 1):
                head = tokens[head.head]  # "denied that they were paid, saying ...": who denied
        led = _made_to(parse, head, verb)
        if led is not None:
            return led
        if head.tag[:2] in ("VB", "MD"):
            return source_of(parse, head, speakers, steps + 1) or _passive_subject(parse, head)
        return None
    if verb.dep == "acl" and verb.tag == "VBG":
        return _participle(parse, head, verb, speakers, steps)
    if verb.dep == "acl" and verb.tag == "VBN" and head.dep == "ROOT" and _verbless(parse, head):
        return _noun_before(head, verb)  # "The mayor's office called the plan a sham", the verb taken for a participle
    return None


def _out_of_relative(parse: Parse, verb: Token) -> Token:
    """ "Marchers filled the square where the mayor lives, shouting ...": the verb outside, unless "who" or "which" performs this one."""
    tokens = parse.tokens
    subjects = [tokens[c] for c in parse.children[verb.i] if tokens[c].dep in ("nsubj", "nsubjpass")]
    if verb.dep != "relcl" or not subjects or subjects[0].tag in ("WP", "WDT"):
        return verb
    above = tokens[verb.head]
    while above.tag[:2] not in ("VB", "MD") and above.head != above.i:
        above = tokens[above.head]
    return above if above.tag[:2] in ("VB", "MD") else verb


def joins_report(parse: Parse, verb: Token, clause: Token, other: Token) -> bool:
    """ "Said A but added that B": `other`, a conjunct inside the reported clause, is a second report by the same speaker."""
    if other.tag != verb.tag:
        return False
    kids = [parse.tokens[c] for c in parse.children[other.i]]
    reports = other.lemma in _JOINED and any(k.dep in ("ccomp", "oprd", "dobj") and k.i > other.i for k in kids)
    return reports and not any(k.dep.startswith("nsubj") for k in kids)


def _made_to(parse: Parse, head: Token, verb: Token) -> Range | None:
    """ "Led the farmers to say", "prompted her to warn": who was made to."""
    if verb.dep != "xcomp" or head.lemma not in _MAKING:
        return None
    return next(
        (span_of(parse.tokens[c]) for c in parse.children[head.i] if parse.tokens[c].dep == "dobj" and c < verb.i), None
    )


def _nearest(parse: Parse, verb: Token, subjects: Sequence[Token]) -> Range:
    """The subject beside the verb; two in a row are one ("state agency Ora"), a date is none ("jailed since July, she said")."""
    tokens = parse.tokens
    own = [t for t in subjects if t.ent not in ("DATE", "TIME")]
    if not own:
        first = parse.sentences[verb.sentence].first
        return (first, verb.i - 1) if first < verb.i - 1 else span_of(subjects[0])
    chosen = own[-1] if own[-1].i < verb.i else own[0]
    if (
        len(own) > 1
        and chosen is own[-1]
        and own[-2].right + 1 == chosen.left
        and tokens[chosen.left].tag.startswith("NNP")
    ):
        return (own[-2].left, chosen.right)
    return span_of(chosen)


def _participle(parse: Parse, noun: Token, verb: Token, speakers: frozenset[str], steps: int) -> Range | None:
    """ "Critics claiming ...": the noun itself where it can speak; "called it a trial, saying ...": the subject of its verb."""
    tokens = parse.tokens
    above = tokens[noun.head]
    for _ in range(4):
        if above.tag[:2] in ("VB", "MD") or above.head == above.i:
            break
        above = tokens[above.head]
    beside = tokens[verb.left - 1].text != "," and tokens[verb.left - 1].tag not in ("''", "``")
    if noun.dep == "dobj" and noun.lemma in ISSUED and beside:  # "released a statement saying ..."
        return source_of(parse, above, speakers, steps + 1) or _noun_before(noun, verb)
    if noun.dep in ("nsubj", "nsubjpass", "ROOT") or above.tag[:2] not in ("VB", "MD") or beside:
        return _noun_before(noun, verb)
    return source_of(parse, above, speakers, steps + 1) or _noun_before(noun, verb)


def _verbless(parse: Parse, root: Token) -> bool:
    """The sentence of a noun that has no finite verb before its first reporting word."""
    row = parse.sentences[root.sentence]
    return root.tag[:2] == "NN" and not any(
        t.tag in ("VBD", "VBZ", "VBP", "MD") and parse.tokens[t.head].i in (t.i, root.i)
        for t in parse.tokens[row.first : row.last + 1]
    )


def _noun_before(noun: Token, verb: Token) -> Range:
    return (noun.left, min(noun.right, verb.left - 1)) if verb.left > noun.i else (noun.left, noun.i)


def _told_passive(parse: Parse, verb: Token) -> Range | None:
    """ "X was quoted as saying": the saying verb below asks for its subject, which is the passive one."""
    return _passive_subject(parse, verb) if verb.lemma in ("quote", "cite") else None


def _passive_subject(parse: Parse, verb: Token) -> Range | None:
    return next((span_of(parse.tokens[c]) for c in parse.children[verb.i] if parse.tokens[c].dep == "nsubjpass"), None)


def beside(parse: Parse, verb: Token) -> Range | None:
    """The person named right before a finite verb, an apposition between commas aside, or right after it and a comma.

    For verbs whose subject the parser has hung elsewhere ("..., explained Ona Brandt, ...").
    """
    tokens = parse.tokens
    first = parse.sentences[verb.sentence].first
    at = verb.i - 1
    while (at > first and tokens[at].tag in ("RB", "MD")) or (at > first and tokens[at].dep.startswith("aux")):
        at -= 1
    if (
        at >= first
        and tokens[at].text == ","
        and verb.i + 1 < len(tokens)
        and tokens[verb.i + 1].ent in ("PERSON", "ORG")
    ):
        last = verb.i + 1
        while last + 1 < len(tokens) and tokens[last + 1].ent == tokens[last].ent and not tokens[last + 1].ent_first:
            last += 1
        return (verb.i + 1, last)
    for k in range(at, max(first, at - FAR) - 1, -1):
        if tokens[k].ent == "PERSON" and (k == at or (tokens[k + 1].text == "," and tokens[at].text == ",")):
            start = k
            while start > first and tokens[start].ent == "PERSON" and not tokens[start].ent_first:
                start -= 1
            return (start, at if k == at else at - 1)
    return None


def inverted(parse: Parse, verb: Token, silent: frozenset[int]) -> Range | None:
    """`"...," said the mayor`: the noun after a verb that follows closing marks, however the parser has labelled it."""
    tokens = parse.tokens
    at = verb.i
    while at > 0 and tokens[at - 1].head == verb.i and tokens[at - 1].dep in ("det", "compound"):
        at -= 1
    if verb.i - at > 1 and at - 1 in silent and verb.tag in ("VBZ", "VBD") and tokens[at].dep == "det":
        return (at, verb.i - 1)  # `"...," the report states`, the verb taken for a noun
    if (
        verb.i - 1 not in silent
        or verb.i + 1 >= len(tokens)
        or verb.i + 1 in silent
        or verb.tag not in ("VBD", "VBZ", "VBP")
    ):
        return None
    after = tokens[verb.i + 1]
    if after.tag in ("IN", "TO", "RB", "``", ",", ".", ":", "VBG", "VBN", "WDT") or after.dep == "prep":
        return None
    head = after
    while head.head != head.i and tokens[head.head].left == after.left and tokens[head.head].i > verb.i:
        head = tokens[head.head]
    return (head.left, head.right) if head.left == after.i and head.tag[:2] in ("NN", "PR", "DT", "CD") else None


def noun_source(parse: Parse, noun: Token, content: int) -> Range | None:
    """Whose claim, call or fear it is: possessor, `by` phrase, nationality, else who performs its verb. `content` is the token reported."""
    tokens = parse.tokens
    for child in parse.children[noun.i]:
        token = tokens[child]
        if token.dep == "poss":
            last = token.right - 1 if tokens[token.right].tag == "POS" else token.right
            return (token.left, max(last, token.i))
        if token.dep == "prep" and child != content and token.lower in ("by", "from"):
            return (child + 1, token.right) if token.right > child else None
        if (
            child < noun.i
            and token.dep in ("compound", "nmod", "amod")
            and token.ent in ("PERSON", "ORG", "NORP", "GPE")
        ):
            return span_of(token)
    verb = tokens[noun.head]
    if noun.dep == "pobj" and verb.lower in _PLAIN_PREPOSITIONS:  # "said in a statement that ..."
        verb = tokens[verb.head]
    if noun.dep in ("dobj", "pobj") and verb.tag[:2] == "VB":
        return source_of(parse, verb)
    return None


def subject(parse: Parse, verb: Token, speakers: frozenset[str], steps: int = 0) -> Range | None:
    """The subject of `verb` where it can speak: a person, body or text by its noun, a name, a personal pronoun."""
    tokens = parse.tokens
    found = source_of(parse, verb, speakers, steps)
    if found is None:
        return None
    return found if speaks(head_of(tokens, found), speakers) else None


def head_of(tokens: Sequence[Token], words: Range) -> Token:
    """The token of a range that hangs on nothing inside it."""
    inside = tokens[words[0] : words[1] + 1]
    return next((t for t in inside if not words[0] <= t.head <= words[1] or t.head == t.i), inside[-1])


def speaks(noun: Token, speakers: frozenset[str]) -> bool:
    """Whether a noun or pronoun is for somebody or something that can say things."""
    named = noun.ent in ("PERSON", "ORG", "NORP", "GPE")
    return named or (noun.tag in ("PRP", "WP") and noun.lower not in ("it", "you")) or noun.lemma in speakers


def span_of(token: Token) -> Range:
    """The tokens of a subtree."""
    return (token.left, token.right)
