"""A bare number behind a word for people is an age, even where a flight stands."""

import pytest

from tests.agents.readers.described import described

BRIEF = "Nike, 90k EUR, Spain, 1-14 December 2026"


@pytest.mark.parametrize(
    "text",
    [
        "women from 30",
        "age from 30",
        "Frauen ab 30",
        "Alter ab 30",
        "alle ab 30",
        "mujeres desde 30",
        "edad a partir de 30",
        "mulheres a partir de 30",
        "idade desde 30",
        "les femmes dès 30",
        "donne da 30",
        "età da 30",
        "vrouwen vanaf 30",
        "leeftijd vanaf 30",
        "kvinnor från 30",
        "ålder från 30",
    ],
)
def test_a_number_behind_people_is_their_age(text: str) -> None:
    said = described(BRIEF, text)
    assert "2026-12-01..2026-12-14" in said
    assert "ages 30-" in said


@pytest.mark.parametrize("text", ["from the 5th", "ab dem 5.", "desde el 5", "från den 5:e"])
def test_a_marked_number_stays_a_day(text: str) -> None:
    assert "2026-12-05..2026-12-14" in described(BRIEF, text)


@pytest.mark.parametrize(
    "text",
    ["March 18 to 44", "März 18 bis 44", "marzo 18 a 44", "mars 18 à 44", "March, 18 to 44"],
)
def test_numbers_behind_a_month_that_has_no_such_day_are_ages(text: str) -> None:
    said = described(f"Nike Spain 50k {text}")
    assert "2027-03-01..2027-03-31" in said
    assert "ages 18-44" in said


@pytest.mark.parametrize("text", ["ab 25", "März ab 25", "März, ab 25", "Video ab 25"])
def test_a_bare_number_with_the_german_from_is_an_age(text: str) -> None:
    assert "ages 25-" in described(f"Nike Deutschland 50k {text}")


@pytest.mark.parametrize("text", ["CPM ab 25", "Budget ab 25"])
def test_behind_a_target_it_is_none(text: str) -> None:
    assert "ages" not in described(f"Nike Deutschland 50k {text}")
