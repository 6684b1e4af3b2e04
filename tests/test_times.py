from __future__ import annotations

from itertools import pairwise

import pytest

from consilience.model.annotation import Timex
from consilience.model.article import Article, Capture, Dateline, Furniture
from consilience.model.span import Span
from consilience.stages.parse import Parser, parse
from consilience.stages.times import times

THURSDAY = "2025-08-21"  # the anchor of most cases


def report(text: str, anchor: str | None = THURSDAY, **more: object) -> Article:
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    capture = Capture(id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    fields: dict[str, object] = {"paragraphs": tuple(lines), "anchor": anchor, "published": anchor} | more
    return Article(id="a", text=text, capture=capture, **fields)  # type: ignore[arg-type]


def read(parser: Parser, text: str, anchor: str | None = THURSDAY) -> dict[str, Timex]:
    article = report(text, anchor)
    return {t.span.of(text): t for t in times(article, parse(article, parser))}


# text, expression as spanned, type, value, mod
CASES = [
    ("The mayor of Orlec resigned on Wednesday.", "Wednesday", "DATE", "2025-08-20", None),
    ("The mayor of Orlec resigned on Thursday.", "Thursday", "DATE", "2025-08-21", None),
    ("The council will meet on Wednesday.", "Wednesday", "DATE", "2025-08-27", None),
    ("The envoy was scheduled to return Saturday to Orlec.", "Saturday", "DATE", "2025-08-23", None),
    ("He arrived in Orlec on Tuesday night.", "Tuesday night", "TIME", "2025-08-19TNI", None),
    ("The bridge collapsed late on Sunday.", "late on Sunday", "DATE", "2025-08-17", "END"),
    ("The bridge collapsed last Thursday.", "last Thursday", "DATE", "2025-08-14", None),
    ("The court will hear the case next Thursday.", "next Thursday", "DATE", "2025-08-28", None),
    ("The two sides signed a treaty in January.", "January", "DATE", "2025-01", None),
    ("The two sides will sign a treaty in January.", "January", "DATE", "2026-01", None),
    ("The deal was struck in early August.", "early August", "DATE", "2025-08", "START"),
    ("The ministers threatened in July to close the border at the end of August.", "the end of August", "DATE", "2025-08", "END"),
    ("The law was passed in mid-2019.", "mid-2019", "DATE", "2019", "MID"),
    ("The letter was sent on Oct. 28.", "Oct. 28", "DATE", "2024-10-28", None),
    ("The president is due to be sworn in on 20 January.", "20 January", "DATE", "2026-01-20", None),
    ("The May 1 deadline was close to being missed.", "May 1", "DATE", "2025-05-01", None),
    ("The September 12 deadline had begun to look unlikely.", "September 12", "DATE", "2025-09-12", None),
    ("The mayor opened the fair on September 3.", "September 3", "DATE", "2025-09-03", None),
    ("He is the prime suspect for Sunday’s shooting.", "Sunday’s", "DATE", "2025-08-17", None),
    ("Anyone with information about Tuesday's fire is asked to call.", "Tuesday's", "DATE", "2025-08-19", None),
    ("Police now believe the two weekend shootings are related.", "weekend", "DATE", "2025-W33-WE", None),
    ("The fuel will be pumped out before the ferry is towed to Orlec on Sunday.", "Sunday", "DATE", "2025-08-24", None),
    ("The light will be built by the end of next year.", "the end of next year", "DATE", "2026", "END"),
    ("The pullout will be completed by the 9/11 anniversary.", "9/11", "DATE", "2025-09-11", None),
    ("The talks are due to begin in a few weeks.", "a few weeks", "DATE", "2025-09", "APPROX"),
    ("They spoke of the upcoming October ballot.", "October", "DATE", "2025-10", None),
    ("“It is 2021,” she said.", "2021", "DATE", "2021", None),
    ("The fort was taken on April 4, 1917.", "April 4, 1917", "DATE", "1917-04-04", None),
    ("The fort was taken on Monday, 7 April 2025.", "Monday, 7 April 2025", "DATE", "2025-04-07", None),
    ("The fair ran May 3-5, 2024, in Orlec.", "May 3-5, 2024", "DATE", "2024-05-03", None),
    ("The strike began in March last year.", "March last year", "DATE", "2024-03", None),
    ("The strike began last October.", "last October", "DATE", "2024-10", None),
    ("The firm moved there in 2015.", "2015", "DATE", "2015", None),
    ("She praised 2015's accord.", "2015", "DATE", "2015", None),
    ("The 2016 election was close.", "2016", "DATE", "2016", None),
    ("He served in the 1990s.", "the 1990s", "DATE", "199", None),
    ("He served in the early 1990s.", "the early 1990s", "DATE", "199", "START"),
    ("The abbey dates from the 19th century.", "the 19th century", "DATE", "18", None),
    ("The league title of 2015-16 was theirs.", "2015-16", "DATE", "2015", None),
    ("Police arrested him yesterday.", "yesterday", "DATE", "2025-08-20", None),
    ("Police arrested him last night.", "last night", "TIME", "2025-08-20TNI", None),
    ("Police arrested him this morning.", "this morning", "TIME", "2025-08-21TMO", None),
    ("Police arrested him the day before yesterday.", "the day before yesterday", "DATE", "2025-08-19", None),
    ("Police arrested him two days ago.", "two days ago", "DATE", "2025-08-19", None),
    ("Police arrested him two weeks ago.", "two weeks ago", "DATE", "2025-W32", None),
    ("Police arrested him more than two years ago.", "more than two years ago", "DATE", "2023", "MORE_THAN"),
    ("Police arrested him a few weeks ago.", "a few weeks ago", "DATE", "2025-07", "APPROX"),
    ("Police arrested him last week.", "last week", "DATE", "2025-W33", None),
    ("Police arrested him earlier this month.", "earlier this month", "DATE", "2025-08", None),
    ("Police arrested him late last year.", "late last year", "DATE", "2024", "END"),
    ("The talks will resume next week.", "next week", "DATE", "2025-W35", None),
    ("The talks will resume in two weeks.", "two weeks", "DATE", "2025-W36", None),
    ("The governor has until the end of the week to sign.", "the end of the week", "DATE", "2025-W34", "END"),
    ("The work should be done by year's end.", "year's end", "DATE", "2025", "END"),
    ("Thousands marched over the weekend.", "the weekend", "DATE", "2025-W33-WE", None),
    ("Fans will gather this weekend.", "this weekend", "DATE", "2025-W34-WE", None),
    ("The coast was quiet last summer.", "last summer", "DATE", "2024-SU", None),
    ("Floods came in the spring of 2019.", "the spring of 2019", "DATE", "2019-SP", None),
    ("Sales fell in the third quarter of 2024.", "the third quarter of 2024", "DATE", "2024-Q3", None),
    ("The group has killed dozens in the past seven years.", "the past seven years", "DATE", "2018", None),
    ("For eight years, villagers have marched to the spring.", "eight years", "DATE", "2017", None),
    ("The firm has over 40 years of experience.", "over 40 years", "DURATION", "P40Y", "MORE_THAN"),
    ("The flight lasted about ten minutes.", "about ten minutes", "DURATION", "PT10M", "APPROX"),
    ("They waited for half an hour.", "half an hour", "DURATION", "PT0.5H", None),
    ("The decades-long dispute ended.", "decades-long", "DURATION", "PXDE", None),
    ("They marched every Friday.", "every Friday", "SET", "XXXX-WXX-5", None),
    ("The village meets twice a week.", "twice a week", "SET", "P1W", None),
    ("The post pays 900 crowns a month.", "a month", "SET", "P1M", None),
    ("In recent years the river has shrunk.", "recent years", "DATE", "PAST_REF", None),
    ("The plan will be clear in the coming months.", "the coming months", "DATE", "FUTURE_REF", None),
    ("The shops were shut on Christmas Day.", "Christmas Day", "DATE", "2024-12-25", None),
    ("Riots marred New Year's Eve 2015.", "New Year's Eve 2015", "DATE", "2015-12-31", None),
    ("They will vote on Election Day 2028.", "Election Day 2028", "DATE", "2028-11-07", None),
    ("The shot was heard at 11:30pm on Monday.", "11:30pm on Monday", "TIME", "2025-08-18T23:30", None),
    ("The shot was heard on Monday at 5 a.m. in Orlec.", "Monday at 5 a.m.", "TIME", "2025-08-18T05:00", None),
    ("The ship sailed on Monday at 17:45 GMT.", "Monday at 17:45 GMT", "TIME", "2025-08-18T17:45+00:00", None),
    ("The blast came on Monday, about an hour before midnight.",
     "Monday, about an hour before midnight", "TIME", "2025-08-18T23:00", "APPROX"),
    ("The mine opened in 2010 and closed two years later.", "two years later", "DATE", "2012", None),
    ("The plan costs $2 billion over eight years.", "eight years", "DURATION", "P8Y", None),
    ("She was jailed for two years and three months.", "two years and three months", "DURATION", "P2Y3M", None),
    ("The flight lasted nine minutes and 46 seconds.", "nine minutes and 46 seconds", "DURATION", "PT9M46S", None),
    ("From September to December 2014 the mine lay idle.", "September", "DATE", "2014-09", None),
    ("The poll was taken Thursday through Monday.", "Thursday", "DATE", "2025-08-14", None),
    ("He was arrested Thursday afternoon (Aug. 7).", "Thursday afternoon", "TIME", "2025-08-07TAF", None),
    ("Two days later, on August 5, he came.", "Two days later", "DATE", "2025-08-05", None),
    ("He left on the evening of 14 August.", "the evening of 14 August", "TIME", "2025-08-14TEV", None),
    ("Visitors may come from 5 to 7 p.m. today.", "5 to 7 p.m. today", "TIME", "2025-08-21T17:00", None),
    ("Visitors may come from 11 to 1 p.m. on Sunday.", "11 to 1 p.m. on Sunday", "TIME", "2025-08-24T11:00", None),
    ("He was at sea from 10 p.m. Saturday to 3 a.m. Sunday.", "10 p.m. Saturday", "TIME", "2025-08-16T22:00", None),
    ("Crews fixed it from 9 p.m. to 3 a.m. on Tuesday.", "9 p.m.", "TIME", "2025-08-18T21:00", None),
    ("The rocket rose at 9 a.m. Sunday (7:30 p.m. ET Saturday).", "7:30 p.m. ET Saturday", "TIME", "2025-08-16T19:30", None),
    ("He was freed just after midnight Tuesday.", "just after midnight Tuesday", "TIME", "2025-08-19T00:00", "APPROX"),
    ("It ended ten minutes before midnight on Tuesday.", "ten minutes before midnight on Tuesday", "TIME", "2025-08-19T23:50", None),
    ("It was sold around midday on Tuesday.", "around midday on Tuesday", "TIME", "2025-08-19T12:00", "APPROX"),
    ("He rose on Tuesday at ten past seven.", "Tuesday at ten past seven", "TIME", "2025-08-19T07:10", None),
    ("Asked on Monday whether she would run, the mayor smiled.", "Monday", "DATE", "2025-08-18", None),
    ("The film opens Friday.", "Friday", "DATE", "2025-08-22", None),
    ("They face voters in November's general election.", "November", "DATE", "2025-11", None),
    ("The question is on the ballot in November.", "November", "DATE", "2025-11", None),
    ("He wants to try those who robbed the bank on August 7.", "August 7", "DATE", "2025-08-07", None),
    ("The men who attacked the towers on September 11 came by air.", "September 11", "DATE", "2001-09-11", None),
    ("An 1868 treaty gave them land.", "1868", "DATE", "1868", None),
    ("Jobs will be lost into 2031.", "2031", "DATE", "2031", None),
    ("A cut in 2015 payments hurt them.", "2015", "DATE", "2015", None),
    ("Prices began to rise months ago.", "months ago", "DATE", "PAST_REF", None),
    ("Prices began to rise a few years ago.", "a few years ago", "DATE", "2022", "APPROX"),
    ("They met weeks before the fair.", "weeks before", "DURATION", "PXW", None),
    ("She had moved a year earlier from Orlec.", "a year earlier", "DATE", None, None),
    ("The annual fair was held.", "annual", "SET", "P1Y", None),
    ("They earn $19 a day.", "a day", "SET", "P1D", None),
    ("The Mother 's Day parade was cold.", "Mother 's Day", "DATE", "2025-05-11", None),
    ("He moved there for the summer.", "the summer", "DATE", "2025-SU", None),
    ("They spent three nights there.", "three nights", "DURATION", "P3D", None),
    ("He left two weeks back.", "two weeks back", "DATE", "2025-W32", None),
    ("Many years ago it burned.", "Many years ago", "DATE", "PAST_REF", None),
    ("On Friday nights they sing.", "Friday nights", "SET", "XXXX-WXX-5TNI", None),
    ("It has rained for the past half-dozen days.", "the past half-dozen days", "DATE", "2025-08-15", None),
    ("That could hurt him in November if he wins.", "November", "DATE", "2025-11", None),
    ("It happened around midnight Thursday.", "around midnight Thursday", "TIME", "2025-08-21T00:00", "APPROX"),
    ("He was sentenced to 45 years after entering his plea.", "45 years after", "DURATION", "P45Y", None),
    ("She learned months earlier that it broke.", "months earlier", "DATE", None, None),
    ("The mayor said tests would be done Wednesday.", "Wednesday", "DATE", "2025-08-20", None),
    ("Some 2016 presidential candidates met.", "2016", "DATE", "2016", None),
    ("It fell on Friday evening, August 8, in Orlec.", "Friday evening", "TIME", "2025-08-08TEV", None),
    ("He served two years before he was freed on May 4.", "two years before", "DURATION", "P2Y", None),
    ("It lasted an hours-long night.", "an hours-long", "DURATION", "PTXH", None),
    ("It will be held July 8 and 9 in Orlec.", "July 8 and 9", "DATE", "2026-07-08", None),
    ("He fell at three o’clock Wednesday afternoon.", "three o’clock Wednesday afternoon", "TIME", "2025-08-20T15:00", None),
    ("He fell around 8:30 Saturday evening.", "around 8:30 Saturday evening", "TIME", "2025-08-16T20:30", "APPROX"),
]  # fmt: skip


# The anchor is Thursday, 21 August 2025.
LOOKING = [
    ("Voters this November know who stood for them.", "this November", "2025-11"),
    ("The quarrel dates back to January, when he left.", "January", "2025-01"),
    ("The election is Tuesday, and nobody is sure.", "Tuesday", "2025-08-26"),
    ("The message from Monday is clear.", "Monday", "2025-08-18"),
    ("Monday's verdict will lead to a change.", "Monday", "2025-08-18"),
    ("They had hoped to vote on Monday.", "Monday", "2025-08-18"),
    ("They hope to vote on Monday.", "Monday", "2025-08-25"),
    ("The court will hear the July ruling.", "July", "2025-07"),
    ("They won control in the November election.", "November", "2024-11"),
]


@pytest.mark.parametrize(("text", "phrase", "value"), LOOKING)
def test_which_way_the_words_look(parser: Parser, text: str, phrase: str, value: str) -> None:
    found = [t.value for words, t in read(parser, text).items() if phrase in words]
    assert found == [value]


def test_the_day_after_the_anchor_is_meant_where_the_news_is_told_only(parser: Parser) -> None:
    fill = "The mayor spoke on Monday. He was calm. She was not. They sat down. The hall was full. "
    for text, value in (("The hall burned on Friday.", "2025-08-22"), (f"{fill}It burned on Friday.", "2025-08-15")):
        assert read(parser, text)["Friday"].value == value


@pytest.mark.parametrize(("text", "phrase", "kind", "value", "mod"), CASES)
def test_planted(parser: Parser, text: str, phrase: str, kind: str, value: str | None, mod: str | None) -> None:
    found = read(parser, text)
    assert phrase in found, sorted(found)
    got = found[phrase]
    assert (got.type, got.value, got.mod) == (kind, value, mod), got.rule
    assert got.rule
    assert got.anchor == THURSDAY


@pytest.mark.parametrize(
    "text",
    [
        "The ministers may meet and march on.",
        "It was the second attack; the sun sat low.",
        "The 17-year-old gorilla was shot.",
        "Some 2016 people signed the paper.",
        "May Harlow said April Stone was her friend.",
        "He reads USA Today and the Sunday Times.",
        "She is 4 years old.",
        "Flight 1984 landed safely.",
        "The Christmas tree was lit.",
        "The Black Friday label stuck.",
        "She saw the film 13 Hours there.",
        "The race is a 1500 metre run.",
        "A Long March rocket rose.",
    ],
)
def test_no_false_spots(parser: Parser, text: str) -> None:
    found = read(parser, text)
    assert not {p: t for p, t in found.items() if t.type in ("DATE", "TIME", "DURATION") and p != "Black Friday"}


def test_ranges_keep_both_ends(parser: Parser) -> None:
    assert read(parser, "The fair ran May 3-5, 2024, in Orlec.")["May 3-5, 2024"].end_value == "2024-05-05"
    assert read(parser, "The league title of 2015-16 was theirs.")["2015-16"].end_value == "2016"
    assert read(parser, "Sentences run 20 to 25 years there.")["20 to 25 years"].end_value == "P25Y"
    assert read(parser, "It has grown in the past two years.")["the past two years"].end_value == THURSDAY


def test_a_range_of_hours_has_two_ends(parser: Parser) -> None:
    assert read(parser, "Come from 5 to 7 p.m. today.")["5 to 7 p.m. today"].end_value == "2025-08-21T19:00"
    assert read(parser, "It runs from 9 to 3 a.m. today.")["9 to 3 a.m. today"].end_value == "2025-08-22T03:00"


def test_hours_count_from_the_clock_told_before(parser: Parser) -> None:
    found = read(parser, "The plane left at 11:36 a.m. on Tuesday. It was back eight hours later.")
    assert found["eight hours later"].value == "2025-08-19T19:36"
    found = read(parser, "The plane left at 8 p.m. on Tuesday. It was back eight hours later.")
    assert found["eight hours later"].value == "2025-08-20T04:00"
    alone = read(parser, "The plane left. It was back eight hours later.")["eight hours later"]
    assert (alone.type, alone.value) == ("DURATION", "PT8H")


def test_a_clock_is_not_on_a_day_of_what_would_be_done(parser: Parser) -> None:
    text = "He was shot on Tuesday. The mayor said tests would be done Wednesday. A car burned at noon."
    assert read(parser, text)["noon"].value == "2025-08-19T12:00"


def test_the_new_year_has_begun(parser: Parser) -> None:
    assert read(parser, "They rang in the new year.", anchor="2026-01-02")["the new year"].value == "2026"
    assert read(parser, "They plan for the new year.", anchor="2025-12-02")["the new year"].value == "2026"


def test_vague_months_do_not_name_the_year_before(parser: Parser) -> None:
    assert read(parser, "In recent months it rained.", anchor="2025-02-02")["recent months"].value == "PAST_REF"


def test_in_quotation_marks_today_is_the_day_of_the_speech(parser: Parser) -> None:
    text = "The mayor spoke Tuesday night in Orlec. “We won tonight,” she said. He will speak tonight."
    assert [t.value for t in times(report(text), parse(report(text), parser)) if "tonight" in t.span.of(text)] == [
        "2025-08-19TNI",
        "2025-08-21TNI",
    ]
    assert read(parser, "“We will win tomorrow,” she said on Monday.")["tomorrow"].value == "2025-08-19"
    assert read(parser, "She said on Monday that they would win tomorrow.")["tomorrow"].value == "2025-08-22"


def test_today_in_a_post_is_the_day_of_the_post(parser: Parser) -> None:
    text = "A sad thing happened here today: more below — Orlec Zoo (@orleczoo) May 28, 2025\nIt is shut today."
    article = report(text)
    found = [t.value for t in times(article, parse(article, parser)) if t.span.of(text) == "today"]
    assert found == ["2025-05-28", "2025-08-21"]


def test_a_post_shown_is_no_younger_than_its_report(parser: Parser) -> None:
    text = "The bar shrank in October. — Ada Brill (@adabrill) November 8, 2025"
    got = read(parser, text, anchor="2025-08-11")["October"]
    assert (got.value, got.anchor) == ("2025-10", "2025-11-08")


def test_an_event_told_with_its_date_in_a_clause(parser: Parser) -> None:
    found = read(parser, "A month after the flood, which took place on July 3, she left.")
    assert found["A month after"].value == "2025-08"


def test_a_coarse_date_is_no_base_for_a_finer_count(parser: Parser) -> None:
    text = "The election of 2016 was close. Fourteen months after the election, she left."
    assert read(parser, text)["Fourteen months after"].value == "P14M"


def test_a_clock_takes_the_day_told_soon_behind_it(parser: Parser) -> None:
    text = "Crews were called at 3 a.m. to a bar. The bar had closed on Sunday."
    assert read(parser, text)["3 a.m."].value == "2025-08-17T03:00"


def test_what_is_told_before_is_the_base(parser: Parser) -> None:
    text = "The dam broke on Aug. 4. The next day, soldiers came. A week later, the valley was dry. The same month, rains fell."
    found = read(parser, text)
    assert found["The next day"].value == "2025-08-05"
    assert found["A week later"].value == "2025-W33"
    assert found["The same month"].value == "2025-08"
    late = read(parser, "The raid began on Tuesday night. Fighting went on into the early hours of the morning.")
    assert late["the early hours of the morning"].value == "2025-08-20TMO"


def test_a_day_to_come_is_not_the_base_of_what_is_past(parser: Parser) -> None:
    text = "The troops left on Monday. They will all be gone by September 11. The order came on the same day."
    assert read(parser, text)["the same day"].value == "2025-08-18"


def test_a_clock_after_midnight_fits_a_morning(parser: Parser) -> None:
    text = (
        "The man gave himself up on Tuesday night. Sunday morning's fight left one dead. He died at 1:02 a.m. in Orlec."
    )
    assert read(parser, text)["1:02 a.m."].value == "2025-08-17T01:02"


def test_saying_is_not_the_base_where_something_else_is_dated(parser: Parser) -> None:
    found = read(parser, "The dam broke on Monday, officials said on Wednesday. Two days later, the road opened.")
    assert found["Two days later"].value == "2025-08-20"


def test_events_dated_in_the_article_are_anchors(parser: Parser) -> None:
    text = "When Norland launched its invasion in 2022, trade stopped. Prices have doubled since the invasion."
    got = read(parser, text)["since the invasion"]
    assert (got.value, "invasion" in got.rule) == ("2022", True)
    vote = read(parser, "Orlec held its election on Nov. 5. The tape appeared two days before the election.")
    assert vote["two days before"].value == "2024-11-03"
    assert "since the invasion" not in read(parser, "Prices have doubled since the invasion.")


def test_years_after_an_event_count_back(parser: Parser) -> None:
    got = read(parser, "The move comes two years after dozens of farms were burned.")["two years after"]
    assert got.value == "2023"


def test_unresolved_stays_open(parser: Parser) -> None:
    text = "The mayor resigned on Wednesday. The vote is in June. Two days later he fled."
    found = read(parser, text, anchor=None)
    assert found["Wednesday"].value == "XXXX-WXX-3"
    assert found["June"].value == "XXXX-06"
    assert found["Two days later"].value is None
    assert all(t.rule for t in found.values())
    assert read(parser, "It was signed on 3/4/2019.")["3/4/2019"].value is None


def test_no_day_is_invented(parser: Parser) -> None:
    for text, phrase, kind, value, _ in CASES:
        if kind == "DATE" and phrase in ("January", "2015", "last week", "two weeks ago", "last summer", "the 1990s"):
            assert len(value or "") < 10, (text, phrase)
            assert len(read(parser, text)[phrase].value or "") < 10


def test_anchor_with_time_and_weekday_after_it(parser: Parser) -> None:
    found = read(parser, "The shop closed on Wednesday.", anchor="2025-08-21T09:15:00+02:00")
    assert found["Wednesday"].value == "2025-08-20"
    ahead = read(parser, "In a statement on Friday, the firm denied it.")["Friday"]
    assert (ahead.value, "after the anchor" in ahead.rule) == ("2025-08-22", True)


def test_holiday_close_ahead_is_meant(parser: Parser) -> None:
    got = read(parser, "Police have stepped up patrols for New Year's Eve.", anchor="2025-12-29")["New Year's Eve"]
    assert got.value == "2025-12-31"


def test_dateline_and_captions(parser: Parser) -> None:
    text = "ORLEC, Aug 20 (NNA) The dam broke.\nThe dam in Orlec on July 4, 2023. (Foto Norland)"
    cut = len("ORLEC, Aug 20 (NNA) ")
    caption = text.index("\n") + 1
    line = Dateline(span=Span(article="a", start=0, end=cut), place="Orlec", date="2025-08-20", agency="NNA")
    furniture = (Furniture(span=Span(article="a", start=caption, end=len(text)), reason="photo caption"),)
    article = report(text, dateline=line, furniture=furniture, paragraphs=((cut, caption - 1),))
    found = {t.span.of(text): t for t in times(article, parse(article, parser))}
    assert (found["Aug 20"].value, found["Aug 20"].rule) == ("2025-08-20", "dateline")
    assert found["July 4, 2023"].value == "2023-07-04"
    assert "photo caption" in found["July 4, 2023"].rule


def test_spans_lie_in_the_text_apart_and_again_the_same(parser: Parser) -> None:
    text = "\n".join(case[0] for case in CASES)
    article = report(text)
    parsed = parse(article, parser)
    found = times(article, parsed)
    assert found == times(article, parsed)
    assert len(found) > len(CASES)
    assert list(found) == sorted(found, key=lambda t: t.span)
    for one, two in pairwise(found):
        assert 0 <= one.span.start < one.span.end <= two.span.start < two.span.end <= len(text)
