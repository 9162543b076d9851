"""What drops to a figure, or is left at one, stays; what only goes to a figure drops no other."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

BRIEF = "Volvo, UK 60k, Norway 40k, euro, maj"


@pytest.mark.parametrize(
    "words",
    [
        "leave Norway at 40k",
        "lass Norwegen bei 40k",
        "laisse la Norvège à 40k",
        "lascia la Norvegia a 40k",
        "laat Noorwegen op 40k",
        "deixa a Noruega em 40k",
        "låt Norge vara 40k",
    ],
)
def test_what_is_left_at_its_figure_stays(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF)


@pytest.mark.parametrize(
    "words",
    [
        "drop Norway to 30k",
        "just Norway to 30k please",
        "nur Norwegen auf 30k senken",
        "baja solo Noruega a 30k",
        "seulement la Norvège à 30k",
        "solo la Norvegia a 30k",
        "alleen Noorwegen naar 30k",
        "sänk bara Norge till 30k",
        "baixa só a Noruega para 30k",
    ],
)
def test_what_goes_to_a_figure_gets_it(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF.replace("40k", "30k"))


def test_only_one_market_shuts_the_others_out_still() -> None:
    assert "NO;" in described(BRIEF, "only Norway, 50k")
