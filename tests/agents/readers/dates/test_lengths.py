"""Flights that keep their length, and lengths that are corrected."""

import pytest

from tests.agents.readers.described import dates

THREE_WEEKS = "Nike 10k eur France audio, Jan 4-24 2027"
TWO_WEEKS = "Nike 10k eur France audio, 2 weeks from Feb 15 2027"


@pytest.mark.parametrize(
    "text",
    ["starting Feb 1 instead, same length", "same length but starting Feb 1",
     "move to Feb, same duration", "Start am 1. Februar, Laufzeit bleibt gleich",
     "nee moment, erst ab 1. Februar, gleiche Länge", "empezar el 1 de febrero, misma duración",
     "começa dia 1 de fevereiro, mesma duração", "plutôt à partir du 1er février, même durée",
     "dal 1 febbraio, stessa durata", "vanaf 1 februari, zelfde looptijd",
     "start 1 februari, samma längd", "Feb 1 start, equally long", "start Feb 1 instead"],
)  # fmt: skip
def test_a_flight_that_moves_stays_as_long(text: str) -> None:
    assert dates(THREE_WEEKS, text) == "2027-02-01..2027-02-21"


def test_with_a_new_end_the_start_moves() -> None:
    assert dates(THREE_WEEKS, "end Feb 14, same length") == "2027-01-25..2027-02-14"
    assert dates(THREE_WEEKS, "end Feb 14") == "2027-01-04..2027-02-14"


def test_whole_months_stay_whole_months() -> None:
    said = ("Nike 10k eur France audio, Jan 2027", "starting Feb 1 instead, same length")
    assert dates(*said) == "2027-02-01..2027-02-28"


@pytest.mark.parametrize(
    "text",
    ["sorry i meant 3 weeks", "oops meant 3 weeks", "sorry, ich meinte 3 Wochen",
     "perdón, quise decir 3 semanas", "pardon je voulais dire 3 semaines",
     "desculpa, quis dizer 3 semanas", "scusa, intendevo 3 settimane",
     "sorry ik bedoelde 3 weken", "förlåt, jag menade 3 veckor", "could we get 3 weeks?",
     "3 weeks, same start"],
)  # fmt: skip
def test_a_corrected_length_keeps_the_start(text: str) -> None:
    assert dates(TWO_WEEKS, text) == "2027-02-15..2027-03-07"


def test_a_question_about_a_length_changes_nothing() -> None:
    assert dates(TWO_WEEKS, "what would 3 weeks look like?") == "2027-02-15..2027-02-28"
