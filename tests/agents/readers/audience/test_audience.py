"""Ages, genders and interests as different people write them; each row names what must be read."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described


def audience(text: str) -> str:
    head, _, rest = described(f"Nike in the UK, £50k, {text}").partition("; GB; ")
    assert head == "50000 GBP"
    return rest.removesuffix("; advertiser Nike")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("between 18 and 34", "18-34"),
        ("between the ages of 18 and 34", "18-34"),
        ("de los 18 a los 34", "18-34"),
        ("dos 18 aos 34", "18-34"),
        ("tra i 18 e i 34 anni", "18-34"),
        ("tussen 18 en 34", "18-34"),
        ("mellan 18 och 34", "18-34"),
        ("18/34 ans", "18-34"),
        ("18/34", "18-34"),
        ("18-34s", "18-34"),
        ("25 plus", "25-"),
        ("25 years+", "25-"),
        ("25-plussers", "25-"),
        ("25 anos pra cima", "25-"),
        ("desde 25 años", "25-"),
        ("gli over 25", "25-"),
        ("Ü25", "25-"),
        ("U35", "-34"),
        ("-35 ans", "-34"),
    ],
)
def test_ages(text: str, ages: str) -> None:
    assert audience(text) == f"ages {ages}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-34 F", "ages 18-34; genders FEMALE"),
        ("25-54 M", "ages 25-54; genders MALE"),
        ("W18+", "ages 18-; genders FEMALE"),
        ("V 18-34", "ages 18-34; genders FEMALE"),
        ("H25-54", "ages 25-54; genders MALE"),
        ("madri 25-45", "ages 25-45; genders FEMALE; interests parenting"),
        ("university students (18-24)", "ages 18-24; segments students"),
        ("daily commuters", "segments commuters"),
    ],
)
def test_who_is_meant_beside_the_ages(text: str, expected: str) -> None:
    assert audience(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sport- und Reisefans",
        "sport- und reiseinteressiert",
        "sport- en reisliefhebbers",
        "sport- och reseintresserade",
        "aficionados a los viajes y al deporte",
        "amanti dello sport e dei viaggi",
        "qui s'intéressent au sport et aux voyages",
    ],
)
def test_lists_and_compounds_of_interests(text: str) -> None:
    assert audience(text) == "interests sports,travel"


@pytest.mark.parametrize("text", ["50k split 40/60 audio and video", "CPM between 15 and 20"])
def test_ratios_and_prices_are_no_ages(text: str) -> None:
    assert "ages" not in described(f"Nike in the UK, £50k, {text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("donne over 30 che amano cucinare", "ages 30-; genders FEMALE; interests cooking"),
        ("gamers y música", "interests gaming,music"),
        ("18-29 · women · music", "ages 18-29; genders FEMALE; interests music"),
    ],
)
def test_ages_and_interests_go_on(text: str, expected: str) -> None:
    assert audience(text) == expected


def test_teens_of_parents_are_not_meant() -> None:
    assert audience("parents of teens") == "interests parenting"
    assert audience("teens") == "ages 13-17"


def test_an_interest_joins_those_that_stand() -> None:
    first = "Decathlon, France, 90k, intérêts sport et fitness"
    assert "interests sports,travel" in described(first, "enlève fitness et ajoute voyage")
    assert "travel" not in described(first, "add a travel podcast")
