"""Words that exclude each other in one slot: a car or a truck, punched or slapped, did or did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from math import log
from typing import NamedTuple

from ...knowledge.people import noun_kinds
from ...knowledge.predicates import Sides, opposites
from ...model.claim import Claim, Conflict, ConflictKind
from ...model.parse import Parse, Token
from ...model.record import Reason
from ...model.span import Span
from ...text.predicates import Frame, frames, is_term, shared_keys
from ...text.syntax import Syntax
from .readings import Reading, Text, conflict

MOST_PAIRS = 24  # pairs of passages of one claim that are compared
SAME_WORDS = 0.6  # share of the words of the shorter of two clauses that the other must have for them to tell one act
ROLES = 2  # roles that two clauses must fill alike for one to deny the other
FAR = 12  # tokens between a verb of denial and what it denies, for both to be shown
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# All words by which text.predicates.is_negated finds a negation; there some count only in certain places.
_NEGATING = frozenset(
    "not n't n’t never neither no none nobody nothing nor deny refute reject dispute dismiss rule".split()
)
_QUALIFYING = frozenset("could can ca able further far necessarily fully entirely completely".split())
_EITHER = frozenset({"whether", "if"})
_STEPS = 4  # governors above a clause that may leave it open
_BOUNDING = frozenset({"until", "till", "before", "if", "unless"})
_TARGETS = frozenset({"what", "into", "against"})  # where what is struck may stand: rammed it, rammed into it
_EMPTY = frozenset({"ai", "be", "have", "do", "get"})


class _Sentence(NamedTuple):
    """A sentence as frames; `keys` are those of all tokens of its report."""

    report: int
    number: int
    parse: Parse
    keys: list[str]
    frames: list[Frame]


class Sentences:
    """Frames of the sentences of a story, each worked out when first asked for."""

    def __init__(self, text: Text) -> None:
        """Nothing is computed until it is asked for."""
        self.text = text
        self._made = shared_keys()
        self._keys = [self._made.of(r.parse) for r in text.reports]
        self._weights: dict[str, float] = {}
        self._opposed = frozenset(opposites("verb")), frozenset(opposites("word"))
        self.opposable = self._opposed[0]  # verbs that another verb may exclude
        self._known_signs: dict[tuple[int, int], tuple[bool, bool, bool]] = {}
        self._held: dict[tuple[int, int], frozenset[str]] = {}
        self._nouns: dict[int, frozenset[str]] = {}
        self._syntax = [Syntax(r.parse) for r in text.reports]
        self._known: dict[tuple[int, int], _Sentence] = {}

    def key_of(self, lemma: str, tag: str) -> str:
        """What a word is compared by."""
        return self._made.key(lemma, tag)

    def weights(self) -> dict[str, float]:
        """log((1 + sentences) / sentences with the term), inside the story."""
        if not self._weights:
            sizes = [len(told.parse.sentences) for told in self.text.reports]
            held = [self.held(report, number) for report, size in enumerate(sizes) for number in range(size)]
            count = Counter(chain.from_iterable(held))
            weight = {n: log((1 + len(held)) / n) for n in set(count.values())}
            self._weights = {term: weight[n] for term, n in count.items()}
        return self._weights

    def terms(self, report: int) -> list[tuple[int, ...]]:
        """The tokens of each sentence of a report that are terms, by their number."""
        return self._made.said(self.text.reports[report].parse)

    def telling(self, report: int) -> list[str]:
        """The key of each token of a report that is a term, "" for the others."""
        return self._made.terms(self.text.reports[report].parse)

    def held(self, report: int, number: int) -> frozenset[str]:
        """The keys of the terms of a sentence."""
        known = self._held.get((report, number))
        if known is None:
            keys = self._keys[report]
            known = self._held[report, number] = frozenset([keys[i] for i in self.terms(report)[number]])
        return known

    def keys(self, report: int) -> list[str]:
        """What each token of a report is compared by."""
        return self._keys[report]

    def may_clash(self, one: tuple[int, int], two: tuple[int, int]) -> bool:
        """False where no two frames of two sentences (report, number) can clash: nothing in them is negated, nor has
        either a word that a word of the other may exclude. Frames cost more than this question."""
        a, b = self._signs(*one), self._signs(*two)
        return a[0] or b[0] or (a[1] and b[1]) or (a[2] and b[2])

    def may_deny(self, one: tuple[int, int], two: tuple[int, int]) -> bool:
        """False where nothing in the two sentences is negated."""
        return self._signs(*one)[0] or self._signs(*two)[0]

    def _signs(self, report: int, number: int) -> tuple[bool, bool, bool]:
        """Whether a sentence holds a negation, and words of the two parts of the table of words that exclude others."""
        known = self._known_signs.get((report, number))
        if known is None:
            parse = self.text.reports[report].parse
            row = parse.sentences[number]
            tokens = parse.tokens[row.first : row.last + 1]
            lemmas = {t.lemma for t in tokens}
            said = lemmas.union([t.lower for t in tokens])
            known = self._known_signs[report, number] = (
                not _NEGATING.isdisjoint(said) or "neg" in [t.dep for t in tokens],
                not self._opposed[0].isdisjoint(lemmas),
                not self._opposed[1].isdisjoint(lemmas),
            )
        return known

    def lemmas(self, report: int) -> frozenset[str]:
        """The lemmas of all nouns of a report."""
        known = self._nouns.get(report)
        if known is None:
            tokens = self.text.reports[report].parse.tokens
            known = self._nouns[report] = frozenset([t.lemma for t in tokens if t.tag in ("NN", "NNS")])
        return known

    def of(self, report: int, number: int) -> _Sentence:
        """The frames of one sentence."""
        known = self._known.get((report, number))
        if known is None:
            parse, keys = self.text.reports[report].parse, self._keys[report]
            row = parse.sentences[number]
            found = frames(parse, self._syntax[report], row.first, row.last, keys)
            known = self._known[report, number] = _Sentence(report, number, parse, keys, found)
        return known


def aligned_pairs(text: Text, claims: Sequence[Claim]) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of sentences (report, number) of different reports that stand in one claim, each pair once."""
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for claim in claims:
        spots = []
        for e in claim.evidence:
            report = text.number[e.span.article]
            spots.append((report, text.sentence_at(report, e.span.start)))
        pairs = [(a, b) for a, b in combinations(sorted(set(spots)), 2) if a[0] != b[0] and (a, b) not in seen]
        seen.update(pairs[:MOST_PAIRS])
        yield from pairs[:MOST_PAIRS]


