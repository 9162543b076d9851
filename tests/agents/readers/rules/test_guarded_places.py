"""Where something is protected says nothing of where the campaign runs."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "country", "cell"),
    [
        ("Telekom Kampagne bundesweit, 100k, März. Video in Bayern bitte schützen",
         "DE", {"format": "video", "region": "DE-BY"}),
        ("protect podcast in California please. Campaign: Tesla, US nationwide, 200k",
         "US", {"format": "podcast", "region": "US-CA"}),
        ("Protege el video en Madrid. Campaña de Zara para España, 80k",
         "ES", {"format": "video", "city": "Madrid"}),
        ("Acme, Italia, 100k, marzo, video in Lombardia da proteggere",
         "IT", {"format": "video", "region": "IT-25"}),
        ("Acme, France, 100k, mars. Protéger le podcast à Paris svp",
         "FR", {"format": "podcast", "city": "Paris"}),
        ("Acme, Brasil, R$ 100k, março. Proteger o podcast em São Paulo",
         "BR", {"format": "podcast", "city": "São Paulo"}),
        ("Acme, Portugal, 35k €, proteger podcast no Porto",
         "PT", {"format": "podcast", "city": "Porto"}),
        ("Acme, Nederland, 100k, maart, bescherm video in Amsterdam",
         "NL", {"format": "video", "city": "Amsterdam"}),
        ("Acme, Sverige, 100k kr, mars, skydda podd i Stockholm",
         "SE", {"format": "podcast", "city": "Stockholm"}),
    ],
)  # fmt: skip
def test_a_protection_in_a_place_confines_no_campaign(
    text: str, country: str, cell: dict[str, str]
) -> None:
    brief = brief_of(text)
    assert (brief.geo.countries, brief.geo.regions, brief.geo.cities) == ((country,), (), ())
    assert brief.formats.include == ()
    (held,) = (c for c in brief.constraints if c.kind == "protect")
    assert held.where.model_dump(exclude_none=True) == cell


def test_a_place_that_is_named_for_itself_stays() -> None:
    brief = brief_of("Acme, Bayern und Hessen, 100k, März. Video in Bayern bitte schützen")
    assert brief.geo.regions == ("DE-BY", "DE-HE")


def test_where_nothing_but_a_protection_is_placed_the_market_is_asked_for() -> None:
    assert brief_of("Acme, 100k, March. Protect video in Madrid").geo.countries == ()
