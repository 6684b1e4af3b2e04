"""What the page's template asks of a dossier: groups in their order, names, words of passages, numbers of footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model import dossier as d
from .collate import Column, collate, comparable, part_of, same_words
from .dates import dated
from .lines import counted, fewest, origins, shown
from .names import actor_names, named, origin_names, own_report, report_names
from .passages import LEFT_OUT, Passages, Placed, articles_of, perhaps
from .pictures import descents
from .speech import NO_SPEECH, holder, manner, mute

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_NOTES = 6  # passages of a statement that a printed page cites; more are counted
MOST_CHIPS = 8  # reports named behind a statement; more are counted
MOST_BESIDE = 5  # versions set beside the leading one word by word
MOST_ROWS = 80  # rows of the matrix
MOST_COLUMNS = 16  # its columns; more reports are put together by origin
SHORT = 3  # words: a fragment this short is told with the sentence that holds it
_CLASS = {"value": "mark", "faint": "context"}


class Version(NamedTuple):
    """Another version of an utterance: "the same words", "in part", "indirectly" or "in other words", and its passages;
    "in full": the reported sentence that holds a fragment."""

    kind: str
    places: tuple[d.QuotationRow, ...]
    words: str
    speakers: str  # where they are not the leading version's


class Spoken(NamedTuple):
    """An utterance: the leading version, those set beside it word by word, the others."""

    id: str
    lead: d.QuotationRow
    rows: tuple[d.QuotationRow, ...]
    beside: tuple[tuple[d.QuotationRow, ...], ...]
    columns: tuple[Column, ...]
    versions: tuple[Version, ...]
    disputed: bool


class Head(NamedTuple):
    """A column of the matrix: one report, or all reports of one origin."""

    name: str
    articles: tuple[str, ...]
    lane: int


class Cell(NamedTuple):
    """What a column does with a statement: states, differs or silent; what is printed, and the value where it is disputed."""

    kind: str
    sign: str
    words: str


class View:
    """What the template asks: words of passages, names, and the numbers of footnotes."""

    silent_group = NO_SPEECH

    def __init__(self, dossier: d.Dossier) -> None:
        """Index the dossier."""
        self.dossier = dossier
        self.p = Passages(dossier)
        self.names = report_names(dossier)
        self.origin_names = origin_names(dossier, self.names)
        self.actors = actor_names(dossier)
        self.dates = dated(dossier)
        self.disagreements = [c for c in dossier.conflicts if not c.update]
        self.updates = [c for c in dossier.conflicts if c.update]
        self.pairs = descents(dossier)
        self.disputed_by = {c.fact: c for c in reversed(dossier.conflicts) if c.fact}
        self.facts_by_id = {f.id: f for f in dossier.facts}
        self.absent = [o for o in dossier.origins if not own_report(o)]
        self._notes: dict[tuple[str, int, int], int] = {}
        self._quotations = {q.id: q for q in dossier.quotations}
        self._lane = {origin: n for n, origin in enumerate(dict.fromkeys(a.origin for a in dossier.articles))}

    @property
    def origins(self) -> int:
        """How many origins the reports as wholes go back to."""
        return len(self._lane)

    def lane(self, origin: str) -> int:
        """The number of an origin, by which it has its colour."""
        return self._lane.get(origin, len(self._lane)) % 8

    def report_lane(self, article: str) -> int:
        """The number of a report's origin."""
        return self.lane(self.p.articles[article].origin)

    def origin(self, ident: str) -> str:
        """The name of an origin."""
        return self.origin_names.get(ident) or self.names.get(ident, ident)

    def descent(self, row: d.ArticleRow) -> str:
        """Where a report comes from: its own, a copy, rewritten, or from an agency; and what it calls itself."""
        mine = [c for c in self.pairs if c.parent and c.parent != row.id and row.id in (c.a, c.b)]
        beside = [c for c in self.pairs if not c.parent and row.id in (c.a, c.b)]
        own = next((o for o in self.dossier.origins if o.id == row.origin and own_report(o)), None)
        told = "own report" if own and own.articles[0] == row.id else f"from {self.origin(row.origin)}"
        if mine:
            told = f"{'copy of' if mine[0].relation == 'copy' else 'rewritten from'} {self.names[mine[0].parent or '']}"
        elif beside:
            told = f"shares its text with {self.names[beside[0].a if beside[0].b == row.id else beside[0].b]}"
        labels = sorted({x.kind for x in row.labels if x.kind in ("opinion", "live-blog", "analysis", "correction")})
        return ", ".join((told, *labels))

    # Statements

    def facts(self, status: str) -> list[d.FactRow]:
        """Facts of one status that are no background and no part of another, in their order; without those of one origin
        that tell an agreed one with more."""
        told = [f for f in self.dossier.facts if f.status == status and not f.background and not f.part_of]
        return [f for f in told if f.id not in self.p.told]

    def differing(self) -> list[d.FactRow]:
        """Disputed facts, background or not."""
        return [f for f in self.dossier.facts if f.status == "disputed"]

    def behind(self, sentence: d.LeadSentence) -> str:
        """On how many origins a sentence of the lead rests."""
        return "".join(f"({origins(f.support.sure)})" for f in self.dossier.facts if f.id in sentence.cites)

    def differences(self, sentence: d.LeadSentence) -> list[d.ConflictRow]:
        """The disagreements on a detail of a sentence of the lead."""
        return [c for c in self.dossier.conflicts if c.id in sentence.differs]

    def agreed(self) -> list[tuple[int | tuple[int, int], list[d.FactRow]]]:
        """Corroborated facts by their number of origins, most first."""
        groups: dict[int | tuple[int, int], list[d.FactRow]] = {}
        for fact in self.facts("corroborated"):
            groups.setdefault(fact.support.sure, []).append(fact)
        return sorted(groups.items(), key=lambda g: (-fewest(g[0]), str(g[0])))

    def single(self) -> list[tuple[str, list[d.FactRow]]]:
        """Facts of one origin under the name of the origin that alone has them."""
        groups: dict[str, list[d.FactRow]] = {}
        for fact in self.facts("single-origin"):
            groups.setdefault(self.p.articles[fact.statement_at.article].origin, []).append(fact)
        return sorted(
            ((self.origin(origin), rows) for origin, rows in groups.items()), key=lambda g: (-len(g[1]), g[0])
        )

    def background(self) -> list[d.FactRow]:
        """Earlier things retold, those on most origins first; disputed ones stand elsewhere."""
        told = [f for f in self.dossier.facts if f.background and f.status != "disputed"]
        return sorted(told, key=lambda f: -fewest(f.support.sure))

    def vouchers(self, fact: d.FactRow) -> str:
        """Who vouches, where every passage hands the statement to someone."""
        if not all(e.vouchers for e in fact.evidence):
            return ""
        return ", ".join(dict.fromkeys(self.p.speaker(v) for e in fact.evidence for v in e.vouchers))

    def part(self, fact: d.FactRow, other: d.FactRow) -> str:
        """How a statement told with a fuller one stands to it."""
        return "printed also so:" if same_words(fact.statement, other.statement) else "within it:"

    def silent(self, fact: d.FactRow) -> str:
        """Who leaves a statement out."""
        if len(fact.silent) > 3:
            return counted(len(fact.silent), "report")
        return ", ".join(self.names[a] for a in fact.silent)

    # Passages

    def words(self, at: Placed) -> str:
        """The words of a passage on one line."""
        return shown(self.p.words(at))

    def reports(self, places: Iterable[Placed]) -> list[str]:
        """Ids of the reports in which passages stand, in the order of the dossier, each once."""
        held = {at.article for at in places}
        return [a.id for a in self.dossier.articles if a.id in held]

    def first_in_each(self, places: Sequence[Placed]) -> list[Placed]:
        """The first passage of each report, in the order of the reports; not more than can be read."""
        first: dict[str, Placed] = {}
        for at in sorted(places, key=lambda at: (at.start, at.end)):
            first.setdefault(at.article, at)
        return [first[a] for a in self.reports(places)]

    def chips(self, places: Sequence[Placed]) -> tuple[list[Placed], int]:
        """The reports named behind something, and how many more there are."""
        each = self.first_in_each(places)
        return (each, 0) if len(each) <= MOST_CHIPS else (each[:MOST_CHIPS], len(each) - MOST_CHIPS)

    def context(self, at: Placed, marks: Sequence[Placed] = ()) -> list[tuple[str, str]]:
        """A passage in its sentence, as (class, words): what is before and after is "context", the marks are "mark"."""
        runs = self.p.quoted(at, marks, context=True)
        return [(_CLASS.get(run.style, "said"), shown_inside(run.text)) for run in runs]

    def wordings(self, places: Sequence[Placed]) -> list[list[Placed]]:
        """Passages of equal words together."""
        return self.p.alike(places)

    def note(self, at: Placed) -> int:
        """The number of the footnote that quotes a passage; given in the order in which passages are first cited."""
        return self._notes.setdefault((at.article, at.start, at.end), len(self._notes) + 1)

    def notes(self, places: Sequence[Placed]) -> tuple[list[int], int]:
        """The footnotes of a statement, one a report, and how many more reports carry it."""
        each = self.first_in_each(places)
        return [self.note(at) for at in each[:MOST_NOTES]], max(0, len(each) - MOST_NOTES)

    def footnotes(self) -> list[tuple[int, d.Place, str]]:
        """All footnotes asked for so far: number, passage, its words."""
        places = [(n, d.Place(article=a, start=s, end=e)) for (a, s, e), n in self._notes.items()]
        return [(n, at, self.words(at)) for n, at in places]

    def marked(self) -> list[tuple[str, str, list[Placed]]]:
        """Furniture, labels and credits: the words, what they are, where; equal ones together."""
        out: dict[tuple[str, str], list[Placed]] = {}
        for a in self.dossier.articles:
            rows: list[tuple[Placed, str]] = [(x, f"furniture: {x.reason}") for x in a.furniture]
            rows += [(x, f"label: {x.kind}") for x in a.labels]
            rows += [(x, f"{x.kind}: {x.name}") for x in a.credits]
            for at, what in rows:
                out.setdefault((self.words(at), what), []).append(at)
        return [(words, what, places) for (words, what), places in out.items()]

    # Disagreements

    def places(self, row: d.ConflictRow) -> list[d.Place]:
        """All passages of a disagreement."""
        return [e for v in row.values for e in v.evidence]

    def series(self, row: d.ConflictRow) -> list[tuple[str, str, str, str]]:
        """The values by the report that had each first: date, value, that report's name and id."""
        dates = {a.id: a.published or "" for a in self.dossier.articles}
        out = []
        for value in row.values:
            first = min(articles_of(value.evidence), key=lambda a: (dates[a] or "~", a))
            out.append((dates[first], value.value, self.names[first], first))
        return sorted(out, key=lambda step: (step[0] or "~", step[3]))

    # Speech

    def speakers(self) -> tuple[list[tuple[str, list[Spoken]]], list[tuple[str, Spoken]]]:
        """Utterances by speaker, the most reported speaker first; and apart, those who are quoted once by one report."""
        groups: dict[str, list[Spoken]] = {}
        for spoken in self._spoken():
            who = NO_SPEECH if mute(spoken.rows) else " and ".join(spoken.lead.speaker_names)
            groups.setdefault(who, []).append(spoken)
        for rows in groups.values():
            rows.sort(key=lambda s: (-len(self.reports(s.rows)), not s.lead.direct))
        weight = {who: sum(len(self.reports(s.rows)) for s in rows) for who, rows in groups.items()}
        ordered = sorted(groups, key=lambda who: (who == NO_SPEECH, not who, -weight[who], who))
        apart = {who for who in ordered if weight[who] <= 1 and who not in ("", NO_SPEECH)}
        often = [(who or "Speaker not named", groups[who]) for who in ordered if who not in apart]
        return often, [(who, groups[who][0]) for who in ordered if who in apart]

    def _spoken(self) -> list[Spoken]:
        told = [
            (u.id, self._quotations[u.lead], [self._quotations[i] for i in u.quotations], u.disputed)
            for u in self.dossier.utterances
        ]
        # A direct quotation without an utterance stands for the sentence it is part of.
        inside = {q.parent for q in self.dossier.quotations if q.parent}
        told += [(q.id, q, [q], False) for q in self.dossier.quotations if not q.utterance and q.id not in inside]
        return [self._versions(*row) for row in told]

    def _versions(self, ident: str, lead: d.QuotationRow, rows: list[d.QuotationRow], disputed: bool) -> Spoken:
        """The versions of one utterance, equal ones together, a short fragment told by the sentence that holds it."""
        words = {q.id: self.p.words(q) for q in rows}
        by_id = {q.id: q for q in rows}
        dropped = {lead.parent}
        for q in rows:
            if q.parent in by_id and q.id != lead.id:
                whole = by_id[q.parent]
                fragment = len(words[q.id].split()) <= SHORT or whole.id == lead.id
                dropped.add(q.id if fragment else whole.id)
        rest = [q for q in rows if q.id != lead.id and q.id not in dropped]
        beside: list[list[d.QuotationRow]] = []
        others: dict[tuple[str, str], list[d.QuotationRow]] = {}
        for same in self.p.alike(rest):
            held = [q for q in same if isinstance(q, d.QuotationRow)]
            text = words[held[0].id]
            kind = self._kind(words[lead.id], text, lead, held[0])
            if kind == "beside" and len(beside) < MOST_BESIDE:
                beside.append(held)
            elif kind:
                others.setdefault(("in other words" if kind == "beside" else kind, text), []).extend(held)
        columns = collate(words[lead.id], [words[held[0].id] for held in beside]) if beside else ()
        sentence = holder(lead, self._quotations, self.p)
        if sentence is not None:
            verb = f", {told}" if (told := manner(sentence)) != "indirectly" else ""
            others[f"in full{verb}", self.p.words(sentence)] = [sentence]
        order = ("in full", "the same words", "in part", "in other words", "indirectly", "also")
        versions = tuple(
            Version(kind, tuple(held), shown(text), self._differs(lead, held[0]))
            for (kind, text), held in sorted(others.items(), key=lambda o: order.index(o[0][0].partition(",")[0]))
        )
        return Spoken(ident, lead, tuple(rows), tuple(map(tuple, beside)), columns, versions, disputed)

    def _kind(self, lead: str, words: str, first: d.QuotationRow, row: d.QuotationRow) -> str:
        """How a version stands to the leading one; empty for the same report's same words."""
        if LEFT_OUT in (lead, words):
            return "also"
        if row.direct == first.direct and same_words(lead, words):
            return "the same words" if row.article != first.article or row.speaker_names != first.speaker_names else ""
        if row.direct and part_of(lead, words):
            return "in part"
        if row.direct and first.direct and comparable(lead, words):
            return "beside"
        return "in other words" if row.direct else "indirectly"

    def _differs(self, lead: d.QuotationRow, q: d.QuotationRow) -> str:
        return (" and ".join(q.speaker_names) or "speaker not named") if q.speaker_names != lead.speaker_names else ""

    # Who is who, the matrix

    def people(self) -> list[tuple[str, list[d.EntityRow], list[d.EntityRow]]]:
        """Entities by kind, those in most reports first; apart, those named once without a role or only described."""
        kinds = {"person": "People", "organisation": "Organisations", "country": "States", "place": "Places"}
        groups: dict[str, list[d.EntityRow]] = {title: [] for title in (*kinds.values(), "Others")}
        for entity in sorted(
            self.dossier.entities, key=lambda e: (-len({m.article for m in e.mentions}), -len(e.mentions), e.name)
        ):
            groups[kinds.get(entity.type, "Others")].append(entity)
        return [
            (
                title,
                [e for e in rows if named(e) and (len(e.mentions) > 1 or e.roles)],
                [e for e in rows if not named(e) or (len(e.mentions) < 2 and not e.roles)],
            )
            for title, rows in groups.items()
            if rows
        ]

    def events(self) -> tuple[list[d.EventRow], list[d.EventRow]]:
        """Events in the order of their weight: those that several reports tell, and the others."""
        several = [e for e in self.dossier.events if len(articles_of(e.evidence)) > 1]
        return several, [e for e in self.dossier.events if len(articles_of(e.evidence)) < 2]

    def roles(self, entity: d.EntityRow) -> list[tuple[str, d.RoleRow]]:
        """Roles as stated, each once, with its first place."""
        told: dict[str, d.RoleRow] = {}
        for role in entity.roles:
            told.setdefault(_bare(role.text), role)
        return [(" ".join(role.text.split()), role) for role in told.values()]

    def heads(self) -> list[Head]:
        """The columns of the matrix: reports, or where they are many, origins with most reports."""
        if len(self.dossier.articles) <= MOST_COLUMNS:
            return [Head(self.names[a.id], (a.id,), self.report_lane(a.id)) for a in self.dossier.articles]
        groups: dict[str, list[str]] = {}
        for a in self.dossier.articles:
            groups.setdefault(a.origin, []).append(a.id)
        most = sorted(groups, key=lambda o: (-len(groups[o]), o))[:MOST_COLUMNS]
        return [
            Head(
                f"{self.origin(o)}{f' × {len(groups[o])}' if len(groups[o]) > 1 else ''}",
                tuple(groups[o]),
                self.lane(o),
            )
            for o in most
        ]

    def matrix(self, heads: Sequence[Head]) -> list[tuple[d.FactRow, list[Cell]]]:
        """Facts that more than one report states, with what each column does with them."""
        told = sorted((f for f in self.dossier.facts if f.support.articles > 1), key=lambda f: -f.support.articles)
        return [(fact, [self._cell(fact, head) for head in heads]) for fact in told[:MOST_ROWS]]

    def _cell(self, fact: d.FactRow, head: Head) -> Cell:
        sure = {e.article for e in fact.stating}.intersection(head.articles)
        unsure = {e.article for e in perhaps(fact)}.intersection(head.articles)
        row = self.disputed_by.get(fact.id)
        given = [
            n
            for n, value in enumerate(row.values if row else ())
            if any(e.article in head.articles for e in value.evidence)
        ]
        if row and given:
            values = " and ".join(row.values[n].value for n in given)
            letters = "".join(LETTERS[n % 26] for n in given)
            kind = "states" if given == [0] else "differs"
            return Cell(kind, letters, f"{kind}: {values}")
        if not sure:
            return Cell("perhaps", "○", "perhaps states it") if unsure else Cell("silent", "·", "silent")
        return Cell("states", "●" if len(sure) == len(head.articles) else str(len(sure)), "states it")


def shown_inside(text: str) -> str:
    """As `shown`, but the space at either end stays: the words stand between others."""
    core = shown(text)
    return f"{' ' * text[:1].isspace()}{core}{' ' * (text[-1:].isspace() and bool(core))}"


def _bare(text: str) -> str:
    words = text.lower().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"], ["his"], ["her"], ["its"], ["their"]) else words)
