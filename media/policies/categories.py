"""Ad categories: the code an advertiser is booked under, and what law or policy asks for it.

Codes are the Spotify Ads API's (`GET /ad_categories`, pattern ADV_parent_sub); the parents and the
restrictions are from its description of August 2026. The other Ads APIs get the parent's name.
"""

from __future__ import annotations

import re

from media.errors import InvalidInput

PARENTS = {
    1: "Automotive",
    2: "Beauty and Grooming",
    3: "Beauty Services",
    4: "Business to Business",
    5: "Careers and Employment",
    6: "Clothing and Fashion",
    7: "Collectibles and Antiques",
    8: "Education and Training",
    9: "Energy, Oil, and Gas",
    10: "Events and Attractions",
    11: "Family and Parenting",
    12: "Finance and Insurance",
    13: "Fitness and Recreation",
    14: "Food and Beverage Services",
    15: "Food and Drink",
    16: "Gambling",
    17: "Government and Non-Profit",
    18: "Home and Garden Products",
    19: "Home and Garden Services",
    20: "Legal Services",
    21: "Media and Entertainment",
    22: "Medicine and Pharmaceuticals",
    23: "Other",
    24: "Pets",
    25: "Politics and Elections",
    26: "Real Estate",
    27: "Relationships and Life Events",
    28: "Religion and Spirituality",
    29: "Retailers",
    30: "Sensitive Other",
    31: "Shipping and Storage",
    32: "Technology",
    33: "Telecommunications",
    34: "Travel",
}
_ALCOHOL = "ADV_15_139"
_RESTRICTED_PARENTS = frozenset({16, 22, 25, 28, 30})
_ADULT_PARENTS = frozenset({16})
_CODE = re.compile(r"ADV_(\d{1,2})_(\d{1,3})")
_WORDS = {
    "alcohol": frozenset({_ALCOHOL}),
    "gambling": frozenset({16}),
    "pharma": frozenset({22}),
    "politics": frozenset({25}),
    "religion": frozenset({28}),
    "tobacco": frozenset({30}),
    "weapons": frozenset({30}),
}


def check_code(code: str) -> str:
    """The code itself. Raises InvalidInput unless it has the form and a known parent."""
    match = _CODE.fullmatch(code)
    if not match or int(match[1]) not in PARENTS:
        raise InvalidInput(
            "“{code}” is not an ad category.", "Use a code such as ADV_6_44 (clothing).", code=code
        )
    return code


def parent(code: str) -> int:
    """The number of the parent category of a code."""
    return int(check_code(code).split("_")[1])


def category_name(code: str) -> str:
    """The parent category's name."""
    return PARENTS[parent(code)]


def is_restricted(code: str) -> bool:
    """Whether the category needs extra care (some markets forbid it)."""
    return code == _ALCOHOL or parent(code) in _RESTRICTED_PARENTS


def minimum_age(code: str) -> int | None:
    """The youngest age that may be targeted, if the category has one."""
    return 18 if code == _ALCOHOL or parent(code) in _ADULT_PARENTS else None


def contradicts(code: str, word: str | None) -> bool:
    """Whether a Brief's regulated category (`word`) is booked under a code of another group."""
    wanted = _WORDS.get(word or "")
    return wanted is not None and code not in wanted and parent(code) not in wanted
