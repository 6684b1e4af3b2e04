"""A story's mentions -> Entity: one for all that refers to it, across all reports.

Names first (variants, surnames, short forms, acronyms), then states and capitals by use, then descriptions and
pronouns in order of text. What is not safe stays unlinked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

from ...knowledge.countries import state_item
from ...knowledge.people import noun_kinds, organisation_item
from ...model.annotation import Entity, EntityMention, KnownEntity, Mention, Role
from ...model.record import content_id
from ...model.span import Span
from ...model.story import Report
from ...text.names import fold
from .callings import called_by_nouns, name_nouns
from .describe import Describer
from .known import hold_known, named_in, spot_known
from .names import Names
from .node import Item, Node, Room
from .pronouns import PRONOUN_GENDER, resolve_pronoun
from .states import place_states
from .unnamed import describe_unnamed
from .whereabouts import NOWHERE, whereabouts

__all__ = ["link", "named_in"]

MOST_NAMES = 12
MOST_ROLES = 12

_QUOTED = re.compile(r"[“\"][^“”\"\n]{1,600}[”\"]")
_TAG = re.compile(r"[#@](\w{6,40})\b")
_AGE_AFTER = re.compile(r", (?:aged? )?(\d{1,2})\b(?=[,.)]| year)")
_AGE_BEFORE = re.compile(r"(\d{1,2})[- ]year[- ]old\s*$")


def link(reports: Sequence[Report], known: Sequence[KnownEntity] = ()) -> tuple[Entity, ...]:
    """Entities of a story, most mentioned first; what the user's own list (`known`) says of them holds.

    The order of `reports` does not matter.
    """
    ordered = tuple(sorted(reports, key=lambda r: r.id))
    room = Room(reports=ordered, items=[_items(number, report) for number, report in enumerate(ordered)])
    spot_known(room, known)
    Names(room)
    place_states(room)
    hold_known(room)
    _spot_names(room)
    _spot_tags(room)
    for items in room.items:
        for item in items:
            if item.node is not None:
                _note_form(room, item)
    for node in room.nodes:
        name_nouns(room, node)
    called_by_nouns(room)
    describer = Describer(room)
    heads = [{i.mention.head: i for i in items if i.mention.form == "named"} for items in room.items]
    for items in room.items:
        describer.take_roles(items)
        _take_ages(room, items)
    for number, items in enumerate(room.items):
        describer.take_copulas(items, heads[number])
    quoted = [[m.span() for m in _QUOTED.finditer(r.article.text)] for r in ordered]
    for number, items in enumerate(room.items):
        _walk(ordered[number], items, quoted[number], describer.resolve)
    for number, items in enumerate(room.items):
        _walk(ordered[number], items, quoted[number], describer.again)
    describe_unnamed(room, describer.open_phrases())
    for number, items in enumerate(room.items):
        if any(i.node is None and i.mention.form == "pronominal" for i in items):
            _walk(ordered[number], items, quoted[number], None)
    return _entities(room, room.nodes)


def _items(number: int, report: Report) -> list[Item]:
    tokens = report.parse.tokens
    return [Item(number, k, m, tokens[m.head].sentence) for k, m in enumerate(report.mentions)]


def _spot_names(room: Room) -> None:
    """Surnames of the story's people that the parser passed over (in headlines, or taken for adverbs and verbs)."""
    surnames: dict[str, Node | None] = {}
    for node in room.nodes:
        if node.type == "person":
            for word in {k.split()[-1] for k in node.keys if " " in k}:
                surnames[word] = None if word in surnames and surnames[word] is not node else node
    known = {word: node for word, node in surnames.items() if node is not None and len(word) > 3}
    for number, report in enumerate(room.reports):
        missed = [t for t in report.parse.tokens if t.lower in known and t.text[0].isupper()]
        if not missed:
            continue
        items = room.items[number]
        covered = {
            p for i in items if i.mention.form == "named" for p in range(i.mention.span.start, i.mention.span.end)
        }
        for token in missed:
            node = known[token.lower]
            if token.start in covered or not node.by_article[number]:
                continue
            if token.lower in noun_kinds() and (
                token.tag != "NNP" or report.parse.sentences[token.sentence].first == token.i
            ):
                continue  # "Baker" may be a trade
            span = Span(article=report.id, start=token.start, end=token.end)
            mention = Mention(span=span, head=token.i, form="named", type="person", key=token.lower, rule="surname")
            items.append(Item(number, -1, mention, token.sentence, node, "surname passed over by the parser"))
            room.count(node, number)
        items.sort(key=lambda i: (i.mention.span.start, -i.mention.span.end, i.mention.form))


