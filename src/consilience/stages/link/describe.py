"""Descriptions ("the Iranian president", "the company", "the teenager") -> the node they refer to, where that is safe."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.people import noun_gender, offices, titles
from ...model.annotation import Mention, Role
from ...model.parse import Token
from ...text.names import fold
from .bodies import Bodies
from .elsewhen import STAYS, of_another_time
from .node import Item, Node, Room
from .phrases import PARTIES, Phrase, phrase_of, role_words
from .salience import CLEAR, REACH
from .things import Things
from .words import COUNTRY, PRODUCTS

SAME_OFFICE = frozenset(
    "leader chief spokesperson candidate envoy judge lawyer".split()
)  # groups of words for one office
LEAD = 3  # sentences at the top of an article in which someone is described who is named only later
KNOWN = 3  # named mentions in the story of someone whom another report only describes
LEAD_REACH = 5  # sentences from such a description to the name

_CHILD = frozenset("boy girl child kid baby toddler tot infant schoolboy schoolgirl lad youngster".split())
_UNIQUE_KIN = frozenset(
    "mother father husband wife son daughter fiancé fiancée boyfriend girlfriend widow parent".split()
)
_MEMBER = {"democratic": "democrat"}  # what a member of the party is called
_FREE_ROLES = frozenset("star driver champion winner legend suspect customer victim hero veteran".split())


class Describer:
    """Resolves descriptions of one story. Names must be resolved first; call `resolve` in order of text."""

    def __init__(self, room: Room) -> None:
        """Keep the story's nodes at hand."""
        self.room = room
        self.bodies = Bodies(room)
        self.things = Things(room)
        self._phrases: dict[tuple[int, int, int], tuple[list[int], Phrase]] = {}
        self._others: dict[int, tuple[int, str]] = {}  # by report: sentence and noun of somebody of another event

    # ---- roles and appositions, before the walk through the text

    def take_roles(self, items: list[Item]) -> None:
        """Roles printed beside names, and what they say of gender, state, age and noun."""
        by_span = {(i.mention.span.start, i.mention.span.end): i for i in items if i.mention.form == "nominal"}
        items_before: list[Item] = []
        for position, item in enumerate(items):
            mention, node = item.mention, item.node
            if node is None or mention.form != "named" or node.iso3:
                continue
            self._take_neighbour(items, position)
            if mention.role is None or mention.role_span is None:
                continue
            words, head = role_words(mention.role)
            if not words and titles().get(head, ("", ""))[0] == "honorific" and " " not in mention.role:
                continue
            self.add_role(node, item.report, words, head, Role(text=mention.role, span=mention.role_span))
            apposed = by_span.get((mention.role_span.start, mention.role_span.end))
            if apposed is not None and apposed.node is None:
                apposed.node, apposed.rule = node, "apposition"
            elif apposed is None and " " in mention.role and mention.role_span.end < mention.span.start:
                items_before.append(self._title_item(item))
        items.extend(items_before)
        items.sort(key=lambda i: (i.mention.span.start, -i.mention.span.end, i.number))

    def _title_item(self, item: Item) -> Item:
        """The words before a name ("Belarusian President") as a mention of its bearer."""
        mention, span = item.mention, item.mention.role_span or item.mention.span
        title = Mention(
            span=span,
            head=mention.head,
            form="nominal",
            type=mention.type,
            key=(mention.role or "").lower(),
            rule="title",
        )
        return Item(item.report, -1, title, item.sentence, item.node, "title before the name")

    def _take_neighbour(self, items: Sequence[Item], position: int) -> None:
        """ "Republican Ana Reyes", "Norwegian Ola Dahl": party or state directly before a person's name."""
        item = items[position]
        before = items[position - 1] if position else None
        if (
            item.node is None
            or item.node.type != "person"
            or before is None
            or before.mention.span.end + 1 != item.mention.span.start
        ):
            return
        if before.node is not None and before.node.iso3 and before.mention.rule in ("state demonym", "state people"):
            item.node.states.add(before.node.iso3)
        elif before.mention.key in PARTIES:
            self.room.call(item.node, _MEMBER.get(before.mention.key, before.mention.key))

    def take_copulas(self, items: Sequence[Item], by_head: dict[int, Item]) -> None:
        """ "X is the mayor": the description joined to the subject, where it is a plain statement."""
        if not items:
            return
        parse = self.room.reports[items[0].report].parse
        for item in items:
            if item.mention.form != "nominal" or item.node is not None:
                continue
            token = parse.tokens[item.mention.head]
            if token.dep in ("appos", "conj"):
                self._take_chain(item, token, parse.tokens, by_head)
                continue
            verb = parse.tokens[token.head]
            if token.dep != "attr" or verb.lemma != "be":
                continue
            children = [parse.tokens[c] for c in parse.children[verb.i]]
            subject = next((c for c in children if c.dep == "nsubj"), None)
            named = by_head.get(subject.i) if subject is not None else None
            if any(c.dep in ("neg", "aux") for c in children) or named is None or named.node is None or named.node.iso3:
                continue
            if item.mention.type == named.node.type or (
                named.node.type == "other" and item.mention.type not in ("person", "group")
            ):
                item.node, item.rule = named.node, "said to be"
                words, head = role_words(self.room.text(item))
                self.add_role(
                    named.node, item.report, words, head, Role(text=self.room.text(item), span=item.mention.span)
                )

    def _take_chain(self, item: Item, token: Token, tokens: Sequence[Token], by_head: dict[int, Item]) -> None:
        """ "Ana Reyes, swimmer, actress and author": further descriptions in apposition, by the parser's word."""
        if item.mention.type != "person" or (token.dep == "conj" and tokens[token.i - 1].tag == "DT"):
            return
        while token.dep == "conj" and token.head != token.i:
            token = tokens[token.head]
        named = by_head.get(token.head) if token.dep == "appos" else None
        if named is None or named.node is None or named.node.type != "person" or named.sentence != item.sentence:
            return
        words, head = role_words(self.room.text(item))
        if named.mention.span.end > item.mention.span.start or head in _UNIQUE_KIN:
            return
        item.node, item.rule = named.node, "apposition"
        role = Role(text=self.room.text(item), span=item.mention.span)
        self.add_role(named.node, item.report, words, head, role)

    def add_role(self, node: Node, report: int, words: frozenset[str], head: str, role: Role) -> None:
        """Note a role and what it says of gender and age."""
        self.room.add_role(node, report, words, head, role)
        gender = noun_gender().get(head)
        if gender in ("he", "she") and node.type == "person":
            node.vote(gender, 3)
        for party in sorted(words & PARTIES):
            self.room.call(node, _MEMBER.get(party, party))
        node.ages |= {w for w in words if w.isdigit() and "year" in words}

    # ---- the walk

    def again(self, item: Item, inner: Sequence[Item], back: Sequence[Item]) -> tuple[Node, str] | None:
        """A second look at what stayed open, when every report has been read once: descriptions known from other reports."""
        self.bodies.second = True
        known = self._phrases.get((item.report, item.mention.span.start, item.mention.span.end))
        if known is not None and known[1].plural and not known[1].kinds & {"organisation", "group"}:
            return None
        found = self.resolve(item, inner, back)
        if found is not None or item.mention.type != "person":
            return found
        phrase = self._phrase(item, inner)
        if phrase.plural or phrase.past:
            return None
        if phrase.definite == "bare":
            return self._unarticled(item, phrase)
        if phrase.definite not in ("a", "the") or phrase.owner is not None or self._is_another(item, phrase):
            return None
        fits = [n for n in self.room.by_noun[phrase.head] if n.type == "person" and _fits(phrase, n)]
        if len(fits) != 1 or fits[0].total < KNOWN:
            return None
        if phrase.head in _CHILD or phrase.age is not None or self._lead(item, fits[0]):
            return fits[0], "called so in another report"
        if phrase.definite == "the" and not phrase.after and phrase.telling <= _said_of(fits[0]) and not phrase.named:
            return fits[0], "called so in the story"
        return None

    def _is_another(self, item: Item, phrase: Phrase) -> bool:
        """ "a boy" of an earlier year whom the report brings in after its own, and "the boy" right behind him."""
        if of_another_time(self.room, item, phrase) and self._spoken_of(item, phrase.head):
            self._others[item.report] = item.sentence, phrase.head
            return True
        sentence, head = self._others.get(item.report, (item.sentence + 1, ""))
        same = phrase.head == head or {phrase.head, head} <= _CHILD
        return same and phrase.definite == "the" and 0 <= item.sentence - sentence <= STAYS

    def _spoken_of(self, item: Item, noun: str) -> bool:
        """The report has told of such a one before."""
        tokens = self.room.reports[item.report].parse.tokens
        words = _CHILD if noun in _CHILD else {noun}
        earlier = self.room.items[item.report]
        return any(
            i.mention.form == "nominal"
            and i.mention.span.start < item.mention.span.start
            and tokens[i.mention.head].lemma in words
            for i in earlier
        )

    def _lead(self, item: Item, node: Node) -> bool:
        """The description stands at the top of a report that is about the node."""
        here = sorted(n.by_article[item.report] for n in self.room.in_article[item.report] if n.type == "person")
        own = node.by_article[item.report]
        return item.sentence <= LEAD and own > 0 and own == here[-1] and (len(here) < 2 or own >= CLEAR * here[-2])

    def _unarticled(self, item: Item, phrase: Phrase) -> tuple[Node, str] | None:
        """ "Swimmer dies at 91", "his mother and sister": a noun without article, where the story has one person of that role."""
        if phrase.telling or phrase.after or any(n.type not in ("place", "country") for n in phrase.named):
            return None
        tokens = self.room.reports[item.report].parse.tokens
        head = tokens[item.mention.head]
        joined = "family" in phrase.kinds and head.dep == "conj"
        headline = head.dep in ("nsubj", "nsubjpass", "ROOT") and item.sentence <= 1
        if not joined and not headline:
            return None
        fits = [n for n in self.room.by_role[phrase.head] if n.type == "person"]
        if len(fits) != 1 or not _fits(phrase, fits[0]) or not (joined or fits[0].total >= KNOWN):
            return None
        return fits[0], "role in the story"

    def resolve(self, item: Item, inner: Sequence[Item], back: Sequence[Item]) -> tuple[Node, str] | None:
        """The node and rule of a description; `inner` are the items inside it, `back` the resolved ones before it, nearest last."""
        phrase = self._phrase(item, inner)
        if (
            item.mention.type == "person"
            and (phrase.kinds & {"person", "family"} or not phrase.kinds)
            and not phrase.plural
        ):
            return self._person(item, phrase, back)
        if phrase.plural and phrase.kinds & {"person"}:
            return self.bodies.body(item, phrase, back)
        if "place" in phrase.kinds or phrase.head in COUNTRY:
            found = self.bodies.place(item, phrase, back)
            return found or (self.bodies.body(item, phrase, back) if phrase.kinds & {"organisation", "group"} else None)
        if phrase.kinds & {"organisation", "group"}:
            found = self.things.thing(item, phrase, back) if phrase.head in PRODUCTS else None
            return found or self.bodies.body(item, phrase, back)
        if "animal" in phrase.kinds:
            return self.things.animal(item, phrase, back)
        return self.things.thing(item, phrase, back)

    def _phrase(self, item: Item, inner: Sequence[Item]) -> Phrase:
        """The description taken apart, kept until something inside it is resolved otherwise."""
        key = (item.report, item.mention.span.start, item.mention.span.end)
        nodes = [i.node.number if i.node is not None else -1 for i in inner]
        known = self._phrases.get(key)
        if known is None or known[0] != nodes:
            known = self._phrases[key] = nodes, phrase_of(self.room, item, inner)
        return known[1]

    def open_phrases(self) -> list[tuple[Item, Phrase]]:
        """The descriptions that stayed open, taken apart, in order of reports and text."""
        found = []
        for items in self.room.items:
            for item in items:
                span = item.mention.span
                known = self._phrases.get((item.report, span.start, span.end))
                if item.node is None and item.mention.form == "nominal" and known is not None:
                    found.append((item, known[1]))
        return found

    # ---- people

    def _person(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        persons = [n for n in self.room.in_article[item.report] if n.type == "person"]
        if phrase.head == "counterpart":
            return self._counterpart(phrase)
        if self._is_another(item, phrase):
            return None
        if phrase.definite == "a":
            return self._introduced(item, phrase, persons)
        if phrase.definite == "bare" or (phrase.past and phrase.groups):
            return None
        found = self._by_role(phrase, item.report)
        if found is not None:
            return found, "role in the story"
        if "family" in phrase.kinds and phrase.owner is not None:
            return self._kin(item, phrase)
        if phrase.definite == "his" or phrase.possessed:
            return None
        return self._by_noun(item, phrase, persons, back)

    def _counterpart(self, phrase: Phrase) -> tuple[Node, str] | None:
        fits = [n for n in self.room.nodes if n.type == "person" and n.states & phrase.states and _leads(n)]
        return (fits[0], "counterpart by state") if len(fits) == 1 else None

    def _by_role(self, phrase: Phrase, article: int) -> Node | None:
        """The person whose stated role fits best and clearly, those of the article before others."""
        words = {phrase.head} | {
            w for w in self._role_heads if offices().get(w, frozenset()) & phrase.groups & SAME_OFFICE
        }
        if (not phrase.groups and "family" not in phrase.kinds) or phrase.past:
            return None
        candidates = {n.number: n for w in sorted(words) for n in self.room.by_role[w] if n.type == "person"}
        scored = []
        for number in sorted(candidates):
            node = candidates[number]
            best = max((_role_score(phrase, words, head) for words, head, _, _ in node.roles), default=0.0)
            if not best and phrase.states and phrase.states <= node.states and not phrase.telling:
                best = 1.0 if any(head == phrase.head for _, head, _, _ in node.roles) else 0.0
            if best > 0:
                scored.append((best + (0.5 if node.by_article[article] else 0.0), node))
        scored.sort(key=lambda s: (-s[0], s[1].number))
        if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.2:
            scored.sort(key=lambda s: (-s[1].by_article[article], s[1].number))
            if scored[0][1].by_article[article] < 2 * CLEAR * scored[1][1].by_article[article]:
                return None
        return scored[0][1] if scored else None

    @property
    def _role_heads(self) -> list[str]:
        return list(self.room.by_role)

    def _introduced(self, item: Item, phrase: Phrase, persons: Sequence[Node]) -> tuple[Node, str] | None:
        """ "A Leeds woman was ..." or "a spokesman said ...", and the name follows."""
        names = self.room.items[item.report]
        later: dict[int, Node] = {}
        at = names.index(item)
        for other in names[at:]:
            if other.sentence - item.sentence > LEAD_REACH:
                break
            node = other.node
            if (
                node is not None
                and other.mention.form == "named"
                and node.type == "person"
                and other.sentence > item.sentence
            ):
                later.setdefault(node.number, node)
        earlier = {i.node.number for i in names[:at] if i.node is not None and i.mention.form == "named"}
        new = [n for n in later.values() if n.number not in earlier and _fits(phrase, n)]
        if phrase.groups and not phrase.named:
            same = [n for n in new if any(h == phrase.head and r == item.report for _, h, r, _ in n.roles)]
            if len(same) == 1:
                return same[0], "described before named"
        if (
            item.sentence > LEAD
            or ("family" in phrase.kinds and phrase.owner is not None)
            or not phrase.kinds & {"person"}
        ):
            return None
        ranked = sorted(persons, key=lambda n: (-n.by_article[item.report], n.number))
        if not ranked or ranked[0] not in new:
            return None
        office = any(offices().get(h) or h in titles() for _, h, _, _ in ranked[0].roles)
        if (phrase.groups and office) or (ranked[0].by_article[item.report] < KNOWN and (len(ranked) > 1 or office)):
            return None
        if len(ranked) > 1 and ranked[0].by_article[item.report] < CLEAR * ranked[1].by_article[item.report]:
            return None
        return ranked[0], "described before named"

    def _kin(self, item: Item, phrase: Phrase) -> tuple[Node, str] | None:
        """ "her son": who is called so in the story, or someone known only as hers."""
        owner = phrase.owner
        if owner is None or owner.type != "person" or phrase.head not in _UNIQUE_KIN or phrase.telling:
            return None
        key = f"#{owner.number} {phrase.head}"
        node = self.room.by_key.get(key)
        if node is None:
            named = [n for n in self.room.by_role[phrase.head] if n.type == "person" and n is not owner]
            if named:
                return None
            node = self.room.make("person")
            node.gender = phrase.gender
            self.room.name(node, key)
            node.shown = f"{self.bodies._form(owner)}'s {phrase.head}"
        node.forms[self.room.text(item)] += 1
        return node, "kin of a person"

    def _by_noun(
        self, item: Item, phrase: Phrase, persons: Sequence[Node], back: Sequence[Item]
    ) -> tuple[Node, str] | None:
        fits = [n for n in persons if _fits(phrase, n)]
        if phrase.age is not None:
            aged = [n for n in fits if phrase.age in n.ages]
            if len(aged) == 1:
                return aged[0], "age"
        blocked = (
            phrase.after or phrase.telling or (phrase.groups and phrase.named) or (phrase.named and not phrase.states)
        )
        called = [] if blocked else [n for n in fits if phrase.head in n.nouns or phrase.words & n.nouns & PARTIES]
        if len(called) == 1:
            return called[0], "called so before"
        if phrase.states:
            native = [n for n in fits if n.states & phrase.states]
            if len(native) == 1 and not phrase.groups:
                return native[0], "nationality"
        if phrase.groups and (phrase.head not in _FREE_ROLES or phrase.telling):
            return None
        if phrase.head in PARTIES:
            return None
        found = self._recent(item, back, fits)
        if found is not None and "person" in phrase.kinds and not phrase.groups:
            self.room.call(found[0], phrase.head)
        return found

    def _recent(self, item: Item, back: Sequence[Item], fits: Sequence[Node]) -> tuple[Node, str] | None:
        """The one fitting person of the last sentences; of several, the one that the article is mostly about."""
        near: dict[int, Node] = {}
        for other in reversed(back):
            if item.sentence - other.sentence > REACH:
                break
            if other.node is not None and other.node in fits:
                near[other.node.number] = other.node
        ranked = sorted(near.values(), key=lambda n: (-n.by_article[item.report], n.number))
        if not ranked or (
            len(ranked) > 1 and ranked[0].by_article[item.report] < 2 * ranked[1].by_article[item.report]
        ):
            return None
        return ranked[0], "last mentioned that fits"


def _role_score(phrase: Phrase, words: frozenset[str], head: str) -> float:
    """How well a description fits a role: same noun or group, modifiers shared, no state but its own."""
    if head == phrase.head:
        score = 1.0
    elif offices().get(head, frozenset()) & phrase.groups & SAME_OFFICE:
        score = 0.7
    else:
        return 0.0
    states = {w for w in words if len(w) == 3 and w.isupper()}
    if phrase.states and states and not phrase.states & states:
        return 0.0
    owner = phrase.owner if phrase.owner is not None else phrase.after[0] if phrase.after else None
    if owner is not None and owner.type != "person" and not owner.iso3 and not phrase.words & words:
        return 0.0  # "the Lions' leader" is none whose role names nobody or someone else
    if words and any(not n.iso3 and not _named_in(n, words) for n in phrase.named if n is not phrase.owner):
        return 0.0
    shared = (phrase.words | phrase.states) & words
    missing = phrase.telling - words
    if missing and (not shared or score < 1):
        return 0.0
    if phrase.states and not states and (score < 1 or (words and not shared)):
        return 0.0
    return max(0.0, score + 0.5 * len(shared) - 0.3 * len(missing) - (0.2 if phrase.states and not states else 0.0))


def _named_in(node: Node, words: frozenset[str]) -> bool:
    return any(set(k.split()) & words for k in node.keys) or any(set(fold(f).split()) & words for f in node.forms)


def _said_of(node: Node) -> frozenset[str]:
    """All words of a node's roles."""
    return frozenset(w for words, head, _, _ in node.roles for w in (*words, head))


def _leads(node: Node) -> bool:
    return any(
        offices().get(head, frozenset()) & {"leader", "government", "minister", "monarch"}
        for _, head, _, _ in node.roles
    )


def _fits(phrase: Phrase, node: Node) -> bool:
    """Gender, state and age of a description do not speak against a person."""
    if phrase.gender in ("he", "she") and node.gender in ("he", "she") and phrase.gender != node.gender:
        return False
    if phrase.age is not None and node.ages and phrase.age not in node.ages:
        return False
    if phrase.head in _CHILD and any(offices().get(h) or h in titles() for _, h, _, _ in node.roles):
        return False
    return not (phrase.states and node.states and not phrase.states & node.states)
