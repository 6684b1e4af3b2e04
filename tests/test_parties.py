"""Who takes part in an event: staff, brands, states, unnamed people; and which tellings are one event."""

from __future__ import annotations

import pytest
from merged import NORWAY, Known, entities_of, of_type, report_of
from msgspec import structs

from consilience.model.dossier import Made
from consilience.stages.compose import compose
from consilience.stages.copies import reuse
from consilience.stages.lineage import lineage
from consilience.stages.merge import merge
from consilience.stages.parse import Parser


def test_staff_are_taken_for_the_one_body_of_their_kind_and_it_is_said(parser: Parser) -> None:
    known: Known = {
        "fd": ("organisation", None, ("Yorra Fire Department",)),
        "holm": ("person", None, ("Anna Holm",)),
    }
    text = "Firefighters rescued Anna Holm.\n" + "The Yorra Fire Department has a new engine.\n" * 3
    reports = [report_of("a", text.strip(), parser)]
    rescued = of_type(merge(reports, entities_of(reports, known)), "AID")[0]
    assert (rescued.source, rescued.recipient) == (("fd",), ("holm",))
    assert any(r.rule == "inferred" and "Yorra Fire Department" in r.detail for r in rescued.reasons)
    two = {**known, "fd2": ("organisation", None, ("Xalapo Fire Department",))}
    text += "The Xalapo Fire Department has none.\n" * 3
    reports = [report_of("a", text.strip(), parser)]
    assert "fd" not in of_type(merge(reports, entities_of(reports, two)), "AID")[0].source


def test_unnamed_people_act_for_the_state_where_they_do_it_and_it_is_said(parser: Parser) -> None:
    known: Known = {**NORWAY, "mt": ("country", "MLT", ("Malta",))}
    reports = [
        report_of("a", "Peru is far away.\nPeru is large.\nVillagers protested against Norway in Malta.", parser)
    ]
    protest = of_type(merge(reports, entities_of(reports, known)), "PROTEST")[0]
    assert (protest.source, protest.recipient) == (("mt",), ("no",))
    assert [r.weight for r in protest.reasons if r.rule == "inferred"] == [0.0]


def test_an_investigation_of_nobody_is_no_charge(parser: Parser) -> None:
    known: Known = {**NORWAY, "holm": ("person", None, ("Anna Holm",))}
    reports = [report_of("a", "Norway investigated the incident.\nPeru investigated Anna Holm.", parser)]
    found = merge(reports, entities_of(reports, known))
    assert [e.source for e in of_type(found, "investigation")] == [("no",)]
    assert [(e.source, e.recipient) for e in of_type(found, "ACCUSE")] == [(("pe",), ("holm",))]


def test_a_plain_verb_tells_an_event_of_somebody_known_only(parser: Parser) -> None:
    known: Known = {"holm": ("person", None, ("Anna Holm",))}
    reports = [report_of("a", "Anna Holm repainted the lighthouse.\nA neighbour polished a bell.", parser)]
    found = of_type(merge(reports, entities_of(reports, known)), "act")
    assert [(e.mode, e.source) for e in found] == [("repaint", ("holm",))]
    assert any(r.rule == "plain" and (r.weight or 0) < 0 for r in found[0].reasons)


def test_further_events_of_the_same_parties_give_way(parser: Parser) -> None:
    known: Known = {"holm": ("person", None, ("Anna Holm",)), "dahl": ("person", None, ("Olof Dahl",))}
    text = "Anna Holm resigned.\nAnna Holm testified in court.\nOlof Dahl resigned."
    reports = [report_of("a", text, parser)]
    found = merge(reports, entities_of(reports, known))
    assert {e.source for e in found[:2]} == {("holm",), ("dahl",)}
    assert [any(r.rule == "repeated" for r in e.reasons) for e in found] == [False, False, True]


