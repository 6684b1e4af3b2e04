"""Dossier -> one self-contained HTML page: the account beside the reports, each statement tied to its passages.

Article text is untrusted. It reaches the page as text only: Jinja2 escapes it in the account, and the data block
escapes what could end it; a Content-Security-Policy with hashes lets only our own script and style run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from ..model import dossier as d
from . import pictures
from .lines import counted, date_words, fewest, origins, shown
from .page_data import data, pair_id, pair_words
from .passages import Passages, Placed
from .record import misspelt
from .speech import compared

STATIC = ("page.css", "dom.js", "text.js", "panes.js", "find.js", "filters.js", "tools.js", "start.js")


def html(dossier: d.Dossier) -> str:
    """The page of a dossier. One made by `excerpts` gives a page with the cited passages alone."""
    style = _static("page.css")
    script = "\n".join(_static(name) for name in STATIC if name.endswith(".js"))
    view = View(dossier)
    return _template().render(
        d=dossier,
        view=view,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        data=Markup(_data_block(msgspec.json.encode(data(dossier)).decode())),
        lineage=pictures.lineage(dossier, view.p),
        strip=pictures.timeline(dossier),
        relations=pictures.relations(dossier),
    )


class View:
    """What the template asks: words of passages, names, and the numbers of footnotes."""

    def __init__(self, dossier: d.Dossier) -> None:
        """Index the dossier."""
        self.dossier = dossier
        self.p = Passages(dossier)
        self.notes: dict[tuple[str, int, int], int] = {}
        self.quotations = {q.id: q for q in dossier.quotations}
        self.disputed_by = {c.fact: c for c in reversed(dossier.conflicts) if c.fact}
        lanes = dict.fromkeys(a.origin for a in dossier.articles)
        self._lane = {origin: n for n, origin in enumerate(lanes)}
        self.seen: set[str] = set()

    def lane_number(self, origin: str) -> int:
        """The number of an origin, by which it has its colour."""
        return self._lane.get(origin, 0)

    def origin_number(self, article: str) -> int:
        """The number of a report's origin."""
        return self._lane[self.p.articles[article].origin]

    def quote(self, q: d.QuotationRow) -> str:
        """A quotation as printed; the words of an indirect one without marks."""
        return shown(self.p.words(q))

    def vouchers(self, fact: d.FactRow) -> str:
        """Who vouches, where every passage hands the statement to someone."""
        if not all(e.vouchers for e in fact.evidence):
            return ""
        return ", ".join(dict.fromkeys(self.p.speaker(v) for e in fact.evidence for v in e.vouchers))

    def roles(self, entity: d.EntityRow) -> list[tuple[str, d.RoleRow]]:
        """Roles as stated, each once, with its first place."""
        told: dict[str, d.RoleRow] = {}
        for role in entity.roles:
            told.setdefault(" ".join(role.text.split()), role)
        return list(told.items())

    def note(self, at: Placed) -> int:
        """The number of the footnote that quotes a passage; given in the order in which passages are first cited."""
        key = (at.article, at.start, at.end)
        return self.notes.setdefault(key, len(self.notes) + 1)

    def footnotes(self) -> list[tuple[int, d.Place, str]]:
        """All footnotes asked for so far: number, passage, its words."""
        places = [(n, d.Place(article=a, start=s, end=e)) for (a, s, e), n in self.notes.items()]
        return [(n, at, shown(self.p.words(at))) for n, at in places]

    def words(self, at: Placed) -> str:
        """The words of a passage on one line."""
        return shown(self.p.words(at))

    def context(self, at: Placed, marks: Sequence[Placed] = ()) -> list[tuple[str, str]]:
        """A passage in its sentence, as (class, words): what is before and after is "context", the marks are "mark"."""
        return [
            (_CLASS.get(run.style, "said"), shown_inside(run.text)) for run in self.p.quoted(at, marks, context=True)
        ]

    def versions(self, lead: d.QuotationRow, other: d.QuotationRow) -> list[tuple[str, str]]:
        """Another wording beside the leading one, word by word, as (class, words)."""
        if not other.direct:
            return [("said", shown(self.p.words(other)))]
        return [
            (_CLASS.get(run.style, "said"), shown_inside(run.text))
            for run in compared(self.p.words(lead), self.p.words(other))
        ]

    def utterances(self) -> list[tuple[str, list[tuple[d.UtteranceRow, d.QuotationRow, list[d.QuotationRow]]]]]:
        """Utterances by speaker, the most reported speaker first: the row, its leading quotation, the others by report."""
        by_speaker: dict[str, list[tuple[d.UtteranceRow, d.QuotationRow, list[d.QuotationRow]]]] = {}
        for row in self.dossier.utterances:
            lead = self.quotations[row.lead]
            others = [
                q
                for i in row.quotations
                if (q := self.quotations[i]).id != lead.id and q.parent != lead.id and q.id != lead.parent
            ]
            speaker = " and ".join(lead.speaker_names) or "Speaker not named"
            by_speaker.setdefault(speaker, []).append((row, lead, others))
        weight = {
            s: (s == "Speaker not named", -sum(len(u.quotations) for u, *_ in rows), s)
            for s, rows in by_speaker.items()
        }
        return sorted(by_speaker.items(), key=lambda item: weight[item[0]])

    def facts(self, status: str, *, background: bool = False) -> list[d.FactRow]:
        """Facts of one status in their order, those on most origins first."""
        told = [f for f in self.dossier.facts if f.status == status and f.background == background]
        return sorted(told, key=lambda f: -fewest(f.support.independent)) if status == "corroborated" else told

    def agreed(self) -> list[tuple[int | tuple[int, int], list[d.FactRow]]]:
        """Corroborated facts by their number of origins, most first."""
        groups: dict[int | tuple[int, int], list[d.FactRow]] = {}
        for fact in self.facts("corroborated"):
            groups.setdefault(fact.support.independent, []).append(fact)
        return sorted(groups.items(), key=lambda g: (-fewest(g[0]), str(g[0])))

    def single(self) -> list[tuple[str, list[d.FactRow]]]:
        """Facts of one origin under the name of the origin that alone has them."""
        groups: dict[str, list[d.FactRow]] = {}
        for fact in self.facts("single-origin"):
            origin = fact.support.origins[0] if fact.support.origins else fact.statement_at.article
            groups.setdefault(origin, []).append(fact)
        return [(self.p.origin(origin), rows) for origin, rows in sorted(groups.items())]

    def background(self) -> list[d.FactRow]:
        """Earlier things retold, those on most origins first; disputed ones stand elsewhere."""
        told = [f for f in self.dossier.facts if f.background and f.status != "disputed"]
        return sorted(told, key=lambda f: -fewest(f.support.independent))

    def places(self, row: d.ConflictRow) -> list[d.Place]:
        """All passages of a disagreement."""
        return [e for v in row.values for e in v.evidence]

    def dates(self) -> list[tuple[str, str, list[d.TimelineRow]]]:
        """The timeline by date: anchor, date in words, rows."""
        groups: dict[tuple[str, str | None], list[d.TimelineRow]] = {}
        for row in self.dossier.timeline:
            groups.setdefault((row.date, row.mod), []).append(row)
        return [(f"date-{_anchor(date[:10])}", date_words(date, mod), rows) for (date, mod), rows in groups.items()]

    def people(self) -> list[tuple[str, list[d.EntityRow]]]:
        """Entities by kind, those in most reports first."""
        kinds = {"person": "People", "organisation": "Organisations", "country": "States", "place": "Places"}
        groups: dict[str, list[d.EntityRow]] = {title: [] for title in (*kinds.values(), "Others")}
        for entity in sorted(
            self.dossier.entities, key=lambda e: (-len({m.article for m in e.mentions}), -len(e.mentions), e.name)
        ):
            groups[kinds.get(entity.type, "Others")].append(entity)
        return [(title, rows) for title, rows in groups.items() if rows]

    def several(self) -> list[d.FactRow]:
        """Facts that more than one report states: the rows of the matrix."""
        return [f for f in self.dossier.facts if f.support.articles > 1]

    def cell(self, fact: d.FactRow, article: str) -> str:
        """What a report does with a fact: differs, states or silent."""
        if not any(e.article == article for e in fact.evidence):
            return "silent"
        row = self.disputed_by.get(fact.id)
        if row and not row.update and any(e.article == article for v in row.values[1:] for e in v.evidence):
            return "differs"
        return "states"

    def reports(self, places: Iterable[Placed]) -> list[str]:
        """Ids of the reports in which passages stand, in the order of the dossier, each once."""
        held = {at.article for at in places}
        return [a.id for a in self.dossier.articles if a.id in held]

    def first_in_each(self, places: Sequence[Placed]) -> list[Placed]:
        """The first passage of each report, in the order of the reports."""
        first: dict[str, Placed] = {}
        for at in sorted(places, key=lambda at: (at.start, at.end)):
            first.setdefault(at.article, at)
        return [first[a] for a in self.reports(places)]

    def origin_of(self, article: str) -> str:
        """The id of a report's origin."""
        return self.p.articles[article].origin


def shown_inside(text: str) -> str:
    """As `shown`, but the space at either end stays: the words stand between others."""
    core = shown(text)
    return f"{' ' * text[:1].isspace()}{core}{' ' * (text[-1:].isspace() and bool(core))}"


_CLASS = {"value": "mark", "faint": "context", "added": "added", "removed": "removed"}


def _data_block(json: str) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or be taken for a line's end."""
    for character in ("<", ">", "&", "\u2028", "\u2029"):
        json = json.replace(character, f"\\u{ord(character):04x}")
    return json


def _hash(text: str) -> str:
    """The hash by which the policy knows an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _static(name: str) -> str:
    return resources.files(__package__).joinpath("static", name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, date_words=date_words, origins=origins, fewest=fewest, anchor=_anchor)
    environment.globals.update(counted=counted, pair_id=pair_id, pair_words=pair_words, misspelt=misspelt)
    return environment.get_template("page.html")


def _anchor(text: str) -> str:
    """A string as part of an id."""
    return re.sub(r"[^\w.-]+", "-", text)
