"""One end of a budget with two, and what an amount that stands is: a week's, gross."""

import pytest

from tests.agents.readers.described import described

RANGE = "Galp Portugal, entre {}k e {}k, abril"
DAILY = "Ashdown, Scotland, £3k a {}"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("upper end is 65k now", 50, 65),
        ("o teto agora é 60k", 50, 60),
        ("le haut de la fourchette passe à 65k", 50, 65),
        ("Obergrenze ist jetzt 60k", 50, 60),
        ("lower end is 55k now", 55, 70),
        ("Untergrenze jetzt 55k", 55, 70),
    ],
)
def test_one_end_moves_and_the_other_stays(text: str, low: int, high: int) -> None:
    assert described(RANGE.format(50, 70), text) == described(RANGE.format(low, high))


@pytest.mark.parametrize(
    "text",
    [
        "sorry my bad, 3k a week not a day. rest is right",
        "3k pro Woche, nicht pro Tag",
        "son 3k por semana, no por día",
    ],
)
def test_a_period_that_is_denied_is_not_taken(text: str) -> None:
    assert described(DAILY.format("day"), text) == described(DAILY.format("week"))


@pytest.mark.parametrize("text", ["en brut, les 12k.", "les 12k sont bruts, pas nets"])
def test_the_basis_of_the_amount_that_stands(text: str) -> None:
    first = "Lunaire, France, 12k€"
    assert described(first, text) == described(f"{first} brut")
