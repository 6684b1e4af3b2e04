"""Article -> Mention: who and what it names, describes and takes up by pronouns.

Names come from the parser's entities, runs of proper nouns and the tables of states and organisations; descriptions
("the Iranian president", "a 16-year-old girl") from the tables of nouns; no choice is made here of whom they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..knowledge.countries import LONGEST_STATE, State, find_state, first_words, state_words
from ..knowledge.people import find_organisation, given_names, noun_kinds, offices, titles
from ..knowledge.regions import find_region, region_after_city
from ..model.annotation import EntityType, Mention
from ..model.article import Article
from ..model.parse import Parse, Token
from ..model.span import Span
from ..text.names import fold

LONGEST_PHRASE = 9  # tokens after the "of" of a description
LONGEST_DESCRIPTION = 12  # tokens of a description, so that a parsing error does not make a mention of a whole clause

_NAMED: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "EVENT": "event", "PRODUCT": "product", "WORK_OF_ART": "other", "LAW": "other",
}  # fmt: skip
_PRONOUNS: dict[str, EntityType] = {
    "he": "person", "him": "person", "his": "person", "himself": "person", "she": "person", "her": "person", "hers": "person",
    "herself": "person", "it": "other", "its": "other", "itself": "other", "they": "group", "them": "group", "their": "group",
    "theirs": "group", "themselves": "group",
}  # fmt: skip
_EDGE = frozenset(
    "the a an this that these those his her its their our my 's ’s ' ’ \" “ ” ‘ , . : ; - – — ( ) [ ] / & # @ and of in for at on by to ! ? * + | … '' `` no".split()
)
_HYPHENS = frozenset("-‐‑–/")
_NOT_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow
    am pm a.m. p.m. est edt gmt utc bst cet i we he she it they you god mr mrs ms dr photo image images video read more also live
    breaking exclusive update updated advertisement share subscribe newsletter click source related gallery watch getty getty images
    jr sr mum dad mom mummy daddy christmas easter ramadan internet bible koran quran oh ok yes dear sir madam""".split()
) | {"getty images"}
_LOWER_INSIDE = frozenset("of for the and de do da dos del della di du la le al el bin ibn ben van von der den ter zu on to in".split())
_BRIDGES = frozenset("do da de dos del della di du bin ibn ben van von der den al el ul ur bint".split())  # between two parts of a person's name
_FORM_OF_BODY = frozenset(
    """agency association authority bank board bureau center centre club coalition college commission committee company conference congress
    corporation council court department federation force forces foundation front fund group hospital house institute institution league
    legislature ministry movement museum network office organisation organization parliament party police railway school senate service services
    society station studios times post news journal tribune herald gazette telegraph guardian enquirer chronicle team trust union university workers
    zoo church cathedral army navy airlines airways systems industries holdings bancorp capital partners technologies media press inc corp ltd llc plc""".split()
)
_SECOND_HALVES = frozenset("garden gardens aquarium museum gallery library sons society science sciences technology services prevention".split())
_FORM_OF_PLACE = frozenset(
    """river lake mountain mount street avenue road square bridge tunnel airport park island islands bay sea ocean valley county province district
    region city town village stadium tower gate hotel plaza desert forest peninsula strait gulf canal hills beach prison mosque""".split()
)
_NUMBERED = frozenset(
    "bill act resolution flight article section proposition prop highway route interstate channel formula apollo title boeing airbus sb hb amendment measure sr".split()
)
_AGE = re.compile(r"^\d{1,3}$")


def mentions(article: Article, parse: Parse) -> tuple[Mention, ...]:
    """All mentions of one article in order of text: named, nominal and pronominal. Names may lie inside descriptions."""
    tokens = parse.tokens
    titled = _title_cased(parse)
    found, taken = _names(article, tokens, titled)
    found.extend(_dateline(article, tokens))
    found.extend(_cities_with_region(article, found))
    found = _with_nicknames(article, found)
    for token in tokens:
        pronoun = _PRONOUNS.get(token.lower) if token.tag[:3] == "PRP" else None
        if pronoun is not None:
            span = Span(article=article.id, start=token.start, end=token.end)
            found.append(Mention(span=span, head=token.i, form="pronominal", type=pronoun, key=token.lower, rule="pronoun"))
    found.extend(_descriptions(article, parse, taken, titled))
    found.sort(key=lambda m: (m.span.start, -m.span.end, m.form))
    return tuple(_with_appositions(found, article, tokens))


