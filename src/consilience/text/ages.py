"""Ages: whose they are, and which bare numbers are ages ("Ann Smith, 34,", "she is 34")."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model.parse import Parse, Token
from .fates import DEEPEST
from .measures import OLDEST, Amount

LONGEST_LIST = 12  # tokens of a list of ages
PEOPLE = frozenset("people person other others individual human".split())  # words that say no more than: persons
PERSON_NOUNS = PEOPLE | frozenset(
    "man woman child boy girl civilian soldier officer policeman worker passenger victim student pupil "
    "resident villager protester demonstrator militant fighter insurgent gunman attacker hostage prisoner "
    "inmate guard driver pedestrian patient teenager teen adult baby infant family member guest customer "
    "employee official migrant refugee tourist schoolgirl bystander firefighter troop rebel "
    "terrorist suspect journalist athlete fan".split()
)
AROUND = 40  # code points before an age in which it may stand that it is of another time
_AFTER = re.compile(r"\W{0,2}(?:when|at the time|back then)\b", re.I)
_BEFORE = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|at (?:the )?age(?: of)?|"
    r"(?:when|since|until|till|while|before|after) \w+ (?:was|were|is|turn\w*)(?: only| just| about)?)\s*$",
    re.I,
)


def of_another_time(whole: str, start: int, end: int) -> bool:
    """True where an age printed at `start:end` is one that somebody had or will have: "at age 16", "35 when he left"."""
    return bool(_AFTER.match(whole, end) or _BEFORE.search(whole[max(0, start - AROUND) : start]))


class Counted(NamedTuple):
    """What is counted: its words, the token of its noun, what became of it, and how it was found."""

    words: str
    head: int
    status: str
    rule: str


UNKNOWN = Counted("", -1, "", "")


class Ages:
    """One parse, asked whose an age is."""

    def __init__(self, parse: Parse) -> None:
        """`parse`: the token rows of one article."""
        self.tokens, self.children = parse.tokens, parse.children

    def _compounds(self, token: Token) -> list[Token]:
        return [self.tokens[c] for c in self.children[token.i] if c < token.i and self.tokens[c].dep == "compound"]

    def whose(self, amount: Amount) -> Counted:
        """Whose age: the noun it describes, the subject of "is 4 years old", the name before "aged 14"."""
        end = self.tokens[amount.last]
        head = self.tokens[end.head]
        if end.dep == "amod" and head.tag[:2] == "NN":
            behind = self.tokens[end.i + 1] if end.i + 1 < len(self.tokens) else end
            told = behind.tag in ("VBD", "VBZ") or (behind.tag == "VBN" and head.lemma not in PERSON_NOUNS)
            if told or any(self.tokens[c].dep == "dobj" for c in self.children[head.i]):
                return Counted("", end.i, "", "the age stands for the person")  # "the 8-year-old shot a dog": a verb
            return self._person(self._head_noun(head))
        if end.dep in ("acomp", "attr", "oprd") and head.tag[:2] == "VB":
            subject = self._subject(head)
            return self._person(subject) if subject is not None else UNKNOWN
        after = self.tokens[amount.last + 1] if amount.last + 1 < len(self.tokens) else None
        if end.lower == "old" and after is not None and after.tag[:2] == "NN" and after.sentence == end.sentence:
            return self._person(self._head_noun(after))
        before = amount.first - 1
        if before > 0 and self.tokens[before].text in (",", "("):
            before -= 1
        if (
            before >= 0
            and self.tokens[before].sentence == end.sentence
            and self.tokens[before].tag[:2] == "NN"
            and end.lower not in ("old", "olds")
        ):
            return self._person(self.tokens[before])
        if end.lower in ("old", "olds") and end.tag[:2] == "NN":
            return Counted("", end.i, "", "the age stands for the person")
        return UNKNOWN

    def _subject(self, verb: Token) -> Token | None:
        """The subject of a verb, or of the verb that an infinitive completes ("was reported to be four years old")."""
        for _ in range(DEEPEST):
            subject = next(
                (self.tokens[c] for c in self.children[verb.i] if self.tokens[c].dep in ("nsubj", "nsubjpass")), None
            )
            if subject is not None:
                if subject.lower in ("who", "that", "which") and verb.dep == "relcl":
                    return self.tokens[verb.head]
                return subject
            if verb.dep not in ("xcomp", "conj") or verb.head == verb.i:
                return None
            verb = self.tokens[verb.head]
        return None

    def _head_noun(self, token: Token) -> Token:
        while (
            token.dep == "compound" and self.tokens[token.head].i > token.i and self.tokens[token.head].tag[:2] == "NN"
        ):
            token = self.tokens[token.head]
        return token

    def _person(self, token: Token) -> Counted:
        if token.tag[:3] == "NNP" or token.tag == "PRP":
            name = (
                " ".join(t.text for t in [*self._compounds(token), token] if t.tag[:3] == "NNP")
                if token.tag != "PRP"
                else ""
            )
            return Counted(name, token.i, "", "whose age")
        if token.tag[:2] == "NN":
            return Counted(token.lemma.lower(), token.i, "", "whose age")
        return Counted("", token.i, "", "whose age")

    def _listed(self, first: int) -> bool:
        """ "ages 13, 17 and 19": the later ones."""
        k = first - 1
        while (
            k > 0
            and first - k < LONGEST_LIST
            and (self.tokens[k].text in (",", "and") or self.tokens[k].text.isdigit())
        ):
            k -= 1
        return k < first - 2 and self.tokens[k].lower in ("ages", "aged")

    def _several(self, first: int, last: int) -> Token | None:
        """ "Two men, 26 and 21, were hurt": the men, for either number."""
        tokens = self.tokens
        before = [t.text for t in tokens[max(0, first - 4) : first]]
        after = list(tokens[last + 1 : last + 4])
        noun: Token | None = None
        if before[-2:] == [",", "both"] and after and after[0].text in ",.;)":
            return tokens[first - 3]  # "Ann and Bo Brill, both 21,"
        if before[-1:] == [","] and len(after) == 3 and after[0].lower == "and" and after[1].text.isdigit():
            noun = tokens[first - 2] if after[2].text in (",", ".", ";") else None
        elif (
            before[-3:-2] == [","] and before[-2].isdigit() and before[-1] == "and" and after and after[0].text in ",.;"
        ):
            noun = tokens[first - 4]
        return noun if noun is not None and noun.tag == "NNS" and noun.lemma in PERSON_NOUNS else None

    def _named_before(self, amount: Amount, after: Token | None) -> Token | None:
        """The name that an age stands behind: "Ann Smith, 34,", "Bo Brill Jr. (8)"."""
        tokens, first, token = self.tokens, amount.first, self.tokens[amount.number]
        if first > 1 and tokens[first - 1].text in (",", "("):
            name = tokens[first - 2]
            person = name.ent == "PERSON" or (
                name.tag[:3] == "NNP"
                and name.ent in ("", "ORG", "GPE", "NORP")
                and token.dep == "appos"
                and token.head == name.i
            )
            suffix = name.lower in ("jr.", "jr", "sr.", "sr", "iii", "ii")
            if (
                (person or suffix)
                and after is not None
                and after.text in (",", ".", ")", ";")
                and name.sentence == token.sentence
            ):
                return name
        return None

    def bare(self, amount: Amount) -> Counted | None:
        """Whose age a bare number is: "Ann Smith, 34,", "she is 34", "who turned 17"; None where it is none."""
        if (
            amount.high != amount.value
            or not 0 < amount.value <= OLDEST
            or amount.bound not in ("exactly", "about")
            or amount.last != amount.number
        ):
            return None
        tokens, first = self.tokens, amount.first
        token = tokens[amount.number]
        if token.lower == "one":
            return None  # "she is one of them"
        if self._listed(first):
            return Counted("", token.i, "", "one of the ages listed")
        persons = self._several(first, amount.last)
        if persons is not None:
            return self._person(persons)
        after = (
            tokens[amount.last + 1]
            if amount.last + 1 < len(tokens) and tokens[amount.last + 1].sentence == token.sentence
            else None
        )
        closed = (
            after is None
            or after.text in (",", ".", ")", ";", "—", "–", "’s", "'s")
            or after.lower in ("and", "when", "but", "of", "who", "or")
        )
        head = tokens[token.head]
        if not closed and head.lemma != "turn":
            return None
        named = self._named_before(amount, after)
        if named is not None:
            return self._person(named)
        if (
            head.lemma in ("be", "turn")
            and head.tag[:2] == "VB"
            and token.dep in ("attr", "dobj", "npadvmod", "acomp", "oprd")
            and head.i < token.i
        ):
            subject = self._subject(head)
            if subject is not None and (
                subject.lower in ("he", "she", "i", "you")
                or subject.ent == "PERSON"
                or subject.lemma in PERSON_NOUNS
                or (head.lemma == "turn" and subject.tag[:2] == "NN")
            ):
                return self._person(subject)
        return None
