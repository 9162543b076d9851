"""Ages that are put to those that stand, taken from them, or put in their place."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described


def ages(first: str, then: str) -> str:
    """The ages that are left once `then` is said."""
    slots = described(f"Nike, 100k EUR, Spain, {first}", then).split("; ")
    return next((s.removeprefix("ages ") for s in slots if s.startswith("ages ")), "")


@pytest.mark.parametrize(
    "then",
    ["also 45-54", "add 45-54 year olds", "45-54 too", "también 45-54", "también los de 45-54",
     "auch 45-54", "45-54 dazu", "ajoute les 45-54 ans", "junta os 45-54", "aggiungi 45-54",
     "anche 45-54", "ook 45-54", "voeg 45-54 toe", "även 45-54", "lägg till 45-54"],
)  # fmt: skip
def test_ages_are_put_to_those_that_stand(then: str) -> None:
    assert ages("18-34", then) == "18-34+45-54"


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("women 18-34", "also men 55+", "18-34+55-"),
        ("18-34", "add 35-44", "18-44"),
        ("Gen Z", "millennials too", "18-45"),
        ("18-34 and 55+", "drop the 55+", "18-34"),
        ("18-34", "quita los de 18-24", "25-34"),
        ("Gen Z and millennials", "drop millennials", "18-29"),
        ("18-34", "use 25-44", "25-44"),
        ("18-34", "make it 25-44", "25-44"),
        ("18-34", "also in Deutschland 25-44", "25-44"),
        ("18-34", "not under 21", "21-"),
    ],
)
def test_ages_are_taken_off_or_replaced(first: str, then: str, left: str) -> None:
    assert ages(first, then) == left


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        ("the age can go up to 54", "25-54"),
        ("das Alter darf bis 60 gehen", "25-60"),
        ("solo hombres; y mejor desde los 35", "35-49"),
        ("doch erst ab 35", "35-49"),
        ("vanaf 35 jaar", "35-49"),
    ],
)
def test_one_edge_moves_and_the_other_stays(words: str, ages: str) -> None:
    assert f"ages {ages}" in described("Acme, Germany, 50k, 25-49", words)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("les 18 34 ans", "18-34"),
        ("women 25 44", "25-44"),
        ("categoría alcohol, así que solo +18", "18-"),
        ("30-59 ans, masthead + 20s", "30-59"),
        ("spots of 15s and 20s", ""),
        ("people in their 20s and 30s", "20-39"),
    ],
)
def test_ages_as_they_are_dictated_and_no_lengths_of_spots(said: str, told: str) -> None:
    assert ages(said, "") == told
