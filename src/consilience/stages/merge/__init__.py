"""Event mentions of a story -> events, one for all mentions of the same event, in the order of their weight.

Two mentions tell one event where type, mode, parties, day and place agree as far as they are told: what is told by
both must fit. A mention is compared with a whole event, whose parties its fullest mention has set, so that no chain of
weak links joins two events. A mention that names nobody ("the attack") goes to the like event told just before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...knowledge.frames import PLOVER
from ...model.annotation import Entity, Event, EventMention, EventTold, Factuality
from ...model.record import Reason, content_id
from ...model.span import Span
from ...model.story import Report
from .parties import Parties, Party
from .told import PLAIN_VERB, Group, Told, fullness, read_told
from .weight import LEDE, Headlines, ranked, weigh

LONGEST_EVIDENCE = 480  # characters; a longer sentence is cut to the stretch around the trigger
FEW_PLACED = 8  # one mention in so many must tell the place; a rarer one belongs to something else in its sentence
MOST_BESIDE = 1  # persons named beside the state that they act for, on one side

NOWHERE = 10**9  # farther than any mention in its report
FEWEST_ALIKE, MOST_ALIKE = 3, 0.75  # events of a kind that name one recipient, and their part of those that name any
_ADDRESSED = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "THREATEN", "SANCTION", "PROTEST"})
_SAID = frozenset(
    {"ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONSULT"}
)  # modes differ by wording only
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "contest", "contact"})  # told from either side
_OWN_MODES = frozenset({"investigate", "sue", "charge", "impeach", "visit", "mediate", "veto", "relations", "honor"})
_VIOLENCE = frozenset(
    {"attack", "bomb", "shoot", "kill", "wound", "fire", "force", "throw", "beat", "execute"}
)  # parts of one attack
_OF_A_STATE = frozenset({"COERCE", "PROTEST", "MOBILIZE"})
_BY_POLICE = frozenset({"arrest", "charge", "raid"})
_ON_PEOPLE = frozenset({"ASSAULT", "RETREAT", "AID"})
_CERTAINTY: tuple[Factuality, ...] = ("CT+", "PR+", "PS+", "Uu", "CTu", "CT-", "PR-", "PS-")


def merge(reports: Sequence[Report], entities: Sequence[Entity]) -> tuple[Event, ...]:
    """The events of a story, the weightiest first."""
    parties = Parties(reports, entities)
    told = read_told(reports, parties)
    groups: dict[str, list[Group]] = {}
    full = sorted(
        (t for t in told if t.parties and not t.bare), key=lambda t: (-fullness(t), t.rank, t.article, t.mention.head)
    )
    for one in full:
        _place(one, groups.setdefault(_kind(one.mention), []))
    for one in (t for t in told if t.bare or not t.parties):
        if not one.bare or _kind(one.mention) in groups:
            _attach(one, groups.setdefault(_kind(one.mention), []))
    _name_the_blamed(groups, parties)
    _name_the_addressed(groups)
    headlines = Headlines(reports, parties)
    made = [_event(g, reports, parties, headlines) for listed in groups.values() for g in listed]
    return ranked(made)


# ---- the same event?


def _place(one: Told, groups: list[Group]) -> None:
    best: tuple[float, int] | None = None
    for k, group in enumerate(groups):
        score = _likeness(one, group)
        if score > 0 and (best is None or score > best[0]):
            best = (score, k)
    if best is None:
        groups.append(Group())
        best = (0, len(groups) - 1)
    _add(one, groups[best[1]])


def _attach(one: Told, groups: list[Group]) -> None:
    """A mention without parties goes to the like event told nearest in its report; what opens a report, to the one that others
    open with in the same word; else to one of its own."""
    best: tuple[int, int] | None = None
    for k, group in enumerate(groups):
        if not _same_kind(one.mention, group.told[0].mention) or _clash(one.day, group.day):
            continue
        for other in group.told:
            if other.article == one.article:
                distance = abs(one.mention.head - other.mention.head)
                if best is None or distance < best[0]:
                    best = (distance, k)
        if best is None and not group.told[0].parties:
            best = (NOWHERE, k)
    if (best is None or best[0] == NOWHERE) and one.rank < LEDE:
        leads = (
            -sum(t.rank < LEDE and t.mention.lemma == one.mention.lemma for t in g.told if t.parties) for g in groups
        )
        alike = [
            (count, k)
            for k, count in enumerate(leads)
            if count and _same_kind(one.mention, groups[k].told[0].mention) and not _clash(one.day, groups[k].day)
        ]
        best = min(alike, default=best)
    if best is None:
        groups.append(Group())
        best = (0, len(groups) - 1)
    _add(one, groups[best[1]])


def _kind(mention: EventMention) -> str:
    """Mentions of different kinds are never compared: the type of PLOVER, type and mode of the rest."""
    return mention.type if mention.type in PLOVER else f"{mention.type}/{mention.mode}"


def _same_kind(a: EventMention, b: EventMention) -> bool:
    if a.mode == b.mode:
        return a.mode != "act" or a.lemma == b.lemma
    if a.type == "ASSAULT":
        return a.mode in _VIOLENCE and b.mode in _VIOLENCE
    return a.type in _SAID and a.mode not in _OWN_MODES and b.mode not in _OWN_MODES


def _likeness(one: Told, group: Group) -> float:
    """How well a mention fits an event; 0 where something told by both does not fit."""
    first = group.told[0]
    if not _same_kind(one.mention, first.mention) or _clash(one.day, group.day):
        return 0.0
    if (
        one.place
        and group.place
        and one.place != group.place
        and first.mention.type in ("ASSAULT", "PROTEST", "CONSULT")
    ):
        return 0.0
    if first.mention.type not in _MUTUAL and (
        _turned(one.source, group.recipient, group.source) or _turned(one.recipient, group.source, group.recipient)
    ):
        return 0.0
    score, strangers = 0.0, False
    mine = ((one.source, group.source), (one.recipient, group.recipient), (one.equal, group.equal))
    for told, known in mine:
        if told and known:
            shared = _shared(told, known)
            if not shared and not _vague(told, known):
                return 0.0
            score += (1 + shared / max(len(told), len(known))) if shared else 0.0
            strangers |= not shared and not (_named(told) or _named(known.values()))
    if score == 0 and (one.equal or group.equal):
        told_all = one.source + one.recipient + one.equal
        known_all = {**group.source, **group.recipient, **group.equal}
        shared = _shared(told_all, known_all)
        if not shared:
            return 0.0
        score = shared / max(len(told_all), len(known_all))
    if score == 0:
        return 0.0 if strangers else _both_lead(one, group)
    score += 0.5 * (one.mention.lemma == first.mention.lemma) + 0.3 * (one.mention.mode == first.mention.mode)
    return score + 0.5 * bool(one.day and one.day == group.day)


def _turned(told: Sequence[Party], across: Mapping[str, Party], beside: Mapping[str, Party]) -> bool:
    """True where who is told on one side is known on the other: "A accused B" is not "B accused"."""
    return any(p.named and p.key in across and p.key not in beside for p in told)


def _both_lead(one: Told, group: Group) -> float:
    """More than 0 where both reports begin with it in one word, and nothing told by both speaks against it: "A is tried"."""
    told = one.mention
    elsewhere = one.place and group.place and one.place != group.place
    if told.type in _SAID or told.rule == PLAIN_VERB or one.rank >= LEDE or elsewhere:
        return 0.0
    return 0.1 * any(t.rank < LEDE and t.mention.lemma == told.lemma for t in group.told)


def _named(side: Iterable[Party]) -> bool:
    return any(p.named for p in side)


def _shared(told: Sequence[Party], known: dict[str, Party]) -> int:
    keys = {k for p in known.values() for k in (p.key, p.voice)}
    states = keys | {p.stands_for for p in known.values() if p.own}
    heads = {p.head for p in known.values() if not p.named}
    return sum(
        1
        for p in told
        if p.key in states
        or (p.stands_for and p.stands_for in (keys if p.own else states))
        or (not p.named and _like_head(p.head, heads))
    )


def _like_head(head: str, heads: set[str]) -> bool:
    """ "girls" and "schoolgirls" name the same people."""
    return any(head.endswith(h) or h.endswith(head) for h in heads)


def _vague(told: Sequence[Party], known: dict[str, Party]) -> bool:
    """True where one of two sides is told by common nouns alone ("a girl"): it does not speak against the other's names."""
    return not _named(told) or not _named(known.values())


