from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from consilience.knowledge.publishers import NOW, family, origin_kind, outlet_key, same_publisher
from consilience.knowledge.tables import table
from consilience.model.article import Article, Capture, Credit, CreditKind, Dateline
from consilience.model.claim import Conflict, ConflictValue
from consilience.model.dossier import Made
from consilience.model.lineage import Lineage, TextReuse
from consilience.model.parse import Parse
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.clean import clean
from consilience.stages.compose import compose
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage
from consilience.stages.lineage.citing import furthest, with_story_credits
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


@pytest.mark.parametrize("count", [2, 5, 40, 200])
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


def test_value_told_by_two_texts_of_one_agency_has_a_range_too() -> None:
    reports = (
        make("a", COURT["base"], "X", agency="Reuters"),
        make("b", BRIDGE["base"], "Y", agency="Reuters"),
        make("c", FERRY["base"], "Z"),
    )
    values = (
        ConflictValue(value="two", evidence=tuple(Span(article=name, start=0, end=9) for name in ("a", "b"))),
        ConflictValue(value="three", evidence=(Span(article="c", start=0, end=9),)),
    )
    found = Conflict(id="k", about="planks", kind="number", values=values)
    made = Made(consilience="", python="", model="", libraries={}, stages=(), settings={}, counts={}, notes=())
    shown = compose(reports, (), (), (), judged(*reports), (), (found,), (), (), made)
    assert [v.independent for v in shown.conflicts[0].values] == [(1, 2), 1]


def test_passages_in_the_words_of_one_origin_are_one_voice() -> None:
    said = "The river had risen two metres, Belta reported."
    credit: tuple[tuple[str, CreditKind, str], ...] = (("Belta reported", "cites", "Belta"),)
    reports = (
        make("a", f"{said}\n{COURT['base']}", "X", None, credit),
        make("b", f"{said}\n{BRIDGE['base']}", "Y", None, credit),
        make("c", FERRY["base"], "Z"),
    )
    found = judged(*reports)
    belta = next(o.id for o in found.origins if o.name == "BelTA")
    assert [p.origin for p in found.passages if p.reasons[0].rule == "credited"] == [belta, belta]
    own = found.of_article
    assert found.support([("a", belta), ("b", belta)]) == ((1, 2), (1, 1))
    assert found.support([("a", own["a"]), ("b", own["b"])]) == ((2, 2), (2, 2))
    assert found.support([("a", belta), ("b", belta), ("c", own["c"])]) == ((2, 3), (2, 2))
    assert found.support([("a", belta), ("a", own["a"])]) == ((1, 1), (1, 1))
    assert found.support([("a", belta), ("b", own["b"])]) == ((2, 2), (2, 2))


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("independent.ie", "independent.co.uk"),
        ("independent.ng", "The Independent"),
        ("thestar.com.my", "thestar.com"),
        ("The Guardian (Nigeria)", "The Guardian"),
        ("abc.net.au", "abcnews.go.com"),
        ("dailytelegraph.com.au", "telegraph.co.uk"),
    ],
)
def test_outlets_of_one_name_in_two_states_are_two(one: str, other: str) -> None:
    assert outlet_key(one) != outlet_key(other)
    assert not same_publisher(one, other, "2020-01-01")


def test_every_family_has_a_dated_basis_and_no_outlet_has_two_at_once() -> None:
    held: dict[str, list[tuple[int, int]]] = {}
    for row in table("publishers"):
        assert re.search(r"\b(?:19|20)\d\d\b", row["basis"]), row["publisher"]
        assert len(row["outlets"].split("|")) > 1, row["publisher"]
        spans = set()
        for cell in row["outlets"].split("|"):
            key, _, years = cell.partition("@")
            first, _, last = (years or f"{row['from']}-{row['until']}").partition("-")
            spans.add((outlet_key(key), int(first), int(last or NOW)))
            assert int(row["from"]) <= int(first) <= int(last or NOW), cell
        for key, first, last in spans:
            assert all(last < x or first > y for x, y in held.setdefault(key, [])), key
            held[key].append((first, last))


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


