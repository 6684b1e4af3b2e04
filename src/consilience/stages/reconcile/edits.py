"""One thing changed in like sentences: another name, place or speaker, a word that excludes the other, a negation.

Typical of rewrites of one text, and of reporters who heard the same. Sentences of different reports are held against
each other where they share most of their words; what only one of them has is compared with what only the other has, where
both stand in the same place among the words they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.claim import Conflict, ConflictKind
from ...model.parse import Token
from ...model.record import Reason
from ...model.span import Span
from ...text.groups import Groups
from .changed_names import Mark, NamesIn
from .likes import Like, Line, alike_around, hangs_alike
from .names import Name
from .oppositions import excludes
from .readings import Reading, Text, conflict
from .slots import is_qualified
from .wording import quoted

SURE = 2  # terms beside both that must be equal where both fill one role
WHOLE = 0.75  # share of the weight of a sentence from which the same subject counts as much as words beside
MOST_CHANGES = 2  # of one sort between two sentences; with more they tell of different things

_UNSURE = frozenset(
    {"until", "till", "unless", "other", "others", "rest", "remaining"}
)  # beside them "not" may hold for a part
_TWO_SIDED = frozenset("buy purchase acquire sell give receive lend borrow win lose".split())
_NOT = frozenset({"not", "n't", "n’t", "never"})
_AFTER_NOT = frozenset({"only", "just", "yet", "to", "because"})
_NEGATIVE = frozenset(
    "no none nobody nothing neither nor without wrong fail refuse deny decline reject lack unable unlikely hardly barely avoid prevent "
    "stop bar until unless instead rather only except cannot stay remain rule few little dispute if whether doubt question".split()
)


_Link = tuple[ConflictKind, Mark, Mark]


def changed_words(text: Text, likes: Sequence[Like], names: Sequence[Name]) -> list[Conflict]:
    """Conflicts between like sentences (`likes`). `names`: all names of the story."""
    held = NamesIn(text, names)
    links: list[_Link] = []
    for like in likes:
        for kind, a, b in _changes(text, like, held):
            links += [
                (kind, _moved(text, a, like.one, x), _moved(text, b, like.two, y))
                for x, y in _beside(like.ones, like.twos)
            ]
    return _rows(text, links)


def _beside(ones: Sequence[Line], twos: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line of either side at least once, beside one of another report."""
    for x in ones:
        y = next((y for y in twos if y.report != x.report), None)
        if y is not None:
            yield x, y
    for y in twos[1:]:
        if y.report != ones[0].report:
            yield ones[0], y


def _moved(text: Text, mark: Mark, line: Line, other: Line) -> Mark:
    """The same tokens in a sentence of the same words."""
    shift = other.tokens[0].i - line.tokens[0].i
    return mark._replace(report=other.report, first=mark.first + shift, last=mark.last + shift)


def _changes(text: Text, like: Like, names: NamesIn) -> list[_Link]:
    out = []
    for found in (list(names.differing(like)), list(_opposed(text, like)), list(_negated(text, like))):
        if len(found) <= MOST_CHANGES:
            out += found
    return out


# --- words that exclude each other, negations


def _opposed(text: Text, like: Like) -> Iterator[_Link]:
    ones = [t for t in like.one.opposable if t.lower not in like.two.words]
    twos = [t for t in like.two.opposable if t.lower not in like.one.words] if ones else []
    tokens = text.reports[like.one.report].parse.tokens, text.reports[like.two.report].parse.tokens
    for x in ones:
        for y in twos:
            kind = excludes(x, y)
            if kind is None or like.one.keys[x.i] in like.two.held or like.two.keys[y.i] in like.one.held:
                continue
            if _denied(text, like.one, x) != _denied(text, like.two, y) or _converse(text, like, x, y):
                continue
            around = alike_around(like, (x.i, x.i), (y.i, y.i))
            if around >= SURE + like.more + (not hangs_alike(like, x, y, *tokens)):
                yield kind, _word(like.one, x), _word(like.two, y)