def test_a_numbered_flight_acts_for_its_operator(parser: Parser) -> None:
    known: Known = {
        "air": ("organisation", None, ("Yorra Airways",)),
        "flight": ("other", None, ("Yorra Airways Flight 77",)),
    }
    reports = [report_of("a", "Yorra Airways Flight 77 returned to Oslo.\nYorra Airways was silent.", parser)]
    parties = {key for e in merge(reports, entities_of(reports, known)) for key in (*e.source, *e.actors)}
    assert "air" in parties


@pytest.mark.parametrize(
    "words",
    [
        "Holt Foods, the company which makes Crunchel, is based in Oslo.",
        "Holt Foods is the owner of Crunchel.",
        "Crunchel's maker, Oslo-based Holt Foods, was silent.",
        "Crunchel, which is made by Holt Foods, sells well.",
    ],
)
def test_a_brand_acts_for_its_maker_where_a_report_names_it(parser: Parser, words: str) -> None:
    reports = [report_of("a", "Ada Lund criticised Crunchel on Friday.", parser), report_of("b", words, parser)]
    known: Known = {
        "crunchel": ("product", None, ("Crunchel",)),
        "holt": ("organisation", None, ("Holt Foods",)),
        "lund": ("person", None, ("Ada Lund",)),
    }
    blamed = of_type(merge(reports, entities_of(reports, known)), "ACCUSE")
    assert {"holt", "crunchel"} == set(blamed[0].recipient)
    apart = [reports[0], report_of("b", "Crunchel outsells what Holt Foods makes.", parser)]
    assert of_type(merge(apart, entities_of(apart, known)), "ACCUSE")[0].recipient == ("crunchel",)


def test_the_account_names_the_parties_as_the_reports_print_them(parser: Parser) -> None:
    reports = [report_of("a", "Peru condemned UNAT on Friday.", parser)]
    known: Known = {
        **NORWAY,
        "unat": ("organisation", None, ("Union of Northern Traders", "UNAT", "Unat")),
    }
    entities = entities_of(reports, known)
    found = merge(reports, entities)
    made = Made(consilience="", python="", model="", libraries={}, stages=(), settings={}, counts={}, notes=())
    shown = compose(reports, entities, (), found, lineage(reports, reuse(reports)), (), (), (), (), made)
    assert [e.recipient for e in shown.events] == [("UNAT",)]


def test_arrests_by_nobody_named_are_those_of_the_police_of_the_story(parser: Parser) -> None:
    reports = [
        report_of("a", "Anna Holm was arrested in Norway.\nA court in Norway sentenced Olof Dahl.", parser),
        report_of("b", "The Tresk Police were silent. The Tresk Police waited. The police praised Ada Brink.", parser),
        report_of("c", "The Tresk Police left Norway.", parser),
    ]
    known: Known = {
        **NORWAY,
        "tresk": ("organisation", None, ("Tresk Police",)),
        "police": ("group", None, ("police",)),
        "holm": ("person", None, ("Anna Holm",)),
        "brink": ("person", None, ("Ada Brink",)),
        "dahl": ("person", None, ("Olof Dahl",)),
    }
    found = merge(reports, entities_of(reports, known))
    arrested = next(e for e in of_type(found, "COERCE") if "holm" in e.recipient)
    assert arrested.source == ("no", "tresk")
    assert any(r.rule == "inferred" for r in arrested.reasons)
    assert all("tresk" not in e.source for e in of_type(found, "COERCE") if "dahl" in e.recipient)
    assert of_type(found, "SUPPORT")[0].source == ("tresk",)


