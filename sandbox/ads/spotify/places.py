"""What can be targeted at the local Spotify: places, interests, languages."""

from __future__ import annotations

import uuid

from sandbox.market.countries import PLACES

_SPACE = uuid.UUID("0b5c9a3e-14a8-4d0e-8f55-3a86cf2d6c44")

_REGION_NAMES = {
    "BR-SP": "São Paulo", "BR-RJ": "Rio de Janeiro", "BR-MG": "Minas Gerais", "BR-BA": "Bahia",
    "BR-PR": "Paraná", "BR-RS": "Rio Grande do Sul", "BR-PE": "Pernambuco", "BR-CE": "Ceará",
    "BR-SC": "Santa Catarina", "BR-DF": "Distrito Federal", "MX-CMX": "Mexico City",
    "MX-MEX": "Estado de México", "MX-JAL": "Jalisco", "MX-NLE": "Nuevo León",
    "MX-PUE": "Puebla", "AR-C": "Ciudad Autónoma de Buenos Aires", "AR-B": "Buenos Aires",
    "AR-X": "Córdoba", "AR-S": "Santa Fe", "CO-DC": "Bogotá", "CO-ANT": "Antioquia",
    "CO-VAC": "Valle del Cauca", "CL-RM": "Santiago Metropolitan", "CL-VS": "Valparaíso",
    "PE-LMA": "Lima", "US-CA": "California", "US-TX": "Texas", "US-FL": "Florida",
    "US-NY": "New York", "US-IL": "Illinois", "US-PA": "Pennsylvania", "US-GA": "Georgia",
    "US-WA": "Washington", "CA-ON": "Ontario", "CA-QC": "Quebec", "CA-BC": "British Columbia",
    "CA-AB": "Alberta", "GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales",
    "GB-NIR": "Northern Ireland", "DE-BY": "Bayern", "DE-BW": "Baden-Württemberg",
    "DE-NW": "Nordrhein-Westfalen", "DE-HE": "Hessen", "DE-BE": "Berlin", "DE-HH": "Hamburg",
    "DE-SN": "Sachsen", "DE-NI": "Niedersachsen", "AT-9": "Wien", "CH-ZH": "Zürich",
    "CH-GE": "Genève", "FR-IDF": "Île-de-France", "FR-ARA": "Auvergne-Rhône-Alpes",
    "FR-OCC": "Occitanie", "FR-PAC": "Provence-Alpes-Côte d'Azur",
    "FR-NAQ": "Nouvelle-Aquitaine", "BE-VLG": "Flanders", "BE-WAL": "Wallonia",
    "BE-BRU": "Brussels", "ES-MD": "Madrid", "ES-CT": "Catalunya", "ES-AN": "Andalucía",
    "ES-VC": "Comunidad Valenciana", "PT-11": "Lisboa", "PT-13": "Porto", "IT-25": "Lombardia",
    "IT-62": "Lazio", "IT-21": "Piemonte", "IT-72": "Campania", "NL-NH": "Noord-Holland",
    "NL-ZH": "Zuid-Holland", "SE-AB": "Stockholm", "NO-03": "Oslo", "PL-14": "Mazowieckie",
    "TR-34": "İstanbul", "JP-13": "Tokyo", "JP-27": "Osaka", "AU-NSW": "New South Wales",
    "AU-VIC": "Victoria", "AU-QLD": "Queensland", "AU-WA": "Western Australia",
    "IN-MH": "Maharashtra", "IN-KA": "Karnataka", "IN-DL": "Delhi", "IN-TN": "Tamil Nadu",
    "ZA-GP": "Gauteng", "AE-DU": "Dubai", "PH-00": "Metro Manila",
}  # fmt: skip

Geo = dict[str, str]


def _geos() -> dict[str, Geo]:
    found = {}
    for place in PLACES:
        wanted = [("CITY", name) for name in place.cities]
        wanted += [("REGION", _REGION_NAMES.get(code, code)) for code in place.regions]
        for number, (type, name) in enumerate(wanted):
            id = str(1_000_000 + (ord(place.code[0]) * 100 + ord(place.code[1])) * 100 + number)
            found[id] = {
                "id": id, "name": name, "type": type,
                "country_code": place.code, "parent_geo_name": place.name,
            }  # fmt: skip
    return found


GEOS = _geos()
COUNTRIES = {place.code: place for place in PLACES}
LANGUAGES = sorted({language for place in PLACES for language in place.languages})


def interest_id(name: str) -> str:
    """The id of an interest or audience."""
    return str(uuid.uuid5(_SPACE, name))


def people(targets: dict[str, object], country: str) -> float:
    """Roughly how many people an ad set's targets reach."""
    share = 1.0
    ranges = targets.get("age_ranges")
    if isinstance(ranges, list) and ranges:
        years = sum(max(0, r.get("max", 99) - r.get("min", 13) + 1) for r in ranges)
        share *= min(1.0, years / 60)
    if targets.get("genders"):
        share *= 0.5
    if targets.get("interest_ids"):
        share *= 0.3
    geo = targets.get("geo_targets")
    if isinstance(geo, dict) and (geo.get("city_ids") or geo.get("region_ids")):
        share *= 0.1
    return COUNTRIES[country].people * share
