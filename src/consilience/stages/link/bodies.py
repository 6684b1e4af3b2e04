"""Descriptions of places, organisations, groups, works and things -> nodes."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.countries import name_of
from ...knowledge.people import find_organisation, noun_kinds
from ...knowledge.regions import find_region
from ...model.annotation import EntityType
from ...model.parse import Token
from ...text.names import fold
from .node import Item, Node, Room
from .phrases import DETERMINERS, Phrase
from .salience import LONG_REACH, salient
from .words import (
    ANY_BODY,
    BODY,
    CITY,
    COMPANY,
    COUNTRY,
    FIGHTERS,
    GOVERNMENT,
    KIND_NOUNS,
    MEDIA,
    NAMING,
    PLURAL_NAMES,
    PRESS_WORDS,
    REGION,
    SAME,
    SITES,
)  # fmt: skip

KNOWN = 4  # named mentions in the story of a company that a report may leave unnamed
ABROAD_NOUNS = frozenset("troop soldier force serviceman military army embassy consulate ambassador diplomat".split())
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
            return salient(item, back, places, LONG_REACH, called)
        near = salient(item, back, called, LONG_REACH) if called else None
        return near or ((called[0], "called so in the story") if len(called) == 1 and phrase.head in NAMING else None)

    def _capital(self, phrase: Phrase) -> tuple[Node, str] | None:
        found = [n for n in self.room.capitals.values() if not phrase.states or n.states & phrase.states]
        if phrase.telling or phrase.plural or len(found) != 1 or (phrase.after and not phrase.states):
            return None
        return found[0], "capital of the state"

    def _country(self, item: Item, back: Sequence[Item]) -> tuple[Node, str] | None:
        """The state that is the subject of the sentence before, else the one that stands out in the article or is nearest."""
        tokens = self.room.reports[item.report].parse.tokens
        back = [i for i in back if i.sentence != item.sentence or not _troops_of(tokens, i)]
        here = sorted((n.by_article[item.report] for n in self.room.in_article[item.report] if n.iso3), reverse=True)
        if len(here) > 1 and here[0] >= ABROAD * here[1]:
            back = [i for i in back if i.node is None or i.node.by_article[item.report] == here[0]]
        for other in reversed(back):
            if item.sentence - other.sentence > 1:
                break
            if other.node is not None and other.node.iso3 and tokens[other.mention.head].dep in ("nsubj", "nsubjpass"):
                return other.node, "subject before it"
        return salient(item, back, [n for n in self.room.in_article[item.report] if n.iso3], LONG_REACH)

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
            return salient(item, back, [n for n in self.room.in_article[item.report] if n.iso3], LONG_REACH)
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
        if phrase.definite != "the" or phrase.telling or not (phrase.plural or phrase.head == "insurgency"):
            return None
        found = [n for n in self.room.by_noun[phrase.head] if n.type in ("organisation", "group")]
        if not found:  # "the insurgents", where the story speaks of one body's fighters
            every = {n.number: n for noun in sorted(FIGHTERS) for n in self.room.by_noun.get(noun, ())}
            found = [n for n in every.values() if n.type in ("organisation", "group")]
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
            near = salient(item, back, called, 10 * LONG_REACH) if not phrase.telling or len(called) == 1 else None
            return near or (
                (called[0], "called so in the story") if len(called) == 1 and phrase.head in NAMING else None
            )
        if (
            phrase.definite == "his"
            or len(phrase.telling) > 1
            or (phrase.telling and not called and phrase.head in BODY)
        ):
            return None
        said = self._said_to_be(phrase) if phrase.head in COMPANY | BODY | MEDIA else None
        if said is not None:
            return said, "called so in the story"
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
        return salient(item, back, fits, LONG_REACH, [n for n in called if n in fits])

    def _said_to_be(self, phrase: Phrase) -> Node | None:
        """ "The law firm": the one body that some report introduces as a law firm."""
        if not phrase.telling:
            return None
        found = [
            n
            for n in self.room.by_role.get(phrase.head, ())
            if n.type == "organisation" and any(phrase.telling <= words for words, _, _, _ in n.roles)
        ]
        return found[0] if len(found) == 1 and not _clash(phrase, found[0]) else None

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


def _troops_of(tokens: Sequence[Token], item: Item) -> bool:
    """ "US troops in the country": whose troops they are, the country is another."""
    follow = tokens[item.mention.head + 1 : item.mention.head + 2]
    return bool(follow) and follow[0].lemma in ABROAD_NOUNS


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