def _spot_tags(room: Room) -> None:
    """Tags and handles that write a name of the story without spaces: "#FreeAnaReyes" no, "#AnaReyes" and "@anareyes" yes."""
    found = [list(_TAG.finditer(r.article.text)) for r in room.reports]
    if not any(found):
        return
    solid: dict[str, Node | None] = {}
    for node in room.nodes:
        for key in node.keys:
            word = key.replace(" ", "")
            if word != key:
                solid[word] = None if solid.get(word, node) is not node else node
    for number, (report, tags) in enumerate(zip(room.reports, found, strict=True)):
        named = {i.mention.span.start: i for i in room.items[number] if i.mention.form == "named"}
        tokens = report.parse.tokens
        starts = [t.start for t in tokens] if tags else []
        for tag in tags:
            called = solid.get(tag[1].lower())
            at = bisect_right(starts, tag.start(1)) - 1
            if called is None or at < 0 or tokens[at].end < tag.end():
                continue
            item = named.get(tag.start(1)) or named.get(tag.start())
            if item is None:
                span = Span(article=report.id, start=tag.start(), end=tag.end())
                mention = Mention(span=span, head=at, form="named", type=called.type, key=tag[1].lower(), rule="tag")
                item = Item(number, -1, mention, tokens[at].sentence)
                room.items[number].append(item)
            item.node, item.rule = called, "tag or handle"
            room.count(called, number)
        room.items[number].sort(key=lambda i: (i.mention.span.start, -i.mention.span.end, i.mention.form))


def _note_form(room: Room, item: Item) -> None:
    node = item.node
    if node is None or (node.iso3 is not None and item.mention.rule.startswith("state")):
        return
    if not item.mention.rule.startswith("state"):
        node.forms[_shown(room.text(item))] += 1


@lru_cache(maxsize=20_000)
def _shown(text: str) -> str:
    return re.sub(r"(?:['’]s|['’])$", "", " ".join(text.split()))


def _take_ages(room: Room, items: Sequence[Item]) -> None:
    """Ages printed beside names: "Ana Reyes, 41," and "the 41-year-old Reyes"."""
    for item in items:
        node, mention = item.node, item.mention
        if node is None or mention.form != "named" or node.type in ("country", "place"):
            continue
        text = room.reports[item.report].article.text
        after = _AGE_AFTER.match(text, mention.span.end)
        if after:
            node.ages.add(after[1])
        before = _AGE_BEFORE.search(text, max(0, mention.span.start - 14), mention.span.start)
        if before:
            node.ages.add(before[1])


_Resolve = Callable[[Item, Sequence[Item], Sequence[Item]], tuple[Node, str] | None]