def _title_cased(parse: Parse) -> frozenset[int]:
    """Sentences in which nearly all long words have capitals: headlines, where a capital says nothing."""
    found = []
    for number, sentence in enumerate(parse.sentences):
        words = [t.text for t in parse.tokens[sentence.first : sentence.last + 1] if len(t.text) > 3 and t.text.isalpha()]
        if len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.75 * len(words):
            found.append(number)
    return frozenset(found)


# ---- names


def _names(article: Article, tokens: Sequence[Token], titled: frozenset[int]) -> tuple[list[Mention], bytearray]:
    """Named mentions, and for each token whether it lies in one."""
    states = _states(tokens)
    runs = _runs(tokens, titled)
    taken = bytearray(len(tokens))
    found: list[Mention] = []
    for first, last, kind in runs:
        for start, end, type_ in _clean(tokens, first, last, kind, states):
            mention = _named(article, tokens, start, end, type_)
            if mention is not None:
                found.append(mention)
                taken[start : end + 1] = b"\x01" * (end + 1 - start)
    for first, (last, state) in states.items():
        if not any(taken[first : last + 1]):
            taken[first : last + 1] = b"\x01" * (last + 1 - first)
            found.append(_state_mention(article, tokens, first, last, state))
    return found, taken


def _states(tokens: Sequence[Token]) -> dict[int, tuple[int, State]]:
    """First token -> last token and state, longest match first, none overlapping."""
    index, begins = state_words(), first_words()
    found: dict[int, tuple[int, State]] = {}
    at, size = 0, len(tokens)
    while at < size:
        token = tokens[at]
        word = token.lower.replace(".", "").replace("’", "'")
        if word in begins and token.text[0].isupper():
            match = _longest_state(tokens, at, word, index)
            if match is not None:
                found[at] = match
                at = match[0] + 1
                continue
        at += 1
    return found


def _longest_state(tokens: Sequence[Token], at: int, word: str, index: dict[str, State]) -> tuple[int, State] | None:
    best = None
    for last in range(at, min(at + LONGEST_STATE, len(tokens))):
        if last > at:
            if tokens[last].sentence != tokens[at].sentence:
                break
            gap = tokens[last].start - tokens[last - 1].end
            word += (" " if gap else "") + tokens[last].lower.replace(".", "").replace("’", "'")
        state = index.get(word)
        if state is not None and tokens[last].lower not in _PRONOUNS:
            best = last, state
    if best is None:
        return None
    first = tokens[at]
    if best[0] == at and first.lower == "us" and find_state(first.text) is None:
        return None
    return best


def _state_mention(article: Article, tokens: Sequence[Token], first: int, last: int, state: State) -> Mention:
    span = Span(article=article.id, start=tokens[first].start, end=tokens[last].end)
    head = max(range(first, last + 1), key=lambda i: (not first <= tokens[i].head <= last, i))
    return Mention(span=span, head=head, form="named", type="country", key=state.iso3, rule=f"state {state.match}")


def _runs(tokens: Sequence[Token], titled: frozenset[int]) -> list[tuple[int, int, EntityType | None]]:
    """Stretches of tokens that may be names: entities of the parser, grown by adjoining proper nouns, and other proper nouns."""
    runs: list[tuple[int, int, EntityType | None]] = []
    at, size = 0, len(tokens)
    while at < size:
        token = tokens[at]
        kind = _NAMED.get(token.ent)
        if kind is None and not _proper(token, titled):
            at += 1
            continue
        last = at
        while last + 1 < size and _goes_on(tokens, last + 1, kind, titled):
            last += 1
            grown = _NAMED.get(tokens[last].ent)
            if kind is None or (grown is not None and kind != "organisation"):
                kind = grown if grown is not None else kind
        runs.append((at, last, kind))
        at = last + 1
    return runs


def _proper(token: Token, titled: frozenset[int]) -> bool:
    if token.ent == "ORDINAL":
        return token.tag[:3] == "NNP"
    return token.tag[:3] == "NNP" and token.text[0].isupper() and token.ent == "" and token.sentence not in titled and len(token.text) > 1


