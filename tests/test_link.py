"""Linking: one entity for all its mentions in a story; namesakes and doubtful cases kept apart."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from consilience.model.annotation import Entity
from consilience.model.article import Article, Capture
from consilience.model.story import Report
from consilience.stages.link import link
from consilience.stages.mentions import mentions
from consilience.stages.parse import Parser, parse
from consilience.stages.times import times
from consilience.text.names import alike, fold, is_named, same_person_name, typo


def _report(parser: Parser, number: int, text: str) -> Report:
    id_ = f"{number:03d}"
    capture = Capture(id=id_, path=id_, sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    paragraphs, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((position, position + len(line)))
        position += len(line) + 1
    article = Article(id=id_, text=text, capture=capture, paragraphs=tuple(paragraphs))
    parsed = parse(article, parser)
    return Report(article=article, parse=parsed, mentions=mentions(article, parsed))


def _story(parser: Parser, *texts: str) -> tuple[list[Report], dict[str, Entity]]:
    reports = [_report(parser, n, t) for n, t in enumerate(texts)]
    return reports, {e.name: e for e in link(reports)}


def _words(reports: list[Report], entity: Entity) -> list[str]:
    text = {r.id: r.article.text for r in reports}
    return [m.span.of(text[m.span.article]) for m in entity.mentions]


def test_full_names_spread_to_surnames_of_other_reports(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "President Olav Brandtsen spoke on Monday. Brandtsen said he would stay.",
        "Ministers met. Mr. Brandtsen was absent.",
    )
    brandtsen = found["Olav Brandtsen"]
    assert _words(reports, brandtsen).count("Brandtsen") == 2
    assert brandtsen.gender == "he"
    assert "President" in [r.text for r in brandtsen.roles]


def test_variants_and_unseen_misspellings_are_joined(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Alexander Lobachevskov arrived. Lobachevskov praised the deal. Lobachevskov left.",
        "Aleksandr Lobachevskov arrived late, officials said. Lobachevskv signed the treaty.",
    )
    words = _words(reports, found["Aleksandr Lobachevskov"])
    assert "Alexander Lobachevskov" in words
    assert "Lobachevskv" in words


def test_two_people_of_one_surname_stay_apart(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Maria Harrow sued the bank. Her husband, David Harrow, testified. Ms. Harrow won, and Mr. Harrow wept.",
    )
    maria, david = found["Maria Harrow"], found["David Harrow"]
    assert len(_words(reports, maria)) >= 2
    text = reports[0].article.text
    spans = {m.span.start for m in maria.mentions}
    assert text.index("Harrow won") in spans
    assert text.index("Harrow wept") in {m.span.start for m in david.mentions}


def test_a_bare_surname_is_no_one_who_is_not_yet_named(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "President David Harrow met the council. Harrow said he would stay. Harrow has ruled for years. "
        "His wife, Maria Harrow, was absent. Nobody saw Maria Harrow there. Harrow left at noon.",
    )
    assert _words(reports, found["David Harrow"]).count("Harrow") == 3
    assert _words(reports, found["Maria Harrow"]).count("Harrow") == 0


def test_the_short_form_of_a_region_is_shown_in_full(parser: Parser) -> None:
    _, found = _story(parser, "Petra Lindqvist of Erie, Pa., spoke. She lives in Erie, Pa., and works in Pennsylvania.")
    assert "Pennsylvania" in found and "Pa." not in found


def test_somebody_of_an_earlier_year_is_not_the_one_of_the_story(parser: Parser) -> None:
    texts = (
        "Ola Dahl, a boy of Northport, fell into the dock on Monday. Ola Dahl was rescued. Ola Dahl is well.",
        "A four-year-old boy fell into the dock on Monday. The boy was rescued. The mayor came. Divers left. They slept. "
        "A three-year-old boy fell into the lock at Southport in 1996. The boy was never found.",
    )
    reports = []
    for number, text in enumerate(texts):
        plain = _report(parser, number, text)
        article = msgspec.structs.replace(plain.article, anchor="2024-03-05")
        reports.append(msgspec.structs.replace(plain, article=article, times=times(article, plain.parse)))
    ola = next(e for e in link(reports) if e.name == "Ola Dahl")
    spans = {m.span.start for m in ola.mentions if m.span.article == "001"}
    assert texts[1].index("A four") in spans and texts[1].index("The boy was rescued") in spans
    assert not {texts[1].index("A three"), texts[1].index("The boy was never")} & spans


def test_acronyms_and_short_forms_of_bodies(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "The Northland Harbour Authority (NHA) closed the port. The NHA gave no reason. The Northport City Council met.",
        "The NHA apologised.",
    )
    body = found["Northland Harbour Authority"]
    assert _words(reports, body).count("NHA") == 3


def test_capitals_stand_for_governments_or_are_places_by_use(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Oslo accused Helsinki of spying. Norway recalled its envoy.",
        "Oslo denied it. The Norwegian government said nothing more.",
    )
    norway = found["Norway"]
    assert norway.iso3 == "NOR"
    words = _words(reports, norway)
    assert words.count("Oslo") == 2
    assert "The Norwegian government" in words
    _, places = _story(parser, "Thousands marched in Oslo. The fair in Oslo opened. People came from Oslo.")
    assert places["Oslo"].type == "place"
    assert "Norway" not in places


def test_descriptions_by_role_and_state(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Norwegian President Olav Brandtsen met Estonian President Juhan Tamm on Monday.\n"
        "The Norwegian president thanked his Estonian counterpart.\nThe Estonian leader smiled.",
    )
    assert "The Norwegian president" in _words(reports, found["Olav Brandtsen"])
    tamm = _words(reports, found["Juhan Tamm"])
    assert "his Estonian counterpart" in tamm
    assert "The Estonian leader" in tamm


def test_a_role_that_two_people_hold_stays_open(parser: Parser) -> None:
    reports, entities = _story(
        parser,
        "President Olav Brandtsen met President Juhan Tamm on Monday. Both dined late. The president left first.",
    )
    assert all("The president" not in _words(reports, e) for e in entities.values())


def test_former_and_next_holders_are_not_the_holder(parser: Parser) -> None:
    reports, found = _story(parser, "President Olav Brandtsen resigned. The next president faces a crisis.")
    assert "The next president" not in _words(reports, found["Olav Brandtsen"])


def test_the_company_is_the_company_of_the_report(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Brightwater Corp. lost the data of a million people. Brightwater told Reuters so on Monday. "
        "The company said the flaw was fixed.",
    )
    words = _words(reports, next(e for e in found.values() if e.name.startswith("Brightwater")))
    assert "The company" in words
    assert sum(w.startswith("Brightwater") for w in words) == 2


def test_named_police_and_bare_police(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Northport police arrested two men. The police found a knife. Police in Northport are looking for a third.",
    )
    entity = next(e for e in found.values() if "police" in e.name.lower())
    assert len(_words(reports, entity)) == 3


def test_pronouns_agree_in_gender(parser: Parser) -> None:
    reports, found = _story(
        parser, "Maria Lindqvist met Peter Harrow at the harbour. She sold the boat, and he paid in cash."
    )
    assert "She" in _words(reports, found["Maria Lindqvist"])
    assert "he" in _words(reports, found["Peter Harrow"])


def test_described_before_named(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A woman received a bill for a billion dollars.\nMaria Lindqvist said that she laughed.\nLindqvist called the firm.",
    )
    assert "A woman" in _words(reports, found["Maria Lindqvist"])


def test_kin_known_only_by_their_relation(parser: Parser) -> None:
    reports, found = _story(parser, "Maria Lindqvist called the firm. Lindqvist said her son had found the mistake.")
    assert "her son" in _words(reports, found["Maria Lindqvist's son"])


TEXTS = (
    "Norwegian President Olav Brandtsen met Juhan Tamm in Oslo on Monday. Brandtsen said the company would pay.",
    "The Northland Harbour Authority (NHA) said Mr. Brandtsen lied. Oslo denied it. The authority sued.",
    "Olaf Brandtsen resigned, the NHA said. Maria Tamm and Juhan Tamm wept. Tamm left in a car.",
)


def test_the_order_of_reports_does_not_matter(parser: Parser) -> None:
    reports = [_report(parser, n, t) for n, t in enumerate(TEXTS)]
    expected = link(reports)
    for order in itertools.permutations(reports):
        assert link(list(order)) == expected


def test_no_mention_belongs_to_two_entities_and_all_lie_in_the_text(parser: Parser) -> None:
    reports = [_report(parser, n, t) for n, t in enumerate(TEXTS)]
    entities = link(reports)
    text = {r.id: r.article.text for r in reports}
    seen = set()
    for entity in entities:
        assert entity.names[0] == entity.name
        assert len(entity.names) <= 12
        assert len(set(entity.names)) == len(entity.names)
        for mention in entity.mentions:
            key = (mention.span, mention.form)
            assert key not in seen
            seen.add(key)
            assert 0 <= mention.span.start < mention.span.end <= len(text[mention.span.article])
            assert mention.rule
    assert len({e.id for e in entities}) == len(entities)


def test_an_empty_story_has_no_entities(parser: Parser) -> None:
    assert link([]) == ()
    assert link([_report(parser, 0, "")]) == ()


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("alexander lobachev", "aleksandr lobachev", True),
        ("richard smith", "richard f smith", True),
        ("tayyip demirer", "recep tayyip demirer", True),
        ("noor mohammad fayez", "noor mohammad faiz", True),
        ("bill harrow", "william harrow", True),
        ("maria harrow", "david harrow", False),
        ("maria harrow", "maria lindqvist", False),
        ("harrow", "maria harrow", False),
    ],
)
def test_names_that_may_be_one_person(a: str, b: str, same: bool) -> None:
    assert same_person_name(tuple(a.split()), tuple(b.split())) is same
    assert same_person_name(tuple(b.split()), tuple(a.split())) is same


def test_slips_and_likeness() -> None:
    assert typo("lobachevskov", "lobachevskv")
    assert not typo("harrow", "barrow")
    assert not typo("tamm", "tann")
    assert alike("aleksandr", "alexander")
    assert fold("Erdoğan’s") == "erdogan"


def test_product_is_told_by_the_noun_beside_it_and_its_maker_by_the_first_word(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Nordmark International, which makes Choklette, has shrunk it. Fans of Choklette bars were angry. "
        "The Norwegian chocolate bar was first sold in 1910. Choklette bars cost more. Nordmark said on Monday that "
        "cocoa had become dear.",
        "Buyers of Choklette complained. Many Choklette bars are smaller now. The product is not what it was. "
        "Nordmark International did not answer. Nordmark has 300 workers.",
    )
    assert "The product" in _words(reports, found["Choklette"])
    assert "The Norwegian chocolate bar" in _words(reports, found["Choklette"])
    assert _words(reports, found["Nordmark International"]).count("Nordmark") == 2


def test_airline_under_its_names(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A flight of All Southern Airways turned back on Tuesday. According to All Southern, nobody was hurt. "
        "ASA said it was sorry.",
        "All Southern Airways (ASA) said in a statement that the crew had decided so. The airline gave no reason. "
        "Two agents of ASA Airlines were in court.",
    )
    words = _words(reports, found["All Southern Airways"])
    assert {"All Southern Airways", "All Southern", "ASA", "ASA Airlines", "The airline"} <= set(words)


def test_acronym_in_brackets_need_not_be_made_of_initials(parser: Parser) -> None:
    reports, found = _story(parser, "The Northern Dockers (NDX) refused. NDX went on strike in May.")
    assert _words(reports, found["Northern Dockers"]) == ["Northern Dockers", "NDX", "NDX"]


def test_tags_and_handles_that_spell_a_name(parser: Parser) -> None:
    reports, found = _story(parser, "Ana Reyes spoke on Monday. She and @AnaReyes fans met. #AnaReyes #FreeAnaReyes")
    words = _words(reports, found["Ana Reyes"])
    assert "@AnaReyes" in words
    assert "AnaReyes" in {w.lstrip("#") for w in words}
    assert not any("Free" in w for w in words)
    assert len([e for e in found.values() if "AnaReyes" in e.name]) == 0


def test_who_is_only_described_is_one_across_reports(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A passenger boarded the wrong ferry. The passenger was sent ashore in Skerra. The captain said nothing.",
        "The passenger had no ticket. Another passenger laughed.",
    )
    entity = found["the passenger"]
    assert entity.type == "person"
    assert _words(reports, entity) == ["A passenger", "The passenger", "The passenger"]
    assert not is_named(entity)
    assert "the captain" not in found  # told once: no entity


def test_descriptions_that_clash_stay_apart(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Two brothers were held. The 19-year-old woman was freed. The 60-year-old woman was not.",
        "Three brothers were held. The 19-year-old woman cried. The 60-year-old woman did not. The two brothers left.",
    )
    women = [e for e in found.values() if any("woman" in w for w in _words(reports, e))]
    assert sorted(sorted(w.lower() for w in _words(reports, e)) for e in women) == [
        ["the 19-year-old woman"] * 2,
        ["the 60-year-old woman"] * 2,
    ]
    assert all("Three brothers" not in _words(reports, e) for e in found.values())


def test_relative_pronoun_and_further_descriptions_in_apposition(parser: Parser) -> None:
    reports, found = _story(
        parser, "Ana Reyes, swimming champion, actress and author, has died. Ola Dahl, who knew her, wept."
    )
    assert {"swimming champion", "actress", "author"} <= set(_words(reports, found["Ana Reyes"]))
    assert "who" in _words(reports, found["Ola Dahl"])


def test_word_of_a_headline_is_no_given_name(parser: Parser) -> None:
    brand = (
        "Fans of Choklette bars were angry. Many blamed Brexit. Choklette bars are smaller. Brexit made cocoa dear. "
    )
    reports, found = _story(parser, f"{brand}{brand}\nBrexit Choklette", f"{brand}Nobody wants Choklette now.")
    holders = [e for e in found.values() if "Choklette" in _words(reports, e)]
    assert len(holders) == 1
    assert holders[0].type != "person"


def test_junior_is_the_same_man_unless_there_is_a_senior(parser: Parser) -> None:
    _, found = _story(parser, "Arvid Holm Jr. escaped on Monday. Arvid Holm had a gun.", "Arvid Holm Jr. was caught.")
    assert len([e for e in found.values() if "Holm" in e.name]) == 1


def test_a_ship_is_its_vessel_boat_and_ferry(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A hotel ship hit a bridge on Tuesday. The vessel, the Alpine Dawn, was carrying 103 passengers, said Ralf Mennert.\n"
        "The Alpine Dawn was towed to Osk. The skipper was not hurt.",
        "The boat struck a pillar, police said. The cruise ship was badly damaged.",
    )
    ship = found["Alpine Dawn"]
    assert ship.type == "product"
    assert {"A hotel ship", "The vessel", "The boat", "The cruise ship"} <= set(_words(reports, ship))
    assert "The skipper" not in _words(reports, found["Ralf Mennert"])  # whoever spoke last is not the skipper


def test_another_ship_stays_another(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A ferry hit a tanker off Osk. The ferry sank. Another ship took the ferry's passengers on board. The tanker burned.",
    )
    assert not any({"The ferry", "The tanker"} <= set(_words(reports, entity)) for entity in found.values())


def test_insurgents_are_those_of_the_body_that_has_fighters(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "The Zarul group attacked Osk on Monday. The army said that it had killed 20 Zarul fighters.",
        "The insurgents left the town of Osk at dawn.",
    )
    assert any("The insurgents" in _words(reports, e) for e in found.values() if e.name.startswith("Zarul"))


def test_troops_abroad_are_not_in_their_own_country(parser: Parser) -> None:
    reports, found = _story(
        parser, "Talks went on in Kenya. Kenya said little. About 2,500 US troops are in the country."
    )
    assert "the country" in _words(reports, found["Kenya"])


def test_streets_and_universities_by_their_shorter_names(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A fire broke out on E. Linden Street near the University of Norland at Tarn. Norland University closed for a day.",
        "Linden Street was blocked on Monday.",
    )
    assert any({"E. Linden Street", "Linden Street"} <= set(_words(reports, e)) for e in found.values())
    assert any({"University of Norland", "Norland University"} <= set(_words(reports, e)) for e in found.values())


def test_a_pronoun_settles_an_unknown_gender(parser: Parser) -> None:
    reports, found = _story(
        parser, "Shavane Okely was hurt, police said, as she left the house. He was arrested on Monday."
    )
    words = _words(reports, found["Shavane Okely"])
    assert "she" in words and "He" not in words
    assert found["Shavane Okely"].gender == "she"


def test_a_law_firm_is_no_person_whatever_its_name(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "Papers of Berg Holt, a Norland law firm, were leaked on Monday. Berg Holt denied it. Tarnbank, a lender, was named.",
        "The documents are from Berg Holt. Tarnbank and Osk Lines used the law firm, the paper said. The law firm is in Tarn.",
    )
    assert found["Berg Holt"].type == "organisation"
    assert _words(reports, found["Berg Holt"]).count("the law firm") == 1
    assert "The law firm" in _words(reports, found["Berg Holt"])


def test_short_forms_of_regions_companies_and_outlets(parser: Parser) -> None:
    reports, found = _story(
        parser,
        "A man from Danbury, Conn., was hurt. He came from Connecticut, Der Spiegel said. VW said it would help.",
        "Volkswagen said nothing.",
    )
    assert {"Conn.", "Connecticut"} <= set(_words(reports, found["Connecticut"]))
    assert {"VW", "Volkswagen"} <= set(_words(reports, found["Volkswagen"]))
    assert found["Der Spiegel"].type == "organisation"


def test_places_lie_in_places_and_have_coordinates(parser: Parser) -> None:
    _, found = _story(
        parser,
        "A train was stopped at Halvern Bridge in Erie, Pa., on Monday. Police in Erie said that nobody was hurt.",
        "The line from Erie to Cleveland was closed, said Ohio officials.",
    )
    erie, station = found["Erie, Pa."] if "Erie, Pa." in found else found["Erie"], found["Halvern Bridge"]
    assert erie.part_of == ("Pennsylvania", "United States")
    assert erie.latitude is not None and erie.longitude is not None
    assert (round(erie.latitude), round(erie.longitude)) == (42, -80)
    assert station.part_of[-2:] == ("Pennsylvania", "United States") and station.latitude is None
    assert found["Cleveland"].part_of == ("Ohio", "United States")


def test_a_city_of_a_common_name_is_the_one_of_the_storys_states(parser: Parser) -> None:
    _, british = _story(parser, "Officials of the United Kingdom met in Birmingham on Monday.")
    _, alabama = _story(parser, "Officials met in Birmingham, Alabama, on Monday. Alabama will pay.")
    assert british["Birmingham"].part_of == ("United Kingdom",)
    birmingham = next(e for name, e in alabama.items() if name.startswith("Birmingham"))
    assert birmingham.part_of == ("Alabama", "United States")
    _, open_ = _story(parser, "Officials met in Springfield on Monday.")
    assert open_["Springfield"].latitude is None  # nothing says which


def test_states_and_known_bodies_have_their_items(parser: Parser) -> None:
    _, found = _story(parser, "Norway and the United Nations agreed. The Tarn Group did not.")
    assert found["Norway"].wikidata == "Q20"
    assert found["United Nations"].wikidata == "Q1065"
    assert next(e for n, e in found.items() if n.startswith("Tarn")).wikidata is None
