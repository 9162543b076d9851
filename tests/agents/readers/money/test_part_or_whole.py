"""An amount that is said of one market of several never becomes the whole budget."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, described

FIRST = "Nike, UK, France and Spain, 300k EUR, March, audio"


@pytest.mark.parametrize(
    "edit",
    [
        "Spain takes 60k",
        "Spain ends up with 60k",
        "Spain goes from 50k to 60k",
        "for Spain they approved 60k",
        "in Spanien geben wir 60k aus",
        "para España aprobaron 60k",
        "la Spagna resta a 60k",
        "l'Espagne prend 60k",
        "voor Spanje is 60k akkoord",
        "i Spanien lägger vi 60k",
        "na Espanha colocamos 60k",
    ],
)
def test_an_amount_said_of_one_market_is_its_part(edit: str) -> None:
    assert described(FIRST, edit) == described(FIRST, "Spain 60k")


def test_an_amount_that_does_not_fit_beside_the_other_parts_is_the_whole() -> None:
    held = FIRST + ", UK 150k"
    assert described(held, "with Spain we land at 280k").startswith("280000 EUR")


@pytest.mark.parametrize("edit", ["spread 60k over Spain and France",
                                  "verdeel 60k over Spanje en Frankrijk"])  # fmt: skip
def test_an_amount_that_some_markets_share_is_named_and_not_used(edit: str) -> None:
    reading, _ = understand([FIRST, edit], TODAY)[-1]
    assert [e.text for e in reading.unexplained] == ["60k"]
    assert described(FIRST, edit) == described(FIRST)


@pytest.mark.parametrize(
    "edit",
    [
        "the budget is lower, 250k",
        "het budget is lager, 250k",
        "le budget est plus bas, 250k",
        "il budget è più basso, 250k",
    ],
)
def test_what_stands_behind_lower_and_a_pause_is_the_new_budget(edit: str) -> None:
    assert described(FIRST, edit) == described(FIRST, "250k in total")


def test_what_is_cut_is_taken_off() -> None:
    assert described(FIRST, "cut the budget, 50k") == described(FIRST, "250k in total")


@pytest.mark.parametrize(
    "edit",
    ["raise Spain by 10%", "cut France by a third", "double Spain", "Spanien um 10% kürzen"],
)
def test_more_of_a_market_without_an_amount_is_not_more_of_the_budget(edit: str) -> None:
    assert described(FIRST, edit) == described(FIRST)


def test_a_cut_beside_a_market_that_goes_is_of_the_budget() -> None:
    assert described(FIRST, "cut by 20% and drop Spain").startswith("240000 EUR; ")
