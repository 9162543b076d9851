"""Agencies and colleagues write and pass on briefs; they advertise nothing themselves."""

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    "text",
    [
        "Just off a call with Priya at Copperline Media, she has Kestrel Tea. UK, 40k GBP, March",
        "Tom at Northlane has Kestrel Tea: UK, 40k GBP, March",
        "Northlane Media are pitching for Kestrel Tea, UK, 40k GBP, March",
        "me acaba de llamar Nerea, de Tramontana: quieren algo para Kestrel Tea en España",
        "Lena von Nordlicht Medien hat Kestrel Tea, Deutschland, 50k, März",
        "Mi ha chiamato Giulia di Onda Media, ha Kestrel Tea in mano: Italia, 50k, marzo",
        "A Marina da Onda Mídia tem a Kestrel Tea, Brasil, 50k, março",
        "Sanne van Blauwdruk heeft Kestrel Tea, Nederland, 50k, maart",
        "Lisa på Norrsken Media har Kestrel Tea, Sverige, 50k, mars",
        "Kestrel Tea möchte wieder buchen: 45.000 € für DE, ganzer März. LG Sabine",
        "Brief from Copperline Media for Kestrel Tea: UK, 40k GBP, audio, March",
        "Brief from Bramble & Oake for Kestrel Tea: UK, 40k GBP, audio, March",
        "From Tallow Creek Collective: Kestrel Tea, UK, 40k GBP, audio in March",
        "Tom from Bramble & Oake here. Kestrel Tea, UK £40k audio March",
        "Bramble & Oake here, briefing for Kestrel Tea, UK £40k audio March",
        "Hi, this is Jo at Copper Vale. £40k for Kestrel Tea, UK, audio March",
        "Kestrel Tea (via Harbour & Pine), UK £40k audio March",
        "our agency Harbour & Pine has 40k GBP for Kestrel Tea in the UK",
        "Briefing von Nordlicht Media für Kestrel Tea: 40.000 €, Deutschland, Audio",
        "Hier ist Maren von Nordlicht, 40.000 € für Kestrel Tea in Deutschland, Audio",
        "Hola, soy Lucía de Marea Medios, 40.000 € para Kestrel Tea en España, audio",
        "Brief de la agencia Marea para Kestrel Tea: 40.000 € España, audio, enero",
        "Bonjour, ici Camille de l'agence Belle Rive, 40 000 € pour Kestrel Tea en France",
        "Ciao, sono Giulia di Agenzia Ponte, 40.000 € per Kestrel Tea in Italia, audio",
        "Hoi, Pieter van Kade Media hier, 40.000 euro voor Kestrel Tea in Nederland",
        "Hej, Anna från Norr Media här, 400 000 kr för Kestrel Tea i Sverige, audio",
        "Oi, aqui é a Renata da Agência Ponte, R$ 40 mil para Kestrel Tea no Brasil",
    ],
)
def test_who_passes_a_brief_on_does_not_advertise(text: str) -> None:
    assert brief_of(text).advertiser == "Kestrel Tea"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This is Jo from Barbour, we have £90k for audio in the UK in March", "Barbour"),
        ("Brief from Kestrel Tea for the UK, £90k audio March", "Kestrel Tea"),
        ("£28k from Barbour for audio in the UK, March", "Barbour"),
        ("client: Copperline Media, UK, 40k GBP", "Copperline Media"),
        ("Just off the phone with the folks at Harper Lane, 35k USD, US, audio", "Harper Lane"),
    ],
)
def test_a_client_may_write_as_well(text: str, name: str) -> None:
    assert brief_of(text).advertiser == name


@pytest.mark.parametrize(
    "text",
    [
        "add video please. that's all from the Bramble & Oake side for today",
        "add video, this is from the Harbour & Pine team", "Thanks from all of us at Silverline",
        "Puma has booked the same weeks, add video", "the team at Wieden wants video too",
        "Acme Partners asked for video", "das wäre alles von Nordlicht, bitte Video dazu",
        "añade vídeo, saludos de parte de Marea Medios", "ajoute la vidéo, merci de Belle Rive",
        "product name for the brief: Galaxy S27", "aggiungi video, saluti da Agenzia Ponte",
        "video erbij graag, groeten van Kade", "lägg till video, hälsningar från Norr Media",
        "adiciona vídeo, abraços da Agência Ponte", "Barclaycard are sponsors, no overlap please",
    ],
)  # fmt: skip
def test_who_else_is_named_later_takes_nothing_over(text: str) -> None:
    assert brief_of("Kestrel Tea UK £90k audio March", text).advertiser == "Kestrel Tea"


@pytest.mark.parametrize(
    "text",
    ["same for Saucony", "make it for Saucony", "now for Saucony: same budget",
     "can you do the same plan for Saucony please", "Saucony instead", "client is Saucony",
     "actually this is for Saucony", "das gleiche für Saucony", "lo mismo para Saucony",
     "pareil pour Saucony", "Saucony, sorry", "wrong client. it is Saucony",
     "wrong shop, it's Saucony", "change advertiser to Saucony", "rename client to Saucony",
     "cambia el anunciante a Saucony", "ändere den Kunden auf Saucony"],
)  # fmt: skip
def test_words_that_give_the_brief_to_somebody_else(text: str) -> None:
    assert brief_of("Kestrel Tea UK £90k audio March", text).advertiser == "Saucony"
