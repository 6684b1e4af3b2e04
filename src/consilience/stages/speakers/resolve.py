"""One head word of a report -> who it stands for: an entity, several, or the description printed."""

from __future__ import annotations

from bisect import bisect_left

from ...knowledge.countries import find_state
from ...knowledge.outlets import outlet_of
from ...knowledge.people import noun_gender, noun_kinds
from ...model.parse import Token
from ...model.span import Span
from ...model.story import Report
from .people import People, Speakers

BACK = 3  # sentences looked back for the people a group or a text goes back to
OPENING = 3  # sentences of a report in which somebody is described who is named only later
NEAR = 60  # code points between a speech and the one that somebody only described adds to it
ADJACENT = 3  # code points between two speeches that follow each other at once

_PRONOUNS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "it": "it", "its": "it"}
_PRONOUNS |= dict.fromkeys(("they", "them", "their"), "they")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our", "you"})
_DOCUMENTS = frozenset(
    "statement report letter post tweet release notice document article memo email e-mail filing complaint message page website "
    "site account communique communiqué bulletin announcement note transcript text paper study survey blog caption advisory "
    "update posting interview".split()
)
_INQUIRIES = frozenset({"investigation", "inquiry", "probe", "review", "examination"})
_ISSUED = frozenset({"by", "from", "of", "on", "in", "for"})
_GROUPS = frozenset(
    "leader president minister side country government nation party man woman senator official governor mayor pair duo two".split()
)
_AFTER_NOUN = frozenset("for of in from at with on to near and".split())
_AFTER_HEAD = frozenset({"relcl", "acl", "appos", "advcl", "parataxis"})


