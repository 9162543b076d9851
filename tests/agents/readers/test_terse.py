"""Terse briefs: the facts of a brief in any order, with commas, slashes or nothing between."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.agents.readers.described import described

Facts = dict[str, tuple[tuple[str, str], ...]]
EN: Facts = {
    "advertiser": (("Nike", "advertiser Nike"), ("Zalando", "advertiser Zalando")),
    "place": (("Germany", "DE"), ("UK", "GB"), ("Spain and Portugal", "ES,PT"),
              ("DACH", "AT,CH,DE")),
    "money": (("$250k", "250000 USD"), ("€80k", "80000 EUR"), ("80,000 EUR", "80000 EUR"),
              ("GBP 45k", "45000 GBP"), ("£1.2m", "1200000 GBP"), ("90k€ budget", "90000 EUR")),
    "dates": (("Q1", "2027-01-01..2027-03-31"), ("March", "2027-03-01..2027-03-31"),
              ("Feb 1 - Feb 28", "2027-02-01..2027-02-28"), ("H1", "2027-01-01..2027-06-30"),
              ("March 1 to March 31", "2027-03-01..2027-03-31"),
              ("from 5 April to 30 April", "2027-04-05..2027-04-30"),
              ("Jan-Mar", "2027-01-01..2027-03-31")),
    "ages": (("18-34", "ages 18-34"), ("adults 25-54", "ages 25-54"), ("A18-49", "ages 18-49")),
    "gender": (("women", "genders FEMALE"), ("men", "genders MALE")),
    "formats": (("audio and video", "formats include audio,video"),
                ("podcasts", "formats include podcast")),
    "goal": (("reach", "objective REACH"), ("for reach", "objective REACH")),
    "cap": (("max 3 per week", "cap 3/week"), ("2 per day max", "cap 2/day")),
    "target": (("CPM max 9", "CPM <= 9"), ("CPM under 12", "CPM <= 12"),
               ("CTR above 0.5%", "CTR >= 0.005")),
}  # fmt: skip
DE: Facts = {
    "advertiser": (("Nike", "advertiser Nike"), ("Lidl", "advertiser Lidl")),
    "place": (("Deutschland", "DE"), ("Frankreich und Italien", "FR,IT")),
    "money": (("250.000 €", "250000 EUR"), ("80 Tsd. Euro", "80000 EUR"),
              ("EUR 80.000", "80000 EUR")),
    "dates": (("Q1", "2027-01-01..2027-03-31"), ("März", "2027-03-01..2027-03-31"),
              ("1.2.-28.2.", "2027-02-01..2027-02-28"), ("KW 10-12", "2027-03-08..2027-03-28")),
    "ages": (("18-34", "ages 18-34"), ("25 bis 54 Jahre", "ages 25-54")),
    "gender": (("Frauen", "genders FEMALE"), ("Männer", "genders MALE")),
    "formats": (("Audio und Video", "formats include audio,video"),),
    "cap": (("max. 3 pro Woche", "cap 3/week"),),
    "target": (("TKP max 9", "CPM <= 9"), ("TKP unter 12", "CPM <= 12")),
}  # fmt: skip
FR: Facts = {
    "advertiser": (("Nike", "advertiser Nike"), ("Decathlon", "advertiser Decathlon")),
    "place": (("France", "FR"), ("France et Belgique", "BE,FR")),
    "money": (("250 000 €", "250000 EUR"), ("80 k€", "80000 EUR"), ("1,2 M€", "1200000 EUR")),
    "dates": (("T1", "2027-01-01..2027-03-31"), ("mars", "2027-03-01..2027-03-31"),
              ("du 1er au 28 février", "2027-02-01..2027-02-28")),
    "ages": (("18-34", "ages 18-34"), ("25-54 ans", "ages 25-54")),
    "gender": (("femmes", "genders FEMALE"), ("hommes", "genders MALE")),
    "cap": (("max 3 par semaine", "cap 3/week"), ("2 fois par jour max", "cap 2/day")),
    "target": (("CPM max 9", "CPM <= 9"), ("CPM sous 12", "CPM <= 12")),
}  # fmt: skip
PT: Facts = {
    "advertiser": (("Nike", "advertiser Nike"), ("Itaú", "advertiser Itaú")),
    "place": (("Brasil", "BR"), ("Brasil e México", "BR,MX")),
    "money": (("R$ 250 mil", "250000 BRL"), ("R$ 1,2 mi", "1200000 BRL")),
    "dates": (("Q1", "2027-01-01..2027-03-31"), ("março", "2027-03-01..2027-03-31"),
              ("1 a 28 de fevereiro", "2027-02-01..2027-02-28")),
    "ages": (("18-34", "ages 18-34"), ("25 a 54 anos", "ages 25-54")),
    "gender": (("mulheres", "genders FEMALE"), ("homens", "genders MALE")),
    "formats": (("áudio e vídeo", "formats include audio,video"),),
    "cap": (("máx 3 por semana", "cap 3/week"),),
    "target": (("CPM máximo 9", "CPM <= 9"), ("CPM abaixo de 12", "CPM <= 12")),
}  # fmt: skip
FOUNDING = ("advertiser", "place", "money", "dates")
SEPARATORS = (" ", ", ", " / ", " - ", "\n")
EACH = 30


def _briefs(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    draw = random.Random(7)
    for number in range(EACH):
        others = [slot for slot in facts if slot not in FOUNDING]
        slots = [*FOUNDING, *draw.sample(others, number % 4)]
        said = [draw.choice(facts[slot]) for slot in slots]
        order = [said[0], *draw.sample(said[1:], len(said) - 1)]
        text = SEPARATORS[number % len(SEPARATORS)].join(words for words, _ in order)
        yield text, [told for _, told in said]


@pytest.mark.parametrize("facts", [EN, DE, FR, PT], ids=["en", "de", "fr", "pt"])
def test_facts_in_any_order_are_all_read_and_nothing_else(facts: Facts) -> None:
    wrong = []
    for text, told in _briefs(facts):
        read = described(text)
        if sorted(read.split("; ")) != sorted(told):
            wrong.append(f"{text!r}: {read}")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bose / no politics / 80k EUR / CPM under 12 / Q1 / DACH", "CPM <= 12"),
        ("Lidl / keine Politik / Video schützen / Österreich / 250k / März", "protect video"),
        ("Natura / R$ 250k / sem política / Q1 / Brasil", "250000 BRL"),
        ("IKEA / Sverige / 250k / män / Q1", "genders MALE"),
        ("Bol / 120k / week 10-12 / Nederland", "2027-03-08..2027-03-28"),
    ],
)
def test_a_slash_with_spaces_parts_facts(text: str, told: str) -> None:
    assert told in described(text).split("; ")
