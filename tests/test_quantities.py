from __future__ import annotations

from itertools import pairwise

import pytest

from consilience.model.annotation import Quantity
from consilience.model.article import Article, Capture
from consilience.stages.parse import Parser, parse
from consilience.stages.quantities import quantities
from consilience.stages.times import times


def report(text: str) -> Article:
    capture = Capture(id="a", path="a.txt", sha256="", media_type="text/plain", encoding="utf-8", text=text, runs=())
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return Article(
        id="a", text=text, capture=capture, paragraphs=tuple(lines), anchor="2025-08-21", published="2025-08-21"
    )


def read(parser: Parser, text: str) -> dict[str, Quantity]:
    article = report(text)
    parsed = parse(article, parser)
    return {q.span.of(text): q for q in quantities(article, parsed, times(article, parsed))}


# text, span, value, high, unit, bound
VALUES = [
    ("Twelve agreements were signed.", "Twelve", 12, 12, "count", "exactly"),
    ("The envoy brought a set of 13 documents.", "13", 13, 13, "count", "exactly"),
    ("Twenty-five ships sailed.", "Twenty-five", 25, 25, "count", "exactly"),
    ("The camp holds 1.5 million refugees.", "1.5 million", 1.5e6, 1.5e6, "count", "exactly"),
    ("At least four farmers came.", "At least four", 4, 4, "count", "at-least"),
    ("More than 270 pupils came.", "More than 270", 270, 270, "count", "more-than"),
    ("Up to 32 villagers came.", "Up to 32", 32, 32, "count", "at-most"),
    ("Fewer than 400 villagers came.", "Fewer than 400", 400, 400, "count", "less-than"),
    ("Nearly 200 villagers came.", "Nearly 200", 200, 200, "count", "about"),
    ("Some 197 villagers came.", "Some 197", 197, 197, "count", "about"),
    ("No fewer than six villagers came.", "No fewer than six", 6, 6, "count", "at-least"),
    ("Dozens of villagers came.", "Dozens", 24, 120, "count", "about"),
    ("Hundreds of thousands of villagers came.", "Hundreds of thousands", 200_000, 1_000_000, "count", "about"),
    ("The fine was 50 to 60 crowns.", "50 to 60", 50, 60, "count", "exactly"),
    ("Between 5 and 7 boats sank.", "5 and 7", 5, 7, "count", "exactly"),
    ("The firm paid $1.5bn for it.", "$1.5bn", 1.5e9, 1.5e9, "USD", "exactly"),
    ("The firm paid more than €3 billion for it.", "more than €3 billion", 3e9, 3e9, "EUR", "more-than"),
    ("The firm paid £20 million for it.", "£20 million", 2e7, 2e7, "GBP", "exactly"),
    ("It cost two million euros.", "two million euros", 2e6, 2e6, "EUR", "exactly"),
    ("Sales rose 12.8 percent.", "12.8 percent", 12.8, 12.8, "percent", "exactly"),
    ("Sales rose 50%.", "50%", 50, 50, "percent", "exactly"),
    ("Shares fell more than five per cent.", "more than five per cent", 5, 5, "percent", "more-than"),
    ("Two-thirds of voters stayed away.", "Two-thirds", 66.6667, 66.6667, "percent", "exactly"),
    ("About half of voters stayed away.", "About half", 50, 50, "percent", "about"),
    ("One in five voters stayed away.", "One in five", 20, 20, "percent", "exactly"),
    ("The boy fell 10 to 12 feet.", "10 to 12 feet", 10, 12, "foot", "exactly"),
    ("The boy fell 15ft into the pit.", "15ft", 15, 15, "foot", "exactly"),
    ("The camp lies 130 miles west of Orlec.", "130 miles", 130, 130, "mile", "exactly"),
    ("The 400-pound gorilla slept.", "400-pound", 400, 400, "pound", "exactly"),
    ("Winds reached 90 mph.", "90 mph", 90, 90, "mile per hour", "exactly"),
    ("It was 40 degrees Celsius there.", "40 degrees Celsius", 40, 40, "degree Celsius", "exactly"),
    ("A 14-year-old girl was found.", "14-year-old", 14, 14, "age", "exactly"),
    ("The child is 4 years old.", "4 years old", 4, 4, "age", "exactly"),
    ("A boy aged 14 was found.", "aged 14", 14, 14, "age", "exactly"),
    ("The court sided with him in a 5-4 ruling.", "5-4", 5, 4, "score", "exactly"),
    ("The boats may now catch 43,000 tonnes of cod.", "43,000 tonnes", 43_000, 43_000, "tonne", "exactly"),
    ("The plant emits nearly 2 million metric tons of soot.", "nearly 2 million metric tons", 2e6, 2e6, "tonne", "about"),
    ("The fire burned 300 square miles.", "300 square miles", 300, 300, "square mile", "exactly"),
    ("The man was 6-foot-4.", "6-foot-4", 6.3333, 6.3333, "foot", "exactly"),
    ("He stood 6 feet 2 inches tall.", "6 feet 2 inches", 6.1667, 6.1667, "foot", "exactly"),
    ("The firm may pay $5-10 billion.", "$5-10 billion", 5e9, 1e10, "USD", "exactly"),
    ("It costs between $8 million and $10 million.", "$8 million and $10 million", 8e6, 1e7, "USD", "exactly"),
    ("The tax will be 3 percent to 5 percent.", "3 percent to 5 percent", 3, 5, "percent", "exactly"),
    ("Support rose from 40 percent to 67 percent.", "67 percent", 67, 67, "percent", "exactly"),
    ("By 58%-33%, voters backed it.", "58%", 58, 58, "percent", "exactly"),
    ("By 58%-33%, voters backed it.", "33%", 33, 33, "percent", "exactly"),
    ("It has a margin of error of +/-3 percentage points.", "+/-3 percentage points", 3, 3, "percentage point", "about"),
    ("He is liked by 40 percent, more than the 28% who fear him.", "28%", 28, 28, "percent", "exactly"),
    ("Children under the age of 5 came.", "under the age of 5", 5, 5, "age", "less-than"),
    ("Boys ages 10 and up came.", "ages 10 and up", 10, 10, "age", "at-least"),
    ("She was clear about one rule.", "one", 1, 1, "count", "exactly"),
    ("Anyone 21 or older may come.", "21 or older", 21, 21, "age", "at-least"),
    ("They are between the ages of 27 and 45.", "the ages of 27 and 45", 27, 45, "age", "exactly"),
    ("Boys, ages 13, 17 and 19, were hurt.", "17", 17, 17, "age", "exactly"),
    ("Ann and Bo Brill, both 21, were hurt.", "21", 21, 21, "age", "exactly"),
    ("The $8-billion project failed.", "$8-billion", 8e9, 8e9, "USD", "exactly"),
    ("He gave 1.5 billion Canadian dollars.", "1.5 billion Canadian dollars", 1.5e9, 1.5e9, "CAD", "exactly"),
    ("They moved from 40 to 50 percentage points.", "40", 40, 40, "percentage point", "exactly"),
    ("It is a four-and-a-half-acre park.", "four-and-a-half-acre", 4.5, 4.5, "acre", "exactly"),
    ("Two men, 26 and 21, were hurt.", "26", 26, 26, "age", "exactly"),
    ("They found half a dozen guns.", "half a dozen", 6, 6, "count", "exactly"),
    ("Several hundred villagers fled.", "Several hundred", 200, 1000, "count", "about"),
    ("A few dozen stayed.", "A few dozen", 24, 120, "count", "about"),
    ("Several million euros were spent.", "Several million euros", 2e6, 1e7, "EUR", "about"),
    ("It cost thousands of euros.", "thousands of euros", 2000, 10_000, "EUR", "about"),
    ("He earned £1.5m a year.", "£1.5m", 1.5e6, 1.5e6, "GBP", "exactly"),
    ("The temperature fell to minus 12 degrees Celsius.", "minus 12 degrees Celsius", -12, -12, "degree Celsius", "exactly"),
    ("The bill passed 51 to 49.", "51 to 49", 51, 49, "score", "exactly"),
    ("It cost half a million euros.", "half a million euros", 5e5, 5e5, "EUR", "exactly"),
    ("She is trailing him, 49% to 51%.", "51%", 51, 51, "percent", "exactly"),
    ("Two men, 26 and 21, were hurt.", "21", 21, 21, "age", "exactly"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "value", "high", "unit", "bound"), VALUES)
