"""Names of a story -> nodes: variants, misspellings, short forms and acronyms joined; namesakes kept apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ...knowledge.countries import find_state
from ...knowledge.people import find_organisation, given_names, noun_gender, noun_kinds, titles
from ...model.annotation import EntityType
from ...text.names import alike, all_initials, fold, initials, name_words, plain_company, same_person_name, typo
from .node import Item, Node, Room

TITLE_WEIGHT = 3.0  # a title or description beside a name says more of its type than the parser's guess
BARE_WEIGHT = 0.4  # a run of proper nouns without a guess says little
PLACE_WEIGHT = 30.0  # "the town of X", "the gorilla X" settle it against the parser's guesses
TABLE_WEIGHT = 100.0
SLIP_RATIO = 3  # a bare word takes the type of a word that it may misspell only when that is this many times as frequent
DOMINANT = 3  # a namesake must be this many times as frequent in the story to take a bare surname where neither is in the article

BODY_WORDS = frozenset(
    """agency association authority bank board bureau center centre club coalition college commission committee company congress consulate council court
    department embassy federation force forces foundation front fund group hospital house institute institution league legislature ministry mission
    movement museum network office organisation organization parliament party police school senate service society station team trust union university
    zoo church army navy campaign airport prison assembly cabinet""".split()
)
_PLACE_NOUNS = frozenset("city town village province district county state port island region suburb borough hamlet municipality".split())
_ACRONYM = re.compile(r"^[A-Z][A-Za-z&]{0,7}[A-Z]s?$")


@dataclass(slots=True)
class _Name:
    """All named mentions of one comparable form."""

    key: str
    words: tuple[str, ...]
    items: list[Item] = field(default_factory=list)
    types: dict[EntityType, float] = field(default_factory=lambda: defaultdict(float))
    articles: Counter[int] = field(default_factory=Counter)
    type: EntityType = "other"
    canonical: str = ""


class Names:
    """Resolves a story's named mentions."""

    def __init__(self, room: Room) -> None:
        """Resolve every named mention of `room` that is no state."""
        self.room = room
        names = self._inventory()
        persons = self._persons([n for n in names if n.type == "person" and len(n.words) > 1])
        self._short_persons([n for n in names if n.type == "person" and len(n.words) == 1], persons)
        self._others([n for n in names if n.type != "person"])

    def _inventory(self) -> list[_Name]:
        names: dict[str, _Name] = {}
        whole = {i.mention.key for items in self.room.items for i in items if i.mention.form == "named" and " " in i.mention.key}
        for items in self.room.items:
            for item in items:
                mention = item.mention
                if mention.form != "named" or item.node is not None or mention.rule.startswith("state"):
                    continue
                if mention.type == "group" and self.room.reports[item.report].parse.tokens[mention.head].tag[:2] == "JJ":
                    continue  # "Democratic", "Islamist": an adjective names nobody
                key = mention.key
                known = find_organisation(self.room.text(item)) if mention.rule == "table of organisations" else None
                if known is not None:
                    key = fold(known[0]).removeprefix("the ")
                elif mention.type != "person":
                    key = plain_company(self._with_state_before(item, items, whole) or key)
                name = names.get(key)
                if name is None:
                    name = names[key] = _Name(key, name_words(key), canonical=known[0] if known else "")
                name.items.append(item)
                name.articles[item.report] += 1
                _vote(name, item)
                if self._after_place_noun(item):
                    name.types["place"] += PLACE_WEIGHT
        found = sorted(names.values(), key=lambda n: (-len(n.items), n.key))
        _settle_types(found)
        return found

    def _after_place_noun(self, item: Item) -> bool:
        """ "the village of X", "the city of X"."""
        tokens = self.room.reports[item.report].parse.tokens
        at = item.mention.head
        while at > 0 and tokens[at].start > item.mention.span.start:
            at -= 1
        if at < 2 or tokens[at - 1].lower != "of":
            return False
        return tokens[at - 2].lower in _PLACE_NOUNS

    def _with_state_before(self, item: Item, items: Sequence[Item], whole: set[str]) -> str | None:
        """ "German" + "Red Cross" where the story also has "German Red Cross" as one name."""
        before = items[item.number - 1] if item.number else None
        if before is None or not before.mention.rule.startswith("state") or before.mention.span.end + 1 != item.mention.span.start:
            return None
        key = fold(self.room.text(before)) + " " + item.mention.key
        return key if key in whole else None

    # ---- persons

    def _persons(self, names: Sequence[_Name]) -> dict[str, list[Node]]:
        """Nodes of full names; returns them by each word of their names."""
        groups: list[tuple[Node, list[_Name]]] = []
        buckets: dict[str, list[int]] = defaultdict(list)
        for name in names:
            own = None
            for number in (*buckets[name.words[-1][:1]], *buckets[" " + name.words[0]]):
                if any(_one_person(name, other) for other in groups[number][1]):
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
            own = [n for n in members if not any(o.words == n.words[: len(o.words)] and len(o.words) < len(n.words) for o in members)]
            for word in sorted({w for name in own for w in name.words}):
                by_word[word].append(node)
        return by_word

    def _short_persons(self, names: Sequence[_Name], by_word: dict[str, list[Node]]) -> None:
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

    def _slip_of_single(self, name: _Name) -> Node | None:
        for node in self.room.nodes:
            if node.type == "person" and any(typo(name.key, k) for k in sorted(node.keys) if " " not in k):
                if node.total >= 2 * len(name.items) and not set(name.articles) & {a for a, n in node.by_article.items() if n > 2}:
                    return node
        return None

    def _share_out(self, name: _Name, candidates: Sequence[Node]) -> None:
        """Give each mention of a bare surname or given name to one of its bearers."""
        own: Node | None = None
        word = name.words[0]
        before = {id(n): dict(n.by_article) for n in candidates}
        story = {id(n): n.total for n in candidates}
        first: dict[tuple[int, int], int] = {}
        for report in name.articles:
            for item in reversed(self.room.items[report]):
                if item.node is not None:
                    first[id(item.node), report] = item.mention.span.start
        for item in name.items:
            gender = _title_gender(item)
            fits = [n for n in candidates if gender is None or (n.gender or gender) == gender]
            fits = fits or (list(candidates) if len(candidates) == 1 else [])
            last = [n for n in fits if any(k.split()[-1] == word for k in n.keys)]
            fits = last or fits
            near = [n for n in fits if before[id(n)].get(item.report)]
            chosen = _most(near, lambda n, r=item.report: (before[id(n)].get(r, 0), story[id(n)], -first.get((id(n), r), 0)))
            if chosen is None:
                chosen = _most(fits, lambda n: (story[id(n)],))
                rivals = [n for n in fits if n is not chosen]
                if chosen is not None and any(story[id(n)] * DOMINANT > story[id(chosen)] for n in rivals):
                    chosen = None
            if chosen is None:
                own = own or self.room.make("person")
                self._attach(own, item, name, "name")
            else:
                self._attach(chosen, item, name, "surname" if last else "part of a name")

    # ---- organisations, places and the rest

    def _others(self, names: Sequence[_Name]) -> None:
        groups: dict[str, Node] = {}
        joined: list[tuple[_Name, Node]] = []
        self.places = frozenset(n.key for n in names if n.type == "place")
        for name in sorted(names, key=lambda n: (-len(n.words), -len(n.items), n.key)):
            found = self._same_other(name, joined)
            if found is None:
                node, rule = self.room.make(name.type), "name"
            else:
                node, rule = found
            self._give(node, name, rule)
            if name.canonical:
                node.shown = name.canonical
            groups[name.key] = node
            joined.append((name, node))

    def _same_other(self, name: _Name, joined: Sequence[tuple[_Name, Node]]) -> tuple[Node, str] | None:
        short: list[tuple[Node, str]] = []
        solid = name.key.replace(" ", "")
        form = self.room.text(name.items[0])
        for other, node in joined:
            if not _types_agree(name.type, other.type):
                continue
            if len(solid) > 3 and (solid == other.key.replace(" ", "") or _content(name.words) == _content(other.words)):
                return node, "same name"
            if _slip(name, other):
                return node, f"misspelling of {other.key}"
            if name.words[-1].isdigit() and name.words[-1] == other.words[-1] and _numbered(name, other):
                return node, "same number"
            if _ACRONYM.match(form) and _acronym_of(form, other, self.room):
                short.append((node, "acronym"))
            elif _short_form(name, other, self.places):
                short.append((node, "short form"))
        if not short:
            return None
        here = [s for s in short if set(s[0].by_article) & set(name.articles)]
        distinct = {s[0].number: s for s in here or short}
        if len(distinct) == 1:
            return next(iter(distinct.values()))
        return None

    def _give(self, node: Node, name: _Name, rule: str) -> None:
        for item in name.items:
            self._attach(node, item, name, rule)

    def _attach(self, node: Node, item: Item, name: _Name, rule: str) -> None:
        item.node, item.rule = node, rule
        self.room.name(node, name.key)
        if node.type != "person":
            self.room.name(node, item.mention.key)
        self.room.count(node, item.report)
        gender = _title_gender(item)
        if gender:
            node.votes[gender] += 3
        if node.type == "person":
            guess = given_names().get(name.words[0]) if len(name.words) > 1 else None
            if guess:
                node.votes[guess] += 1
            best = node.votes.most_common(1)
            node.gender = best[0][0] if best else None