def test_outlet_of_the_story_cited_without_a_table_is_the_parent() -> None:
    again = FERRY["retelling"].replace(". ", ", the Tresk Lantern reported. ", 1)
    found = judged(make("a", FERRY["base"], "The Tresk Lantern"), make("b", again, "Night Courier"))
    pair = relation(found, "a", "b")
    assert pair.relation == "derived"
    assert pair.parent == "a"
    assert "credits-other" in [r.rule for r in pair.reasons]
    (passage,) = (p for p in found.passages if p.reasons[0].rule == "credited")
    assert passage.span.of(again).endswith("the Tresk Lantern reported.")
    assert passage.origin == found.of_article["a"]


def test_name_of_an_outlet_without_words_of_citing_is_no_credit() -> None:
    own = FERRY["independent"].replace(". ", ". The Tresk Lantern has its office beside the quay. ", 1)
    found = judged(make("a", FERRY["base"], "Tresk Lantern"), make("b", own, "Night Courier"))
    assert "credits-other" not in [r.rule for r in relation(found, "a", "b").reasons]


def test_the_newspaper_is_the_one_cited_last() -> None:
    text = (
        "The bridge is shut, the Tresk Lantern reported. It will stay so, according to the newspaper.\n" + COURT["base"]
    )
    (_, article) = with_story_credits([make("a", BRIDGE["base"], "Tresk Lantern"), make("b", text, "Courier")])
    assert [(c.name, c.span.of(text)) for c in article.credits] == [
        ("Tresk Lantern", "the Tresk Lantern reported"),
        ("Tresk Lantern", "according to the newspaper"),
    ]


def test_byline_of_another_outlet_is_a_wire_credit() -> None:
    wire = make("a", FERRY["base"], "Lantern Wire", "2020-01-02")
    reprint = make("b", FERRY["base"], "Night Courier", "2020-01-01")
    reprint = replace(reprint, article=replace(reprint.article, byline="Lantern Wire"))
    found = judged(wire, reprint)
    assert relation(found, "a", "b").parent == "a"
    assert origin_of(found, "b") == "Lantern Wire"


def test_initials_in_an_agencys_own_dateline_are_its_own() -> None:
    found = judged(
        make("a", FERRY["base"], "Lantern Wire", None, (("A", "wire", "LW"),), agency="LW"),
        make("b", COURT["base"], "Courier", agency="LW"),
    )
    assert origin_of(found, "a") == "Lantern Wire"
    assert origin_of(found, "b") == "LW"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "The river had risen, according to Digi24, citing Belta.",
            (("according to Digi24", "cites", "Digi24"), ("citing Belta", "cites", "Belta")),
        ),
        (
            "The river had risen, according to Digi24, which cites Belta.",
            (("according to Digi24", "cites", "Digi24"), ("cites Belta", "cites", "Belta")),
        ),
        (
            "The river had risen, Digi24 said, quoting Belta.",
            (("Digi24 said, quoting", "cites", "Digi24"), ("Belta", "cites", "Belta")),
        ),
        (
            "Belta, quoted by Digi24, said the river had risen.",
            (("Belta", "cites", "Belta"), ("quoted by Digi24", "cites", "Digi24")),
        ),
    ],
)
def test_chain_of_credits_ends_at_the_furthest_origin(
    sentence: str, named: tuple[tuple[str, CreditKind, str], ...]
) -> None:
    text = f"{COURT['base']}\n{sentence}"
    found = judged(make("a", text, "X", None, named), make("b", BRIDGE["base"], "Y"))
    (origin,) = (o for o in found.origins if o.reasons[0].rule == "named")
    assert (origin.name, origin.kind) == ("BelTA", "state media")
    passages = [p for p in found.passages if p.reasons[0].rule == "credited"]
    assert {p.origin for p in passages} == {origin.id}
    assert {p.span.of(text) for p in passages} == {sentence}
    assert "Digi24, which leans on Belta" in [p.reasons[0].detail for p in passages]