def test_values(parser: Parser, text: str, span: str, value: float, high: float, unit: str, bound: str) -> None:
    found = read(parser, text)
    assert span in found, sorted(found)
    got = found[span]
    assert (got.value, got.high, got.unit, got.bound) == (pytest.approx(value), pytest.approx(high), unit, bound), (
        got.rule
    )
    assert got.rule


# text, span, counted, status
COUNTED = [
    ("Twelve agreements were signed.", "Twelve", "agreement", ""),
    ("The envoy brought a set of 13 documents.", "13", "document", ""),
    ("The 13 documents were signed.", "13", "document", ""),
    ("More than 200,000 credit card numbers were taken.", "More than 200,000", "credit card number", ""),
    ("The blast killed four people.", "four", "person", "killed"),
    ("Four people were killed in the blast.", "Four", "person", "killed"),
    ("At least two people have died in the blast.", "At least two", "person", "killed"),
    ("A car bomb tore down a wall, killing at least four civilians.", "at least four", "civilian", "killed"),
    ("The bomb tore down a wall, killing two people and wounding 90, officials said.", "90", "person", "injured"),
    ("The raid left 32 civilians dead.", "32", "civilian", "killed"),
    ("There have been at least two fatalities.", "at least two", "person", "killed"),
    ("The death toll rose to 59.", "59", "person", "killed"),
    ("The number of injured rose to 120.", "120", "person", "injured"),
    ("The death toll rose to at least six Friday.", "at least six", "person", "killed"),
    ("Seven others were injured.", "Seven", "person", "injured"),
    ("Police arrested 40 protesters.", "40", "protester", "arrested"),
    ("Dozens of the girls have escaped.", "Dozens", "girl", "escaped"),
    ("The rebels freed 21 of the more than 200 pupils.", "21", "pupil", "freed"),
    ("The rebels freed 21 of the more than 200 pupils.", "more than 200", "pupil", ""),
    ("The war has claimed more than 20,000 lives.", "more than 20,000", "person", "killed"),
    ("Thirty people were killed or wounded.", "Thirty", "person", "injured or killed"),
    ("The town sent another 1,000 troops.", "1,000", "additional troop", ""),
    ("The leak touched up to 400,000 people's data.", "up to 400,000", "person", ""),
    ("She received a bill of $284.", "$284", "bill", ""),
    ("She got a $300 fine.", "$300", "fine", ""),
    ("Two-thirds of voters stayed away.", "Two-thirds", "voter", ""),
    ("The 400-pound gorilla slept.", "400-pound", "gorilla", ""),
    ("The boy fell 15 feet.", "15 feet", "fall", ""),
    ("A 14-year-old girl was found.", "14-year-old", "girl", ""),
    ("The child is 4 years old.", "4 years old", "child", ""),
    ("The boy was reported to be four years old.", "four years old", "boy", ""),
    ("Police named John Harlow, 34, as the driver.", "34", "John Harlow", ""),
    ("The boy, who turned 17 on Friday, ran.", "17", "boy", ""),
    ("Somewhere between 23 and 28 people came.", "23 and 28", "person", ""),
    ("They had only two or three permanent guards.", "two or three", "guard", ""),
    ("Her more than two dozen rallies drew many.", "more than two dozen", "rally", ""),
    ("The law touches millions of ex-sailors.", "millions", "sailor", ""),
    ("The seven-member court met.", "seven", "member", ""),
    ("It is an 80-page report.", "80", "page", ""),
    ("A crowd of 5,000 watched.", "5,000", "person", ""),
    ("She leads a staff of more than 100.", "more than 100", "staff", ""),
    ("There was one Orlec County sheriff's deputy there.", "one", "deputy", ""),
    ("Four boys were shot, one fatally, police said.", "one", "person", "killed"),
    ("Seven men were hurt, one with critical injuries.", "one", "person", "injured"),
    ("Seven people were hurt, one of them critically.", "one", "person", "injured"),
    ("An 8-year-old shot the dog in the leg.", "8-year-old", "", ""),
    ("The 19-year-old gained praise.", "19-year-old", "", ""),
    ("A 17-year-old shooting suspect fled.", "17-year-old", "suspect", ""),
    ("Two men, 26 and 21, were hurt.", "21", "man", ""),
    ("The raid killed scores of fans.", "scores", "fan", "killed"),
    ("The death toll has risen from 12 to 15, officials said.", "15", "person", "killed"),
    ("Twelve sailors are presumed drowned.", "Twelve", "sailor", "feared killed"),
    ("Three remain unaccounted for.", "Three", "person", "missing"),
    ("Another 30 were hurt, 12 of them seriously.", "12", "person", "injured"),
    ("Three people were killed and dozens more wounded.", "dozens", "person", "injured"),
    ("One died at the scene.", "One", "person", "killed"),
    ("Two others were transported to a hospital.", "Two", "person", "hospitalised"),
    ("The state released 2,093 emails.", "2,093", "email", ""),
    ("The rebels released 21 pupils.", "21", "pupil", "freed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "counted", "status"), COUNTED)
def test_what_is_counted(parser: Parser, text: str, span: str, counted: str, status: str) -> None:
    found = read(parser, text)
    assert span in found, sorted(found)
    got = found[span]
    assert (got.counted, got.status) == (counted, status), got.rule


def test_bare_ages_are_ages(parser: Parser) -> None:
    found = read(parser, "Police named John Harlow, 34, as the driver. He said she is 3.")
    assert found["34"].unit == "age"
    assert found["3"].unit == "age"
    assert read(parser, "It can happen when you are 45.")["45"].unit == "age"


@pytest.mark.parametrize(
    "text",
    [
        "He finished third in Formula One.",
        "Flight 17 and Senate Bill 1062 were on the list.",
        "It was one of the best drives.",
        "He resigned on 4 May 2016 at 5:10 a.m.",
        "She was in office for eight years.",
        "Someone called 911.",
        "The second letter came first.",
        "Police were called to the 1600 block of Elm Street.",
        "The house is on the five hundred block of Elm Street.",
        "They were found at 704 W Dole Ave. and 17 Old Farm Road.",
        "It is near County Road 12 and Highway 281.",
        "Call the police at 205-555-1764, (205) 555-1764, 555-1764 or 601-555-TIPS.",
        "A 911 call came in.",
        "He ran a 7-11 store.",
        "The Gang of Eight met.",
        "The town has zero tolerance for it.",
        "The docket number is 13-40567.",
        "He lives at 34 Ave S.",
        "Text it to 274637 or call 1-866-7LOCKUP.",
        "3. How it ends.",
        "One day he may walk.",
        "It lasted between 20 and 24 weeks.",
        "He held a 22 caliber gun and a 12-gauge shotgun.",
        "See Image 5 of 11.",
        "She is the founder of One Mom Media.",
        "The town achieved scores like these.",
        "Ann Brill is one of them.",
    ],
)
def test_no_quantity(parser: Parser, text: str) -> None:
    assert read(parser, text) == {}


# text, span, direction, reference
BEARINGS = [
    ("The camp lies 130 miles west of Orlec.", "130 miles", "W", "Orlec"),
    ("It fell 50 km (31 miles) north-west of the capital.", "50 km", "NW", "the capital"),
    ("It fell 50 km (31 miles) north-west of the capital.", "31 miles", "NW", "the capital"),
    ("The ship sank 12 nautical miles off the coast of Orland.", "12 nautical miles", "", "the coast of Orland"),
    ("They live two blocks away from the school.", "two blocks", "", "the school"),
    ("The village is 9 miles to the south east of Orlec.", "9 miles", "SE", "Orlec"),
    ("They walked 9 miles south.", "9 miles", "S", None),
    ("They walked 9 miles in the rain.", "9 miles", "", None),
    ("It weighs 9 pounds from birth.", "9 pounds", "", None),
]


@pytest.mark.parametrize(("text", "span", "direction", "reference"), BEARINGS)
def test_distances_have_direction_and_reference(
    parser: Parser, text: str, span: str, direction: str, reference: str | None
) -> None:
    got = read(parser, text)[span]
    assert (got.direction, got.reference and got.reference.of(text)) == (direction, reference)


# text, span, day of the count
DAYS = [
    ("As of Sunday, 14 people had died.", "14", "2025-08-17"),
    ("The death toll rose to 59 on Tuesday.", "59", "2025-08-19"),
    ("Four people were killed on Tuesday.", "Four", None),
    ("As of Sunday, 14 letters had come.", "14", None),
]


@pytest.mark.parametrize(("text", "span", "day"), DAYS)
def test_the_day_that_a_count_is_of(parser: Parser, text: str, span: str, day: str | None) -> None:
    assert read(parser, text)[span].as_of == day


def test_unsure_is_left_open(parser: Parser) -> None:
    found = read(parser, "The four-time champion won. All but three were late.")
    assert [q.counted for q in found.values()] == ["", ""]


def test_older_is_no_age(parser: Parser) -> None:
    assert not any(q.unit == "age" for q in read(parser, "Her sister is two years older than Ada Brill.").values())


def test_spans_lie_in_the_text_apart_and_again_the_same(parser: Parser) -> None:
    text = "\n".join(dict.fromkeys(case[0] for case in (*VALUES, *COUNTED)))
    article = report(text)
    parsed = parse(article, parser)
    told = times(article, parsed)
    found = quantities(article, parsed, told)
    assert found == quantities(article, parsed, told)
    assert len(found) >= len(VALUES)
    for one, two in pairwise(found):
        assert 0 <= one.span.start < one.span.end <= two.span.start < two.span.end <= len(text)
    for q in found:
        assert not any(q.span.overlaps(t.span) for t in told)
        assert -1 <= q.head < len(parsed.tokens)
        assert q.counted_span is None or 0 <= q.counted_span.start < q.counted_span.end <= len(text)
