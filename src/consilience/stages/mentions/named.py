"""Named mentions: runs of tokens cleaned, typed, with the title before them; states; datelines; nicknames."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...knowledge.countries import LONGEST_STATE, State, find_state, first_words, state_words
from ...knowledge.people import find_organisation, given_names, noun_kinds, titles
from ...knowledge.regions import find_region, region_after_city
from ...model.annotation import EntityType, Mention
from ...model.article import Article
from ...model.parse import Token
from ...model.span import Span
from ...text.names import fold
from .edges import is_party_and_state, is_rank, name_end
from .runs import FORM_OF_BODY, HYPHENS, runs

LONGEST_TITLE = 12  # tokens before a name that are read as its title

_EDGE = frozenset(
    """
    the a an this that these those his her its their our my 's ’s ' ’ " “ ” ‘ , . : ; - – — ( ) [ ] / & # @
    and of in for at on by to ! ? * + | … '' `` no
    """.split()
)
_NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr
    jun jul aug sept sep oct nov dec today yesterday tomorrow am pm a.m. p.m. est edt gmt utc bst cet i we
    he she it they you god mr mrs ms dr photo image images video read more also live breaking exclusive
    update updated advertisement share subscribe newsletter click source related gallery watch getty getty
    images jr sr mum dad mom mummy daddy christmas easter ramadan internet bible koran quran oh ok yes dear
    sir madam
    """.split()
) | {"getty images"}
_LOWER_INSIDE = frozenset(
    """
    of for the and de do da dos del della di du la le al el bin ibn ben van von der den ter zu on to in
    """.split()
)
_FORM_OF_PLACE = frozenset(
    """
    river lake mountain mount street avenue road square bridge tunnel airport park island islands bay sea
    ocean valley county province district region city town village stadium tower gate hotel plaza desert
    forest peninsula strait gulf canal hills beach prison mosque
    """.split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Words that end the name of a street or road ("E. Green St"), whatever the parser takes it for.
_STREETS = frozenset("street st avenue ave road rd boulevard blvd highway parkway".split())
# The age of a person beside a name: "Ana Reyes, 41," and "41-year-old Ana Reyes".
_AGE_BEHIND = re.compile(r", (?:aged? )?[1-9]\d?(?=[,.;)]| years? old)")
_AGE_AHEAD = re.compile(r"\b\d{1,2}[- ]year[- ]old $")
_HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sen sen. rep rep. gov gov. lt lt. sgt sgt. capt capt. col. gen. prof prof.".split()
)
_AGE = re.compile(r"^\d{1,3}$")


def names(article: Article, tokens: Sequence[Token], titled: frozenset[int]) -> tuple[list[Mention], bytearray]:
    """Named mentions, and for each token whether it lies in one."""
    states = _states(tokens)

    taken = bytearray(len(tokens))
    found: list[Mention] = []
    for first, last, kind in runs(tokens, titled):
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
        word = token.lower.replace(".", "").replace("’", "'") if token.text[0].isupper() else ""
        if word in begins:
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
        if state is not None:
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


_Piece = tuple[int, int, EntityType | None]


