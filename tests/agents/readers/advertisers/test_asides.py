"""People and meetings in asides, names that brackets explain, and words of other languages."""

import pytest

from agents.understanding import understand
from media.brief import Brief
from tests.agents.readers.described import TODAY


def brief(*messages: str) -> Brief:
    return understand(messages, TODAY)[-1][1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("plan for Kind (the snack bars) - US, 65k dollars", "Kind"),
        ("Always (the pads) poland 300k PLN, audio and display", "Always"),
        ("Siempre (las compresas) México 300k MXN", "Siempre"),
        ("Immer (die Binden) Deutschland 50k eur", "Immer"),
        ("Target: US, 100k USD, march, audio", "Target"),
        ("LinkedIn wants UK, 110k gbp, Q1, podcast", "LinkedIn"),
    ],
)
def test_an_ordinary_word_is_a_name_where_a_name_stands(text: str, name: str) -> None:
    assert brief(text).advertiser == name


@pytest.mark.parametrize(
    "text",
    ["Women (the younger ones) US 50k usd", "Audio (the music kind) US 50k usd",
     "Gamers (the hardcore ones), US 50k", "US (the whole country) 50k usd",
     "Hi (the usual) US 50k usd", "Target: women 25-54, US, 50k usd"],
)  # fmt: skip
def test_what_is_explained_need_not_be_a_name(text: str) -> None:
    assert brief(text).advertiser is None


@pytest.mark.parametrize(
    "text",
    ["spoke to Dana at 4:15, she has 8 people. anyway they can do 130k now",
     "Spoke to Priyanka, he says 130k", "Hablé con Ximena, ella dice 130k",
     "falei com Jurema, ela diz 130k"],
)  # fmt: skip
def test_a_person_in_an_aside_is_no_advertiser(text: str) -> None:
    after = brief("US, 110k usd, Q1, podcast", text)
    assert after.advertiser is None
    assert after.budget is not None and after.budget.amount == 130_000_000_000


@pytest.mark.parametrize(
    "text",
    ["Reunião c/ Magalu foi às 15h. R$ 900 mil, Brasil", "Reunião amanhã. R$ 900 mil, Brasil",
     "Reunión con Magalu ayer. 900 mil reales, Brasil"],
)  # fmt: skip
def test_a_meeting_is_no_island(text: str) -> None:
    assert brief(text).geo.countries == ("BR",)


def test_german_was_is_no_war() -> None:
    said = "Call mit About You war um 14:30, Rechnung ist noch offen. 60.000 € für Österreich"
    assert brief(said).brand_safety == ()
    assert brief("Nike 60k eur Deutschland, kein Krieg").brand_safety == ("war",)