def _vote(name: _Name, item: Item) -> None:
    mention = item.mention
    if mention.rule == "table of organisations":
        name.types[mention.type] += TABLE_WEIGHT
        return
    weight = BARE_WEIGHT if mention.rule == "proper nouns" and mention.type == "other" else 1.0
    if mention.type == "group":
        weight = BARE_WEIGHT  # the parser calls many unknown names nationalities
    name.types[mention.type] += weight
    if mention.role is None:
        return
    front = mention.role.split(" of ")[0].split(" for ")[0].split()
    word = front[-1].lower().rstrip(".") if front else ""
    word = word if word in noun_kinds() else word.removesuffix("s")
    kinds = noun_kinds().get(word, frozenset())
    if any(c.isdigit() for c in name.key):
        return
    if word in titles() or kinds & {"person", "family"}:
        name.types["person"] += TITLE_WEIGHT
    elif "organisation" in kinds:
        name.types["organisation"] += TITLE_WEIGHT
    elif "place" in kinds:
        name.types["place"] += TITLE_WEIGHT
    elif "animal" in kinds:
        name.types["other"] += PLACE_WEIGHT


def _settle_types(names: Sequence[_Name]) -> None:
    """One type for each name; a bare word that ends a person's full name is that person unless it is mostly a place."""
    for name in names:
        name.type = max(name.types.items(), key=lambda kv: (kv[1], kv[0]))[0]
    lasts = {n.words[-1] for n in names if n.type == "person" and len(n.words) > 1}
    firsts = {n.words[0] for n in names if n.type == "person" and len(n.words) > 1}
    _settle_slips(names)
    bare = {n.words[0]: n for n in names if len(n.words) == 1}
    for name in names:
        if name.type not in ("person", "place", "country") and not name.canonical and len(name.words) in (2, 3):
            if _person_by_bare_word(name, bare):
                name.type = "person"
                lasts.add(name.words[-1])
                firsts.add(name.words[0])
    by_first: dict[str, set[int]] = defaultdict(set)
    for name in names:
        if name.type == "person" and len(name.words) > 1:
            by_first[name.words[0]] |= set(name.articles)
    for name in names:
        if len(name.words) != 1 or name.type == "person" or name.canonical:
            continue
        word, total = name.words[0], sum(name.types.values())
        if (word in lasts and name.types["place"] * 2 <= total) or (word in firsts and (name.types["person"] or word in given_names() or by_first[word] & set(name.articles)) and name.types["place"] * 2 <= total) or (any(typo(word, w) for w in sorted(lasts)) and name.types["person"]):
            name.type = "person"


