from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilience.knowledge.publishers import family, origin_kind, outlet_key, same_publisher
from consilience.model.article import Article, Capture, Credit, CreditKind, Dateline
from consilience.model.lineage import Lineage, TextReuse
from consilience.model.parse import Parse
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage
from consilience.stages.lineage.credits import earlier
from consilience.text.groups import Groups

WRITTEN = json.loads((Path(__file__).parent.parent / "eval" / "data" / "retellings.json").read_text("utf-8"))
FERRY, BRIDGE, COURT = (next(e for e in WRITTEN if e["name"] == name) for name in ("ferry", "bridge", "court"))


def make(
    name: str,
    text: str,
    outlet: str | None = None,
    published: str | None = None,
    named: tuple[tuple[str, CreditKind, str], ...] = (),
    agency: str | None = None,
) -> Report:
    """A report; `named` are credits: (words in the text, kind, canonical name)."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    capture = Capture(id=name, path=name, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    rows = tuple(
        Credit(
            span=Span(article=name, start=text.index(words), end=text.index(words) + len(words)),
            name=canonical,
            kind=kind,
        )
        for words, kind, canonical in named
    )
    dateline = Dateline(span=Span(article=name, start=0, end=5), agency=agency) if agency else None
    article = Article(
        id=name,
        text=text,
        capture=capture,
        outlet=outlet,
        published=published,
        credits=rows,
        dateline=dateline,
        paragraphs=tuple(spans),
    )
    return Report(article=article, parse=Parse(article=name, tokens=(), sentences=(), children=()))


def judged(*reports: Report) -> Lineage:
    return lineage(reports, reuse(reports))


def relation(found: Lineage, a: str, b: str) -> TextReuse:
    return next(p for p in found.pairs if {p.a, p.b} == {a, b})


def origin_of(found: Lineage, article: str) -> str:
    return next(o.name for o in found.origins if o.id == found.of_article[article])


@pytest.mark.parametrize("entry", WRITTEN, ids=[e["name"] for e in WRITTEN])
def test_retelling_without_a_shared_sentence_is_derived(entry: dict[str, str]) -> None:
    found = judged(make("base", entry["base"]), make("again", entry["retelling"]), make("own", entry["independent"]))
    assert relation(found, "base", "again").relation == "derived"
    assert relation(found, "base", "own").relation == "independent"
    assert relation(found, "again", "own").relation == "independent"
    assert found.independent(["base", "again", "own"]) == (2, 2)


def test_reprint_is_a_copy_with_its_measure() -> None:
    found = judged(make("a", FERRY["base"]), make("b", "Ferry aground\n" + FERRY["base"]))
    assert relation(found, "a", "b").relation == "copy"
    first = relation(found, "a", "b").reasons[0]
    assert (first.rule, first.weight) == ("containment", 1.0)


def test_reasons_sum_to_the_judgement() -> None:
    found = judged(make("a", FERRY["base"]), make("b", FERRY["retelling"]), make("c", FERRY["independent"]))
    for pair in found.pairs:
        total = sum(r.weight or 0.0 for r in pair.reasons)
        assert (total >= 0) == (pair.relation == "derived")
        assert pair.reasons[0].rule == "start"


def test_same_speech_in_two_rooms_is_no_copy() -> None:
    speech = "“I have looked at every plank of that bridge and I would let my grandchildren dance on it,” said Mayor Ida Thorsen."
    found = judged(make("a", f"{BRIDGE['base']}\n{speech}"), make("b", f"{COURT['base']}\n{speech}"))
    assert relation(found, "a", "b").relation == "independent"


def test_bare_headline_is_not_judged() -> None:
    found = judged(make("a", "Ferry runs aground off Tresk, twelve treated"), make("b", FERRY["base"]))
    assert relation(found, "a", "b").relation == "not judged"
    assert found.independent(["a", "b"]) == (2, 2)


@pytest.mark.parametrize("count", [2, 5, 40])
def test_reprints_are_one_origin(count: int) -> None:
    found = judged(
        *(make(f"{k:02}", f"{FERRY['base']}\nPrinted in edition {k}.", f"Courier {k}") for k in range(count))
    )
    assert found.independent(found.of_article) == (1, 1)
    assert len(found.origins) == 1
    assert len(found.origins[0].articles) == count


def test_agency_is_the_root_of_its_reprints() -> None:
    found = judged(
        make("a", FERRY["base"], "Morning Courier", "2020-01-02", agency="Reuters"),
        make("b", FERRY["base"], "Evening Courier", "2020-01-01"),
    )
    pair = relation(found, "a", "b")
    assert pair.parent == "a"
    assert origin_of(found, "b") == "Reuters"
    assert next(o for o in found.origins if o.name == "Reuters").kind == "agency"


def test_two_reprints_of_one_agency_have_no_parent_among_them() -> None:
    found = judged(make("a", FERRY["base"], agency="AP"), make("b", FERRY["base"], agency="Associated Press"))
    assert relation(found, "a", "b").parent is None
    assert [r.rule for r in relation(found, "a", "b").reasons] == ["containment", "parent-elsewhere"]


def test_earlier_report_is_the_parent() -> None:
    found = judged(
        make("a", FERRY["base"], "X", "2020-01-02T10:00:00+02:00"),
        make("b", FERRY["base"], "Y", "2020-01-02T07:30:00+00:00"),
    )
    assert relation(found, "a", "b").parent == "b"
    assert found.origins[0].articles == ("b", "a")


def test_credited_outlet_is_the_parent() -> None:
    base = make("a", FERRY["base"], "Tresk Herald", "2020-01-03")
    cites = (("The Tresk Herald", "cites", "Tresk Herald"),)
    again = make("b", "The Tresk Herald reports.\n" + FERRY["retelling"], "Courier", "2020-01-01", cites)
    found = judged(base, again)
    assert relation(found, "a", "b").relation == "derived"
    assert relation(found, "a", "b").parent == "a"
    assert "credits-other" in [r.rule for r in relation(found, "a", "b").reasons]


def test_credit_alone_makes_no_retelling() -> None:
    base = make("a", FERRY["base"], "Tresk Herald")
    own = make(
        "b",
        "As the Tresk Herald noted.\n" + FERRY["independent"],
        "Courier",
        None,
        (("Tresk Herald", "cites", "Tresk Herald"),),
    )
    assert relation(judged(base, own), "a", "b").relation == "independent"


def test_outlet_that_credits_itself_leans_on_nobody() -> None:
    one = make("a", FERRY["base"], "CNN")
    two = make("b", "She told CNN so.\n" + COURT["base"], "edition.cnn.com", None, (("told CNN", "cites", "CNN"),))
    found = judged(one, two)
    assert "credits-other" not in [r.rule for r in relation(found, "a", "b").reasons]
    assert all(o.reasons[0].rule != "named" for o in found.origins)


def test_report_that_all_retellings_credit_is_the_furthest_origin() -> None:
    cites = (("Tresk Herald", "cites", "Tresk Herald"),)
    found = judged(
        make("a", "From the Tresk Herald.\n" + FERRY["base"], "X", None, cites, agency="Reuters"),
        make("b", "So says the Tresk Herald.\n" + FERRY["retelling"], "Y", None, cites),
    )
    assert origin_of(found, "a") == origin_of(found, "b") == "Tresk Herald"
    assert next(o for o in found.origins if o.name == "Tresk Herald").reasons[0].rule == "root-cited"


def test_named_origin_without_text_has_its_sentence() -> None:
    text = "Rain fell. The river had risen two metres, Belta reported on Monday. Schools stayed shut.\n" + COURT["base"]
    found = judged(make("a", text, "X", None, (("Belta reported", "cites", "Belta"),)), make("b", BRIDGE["base"], "Y"))
    named = next(o for o in found.origins if o.reasons[0].rule == "named")
    assert (named.kind, named.articles) == ("state media", ("a",))
    passage = next(p for p in found.passages if p.origin == named.id)
    assert passage.span.of(text) == "The river had risen two metres, Belta reported on Monday."


def test_unnamed_state_media_may_be_the_named_one() -> None:
    a = make("a", COURT["base"] + "\nBelta said so.", "X", None, (("Belta", "cites", "Belta"),))
    b = make("b", BRIDGE["base"] + "\nIt was on state media.", "Y", None, (("state media", "cites", "state media"),))
    found = judged(a, b)
    belta = next(o for o in found.origins if o.kind == "state media")
    other = next(o for o in found.origins if o.name == "state media")
    assert belta.open_with == (other.id,)
    assert other.open_with == (belta.id,)


def test_two_texts_of_one_agency_leave_the_count_open() -> None:
    found = judged(make("a", COURT["base"], "X", agency="Reuters"), make("b", BRIDGE["base"], "Y", agency="Reuters"))
    assert relation(found, "a", "b").relation == "independent"
    assert found.independent(["a", "b"]) == (1, 2)


def test_only_the_copied_passages_descend() -> None:
    both = FERRY["base"] + "\n" + COURT["base"]
    found = judged(make("a", FERRY["base"], "X", "2020-01-01"), make("b", both, "Y", "2020-01-02"))
    (passage,) = (p for p in found.passages if p.span.article == "b")
    assert passage.span.end <= len(FERRY["base"])
    assert len(passage.span) > 0.95 * len(FERRY["base"])
    assert not [p for p in found.passages if p.span.article == "a"]


def test_order_of_reports_does_not_matter() -> None:
    reports = [make(name, FERRY[name], name) for name in ("base", "retelling", "independent")]
    forth, back = judged(*reports), judged(*reversed(reports))
    told = {frozenset((p.a, p.b)): (p.relation, p.parent, p.reasons) for p in forth.pairs}
    assert told == {frozenset((p.a, p.b)): (p.relation, p.parent, p.reasons) for p in back.pairs}
    assert forth.of_article == back.of_article


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ("2020-01-01", "2020-01-02", -1),
        ("2020-01-02T09:00", "2020-01-01", 1),
        ("2020-01-01T23:00:00Z", "2020-01-02T00:30:00+02:00", 1),
        ("2020-01-01T09:00", "2020-01-01", 0),
        ("2020-01-01", None, 0),
    ],
)
def test_which_came_first(a: str, b: str | None, order: int) -> None:
    assert earlier(a, b) == order


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("www.dailymail.co.uk", "Daily Mail"),
        ("edition.cnn.com", "CNN"),
        ("The Guardian", "theguardian"),
        ("Tresk Times-News", "the Tresk Times News"),
    ],
)
def test_one_outlet_has_one_key(one: str, other: str) -> None:
    assert outlet_key(one) == outlet_key(other)


def test_families_hold_for_their_years() -> None:
    assert same_publisher("The Sun", "www.thetimes.co.uk", "2018-01-01")
    assert not same_publisher("Daily Mirror", "Daily Express", "2016-11-10")
    assert same_publisher("Daily Mirror", "Daily Express", "2019-11-10")
    assert family("Tresk Herald", "2019-01-01") is None
    assert not same_publisher(None, "Daily Mail", None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Reuters", "agency"),
        ("Belta", "state media"),
        ("Iranian state television", "state media"),
        ("local television", "unnamed"),
        ("US media", "unnamed"),
        ("PR Newswire", "press release"),
        ("Ministry of Fisheries", "official"),
        ("Associated Press", "agency"),
        ("Tresk Herald", "outlet"),
    ],
)
def test_kind_of_a_named_origin(name: str, kind: str) -> None:
    assert origin_kind(name) == kind


def test_groups_are_named_by_their_smallest() -> None:
    groups = Groups(5)
    groups.join(4, 2)
    groups.join(2, 1)
    assert groups.members() == [[0], [1, 2, 4], [3]]
    assert groups.of(4) == 1
