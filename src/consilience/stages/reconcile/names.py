"""Names that reports spell differently: "Penelac" beside "Penelec", "Committee for" beside "Committee of"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from ...knowledge.frequency import idf_table
from ...model.claim import Compatible, Conflict
from ...model.parse import Token
from ...model.record import Reason
from ...text.names import fold, sound, typo
from ...text.words import PREFIX
from .readings import Reading, Text, compatible, conflict

SHORTEST = 4  # letters of a word whose spelling is compared; from LONE letters on it needs no shared neighbour
LONE = 5
OFTEN = 3  # names with a word that is a frequent word of news as well, from which it is a name here
_ORDINARY = frozenset("NN NNS NNP NNPS VB VBD VBG VBN VBP VBZ JJ JJR JJS RB RBR RBS".split())
_LINKS = frozenset("of for the and de al el bin ibn von van on to in i e - ' & der den la du del".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december".split()
)
_PREPOSITIONS = frozenset("of for on to in at".split())
# Endings that make a word of the same name: plurals, demonyms. A longer form with one of these is no other spelling.
_ENDINGS = frozenset(
    "s es n an ian i ish ese er ers is ite ites ic ics ism ist ists ns ans ians a c al ally ate ates y ies um us".split()
) | {""}
_PARTICLES = frozenset("i e al el ul ad ar as ash de di do du da la le lo bin ibn ben van von der den af av zu".split())
_REGIONAL = (("ise", "ize"), ("isation", "ization"), ("yse", "yze"), ("our", "or"), ("tre", "ter"), ("ence", "ense"), ("ogue", "og"),
             ("mme", "m"), ("ll", "l"), ("ae", "e"), ("grey", "gray"))  # fmt: skip


class Name(NamedTuple):
    """A run of capitalised words (with the small words inside it): its tokens and their folded forms."""

    report: int
    first: int
    last: int
    words: tuple[str, ...]


def names_of(text: Text) -> list[Name]:
    """All names of a story, in the order of reports and text."""
    return [n for k in range(len(text.reports)) for n in _names(text, k)]


def link_words() -> frozenset[str]:
    """Small words inside names."""
    return _LINKS


def differing_names(
    text: Text, names: Sequence[Name], known: frozenset[str], given: Container[str]
) -> tuple[list[Conflict], list[Compatible]]:
    """Conflicts of spelling between all `names` of a story, and slips that are none.

    `known` are words that are names of their own (states, their people); `given` are given names, of which two that
    are spelled alike may be two people's.
    """
    ordinary = _ordinary(text)
    holders: dict[str, list[Name]] = {}
    for name in names:
        for word in set(name.words):
            holders.setdefault(word, []).append(name)
    pairs = _pairs(holders, ordinary, known, given)
    conflicts, slips = [], []
    for group in _merged(pairs, holders):
        if any(_of_a_people(text, w, holders) for w in group):
            continue
        readings = _readings(text, group, holders)
        if len({r.same for r in readings}) < 2:
            continue
        about = f"spelling of {max((r.value for r in readings), key=lambda v: (len(v), v))}"
        reasons = [Reason(rule="spellings", detail=", ".join(sorted({r.value for r in readings})))]
        plain = not _bear_one_given_name(group, holders, given)
        if any(w in ordinary or (_is_word(w) and len(holders[w]) < OFTEN and plain) for w in group):
            slips.append(
                compatible(
                    "name", about, readings, [*reasons, Reason(rule="slip", detail="one spelling is an ordinary word")]
                )
            )
        else:
            conflicts.append(conflict("name", about, readings, reasons))
    conflicts += _phrases(text, names)
    return conflicts, slips


def _of_a_people(text: Text, word: str, holders: dict[str, list[Name]]) -> bool:
    """True for a word for members of a people, a party or a faith, of whom the story has one and several."""
    if (word + "s" if word[-1] != "s" else word[:-1]) not in holders:
        return False
    alone = [n for n in holders[word] if n.first == n.last]
    peoples = sum(text.reports[n.report].parse.tokens[n.first].ent == "NORP" for n in alone)
    return 2 * peoples > len(holders[word])


def _names(text: Text, report: int) -> Iterable[Name]:
    tokens = text.reports[report].parse.tokens
    run: list[Token] = []
    for token in (*tokens, None):
        if not run and token is not None and not token.ent and token.tag not in ("NNP", "NNPS"):
            continue
        named = token is not None and (
            token.tag in ("NNP", "NNPS") or (token.ent in _NAMED and token.text[:1].isupper())
        )
        inside = token is not None and bool(run) and token.sentence == run[-1].sentence
        if token is not None and inside and (named or token.lower in _LINKS):
            run.append(token)
            continue
        while run and run[-1].lower in _LINKS:
            run.pop()
        if run:
            yield Name(report, run[0].i, run[-1].i, tuple(fold(t.text) for t in run))
        run = [token] if named and token is not None else []


_NAMED = frozenset({"PERSON", "ORG", "GPE", "FAC", "PRODUCT", "NORP", "LOC"})


def _ordinary(text: Text) -> frozenset[str]:
    """Words that stand in small letters somewhere in the story: no names."""
    return frozenset({t.lower for r in text.reports for t in r.parse.tokens if t.tag in _ORDINARY and t.text.islower()})


def _is_word(word: str) -> bool:
    """True for the shorter frequent words of news, of which the table of frequencies holds the whole."""
    return len(word) <= PREFIX and word in idf_table()


def _pairs(
    holders: dict[str, list[Name]], ordinary: frozenset[str], known: frozenset[str], given: Container[str]
) -> list[tuple[str, str]]:
    buckets: dict[str, list[str]] = {}
    for word in sorted(holders):
        if len(word) >= SHORTEST and word.isalpha():
            buckets.setdefault(word[0], []).append(word)
    found = []
    for words in buckets.values():
        for a, b in combinations(words, 2):
            if (
                abs(len(a) - len(b)) > 2
                or a in _CALENDAR
                or b in _CALENDAR
                or (a in known and b in known)
                or (a in ordinary and b in ordinary)
            ):
                continue
            if _spelled_alike(a, b) and _one_name(a, b, holders, given):
                found.append((a, b))
    return found


def _spelled_alike(a: str, b: str) -> bool:
    if sound(a) != sound(b):
        slip = DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1
        if min(len(a), len(b)) >= 5:
            slip = (slip or a[-2:] == b[-2:]) and typo(a, b)
        if not slip:
            return False
    if _inflected(a, b) or _plain(a) == _plain(b):
        return False
    return not any(a.replace(x, y) == b.replace(x, y) for x, y in _REGIONAL)


def _plain(word: str) -> str:
    """Without the e that stands for an umlaut: Sueddeutsche, Süddeutsche."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _inflected(a: str, b: str) -> bool:
    """True for two forms of one word: Korean, Koreas; Democrats, Democratic."""
    stem = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return stem >= SHORTEST and a[stem:] in _ENDINGS and b[stem:] in _ENDINGS


