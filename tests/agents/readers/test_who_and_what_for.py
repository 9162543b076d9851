"""Interests of two words, people who are none, and objectives beside their numbers."""

import pytest

from tests.agents.readers.described import described

FIRST = "Nike, Spain, 40k EUR, 1-28 February 2027"


@pytest.mark.parametrize(
    "text",
    ["people interested in business travel", "interesados en viajes de negocios",
     "interessados em viagens de negócios", "Interesse Geschäftsreisen",
     "intéressés par les voyages d'affaires", "interesse viaggi d'affari",
     "interesse in zakenreizen", "intresserade av affärsresor"],
)  # fmt: skip
def test_business_travel_is_one_interest(text: str) -> None:
    told = set(described(FIRST, text).split("; ")) - set(described(FIRST).split("; "))
    assert told == {"interests business travel"}


@pytest.mark.parametrize(
    "text",
    ["they're running late: 50k", "running behind, 50k", "running short on budget: 50k",
     "le client donne 50k", "ça donne 50k", "on nous donne 50k"],
)  # fmt: skip
def test_phrases_of_talk_are_no_audience(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "make it 50k")


def test_women_in_italian_stay_women() -> None:
    assert "genders FEMALE" in described(FIRST, "donne 18-34")


@pytest.mark.parametrize(
    "text",
    ["objective is reach - 2M people", "goal: reach, 2M people", "reach is the goal - 2M people",
     "objetivo alcance, 2 millones de personas", "objetivo é alcance, 2 milhões de pessoas",
     "Ziel ist Reichweite, 2 Mio. Personen", "l'objectif c'est le reach : 2 millions de personnes",
     "obiettivo copertura, 2 milioni di persone", "doel is bereik, 2 miljoen mensen",
     "mål är räckvidd, 2 miljoner personer"],
)  # fmt: skip
def test_an_objective_may_bring_its_number(text: str) -> None:
    found = described(FIRST, text).split("; ")
    assert {"objective REACH", "REACH >= 2000000"} <= set(found)


def test_a_number_of_reach_alone_is_no_objective() -> None:
    assert "objective" not in described(FIRST, "KPI is 2M reach")


@pytest.mark.parametrize(
    ("text", "category"),
    [("Renault (automotivo), Brasil, R$ 350k", "automotive"),
     ("Michelin (secteur automobile), France, 120k€", "automotive"),
     ("BMW, Kategorie Auto, Deutschland, 50k", "automotive"),
     ("Acme, category finance. AUD 120k for Australia", "finance"),
     ("Finance client, Bank of Ireland. €10k in Ireland", "finance"),
     ("ING (categorie financiën), Nederland, 50k", "finance"),
     ("Volvo (kategori bilar), Sverige, 500k", "automotive")],
)  # fmt: skip
def test_a_category_stands_beside_its_label_or_in_brackets(text: str, category: str) -> None:
    assert f"category {category}" in described(text)


def test_a_category_that_is_avoided_is_not_the_advertisers() -> None:
    assert "category" not in described(FIRST, "avoid the gambling category")
