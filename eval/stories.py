"""A dossier against the gold of a story: sixteen figures as the README of the gold stories defines them, and one of our own:
of the reports that are counted for a statement, how many do state it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from consilience.model.claim import SURE

from .matching import (
    LONGEST_EVIDENCE,
    Key,
    Row,
    common,
    groups,
    harmonic,
    holds,
    key_of,
    likeness,
    listed,
    names_of,
    pair_up,
    same_time,
    share,
)

FIGURES = {
    "furniture": "page furniture recognised: F1 over characters",
    "mentions": "gold mentions resolved: right name, one reported entity for one gold entity",
    "quote_recall": "direct quotations found and reported as direct",
    "quote_precision": "reported direct quotations that are ones",
    "speaker": "found quotations, direct and indirect, with the right speaker and no other",
    "utterances": "same utterance across articles: pair F1",
    "fact_coverage": "gold facts among the first 1.5 times as many reported",
    "alignment_recall": "pairs of passages stating one fact that are joined",
    "alignment_precision": "joined pairs of passages that state one fact",
    "alignment_f1": "their harmonic mean",
    "counted": "reports counted for a statement on several origins that state one fact with it",
    "origins": "reported claims over several articles with the right number of origins",
    "conflict_recall": "gold conflicts reported",
    "conflict_precision": "reported conflicts that are ones, each counted once",
    "times": "gold time expressions with the right value and granularity",
    "copies": "pairs of articles that depend on each other: F1",
    "events": "gold events among the first 2 times as many reported",
}
PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
SMALL_WORDS = frozenset("a an the of for in at mr mr. ms ms. mrs mrs.".split())

Figures = dict[str, float | None]


def measure(gold: Row, dossier: Row) -> Figures:
    """All figures of one story; None where the gold has nothing to measure. `dossier` is the contract's JSON as values."""
    found: Figures = {}
    for part in (furniture, mentions, quotations, facts, conflicts, times, copies, events):
        found |= part(gold, dossier)
    return {name: found.get(name) for name in FIGURES}


def mean(stories: dict[str, Figures]) -> Figures:
    """The mean of each figure over the stories where it is defined."""
    out: Figures = {}
    for name in FIGURES:
        values = [v for figures in stories.values() if (v := figures[name]) is not None]
        out[name] = sum(values) / len(values) if values else None
    return out


def furniture(gold: Row, dossier: Row) -> Figures:
    """F1 over the characters that are not white space."""
    if not gold.get("boilerplate"):
        return {}
    text = {a["id"]: a.get("text") or "" for a in dossier["articles"]}

    def characters(spans: Any) -> set[tuple[str, int]]:
        inside = {(s["article"], i) for s in spans for i in range(s["start"], s["end"])}
        return {(a, i) for a, i in inside if i >= len(text.get(a, "")) or not text[a][i].isspace()}

    want = characters(gold["boilerplate"])
    have = characters(s for a in dossier["articles"] for s in a.get("furniture", ()))
    both = len(want & have)
    return {"furniture": harmonic(share(both, len(have)) or 0.0, both / len(want))}


def mentions(gold: Row, dossier: Row) -> Figures:
    """Share of gold mentions whose most overlapping reported mention belongs to the entity chosen for theirs."""
    entities = dossier.get("entities", ())
    agreed: Counter[tuple[int, int]] = Counter()
    total = 0
    for number, entity in enumerate(gold.get("entities", ())):
        names = names_of(entity)
        for span in entity["mentions"]:
            total += 1
            near = [
                (common(span, m) / (m["end"] - m["start"]), common(span, m), -i)
                for i, e in enumerate(entities)
                for m in e["mentions"]
                if common(span, m)
            ]
            if near and names & names_of(entities[-max(near)[2]]):
                agreed[number, -max(near)[2]] += 1
    chosen = pair_up(agreed)
    return {"mentions": share(sum(agreed[pair] for pair in chosen.items()), total)}


