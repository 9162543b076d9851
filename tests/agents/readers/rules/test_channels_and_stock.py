"""What a client lacks, what is bought how, and how far what is protected may be used."""

import pytest

from tests.agents.readers.described import described

FIRST = "Nike, Spain, 200k EUR, 1-28 February 2027, women 18-34, audio"


@pytest.mark.parametrize(
    "text",
    ["No display, they haven't got banners", "no display - they don't have any banners",
     "the client has no banners", "sin display, no tienen banners",
     "sem display, eles não têm banners", "kein Display, die haben keine Banner",
     "pas de display, ils n'ont pas de bannières", "niente display, non hanno banner",
     "geen display, ze hebben geen banners", "ingen display, de saknar banners"],
)  # fmt: skip
def test_what_they_do_not_have_is_ruled_out(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "no display")


@pytest.mark.parametrize(
    "text",
    ["direct only please", "solo directo por favor", "directo nada más", "só direto por favor",
     "nur direkt bitte", "que du direct", "solo diretto per favore", "alleen direct graag",
     "bara direkt tack"],
)  # fmt: skip
def test_direct_alone_in_the_words_of_a_request(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "direct buys only")


@pytest.mark.parametrize(
    "text",
    ["we gotta protect podcast, use 10% of its avails max", "keep podcast protected, 10% max",
     "protect podcast: 10% of avails at most", "protect podcast, we can take 10% of it",
     "protect podcast, we can only use 10% of what's available",
     "protege podcast, usa como máximo 10% de su inventario",
     "protege o podcast, usa no máximo 10% do inventário",
     "Podcast bitte schützen, max. 10 % vom Bestand",
     "protéger le podcast, 10 % de l'inventaire maximum",
     "proteggere il podcast, massimo 10% dell'inventario",
     "bescherm podcast, gebruik maximaal 10% van de inventaris",
     "skydda podd, använd max 10% av lagret"],
)  # fmt: skip
def test_a_percentage_of_the_stock_bounds_a_protection(text: str) -> None:
    assert described(FIRST, text) == f"{described(FIRST)}; protect podcast ..0.1"


@pytest.mark.parametrize(
    ("text", "apart"),
    [("protect podcast, 20% video", "share video 0.2..0.2"),
     ("protect podcast and cut the budget by 10%", "180000 EUR")],
)  # fmt: skip
def test_other_percentages_leave_a_protection_alone(text: str, apart: str) -> None:
    assert {"protect podcast", apart} <= set(described(FIRST, text).split("; "))


@pytest.mark.parametrize("text", ["usa audio y video", "usa también video", "usa anche il video"])
def test_the_verb_usa_is_no_country(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "add video")


@pytest.mark.parametrize(
    "words",
    [
        "only the direct channel",
        "nur Kanal Direct",
        "solo canal directo",
        "uniquement le canal direct",
        "só canal direto",
        "solo canale direct",
        "alleen kanaal direct",
        "bara kanalen direkt",
    ],
)
def test_a_channel_called_so_is_one(words: str) -> None:
    assert described("Nike, 50k EUR, Europe", words) == described(
        "Nike, 50k EUR, Europe", "channel: direct only"
    )
