"""Dates of a part that has dates of its own already, and of one that joins later."""

import pytest

from tests.agents.readers.described import dates, described

WHOLE = "2027-01-11..2027-03-31"
STAGGERED = (
    "IKEA, 300k EUR, Germany, Netherlands and Sweden. 11 January to 31 March overall. "
    "Germany runs the full period, Netherlands only from 1 Feb, Sweden only from 22 Feb"
)
BY_MARKET = "Migros, DE AT CH, 200k EUR. DE 1.-21. März, AT 8.-28. März, CH 15. März-11. April"
OTHERS = "2027-03-01..2027-03-21[DE]; 2027-03-08..2027-03-28[AT]"
TWO = "Nike, 250k EUR, Germany and Spain, 1 March to 30 April 2027"


@pytest.mark.parametrize(
    "text",
    [
        "client brought Sweden forward, now from 15 Feb",
        "Sweden now starts on 15 Feb",
        "der Kunde hat Schweden vorgezogen, jetzt ab 15. Februar",
        "Suecia se adelanta, ahora desde el 15 de febrero",
        "a Suécia agora começa em 15 de fevereiro",
        "la Suède est avancée, maintenant à partir du 15 février",
        "la Svezia è stata anticipata, ora dal 15 febbraio",
        "Zweden is naar voren gehaald, nu vanaf 15 februari",
        "Sverige tidigareläggs, nu från 15 februari",
    ],
)
def test_a_part_with_its_own_start_gets_another(text: str) -> None:
    own = "2027-02-01..2027-03-31[NL]; 2027-02-15..2027-03-31[SE]"
    assert dates(STAGGERED, text) == f"{WHOLE}; {own}"


@pytest.mark.parametrize(
    "text",
    [
        "and NL ends on 14 March already",
        "NL endet schon am 14. März",
        "Holanda termina ya el 14 de marzo",
        "a Holanda termina já em 14 de março",
        "les Pays-Bas seulement jusqu'au 14 mars",
        "Olanda solo fino al 14 marzo",
        "Nederland stopt al op 14 maart",
        "Nederländerna slutar redan 14 mars",
    ],
)
def test_a_part_with_its_own_start_gets_an_end(text: str) -> None:
    own = "2027-02-01..2027-03-14[NL]; 2027-02-22..2027-03-31[SE]"
    assert dates(STAGGERED, text) == f"{WHOLE}; {own}"


@pytest.mark.parametrize(
    "text",
    [
        "CH verschiebt sich auf 22. März bis 18. April",
        "Switzerland moves to 22 March-18 April",
        "Suiza se mueve al 22 de marzo - 18 de abril",
        "a Suíça muda para 22 de março a 18 de abril",
        "la Suisse est décalée du 22 mars au 18 avril",
        "la Svizzera slitta al 22 marzo - 18 aprile",
        "Zwitserland verschuift naar 22 maart t/m 18 april",
        "push Switzerland back a week",
        "verschiebe die Schweiz um eine Woche nach hinten",
        "retrasa Suiza una semana",
        "skjut fram Schweiz en vecka",
    ],
)
def test_one_of_several_flights_moves_alone(text: str) -> None:
    assert dates(BY_MARKET, text) == f"{OTHERS}; 2027-03-22..2027-04-18[CH]"


@pytest.mark.parametrize(
    "text",
    [
        "add Italy, but only from 15 March",
        "add Italy, only from 15 March",
        "añade Italia, pero solo desde el 15 de marzo",
        "adiciona a Itália, mas só a partir de 15 de março",
        "ajoute l'Italie, mais seulement à partir du 15 mars",
        "aggiungi l'Italia, ma solo dal 15 marzo",
        "lägg till Italien, men först från 15 mars",
    ],
)
def test_a_market_that_joins_later_moves_no_other(text: str) -> None:
    assert dates(TWO, text) == "2027-03-01..2027-04-30; 2027-03-15..2027-04-30[IT]"


