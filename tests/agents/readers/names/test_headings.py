"""Long messages name their client where they begin; the brands further down are others'."""

import pytest

from agents.understanding import understand
from media.brief import Brief
from tests.agents.readers.described import TODAY

FACTS = """
- Germany
- 60k EUR
- 1 February to 31 March
- adults 25-54
- audio and video, weekends a little heavier, please nothing near politics
"""
RIVAL = "- Adidas had the whole of last year's tournament, Nivea will be loud again in January\n"


def brief(*messages: str) -> Brief:
    return understand(messages, TODAY)[-1][1]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Call w/ Velling this am (me, Trish)", "Velling"),
        ("Hi, this came in from Wren & Partners for Oatwell, can you run it?", "Oatwell"),
        ("hey team, Koralla's numbers for autumn, straight from their sheet", "Koralla"),
        ("Bruno & Keith x us (from WhatsApp with Mei Lin)", "Bruno & Keith"),
        ("Lumen & Oak | H1 brief | v2", "Lumen & Oak"),
        ("Gesprächsnotiz Steinhof Möbel (Fr. Ahlers, 18.11.)", "Steinhof Möbel"),
        ("Moin, hier die Antworten von Fjellvann, direkt reingeschrieben", "Fjellvann"),
        ("Anfrage für unseren Kunden Waldquell", "Waldquell"),
        ("notes d'appel Petit Navire (Karine + le stagiaire)", "Petit Navire"),
        ("Mail de Gwendal Perrot (agence Horizon) pour Brasserie Lunel", "Brasserie Lunel"),
        ("Campaña de Navidad de Torres Galán", "Torres Galán"),
        ("E aí, Dani! Chegou da Guaraná Jaçanã (regional Sul)", "Guaraná Jaçanã"),
        ("Appunti call Pastificio Orvieri (con Donatella)", "Pastificio Orvieri"),
        ("belnotities Tony's Chocolonely (Fleur)", "Tony's Chocolonely"),
        ("Mötesanteckningar Fjällbo Möbler 19/11", "Fjällbo Möbler"),
    ],
)
def test_the_heading_names_the_client(heading: str, name: str) -> None:
    assert brief(heading + "\n" + FACTS + RIVAL).advertiser == name


@pytest.mark.parametrize(
    ("mail", "name"),
    [
        ("Fwd: Dunelm spring brief\n\nHi Sam,\n", "Dunelm"),
        ("WG: Waldquell Frühjahrskampagne\n\nHallo Nina,\n", "Waldquell"),
        ("Subject: Lumio Q1 proposal\nFrom: Beth Ansah <beth@kettle.example>\n\nHi,\n", "Lumio"),
    ],
)
def test_a_subject_is_surer_than_a_brand_in_passing(mail: str, name: str) -> None:
    assert brief(mail + FACTS + RIVAL).advertiser == name


@pytest.mark.parametrize(
    "vendor",
    ["they ran with Spotify last year", "an offer from Amazon is on the table", "RTL: too dear"],
)
def test_a_vendor_is_no_client(vendor: str) -> None:
    assert brief(f"Call w/ Velling 18/11\n{FACTS}- {vendor}\n").advertiser == "Velling"


def test_whom_it_is_for_is_surer_than_who_called() -> None:
    text = "Hi Jo, got a call from Lena at Hartley just now\n\nit is for Nike:\n"
    assert brief(text + FACTS).advertiser == "Nike"


def test_a_label_is_surer_than_the_heading() -> None:
    text = "Notes from Tidal Works\n" + FACTS + "- Client: Marram\n" + RIVAL
    assert brief(text).advertiser == "Marram"


def test_a_brand_that_nobody_precedes_is_the_client() -> None:
    text = "Hi Kim,\n\nplease see below.\n\nZalando wants to go live:\n"
    assert brief(text + FACTS).advertiser == "Zalando"


@pytest.mark.parametrize(
    "heading",
    [
        "Hi,\n\nas discussed with Legal on Monday please see what we need:",
        "Hallo,\n\nhier die Eckdaten vom Termin mit dem Vorstand:",
        "Update from Friday",
    ],
)
def test_a_heading_may_name_nobody(heading: str) -> None:
    assert brief(heading + "\n" + FACTS).advertiser is None


def test_who_was_there_is_no_product() -> None:
    after = brief("Call met Duinrand (Wouter)\n" + FACTS)
    assert (after.advertiser, after.product) == ("Duinrand", None)


def test_an_order_number_is_no_name() -> None:
    assert brief("Germany, 60k EUR, March, audio\ninvoice F-88210 was wrong").advertiser is None


def test_a_french_reason_is_no_car() -> None:
    after = brief("Client : Lumora, France, 60 k€, mars. Il revient vite, car Antoine part")
    assert (after.advertiser, after.product) == ("Lumora", None)


def test_people_of_a_firm_written_small() -> None:
    said = "just left lunch with the tillamook folks they want oregon 40k dollars in march video"
    assert brief(said).advertiser == "tillamook"
