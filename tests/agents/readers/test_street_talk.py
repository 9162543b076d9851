"""Ways of saying things that people use in the street, one statement a line."""

from __future__ import annotations

import pytest

from media.brief import Brief
from tests.agents.readers.described import brief_of


def budget(brief: Brief) -> str:
    assert brief.budget is not None
    return f"{brief.budget.amount / 1e6:.2f} {brief.budget.currency} {brief.budget.period}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k€ 40 France", "40000.00 EUR total"),
        (".5M EUR Spain", "500000.00 EUR total"),
        ("half a mil in the US", "500000.00 USD total"),
        ("2x 20k for Spain and Italy", "40000.00 EUR total"),
        ("100k split 60k ES 40k PT", "100000.00 EUR total"),
        ("Spain 60k, Portugal 40k", "100000.00 EUR total"),
        ("NL/BE/DE: 90k/30k/180k", "300000.00 EUR total"),
        ("they have 15,000 employees and 40k EUR for Germany", "40000.00 EUR total"),
        ("UK 400k Q1 hh income high, 35-64", "400000.00 GBP total"),
        ("they have 450k US dollars for Canada", "450000.00 USD total"),
        ("Japon, 250 000 dollars US", "250000.00 USD total"),
        ("qui fait 6 milliards de CA nous confie 130 000 € : Belgique", "130000.00 EUR total"),
        ("in the US - $180k, march", "180000.00 USD total"),
        ("80k HT en France", "80000.00 EUR total"),
        ("Tine (Norge): 1,5 MNOK", "1500000.00 NOK total"),
    ],
)
def test_budgets(text: str, expected: str) -> None:
    assert budget(brief_of(text)) == expected


def test_a_bound_of_something_else_is_none_of_the_budget() -> None:
    for text in ("100k USD US max 3 per user per week", "100k EUR España hasta finales de enero"):
        found = brief_of(text).budget
        assert found is not None and not found.at_most


def test_parts_in_several_currencies_are_asked_for_not_added() -> None:
    assert brief_of("PlayStation: UK £300K, DE €250K, Nov 1-Dec 24").budget is None


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("let's cut it to 50", "50000.00 EUR total"),
        ("bájalo a 60", "60000.00 EUR total"),
        ("súbelo 10k", "80000.00 EUR total"),
        ("reduce budget by a third", "46666.67 EUR total"),
        ("hmm can we do 100k and add Portugal?", "100000.00 EUR total"),
        ("can we see something cheaper? 60k max", "60000.00 EUR total"),
        ("¿y si mejor 80 mil? sí, déjalo en 80 mil", "80000.00 EUR total"),
        ("the budget is per week, not total", "70000.00 EUR week"),
    ],
)
def test_edits_of_the_budget(edit: str, expected: str) -> None:
    assert budget(brief_of("Visa in Spain, 70k, March", edit)) == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("actually drop february", "2027-01-01 2027-01-31"),
        ("add march", "2027-01-01 2027-03-31"),
        ("from the 10th please", "2027-01-10 2027-02-28"),
        ("extend to 20 march", "2027-01-01 2027-03-20"),
        ("make it 2 weeks", "2027-01-01 2027-01-14"),
        ("push the start to mid January", "2027-01-15 2027-02-28"),
        ("retrásalo una semana", "2027-01-08 2027-03-07"),
    ],
)
def test_edits_of_the_flight(edit: str, expected: str) -> None:
    flight = brief_of("Visa in Spain, 70k, January and February", edit).flight
    assert flight is not None and f"{flight.start} {flight.end}" == expected


