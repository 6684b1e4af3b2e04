"""One thing changed in like sentences: another name, place or speaker, a word that excludes the other, a negation.

Typical of rewrites of one text, and of reporters who heard the same. Sentences of different reports are held against
each other where they share most of their words; what only one of them has is compared with what only the other has, where
both stand in the same place among the words they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...knowledge.countries import state_of
from ...knowledge.people import given_names, titles
from ...knowledge.places import known_places
from ...knowledge.predicates import opposites
from ...model.claim import Conflict, ConflictKind
from ...model.parse import Token
from ...model.record import Reason
from ...model.span import Span
from ...text.groups import Groups
from ...text.names import alike, all_initials, fold, same_person_name
from .likes import Like, Line, alike_around, alike_round, differ_besides, hangs_alike
from .names import Name, link_words
from .readings import Reading, Text, conflict
from .wording import quoted

SURE = 2  # terms beside both that must be equal where both fill one role or are of one known sort
UNSURE = 4  # and where they are not
LIKE_SPEECH = 0.55  # share of the weight of a sentence from which two speakers are given the same words
MOST_CHANGES = 2  # of one sort between two sentences; with more they tell of different things
SHORTEST = 3  # letters of a word of a name that is compared

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_BETWEEN = frozenset("of for the and on to in at i e".split())
_BOUNDING = frozenset({"until", "till", "unless"})
_OTHERS = frozenset({"other", "others", "rest", "remaining"})
_ARTICLES = frozenset({"al", "el", "the"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_NEGATIVE = frozenset(
    "no none nobody nothing neither nor without wrong fail refuse deny decline reject lack unable unlikely hardly barely avoid prevent "
    "stop bar until unless only except cannot stay remain rule few little dispute if whether doubt question".split()
)
_WORDS = ("verb", "word", "bound")
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")
_NO_OPPOSITES = frozenset("different famous valuable human side come form land deed like less".split())


class _Mark(NamedTuple):
    """Tokens of a report that give one value: as shown, and as compared."""

    report: int
    first: int
    last: int
    shown: str
    same: str


_Link = tuple[ConflictKind, _Mark, _Mark]


def changed_words(text: Text, likes: Sequence[Like], names: Sequence[Name]) -> list[Conflict]:
    """Conflicts between like sentences (`likes`). `names`: all names of the story."""
    held: dict[tuple[int, int], list[Name]] = {}
    for n in names:
        held.setdefault((n.report, text.reports[n.report].parse.tokens[n.first].sentence), []).extend(_parts(text, n))
    links: list[_Link] = []
    for like in likes:
        for kind, a, b in _changes(text, like, held):
            links += [
                (kind, _moved(text, a, like.one, x), _moved(text, b, like.two, y))
                for x, y in _beside(like.ones, like.twos)
            ]
    return _rows(text, links)


def _parts(text: Text, name: Name) -> Iterator[Name]:
    """A run of names cut at the small words between them: "Ada Lund of Oslo" is two names, "Ludwig van Drohm" one."""
    tokens = text.reports[name.report].parse.tokens
    first = name.first
    for i in range(name.first, name.last + 2):
        if i > name.last or tokens[i].lower in _BETWEEN:
            if i > first:
                yield Name(name.report, first, i - 1, tuple(fold(t.text) for t in tokens[first:i]))
            first = i + 1


def _beside(ones: Sequence[Line], twos: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line of either side at least once, beside one of another report."""
    for x in ones:
        y = next((y for y in twos if y.report != x.report), None)
        if y is not None:
            yield x, y
    for y in twos[1:]:
        if y.report != ones[0].report:
            yield ones[0], y


def _moved(text: Text, mark: _Mark, line: Line, other: Line) -> _Mark:
    """The same tokens in a sentence of the same words."""
    shift = other.tokens[0].i - line.tokens[0].i
    return mark._replace(report=other.report, first=mark.first + shift, last=mark.last + shift)


def _changes(text: Text, like: Like, names: dict[tuple[int, int], list[Name]]) -> list[_Link]:
    out = []
    for found in (list(_names(text, like, names)), list(_opposed(text, like)), list(_negated(text, like))):
        if len(found) <= MOST_CHANGES:
            out += found
    return out


# --- names, places, speakers