def _goes_on(tokens: Sequence[Token], at: int, kind: EntityType | None, titled: frozenset[int]) -> bool:
    """True where token `at` belongs to the name that the token before it ends."""
    token, before = tokens[at], tokens[at - 1]
    if token.sentence != before.sentence or "\n" in token.text:
        return False
    own = _NAMED.get(token.ent)
    if own is not None and not token.ent_first:
        return True
    if before.text.isupper() and token.tag == "CD" and token.text.isdigit() and len(before.text) <= 3:
        return before.tag[:3] == "NNP"
    if token.tag == "CD" and token.text.isdigit() and len(token.text) <= 5:
        return before.lower in _NUMBERED
    if token.lower in ("of", "for") and before.lower in _FORM_OF_BODY and before.text[0].isupper() and at + 1 < len(tokens):
        follow = tokens[at + 1]
        return follow.text[0].isupper() and follow.tag[:3] == "NNP" and follow.sentence == token.sentence
    if before.lower in ("of", "for") and own is not None and at > 1 and tokens[at - 2].lower in _FORM_OF_BODY:
        return own in ("organisation", "place", "group") and before.ent == ""
    if token.text == "&" and before.tag[:3] == "NNP":
        return at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
    if before.text == "&" and token.text[0].isupper():
        return True
    if token.lower == "and" and before.lower in _FORM_OF_BODY and before.text[0].isupper() and kind != "person":
        return _second_half(tokens, at + 1)
    if before.lower == "and" and at > 1 and tokens[at - 2].lower in _FORM_OF_BODY and token.text[0].isupper():
        return _second_half(tokens, at)
    glued = token.start == before.end
    if glued and token.text in _HYPHENS:
        return (at + 1 < len(tokens) and tokens[at + 1].start == token.end and tokens[at + 1].text[0].isupper()) or (tokens[at + 1 : at + 3] != () and _hyphen_chain(tokens, at))
    if glued and before.text in _HYPHENS:
        return token.text[0].isupper() or _hyphen_chain(tokens, at)
    if own is not None:  # a new entity of the parser
        return before.lower in ("'s", "’s") and before.ent == "ORG" and kind == "organisation" and own in ("organisation", "place")
    if before.text in ("'s", "’s") or not _proper(token, titled):
        nearer = token.lower in _BRIDGES and kind == "person" and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
        return nearer and tokens[at + 1].tag[:3] == "NNP" and token.text.islower()
    return kind != "group" and (kind != "country")


def _second_half(tokens: Sequence[Token], at: int) -> bool:
    """ "Botanical Garden" after "Northport Zoo and": capitals that end in a word for part of a body."""
    while at < len(tokens) and tokens[at].tag[:3] == "NNP" and tokens[at].text[0].isupper():
        if tokens[at].lower in _SECOND_HALVES:
            return True
        at += 1
    return False


def _hyphen_chain(tokens: Sequence[Token], at: int) -> bool:
    """True inside chains like Port-au-Prince, of which token `at` is a hyphen or a small word."""
    if at + 2 >= len(tokens):
        return False
    if tokens[at].text in _HYPHENS:
        middle, second, after = tokens[at + 1], tokens[at + 2], tokens[at + 3] if at + 3 < len(tokens) else None
        return (
            len(middle.text) <= 3 and middle.start == tokens[at].end and second.text in _HYPHENS and second.start == middle.end
            and after is not None and after.start == second.end and after.text[0].isupper()
        )  # fmt: skip
    return tokens[at + 1].text in _HYPHENS and tokens[at + 1].start == tokens[at].end and tokens[at + 2].text[0].isupper()


_Piece = tuple[int, int, EntityType | None]