@pytest.mark.parametrize(
    ("messages", "countries"),
    [
        (("100k for Brazilian women 18-34",), ("BR",)),
        (("100k USD Turkish men in Germany",), ("DE",)),
        (("Netflix LATAM no, solo México y Colombia",), ("CO", "MX")),
        (("Brazil R$1M, Mexico too... no wait just Brazil",), ("BR",)),
        (("100k EUR de, at, ch",), ("AT", "CH", "DE")),
        (("180k €, D, 15.01.-28.02.",), ("DE",)),
        (("Hi Jordan, 40k for Spain",), ("ES",)),
        (("Visa no Brasil, R$ 70 mil, março",), ("BR",)),
        (("40k, germany", "make that austria"), ("AT",)),
        (("40k, Deutschland", "statt Deutschland lieber Österreich"), ("AT",)),
        (("40k, spain", "remove spain, use portugal"), ("PT",)),
    ],
)
def test_countries(messages: tuple[str, ...], countries: tuple[str, ...]) -> None:
    assert brief_of(*messages).geo.countries == countries


def test_homonyms_follow_the_company_they_are_in() -> None:
    assert brief_of("R$ 450 mil, São Paulo e Minas Gerais").geo.regions == ("BR-MG", "BR-SP")
    assert brief_of("BH, Curitiba e Salvador, 220 mil reais").geo.countries == ("BR",)
    assert brief_of("100k ARS Córdoba").geo.countries == ("AR",)


def test_a_part_in_a_city_leaves_the_country_whole() -> None:
    geo = brief_of("Seat, España, 220k", "con un mínimo de 50k en Madrid").geo
    assert (geo.countries, geo.cities) == (("ES",), ())


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("mostly audio, self-serve and direct", {"audio": (0.5, None)}),
        ("video mostly and some audio", {"video": (0.5, None)}),
        ("mostly audio and video", {}),
        ("audio 60% video 40%", {"audio": (0.6, 0.6), "video": (0.4, 0.4)}),
        ("50%+ audio", {"audio": (0.5, None)}),
    ],
)
def test_shares(text: str, shares: dict[str, tuple[float, float | None]]) -> None:
    found = brief_of(f"100k USD US {text}").constraints
    given = {c.where.format: (c.min, c.max) for c in found if c.kind == "share"}
    assert given == shares


def test_shares_that_stand_get_new_figures() -> None:
    found = brief_of("Edeka, 200k, Deutschland, 60% Audio 40% Display", "lieber 50/50").constraints
    assert [c.min for c in found if c.kind == "share"] == [0.5, 0.5]


def test_caps_come_change_and_go() -> None:
    first = "Visa in Spain, 70k, March, max 3/week"
    kept, changed = brief_of(first).frequency_cap, brief_of(first, "cap at 2 instead").frequency_cap
    assert kept is not None and (kept.impressions, kept.per) == (3, "week")
    assert changed is not None and (changed.impressions, changed.per) == (2, "week")
    assert brief_of(first, "no cap").frequency_cap is None


@pytest.mark.parametrize(
    ("text", "advertiser"),
    [
        ("For Lloyds Bank: £220k UK", "Lloyds Bank"),
        ("a proposal for Fairy (P&G) in the Netherlands, 20k", "Fairy"),
        ("Movistar Brasil... digo, Claro Brasil, 400 mil reais", "Claro"),
        ("new client Petite Bloom. 25k toronto.", "Petite Bloom"),
        ("spend 10k in ireland for Supermac's from 4 jan", "Supermac's"),
        ("Kunde Manner: 35k €, Wien", "Manner"),
        ("> From: Lisa\n> 40k EUR Belgium, Telenet, Feb", "Telenet"),
    ],
)
def test_advertisers(text: str, advertiser: str) -> None:
    assert brief_of(text).advertiser == advertiser


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("women 18-34 beauty", ("beauty",)),
        ("25-54 viajes", ("travel",)),
        ("business travellers", ("business", "travel")),
        ("Haushalte mit Kindern", ("parenting",)),
        ("running 6 weeks from mid January", ()),
    ],
)
def test_interests(text: str, topics: tuple[str, ...]) -> None:
    assert brief_of(f"100k EUR Spain, {text}").audience.interests == topics


def test_who_is_left_out_turns_the_ages_around() -> None:
    audience = brief_of("Vivo, Brasil, 220 mil reais", "exclui quem tem menos de 25").audience
    assert (audience.age_min, audience.age_max) == (25, None)
    assert brief_of("Campari 200k Italia 18+ no scusate 21+").audience.age_min == 21