def _walk(report: Report, items: Sequence[Item], quoted: Sequence[tuple[int, int]], resolve: _Resolve | None) -> None:
    """Resolve descriptions (where `resolve` is given) and pronouns of one article in order of text; `quoted`: its direct speech."""
    back: list[Item] = []
    for position, item in enumerate(items):
        mention = item.mention
        if mention.form == "pronominal" and item.node is None:
            found = resolve_pronoun(item, back, report.parse, quoted)
            if found is not None:
                item.node, item.rule = found
                _note_gender(item)
        elif mention.form == "nominal" and item.node is None and resolve is not None:
            inner = []
            ahead, end = position + 1, mention.span.end
            while ahead < len(items) and items[ahead].mention.span.start < end:
                later = items[ahead]
                ahead += 1
                if later.mention.form == "pronominal" and later.node is None:
                    found = resolve_pronoun(later, back, report.parse, quoted)
                    if found is not None:
                        later.node, later.rule = found
                inner.append(later)
            found = resolve(item, inner, back)
            if found is not None:
                item.node, item.rule = found
        if item.node is not None:
            back.append(item)


def _note_gender(item: Item) -> None:
    """The first "she" that takes up a person of whom nothing tells the gender settles it: no "he" is the same person."""
    gender = PRONOUN_GENDER.get(item.mention.key)
    if item.node is not None and item.node.type == "person" and item.node.gender is None and gender:
        item.node.vote(gender, 1)


def _entities(room: Room, nodes: Sequence[Node]) -> tuple[Entity, ...]:
    gathered: dict[int, list[EntityMention]] = {}
    for items in room.items:
        for item in items:
            if item.node is not None:
                gathered.setdefault(item.node.number, []).append(
                    EntityMention(span=item.mention.span, form=item.mention.form, rule=item.rule)
                )
    found = []
    names_of = {n.number: held for n in nodes if n.number in gathered and (held := _names_of(n))}
    where = whereabouts(room, {number: held[0] for number, held in names_of.items()})
    for node in nodes:
        names = names_of.get(node.number)
        if names is None:
            continue
        mentions, place = gathered[node.number], where.get(node.number, NOWHERE)
        mentions.sort(key=lambda m: (m.span, m.form))
        first = mentions[0].span
        found.append(
            Entity(
                id=content_id("entity", node.type, names[0], first.article, first.start),
                name=names[0],
                names=tuple(names[:MOST_NAMES]),
                type=node.type,
                iso3=node.iso3,
                wikidata=node.wikidata or _item_of(node),
                part_of=place.part_of,
                latitude=place.latitude,
                longitude=place.longitude,
                gender=node.gender if node.type == "person" else "they" if node.type == "group" else "it",
                roles=_roles_of(node),
                mentions=tuple(mentions),
            )
        )
    found.sort(key=lambda e: (-len(e.mentions), e.name, e.id))
    return tuple(found)


def _item_of(node: Node) -> str | None:
    """The item of Wikidata of a state or of a body of the tables."""
    if node.iso3 is not None:
        return state_item(node.iso3)
    return organisation_item(node.shown) if node.shown else None


def _names_of(node: Node) -> list[str]:
    """Written forms, the canonical one first: the table's name, else the commonest of the fullest."""
    forms = sorted(node.forms.items(), key=lambda kv: (-kv[1], kv[0]))
    written = [form for form, _ in forms]
    if node.shown:
        return list(dict.fromkeys([node.shown, *written]))
    if not written:
        return []
    if node.type == "person":
        full = [f for f in written if len(fold(f).split()) > 1] or written
        mixed = [f for f in full if not f.isupper()] or full
        best = mixed[0]
    else:
        longest = [f for f in written if node.forms[f] * 4 >= node.forms[written[0]]]
        mixed = [f for f in longest if not f.isupper() or len(f) < 6] or longest
        best = max(mixed, key=lambda f: (len(fold(f).split()), node.forms[f], f))
    return list(dict.fromkeys([best, *written]))


def _roles_of(node: Node) -> tuple[Role, ...]:
    roles: dict[tuple[str, str], Role] = {}
    for _, _, _, role in node.roles:
        roles.setdefault((role.text.lower(), role.span.article), role)
    return tuple(sorted(roles.values(), key=lambda r: (r.span, r.text))[:MOST_ROLES])