def _one_name(a: str, b: str, holders: dict[str, list[Name]], given: Container[str]) -> bool:
    """True where both words are the same part of one name: a neighbour is shared, or one of them stands without any, and
    not behind the given names of two people."""
    before_a, after_a = _neighbours(a, holders[a])
    before_b, after_b = _neighbours(b, holders[b])
    if before_a & before_b or after_a & after_b:
        return True
    if any(w in given for w in before_a) and any(w in given for w in before_b):
        return _share_initials(before_a, before_b)
    if (a in given and b in given) or min(len(a), len(b)) < LONE:
        return False
    return not (before_a or after_a) or not (before_b or after_b)


def _share_initials(one: Iterable[str], other: Iterable[str]) -> bool:
    """True where a given name and another may be one, shortened: Josh, Joshua."""
    return any(x.startswith(y) or y.startswith(x) for x in one for y in other)


def _bear_one_given_name(group: Sequence[str], holders: dict[str, list[Name]], given: Container[str]) -> bool:
    """True where every spelling stands behind one given name: then none of them is an ordinary word."""
    before = [_neighbours(w, holders[w])[0] for w in group]
    return any(w in given for w in set.intersection(*before))


def _neighbours(word: str, names: Sequence[Name]) -> tuple[set[str], set[str]]:
    before, after = set(), set()
    for name in names:
        for k, w in enumerate(name.words):
            if w == word:
                before |= {name.words[k - 1]} if k and name.words[k - 1] not in _LINKS else set()
                after |= {name.words[k + 1]} if k + 1 < len(name.words) and name.words[k + 1] not in _LINKS else set()
    return before, after