def _settle_slips(names: Sequence[_Name]) -> None:
    """A rare name of another type than the frequent one that it misspells takes that one's type."""
    by_shape: dict[tuple[int, str], list[_Name]] = defaultdict(list)
    for name in names:
        by_shape[len(name.words), name.words[-1][:1]].append(name)
    for group in by_shape.values():
        for place, rare in enumerate(group):
            for often in group[:place]:
                if often.type != rare.type and "country" not in (often.type, rare.type) and _slip(rare, often):
                    both = {t: often.types[t] + rare.types[t] for t in {**often.types, **rare.types}}
                    often.type = rare.type = max(both.items(), key=lambda kv: (kv[1], kv[0]))[0] if len(rare.words) > 1 or len(often.items) >= SLIP_RATIO * len(rare.items) else often.type
                    break


def _person_by_bare_word(name: _Name, bare: dict[str, _Name]) -> bool:
    """A name of unclear type whose first or last word alone is called a person, or is all that is ever used of it."""
    if name.words[-1] in BODY_WORDS or any(w in _SMALL_WORDS or not w.isalpha() for w in name.words):
        return False
    for word in (name.words[-1], name.words[0]):
        alone = bare.get(word)
        if alone is not None and not alone.canonical and alone.types["person"] * 2 > sum(alone.types.values()):
            return True
    alone = bare.get(name.words[-1])
    unclear = name.types["organisation"] + name.types["product"] + name.types["event"] == 0
    if not unclear or alone is None or alone.types["organisation"] or alone.types["place"] or alone.canonical:
        return False
    return bool(set(alone.articles) & set(name.articles)) and len(alone.items) >= len(name.items)


_SMALL_WORDS = frozenset("of the and for in on at to a an".split())