def test_a_demand_to_nobody_goes_to_whom_the_others_go_and_it_is_said(parser: Parser) -> None:
    known: Known = {
        "holm": ("person", None, ("Anna Holm",)),
        "brink": ("person", None, ("Ada Brink",)),
        "dahl": ("person", None, ("Olof Dahl",)),
        "lund": ("person", None, ("Eva Lund",)),
        "moe": ("person", None, ("Ida Moe",)),
    }
    asked = [f"{name} urged Anna Holm to resign." for name in ("Ada Brink", "Olof Dahl", "Eva Lund")]
    reports = [report_of("a", "\n".join([*asked, "Ida Moe called for a change."]), parser)]
    found = next(e for e in of_type(merge(reports, entities_of(reports, known)), "REQUEST") if e.source == ("moe",))
    assert found.recipient == ("holm",)
    assert any(r.rule == "inferred" for r in found.reasons)
    few = [report_of("a", "\n".join([*asked[:2], "Ida Moe called for a change."]), parser)]
    found = next(e for e in of_type(merge(few, entities_of(few, known)), "REQUEST") if e.source == ("moe",))
    assert found.recipient == ()


def test_a_demand_for_a_deed_goes_to_whoever_does_it(parser: Parser) -> None:
    known: Known = {"holm": ("person", None, ("Anna Holm",)), "brink": ("person", None, ("Ada Brink",))}
    reports = [report_of("a", "Anna Holm vetoed the bill. Ada Brink had called for a veto.", parser)]
    asked = of_type(merge(reports, entities_of(reports, known)), "REQUEST")
    assert [(e.source, e.recipient) for e in asked] == [(("brink",), ("holm",))]


def test_unnamed_fighters_are_those_of_the_group_that_leads_the_story_by_far(parser: Parser) -> None:
    known: Known = {
        **NORWAY,
        "houthi": ("organisation", None, ("Houthi",)),
        "hamas": ("organisation", None, ("Hamas",)),
    }
    often = " ".join(["Houthi leaders were silent."] * 30)
    reports = [
        report_of("a", f"{often} Hamas was silent. Hamas left. Hamas waited.\nPeru bombed the insurgents.", parser)
    ]
    attack = of_type(merge(reports, entities_of(reports, known)), "ASSAULT")
    assert (attack[0].source, attack[0].recipient[0]) == (("pe",), "houthi")
    even = [report_of("a", f"Houthi left. Houthi waited. {reports[0].article.text[30 * 27 :]}", parser)]
    assert "houthi" not in of_type(merge(even, entities_of(even, known)), "ASSAULT")[0].recipient


def test_a_contest_keeps_both_parties_though_one_is_told_more(parser: Parser) -> None:
    known: Known = {"holm": ("person", None, ("Anna Holm",)), "dahl": ("person", None, ("Olof Dahl",))}
    texts = ["Anna Holm's defeat by Olof Dahl was a surprise.", *["A defeat by Olof Dahl was a surprise."] * 3]
    reports = [report_of(f"r{k}", text, parser) for k, text in enumerate(texts)]
    found = of_type(merge(reports, entities_of(reports, known)), "contest")
    assert [set(e.actors) for e in found] == [{"holm", "dahl"}]


def test_forces_that_bear_their_states_name_act_for_it_however_they_are_called(parser: Parser) -> None:
    known: Known = {
        **NORWAY,
        "nf": ("organisation", None, ("Norwegian Forces", "NF")),
        "club": ("organisation", None, ("Norwegian Ski Club", "NSC")),
    }
    reports = [report_of("a", "Peru criticised NF.\nThe Norwegian Forces were silent.\nPeru praised NSC.", parser)]
    found = merge(reports, entities_of(reports, known))
    assert of_type(found, "ACCUSE")[0].recipient == ("no", "nf")
    assert of_type(found, "SUPPORT")[0].recipient == ("club",)


