"""Events: triggers, parties, factuality, time, on sentences written for the test with invented people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.knowledge.frames import PLOVER, factuality_words, frames, read_frames, word_classes
from consilience.knowledge.tables import table
from consilience.model.annotation import EventMention, Quotation, Timex
from consilience.model.article import Article, Capture
from consilience.model.span import Span
from consilience.stages.events import events
from consilience.stages.parse import Parser, parse


def article_of(text: str, anchor: str | None = "2031-05-10") -> Article:
    capture = Capture(id="c", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    return Article(id="a", text=text, capture=capture, anchor=anchor, paragraphs=((0, len(text)),))


def read(text: str, parser: Parser, times: tuple[Timex, ...] = ()) -> tuple[EventMention, ...]:
    article = article_of(text)
    return events(article, parse(article, parser), times, ())


def who(text: str, event: EventMention, role: str) -> list[str]:
    return [a.span.of(text) for a in event.arguments if a.role == role]


def one(text: str, kind: str, parser: Parser) -> EventMention:
    found = [e for e in read(text, parser) if e.type == kind]
    assert found, f"no {kind} in {text!r}"
    return found[0]


DIRECTED = [
    ("Norway condemned Peru for the ban.", "ACCUSE", ["Norway"], ["Peru"]),
    ("Peru was condemned by Norway on Friday.", "ACCUSE", ["Norway"], ["Peru"]),
    ("Chilean soldiers shelled a village in Bolivia.", "ASSAULT", ["Chilean soldiers"], ["Bolivia"]),
    ("Norwegian strikes on Danish ports killed nobody.", "ASSAULT", ["Norwegian"], ["Danish"]),
    ("Rebels carried out an attack on Lima.", "ASSAULT", ["Rebels"], ["Lima"]),
    ("Finland lifted its embargo on Malta.", "RETREAT", ["Finland"], ["Malta"]),
    ("Finland imposed sanctions on Malta.", "SANCTION", ["Finland"], ["Malta"]),
    ("Malta rejected a Finnish request for gas.", "REJECT", ["Malta"], ["Finnish"]),
    ("Malta agreed to open its ports to Finland.", "AGREE", ["Malta"], ["Finland"]),
    ("Malta said it would boycott Finland.", "THREATEN", ["Malta"], ["Finland"]),
    ("Finland said on Tuesday that Malta must return the ship.", "REQUEST", ["Finland"], ["Malta"]),
    ("Finland supplied Malta with dozens of tents.", "AID", ["Finland"], ["Malta"]),
    ("Police arrested Anna Holm in Oslo.", "COERCE", ["Police"], ["Anna Holm"]),
    ("Two senators, Ada Brink and Olof Dahl, urged Anna Holm to resign.", "REQUEST", ["Ada Brink", "Olof Dahl"], ["Anna Holm"]),
    ("Anna Holm turned herself in to the police.", "CONCEDE", ["Anna Holm"], ["police"]),
    ("Anna Holm was held at the county jail.", "COERCE", [], ["Anna Holm"]),
    ("Anna Holm is the prime suspect.", "ACCUSE", [], ["Anna Holm"]),
    ("The court said that Anna Holm is the prime suspect.", "ACCUSE", ["court"], ["Anna Holm"]),
    ("Malta said it would not take part in the talks.", "REJECT", [], []),
    ("Finland could cut aid to Malta if the court is closed.", "THREATEN", ["Finland"], ["Malta"]),
    ("The withdrawal of Finland from the islands ended.", "RETREAT", ["Finland"], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "recipient"), DIRECTED)
def test_who_does_it_to_whom(text: str, kind: str, source: list[str], recipient: list[str], parser: Parser) -> None:
    event = one(text, kind, parser)
    assert (who(text, event, "source"), who(text, event, "recipient")) == (source, recipient)


EQUAL = [
    ("Norway and Peru signed a treaty in Lima.", "AGREE", {"Norway", "Peru"}),
    ("France, Germany and Malta reached a deal with Peru.", "AGREE", {"France", "Germany", "Malta", "Peru"}),
    ("Talks between Norway and Peru ended on Friday.", "CONSULT", {"Norway", "Peru"}),
    ("Norway held talks with Peru.", "CONSULT", {"Norway", "Peru"}),
    ("The foreign ministers of Norway, Malta and Peru met in Oslo.", "CONSULT", {"Norway", "Malta", "Peru"}),
]


@pytest.mark.parametrize(("text", "kind", "actors"), EQUAL)
def test_parties_on_an_equal_footing(text: str, kind: str, actors: set[str], parser: Parser) -> None:
    assert set(who(text, one(text, kind, parser), "actor")) == actors


STATUS = [
    ("Norway attacked Peru.", "ASSAULT", "done", "CT+"),
    ("Norway did not attack Peru.", "ASSAULT", "not done", "CT-"),
    ("Norway denied that it attacked Peru.", "ASSAULT", "denied", "CT-"),
    ("Norway failed to rescue the miners.", "AID", "not done", "CT-"),
    ("The king ordered the army to attack Peru.", "ASSAULT", "ordered", "Uu"),
    ("Anna Holm is accused of attacking a guard.", "ASSAULT", "alleged", "PR+"),
    ("Norway plans to arrest Anna Holm.", "COERCE", "planned", "Uu"),
]


@pytest.mark.parametrize(("text", "kind", "status", "level"), STATUS)
def test_factuality(text: str, kind: str, status: str, level: str, parser: Parser) -> None:
    event = one(text, kind, parser)
    assert (event.status, event.factuality) == (status, level)


NOT_EVENTS = [
    "The company declined to comment.",
    "She was fired up before the match.",
    "He asked a question.",
    "They picked up the boxes.",
    "The firm released an album.",
    "The firm released its new commercial.",
    "The commercial was shot in Peru.",
    "Anna Holm shot a short clip on Friday.",
    "The Twitter war went on.",
    "The legal battle between Anna Holm and Olof Dahl went on.",
    "Anna Holm entered the race on Friday.",
]


@pytest.mark.parametrize("text", NOT_EVENTS)
def test_common_words_in_other_senses_are_no_political_events(text: str, parser: Parser) -> None:
    assert not [e for e in read(text, parser) if e.type in PLOVER]


def test_a_headline_without_its_auxiliary_is_a_passive(parser: Parser) -> None:
    text = "Three men arrested after raid on bank"
    event = one(text, "COERCE", parser)
    assert who(text, event, "recipient") == ["Three men"]
    assert who(text, event, "source") == []


def test_a_particle_read_as_an_adverb_still_makes_the_verb(parser: Parser) -> None:
    text = "Anna Holm, who stepped down last week as Dahl Foods's chief executive, is scheduled to testify on Tuesday."
    assert "Anna Holm" in who(text, one(text, "resignation", parser), "source")


def test_deaths_without_an_attacker_are_no_assault(parser: Parser) -> None:
    assert {e.type for e in read("The earthquake killed 40 people.", parser)} >= {"death"}
    assert not [e for e in read("Keepers shot the gorilla.", parser) if e.type == "ASSAULT"]


def test_time_attaches_to_its_own_clause_and_marks_history(parser: Parser) -> None:
    text = "Norway, which attacked Peru in 2019, signed a treaty with Malta on Friday."
    times = (
        Timex(span=Span(article="a", start=31, end=35), type="DATE", value="2019"),
        Timex(span=Span(article="a", start=67, end=73), type="DATE", value="2031-05-09"),
    )
    assert [t.span.of(text) for t in times] == ["2019", "Friday"]
    found = {e.type: e for e in read(text, parser, times)}
    assert (found["ASSAULT"].time, found["ASSAULT"].background) == (times[0], True)
    assert (found["AGREE"].time, found["AGREE"].background) == (times[1], False)


def test_a_users_own_frames_replace_ours(parser: Parser) -> None:
    article = article_of("Norway visited Peru.")
    row = {"word": "visit", "pos": "v", "with": "", "type": "sport", "mode": "away", "source": "", "recipient": ""}
    found = events(article, parse(article, parser), (), (), table=read_frames([row]))
    assert [(e.type, who(article.text, e, "recipient")) for e in found] == [("sport", ["Peru"])]


WORDS = [
    "Norway",
    "Peru",
    "police",
    "attacked",
    "talks",
    "with",
    "the",
    "signed",
    "treaty",
    "not",
    "will",
    ",",
    "said",
    "and",
    "was",
    ".",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_spans_lie_inside_the_text_and_runs_agree(parser: Parser, text: str) -> None:
    first = read(text, parser)
    assert first == read(text, parser)
    for event in first:
        for span in (event.trigger, *(a.span for a in event.arguments)):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]


def test_the_tables_are_sound() -> None:
    for (pos, word), listed in frames().items():
        assert pos in ("v", "n", "a")
        assert word == word.strip().lower(), word
        for frame in listed:
            assert frame.type in PLOVER or frame.type == "-" or frame.type.islower()
        unconditional = [k for k, f in enumerate(listed) if not f.conditions]
        assert not unconditional or unconditional[0] == len(listed) - 1, (
            f"{word}: frames after its general one are never read"
        )
    assert {row["class"] for row in table("factuality")} == set(factuality_words().values())
    assert all(words for words in word_classes().values())


def quoted(text: str, says: str, source: str) -> Quotation:
    def span(words: str) -> Span:
        at = text.index(words)
        return Span(article="a", start=at, end=at + len(words))

    return Quotation(id="q", article="a", content=(span(says),), source=(span(source),), direct=True)


def read_quoted(text: str, says: str, source: str, parser: Parser) -> tuple[EventMention, ...]:
    article = article_of(text)
    return events(article, parse(article, parser), (), (quoted(text, says, source),))


def test_a_verb_without_a_frame_tells_an_act_of_its_subject(parser: Parser) -> None:
    text = "Anna Holm repainted the old lighthouse in Oslo."
    (event,) = read(text, parser)
    assert (event.type, event.mode, event.rule) == ("act", "repaint", "plain verb")
    assert who(text, event, "source") == ["Anna Holm"]


@pytest.mark.parametrize("text", ["Anna Holm believes in rain.", "The wallpaper faded.", "Anna Holm has three sons."])
def test_states_thoughts_and_things_are_no_acts(text: str, parser: Parser) -> None:
    assert [e for e in read(text, parser) if e.rule == "plain verb"] == []


JUDGED = [
    ("Anna Holm said the Norwegian ban was illegal.", "ACCUSE", ["Anna Holm"], ["Norwegian"]),
    ("Anna Holm said that Norway lied to its fishermen.", "ACCUSE", ["Anna Holm"], ["Norway"]),
    ("Anna Holm said Norway's plan was a good step.", "SUPPORT", ["Anna Holm"], ["Norway"]),
]


@pytest.mark.parametrize(("text", "kind", "source", "recipient"), JUDGED)
def test_who_speaks_ill_or_well_of_another(
    text: str, kind: str, source: list[str], recipient: list[str], parser: Parser
) -> None:
    event = next(e for e in read(text, parser) if e.type == kind and e.rule.startswith("said that"))
    assert (who(text, event, "source"), who(text, event, "recipient")) == (source, recipient)


def test_a_judgement_denied_or_of_oneself_accuses_nobody(parser: Parser) -> None:
    for text in ("Anna Holm said the ban was not illegal.", "Anna Holm said that I was wrong.", "The ban was illegal."):
        assert [e for e in read(text, parser) if e.type == "ACCUSE"] == []


def test_the_speaker_of_a_quotation_judges_demands_and_is_meant_by_we(parser: Parser) -> None:
    text = '"The ban is illegal," Anna Holm told a crowd.'
    accused = next(e for e in read_quoted(text, '"The ban is illegal,"', "Anna Holm", parser) if e.type == "ACCUSE")
    assert who(text, accused, "source") == ["Anna Holm"]
    text = '"We thank Norway," Anna Holm told a crowd.'
    praised = next(e for e in read_quoted(text, '"We thank Norway,"', "Anna Holm", parser) if e.type == "SUPPORT")
    assert (who(text, praised, "source"), who(text, praised, "recipient")) == (["Anna Holm"], ["Norway"])
    text = '"Norway must open the port," Anna Holm told a crowd.'
    asked = next(
        e for e in read_quoted(text, '"Norway must open the port,"', "Anna Holm", parser) if e.type == "REQUEST"
    )
    assert (who(text, asked, "source"), who(text, asked, "recipient")) == (["Anna Holm"], ["Norway"])


def test_a_denied_charge_was_made(parser: Parser) -> None:
    text = "Norway denied Peruvian allegations that it sank the ship."
    charge = one(text, "ACCUSE", parser)
    assert (who(text, charge, "source"), charge.factuality) == (["Peruvian"], "CT+")
    assert one(text, "REJECT", parser).mode == "deny"


def test_the_victim_is_not_whom_a_question_blames(parser: Parser) -> None:
    text = "Anna Holm questioned why soldiers killed Olof Dahl."
    assert "Olof Dahl" not in who(text, one(text, "ACCUSE", parser), "recipient")


def test_places_told_further_off(parser: Parser) -> None:
    text = "Anna Holm was presented with an award in Norway."
    assert who(text, one(text, "SUPPORT", parser), "place") == ["Norway"]
    text = "She lives in London, where weekly protests against Peru have been held."
    assert who(text, one(text, "PROTEST", parser), "place") == ["London"]


def test_a_group_is_known_by_who_leads_it(parser: Parser) -> None:
    text = "A team led by Anna Holm and Olof Dahl discovered a moon."
    assert who(text, one(text, "discovery", parser), "source") == ["Anna Holm", "Olof Dahl"]


def test_who_denies_a_misdeed_of_their_own_rejects_it(parser: Parser) -> None:
    text = '"I did not mislead the committee," Anna Holm told a crowd.'
    found = read_quoted(text, '"I did not mislead the committee,"', "Anna Holm", parser)
    assert [who(text, e, "source") for e in found if e.type == "REJECT"] == [["Anna Holm"]]
    assert [e for e in found if e.type == "ACCUSE"] == []


def test_a_phrase_of_the_light_verb_is_read_with_the_noun(parser: Parser) -> None:
    text = "Norway launched operations in July against the rebels."
    event = one(text, "ASSAULT", parser)
    assert (who(text, event, "source"), who(text, event, "recipient")) == (["Norway"], ["rebels"])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Two senators called on Anna Holm to veto the bill.", ["Anna Holm"]),
        ("Senators are calling for Anna Holm to veto the bill.", ["Anna Holm"]),
    ],
)
def test_who_is_called_on_does_what_is_asked(text: str, source: list[str], parser: Parser) -> None:
    assert who(text, one(text, "REJECT", parser), "source") == source


def test_who_calls_to_ask_is_the_one_who_asks(parser: Parser) -> None:
    text = "Olof Dahl called Anna Holm to urge a veto."
    assert who(text, one(text, "REQUEST", parser), "source") == ["Olof Dahl"]


WORDED = [
    ("Malta denied that Finland had attacked its ships.", "ASSAULT", "denied", "Malta"),
    ("Norway accused Peru of attacking a village in Chile.", "ASSAULT", "alleged", "Norway"),
    ("Police allege that Anna Holm attacked a guard in Oslo.", "ASSAULT", "alleged", "Police"),
    ("Finland plans to meet Malta in June.", "CONSULT", "planned", "Finland"),
    ("Anna Holm said that Finland may attack Malta.", "ASSAULT", "possible", "Anna Holm"),
    ("The court ordered Finland to release the sailors.", "RETREAT", "ordered", "court"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "status", "holder"), WORDED)
def test_on_whose_word_an_event_is_denied_alleged_or_planned(
    text: str, kind: str, status: str, holder: str, parser: Parser
) -> None:
    event = one(text, kind, parser)
    assert event.status == status
    assert event.holder is not None
    assert event.holder.span.of(text) == holder


@pytest.mark.parametrize(
    "text",
    [
        "Finland attacked Malta.",  # told as done
        "Finland reportedly attacked Malta.",  # nobody is told to report it
        "Finland did not attack Malta.",  # the report's own word
    ],
)
def test_where_nobody_is_told_to_say_so_an_event_is_on_no_ones_word(text: str, parser: Parser) -> None:
    assert one(text, "ASSAULT", parser).holder is None


COURTS_AND_CHAMBERS = [
    ("Judge Ada Brink blocked the new rule on Friday.", "REJECT", "block", "Judge Ada Brink"),
    ("The Senate voted to override the veto of Governor Olof Dahl.", "REJECT", "override", "Senate"),
    ("Minister Anna Holm directed the Harbour Office to open the gates.", "REQUEST", "order", "Minister Anna Holm"),
    ("Anna Holm withdrew from consideration for the post.", "resignation", "withdraw", "Anna Holm"),
    ("The Supreme Court ruling of May surprised the fishermen.", "trial", "ruling", "Supreme Court"),
    ("Brink Stores will stop selling rifles in Oslo.", "business", "end", "Brink Stores"),
    ("Firefighters tackled the blaze until dawn.", "rescue", "fight fire", "Firefighters"),
    ("Ada Brink took the oath in Lima.", "appointment", "office", "Ada Brink"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "mode", "source"), COURTS_AND_CHAMBERS)
def test_acts_of_courts_chambers_and_firms(text: str, kind: str, mode: str, source: str, parser: Parser) -> None:
    event = one(text, kind, parser)
    assert event.mode == mode
    assert who(text, event, "source")[0] == source


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brink raised questions about the ferry.",
        "Norway raised concerns about the ferry.",
    ],
)
def test_who_raises_a_question_changes_nothing(text: str, parser: Parser) -> None:
    assert not [e for e in read(text, parser) if e.type in ("change", "business")]


@pytest.mark.parametrize(
    ("text", "hospital"),
    [
        ("Doctors treated Anna Holm for burns.", True),
        ("Anna Holm was treated at the scene.", True),
        ("The state will treat farmers as firms.", False),
        ("Judges treated Anna Holm like a thief.", False),
    ],
)
def test_who_is_treated_as_something_is_in_no_hospital(text: str, hospital: bool, parser: Parser) -> None:
    assert bool([e for e in read(text, parser) if e.type == "hospital"]) is hospital


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("Anna Holm said that Malta needs to return the ship.", True),
        ("Anna Holm said that Malta has to return the ship.", True),
        ("Anna Holm said that Malta may have to return the ship.", False),
        ("Anna Holm said that Malta does not need to return the ship.", False),
        ("Anna Holm said that sailors who need to return the ship are tired.", False),
        ("Malta needs to return the ship.", False),  # nobody is told to say so
    ],
)
def test_who_says_that_another_needs_to_do_it_demands_it(text: str, demand: bool, parser: Parser) -> None:
    found = [e for e in read(text, parser) if e.type == "REQUEST" and e.mode == "demand"]
    assert [who(text, e, "source") + who(text, e, "recipient") for e in found] == [["Anna Holm", "Malta"]] * demand


def test_a_demand_is_made_though_what_it_asks_is_not_done(parser: Parser) -> None:
    event = one("Finland said on Tuesday that Malta should return the ship.", "REQUEST", parser)
    assert (event.factuality, event.status, event.holder) == ("CT+", "done", None)