def _clean(
    tokens: Sequence[Token], first: int, last: int, kind: EntityType | None, states: dict[int, tuple[int, State]]
) -> list[_Piece]:
    """A run without articles, marks and titles at its edges; without a state before a person's title; or nothing."""
    while first <= last and (tokens[first].lower in _EDGE or not tokens[first].text[0].isalnum()):
        first += 1
    while last >= first and (tokens[last].lower in _EDGE or (not tokens[last].text[-1].isalnum() and tokens[last].text[-1] != ".")):
        last -= 1
    if first > last:
        return []
    begin = first
    if first in states and states[first][0] < last:
        after = states[first][0] + 1
        state = states[first][1]
        if (state.match in ("demonym", "name") and (tokens[after].lower.rstrip(".") in titles() or (kind == "person" and after <= last))) or (state.match == "name" and kind in ("place", "country") and tokens[after].text in ("'s", "’s")):
            begin = after
    while begin < last and _title_length(tokens, begin, last):
        begin += _title_length(tokens, begin, last)
    while begin < last and tokens[begin].lower in _EDGE:
        begin += 1
    if kind == "person":
        while (begin < last and _AGE.match(tokens[begin].text)) or (tokens[begin].text.isdigit() and begin < last):
            begin += 1
        while last > begin and (tokens[last].text[0].isdigit() or tokens[last].lower in _NOT_NAMES):
            last -= 1
    for at in range(begin + 1, last):  # a small "the" that follows no preposition begins another phrase
        if tokens[at].text == "the" and tokens[at - 1].tag not in ("IN", "CC"):
            last = at - 1
            break
    while last > begin and tokens[last].ent == "" and tokens[last].lower in _offices_before(tokens, last):
        last -= 1
    if begin in states and states[begin][0] == last:
        return []  # the table of states makes the mention
    return [(begin, last, kind)]


def _offices_before(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Offices that end a run where a person's name follows ("FBI Director Ana Reyes"): they are no part of the name."""
    follow = tokens[at + 1] if at + 1 < len(tokens) else None
    person = follow is not None and follow.ent == "PERSON" and follow.sentence == tokens[at].sentence
    return frozenset(offices()) if person else frozenset()


def _title_length(tokens: Sequence[Token], at: int, last: int) -> int:
    """How many tokens from `at` are a title before a further word of the run; 0 for none."""
    known = titles()
    for size in (3, 2, 1):
        if at + size <= last:
            words = " ".join(t.lower.replace(".", "") for t in tokens[at : at + size])
            if words in known:
                follow = tokens[at + size]
                if follow.lower in _FORM_OF_BODY or follow.lower in ("of", "'s", "’s", "&", "and") or follow.text in _HYPHENS:
                    return 0
                return size
    return 0


def _named(article: Article, tokens: Sequence[Token], first: int, last: int, kind: EntityType | None) -> Mention | None:
    start, end = tokens[first].start, tokens[last].end
    words = article.text[start:end]
    key = fold(words)
    if not key or key in _NOT_NAMES or "http" in key or "@" in key or not any(c.isupper() for c in words) or len(key) < 2:
        return None
    if "\n" in words or len(words) > 100 or key.isdigit() or (all(w in titles() or w in noun_kinds() for w in key.split()) and kind is None):
        return None
    rule = "parser's entity" if kind is not None else "proper nouns"
    type_: EntityType = kind or "other"
    state = find_state(words)
    if state is not None:
        span = Span(article=article.id, start=start, end=end)
        return Mention(span=span, head=last, form="named", type="country", key=state.iso3, rule=f"state {state.match}")
    known = find_organisation(words)
    words_of = key.split()
    if type_ == "person" and key in noun_kinds():
        return None  # "Mom", "Zoo" in capitals
    if type_ == "person" and any(c.isdigit() for c in key):
        type_ = "other"
    if type_ == "person" and words_of[-1].removesuffix("s") in noun_kinds() and words_of[-1].endswith("s") and len(words_of) > 1:
        type_ = "group"  # "Northport Girls"
    if known is not None:
        type_, rule = ("place" if known[1] == "place" else "organisation"), "table of organisations"
    elif words_of[-1] in _FORM_OF_BODY and len(words_of) > 1 and not (kind == "person" and words_of[0] in given_names()):
        type_ = "organisation"
    elif (words_of[-1] in _FORM_OF_PLACE or words_of[0] in ("mount", "lake", "fort")) and len(words_of) > 1 and kind != "person":
        type_ = "place"
    elif words_of[0] in given_names() and len(words_of) in (2, 3) and kind in (None, "organisation", "group", "other", "product"):
        type_ = "person" if not any(w in _LOWER_INSIDE for w in words_of) else type_
    head = next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last), last)
    role, role_span = _title_before(article, tokens, first, last)
    if role is not None and type_ in ("other", "group", "organisation", "product") and known is None and _person_title(role):
        type_, rule = "person", "title before it"
    span = Span(article=article.id, start=start, end=end)
    return Mention(span=span, head=head, form="named", type=type_, key=key, role=role, role_span=role_span, rule=rule)