def read_alone(sentence: str) -> tuple[Lineage, str]:
    """A report with the sentence in it, its credits read as the pipeline reads them."""
    text = f"{COURT['base']}\n{sentence}\nThe hall will be open from six o'clock, and tea is served afterwards.\n"
    capture = Capture(
        id="a", path="a", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=(), outlet="Estrel Post"
    )
    article = clean(capture)
    assert isinstance(article, Article)
    return judged(Report(article=article, parse=Parse(article="a", tokens=(), sentences=(), children=()))), text


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("The river had risen, according to Digi24, which quoted Belta.", "BelTA"),
        ("The river had risen (Belta, as quoted by Digi24).", "BelTA"),
        ("The river had risen, Belta was quoted by Reuters as saying.", "BelTA"),
        ("Belta's report was cited by Reuters.", "BelTA"),
        ("The river had risen, Reuters cited Belta as saying.", "BelTA"),
        ("The river had risen, according to a Reuters report that quoted Belta.", "BelTA"),
        ("The river had risen, the Reuters news agency said, quoting Belarus's state-run Belta news agency.", "BelTA"),
        ("Digi24 said on Monday that the river had risen by two metres overnight, citing Belta.", "BelTA"),
        ("Citing Belta, Reuters said the river had risen.", "BelTA"),
        ("Quoting Belta, the Guardian reports that the river had risen.", "BelTA"),
        ("The river had risen, state news agency Belta said, Reuters reported.", "BelTA"),
        ("According to Belta, Reuters reports, the river had risen.", "BelTA"),
        ("According to Reuters, Belta said the river had risen.", "BelTA"),
        ("The Guardian reported that Belta had said the river had risen.", "BelTA"),
        ("Digi24 cited Belarusian state media as saying the river had risen.", "Belarusian state media"),
        ("Reuters quoted the Tresk Gazette as saying the river had risen.", "Tresk Gazette"),
        ("Reuters quoted the newspaper Tagwacht as saying the river had risen.", "Tagwacht"),
    ],
)
def test_chain_in_one_sentence_has_one_origin(sentence: str, named: str) -> None:
    found, text = read_alone(sentence)
    (origin,) = (o for o in found.origins if o.reasons[0].rule == "named")
    assert origin.name == named
    told = [p for p in found.passages if p.span.of(text) == sentence]
    assert {p.origin for p in told} == {origin.id}
    assert any("which leans on" in p.reasons[0].detail for p in told)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "Reuters reported the rise on Monday but Belta, citing the ministry, said nothing had happened.",
            "BelTA Reuters",
        ),
        ("Digi24 said, citing Belta, that the road was shut, and Reuters reported a slide.", "BelTA Reuters"),
        ("The mayor told Reuters that Belta reported nonsense.", "BelTA Reuters"),
        ("The river had risen, Digi24 reported. Belta said schools were shut.", "BelTA Digi24"),
        ("Reuters reported the rise, and Digi24 said schools were shut.", "Digi24 Reuters"),
        ("Reuters cited Interior Minister Jon Hald as saying so.", "Reuters"),
        ("The river had risen, Digi24 reported, citing local media.", "Digi24 local media"),
    ],
)
def test_outlets_that_do_not_lean_on_each_other_are_origins_each(sentence: str, named: str) -> None:
    found, _ = read_alone(sentence)
    assert " ".join(sorted(o.name for o in found.origins if o.reasons[0].rule == "named")) == named


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("The University of Estrel said in a press release that the river had risen.", "University of Estrel"),
        ("The river had risen, according to a press release from the Ministry of Fisheries.", "Ministry of Fisheries"),
        ("The river rose, Northgate Ferries announced on Monday in a news release.", "Northgate Ferries"),
        ("A Lune Water Board press release gave the figures.", "Lune Water Board"),
        ("A news release issued by the Lune Water Board gave the figures.", "Lune Water Board"),
        ("The Water Board’s press release was short.", "Water Board"),
    ],
)
def test_press_release_that_a_report_names_is_an_origin_of_its_kind(sentence: str, issuer: str) -> None:
    found, text = read_alone(sentence)
    (origin,) = (o for o in found.origins if o.reasons[0].rule == "named")
    assert (origin.name, origin.kind) == (f"Press release of {issuer}", "press release")
    assert [p.span.of(text) for p in found.passages] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials wrote in a press release that it was fine.",
        "On Monday the company said in a press release that it rose.",
        "The press released its hold, and the news release date was moved.",
    ],
)
def test_press_release_of_nobody_named_is_no_origin(sentence: str) -> None:
    assert not [o for o in read_alone(sentence)[0].origins if o.reasons[0].rule == "named"]


