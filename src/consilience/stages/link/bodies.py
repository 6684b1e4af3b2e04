"""Descriptions of places, organisations, groups, works and things -> nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...knowledge.countries import find_state, name_of
from ...knowledge.people import find_organisation, noun_kinds
from ...knowledge.regions import find_region
from ...model.annotation import EntityType
from ...text.names import fold
from .node import Item, Node, Room
from .phrases import DETERMINERS, Phrase
from .words import (
    ANIMALS,
    ANY_BODY,
    BODY,
    CITY,
    COMPANY,
    COUNTRY,
    FIGHTERS,
    GOVERNMENT,
    KIND_NOUNS,
    LAW,
    MEDIA,
    NAME_NOUNS,
    NAMING,
    PLURAL_NAMES,
    PRESS_WORDS,
    PRODUCTS,
    REGION,
    SAME,
    SITES,
)  # fmt: skip

REACH = 3  # sentences back in which a generic description ("the company") finds what it takes up
LONG_REACH = 12  # the same for nouns that few nodes of a story bear ("the zoo")
KNOWN = 4  # named mentions in the story of a company that a report may leave unnamed
CLEAR = 1.5  # a candidate stands out when it is named this many times as often in the article as the next
ABROAD = 2  # a state's nouns: how often the best must be named over the next to stand for "the country" without being nearest


class Bodies:
    """Resolves descriptions of what is no single person."""

    def __init__(self, room: Room) -> None:
        """Keep the story's nodes at hand."""
        self.room = room
        self.second = False  # all reports have been read once

    # ---- places

    def place(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the city", "the German capital", "the village of X", "the country"."""
        if phrase.head == "capital":
            return self._capital(phrase)
        if phrase.plural:
            return None
        tail = phrase.after[0] if phrase.after else None
        if (
            tail is not None
            and tail.type in ("place", "person")
            and phrase.head in CITY | REGION | {"village", "island", "port", "borough", "suburb", "track"}
        ):
            if phrase.head in REGION:
                return self._naming(
                    item, (f"#{tail.number}", phrase.head), f"{self._form(tail)} {phrase.head}", "place"
                ), "kind and name"
            self.room.call(tail, phrase.head)
            return (tail, "kind and name") if self.room.text(item).split(" of ")[-1].count(" ") <= 2 else None
        if (
            phrase.named
            and phrase.head in CITY | {"village"}
            and phrase.named[-1].type == "place"
            and phrase.core[-2:-1] == (f"#{phrase.named[-1].number}",)
        ):
            return phrase.named[-1], "kind and name"
        if (
            phrase.states
            and len(phrase.states) == 1
            and not phrase.telling
            and phrase.head in ("state", "nation", "republic")
        ):
            iso3 = next(iter(phrase.states))
            return self.room.state(iso3, name_of(iso3)), "state and its noun"
        found = self.named_by_description(item, phrase)
        if found is not None:
            return found
        if (
            phrase.definite == "his"
            and phrase.head in COUNTRY
            and phrase.owner is not None
            and len(phrase.owner.states) == 1
        ):
            iso3 = next(iter(phrase.owner.states))
            return self.room.state(iso3, name_of(iso3)), "state of the owner"
        if phrase.definite != "the" or phrase.telling or phrase.states:
            return None
        if phrase.head in COUNTRY:
            return self._country(item, back)
        called = self._called(item, phrase)
        if phrase.head in CITY:
            places = [
                n
                for n in self.room.in_article[item.report]
                if n.type == "place" and not _is_region(n) and not _other_place(n)
            ]
            return self.salient(item, back, places, LONG_REACH, called)
        near = self.salient(item, back, called, LONG_REACH) if called else None
        return near or ((called[0], "called so in the story") if len(called) == 1 and phrase.head in NAMING else None)

    def _capital(self, phrase: Phrase) -> tuple[Node, str] | None:
        found = [n for n in self.room.capitals.values() if not phrase.states or n.states & phrase.states]
        if phrase.telling or phrase.plural or len(found) != 1 or (phrase.after and not phrase.states):
            return None
        return found[0], "capital of the state"

    def _country(self, item: Item, back: Sequence[Item]) -> tuple[Node, str] | None:
        """The state that is the subject of the sentence before, else the one that stands out in the article or is nearest."""
        tokens = self.room.reports[item.report].parse.tokens
        here = sorted((n.by_article[item.report] for n in self.room.in_article[item.report] if n.iso3), reverse=True)
        if len(here) > 1 and here[0] >= ABROAD * here[1]:
            back = [i for i in back if i.node is None or i.node.by_article[item.report] == here[0]]
        for other in reversed(back):
            if item.sentence - other.sentence > 1:
                break
            if other.node is not None and other.node.iso3 and tokens[other.mention.head].dep in ("nsubj", "nsubjpass"):
                return other.node, "subject before it"
        return self.salient(item, back, [n for n in self.room.in_article[item.report] if n.iso3], LONG_REACH)

    # ---- organisations and groups

    def body(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the company", "the Swiss government", "Northport police", "the militants"."""
        words = self.room.text(item)
        inner = self._inner_body(phrase)
        if inner is not None:
            return inner
        known = find_organisation(_bare(words))
        if known is not None:
            node = self.room.by_key.get(fold(known[0]).removeprefix("the ")) or self._new(
                fold(known[0]).removeprefix("the "), "organisation"
            )
            node.shown = known[0]
            self._take_form(node, item, _bare(words), phrase.head)
            return node, "table of organisations"
        if phrase.head in GOVERNMENT and phrase.states and len(phrase.states) == 1 and not phrase.telling:
            iso3 = next(iter(phrase.states))
            return self.room.state(iso3, name_of(iso3)), "government of the state"
        if (
            phrase.head in ("government", "administration", "regime")
            and phrase.definite == "the"
            and not phrase.telling
        ):
            return self.salient(item, back, [n for n in self.room.in_article[item.report] if n.iso3], LONG_REACH)
        if phrase.head in FIGHTERS:
            return self._fighters(item, phrase, back)
        if phrase.plural and phrase.head not in ("force", "police", "forces", "cops", "cop", "troops"):
            return None
        return self.named_by_description(item, phrase) or self._bare_body(item, phrase, back)

    def _inner_body(self, phrase: Phrase) -> tuple[Node, str] | None:
        """ "the Red Lions team", "Northern Light security agency": a body's name before the noun for what it is."""
        node = phrase.named[-1] if phrase.named else None
        if (
            node is None
            or node.type not in ("organisation", "other")
            or phrase.definite == "a"
            or phrase.plural
            or phrase.head not in KIND_NOUNS
        ):
            return None
        after = (
            phrase.core[
                len(phrase.core)
                - 1
                - next((k for k, w in enumerate(reversed(phrase.core)) if w == f"#{node.number}"), 99) :
            ]
            if f"#{node.number}" in phrase.core
            else ()
        )
        if not after or len(after) > 3 or node.shown in ("United Nations",):
            return None
        self.room.call(node, phrase.head)
        return node, "name and kind of body"

    def _fighters(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "Taliban insurgents", then "the insurgents": those whose fighters they are."""
        if phrase.named and phrase.named[-1].type in ("organisation", "group") and not phrase.named[-1].iso3:
            self.room.call(phrase.named[-1], phrase.head)
            return phrase.named[-1], "fighters of the body"
        if phrase.definite != "the" or phrase.telling or not phrase.plural:
            return None
        found = [n for n in self.room.by_noun[phrase.head] if n.type in ("organisation", "group")]
        return (found[0], "called so before") if len(found) == 1 else None

    def named_by_description(self, item: Item, phrase: Phrase) -> tuple[Node, str] | None:
        """ "Northport police", "the 9th Street tunnel": a name before a noun makes a name; its bearer may have it already."""
        if (
            phrase.head not in NAMING
            or (len(phrase.core) < 2 and not (phrase.owner and phrase.head == "campaign"))
            or (phrase.plural and phrase.head not in PLURAL_NAMES)
        ):
            return None
        if not phrase.named and (phrase.owner is None or phrase.head != "campaign"):
            return self._common_name(item, phrase)
        if phrase.head == "campaign" and (phrase.owner is None or phrase.owner.type != "person"):
            return None
        if phrase.owner is not None and phrase.owner.type == "person":
            if phrase.head != "campaign":
                return None
            core: tuple[str, ...] = (f"#{phrase.owner.number}", phrase.head)
            form = f"{self._form(phrase.owner)}'s {phrase.head}"
        else:
            core, form = phrase.core, phrase.form
        existing = self.room.by_key.get(fold(_bare(self.room.text(item)))) or self.room.by_key.get(" ".join(core))
        existing = existing or self._by_stated_role(phrase)
        if existing is not None and existing.type != "person":
            self._take_form(existing, item, form, phrase.head)
            return existing, "name and noun"
        if phrase.head in SITES and phrase.definite == "the" and all(_is_region(n) for n in phrase.named):
            called = [n for n in self.room.by_noun[phrase.head] if n.by_article[item.report] and n.type != "person"]
            if len(called) == 1:
                return called[0], "noun and region"
        if phrase.definite == "a":
            return None
        kinds = noun_kinds().get(phrase.head, frozenset())
        place = "place" in kinds and "organisation" not in kinds
        return self._naming(item, core, form, "place" if place else "organisation"), "name and noun"

    def _by_stated_role(self, phrase: Phrase) -> Node | None:
        """The body that a report introduces with these words: "the Norwegian dockers union Havn"."""
        wanted = phrase.telling | phrase.states
        found = [
            node
            for node in self.room.by_role.get(phrase.head, ())
            if node.type in ("organisation", "other", "place") and any(words == wanted for words, _, _, _ in node.roles)
        ]
        return found[0] if len(found) == 1 and wanted else None

    def _common_name(self, item: Item, phrase: Phrase) -> tuple[Node, str] | None:
        """ "fire department" where the story has "Northport fire department", and only that."""
        ending = phrase.core[-2:]
        fits = [
            n
            for n in self.room.by_noun[phrase.head]
            if any(tuple(k.split()[-2:]) == ending for k in n.keys) and not _clash(phrase, n)
        ]
        if len(fits) == 1 and phrase.definite != "a":
            return fits[0], "end of its name"
        if (
            fits
            or not self.second
            or phrase.head not in ("department", "ministry")
            or phrase.definite not in ("the", "bare")
            or len(phrase.core) != 2
        ):
            return None
        return self._naming(item, phrase.core, " ".join(phrase.core), "organisation"), "name of a kind of body"

    def _naming(self, item: Item, core: tuple[str, ...], form: str, type_: EntityType) -> Node:
        node = (
            self.room.by_key.get(" ".join(core)) or self.room.by_key.get(fold(form)) or self._new(" ".join(core), type_)
        )
        self.room.name(node, fold(form))
        for part in core[:-1]:
            owner = self.room.nodes[int(part[1:])] if part.startswith("#") else None
            if owner is not None and owner.iso3:
                node.states.add(owner.iso3)
        self._take_form(node, item, form, core[-1])
        return node

    def _new(self, key: str, type_: EntityType) -> Node:
        node = self.room.make(type_)
        self.room.name(node, key)
        return node

    def _take_form(self, node: Node, item: Item, form: str, noun: str) -> None:
        node.forms[form] += 1
        self.room.count(node, item.report)
        self.room.call(node, noun)
        self.room.call(node, SAME.get(noun, noun))
        if noun in ("police", "army", "military"):
            self.room.call(node, "force")

    def _form(self, node: Node) -> str:
        full = node.type == "person"
        return node.shown or max(node.forms, key=lambda f: (full and " " in f, node.forms[f], f), default="")

    def _bare_body(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        if phrase.head == "police" and phrase.definite in ("bare", "the") and not phrase.telling and not phrase.states:
            return self._police(item, phrase)
        if phrase.definite not in ("the", "his") or (phrase.definite == "his" and phrase.owner is None) or phrase.past:
            return None
        called = self._called(item, phrase)
        if called and phrase.head not in COMPANY | BODY | MEDIA:
            near = self.salient(item, back, called, 10 * LONG_REACH) if not phrase.telling or len(called) == 1 else None
            return near or (
                (called[0], "called so in the story") if len(called) == 1 and phrase.head in NAMING else None
            )
        if (
            phrase.definite == "his"
            or len(phrase.telling) > 1
            or (phrase.telling and not called and phrase.head in BODY)
        ):
            return None
        types = ("organisation", "group", "other", "product")
        here = [n for n in self.room.in_article[item.report] if n.type in types and not n.iso3]
        if phrase.head in MEDIA:
            fits = [n for n in here if is_media(n) or phrase.head in n.nouns]
        elif phrase.head in COMPANY:
            fits = [n for n in here if _is_company(n)]
            if not fits and self.second:
                return self._company_of_story(phrase)
        elif phrase.head in ANY_BODY:
            fits = [
                n
                for n in here
                if ((n.type == "organisation" and not is_media(n)) or phrase.head in n.nouns)
                and not (n.nouns & COMPANY or n.own & SITES) - BODY
            ]
        elif phrase.head in BODY:
            fits = called
        else:
            return None
        fits = [n for n in fits if not (phrase.states and n.states and not phrase.states & n.states)]
        subject = self._subject_before(item, back, fits) if phrase.head in COMPANY else None
        if subject is not None:
            return subject, "subject before it"
        return self.salient(item, back, fits, LONG_REACH, [n for n in called if n in fits])

    def _company_of_story(self, phrase: Phrase) -> tuple[Node, str] | None:
        """ "The company" in a report that names none: the one that the other reports are about."""
        ranked = sorted((n for n in self.room.nodes if _is_company(n)), key=lambda n: (-n.total, n.number))
        if not ranked or ranked[0].total < KNOWN or phrase.definite != "the":
            return None
        if len(ranked) > 1 and ranked[0].total < 2 * ranked[1].total:
            return None
        return ranked[0], "company of the story"

    def _police(self, item: Item, phrase: Phrase) -> tuple[Node, str]:
        tokens = self.room.reports[item.report].parse.tokens
        head = tokens[item.mention.head]
        if head.i + 2 < len(tokens) and tokens[head.i + 1].lower == "in":
            start = tokens[head.i + 2].start
            place = next(
                (i.node for i in self.room.items[item.report] if i.mention.span.start == start and i.node is not None),
                None,
            )
            if place is not None and place.type == "place":
                return self._naming(
                    item, (f"#{place.number}", "police"), f"{self._form(place)} police", "organisation"
                ), "police of the place"
        found = [n for n in self.room.by_noun["police"] if n.by_article[item.report]] or self.room.by_noun["police"]
        found = [n for n in found if n.type in ("organisation", "group")]
        if len(found) == 1:
            return found[0], "the police of the story"
        node = self.room.by_key.get("police") or self._new("police", "group")
        self._take_form(node, item, "police", "police")
        return node, "police"

    def _called(self, item: Item, phrase: Phrase) -> list[Node]:
        """Nodes that bear the description's noun, those of the article first."""
        noun = SAME.get(phrase.head, phrase.head)
        found = [
            n
            for n in {**dict.fromkeys(self.room.by_noun[phrase.head]), **dict.fromkeys(self.room.by_noun[noun])}
            if n.type != "person" and not _clash(phrase, n)
        ]
        return [n for n in found if n.by_article[item.report]] or found

    def salient(
        self, item: Item, back: Sequence[Item], nodes: Iterable[Node], reach: int, called: Sequence[Node] = ()
    ) -> tuple[Node, str] | None:
        """Of the nodes met in the last sentences the one that the article names most; of equals the last.

        Being `called` by the noun before counts as being named twice as often.
        """
        wanted = set(map(id, nodes))
        near: list[Node] = []
        for other in reversed(back):
            if item.sentence - other.sentence > reach:
                break
            if other.node is not None and id(other.node) in wanted and other.node not in near:
                near.append(other.node)
        if not near:
            return None
        weight = {n.number: n.by_article[item.report] * (2 if n in called else 1) for n in near}
        best = sorted(near, key=lambda n: (-weight[n.number], near.index(n)))
        if len(best) > 1 and weight[best[0].number] < CLEAR * weight[best[1].number]:
            return near[0], "last mentioned that fits"
        return best[0], "most mentioned that fits" if len(best) > 1 else "the one that fits"

    def _subject_before(self, item: Item, back: Sequence[Item], near: Sequence[Node]) -> Node | None:
        """The candidate that is the last subject of the sentence before, where the sentence itself has none."""
        tokens = self.room.reports[item.report].parse.tokens
        for other in reversed(back):
            if item.sentence - other.sentence > 1:
                return None
            if other.node in near:
                if other.sentence == item.sentence:
                    return None
                if tokens[other.mention.head].dep in ("nsubj", "nsubjpass"):
                    return other.node
        return None

    # ---- animals, works, events, things

    def animal(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the gorilla", "the ape": the animal that the story calls so."""
        if phrase.plural or phrase.definite == "bare":
            return None
        fits = [
            n
            for n in self.room.nodes
            if n.type not in ("person", "country") and any("animal" in noun_kinds().get(x, ()) for x in n.nouns)
        ]
        fits = [n for n in fits if phrase.head in n.nouns or phrase.head in ANIMALS]
        if phrase.age is not None:
            fits = [n for n in fits if phrase.age in n.ages]
            return (fits[0], "age") if len(fits) == 1 else None
        if phrase.definite == "a" or phrase.telling & {"female", "male", "other"}:
            return None
        near = self.salient(item, back, fits, LONG_REACH)
        return near or ((fits[0], "called so in the story") if len(fits) == 1 else None)

    def thing(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """ "the bill" for "Senate Bill 12", "the race" for "the Northland Race", "the Nordic soda" for what is called a soda."""
        if phrase.definite != "the" or phrase.plural or phrase.past:
            return None
        if phrase.kinds & {"product"} or phrase.head in PRODUCTS:
            return self._product(item, phrase, back)
        if phrase.telling or phrase.states:
            return None
        nouns = LAW if phrase.head in LAW else frozenset({phrase.head})
        fits = [n for n in self.room.in_article[item.report] if n.nouns & nouns and n.type not in ("person", "country")]
        if not fits and phrase.head in LAW:
            known = {
                n.number: n
                for noun in sorted(LAW)
                for n in self.room.by_noun[noun]
                if n.type not in ("person", "country")
            }
            return (next(iter(known.values())), "called so in the story") if len(known) == 1 else None
        return self.salient(item, back, fits, 10 * LONG_REACH) if len(fits) <= 2 else None

    def _product(self, item: Item, phrase: Phrase, back: Sequence[Item]) -> tuple[Node, str] | None:
        """What the story calls by the noun ("Fjord soda", "the soda"), or what it calls by any product's noun ("the product")."""
        if phrase.owner is not None or phrase.named[:1] != [n for n in phrase.named[:1] if n.iso3]:
            return None
        here = [n for n in self.room.in_article[item.report] if n.type not in ("person", "country", "place")]
        if phrase.head in PRODUCTS:
            fits = [n for n in here if any("product" in noun_kinds().get(noun, ()) for noun in n.nouns)]
            return self.salient(item, back, fits, LONG_REACH) if not phrase.telling else None
        fits = [n for n in here if phrase.head in n.nouns]
        counts = sorted((n.by_article[item.report] for n in fits), reverse=True)
        if len(counts) > 1 and counts[0] < 3 * counts[1] and phrase.telling:
            return None
        return self.salient(item, back, fits, 10 * LONG_REACH)


def _clash(phrase: Phrase, node: Node) -> bool:
    """The description names another state or place than the node's."""
    if phrase.states and node.states and not phrase.states & node.states:
        return True
    names = {w for k in node.keys for w in k.split()}
    if any(
        not n.iso3 and n is not phrase.owner and not any(set(k.split()) & names for k in n.keys) for n in phrase.named
    ):
        return True
    return (
        bool(phrase.telling)
        and not any(phrase.telling & set(k.split()) for k in node.keys)
        and not any(phrase.telling & words for words, _, _, _ in node.roles)
    )


def _is_company(node: Node) -> bool:
    return (
        node.type == "organisation"
        and not is_media(node)
        and not node.shown
        and not (node.own & NAMING) - {"bank", "bureau"}
    )


def _other_place(node: Node) -> bool:
    """Called a river, a street, a village: no city."""
    return bool(node.own - CITY) or any(
        "place" in noun_kinds().get(noun, ()) and noun not in CITY for noun in node.nouns
    )


def _is_region(node: Node) -> bool:
    return node.iso3 is not None or any(find_region(k.title()) is not None for k in node.keys)


def is_media(node: Node) -> bool:
    """True for newspapers, broadcasters and agencies, by their nouns or names."""
    return bool(node.nouns & MEDIA) or any(not PRESS_WORDS.isdisjoint(k.split()) for k in node.keys)


def _bare(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in DETERMINERS else words


def _name_by_place(room: Room, node: Node, parts: list[str]) -> None:
    """A name that begins with a state or place is also known by that node's number: "Norway's police", "Norwegian police"."""
    for size in range(1, len(parts)):
        front = " ".join(parts[:size])
        state = find_state(front.title()) or find_state(front.upper())
        place = room.states.get(state.iso3) if state is not None else room.by_key.get(front)
        if place is not None and place is not node and place.type in ("place", "country"):
            room.name(node, " ".join((f"#{place.number}", *parts[size:])))
            if place.iso3:
                node.states.add(place.iso3)


def name_nouns(room: Room, node: Node) -> None:
    """Note the common noun in a node's own names ("zoo" of "Northside Zoo", "university" of "University of Northport")."""
    for key in sorted(node.keys):
        parts = key.split(" of ")[0].split(" for ")[0].split(" and ")[0].split()
        if len(key.split()) < 2 or not parts:
            continue
        if parts[-1].isdigit() and len(parts) > 1:
            parts = parts[:-1]
        noun = NAME_NOUNS.get(parts[-1], parts[-1])
        if noun in noun_kinds() and node.type not in ("person", "country"):
            room.call(node, noun)
            node.own.add(noun)
        if len(parts) > 2 and parts[-2] in ("police",) and parts[-1] in ("department", "force", "service"):
            room.call(node, "police")
            room.name(node, " ".join(parts[:-1]))
        if node.type != "person":
            _name_by_place(room, node, key.split())
        if parts[0] in ("sb", "hb") or parts[-1] in ("sb", "hb"):
            room.call(node, "bill")


def called_by_nouns(room: Room) -> None:
    """Note what kind of thing a name is from the noun that follows it: "Fjord bottles", "the Fjord soda".

    What is called by a product's noun and never says anything is a product.
    """
    speaking: set[int] = set()
    called: set[int] = set()
    for number, items in enumerate(room.items):
        tokens = room.reports[number].parse.tokens
        for item in items:
            node = item.node
            if node is None or item.mention.form != "named" or node.type in ("person", "country", "place"):
                continue
            token = tokens[item.mention.head]
            head = tokens[token.head]
            if token.dep == "compound" and head.i > token.i and "product" in noun_kinds().get(head.lemma, ()):
                room.call(node, head.lemma)
                called.add(node.number)
            elif token.dep == "nsubj" and head.lemma in _SAYING:
                speaking.add(node.number)
    for number in sorted(called - speaking):
        node = room.nodes[number]
        if not node.shown and not node.own & COMPANY:
            node.type = "product"


_SAYING = frozenset("say tell announce confirm deny admit add explain insist acknowledge apologise apologize".split())
