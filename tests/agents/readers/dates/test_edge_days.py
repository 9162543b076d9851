"""A single day where a longer flight stands is its start or its end."""

import pytest

from tests.agents.readers.described import dates

BRIEF = "Nike, 250k EUR, Germany, 1 March to 30 April 2027"
TWO = "Nike, 250k EUR, Germany and Spain, 1 March to 30 April 2027"
BY_MARKET = "Migros, DE AT CH, 200k EUR. DE 1.-21. März, AT 8.-28. März, CH 15. März-11. April"


@pytest.mark.parametrize(
    "text",
    [
        "ah and April 18 as the end date, not 30",
        "the last day is 18 April",
        "18. April als Enddatum",
        "el 18 de abril como fecha final, no el 30",
        "18 de abril como data final",
        "le 18 avril comme date de fin",
        "18 aprile come data di fine",
        "18 april als einddatum",
        "18 april som slutdatum",
        "ends 18 April, not 30 April",
        "Ende am 18. April, nicht am 30. April",
        "termina el 18 de abril, no el 30 de abril",
    ],
)
def test_a_day_called_the_end_is_the_end(text: str) -> None:
    assert dates(BRIEF, text) == "2027-03-01..2027-04-18"


@pytest.mark.parametrize(
    "text",
    [
        "first day is 8 March",
        "move the start to 8 March",
        "Start auf den 8. März verschieben",
        "mueve el inicio al 8 de marzo",
        "passa o início para 8 de março",
        "décale le début au 8 mars",
        "sposta l'inizio al 8 marzo",
        "verplaats de start naar 8 maart",
        "flytta starten till 8 mars",
        "it should start on 8 March and not on 1 March",
        "démarre le 8 mars au lieu du 1er mars",
        "not 1 March but 8 March",
        "8 March please",
    ],
)
def test_a_day_called_the_start_is_the_start(text: str) -> None:
    assert dates(BRIEF, text) == "2027-03-08..2027-04-30"


@pytest.mark.parametrize(
    "text", ["sorry, 2 May", "move the end to 2 May", "flytta slutet till 2 maj"]
)
def test_a_day_near_the_end_or_called_so_is_the_end(text: str) -> None:
    assert dates(BRIEF, text) == "2027-03-01..2027-05-02"


@pytest.mark.parametrize("text", ["move it to 5 April", "it moves to 5 April"])
def test_a_flight_that_moves_stays_as_long(text: str) -> None:
    assert dates(BRIEF, text) == "2027-04-05..2027-06-04"


@pytest.mark.parametrize("text", ["only on 5 April", "just 5 April", "nur am 5. April"])
def test_only_one_day_is_a_flight_of_one_day(text: str) -> None:
    assert dates(BRIEF, text) == "2027-04-05..2027-04-05"


@pytest.mark.parametrize(
    "text",
    [
        "Switzerland moves to the 22nd",
        "die Schweiz verschiebt sich auf den 22. März",
        "Suiza se mueve al 22 de marzo",
        "a Suíça muda para 22 de março",
        "la Suisse est décalée au 22 mars",
        "la Svizzera slitta al 22 marzo",
        "Zwitserland schuift op naar 22 maart",
        "Schweiz flyttas till den 22 mars",
    ],
)
def test_a_part_that_moves_stays_as_long(text: str) -> None:
    others = "2027-03-01..2027-03-21[DE]; 2027-03-08..2027-03-28[AT]"
    assert dates(BY_MARKET, text) == f"{others}; 2027-03-22..2027-04-18[CH]"


@pytest.mark.parametrize(
    "text", ["sorry, 26 March", "I meant from 26 March", "make that the 26th", "perdón, el 26"]
)
def test_a_correction_is_of_the_part_that_was_dated_last(text: str) -> None:
    later = "2027-03-01..2027-04-30; 2027-03-26..2027-04-30[ES]"
    assert dates(TWO, "Spain only from 24 March pls", text) == later