class Resolver:
    """Resolves nouns and pronouns of one report; `said` is what was spoken so far, in order of text."""

    def __init__(self, report: Report, people: People) -> None:
        """Nothing is said yet."""
        self.report, self.people, self.parse = report, people, report.parse
        self.article, self.text = report.article.id, report.article.text
        self.starts = [t.start for t in report.parse.tokens]
        self.said: list[tuple[int, Speakers]] = []  # where somebody spoke, and who
        self.by_pronoun = False  # the last speaker was meant by a pronoun
        self.ended = -1  # where the last speech ended
        self.begun = 0  # where the speech now resolved begins

    def who(self, head: Token, span: Span, depth: int = 0) -> Speakers:
        """The speakers a noun or pronoun stands for: entity ids, or the description printed."""
        if head.lower in _RELATIVES and depth < 3:
            noun = self._antecedent(head)
            return self.who(noun, self.span_of(noun), depth + 1) if noun is not None else ()
        members = [head, *self._joined(head)]
        if len(members) > 1:
            named = [self.people.at(self.article, m) for m in members]
            if all(named) or (
                any(named) and all(n or m.tag in ("NN", "JJ") for m, n in zip(members, named, strict=True))
            ):
                return tuple(dict.fromkeys(n for n in named if n))
        if (
            head.tag == "PRP"
            and self.said
            and not (self.by_pronoun and self.people.at(self.article, head) is not None)
            and 0 <= self.begun - self.ended <= ADJACENT
            and self._fits(self.said[-1][1], _PRONOUNS.get(head.lower, ""))
        ):
            return self.said[-1][1]
        appositive = self._appositive(head, span) if head.tag in ("NN", "NNS") else None
        if appositive is not None:
            return (appositive,)
        if self._some_of_a_people(head, span):
            return (self._description(head, span),)
        known = self.people.at(self.article, head)
        many = head.tag == "NNS" or _PRONOUNS.get(head.lower) == "they"
        if known is not None and not (many and self.people.by_id[known].type == "person"):
            unnamed = self.people.by_id[known].name.split(" ", 1)[0].lower() in ("a", "an")
            return ((self._described(head, span, span.of(self.text)) if unnamed else None) or known,)
        if head.tag == "PRP" or (head.lower in ("both", "all", "two") and head.tag in ("DT", "CD")):
            return self._pronoun(head)
        group = self._group(head) if head.tag in ("NNS", "CD") else ()
        if group:
            return group
        last = self._named_last(span) if head.tag[:2] == "NN" else None
        if last is not None:
            return (last,)
        if head.lemma in _DOCUMENTS and depth < 3:
            issuer = self._issuer(head, depth) or self._body_heard(head)
            if issuer:
                return issuer
        author = self._author(head, depth) if head.tag in ("NN", "NNP") and depth < 2 else ()
        if author:
            return author
        described = self._description(head, span)
        same = self._described(head, span, described) if head.tag == "NN" else None
        return (same or described,)

    def _some_of_a_people(self, head: Token, span: Span) -> bool:
        """ "Right-wing Halvernians", "a Halvernian": people, and not their state; "the Halvernians" may be either."""
        state = find_state(head.text) if head.tag[:1] == "N" else None
        plural = state is not None and state.match == "people"
        single = state is not None and state.match == "demonym" and span.of(self.text)[:2].lower() == "a "
        return (plural and span.of(self.text)[:4].lower() != "the ") or single

    def _author(self, head: Token, depth: int) -> Speakers:
        """ "A biography by Jo Lund", "a notice from school officials", "police say an inquiry suggests": who speaks through it."""
        tokens, children = self.parse.tokens, self.parse.children
        if "person" in noun_kinds().get(head.lemma, ()):
            return ()
        for c in children[head.i]:
            if tokens[c].dep == "prep" and tokens[c].lower in ("by", "from") and c > head.i:
                inner = next((tokens[k] for k in children[c] if tokens[k].dep == "pobj"), None)
                if inner is not None and self._is_person(inner):
                    return self.who(inner, self.span_of(inner), depth + 1)
        verb = tokens[head.head]
        if head.lemma in _INQUIRIES and head.dep == "nsubj" and verb.dep == "ccomp":
            above = next((tokens[c] for c in children[verb.head] if tokens[c].dep == "nsubj"), None)
            if above is not None:
                return self.who(above, self.span_of(above), depth + 1)
        return ()

    def _is_person(self, noun: Token) -> bool:
        """A person's name, a known person, or a noun for people."""
        known = self.people.at(self.article, noun)
        named = noun.ent == "PERSON" or (known is not None and self.people.by_id[known].type == "person")
        return named or "person" in noun_kinds().get(noun.lemma, ())

    def one_of(self, head: Token) -> Speakers:
        """ "They held up placards. One read ...": one of the things last named in the plural."""
        first = self.parse.sentences[max(0, head.sentence - 1)].first
        several = next((t for t in reversed(self.parse.tokens[first : head.i]) if t.tag == "NNS"), None)
        if several is None:
            return (head.lower,)
        article = "an" if several.lemma[:1] in "aeiou" else "a"
        return (f"{article} {several.lemma}",)

    def same_again(self, told: Speakers) -> Speakers:
        """ "...", Lund said. "...", added the nurse: somebody described who goes on right behind a speech is its speaker."""
        if len(told) != 1 or told[0] in self.people.by_id or told[0][:4].lower() != "the " or not self.said:
            return told
        last = self.said[-1][1]
        known = self.people.by_id.get(last[0]) if len(last) == 1 else None
        near = 0 <= self.begun - self.ended <= NEAR
        if known is None or known.type != "person" or not near or not _description_fits(told[0], known.gender or "he"):
            return told
        return last

    def _described(self, head: Token, span: Span, words: str) -> str | None:
        """ "The four-times champion", "a police union boss": the person or body whose role that is."""
        article = words.split(" ", 1)[0].lower()
        opening = article in ("a", "an", "the") and head.sentence <= OPENING
        if article != "the" and not opening:
            return None
        return self.people.described(self.article, words.partition(" ")[2], span.start, opening=opening)

    def _appositive(self, head: Token, span: Span, depth: int = 0) -> str | None:
        """ "The spokesman, Jo Lund", "a witness, the nurse Jo Lund": a person or body named beside the noun."""
        for c in self.parse.children[head.i]:
            t = self.parse.tokens[c]
            if t.dep != "appos" or t.start >= span.end:
                continue
            named = self.people.at(self.article, t) if t.tag.startswith("NNP") else None
            if named is not None and self.people.by_id[named].type in ("person", "organisation"):
                return named
            if named is None and not depth and t.tag == "NN":
                inner = self._appositive(t, span, 1)
                if inner is not None:
                    return inner
        return None

    def _named_last(self, span: Span) -> str | None:
        """ "A spokesman for the mayor, Jo Lund": a person named at the end of the span after a comma."""
        tokens = self.parse.tokens
        last = bisect_left(self.starts, span.end) - 1
        first = last
        while first > 0 and tokens[first].ent == "PERSON" and not tokens[first].ent_first:
            first -= 1
        if tokens[last].ent != "PERSON" or not first or tokens[first - 1].text != ",":
            return None
        return self.people.at(self.article, tokens[last])

    def _joined(self, head: Token) -> list[Token]:
        found = [self.parse.tokens[c] for c in self.parse.children[head.i] if self.parse.tokens[c].dep == "conj"]
        return found + [m for f in found for m in self._joined(f)]

    def _antecedent(self, relative: Token) -> Token | None:
        """The noun of the relative clause that the pronoun stands in."""
        at, tokens = relative, self.parse.tokens
        for _ in range(4):
            at = tokens[at.head]
            if at.dep == "relcl":
                return tokens[at.head]
        return None

    def _pronoun(self, head: Token) -> Speakers:
        kind = _PRONOUNS.get(head.lower, "they" if head.lower in ("both", "all", "two") else "")
        if head.lower in FIRST_PERSON:
            return (head.lower,)
        if kind == "they":
            group = self._listed(head.sentence, head.i) or self._several(head)
            if group:
                return group
        heard = next((s for s in reversed(self.said) if s[0] < head.start and self._fits(s[1], kind)), None)
        acting = self._acting(head, kind) if kind in ("he", "she") else None
        if heard is not None and (acting is None or self._sentence_of(heard[0]) >= head.sentence - BACK):
            return heard[1]
        return (acting,) if acting is not None else (head.lower,)

    def _several(self, head: Token) -> Speakers:
        """ "While officials are investigating, they believe ...": the plural subject before the pronoun in its sentence."""
        first = self.parse.sentences[head.sentence].first
        for t in reversed(self.parse.tokens[first : head.i]):
            if t.tag in ("NNS", "NNPS") and t.dep == "nsubj" and self.parse.tokens[t.head].dep == "advcl":
                return self.who(t, self.span_of(t), 1)
        return ()

    def _sentence_of(self, at: int) -> int:
        """The sentence that holds a character."""
        return self.parse.tokens[max(0, bisect_left(self.starts, at + 1) - 1)].sentence

    def _acting(self, head: Token, kind: str) -> str | None:
        """The person named last before the pronoun as a subject, in its sentence or the two before."""
        first = self.parse.sentences[max(0, head.sentence - 2)].first
        for t in reversed(self.parse.tokens[first : head.i]):
            if t.ent == "PERSON" and t.dep in ("nsubj", "nsubjpass", "appos"):
                known = self.people.at(self.article, t)
                if known is not None and self._fits((known,), kind):
                    return known
        return None

    def acting_before(self, at: int, since: int) -> str | None:
        """The person who is the subject of the sentence that ends right before `at`, where it begins after `since`."""
        k = bisect_left(self.starts, at) - 1
        if k < 0:
            return None
        row = self.parse.sentences[self.parse.tokens[k].sentence]
        if row.start < since or row.end > at:
            return None
        for c in self.parse.children[row.root]:
            t = self.parse.tokens[c]
            known = self.people.at(self.article, t) if t.dep in ("nsubj", "nsubjpass") else None
            if known is not None and self.people.by_id[known].type == "person":
                return known
        return None

    def _fits(self, told: Speakers, kind: str) -> bool:
        """May a pronoun of this kind stand for speakers heard before?"""
        known = self.people.by_id.get(told[0])
        if known is None:
            return _description_fits(told[0], kind)
        if kind == "they":
            return len(told) > 1 or known.type != "person"
        if kind == "it":
            return len(told) == 1 and known.type != "person"
        return len(told) == 1 and known.type == "person" and known.gender in (None, kind)

    def _group(self, head: Token) -> Speakers:
        """ "The senators", "both leaders", "their presidents": the people listed before, else the two the story is about."""
        listed = self._listed(head.sentence, head.i, head.lemma)
        if listed:
            return listed
        definite = any(
            self.parse.tokens[c].lower in ("the", "both", "two", "their", "these") for c in self.parse.children[head.i]
        )
        modified = any(
            self.parse.tokens[c].dep in ("compound", "amod", "prep") and self.parse.tokens[c].lower != "two"
            for c in self.parse.children[head.i]
        )
        if head.lemma not in _GROUPS or not definite:
            return ()
        if head.lemma in ("leader", "president", "minister", "man") and len(self.people.leaders) == 2:
            return self.people.leaders
        if (
            head.lemma in ("country", "nation", "government", "side")
            and len(self.people.countries) == 2
            and not modified
        ):
            return self.people.countries
        return ()

    def _listed(self, sentence: int, before: int, lemma: str | None = None) -> Speakers:
        """Two or more people named in a row shortly before (with the same group word, where one is asked for)."""
        tokens = self.parse.tokens
        for number in range(sentence, max(-1, sentence - BACK), -1):
            row = self.parse.sentences[number]
            words = [t for t in tokens[row.first : row.last + 1] if t.i < before]
            if lemma is not None and not any(t.lemma == lemma and t.tag == "NNS" for t in words):
                continue
            for t in words:
                if t.ent == "PERSON" and (t.dep != "conj" or tokens[t.head].ent != "PERSON"):
                    row_of = [t, *self._joined(t)]
                    ids = tuple(
                        dict.fromkeys(
                            i
                            for m in row_of
                            if (i := self.people.at(self.article, m)) is not None
                            and self.people.by_id[i].type == "person"
                        )
                    )
                    if len(ids) > 1:
                        return ids
        return ()

    def _issuer(self, head: Token, depth: int) -> Speakers:
        """Whose text it is: possessor, `by` or `from` phrase, a compound, the subject that issued it, or an earlier mention of it."""
        tokens, children = self.parse.tokens, self.parse.children
        for c in children[head.i]:
            t = tokens[c]
            known = self.people.at(self.article, t) if t.dep in ("compound", "nmod", "amod") else None
            if t.dep == "poss" or (known is not None and self.people.by_id[known].type in ("person", "organisation")):
                return self.who(t, self.span_of(t), depth + 1)
            if (
                t.dep == "compound"
                and known is None
                and {"organisation", "group"} & noun_kinds().get(t.lower, frozenset())
            ):
                body = self._body(t)
                if body is not None:
                    return (body,)
            if t.dep == "prep" and t.lower in _ISSUED:
                inner = next((tokens[k] for k in children[c] if tokens[k].dep == "pobj"), None)
                if inner is not None and (self.people.at(self.article, inner) or inner.lemma in _DOCUMENTS):
                    told = self.who(inner, self.span_of(inner), depth + 1)
                    if told and told[0] in self.people.by_id:
                        return told
        verb = tokens[head.head]
        if head.dep == "pobj" and verb.lower == "in":  # "said in a statement"
            verb = tokens[verb.head]
        if head.dep == "dobj" or (head.dep == "pobj" and verb.tag[:2] == "VB"):
            subject = next((tokens[c] for c in children[verb.i] if tokens[c].dep == "nsubj"), None)
            if subject is not None:
                return self.who(subject, self.span_of(subject), depth + 1)
        first = self.parse.sentences[max(0, head.sentence - BACK)].first
        for t in reversed(tokens[first : head.left]):
            if t.lemma == head.lemma and t.dep in ("dobj", "pobj"):
                told = self._issuer(t, depth + 1) if depth < 2 else ()
                if told:
                    return told
        return ()

    def _body_heard(self, head: Token) -> Speakers:
        """ "The statement said", of a statement not met before: that of the last body that spoke, outlets that pass on aside."""
        definite = any(self.parse.tokens[c].lower == "the" for c in self.parse.children[head.i])
        alone = self.parse.tokens[head.i - 1].lower == "the" and head.right == head.i
        if head.lemma not in ("statement", "letter", "release") or not definite or not alone:
            return ()
        for _, told in reversed([s for s in self.said if s[0] < head.start]):
            known = self.people.by_id.get(told[0])
            if known is not None and known.type == "organisation" and outlet_of(known.name) is None:
                return told
        return ()

    def _body(self, noun: Token) -> str | None:
        """The organisation heard last before a "company statement", or the one whose name has the word ("police report")."""
        for _, told in reversed([s for s in self.said if s[0] < noun.start]):
            known = self.people.by_id.get(told[0])
            if (
                known is not None
                and known.type == "organisation"
                and (noun.lower in ("company", "group", "firm") or noun.lower in known.name.lower())
            ):
                return known.id
        return None

    def _description(self, head: Token, span: Span) -> str:
        """The words printed for someone unnamed, without relative clauses and additions."""
        stop = span.end
        for c in self.parse.children[head.i]:
            t = self.parse.tokens[c]
            if c > head.i and (t.dep in _AFTER_HEAD or t.text in (",", "(", "—", "–")) and t.start > head.start:
                stop = min(stop, self.parse.tokens[t.left].start)
        inside = [
            t
            for t in self.parse.tokens[head.i : bisect_left(self.starts, stop)]
            if t.dep == "relcl" and self.parse.tokens[t.left].i > head.i
        ]
        stop = min([stop, *(self.parse.tokens[t.left].start for t in inside)])
        words = self.text[span.start : stop].rstrip(" ,;:—–(\n")
        earlier = self._same_description(head, words) if words[:4].lower() == "the " else None
        if earlier is not None:
            return earlier
        if words[:4].lower() == "the " and words[4:5].isupper() and " " in words[4:]:
            return words[4:]  # "the U.S. intelligence community" is a name with its article
        first = self.token_at(span.start)
        if first is not None and not first.tag.startswith("NNP") and (len(first.text) == 1 or not first.text.isupper()):
            words = words[:1].lower() + words[1:]
        return words or span.of(self.text)

    def _same_description(self, head: Token, words: str) -> str | None:
        """How the unnamed person was described first: "the police spokesman" after "a local police spokesman"."""
        mine = set(words.lower().split()) - {"the"}
        for _, told in self.said:
            if (
                told[0] not in self.people.by_id
                and mine <= set(told[0].lower().split())
                and told[0].lower().startswith(("a ", "an "))
            ):
                return told[0]
        return None

    def head_of(self, span: Span) -> Token | None:
        """The token of the span that depends on something outside it."""
        tokens = self.parse.tokens
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end) - 1
        for t in tokens[first : last + 1]:
            if t.text[:1].isalnum() and (t.head == t.i or not first <= t.head <= last):
                return t
        return None

    def token_at(self, at: int) -> Token | None:
        """The token at a character."""
        k = bisect_left(self.starts, at + 1) - 1
        return self.parse.tokens[k] if k >= 0 and self.parse.tokens[k].end > at else None

    def span_of(self, head: Token) -> Span:
        """The characters of a subtree."""
        tokens = self.parse.tokens
        return Span(article=self.article, start=tokens[head.left].start, end=tokens[head.right].end)


def _description_fits(description: str, kind: str) -> bool:
    """May a pronoun of this kind stand for someone only described ("a spokesman for the court"), or for a name nobody knows?"""
    words = description.split()
    stop = next((k for k, w in enumerate(words) if k and w.lower() in _AFTER_NOUN), len(words))
    last = words[stop - 1].lower() if words else ""
    singular = last if last in noun_kinds() else last.removesuffix("s")
    named = len(words) > 1 and all(w[:1].isupper() for w in words) and not words[0].isupper()
    human = named or singular == "source" or "person" in noun_kinds().get(singular, ())
    many = (singular != last and not named) or "and" in words
    if kind == "they":
        return many or not human
    if kind == "it":
        return not human
    return human and not many and noun_gender().get(singular, kind) == kind
