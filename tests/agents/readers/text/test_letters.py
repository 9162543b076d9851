"""Forwarded mails: who wrote when is nothing about the campaign; a subject fills what is open."""

import pytest

from tests.agents.readers.described import brief_of, described

FORWARDED = {
    "en": (
        "---------- Forwarded message ---------\nFrom: Dana Whitlock <dana@x.example>\n"
        "Sent: Friday, 20 November 2026 16:12\nTo: Tom Reyes\nCc: Paris Hale\n"
        "Subject: RE: numbers\n\nHi Tom, £80k for Lush in the UK, audio, March.\nDana",
        "80000 GBP; 2027-03-01..2027-03-31; GB; formats include audio; advertiser Lush",
    ),
    "de": (
        "Von: Sabine Krug <krug@x.example>\nGesendet: Freitag, 20. November 2026 16:12\n"
        "An: Jonas Berlin\nBetreff: WG: Zahlen\n\nHallo Jonas, 120.000 € für Flaconi in "
        "Österreich, Audio, März.",
        "120000 EUR; 2027-03-01..2027-03-31; AT; formats include audio; advertiser Flaconi",
    ),
    "es": (
        "De: Lucía Romero\nEnviado: viernes, 20 de noviembre de 2026 16:12\nPara: Carmen Cádiz\n"
        "Asunto: RV: cifras\n\nHola, 60.000 € para Camper en España, audio, enero.",
        "60000 EUR; 2027-01-01..2027-01-31; ES; formats include audio; advertiser Camper",
    ),
    "pt": (
        "De: Renata Lima\nEnviado: sexta-feira, 20 de novembro de 2026 16:12\nPara: Bruno Porto\n"
        "Assunto: ENC: números\n\nOi, R$ 300 mil para a Natura no Brasil, áudio, março.",
        "300000 BRL; 2027-03-01..2027-03-31; BR; formats include audio; advertiser Natura",
    ),
    "fr": (
        "De : Camille Roux <c@x.example>\nEnvoyé : vendredi 20 novembre 2026 16:12\n"
        "À : Paul Lyon\nObjet : TR : chiffres\n\nBonjour, 45 k€ pour Veja en France, audio, mars.",
        "45000 EUR; 2027-03-01..2027-03-31; FR; formats include audio; advertiser Veja",
    ),
    "it": (
        "Da: Marco Verona\nInviato: venerdì 20 novembre 2026 16:12\nA: Giulia Siena\n"
        "Oggetto: I: numeri\n\nCiao, 70.000 euro per Lavazza in Italia, audio, febbraio.",
        "70000 EUR; 2027-02-01..2027-02-28; IT; formats include audio; advertiser Lavazza",
    ),
    "nl": (
        "Van: Pieter Groningen\nVerzonden: vrijdag 20 november 2026 16:12\nAan: Sanne de Wit\n"
        "Onderwerp: Doorst: cijfers\n\nHoi, 50.000 euro voor HEMA in Nederland, audio, maart.",
        "50000 EUR; 2027-03-01..2027-03-31; NL; formats include audio; advertiser HEMA",
    ),
    "sv": (
        "Från: Anna Lund\nSkickat: den 20 november 2026 16:12\nTill: Erik Borg\n"
        "Ämne: VB: siffror\n\nHej, 400 000 kr för Oatly i Sverige, audio, mars.",
        "400000 SEK; 2027-03-01..2027-03-31; SE; formats include audio; advertiser Oatly",
    ),
}


@pytest.mark.parametrize(("text", "facts"), FORWARDED.values(), ids=FORWARDED)
def test_the_head_of_a_mail_says_nothing_of_the_campaign(text: str, facts: str) -> None:
    assert described(text) == facts


@pytest.mark.parametrize(
    "introduction",
    [
        "On Fri, Nov 20, 2026 at 4:12 PM Dana Whitlock <dana@x.example> wrote:",
        "On Fri, Nov 20, 2026 at 4:12 PM Dana Whitlock\n<dana@x.example> wrote:",
        "Am 20.11.2026 um 16:12 schrieb Sabine Krug <krug@x.example>:",
        "El vie, 20 nov 2026 a las 16:12, Lucía Romero (<l@x.example>) escribió:",
        "Em sex., 20 de nov. de 2026 às 16:12, Renata Lima <r@x.example> escreveu:",
        "Le 20 nov. 2026 à 16:12, Camille Roux a écrit :",
        "Il giorno ven 20 nov 2026 alle ore 16:12 Giulia Siena <g@x.example> ha scritto:",
        "Op vr 20 nov 2026 om 16:12 schreef Pieter Groningen <p@x.example>:",
        "Den fre 20 nov. 2026 kl 16:12 skrev Anna Lund <a@x.example>:",
    ],
)
def test_the_line_above_a_quotation_says_nothing_of_the_campaign(introduction: str) -> None:
    said = f"{introduction}\n> 50.000 € Deutschland, Audio, 1.3.-31.3."
    facts = "50000 EUR; 2027-03-01..2027-03-31; DE; formats include audio"
    assert described(said) == facts
    assert brief_of(said).advertiser is None


@pytest.mark.parametrize(
    ("text", "name", "month"),
    [
        ("Subject: FW: Q1 campaign for Ooni\n\n£40k, UK, audio", "Ooni", 1),
        ("FW: Brompton spring push\n\n40k GBP UK audio", "Brompton", 3),
        ("Betreff: WG: Birkenstock im März\n\n40.000 € Österreich, Audio", "Birkenstock", 3),
        ("Asunto: RV: Campaña de Mahou en mayo\n\n60.000 € España, audio", "Mahou", 5),
        ("Subject: Nike in May\n\n£40k for Lush, UK, audio in June", "Lush", 6),
    ],
)
def test_a_subject_fills_what_the_mail_leaves_open(text: str, name: str, month: int) -> None:
    brief = brief_of(text)
    assert brief.advertiser == name
    assert brief.flight is not None and brief.flight.start.month == month


def test_a_subject_changes_nothing_of_a_brief_that_stands() -> None:
    after = brief_of("Lush UK £40k audio in June", "Subject: RE: Nike 90k in May\n\nmake it £50k")
    assert after.advertiser == "Lush"
    assert after.budget is not None and after.budget.amount == 50_000_000_000
    assert after.flight is not None and after.flight.start.month == 6


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("From: Mint Bank\nBudget: £50k\nMarket: UK\nDates: March", "Mint Bank"),
        ("From: March\nTo: April\nNike, UK, 50k GBP", "Nike"),
    ],
)
def test_lines_that_look_like_a_head_may_be_a_brief(text: str, name: str) -> None:
    brief = brief_of(text)
    assert brief.advertiser == name
    assert brief.flight is not None and brief.flight.start.month in (3, 4)
