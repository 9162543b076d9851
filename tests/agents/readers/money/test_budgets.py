"""Money as people state it in all languages: the whole, its parts, and what changes it."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described
from tests.agents.readers.slots import brief_of, budget


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R$ 250k no Brasil", "250000.00 BRL total"),
        ("$1.2M in the US", "1200000.00 USD total"),
        ("budget: 10.000 EUR, Spain", "10000.00 EUR total"),
        ("100k in Germany", "100000.00 EUR total"),
        ("$100k in Mexico", "100000.00 MXN total"),
        ("$100k in Germany", "100000.00 USD total"),
        ("$100k for Canada", "100000.00 CAD total"),
        ("we have 75 thousand pounds for the UK", "75000.00 GBP total"),
        ("half a million dollars in the US", "500000.00 USD total"),
        ("25 lakh in India", "2500000.00 INR total"),
        ("₹2.5 crore, India", "25000000.00 INR total"),
        ("100 mil reais, Brasil", "100000.00 BRL total"),
        ("cien mil euros en España", "100000.00 EUR total"),
        ("dos millones de pesos, Colombia", "2000000.00 COP total"),
        ("1,5 millones de pesos, México", "1500000.00 MXN total"),
        ("fünfzigtausend Euro, Österreich", "50000.00 EUR total"),
        ("Budget 1,2 Mio. €, Deutschland", "1200000.00 EUR total"),
        ("80 TEUR Deutschland", "80000.00 EUR total"),
        ("deux cent mille euros, France", "200000.00 EUR total"),
        ("150 000 € en France", "150000.00 EUR total"),
        ("centomila euro in Italia", "100000.00 EUR total"),
        ("50 mila euro, Italia", "50000.00 EUR total"),
        ("60 duizend euro, Nederland", "60000.00 EUR total"),
        ("750 tkr, Sverige", "750000.00 SEK total"),
        ("2 miljoner kronor i Sverige", "2000000.00 SEK total"),
        ("500 000 kr, Norge", "500000.00 NOK total"),
        ("CHF 160'000, Schweiz", "160000.00 CHF total"),
        ("¥30M, Japan", "30000000.00 JPY total"),
        ("S/ 250 000 en Perú", "250000.00 PEN total"),
        ("R650k, South Africa", "650000.00 ZAR total"),
        ("SGD 120k Singapore", "120000.00 SGD total"),
        ("AED 400k, UAE", "400000.00 AED total"),
        ("20-30k EUR, Spain", "20000.00 EUR total max 30000.00"),
        ("between 20k and 30k euros in Spain", "20000.00 EUR total max 30000.00"),
        ("entre 20 y 30 mil euros, España", "20000.00 EUR total max 30000.00"),
        ("zwischen 60 und 80k €, Deutschland", "60000.00 EUR total max 80000.00"),
        ("up to $50k, US", "50000.00 USD total at_most"),
        ("max 50k EUR, Spain", "50000.00 EUR total at_most"),
        ("até R$ 90 mil, Brasil", "90000.00 BRL total at_most"),
        ("hasta 90.000 euros en España", "90000.00 EUR total at_most"),
        ("höchstens 50.000 €, Deutschland", "50000.00 EUR total at_most"),
        ("200 000 € max, France", "200000.00 EUR total at_most"),
        ("massimo 40.000 euro, Italia", "40000.00 EUR total at_most"),
        ("maximaal 40k, Nederland", "40000.00 EUR total at_most"),
        ("upp till 300 000 kr, Sverige", "300000.00 SEK total at_most"),
        ("$5k per day, US", "5000.00 USD day"),
        ("$5k/day US", "5000.00 USD day"),
        ("daily budget of $5k in the US", "5000.00 USD day"),
        ("€20k a week, Spain", "20000.00 EUR week"),
        ("20.000 euros por semana, España", "20000.00 EUR week"),
        ("R$ 50 mil por mês, Brasil", "50000.00 BRL month"),
        ("10.000 € pro Woche, Deutschland", "10000.00 EUR week"),
        ("80.000 € al mese, Italia", "80000.00 EUR month"),
        ("15k € par mois, France", "15000.00 EUR month"),
        ("5k per week, Nederland", "5000.00 EUR week"),
        ("100k net, Germany", "100000.00 EUR total net"),
        ("70.000 EUR netto, Deutschland", "70000.00 EUR total net"),
        ("R$ 1.500.000,00 bruto, Brasil", "1500000.00 BRL total gross"),
        ("client has $2B in revenue; budget is $300k, US", "300000.00 USD total"),
        ("15,000 employees, they want to spend 200k USD in the US", "200000.00 USD total"),
        ("We spent 80k last year. This time 120k EUR, Spain", "120000.00 EUR total"),
        ("El año pasado gastaron 50 mil, ahora 80 mil euros, España", "80000.00 EUR total"),
        ("the car costs $45k; budget $300k, US", "300000.00 USD total"),
        ("HHI $100k+, budget $300k, US", "300000.00 USD total"),
        ("sorry 30k not 300k, EUR, Spain", "30000.00 EUR total"),
        ("not 300k but 30k EUR, Spain", "30000.00 EUR total"),
        ("5 million impressions in Spain", ""),
        ("we have 200 stores in Spain", ""),
        ("2M followers, Spain", ""),
    ],
)
def test_budgets(text: str, expected: str) -> None:
    assert budget(text) == expected


@pytest.mark.parametrize(
    ("text", "total", "expected"),
    [
        ("100k EUR in Spain + 60k EUR in Portugal", "160000.00", "ES 100000.00 100000.00; PT 60000.00 60000.00"),  # noqa: E501
        ("Spain 100k EUR, Portugal 60k EUR", "160000.00", "ES 100000.00 100000.00; PT 60000.00 60000.00"),  # noqa: E501
        ("200k EUR total: Spain 120k, Portugal 80k", "200000.00", "ES 120000.00 120000.00; PT 80000.00 80000.00"),  # noqa: E501
        ("EUR 300k total (ES 150k, IT 100k, PT 50k)", "300000.00", "ES 150000.00 150000.00; IT 100000.00 100000.00; PT 50000.00 50000.00"),  # noqa: E501
        ("200k USD, 50k of it in Mexico, rest Colombia", "200000.00", "MX 50000.00 50000.00"),
        ("$200k US, at least 50k on video", "200000.00", "video 50000.00 None"),
        ("Thailand, Vietnam: USD 160k, 80k each", "160000.00", "TH 80000.00 80000.00; VN 80000.00 80000.00"),  # noqa: E501
        ("90.000 EUR, Polen und Deutschland, davon mind. 30.000 in Polen", "90000.00", "PL 30000.00 None"),  # noqa: E501
        ("110k € France et Belgique, dont 50k pour la Belgique", "110000.00", "BE 50000.00 50000.00"),  # noqa: E501
        ("400k EUR for Germany and Spain, at least 100k each", "400000.00", "DE 100000.00 None; ES 100000.00 None"),  # noqa: E501
        ("400.000 € für Deutschland und Spanien, je Land höchstens 250.000 €", "400000.00", "DE None 250000.00; ES None 250000.00"),  # noqa: E501
        ("50k for audio and 30k for video in Spain", "80000.00", "audio 50000.00 50000.00; video 30000.00 30000.00"),  # noqa: E501
    ],
)  # fmt: skip
def test_parts_of_a_budget(text: str, total: str, expected: str) -> None:
    brief = brief_of(text)
    parts = [
        f"{' '.join(c['where'].values())} {c['min']} {c['max']}"
        for c in brief["constraints"]
        if c["kind"] == "amount"
    ]
    assert brief["budget"]["amount"] == total
    assert "; ".join(parts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5 mil GBP", "1500000.00 GBP total"),
        ("one and a half million pounds", "1500000.00 GBP total"),
        ("un millón y medio de euros", "1500000.00 EUR total"),
        ("millón y medio de euros", "1500000.00 EUR total"),
        ("um milhão e meio de reais", "1500000.00 BRL total"),
        ("un million et demi d'euros", "1500000.00 EUR total"),
        ("anderthalb Millionen Euro", "1500000.00 EUR total"),
        ("anderhalf miljoen euro", "1500000.00 EUR total"),
        ("50 T€", "50000.00 EUR total"),
        ("TEUR 50", "50000.00 EUR total"),
        ("500 ksek", "500000.00 SEK total"),
        ("400 000-500 000 kr", "400000.00 SEK total max 500000.00"),
        ("tra i 40 e i 50 mila euro", "40000.00 EUR total max 50000.00"),
        ("50k € como mucho", "50000.00 EUR total at_most"),
        ("50 000 € max. Nike", "50000.00 EUR total at_most"),
        ("10 000 € hebdomadaires", "10000.00 EUR week"),
        ("dagsbudget 50 000 kr", "50000.00 SEK day"),
        ("50.000 € im Monat März", "50000.00 EUR total"),
        ("Total spend: 50k GBP", "50000.00 GBP total"),
        ("Nike India june, ₹50L", "5000000.00 INR total"),
        ("Nike France juin, un demi-million d'euros", "500000.00 EUR total"),
        ("Coolblue, 2 ton euro, NL", "200000.00 EUR total"),
        ("Coolblue, een halve ton, NL", "50000.00 EUR total"),
        ("Doctolib, 12 000 € par mois de mars à mai, France", "12000.00 EUR month"),
        ("Maroc Telecom, Maroc, 500 000 dhs, mars", "500000.00 MAD total"),
        ("thanks a million, you're a lifesaver", ""),
    ],
)
def test_amounts_in_words_halves_and_trade_units(text: str, expected: str) -> None:
    country = "Sverige" if "SEK" in expected else ""
    assert budget(f"{text}, {country}") == expected


def test_an_amount_behind_a_list_is_of_the_whole_list() -> None:
    text = "Nederland, België, Duitsland - €210k waarvan min. €60k in Duitsland"
    assert budget(text) == "210000.00 EUR total"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Swatch, Suisse + Autriche, 120k CHF, mai", "et là-dessus 30k pour l'Autriche"),
        ("Swatch, Suisse + Autriche, 120k CHF, mai", "mets 30k pour l'Autriche"),
        ("Swatch, Switzerland + Austria, 120k CHF, may", "put 30k in Austria"),
        ("Swatch, Svizzera e Austria, 120k CHF, maggio", "di cui 30k per l'Austria"),
    ],
)
def test_an_amount_for_one_of_the_markets_is_a_part(first: str, then: str) -> None:
    brief = brief_of(first, then)
    assert brief["budget"]["amount"] == "120000.00"
    (part,) = brief["constraints"]
    assert (part["where"]["market"], part["min"], part["max"]) == ("AT", "30000.00", "30000.00")


def test_more_money_announces_the_new_whole() -> None:
    edits = {"they've found more money: R650k now": "650000.00", "50k more budget": "550000.00"}
    for text, amount in edits.items():
        brief = brief_of("Takealot, South Africa, R500k", text)
        assert brief["budget"]["amount"] == amount


def test_a_part_of_what_a_trade_region_gets() -> None:
    brief = brief_of("GCC campaign, USD 400k total. 100k of it to Saudi Arabia")
    assert [c["where"]["market"] for c in brief["constraints"]] == ["SA"]


@pytest.mark.parametrize(
    "words",
    [
        "100k, no more",
        "100k, aber nicht mehr",
        "100k, pero no más",
        "100k, mais pas plus",
        "100k, ma non di più",
        "100k, mas não mais que isso",
        "100k, maar niet meer",
        "100k, men inte mer",
    ],
)
def test_an_amount_that_nobody_goes_beyond_is_the_most(words: str) -> None:
    assert "at most" in described(f"Nike, France, Q1, {words}")


def test_all_of_it_is_net_or_gross() -> None:
    assert "35000 EUR gross" in described("Nike, France 20k, Spain 15k, EUR, all gross, Q1")


@pytest.mark.parametrize(
    ("said", "budget"),
    [
        ("nimm 90k", "90000 EUR"),
        ("take 90k", "90000 EUR"),
        ("nimm 60k weg", "40000 EUR"),
        ("take 10k off", "90000 EUR"),
        ("cut 120k", "100000 EUR"),
        ("lower it by 120k", "100000 EUR"),
    ],
)
def test_no_change_leaves_nothing_of_a_budget(said: str, budget: str) -> None:
    assert described("Nike, Germany, April, 100k EUR", said).startswith(budget)
