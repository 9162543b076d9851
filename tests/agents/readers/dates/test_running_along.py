"""Dates of a part that are those of the whole, or of another part."""

import pytest

from tests.agents.readers.described import described

FIRST = "Nike, 100k EUR, Germany, France and Spain, March to April 2027"


def dates(*messages: str) -> str:
    """The dates and the countries of the described Brief."""
    return "; ".join(described(FIRST, *messages).split("; ")[1:-1])


@pytest.mark.parametrize(
    "text",
    [
        "France for the whole flight",
        "run France throughout",
        "France same dates as the rest",
        "Francia toda la campaña",
        "a França a campanha toda",
        "Frankreich über die ganze Laufzeit",
        "France sur toute la période",
        "Francia per tutto il periodo",
        "Frankrijk de hele periode",
        "Frankrike hela perioden",
    ],
)
def test_a_part_runs_along_with_the_whole_again(text: str) -> None:
    assert dates("France only 1-20 April", text) == "2027-03-01..2027-04-30; DE,ES,FR"


@pytest.mark.parametrize(
    "text",
    [
        "France from the start",
        "Francia desde el principio",
        "França desde o início",
        "Frankreich von Anfang an",
        "La France dès le début",
        "Francia dall'inizio",
        "Frankrijk vanaf het begin",
        "Frankrike från start",
    ],
)
def test_a_part_starts_with_the_whole(text: str) -> None:
    expected = "2027-03-01..2027-04-30; 2027-03-01..2027-04-20[FR]; DE,ES,FR"
    assert dates("France only 1-20 April", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Spain same dates as Germany",
        "España las mismas fechas que Alemania",
        "Espanha mesmas datas da Alemanha",
        "Spanien gleiche Daten wie Deutschland",
        "Espagne mêmes dates que l'Allemagne",
        "Spagna stesse date della Germania",
        "Spanje dezelfde data als Duitsland",
        "Spanien samma datum som Tyskland",
    ],
)
def test_a_part_has_the_dates_of_another(text: str) -> None:
    expected = "2027-03-01..2027-04-30; 2027-03-01..2027-03-31[DE]; 2027-03-01..2027-03-31[ES]"
    assert dates("Germany only in March", text) == f"{expected}; DE,ES,FR"


def test_a_country_called_like_a_person_has_dates_from_a_month_on() -> None:
    expected = "2027-03-01..2027-04-30; 2027-04-01..2027-04-20[FR]; DE,ES,FR"
    assert dates("France from April 1 to April 20") == expected
