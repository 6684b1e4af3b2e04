"""Planted conflicts: reports that agree, one change in one of them; is it reported, and is a harmless one left alone?

`python -m eval conflicts FILE` takes stories of several reports each (`id, title, text, outlet, published, story`) and
makes `--per-kind` cases of each kind of `conflict_changes`, a third of each form where there are as many:

  two       two reports of one story, each with a passage of its own that states the same (they share most of
            their words, and more so beside what is changed); the change stands in one of them
  reworded  a report, and another of the same story into which a passage of the first was put in other words
  copy      a report, and a reprint of it: sentences dropped, here and there a word changed, as agencies rewrite

and a third report of the story beside them, where there is one. Reports are cut to the sentences round the passage (about
230 words) and to their first ones. Order of stories and choice of words go by hash: the same cases on every run. The
whole pipeline runs on each case; nothing of it knows of the change. Found: a conflict is reported that has the changed
words in a passage of one of its values, and the agreeing passage of the other report with another of its values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, permutations
from pathlib import Path
from typing import Any, NamedTuple

import nupunkt

from consilience.model.article import Capture
from consilience.model.dossier import Dossier
from consilience.model.story import Report
from consilience.pipeline.executors import annotate
from consilience.pipeline.run import assemble
from consilience.stages.parse import Parser
from consilience.text.words import STOP_WORDS

from .conflict_changes import CLASHING, HARMLESS, KINDS, Change, persons, rank, turned_round
from .rows import read_rows

FORMS = ("two", "reworded", "copy")

SHARE, SHARE_LONG = (
    0.6,
    0.4,
)  # of the content words of the shorter and the longer passage that both must have to state the same
FEWEST = 5  # content words that both must have
ROUND, LOCAL = 8, 4  # of so many words on each side of what is changed so many content words must be shared
SAID = 0.5  # of the words of the longer passage that must be shared where it is changed who says it
MOST_ALIKE = 0.9  # passages more alike are copies of each other
BEFORE, AFTER, FIRST = 4, 4, 3  # sentences kept round the passage and at the beginning of a report
THIRD = 150  # words kept of the third report
SHORTEST, LONGEST = 8, 45  # words of a passage
FAMILIAR = 0.3  # share of the passage's words from which a sentence tells of the same: taken out where it is put in
DROPPED = 6  # one in so many sentences is dropped of a reprint
A, B, C = "000", "001", "002"  # articles: as it was, with the change, the third

_ABBREVIATED = ("Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov.", "Gen.", "Lt.", "Sgt.", "St.", "No.", "U.S.")
_START, _END = "\ue000", "\ue001"  # stand round the changed words while the passage is put in other words
_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")
SWAPS = dict(
    pair.split("/")
    for pair in (
        "about/around around/about help/assist show/indicate because/since several/a_number_of many/numerous also/in_addition "
        "while/whereas company/firm government/administration officials/authorities incident/event including/among_them "
        "approximately/roughly however/though largest/biggest large/big small/little important/significant before/ahead_of "
        "following/after near/close_to children/youngsters reportedly/apparently currently/at_present immediately/at_once "
        "previously/earlier recently/lately entire/whole only/just nearly/almost often/frequently later/afterwards although/though "
        "statement/note allegedly/reportedly against/against but/yet group/body issue/matter decision/ruling"
    ).split()
)


class Sentence(NamedTuple):
    """A sentence of a report: its paragraph, its words as printed, its content words in small letters."""

    paragraph: int
    text: str
    content: frozenset[str]


class Row(NamedTuple):
    """A report as it is in the file, in sentences."""

    id: str
    outlet: str
    published: str | None
    title: str
    sentences: tuple[Sentence, ...]


class Case(NamedTuple):
    """Texts of two or three reports, the characters of the agreeing passage in the first (and of the
    places that give the same value again) and of the change in the second (at each place, where it runs through)."""

    kind: str
    form: str
    texts: tuple[str, ...]
    rows: tuple[Row, ...]
    passages: tuple[tuple[int, int], ...]
    changed: tuple[tuple[int, int], ...]


def rows_of(path: Path) -> list[list[Row]]:
    """The stories of a file with two reports or more."""
    stories: dict[str, list[Row]] = {}
    for row in read_rows(path):
        stories.setdefault(str(row["story"]), []).append(row_of(row))
    return [held for _, held in sorted(stories.items()) if len(held) > 1]


def row_of(row: Mapping[str, Any]) -> Row:
    """A report in sentences, without a first paragraph that is its title."""
    title = str(row.get("title") or "")
    found = []
    for number, paragraph in enumerate(p for p in str(row["text"]).split("\n") if p.strip()):
        if number == 0 and paragraph.strip() == title:
            continue
        begin = 0
        for _, end in nupunkt.sent_spans(paragraph):
            text = " ".join(paragraph[begin:end].split())
            if text and not text.endswith(_ABBREVIATED):
                found.append(Sentence(number, text, _content(text)))
                begin = end
    return Row(str(row.get("id", "")), str(row.get("outlet") or ""), row.get("published"), title, tuple(found))


def _content(text: str) -> frozenset[str]:
    return frozenset(
        w for m in _WORD.finditer(text.lower()) if (w := m[0].removesuffix("'s").removesuffix("’s")) not in STOP_WORDS
    )


def cases(stories: Sequence[Sequence[Row]], per_kind: int) -> Iterator[Case]:
    """`per_kind` cases of each kind, where the stories give as many, evenly of each form."""
    alike = [list(_alike(story)) for story in stories]
    names = [sorted({m for row in story for s in row.sentences for m in persons(s.text)}) for story in stories]
    for kind in KINDS:
        order = sorted(range(len(stories)), key=lambda k: rank(kind, stories[k][0].id))
        lacking = 0
        for n, form in enumerate(FORMS):
            wanted = (
                per_kind * (n + 1) // len(FORMS) - per_kind * n // len(FORMS) + lacking
            )  # what one form lacks the next gives
            found = (c for k in order if (c := _case(kind, form, stories[k], alike[k], names[k])) is not None)
            made = list(islice(found, wanted))
            lacking = wanted - len(made)
            yield from made


def _alike(story: Sequence[Row]) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of passages of different reports that share most of their words and are no copies of each other."""
    for a, b in permutations(range(len(story)), 2):
        if story[a].outlet == story[b].outlet:
            continue
        for i, one in enumerate(story[a].sentences):
            for j, two in enumerate(story[b].sentences):
                shared, sizes = len(one.content & two.content), (len(one.content), len(two.content))
                alike = max(FEWEST, SHARE * min(sizes), SHARE_LONG * max(sizes)) <= shared < MOST_ALIKE * max(sizes)
                if alike and one.text != two.text:
                    yield a, i, b, j