_TITLE_BEGINS = frozenset("first vice deputy prime supreme grand president minister gov governor sen senator rep secretary".split())


def _only_title(key: str, kind: EntityType | None) -> bool:
    """True for "President", "Vice President", "First Lady": a title that lost its name."""
    words = key.split()
    if find_state(words[0].upper()) or find_state(words[0].title()):
        words = words[1:]
    if words and all(w in _TITLE_BEGINS for w in words):
        return True
    return key in titles() or (kind is None and all(w in titles() or w in noun_kinds() for w in key.split()))


def _person_title(role: str) -> bool:
    word = role.rsplit(maxsplit=1)[-1].lower().replace(".", "")
    return word in titles() or bool(noun_kinds().get(word, frozenset()) & {"person", "family"})


_PREMODIFIER = ("NN", "NNP", "NNS", "NNPS", "JJ", "VBN", "VBG", "CD", "POS", "HYPH", "JJS", "JJR", "AFX")


def _title_before(article: Article, tokens: Sequence[Token], first: int, last: int) -> tuple[str | None, Span | None]:
    """The title or description directly before a name ("Belarusian President", "the Red Bull boss"), without article."""
    if first == 0 or tokens[first - 1].sentence != tokens[first].sentence:
        return None, None
    before = tokens[first - 1]
    if last + 1 < len(tokens) and tokens[last + 1].tag in ("NN", "NNS") and tokens[last + 1].sentence == tokens[last].sentence:
        return None, None  # the name itself stands before a noun: "21 captive Northport schoolgirls"
    word = before.lemma.lower().replace(".", "") if before.tag[:3] != "NNP" else before.lower.replace(".", "")
    if (word not in titles() and word not in noun_kinds()) or before.tag[:1] not in ("N", "J"):
        return None, None
    at = first - 1
    while at > 0 and first - at < LONGEST_DESCRIPTION and tokens[at - 1].sentence == before.sentence and tokens[at - 1].tag in _PREMODIFIER:
        at -= 1
    while at < first - 1 and (tokens[at].tag in ("POS", "HYPH", "RB") or (tokens[at].tag in ("VBG", "VBN") and tokens[at].dep not in ("amod", "compound"))):
        at += 1
    span = Span(article=article.id, start=tokens[at].start, end=before.end)
    return article.text[span.start : span.end], span


def _dateline(article: Article, tokens: Sequence[Token]) -> list[Mention]:
    """The place of the dateline, which is not parsed."""
    line = article.dateline
    if line is None or not line.place or not tokens:
        return []
    words = line.place.split(",")[0].strip()
    start = article.text.find(words, line.span.start, line.span.end)
    if start < 0:
        return []
    head = next((t.i for t in tokens if t.start >= line.span.end), 0)
    span = Span(article=article.id, start=start, end=start + len(words))
    state = find_state(words.title() if words.isupper() else words)
    key, rule, type_ = (state.iso3, "state capital", "country") if state is not None and state.match == "capital" else (fold(words), "dateline", "place")
    return [Mention(span=span, head=head, form="named", type="country" if type_ == "country" else "place", key=key, rule=rule)]


def _cities_with_region(article: Article, found: Sequence[Mention]) -> list[Mention]:
    """ "Erie, Pennsylvania" as one name, beside its parts."""
    starts = {m.span.start: m for m in found}
    out = []
    for mention in found:
        if mention.form != "named" or article.text[mention.span.end : mention.span.end + 2] != ", ":
            continue
        follow = starts.get(mention.span.end + 2)
        region = region_after_city(follow.span.of(article.text)) if follow is not None and follow.form == "named" else None
        if follow is None or region is None or mention.type not in ("place", "country") and mention.rule != "dateline":
            continue
        if find_region(mention.span.of(article.text)) or mention.rule == "state name":
            continue  # a list of regions
        span = Span(article=article.id, start=mention.span.start, end=follow.span.end)
        out.append(Mention(span=span, head=mention.head, form="named", type="place", key=mention.key, rule="city and region"))
    return out


