"""Words that mean one thing here and another there: what stands around them decides."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from tests.agents.readers.described import described

UK = "40000 GBP; "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£40k UK, running in March", UK + "2027-03-01..2027-03-31; GB"),
        ("£40k UK. Running until 20 Dec", UK + "2026-11-20..2026-12-20; GB"),
        ("£40k UK, running all of March", UK + "2027-03-01..2027-03-31; GB"),
        ("£40k UK, running, cycling", UK + "GB; interests fitness"),
        ("£40k UK, women, running and yoga", UK + "GB; genders FEMALE; interests fitness"),
    ],
)
def test_a_campaign_runs_where_dates_or_places_follow(text: str, expected: str) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("para Liverpool en México, 2.5 mdp", "2500000 MXN; MX; advertiser Liverpool"),
        ("60k Österreich, KW unwichtig", "60000 EUR; AT"),
        ("$40k UAE, KW, QA", "40000 USD; AE,KW,QA"),
        ("Woolworths austrlia A$95k", "95000 AUD; AU; advertiser Woolworths"),
        ("R$ 300 mil no Sudeste", "300000 BRL; BR; BR-ES,BR-MG,BR-RJ,BR-SP"),
        ("40k EUR Belgique, FR et NL", "40000 EUR; BE; languages fr,nl"),
        ("CHF 80k Schweiz (DE)", "80000 CHF; CH; languages de"),
        ("90k FR et NL", "90000 EUR; FR,NL"),
        (
            "Québec seulement (Montréal et Québec), 80 000 $",
            "80000 CAD; CA; CA-QC; cities Montreal,Quebec City",
        ),
    ],
)
def test_what_a_name_or_a_code_stands_for(text: str, expected: str) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heimwerker ab 30", "ages 30-; interests diy"),
        ("Angler ab 30", "ages 30-"),
        ("Pendler bis 45", "ages -45; segments commuters"),
        ("golfers over 40", "ages 40-; interests sports"),
        ("CPM unter 30", "CPM <= 30"),
    ],
)
def test_any_noun_for_people_makes_a_number_an_age(text: str, expected: str) -> None:
    assert described(f"50k Deutschland, {text}") == f"50000 EUR; DE; {expected}"


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("BMW i4 in Deutschland", "i4"),
        ("VW ID.3 in Deutschland", "ID.3"),
        ("Audi e-tron in Deutschland", "e-tron"),
        ("Apple iPhone 17 in Deutschland", "iPhone 17"),
    ],
)
def test_products_are_written_as_their_makers_like(text: str, product: str) -> None:
    assert described(f"{text}, 90k").endswith(f"product {product}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🎧 + 📺", "formats include audio,video"),
        ("🎙️ only", "formats only podcast"),
        ("nur :headphones:", "formats only audio"),
        ("no 📺", "formats exclude video"),
    ],
)
def test_pictures_of_formats(text: str, expected: str) -> None:
    assert described(f"{text}, 50k UK") == f"50000 GBP; GB; {expected}"


def test_weeks_before_a_moment_that_stands_elsewhere() -> None:
    text = "60k Valentine's day push in Italy, 2 weeks before"
    assert described(text) == "60000 EUR; 2027-01-31..2027-02-13; IT"


def test_a_floor_whose_verb_stands_between_the_amount_and_its_place() -> None:
    turns = ("400 mil EUR España", "agrega Portugal y que al menos 100 mil sean en Portugal")
    assert described(*turns) == "400000 EUR; ES,PT; amount PT 100000.."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BlaBlaCar, Nantes + Bordeaux + Lille", "cities Bordeaux,Lille,Nantes"),
        ("Conad: Bologna e Verona", "cities Bologna,Verona"),
        ("Zara, Madrid, Barcelona y Valencia", "cities Barcelona,Madrid,Valencia"),
    ],
)
def test_cities_of_one_list_vouch_for_each_other(text: str, expected: str) -> None:
    assert f"; {expected}; advertiser" in described(f"{text}, 40k €")


def test_a_currency_of_one_country_vouches_for_its_cities() -> None:
    assert described("Migros : Lausanne, CHF 30'000").startswith("30000 CHF; CH; cities Lausanne")


@pytest.mark.parametrize(
    ("text", "advertiser"),
    [
        ("30k€ Ireland, Estrella Galicia", "Estrella Galicia"),
        ("inwi, Maroc, 800 000 dirhams", "inwi"),
        ("Kicks, Sverige, 300k kr", "Kicks"),
        ("15k € in Italia x Panini", "Panini"),
        ("Grab me numbers for Revlon: 40k usd, Spain", "Revlon"),
        ("Nintendo / Switch 2 / Germany / 40k eur", "Nintendo; product Switch 2"),
    ],
)
def test_advertisers_that_look_like_something_else(text: str, advertiser: str) -> None:
    assert described(text).endswith(f"advertiser {advertiser}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100k for Sweden and Denmark, eur", "100000 EUR; DK,SE"),
        ("40k eur UK, Germany; 35-65s who love travel n history", "ages 35-65"),
        ("40k eur Spain, a 3+ reach of 400k", "REACH 3+ >= 400000"),
        ("40k eur Spain, skip podcats", "formats exclude podcast"),
        ("USD 400k: Brasil + México, sendo 150k no México", "BR,MX; amount MX 150000..150000"),
    ],
)
def test_small_print_of_briefs(text: str, expected: str) -> None:
    assert expected in described(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adidas, LA and Chicago, 50k USD", "US; cities Chicago,Los Angeles"),
        ("Adidas, la France et la Belgique, 50k USD", "BE,FR"),
        ("Adidas DE, 50k USD", "DE"),
        ("50k USD\nEE.UU.\n18-34", "US"),
        ("Adidas, R$ 50k, estados de São Paulo e Rio de Janeiro", "BR; BR-RJ,BR-SP"),
        ("Adidas, schweizweit, 50k USD", "CH"),
    ],
)
def test_places_in_few_letters(text: str, expected: str) -> None:
    places = described(text).split("; ", 1)[1].replace("; advertiser Adidas", "")
    assert places.removesuffix("; ages 18-34") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Galaxy Buds launch in Spain, 50k", "product Galaxy Buds"),
        ("Kia in Spain, 50k, product is the EV3", "product EV3"),
        ("für Zalando, Mode, 18-34, 50k, Polen", "interests fashion"),
        ("$10k a week from 22 Feb till 4 Apr in the US", "10000 USD/week; 2027-02-22..2027-04-04"),
        ("atleast 60% video, 50k Spain", "share video 0.6.."),
    ],
)
def test_what_stands_beside_decides(text: str, expected: str) -> None:
    assert expected in described(text)


def test_it_is_no_information_technology() -> None:
    assert "technology" not in described("50k Spain, men", "love it, approved 👍")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hydro-Québec, 150 000 $, Ontario", "150000 CAD; CA; CA-ON; advertiser Hydro-Québec"),
        ("for Philadelphia (Mondelez), UK, £40k", "GB; advertiser Philadelphia"),
        ("Volvo Cars, Sverige, 40k", "SE; advertiser Volvo Cars"),
        ("Ferrovie dello Stato - Italia - 40k", "IT; advertiser Ferrovie dello Stato"),
        ("Lego Denmark & Sweden: 400k DKK, min 150k in Sweden", "amount SE 150000.."),
    ],
)
def test_names_and_amounts_beside_places(text: str, expected: str) -> None:
    assert expected in described(text)


@pytest.mark.parametrize(
    ("text", "advertiser"),
    [
        ("netonnet sverige norge 800k sek okt-nov", "netonnet"),
        ("hola, para cocacola en mexico 5mdp", "cocacola"),
        ("brief etam: femmes 18-40, france, 90k", "etam"),
        ("yo can we do 45k gbp for gymbox london", "gymbox"),
    ],
)
def test_advertisers_in_messages_that_are_all_small(text: str, advertiser: str) -> None:
    assert described(text).endswith(f"advertiser {advertiser}")


@pytest.mark.parametrize(
    "text",
    ["need 50k for something in spain", "plan for launch in spain, 50k", "para mañana, españa"],
)
def test_everyday_words_are_no_advertisers(text: str) -> None:
    assert "advertiser" not in described(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lidl Spain, €200k, no more than €50k on display", "amount display ..50000"),
        ("Lidl Spain 200k; three quarters video", "share video 0.75..0.75"),
        ("UK 40k Visa, Q1", "advertiser Visa"),
        ("UK 40k Visa, launches 18 Jan, ends 28 Feb", "2027-01-18..2027-02-28"),
        ("UK 40k Visa, w/c 18 Jan to w/e 28 Feb", "2027-01-18..2027-02-28"),
    ],
)
def test_bounds_parts_and_ends(text: str, expected: str) -> None:
    assert expected in described(text)


@pytest.mark.parametrize(
    "text",
    [
        "Olá! Nike quer alcance no Brasil, R$ 250 mil, janeiro",
        "Claro! Nike quer alcance no Brasil, R$ 250 mil, janeiro",
        "Indeed, Nike wants Germany, 50k EUR, Q1",
        "Target: women 25+. Nike. Germany. 50k EUR. Q1",
        "Chase the client later. Nike, Germany, 50k EUR Q1",
    ],
)
def test_a_brand_that_is_a_word_gives_way_to_one_that_is_not(text: str) -> None:
    assert understand([text], date(2026, 11, 20))[-1][1].advertiser == "Nike"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 mil euros en la ciudad de Valencia", "30000 EUR; ES; cities Valencia"),
        ("Toyota ($2B revenue) has a $220K budget for Texas", "220000 USD; US; US-TX"),
        ("900 mil (ano passado gastaram 700 mil), Brasil", "900000 BRL; BR"),
        ("Marseille, 25 000 € grand max", "25000 EUR"),
    ],
)
def test_what_stands_beside_an_amount_is_not_of_it(text: str, expected: str) -> None:
    assert expected in described(text)
