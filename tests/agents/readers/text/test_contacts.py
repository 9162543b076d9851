"""Contact lines: who writes, where they sit and how to call them is no part of a brief."""

import pytest

from tests.agents.readers.described import brief_of, described

SIGNATURES = [
    "Niamh O'Dowd | Senior Account Manager | Harbour & Pine Media\n"
    "14 Merrion Row, Dublin 2 | +353 1 555 0142 | Mon-Thu 9-5.30",
    "Kind regards\n\nPriya Shah\nPlanning Director\nTallow Creek Collective\n"
    "12 Hoxton Square, London N1",
    "--\nJo Palmer\nMedia Planner, Copper Lane\nLondon Bridge St 4\nTel 020 7946 0958",
    "Mit freundlichen Grüßen\nMaren Thiele\nNordlicht Mediaagentur GmbH, Hamburg\n"
    "Große Elbstraße 12, 22767 Hamburg\nTel. 040 555 01 42\nMo-Do 9-17 Uhr",
    "Un saludo,\nLucía Romero\nDirectora de cuentas, Marea Medios\nC/ Serrano 12, Madrid",
    "Abraços,\nRenata Lima\nGerente de Contas | Agência Ponte\nRua Augusta 12, São Paulo\n"
    "+55 11 95555-0142",
    "Cordialement,\nCamille Roux - Directrice de clientèle\nAgence Belle Rive\n"
    "12 rue de Lyon, Paris\n01 55 50 14 20",
    "Cordiali saluti\nGiulia Siena\nResponsabile media | Agenzia Ponte\nVia Roma 12, Torino",
    "Met vriendelijke groet,\nPieter Groningen\nAccountmanager | Mediabureau Kade\n"
    "Prinsengracht 12, Amsterdam",
    "Med vänliga hälsningar\nAnna Lund, Kundansvarig\nMediebyrån Norr AB\nStorgatan 12, Malmö",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_contact_lines_say_nothing_of_the_campaign(signature: str) -> None:
    said = f"40.000 € Österreich, Audio, 1.3.-31.3.\n\n{signature}"
    assert described(said) == "40000 EUR; 2027-03-01..2027-03-31; AT; formats include audio"
    assert brief_of(said).advertiser is None


@pytest.mark.parametrize("signature", SIGNATURES)
def test_contact_lines_change_nothing_that_stands(signature: str) -> None:
    first = "Lush UK £40k audio in March"
    after = brief_of(first, f"make it 50k\n\n{signature}")
    assert after.advertiser == "Lush"
    assert described(first, f"make it 50k\n\n{signature}") == described(first, "make it 50k")


@pytest.mark.parametrize(
    "number",
    ["call me on 07700 900123", "tel: 020 7946 0958", "+353 1 555 0142", "+34 600 123 456",
     "Handy 0171 5550142", "llámame al 91 555 01 42", "mobiel 06 12345678"],
)  # fmt: skip
def test_a_telephone_number_is_no_money(number: str) -> None:
    assert brief_of(f"Nike, UK, audio in March. {number}").budget is None


@pytest.mark.parametrize("count", ["mobile: 1 500 000", "Mobile 1500000", "direct: 1.500.000"])
def test_what_is_bought_on_telephones_is_no_number_of_one(count: str) -> None:
    said = brief_of(f"Nike, UK, audio in March. {count} GBP")
    assert said.budget is not None and said.budget.amount == 1_500_000_000_000


def test_a_long_count_behind_a_plus_is_no_telephone() -> None:
    assert brief_of("Nike UK 40k GBP, +10 000 000 impressions").kpis[0].value == 10_000_000


def test_the_firm_of_somebody_who_advertises_may_be_the_advertiser() -> None:
    said = "EUR 45,000, Ireland\nThanks,\nNiamh\nBrand Manager, Brewhaus Coffee\n+353 1 555 0132"
    assert brief_of(said).advertiser == "Brewhaus Coffee"


@pytest.mark.parametrize(
    "text",
    [
        "Client: Nike\nContact: Jane Doe, Account Manager\nMarket: UK\n£50k",
        "Nike\nUK\n£50k\nJane Doe, Account Manager",
    ],
)
def test_a_contact_line_takes_no_facts_along(text: str) -> None:
    assert described(text) == "50000 GBP; GB; advertiser Nike"