def _clean(
    tokens: Sequence[Token], first: int, last: int, kind: EntityType | None, states: dict[int, tuple[int, State]]
) -> list[_Piece]:
    """A run without articles, marks and titles at its edges; without a state before a person's title; or nothing."""
    while first <= last and (tokens[first].lower in _EDGE or not tokens[first].text[0].isalnum()):
        first += 1
    while last >= first and (
        tokens[last].lower in _EDGE or (not tokens[last].text[-1].isalnum() and tokens[last].text[-1] != ".")
    ):
        last -= 1
    if first > last:
        return []
    begin = first
    if first in states and states[first][0] < last:
        after = states[first][0] + 1
        state = states[first][1]
        if (
            state.match in ("demonym", "name")
            and (tokens[after].lower.rstrip(".") in titles() or (kind == "person" and after <= last))
        ) or (state.match == "name" and kind in ("place", "country") and tokens[after].text in ("'s", "’s")):
            begin = after
    while begin < last and _title_length(tokens, begin, last):
        begin += _title_length(tokens, begin, last)
    for at in range(begin, last):  # "Yet Mr. Harrow": a name begins after its title
        if tokens[at].lower in _HONORIFICS:
            begin = at + 1
    while begin < last and tokens[begin].lower in _EDGE:
        begin += 1
    if kind == "person" and last - begin >= 2 and find_organisation(tokens[begin].text) is not None:
        begin += 1  # "Reuters Ana Reyes": a credit run into the name
    if kind == "person":
        while (begin < last and _AGE.match(tokens[begin].text)) or (tokens[begin].text.isdigit() and begin < last):
            begin += 1
        while last > begin and (tokens[last].text[0].isdigit() or tokens[last].lower in _NOT_NAMES):
            last -= 1
    while last > begin and tokens[last].lower in _WEEKDAYS and kind in ("place", "person", None):
        last -= 1  # "in Osk Sunday": the day is told of the deed
    for at in range(begin + 1, last):  # a small "the" that follows no preposition begins another phrase
        if tokens[at].text == "the" and tokens[at - 1].tag not in ("IN", "CC"):
            last = at - 1
            break
    last = name_end(tokens, begin, last)  # "NPD Lt. Ana Reyes": the rank is the officer's
    if begin == last and is_rank(tokens[last].text):
        return []
    if begin in states and states[begin][0] == last:
        return []  # the table of states makes the mention
    return [(begin, last, kind)]


def _title_length(tokens: Sequence[Token], at: int, last: int) -> int:
    """How many tokens from `at` are a title before a further word of the run; 0 for none."""
    known = titles()
    for size in (3, 2, 1):
        if at + size <= last:
            words = " ".join(t.lower.replace(".", "") for t in tokens[at : at + size])
            if words in known:
                follow = tokens[at + size]
                if (
                    follow.lower in FORM_OF_BODY
                    or follow.lower in ("of", "'s", "’s", "&", "and")
                    or follow.text in HYPHENS
                ):
                    return 0
                return size
    return 0


def _named(article: Article, tokens: Sequence[Token], first: int, last: int, kind: EntityType | None) -> Mention | None:
    start, end = tokens[first].start, tokens[last].end
    words = article.text[start:end]
    key = fold(words)
    if (
        not key
        or key in _NOT_NAMES
        or "http" in key
        or "@" in key
        or not any(c.isupper() for c in words)
        or len(key) < 2
    ):
        return None
    if "\n" in words or len(words) > 100 or key.isdigit() or _only_title(key, kind) or is_party_and_state(words):
        return None
    rule = "parser's entity" if kind is not None else "proper nouns"
    type_: EntityType = kind or "other"
    state = find_state(words)
    if state is not None:
        span = Span(article=article.id, start=start, end=end)
        return Mention(span=span, head=last, form="named", type="country", key=state.iso3, rule=f"state {state.match}")
    if type_ != "place" and words.endswith(".") and region_after_city(words) is not None:
        type_, rule = "place", "short form of a region"
        kind = "place"
    known = find_organisation(words)
    words_of = key.split()
    if type_ == "person" and key in noun_kinds():
        return None  # "Mom", "Zoo" in capitals
    if known is not None:
        type_, rule = ("place" if known[1] == "place" else "organisation"), "table of organisations"
    else:
        type_ = _type_by_words(words_of, kind)
        if type_ == "person" and len(words_of) == 1 and _with_article(tokens, first, last):
            type_ = "other"
        elif type_ not in ("person", "place") and 1 < len(words_of) < 5 and _aged_beside(article.text, start, end):
            type_, rule = "person", "age beside it"
    head = next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last), last)
    role, role_span = _title_before(article, tokens, first, last)
    if role is not None and not _title_fits(role, type_):
        role = role_span = None
    if (
        role is not None
        and type_ in ("other", "group", "organisation", "product")
        and known is None
        and _person_title(role)
    ):
        type_, rule = "person", "title before it"
    span = Span(article=article.id, start=start, end=end)
    return Mention(span=span, head=head, form="named", type=type_, key=key, role=role, role_span=role_span, rule=rule)


def _aged_beside(text: str, start: int, end: int) -> bool:
    """An age stands directly before or after the name."""
    return bool(_AGE_BEHIND.match(text, end) or _AGE_AHEAD.search(text[max(0, start - 14) : start]))


