"""Names of a story -> nodes: variants, misspellings, short forms and acronyms joined; namesakes kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ...knowledge.people import given_names, noun_gender, titles
from ...text.names import typo
from .inventory import inventory
from .likeness import (
    ACRONYM,
    Name,
    acronym_of,
    kind_aside,
    numbered,
    one_person,
    short_form,
    slip,
    types_agree,
)
from .node import Item, Node, Room
from .phrases import role_noun
from .words import BODY_WORDS, KIND_TAILS

DOMINANT = 3  # a namesake must be this many times as frequent in the story to take a bare surname where neither is in the article
OFTEN = 8  # mentions of a name that a run of words seen once may end in by accident


class Names:
    """Resolves a story's named mentions."""

    def __init__(self, room: Room) -> None:
        """Resolve every named mention of `room` that is no state."""
        self.room = room
        names = inventory(room)
        persons = self._persons([n for n in names if n.type == "person" and len(n.words) > 1])
        self._short_persons([n for n in names if n.type == "person" and len(n.words) == 1], persons)
        self._others([n for n in names if n.type != "person"])

    def _apart(self, a: Name, b: Name) -> bool:
        """The user's list keeps the two apart."""
        return bool(self.room.apart) and frozenset((a.key, b.key)) in self.room.apart

    # ---- persons

    def _persons(self, names: Sequence[Name]) -> dict[str, list[Node]]:
        """Nodes of full names; returns them by each word of their names."""
        groups: list[tuple[Node, list[Name]]] = []
        buckets: dict[str, list[int]] = defaultdict(list)
        for name in names:
            own = None
            for number in (*buckets[name.words[-1][:1]], *buckets[" " + name.words[0]]):
                if any(one_person(name, other) and not self._apart(name, other) for other in groups[number][1]):
                    own = number
                    break
            if own is None:
                buckets[name.words[-1][:1]].append(len(groups))
                buckets[" " + name.words[0]].append(len(groups))
                groups.append((self.room.make("person"), [name]))
            else:
                groups[own][1].append(name)
        by_word: dict[str, list[Node]] = defaultdict(list)
        for node, members in groups:
            for name in members:
                same = name.key == members[0].key
                self._give(node, name, "full name" if same else f"spelling of {members[0].key}")
            whole = [n for n in members if not any(_with_more(n.words, o.words) for o in members)]
            for word in sorted({w for name in whole for w in name.words}):
                by_word[word].append(node)
        return by_word

    def _short_persons(self, names: Sequence[Name], by_word: dict[str, list[Node]]) -> None:
        left = []
        for name in names:
            candidates = by_word.get(name.words[0], [])
            if candidates:
                self._share_out(name, candidates)
            else:
                left.append(name)
        known = {w: nodes for w, nodes in by_word.items() if len(w) > 3}
        for name in left:
            target = _slip_of(name, known) or self._slip_of_single(name)
            if target is not None:
                self._give(target, name, "misspelling")
            else:
                node = self.room.make("person")
                self._give(node, name, "name")

    def _slip_of_single(self, name: Name) -> Node | None:
        """A person known by one word that this word misspells, at least twice as frequent and not often in the same report."""
        for node in self.room.nodes:
            if node.type != "person" or node.total < 2 * len(name.items):
                continue
            often = {a for a, n in node.by_article.items() if n > 2}
            if not often & set(name.articles) and any(typo(name.key, k) for k in sorted(node.keys) if " " not in k):
                return node
        return None

    def _share_out(self, name: Name, candidates: Sequence[Node]) -> None:
        """Give each mention of a bare surname or given name to one of its bearers."""
        own: Node | None = None
        word = name.words[0]
        before = {n.number: dict(n.by_article) for n in candidates}
        story = {n.number: n.total for n in candidates}
        first = self._first_positions(name)
        for item in name.items:
            gender = _title_gender(item)
            fits = [n for n in candidates if gender is None or (n.gender or gender) == gender]
            fits = fits or (list(candidates) if len(candidates) == 1 else [])
            last = [n for n in fits if any(k.split()[-1] == word for k in n.keys)]
            chosen = self._nearest(last or fits, item, before, story, first)
            if chosen is None:
                own = own or self.room.make("person")
                self._attach(own, item, name, "name")
            else:
                self._attach(chosen, item, name, "surname" if last else "part of a name")
                if chosen.number in before and before[chosen.number].get(item.report):
                    before[chosen.number][item.report] += 1

    def _first_positions(self, name: Name) -> dict[tuple[int, int], int]:
        """Where each resolved node first stands in the reports of `name`, by node number and report."""
        first: dict[tuple[int, int], int] = {}
        for report in name.articles:
            for item in self.room.items[report]:
                if item.node is not None:
                    first.setdefault((item.node.number, report), item.mention.span.start)
        return first

    @staticmethod
    def _nearest(
        fits: Sequence[Node], item: Item, before: dict[int, dict[int, int]], story: dict[int, int],
        first: dict[tuple[int, int], int],
    ) -> Node | None:  # fmt: skip
        """The bearer named most in the report so far, of equals the first; if none is there, one who dominates the story."""
        report = item.report
        near = [n for n in fits if before[n.number].get(report)]
        told = [n for n in near if first.get((n.number, report), item.mention.span.end) < item.mention.span.start]
        if near:
            return max(
                told or near,
                key=lambda n: (before[n.number][report], story[n.number], -first.get((n.number, report), 0), -n.number),
            )
        ranked = sorted(fits, key=lambda n: (-story[n.number], n.number))
        if not ranked or (len(ranked) > 1 and story[ranked[1].number] * DOMINANT > story[ranked[0].number]):
            return None
        return ranked[0]

    # ---- organisations, places and the rest

    def _others(self, names: Sequence[Name]) -> None:
        groups: dict[str, Node] = {}
        joined: list[tuple[Name, Node]] = []
        self.places = frozenset(n.key for n in names if n.type == "place")
        alone = {n.words[0]: n for n in names if len(n.words) == 1}
        glued = {n.key: word for n in names if len(n.words) > 1 and (word := self._run_into(n, alone))}
        for name in sorted(names, key=lambda n: (n.key in glued, -len(n.words), -len(n.items), n.key)):
            found = self._same_other(name, joined)
            if name.key in glued:
                found = groups[glued[name.key]], "name with a word run into it"
            if found is None:
                node, rule = self.room.make(name.type), "name"
            else:
                node, rule = found
            self._give(node, name, rule)
            if name.canonical:
                node.shown = name.canonical
            groups[name.key] = node
            joined.append((name, node))

    def _run_into(self, name: Name, alone: dict[str, Name]) -> str:
        """The frequent name at the end of a run seen once, or at its beginning in a headline; "" for none."""
        if _glued(name, alone.get(name.words[-1])):
            return name.words[-1]
        if _glued(name, alone.get(name.words[0])) and _in_headline_style(self.room, name.items[0]):
            return name.words[0]
        return ""

    def _in_brackets(self, name: Name) -> Node | None:
        """ "Northern Dockers (NDX)": the body before the brackets, whatever its initials."""
        for item in name.items:
            text, span = self.room.reports[item.report].article.text, item.mention.span
            if text[span.start - 2 : span.start] != " (" or text[span.end : span.end + 1] != ")":
                continue
            for before in self.room.items[item.report][max(0, item.number - 3) : item.number]:
                node = before.node
                if before.mention.span.end == span.start - 2 and node is not None and before.mention.form == "named":
                    return node if node.type in ("organisation", "other", "product", "group") else None
        return None

    def _same_other(self, name: Name, joined: Sequence[tuple[Name, Node]]) -> tuple[Node, str] | None:
        short: list[tuple[Node, str]] = []
        form = self.room.text(name.items[0])
        if len(name.words) == 2 and name.words[-1] in KIND_TAILS:
            form = form.split(maxsplit=1)[0]  # "NLA Airlines" for "Northern Light Airways"
        acronym = ACRONYM.match(form) is not None
        explained = self._in_brackets(name) if acronym and not name.canonical else None
        if explained is not None:
            return explained, "acronym in brackets"
        size, bare = len(name.words), kind_aside(name.words)
        for other, node in joined:
            if not types_agree(name.type, other.type) or self._apart(name, other):
                continue
            if len(name.solid) > 3 and (name.solid == other.solid or name.content == other.content):
                return node, "same name"
            shares = not name.parts.isdisjoint(other.parts)
            if len(other.words) == size and (shares or size == 1):
                if size > len(bare) and bare == kind_aside(other.words):
                    return node, "same name but for its kind"
                if slip(name, other):
                    return node, f"misspelling of {other.key}"
            if shares and name.words[-1].isdigit() and name.words[-1] == other.words[-1] and numbered(name, other):
                return node, "same number"
            if acronym and acronym_of(form, other, self.room):
                short.append((node, "acronym"))
            elif shares and short_form(name, other, self.places):
                short.append((node, "short form"))
        if not short:
            return None
        here = [s for s in short if set(s[0].by_article) & set(name.articles)]
        distinct = {s[0].number: s for s in here or short}
        if len(distinct) == 1:
            return next(iter(distinct.values()))
        return None

    def _give(self, node: Node, name: Name, rule: str) -> None:
        for item in name.items:
            self._attach(node, item, name, rule)

    def _attach(self, node: Node, item: Item, name: Name, rule: str) -> None:
        item.node, item.rule = node, rule
        self.room.name(node, name.key)
        if node.type != "person":
            self.room.name(node, item.mention.key)
        self.room.count(node, item.report)
        gender = _title_gender(item)
        if node.type != "person":
            return
        if gender:
            node.vote(gender, 3)
        guess = given_names().get(name.words[0]) if len(name.words) > 1 else None
        if guess:
            node.vote(guess, 1)


