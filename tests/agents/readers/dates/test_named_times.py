"""Times that are only called something: the days that are told count."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of


def flight(text: str) -> str:
    """The one flight of a first message."""
    held = brief_of(text).flight
    assert held is not None
    return f"{held.start} {held.end}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Acme, US, 100k, spring break (March 1-20)", "2027-03-01 2027-03-20"),
        ("Acme, US, 100k, Q1 (Jan 15 - Mar 15)", "2027-01-15 2027-03-15"),
        ("Acme, US, 100k, Easter (March 20 - April 2)", "2027-03-20 2027-04-02"),
        ("Acme, US, Q4 budget of 100k, to be spent before Christmas", "2026-11-20 2026-12-24"),
        ("Adidas Q4 budget 200k Germany, 1-15 December", "2026-12-01 2026-12-15"),
        ("Acme, Deutschland, 50k, Q1-Budget, 1.-14. Februar", "2027-02-01 2027-02-14"),
        ("Adidas Q1 budget 200k Germany", "2027-01-01 2027-03-31"),
    ],
)
def test_told_days_come_before_the_name_of_a_time(text: str, days: str) -> None:
    assert flight(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "Acme, US, 50k. We kick off on 3/1/2027 and wrap up on 4/30/2027",
        "Para Acme, España, 50k. Arrancamos el 1/3/2027 y cerramos el 30/4/2027",
        "Acme, Brasil, R$ 50k. Começamos em 1/3/2027 e encerramos em 30/4/2027",
        "Wir starten am 1.3.2027 und hören auf am 30.4.2027. Acme, Deutschland, 50k",
        "On démarre le 1/3/2027 et on termine le 30/4/2027. Acme, France, 50k",
        "Acme, Italia, 50k. Partiamo il 1/3/2027 e finiamo il 30/4/2027",
        "Acme, Nederland, 50k. We starten op 1-3-2027 en stoppen op 30-4-2027",
        "Acme, Sverige, 50k kr. Vi startar den 1 mars 2027 och avslutar den 30 april 2027",
        "Récap Acme, France, 50k\n> 1 mars 2027 – 30 avril 2027",
    ],
)
def test_a_start_and_an_end_told_apart_are_one_flight(text: str) -> None:
    assert flight(text) == "2027-03-01 2027-04-30"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Call notes 18/11\n- UK, 50k GBP\n- January", "2027-01-01..2027-01-31"),
        ("Call notes, Nov 18\n- UK, 50k GBP\n- 5 weeks from Feb 1", "2027-02-01..2027-03-07"),
        ("UK, 50k GBP, Nov 18, 2027", "2027-11-18..2027-11-18"),
        ("UK, 50k GBP, Nov 18", "2027-11-18..2027-11-18"),
    ],
)
def test_the_day_of_notes_is_no_flight(said: str, told: str) -> None:
    assert flight(said) == told.replace("..", " ")
