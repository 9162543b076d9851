"""Days in words, and months that are none."""

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize(
    "text",
    [
        "Itaú, Brasil, R$ 1 mi, de primeiro de março até trinta de abril",
        "Acme, España, 1M EUR, del uno de marzo al treinta de abril",
        "Acme, France, 1M EUR, du premier mars au trente avril",
        "Acme, Italia, 1M EUR, dal primo marzo al trenta aprile",
    ],
)
def test_a_day_in_words_ends_the_flight(text: str) -> None:
    assert "2027-03-01..2027-04-30" in described(text)


def test_rio_de_janeiro_is_no_january() -> None:
    text = "oi! Natura, R$ 300 mil, São Paulo e Rio de Janeiro (estados), fevereiro"
    said = described(text)
    assert "2027-02-01..2027-02-28" in said and "advertiser Natura" in said


@pytest.mark.parametrize(
    ("text", "flight"),
    [
        ("starting february first through the thirtieth of april", "2027-02-01..2027-04-30"),
        ("january fifteenth to march fifteenth", "2027-01-15..2027-03-15"),
        ("march twenty third to april twenty eighth", "2027-03-23..2027-04-28"),
        ("march the third through march the twenty fifth", "2027-03-03..2027-03-25"),
        ("from the fifth to the twentieth of may", "2027-05-05..2027-05-20"),
        ("vom ersten april bis zum dreißigsten mai", "2027-04-01..2027-05-30"),
        ("vom ersten bis zum fünfzehnten april", "2027-04-01..2027-04-15"),
        ("del quince de enero al treinta de abril", "2027-01-15..2027-04-30"),
        ("del uno al treinta y uno de marzo", "2027-03-01..2027-03-31"),
        ("do dia quinze de março até o dia vinte e oito de abril", "2027-03-15..2027-04-28"),
        ("du premier février au trente et un mars", "2027-02-01..2027-03-31"),
        ("du premier au quinze mars", "2027-03-01..2027-03-15"),
        ("dal primo al trenta giugno", "2027-06-01..2027-06-30"),
        ("van vijftien januari tot en met eenendertig maart", "2027-01-15..2027-03-31"),
        ("van de eerste tot en met de dertigste april", "2027-04-01..2027-04-30"),
        ("från den första mars till den trettionde april", "2027-03-01..2027-04-30"),
    ],
)
def test_dictated_days_are_dates(text: str, flight: str) -> None:
    assert flight in described(f"Lidl UK 150k {text}")


@pytest.mark.parametrize(
    ("text", "flight"),
    [
        ("first two weeks of march", "2027-03-01..2027-03-14"),
        ("march second half", "2027-03-16..2027-03-31"),
        ("die ersten zwei Märzwochen", "2027-03-01..2027-03-14"),
    ],
)
def test_an_ordinal_before_weeks_is_no_day(text: str, flight: str) -> None:
    assert flight in described(f"Lidl UK 150k {text}")


@pytest.mark.parametrize(
    "text",
    [
        "the last two weeks of the year",
        "die letzten zwei Wochen des Jahres",
        "las dos últimas semanas del año",
        "as duas últimas semanas do ano",
        "le ultime due settimane dell'anno",
        "de laatste twee weken van het jaar",
        "de sista två veckorna på året",
    ],
)
def test_the_last_weeks_of_the_year_end_it(text: str) -> None:
    assert "2026-12-18..2026-12-31" in described(f"Lidl UK 150k {text}")


@pytest.mark.parametrize(
    ("text", "flight"),
    [
        ("od 1 do 31 marca", "2027-03-01..2027-03-31"),
        ("od 15 stycznia do 28 lutego", "2027-01-15..2027-02-28"),
        ("w kwietniu", "2027-04-01..2027-04-30"),
        ("fra 1. marts til 30. april", "2027-03-01..2027-04-30"),
    ],
)
def test_polish_and_danish_months_are_read(text: str, flight: str) -> None:
    assert flight in described(f"Allegro, Poland, 150k PLN, {text}")
