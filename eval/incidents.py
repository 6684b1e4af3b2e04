"""Registry truth: what is read of shooting incidents in their reports, held against the registry's row of each.

Right are: the `date` where it is the registry's day; the `city` where it is the registry's (either of the two where it gives one in
brackets); `killed` and `injured` where the numbers are equal. `names`: of the victims whom the registry names, the share found
(first and last name; small differences of spelling pass). `ages`: of those found whose age the registry gives, the share with
that age. `names_right`: of the names read as victims', the share that the registry names at all. `city_in_texts`, `names_in_texts`:
the shares of cities and names that the reports hold anywhere; the rest no reader can find. Incidents are taken in the order
of a hash of their number.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rapidfuzz.distance import Levenshtein

from consilience.model.article import Capture
from consilience.model.record import Reject
from consilience.model.story import Report
from consilience.pipeline.plan import ARTICLE_PLAN, carry_out
from consilience.stages.link import link
from consilience.stages.parse import Parser

from .incident_reading import Incident, read
from .matching import key_of

MOST = 300  # incidents read where not told otherwise: all of them take a quarter of an hour
SPELLING = 2  # letters by which a name may differ from the registry's
LOOKED_FOR_TITLE = 400  # code points at the head of a text in which its title may stand

Row = Mapping[str, Any]
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?$")
_OUTLET_TAIL = re.compile(
    r"\s+(?:-|–|\||::)\s+[^-–|:]*(?:\b(?:News|TV|Weather|Sports|Channel|Radio|Times|Post)\b|\.com|\.org).*$"
)
_ANNOTATIONS = ("article", "parse", "mentions", "times", "quantities", "quotations", "events")


def measure(reports: Sequence[Row], registry: Sequence[Row], parser: Parser, most: int = MOST) -> dict[str, Any]:
    """The figures over the first `most` incidents (0: all) that have a registry row, and how many of each were judged."""
    marks: dict[str, list[bool]] = defaultdict(list)
    count = 0
    for row, rows in incidents(reports, registry, most):
        count += 1
        for name, is_right in (*judge(row, read(*annotated(rows, parser))), *held(row, rows)):
            marks[name].append(is_right)
    return {
        **{name: sum(held) / len(held) if held else None for name, held in sorted(marks.items())},
        "incidents": count,
        "judged": {name: len(held) for name, held in sorted(marks.items())},
    }


def incidents(reports: Sequence[Row], registry: Sequence[Row], most: int) -> Iterator[tuple[Row, list[Row]]]:
    """Registry rows with their reports, in the order of the SHA-256 of the incident's number."""
    told: dict[str, list[Row]] = defaultdict(list)
    for report in reports:
        told[report["story"]].append(report)
    known = {row["incident"]: row for row in registry if row["incident"] in told}
    order = sorted(known, key=lambda number: hashlib.sha256(number.encode()).hexdigest())
    for number in order[: most or None]:
        yield known[number], told[number]


def annotated(rows: Iterable[Row], parser: Parser) -> tuple[list[Report], tuple[Any, ...]]:
    """The reports of one incident with all that is read in each (a title that the text lacks goes before it), and their entities."""
    reports = []
    for row in rows:
        printed = (row.get("title") or "").strip()
        title = _OUTLET_TAIL.sub("", printed)
        tail = printed[len(title) :].strip(" -–|:")  # the outlet as it calls itself, often with its town
        head = row["text"][:LOOKED_FOR_TITLE]
        text = row["text"] if not title or title in head else f"{title}\n\n{row['text']}"
        capture = Capture(
            id=row["id"],
            path=row["id"],
            sha256="",
            media_type="text/plain",
            encoding="utf-8",
            text=text,
            runs=(),
            headline=title or None,
            outlet=" ".join(filter(None, (row.get("outlet"), tail))) or None,
            url=row.get("url"),
            published=row.get("published"),
            published_rule="meta",
        )
        made = carry_out(ARTICLE_PLAN, {"capture": capture, "parser": parser}, stop=lambda m: isinstance(m, Reject))
        if "events" in made:
            reports.append(Report(**{name: made[name] for name in _ANNOTATIONS}))
    reports.sort(key=lambda r: r.id)
    return reports, link(tuple(reports)) if reports else ()


def judge(row: Row, told: Incident) -> Iterator[tuple[str, bool]]:
    """What is right of one incident, one (figure, right) for each thing judged."""
    day = datetime.strptime(row["date"], "%B %d, %Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
    yield "date", told.date == day
    yield "city", told.city is not None and city_key(told.city) in cities_of(row)
    yield "killed", told.killed == row["num_killed"]
    yield "injured", told.injured == row["num_injured"]
    for victim in row["participants"]:
        if not (victim.get("Name") and victim.get("Type") == "Victim"):
            continue
        found = next((v for v in told.victims if same_name(v.name, victim["Name"])), None)
        yield "names", found is not None
        if found and victim.get("Age"):
            yield "ages", found.age is not None and int(found.age) == int(victim["Age"])
    named = [p["Name"] for p in row["participants"] if p.get("Name")]
    if named:
        for v in told.victims:
            yield "names_right", any(same_name(v.name, name) for name in named)


def held(row: Row, reports: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """Whether the registry's city and each name of a victim stand in the reports at all."""
    texts = "\n".join(f"{r.get('title') or ''}\n{r['text']}" for r in reports)
    spaced = city_key(texts)
    yield "city_in_texts", any(city in spaced for city in cities_of(row))
    for victim in row["participants"]:
        if victim.get("Name") and victim.get("Type") == "Victim":
            yield (
                "names_in_texts",
                _bare(victim["Name"]).split()[-1:] != [] and _bare(victim["Name"]).split()[-1] in texts.lower(),
            )


def _bare(name: str) -> str:
    return _SUFFIX.sub("", re.sub(r"[\"“”()]", " ", key_of(name))).replace(".", "")


def cities_of(row: Row) -> set[str]:
    """The registry's city as comparable names: "Pittsburgh (Wilkinsburg)" is either, "Cass (county)" is Cass County."""
    city = row["city"]
    if found := re.fullmatch(r"(.+?) \(([^)]+)\)", city):
        if found[2].lower() == "county":
            return {city_key(found[1]), city_key(f"{found[1]} County")}
        return {city_key(found[1]), city_key(found[2])}
    return {city_key(city)}


def city_key(name: str) -> str:
    """A city's name without case, points, and the words by which it is varied."""
    bare = re.sub(r"[.'’]", "", key_of(name))
    bare = re.sub(r"\b(?:city of|town of|township|twp|the)\b", "", bare)
    return " ".join(re.sub(r"\bst\b", "saint", bare).replace("-", " ").split())


def same_name(told: str, wanted: str) -> bool:
    """Whether two names are one person's: last names alike, and first names alike or one the beginning of the other."""
    a, b = _bare(told).split(), _bare(wanted).split()
    if not a or not b:
        return False
    if not _alike(a[-1], b[-1]):
        return False
    return len(a) == 1 or len(b) == 1 or _alike(a[0], b[0]) or a[0].startswith(b[0][:3]) or b[0] in a or a[0] in b


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 2 * SPELLING and Levenshtein.distance(a, b) <= SPELLING)


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    yield f"{told['incidents']} incidents"
    for name, judged in told["judged"].items():
        yield f"{name:<12} {told[name]:.3f}  of {judged}"
