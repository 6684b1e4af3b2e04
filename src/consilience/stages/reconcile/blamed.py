"""Whether somebody is to be blamed: who holds what he did or said against him, and who speaks for it, he himself first.

What he answers is found among his own words: those that share rare words with what is held against him and that judge,
deny or insist. "Critics slammed her vote" stands against "I could not in good conscience vote for it".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...knowledge.frequency import idf
from ...knowledge.stances import sidings
from ...model.annotation import Quotation
from ...model.parse import Token
from ...text.words import content_words, prefix
from .charges import CHARGE
from .questions import BLAMED, WORK, Question, Side
from .readings import Text
from .rejoinders import SAID

# What makes a person's words an answer, in points; set on 38 stories of the gold of disagreements and 193 in no gold set.
_SHARED, _MOST_SHARED = 0.5, 8.0  # for each unit of idf of a word that the blame has, too
_TOPICAL, _MOST_TOPICAL = 0.25, 6.0  # the same for a word of the headlines
_JUDGING, _MOST_JUDGING = 1.0, 2  # for each word of the table of stances
_FIRST_PERSON, _DIRECT, _INSISTS, _DENIES = 0.7, 0.5, 1.5, 0.7
LEAST = 4.5  # points of an answer
LEAST_SHARED = 1.5  # idf of the words shared with the blame
MOST_ANSWERS = 2
SHORTEST = 5  # words
PER_POINT = 0.4  # weight of a side for each point

OF_WORDS = 1.0  # points that an answer may lack where the blame is of what was said

_TOLD = frozenset(
    "position view stance claim claims statement statements argument remark remarks comment comments suggestion assertion "
    "contention call calls demand demands tweet tweets criticism".split()
)
_I = frozenset("i we my our me us".split())
_INSISTING = frozenset(
    "insist defend deny explain argue maintain justify dismiss reject counter reply respond stress assert contend retort".split()
)
_NOT = frozenset({"never", "no", "nothing", "none"})
_OF_PERSON = frozenset({"react", "voiced"})
_OF_THING = _OF_PERSON | {"judge", "holder"}
_STANDS = frozenset({"judge", "effect", "misdeed", "innocent"})


class Blame(NamedTuple):
    """The sides on what a person did or said; `of_words`: whether something that was said is held against him."""

    rows: list[Side]
    of_words: bool


class _Answer(NamedTuple):
    points: float
    report: int
    sentence: int
    token: int


def blamed(found: Iterable[Side], text: Text) -> dict[str, Blame]:
    """The sides on what a person did or said, by the question: on the person, or on what is called after him."""
    by: dict[str, list[Side]] = {}
    of_words: set[str] = set()
    for s in found:
        name = s.question.name
        whom: Iterable[str] = (name,) if name.startswith(f"{BLAMED} ") else _whose(s, text)
        denies = s.side < 0 and name.startswith(f"{CHARGE} ")  # what is held against somebody
        if denies:
            whom = (f"{BLAMED} {name.split()[1]}",)
        for question in whom:
            person = question.split()[1]
            side = 1 if denies else s.side
            if side > 0 and not denies and not _reacts(s, text, of_thing=name != question):
                continue  # "a good man" is no word on what he did
            if s.holder and (s.holder != person or (side > 0 and name != question)):
                asked = Question(question, printed=text.entities[person].name)
                if side < 0 and name in _TOLD:
                    of_words.add(question)
                by.setdefault(question, []).append(s._replace(side=side, question=asked, judged=""))
    return {q: Blame(rows, q in of_words) for q, rows in sorted(by.items()) if any(s.side < 0 for s in rows)}


def _reacts(s: Side, text: Text, *, of_thing: bool) -> bool:
    """True for praise and support, and good work; where it is of what a person did, what is called right counts, too."""
    tokens = text.reports[s.report].parse.tokens
    token = tokens[s.token]
    parts = {siding.part for siding in sidings().get(token.lemma, ()) if siding.part != "judge" or token.tag[0] != "V"}
    return tokens[token.head].lemma in WORK or not parts.isdisjoint(_OF_THING if of_thing else _OF_PERSON)


def headed(text: Text, person: str) -> bool:
    """True where a headline of the story names the person."""
    names = {name.lower().split()[-1] for name in text.entities[person].names if name}
    heads = [content_words(r.article.headline or "") for r in text.reports]
    return any(not names.isdisjoint(words) for words in heads)


def _whose(s: Side, text: Text) -> Iterator[str]:
    if s.question.name and not s.question.near and not s.question.name.startswith((CHARGE, SAID)):
        yield from (
            f"{BLAMED} {o}"
            for o in sorted(s.question.owners)
            if text.entities[o].type in ("person", "organisation", "country", "group")
        )


def answers(text: Text, said: Mapping[str, Sequence[Quotation]], blame: Blame) -> list[Side]:
    """What the person blamed says for himself; `said`: the quotations of each article with their speakers."""
    rows = blame.rows
    question = rows[0].question
    person = question.name.split()[1]
    against = {(s.report, s.sentence) for s in rows if s.side < 0}
    names = _words(" ".join(_names(text, {person, *(s.holder for s in rows)})))
    shared = _words(" ".join(_of(text, *spot) for spot in sorted(against))) - names
    topical = _words(" ".join(r.article.headline or "" for r in text.reports)) - names - shared
    least = LEAST - OF_WORDS * blame.of_words
    best: dict[tuple[int, int], _Answer] = {}
    for article in sorted(said):
        report = text.number[article]
        for q in said[article]:
            if q.speakers[:1] != (person,):
                continue
            answer = _answer(text, report, q, shared, topical)
            spot = (report, answer.sentence)
            if answer.points >= least and spot not in against and answer.points > best.get(spot, answer)[0] - 1e-9:
                best[spot] = answer
    order = sorted(best.values(), key=lambda a: (-a.points, a[1:]))[:MOST_ANSWERS]
    return [Side(a.report, a.sentence, a.token, 1, question, person, "", a.points * PER_POINT, True) for a in order]


def _answer(text: Text, report: int, q: Quotation, shared: frozenset[str], topical: frozenset[str]) -> _Answer:
    tokens = [t for c in q.content for t in text.tokens(report, c)]
    own = _words(" ".join(c.of(text.reports[report].article.text) for c in q.content))
    common = sum(sorted(idf(w) for w in own & shared))
    judging = [t for t in tokens if t.tag[0] in "JNV" and _judging(t.lemma)]
    denies = any(t.dep == "neg" or t.lower in _NOT for t in tokens)
    at = judging[0] if judging else tokens[0] if tokens else None
    if at is None or common < LEAST_SHARED or len(tokens) < SHORTEST or not (judging or denies):
        return _Answer(0.0, report, -1, -1)
    points = (
        min(common, _MOST_SHARED) * _SHARED
        + min(sum(sorted(idf(w) for w in own & topical)), _MOST_TOPICAL) * _TOPICAL
        + min(len(judging), _MOST_JUDGING) * _JUDGING
        + _FIRST_PERSON * any(t.lower in _I for t in tokens)
        + _DIRECT * q.direct
        + _INSISTS * any(t.lemma in _INSISTING for t in _cue(text, report, q))
        + _DENIES * denies
    )
    return _Answer(points, report, text.sentence_at(report, q.content[0].start), at.i)


def _judging(lemma: str) -> bool:
    rows = sidings().get(lemma, ())
    return any(s.part in _STANDS or (s.part == "react" and "obj" in s.frames) for s in rows)


def _cue(text: Text, report: int, q: Quotation) -> Iterator[Token]:
    return (t for span in q.cue for t in text.tokens(report, span))


def _of(text: Text, report: int, sentence: int) -> str:
    return text.sentence(report, sentence).of(text.reports[report].article.text)


def _names(text: Text, holders: Iterable[str]) -> Iterator[str]:
    for holder in sorted(holders):
        entity = text.entities.get(holder)
        yield from entity.names if entity is not None else (holder,)


def _words(text: str) -> frozenset[str]:
    return frozenset(prefix(w) for w in content_words(text))
