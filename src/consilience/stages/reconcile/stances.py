"""Opposite sides on one question: the bill is called discriminatory and defended, the charges founded and false."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...knowledge.stances import sidings
from ...model.annotation import Quotation
from ...model.claim import Conflict, ConflictValue
from ...model.record import Reason, content_id
from ...model.span import Span
from .blamed import answers, blamed, headed
from .charges import CHARGE
from .questions import BLAMED, CLEAR, POINTED, Side
from .readings import Text
from .rejoinders import SAID
from .sides import sides

MOST = 2  # questions of one story that are told
MOST_BLAMED = 2  # people of one story of whom is told how they are blamed
MOST_TOLD = 3  # of both
MOST_PASSAGES = 4  # of one side that are shown
MOST_OF_A_REPORT = 2  # of them, from one report
MOST_VOICES = 3  # that are named for one side
LONGEST = 450  # code points of a passage; of a longer sentence the clause is shown
# Weight that each side must have in all: the first question of a story, any further one. Set on 135 stories that are in
# no gold set, so that two in three of what is told are opposite sides to a reader.
PLAIN, PLAINER = 1.5, 3.0
ACCUSED = 4.0  # weight of accusations from which denials by others than the accused are taken to be of these
WIDER = 0.25  # by how much a question weighs more for each further report in which a side is taken
REASONED = 2.0  # how much rather a passage is shown that gives the voice's own words

_SIDES = ((1, "for"), (-1, "against"))


def opposite_sides(text: Text, quotations: Sequence[Quotation]) -> list[Conflict]:
    """Conflicts between voices on one question, the plainest first; `quotations` of the story with their speakers."""
    said: dict[str, list[Quotation]] = {}
    for q in quotations:
        said.setdefault(q.article, []).append(q)
    found = sides(text, said)
    ranked = []
    for question, rows in _questions(found).items():
        pair = _opposed(text, rows)
        if pair is not None:
            reports = len({s.report for own in pair for s in own})
            ranked.append((-round(min(map(_mass, pair)) * (1 + WIDER * (reports - 1)), 6), question, pair))
    ranked.sort(key=lambda row: row[:2])
    told: list[tuple[list[Side], list[Side]]] = []
    heard: set[str] = set()
    shown: set[tuple[int, int]] = set()
    for weight, question, pair in ranked:
        voices = {s.holder for own in pair for s in own}
        spots = {(s.report, s.sentence) for own in pair for s in own}
        by_pair = question.startswith((CHARGE, SAID))  # of who said it and who rejects it
        another = spots.isdisjoint(shown) if by_pair else -weight >= PLAINER and voices.isdisjoint(heard)
        if len(told) < MOST and (not told or another):
            told.append(pair)
            heard |= voices
            shown |= spots
    told.extend(islice(_on_persons(text, said, found, shown), min(MOST_BLAMED, MOST_TOLD - len(told))))
    return [_row(text, pair) for pair in told]


def _on_persons(
    text: Text, said: dict[str, list[Quotation]], found: Sequence[Side], shown: set[tuple[int, int]]
) -> Iterator[tuple[list[Side], list[Side]]]:
    """Who is blamed, and what he and others answer, the plainest first; `shown`: sentences that are told already."""
    ranked = []
    for question, blame in blamed([s for s in found if (s.report, s.sentence) not in shown], text).items():
        answered = answers(text, said, blame)
        named = answered or headed(text, question.split()[1])
        pair = _opposed(text, [*blame.rows, *answered]) if named else None
        if pair is not None:
            ranked.append((-round(min(map(_mass, pair)), 6), question, pair))
    for _, _, pair in sorted(ranked, key=lambda row: row[:2]):
        spots = {(s.report, s.sentence) for own in pair for s in own}
        if spots.isdisjoint(shown):
            shown |= spots
            yield pair


def _questions(found: Iterable[Side]) -> dict[str, list[Side]]:
    """The sides by question; what points is put to each question that it may mean."""
    by: dict[str, list[Side]] = {}
    pointing = []
    for s in found:
        if s.question.name.startswith(f"{BLAMED} "):
            continue
        if s.question.name:
            by.setdefault(s.question.name, []).append(s)
        if s.question.near:
            pointing.append(s)
    for s in pointing:
        share = 1.0  # what names nothing has lost its share already
        if s.question.name:
            share = CLEAR if len(s.question.near) == 1 else POINTED
        for name in sorted((s.question.near & by.keys()) - {CHARGE}):
            by[name].append(s._replace(question=s.question._replace(name=""), weight=s.weight * share))
    _charged(by)
    return by


def _charged(by: dict[str, list[Side]]) -> None:
    """Put "the charges are false" to the charges against who says so, else to those against whoever is accused most."""
    charges = [(-_mass([s for s in rows if s.side > 0]), q) for q, rows in by.items() if q.startswith(f"{CHARGE} ")]
    for s in by.pop(CHARGE, []):
        own = f"{CHARGE} {s.holder}"
        if own in by:
            by[own].append(s)
        elif charges and -min(charges)[0] >= ACCUSED:
            by[min(charges)[1]].append(s)


def _opposed(text: Text, rows: Sequence[Side]) -> tuple[list[Side], list[Side]] | None:
    """Those for and those against one question, where both are plain and of different voices."""
    pro, con = ([s for s in rows if s.side == side] for side, _ in _SIDES)
    if not pro or not con or min(_mass(pro), _mass(con)) < PLAIN:
        return None
    pro, con = _spoken(pro), _spoken(con)
    ours, theirs = ({s.holder: _names(text, s.holder) for s in own} for own in (pro, con))
    pairs = [(a, b) for a, x in ours.items() for b, y in theirs.items() if a == b or x & y]
    both = {holder for pair in pairs for holder in pair}
    pro, con = ([s for s in own if s.holder not in both] for own in (pro, con))
    pro, con = [s for s in pro if any(_one(s, t) for t in con)], [t for t in con if any(_one(s, t) for s in pro)]
    if any(s.question.name.startswith(CHARGE) for s in con):
        denied = {(s.report, s.sentence) for s in con}
        pro = [s for s in pro if (s.report, s.sentence) not in denied]  # "denied that he had been accused of it"
    named = any(s.question.name for s in (*pro, *con))
    return (pro, con) if named and min(_mass(pro), _mass(con)) >= PLAIN else None


def _spoken(own: Sequence[Side]) -> list[Side]:
    """One side without what is only told by deeds, where words are plain enough."""
    words = [s for s in own if not s.act]
    return words if _mass(words) >= PLAIN else list(own)


def _names(text: Text, holder: str) -> frozenset[str]:
    """The words by which a person may be called: a description that ends in a name may be that person."""
    entity = text.entities.get(holder)
    if entity is None:
        return frozenset(holder.lower().split()[-1:])
    return frozenset(n.lower().split()[-1] for n in entity.names if n) if entity.type == "person" else frozenset()


def _one(a: Side, b: Side) -> bool:
    """False where the questions belong to different names."""
    x, y = a.question.owners, b.question.owners
    return not x or not y or not x.isdisjoint(y)


def _mass(own: Sequence[Side]) -> float:
    return sum(sorted(s.weight for s in own))


def _row(text: Text, pair: tuple[list[Side], list[Side]]) -> Conflict:
    shown = [_best(own) for own in pair]
    spots = [{(s.report, s.sentence) for s in own} for own in shown]
    values = []
    for (_, label), own, other in zip(_SIDES, shown, spots[::-1], strict=True):
        values.append(
            ConflictValue(
                value=f"{label}: {_voices(text, own)}",
                evidence=tuple(sorted(_passage(text, s, other) for s in own)),
                marks=tuple(sorted(text.span(s.report, s.token, s.token) for s in own)),
            )
        )
    where = [f"{s.article}:{s.start}:{s.end}" for v in values for s in v.evidence]
    words = [
        dict.fromkeys(t.text for s in own if (t := text.reports[s.report].parse.tokens[s.token]).lemma in sidings())
        for own in shown
    ]
    why = "; ".join(f"{label}: {', '.join(own)}" for (_, label), own in zip(_SIDES, words, strict=True) if own)
    return Conflict(
        id=content_id("conflict", "stance", *where),
        about=_about(pair),
        kind="stance",
        values=tuple(values),
        reasons=(Reason(rule="opposite sides", detail=why),),
    )


def _best(own: Sequence[Side]) -> list[Side]:
    """The plainest side of each sentence, the plainest sentences first, a voice's own words before a mere mention."""
    by: dict[tuple[int, int], list[Side]] = {}
    for s in own:
        by.setdefault((s.report, s.sentence), []).append(s)
    order = sorted(
        by.values(), key=lambda rows: (-_mass(rows) * (REASONED if any(s.said for s in rows) else 1), rows[0][:2])
    )
    out: list[Side] = []
    for rows in order:
        if sum(s.report == rows[0].report for s in out) < MOST_OF_A_REPORT and len(out) < MOST_PASSAGES:
            out.append(max(rows, key=lambda s: (s.weight, -s.token)))
    return out


