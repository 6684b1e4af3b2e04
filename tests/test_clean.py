"""Clean: what is marked as furniture and what is not, what is read off the edges, and what every article must satisfy."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.knowledge.outlets import by_name, outlet_at, outlet_of
from consilience.knowledge.tables import table
from consilience.model.article import Article, Capture
from consilience.model.record import Reject
from consilience.stages.clean import clean

FIRST = "The harbour wall at Port Ellery gave way on Tuesday, and three boats were lost in the storm."
SECOND = "The harbour master said that no one was hurt and that the ferry would run again within a week."
THIRD = "The council has put off the repair of the wall twice since the summer, minutes of its meetings show."
BODY = (FIRST, SECOND, THIRD)


def capture(text: str, **fields: str | None) -> Capture:
    given_fields = {"published": "2024-03-05", "published_rule": "meta", **fields}
    return Capture(
        id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=(), **given_fields
    )  # type: ignore[arg-type]


def article(text: str, **fields: str | None) -> Article:
    made = clean(capture(text, **fields))
    assert isinstance(made, Article), made
    return made


def marked(made: Article) -> list[str]:
    return [f.span.of(made.text) for f in made.furniture]


def report(made: Article) -> list[str]:
    return [made.text[s:e] for s, e in made.paragraphs]


LINES = [
    "Also Read: Ferry timetable changes again",
    "READ MORE: Second wall under watch",
    "Read more",
    "Related Posts",
    "1 of 6",
    "Source link",
    "Featured",
    "Others are reading now",
    "You may also like",
    "Advertisement Continue reading the main story",
    "Advertisement - Continue Reading Below",
    "Now Playing: the storm from the air",
    "Scroll down for video",
    "Share this article",
    "Facebook",
    "Sign up for our daily newsletter",
    "Follow The Coast Ledger on Twitter",
    "Please enable Javascript to watch this video",
    "Copyright 2024 The Coast Ledger. All rights reserved.",
    "© 2024 The Coast Ledger",
    "(Reporting by Mara Venn; Editing by Piet Oss)",
    "-- Reporting by Mara Venn; editing by Piet Oss",
    "(Only the headline of this report may have been reworked by the staff; the rest comes from a syndicated feed.)",
    "Boats lie on the quay at Port Ellery, March 5, 2024. REUTERS/Mara Venn",
    "Boats lie on the quay at Port Ellery on Tuesday. (AP Photo/Mara Venn)",
    "FILE - In this file photo boats lie on the quay at Port Ellery.",
    "The wall at Port Ellery was built by the town in the years after the war",
    "Tags: harbour, storm, council",
    "By Mara Venn",
    "Published: 5 March 2024 14:20",
    "mvenn@ledger.example",
    "mvenn@ledger.example or 555-0100",
    "(Staff writer Mara Venn contributed to this story.)",
    "The ferry lies at the quay. (Photo: Mara Venn, WPEL)",
    "The wall was built in 1920. It was mended twice. Mara Venn reports. (Published Tuesday, March 5, 2024)",
    "All content © 2024, WPEL; Port Ellery (A Harbour Station). All Rights Reserved.",
    "If you do not receive the mail within a few minutes, please check your Spam or Junk folder.",
    "Sorry, this zipcode is not in our deliverable area for this subscription service.",
    "Like this: Like Loading...",
    "Do you have a story for our news team? Email us at tips@ledger.example",
    "This is a developing story. Check back for updates.",
    "[See pictures of the storm along the coast]",
    "___",
    "Slideshow (3 Images)",
    "Information from: The Coast Ledger, http://ledger.example",
    "1/3 Mayor Ivo Renn, head of the council, speaks with fishermen while visiting Port Ellery, Norland, March 4, 2024.",
    "Mayor Ivo Renn, left, and Anna Oss pose for pictures on the steps of the hall, Tuesday, March 5, 2024, in Ellery.",
    "The mayor walks along the quay. (Norland Broadcasting)",
    "Three boats were lost at Port Ellery on Tuesday. | Mara Venn/The Coast Ledger via AP",
    "Attached video courtesy of The Harbour Watch",
    "Photos of the quay via Facebook",
    "The quay after the storm, seen from the north. View Full Caption CoastInfo/Mara Venn",
    "REUTERS The wall gave way in the third hour of the storm",
    "Did you like this article? Share it with your friends!",
    "Get the Ledger in your inbox every morning.",
    "More from The Coast Ledger: Who pays for the wall?",
    "Watch more on this story tonight at nine.",
    "By Mara Venn mvenn@ledger.example",
    "by: Mara Venn Updated: Mar 5, 2024 - 7:37 AM",
    "(313) 555-0123",
    "[email\u00a0protected]",
    "A version of this article appears in print on March 6, 2024, on page A4 with the headline: A Wall Falls.",
    "Norland in one line — Anna Brill (@annabrill) March 5, 2024",
]


@pytest.mark.parametrize("line", LINES)
def test_furniture_lines_are_marked_and_not_parsed(line: str) -> None:
    made = article("\n".join((FIRST, SECOND, line, THIRD)))
    assert line in marked(made) or "".join(marked(made)).replace(" ", "") == line.replace(" ", "")
    assert report(made) == list(BODY)


KEPT = [
    "No limits",
    "What the council knew about the wall",
    "“We could do nothing,” he said.",
    "The share of the cost that falls on the town is not known yet, she said, and she would read more of the file.",
    "He said on Facebook that the newsletter of the harbour had warned of it for years.",
    "The advertisement had run for a week before the firm took it down.",
    "He told the paper that readers could watch the works from the quay.",
    "Related companies had been told of the risk in June.",
    "Most popular candidates stayed away from the meeting.",
    "The photographs were shown to the court, which said that they proved nothing.",
    "She asked people to contact the police.",
    "“They subscribe to the view that the sea forgives, and it does not,” she told the council.",
    "The harbour master, who speaks for the port, holds a licence that was dated March 5, 2019, the council said.",
    "The exhibition of boats shows the work of the yard until June 5, 2024, when it moves to the capital.",
    "In general it takes several faults at once for a wall of this size to give way, said Ivo Renn, an engineer at the port "
    "authority of Norland",
]


@pytest.mark.parametrize("line", KEPT)
def test_report_is_not_taken_for_furniture(line: str) -> None:
    made = article("\n".join((FIRST, SECOND, line, THIRD)))
    assert marked(made) == []
    assert line in report(made)


def test_sentences_and_words_inside_a_paragraph() -> None:
    made = article(f"{FIRST} Sign up for our daily newsletter to get the news. {SECOND} (Photo: Getty Images) {THIRD}")
    assert marked(made) == ["Sign up for our daily newsletter to get the news.", "(Photo: Getty Images)"]
    assert report(made) == list(BODY)


def test_a_caption_between_image_and_credit_and_words_at_the_end_of_a_page() -> None:
    caption = "Image The wall at Port Ellery was built after the war. Credit Mara Venn/The Coast Ledger"
    ends = ["Piet Oss contributed to this report.", "Read the original article on The Coast Ledger."]
    assert marked(article(f"{FIRST} {caption} {SECOND}\n{THIRD} {ends[0]}")) == [caption, ends[0]]
    assert marked(article(f"{FIRST} {SECOND} {THIRD} {ends[1]}")) == [ends[1]]
    kept = article(f"{FIRST} The storm contributed to this story of neglect, he said. {SECOND} {THIRD}")
    assert marked(kept) == []


def test_the_sign_off_of_an_agency() -> None:
    made = article(f"{FIRST} {SECOND} (AP) GRS GRS\n{THIRD}")
    assert marked(made) == ["(AP) GRS GRS"]
    assert [(c.name, c.kind) for c in made.credits] == [("Associated Press", "wire")]


def test_captions_without_full_stop_in_running_text() -> None:
    caption = "Image caption The sea wall was built by the town after the war"
    bare = "Three boats lie on the quay after the worst storm in many years"
    text = f"{FIRST} {caption} {SECOND} {bare} But the council said that it would pay. {THIRD} {SECOND} {THIRD} {FIRST}"
    assert marked(article(text)) == [caption, bare]


def test_a_list_of_headlines_in_running_text() -> None:
    listed = "Related Stories STORM WATCH Ferry stays in port for the third day QUAY ROW Who pays for the wall?"
    made = article("\n".join((FIRST, SECOND, listed, THIRD)))
    assert marked(made) == [listed]


def test_headlines_below_read_more_run_to_the_end() -> None:
    tail = (
        "Read more:",
        "Ferry stays in port for the third day",
        "They lost their boats. But the bank wants its money.",
    )
    assert marked(article("\n".join((*BODY, *tail)))) == list(tail)


def test_the_headline_printed_twice() -> None:
    made = article("\n".join(("Wall falls at Port Ellery harbour", "", "Wall falls at Port Ellery harbour", *BODY)))
    assert made.headline == "Wall falls at Port Ellery harbour"
    assert made.headline_span is not None and made.headline_span.start == 0
    assert marked(made) == ["Wall falls at Port Ellery harbour"]
    assert report(made)[0] == "Wall falls at Port Ellery harbour"


def test_posts_for_their_link_are_furniture_and_posts_of_words_by_those_in_the_news_are_not() -> None:
    link = "Pictures from the quay pic.twitter.com/Ab12 — Ellery Harbour (@elleryharbour) March 5, 2024"
    office = "The quay is closed until further notice. — Port of Ellery (@portofellery) March 5, 2024"
    words = (
        "I am sorry for those who lost their boats and I will be there tomorrow — John Aske (@jonaske) March 5, 2024"
    )
    passer_by = "Never seen waves like that. What a night! — John Marr (@johnmarr) March 5, 2024"
    named = "The mayor, John Aske, was on his way."
    made = article("\n".join((FIRST, link, SECOND, office, words, passer_by, named, THIRD)))
    assert marked(made) == [link, passer_by]
    titled = "Mayor Aske was on his way."
    assert marked(article("\n".join((FIRST, words, titled, THIRD)))) == []


def test_posts_in_running_text_begin_where_they_begin_to_speak_like_one() -> None:
    post = "Look at that wall! Wrong on so many levels. I want my quay back. pic.twitter.com/Ab12 -- John Marr (@johnmarr) March 5, 2024"
    answer = "@johnmarr Hi John, we are on our way. -- Port of Ellery (@portofellery) March 5, 2024"
    made = article(f"{FIRST} {SECOND} {THIRD} {post} {answer} {FIRST} {SECOND} {THIRD}")
    assert marked(made) == [f"{post} {answer}"] or marked(made) == [post, answer]
    assert report(made) == [f"{FIRST} {SECOND} {THIRD}"] * 2


def test_the_name_of_a_poster_above_the_post() -> None:
    lines = (
        *BODY,
        "He wrote:",
        "John Marr (@johnmarr)",
        "What a night.",
        "pic.twitter.com/Ab12",
        "March 5, 2024",
        SECOND,
    )
    assert marked(article("\n".join(lines))) == ["John Marr (@johnmarr)", "pic.twitter.com/Ab12", "March 5, 2024"]


def test_captions_in_running_text_by_their_tense_and_full_date() -> None:
    caption = "Mayor Ivo Renn, left, speaks to fishermen on the quay, Tuesday, March 5, 2024, in Port Ellery."
    text = f"{FIRST} {SECOND} {THIRD} {caption} {SECOND} {THIRD} {FIRST} {SECOND} {THIRD} {FIRST} {SECOND} {THIRD}"
    assert marked(article(text)) == [caption]
    agency = f"ASSOCIATED PRESS {caption}"
    assert marked(article(text.replace(caption, agency))) == [agency]


def test_a_photographer_in_front_of_a_caption() -> None:
    caption = "Anna Venn Police officers search the quay for the boats that were lost."
    assert marked(article("\n".join((FIRST, caption, SECOND, "She told police officers of it.")))) == [caption]
    assert marked(article("\n".join((FIRST, caption.replace("Police officers", "Brandt"), SECOND, THIRD)))) == []


def test_items_of_a_list_are_no_captions() -> None:
    listed = [f"Hour {n} The wall holds against the sea as the storm goes on" for n in (1, 2, 3)]
    assert marked(article("\n".join((*BODY, *listed, FIRST)))) == []


def test_titles_of_clips_with_their_lengths_are_furniture_and_times_in_order_are_not() -> None:
    clips = ["1:05 Storm takes the wall at Port Ellery Pause", "0:39 Ferry returns", "2:31 Divers find two boats"]
    assert marked(article("\n".join((*clips, *BODY)))) == clips
    live = ["10:05 Storm takes the wall at Port Ellery", "10:39 Ferry returns", "11:31 Divers find two boats"]
    assert marked(article("\n".join((*live, *BODY)))) == []


def test_a_hidden_address_inside_a_sentence_stays() -> None:
    inside = "The harbour master wrote from the [email protected] account, and the council answered the same day."
    assert marked(article("\n".join((*BODY, inside)))) == []


def test_a_report_cut_off_at_its_end_stays_report() -> None:
    cut = "The mayor said on Wednesday that the wall. He added that the town would have to find the money by itself and that"
    assert marked(article("\n".join((*BODY, cut)))) == []


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("PORT ELLERY, March 4 (Reuters) - ", "PORT ELLERY", "2024-03-04", "Reuters"),
        ("Port Ellery, Mar 4 (AP) ", "Port Ellery", "2024-03-04", "Associated Press"),
        ("PORT ELLERY, Norland (AP) — ", "PORT ELLERY, Norland", None, "Associated Press"),
        ("ERIN, Pa. — ", "ERIN, Pa.", None, None),
        ("LONDON -- ", "LONDON", None, None),
        ("LONDON, 30 December 2023 (AFP) – ", "LONDON", "2023-12-30", "Agence France-Presse"),
        ("(CNN) ", None, None, "CNN"),
        ("NEW ELLERY (AP) — ", "NEW ELLERY", None, "Associated Press"),
        ("PORT ELLERY, Pa. (WPEL) -- ", "PORT ELLERY, Pa.", None, "WPEL"),
    ],
)
def test_datelines(line: str, place: str | None, date: str | None, agency: str | None) -> None:
    made = article("\n".join((f"{line}{FIRST}", SECOND, THIRD)))
    assert made.dateline is not None
    assert (made.dateline.place, made.dateline.date, made.dateline.agency) == (place, date, agency)
    assert made.dateline.span.of(made.text) == line.strip()
    assert report(made)[0] == FIRST
    assert (made.anchor, made.anchor_rule) == ((date, "dateline") if date else ("2024-03-05", "meta"))
    if agency:
        assert (agency, "wire") in [(c.name, c.kind) for c in made.credits]


@pytest.mark.parametrize(
    "line", ["UPDATE - ", "“No”, he said — ", "The wall (built in 1920) - ", "BREAKING: ", "NEW - "]
)
def test_what_is_no_dateline(line: str) -> None:
    assert article("\n".join((f"{line}{FIRST}", SECOND, THIRD))).dateline is None


def test_the_year_of_a_dateline_is_the_one_nearest_to_publication() -> None:
    made = article(f"LONDON, Dec 31 (Reuters) - {FIRST}", published="2024-01-02T08:00+01:00")
    assert (made.anchor, made.anchor_rule) == ("2023-12-31", "dateline")
    assert article(f"LONDON, Dec 31 (Reuters) - {FIRST}", published=None, published_rule=None).anchor is None


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        ("No one was hurt, according to Digi24, which had a crew there.", "according to Digi24", "Digi24"),
        (
            "The wall is old, Belarusian state news agency Belta reported.",
            "Belarusian state news agency Belta reported",
            "BelTA",
        ),
        ("“It fell,” she told the New York Times on Tuesday.", "told the New York Times", "The New York Times"),
        ("The Ellery Times-News reports that the wall is old.", "The Ellery Times-News reports", "Ellery Times-News"),
        ("State media reported that the wall was old.", None, None),
        ("Local television said that it had fallen.", None, None),
        ("A Reuters-owned boat was lost, he told reporters.", "", None),
        ("She told Mara Venn that it had fallen.", "", None),
    ],
)
def test_outlets_that_are_cited(sentence: str, words: str | None, name: str | None) -> None:
    made = article("\n".join((FIRST, sentence, THIRD)))
    cited = [(c.span.of(made.text), c.name) for c in made.credits if c.kind == "cites"]
    if words == "":
        assert cited == []
    elif words is None:
        assert len(cited) == 1 and cited[0][0] in sentence
    else:
        assert cited == [(words, name)]


def test_bylines_photo_credits_and_wires_from_the_address() -> None:
    text = "\n".join(
        (
            "By Mara Venn",
            FIRST,
            "Boats lie on the quay. (Jon Aske/AP)",
            SECOND,
            THIRD,
            "Piet Oss contributed to this report.",
        )
    )
    made = article(text, url="https://ledger.example/wires/afp/wall.html")
    assert made.byline == "Mara Venn"
    kinds = [(c.kind, c.name) for c in made.credits]
    assert kinds == [
        ("wire", "Agence France-Presse"),
        ("byline", "Mara Venn"),
        ("photo", "Associated Press"),
        ("byline", "Piet Oss"),
    ]
    assert report(made) == list(BODY)


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("Updated 14:05", "updated", "14:05"),
        ("(Last updated at 2:05 p.m.)", "updated", "2:05 p.m."),
        (
            "CORRECTION: An earlier report gave the wrong year.",
            "correction",
            "CORRECTION: An earlier report gave the wrong year.",
        ),
        (
            "An earlier version of this story gave the wrong year.",
            "correction",
            "An earlier version of this story gave the wrong year.",
        ),
        ("OPINION: The wall was never safe", "opinion", None),
        ("LIVE: the storm at Port Ellery", "live-blog", None),
        ("ANALYSIS: why the wall fell", "analysis", None),
    ],
)
def test_labels(line: str, kind: str, value: str | None) -> None:
    made = article("\n".join((line, *BODY)))
    assert kind in [x.kind for x in made.labels]
    if value:
        assert value in [x.value for x in made.labels]


def test_the_outlet_comes_from_the_address_where_nothing_else_names_it() -> None:
    assert article("\n".join(BODY), url="https://www.theguardian.com/world/1").outlet == "The Guardian"
    assert article("\n".join(BODY), url="https://www.theguardian.com/world/1", outlet="Ledger").outlet == "Ledger"
    assert outlet_at("http://news.ledger.example/a") == "news.ledger.example"
    assert outlet_at("nonsense") is None


def test_the_table_of_outlets_holds_together() -> None:
    rows = table("outlets")
    assert len(rows) >= 300
    assert {r["kind"] for r in rows} == {"agency", "outlet", "state media"}
    assert all(len(r["iso3"]) in (0, 3) for r in rows)
    assert len({r["name"] for r in rows}) == len(rows)
    found = outlet_of("the Associated Press")
    assert found is not None and found.name == by_name()["AP"].name == "Associated Press"


def test_nothing_but_furniture_is_a_reject() -> None:
    made = clean(capture("Read more\nAdvertisement\n1 of 6"))
    assert isinstance(made, Reject) and made.reason == "no-text"


FRAGMENTS = [
    *LINES,
    *KEPT,
    *BODY,
    "",
    "  ",
    "Image caption",
    "(AP)",
    "İstanbul'da",
    "\ufeff",
    "\r",
    "Getty Images 5 Boats lie",
    "6 A boat",
    '"',
    "…",
]


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=14), st.sampled_from(["\n", " ", "\r\n"]))
def test_what_holds_for_every_article(parts: list[str], between: str) -> None:
    text = between.join(parts)
    made = clean(capture(text))
    assert made == clean(capture(text))
    if isinstance(made, Reject):
        return
    assert made.text == text
    covered: set[int] = set()
    end = 0
    for mark in made.furniture:
        assert end <= mark.span.start < mark.span.end <= len(text) and mark.reason
        assert mark.span.of(text).strip() == mark.span.of(text)
        covered |= set(range(mark.span.start, mark.span.end))
        end = mark.span.end
    end = 0
    for start, stop in made.paragraphs:
        assert end <= start < stop <= len(text) and text[start:stop].strip() == text[start:stop]
        assert "\n" not in text[start:stop] and not covered & set(range(start, stop))
        end = stop
    for row in (*made.credits, *made.labels):
        assert 0 <= row.span.start <= row.span.end <= len(text)


SENTENCE = "The committee met Anna Bell in Norwich on Tuesday and said “the bridge will open” according to Reuters. Read more. "


@pytest.mark.parametrize(
    "unit",
    [
        SENTENCE,
        SENTENCE + "\n",
        "Read more\n",
        "word Name ",
        "Image caption ",
        "Related Stories ",
        "5 A ",
        "told Reuters ",
        "a",
        "_",
        "By Anna Bell ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = capture(unit * (size // len(unit)) + "\n" + FIRST)
        began = time.process_time()
        clean(text)
        return time.process_time() - began

    seconds(1000)
    small, large = seconds(60_000), seconds(480_000)
    assert large < 20 * small + 0.5