def _clash(a: str | None, b: str | None) -> bool:
    """True for two dates neither of which can lie in the other."""
    if not a or not b or not a[:4].isdigit() or not b[:4].isdigit() or "W" in a + b:
        return False
    a, b = a[:10], b[:10]
    return not (a.startswith(b) or b.startswith(a))


def _add(one: Told, group: Group) -> None:
    group.told.append(one)
    for told, known in ((one.source, group.source), (one.recipient, group.recipient), (one.equal, group.equal)):
        if not known or len(group.told) == 1:
            for party in told:
                known.setdefault(party.key, party)
    group.day = group.day or one.day
    group.place = group.place or one.place


def _name_the_blamed(groups: dict[str, list[Group]], parties: Parties) -> None:
    """Who condemns an attack speaks of those who made it: the source of the event that is spoken of."""
    spoken: dict[tuple[str, str], list[tuple[int, Group]]] = {}
    for listed in groups.values():
        for group in listed:
            for one in group.told:
                for word in sorted({one.mention.lemma, one.mention.mode}):
                    spoken.setdefault((one.article, word), []).append((one.mention.head, group))
    for kind in ("ACCUSE", "SUPPORT", "REJECT", "REQUEST"):
        for group in groups.get(kind, ()):
            if group.recipient or not group.source:
                continue
            for one in group.told:
                for argument in one.mention.arguments:
                    if argument.role != "theme":
                        continue
                    lemma = parties.lemma(one.article, argument.head)
                    near = [
                        (h, g)
                        for h, g in spoken.get((one.article, lemma), ())
                        if h <= argument.head and g is not group and g.source
                    ]
                    if near:
                        other = max(near, key=lambda pair: pair[0])[1]
                        group.recipient.update((k, p) for k, p in other.source.items() if k not in group.source)