_NICKNAMED = re.compile(r"[A-Z][\w’'-]+ (?:\([A-Z][^()\n]{1,20}\)|[\"“‘'][A-Z][^\"”’\n]{1,20}[\"”’']) [A-Z][\w-]+")


def _with_nicknames(article: Article, found: list[Mention]) -> list[Mention]:
    """ "Ana 'the Fox' Reyes" as one name, keyed without the nickname, in place of its pieces."""
    for match in _NICKNAMED.finditer(article.text):
        inside = [m for m in found if m.form == "named" and match.start() <= m.span.start and m.span.end <= match.end()]
        crossing = [m for m in found if m.form == "named" and m not in inside and m.span.start < match.end() and match.start() < m.span.end]
        if not any(m.type == "person" for m in inside) or any(m.span.start == match.start() and m.role for m in crossing) or len(crossing) > 1:
            continue
        words = match[0].split()
        if words[0].lower().rstrip(".") in titles():
            continue
        best = (inside + crossing)[-1]
        start = min([match.start(), *(m.span.start for m in crossing)])
        span = Span(article=article.id, start=start, end=max([match.end(), *(m.span.end for m in crossing)]))
        key = fold(f"{words[0]} {words[-1]}")
        found = [m for m in found if m not in inside and m not in crossing]
        found.append(Mention(span=span, head=best.head, form="named", type="person", key=key, rule="name with nickname"))
    return found


# ---- descriptions


@cache
def _described() -> frozenset[str]:
    return frozenset(noun_kinds())


_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_KIND_ORDER: tuple[tuple[str, EntityType], ...] = (
    ("person", "person"), ("family", "person"), ("group", "group"), ("organisation", "organisation"), ("place", "place"),
    ("animal", "other"), ("event", "event"), ("work", "other"), ("product", "product"),
)  # fmt: skip


def _descriptions(article: Article, parse: Parse, taken: bytearray, titled: frozenset[int]) -> list[Mention]:
    found = []
    tokens, known = parse.tokens, _described()
    for token in tokens:
        tag = token.tag
        if tag in ("NN", "NNS") or (tag in ("NNP", "NNPS") and not taken[token.i]):
            if token.lemma in known or token.lower in known:
                mention = _noun_phrase(article, tokens, token, taken)
                if mention is not None:
                    found.append(mention)
            elif token.lower == "old":
                found.extend(_aged(article, tokens, token))
        elif tag[:2] == "JJ" and token.lower in ("old", "accused", "deceased", "injured", "wounded"):
            found.extend(_aged(article, tokens, token))
        if taken[token.i] and token.i and tokens[token.i - 1].lower in ("the", "old") and token.sentence not in titled:
            found.extend(_called_by_people(article, tokens, token))
    return found


def _noun_phrase(article: Article, tokens: Sequence[Token], head: Token, taken: bytearray) -> Mention | None:
    """The phrase from its determiner to its head noun and an "of" after it, unless the noun is part of a longer one."""
    after = tokens[head.i + 1] if head.i + 1 < len(tokens) and tokens[head.i + 1].sentence == head.sentence else None
    kinds = noun_kinds().get(head.lemma) or noun_kinds().get(head.lower) or frozenset()
    body = after is not None and _body_before_noun(tokens, head, after, kinds, taken)  # "police" of "police spokesman"
    if not body and after is not None and (after.tag in ("NN", "NNS", "HYPH") or (taken[after.i] and after.tag[:3] == "NNP")):
        return None
    if head.dep == "compound" and head.head == head.i + 1 and not body:
        return None
    first = _phrase_start(tokens, head)
    while body and first < head.i and tokens[first].tag in ("CD", "JJ") and not taken[first]:
        first += 1
    last = _phrase_end(tokens, head, bool(kinds & {"person"}) or head.lower == "police", taken)
    type_ = next((t for kind, t in _KIND_ORDER if kind in kinds), "other")
    if head.tag in ("NNS", "NNPS") and type_ == "person":
        type_ = "group"
    content = first
    while content < head.i and tokens[content].tag in _DETERMINERS:
        content += 1
    key = " ".join(t.lower for t in tokens[content : last + 1])
    span = Span(article=article.id, start=tokens[first].start, end=tokens[last].end)
    return Mention(span=span, head=head.i, form="nominal", type=type_, key=key, rule="noun phrase")


