"""Who is cited for what: chains of credits, press releases, short names of outlets."""

from __future__ import annotations

import pytest
from lineage_reports import BRIDGE, COURT, FERRY, judged, make, origin_of, relation
from msgspec.structs import replace

from consilience.knowledge.publishers import outlet_key
from consilience.model.article import Article, Capture, CreditKind
from consilience.model.lineage import Lineage
from consilience.model.parse import Parse
from consilience.model.story import Report
from consilience.stages.clean import clean
from consilience.stages.lineage.citing import with_story_credits


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