def _with_more(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """A name with further words glued on at one end by the parser: "Lions Ana Reyes"."""
    size = len(short)
    return 1 < size < len(long) and (long[:size] == short or long[-size:] == short)


def _in_headline_style(room: Room, item: Item) -> bool:
    """Nearly all long words of the sentence have capitals."""
    parse = room.reports[item.report].parse
    sentence = parse.sentences[item.sentence]
    words = [t.text for t in parse.tokens[sentence.first : sentence.last + 1] if len(t.text) > 3 and t.text.isalpha()]
    return len(words) > 3 and sum(w[0].isupper() for w in words) * 4 >= 3 * len(words)


def _glued(long: Name, short: Name | None) -> bool:
    """ "Share Nordmark", once, for "Nordmark": a word of a headline or credit run into a name that the story has often."""
    if short is None or len(long.items) > 1 or long.type not in ("other", "organisation") or long.canonical:
        return False
    often = len(short.items) >= OFTEN and short.type in ("organisation", "product", "other")
    return often and short.words[0] not in BODY_WORDS and not short.canonical


def _slip_of(name: Name, by_word: dict[str, list[Node]]) -> Node | None:
    """The one person whose surname or given name this rare bare word misspells."""
    word = name.words[0]
    near = sorted(w for w in by_word if w[0] == word[0] and typo(word, w))
    nodes = {n.number: n for w in near for n in by_word[w]}
    if len(nodes) != 1:
        return None
    node = next(iter(nodes.values()))
    given = any(k.split()[0] in near for k in node.keys)
    if not given and len(name.items) * 2 > node.total:
        return None
    return node


def _title_gender(item: Item) -> str | None:
    role = item.mention.role
    if not role:
        return None
    word = role_noun(role)
    return titles().get(word, ("", ""))[1] or noun_gender().get(word) or None