def _name_the_addressed(groups: dict[str, list[Group]]) -> None:
    """Where the demands of a story all go to one party, a demand of which no recipient is told goes to it too."""
    for kind in sorted(_ADDRESSED & groups.keys()):
        modes = {group.told[0].mention.mode for group in groups[kind]}
        for mode in sorted(modes):
            alike = [g for g in groups[kind] if g.told[0].mention.mode == mode and g.source]
            told = [g for g in alike if any(p.named for p in g.recipient.values())]
            votes = Counter(p.key for g in told for p in g.recipient.values() if p.named)
            if not votes:
                continue
            chief = min(votes, key=lambda key: (-votes[key], key))
            if votes[chief] < FEWEST_ALIKE or votes[chief] < MOST_ALIKE * len(told):
                continue
            party = next(g.recipient[chief] for g in told if chief in g.recipient)
            for group in alike:
                if not group.recipient and chief not in group.source:
                    group.recipient[chief] = party
                    group.addressed = chief


# ---- the event made of a group


def _event(group: Group, reports: Sequence[Report], parties: Parties, headlines: Headlines) -> Event:
    first = group.told[0].mention
    source = _keys(_voted(group, "source"), parties) if group.source else ()
    recipient = _keys(_voted(group, "recipient"), parties) if group.recipient else ()
    actors = _keys(_voted(group, "equal"), parties, beside=2 * MOST_BESIDE) if group.equal else ()
    if first.type in PLOVER:
        source = tuple(k for k in source if parties.is_actor(k) or parties.is_spot(k))  # no law, film or product acts
    if actors:
        source = tuple(k for k in source if k not in actors)  # "A agreed" and "A and B agreed": parties of one deal
    source, recipient, inferred = _at_home(first.type, group, source, recipient, parties)
    taken = {
        p.taken: p.key for p in (*group.source.values(), *group.recipient.values(), *group.equal.values()) if p.taken
    }
    if taken:
        inferred += [_inferred(f"“{words}” taken for {parties.name(key)}") for words, key in sorted(taken.items())]
    if group.addressed:
        inferred.append(_inferred(f"to whom is not told: as in its like, taken for {parties.name(group.addressed)}"))
    if recipient:
        recipient = tuple([k for k in recipient if k not in source and k not in actors])
    best = first if first.factuality == "CT+" else min([t.mention for t in group.told], key=_certainty)
    days = [t.day for t in group.told if t.day]
    places = [t.place for t in group.told if t.place]
    place = min(set(places), key=lambda p: (-places.count(p), p)) if places else None
    reasons = (*weigh(group, reports, parties, headlines), *inferred)
    told = sorted(group.told, key=_in_text) if len(group.told) > 1 else group.told
    evidence = tuple(dict.fromkeys(_evidence(t, reports[t.report]) for t in told))
    holders = [t.holder for t in told if t.holder and t.mention.status == best.status]
    kind = first.type
    if kind == "ACCUSE" and first.mode == "investigate" and not recipient and not actors:
        kind = "investigation"  # of what happened, not of somebody
    return Event(
        id=content_id("ev", kind, first.mode, *(m.mention.id for m in told)),
        type=kind,
        mode=first.mode,
        actors=actors,
        source=source,
        recipient=recipient,
        date=min(set(days), key=lambda d: (-days.count(d), -len(d), d)) if days else None,
        place=parties.name(place) if place and places.count(place) * FEW_PLACED >= len(group.told) else None,
        factuality=best.factuality,
        status=best.status,
        holders=tuple([name for name, _ in Counter(holders).most_common()]) if holders else (),
        background=sum([t.mention.background for t in told]) * 2 > len(told),
        weight=round(sum([r.weight or 0.0 for r in reasons]), 3),
        evidence=evidence,
        mentions=tuple([EventTold(span=_stretch(t), mention=t.mention, holder=t.holder) for t in told]),
        reasons=reasons,
    )


