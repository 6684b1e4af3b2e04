"""Origins: the root of every group of dependent reports, and the outlets and agencies that passages are credited to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from ...knowledge.outlets import outlet_of
from ...knowledge.publishers import (
    is_own,
    is_short_for,
    of_a_state,
    origin_kind,
    origin_name,
    outlet_key,
    outlet_name,
    same_publisher,
    site_kind,
)
from ...model.article import Article, Credit
from ...model.lineage import Origin, OriginKind, PassageOrigin, TextReuse
from ...model.record import Reason, content_id
from ...model.span import Span
from ...model.story import Report
from ...text.groups import Groups
from .citing import furthest
from .credits import earlier, is_release

SHARED_ROOT = 2 / 3  # of a group's reports must credit an outlet for it to be the root of all
LONG_PASSAGE = 60  # characters: a shared passage of otherwise independent reports that is taken over, not chance
SHOWN = 5  # reports named in a reason; the pairs name them all
SAME_WORDS = 0.8  # and the share of it that must match
JOINT = 4  # characters between two passages of one origin that are one: marks and spaces
_ENDS = ".!?\n"
_BY = re.compile(r"^(?:[Bb]y|BY)\s+")
_AND = re.compile(r",|;|\||&|\band\b|\bwith\b")
_DESK = re.compile(
    r"\b(?:staff|desk|reporters?|writers?|editors?|correspondents?|news|agenc(?:y|ies)|team|bureau|online)\b", re.I
)


def origins(
    reports: Sequence[Report], pairs: Sequence[TextReuse]
) -> tuple[tuple[Origin, ...], dict[str, str], tuple[PassageOrigin, ...]]:
    """All origins of a story, the origin of each article, and the passages that descend from another text.

    Reports of one publisher with one byline are one origin: a reporter does not confirm what he wrote himself.
    """
    articles = [r.article for r in reports]
    place = {a.id: k for k, a in enumerate(articles)}
    groups = Groups(len(articles))
    for pair in pairs:
        a, b = articles[place[pair.a]], articles[place[pair.b]]
        if pair.relation in ("copy", "derived") or (of_one_publisher(a, b) and writers(a) & writers(b)):
            groups.join(place[pair.a], place[pair.b])
    rows: list[Origin] = []
    of_article: dict[str, str] = {}
    for members in groups.members():
        root = _root(
            [articles[k] for k in members], [p for p in pairs if len(members) > 1 and _inside(p, members, place)]
        )
        rows.append(root)
        of_article |= {articles[k].id: root.id for k in members}
    held = _held(articles, rows, of_article)
    named = _named(articles, held)
    passages = _descended(articles, pairs, of_article) + _credited(
        articles, held | {key: o.id for key, o in named.items()}
    )
    rows += sorted(named.values(), key=lambda o: o.name)
    ordered = tuple(sorted(passages, key=lambda p: (p.span, p.origin)))
    return tuple(_opened(rows, articles)), {a.id: of_article[a.id] for a in articles}, ordered


def of_one_publisher(a: Article, b: Article) -> bool:
    """True where the two articles' outlets belonged to one publisher when they appeared."""
    return same_publisher(a.outlet, b.outlet, a.published or b.published)


def writers(article: Article) -> frozenset[str]:
    """The people in an article's bylines, in small letters. Agencies, outlets and desks are no people."""
    printed = [article.byline or "", *(c.name for c in article.credits if c.kind == "byline")]
    found = set()
    for line in printed:
        for part in _AND.split(_BY.sub("", line.strip())):
            name = " ".join(part.strip(" .").split())
            person = len(name.split()) in range(2, 5) and not _DESK.search(name) and origin_kind(name) == "outlet"
            if person and outlet_of(name) is None and not is_own(name, article.outlet, article.published):
                found.add(name.lower())
    return frozenset(found)


def _held(articles: list[Article], rows: list[Origin], of_article: dict[str, str]) -> dict[str, str]:
    """The origin of each name that one report here stands for: names of origins, and outlets whose reports we hold."""
    held: dict[str, str] = {}
    for article in articles:
        if article.outlet:
            key = outlet_key(origin_name(outlet_name(article.outlet)))
            known = held.setdefault(key, of_article[article.id])
            if known != of_article[article.id]:
                held[key] = ""
    held = {key: origin for key, origin in held.items() if origin}
    return held | {outlet_key(o.name): o.id for o in rows}