def _converse(text: Text, like: Like, x: Token, y: Token) -> bool:
    """True for two sides of one deed, unless told of one subject: he bought what the shop sold."""
    if not {x.lemma, y.lemma} <= _TWO_SIDED:
        return False
    return _subjects(text, like.one, x).isdisjoint(_subjects(text, like.two, y))


def _word(line: Line, token: Token) -> Mark:
    return Mark(line.report, token.i, token.i, token.text, token.lower)


def _denied(text: Text, line: Line, token: Token) -> bool:
    tokens = text.reports[line.report].parse.tokens
    return any(
        tokens[c].dep == "neg" for i in (token.i, token.head) for c in text.reports[line.report].parse.children[i]
    )


def _negated(text: Text, like: Like) -> Iterator[_Link]:
    """A predicate with "not" in one of two sentences that have the same of negations otherwise."""
    one, two = like.one.words, like.two.words
    if _NOT.isdisjoint(one) and _NOT.isdisjoint(two):
        return
    if not (_UNSURE.isdisjoint(one) and _UNSURE.isdisjoint(two)):
        return
    nots = [[t for t in line.tokens if t.lower in _NOT] for line in (like.one, like.two)]
    if abs(len(nots[0]) - len(nots[1])) != 1:
        return
    turned = len(nots[1]) > len(nots[0])
    line, other = (like.two, like.one) if turned else (like.one, like.two)
    if _negatives(line) != _negatives(other):
        return
    parse = text.reports[line.report].parse
    for negation in nots[turned]:
        head = parse.tokens[negation.head]
        if negation.i < line.tokens[-1].i and parse.tokens[negation.i + 1].lower in _AFTER_NOT:
            continue
        met = _counterpart(text, like, line, other, head, turned)
        if met is None or _denied(text, other, met):
            continue
        if is_qualified(parse, head.i) != is_qualified(text.reports[other.report].parse, met.i):
            continue
        auxiliaries = [c for c in parse.children[head.i] if parse.tokens[c].dep.startswith("aux")]
        first = min([negation.i, head.i, *auxiliaries])
        a = Mark(line.report, first, max(negation.i, head.i), "", "not")
        b = Mark(other.report, met.i, met.i, "", "so")
        yield ("polarity", b, a) if turned else ("polarity", a, b)
        return


def _negatives(line: Line) -> frozenset[str]:
    return frozenset([t.lemma for t in line.tokens if t.lemma in _NEGATIVE])


def _counterpart(text: Text, like: Like, line: Line, other: Line, head: Token, turned: bool) -> Token | None:
    """The token of the other line that stands where the negated one does: the same word among the same words, or, of
    sentences that have nearly all words in common, with the same subject."""
    best: tuple[int, int] = (0, 0)
    for t in other.tokens:
        same = t.lemma == head.lemma or other.keys[t.i] == line.keys[head.i]
        if same and t.tag[:1] in ("V", "M") and head.tag[:1] in ("V", "M"):
            one, two = ((t.i, t.i), (head.i, head.i)) if turned else ((head.i, head.i), (t.i, t.i))
            near = alike_around(like, one, two)
            if like.share >= WHOLE and _subjects(text, line, head) & _subjects(text, other, t):
                near += SURE
            best = max(best, (near, -t.i))
    need = SURE + 1 + 2 * like.more + (head.lemma == "be")
    return next((t for t in other.tokens if t.i == -best[1]), None) if best[0] >= need else None


def _subjects(text: Text, line: Line, verb: Token) -> set[str]:
    """The keys of the subjects of a verb, or of the copula or auxiliary it hangs on."""
    parse = text.reports[line.report].parse
    heads = {verb.i, verb.head} if verb.dep in ("acomp", "attr") else {verb.i}
    below = (parse.tokens[c] for i in sorted(heads) for c in parse.children[i])
    return {line.keys[t.i] for t in below if t.dep in ("nsubj", "nsubjpass") and t.tag[:3] != "PRP"}


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


def _row(text: Text, kind: ConflictKind, marks: Sequence[Mark]) -> Conflict | None:
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