def _merged(pairs: Sequence[tuple[str, str]], holders: dict[str, list[Name]]) -> list[list[str]]:
    """Spellings of one name together: those of one word, and of words that stand beside each other in a name."""
    groups: list[set[str]] = []
    for a, b in pairs:
        touching = [g for g in groups if g & {a, b} or any(_beside(x, y, holders) for x in g for y in (a, b))]
        merged = {a, b}.union(*touching)
        groups = [g for g in groups if g not in touching] + [merged]
    return [sorted(g) for g in groups]


def _beside(x: str, y: str, holders: dict[str, list[Name]]) -> bool:
    return any(y in name.words and abs(name.words.index(x) - name.words.index(y)) == 1 for name in holders[x])


def _readings(text: Text, group: Sequence[str], holders: dict[str, list[Name]]) -> list[Reading]:
    """Each name with one of the spellings; a bare surname gives way where the reports have it in full."""
    names = sorted({n for w in group for n in holders[w]}, key=lambda n: (n.report, n.first))
    forms = {n: tuple(dict.fromkeys(w for w in n.words if w in group)) for n in names}
    counted = Counter(forms.values())
    full = [f for f in counted if not any(f != g and set(f) < set(g) for g in counted)]
    out = []
    for name in names:
        if forms[name] not in full:
            continue
        at = [name.first + name.words.index(w) for w in forms[name]]
        last = name.last if name.words[-1] not in group and name.last - at[-1] <= 1 else at[-1]
        shown = text.span(name.report, at[0], last)
        whole = text.span(name.report, name.first, name.last)
        value = shown.of(text.reports[name.report].article.text)
        out.append(Reading(name.report, value, " ".join(forms[name]), whole, text.span(name.report, at[0], at[-1])))
    return _within(out)


def _within(readings: list[Reading]) -> list[Reading]:
    """Where one report has both spellings, that report is the evidence: its own slip, not a difference between reports."""
    forms = {r.same for r in readings}
    both = {k for k in {r.report for r in readings} if {r.same for r in readings if r.report == k} == forms}
    return [r for r in readings if r.report in both] if both else readings


def _phrases(text: Text, names: Sequence[Name]) -> list[Conflict]:
    """Longer names that differ in one small word, or in a last word of the same letter."""
    by_shape: dict[tuple[int, str], list[Name]] = {}
    for name in names:
        words = name.words[1:] if name.words[0] == "the" else name.words
        if len(words) >= 3:
            by_shape.setdefault((len(words), words[0]), []).append(name._replace(words=words))
    found = []
    for alike in by_shape.values():
        forms = sorted({n.words for n in alike})
        for a, b in combinations(forms, 2):
            if not _one_word_apart(a, b):
                continue
            held = [n for n in alike if n.words in (a, b)]
            readings = [_whole(text, n) for n in held]
            if len({r.report for r in readings}) > 1:
                reasons = [Reason(rule="one word apart", detail=" / ".join(sorted({r.value for r in readings})))]
                found.append(conflict("name", f"name of {readings[0].value}", readings, reasons))
    return found


def _one_word_apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(differing) != 1:
        return False
    x, y = differing[0]
    if x in _PREPOSITIONS and y in _PREPOSITIONS:
        return len(a) >= 4
    if x in _PARTICLES and y in _PARTICLES:
        return True
    return (
        (a[-1], b[-1]) == (x, y)
        and x[:1] == y[:1]
        and min(len(x), len(y)) >= SHORTEST
        and x.isalpha()
        and y.isalpha()
        and not _inflected(x, y)
        and not _shortened(x, y)
        and not {x, y} & _CALENDAR
        and all(len(w) > 1 for w in a)
    )


def _shortened(x: str, y: str) -> bool:
    """True where one word is short for the other: "dept", "department"."""
    short, long = sorted((x, y), key=len)
    letters = iter(long)
    return short[-1] == long[-1] and all(c in letters for c in short)


def _whole(text: Text, name: Name) -> Reading:
    span = text.span(name.report, name.first, name.last)
    return Reading(name.report, span.of(text.reports[name.report].article.text), " ".join(name.words), span, span)
