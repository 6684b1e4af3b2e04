"""Numbers of an article and what they count: value, bound, unit, the thing counted and what became of it.

Amounts come from the token rows (text/amounts); what is counted is read off the parse: the noun that the number modifies,
the noun behind "of", the casualties of a verb ("killed four", "120 were wounded"), the subject of a figure that moves ("the
death toll rose to 59"). Where the parse does not tell, `counted` stays empty: a wrong one would make a false disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..knowledge.units import STATUS_OF, UNITS
from ..model.annotation import Quantity, Timex
from ..model.article import Article
from ..model.parse import Parse, Token
from ..model.span import Span
from ..text.amounts import Amount, Units, amounts
from ..text.fates import Fates
from ..text.numbers import VAGUE

KNOWN_UNITS = Units.made({name: (unit.name, unit.dimension) for name, unit in UNITS.items()})
MONEY = frozenset(unit.name for unit in UNITS.values() if unit.dimension == "money")
BEHIND = "the noun behind of"
OLDEST = 115  # years; a bare number above it is no age
PEOPLE = frozenset("people person other others individual human".split())  # words that say no more than: persons
_PERSON_NOUNS = PEOPLE | frozenset(
    "man woman child boy girl civilian soldier officer policeman worker passenger victim student pupil "
    "resident villager protester demonstrator militant fighter insurgent gunman attacker hostage prisoner "
    "inmate guard driver pedestrian patient teenager teen adult baby infant family member guest customer "
    "employee official migrant refugee tourist schoolgirl bystander firefighter troop rebel "
    "terrorist suspect journalist athlete fan".split()
)
_MOVES = frozenset(
    "rise climb increase grow reach stand jump fall drop go exceed top hit surpass pass soar total number swell be".split()
)
_TOLLS = frozenset("toll number count tally total figure estimate".split())
_NOT_COUNTED = frozenset(
    "time percent cent half third quarter kind sort".split()
)  # "four times", "two kinds of": no set of things
_IDENTIFYING = frozenset(("compound", "nmod"))
_CLAUSE_DEPTH = 5


class _Counted(NamedTuple):
    """What is counted: its words, the token of its noun, what became of it, and how it was found."""

    words: str
    head: int
    status: str
    rule: str


_UNKNOWN = _Counted("", -1, "", "")


def quantities(article: Article, parse: Parse, times: tuple[Timex, ...]) -> tuple[Quantity, ...]:
    """The quantities of `article`, in order of text; numbers inside time expressions are not read."""
    taken = sorted((t.span.start, t.span.end) for t in times)
    reader = _Reader(parse, taken)
    read = (reader.read(a) for a in amounts(parse.tokens, taken, KNOWN_UNITS))
    return tuple(_record(article, parse, *found) for found in read if found is not None)


def _record(article: Article, parse: Parse, amount: Amount, counted: _Counted) -> Quantity:
    tokens = parse.tokens
    span = Span(article=article.id, start=tokens[amount.first].start, end=tokens[amount.last].end)
    noun = None
    if counted.head >= 0 and counted.words and not amount.first <= counted.head <= amount.last:
        first = min(
            (c for c in parse.children[counted.head] if tokens[c].dep in _IDENTIFYING and c > amount.last),
            default=counted.head,
        )
        first = min(first, counted.head)
        noun = Span(article=article.id, start=tokens[first].start, end=tokens[counted.head].end)
    return Quantity(
        span=span,
        value=amount.value,
        high=amount.high,
        unit=amount.unit,
        bound=amount.bound,
        counted=counted.words,
        counted_span=noun,
        head=counted.head,
        status=counted.status,
        rule=f"{amount.rule}; {counted.rule}" if counted.rule else amount.rule,
    )


class _Reader:
    """The parse of one article, asked what a number counts."""

    def __init__(self, parse: Parse, times: Sequence[tuple[int, int]]) -> None:
        self.tokens, self.children = parse.tokens, parse.children
        self._times = times
        self._fates = Fates(parse, STATUS_OF)

    def read(self, amount: Amount) -> tuple[Amount, _Counted] | None:
        """`amount` with what it counts; None where the number is no quantity at all (a pronoun "one", a lap by its number)."""
        if amount.unit == "age":
            return amount, self._aged(amount)
        if amount.unit in ("score", "percent") or amount.unit in MONEY:
            return amount, self._of_what(amount)
        if amount.unit != "count":
            return amount, self._measured(amount)
        whose = self._bare_age(amount)
        if whose is not None:
            return amount._replace(unit="age"), whose
        token = self.tokens[amount.number]
        if not self._is_count(amount, token):
            return None
        found = self._thing(amount, token)
        if amount.value == 1 and found.rule == BEHIND and not found.status:
            return None  # "one of the best" counts nothing
        return amount, found

    def _is_time(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self._times)

    # -- counts

    def _is_count(self, amount: Amount, token: Token) -> bool:
        first = self.tokens[amount.first]
        if amount.value == 1 and first.lower == "one":
            before = self.tokens[amount.first - 1].lower if amount.first else ""
            noun = self._noun_of(token)
            return (
                noun is not None
                and before not in ("no", "the", "this", "that", "any", "every", "each")
                and noun.lemma not in ("point", "way", "hand", "thing", "side")
            )
        return not (
            token.dep == "nummod"
            and self.tokens[token.head].i < token.i
            and self.tokens[token.head].tag in ("NN", "NNP")
        )

    def _noun_of(self, token: Token) -> Token | None:
        """The noun that a number modifies: "13 documents", "3 million individual donors", "dozens of girls"."""
        head = self.tokens[token.head]
        if (
            token.dep in ("nummod", "quantmod", "compound", "amod", "nmod")
            and head.tag[:2] == "NN"
            and head.i > token.i
        ):
            return self._through(head)
        if (
            token.dep in ("nummod", "quantmod", "compound")
            and head.tag == "CD"
            and head.i > token.i
            and head.head != token.i
        ):
            return self._noun_of(head)
        of = next(
            (
                self.tokens[c]
                for c in self.children[token.i]
                if self.tokens[c].dep == "prep" and self.tokens[c].lower == "of"
            ),
            None,
        )
        if of is not None and (token.tag == "CD" or token.lower in VAGUE):
            return next(
                (
                    self._through(self.tokens[c])
                    for c in self.children[of.i]
                    if self.tokens[c].dep == "pobj" and self.tokens[c].tag[:2] in ("NN", "CD")
                ),
                None,
            )
        return None

    def _through(self, noun: Token) -> Token:
        """A number that is itself the head ("20 of 71 laps") gives its noun; a set gives its members ("a set of 13 documents")."""
        if noun.tag == "CD":
            return self._noun_of(noun) or noun
        return noun

    def _thing(self, amount: Amount, token: Token) -> _Counted:
        noun = self._noun_of(token)
        if noun is not None and self._is_time(noun):
            return self._bare(amount, noun)  # "rose to at least six Friday"
        if noun is not None and noun.tag != "CD":
            if self.tokens[amount.last + 1].lower == "-" and noun.i == amount.last + 2:
                return _Counted("", noun.i, "", "part of a compound")
            owner = self._owner(amount, self._common_head(noun))
            return self._named(owner, token)
        return self._bare(amount, token)

    def _owner(self, amount: Amount, noun: Token) -> Token:
        """ "400,000 people's information": several cannot count one thing, but those it belongs to."""
        if amount.value > 1 and noun.tag == "NN":
            between = self.tokens[amount.last + 1 : noun.i]
            return next((t for t in between if t.tag in ("NNS", "NNPS") and t.dep == "poss"), noun)
        return noun

    def _common_head(self, noun: Token) -> Token:
        """ "two New York City subway trains" parsed under a name: the common noun above it."""
        head = self.tokens[noun.head]
        return head if noun.dep in ("compound", "nmod") and head.tag in ("NN", "NNS") else noun

    def _named(self, noun: Token, number: Token) -> _Counted:
        lemma = noun.lemma.lower()
        casualty = STATUS_OF.get((lemma, "noun"))
        if casualty and noun.tag[:2] == "NN":
            return _Counted("person", noun.i, casualty, f"{lemma}: counts persons")
        if lemma in _NOT_COUNTED:
            return _Counted("", noun.i, "", "not a set of things")
        part = noun.dep == "pobj" and noun.head != noun.i and number.i < noun.head < noun.i and number.i != noun.i
        status = (self._fates.slot_status(number, 0) if part else "") or self._fates.status(noun, climb=not part)
        if lemma == "life" and self._verb_over(noun) in ("claim", "take", "cost", "lose"):
            return _Counted("person", noun.i, "killed", "lives taken")
        words = (
            ("person" if lemma not in ("other", "others") or status else "") if lemma in PEOPLE else self._words(noun)
        )
        if words and self._is_more(noun, number):
            words = f"additional {words}"
        return _Counted(words, noun.i, status, BEHIND if part else "the noun it modifies")

    def _verb_over(self, token: Token) -> str:
        head = self.tokens[token.head]
        return head.lemma if head.tag[:2] == "VB" and token.dep in ("dobj", "nsubjpass") else ""

    def _is_more(self, noun: Token, number: Token) -> bool:
        """ "another 1,000 troops", "an additional 1,600 officers", "2.5 million more people": on top of others."""
        more = frozenset(("another", "additional", "extra", "further"))
        before = [self.tokens[c] for c in (*self.children[noun.i], *self.children[number.i]) if c < noun.i]
        return any(t.lower in more or (t.lower == "more" and t.i > number.i) for t in before)

    def _words(self, noun: Token) -> str:
        """The lemma of the noun with the common nouns before it: "credit card number"; names and adjectives are left out."""
        before = [self.tokens[c] for c in self.children[noun.i] if c < noun.i and self.tokens[c].dep == "compound"]
        parts = [
            t.lower
            for b in before
            for t in (*self._compounds(b), b)
            if t.tag in ("NN", "NNS") and t.text[:1].isalpha() and t.lower not in UNITS
        ]
        lemma = noun.lemma.lower()
        if noun.tag == "NNPS" and lemma.endswith("s"):
            lemma = lemma[:-1]  # names keep their form in the parse
        return " ".join([*parts, lemma])

    def _compounds(self, token: Token) -> list[Token]:
        return [self.tokens[c] for c in self.children[token.i] if c < token.i and self.tokens[c].dep == "compound"]

    def _bare(self, amount: Amount, token: Token) -> _Counted:
        """A number without a noun: casualties of a verb, a figure that moves, else nothing."""
        status = self._fates.status(token)
        if status:
            return _Counted("person", token.i, status, "who the verb is done to")
        after = self.tokens[amount.last + 1] if amount.last + 1 < len(self.tokens) else None
        if (
            after is not None
            and (found := STATUS_OF.get((after.lemma, "adjective")) or STATUS_OF.get((after.lower, "adjective")))
            and after.tag in ("JJ", "VBN", "VBD", "NN")
        ):
            return _Counted("person", token.i, found, "who are so described")
        if (
            after is not None
            and after.tag in ("VBN", "VBD")
            and (found := STATUS_OF.get((after.lemma, "object")))
            and not self._fates.has_object(after)
        ):
            return _Counted("person", token.i, found, "headline or reduced passive")
        moved = self._moving(token)
        if moved is None and amount.rule == "order of size" and token.dep in ("nsubj", "nsubjpass"):
            return _Counted("person", token.i, "", "a bare plural as subject: persons")
        return moved or _UNKNOWN

    def _moving(self, token: Token) -> _Counted | None:
        """ "the death toll rose to 59", "the number of injured rose to 120", "the toll stands at six"."""
        verb = self.tokens[token.head]
        if token.dep == "pobj" and verb.dep == "prep" and verb.lower in ("to", "at", "from", "by"):
            if verb.lower in ("from", "by"):
                return None
            verb = self.tokens[verb.head]
            if verb.tag[:2] == "NN" and verb.dep in ("dobj", "nsubj", "attr"):  # "bringing the toll to 59"
                return self._toll(verb)
        if verb.tag[:2] != "VB":
            return None
        told = [
            self.tokens[c]
            for c in self.children[verb.i]
            if self.tokens[c].dep in ("nsubj", "nsubjpass", "dobj") and c != token.i
        ]
        if verb.lemma in _MOVES or verb.lemma in ("bring", "put", "raise", "take"):
            return next((found for t in told if (found := self._toll(t))), None)
        return None

    def _toll(self, noun: Token, depth: int = 0) -> _Counted | None:
        lemma = noun.lemma.lower()
        if lemma not in _TOLLS:
            return None
        compounds = {
            self.tokens[c].lemma.lower()
            for c in self.children[noun.i]
            if c < noun.i and self.tokens[c].dep in ("compound", "amod")
        }
        if "death" in compounds or (lemma == "toll" and not compounds & {"injury", "injured", "casualty"}):
            return _Counted("person", noun.i, "killed", "death toll")
        for word in compounds:
            if status := STATUS_OF.get((word, "noun")) or STATUS_OF.get((word, "adjective")):
                return _Counted("person", noun.i, status, f"{word} {lemma}")
        of = next(
            (
                c
                for c in self.children[noun.i]
                if self.tokens[c].lower in ("of", "on", "for") and self.tokens[c].dep == "prep"
            ),
            None,
        )
        inner = (
            next((self.tokens[c] for c in self.children[of] if self.tokens[c].dep == "pobj"), None)
            if of is not None
            else None
        )
        if inner is None:
            return None
        if inner.lemma.lower() in _TOLLS and depth < _CLAUSE_DEPTH:
            return self._toll(inner, depth + 1)
        status = STATUS_OF.get((inner.lemma.lower(), "noun")) or STATUS_OF.get((inner.lower, "adjective")) or ""
        if status:
            return _Counted("person", inner.i, status, f"{lemma} of {inner.lower}")
        return self._named(inner, inner)._replace(rule=f"{lemma} of {inner.lower}")

    # -- other units

    def _aged(self, amount: Amount) -> _Counted:
        """Whose age: the noun it describes, the subject of "is 4 years old", the name before "aged 14"."""
        end = self.tokens[amount.last]
        head = self.tokens[end.head]
        if end.dep == "amod" and head.tag[:2] == "NN":
            return self._person(head)
        if end.dep in ("acomp", "attr", "oprd") and head.tag[:2] == "VB":
            subject = self._subject(head)
            return self._person(subject) if subject is not None else _UNKNOWN
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
            return _Counted("", end.i, "", "the age stands for the person")
        return _UNKNOWN

    def _subject(self, verb: Token) -> Token | None:
        """The subject of a verb, or of the verb that an infinitive completes ("was reported to be four years old")."""
        for _ in range(_CLAUSE_DEPTH):
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

    def _person(self, token: Token) -> _Counted:
        if token.tag[:3] == "NNP" or token.tag == "PRP":
            name = (
                " ".join(t.text for t in [*self._compounds(token), token] if t.tag[:3] == "NNP")
                if token.tag != "PRP"
                else ""
            )
            return _Counted(name, token.i, "", "whose age")
        if token.tag[:2] == "NN":
            return _Counted(token.lemma.lower(), token.i, "", "whose age")
        return _Counted("", token.i, "", "whose age")

    def _bare_age(self, amount: Amount) -> _Counted | None:
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
                return self._person(name)
        if (
            head.lemma in ("be", "turn")
            and head.tag[:2] == "VB"
            and token.dep in ("attr", "dobj", "npadvmod", "acomp", "oprd")
            and head.i < token.i
        ):
            subject = self._subject(head)
            if subject is not None and (
                subject.lower in ("he", "she")
                or subject.ent == "PERSON"
                or subject.lemma in _PERSON_NOUNS
                or (head.lemma == "turn" and subject.tag[:2] == "NN")
            ):
                return self._person(subject)
        return None

    def _of_what(self, amount: Amount) -> _Counted:
        """The noun that an amount of money or a share is of: "a $3 million fine", "a bill of $284", "half of voters"."""
        end = self.tokens[max(amount.number, amount.last)]
        for token in (end, self.tokens[amount.number], self.tokens[amount.first]):
            of = next(
                (c for c in self.children[token.i] if self.tokens[c].lower == "of" and self.tokens[c].dep == "prep"),
                None,
            )
            inner = (
                next((self.tokens[c] for c in self.children[of] if self.tokens[c].dep == "pobj"), None)
                if of is not None
                else None
            )
            if inner is not None and inner.tag in ("NN", "NNS") and amount.unit == "percent":
                return self._named(inner, inner)._replace(rule="share of it")
        number = self.tokens[amount.number]
        head = self.tokens[number.head]
        while head.tag == "CD" and head.head != head.i:
            number, head = head, self.tokens[head.head]
        if self._is_time(head):
            return _UNKNOWN
        if (
            head.tag in ("NN", "NNS")
            and head.i > amount.last
            and number.dep in ("nummod", "compound", "nmod", "amod")
            and amount.unit != "percent"
        ):
            return _Counted(self._words(head), head.i, "", "the noun it modifies")
        if number.dep == "pobj" and head.lower == "of" and self.tokens[head.head].tag in ("NN", "NNS"):
            noun = self.tokens[head.head]
            return _Counted(self._words(noun), noun.i, "", "the noun that comes to so much")
        return _UNKNOWN

    def _measured(self, amount: Amount) -> _Counted:
        """The noun that a measure describes ("the 400-pound gorilla"), else the verb it measures ("fell 15 feet")."""
        unit = self.tokens[amount.last]
        head = self.tokens[unit.head]
        if unit.dep in ("compound", "amod", "nmod", "nummod") and head.tag in ("NN", "NNS") and head.i > amount.last:
            return _Counted(self._words(head), head.i, "", "the noun it measures")
        if unit.dep in ("npadvmod", "dobj", "advmod") and head.tag[:2] == "VB":
            return _Counted(head.lemma, head.i, "", "the verb it measures")
        return _Counted("", unit.i, "", "")
