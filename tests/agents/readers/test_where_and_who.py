"""Places and people that one word beside them decides: codes, towns, clubs, labels, greetings."""

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Geo

TODAY = date(2026, 11, 20)


def geo_of(*messages: str) -> Geo:
    return understand(messages, TODAY)[-1][1].geo


@pytest.mark.parametrize(
    ("text", "countries", "cities"),
    [
        ("Jägerhof 90k€ DE 1.3.-30.4. ab 25, nur Audio", "DE", ""),
        ("45k DE, März, nur Video, für Lindner", "DE", ""),
        ("für die Wiener Linien 40.000 Euro in AT verplanen, April", "AT", ""),
        ("30k in ES einplanen für Lindner, März", "ES", ""),
        ("25 000 kr för Konditori Solros i Lund, maj, enbart audio", "SE", "Lund"),
        ("£12k for Larkspur Bakery in Bath, May, audio", "GB", "Bath"),
        ("12.000 € für Gasthof Adler in Bamberg, Mai, Audio", "DE", "Bamberg"),
        ("8 000 € pour Boulangerie Pascal à Annecy, mai, audio", "FR", "Annecy"),
        ("cliente Liverpool, $900,000 MXN, abril, México, video", "MX", ""),
        ("15.000 euro, Rimini e Ravenna, tutto luglio, under 30", "IT", "Ravenna,Rimini"),
        ("Nissan, the Navara, south africa, R2m, april", "ZA", ""),
        ("oye quién gana hoy, el América o los Pumas?", "", ""),
        ("50k para Kopi en América, mayo", "US", ""),
        ("Portada, 30k euros, Barcelona y Madrid, mayo", "ES", "Barcelona,Madrid"),
    ],
)
def test_places(text: str, countries: str, cities: str) -> None:
    geo = geo_of(text)
    assert (",".join(geo.countries), ",".join(geo.cities)) == (countries, cities)


def test_only_before_a_verb_of_beginning_narrows_nothing() -> None:
    first = "Japan + South Korea, USD 350k, apr 1 - may 31"
    assert geo_of(first, "Korea only starts on 15 April btw").countries == ("JP", "KR")
    assert geo_of(first, "Korea only").countries == ("KR",)


@pytest.mark.parametrize(
    ("turn", "genders", "devices"),
    [
        ("20% de plus, et uniquement sur mobile", (), ("ANDROID", "IOS")),
        ("20% de plus et uniquement les femmes", ("FEMALE",), ()),
        ("20% de leurs clients sont des femmes", (), ()),
    ],
)
def test_people_behind_a_percentage(
    turn: str, genders: tuple[str, ...], devices: tuple[str, ...]
) -> None:
    audience = understand(["Verlot, France, 60 000 €, mars", turn], TODAY)[-1][1].audience
    assert (audience.genders, audience.devices) == (genders, devices)


@pytest.mark.parametrize(
    ("text", "genders"),
    [
        ("ragazzi deadline EOD: Taccuini Moro, 38k€, Italia, giugno", ()),
        ("ragazzi 18-24, Italia, 38k€, giugno", ("MALE",)),
        ("500 000 NOK, Norge, mars, men bare Oslo og Bergen", ()),
        ("men only, UK, £30k, March", ("MALE",)),
    ],
)
def test_greetings_and_conjunctions_are_no_gender(text: str, genders: tuple[str, ...]) -> None:
    assert understand([text], TODAY)[-1][1].audience.genders == genders
