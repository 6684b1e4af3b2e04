"""Who speaks in a clause and which question it is about: what the readers of sides share.

A question is a noun for a bill, deed, claim, deal ..., or any other thing; a pronoun, or a word that only points ("the
move"), stands for one of those spoken of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from ...knowledge.people import noun_kinds
from ...knowledge.stances import Issue, issues, sidings
from ...model.annotation import Quotation
from ...model.parse import Token
from ...text.syntax import Syntax
from .readings import Text

BEFORE = 2  # sentences before a word that points, in which its question is looked for
MOST_WORDS = 3  # before a noun that are shown with it
VAGUE = 0.5  # the share of weight left where the question is one of its kind: "a plan"
# Where it is only pointed at: one question was spoken of; several were; and a pronoun's predicate is all there is.
CLEAR, POINTED, FAINT = 0.75, 0.6, 0.4

BLAMED = "blamed"  # the question on a person; with the person's id behind it

WORK = frozenset({"job", "work", "thing"})  # what somebody does well or badly

_NOT = frozenset("not n't n’t never no neither nor hardly".split())
_NOBODY = frozenset({"nobody", "none"})
_POINTERS = frozenset("it this that which".split())
_FIRST = frozenset("i we me us my our".split())
_VOICE_TYPES = frozenset({"person", "organisation", "group", "country"})
_THINGS = frozenset({"product", "event", "other"})
_VOICE_KINDS = frozenset({"person", "family", "group", "organisation"})
_SOME = frozenset("who some others many several most everyone nobody all".split())
_OPEN = frozenset({"if", "whether", "why", "how", "should", "unless", "than"})
_ANY = frozenset({"a", "an", "any", "another", "some", "such", "no"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_UNDER = frozenset({"acl", "relcl", "prep", "ccomp", "acomp"})


class Question(NamedTuple):
    """What a phrase asks about. `name`: the word for the question, "" where it is only pointed at; then `near` are those
    it may be, none for that of the story ("the move"). `printed`: its noun as printed; `owners`: the names it belongs to."""

    name: str
    near: frozenset[str] = frozenset()
    printed: str = ""
    owners: frozenset[str] = frozenset()
    vague: bool = False


class Side(NamedTuple):
    """One voice's side on one question, taken at `token`. `holder`: an entity's id or a noun, "" where nobody is named;
    `judged`: the judging adjective; `weight`: how plain it is; `said`: whether the sentence gives the holder's words;
    `act`: whether it is only told by what the holder did."""

    report: int
    sentence: int
    token: int
    side: int
    question: Question
    holder: str
    judged: str
    weight: float
    said: bool
    act: bool = False


class Speech:
    """The clauses of one report as speech: voices, their questions, what is negated or open."""

    def __init__(self, text: Text, report: int, quotations: Sequence[Quotation]) -> None:
        """`quotations`: those of the report, with their speakers."""
        self.text, self.report = text, report
        told = text.reports[report]
        self.printed, self.parse, self.tokens = told.article.text, told.parse, told.parse.tokens
        self.children, self.syntax = told.parse.children, Syntax(told.parse)
        self.words, self.issues = sidings(), issues()
        self._quotations = quotations

    @cached_property
    def said(self) -> list[tuple[int, int, Quotation]]:
        """The stretches of what is said, in order of text."""
        rows = [(c.start, c.end, q) for q in self._quotations if q.speakers or q.source for c in q.content]
        return sorted(rows, key=lambda row: row[:2])

    @cached_property
    def spoken(self) -> frozenset[tuple[int, str]]:
        """Sentences in which somebody's words begin, with who that is."""
        return frozenset((self.text.sentence_at(self.report, start), (*q.speakers, "")[0]) for start, _, q in self.said)

    def negated(self, verb: Token) -> bool:
        """True where a verb, its subject or the verb above takes it back: "did not", "no one", "refused to", "don't think"."""
        tokens = self.tokens
        below = [tokens[c] for c in self.children[verb.i]]
        negated = (
            self.tokens[verb.i - 1].lower == "nor"
            or any(t.dep == "neg" or t.lower in _NOT or (t.dep == "nsubj" and t.lower in _NOBODY) for t in below)
            or any(
                tokens[d].lower in _NOT
                for t in below
                if t.dep in ("nsubj", "nsubjpass", "attr")
                for d in self.children[t.i]
            )
        )
        above = tokens[verb.head]
        refused = verb.dep in ("xcomp", "ccomp") and "refuse" in self.parts(above)
        believed = (
            verb.dep == "ccomp"
            and above.lemma in ("think", "believe")
            and any(tokens[c].dep == "neg" for c in self.children[above.i])
        )
        return negated != (refused or believed)

    def open(self, verb: Token) -> bool:
        """True for what is asked, wished or conditional: no side is taken."""
        above = self.tokens[verb.head]
        rows = (verb, above) if above.tag[0] == "V" and verb.dep == "xcomp" else (verb,)
        return any(self.tokens[c].lower in _OPEN for t in rows for c in self.children[t.i])

    def parts(self, token: Token) -> frozenset[str]:
        """The parts of the table of stances that a word stands in."""
        return _parts(token.lemma)

    # voices

    def quotation(self, token: Token) -> Quotation | None:
        """The shortest attribution round a token."""
        at = token.start
        held = [(end - start, n) for n, (start, end, _) in enumerate(self.said) if start <= at < end]
        return self.said[min(held)[1]][2] if held else None

    def speaker(self, token: Token) -> str:
        """Who says what a token stands in, an entity's id or the words for them; "" outside what is said."""
        q = self.quotation(token)
        if q is None:
            return ""
        return q.speakers[0] if q.speakers else q.source[0].of(self.printed).lower()

    def holder(self, verb: Token) -> str:
        """Who takes the side of a verb: its subject, or who urges others to; "" for nobody named or for mere purpose."""
        above = self.tokens[verb.head]
        if any(self.tokens[c].tag == "TO" for c in self.children[verb.i]):
            parts = self.parts(above)
            if "urge" in parts:
                verb = above
            elif not parts & {"intend", "refuse"} or (above.tag[0] != "V" and above.lemma != "decision"):
                return ""
        return next((h for x in self.syntax.slots(verb.i).get("subj", ()) if (h := self.voice(x))), "")

    def voice(self, i: int) -> str:
        """Who token `i` stands for, an entity's id or a noun; "" for what has no voice."""
        token = self.tokens[i]
        if token.lower in _FIRST:
            return self.speaker(token)
        entity = self.text.entity_at(self.text.span(self.report, i, i))
        if entity is not None:
            return entity if self.voiced(entity) else ""
        if token.lemma in self.issues:
            return ""
        if token.lower in _SOME or "holder" in self.parts(token):
            return token.lower
        kinds = noun_kinds().get(token.lemma, frozenset())
        return token.lemma if token.tag[:3] == "NNP" or kinds & _VOICE_KINDS else ""

    def voiced(self, entity: str) -> bool:
        """True for people, bodies and states."""
        return self.text.entities[entity].type in _VOICE_TYPES

    # questions

    def question(self, i: int) -> Question | None:
        """What token `i` asks about."""
        token = self.tokens[i]
        if token.lower in _POINTERS and token.tag[0] in "PDW":
            return self.pointed(token)
        if token.tag not in ("NN", "NNS", "NNP", "NNPS"):
            return None
        issue = self.issues.get(token.lemma)
        if issue is None:
            return self.thing(token)
        name = self.numbered(token, issue)
        if not issue.points:
            return Question(name, printed=self.called(token), owners=self.owners(i), vague=self.vague(token, issue))
        for t in self.tokens[i + 1 : token.right + 1]:
            if t.tag in _RELATIVE or t.lower == ",":
                break  # "the approach, which faces a veto"
            told = self.issues.get(t.lemma) if t.tag[:2] == "NN" else None
            if told is not None and not told.points:  # "the move to close the school"
                return Question(
                    self.numbered(t, told), printed=self.called(t), owners=self.owners(t.i) | self.owners(i)
                )
        if any(self.tokens[c].dep in _UNDER for c in self.children[i] if c > i) and self.tokens[i + 1].lower != ",":
            rest = self.tokens[i + 1 : token.right + 1]
            content = next((t.lemma for t in rest if t.tag[:2] in ("NN", "VB") and t.lemma not in ("be", "have")), "")
            return Question(f"{token.lemma} {content}", printed=self.called(token), owners=self.owners(i))
        plain = not any(self.tokens[c].dep in ("amod", "compound", "nmod") for c in self.children[i])
        near = self.near(token, BEFORE) if plain else frozenset()
        return Question(name, near, self.called(token), self.owners(i), self.vague(token, issue))

    def vague(self, token: Token, issue: Issue) -> bool:
        """True for "a bill", "any plan", "pass legislation", "their policies": one or some of their kind."""
        below = [self.tokens[c] for c in self.children[token.i]]
        if token.tag == "NNS":
            return issue.points
        if any(t.lower in _ANY for t in below):
            return True
        return (
            token.tag == "NN"
            and token.dep != "compound"
            and not any(t.dep in ("det", "poss", "amod", "compound") for t in below)
        )

    def numbered(self, token: Token, issue: Issue) -> str:
        """The question of a noun; "laws" are another one than "the law", charges are what they are."""
        return issue.question if issue.claimed or token.tag != "NNS" else f"{issue.question}s"

    def person(self, i: int) -> Question | None:
        """Whether somebody is to be blamed, where token `i` stands for a person."""
        entity = self.text.entity_at(self.text.span(self.report, i, i))
        if self.tokens[i].lower in _FIRST:
            entity = self.speaker(self.tokens[i])
        if entity not in self.text.entities or not self.voiced(entity):
            return None
        return Question(f"{BLAMED} {entity}", printed=self.text.entities[entity].name)

    def thing(self, token: Token) -> Question | None:
        """Any other thing or name that sides are taken on."""
        entity = self.text.entity_at(self.text.span(self.report, token.i, token.i))
        if entity is not None and (token.tag[:3] == "NNP" or self.text.entities[entity].type in _VOICE_TYPES):
            known = self.text.entities[entity]
            return Question(entity, printed=known.name) if known.type in _THINGS else None
        if token.tag[:3] == "NNP" or noun_kinds().get(token.lemma, frozenset()) & _VOICE_KINDS:
            return None
        return Question(token.lemma, printed=self.called(token), owners=self.owners(token.i))

    def called(self, noun: Token) -> str:
        """A noun with what stands right before it: "the bill", "net neutrality"; "the" for every definite article."""
        below = [self.tokens[c] for c in self.children[noun.i] if c < noun.i]
        first = noun.i
        while first and first > noun.i - MOST_WORDS and self.tokens[first - 1].dep in ("compound", "amod", "punct"):
            first -= 1
        while self.tokens[first].dep == "punct":
            first += 1
        words = self.printed[self.tokens[first].start : noun.end]
        if self.tokens[first].tag[:3] != "NNP" and words[1:2].islower():
            words = words[0].lower() + words[1:]  # as it stands inside a sentence
        return f"the {words}" if any(t.dep in ("det", "poss") for t in below) else words

    def within(self, i: int) -> Question | None:
        """The first question in the phrase of token `i`."""
        for t in self.tokens[self.tokens[i].left : self.tokens[i].right + 1]:
            if t.tag[:2] == "NN" and t.lemma in self.issues:
                return self.question(t.i)
        return None

    def pointed(self, token: Token) -> Question | None:
        """One of the questions spoken of before a token, in its sentence or the one before."""
        near = self.near(token, 1)
        return Question("", near) if near else None

    def near(self, token: Token, before: int) -> frozenset[str]:
        """The questions named before a token, in its sentence and so many before it."""
        first = self.parse.sentences[max(token.sentence - before, 0)].first
        named = [t for t in self.tokens[first : token.i] if t.lemma in self.issues and t.tag[:2] == "NN"]
        told = [(t, self.issues[t.lemma]) for t in named]
        return frozenset(self.numbered(t, issue) for t, issue in told if not issue.points)

    def owner(self, i: int) -> frozenset[str]:
        """The entity that token `i` stands for, if any."""
        entity = self.text.entity_at(self.text.span(self.report, i, i))
        return frozenset() if entity is None else frozenset({entity})

    def owners(self, i: int) -> frozenset[str]:
        """The named entities that a question is of, by, or called after."""
        below = [c for c in self.children[i] if self.tokens[c].dep in ("poss", "compound", "amod", "nmod")]
        below += self.syntax.preposition(i, ("of", "by", "on", "against", "in"))
        spans = [self.text.span(self.report, c, c) for c in below if self.tokens[c].tag[:2] in ("NN", "PR", "JJ")]
        return frozenset(e for s in spans if (e := self.text.entity_at(s)) is not None)

    def side(
        self, token: Token, side: int, question: Question, holder: str, judged: str, weight: float, faint: bool = False
    ) -> Side:
        """A side at a token; less weight where the question is vague or only pointed at."""
        pointed = CLEAR if len(question.near) == 1 else FAINT if faint else POINTED
        share = (VAGUE if question.vague else 1.0) if question.name else pointed
        said = (token.sentence, holder) in self.spoken
        return Side(self.report, token.sentence, token.i, side, question, holder, judged, weight * share, said)


@cache
def _parts(lemma: str) -> frozenset[str]:
    return frozenset(s.part for s in sidings().get(lemma, ()))