def _case(
    kind: str, form: str, story: Sequence[Row], alike: Sequence[tuple[int, int, int, int]], names: Sequence[str]
) -> Case | None:
    """The first case of this kind and form that the story lends itself to, by hash."""
    if form == "two":
        spots = sorted(alike, key=lambda s: rank(kind, story[s[0]].id, story[s[2]].id, *s))
        return next((c for s in spots if (c := _two(kind, story, names, *s)) is not None), None)
    pairs = [(a, b) for a, b in permutations(range(len(story)), 2)]
    for a, b in sorted(pairs, key=lambda p: rank(kind, form, story[p[0]].id, story[p[1]].id)):
        for i in sorted(range(len(story[a].sentences)), key=lambda i: rank(kind, form, story[a].id, i)):
            if (case := _made(kind, form, story, names, a, b, i)) is not None:
                return case
    return None


def _change(kind: str, sentence: str, other: str, names: Sequence[str]) -> Change | None:
    """The first change by hash in `sentence`, of words that `other` holds as well, once each."""
    if not SHORTEST <= len(sentence.split()) <= LONGEST:
        return None
    found = sorted(KINDS[kind](sentence, names), key=lambda c: rank(kind, sentence, c.start, c.new))
    return next((c for c in found if _once(c.anchor, sentence) and _once(c.anchor, other)), None)


def _once(words: str, sentence: str) -> bool:
    return not words or len(re.findall(_whole(words), sentence)) == 1


def _whole(words: str) -> str:
    """A pattern for the words where they are no part of a longer word or figure."""
    return rf"(?<![\w,.]){re.escape(words)}(?!\w|[,.]\d)" if words[0].isdigit() else rf"(?<!\w){re.escape(words)}(?!\w)"