def _certainty(mention: EventMention) -> int:
    return _CERTAINTY.index(mention.factuality)


def _in_text(one: Told) -> tuple[int, int]:
    return one.report, one.mention.head


def _voted(group: Group, side: str) -> dict[str, Party]:
    """The parties of one side that most mentions agree on: at least half as often named as the one named most."""
    known: dict[str, Party] = getattr(group, side)
    if len(group.told) == 1 or not known:
        return known
    known = dict(known)
    votes: Counter[str] = Counter()
    for one in group.told:
        told = {p.voice: p for p in getattr(one, side)}
        votes.update(told.keys())
        for party in told.values():
            known.setdefault(party.key, party)
    most = max((votes[p.voice] for p in known.values() if p.named), default=0)
    if side == "equal":  # it takes two
        most = min(most, votes.most_common(2)[-1][1])
    return {k: p for k, p in known.items() if votes[p.voice] * 2 >= most}


def _at_home(
    kind: str, group: Group, source: tuple[str, ...], recipient: tuple[str, ...], parties: Parties
) -> tuple[tuple[str, ...], tuple[str, ...], list[Reason]]:
    """Unnamed people belong to the state where the event, or the story, takes place.

    Arrests and the like are acts of that state where nobody else is named for them.
    """
    reasons = []
    here = parties.state_of_place(group.place) or parties.home
    named = any(p.named or p.stands_for for p in group.source.values())
    freed = kind == "RETREAT" and group.told[0].mention.mode == "release" and recipient
    honoured = kind == "SUPPORT" and group.told[0].mention.mode == "honor" and not source and group.place
    if not named and (kind in _OF_A_STATE or freed or honoured) and here and here not in recipient:
        source = (here,)
        reasons.append(_inferred(f"who acts is not named: taken for {parties.name(here)}, where it takes place"))
        police = parties.body("police") if group.told[0].mention.mode in _BY_POLICE else ""
        if police and police not in recipient:
            source = (here, police)
            reasons.append(_inferred(f"and for {parties.name(police)}, the police of the story"))
    if kind in _ON_PEOPLE and not any(p.named for p in group.recipient.values()):
        state = next((p.stands_for for p in group.recipient.values() if p.stands_for), here)
        if state and state not in source:
            recipient = tuple(dict.fromkeys((state, *recipient)))[:2]
            reasons.append(_inferred(f"who suffers it is not named: taken for people of {parties.name(state)}"))
    return source, recipient, reasons


def _inferred(detail: str) -> Reason:
    return Reason(rule="inferred", detail=detail, weight=0.0)


def _keys(side: dict[str, Party], parties: Parties, beside: int = MOST_BESIDE) -> tuple[str, ...]:
    """Keys of a side: named parties, the states they stand for first; words only where nobody is named."""
    named = [p for p in side.values() if p.named and parties.is_actor(p.key)] or [p for p in side.values() if p.named]
    if not named:
        first = next(iter(side.values()), None)
        return () if first is None else tuple(k for k in (first.stands_for, first.key) if k)
    states = [p.stands_for for p in named if p.stands_for]
    holders = [p.key for p in named if p.stands_for][:beside]
    return tuple(dict.fromkeys(states + [p.key for p in named if not p.stands_for] + holders))


def _stretch(one: Told) -> Span:
    """From the first word of a mention to its last, the longest evidence at most."""
    trigger = one.mention.trigger
    start, end = trigger.start, trigger.end
    for argument in one.mention.arguments:
        span = argument.span
        if span.start < start and end - span.start <= LONGEST_EVIDENCE:
            start = span.start
        if span.end > end and span.end - start <= LONGEST_EVIDENCE:
            end = span.end
    return Span(article=trigger.article, start=start, end=end)


def _evidence(one: Told, report: Report) -> Span:
    row = report.parse.sentences[one.mention.sentence]
    start, end = row.start, row.end
    if end - start > LONGEST_EVIDENCE:
        middle = one.mention.trigger.start
        start, end = max(start, middle - LONGEST_EVIDENCE // 2), min(end, middle + LONGEST_EVIDENCE // 2)
    return Span(article=report.id, start=start, end=end)