def _inside(pair: TextReuse, members: list[int], place: dict[str, int]) -> bool:
    return pair.relation in ("copy", "derived") and place[pair.a] in members and place[pair.b] in members


def _root(members: list[Article], pairs: list[TextReuse]) -> Origin:
    """The furthest origin of a group: an outlet that (nearly) all credit, else their agency, else the earliest report."""
    ids = tuple(a.id for a in members)
    wires = Counter(n for a in members for n in _credited_names(a, "wire"))
    cited = Counter(n for a in members for n in _credited_names(a, "cites"))
    first = _first(members, pairs)
    order = (first.id, *(i for i in ids if i != first.id))
    common = [(n, k) for n, k in cited.items() if k >= SHARED_ROOT * len(members)]
    if common and any(p.relation == "derived" for p in pairs):  # copies repeat every credit of the text they copy
        name, count = max(common, key=lambda nk: (nk[1], nk[0]))
        why = Reason(rule="root-cited", detail=f"{count} of {len(members)} reports credit {name}")
        return _origin(name, order, why)
    if wires:
        name, count = max(wires.items(), key=lambda nk: (nk[1], nk[0]))
        why = Reason(rule="root-agency", detail=f"{count} of {len(members)} carry the credit of {name}")
        return _origin(name, order, why, "agency")
    why = Reason(
        rule="root-report", detail="the report itself" if len(members) == 1 else "no credit: the first report we hold"
    )
    name = outlet_name(first.outlet) if first.outlet else f"report {first.id}"
    kind = "press release" if is_release(first) else site_kind(first.outlet, first.url)
    return Origin(id=content_id("origin", name, *sorted(ids)), name=name, kind=kind, articles=order, reasons=(why,))


def _origin(name: str, order: tuple[str, ...], why: Reason, acting: OriginKind = "outlet") -> Origin:
    """A named origin of whole reports. `acting`: its kind where the tables know no better: whose text others carry is an agency."""
    kind = origin_kind(name)
    ident = content_id("origin", name, *sorted(order))
    return Origin(id=ident, name=name, kind=acting if kind == "outlet" else kind, articles=order, reasons=(why,))


def _first(members: list[Article], pairs: list[TextReuse]) -> Article:
    """The report that others name as parent and that has none itself; else the earliest; else the first."""
    children = {(p.b if p.parent == p.a else p.a) for p in pairs if p.parent}
    parents = Counter(p.parent for p in pairs if p.parent)
    return min(members, key=lambda a: (a.id in children, -parents[a.id], a.published or "9999", a.id))


def _credited_names(article: Article, kind: str) -> list[str]:
    """Canonical names an article credits in one way, each once, in order; a dateline's agency counts as a wire credit.

    Of a chain ("X, citing Y") only the end counts.
    """
    leaning = furthest(article)
    names = [
        origin_name(c.name)
        for c in article.credits
        if c.kind == kind and origin_kind(c.name) != "unnamed" and not _own(c, article) and c not in leaning
    ]
    agency = article.dateline.agency if kind == "wire" and article.dateline is not None else None
    if agency and not is_own(agency, article.outlet, article.published):
        names.append(origin_name(agency))
    return list(dict.fromkeys(names))


def _own(credit: Credit, article: Article) -> bool:
    return is_own(credit.name, article.outlet, article.published)


def _named(articles: list[Article], held: Mapping[str, str]) -> dict[str, Origin]:
    """Origins that reports name and whose text is not here, by comparable name, with the reports that name them.

    Of a chain ("X, citing Y") only the end is an origin; X is one where it is credited by itself too.
    """
    citing: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for article in articles:
        leaning = furthest(article)
        for credit in article.credits:
            if credit.kind in ("cites", "wire") and not _own(credit, article) and credit not in leaning:
                name = origin_name(credit.name)
                key = outlet_key(name)
                if key not in held:
                    names.setdefault(key, name)
                    if article.id not in citing.setdefault(key, []):
                        citing[key].append(article.id)
    return {
        key: Origin(
            id=content_id("origin", names[key]),
            name=names[key],
            kind=origin_kind(names[key]),
            articles=tuple(ids),
            reasons=(Reason(rule="named", detail=f"credited in {len(ids)} of the reports; its own text is not here"),),
        )
        for key, ids in citing.items()
    }


