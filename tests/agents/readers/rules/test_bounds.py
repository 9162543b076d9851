"""Bounds of parts under any of their names: raised, and set free again."""

import pytest

from tests.agents.readers.described import described

BRIEF = "Red Bull, NL, BE, FR, 400k EUR, NL at most 150k, France at least 120k, max 3 per week"
HEAD, FLOOR, CEILING = "400000 EUR; BE,FR,NL", "FR amount 120000..", "NL amount ..150000"


def rules(words: str) -> str:
    return described(BRIEF, words)


@pytest.mark.parametrize(
    "words",
    [
        "move the France minimum to 140k",
        "raise the floor for France to 140k",
        "France's floor is now 140k",
        "heb die Untergrenze für Frankreich auf 140k",
        "sube el piso de Francia a 140k",
        "monte le plancher de la France à 140k",
    ],
)
def test_a_floor_stays_a_floor(words: str) -> None:
    assert rules(words) == described(BRIEF.replace("at least 120k", "at least 140k"))


@pytest.mark.parametrize(
    "words",
    ["remove the NL cap", "drop the cap on the Netherlands", "quita el tope de Holanda"],
)
def test_a_named_cap_is_lifted_and_its_market_stays(words: str) -> None:
    assert rules(words) == described(BRIEF.replace("NL at most 150k, ", ""))


def test_a_bound_that_drops_drops_no_market() -> None:
    assert rules("drop the France minimum to 90k") == described(
        BRIEF.replace("at least 120k", "at least 90k")
    )


def test_a_cap_without_a_name_is_the_one_on_frequency() -> None:
    assert rules("remove the cap") == described(BRIEF.replace(", max 3 per week", ""))


TWO = "Bimbo, Mexico and Colombia, 90k USD, Colombia at least 30k, Mexico at least 20k"


@pytest.mark.parametrize(
    "words",
    [
        "the Colombia minimum no longer applies",
        "los 30k de Colombia ya no aplican",
        "le minimum de la Colombie ne s'applique plus",
        "o mínimo da Colômbia não vale mais",
        "der Mindestbetrag für Kolumbien entfällt",
        "Colombia's min can go",
        "das Minimum für Kolumbien kannst du streichen",
    ],
)
def test_a_bound_is_lifted_by_words_behind_it(words: str) -> None:
    assert described(TWO, words) == described(TWO.replace("Colombia at least 30k, ", ""))


@pytest.mark.parametrize(
    "words",
    [
        "retire la contrainte des 40%",
        "tira a exigência dos 40%",
        "ditch the 40% rule",
        "die 40% Vorgabe kann weg",
        "el 40% ya no aplica",
    ],
)
def test_a_share_is_lifted_by_its_figure_and_the_budget_stays(words: str) -> None:
    first = "SNCF, Paris, 65k, podcast + audio"
    assert described(f"{first}, 40% podcast", words) == described(first)


@pytest.mark.parametrize("words", ["quita el 40% del presupuesto", "cut the budget by 40%"])
def test_a_percentage_of_the_budget_lifts_no_share(words: str) -> None:
    first = "SNCF, Paris, {}k, podcast + audio, 40% podcast"
    assert described(first.format(65), words) == described(first.format(39))
