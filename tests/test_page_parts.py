"""The page without a browser: what is escaped, how footnotes are numbered, where pictures put things, how versions are set side by side."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consilience.model import dossier as d
from consilience.pipeline.run import dossier
from consilience.render.collate import collate, comparable, part_of, same_words
from consilience.render.dates import dated, interval, strip
from consilience.render.html import data_block, html
from consilience.render.markdown import markdown
from consilience.render.names import report_names
from consilience.render.page_data import KINDS, data
from consilience.render.page_view import View
from consilience.render.pictures import descents, lineage, pair_id, relations
from consilience.stages.parse import Parser

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def made(parser: Parser) -> d.Dossier:
    """The dossier of the first example."""
    return dossier([sorted(p for p in EXAMPLES.iterdir() if (p / "articles").is_dir())[0]], parser=parser)


def article(ident: str, text: str = "The quay was closed.", **fields: Any) -> d.ArticleRow:
    """A report with the given fields."""
    base: dict[str, Any] = {
        "headline": None, "outlet": None, "published": "2024-05-07", "url": None, "byline": None, "anchor": None,
        "anchor_rule": None, "dateline": None, "path": f"{ident}.txt", "part": 0, "sha256": "0" * 64,
        "media_type": "text/plain", "encoding": "utf-8", "origin": f"origin-{ident}", "furniture": (), "credits": (),
        "labels": (),
    }  # fmt: skip
    return d.ArticleRow(id=ident, text=text, text_sha256="", length=len(text), **{**base, **fields})


def story(*articles: d.ArticleRow, **rows: Any) -> d.Dossier:
    """A dossier of these reports and rows, empty otherwise."""
    empty = ("entities", "copies", "origins", "quotations", "utterances", "facts", "conflicts", "compatible", "times")
    base: dict[str, Any] = dict.fromkeys((*empty, "quantities", "events", "timeline", "rejects"), ())
    made = d.Made(
        consilience="0", python="3", model="m", libraries={}, stages=(), settings={}, counts={}, notes=()
    )  # fmt: skip
    head = d.StoryRow(title="Quay closed", title_at=None, reference_date="2024-05-07", lead=())
    return d.Dossier(schema=d.SCHEMA, story=head, articles=articles, made=made, **{**base, **rows})


def copy(a: str, b: str, parent: str | None, relation: Any = "copy", containment: float = 0.9) -> d.CopyRow:
    """A pair of reports that share their first twelve characters."""
    passages = (d.PassageRow(a_start=0, a_end=12, b_start=0, b_end=12, score=1.0, quoted=False),)
    return d.CopyRow(a=a, b=b, relation=relation, parent=parent, containment=containment, reasons=(), passages=passages)


def origin(ident: str, articles: tuple[str, ...], rule: str, name: str = "Coast Wire") -> d.OriginRow:
    """An origin whose root is its first report, or an agency."""
    reasons = (d.Reason(rule=rule),)
    return d.OriginRow(id=ident, name=name, kind="agency", articles=articles, open_with=(), reasons=reasons)


def test_nothing_in_the_data_ends_its_element() -> None:
    hostile = "</script><!-- <script> \u2028 \u2029 & ]]>"
    block = data_block(json.dumps(hostile, ensure_ascii=False))
    assert not re.search(r"[<>&\u2028\u2029]", block)
    assert json.loads(block) == hostile


def test_the_page_escapes_all_that_reports_bring() -> None:
    bad = '"><img src=x onerror=alert(1)></title></script>\u202etxt'
    place = d.Place(article="000", start=0, end=8)
    person = d.EntityRow(
        id="entity-1", name=bad, names=(bad,), type="person", iso3=None, roles=(), mentions=(
            d.MentionRow(article="000", start=0, end=8, form="named", rule="name"),
        )
    )  # fmt: skip
    event = d.EventRow(
        id="event-1", type="AID", mode=bad, actors=(bad,), source=(), recipient=(), date=bad, place=bad, factuality="CT+",
        status="denied", holders=(bad,), background=False, evidence=(place,), mentions=(), reasons=(),
    )  # fmt: skip
    rejected = d.RejectRow(what=bad, reason="empty", detail=bad)
    report = article("000", bad * 3, headline=bad, outlet=bad, url="javascript:alert(1)", byline=bad)
    page = html(story(report, entities=(person,), events=(event,), rejects=(rejected,)))
    assert "<img" not in page
    assert page.count("<script") == 2 == page.count("</script>")
    assert page.count("</title>") == 1
    assert "\u202e" not in page[: page.index('id="data"')]
    assert "javascript:" not in re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert data(story(report))["reports"][0].get("url") is None


def test_the_policy_lets_only_our_own_script_and_style_run(made: d.Dossier) -> None:
    page = html(made)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        inline = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inline
        digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in rules
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert not re.search(r"<[^>]+\son\w+=", page[: page.index('id="data"')])
    assert not re.search(r"<[^>]+\sstyle=", page[: page.index('id="data"')])


def test_the_page_is_the_same_every_time(made: d.Dossier) -> None:
    assert html(made) == html(made)


def test_every_link_of_the_page_leads_somewhere(made: d.Dossier) -> None:
    page = html(made)
    ids = re.findall(r'\sid="([^"]+)"', page[: page.index('id="data"')])
    assert len(ids) == len(set(ids))
    reports = {a.id for a in made.articles}
    for link in set(re.findall(r'href="#([^"]*)"', page[: page.index('id="data"')])):
        report = re.match(r"r-(.+?)(?::(\d+)-(\d+))?$", link)
        assert link in ids or (report and report[1] in reports), link


def test_spans_lie_in_their_texts_and_name_items(made: d.Dossier) -> None:
    told = data(made)
    items = list(told["items"])
    assert set(KINDS) >= {KINDS[span[2]] for spans in told["spans"] for span in spans}
    for report, steps in zip(told["reports"], told["spans"], strict=True):
        starts = accumulate(span[0] for span in steps)
        spans = [[start, *span[1:]] for start, span in zip(starts, steps, strict=True)]
        assert len(spans) == len({tuple(span[:4]) for span in spans})
        for start, length, _, note, *held in spans:
            assert 0 <= start < start + length <= len(report["text"])
            assert all(0 <= item < len(items) for item in held)
            assert held or 0 <= note < len(told["notes"])
    for item in told["items"].values():
        rows = [*(group["at"] for group in item.get("groups", ())), item.get("at", [])]
        places = [row[n : n + 3] for row in rows for n in range(0, len(row), 3)]
        assert places
        assert all(0 <= start < end <= len(told["reports"][n]["text"]) for n, start, end in places)
    conflict = made.conflicts[0]
    assert [g["value"] for g in told["items"][conflict.id]["groups"]] == [v.value for v in conflict.values]


def test_footnotes_are_numbered_as_they_are_cited(made: d.Dossier) -> None:
    view = View(made)
    first, second = (d.Place(article=a.id, start=0, end=9) for a in made.articles[:2])
    assert view.notes([second]) == ([1], 0)
    assert view.notes([first, second]) == ([2, 1], 0)
    assert [(n, at.article) for n, at, _ in view.footnotes()] == [(1, second.article), (2, first.article)]
    page = html(made)
    printed = [int(n) for n in re.findall(r"<sup>(\d+)</sup>", page)]
    listed = [int(n) for n in re.findall(r'<li value="(\d+)">', page)]
    assert listed == list(range(1, len(listed) + 1))
    assert set(printed) == set(listed)
    assert list(dict.fromkeys(printed)) == listed


def test_reports_go_by_their_outlets() -> None:
    rows = story(
        article("000", outlet="Quay Times"),
        article("001", outlet="Quay Times"),
        article("002"),
        article("003", outlet="www.bbc.co.uk"),
    )
    names = report_names(rows)
    assert names["000"] == "Quay Times (000)"
    assert names["001"] == "Quay Times (001)"
    assert names["002"] == "Report 002"
    assert names["003"] == "BBC"


LEAD = "“We got everyone off in less than three hours, and nobody was hurt.”"


def test_versions_stand_side_by_side_where_they_differ() -> None:
    columns = collate(
        LEAD,
        ["“We got everyone off in under three hours, and no one was badly hurt.”", "“off in less than four hours”"],
    )
    assert [(c.lead, c.others) for c in columns if c.others] == [
        ("less than", ("under", "less than")),
        ("three", ("three", "four")),
        ("nobody", ("no one", None)),
        ("was", ("was badly", None)),
    ]
    assert " ".join(c.lead for c in columns) == LEAD.strip("“”")


def test_a_version_equal_to_the_lead_gives_one_column() -> None:
    assert [(c.lead, c.others) for c in collate(LEAD, [LEAD])] == [(LEAD.strip("“”"), ())]
    assert collate("“…”", ["“No.”"])[0].others == ()


def test_brackets_of_the_editor_stay_with_the_word() -> None:
    columns = collate("It is known by you.", ["It is known by [the town]."])
    assert [c.others for c in columns if c.others] == [("[the town]",)]


def test_what_is_comparable() -> None:
    assert comparable(LEAD, "“We got everyone off in under three hours”")
    assert not comparable(LEAD, "“It was a dark morning for the whole coast.”")
    assert not comparable(LEAD, "")
    assert same_words("“Nobody’s hurt,”", "nobody's hurt")
    assert part_of(LEAD, "“nobody was hurt”")
    assert not part_of(LEAD, "“nobody was badly hurt”")


def told(date: str, words: str, start: int = 0, mod: str | None = None, background: bool = False) -> d.TimelineRow:
    """A row of the timeline in report 000."""
    place = d.Place(article="000", start=start, end=start + 3)
    return d.TimelineRow(date=date, mod=mod, statement=words, evidence=(place,), background=background, event=None)


def test_dates_hold_their_hours_and_tell_a_statement_once() -> None:
    rows = (
        told("2024-05-07", "The quay closed."),
        told("2024-05-07", "The quay closed.", 9),
        told("2024-05-07T06:40", "It ran aground."),
    )
    (day,) = dated(story(article("000"), timeline=rows))
    assert day.id == "date-2024-05-07"
    assert [(r.statement, r.hour, len(r.evidence)) for r in day.rows] == [
        ("The quay closed.", "", 2),
        ("It ran aground.", "06:40", 1),
    ]


def test_dates_are_told_in_time_and_keep_their_mod() -> None:
    rows = (
        told("2024-05-07", "c"),
        told("2024", "b", mod="START"),
        told("2019-11", "a", background=True),
        told("FUTURE_REF", "d"),
    )
    groups = dated(story(article("000"), timeline=rows))
    assert [g.words for g in groups] == ["November 2019", "early 2024", "7 May 2024", "FUTURE_REF"]
    assert [g.background for g in groups] == [True, False, False, False]
    assert len({g.id for g in groups}) == 4


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-W19", "2024-05-06", "2024-05-12"),
        ("2024-W19-WE", "2024-05-11", "2024-05-12"),
        ("2024-05-07", "2024-05-07", "2024-05-07"),
        ("198", "1980-01-01", "1989-12-31"),
    ],
)
def test_how_wide_a_date_is(value: str, first: str, last: str) -> None:
    held = interval(value)
    assert held
    assert (held[0].isoformat(), held[1].isoformat()) == (first, last)


def test_what_is_no_stretch_of_the_calendar() -> None:
    assert [interval(v) for v in ("PAST_REF", "2024-13", "2024-02-31", "2024-W60", "")] == [None] * 5


def test_a_coarse_date_lies_over_the_finer_ones() -> None:
    rows = (
        told("2019", "a"),
        told("2024", "b"),
        told("2024-05", "c"),
        told("2024-05-07", "d"),
        told("2024-05-09", "e"),
    )
    picture = strip(dated(story(article("000"), timeline=rows)))
    marks = {m.words: m for m in picture.marks}
    assert picture.columns == 3
    assert (marks["2019"].left, marks["2019"].right, marks["2019"].level, marks["2019"].day) == (0, 1, 0, False)
    assert (marks["May 2024"].left, marks["May 2024"].right, marks["May 2024"].level) == (1, 3, 1)
    assert (marks["2024"].left, marks["2024"].right, marks["2024"].level) == (1, 3, 2)
    assert marks["7 May 2024"].day
    assert [gap for _, _, gap in picture.axis] == [True, False]


def test_a_hundred_copies_are_told_by_who_copied_whom() -> None:
    ids = [f"{n:03}" for n in range(12)]
    copies = tuple(copy(a, b, "000" if a == "000" else None) for n, a in enumerate(ids) for b in ids[n + 1 :])
    rows = story(
        *(article(i, origin="origin-000") for i in ids),
        copies=copies,
        origins=(origin("origin-000", tuple(ids), "root-report"),),
    )
    shown = descents(rows)
    assert [pair_id(c) for c in shown] == [f"pair-000-{i}" for i in ids[1:]]
    picture = lineage(rows)
    assert picture.left_out == len(ids) - 1 - 8
    assert {a.item for a in picture.arrows} <= {pair_id(c) for c in shown}


def test_an_absent_origin_is_drawn_and_what_goes_back_to_it() -> None:
    rows = story(
        article("000", origin="origin-x"), article("001", origin="origin-x"), article("002"),
        copies=(copy("000", "001", "000", "derived"),), origins=(origin("origin-x", ("000", "001"), "root-agency"),),
    )  # fmt: skip
    picture = lineage(rows)
    cards = {c.report: c for c in picture.cards}
    assert cards[""].name == "Coast Wire"
    assert cards[""].x < cards["000"].x < cards["001"].x
    assert cards["002"].y > cards["001"].y
    assert [(a.relation, a.item) for a in picture.arrows] == [("derived", "pair-000-001"), ("credit", "origin-x")]


def test_copies_of_one_text_are_joined_without_a_direction() -> None:
    rows = story(
        article("000", origin="o"), article("001", origin="o"),
        copies=(copy("000", "001", None),), origins=(origin("o", ("000", "001"), "root-report"),),
    )  # fmt: skip
    (arrow,) = lineage(rows).arrows
    assert not arrow.directed
    assert View(rows).descent(rows.articles[1]) == "shares its text with Report 000"


def happening(
    ident: str, kind: str, source: tuple[str, ...], recipient: tuple[str, ...], actors: tuple[str, ...] = ()
) -> d.EventRow:
    """An event between these."""
    place = (d.Place(article="000", start=0, end=4),)
    return d.EventRow(
        id=ident, type=kind, mode="", actors=actors, source=source, recipient=recipient, date=None, place=None, factuality="CT+",
        status="done", holders=(), background=False, evidence=place, mentions=(), reasons=(),
    )  # fmt: skip


def test_who_acted_on_whom() -> None:
    events = (
        happening("e1", "AID", ("Quay Council",), ("Ferry Line",)),
        happening("e2", "ACCUSE", ("Ferry Line",), ("Quay Council",)),
        happening("e3", "AID", ("Quay Council",), ("Ferry Line",)),
        happening("e4", "death", (), ("A Passenger",)),
        happening("e5", "CONSULT", (), (), ("Ferry Line", "Coast Guard")),
    )
    picture = relations(story(article("000"), events=events))
    assert {n.name for n in picture.nodes} == {"Quay Council", "Ferry Line", "Coast Guard"}
    edges = {(e.sense, e.directed, e.event): e for e in picture.edges}
    assert set(edges) == {("together", True, "e1"), ("against", True, "e2"), ("together", False, "e5")}
    assert "aid × 2" in edges["together", True, "e1"].words
    assert edges["together", True, "e1"].width > edges["against", True, "e2"].width
    assert relations(story(article("000"))).edges == ()


def test_the_matrix_says_which_value_a_report_gives(made: d.Dossier) -> None:
    view = View(made)
    heads = view.heads()
    conflict = next(
        c
        for c in made.conflicts
        if c.fact and c.fact in view.facts_by_id and view.facts_by_id[c.fact].support.articles > 1
    )
    rows = {fact.id: cells for fact, cells in view.matrix(heads)}
    for head, cell in zip(heads, rows[conflict.fact or ""], strict=True):
        for n, value in enumerate(conflict.values):
            gives = any(e.article in head.articles for e in value.evidence)
            assert ("abcdefgh"[n] in cell.sign) == gives
    for fact, cells in view.matrix(heads):
        if fact.id not in view.disputed_by:
            assert [c.kind == "states" for c in cells] == [
                any(e.article in h.articles for e in fact.stating) for h in heads
            ]
            assert [c.kind == "silent" for c in cells] == [
                not any(e.article in h.articles for e in fact.evidence) for h in heads
            ]


def test_excerpts_hold_no_full_text(made: d.Dossier) -> None:
    held = (d.Excerpt(start=0, end=4, text="word", sha256=""),)
    articles = tuple(msgspec.structs.replace(a, text=None, excerpts=held) for a in made.articles)
    bare = msgspec.structs.replace(made, articles=articles)
    page = html(bare)
    assert "Save without the full texts" not in page
    assert all(r["text"] is None and r["excerpts"] == [[0, "word"]] for r in data(bare)["reports"])


def test_a_title_ends_no_sentence() -> None:
    text = "“The quay is closed,” Mr. Renck said on Monday. It opens again in May."
    rows = story(article("000", text))
    assert (
        "".join(words for _, words in View(rows).context(d.Place(article="000", start=0, end=21)))
        == "“The quay is closed,” Mr. Renck said on Monday."
    )


def test_an_event_is_shown_with_those_on_whose_word_it_rests() -> None:
    def told(status: str, holder: str | None, start: int) -> d.EventMentionRow:
        at = d.Place(article="000", start=start, end=start + 2)
        return d.EventMentionRow(
            article="000", start=start, end=start + 2, trigger=at, arguments=(), factuality="CT-", status=status, holder=holder,
            held_at=at if holder else None,
        )  # fmt: skip

    event = msgspec.structs.replace(
        happening("e1", "AID", ("Quay Council",), ("Ferry Line",)),
        status="denied", holders=("Ferry Line",), mentions=(told("denied", "Ferry Line", 0), told("not done", None, 2)),
    )  # fmt: skip
    rows = story(article("000"), events=(event,))
    assert "denied by Ferry Line" in html(rows)
    assert "denied by Ferry Line" in markdown(rows)
    groups = data(rows)["items"]["e1"]["groups"]
    assert [(g["value"], g["at"], g["marks"]) for g in groups] == [
        ("Denied by Ferry Line", [0, 0, 4], [0, 0, 2]),
        ("Told as not done", [0, 0, 4], [0, 2, 4]),
    ]
