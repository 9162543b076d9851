"""The trade that stands beside an advertiser's name, and the topics that are none."""

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "advertiser", "category"),
    [
        ("ANZ, category finance. AUD 120k for Australia, March", "ANZ", "finance"),
        ("Finance client, Bank of Ireland, Ireland, 10k", "Bank of Ireland", "finance"),
        ("Beauty client Nivea, UK, 100k", "Nivea", "beauty"),
        ("Avails for Kia please (automotive), US, $500k", "Kia", "automotive"),
        ("Allianz (Finanzen), Deutschland, 100k, März", "Allianz", "finance"),
        ("Kategorie Finanzen, Kunde Allianz, Deutschland, 100k", "Allianz", "finance"),
        ("Santander (sector finanzas), España, 100k", "Santander", "finance"),
        ("Cliente de finanzas: Santander, España, 100k", "Santander", "finance"),
        ("Renault (automotivo), Brasil, R$ 350k", "Renault", "automotive"),
        ("Michelin (secteur automobile) nous donne 120k€, France", "Michelin", "automotive"),
        ("Client auto : Peugeot, France, 100k€, mars", "Peugeot", "automotive"),
        ("Intesa Sanpaolo (settore finanza), Italia, 100k", "Intesa Sanpaolo", "finance"),
        ("ING (financiën), Nederland, 100k, maart", "ING", "finance"),
        ("Volvo, kategori bilar, Sverige, 100 tkr", "Volvo", "automotive"),
    ],
)
def test_name_and_category(text: str, advertiser: str, category: str) -> None:
    brief = brief_of(text)
    assert (brief.advertiser, brief.category) == (advertiser, category)
    assert not brief.audience.interests and not brief.audience.genders


@pytest.mark.parametrize(
    ("said", "interest"),
    [("audience (finance)", "finance"), ("people into finance", "finance"),
     ("auto intenders", "automotive")],
)  # fmt: skip
def test_a_topic_of_the_audience_is_no_category(said: str, interest: str) -> None:
    brief = brief_of(f"Nike, US, 50k, March, {said}")
    assert (brief.category, brief.audience.interests) == (None, (interest,))


def test_letters_of_a_trade_region_are_a_bank_where_its_country_is_named() -> None:
    assert brief_of("ANZ, 50k USD, Australia, March").advertiser == "ANZ"
    alone = brief_of("ANZ, 50k USD, March")
    assert (alone.advertiser, set(alone.geo.countries)) == (None, {"AU", "NZ"})
