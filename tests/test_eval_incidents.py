from __future__ import annotations

import numpy as np
import pytest

from consilience.stages.parse import Parser
from eval.fit_places import Choice, fit, share_right
from eval.incident_places import WEIGHTS, candidates, city
from eval.incident_reading import Incident, Victim, read
from eval.incidents import annotated, cities_of, incidents, judge, measure, same_name

REPORTS = [
    {
        "id": "a",
        "story": "7",
        "published": "2016-05-10",
        "outlet": "The Example",
        "title": "One dead, two hurt in Tulsa shooting",
        "text": (
            "TULSA, Okla. - A man was killed and two women were wounded in a shooting Monday night in Tulsa, police said.\n\n"
            "Officers were called to a home on the east side at about 10:15 p.m. Monday.\n\n"
            "Tulsa police identified the man who died as Arlo Bremmer, 34.\n\n"
            "Sgt. Dana Ruhl said no one had been arrested."
        ),
    },
    {
        "id": "b",
        "story": "7",
        "published": "2016-05-11",
        "outlet": "The Other",
        "title": "Victim of Tulsa shooting named",
        "text": (
            "The man shot dead in Tulsa on Monday was 34-year-old Arlo Bremmer, police said Wednesday.\n\n"
            "Two women were wounded. Both are expected to live."
        ),
    },
]
ROW = {
    "incident": "7",
    "date": "May 9, 2016",
    "state": "Oklahoma",
    "city": "Tulsa",
    "num_killed": 1,
    "num_injured": 2,
    "participants": [
        {"Type": "Victim", "Name": "Arlo T. Bremer", "Age": "34", "Status": "Killed"},
        {"Type": "Victim", "Status": "Injured"},
    ],
}


def test_an_incident_is_read_from_its_reports(parser: Parser) -> None:
    told = read(*annotated(REPORTS, parser))
    assert (told.date, told.city, told.killed, told.injured) == ("2016-05-09", "Tulsa", 1, 2)
    assert [(v.name, v.age) for v in told.victims] == [("Arlo Bremmer", 34.0)]


def test_figures_count_what_is_right(parser: Parser) -> None:
    made = measure(REPORTS, [ROW], parser)
    assert [made[name] for name in ("date", "city", "killed", "injured", "names", "ages")] == [1.0] * 6
    wrong = {**ROW, "date": "May 8, 2016", "num_injured": 3, "participants": [{"Type": "Victim", "Name": "Ina Voss"}]}
    made = measure(REPORTS, [wrong], parser)
    assert (made["date"], made["injured"], made["names"], made["names_in_texts"]) == (0.0, 0.0, 0.0, 0.0)
    assert made["killed"] == 1.0 and "ages" not in made


def test_each_thing_is_judged_apart() -> None:
    told = Incident("2016-05-09", "Erie", 1, 2, (Victim("Arlo Bremmer", 35.0),))
    assert dict(judge(ROW, told)) == {
        "date": True, "city": False, "killed": True, "injured": True, "names": True, "ages": False, "names_right": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Arlo Bremmer", "Arlo T. Bremer Jr.", True),
        ("Bremmer", "Arlo Bremmer", True),
        ("Arlo Bremmer", "Ina Bremmer", False),
        ("Al Li", "Al Lo", False),
        ("Steph Vance", "Stephanie Vance", True),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_cities_of_the_registry() -> None:
    assert cities_of({"city": "Erie (Millcreek)"}) == {"erie", "millcreek"}
    assert "cass county" in cities_of({"city": "Cass (county)"})
    assert cities_of({"city": "Saint Louis"}) == cities_of({"city": "St. Louis"})


def test_incidents_without_a_row_are_left_out() -> None:
    rows = [{"story": "1"}, {"story": "2"}, {"story": "2"}]
    assert [
        (row["incident"], len(told)) for row, told in incidents(rows, [{"incident": "2"}, {"incident": "3"}], 0)
    ] == [("2", 2)]


TOWNS = [
    {
        "id": "c",
        "story": "8",
        "published": "2016-05-10",
        "outlet": "ohioherald.example",
        "title": "Elyria man shot at home near Oberlin",
        "text": (
            "A 30-year-old Elyria man was shot at a house near Oberlin on Monday night, the Lorain County sheriff said.\n\n"
            "He was flown to a hospital in Cleveland. The house stands on Akron Road in Oberlin, not far from Oberlin High School."
        ),
    }
]


def test_the_town_is_weighed_by_how_its_name_is_used(parser: Parser) -> None:
    reports, _ = annotated(TOWNS, parser)
    told = candidates(reports)
    assert {"Elyria", "Oberlin", "Cleveland", "Lorain County"} <= set(told)
    use = {name: dict(zip(WEIGHTS, told[name], strict=True)) for name in told}
    assert (
        use["Cleveland"]["beside a hospital"] == use["Elyria"]["people of it"] == use["Lorain County"]["a county"] == 1
    )
    assert (
        use["Oberlin"]["town of the state, logarithm of its people"] > 3
    )  # of Ohio, by its neighbours and the address
    assert use["Cleveland"]["not in the gazetteer"] == 0
    assert city(reports) in ("Oberlin", "Elyria")
    assert city([]) is None


def test_weights_of_places_are_found_from_choices() -> None:
    columns = len(WEIGHTS)
    right = [1.0] + [0.0] * (columns - 1)
    held = [Choice(np.array([right, [0.0] * columns]), np.array([1.0, 0.0])) for _ in range(20)]
    fitted = fit(held)
    assert fitted[0] > 0.5 and abs(fitted[1]) < 1e-9
    assert share_right(held, fitted) == 1.0
    assert share_right([Choice(np.zeros((0, columns)), np.zeros(0))], fitted) == 0.0


def test_victims_said_to_be_so_are_found(parser: Parser) -> None:
    row = {
        "id": "d",
        "story": "9",
        "published": "2016-05-10",
        "outlet": "The Example",
        "title": "Two found dead in Tulsa home",
        "text": (
            "Two people were found dead in a Tulsa home on Monday, police said.\n\n"
            "The man who was shot was identified as Arlo Bremmer. The other victim is Ina Voss, his neighbor.\n\n"
            "Detective Dana Ruhl said that Karl Tamm was charged with murder."
        ),
    }
    told = read(*annotated([row], parser))
    assert {v.name for v in told.victims} == {"Arlo Bremmer", "Ina Voss"}