def _body_before_noun(tokens: Sequence[Token], head: Token, after: Token, kinds: frozenset[str], taken: bytearray) -> bool:
    """A body named as part of a longer phrase: before an office, or with a name before it ("Northport fire department report")."""
    if "organisation" not in kinds and head.lower != "police":
        return False
    if offices().get(after.lemma):
        return True
    if head.i < 1 or after.tag not in ("NN", "NNS", "NNP", "VBZ"):
        return False
    return bool(taken[head.i - 1]) or (head.i > 1 and tokens[head.i - 1].tag == "NN" and bool(taken[head.i - 2]))


def _phrase_end(tokens: Sequence[Token], head: Token, office: bool, taken: bytearray) -> int:
    """The last token of an "of" phrase after `head` (of a "for", "at" or "in" phrase after an office too), else `head`."""
    at = head.i + 1
    if at + 1 >= len(tokens) or tokens[at].tag != "IN" or tokens[at].sentence != head.sentence:
        return head.i
    if tokens[at].lower != "of" and not (office and tokens[at].lower in ("for", "at", "in") and tokens[at].head == head.i):
        return head.i
    right = tokens[at].right
    last = at
    for token in tokens[at + 1 : at + 1 + LONGEST_PHRASE]:
        inside = token.i <= right or taken[token.i] and taken[token.i - 1] or token.i == at + 1 or (token.i == at + 2 and tokens[at + 1].tag == "DT")
        if token.sentence != head.sentence or not inside or token.tag[:1] == "W" or token.tag in _CLOSING_TAGS:
            break
        last = token.i
    while last > head.i and (not tokens[last].text[-1].isalnum() or tokens[last].tag in ("IN", "DT", "CC", "POS")):
        last -= 1
    return last


_CLOSING_TAGS = frozenset({",", ":", ".", "-LRB-", "-RRB-", "``", "''", "VBD", "VBZ", "VBP", "MD", "TO", "EX"})


def _phrase_start(tokens: Sequence[Token], head: Token) -> int:
    """The first token of the noun phrase that ends in `head`: left over modifiers, possessors and one determiner."""
    at = head.i
    while at > 0 and head.i - at < LONGEST_DESCRIPTION:
        before = tokens[at - 1]
        if before.sentence != head.sentence:
            break
        if before.tag in _PREMODIFIER or before.tag == "RB" or before.text in _HYPHENS:
            if before.tag in ("VBG", "VBN", "RB") and not head.left <= before.i:
                break
            at -= 1
        elif before.tag in _DETERMINERS:
            at -= 1
            if not (at > 0 and tokens[at - 1].tag == "PDT"):
                break
        else:
            break
    while at < head.i and tokens[at].tag in ("POS", "HYPH", "RB"):
        at += 1
    return at


def _aged(article: Article, tokens: Sequence[Token], old: Token) -> list[Mention]:
    """ "the 14-year-old", "the accused": an adjective that stands for a person."""
    after = tokens[old.i + 1] if old.i + 1 < len(tokens) else None
    if after is not None and after.sentence == old.sentence and ((after.tag[:2] in ("NN", "JJ", "CD", "VB") and after.tag not in ("VBD", "VBZ", "VBP", "VBN")) or after.text in _HYPHENS):
        return []
    at = old.i
    while at > 0 and tokens[at - 1].sentence == old.sentence and (
        tokens[at - 1].text in _HYPHENS or tokens[at - 1].lower in ("year", "years", "month", "months") or tokens[at - 1].tag in ("CD", "JJ")
    ):
        at -= 1
    if at > 0 and tokens[at - 1].tag == "DT":
        at -= 1
    if tokens[at].tag != "DT" or (old.lower == "old" and at == old.i - 1):
        return []
    plural = old.lower in ("injured", "wounded")
    span = Span(article=article.id, start=tokens[at].start, end=old.end)
    key = " ".join(t.lower for t in tokens[at + 1 : old.i + 1])
    return [Mention(span=span, head=old.i, form="nominal", type="group" if plural else "person", key=key, rule="adjective for a person")]


