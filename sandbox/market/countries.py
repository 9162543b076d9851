"""The countries of the simulated market: people, money, price level, places."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """One country. `people` counts addressable listeners, `price` is relative to the average,
    `per_usd` is today's exchange rate; regions and cities are shares of the people."""

    code: str
    name: str
    currency: str
    people: int
    price: float
    per_usd: float
    languages: tuple[str, ...]
    regions: dict[str, float] = field(default_factory=dict)
    cities: dict[str, float] = field(default_factory=dict)


PLACES: tuple[Place, ...] = (
    Place(
        "BR", "Brazil", "BRL", 58_000_000, 0.52, 5.4, ("pt",),
        {"BR-SP": 0.24, "BR-RJ": 0.10, "BR-MG": 0.10, "BR-BA": 0.06, "BR-PR": 0.06,
         "BR-RS": 0.055, "BR-PE": 0.045, "BR-CE": 0.04, "BR-SC": 0.04, "BR-DF": 0.02},
        {"São Paulo": 0.085, "Rio de Janeiro": 0.045, "Brasília": 0.02, "Salvador": 0.016,
         "Belo Horizonte": 0.016, "Curitiba": 0.013, "Porto Alegre": 0.01, "Recife": 0.01},
    ),
    Place(
        "MX", "Mexico", "MXN", 41_000_000, 0.50, 18.5, ("es",),
        {"MX-CMX": 0.12, "MX-MEX": 0.13, "MX-JAL": 0.075, "MX-NLE": 0.06, "MX-PUE": 0.05},
        {"Mexico City": 0.12, "Guadalajara": 0.045, "Monterrey": 0.045, "Puebla": 0.02},
    ),
    Place(
        "AR", "Argentina", "ARS", 15_000_000, 0.40, 1450.0, ("es",),
        {"AR-C": 0.09, "AR-B": 0.38, "AR-X": 0.085, "AR-S": 0.078},
        {"Buenos Aires": 0.20, "Córdoba": 0.035, "Rosario": 0.03, "Mendoza": 0.02},
    ),
    Place(
        "CO", "Colombia", "COP", 17_000_000, 0.42, 4100.0, ("es",),
        {"CO-DC": 0.18, "CO-ANT": 0.14, "CO-VAC": 0.10},
        {"Bogotá": 0.18, "Medellín": 0.06, "Cali": 0.05},
    ),
    Place(
        "CL", "Chile", "CLP", 9_000_000, 0.55, 940.0, ("es",),
        {"CL-RM": 0.42, "CL-VS": 0.10}, {"Santiago": 0.36, "Valparaíso": 0.05},
    ),
    Place("PE", "Peru", "PEN", 9_500_000, 0.40, 3.6, ("es",), {"PE-LMA": 0.33}, {"Lima": 0.31}),
    Place(
        "US", "United States", "USD", 118_000_000, 1.60, 1.0, ("en", "es"),
        {"US-CA": 0.118, "US-TX": 0.09, "US-FL": 0.066, "US-NY": 0.059, "US-IL": 0.038,
         "US-PA": 0.039, "US-GA": 0.033, "US-WA": 0.024},
        {"New York": 0.06, "Los Angeles": 0.04, "Chicago": 0.028, "Dallas": 0.024,
         "Houston": 0.022, "Miami": 0.018, "San Francisco": 0.014, "Seattle": 0.012},
    ),
    Place(
        "CA", "Canada", "CAD", 16_000_000, 1.25, 1.38, ("en", "fr"),
        {"CA-ON": 0.39, "CA-QC": 0.22, "CA-BC": 0.14, "CA-AB": 0.12},
        {"Toronto": 0.16, "Montréal": 0.11, "Vancouver": 0.07, "Calgary": 0.04},
    ),
    Place(
        "GB", "United Kingdom", "GBP", 29_000_000, 1.30, 0.77, ("en",),
        {"GB-ENG": 0.84, "GB-SCT": 0.08, "GB-WLS": 0.05, "GB-NIR": 0.03},
        {"London": 0.15, "Manchester": 0.045, "Birmingham": 0.04, "Glasgow": 0.02},
    ),
    Place("IE", "Ireland", "EUR", 2_600_000, 1.20, 0.92, ("en",), {}, {"Dublin": 0.28}),
    Place(
        "DE", "Germany", "EUR", 31_000_000, 1.35, 0.92, ("de",),
        {"DE-BY": 0.16, "DE-BW": 0.13, "DE-NW": 0.215, "DE-HE": 0.075, "DE-BE": 0.045,
         "DE-HH": 0.022, "DE-SN": 0.048, "DE-NI": 0.096},
        {"Berlin": 0.045, "Hamburg": 0.022, "Munich": 0.018, "Cologne": 0.013, "Frankfurt": 0.01},
    ),
    Place(
        "AT", "Austria", "EUR", 3_600_000, 1.25, 0.92, ("de",), {"AT-9": 0.22}, {"Vienna": 0.22}
    ),
    Place(
        "CH", "Switzerland", "CHF", 3_500_000, 1.80, 0.88, ("de", "fr", "it"),
        {"CH-ZH": 0.18, "CH-GE": 0.06}, {"Zurich": 0.05, "Geneva": 0.025},
    ),
    Place(
        "FR", "France", "EUR", 25_000_000, 1.15, 0.92, ("fr",),
        {"FR-IDF": 0.19, "FR-ARA": 0.12, "FR-OCC": 0.09, "FR-PAC": 0.077, "FR-NAQ": 0.09},
        {"Paris": 0.10, "Marseille": 0.015, "Lyon": 0.02, "Toulouse": 0.012, "Bordeaux": 0.01},
    ),
    Place(
        "BE", "Belgium", "EUR", 4_600_000, 1.10, 0.92, ("nl", "fr"),
        {"BE-VLG": 0.58, "BE-WAL": 0.31, "BE-BRU": 0.11}, {"Brussels": 0.11, "Antwerp": 0.05},
    ),
    Place(
        "ES", "Spain", "EUR", 20_000_000, 0.92, 0.92, ("es", "ca"),
        {"ES-MD": 0.145, "ES-CT": 0.165, "ES-AN": 0.178, "ES-VC": 0.108},
        {"Madrid": 0.09, "Barcelona": 0.06, "Valencia": 0.018, "Seville": 0.015},
    ),
    Place(
        "PT", "Portugal", "EUR", 4_200_000, 0.78, 0.92, ("pt",),
        {"PT-11": 0.22, "PT-13": 0.17}, {"Lisbon": 0.20, "Porto": 0.12},
    ),
    Place(
        "IT", "Italy", "EUR", 22_000_000, 0.95, 0.92, ("it",),
        {"IT-25": 0.17, "IT-62": 0.097, "IT-21": 0.072, "IT-72": 0.095},
        {"Rome": 0.048, "Milan": 0.035, "Naples": 0.016, "Turin": 0.015},
    ),
    Place(
        "NL", "Netherlands", "EUR", 8_500_000, 1.28, 0.92, ("nl",),
        {"NL-NH": 0.165, "NL-ZH": 0.21}, {"Amsterdam": 0.06, "Rotterdam": 0.04},
    ),
    Place(
        "SE", "Sweden", "SEK", 5_800_000, 1.32, 10.4, ("sv",), {"SE-AB": 0.24}, {"Stockholm": 0.17}
    ),
    Place("NO", "Norway", "NOK", 3_100_000, 1.45, 10.9, ("nb",), {"NO-03": 0.13}, {"Oslo": 0.13}),
    Place("DK", "Denmark", "DKK", 3_200_000, 1.35, 6.9, ("da",), {}, {"Copenhagen": 0.2}),
    Place(
        "PL", "Poland", "PLN", 14_000_000, 0.62, 3.9, ("pl",),
        {"PL-14": 0.145}, {"Warsaw": 0.05, "Kraków": 0.02},
    ),
    Place("TR", "Türkiye", "TRY", 22_000_000, 0.35, 41.0, ("tr",), {"TR-34": 0.18},
          {"Istanbul": 0.18}),
    Place(
        "JP", "Japan", "JPY", 18_000_000, 1.22, 150.0, ("ja",),
        {"JP-13": 0.11, "JP-27": 0.07}, {"Tokyo": 0.11, "Osaka": 0.07},
    ),
    Place(
        "AU", "Australia", "AUD", 12_500_000, 1.38, 1.52, ("en",),
        {"AU-NSW": 0.31, "AU-VIC": 0.26, "AU-QLD": 0.20, "AU-WA": 0.105},
        {"Sydney": 0.20, "Melbourne": 0.19, "Brisbane": 0.1, "Perth": 0.08},
    ),
    Place(
        "IN", "India", "INR", 72_000_000, 0.24, 88.0, ("hi", "en"),
        {"IN-MH": 0.10, "IN-KA": 0.055, "IN-DL": 0.03, "IN-TN": 0.06},
        {"Mumbai": 0.03, "Delhi": 0.03, "Bengaluru": 0.02, "Pune": 0.01, "Chennai": 0.015},
    ),
    Place("ZA", "South Africa", "ZAR", 8_000_000, 0.55, 18.2, ("en",), {"ZA-GP": 0.26},
          {"Johannesburg": 0.1, "Cape Town": 0.08}),
    Place("AE", "United Arab Emirates", "AED", 3_800_000, 1.05, 3.67, ("ar", "en"),
          {"AE-DU": 0.36}, {"Dubai": 0.35, "Abu Dhabi": 0.15}),
    Place("SG", "Singapore", "SGD", 2_400_000, 1.25, 1.32, ("en", "zh"), {}, {}),
    Place("PH", "Philippines", "PHP", 17_000_000, 0.28, 57.0, ("en", "tl"), {"PH-00": 0.13},
          {"Manila": 0.12}),
)  # fmt: skip
"""Sizes and prices are plausible orders of magnitude, made for the sandbox."""
