"""What nobody accepts is the bound the other way round, and what is not to be added is out."""

import pytest

from tests.agents.readers.described import described

FIRST = "Nike, US, 200k USD, 1-28 February 2027, audio"


@pytest.mark.parametrize(
    "text",
    ["They won't go over a $14 CPM", "they don't want to pay more than $14 CPM",
     "CPM can't top 14", "anything above a $14 CPM is a no-go", "nothing over a $14 CPM",
     "no pagan más de 14 de CPM", "no aceptan un CPM mayor a 14", "não pagam mais que 14 de CPM",
     "mehr als 14 TKP zahlen sie nicht", "ils ne vont pas au-delà d'un CPM de 14",
     "non vanno oltre un CPM di 14", "ze betalen niet meer dan 14 CPM",
     "de vill inte gå över en CPM på 14", "CPM-tak 14", "TKP-Obergrenze 14"],
)  # fmt: skip
def test_a_price_that_nobody_pays_is_a_limit(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "CPM max 14")


@pytest.mark.parametrize("text", ["CTR can't drop below 0.4%", "won't accept a CTR under 0.4%"])
def test_a_rate_that_nobody_accepts_is_a_least(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "CTR min 0.4%")


@pytest.mark.parametrize(
    "text", ["we can't do it under $14 CPM", "don't worry if the CPM goes over 14"]
)
def test_a_price_to_start_from_is_no_target(text: str) -> None:
    assert described(FIRST, text) == described(FIRST)


def test_a_negation_of_something_else_turns_no_bound() -> None:
    text = "no podcast and CPM under 14"
    assert described(FIRST, text) == described(FIRST, "no podcast", "CPM max 14")


@pytest.mark.parametrize(
    "text",
    ["don't add {}", "no agregues {}", "não adiciona {}", "nimm {} nicht dazu",
     "bitte kein {} hinzufügen", "n'ajoute pas {}", "non aggiungere {}", "voeg {} niet toe",
     "lägg inte till {}"],
)  # fmt: skip
def test_what_is_not_to_be_added_is_ruled_out(text: str) -> None:
    assert described(FIRST, text.format("podcast")) == described(FIRST, "no podcast")
    assert described(FIRST, text.format("Portugal")) == described(FIRST, "not Portugal")
