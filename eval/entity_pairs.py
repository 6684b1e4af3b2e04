"""Which two given mentions of people, organisations and places are one entity: pairs weighed by a logistic sum of readable features.

What goes in of each mention: the entity of ours that it falls on, its head and words, what these say of kind, gender and
number, the verb it hangs on, what it stands in apposition to, and the words of its sentence. All pairs of a subtopic are
weighed; mentions are clustered by average link. The weights come from `python -m eval.fit_entities`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.knowledge.people import given_names, noun_gender, noun_kinds, offices
from consilience.model.parse import Parse, Token
from consilience.model.story import Report
from consilience.text.names import fold

from .ecb import Gold
from .event_views import synonyms
from .pair_models import Matrix, joined

# Fitted on the train documents of ECB+.
WEIGHTS = {
    "always": -1.85,
    "same entity of ours": 1.56,
    "same entity, both named": -1.33,
    "same entity, noun and name": 1.70,
    "same entity, a pronoun": 1.02,
    "other entities, both named": -0.90,
    "other entities, a name and a noun": -0.48,
    "other entities, a pronoun": -0.81,
    "same head, names": 1.31,
    "same head, nouns": 1.57,
    "same head, pronouns": 0.35,
    "same words": 0.92,
    "same noun, words shared": 0.38,
    "same noun, words differ": -0.41,
    "names share words": 0.40,
    "one name within the other": 2.35,
    "names share no word": -0.83,
    "synonyms": 2.11,
    "kinds agree": 0.20,
    "kinds clash": -1.45,
    "both plural": 0.27,
    "one plural": -1.19,
    "genders agree": 0.83,
    "genders clash": -2.34,
    "other counts": 0.93,
    "apposed": 0.26,
    "noun said of the name": 2.02,
    "same deed": 1.43,
    "same verb": 0.44,
    "same document": 0.18,
    "same document, same noun": -0.32,
    "same document, other nouns": -0.27,
    "same sentence": -1.19,
    "next sentence and a pronoun": 0.77,
    "sentences alike": -0.36,
    "nouns, sentences alike": -0.56,
    "same noun, sentences alike": 1.02,
    "noun and name, sentences alike": -0.28,
    "share of the subtopic": 2.59,
    "nouns, share of the subtopic": 0.52,
    "same noun, rare": 0.34,
    "pronoun of another document": 0.76,
    "noun, and the name met most": 0.58,
    "pronoun by nearness": 1.93,
}
CUT = -1.25  # mean weight at which clusters are joined; tried on the train documents in steps of a quarter
ANTECEDENT_REACH = 2  # sentences back that a pronoun looks

_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it", "they": "they", "them": "they", "their": "they", "themselves": "they",
    "who": "", "whom": "", "whose": "", "which": "it", "that": "", "where": "it", "there": "it", "i": "", "me": "", "my": "",
    "we": "they", "us": "they", "our": "they", "you": "", "your": "",
}  # fmt: skip
_PRONOUN_TAGS = ("PRP", "PRP$", "WP", "WP$", "WDT", "WRB", "EX", "IN", "DT", "RB")
_EMPTY = frozenset(
    "the a an of in at on to from into for by near and his her its their 's ’s ' , . this that these those".split()
)
_KIND_OF_ENT = {"PERSON": "person", "ORG": "body", "NORP": "body", "GPE": "place", "LOC": "place", "FAC": "place"}
_KIND_OF_NOUN = {"person": "person", "family": "person", "group": "person", "organisation": "body", "place": "place"}
_DEED = {
    "nsubj": "does", "agent": "does", "nsubjpass": "undergoes", "dobj": "undergoes", "poss": "has", "attr": "is",
}  # fmt: skip
_DULL_VERBS = frozenset("be have say do tell get make go come take".split())


class View(NamedTuple):
    """What a pair is compared by, of one mention."""

    document: int
    sentence: int
    head: int  # number of the head token
    form: str  # name, noun or pronoun
    entity: str  # of ours, or empty
    noun: str  # lemma of the head
    words: frozenset[str]  # beside the head
    name: frozenset[str]  # words of the name
    phrase: str
    kinds: frozenset[str]
    plural: bool
    gender: str
    counts: frozenset[str]
    deed: tuple[str, str]  # the verb it hangs on, and its part in it
    around: Mapping[str, float]  # words of the sentence with their weights
    apposed: frozenset[int]  # head tokens that it stands in apposition to
    share: float  # of the subtopic's mentions, those of its entity or noun
    said: frozenset[str]  # nouns printed beside its name
    synonyms: frozenset[str]
    subject: bool


class Subtopic:
    """The given mentions of the reports of one subtopic, ready to be compared."""

    def __init__(
        self,
        wanted: Sequence[Gold],
        reports: Sequence[Report],
        owner: Mapping[Gold, str],
        heads: Mapping[Gold, int],
    ) -> None:
        """`owner`: the entity of ours that a mention falls on; `heads`: its head token."""
        self.mentions = list(wanted)
        self._numbers = {r.id: n for n, r in enumerate(reports)}
        self._parses = {r.id: r.parse for r in reports}
        self._owner, self._heads = owner, heads
        self._around = _sentence_words(reports)
        self._counted = Counter(owner[m] for m in wanted if m in owner)
        self._nouns = Counter(self._head(m).lemma.lower() for m in wanted)
        self.views = [self._view(m) for m in wanted]

    def _head(self, m: Gold) -> Token:
        tokens = self._parses[m.document].tokens
        return tokens[self._heads[m]] if m in self._heads else next((t for t in tokens if t.end > m.start), tokens[-1])

    def _view(self, m: Gold) -> View:
        parse, number, head = self._parses[m.document], self._numbers[m.document], self._head(m)
        tokens = parse.tokens
        inside = [t for t in tokens if t.start < m.end and m.start < t.end]
        under = [tokens[c] for c in parse.children[head.i]]
        noun, form, entity = head.lemma.lower(), _form(head), self._owner.get(m, "")
        beside = {t.lemma.lower() for t in under if t.dep in ("compound", "amod", "nmod", "poss")}
        capitals = {fold(t.text) for t in inside if t.tag[:3] == "NNP" and t.text[0].isalnum()}
        said = {t.lemma.lower() for t in under if t.dep in ("appos", "compound") and t.lower in noun_kinds()}
        counts = {t.lower for t in inside if t.tag == "CD"} | {t.lower for t in under if t.dep == "nummod"}
        pronoun = _PRONOUNS.get(head.lower, "")
        return View(
            document=number,
            sentence=head.sentence,
            head=head.i,
            form=form,
            entity=entity,
            noun=noun,
            words=frozenset({t.lemma.lower() for t in inside} | beside) - _EMPTY - {noun},
            name=frozenset(capitals if form == "name" else ()),
            phrase=m.words.lower(),
            kinds=_kinds(head, form),
            plural=head.tag in ("NNS", "NNPS") or pronoun == "they",
            gender=pronoun or _gender(inside, head, form),
            counts=frozenset(counts),
            deed=_deed(tokens, head),
            around=self._around.get((number, head.sentence), {}),
            apposed=_apposed(parse, head, form),
            share=max(self._counted.get(entity, 0), self._nouns[noun]) / len(self.mentions),
            said=frozenset(said),
            synonyms=synonyms().get(noun, frozenset()) | offices().get(noun, frozenset()),
            subject=head.dep in ("nsubj", "nsubjpass"),
        )

    def pairs(self) -> tuple[NDArray[np.int_], NDArray[np.int_], Matrix]:
        """All pairs of mentions: their two places and their features, in the order of WEIGHTS."""
        held = self.views
        first, second = np.triu_indices(len(held), 1)
        taken = nearest(held)
        counted = Counter(v.entity for v in held if v.entity and v.form == "name")
        top = max(sorted(counted), key=lambda e: counted[e], default="")
        rows = [
            compare(held[i], held[j], top=top, near=taken.get(i) == j or taken.get(j) == i)
            for i, j in zip(first.tolist(), second.tolist(), strict=True)
        ]
        return first, second, np.array(rows, dtype=float).reshape(len(rows), -1)


def clusters(subtopic: Subtopic, weights: Sequence[float] | None = None, cut: float = CUT) -> dict[Gold, int]:
    """The number of the chain of each mention."""
    first, second, features = subtopic.pairs()
    summed = features @ np.array(list(WEIGHTS.values()) if weights is None else weights) if len(features) else features
    groups = joined(len(subtopic.mentions), first, second, summed, cut)
    return dict(zip(subtopic.mentions, map(int, groups), strict=True))


def compare(a: View, b: View, *, top: str, near: bool) -> Sequence[float]:
    """The features of a pair in the order of WEIGHTS; `top`: the entity named most, `near`: one is a pronoun that takes up the other."""
    forms = {a.form, b.form}
    names, nouns, mixed, pronoun = forms == {"name"}, forms == {"noun"}, forms == {"name", "noun"}, "pronoun" in forms
    ours = bool(a.entity) and a.entity == b.entity
    other = bool(a.entity and b.entity) and not ours
    head, document = a.noun == b.noun, a.document == b.document
    noun, beside = nouns and head, document and a.sentence == b.sentence
    alike = 0.0 if beside else sum(w * b.around.get(word, 0.0) for word, w in a.around.items())
    words, name = bool(a.words & b.words), len(a.name & b.name)
    genders, kinds = bool(a.gender and b.gender), bool(a.kinds and b.kinds)
    share = min(a.share, b.share)
    verb = bool(a.deed[0]) and a.deed[0] == b.deed[0]
    return (
        1.0, ours, ours and names, ours and mixed, ours and pronoun, other and names, other and mixed, other and pronoun,
        head and names, noun, head and pronoun and document, a.phrase == b.phrase and not pronoun, noun and words,
        noun and bool(a.words and b.words) and not words, name, bool(name) and (a.name <= b.name or b.name <= a.name),
        names and not name, not head and bool(a.synonyms & b.synonyms), kinds and bool(a.kinds & b.kinds),
        kinds and not a.kinds & b.kinds, a.plural and b.plural, a.plural != b.plural, genders and a.gender == b.gender,
        genders and a.gender != b.gender, bool(a.counts and b.counts and not a.counts & b.counts),
        document and (a.head in b.apposed or b.head in a.apposed), mixed and (b.noun in a.said or a.noun in b.said),
        verb and a.deed == b.deed and a.deed[1] != "" and a.deed[0] not in _DULL_VERBS, verb, document, document and noun,
        document and nouns and not head, beside, document and pronoun and abs(a.sentence - b.sentence) <= 1, alike,
        nouns * alike, noun * alike, mixed * alike, share, nouns * share, noun * (1 - share), pronoun and not document,
        mixed and top in (a.entity, b.entity) and not ours, near,
    )  # fmt: skip


def nearest(held: Sequence[View]) -> dict[int, int]:
    """What each pronoun takes up by nearness, by number: gender and kind agree, subjects before others, the nearest sentence first."""
    out: dict[int, int] = {}
    order = sorted(range(len(held)), key=lambda i: (held[i].document, held[i].head))
    for place, i in enumerate(order):
        v = held[i]
        if v.form != "pronoun":
            continue
        best: tuple[float, int] | None = None
        for j in reversed(order[:place]):
            w = held[j]
            if w.document != v.document or v.sentence - w.sentence > ANTECEDENT_REACH:
                break
            score = 9.0 if w.head in v.apposed else _takes_up(v, w)
            if score and (best is None or score > best[0]):
                best = (score, j)
        if best is not None:
            out[i] = best[1]
    return out


def _takes_up(pronoun: View, w: View) -> float:
    clash = w.gender and pronoun.gender and w.gender != pronoun.gender
    many = pronoun.gender in ("he", "she") and (w.plural or (w.kinds and "person" not in w.kinds))
    person = pronoun.gender == "it" and (w.plural or w.kinds == {"person"})
    if clash or many or person:
        return 0.0
    agrees = 1.2 if w.gender and w.gender == pronoun.gender else 1.0
    return (1.0, 0.8, 0.4)[pronoun.sentence - w.sentence] * (1.0 if w.subject else 0.6) * agrees


# --- what a mention's words say ------------------------------------------------------------------------------------


def _sentence_words(reports: Sequence[Report]) -> dict[tuple[int, int], dict[str, float]]:
    """Words of each sentence with their rarity in the subtopic, at length 1."""
    held: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for number, r in enumerate(reports):
        for t in r.parse.tokens:
            if t.tag[0] in "NVJC" and t.lower not in _EMPTY:
                held[number, t.sentence][t.lemma.lower()] += 1
    spread = Counter(word for c in held.values() for word in c)
    out = {}
    for key, c in held.items():
        weights = {word: math.log(1 + len(held) / spread[word]) for word in c}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        out[key] = {word: w / length for word, w in weights.items()}
    return out


def _form(head: Token) -> str:
    if head.lower in _PRONOUNS and head.tag in _PRONOUN_TAGS:
        return "pronoun"
    return "name" if head.tag[:3] == "NNP" and head.lower not in noun_kinds() else "noun"


def _kinds(head: Token, form: str) -> frozenset[str]:
    if form == "name":
        return frozenset({_KIND_OF_ENT[head.ent]} if head.ent in _KIND_OF_ENT else ())
    kinds = noun_kinds().get(head.lemma.lower()) or noun_kinds().get(head.lower, frozenset())
    return frozenset(_KIND_OF_NOUN[k] for k in kinds if k in _KIND_OF_NOUN)


def _gender(inside: Sequence[Token], head: Token, form: str) -> str:
    if form == "name":
        return next((given_names()[t.lower] for t in inside if t.lower in given_names() and t.ent == "PERSON"), "")
    return noun_gender().get(head.lemma.lower(), "")


def _apposed(parse: Parse, head: Token, form: str) -> frozenset[int]:
    """Head tokens of what the mention is apposed to, said to be ("X is the mayor"), or relates to ("X, who")."""
    tokens = parse.tokens
    found = {head.head} if head.dep in ("appos", "compound") else set()
    verb = tokens[head.head]
    if head.dep == "attr" and verb.lemma == "be":
        found |= {c for c in parse.children[verb.i] if tokens[c].dep == "nsubj"}
    if form == "pronoun" and head.tag[0] == "W":
        while verb.dep not in ("relcl", "ROOT") and verb.head != verb.i:
            verb = tokens[verb.head]
        if verb.dep == "relcl":
            found.add(verb.head)
    return frozenset(found)


def _deed(tokens: Sequence[Token], head: Token) -> tuple[str, str]:
    """The verb that the mention hangs on, with its preposition, and its part in it."""
    while head.dep in ("conj", "appos", "compound") and head.head != head.i:
        head = tokens[head.head]
    verb, dep = tokens[head.head], head.dep
    if dep == "pobj":
        if verb.dep != "agent":
            return f"{tokens[verb.head].lemma.lower()} {verb.lower}", "near"
        verb, dep = tokens[verb.head], "agent"
    return (verb.lemma.lower(), _DEED[dep]) if dep in _DEED else ("", "")
