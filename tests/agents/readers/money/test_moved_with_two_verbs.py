"""Money that is taken from one part and put on another, and money on top, in two verbs."""

import pytest

from tests.agents.readers.described import described

PARTS = "Uber, Brazil 500k USD, Mexico 200k USD, Q1 2027"


@pytest.mark.parametrize(
    "words",
    [
        "take 50k from Brazil and put it in Mexico",
        "tira 50k do Brasil e põe no México",
        "tira 50k do Brasil e coloca no México",
        "quita 50k de Brasil y ponlos en México",
        "nimm 50k von Brasilien und gib sie Mexiko",
    ],
)
def test_money_is_moved(words: str) -> None:
    assert described(PARTS, words) == described(PARTS, "move 50k from Brazil to Mexico")


def test_what_is_still_put_on_top_is_added() -> None:
    brief = "HEMA, Nederland, 40k EUR, maart 2027"
    assert described(brief, "doe er nog 5k bij") == described(brief, "make it 45k")


def test_asking_what_more_money_brings_adds_none() -> None:
    brief = "Nintendo, France, 120k EUR, mars 2027"
    asked = "25k de plus vous pensez que ça apporte quoi ?"
    assert described(brief, asked) == described(brief)
