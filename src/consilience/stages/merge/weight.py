"""What an event weighs for its story, summed of readable rows, and the order of events that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from msgspec import structs

from ...knowledge.frames import PLOVER
from ...model.annotation import Event
from ...model.record import Reason
from ...model.story import Report
from ...text.words import content_words, prefix
from .parties import Parties
from .told import DEMANDED, PLAIN_VERB, Group

LEDE = 4  # sentences of a report that tell what it is about, its headline among them
# Weights of an event for its story, summed; set on the development stories, shown with each event.
SPREAD, EARLY, TITLE, DONE, HISTORY, SIDES = 3.0, 2.2, 1.0, 1.5, -0.5, 1.2
FREQUENT, QUOTED, STARRING, PLAIN, NOBODY, POLITICAL = 0.5, -0.7, 0.8, -1.2, -1.0, 0.3

NAMED_IN_HEADLINE, TOLD_IN_HEADLINE = 0.7, 2.0  # for the part of the headlines that name who is in it, and that tell it

REPEATED, MOST_REPEATED = -0.4, 3  # for each event of the same parties that stands before it, so many at most


def ranked(made: Sequence[Event]) -> tuple[Event, ...]:
    """The weightiest first; each further event of the same parties gives way a little, so that others come into view."""
    queue = [(-e.weight, e.evidence[0], e.id, e) for e in made]
    heapify(queue)
    listed: Counter[tuple[str, ...]] = Counter()
    out = []
    while queue:
        weight, place, name, event = heappop(queue)
        parties = tuple(sorted({*event.actors, *event.source, *event.recipient}))
        before = min(listed[parties], MOST_REPEATED) if parties else 0
        due = round(event.weight + REPEATED * before, 3)
        if -due > weight:
            heappush(queue, (-due, place, name, event))
            continue
        listed[parties] += 1
        if before:
            reason = Reason(
                rule="repeated", detail=f"{before} before it with the same parties", weight=round(REPEATED * before, 3)
            )
            event = structs.replace(event, weight=due, reasons=(*event.reasons, reason))
        out.append(event)
    return tuple(out)


class Headlines:
    """Which reports' headlines, printed with the text or come with it, name the parties of an event and hold its words."""

    def __init__(self, reports: Sequence[Report], parties: Parties) -> None:
        """Words are compared by their first letters; a set of reports is kept as the bits of a number."""
        self._parties = parties
        self._holding: dict[str, int] = {}
        for number, report in enumerate(reports):
            for word in content_words(report.article.headline or ""):
                self._holding[prefix(word)] = self._holding.get(prefix(word), 0) | 1 << number
        self._known: dict[str, int] = {}

    def of(self, group: Group, keys: Sequence[str]) -> tuple[int, int]:
        """How many headlines name one of the parties `keys`, and how many of these hold a word of the event too."""
        named = told = 0
        for key in keys:
            known = self._known.get(key)
            named |= self._look_up(key, self._parties.name(key)) if known is None else known
        if not named:
            return 0, 0
        for word in (group.told[0].mention.mode, *[t.mention.lemma for t in group.told]):
            known = self._known.get(word)
            told |= self._look_up(word, word) if known is None else known
        return named.bit_count(), (named & told).bit_count()

    def _look_up(self, key: str, words: str) -> int:
        found = 0
        for word in content_words(words):
            found |= self._holding.get(prefix(word), 0)
        self._known[key] = found
        return found


def weigh(group: Group, reports: Sequence[Report], parties: Parties, headlines: Headlines) -> tuple[Reason, ...]:
    """The rows whose sum is the weight of the event."""
    told, first = group.told, group.told[0].mention
    articles = {t.article for t in told}
    early = len({t.article for t in told if t.rank < LEDE})
    title = len({t.article for t in told if t.rank == 0}) if early else 0
    keys = [p.key for side in (group.source, group.recipient, group.equal) for p in side.values() if p.named]
    sides = min(2, len(group.equal)) if group.equal else bool(group.source) + bool(group.recipient)
    stars = max([parties.importance(k) for k in keys], default=0)
    history = sum([t.mention.background for t in told]) / len(told)
    quoted = sum([t.quoted for t in told]) / len(told)
    done = "CT+" in [t.mention.factuality for t in told if t.mention.rule != DEMANDED]
    rows = [("reports", f"in {len(articles)} of {len(reports)} reports", SPREAD * len(articles) / len(reports))]
    if early:
        rows.append(("early", f"near the start of {early}", EARLY * early / len(reports)))
    if title:
        rows.append(("title", f"opens {title}", TITLE * title / len(reports)))
    named, headed = headlines.of(group, keys)
    if named:
        share = (NAMED_IN_HEADLINE * named + TOLD_IN_HEADLINE * headed) / len(reports)
        rows.append(("headline", f"{named} name who is in it, {headed} tell it", share))
    if done:
        rows.append(("done", "told as done", DONE))
    if history:
        rows.append(("history", "mostly told as background", HISTORY * history))
    rows.append(("parties", f"{len(keys)} named", SIDES * 0.5 * sides if keys else NOBODY))
    rows.append(("mentions", f"{len(told)} mentions", FREQUENT * min(len(told), 10) ** 0.5))
    if quoted:
        rows.append(("quoted", "inside quotations", QUOTED * quoted))
    if stars:
        rows.append(("central", "who is in it is often named", STARRING * min(1.0, stars / max(8, parties.longest))))
    if first.rule == PLAIN_VERB:
        rows.append(("plain", "told by a verb without a frame", PLAIN))
    if first.type in PLOVER:
        rows.append(("political", "a PLOVER type", POLITICAL))
    return tuple([Reason(rule=rule, detail=detail, weight=round(value, 3)) for rule, detail, value in rows])
