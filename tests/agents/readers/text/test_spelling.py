"""Slips of the finger that are set right, and ordinary words that are none."""

import pytest

from agents.readers.text.spelling import corrected
from agents.readers.text.tokens import tokenise
from agents.understanding import understand
from tests.agents.readers.described import TODAY, described


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("thousnad", "thousand"), ("hunderd", "hundred"), ("ponuds", "pounds"), ("extned", "extend"),
     ("weesk", "weeks"), ("montsh", "months"), ("remvoe", "remove"), ("chnage", "change"),
     ("shfit", "shift"), ("incldue", "include"), ("vidoe", "video"), ("verlängren", "verlangern"),
     ("ausschliesslcih", "ausschliesslich"), ("estendre", "estende"), ("wochne", "woche"),
     ("agregra", "agregar"), ("ajuoter", "ajouter"), ("toevoegne", "toevoegen")],
)  # fmt: skip
def test_a_slip_in_a_word_that_matters_is_set_right(slip: str, meant: str) -> None:
    assert corrected(tokenise(slip))[0].fold == meant


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("puase", "pause"), ("protecton", "protection"), ("exept", "except"), ("rasie", "raise"),
     ("dorp", "drop"), ("onyl", "only"), ("onhe", "ohne"), ("elimna", "elimina"),
     ("qutia", "quita"), ("enlver", "enlever"), ("verwijdr", "verwijder")],
)  # fmt: skip
def test_a_slip_in_a_word_of_command_is_set_right(slip: str, meant: str) -> None:
    assert described("Nike UK, 90k pounds", f"{slip} video") == described(
        "Nike UK, 90k pounds", f"{meant} video"
    )


def test_a_name_that_resembles_a_command_stays_a_name() -> None:
    assert described("Puase Coffee, 50k EUR, Germany").endswith("advertiser Puase Coffee")
    assert described("Hone, 50k EUR, Germany, video").endswith("advertiser Hone")


@pytest.mark.parametrize(
    "word",
    ["manages", "gastos", "alegria", "sabia", "sucede", "cantar", "liberta", "spannen", "pollen",
     "Möbel", "inger", "partly", "starring", "direito", "leben", "genre", "cartas", "serving"],
)  # fmt: skip
def test_an_ordinary_word_is_no_slip(word: str) -> None:
    token = tokenise(word)[0]
    assert corrected((token,))[0].fold == token.fold


def test_slips_in_numbers_and_edits_are_understood() -> None:
    said = ("Nike UK, ninety thousnad pounds, March 2027", "extned by two weesk")
    expected = "90000 GBP; 2027-03-01..2027-04-14; GB; advertiser Nike"
    assert described(*said) == expected


def test_ordinary_words_say_nothing_of_the_audience() -> None:
    said = ["Nike US 50k usd", "the client manages the gastos, con alegria"]
    brief = understand(said, TODAY)[-1][1]
    assert brief.audience.interests == ()
    assert brief.geo.countries == ("US",)