@pytest.mark.parametrize(
    "text",
    [
        "Spain in two bursts, 1-14 March and 12-25 April",
        "Spain runs in two bursts: 1-14 March and 12-25 April",
        "Spanien in zwei Wellen, 1.-14. März und 12.-25. April",
        "España en dos oleadas, del 1 al 14 de marzo y del 12 al 25 de abril",
        "a Espanha em duas ondas, de 1 a 14 de março e de 12 a 25 de abril",
        "l'Espagne en deux vagues, du 1er au 14 mars et du 12 au 25 avril",
        "la Spagna in due ondate, dal 1 al 14 marzo e dal 12 al 25 aprile",
        "Spanje in twee golven, 1-14 maart en 12-25 april",
        "Spanien i två omgångar, 1-14 mars och 12-25 april",
    ],
)
def test_bursts_of_one_market_leave_the_whole_as_it_is(text: str) -> None:
    bursts = "2027-03-01..2027-03-14[ES]; 2027-04-12..2027-04-25[ES]"
    assert dates(TWO, text) == f"2027-03-01..2027-04-30; {bursts}"


@pytest.mark.parametrize(
    "text",
    [
        "the Spanish flight is 15-28 March",
        "can Spain do 15-28 March instead?",
        "Spain 50k, 15-28 March",
        "only Spain moves: 15-28 March",
    ],
)
def test_what_is_said_beside_a_market_dates_it_alone(text: str) -> None:
    assert dates(TWO, text) == "2027-03-01..2027-04-30; 2027-03-15..2027-03-28[ES]"


@pytest.mark.parametrize(
    "text",
    [
        "everything a week later except Spain",
        "alles eine Woche später außer Spanien",
        "todo una semana más tarde excepto España",
        "tout une semaine plus tard sauf l'Espagne",
        "tutto una settimana più tardi tranne la Spagna",
        "alles een week later behalve Spanje",
        "allt en vecka senare utom Spanien",
    ],
)
def test_a_part_that_is_excepted_stays_where_it_is(text: str) -> None:
    assert dates(TWO, text) == "2027-03-08..2027-05-07; 2027-03-01..2027-04-30[ES]"
    assert "DE" in described(TWO, text) and "ES" in described(TWO, text)


def test_all_but_one_market_start_later() -> None:
    later = "2027-03-08..2027-04-30; 2027-03-01..2027-04-30[ES]"
    assert dates(TWO, "all markets start 8 March except Spain") == later


@pytest.mark.parametrize(
    "text", ["my colleague is away until 8 April", "the call is on 1 December"]
)
def test_when_somebody_is_away_is_no_flight(text: str) -> None:
    assert dates(TWO, text) == "2027-03-01..2027-04-30"


@pytest.mark.parametrize(
    "text",
    [
        "Dates by market:\nDE 1-21 March\nES 15 March - 11 April",
        "Markt | Zeitraum\nDE | 01.03.-21.03.\nES | 15.03.-11.04.",
        "Fechas por país:\nAlemania: del 1 al 21 de marzo\nEspaña: del 15 de marzo al 11 de abril",
        "DE 100k 1-21 March, ES 80k 15 March - 11 April",
        "DE: 100k EUR, 1-21 March\nES: 80k EUR, 15 March - 11 April",
    ],
)
def test_a_table_of_markets_dates_each(text: str) -> None:
    assert dates(f"Nivea, 180k EUR\n{text}") == (
        "2027-03-01..2027-03-21[DE]; 2027-03-15..2027-04-11[ES]"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Nike spring March/April\nNike, UK, 100k GBP, 8 March to 11 April",
        "Betreff: Nike März/April\nNike, UK, 100k GBP, 8. März bis 11. April",
    ],
)
def test_days_beat_the_months_of_a_subject(text: str) -> None:
    assert dates(text) == "2027-03-08..2027-04-11"


@pytest.mark.parametrize(
    "text",
    [
        "Spain gets 100k, campaign from 8 March",
        "keep Spain, but start 8 March",
        "add Italy and run 8 March to 30 April",
        "Spain 100k and everything from 8 March",
    ],
)
def test_what_is_said_of_all_behind_a_market_is_of_the_whole(text: str) -> None:
    assert dates(TWO, text) == "2027-03-08..2027-04-30"


@pytest.mark.parametrize(
    "text",
    [
        "plan needs to be ready by 5 December",
        "I need the plan on 1 December",
        "the client signs on 3 December",
        "creative arrives on 15 February",
        "rates valid until 31 January",
    ],
)
def test_when_something_is_due_is_no_flight(text: str) -> None:
    assert dates(TWO, text) == "2027-03-01..2027-04-30"