class _Named(NamedTuple):
    """A name only one of two sentences has: `words` without titles, folded. `source`: it stands in the source of a
    quotation, `whole`: as a name by itself, of a person or body, and no part of a phrase."""

    name: Name
    head: Token
    words: tuple[str, ...]
    shown: str
    ent: str
    source: bool
    whole: bool


def _names(text: Text, like: Like, names: dict[tuple[int, int], list[Name]]) -> Iterator[_Link]:
    ones = _lone(text, like.one, like.two, names)
    twos = _lone(text, like.two, like.one, names) if ones else []
    taken: set[int] = set()
    for a in ones:
        for k, b in enumerate(twos):
            kind = _name_kind(text, like, a, b) if k not in taken else None
            if kind is not None:
                taken.add(k)
                yield kind, _mark(text, a), _mark(text, b)
                break


def _mark(text: Text, n: _Named) -> _Mark:
    return _Mark(n.name.report, n.name.first, n.name.last, n.shown, " ".join(n.words))


def _lone(text: Text, line: Line, other: Line, names: dict[tuple[int, int], list[Name]]) -> list[_Named]:
    """Names of a line of which the other has not every word."""
    report = text.reports[line.report]
    tokens = report.parse.tokens
    sentence = text.sentence(line.report, line.number)
    own = {s for q in report.quotations for s in q.source if sentence.contains(s)}
    have = {fold(t.text) for t in other.tokens}
    out = []
    for name in names.get((line.report, line.number), ()):
        words = _plain(name)
        if not words or all(w in have for w in words):
            continue
        span = text.span(line.report, name.first, name.last)
        ents = {tokens[i].ent for i in range(name.first, name.last + 1)} - {""}
        head = next(
            (tokens[i] for i in range(name.last, name.first - 1, -1) if not name.first <= tokens[i].head <= name.last),
            tokens[name.last],
        )
        source = any(s.overlaps(span) for s in own)
        out.append(
            _Named(
                name,
                head,
                words,
                span.of(report.article.text),
                min(ents, default=""),
                source,
                len(own) < 2 and _whole(head, ents),
            )
        )
    return out


def _plain(name: Name) -> tuple[str, ...]:
    """The words of a name without titles, from a given name on where it has one."""
    split = [w for word in name.words for w in word.split() if w not in _ARTICLES]
    words = [w for w in split if w.strip(".") not in titles() and w not in link_words() and len(w) >= SHORTEST]
    first = next((k for k, w in enumerate(words[:-1]) if w in given_names()), 0)
    return tuple(words[first:])


def _whole(head: Token, ents: set[str]) -> bool:
    plain = head.dep in ("nsubj", "pobj", "ROOT", "dobj", "nsubjpass", "conj", "agent") and "-" not in head.text
    return plain and not ents & _PLACES and "NORP" not in ents


def _name_kind(text: Text, like: Like, a: _Named, b: _Named) -> ConflictKind | None:
    """What two names, each in only one of two like sentences, disagree on; None where they do not."""
    if _may_be_one(text, a, b):
        return None
    one, two = (a.name.first, a.name.last), (b.name.first, b.name.last)
    around, pooled = alike_around(like, one, two) - like.more, alike_round(like, one, two) - like.more
    tokens = text.reports[a.name.report].parse.tokens, text.reports[b.name.report].parse.tokens
    same_role = hangs_alike(like, a.head, b.head, *tokens)
    other = a.words[-1] in like.two.words or b.words[-1] in like.one.words
    if a.source and b.source and a.whole and b.whole:
        return "speaker" if like.share >= LIKE_SPEECH and not other else None
    if _one_word_apart(a.words, b.words) and around >= SURE:
        return "name"
    sort = _place_sort(a, b)
    if differ_besides(like, one, two, ("CD",)):
        return None
    if other or (sort is None and (a.source or b.source)):
        return None
    if sort is not None:
        if sort:
            near = max(around, pooled - 1) if same_role else around - 1
            return "place" if near >= SURE or pooled >= UNSURE else None
        return "place" if same_role and around >= UNSURE else None
    return None