def _type_by_words(words: Sequence[str], kind: EntityType | None) -> EntityType:
    """The type of a name of folded `words` that the parser calls `kind`: its last word and given names know better."""
    if kind == "person" and any(c.isdigit() for word in words for c in word):
        return "other"
    if len(words) < 2:
        return kind or "other"
    if kind == "person" and words[-1].endswith("s") and words[-1].removesuffix("s") in noun_kinds():
        return "group"  # "Northport Girls"
    given = words[0] in given_names()
    if words[-1] in _STREETS and not (given and kind == "person" and len(words) == 2):
        return "place"
    if words[-1] in ("papers", "files") and kind in ("organisation", "person"):
        return "other"  # "the Tarn Papers"
    if words[0] in FORM_OF_BODY and words[1] in ("of", "for"):
        return "organisation"
    if words[-1] in FORM_OF_BODY and not (kind == "person" and given):
        return "organisation"
    if (words[-1] in _FORM_OF_PLACE or words[0] in ("mount", "lake", "fort")) and kind != "person":
        return "place"
    unclear = kind in (None, "organisation", "group", "other", "product")
    if given and unclear and len(words) <= 3 and _LOWER_INSIDE.isdisjoint(words):
        return "person"
    return kind or "other"


def _with_article(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "the Mercury", alone: one word with "the" before it and no noun after it is no person's name."""
    if first == 0 or tokens[first - 1].lower != "the" or tokens[first - 1].sentence != tokens[first].sentence:
        return False
    follow = tokens[last + 1] if last + 1 < len(tokens) else None
    return follow is None or (follow.tag[:2] not in ("NN", "JJ", "VB", "PO") and follow.text not in HYPHENS)


_TITLE_BEGINS = frozenset(
    """
    first vice deputy prime supreme grand president minister gov governor sen senator rep secretary
    """.split()
)


def _only_title(key: str, kind: EntityType | None) -> bool:
    """True for "President", "Vice President", "First Lady": a title that lost its name."""
    words = key.split()
    if find_state(words[0].upper()) or find_state(words[0].title()):
        words = words[1:]
    if words and all(w in _TITLE_BEGINS for w in words):
        return True
    return key in titles() or (kind is None and all(w in titles() or w in noun_kinds() for w in key.split()))


def _title_fits(role: str, type_: EntityType) -> bool:
    """The noun before a name says what the name is; "the election Ana Reyes" is two phrases."""
    word = role.rsplit(maxsplit=1)[-1].lower().replace(".", "")
    kinds = noun_kinds().get(word) or noun_kinds().get(word.removesuffix("s"), frozenset())
    if word in titles() or kinds & {"person", "family"}:
        return True
    return (
        not word.endswith("s")
        and bool(kinds & {"organisation", "place", "animal", "work", "product"})
        and (type_ != "person" or "animal" in kinds or "organisation" in kinds)
    )


def _person_title(role: str) -> bool:
    word = role.rsplit(maxsplit=1)[-1].lower().replace(".", "")
    return word in titles() or bool(noun_kinds().get(word, frozenset()) & {"person", "family"})


PREMODIFIER = ("NN", "NNP", "NNS", "NNPS", "JJ", "VBN", "VBG", "CD", "POS", "HYPH", "JJS", "JJR", "AFX")


def _title_before(article: Article, tokens: Sequence[Token], first: int, last: int) -> tuple[str | None, Span | None]:
    """The title or description directly before a name ("Belarusian President", "the Red Bull boss"), without article."""
    if first == 0 or tokens[first - 1].sentence != tokens[first].sentence:
        return None, None
    before = tokens[first - 1]
    if (
        last + 1 < len(tokens)
        and tokens[last + 1].tag in ("NN", "NNS")
        and tokens[last + 1].sentence == tokens[last].sentence
    ):
        return None, None  # the name itself stands before a noun: "21 captive Northport schoolgirls"
    word = before.lemma.lower().replace(".", "") if before.tag[:3] != "NNP" else before.lower.replace(".", "")
    if (word not in titles() and word not in noun_kinds()) or before.tag[:1] not in ("N", "J"):
        return None, None
    at = first - 1
    while at > 0 and first - at < LONGEST_TITLE and _is_premodifier(tokens[at - 1], before):
        at -= 1
    while at < first - 1 and tokens[at].tag in ("POS", "HYPH"):
        at += 1
    span = Span(article=article.id, start=tokens[at].start, end=before.end)
    return article.text[span.start : span.end], span


def _is_premodifier(token: Token, before: Token) -> bool:
    """True for a word of the phrase that ends in the title `before`: no other name's honorific, no verb."""
    if token.sentence != before.sentence or token.tag not in PREMODIFIER or token.lower in _HONORIFICS:
        return False
    return token.tag not in ("VBG", "VBN") or token.dep in ("amod", "compound")


def dateline(article: Article, tokens: Sequence[Token]) -> list[Mention]:
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
    key, rule, type_ = (
        (state.iso3, "state capital", "country")
        if state is not None and state.match == "capital"
        else (fold(words), "dateline", "place")
    )
    return [
        Mention(
            span=span, head=head, form="named", type="country" if type_ == "country" else "place", key=key, rule=rule
        )
    ]


def cities_with_region(article: Article, found: Sequence[Mention]) -> list[Mention]:
    """ "Erie, Pennsylvania" as one name, beside its parts."""
    starts = {m.span.start: m for m in found}
    out = []
    for mention in found:
        if mention.form != "named" or article.text[mention.span.end : mention.span.end + 2] != ", ":
            continue
        follow = starts.get(mention.span.end + 2)
        region = (
            region_after_city(follow.span.of(article.text)) if follow is not None and follow.form == "named" else None
        )
        if (
            follow is None
            or region is None
            or (mention.type not in ("place", "country") and mention.rule != "dateline")
        ):
            continue
        if find_region(mention.span.of(article.text)) or mention.rule == "state name":
            continue  # a list of regions
        span = Span(article=article.id, start=mention.span.start, end=follow.span.end)
        out.append(
            Mention(span=span, head=mention.head, form="named", type="place", key=mention.key, rule="city and region")
        )
    return out


_AGE_FOLLOWS = re.compile(r", (?:an? |aged? )?[1-9]\d?(?=[,.;)]|[- ]year)")
_NICKNAMED = re.compile(
    r"[A-Z][\w’'-]+ (?:\([A-Z][^()\n]{1,20}\)|[\"“‘'](?:the )?[A-Z][^\"”’\n]{1,20}[\"”’']) [A-Z][\w-]+"
)


def _surely_person(text: str, match: re.Match[str]) -> bool:
    """A given name begins it or an age follows: 'Taneya "Kiki" Brandt, a 39-year-old'."""
    first = match[0].split(maxsplit=1)[0].lower()
    return first in given_names() or bool(_AGE_FOLLOWS.match(text, match.end()))


def with_nicknames(article: Article, found: list[Mention]) -> list[Mention]:
    """ "Ana 'the Fox' Reyes" as one name, keyed without the nickname, in place of its pieces."""
    for match in _NICKNAMED.finditer(article.text):
        inside = [m for m in found if m.form == "named" and match.start() <= m.span.start and m.span.end <= match.end()]
        crossing = [
            m
            for m in found
            if m.form == "named" and m not in inside and m.span.start < match.end() and match.start() < m.span.end
        ]
        if (
            not (any(m.type == "person" for m in inside) or _surely_person(article.text, match))
            or any(m.span.start == match.start() and m.role for m in crossing)
            or len(crossing) > 1
        ):
            continue
        words = match[0].split()
        if words[0].lower().rstrip(".") in titles():
            continue
        if not inside + crossing:
            continue
        best = (inside + crossing)[-1]
        start = min([match.start(), *(m.span.start for m in crossing)])
        span = Span(article=article.id, start=start, end=max([match.end(), *(m.span.end for m in crossing)]))
        key = fold(f"{words[0]} {words[-1]}")
        found = [m for m in found if m not in inside and m not in crossing]
        found.append(
            Mention(span=span, head=best.head, form="named", type="person", key=key, rule="name with nickname")
        )
    return found