def quotations(gold: Row, dossier: Row) -> Figures:
    """Direct quotations, speakers and utterances."""
    rows, golds = dossier.get("quotations", ()), gold.get("quotations", [])
    found = found_quotations(golds, rows)
    direct = [g for g, want in enumerate(golds) if want["direct"]]
    reported = [row for row in rows if row.get("direct")]
    true = sum(any(likeness(s, row) >= 0.5 for g in direct for s in golds[g]["spans"]) for row in reported)
    names = {e["id"]: names_of(e) for e in dossier.get("entities", ())}
    right = 0
    for g, i in found.items():
        told = [names.get(s, {key_of(s)}) for s in listed(rows[i].get("speakers") or rows[i].get("speaker"))]
        right += _speakers_right(gold, golds[g], told)
    empty = 0.0 if direct else None
    return {
        "quote_recall": share(sum(g in found and bool(rows[found[g]].get("direct")) for g in direct), len(direct)),
        "quote_precision": share(true, len(reported)) if reported else empty,
        "speaker": share(right, len(found)) if found else (0.0 if golds else None),
        "utterances": same_utterances(golds, rows, found),
    }


def found_quotations(golds: list[Row], rows: Any) -> dict[int, int]:
    """Each gold quotation that is reported, with the row that reports it."""
    weights = {}
    for g, want in enumerate(golds):
        for i, row in enumerate(rows):
            best = max(likeness(s, row) for s in want["spans"])
            if best >= (0.5 if want["direct"] else 0.3):
                weights[g, i] = best + 0.5 * (bool(row.get("direct")) == want["direct"])
    return pair_up(weights)


def _speakers_right(gold: Row, quotation: Row, told: list[set[str]]) -> bool:
    wanted = listed(quotation["speaker"])
    if not told or len(told) > max(1, len(wanted)):
        return False
    names = {
        key_of(n) for field in ("speaker", "speaker_variants", "speaker_also") for n in listed(quotation.get(field))
    }
    for entity in gold.get("entities", ()):
        if names_of(entity) & names:
            names |= names_of(entity)

    def words(text: str) -> set[str]:
        return set(key_of(text).split()) - SMALL_WORDS

    described = [words(w) for w in wanted if w[:1].islower()]

    def right(speaker: set[str]) -> bool:
        if speaker & names:
            return True
        return any(d and words(n) and (d <= words(n) or words(n) <= d) for d in described for n in speaker)

    return all(right(speaker) for speaker in told)


def same_utterances(golds: list[Row], rows: Any, found: dict[int, int]) -> float | None:
    """Pair F1 of quotations in different articles that are one utterance."""
    want = have = both = 0
    for a, b in combinations(range(len(golds)), 2):
        if golds[a]["spans"][0]["article"] == golds[b]["spans"][0]["article"]:
            continue
        same = golds[a]["utterance"] == golds[b]["utterance"]
        told = [rows[found[g]].get("utterance") if g in found else None for g in (a, b)]
        joined = told[0] is not None and told[0] == told[1]
        want, have, both = want + same, have + joined, both + (same and joined)
    precision = share(both, have) if have else (0.0 if want else None)
    return harmonic(precision, share(both, want))


def facts(gold: Row, dossier: Row) -> Figures:
    """Coverage, alignment over distinct pairs of passages, and the number of origins."""
    rows, golds = dossier.get("facts", ()), gold.get("facts", [])
    needed = _needed(golds)
    first = rows[: round(1.5 * len(needed))]
    covered = sum(any(holds(f["evidence"], e) for f in first for e in g["evidence"]) for g in needed)
    want = hit = 0
    for g in golds:
        for a, b in combinations(g["evidence"], 2):
            if a["article"] != b["article"]:
                want += 1
                hit += any(holds(f["evidence"], a) and holds(f["evidence"], b) for f in rows)
    tags = _tags(rows, golds)
    joined: dict[tuple[Key, Key], bool] = {}
    for f in rows:
        spots = sorted({_spot(e) for e in f["evidence"]})
        for a, b in combinations(spots, 2):
            if a[0] != b[0] and tags[a] and tags[b]:
                joined[a, b] = bool((tags[a] & tags[b]) - {None})
    precision = share(sum(joined.values()), len(joined)) if joined else (0.0 if want else None)
    recall = share(hit, want)
    return {
        "fact_coverage": share(covered, len(needed)),
        "alignment_recall": recall,
        "alignment_precision": precision,
        "alignment_f1": harmonic(precision, recall),
        "counted": _counted(rows, tags),
        "origins": _origins(gold, rows, tags, bool(want)),
    }