def _may_be_one(text: Text, a: _Named, b: _Named) -> bool:
    """True where both may name one: an entity, a part of the other, its initials, a spelling, a state and its people."""
    ids = [text.entity_at(text.span(n.name.report, n.name.first, n.name.last)) for n in (a, b)]
    apart = _one_word_apart(a.words, b.words)
    if ids[0] is not None and ids[0] == ids[1] and not apart:
        return True
    for k, n in ((ids[0], b), (ids[1], a)):
        entity = text.entities.get(k or "")
        if entity is not None and any(set(n.words) <= set(fold(known).split()) for known in entity.names):
            return True
    if set(a.words) <= set(b.words) or set(b.words) <= set(a.words) or same_person_name(a.words, b.words):
        return True
    if all_initials(a.shown) == b.shown.replace(".", "") or all_initials(b.shown) == a.shown.replace(".", ""):
        return True
    codes = [state_of(n.shown) for n in (a, b)]
    if codes[0] is not None and codes[0] == codes[1]:
        return True
    return len(a.words) == len(b.words) and all(alike(x, y) for x, y in zip(a.words, b.words, strict=True))


def _one_word_apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True for two full names of persons with one word that differs: "Samuel Alder", "Samuel Brook"."""
    if len(a) < 2 or len(b) < 2:
        return False
    differing = sum(x != y for x, y in zip(a, b, strict=False))
    known = a[0] in given_names() or b[0] in given_names()
    return len(a) == len(b) and differing == 1 and known and not same_person_name(a, b)


def _place_sort(a: _Named, b: _Named) -> bool | None:
    """True for places of one known sort, False for places of which that is not sure, None for what are no places."""
    one, two = known_places(a.shown), known_places(b.shown)
    if not (one or a.ent in _PLACES) or not (two or b.ent in _PLACES) or "PERSON" in (a.ent, b.ent):
        return None
    if not (one and two) and (a.ent not in _PLACES or b.ent not in _PLACES):
        return None
    sorts = {(p.sort, q.sort, p.iso3 == q.iso3) for p in one for q in two}
    if any(x != y and same for x, y, same in sorts):
        return False  # one may lie in the other
    return any(x == y and (x != "city" or not same) for x, y, same in sorts)


# --- words that exclude each other, negations


def _opposed(text: Text, like: Like) -> Iterator[_Link]:
    ones = [t for t in like.one.tokens if _may_oppose(t) and t.lower not in like.two.words]
    twos = [t for t in like.two.tokens if _may_oppose(t) and t.lower not in like.one.words] if ones else []
    tokens = text.reports[like.one.report].parse.tokens, text.reports[like.two.report].parse.tokens
    for x in ones:
        for y in twos:
            kind = _excludes(x, y)
            if kind is None or like.one.keys[x.i] in like.two.held or like.two.keys[y.i] in like.one.held:
                continue
            if _denied(text, like.one, x) != _denied(text, like.two, y):
                continue
            around = alike_around(like, (x.i, x.i), (y.i, y.i))
            if around >= SURE + like.more + (not hangs_alike(like, x, y, *tokens)):
                yield kind, _word(like.one, x), _word(like.two, y)


def _word(line: Line, token: Token) -> _Mark:
    return _Mark(line.report, token.i, token.i, token.text, token.lower)


def _may_oppose(token: Token) -> bool:
    if token.tag[:1] not in ("V", "N", "J", "R", "I") or token.tag[:3] == "NNP" or not token.text.isalpha():
        return False
    return any(token.lemma in opposites(p) or token.lower in opposites(p) for p in _WORDS) or token.tag in (
        "JJ",
        "RB",
        "VBN",
        "VBD",
    )


def _excludes(x: Token, y: Token) -> ConflictKind | None:
    for part in _WORDS:
        for own in {x.lemma, x.lower}:
            for row in opposites(part).get(own, ()):
                other = row.side.get(y.lemma, row.side.get(y.lower))
                if other is not None and other != row.side[own]:
                    return row.kind  # type: ignore[return-value]
    short, long = sorted((x.lower, y.lower), key=len)
    opposite = any(long == p + short for p in _PREFIXES) and len(short) > SHORTEST and short not in _NO_OPPOSITES
    return "status" if opposite else None


def _denied(text: Text, line: Line, token: Token) -> bool:
    tokens = text.reports[line.report].parse.tokens
    return any(
        tokens[c].dep == "neg" for i in (token.i, token.head) for c in text.reports[line.report].parse.children[i]
    )


def _negated(text: Text, like: Like) -> Iterator[_Link]:
    """A predicate with "not" in one of two sentences that have nothing else of a negation."""
    for line, other, turned in ((like.one, like.two, False), (like.two, like.one, True)):
        nots = [t for t in line.tokens if t.lower in _NOT]
        if any(t.lower in _BOUNDING for t in (*line.tokens, *other.tokens)):
            continue
        if len(nots) != 1 or any(t.lower in _NOT or t.lemma in _NEGATIVE for t in other.tokens):
            continue
        tokens = text.reports[line.report].parse.tokens
        head = tokens[nots[0].head]
        if nots[0].i + 1 <= line.tokens[-1].i and tokens[nots[0].i + 1].lower in (
            "only",
            "just",
            "yet",
            "to",
            "because",
        ):
            continue
        met = _counterpart(like, line, other, head, turned)
        if met is None or any(t.lower in _OTHERS for t in (*line.tokens, *other.tokens)):
            continue
        first = min(
            [
                nots[0].i,
                *(c for c in text.reports[line.report].parse.children[head.i] if tokens[c].dep.startswith("aux")),
            ]
        )
        a = _Mark(line.report, min(first, head.i), max(nots[0].i, head.i), "", "not")
        b = _Mark(other.report, met.i, met.i, "", "so")
        yield ("polarity", b, a) if turned else ("polarity", a, b)


def _counterpart(like: Like, line: Line, other: Line, head: Token, turned: bool) -> Token | None:
    """The token of the other line that stands where the negated one does: the same word among the same words."""
    best: tuple[int, int] = (0, 0)
    for t in other.tokens:
        same = t.lemma == head.lemma or other.keys[t.i] == line.keys[head.i]
        if same and t.tag[:1] in ("V", "M") and head.tag[:1] in ("V", "M"):
            one, two = ((t.i, t.i), (head.i, head.i)) if turned else ((head.i, head.i), (t.i, t.i))
            best = max(best, (alike_around(like, one, two), -t.i))
    need = SURE + 1 + 2 * like.more + (head.lemma == "be")
    return next((t for t in other.tokens if t.i == -best[1]), None) if best[0] >= need else None


# --- rows


def _rows(text: Text, links: Sequence[_Link]) -> list[Conflict]:
    out = []
    for kind in sorted({k for k, _, _ in links}):
        own = [(a, b) for k, a, b in links if k == kind]
        marks = sorted({m for pair in own for m in pair}, key=lambda m: (m.report, m.first, m.last, m.same))
        number = {m: k for k, m in enumerate(marks)}
        groups = Groups(len(marks))
        for a, b in own:
            groups.join(number[a], number[b])
        for group in groups.members():
            row = _row(text, kind, [marks[k] for k in group])
            if row is not None:
                out.append(row)
    return out


def _row(text: Text, kind: ConflictKind, marks: Sequence[_Mark]) -> Conflict | None:
    readings = []
    for m in marks:
        span = text.span(m.report, m.first, m.last)
        article = text.reports[m.report].article.text
        around = text.passage(m.report, m.last)
        passage = Span(article=span.article, start=min(span.start, around.start), end=max(span.end, around.end))
        readings.append(Reading(m.report, m.shown or span.of(article), m.same, passage, span))
    if len({r.same for r in readings}) < 2 or len({r.report for r in readings}) < 2:
        return None
    shown = list(dict.fromkeys(r.value for r in readings))
    reason = Reason(rule="like sentences differ in this", detail=" / ".join(shown))
    return conflict(kind, _about(text, kind, readings, shown), readings, [reason])


def _about(text: Text, kind: ConflictKind, readings: Sequence[Reading], shown: Sequence[str]) -> str:
    shortest = min((r.passage for r in readings), key=lambda p: (len(p), p))
    words = quoted(shortest.of(text.reports[text.number[shortest.article]].article.text))
    if kind == "speaker":
        return f"who said {words}"
    said = next((r.value for r in readings if r.same == "so"), "")
    if said:
        return f"{said}, or not, in {words}"
    return f"{' or '.join(shown[:2])} in {words}"
