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