def _spot(evidence: Row) -> Key:
    return evidence["article"], evidence["start"], evidence["end"]


def _tags(rows: Any, golds: list[Row]) -> dict[Key, set[str | None]]:
    """The gold facts that each reported passage states; {None} for a passage that is too long."""
    tags: dict[Key, set[str | None]] = {}
    for evidence in (e for f in rows for e in f["evidence"]):
        spot = _spot(evidence)
        if spot not in tags:
            long = evidence["end"] - evidence["start"] > LONGEST_EVIDENCE
            tags[spot] = {None} if long else {g["id"] for g in golds if holds(g["evidence"], evidence)}
    return tags


def _counted(rows: Any, tags: dict[Key, set[str | None]]) -> float | None:
    """Of the passages counted for a corroborated statement, in other reports than its own, those that share a gold fact with it."""
    judged = right = 0
    for f in rows:
        at = f.get("statement_at")
        if f.get("status") != "corroborated" or not at:
            continue
        inside = [e for e in f["evidence"] if e["article"] == at["article"] and e["start"] <= at["start"] < e["end"]]
        own = tags[_spot(inside[0])] if inside else set()
        for e in f["evidence"]:
            if e["article"] != at["article"] and e.get("certainty", 1.0) >= SURE and own and tags[_spot(e)]:
                judged += 1
                right += bool((own & tags[_spot(e)]) - {None})
    return share(right, judged) if judged else None


def _origins(gold: Row, rows: Any, tags: dict[Key, set[str | None]], wanted: bool) -> float | None:
    dependent, unjudged = _dependent(gold)
    judged = right = 0
    for f in rows:
        held = sorted({e["article"] for e in f["evidence"]})
        if len(held) < 2 or not any(tags[_spot(e)] for e in f["evidence"]):
            continue
        if any(frozenset(pair) in unjudged for pair in combinations(held, 2)):
            continue
        told = listed((f.get("support") or {}).get("independent"))
        judged += 1
        right += bool(told) and min(told) <= groups(held, dependent) <= max(told) <= min(told) + 1
    return share(right, judged) if judged else (0.0 if wanted else None)


def _dependent(gold: Row) -> tuple[dict[frozenset[str], str], set[frozenset[str]]]:
    pairs = gold.get("copies", [])
    unjudged = {
        frozenset((c["a"], c["b"])) for c in [*gold.get("partial_copies", []), *(c for c in pairs if c.get("doubtful"))]
    }
    relation = {frozenset((c["a"], c["b"])): c["relation"] for c in pairs if c["relation"] != "independent"}
    return {pair: r for pair, r in relation.items() if pair not in unjudged}, unjudged


def _needed(golds: list[Row]) -> list[Row]:
    """Gold rows a system must find: not minor, and not resting on furniture alone."""
    return [g for g in golds if not g.get("minor") and not g.get("furniture")]


def conflicts(gold: Row, dossier: Row) -> Figures:
    """One reported conflict for one gold conflict."""
    n = {what: kinds.total() for what, kinds in disputes(gold, dossier).items()}
    none = 0.0 if n["wanted"] else None
    return {
        "conflict_recall": share(n["found"], n["wanted"]),
        "conflict_precision": share(n["right"], n["reported"]) if n["reported"] else none,
    }


