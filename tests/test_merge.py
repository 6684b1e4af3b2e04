"""One event for all its mentions in a story; two events stay apart; the weightiest first."""

from __future__ import annotations

import pytest
from merged import NORWAY, Known, entities_of, of_type, report_of

from consilience.stages.merge import LONGEST_EVIDENCE, merge
from consilience.stages.parse import Parser


def test_reports_of_one_event_make_one_event_with_all_evidence(parser: Parser) -> None:
    reports = [
        report_of("a", "Norway and Peru signed a treaty on Friday.", parser, {"Friday": "2031-05-09"}),
        report_of("b", "A treaty was signed by Norway and Peru.", parser),
        report_of("c", "Norway reached an agreement with Peru.", parser),
    ]
    agreed = of_type(merge(reports, entities_of(reports, NORWAY)), "AGREE")
    assert len(agreed) == 1
    assert set(agreed[0].actors) == {"no", "pe"}
    assert agreed[0].date == "2031-05-09"
    assert {s.article for s in agreed[0].evidence} == {"a", "b", "c"}


def test_other_parties_other_days_and_other_places_stay_apart(parser: Parser) -> None:
    known: Known = {
        **NORWAY,
        "mt": ("country", "MLT", ("Malta",)),
        "x": ("place", None, ("Xalapo",)),
        "y": ("place", None, ("Yorra",)),
    }
    parties = [report_of("a", "Norway attacked Peru.", parser), report_of("b", "Norway attacked Malta.", parser)]
    assert len(of_type(merge(parties, entities_of(parties, known)), "ASSAULT")) == 2
    days = [
        report_of("a", "Norway attacked Peru on Friday.", parser, {"Friday": "2031-05-09"}),
        report_of("b", "Norway attacked Peru on Monday.", parser, {"Monday": "2031-05-05"}),
    ]
    assert len(of_type(merge(days, entities_of(days, known)), "ASSAULT")) == 2
    one_day = [
        report_of("a", "Norway attacked Peru on Friday.", parser, {"Friday": "2031-05-09"}),
        report_of("b", "Norway attacked Peru in May.", parser, {"May": "2031-05"}),
    ]
    assert len(of_type(merge(one_day, entities_of(one_day, known)), "ASSAULT")) == 1


def test_what_an_attack_did_is_the_attack(parser: Parser) -> None:
    reports = [
        report_of("a", "Norway attacked Peru on Friday.", parser, {"Friday": "2031-05-09"}),
        report_of(
            "b", "Norway bombed Peru. Norway shot Peruvian soldiers on Friday.", parser, {"Friday": "2031-05-09"}
        ),
        report_of("c", "Norway abducted a Peruvian minister.", parser),
    ]
    found = of_type(merge(reports, entities_of(reports, NORWAY)), "ASSAULT")
    assert [sorted({s.article for s in e.evidence}) for e in found] == [["a", "b"], ["c"]]


def test_a_street_is_where_it_happens_and_no_victim(parser: Parser) -> None:
    reports = [report_of("a", "A gunman shot at Tarn Street on Friday. Tarn Street is closed.", parser)]
    known: Known = {"s": ("place", None, ("Tarn Street",))}
    found = of_type(merge(reports, entities_of(reports, known)), "ASSAULT")
    assert len(found) == 1 and found[0].recipient == () and found[0].place == "Tarn Street"


def test_staff_of_a_company_speak_for_the_one_that_the_story_is_about(parser: Parser) -> None:
    text = "Orvell Mills closed on Friday. Orvell Mills paid nobody. Orvell Mills is old. A company spokesman apologized to Mira Kolb."
    known: Known = {"o": ("organisation", None, ("Orvell Mills",)), "m": ("person", None, ("Mira Kolb",))}
    reports = [report_of("a", text, parser)]
    assert of_type(merge(reports, entities_of(reports, known)), "CONCEDE")[0].source == ("o",)
    known["p"] = ("organisation", None, ("Pell Works",))
    reports = [
        report_of("a", text + " Pell Works helped. Pell Works wept.", parser)
    ]  # two are told: who is meant is open
    assert of_type(merge(reports, entities_of(reports, known)), "CONCEDE")[0].source != ("o",)


