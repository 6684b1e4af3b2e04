"""Numbers of an article and what they count: value, bound, unit, the thing counted and what became of it.

Amounts come from the token rows (text/amounts); what is counted is read off the parse: the noun that the number modifies,
the noun behind "of", the casualties of a verb ("killed four", "120 were wounded"), the subject of a figure that moves ("the
death toll rose to 59"). Where the parse does not tell, `counted` stays empty: a wrong one would make a false disagreement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from ..knowledge.people import noun_kinds
from ..knowledge.units import STATUS_OF, UNITS
from ..model.annotation import Quantity, Timex
from ..model.article import Article
from ..model.parse import Parse, Token
from ..model.span import Span
from ..text.ages import PEOPLE, PERSON_NOUNS, UNKNOWN, Ages, Counted
from ..text.amounts import amounts
from ..text.directions import NOWHERE, bearing
from ..text.fates import Fates
from ..text.measures import Amount, Units
from ..text.numbers import SCALES, VAGUE

KNOWN_UNITS = Units.made({name: (unit.name, unit.dimension) for name, unit in UNITS.items()})
MONEY = frozenset(unit.name for unit in UNITS.values() if unit.dimension == "money")
LENGTHS = frozenset(unit.name for unit in UNITS.values() if unit.dimension in ("length", "blocks"))
BEHIND = "the noun behind of"
TOLL = "toll"  # in the rules of a figure that moves
_AS_OF = re.compile(r"\b[Aa]s of (?:about |around |early |late |the )*$")
_MOVES = frozenset(
    "rise climb increase grow reach stand jump fall drop go exceed top hit surpass pass soar total number swell be".split()
)
_TOLLS = frozenset("toll number count tally total figure estimate".split())
_NOT_COUNTED = frozenset(
    "time percent cent half third quarter kind sort".split()
)  # "four times", "two kinds of": no set of things
_OF_PERSONS = frozenset(("freed", "abducted", "jailed"))  # things are released and seized too
_AGENTS = ("er", "or", "ist", "eer", "ee", "man", "woman", "men", "women")
CODE = 5  # digits without a comma from which on a bare number is a code
_SHAPES = frozenset(
    "way fold term time star tier point part hour minute day week month year mile gauge".split()
)  # "four-way"
_OWNERS = frozenset("sheriff state city county government mayor governor".split())  # "one sheriff's deputy" is a deputy
_SEVERELY = frozenset("critically seriously gravely severely".split())
_INJURIES = frozenset("injury injuries wound wounds".split())
_GATHERINGS = frozenset("crowd audience population gathering turnout".split())  # of persons
_GROUPS = _GATHERINGS | frozenset(
    "staff team group crew workforce fleet force squad panel army class delegation".split()
)
_IDENTIFYING = frozenset(("compound", "nmod"))
_CLAUSE_DEPTH = 5


def quantities(article: Article, parse: Parse, times: tuple[Timex, ...]) -> tuple[Quantity, ...]:
    """The quantities of `article`, in order of text; numbers inside time expressions are not read."""
    told = sorted(times, key=lambda t: t.span)
    taken = [(t.span.start, t.span.end) for t in told]
    reader = _Reader(parse, taken)
    read = (reader.read(a) for a in amounts(parse.tokens, taken, KNOWN_UNITS))
    made = [_record(article, parse, *found) for found in read if found is not None]
    return tuple(_of_days(article.text, parse, told, made))


def _of_days(text: str, parse: Parse, times: Sequence[Timex], made: list[Quantity]) -> Iterator[Quantity]:
    """Counts of persons with the day they are of: "as of Sunday", "the death toll rose to 59 on Friday"."""
    days: list[Timex] | None = None
    for q in made:
        if q.status and q.unit == "count" and days is None:
            days = [t for t in times if t.type in ("DATE", "TIME") and t.value and t.value[:4].isdigit()]
        if not q.status or q.unit != "count" or not days:
            yield q
            continue
        sentence = parse.sentences[parse.tokens[q.head].sentence]
        moved = q.rule.endswith(TOLL) or f" {TOLL}" in q.rule
        near = [t for t in days if sentence.start <= t.span.start < sentence.end]
        own = next(
            (t for t in near if _AS_OF.search(text, sentence.start, t.span.start) or (moved and t is near[-1])), None
        )
        yield q if own is None else msgspec.structs.replace(q, as_of=own.value)


def _record(article: Article, parse: Parse, amount: Amount, counted: Counted) -> Quantity:
    tokens = parse.tokens
    way = bearing(tokens, parse.children, amount.last) if amount.unit in LENGTHS else NOWHERE
    start, end = amount.at or (tokens[amount.first].start, tokens[amount.last].end)
    span = Span(article=article.id, start=start, end=end)
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
        direction=way.direction,
        reference=None
        if way.last < 0
        else Span(article=article.id, start=tokens[way.first].start, end=tokens[way.last].end),
    )


class _Reader:
    """The parse of one article, asked what a number counts."""

    def __init__(self, parse: Parse, times: Sequence[tuple[int, int]]) -> None:
        self.tokens, self.children = parse.tokens, parse.children
        self._times, self._starts = times, [start for start, _ in times]
        self._fates = Fates(parse, STATUS_OF)
        self._ages = Ages(parse)

    def read(self, amount: Amount) -> tuple[Amount, Counted] | None:
        """`amount` with what it counts; None where the number is no quantity at all (a pronoun "one", a lap by its number)."""
        if amount.unit == "age":
            return amount, self._ages.whose(amount)
        if amount.unit in ("score", "percent") or amount.unit in MONEY:
            return amount, self._of_what(amount)
        if amount.unit != "count":
            return amount, self._measured(amount)
        whose = self._ages.bare(amount)
        if whose is not None:
            return amount._replace(unit="age"), whose
        token = self.tokens[amount.number]
        if not self._is_count(amount, token):
            return None
        found = self._thing(amount, token)
        if found.status in _OF_PERSONS and not self._may_be_persons(found):
            found = found._replace(status="")  # "released emails"
        if not found.words and len(token.text) >= CODE and token.text.isdigit():
            return None  # "text it to 274637"
        behind_of = amount.last + 1 < len(self.tokens) and self.tokens[amount.last + 1].lower == "of"
        if amount.value == 1 and (found.rule == BEHIND or behind_of) and not found.status:
            return None  # "one of the best" counts nothing
        return amount, found

    def _is_time(self, token: Token) -> bool:
        at = bisect_right(self._starts, token.start) - 1
        return at >= 0 and token.start < self._times[at][1]

    def _may_be_persons(self, found: Counted) -> bool:
        lemma = self.tokens[found.head].lemma.lower()
        return (
            found.words in ("", "person")
            or lemma in PERSON_NOUNS
            or lemma.endswith(_AGENTS)
            or ("person" in noun_kinds().get(lemma, ()))
        )

    # -- counts

    def _is_count(self, amount: Amount, token: Token) -> bool:
        first = self.tokens[amount.first]
        if amount.value == 1 and first.lower == "one":
            before = self.tokens[amount.first - 1].lower if amount.first else ""
            noun = self._noun_of(token)
            if noun is None and before in (",", "-", "—", "–", "including", "and") and self._fate_of_one(token):
                return True
            if (
                noun is None
                and first.text == "One"
                and token.dep in ("nsubj", "nsubjpass")
                and self._fates.status(token)
            ):
                return True  # "One died at the scene"
            return (
                noun is not None
                and before not in ("no", "the", "this", "that", "any", "every", "each")
                and noun.lemma not in ("point", "way", "hand", "thing", "side", "day", "night")
            )
        return not (
            token.dep == "nummod"
            and self.tokens[token.head].i < token.i
            and self.tokens[token.head].tag in ("NN", "NNP")
        )

    def _behind(self, token: Token) -> list[str]:
        return [t.lower for t in self.tokens[token.i + 1 : token.i + 3]]

    def _fate_of_one(self, token: Token) -> str:
        """ "four were shot, one fatally", "seven were hurt, one of them critically", "one with serious injuries"."""
        after = [t.lower for t in self.tokens[token.i + 1 : token.i + 6] if t.sentence == token.sentence]
        if after[:2] == ["of", "them"]:
            after = after[2:]
        if after[:1] == ["fatally"]:
            return "killed"
        hurt = after[:1] and after[0] in _SEVERELY and "," not in after[:1]
        return "injured" if hurt or (after[:1] == ["with"] and _INJURIES & set(after)) else ""

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
        if head.tag == "CD" and head.i < token.i and token.dep in ("conj", "quantmod", "nummod", "prep", "appos"):
            noun = self._noun_of(
                head
            )  # "between 23 and 28 people", "two dozen rallies": one number with the first part
            return noun if noun is not None and noun.i > token.i else None
        of = next(
            (
                self.tokens[c]
                for c in self.children[token.i]
                if self.tokens[c].dep == "prep" and self.tokens[c].lower == "of"
            ),
            None,
        )
        if of is not None and (token.tag == "CD" or token.lower in VAGUE or token.lower in SCALES):
            return next(
                (
                    self._through(self._behind_hyphen(self.tokens[c]))
                    for c in self.children[of.i]
                    if self.tokens[c].dep == "pobj" and self.tokens[c].tag[:2] in ("NN", "CD")
                ),
                None,
            )
        return None

    def _behind_hyphen(self, noun: Token) -> Token:
        """ "ex-felons" read as three words: the last of them."""
        k = noun.i
        glued = k + 2 < len(self.tokens) and self.tokens[k + 1].text == "-" and noun.end == self.tokens[k + 1].start
        return self.tokens[k + 2] if glued and self.tokens[k + 2].tag[:2] == "NN" else noun

    def _through(self, noun: Token) -> Token:
        """A number that is itself the head ("20 of 71 laps") gives its noun; a set gives its members ("a set of 13 documents")."""
        if noun.tag == "CD":
            return self._noun_of(noun) or noun
        return noun

    def _thing(self, amount: Amount, token: Token) -> Counted:
        noun = self._noun_of(token)
        if noun is not None and self._is_time(noun):
            return self._bare(amount, noun)  # "rose to at least six Friday"
        if noun is not None and noun.tag != "CD":
            if self.tokens[amount.last + 1].lower == "-":
                return self._compounded(amount)
            owner = self._owner(amount, self._common_head(noun))
            return self._named(owner, token)
        return self._bare(amount, token)

    def _compounded(self, amount: Amount) -> Counted:
        """ "a seven-member court", "an 80-page report": the word glued to the number, not the noun it describes."""
        glued = self.tokens[amount.last + 2]
        if glued.tag not in ("NN", "NNS") or glued.lemma in _SHAPES:
            return Counted("", glued.i, "", "part of a compound")
        return Counted(glued.lemma.lower(), glued.i, "", "in a compound")

    def _owner(self, amount: Amount, noun: Token) -> Token:
        """ "400,000 people's information": several cannot count one thing, but those it belongs to."""
        head = self.tokens[noun.head]
        if (
            noun.dep == "poss"
            and noun.tag == "NN"
            and head.tag[:2] == "NN"
            and (amount.value > 1) == (head.tag == "NNS")
            and (amount.value > 1 or noun.lemma in _OWNERS)
        ):
            return head  # "two sheriff's deputies"
        if amount.value > 1 and noun.tag == "NN":
            between = self.tokens[amount.last + 1 : noun.i]
            return next((t for t in between if t.tag in ("NNS", "NNPS") and t.dep == "poss"), noun)
        return noun

    def _common_head(self, noun: Token) -> Token:
        """ "two New York City subway trains" parsed under a name: the common noun above it."""
        head = self.tokens[noun.head]
        return head if noun.dep in ("compound", "nmod") and head.tag in ("NN", "NNS") else noun

    def _named(self, noun: Token, number: Token) -> Counted:
        lemma = noun.lemma.lower()
        casualty = STATUS_OF.get((lemma, "noun"))
        owned = lemma in ("body", "corpse") and any(self.tokens[c].dep == "poss" for c in self.children[noun.i])
        if casualty and noun.tag[:2] == "NN" and not owned:  # not "one of their bodies"
            return Counted("person", noun.i, casualty, f"{lemma}: counts persons")
        if lemma in _NOT_COUNTED:
            return Counted("", noun.i, "", "not a set of things")
        part = noun.dep == "pobj" and noun.head != noun.i and number.i < noun.head < noun.i and number.i != noun.i
        status = (self._fates.slot_status(number, 0) if part else "") or self._fates.status(noun, climb=not part)
        if lemma == "life" and self._verb_over(noun) in ("claim", "take", "cost", "lose"):
            return Counted("person", noun.i, "killed", "lives taken")
        words = (
            ("person" if lemma not in ("other", "others") or status else "") if lemma in PEOPLE else self._words(noun)
        )
        if words and self._is_more(noun, number):
            words = f"additional {words}"
        return Counted(words, noun.i, status, BEHIND if part else "the noun it modifies")

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

    def _bare(self, amount: Amount, token: Token) -> Counted:
        """A number without a noun: casualties of a verb, a figure that moves, else nothing."""
        status = self._fates.status(token)
        if (amount.value == 1 or "them" in self._behind(token)) and (fate := self._fate_of_one(token)):
            return Counted("person", token.i, fate, "one of those told before")
        if status:
            return Counted("person", token.i, status, "who the verb is done to")
        after = self.tokens[amount.last + 1] if amount.last + 1 < len(self.tokens) else None
        if (
            after is not None
            and (found := STATUS_OF.get((after.lemma, "adjective")) or STATUS_OF.get((after.lower, "adjective")))
            and after.tag in ("JJ", "VBN", "VBD", "NN")
        ):
            return Counted("person", token.i, found, "who are so described")
        if (
            after is not None
            and after.tag in ("VBN", "VBD")
            and (found := STATUS_OF.get((after.lemma, "object")))
            and not self._fates.has_object(after)
        ):
            return Counted("person", token.i, found, "headline or reduced passive")
        if token.dep == "pobj" and self.tokens[token.head].lower == "of":
            group = self.tokens[self.tokens[token.head].head]
            if group.lemma in _GROUPS:
                counted = "person" if group.lemma in _GATHERINGS else group.lemma
                return Counted(counted, group.i, "", "how many a group has")
        moved = self._moving(token)
        if moved is None and amount.rule == "order of size" and token.dep in ("nsubj", "nsubjpass"):
            return Counted("person", token.i, "", "a bare plural as subject: persons")
        return moved or UNKNOWN

    def _moving(self, token: Token) -> Counted | None:
        """ "the death toll rose to 59", "the number of injured rose to 120", "the toll stands at six"."""
        verb = self.tokens[token.head]
        if token.dep == "pobj" and verb.dep == "prep" and verb.lower in ("to", "at", "from", "by"):
            if verb.lower in ("from", "by"):
                return None
            verb = self.tokens[verb.head]
            if verb.tag == "CD" and self.tokens[verb.head].lower == "from":  # "risen from 12 to 15"
                verb = self.tokens[self.tokens[verb.head].head]
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

    def _toll(self, noun: Token, depth: int = 0) -> Counted | None:
        lemma = noun.lemma.lower()
        if lemma not in _TOLLS:
            return None
        compounds = {
            self.tokens[c].lemma.lower()
            for c in self.children[noun.i]
            if c < noun.i and self.tokens[c].dep in ("compound", "amod")
        }
        if "death" in compounds or (lemma == "toll" and not compounds & {"injury", "injured", "casualty"}):
            return Counted("person", noun.i, "killed", "death toll")
        for word in compounds:
            if status := STATUS_OF.get((word, "noun")) or STATUS_OF.get((word, "adjective")):
                return Counted("person", noun.i, status, f"{word} {lemma}")
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
            return Counted("person", inner.i, status, f"{lemma} of {inner.lower}")
        return self._named(inner, inner)._replace(rule=f"{lemma} of {inner.lower}")

    # -- other units

    def _of_what(self, amount: Amount) -> Counted:
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
            return UNKNOWN
        if (
            head.tag in ("NN", "NNS")
            and head.i > amount.last
            and number.dep in ("nummod", "compound", "nmod", "amod")
            and amount.unit != "percent"
        ):
            return Counted(self._words(head), head.i, "", "the noun it modifies")
        if number.dep == "pobj" and head.lower == "of" and self.tokens[head.head].tag in ("NN", "NNS"):
            noun = self.tokens[head.head]
            return Counted(self._words(noun), noun.i, "", "the noun that comes to so much")
        return UNKNOWN

    def _measured(self, amount: Amount) -> Counted:
        """The noun that a measure describes ("the 400-pound gorilla"), else the verb it measures ("fell 15 feet")."""
        unit = self.tokens[amount.last]
        head = self.tokens[unit.head]
        if unit.dep in ("compound", "amod", "nmod", "nummod") and head.tag in ("NN", "NNS") and head.i > amount.last:
            return Counted(self._words(head), head.i, "", "the noun it measures")
        if unit.dep in ("npadvmod", "dobj", "advmod") and head.tag[:2] == "VB" and head.lemma not in ("be", "have"):
            return Counted(head.lemma, head.i, "", "the verb it measures")
        return Counted("", unit.i, "", "")
