from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.knowledge.units import UNITS, comparable, to_base
from consilience.text import calendar
from consilience.text.eventwords import dated, stems
from consilience.text.numbers import figure, ordinal, value_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve", 12), ("twenty-five", 25), ("a hundred", 100), ("two hundred and six", 206), ("1.5 million", 1_500_000),
        ("a dozen", 12),
        ("two dozen", 24), ("half a million", 500_000), ("two and a half", 2.5), ("hundreds of thousands", 200_000),
        ("tens of thousands", 20_000),
        ("three hundred and twenty thousand four hundred", 320_400), ("1,600", 1600), ("5½", 5.5), ("dozens", 24), ("scores", 40),
    ],
)  # fmt: skip
def test_words_of_a_number(words: str, value: float) -> None:
    assert value_of(words.replace("-", " ").split()) == value


@pytest.mark.parametrize("words", ["several", "", "the", "twelve apples"])
def test_no_number(words: str) -> None:
    assert value_of(words.split()) is None


def test_figures_and_ordinals() -> None:
    assert figure("143million") == 143_000_000
    assert figure("2.4bn") == 2_400_000_000
    assert figure("12a") is None
    assert (ordinal("third"), ordinal("21st"), ordinal("one")) == (3, 21, None)


@given(st.integers(min_value=0, max_value=10**12))
def test_figures_with_commas_keep_their_value(n: int) -> None:
    assert figure(f"{n:,}") == n


def test_units_convert_to_one_base() -> None:
    assert to_base(1, "mile") == (1609.344, "metre")
    assert to_base(12, "foot")[0] == pytest.approx(3.6576)
    assert to_base(212, "degree Fahrenheit")[0] == pytest.approx(100)
    assert to_base(5, "USD") == (5, "USD")
    assert comparable("mile", "kilometre")
    assert not comparable("mile", "kilogram")
    assert UNITS["£"].name == "GBP"


def test_granularity_is_kept() -> None:
    assert calendar.shift("2016-05", 1, "month") == "2016-06"
    assert calendar.shift("2016-10-28", 1, "week") == "2016-W44"
    assert calendar.shift("2015-12-31", 1, "year") == "2016"
    assert calendar.shift("199", 1, "decade") == "200"
    assert calendar.shift("PAST_REF", 1, "day") is None
    assert calendar.shift("2016-01-31", 1, "month") == "2016-02"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_weekdays_are_near(anchor: date, weekday: int) -> None:
    past = calendar.weekday_near(anchor, weekday, "past")
    future = calendar.weekday_near(anchor, weekday, "future")
    near = calendar.weekday_near(anchor, weekday, "nearest")
    assert past.weekday() == future.weekday() == weekday
    assert 0 <= (anchor - past).days <= 6
    assert 0 <= (future - anchor).days <= 6
    assert near in (past, future)
    assert abs((near - anchor).days) <= 3


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_months_are_near(anchor: date, month: int) -> None:
    here = anchor.isoformat()[:7]
    past, future = (calendar.month_near(anchor, month, d) for d in ("past", "future"))
    assert past <= here <= future
    assert int(past[5:]) == int(future[5:]) == month


@pytest.mark.parametrize(
    ("rule", "year", "value"),
    [
        ("12-25", 2025, "2025-12-25"), ("easter", 2025, "2025-04-20"), ("easter-2", 2024, "2024-03-29"), ("11/thu/4", 2016, "2016-11-24"),
        ("5/mon/-1", 2016, "2016-05-30"), ("election", 2016, "2016-11-08"), ("12", 2017, "2017-12"), ("2001-09-11", 2020, "2001-09-11"),
        ("11/thu/4+1", 2016, "2016-11-25"),
    ],
)  # fmt: skip
def test_holidays(rule: str, year: int, value: str) -> None:
    assert calendar.holiday(rule, year) == value


def test_holiday_nearest_to_a_day() -> None:
    assert calendar.holiday_near("12-31", date(2025, 1, 2), "past") == "2024-12-31"
    assert calendar.holiday_near("12-31", date(2025, 1, 2), "future") == "2025-12-31"
    assert calendar.holiday_near("12-31", date(2025, 1, 2), "nearest") == "2024-12-31"


def test_nouns_and_verbs_of_events_meet() -> None:
    for noun, verb in (
        ("invasion", "invade"),
        ("kidnapping", "kidnap"),
        ("announcement", "announce"),
        ("election", "elect"),
        ("arrival", "arrive"),
    ):
        assert set(stems(noun)) & set(stems(verb)), (noun, verb)
    assert not set(stems("mission")) & set(stems("commit"))
    assert dated(dict.fromkeys(stems("invade"), "2022"), "invasion") == "2022"
    assert dated({}, "invasion") is None