def excluding_words(text: Text, sentences: Sentences, claims: Sequence[Claim]) -> list[Conflict]:
    """Conflicts between aligned passages whose predicates agree and whose slots exclude each other, or the reverse."""
    found: dict[tuple[ConflictKind, str, str], list[Reading]] = {}
    for a, b in aligned_pairs(text, claims):
        if not sentences.may_clash(a, b):
            continue
        one, two = sentences.of(*a), sentences.of(*b)
        for f in one.frames:
            opposable = one.parse.tokens[f.head].lemma in sentences.opposable
            for g in two.frames:
                if f.key != g.key and not opposable:
                    continue
                for kind, x, y in _clashes(text, one, f, two, g):
                    if _of_two_persons(sentences, a[0], x, b[0], y):
                        continue
                    first, second = sorted((x.lemma, y.lemma))
                    pair = (_reading(text, one, x, x), _reading(text, two, y, y))
                    found.setdefault((kind, first, second), []).extend(pair)
                if f.negated != g.negated and contradict(text, one, f, two, g):
                    pair = (_plain(text, one, f), _plain(text, two, g))
                    if pair[0].value.lower() == pair[1].value.lower():
                        continue  # the parser saw the negation in one of two equal clauses
                    found.setdefault(("polarity", f.key, ""), []).extend(pair)
    return [_row(slot, readings) for slot, readings in sorted(found.items())]


