"""Event mentions with their parties, and events in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import structs

from ...knowledge.frames import PLOVER
from ...model.annotation import EventMention
from ...model.story import Report
from .parties import Parties, Party

PLAIN_VERB = "plain verb"  # the rule of mentions whose verb has no frame that fits
VERB_FRAME = "verb frame"  # of those whose verb has one
DEMANDED = "said that one must"  # of demands read from what somebody says: of less weight than what is told

_BODILY = frozenset({"ASSAULT", "death", "injury", "accident", "disaster", "explosion"})


@dataclass(slots=True)
class Told:
    """A mention with its parties."""

    report: int
    article: str
    mention: EventMention
    source: tuple[Party, ...]
    recipient: tuple[Party, ...]
    equal: tuple[Party, ...]
    day: str | None
    place: str | None
    rank: int
    quoted: bool
    holder: str | None = None  # who denies, alleges or plans it there

    @property
    def bare(self) -> bool:
        """A verb without a frame of which nobody known is told: it makes no event of its own."""
        return self.mention.rule == PLAIN_VERB and not any(p.named for p in self.parties)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those of all sides."""
        return self.source + self.recipient + self.equal


@dataclass(slots=True)
class Group:
    """An event in the making; `told[0]` is its fullest mention."""

    told: list[Told] = field(default_factory=list)
    source: dict[str, Party] = field(default_factory=dict)
    recipient: dict[str, Party] = field(default_factory=dict)
    equal: dict[str, Party] = field(default_factory=dict)
    day: str | None = None
    place: str | None = None
    addressed: str = ""  # its recipient, where taken from the other events of its kind


def read_told(reports: Sequence[Report], parties: Parties) -> list[Told]:
    """The event mentions of `reports` in order of text, their arguments as parties."""
    out = []
    for number, report in enumerate(reports):
        quoted = sorted((s.start, s.end) for q in report.quotations if q.direct for s in q.content)
        last: tuple[tuple[int, str, str], tuple[Party, ...]] = ((-1, "", ""), ())  # to whom the last deed was done
        for mention in report.events:
            sides: dict[str, list[Party]] = {"source": [], "recipient": [], "actor": []}
            place = None
            for argument in mention.arguments:
                if argument.role in sides:
                    found = parties.of(report.id, argument)
                    if mention.type in _BODILY and len(found) == 1 and parties.is_spot(found[0].key):
                        place = place or found[0].key  # "the shooting on Green Street"
                        continue
                    sides[argument.role] += [p for p in found if p not in sides[argument.role]]
                elif argument.role == "place":
                    found = parties.of(report.id, argument)
                    place = found[0].key if found else place
            beasts = bool(sides["recipient"]) and all(parties.is_animal(p) for p in sides["recipient"])
            deed = (mention.sentence, mention.type, mention.mode)
            if mention.type in PLOVER and deed == last[0] and sides["source"] and not sides["recipient"]:
                sides["recipient"] = [p for p in last[1] if p.named and p not in sides["source"]]
            if sides["source"] and sides["recipient"] and mention.type in PLOVER:
                _one_side(sides, "source" if mention.rule == VERB_FRAME else "recipient")
            if sides["recipient"]:
                last = (deed, tuple(sides["recipient"]))
            kept = structs.replace(mention, type="death") if beasts and mention.type == "ASSAULT" else mention
            out.append(
                Told(
                    number, report.id, kept, tuple(sides["source"]), tuple(sides["recipient"]), tuple(sides["actor"]),
                    mention.time.value if mention.time else None, place, mention.sentence,
                    any(s <= mention.trigger.start < e for s, e in quoted), parties.holder(report.id, mention.holder),
                )
            )  # fmt: skip
    return out


def _one_side(sides: dict[str, list[Party]], unsure: str) -> None:
    """Nobody is told to do it to himself: who stands on both sides is taken from the `unsure` one, of a verb not its object."""
    both = {p.key for p in sides["source"] if p.named} & {p.key for p in sides["recipient"]}
    if both:
        sides[unsure] = [p for p in sides[unsure] if p.key not in both]


def fullness(one: Told) -> float:
    """How much a mention tells: parties, named ones twice, day and place."""
    named = sum(1 for p in one.parties if p.named)
    return 2 * named + len(one.parties) + bool(one.day) + bool(one.place) + 0.5 * (one.mention.rule == VERB_FRAME)
