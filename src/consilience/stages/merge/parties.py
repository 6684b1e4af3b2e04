"""The parties of an event mention: the words of an argument -> the entity they name and the state it acts for.

A party is an entity's id, a state's code where no entity of the story is that state, or the words themselves. Someone
who holds an office of state, a body of a state ("Afghan police") and a capital that acts stand for the state: the
state is named beside them, so that "Pezeshkian" and "Iran" meet in one event.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...knowledge.actors import code_of
from ...knowledge.countries import LONGEST_STATE, find_state, state_of
from ...knowledge.frames import word_classes
from ...knowledge.leaders import leads
from ...model.annotation import Argument, Entity
from ...model.parse import Token
from ...model.story import Report
from ...text.names import is_named
from .owners import owners

FEWEST = 3  # mentions of an armed group before unnamed fighters are taken for its own
LEADING = 3  # times as often as the next body of its kind must the one be told that unnamed staff are taken for
FAR_LEADING = 10  # times as often as the next armed group must the one be told that unnamed fighters are taken for

_OFFICES = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|(?:[a-z]+ )?minister|king|queen|emir|sultan|supreme leader|ambassador|head of state"
    r"|(?:foreign|home|defen[cs]e|treasury|interior|commerce) secretary|secretary of state|attorney general"
    r"|ruler|military spokesman|army chief|chief of staff|(?:foreign|defen[cs]e) ministry)\b",
    re.IGNORECASE,
)
_FLIGHT = re.compile(r"(.+?),? [Ff]light [A-Z]{0,3} ?\d+")
_NO_OFFICE = re.compile(
    r"\b(?:former|ex-|vice|company|club|bank|university|union|association|group|college|firm|federation|institute|council)",
    re.IGNORECASE,
)
_HEAD_OF_STATE = re.compile(r"(?:the )?(?:president|prime minister|premier)", re.IGNORECASE)
_PRONOUNS = frozenset(
    "he she it they him her them his its their we us i you me who which that this these those one".split()
)
_BODIES = frozenset({"army", "forces", "government", "police", "military"})
_EMPTY = frozenset(
    "people thing time way part number series leader country nation side state official authority two".split()
)


# Nouns for people of a body -> the word that the name of such a body holds; staff who are told by their body's kind before them.
_MEMBERS = {
    member: body
    for body, members in {
        "fire": "firefighter fireman",
        "police": "cop officer policeman detective",
        "university": "researcher scientist astronomer astrophysicist physicist biologist chemist geologist professor academic",
        "committee": "panel",
        "legislature": "lawmaker legislator",
        "senate": "senator",
    }.items()
    for member in members.split()
}
_STAFF = frozenset(
    "official spokesman spokeswoman spokesperson chief boss keeper staff worker team executive representative director leader member"
    " organizer organiser manager head department force".split()
)
_BODY_NOUNS = frozenset(
    "zoo police fire university college school hospital museum airline bank club union church court board council committee commission"
    " agency department foundation institute observatory parliament senate legislature ministry embassy consulate company airport".split()
)


_GOVERNMENTS = frozenset({"government", "administration"})
_CENTRAL = frozenset("federal national central current new own 's ’s".split())


class Party(NamedTuple):
    """`key` identifies it in the story; `stands_for` is the key of the state it acts for, or "". `named` where an entity is known.

    `taken` holds the printed words where they name nobody and were taken for the one body of the story that they fit.
    `own`: a person who acts for the state where the story takes place; there two of them are two parties.
    """

    key: str
    stands_for: str
    named: bool
    taken: str = ""
    own: bool = False

    @property
    def voice(self) -> str:
        """Whom its deeds are counted for: the state that it acts for, a person of the story's own state for itself."""
        return self.key if self.own else self.stands_for or self.key

    @property
    def head(self) -> str:
        """The last word of a party that is told by a common noun."""
        return self.key.rsplit(" ", 1)[-1]