def disputes(gold: Row, dossier: Row) -> dict[str, Counter[str]]:
    """How many gold conflicts are `wanted` (minor ones are not) and `found`, by the gold's kind; how many are `reported` and
    `right`, by the kind reported."""
    rows, golds = dossier.get("conflicts", ()), gold.get("conflicts", [])
    weights = {(i, j): w for i, c in enumerate(rows) for j, g in enumerate(golds) if (w := _same_conflict(c, g))}
    chosen = pair_up(weights)
    needed = [g for g in golds if g in _needed(golds)]
    return {
        "found": Counter(golds[j].get("kind", "other") for j in chosen.values() if golds[j] in needed),
        "wanted": Counter(g.get("kind", "other") for g in needed),
        "right": Counter(rows[i].get("kind", "other") for i in chosen),
        "reported": Counter(c.get("kind", "other") for c in rows),
    }


def _same_conflict(reported: Row, gold: Row) -> float:
    """Share of the reported evidence that lies in the gold conflict, where two values rest on two gold values; else 0."""
    if not 2 <= len(reported["values"]) <= 8:
        return 0.0
    evidence = [e for v in reported["values"] for e in v["evidence"]]
    inside = sum(any(holds(v["evidence"], e) for v in gold["values"]) for e in evidence)
    hits = {
        (i, j)
        for i, v in enumerate(reported["values"])
        for j, w in enumerate(gold["values"])
        if any(holds(v["evidence"], e) for e in w["evidence"])
    }
    two = any(a[0] != b[0] and a[1] != b[1] for a, b in combinations(hits, 2))
    return inside / len(evidence) if two and 2 * inside >= len(evidence) else 0.0


def times(gold: Row, dossier: Row) -> Figures:
    """Share of gold expressions whose most overlapping reported one has the right value."""
    rows = dossier.get("times", ())
    right = total = 0
    for t in gold.get("timeline", ()):
        for span in t["evidence"]:
            total += 1
            near = [(common(x, span), x["start"] - x["end"], -i) for i, x in enumerate(rows) if common(x, span)]
            if near:
                right += same_time(
                    rows[-max(near)[2]].get("value") or "", t["date"], about=t.get("precision") == "about"
                )
    return {"times": share(right, total)}


def copies(gold: Row, dossier: Row) -> Figures:
    """F1 of dependent pairs; the right pair with the wrong relation counts half."""
    want, unjudged = _dependent(gold)
    have = {
        frozenset((c["a"], c["b"])): c["relation"] for c in dossier.get("copies", ()) if c["relation"] != "independent"
    }
    have = {pair: relation for pair, relation in have.items() if pair not in unjudged}
    if not want:
        return {"copies": max(0.0, 1 - len(have) / 3)}
    hit = sum(1.0 if have[pair] == want[pair] else 0.5 for pair in want.keys() & have.keys())
    return {"copies": harmonic(share(hit, len(have)) or 0.0, hit / len(want))}


def events(gold: Row, dossier: Row) -> Figures:
    """Gold events with a reported one of their type whose actors hold theirs, at most two more, not turned round."""
    golds = gold.get("events", [])
    code: dict[str, str] = {}
    for entity in [*dossier.get("entities", ()), *gold.get("entities", ())]:
        known = next((key_of(entity[k]) for k in ("iso3", "code") if entity.get(k)), None)
        for name in names_of(entity):
            code[name] = known or key_of(entity["name"])

    def sides(event: Row) -> list[set[str]]:
        return [
            {code.get(key_of(a), key_of(a)) for a in listed(event.get(k))} for k in ("actors", "source", "recipient")
        ]

    def kind(event: Row) -> str:
        return event["type"].upper() if event["type"].upper() in PLOVER else "OTHER"

    weights = {}
    for i, event in enumerate(dossier.get("events", ())[: 2 * len(golds)]):
        both, by, to = sides(event)
        for j, g in enumerate(golds):
            gold_both, gold_by, gold_to = sides(g)
            want, have = gold_both | gold_by | gold_to, both | by | to
            turned = by and to and ((gold_by and not gold_by <= by | both) or (gold_to and not gold_to <= to | both))
            if kind(event) == kind(g) and want <= have and len(have) <= len(want) + 2 and not turned:
                weights[i, j] = 1 / (1 + len(have - want))
    return {"events": share(len(pair_up(weights)), len(golds))}
