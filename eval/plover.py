"""PLOVER gold records: is an event of the gold type read in the sentence, and with both actors?

A record counts for `type` where one of the events read has its type; for `type_and_actors` where such an event has,
on each side, an actor with the code of the gold side's first actor (where a side has none, the other alone; parties
on an equal footing may stand on either side). Records say nothing of other events of the sentence, so what is read
beyond them is not counted against us: `events_per_record` shows how much is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience.knowledge.actors import code_of
from consilience.model.annotation import Argument, EventMention
from consilience.model.article import Article, Capture
from consilience.model.parse import Parse
from consilience.pipeline.model import find_model
from consilience.stages.events import events
from consilience.stages.parse import Parser, parse

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LOOKED_INSIDE = frozenset({"prep", "appos", "poss", "amod", "compound", "nmod", "pobj", "acl", "conj"})


def measure(rows: Sequence[Mapping[str, Any]], parser: Parser | None = None) -> dict[str, float]:
    """The two figures over `rows` (the records), the number of records and of events read for each."""
    parser = parser or Parser(find_model())
    kinds = both = read = 0
    for row in rows:
        text = str(row["text"])
        got = read_events(text, parser)
        read += len(got)
        alike = [g for g in got if g[0] == row["event"]]
        kinds += bool(alike)
        both += any(same_actors(row, source, recipient) for _, source, recipient in alike)
    total = len(rows) or 1
    return {
        "type": kinds / total,
        "type_and_actors": both / total,
        "records": float(len(rows)),
        "events_per_record": read / total,
    }


def read_events(text: str, parser: Parser) -> list[tuple[str, list[str], list[str]]]:
    """Type, codes of the sources and codes of the recipients of each event read in `text`; equal parties are on both sides."""
    capture = Capture(id="c", path="record", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    article = Article(id="a", text=text, capture=capture, paragraphs=((0, len(text)),))
    parsed = parse(article, parser)
    out = []
    for event in events(article, parsed, (), ()):
        sides = [_codes(parsed, event, (role,), text) for role in ("source", "recipient", "actor")]
        sides[:2] = _domestic(event, parsed, text, *sides[:2])
        out.append((event.type, sides[0] + sides[2], sides[1] + sides[2]))
    return out


def _domestic(
    event: EventMention, parsed: Parse, text: str, source: list[str], recipient: list[str]
) -> tuple[list[str], list[str]]:
    """An actor of no named country is taken to be of the other side's, else of the place's ("police jailed 52 men")."""
    roles = {a.role for a in event.arguments}
    place = next((code for a in event.arguments if a.role == "place" and (code := actor_code(parsed, a, text))), None)
    own = {"source": source, "recipient": recipient}
    states = {role: [c for c in codes if len(c) == 3 and c not in ("IGO", "NGO", "IMG")] for role, codes in own.items()}
    for role, other in (("source", "recipient"), ("recipient", "source")):
        if role in roles and not own[role]:
            own[role] = states[other][:1] or ([place] if place else [])
    return own["source"], own["recipient"]


def same_actors(row: Mapping[str, Any], source: Sequence[str], recipient: Sequence[str]) -> bool:
    """True where the first actor of each gold side is among the codes read for that side."""
    wanted = [_first_code(row.get("source")), _first_code(row.get("target"))]
    return all(code is None or code in side for code, side in zip(wanted, (source, recipient), strict=True))


def _first_code(side: object) -> str | None:
    if isinstance(side, list) and side and isinstance(side[0], Mapping):
        return str(side[0].get("code") or "") or None
    return None


def _codes(parsed: Parse, event: EventMention, roles: tuple[str, ...], text: str) -> list[str]:
    found = (actor_code(parsed, a, text) for a in event.arguments if a.role in roles)
    return [code for code in found if code]


def actor_code(parsed: Parse, argument: Argument, text: str) -> str | None:
    """The code named in the words of the argument, else in a phrase that hangs on it."""
    tokens = parsed.tokens
    head = tokens[argument.head]
    found = code_of(argument.span.of(text), place=head.ent in _PLACES)
    if found:
        return found
    for child in parsed.children[argument.head]:
        token = tokens[child]
        if token.dep in _LOOKED_INSIDE:
            inside = text[tokens[token.left].start : tokens[token.right].end]
            found = code_of(inside, place=any(tokens[k].ent in _PLACES for k in range(token.left, token.right + 1)))
            if found:
                return found
    return None