def _passage(text: Text, s: Side, other: set[tuple[int, int]]) -> Span:
    """The sentence; the clause where the sentence is long or holds the other side as well."""
    span = text.sentence(s.report, s.sentence)
    if len(span) <= LONGEST and (s.report, s.sentence) not in other:
        return span
    clause = text.passage(s.report, s.token)
    mark = text.span(s.report, s.token, s.token)
    start = clause.start if mark.end <= clause.start + LONGEST else mark.start
    return Span(article=clause.article, start=start, end=min(clause.end, start + LONGEST))


def _voices(text: Text, own: Sequence[Side]) -> str:
    named = [text.entities[s.holder].name if s.holder in text.entities else s.holder for s in own if s.holder]
    told = list(dict.fromkeys(named))
    return ", ".join(told[:MOST_VOICES]) + (" and others" if len(told) > MOST_VOICES else "") if told else "unnamed"


def _about(pair: tuple[list[Side], list[Side]]) -> str:
    """ "whether the bill is discriminatory"; where no adjective is said of it, "for or against the bill"."""
    rows = [s for own in pair for s in own if s.question.name]
    charged = next((s.question.printed for s in rows if s.question.name.startswith(f"{CHARGE} ")), "")
    if charged:
        return f"whether the accusations against {charged} are right"
    said = next((s.question.printed for s in rows if s.question.name.startswith(f"{SAID} ")), "")
    if said:
        return f"whether it is so: {said}"
    if rows[0].question.name.startswith(f"{BLAMED} "):
        return f"for or against {rows[0].question.printed}"
    told = Counter(" ".join(s.question.printed.split()) for s in rows)
    noun = min(told, key=lambda words: (-told[words], len(words), words))
    judged = Counter(s.judged for s in rows if s.judged)
    if not judged:
        return f"for or against {noun}"
    many = noun.endswith("s") and not noun.endswith("ss")
    return f"whether {noun} {'are' if many else 'is'} {min(judged, key=lambda w: (-judged[w], w))}"
