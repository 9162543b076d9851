"""Money that refers back to what stands, or to what was moved last."""

import pytest

from tests.agents.readers.described import described

TWO = "Sony: 60k Spain + 50k Portugal, Feb 1-28"


def split(spain: int, portugal: int) -> str:
    return described(f"Sony: {spain}k Spain + {portugal}k Portugal, Feb 1-28")


@pytest.mark.parametrize(
    "text",
    [
        "and take those 5k off the other market",
        "y esos 5k quítaselos a Portugal",
        "quei 5k toglili al Portogallo",
        "die 5k nimm von Portugal weg",
        "esses 5k tira de Portugal",
        "ces 5k, enlève-les au Portugal",
    ],
)
def test_those_are_taken_off_another_part(text: str) -> None:
    assert described(TWO, "5k more for Spain", text) == split(65, 45)


@pytest.mark.parametrize(
    "text",
    [
        "and give those 10k to Spain",
        "den 10k lägger du på Spanien",
        "quei 10k mettili sulla Spagna",
        "esos 10k dáselos a España",
    ],
)
def test_those_are_given_to_another_part(text: str) -> None:
    assert described(TWO, "Portugal down to 40k", text) == split(70, 40)


@pytest.mark.parametrize(
    "text",
    [
        "passa 5k de Espanha para o outro mercado",
        "move 5k from Spain to the other country",
        "verschieb 5k von Spanien auf den anderen Markt",
    ],
)
def test_the_other_of_two_markets_gets_the_money(text: str) -> None:
    assert described(TWO, text) == split(55, 55)


@pytest.mark.parametrize(
    "text", ["encore 5k dans le même sens", "another 5k the same way", "5k más en el mismo sentido"]
)
def test_the_last_move_is_made_once_more(text: str) -> None:
    assert described(TWO, "move 10k from Spain to Portugal", text) == split(45, 65)


@pytest.mark.parametrize(
    "text",
    ["sorry should be 5k moved, not 10", "nur 5k verschieben", "en fait déplace seulement 5k"],
)
def test_the_last_move_is_of_another_amount(text: str) -> None:
    assert described(TWO, "move 10k from Spain to Portugal", text) == split(55, 55)


def test_a_move_that_was_taken_back_is_made_with_another_amount() -> None:
    moved = (TWO, "sposta 10k dalla Spagna al Portogallo", "annulla", "sposta solo 5k invece")
    assert described(*moved) == split(55, 55)


@pytest.mark.parametrize("text", ["move 5k", "sposta solo 5k", "those 5k"])
def test_money_that_refers_to_nothing_known_is_no_whole_budget(text: str) -> None:
    assert described(TWO, text).startswith("110000 EUR")


def test_italian_down_is_no_june() -> None:
    assert described(TWO, "Portogallo giù a 40k") == split(60, 40)


def test_nobody_knows_the_other_market_before_one_was_spoken_of() -> None:
    assert described(TWO, "take 5k off the other market") == described(TWO)