class Parties:
    """Look-ups of one story."""

    def __init__(self, reports: Sequence[Report], entities: Sequence[Entity]) -> None:
        """Index the mentions of named entities by article and their states by code."""
        entities = [e for e in entities if is_named(e)]
        self._by_id = {e.id: e for e in entities}
        self._state_entity = {e.iso3: e.id for e in reversed(entities) if e.iso3}
        self._tokens = {r.id: r.parse.tokens for r in reports}
        self.longest = max((len(r.parse.sentences) for r in reports), default=1)
        self._spans: dict[str, list[tuple[int, int, str]]] = {}
        for entity in entities:
            for mention in entity.mentions:
                self._spans.setdefault(mention.span.article, []).append(
                    (mention.span.start, mention.span.end, entity.id)
                )
        for rows in self._spans.values():
            rows.sort()
        self._starts = {a: [s for s, _, _ in rows] for a, rows in self._spans.items()}
        self._holder: dict[str, str] = {}
        self.home = ""
        self._found: dict[tuple[str, int, int, int], tuple[Party, ...]] = {}  # by the place of an argument
        self._states_named: dict[str, str] = {}  # by the words of an argument
        self._unplaced: list[str] = []  # heads of state whose state is nowhere told
        self._kinds = word_classes()
        self._learn_offices(reports, entities)
        self._place_state = {
            e.id: self._state_key(code) for e in entities if e.type == "place" and (code := _country(e))
        }
        arms = self._arms_of_state(entities)
        self.home = self._home(entities, arms)
        self._holder.update((person, self.home) for person in self._unplaced if self.home)
        self.insurgents = self._insurgents(entities)
        self._bodies = _bodies(entities)
        self._firm = _leading(entities)
        self._plain = frozenset(e.id for e in entities if e.type == "group" and all(n.islower() for n in e.names))
        self._holder.update(arms)
        self._holder.update(owners(reports, entities))
        self._holder.update(_flights(entities))
        texts = {r.id: r.article.text for r in reports}
        self._animals = frozenset(e.id for e in entities if _named_by(e, texts, self._kinds["animal"]))

    def _home(self, entities: Sequence[Entity], arms: Mapping[str, str]) -> str:
        """The state where the story takes place: that of most places and bodies of state named, states among them; "" where none leads."""
        votes: Counter[str] = Counter()
        for entity in entities:
            state = self._place_state.get(entity.id) or (self._state_key(entity.iso3) if entity.iso3 else "")
            state = state or arms.get(entity.id, "")
            if state:
                votes[state] += sum(1 for m in entity.mentions if m.form == "named")
        best = sorted(votes, key=lambda key: (-votes[key], key))[:2]
        return best[0] if best and (len(best) == 1 or votes[best[0]] > votes[best[1]]) else ""

    def _insurgents(self, entities: Sequence[Entity]) -> str:
        """The armed group that leads the story, whom its unnamed fighters are taken for; "" where several lead it or none does."""
        found = sorted(
            (-len(e.mentions), e.id) for e in entities
            if e.type in ("organisation", "group")
            and any(w in self._kinds["armed_group"] for n in e.names for w in n.lower().split())
        )  # fmt: skip
        told = [-count for count, _ in found] + [0]
        leads = bool(found) and told[0] >= FEWEST and (told[1] < FEWEST or told[0] >= FAR_LEADING * told[1])
        return found[0][1] if leads else ""

    def _arms_of_state(self, entities: Sequence[Entity]) -> dict[str, str]:
        """Forces, ministries and the like that bear their state's name -> the state, however else they are called."""
        out = {}
        for entity in entities:
            if entity.type not in ("organisation", "group") or entity.iso3:
                continue
            arms = (n for n in entity.names if " " in n and self._is_arm(n.lower().rsplit(" ", 1)[-1]))
            iso3 = next((code for name in arms if (code := _state_in_text(name))), None)
            if iso3:
                out[entity.id] = self._state_key(iso3)
        return out

    def _is_arm(self, noun: str) -> bool:
        return noun in _BODIES or noun in self._kinds["state_actor"]

    def is_animal(self, party: Party) -> bool:
        """True for an entity that the reports call by an animal's name, or words for an animal."""
        return party.key in self._animals or (not party.named and party.head in self._kinds["animal"])

    def name(self, key: str) -> str:
        """The name of a party for people to read."""
        return self._by_id[key].name if key in self._by_id else key

    def body(self, kind: str) -> str:
        """The one body of a kind ("police") that the story names, or ""."""
        return self._bodies.get(kind, "")

    def lemma(self, article: str, token: int) -> str:
        """The lemma of a token."""
        return self._tokens[article][token].lemma

    def is_state(self, key: str) -> bool:
        """True for a state's entity or code."""
        entity = self._by_id.get(key)
        return bool(entity.iso3) if entity else len(key) == 3 and key.isupper()

    def is_spot(self, key: str) -> bool:
        """True for a named place that is no state and acts for none."""
        entity = self._by_id.get(key)
        return entity is not None and entity.type == "place" and not entity.iso3 and key not in self._holder

    def importance(self, key: str) -> int:
        """How often the story mentions a party."""
        return len(self._by_id[key].mentions) if key in self._by_id else 0

    def state_of_place(self, place: str | None) -> str:
        """The state that a place (its key) is or lies in; "" where it is not known."""
        if not place:
            return ""
        return place if self.is_state(place) else self._place_state.get(place, "")

    def is_actor(self, key: str) -> bool:
        """False for entities that do nothing of themselves: places, products, events, works."""
        entity = self._by_id.get(key)
        return (
            entity is None
            or entity.type in ("person", "organisation", "country", "group", "other")
            or bool(entity.iso3)
        )

    def of(self, article: str, argument: Argument) -> tuple[Party, ...]:
        """The parties that an argument names, several for "French and German troops"; none for words that name nobody in particular."""
        place = (article, argument.head, argument.span.start, argument.span.end)
        known = self._found.get(place)
        if known is None:
            known = self._found[place] = self._read(article, argument)
        return known

    def _read(self, article: str, argument: Argument) -> tuple[Party, ...]:
        tokens = self._tokens[article]
        words = _inside(tokens, argument)
        head = tokens[argument.head]
        if len(words) > 2 and "and" in [t.lower for t in words] and self._of_state(head, words):
            states = dict.fromkeys(key for t in words if (key := self._state_in([t])))
            if len(states) > 1:
                return tuple(Party(key, "", True) for key in states)
        found = self._one(article, head, words)
        return (found,) if found else ()

    def holder(self, article: str, argument: Argument | None) -> str | None:
        """The key of who denies, alleges or plans an event: the person rather than the state that he acts for."""
        if argument is None:
            return None
        tokens = self._tokens[article]
        found = self._one(article, tokens[argument.head], _inside(tokens, argument))
        return found.key if found and self.is_actor(found.key) else None

    def _one(self, article: str, head: Token, words: Sequence[Token]) -> Party | None:
        """The party that the `words` of an argument with its `head` name."""
        state = self._state_in(words)
        entity = self._entity_at(article, head.start, head.end)
        if entity is not None and entity.id in self._plain and (body := self._body(head, words)):
            return Party(body, "", True, " ".join(t.text for t in words))
        if entity is not None and self.insurgents and head.lower.removesuffix("s") in self._kinds["insurgent"]:
            return Party(self.insurgents, "", True, head.text)  # "the Islamists"
        if entity is not None:
            stands = self._holder.get(entity.id, "")
            if not entity.iso3 and entity.type != "place" and state and self._of_state(head, words):
                stands = state
            if entity.type == "place" and not entity.iso3:
                capital = find_state(head.text)
                stands = self._state_key(capital.iso3) if capital and capital.match in ("capital", "metonym") else ""
                if not stands and state and self._of_state(head, words):
                    return Party(state, "", True)
                stands = stands or self._place_state.get(entity.id, "")
            if entity.iso3:
                return Party(self._state_key(entity.iso3), "", True)
            return Party(entity.id, stands, True, own=bool(stands) and stands == self.home and entity.type == "person")
        if head.lower in _PRONOUNS:
            return None
        if state and (head.tag[:1] == "J" or head.ent in ("GPE", "NORP") or self._of_state(head, words)):
            return Party(state, "", True)
        if head.lower in _GOVERNMENTS and (ruled := self._governed(article, head, words)):
            return Party(ruled, "", True)
        for token in words:
            inner = (
                self._entity_at(article, token.start, token.end)
                if token.tag[:3] == "NNP" and token.i != head.i
                else None
            )
            if inner is not None and inner.type in ("organisation", "group") and not inner.iso3:
                return Party(inner.id, "", True)  # "Red Brigade members", "Taliban fighters"
        body = self._body(head, words)
        if body:
            return Party(body, "", True, " ".join(t.text for t in words))
        text = " ".join(t.lower for t in words if t.tag[:1] in ("N", "J", "C") and t.ent not in ("CARDINAL",))
        if not text or head.lemma in _EMPTY:
            return None
        if not state and head.lemma in self._kinds["insurgent"]:
            state = self.insurgents
        return Party(text, state, False)

    def _governed(self, article: str, head: Token, words: Sequence[Token]) -> str:
        """The state of "the government", "the federal government", "the Berg administration"; "" for that of a city or a land."""
        others = [t for t in words if t.i != head.i and t.dep != "det" and t.lower not in _CENTRAL]
        for token in others:
            inner = self._entity_at(article, token.start, token.end)
            if inner is not None and (state := self._holder.get(inner.id, "")):
                return state
        return "" if others else self.home

    def _body(self, head: Token, words: Sequence[Token]) -> str:
        """The one body of the story that a common noun can mean ("zoo officials", "firefighters"), or ""."""
        if head.tag not in ("NN", "NNS"):
            return ""
        kinds = [_MEMBERS.get(head.lemma, head.lemma)]
        if head.lemma in _STAFF:
            kinds += [_MEMBERS.get(t.lemma, t.lemma) for t in words if t.i != head.i and t.tag[:2] == "NN"]
            if self._firm and any(k in self._kinds["firm"] for k in kinds[1:]):
                return self._firm  # "a company spokesperson"
        return next((self._bodies[k] for k in kinds if k in self._bodies), "")

    def _entity_at(self, article: str, start: int, end: int) -> Entity | None:
        rows = self._spans.get(article, ())
        at = bisect_right(self._starts.get(article, []), start) - 1
        best: tuple[int, str] | None = None
        for k in range(at, max(-1, at - 6), -1):
            s, e, entity = rows[k]
            if s <= start and end <= e and (best is None or e - s < best[0]):
                best = (e - s, entity)
        return self._by_id[best[1]] if best else None

    def _state_key(self, iso3: str) -> str:
        return self._state_entity.get(iso3, iso3)

    def _state_in(self, words: Sequence[Token]) -> str:
        """The key of the first state that the words name, or ""."""
        text = " ".join([t.text for t in words])
        known = self._states_named.get(text)
        if known is None:
            known = self._states_named[text] = self._first_state(words)
        return known

    def _first_state(self, words: Sequence[Token]) -> str:
        for k, token in enumerate(words):
            if not token.text[:1].isupper():
                continue
            for stop in range(min(len(words), k + LONGEST_STATE), k, -1):
                iso3 = state_of(" ".join(t.text for t in words[k:stop]))
                if iso3:
                    found = self._state_key(iso3)
                    return self.home if iso3 == "GEO" and self.home == self._state_key("USA") else found
        return ""

    def _of_state(self, head: Token, words: Sequence[Token]) -> bool:
        nouns = self._kinds["state_actor"]
        return head.lemma in nouns or head.lower in nouns or any(t.lower in _BODIES for t in words)

    def _learn_offices(self, reports: Sequence[Report], entities: Sequence[Entity]) -> None:
        """Who holds an office of which state, from the roles stated and the words before the name; leaders as the world knows them."""
        days = sorted(r.article.anchor for r in reports if r.article.anchor)
        day = days[len(days) // 2] if days else ""
        for entity in entities:
            if entity.type != "person":
                continue
            head = any(_HEAD_OF_STATE.fullmatch(role.text.strip()) for role in entity.roles)
            led = next((code for name in entity.names if (code := leads(name, day, president=head))), None)
            if led is not None:
                self._holder[entity.id] = self._state_key(led)
                continue
            votes: Counter[str] = Counter()
            office = False
            for role in entity.roles:
                if _OFFICES.search(role.text) and not _NO_OFFICE.search(role.text):
                    office = True
                    iso3 = _state_in_text(role.text)
                    if iso3:
                        votes[iso3] += 1
            if not office:
                continue
            for mention in entity.mentions:
                iso3 = self._state_before(mention.span.article, mention.span.start)
                if iso3:
                    votes[iso3] += 1
            if head and not votes:
                self._unplaced.append(entity.id)
            if votes:
                best = min(votes, key=lambda code: (-votes[code], code))
                self._holder[entity.id] = self._state_key(best)

    def _state_before(self, article: str, start: int) -> str | None:
        tokens = self._tokens[article]
        at = bisect_right(tokens, start, key=lambda t: t.start) - 1
        before = [t.text for t in tokens[max(0, at - 4) : at]]
        text = " ".join(before)
        return _state_in_text(text) if _OFFICES.search(text) and not _NO_OFFICE.search(text) else None


def _bodies(entities: Sequence[Entity]) -> dict[str, str]:
    """Kind of body -> the entity of the story whose name holds that word, where none or one much less told has it too."""
    found: dict[str, list[tuple[int, str]]] = {}
    for entity in entities:
        if entity.type == "organisation":
            words = {w for name in entity.names for w in name.lower().replace(",", " ").split()}
            for kind in sorted(words & _BODY_NOUNS):
                found.setdefault(kind, []).append((len(entity.mentions), entity.id))
    out = {}
    for kind, rows in found.items():
        (most, first), *others = sorted(rows, key=lambda row: (-row[0], row[1]))
        if most >= FEWEST and (not others or most >= LEADING * others[0][0]):
            out[kind] = first
    return out


def _leading(entities: Sequence[Entity]) -> str:
    """The one organisation that the story is about: named much more often than the next one; else ""."""
    ranked = sorted((-len(e.mentions), e.id) for e in entities if e.type == "organisation" and not e.iso3)[:2]
    told = [-count for count, _ in ranked]
    return ranked[0][1] if told and told[0] >= FEWEST and (len(told) == 1 or told[0] >= LEADING * told[1]) else ""


def _flights(entities: Sequence[Entity]) -> dict[str, str]:
    """A flight named by its operator and number -> the operator."""
    known = {name: e.id for e in reversed(entities) if e.type == "organisation" for name in e.names}
    found = ((e.id, _FLIGHT.match(name)) for e in entities for name in e.names)
    return {flight: known[m[1]] for flight, m in found if m and known.get(m[1], flight) != flight}


def _inside(tokens: Sequence[Token], argument: Argument) -> list[Token]:
    at, out = argument.head, []
    while at > 0 and tokens[at - 1].start >= argument.span.start:
        at -= 1
    while at < len(tokens) and tokens[at].end <= argument.span.end:
        out.append(tokens[at])
        at += 1
    return out


def _state_in_text(text: str) -> str | None:
    words = [w.strip(".,;:()") if len(w) > 4 else w.strip(",;:()") for w in text.split()]
    for start in range(len(words)):
        for stop in range(min(len(words), start + LONGEST_STATE), start, -1):
            iso3 = state_of(" ".join(words[start:stop]))
            if iso3:
                return iso3
    return None


def _country(entity: Entity) -> str | None:
    return next(
        (code for name in entity.names if (code := code_of(name, place=True)) and code not in ("IGO", "NGO", "IMG")),
        None,
    )


def _named_by(entity: Entity, texts: dict[str, str], nouns: frozenset[str]) -> bool:
    """True where mentions of the entity end in one of `nouns` ("the gorilla"), twice at least."""
    found = 0
    for mention in entity.mentions:
        if mention.form == "nominal":
            words = mention.span.of(texts[mention.span.article]).lower().split()
            found += bool(words) and words[-1] in nouns
    return found >= 2
