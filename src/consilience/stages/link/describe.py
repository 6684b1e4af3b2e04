"""Descriptions ("the Iranian president", "the company", "the teenager") -> the node they refer to, where that is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...knowledge.countries import find_state
from ...knowledge.people import find_organisation, noun_gender, noun_kinds, offices, titles
from ...model.annotation import Mention, Role
from ...model.parse import Token
from ...text.names import fold
from .names import BODY_WORDS, Names, state_node
from .node import Item, Node, Room

REACH = 3  # sentences back in which a generic description ("the company") finds what it takes up
GOVERNMENT = frozenset("government administration regime state leadership nation republic kingdom authorities".split())
COUNTRY = frozenset("country nation republic kingdom homeland".split())
CITY = frozenset("city town capital metropolis hub municipality".split())
ANIMAL_NOUNS = frozenset("animal beast creature primate ape mammal bird".split())
MEDIA = frozenset("newspaper paper magazine broadcaster network channel station website outlet publication daily tabloid".split())
COMPANY = frozenset(
    """company firm corporation retailer manufacturer airline carrier automaker carmaker startup start-up business conglomerate subsidiary provider
    utility insurer lender maker developer operator chain brand giant""".split()
)
BODY = frozenset("agency organisation organization group authority body bureau department regulator watchdog commission committee association movement faction".split())
# Nouns that only a name or an earlier description with the same noun may answer: "the zoo" is never any body whatever.
_DETERMINER = frozenset("the this that these those a an his her its their our my your both some any no all each another".split())
_SMALL = _DETERMINER | frozenset("of for in at and 's ’s former new old late then current late-".split()) | {"-", "‑", "–"}
_AGED = ("teenager", "teen", "youngster", "youth")
_CHILD = frozenset("boy girl child kid baby toddler tot infant schoolboy schoolgirl lad youngster son daughter".split())
_YOUNG = frozenset("teenager teen youngster youth schoolgirl schoolboy girl boy student".split())


@dataclass(slots=True)
class Phrase:
    """A description taken apart: its head noun, other content words, states named in it, age, determiner."""

    head: str
    plural: bool
    words: frozenset[str]
    states: frozenset[str]
    owner: Node | None
    age: str | None
    definite: str  # the, a, his, bare
    kinds: frozenset[str]
    groups: frozenset[str]
    gender: str | None
    named: list[Node] = field(default_factory=list)  # nodes of names inside it, before the head
    after: list[Node] = field(default_factory=list)  # nodes of names after the head ("of ...")


def phrase_of(room: Room, item: Item, inner: Sequence[Item]) -> Phrase:
    """Take the description of `item` apart; `inner` are the resolved items inside its span."""
    tokens = room.reports[item.report].parse.tokens
    head = tokens[item.mention.head]
    at = head.i
    while at > 0 and tokens[at - 1].start >= item.mention.span.start:
        at -= 1
    return _phrase(tokens, at, head, item.mention.span.end, [i for i in inner if i.node is not None])


def role_words(text: str) -> tuple[frozenset[str], str]:
    """Content words of a role as printed, states as their codes, and its head noun ("director of X": director)."""
    front = text.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0].split(" at ", maxsplit=1)[0].split(" in ", maxsplit=1)[0]
    last = front.split()[-1].lower().rstrip(".") if front.split() else ""
    words = set()
    for raw in text.replace("-", " ").split():
        state = find_state(raw)
        word = fold(raw)
        if state is not None:
            words.add(state.iso3)
        elif word and word not in _SMALL:
            words.add(word)
    head = last if last in noun_kinds() or last in titles() else last.removesuffix("s")
    words.discard(last)
    return frozenset(words), head


def _phrase(tokens: Sequence[Token], at: int, head: Token, end: int, inner: Sequence[Item]) -> Phrase:
    first = tokens[at].lower
    words, states = set(), set()
    age = None
    for token in tokens[at : head.i]:
        if token.lower.isdigit() and token.i + 2 < len(tokens) and "year" in (tokens[token.i + 1].lower, tokens[token.i + 2].lower):
            age = token.lower
        elif token.lower not in _SMALL and token.tag not in ("CD", "POS", "HYPH", "DT", "PRP$") and token.lower not in ("year", "old"):
            words.add(fold(token.text))
    look = head.i + 1
    while look < len(tokens) and tokens[look].end <= end:
        if tokens[look].lower not in _SMALL and tokens[look].text[0].isalnum():
            words.add(fold(tokens[look].text))
        look += 1
    before = [i.node for i in inner if i.mention.span.end <= head.start and i.node is not None]
    behind = [i.node for i in inner if i.mention.span.start >= head.end and i.node is not None]
    for node in (*before, *behind):
        if node.iso3:
            states.add(node.iso3)
    own = find_state(head.text)
    if own is not None:
        states.add(own.iso3)
    owner = None
    for item in inner:
        after = item.mention.span.end
        position = next((t for t in tokens[at : head.i] if t.start >= after), None)
        if (position is not None and position.tag == "POS") or (item.mention.form == "pronominal" and item.mention.span.start == tokens[at].start):
            owner = item.node
    lemma = head.lemma if head.lemma in noun_kinds() else head.lower
    definite = "his" if tokens[at].tag == "PRP$" or owner is not None else "a" if first in ("a", "an", "another", "one") else (
        "the" if first in ("the", "this", "that", "these", "those", "both") else "bare")  # fmt: skip
    return Phrase(
        head=lemma, plural=head.tag in ("NNS", "NNPS"), words=frozenset(words), states=frozenset(states), owner=owner, age=age,
        definite=definite, kinds=noun_kinds().get(lemma, frozenset()), groups=offices().get(lemma, frozenset()),
        gender=noun_gender().get(lemma), named=before, after=behind,
    )  # fmt: skip


class Describer:
    """Resolves descriptions of one story. Names must be resolved first; call `resolve` in order of text."""

    def __init__(self, room: Room, names: Names, states: dict[str, Node], capitals: dict[str, Node]) -> None:
        """Keep the story's nodes at hand."""
        self.room, self.names, self.states, self.capitals = room, names, states, capitals
        self.quasi: dict[str, Node] = {}

    # ---- roles and appositions, before the walk through the text

    def take_roles(self, items: Sequence[Item]) -> None:
        """Roles printed beside names, and what they say of gender, state, age and noun."""
        by_span = {(i.mention.span.start, i.mention.span.end): i for i in items if i.mention.form == "nominal"}
        for item in items:
            mention, node = item.mention, item.node
            if node is None or mention.role is None or mention.role_span is None or mention.form != "named":
                continue
            words, head = role_words(mention.role)
            if titles().get(head, ("", ""))[0] == "honorific":
                continue
            add_role(node, item.report, mention.role, words, head, Role(text=mention.role, span=mention.role_span))
            apposed = by_span.get((mention.role_span.start, mention.role_span.end))
            if apposed is not None and apposed.node is None:
                apposed.node, apposed.rule = node, "apposition"

    def take_copulas(self, items: Sequence[Item], by_head: dict[int, Item]) -> None:
        """ "X is the mayor": the description joined to the subject, where it is a plain statement in the present or past."""
        if not items:
            return
        parse = self.room.reports[items[0].report].parse
        for item in items:
            if item.mention.form != "nominal" or item.node is not None:
                continue
            token = parse.tokens[item.mention.head]
            verb = parse.tokens[token.head]
            if token.dep != "attr" or verb.lemma != "be":
                continue
            children = [parse.tokens[c] for c in parse.children[verb.i]]
            if any(c.dep in ("neg", "aux") for c in children):
                continue
            subject = next((c for c in children if c.dep == "nsubj"), None)
            named = by_head.get(subject.i) if subject is not None else None
            if named is None or named.node is None or named.mention.form != "named":
                continue
            if (item.mention.type == "person") == (named.node.type == "person") and item.mention.type != "group" and named.node.type != "country":
                if item.mention.type == named.node.type or named.node.type == "other":
                    item.node, item.rule = named.node, "said to be"
                    words, head = role_words(self.room.text(item))
                    add_role(named.node, item.report, self.room.text(item), words, head, Role(text=self.room.text(item), span=item.mention.span))

    # ---- the walk

    def resolve(self, item: Item, inner: Sequence[Item], back: Sequence[Item]) -> tuple[Node, str] | None:
        """The node and rule of a description; `back` are the resolved items before it, nearest last."""
        phrase = phrase_of(self.room, item, inner)
        if phrase.kinds & {"person", "family"} and not phrase.plural:
            return self._person(item, phrase, back)
        if "place" in phrase.kinds or phrase.head in COUNTRY:
            return self._place(item, phrase, back) or (self._body(item, phrase, back) if "organisation" in phrase.kinds else None)
        if phrase.kinds & {"organisation", "group"}:
            return self._body(item, phrase, back)
        if "animal" in phrase.kinds and not phrase.plural:
            return self._animal(item, phrase, back)
        if phrase.kinds & {"event", "work", "product"} and not phrase.plural and phrase.definite == "the":
            return self._by_noun(item, phrase, back)
        return None

    # ---- people

    def _person(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        article = item.report
        persons = [n for n in self.names.nodes if n.type == "person" and n.by_article[article]]
        if phrase.head == "counterpart" and phrase.states:
            found = [n for n in self.names.nodes if n.type == "person" and n.states & phrase.states and _leads(n)]
            return (found[0], "counterpart by state") if len(found) == 1 else None
        found = self._by_role(phrase, persons, article) or self._by_role(phrase, [n for n in self.names.nodes if n.type == "person"], article)
        if found is not None:
            return found, "role in the story"
        if phrase.definite == "a":
            return self._lead(item, phrase, persons)
        if phrase.definite == "his" and "family" not in phrase.kinds and not phrase.groups:
            return None
        return self._by_person_noun(item, phrase, persons, back)

    def _by_role(self, phrase: Phrase, persons: Sequence[Node], article: int) -> Node | None:
        if (not phrase.groups and "family" not in phrase.kinds) or (phrase.definite == "a" and not phrase.words and not phrase.states):
            return None
        scored = []
        wanted = phrase.words | phrase.states
        for node in persons:
            best = max((_role_score(phrase, wanted, words, head) for words, head, _, _ in node.roles), default=0.0)
            if best > 0:
                scored.append((best + (0.25 if any(r[2] == article for r in node.roles) else 0.0), node))
        scored.sort(key=lambda s: (-s[0], s[1].number))
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.2):
            return None
        return scored[0][1]

    def _lead(self, item: Item, phrase: Phrase, persons: Sequence[Node]) -> tuple[Node, str] | None:
        """ "A Leeds woman was ...": an article's first sentences describe who is then named, if most of it is about her."""
        if item.sentence > 2:
            return None
        ranked = sorted(persons, key=lambda n: (-n.by_article[item.report], n.number))
        if not ranked or (len(ranked) > 1 and ranked[0].by_article[item.report] < 2 * ranked[1].by_article[item.report]):
            return None
        hero = ranked[0]
        named = next((i for i in self.room.items[item.report] if i.node is hero and i.mention.form == "named"), None)
        if named is None or named.mention.span.start < item.mention.span.start or named.sentence - item.sentence > 4:
            return None
        if named.sentence == item.sentence or not _fits(phrase, hero) or ("family" in phrase.kinds and phrase.owner is not None):
            return None
        return (hero, "described before named") if hero.by_article[item.report] >= 3 else None

    def _by_person_noun(self, item: Item, phrase: Phrase, persons: Sequence[Node], back: Sequence[Item]) -> tuple[Node, str] | None:
        if phrase.definite != "the":
            return None
        everyone = [n for n in self.names.nodes if n.type == "person" and _fits(phrase, n)]
        if phrase.age is not None:
            aged = [n for n in persons if phrase.age in n.ages] or [n for n in everyone if phrase.age in n.ages]
            if len(aged) == 1:
                return aged[0], "age"
        called = [n for n in persons if phrase.head in n.nouns and _fits(phrase, n)]
        if len(called) == 1:
            return called[0], "called so before"
        if phrase.states:
            called = [n for n in persons if n.states & phrase.states and _fits(phrase, n)]
            if len(called) == 1 and not phrase.groups:
                return called[0], "nationality"
        if phrase.groups and not phrase.states and phrase.words:
            return None
        if phrase.groups and phrase.head not in ("star", "driver", "champion", "winner", "legend", "candidate", "nominee", "suspect", "customer"):
            return None
        return self._recent(item, phrase, back, [n for n in persons if _fits(phrase, n)])

    def _recent(self, item: Item, phrase: Phrase, back: Sequence[Item], fits: Sequence[Node]) -> tuple[Node, str] | None:
        """The one fitting node of the last sentences; of several, the one that the article is mostly about."""
        near = {i.node.number: i.node for i in back if i.node in fits and i.node is not None and item.sentence - i.sentence <= REACH}
        if not near:
            return None
        ranked = sorted(near.values(), key=lambda n: (-n.by_article[item.report], n.number))
        if len(ranked) > 1 and ranked[0].by_article[item.report] < 2 * ranked[1].by_article[item.report]:
            return None
        return ranked[0], "last mentioned that fits"

    # ---- places

    def _place(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        inside = [n for n in (*phrase.after, *phrase.named) if n.type == "place"]
        if phrase.head == "capital" and phrase.states:
            for node in self.capitals.values():
                if node.states & phrase.states:
                    return node, "capital of the state"
            return None
        if phrase.after and phrase.head != "capital" and phrase.after[0].type in ("place", "country") and self.room.text(item).lower().split(" of ")[-1].count(" ") < 3:
            tail = phrase.after[0]
            if tail.type == "place" and phrase.head in ("city", "town", "village", "province", "state", "island", "district", "county", "region", "port", "hub", "borough", "suburb", "capital"):
                return tail, "kind and name"
        if phrase.head in ("town", "city", "village", "forest", "province") and len(inside) == 1 and phrase.named:
            return inside[0], "kind and name"
        if phrase.plural or phrase.definite not in ("the", "his"):
            return None
        if phrase.head in GOVERNMENT and len(phrase.states) == 1 and phrase.head in ("state", "nation", "republic"):
            return state_node(self.states, self.names.make, next(iter(phrase.states))), "state and its noun"
        if phrase.head in COUNTRY and phrase.definite == "the":
            if phrase.words & {"whole", "entire"} or not phrase.words:
                return self._salient(item, back, [n for n in self.states.values()], 4)
            return None
        if phrase.states or phrase.words - {"whole", "entire", "northern", "southern", "eastern", "western", "central", "coastal", "usually", "tranquil", "small", "tiny", "nearby"}:
            return self._by_noun(item, phrase, back)
        if phrase.head in CITY or phrase.head in ("village", "station", "state", "province"):
            places = [n for n in self.names.nodes if n.type == "place" and (phrase.head in n.nouns or (not n.nouns and phrase.head in CITY))]
            return self._salient(item, back, places, REACH)
        return self._by_noun(item, phrase, back)

    def _salient(self, item: Item, back: Sequence[Item], nodes: Sequence[Node], reach: int) -> tuple[Node, str] | None:
        """Of the nodes met in the last sentences the most frequent of the article."""
        near: dict[int, Node] = {}
        for i in back:
            if i.node is not None and item.sentence - i.sentence <= reach and any(i.node is n for n in nodes):
                near[i.node.number] = i.node
        if not near:
            return None
        ranked = sorted(near.values(), key=lambda n: (-n.by_article[item.report], n.number))
        if len(ranked) > 1 and ranked[0].by_article[item.report] < 2 * ranked[1].by_article[item.report]:
            last = next((i.node for i in reversed(back) if i.node is not None and i.node.number in near), None)
            if last is None:
                return None
            return last, "last mentioned that fits"
        return ranked[0], "most mentioned that fits"

    # ---- organisations and groups

    def _body(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        words = self.room.text(item)
        known = find_organisation(_bare(words)) if not phrase.plural else None
        if known is not None:
            node = next((n for n in self.names.nodes if n.shown == known[0]), None)
            return (node or self._quasi(known[0], "organisation", words, item, known[0])), "table of organisations"
        if phrase.head in GOVERNMENT and len(phrase.states) == 1 and not phrase.words - {"own", "federal", "central", "islamic", *_state_words(phrase)}:
            return state_node(self.states, self.names.make, next(iter(phrase.states))), "government of the state"
        if phrase.head in ("government", "administration") and phrase.definite == "the" and not phrase.words:
            return self._salient(item, back, list(self.states.values()), 12)
        if phrase.plural and phrase.head not in ("force", "service"):
            return None
        proper = [n for n in phrase.named if n.type in ("place", "organisation", "country", "person")]
        quasi = phrase.head in BODY_WORDS or phrase.head in ("police", "troops", "forces", "cops", "crew", "union")
        if proper and quasi and phrase.definite != "a":
            found = self._by_name_head(item, phrase, proper)
            if found is not None:
                return found, "name and noun"
            return self._quasi(_core(words), "organisation", words, item, ""), "name and noun"
        return self._bare_body(item, phrase, back)

    def _bare_body(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        article = item.report
        bodies = [n for n in self.names.nodes if n.type in ("organisation", "group", "other", "product") and not n.iso3]
        here = [n for n in bodies if n.by_article[article]]
        called = [n for n in here if phrase.head in n.nouns and not _clash(phrase, n)] or [n for n in bodies if phrase.head in n.nouns and not _clash(phrase, n)]
        if phrase.head == "police" and phrase.definite in ("bare", "the") and not phrase.words:
            return (called[0], "the police of the story") if len(called) == 1 else (self._quasi("police", "group", "police", item, ""), "police") if not called else None
        if phrase.definite not in ("the", "his") and not (phrase.definite == "bare" and phrase.head in ("parliament", "congress")):
            return None
        if len(called) == 1 and not (phrase.definite == "his" and phrase.owner is None):
            return called[0], "called so before"
        if len(called) > 1:
            return self._salient(item, back, called, 12)
        if phrase.definite == "his":
            return None
        if phrase.words - {"same", "whole", "entire", "parent", "private", "militant", "extremist", "terror", "credit", "power", "electric", "electricity", "insurgent"}:
            return None
        if phrase.head in MEDIA:
            return self._salient(item, back, [n for n in here if _is_media(n)], REACH)
        if phrase.head in COMPANY:
            fits = [n for n in here if n.type == "organisation" and not _is_media(n) and not n.nouns & BODY_WORDS - {"company", "bank", "group"} and not n.shown]
            return self._salient(item, back, fits, 8)
        if phrase.head in BODY:
            return self._salient(item, back, [n for n in here if n.type == "organisation" and not _is_media(n)], REACH)
        return None

    def _by_name_head(self, item: Item, phrase: Phrase, proper: Sequence[Node]) -> Node | None:
        """A body already named by the same noun and a name that both share ("Berlin police", "the police in Berlin")."""
        key = fold(_core(self.room.text(item)))
        return next((n for n in self.names.nodes if key in n.keys), None)

    def _quasi(self, core: str, type_: str, words: str, item: Item, shown: str) -> Node:
        """A node for a body named by a description, such as "Northport police"."""
        key = fold(core)
        node = next((n for n in self.names.nodes if key in n.keys and n.type != "person"), None)
        if node is None:
            node = self.names.make("group" if type_ == "group" else "organisation")
            node.keys.add(key)
            node.shown, node.gender = shown, "it"
            node.nouns.add(key.split()[-1])
        node.forms[core] += 1
        node.by_article[item.report] += 1
        return node

    # ---- the rest

    def _animal(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        animals = [n for n in self.names.nodes if any("animal" in noun_kinds().get(x, ()) for x in n.nouns)]
        fits = [n for n in animals if phrase.head in n.nouns or phrase.head in ANIMAL_NOUNS]
        if phrase.age is not None:
            aged = [n for n in fits if phrase.age in n.ages]
            fits = aged or [n for n in fits if not n.ages]
        if phrase.definite == "a":
            return None
        return self._recent(item, phrase, back, fits)

    def _by_noun(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the tunnel" for "the Northgate Tunnel": a name of the story that ends in the same noun."""
        if phrase.definite != "the":
            return None
        fits = [n for n in self.names.nodes if phrase.head in n.nouns and n.by_article[item.report] and not _clash(phrase, n)]
        if len(fits) == 1 and not phrase.words:
            near = any(i.node is fits[0] for i in back)
            return (fits[0], "noun in its name") if near else None
        return None


def add_role(node: Node, report: int, text: str, words: frozenset[str], head: str, role: Role) -> None:
    """Note a role of a node and what it says of gender, state, age and noun."""
    node.roles.append((words, head, report, role))
    node.nouns.add(head)
    node.states |= {w for w in words if len(w) == 3 and w.isupper()}
    gender = noun_gender().get(head)
    if gender in ("he", "she"):
        node.votes[gender] += 3
        node.gender = node.votes.most_common(1)[0][0]
    for word in words:
        if word.isdigit() and "year" in words | {"year"}:
            node.ages.add(word)


def _state_words(phrase: Phrase) -> set[str]:
    return {w for w in phrase.words if find_state(w.title()) is not None or find_state(w.upper()) is not None}


def _role_score(phrase: Phrase, wanted: frozenset[str] | set[str], words: frozenset[str], head: str) -> float:
    """How well a description fits a role: same noun or group, modifiers shared, no state but its own."""
    groups = offices().get(head, frozenset())
    if head == phrase.head:
        score = 1.0
    elif groups & phrase.groups:
        score = 0.7
    else:
        return 0.0
    states = {w for w in words if len(w) == 3 and w.isupper()}
    if phrase.states and states and not phrase.states & states:
        return 0.0
    words_wanted = {w for w in wanted if w not in _state_words(phrase)}
    shared = words_wanted & words
    missing = words_wanted - words
    if missing and not shared:
        return 0.0
    return max(0.0, score + 0.5 * len(shared) - 0.3 * len(missing))


def _leads(node: Node) -> bool:
    return any(offices().get(head, frozenset()) & {"leader", "government", "minister", "monarch"} for _, head, _, _ in node.roles)


def _fits(phrase: Phrase, node: Node) -> bool:
    """Gender, state and age of a description do not speak against a person."""
    if phrase.gender in ("he", "she") and node.gender in ("he", "she") and phrase.gender != node.gender:
        return False
    if phrase.age is not None and node.ages and phrase.age not in node.ages:
        return False
    if phrase.head in _CHILD and any(offices().get(h) for _, h, _, _ in node.roles):
        return False
    return not (phrase.states and node.states and not phrase.states & node.states)


def _clash(phrase: Phrase, node: Node) -> bool:
    return bool(phrase.states and node.states and not phrase.states & node.states)


def _is_media(node: Node) -> bool:
    return bool(node.nouns & MEDIA) or any(
        set(k.split()) & {"times", "post", "news", "tribune", "herald", "gazette", "telegraph", "guardian", "enquirer", "zeitung", "journal", "chronicle", "tv", "radio", "reuters", "press", "bbc", "cnn", "npr"}
        for k in node.keys
    )  # fmt: skip


def _bare(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in _DETERMINER and rest else words


def _core(words: str) -> str:
    """A description without determiner and with its possessor as a plain modifier ("Norway's police": Norway police)."""
    return _bare(words).replace("’s ", " ").replace("'s ", " ")


def name_nouns(node: Node) -> None:
    """Note the common nouns in a node's own names ("zoo" of "Northside Zoo")."""
    for key in node.keys:
        parts = key.split()
        for word in (parts[-1], *(parts if node.type == "organisation" else ())):
            if word in noun_kinds() and len(parts) > 1:
                node.nouns.add(word)


def nominal(mention: Mention) -> bool:
    """True for a description."""
    return mention.form == "nominal"
