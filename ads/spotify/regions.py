"""Names of ISO 3166-2 regions: Spotify's look-up knows names, a plan has codes."""

from __future__ import annotations

from functools import lru_cache

_MISSING_IN_HOLIDAYS: dict[str, tuple[str, ...]] = {
    "MX-AGU": ("Aguascalientes",), "MX-BCN": ("Baja California",),
    "MX-BCS": ("Baja California Sur",), "MX-CAM": ("Campeche",), "MX-CHP": ("Chiapas",),
    "MX-CHH": ("Chihuahua",), "MX-CMX": ("Ciudad de México", "Mexico City"),
    "MX-COA": ("Coahuila",), "MX-COL": ("Colima",), "MX-DUR": ("Durango",),
    "MX-GUA": ("Guanajuato",), "MX-GRO": ("Guerrero",), "MX-HID": ("Hidalgo",),
    "MX-JAL": ("Jalisco",), "MX-MEX": ("Estado de México", "México"), "MX-MIC": ("Michoacán",),
    "MX-MOR": ("Morelos",), "MX-NAY": ("Nayarit",), "MX-NLE": ("Nuevo León",),
    "MX-OAX": ("Oaxaca",), "MX-PUE": ("Puebla",), "MX-QUE": ("Querétaro",),
    "MX-ROO": ("Quintana Roo",), "MX-SLP": ("San Luis Potosí",), "MX-SIN": ("Sinaloa",),
    "MX-SON": ("Sonora",), "MX-TAB": ("Tabasco",), "MX-TAM": ("Tamaulipas",),
    "MX-TLA": ("Tlaxcala",), "MX-VER": ("Veracruz",), "MX-YUC": ("Yucatán",),
    "MX-ZAC": ("Zacatecas",),
    "CO-DC": ("Bogotá",), "CO-ANT": ("Antioquia",), "CO-VAC": ("Valle del Cauca",),
    "CO-ATL": ("Atlántico",), "CO-CUN": ("Cundinamarca",), "CO-SAN": ("Santander",),
    "PE-LMA": ("Lima",), "PE-LIM": ("Lima",), "PE-ARE": ("Arequipa",), "PE-CUS": ("Cusco",),
    "JP-13": ("Tokyo",), "JP-27": ("Osaka",), "JP-14": ("Kanagawa",), "JP-23": ("Aichi",),
    "JP-01": ("Hokkaido",), "JP-40": ("Fukuoka",),
    "NL-NH": ("Noord-Holland",), "NL-ZH": ("Zuid-Holland",), "NL-UT": ("Utrecht",),
    "NL-NB": ("Noord-Brabant",), "PL-14": ("Mazowieckie",), "PL-12": ("Małopolskie",),
    "PL-24": ("Śląskie",), "CL-RM": ("Región Metropolitana", "Santiago Metropolitan"),
    "CL-VS": ("Valparaíso",), "IT-25": ("Lombardia", "Lombardy"), "IT-62": ("Lazio",),
    "IT-21": ("Piemonte", "Piedmont"), "IT-72": ("Campania",), "IT-34": ("Veneto",),
    "SE-AB": ("Stockholm",), "NO-03": ("Oslo",), "TR-34": ("İstanbul", "Istanbul"),
    "TR-06": ("Ankara",), "FR-IDF": ("Île-de-France",), "FR-ARA": ("Auvergne-Rhône-Alpes",),
    "FR-OCC": ("Occitanie",), "FR-PAC": ("Provence-Alpes-Côte d'Azur",),
    "FR-NAQ": ("Nouvelle-Aquitaine",), "FR-HDF": ("Hauts-de-France",), "FR-BRE": ("Bretagne",),
    "BE-VLG": ("Vlaanderen", "Flanders"), "BE-WAL": ("Wallonie", "Wallonia"),
    "BE-BRU": ("Bruxelles", "Brussels"), "CH-ZH": ("Zürich",), "CH-GE": ("Genève", "Geneva"),
    "AT-9": ("Wien", "Vienna"), "PT-11": ("Lisboa",), "PT-13": ("Porto",),
    "ES-MD": ("Comunidad de Madrid", "Madrid"), "ES-CT": ("Cataluña", "Catalunya"),
    "ES-VC": ("Comunidad Valenciana",), "ZA-GP": ("Gauteng",), "AE-DU": ("Dubai",),
    "PH-00": ("Metro Manila",),
}  # fmt: skip


@lru_cache(maxsize=1024)
def region_names(code: str) -> tuple[str, ...]:
    """All names that a region goes by; empty for a code nobody knows."""
    if code in _MISSING_IN_HOLIDAYS:
        return _MISSING_IN_HOLIDAYS[code]
    import holidays

    country, _, part = code.partition("-")
    known = getattr(holidays, country, None)
    aliases: dict[str, str] = getattr(known, "subdivisions_aliases", None) or {}
    return tuple(name for name, short in aliases.items() if short == part and len(name) > 3)