def _of_two_persons(sentences: Sentences, one: int, x: Token, two: int, y: Token) -> bool:
    """True for words for persons of which one report has both: it tells of a man and of a woman, and so may the other."""
    if not all("person" in noun_kinds().get(t.lemma, ()) for t in (x, y)):
        return False
    return y.lemma in sentences.lemmas(one) or x.lemma in sentences.lemmas(two)


def _clashes(
    text: Text, one: _Sentence, f: Frame, two: _Sentence, g: Frame
) -> Iterable[tuple[ConflictKind, Token, Token]]:
    a, b = one.parse.tokens, two.parse.tokens
    if f.key == g.key and a[f.head].lemma not in _EMPTY:
        known = opposites("word")
        for role, x in f.fillers:
            if a[x].lemma not in known:
                continue
            for other, y in g.fillers:
                if role != other and not (role in _TARGETS and other in _TARGETS):
                    continue
                if not (kind := _excluded(a[x], b[y], "word", f, g, a, b, role, other)):
                    continue
                if _shared(text, one, f, two, g) - {role, other} or _parts_of_one(one, x, two, y):
                    yield kind, a[x], b[y]
    elif (
        (kind := _opposed(a[f.head].lemma, b[g.head].lemma, "verb"))
        and not (f.negated or g.negated)
        and {"who", "what"} <= _shared(text, one, f, two, g)
    ):
        yield kind, a[f.head], b[g.head]


def _parts_of_one(one: _Sentence, x: int, two: _Sentence, y: int) -> bool:
    """True where both words name a part of the same thing: "the gate of the depot", "the roof of the depot"."""
    wholes = []
    for sentence, part in ((one, x), (two, y)):
        tokens, children = sentence.parse.tokens, sentence.parse.children
        below = [d for c in children[part] if tokens[c].lower == "of" for d in children[c]]
        owners = [c for c in children[part] if tokens[c].dep == "poss"]
        wholes.append({sentence.keys[i] for i in (*below, *owners) if tokens[i].tag[:2] == "NN"})
    return bool(wholes[0] & wholes[1])


def contradict(text: Text, one: _Sentence, f: Frame, two: _Sentence, g: Frame) -> bool:
    """True where one says what the other denies: one predicate, the same in two roles, one act."""
    if f.key != g.key or one.parse.tokens[f.head].lemma in _EMPTY:
        return False
    if is_qualified(one.parse, f.head) != is_qualified(two.parse, g.head):
        return False  # "could not tell" does not deny that they told something
    return len(_shared(text, one, f, two, g)) >= ROLES and _same_act(text, one, f, two, g)


def _same_act(text: Text, one: _Sentence, f: Frame, two: _Sentence, g: Frame) -> bool:
    """True where two clauses tell one act, plainly: finite verbs, most other words shared, no "not until"."""
    terms = []
    for sentence, frame in ((one, f), (two, g)):
        tokens = sentence.parse.tokens
        below = [tokens[c] for c in sentence.parse.children[frame.head]]
        noun = tokens[tokens[frame.head].head]
        if tokens[frame.head].dep == "relcl" and noun.tag == "NNS" and noun.left == noun.i:
            return False  # "voters who do not vote": true of some
        if tokens[frame.head].tag not in _FINITE and not any(
            t.dep.startswith("aux") and t.lower != "to" for t in below
        ):
            return False
        if _left_open(sentence.parse, tokens[frame.head]):
            return False
        if any(t.lower in _BOUNDING for t in below) or any(t.dep == "aux" and t.lower == "to" for t in below):
            return False
        clause = text.clause_of(sentence.report, frame.head)
        terms.append({sentence.keys[i] for i in clause.tokens if is_term(tokens[i]) and tokens[i].dep != "neg"})
    left, right = terms
    return len(left & right) >= SAME_WORDS * min(len(left), len(right))


