from __future__ import annotations

import random
import re

import pytest
from lineage_reports import BRIDGE, COURT, FERRY, WRITTEN, judged, make, origin_of, relation
from msgspec.structs import replace

from consilience.knowledge.publishers import NOW, family, origin_kind, outlet_key, same_publisher
from consilience.knowledge.tables import table
from consilience.model.article import Article, Capture, CreditKind
from consilience.model.claim import Conflict, ConflictValue
from consilience.model.dossier import Made
from consilience.model.span import Span
from consilience.model.story import Report
from consilience.stages.clean import clean
from consilience.stages.compose import compose
from consilience.stages.lineage.citing import furthest, with_story_credits
from consilience.stages.lineage.credits import earlier
from consilience.text.groups import Groups


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
