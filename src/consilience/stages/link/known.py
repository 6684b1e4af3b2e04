"""The user's own list of entities in a story: its names are spotted in the texts, and what it says of their bearers holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from ...model.annotation import KnownEntity, Mention
from ...model.parse import Token
from ...model.span import Span
from ...model.story import Report
from ...text.names import fold
from .node import Item, Room

OWN_LIST = "your list"  # the rule of its mentions


def named_in(reports: Sequence[Report], known: Sequence[KnownEntity]) -> tuple[KnownEntity, ...]:
    """The rows of the list that some report names, in the order of the list: the others change nothing."""
    texts = [r.article.text for r in reports]
    return tuple(row for row in known if any(name in text for name in _names(row) for text in texts))


def spot_known(room: Room, known: Sequence[KnownEntity]) -> None:
    """Make each printed name of the list a mention of its row; what was read there before gives way, but for longer names."""
    rows = {name: row for row in reversed(known) for name in _names(row)}
    if not rows:
        return
    room.apart |= {frozenset((fold(name), fold(x))) for row in known for name in _names(row) for x in row.apart}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(rows, key=len, reverse=True)))})(?!\w)")
    for number, report in enumerate(room.reports):
        found = list(_spotted(number, report, pattern, room.items[number]))
        taken = {(i.mention.span.start, i.mention.span.end) for i in found}
        kept = [i for i in room.items[number] if not _gives_way(i, taken)]
        for item in found:
            row = rows[room.text(item)]
            was = next((i for i in room.items[number] if i.mention.span == item.mention.span), None)
            item.mention = _mention(row, item.mention, was)
            room.known[item.mention.key] = row
        room.items[number] = sorted(
            (*kept, *found), key=lambda i: (i.mention.span.start, -i.mention.span.end, i.mention.form)
        )
        for place, item in enumerate(room.items[number]):
            item.number = place


def hold_known(room: Room) -> None:
    """What the list says of an entity holds whatever the reports say: its name, type, state and item of Wikidata."""
    for item in chain.from_iterable(room.items):
        row = room.known.get(item.mention.key) if item.mention.rule == OWN_LIST else None
        if row is None or item.node is None:
            continue
        item.rule = OWN_LIST
        node = item.node
        node.shown, node.wikidata = row.name, row.wikidata or node.wikidata
        node.type, node.iso3 = row.type or node.type, row.iso3 or node.iso3
        if node.type != "person":
            node.gender = "it"


def _names(row: KnownEntity) -> tuple[str, ...]:
    return (row.name, *row.names)


def _spotted(number: int, report: Report, pattern: re.Pattern[str], items: Sequence[Item]) -> Iterator[Item]:
    """The names of the list in the parsed text, as items, but for those inside a longer name read there."""
    longer = [(i.mention.span.start, i.mention.span.end) for i in items if i.mention.form == "named"]
    tokens = report.parse.tokens
    starts = {t.start: t for t in tokens}
    for match in pattern.finditer(report.article.text):
        start, end = match.span()
        first = starts.get(start)
        inside = any(s <= start and end <= e and e - s > end - start for s, e in longer)
        if first is None or (inside and " " not in match[0]):
            continue  # furniture; "Reyes" inside "Ana Reyes"
        span = Span(article=report.id, start=start, end=end)
        head = _head(tokens, first, end)
        mention = Mention(span=span, head=head.i, form="named", type="other", key="", rule=OWN_LIST)
        yield Item(number, -1, mention, head.sentence)


def _head(tokens: Sequence[Token], first: Token, end: int) -> Token:
    """The token of the name that the others hang on."""
    inside = []
    for token in tokens[first.i :]:
        if token.start >= end:
            break
        inside.append(token)
    numbers = {t.i for t in inside}
    return next((t for t in reversed(inside) if t.head not in numbers or t.head == t.i), inside[-1])


def _gives_way(item: Item, taken: set[tuple[int, int]]) -> bool:
    span, form = item.mention.span, item.mention.form
    same = (span.start, span.end) in taken
    crosses = form == "named" and any(s < span.end and span.start < e for s, e in taken)
    return same or crosses


def _mention(row: KnownEntity, spotted: Mention, was: Item | None) -> Mention:
    """The mention of a row; a state's is that of the state, a role beside the name is kept."""
    before = was.mention if was is not None and was.mention.form == "named" else None
    state = row.iso3 is not None and row.type in (None, "country")
    return Mention(
        span=spotted.span,
        head=before.head if before else spotted.head,
        form="named",
        type="country" if state else row.type or (before.type if before else "other"),
        key=row.iso3 if state and row.iso3 else fold(row.name),
        role=before.role if before else None,
        role_span=before.role_span if before else None,
        rule="state name" if state else OWN_LIST,
    )