def test_press_release_is_the_root_of_what_was_written_from_it() -> None:
    release = make("a", "FOR IMMEDIATE RELEASE\n" + FERRY["base"], "Northgate Ferries", "2020-01-03")
    found = judged(release, make("b", FERRY["base"], "Morning Courier", "2020-01-02"))
    pair = relation(found, "a", "b")
    assert (pair.relation, pair.parent) == ("copy", "a")
    assert "parent-release" in [r.rule for r in pair.reasons]
    (origin,) = found.origins
    assert (origin.name, origin.kind, origin.articles) == ("Northgate Ferries", "press release", ("a", "b"))


def test_retellings_of_one_release_that_is_not_here_rest_on_it() -> None:
    says = "Northgate Ferries said in a press release that all were safe.\n"
    found = judged(make("a", says + FERRY["base"], "X"), make("b", says + FERRY["retelling"], "Y"))
    assert relation(found, "a", "b").relation == "derived"
    assert origin_of(found, "a") == origin_of(found, "b") == "Press release of Northgate Ferries"


@pytest.mark.parametrize(
    ("outlet", "kind"),
    [
        ("news.estrel.ac.uk", "press release"),
        ("www.fisheries.gov.uk", "official"),
        ("city.police.uk", "official"),
        ("prnewswire.com", "press release"),
        ("BelTA", "state media"),
        ("Ministry of Fisheries", "official"),
        ("Tresk Herald", "outlet"),
        ("education.com", "outlet"),
    ],
)
def test_kind_of_a_report_by_its_site(outlet: str, kind: str) -> None:
    found = judged(make("a", FERRY["base"], outlet), make("b", COURT["base"], "Y"))
    assert next(o for o in found.origins if "a" in o.articles).kind == kind


def test_short_name_of_the_own_outlet_leans_on_nobody() -> None:
    text = f"She told the Tribune so.\n{COURT['base']}"
    found = judged(make("a", text, "Halvern Tribune", None, (("the Tribune", "cites", "Tribune"),)))
    assert all(o.reasons[0].rule != "named" for o in found.origins)


def test_short_name_of_one_outlet_of_the_story_is_that_outlet() -> None:
    text = f"She told the Tribune so.\n{COURT['base']}"
    citing = make("b", text, "Night Courier", None, (("the Tribune", "cites", "Tribune"),))
    found = judged(make("a", FERRY["base"], "Halvern Tribune"), citing)
    (passage,) = (p for p in found.passages if p.reasons[0].rule == "credited")
    assert passage.origin == found.of_article["a"]
    open_ = judged(make("a", FERRY["base"], "Halvern Tribune"), make("c", BRIDGE["base"], "Estrel Tribune"), citing)
    (named,) = (o for o in open_.origins if o.reasons[0].rule == "named")
    assert named.name == "Tribune"
    assert set(named.open_with) == {open_.of_article["a"], open_.of_article["c"]}


def test_agency_with_and_without_its_kind_is_one() -> None:
    assert outlet_key("Meridian Press Agency") == outlet_key("the Meridian Press")
    assert outlet_key("Belta news agency") == outlet_key("Belta")
    assert outlet_key("Tresk Herald") != outlet_key("Tresk")


def test_two_credits_side_by_side_are_no_chain() -> None:
    text = f"{COURT['base']}\nThe river rose, according to Digi24 and Belta. Schools shut, Reuters said."
    named: tuple[tuple[str, CreditKind, str], ...] = (
        ("according to Digi24", "cites", "Digi24"),
        ("Belta", "cites", "Belta"),
        ("Reuters said", "cites", "Reuters"),
    )
    found = judged(make("a", text, "X", None, named))
    assert sorted(o.name for o in found.origins if o.reasons[0].rule == "named") == ["BelTA", "Digi24", "Reuters"]


