"""Dates that take the place of those that stand: other weeks, another end, both ends moved."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import dates, described

WEEK = "Haribo, France, 40k EUR, first week of March 2027"
MONTH = "Haribo, France, 40k EUR, 7 to 27 December 2026"
SPRING = "Haribo, France, 40k EUR, 12 April to 9 May 2027"


@pytest.mark.parametrize(
    "text",
    ["make it the first two weeks", "plutôt les deux premières semaines",
     "mejor las dos primeras semanas", "lieber die ersten zwei Wochen",
     "meglio le prime due settimane", "melhor as duas primeiras semanas",
     "liever de eerste twee weken", "hellre de två första veckorna"],
)  # fmt: skip
def test_weeks_without_a_month_are_of_the_one_that_stands(text: str) -> None:
    assert dates(WEEK, text) == "2027-03-01..2027-03-14"


def test_the_last_weeks_are_of_that_month_as_well() -> None:
    assert dates(WEEK, "rather the last two weeks") == "2027-03-18..2027-03-31"


@pytest.mark.parametrize(
    "text",
    ["it ends on the 24th after all", "afinal acaba a 24", "al final acaba el 24",
     "endet doch am 24.", "finalement ça se termine le 24", "anzi finisce il 24",
     "eindigt toch op de 24e", "slutar den 24 istället"],
)  # fmt: skip
def test_a_verb_tells_the_new_last_day(text: str) -> None:
    assert dates(MONTH, text) == "2026-12-07..2026-12-24"


@pytest.mark.parametrize(
    "text",
    ["start a week later, the end moves a week too",
     "facciamo partire tutto una settimana dopo, anche la fine slitta di una settimana",
     "eine Woche später starten, das Ende rutscht auch eine Woche"],
)  # fmt: skip
def test_a_move_said_of_both_ends_is_one(text: str) -> None:
    assert dates(SPRING, text) == "2027-04-19..2027-05-16"


@pytest.mark.parametrize(
    "text",
    ["no wait make that six weeks", "of nee maak er zes weken van",
     "ach nein mach sechs Wochen draus", "no espera que sean seis semanas",
     "ah non, mets six semaines", "anzi facciamo sei settimane", "não, faz seis semanas",
     "nej gör det sex veckor"],
)  # fmt: skip
def test_another_length(text: str) -> None:
    assert dates(SPRING, text) == "2027-04-12..2027-05-23"


@pytest.mark.parametrize(
    ("end", "day"),
    [("until Easter Sunday", "28"), ("bis Ostersonntag", "28"), ("al domingo de pascua", "28"),
     ("bis Ostermontag", "29"), ("until Easter Monday", "29"), ("jusqu'au lundi de Pâques", "29")],
)  # fmt: skip
def test_the_days_of_easter(end: str, day: str) -> None:
    said = described(f"Haribo, Norway, 650k NOK, 1 February 2027 {end}")
    assert f"2027-02-01..2027-03-{day}" in said


@pytest.mark.parametrize(
    "text",
    ["take out Easter weekend", "togliamo il weekend di Pasqua", "ohne das Osterwochenende",
     "sin el fin de semana de Pascua", "sans le week-end de Pâques",
     "tira o fim de semana da Páscoa", "haal het paasweekend eruit", "ta bort påskhelgen"],
)  # fmt: skip
def test_the_weekend_of_a_feast_is_taken_out(text: str) -> None:
    march = "Lidl, France, 60k EUR, 1 to 31 March 2027"
    assert dates(march, text) == "2027-03-01..2027-03-25[]; 2027-03-30..2027-03-31[]"


@pytest.mark.parametrize(
    "text",
    ["take out the last week", "togli l'ultima settimana", "ohne die letzte Woche",
     "die letzte Woche streichen wir", "quita la última semana", "enlève la dernière semaine",
     "tira a última semana", "haal de laatste week eruit", "ta bort sista veckan"],
)  # fmt: skip
def test_the_last_week_of_what_stands_is_taken_out(text: str) -> None:
    assert dates("Lidl, France, 60k EUR, 1 to 31 March 2027", text) == "2027-03-01..2027-03-24"


@pytest.mark.parametrize("text", ["skippa de två första veckorna", "drop the first two weeks",
                                  "quita las dos primeras semanas"])  # fmt: skip
def test_the_first_weeks_are_taken_out(text: str) -> None:
    assert dates("Lidl, France, 60k EUR, 1 to 31 March 2027", text) == "2027-03-15..2027-03-31"
