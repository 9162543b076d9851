"""Goals, formats, KPIs and caps in the turns of phrase of eight languages."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described


def said(text: str) -> str:
    head, _, rest = described(f"Nike in the UK, £50k, {text}").partition("; GB")
    assert head == "50000 GBP"
    return rest.replace("advertiser Nike", "").replace("; ; ", "; ").strip("; ")


@pytest.mark.parametrize(
    "text",
    [
        "reach at least 2m people",
        "at least 2 million people reached",
        "llegar a 2 millones de personas",
        "atingir 2 milhões de pessoas",
        "2 Mio. Menschen erreichen",
        "toucher 2 millions de personnes",
        "raggiungere 2 milioni di persone",
        "2 miljoen mensen bereiken",
        "nå minst 2 miljoner människor",
    ],
)
def test_reach_as_a_verb(text: str) -> None:
    assert said(text) == "REACH >= 2000000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPM ne dépassant pas 8 €", "CPM <= 8"),
        ("CPM alvo 8", "CPM <= 8"),
        ("CTR superiore allo 0,5%", "CTR >= 0.005"),
        ("CTR d'au moins 0,5%", "CTR >= 0.005"),
        ("completion rate dell'80%", "VTR >= 0.8"),
        ("max two per day", "cap 2/day"),
        ("máximo dos por día", "cap 2/day"),
        ("Frequency Cap: 2 pro User und Tag", "cap 2/day"),
        ("max 10 per person overall", "cap 10/flight"),
    ],
)
def test_targets_and_caps(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neither video nor podcasts", "formats exclude podcast,video"),
        ("weder Video noch Podcast", "formats exclude podcast,video"),
        ("noch video noch podcasts", "formats exclude podcast,video"),
        ("varken video eller podd", "formats exclude podcast,video"),
        ("all formats but display", "formats exclude display"),
        ("auf Display verzichten", "formats exclude display"),
        ("que no haya display", "formats exclude display"),
        ("tout en audio", "formats only audio"),
        ("reines Audio", "formats only audio"),
        ("audio seul", "formats only audio"),
    ],
)
def test_negations_and_restrictions(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "objective"),
    [
        ("install campaign", "APP_INSTALLS"),
        ("instalar o app", "APP_INSTALLS"),
        ("générer des téléchargements", "APP_INSTALLS"),
        ("Traffic auf die Website", "WEBSITE_VISITS"),
        ("verkeer naar de website", "WEBSITE_VISITS"),
        ("vendite online", "CONVERSIONS"),
        ("Leads generieren", "LEAD_GEN"),
        ("faire connaître la marque", "REACH"),
    ],
)
def test_objectives(text: str, objective: str) -> None:
    assert said(text) == f"objective {objective}"


@pytest.mark.parametrize(
    "text",
    [
        "no politics or violence",
        "evitar política e violência",
        "nada de política ni violencia",
        "keine Politik und keine Gewalt",
        "niente politica né violenza",
    ],
)
def test_what_nobody_sells_needs_no_word_for_content(text: str) -> None:
    assert said(text) == "brand_safety politics,violence"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("laptops push, 18-34", "ages 18-34"),
        ("video completion 75%+", "VTR >= 0.75"),
        ("podcasts mainly", "formats include podcast; share podcast 0.5.."),
        ("we hit 500k people", "REACH >= 500000"),
    ],
)
def test_words_of_devices_and_formats_about_something_else(text: str, expected: str) -> None:
    assert said(text) == expected


def test_a_share_does_not_reach_over_a_negation() -> None:
    found = said("video 70 % / display 30 % – no programmatic please")
    assert "share display 0.3..0.3" in found and "channels exclude programmatic" in found
