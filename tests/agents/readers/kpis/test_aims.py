"""Numbers beside an objective: money for it, a target that counts it, or both in one brief."""

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R$400k instalações do app, Brasil", "400000 BRL; BR; objective APP_INSTALLS"),
        ("$400k app installs US", "400000 USD; US; objective APP_INSTALLS"),
        ("$90k leads US", "90000 USD; US; objective LEAD_GEN"),
        ("60k€ installations d'appli France", "60000 EUR; FR; objective APP_INSTALLS"),
        (
            "400k app installs, Brazil, 1M BRL",
            "1000000 BRL; BR; objective APP_INSTALLS; CONVERSIONS >= 400000",
        ),
        (
            "90 mil leads, R$ 400 mil, Brasil",
            "400000 BRL; BR; objective LEAD_GEN; CONVERSIONS >= 90000",
        ),
        ("US 400k app installs", "US; objective APP_INSTALLS; CONVERSIONS >= 400000"),
        (
            "US, $50k, 80k website visits",
            "50000 USD; US; objective WEBSITE_VISITS; CLICKS >= 80000",
        ),
        ("US, $50k, 500 test drives", "50000 USD; US; objective LEAD_GEN; CONVERSIONS >= 500"),
        (
            "España, 50k EUR, 80k visitas a la web",
            "50000 EUR; ES; objective WEBSITE_VISITS; CLICKS >= 80000",
        ),
        (
            "Brasil, 50k BRL, 2.000 assinaturas",
            "50000 BRL; BR; objective CONVERSIONS; CONVERSIONS >= 2000",
        ),
        (
            "Deutschland, 50k EUR, 2.000 App-Downloads",
            "50000 EUR; DE; objective APP_INSTALLS; CONVERSIONS >= 2000",
        ),
        (
            "France, 50k EUR, 8000 visites sur le site",
            "50000 EUR; FR; objective WEBSITE_VISITS; CLICKS >= 8000",
        ),
        (
            "Italia, 50k EUR, 500 prenotazioni",
            "50000 EUR; IT; objective CONVERSIONS; CONVERSIONS >= 500",
        ),
        (
            "Nederland, 50k EUR, 500 proefritten",
            "50000 EUR; NL; objective LEAD_GEN; CONVERSIONS >= 500",
        ),
        (
            "Sverige, 50k SEK, 8000 sajtbesök",
            "50000 SEK; SE; objective WEBSITE_VISITS; CLICKS >= 8000",
        ),
    ],
)
def test_a_number_is_money_or_a_target(text: str, expected: str) -> None:
    assert described(text) == expected


def test_a_target_changes_no_objective_that_stands() -> None:
    said = described("Nike, $400k, US, objective: reach", "at least 50k installs")
    assert "objective REACH; " in said
    assert said.endswith("CONVERSIONS >= 50000")


@pytest.mark.parametrize(
    "text",
    ["no news or politics around the ads", "inga nyheter eller politik runt annonserna",
     "e sem notícias nem política por perto", "geen nieuws of politiek rond de advertenties"],
)  # fmt: skip
def test_topics_listed_beside_politics_are_surroundings_as_well(text: str) -> None:
    said = described("Nike 100k EUR, Spain", text)
    assert said.endswith("brand_safety news,politics")