def _one_person(a: _Name, b: _Name) -> bool:
    short, long = sorted((a.words, b.words), key=len)
    if len(short) >= 2 and long[: len(short)] == short and len(long) > len(short) and len(b.items) + len(a.items) > 3:
        return True  # a further word glued on by the parser
    if not same_person_name(a.words, b.words):
        return False
    if a.words[-1] == b.words[-1] and (a.words[0] == b.words[0] or len(a.words) != len(b.words)):
        junior = a.key.split()[-1] != a.words[-1]
        return junior == (b.key.split()[-1] != b.words[-1]) or not set(a.articles) & set(b.articles)
    both = set(a.articles) & set(b.articles)
    return not any(a.articles[r] > 1 and b.articles[r] > 1 for r in both)


def _slip_of(name: _Name, by_word: dict[str, list[Node]]) -> Node | None:
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
    front = role.split(" of ")[0].split(" for ")[0].split()
    word = front[-1].lower().rstrip(".") if front else ""
    return titles().get(word, ("", ""))[1] or noun_gender().get(word) or None


def _most(nodes: Iterable[Node], weight: Callable[[Node], tuple[int, ...]]) -> Node | None:
    return max(nodes, key=lambda n: (weight(n), -n.number), default=None)


def _types_agree(a: EntityType, b: EntityType) -> bool:
    return a == b or "other" in (a, b) or {a, b} <= {"organisation", "product", "event", "place"}


def _slip(a: _Name, b: _Name) -> bool:
    """One misspells the other: all words alike but one slip, and no report writes both often."""
    if len(a.words) != len(b.words) or a.key == b.key or a.key.isdigit():
        return False
    wrong = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    if len(wrong) != 1:
        return False
    x, y = wrong[0]
    close = typo(x, y) or (len(a.words) > 1 and ((alike(x, y) and x[0] == y[0] and len(x) > 3) or len(x) == len(y) == 1))
    if not close or x.rstrip("s") == y.rstrip("s") or any(c.isdigit() for c in x + y):
        return False
    if x in _COMPASS or y in _COMPASS:
        return False
    return not any(a.articles[r] > 1 and b.articles[r] > 1 for r in a.articles)


_COMPASS = frozenset("north south east west northern southern eastern western upper lower new old a b c d e f g h i j k l m n".split()) - {"i", "e"}


def _acronym_of(form: str, other: _Name, room: Room) -> bool:
    letters = form.rstrip("s") if form[-1] == "s" else form
    if len(other.words) < 2 or other.type == "person":
        return False
    long = room.text(other.items[0])
    upper = letters.upper().replace("&", "")
    return upper in (initials(long).upper(), all_initials(long), initials(long.replace(" of ", " Of ")).upper())


def _numbered(a: _Name, b: _Name) -> bool:
    """ "SB 12" and "Senate Bill 12": the same number and initials."""
    short, long = sorted((a.words[:-1], b.words[:-1]), key=len)
    return len(short) == 1 and len(long) == len(short[0]) and all(w[0] == c for w, c in zip(long, short[0], strict=True))


def _content(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in _SMALL_WORDS and w != "&")


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """All words of one in the other, in order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _short_form(short: _Name, long: _Name, places: frozenset[str]) -> bool:
    """ "Legislature" for "Arizona Legislature", "Northside Zoo" for "Northside Zoo and Gardens", "Erie" for "Erie, Pennsylvania"."""
    if len(short.words) >= len(long.words) or not short.words:
        return False
    tail = long.words[len(long.words) - len(short.words) :]
    head = long.words[: len(short.words)]
    if short.words == tail:
        front = long.words[: len(long.words) - len(short.words)]
        placed = " ".join(front) in places or len(front) == 1 and find_state(front[0].title()) is not None
        if short.words[-1].endswith("s") and long.type == "organisation" and len(short.words) == 1 and set(short.articles) & set(long.articles):
            placed = placed or len(front) <= 2 and short.types["place"] == 0  # a team: "Lions" for "Northport Lions"
        if placed and short.type != "person":
            return short.key not in places or long.type == short.type
        named = short.words[-1] in BODY_WORDS or long.words[-1] in _PRESS
        return named and short.type != "place" and long.type != "place"
    if len(short.words) > 1 and short.words[-1] == long.words[-1] and short.words[-1] in BODY_WORDS and _inside(short.words, long.words):
        return True
    if short.words == head:
        rest = long.words[len(short.words) :]
        if short.words[-1] in BODY_WORDS and len(short.words) > 1 and rest[0] in ("and", "&", "of", "for", "at"):
            return True
        return (rest in (("city",), ("town",), ("sea",), ("ocean",), ("desert",), ("peninsula",)) and short.type in ("place", "other")) or (len(rest) == 1 and rest[0] in _KIND_TAILS)
    return False


_PRESS = frozenset("times post news journal tribune herald gazette telegraph guardian enquirer chronicle star mail mirror sun globe observer".split())
_KIND_TAILS = frozenset("group movement party network organisation organization militants insurgents corps airlines newspaper".split())