def _called_by_people(article: Article, tokens: Sequence[Token], token: Token) -> list[Mention]:
    """ "the Brazilian", "the 19-year-old Dutchman", "the Democrat": a person called by nationality or party."""
    following = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if following is not None and following.sentence == token.sentence and (following.tag[:2] in ("NN", "JJ", "VBG") or following.text in _HYPHENS):
        return []
    state = find_state(token.text)
    singular = token.tag in ("NNP", "JJ", "NN") and not token.lower.endswith("s")
    party = token.lower in ("democrat", "republican", "conservative", "socialist", "liberal", "communist", "islamist")
    if not singular or not (party or (state is not None and state.match in ("demonym", "people"))):
        return []
    first = _phrase_start(tokens, token)
    if tokens[first].tag not in _DETERMINERS:
        return []
    span = Span(article=article.id, start=tokens[first].start, end=token.end)
    key = " ".join(t.lower for t in tokens[first + 1 : token.i + 1])
    return [Mention(span=span, head=token.i, form="nominal", type="person", key=key, rule="called by nationality or party")]


# ---- appositions


def _with_appositions(found: list[Mention], article: Article, tokens: Sequence[Token]) -> list[Mention]:
    """Names with the description beside them as role: "Ana Reyes, the mayor", "the mayor, Ana Reyes"."""
    described: dict[int, Mention] = {}
    ends: dict[int, Mention] = {}
    for mention in found:  # in order of text, the longest first: it is kept
        if mention.form == "nominal":
            described.setdefault(mention.span.start, mention)
            ends.setdefault(mention.span.end, mention)
    out = []
    for mention in found:
        role = None
        honorific = mention.role is not None and titles().get(mention.role.lower().rstrip("."), ("", ""))[0] == "honorific"
        if mention.form == "named" and mention.type != "country" and (mention.role is None or honorific):
            role = _apposed(mention, described, ends, article.text)
        if role is not None:
            mention = Mention(
                span=mention.span, head=mention.head, form=mention.form, type=mention.type, key=mention.key,
                role=role.span.of(article.text), role_span=role.span, rule=mention.rule,
            )  # fmt: skip
        out.append(mention)
    return out


def _apposed(name: Mention, starts: dict[int, Mention], ends: dict[int, Mention], text: str) -> Mention | None:
    after = text[name.span.end : name.span.end + 2]
    if after in (", ", " ("):
        role = starts.get(name.span.end + 2)
        if role is not None and text[role.span.end : role.span.end + 1] in (",", ".", ")", ";", "", "\n", " ") and _may_be(name, role):
            closed = text[role.span.end : role.span.end + 1] in (",", ".", ")", ";", "", "\n")
            if closed or text[role.span.end + 1 : role.span.end + 5] in ("who ", "whom", "that", "and ", "in t", "had ", "told", "said") or _AFTER_ROLE.match(text, role.span.end):
                return role
    start = name.span.start if name.role_span is None else name.role_span.start
    for word in (" named ", " called ", ", named "):
        if text[start - len(word) : start] == word:
            role = ends.get(start - len(word))
            if role is not None:
                return role
    if text[start - 2 : start] == ", ":
        role = ends.get(start - 2)
        if role is not None and text[name.span.end : name.span.end + 1] in (",", ".", ";", "", "\n", "’", "'", ")") and _may_be(name, role):
            return role
    return None


_AFTER_ROLE = re.compile(r" (?:for|at|in|with|from|of|on) [^.;:!?\n]{1,80}?[,.;)\n]")


def _may_be(name: Mention, role: Mention) -> bool:
    if name.type == "person":
        return role.type == "person" or "animal" in noun_kinds().get(role.key.split()[-1], ())
    if role.type == "person":
        size = len(name.key.split())
        return name.type in ("other", "group") and size <= 3 or name.type in ("organisation", "product") and size in (2, 3)
    return name.type == role.type or name.type in ("other", "product")