def test_chain_over_a_held_report_ends_at_its_root() -> None:
    wire = make("a", FERRY["base"], "Night Courier", agency="Reuters")
    text = f"{COURT['base']}\nA ferry ran aground, the Night Courier reported."
    found = judged(wire, make("b", text, "Harbour Post"))
    assert relation(found, "a", "b").relation == "independent"
    (passage,) = (p for p in found.passages if p.reasons[0].rule == "credited")
    assert passage.origin == found.of_article["a"]
    assert origin_of(found, "a") == "Reuters"


def bylined(name: str, text: str, outlet: str, byline: str | None) -> Report:
    found = make(name, text, outlet, "2018-03-01")
    return replace(found, article=replace(found.article, byline=byline))


@pytest.mark.parametrize(
    ("first", "second", "support"),
    [
        ("Ida Thorsen", "By Jon Hald", (2, 2)),
        ("Ida Thorsen", "Ida Thorsen and Jon Hald", (1, 1)),
        (None, "Jon Hald", (1, 2)),
        (None, None, (1, 2)),
        ("Staff Reporter", "News Desk", (1, 2)),
    ],
)
def test_one_publisher_is_one_origin_unless_bylines_tell_reporters_apart(
    first: str | None, second: str | None, support: tuple[int, int]
) -> None:
    found = judged(
        bylined("a", FERRY["base"], "The Sun", first), bylined("b", FERRY["independent"], "The Times", second)
    )
    assert relation(found, "a", "b").relation == "independent"
    assert found.independent(["a", "b"]) == support
    apart = judged(
        bylined("a", FERRY["base"], "The Sun", first), bylined("b", FERRY["independent"], "The Guardian", second)
    )
    assert apart.independent(["a", "b"]) == (2, 2)


def test_two_reporters_of_one_house_with_one_text_are_one_origin() -> None:
    found = judged(
        bylined("a", FERRY["base"], "The Sun", "Ida Thorsen"), bylined("b", FERRY["base"], "The Times", "Jon Hald")
    )
    assert found.independent(["a", "b"]) == (1, 1)


def test_report_without_outlet_is_an_origin_by_its_id() -> None:
    assert origin_of(judged(make("007", FERRY["base"])), "007") == "report 007"


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("Talks will go on in May, Reuters reported, citing Belarusian state media.", "Belarusian state media"),
        ("Talks will go on in May, according to Reuters, which quoted Xinhua.", "Xinhua"),
        ("Talks will go on in May, Xinhua said. Reuters quoted a minister.", None),
        ("Xinhua, as quoted by Reuters, said that talks will go on in May.", "Xinhua"),
        ("Talks will go on in May, Reuters quoted Ann Smith as saying.", None),
    ],
)
def test_chains_are_found_in_credits_as_they_are_read(sentence: str, end: str | None) -> None:
    text = f"{COURT['base']}\n{sentence}\nThe ministers did not speak to the press when they left the hall."
    capture = Capture(id="a", path="a", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    article = clean(capture)
    assert isinstance(article, Article)
    (known,) = with_story_credits([Report(article=article, parse=make("a", "").parse)])
    assert sorted({c.name for c in furthest(known).values()}) == ([end] if end else [])


def reprint(number: int, chance: random.Random) -> str:
    """The ferry report as an outlet prints it: own headline and last line, a sentence left out, a word changed."""
    first, *rest = FERRY["base"].split(". ")
    kept = ". ".join(s for s in rest if chance.random() > 0.15).split()
    for _ in range(3):
        kept[chance.randrange(len(kept))] = chance.choice(("indeed", "later", "there"))
    return f"Edition {number}: what we know\n{first}. {' '.join(kept)}\nPrinted for readers of edition {number}."


@pytest.mark.parametrize("count", [1, 2, 5, 20, 200])
def test_same_sentence_in_reprints_has_support_of_one(count: int) -> None:
    chance = random.Random(count)
    reports = [make(f"{k:03}", reprint(k, chance), f"Courier of {k}", f"2020-01-{1 + k % 28:02}") for k in range(count)]
    found = judged(*reports)
    assert found.independent(r.id for r in reports) == (1, 1)
    (origin,) = (o for o in found.origins if o.reasons[0].rule != "named")
    assert sorted(origin.articles) == [r.id for r in reports]
    other = judged(*reports[:20], make("own", FERRY["independent"], "Harbour Post"))
    assert other.independent([reports[0].id, "own"]) == (2, 2)
