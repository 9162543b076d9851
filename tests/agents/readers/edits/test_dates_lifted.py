"""Dates that a market has of its own are lifted without the market."""

import pytest

from tests.agents.readers.described import described

WHOLE = "Unilever, UK + Ireland, £150k, Jan 1 to Mar 31"
OWN = f"{WHOLE}, Ireland only from Feb 1"


@pytest.mark.parametrize(
    "text",
    [
        "forget the Irish start date, both markets run the full period",
        "Ireland doesn't need its own dates, lose the separate dates",
        "der eigene Starttermin für Irland entfällt",
        "quita la fecha de inicio de Irlanda",
        "tira a data de início da Irlanda",
        "plus besoin de dates propres pour l'Irlande",
        "togli la data di inizio dell'Irlanda",
        "schrap de startdatum voor Ierland",
        "ta bort startdatumet för Irland",
    ],
)
def test_a_market_loses_its_dates_and_stays(text: str) -> None:
    assert described(OWN, text) == described(WHOLE)


def test_a_market_without_dates_of_its_own_stays() -> None:
    assert described(WHOLE, "forget the Irish start date") == described(WHOLE)


def test_a_market_goes_where_the_dates_stay() -> None:
    assert "GB; " in described(WHOLE, "drop Ireland and keep the dates") + "; "
    assert "IE" not in described(WHOLE, "drop Ireland and keep the dates")