def test_a_deed_told_twice_in_a_sentence_is_done_to_the_same(parser: Parser) -> None:
    known: Known = {**NORWAY, "mt": ("country", "MLT", ("Malta",))}
    text = "Norway imposed sanctions on Peru, with Malta imposing sanctions in June."
    reports = [report_of("a", text, parser)]
    found = of_type(merge(reports, entities_of(reports, known)), "SANCTION")
    assert {(e.source, e.recipient) for e in found} == {(("no",), ("pe",)), (("mt",), ("pe",))}
    apart = [report_of("a", text.replace(", with Malta imposing", ". Malta imposed"), parser)]
    found = of_type(merge(apart, entities_of(apart, known)), "SANCTION")
    assert (("mt",), ()) in {(e.source, e.recipient) for e in found}


def test_an_event_says_where_its_mentions_stand_and_on_whose_word_they_rest(parser: Parser) -> None:
    text = "Malta denied that Finland had attacked its ships. A Maltese minister said the reports were wrong."
    reports = [report_of("a", text, parser)]
    known: Known = {"mt": ("country", "MLT", ("Malta", "Maltese")), "fi": ("country", "FIN", ("Finland",))}
    (event,) = of_type(merge(reports, entities_of(reports, known)), "ASSAULT")
    (told,) = event.mentions
    assert told.mention.trigger.of(text) == "attacked"
    assert told.span.contains(told.mention.trigger)
    assert told.span.of(text).startswith("Finland had attacked")
    assert any(e.contains(told.span) for e in event.evidence)
    assert event.status == "denied"
    assert event.holders == ("mt",)


def test_two_who_act_for_the_story_s_own_state_are_two_parties(parser: Parser) -> None:
    reports = [
        report_of("a", "President Ada Berg of Norway praised Peru. Foreign Minister Olof Dahl of Norway praised Peru.\n"
                  "In Norway, Norwegian unions struck.", parser),
        report_of("b", "President Ada Berg praised Peru on Friday.", parser),
    ]  # fmt: skip
    known: Known = {
        **NORWAY,
        "berg": ("person", None, ("Ada Berg",)),
        "dahl": ("person", None, ("Olof Dahl",)),
    }
    roles = {"berg": "President of Norway", "dahl": "Foreign Minister of Norway"}
    found = of_type(merge(reports, entities_of(reports, known, roles)), "SUPPORT")
    assert sorted(e.source for e in found) == [("no", "berg"), ("no", "dahl")]


@pytest.mark.parametrize(
    ("words", "source"),
    [("The federal government", ("no",)), ("The Berg administration", ("no",)), ("The city government", ())],
)
def test_the_government_is_that_of_the_story_s_state(words: str, source: tuple[str, ...], parser: Parser) -> None:
    reports = [report_of("a", f"{words} condemned Ada Quispe.\nIn Norway, Norwegian unions struck.", parser)]
    known: Known = {
        **NORWAY,
        "berg": ("person", None, ("Berg",)),
        "ada": ("person", None, ("Ada Quispe",)),
    }
    (found,) = of_type(merge(reports, entities_of(reports, known, {"berg": "President of Norway"})), "ACCUSE")
    assert tuple(k for k in found.source if k == "no") == source


LEADS = {"pe": ("country", "PER", ("Peru",)), "no": ("country", "NOR", ("Norway",)), "holm": ("person", None, ("Anna Holm",)),
         "brink": ("person", None, ("Ada Brink",))}  # fmt: skip


def test_what_two_reports_open_with_in_one_word_is_one_event(parser: Parser) -> None:
    reports = [
        report_of("a", "Anna Holm was murdered in the harbour.", parser),
        report_of("b", "A murder shocked the harbour. Peru praised Norway.", parser),
    ]
    known: Known = dict(LEADS)  # type: ignore[arg-type]
    found = of_type(merge(reports, entities_of(reports, known)), "ASSAULT")
    assert [len(e.mentions) for e in found] == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Anna Holm was shot in the harbour.", "Ada Brink was shot in the harbour."),
        ("A woman was shot in the harbour.", "A sailor was shot in the harbour."),
        ("Anna Holm was shot in Peru.", "Gunmen shot a sailor in Norway."),
        ("Two planes crashed on Monday.", "A ferry crashed on Friday."),
    ],
)
def test_two_of_a_kind_that_open_two_reports_stay_apart(first: str, second: str, parser: Parser) -> None:
    dates = {"Monday": "2031-05-05", "Friday": "2031-05-09"}
    reports = [report_of("a", first, parser, dates), report_of("b", second, parser, dates)]
    known: Known = dict(LEADS)  # type: ignore[arg-type]
    events_found = [e for e in merge(reports, entities_of(reports, known)) if e.type in ("ASSAULT", "accident")]
    assert len(events_found) == 2