def is_qualified(parse: Parse, verb: int) -> bool:
    """True for what could be done, or was done further or wholly: to deny that is not to deny the deed."""
    return any(parse.tokens[c].lower in _QUALIFYING for c in parse.children[verb])


def _left_open(parse: Parse, verb: Token) -> bool:
    """True where a clause, or one that it is joined to or hangs on, is left open: "whether she steps down or seeks a new term"."""
    at = verb
    for _ in range(_STEPS):
        if any(parse.tokens[c].lower in _EITHER and parse.tokens[c].dep == "mark" for c in parse.children[at.i]):
            return True
        if at.head == at.i:
            return False
        at = parse.tokens[at.head]
    return False


def _shared(text: Text, one: _Sentence, f: Frame, two: _Sentence, g: Frame) -> set[str]:
    """Roles in which both frames have the same filler: one entity, or one noun. A pronoun not resolved is like none."""
    left = {(role, who) for role, x in f.fillers if (who := _filler(text, one, x))}
    return {role for role, x in g.fillers if (role, _filler(text, two, x)) in left}


def _filler(text: Text, sentence: _Sentence, token: int) -> str | None:
    t = sentence.parse.tokens[token]
    if t.tag[:3] == "PRP":
        return text.entity_at(text.span(sentence.report, token, token))
    return sentence.keys[token]


def _excluded(
    x: Token, y: Token, part: str, f: Frame, g: Frame, a: Sequence[Token], b: Sequence[Token], role: str, other: str
) -> ConflictKind | None:
    kind = _opposed(x.lemma, y.lemma, part)
    if kind is None:
        return None
    left = {a[i].lemma for r, i in f.fillers if r == role}
    right = {b[i].lemma for r, i in g.fillers if r == other}
    return None if x.lemma in right or y.lemma in left else kind


def _opposed(x: str, y: str, part: str) -> ConflictKind | None:
    rows: Mapping[str, tuple[Sides, ...]] = opposites(part)
    for row in rows.get(x, ()):
        other = row.side.get(y)
        if other is not None and other != row.side[x]:
            return row.kind  # type: ignore[return-value]
    return None


def _reading(text: Text, sentence: _Sentence, first: Token, last: Token, same: str = "") -> Reading:
    mark = text.span(sentence.report, first.i, last.i)
    around = text.passage(sentence.report, last.i)
    passage = Span(article=mark.article, start=min(mark.start, around.start), end=max(mark.end, around.end))
    words = mark.of(text.reports[sentence.report].article.text)
    return Reading(sentence.report, words, same or last.lemma, passage, mark)


def _plain(text: Text, sentence: _Sentence, frame: Frame) -> Reading:
    """The predicate with its auxiliaries and negation, or with the verb that denies it."""
    tokens, children = sentence.parse.tokens, sentence.parse.children
    head = tokens[frame.head]
    own = [c for c in children[head.i] if c < head.i and (tokens[c].dep.startswith("aux") or tokens[c].dep == "neg")]
    above = tokens[head.head]
    if frame.negated and not any(tokens[c].dep == "neg" for c in own) and above.i < head.i <= above.i + FAR:
        own.append(above.i)
    first = tokens[min([*own, head.i])]
    return _reading(text, sentence, first, head, "not" if frame.negated else "so")


def _row(slot: tuple[ConflictKind, str, str], readings: Sequence[Reading]) -> Conflict:
    kind, first, second = slot
    if not second:
        said = min((r.value for r in readings if r.same == "so"), key=lambda v: (len(v), v))
        return conflict(kind, f"{said}, or not", readings, [Reason(rule="said and denied", detail=said)])
    reasons = [Reason(rule="words exclude each other", detail=f"{first} / {second}")]
    return conflict(kind, f"{first} or {second}", readings, reasons)