def _two(kind: str, story: Sequence[Row], names: Sequence[str], a: int, i: int, b: int, j: int) -> Case | None:
    one, two = story[a].sentences[i].text, story[b].sentences[j].text
    change = _change(kind, two, one, names)
    if change is None or not _only_there(kind, change, story[b], j):
        return None
    if change.anchor and len(_near(change.anchor, one) & _near(change.anchor, two)) < LOCAL:
        return None
    marked = two[: change.start] + _START + change.new + _END + two[change.end :]
    first = _kept(story[a], i)
    second = [(p, marked if k == j else t) for k, p, t in _kept(story[b], j)]
    return _build(kind, "two", story, (a, b), [(p, t) for _, p, t in first], one, second, change)


def _same_words(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= SAID * max(len(one), len(two))


def _near(anchor: str, sentence: str) -> frozenset[str]:
    """The content words near the anchor."""
    before, after = re.split(_whole(anchor), sentence, maxsplit=1)
    return _content(" ".join([*before.split()[-ROUND:], *after.split()[:ROUND]]))


def _only_there(kind: str, change: Change, row: Row, at: int) -> bool:
    """True where the rest of the part of the report that is kept does not give the old value again."""
    if kind not in ("number", "date", "place") or not change.anchor:
        return True
    kept = [t for k, _, t in _kept(row, at) if k != at]
    return not any(re.search(_whole(change.anchor), t) for t in [row.title, *kept])


def _kept(row: Row, at: int) -> list[tuple[int, int, str]]:
    """Number, paragraph and words of the first sentences and those round sentence `at`."""
    return [
        (k, s.paragraph, s.text) for k, s in enumerate(row.sentences) if k < FIRST or at - BEFORE <= k <= at + AFTER
    ]


def _made(kind: str, form: str, story: Sequence[Row], names: Sequence[str], a: int, b: int, i: int) -> Case | None:
    """A reprint of report `a`, or report `b` with passage `i` of `a` in other words."""
    sentence = story[a].sentences[i]
    change = _change(kind, sentence.text, sentence.text, names)
    if change is None or not _only_there(kind, change, story[a], i):
        return None
    marked = sentence.text[: change.start] + _START + change.new + _END + sentence.text[change.end :]
    first = [(p, t) for _, p, t in _kept(story[a], i)]
    if form == "copy":
        second = []
        for k, p, t in _kept(story[a], i):
            if k == i:
                second.append((p, marked))
            elif k == 0 or rank("drop", story[a].id, k) % DROPPED:
                second.append((p, _swapped(t, 3)))
        return _build(kind, form, story, (a, a), first, sentence.text, second, change)
    other = _reworded(marked)
    if other.replace(_START, "").replace(_END, "") == sentence.text or a == b:
        return None
    rest = [
        (p, t)
        for k, p, t in _kept(story[b], 2)
        if len(story[b].sentences[k].content & sentence.content) < FAMILIAR * len(sentence.content)
    ]
    if len(rest) < 3:
        return None
    at = 1 + rank("at", story[a].id, i) % (len(rest) - 1)
    second = [*rest[:at], (-1, other), *rest[at:]]
    return _build(kind, form, story, (a, b), first, sentence.text, second, change)


def _swapped(text: str, every: int) -> str:
    """Words of like meaning for one in `every` of those that have one."""

    def swap(m: re.Match[str]) -> str:
        new = SWAPS.get(m[0])
        return new.replace("_", " ") if new and rank("swap", text, m.start()) % every == 0 else m[0]

    return _WORD.sub(swap, text)


def _reworded(marked: str) -> str:
    """A passage in other words, those between the marks left as they are."""
    before, _, rest = marked.partition(_START)
    inside, _, after = rest.partition(_END)
    before = re.sub(r" \([^)“”\"]{3,60}\)|, which [^,“”\".]{5,60}(?=,)", "", _swapped(before, 1))
    after = re.sub(r" \([^)“”\"]{3,60}\)|, which [^,“”\".]{5,60}(?=,)", "", _swapped(after, 1))
    made = before + _START + inside + _END + after
    return turned_round(made) or made


def _build(
    kind: str,
    form: str,
    story: Sequence[Row],
    pair: tuple[int, int],
    first: Sequence[tuple[int, str]],
    passage: str,
    second: Sequence[tuple[int, str]],
    change: Change,
) -> Case | None:
    one, two = story[pair[0]], story[pair[1]]
    text_a = _printed(one.title, first)
    title = two.title if form != "copy" else ""
    text_b = _printed(title, second)
    if change.everywhere:
        old, new = change.everywhere
        text_b = re.sub(rf"\b{re.escape(old)}\b", new, text_b)
    start, end = text_b.index(_START), text_b.index(_END) - 1
    text_b = text_b.replace(_START, "").replace(_END, "")
    at = text_a.index(passage)
    third = next((r for k, r in enumerate(story) if k not in pair), None)
    rows: tuple[Row, ...] = (one, two._replace(outlet=two.outlet + " Courier") if form == "copy" else two)
    texts: tuple[str, ...] = (text_a, text_b)
    if third is not None:
        held, words = [], 0
        for s in third.sentences:
            words += len(s.text.split())
            if words > THIRD:
                break
            held.append((s.paragraph, s.text))
        rows, texts = (*rows, third), (*texts, _printed(third.title, held))
    agreeing, changed = [(at, at + len(passage))], [(start, end)]
    if kind in ("number", "date", "place", "name"):
        agreeing += [m.span() for m in re.finditer(_whole(change.anchor), text_a)]
    if change.everywhere:
        changed += [m.span() for m in re.finditer(_whole(change.everywhere[1]), text_b)]
    return Case(kind, form, texts, rows, tuple(agreeing), tuple(changed))


def _printed(title: str, sentences: Iterable[tuple[int, str]]) -> str:
    out, last = title, None
    for paragraph, text in sentences:
        out += (" " if paragraph == last else "\n\n" if out else "") + text
        last = paragraph
    return out


def told(case: Case, parser: Parser) -> Dossier:
    """The dossier of a case."""
    reports = []
    for name, text, row in zip((A, B, C), case.texts, case.rows, strict=False):
        capture = Capture(id=name, path=f"{name}.txt", sha256=name, media_type="text/plain", encoding="utf-8", text=text, runs=(),
                          headline=row.title or None, outlet=row.outlet, published=row.published, published_rule="meta")  # fmt: skip
        found = annotate(capture, parser)
        if isinstance(found, Report):
            reports.append(found)
    return assemble(reports)


def reported(case: Case, dossier: Dossier) -> str:
    """The kind of the conflict that holds the changed words against the passage they agreed with; "" where there is none."""

    def touches(spot: Any, article: str, spans: Iterable[tuple[int, int]]) -> bool:
        return spot.article == article and any(spot.start < end and start < spot.end for start, end in spans)

    for row in dossier.conflicts:
        changed = {
            n for n, v in enumerate(row.values) if any(touches(e, B, case.changed) for e in (*v.evidence, *v.marks))
        }
        agreed = {
            n for n, v in enumerate(row.values) if any(touches(e, A, case.passages) for e in (*v.evidence, *v.marks))
        }
        if any(x != y for x in changed for y in agreed):
            return row.kind
    return ""


def measure(path: Path, per_kind: int, parser: Parser) -> dict[str, Any]:
    """By kind and form how many cases there are and in how many the change is reported; shares over all of both sorts."""
    made: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for case in cases(rows_of(path), per_kind):
        made[case.kind, case.form] += 1
        found[case.kind, case.form] += bool(reported(case, told(case, parser)))

    def share(kinds: Iterable[str], forms: Sequence[str] = FORMS) -> float | None:
        keys = [(k, f) for k in kinds for f in forms]
        total = sum(made[k] for k in keys)
        return round(sum(found[k] for k in keys) / total, 4) if total else None

    return {
        "found": share(CLASHING),
        "reported": share(HARMLESS),
        "kinds": {k: {"cases": sum(made[k, f] for f in FORMS), "share": share([k])} for k in KINDS},
        "forms": {f: {"found": share(CLASHING, [f]), "reported": share(HARMLESS, [f])} for f in FORMS},
        "by_kind_and_form": {k: {f: [found[k, f], made[k, f]] for f in FORMS} for k in KINDS},
    }


def lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    yield (
        f"{'planted':<12} {'reported':>8}   " + "   ".join(f"{f:>9}" for f in FORMS) + "   (reported of cases, by form)"
    )
    for kind, by in figures["by_kind_and_form"].items():
        if kind == next(iter(HARMLESS)):
            yield "harmless"
        share = figures["kinds"][kind]["share"]
        shown = "–" if share is None else f"{share:.2f}"
        yield f"{kind:<12} {shown:>8}   " + "   ".join(f"{f'{by[f][0]}/{by[f][1]}':>9}" for f in FORMS)
    yield f"changes that clash reported (wanted: all): {figures['found']}"
    yield f"harmless changes reported (wanted: none):  {figures['reported']}"