def _credited(articles: list[Article], by_key: Mapping[str, str]) -> list[PassageOrigin]:
    """The sentence around each credit descends from the outlet credited; of a chain of credits, from the last of it."""
    out = []
    for article in articles:
        leaning = furthest(article)
        for credit in article.credits:
            end = leaning.get(credit, credit)
            origin = by_key.get(outlet_key(origin_name(end.name)))
            if credit.kind == "cites" and origin is not None and not _own(credit, article):
                detail = credit.name if end == credit else f"{credit.name}, which leans on {end.name}"
                why = Reason(rule="credited", detail=detail)
                out.append(PassageOrigin(span=_sentence(article, credit.span), origin=origin, reasons=(why,)))
    return out


def _sentence(article: Article, span: Span) -> Span:
    """The sentence of a credit: to the nearest sentence ends around it, inside its paragraph."""
    low, high = next(((p, q) for p, q in article.paragraphs if p <= span.start < q), (span.start, span.end))
    before = max((article.text.rfind(f"{mark} ", low, span.start) for mark in _ENDS), default=-1)
    ends = [at for mark in _ENDS if (at := article.text.find(f"{mark} ", span.end, high)) >= 0]
    return Span(
        article=article.id, start=max(low, before + 2) if before >= 0 else low, end=min(ends, default=high - 1) + 1
    )


def _descended(articles: list[Article], pairs: Sequence[TextReuse], of_article: dict[str, str]) -> list[PassageOrigin]:
    """Passages taken over: of dependent pairs on the child's side (on both where the parent is elsewhere), of
    independent pairs only long prose, on the side of the later report."""
    text = {a.id: a for a in articles}
    found: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for pair in pairs:
        dependent = pair.relation in ("copy", "derived")
        for side, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if dependent and pair.parent == side:
                continue
            if not dependent and earlier(text[other].published, text[side].published) >= 0:
                continue
            for p in pair.passages:
                start, end = (p.a_start, p.a_end) if side == pair.a else (p.b_start, p.b_end)
                if dependent or (not p.quoted and end - start >= LONG_PASSAGE and p.score > SAME_WORDS):
                    found.setdefault((side, of_article[other]), []).append((start, end, other))
    out = []
    for (side, origin), spans in found.items():
        for start, end, others in _merged(spans):
            shown = ", ".join(others[:SHOWN]) + (f" and {len(others) - SHOWN} more" if len(others) > SHOWN else "")
            why = Reason(rule="shared-wording", detail=f"stands in {shown} too")
            out.append(PassageOrigin(span=Span(article=side, start=start, end=end), origin=origin, reasons=(why,)))
    return out


def _merged(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, list[str]]]:
    """Overlapping and adjoining spans joined, with all the reports they were found in."""
    out: list[tuple[int, int, set[str]]] = []
    for start, end, other in sorted(spans):
        if out and start <= out[-1][1] + JOINT:
            first, last, others = out[-1]
            others.add(other)
            out[-1] = (first, max(last, end), others)
        else:
            out.append((start, end, {other}))
    return [(start, end, sorted(others)) for start, end, others in out]


def _opened(rows: list[Origin], articles: list[Article]) -> list[Origin]:
    """Origins that may be one: the same name over texts that share nothing, one publisher without bylines that tell its
    reporters apart, a name that may be short for another, and "state media" beside a named one."""
    by_id = {a.id: a for a in articles}
    out = []
    for row in rows:
        same = [o.id for o in rows if o.id != row.id and _may_be_one(row, o, by_id)]
        out.append(msgspec.structs.replace(row, open_with=tuple(sorted(set(same)))))
    return out


def _may_be_one(one: Origin, other: Origin, articles: Mapping[str, Article]) -> bool:
    both = (one, other)
    if any(of_a_state(o.name) for o in both) and all(o.kind == "state media" or of_a_state(o.name) for o in both):
        return True
    if {one.reasons[0].rule, other.reasons[0].rule} == {"root-report"}:
        pairs = [(articles[a], articles[b]) for a in one.articles for b in other.articles]
        return any(of_one_publisher(a, b) and not (writers(a) and writers(b)) for a, b in pairs)
    if is_short_for(one.name, other.name) or is_short_for(other.name, one.name):
        return True
    return outlet_key(one.name) == outlet_key(other.name)