def test_laws_and_products_do_nothing_political(parser: Parser) -> None:
    reports = [
        report_of("a", "The Kolb Act lawsuit cost Peru a year.", parser),
        report_of("b", "Norway sued Peru.", parser),
    ]
    known: Known = {**NORWAY, "k": ("product", None, ("Kolb Act",))}
    assert [e.source for e in of_type(merge(reports, entities_of(reports, known)), "ACCUSE")] in (
        [("no",), ()],
        [("no",)],
    )


def test_direction_counts(parser: Parser) -> None:
    reports = [report_of("a", "Norway accused Peru.", parser), report_of("b", "Peru accused Norway.", parser)]
    found = of_type(merge(reports, entities_of(reports, NORWAY)), "ACCUSE")
    assert sorted((e.source, e.recipient) for e in found) == [(("no",), ("pe",)), (("pe",), ("no",))]


def test_a_holder_of_office_stands_for_the_state_and_stays_named(parser: Parser) -> None:
    known: Known = {
        **NORWAY,
        "holm": ("person", None, ("Anna Holm", "Holm")),
        "brink": ("person", None, ("Ada Brink",)),
        "dahl": ("person", None, ("Olof Dahl",)),
    }
    reports = [report_of("a", "Anna Holm condemned Peru. Ada Brink praised Peru. Olof Dahl visited Peru.", parser)]
    roles = {
        "holm": "Norwegian Prime Minister",
        "brink": "former Norwegian minister",
        "dahl": "Norway's defense secretary",
    }
    found = merge(reports, entities_of(reports, known, roles))
    assert of_type(found, "ACCUSE")[0].source == ("no", "holm")
    assert "no" in {key for e in of_type(found, "CONSULT") for key in (*e.source, *e.actors)}
    assert of_type(found, "SUPPORT")[0].source == ("brink",)


def test_who_condemns_an_attack_speaks_of_the_attacker(parser: Parser) -> None:
    known: Known = {**NORWAY, "mt": ("country", "MLT", ("Malta",))}
    reports = [report_of("a", "Norway attacked Peru on Friday.\nMalta condemned the attack.", parser)]
    accused = of_type(merge(reports, entities_of(reports, known)), "ACCUSE")[0]
    assert (accused.source, accused.recipient) == (("mt",), ("no",))


def test_unnamed_people_join_their_named_event(parser: Parser) -> None:
    known: Known = {**NORWAY, "holm": ("person", None, ("Anna Holm",))}
    reports = [
        report_of("a", "Norway indicted Anna Holm on Friday.", parser, {"Friday": "2031-05-09"}),
        report_of("b", "Norway indicted a teacher.", parser),
    ]
    charged = of_type(merge(reports, entities_of(reports, known)), "COERCE")
    assert [(e.source, e.recipient) for e in charged] == [(("no",), ("holm",))]


def test_what_all_reports_tell_stands_before_what_one_tells_late(parser: Parser) -> None:
    filler = "\nThe weather was mild and the streets were calm." * 6
    reports = [
        report_of(name, f"Norway and Peru signed a treaty.{filler}" + tail, parser)
        for name, tail in (("a", "\nPeru criticised Norway in the past."), ("b", ""), ("c", ""))
    ]
    found = merge(reports, entities_of(reports, NORWAY))
    assert found[0].type == "AGREE"
    assert [e.weight for e in found] == sorted((e.weight for e in found), reverse=True)
    for event in found:
        assert event.weight == pytest.approx(sum(r.weight or 0 for r in event.reasons), abs=0.01)


def test_order_of_entities_does_not_matter_and_evidence_is_short(parser: Parser) -> None:
    long = "Norway attacked Peru " + "after a long and quiet winter of talks about fish " * 14 + "."
    reports = [report_of("a", long, parser), report_of("b", "Norway attacked Peru.\nPeru thanked Malta.", parser)]
    entities = entities_of(reports, NORWAY)
    found = merge(reports, entities)
    assert found == merge(reports, tuple(reversed(entities)))
    texts = {r.id: r.article.text for r in reports}
    for event in found:
        for span in event.evidence:
            assert 0 <= span.start < span.end <= len(texts[span.article])
            assert len(span) <= LONGEST_EVIDENCE


def test_no_reports_no_events() -> None:
    assert merge((), ()) == ()