def test_who_is_accused_is_not_the_accuser(parser: Parser) -> None:
    reports = [
        report_of("a", "President Ada Berg condemned Norway on Friday.", parser, {"Friday": "2031-05-09"}),
        report_of("b", "Critics condemned Ada Berg.", parser),
    ]
    known: Known = {**NORWAY, "berg": ("person", None, ("Ada Berg",))}
    made = merge(reports, entities_of(reports, known, {"berg": "President of Norway"}))
    assert [e.source[-1] for e in of_type(made, "ACCUSE")] == ["berg", "critics"]


def test_a_leader_acts_for_the_state_led_at_the_time(parser: Parser) -> None:
    report = report_of("a", "Angela Merkel praised Peru.\nIn Peru, Peruvian unions struck.", parser)
    known: Known = {**NORWAY, "merkel": ("person", None, ("Angela Merkel",))}

    def source(anchor: str) -> tuple[str, ...]:
        dated = structs.replace(report, article=structs.replace(report.article, anchor=anchor))
        (found,) = of_type(merge([dated], entities_of([dated], known)), "SUPPORT")
        return found.source

    assert source("2012-05-10") == ("DEU", "merkel")
    assert source("2031-05-10") == ("merkel",)


@pytest.mark.parametrize(
    ("text", "source", "recipient"),
    [
        ("Anna Holm praised Anna Holm.", (), ("holm",)),
        ("Anna Holm's attack on Anna Holm surprised Peru.", ("holm",), ()),
    ],
)
def test_nobody_stands_on_both_sides(
    text: str, source: tuple[str, ...], recipient: tuple[str, ...], parser: Parser
) -> None:
    reports = [report_of("a", text, parser)]
    known: Known = dict(LEADS)  # type: ignore[arg-type]
    found = [e for e in merge(reports, entities_of(reports, known)) if e.type in ("SUPPORT", "ASSAULT")]
    assert [(e.source, tuple(k for k in e.recipient if k == "holm")) for e in found] == [(source, recipient)]


def test_what_the_headlines_tell_weighs_more(parser: Parser) -> None:
    plain = report_of("a", "Norway condemned Peru. Malta attacked Finland.", parser)
    known: Known = {
        **NORWAY, "mt": ("country", "MLT", ("Malta",)), "fi": ("country", "FIN", ("Finland",))
    }  # fmt: skip

    def weights(headline: str) -> dict[str, float]:
        report = structs.replace(plain, article=structs.replace(plain.article, headline=headline))
        return {e.type: e.weight for e in merge([report], entities_of([report], known))}

    none, named, told = weights(""), weights("Dark days for Malta"), weights("Malta’s attacks shock the islands")
    assert none["ACCUSE"] == named["ACCUSE"] == told["ACCUSE"]
    assert none["ASSAULT"] < named["ASSAULT"] < told["ASSAULT"]


def test_who_blames_a_deed_blames_the_one_who_did_it(parser: Parser) -> None:
    text = "Norway withdrew its troops from the islands. Anna Holm said the withdrawal endangered the fishermen."
    reports = [report_of("a", text, parser)]
    known: Known = {**NORWAY, "holm": ("person", None, ("Anna Holm",))}
    (found,) = of_type(merge(reports, entities_of(reports, known)), "ACCUSE")
    assert (found.source, found.recipient) == (("holm",), ("no",))
