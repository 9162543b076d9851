"""The countries of ISO 3166-1 and the currencies of ISO 4217, as CLDR (Babel) lists them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale
from babel.core import get_global

from media.errors import InvalidMoney

_GROUPINGS = frozenset({"EU", "UN", "EZ", "QO", "XA", "XB", "ZZ"})
"""Two letters that CLDR names without their being a country."""


@cache
def countries() -> frozenset[str]:
    """The two letters of every country and territory of today."""
    codes = [str(code) for code in Locale("en").territories]
    return frozenset(c for c in codes if len(c) == 2 and c.isalpha()) - _GROUPINGS


def now_called(code: str) -> tuple[str, ...]:
    """Which countries of today a code of no country stands for: GB for UK, RS and ME for YU."""
    found = get_global("territory_aliases").get(code, ()) if code not in countries() else ()
    return tuple(str(country) for country in found if country in countries())


def money_of(code: str, day: date | None = None) -> str:
    """The code of a currency as ISO 4217 writes it; money of `day`, which is today by default.

    Raises InvalidMoney for anything else.
    """
    known = code.strip().upper()
    if currencies().get(known, date.min) < (day or date.today()):
        raise InvalidMoney(
            "“{code}” is no currency of today.",
            "Use its ISO 4217 code, such as BRL.",
            code=code[:40],
        )
    return known


@cache
def currencies() -> Mapping[str, date]:
    """Every currency that is or was money, and the last day that it was.

    Metals, and the codes for tests and for no currency, are none. A unit of account such as the
    CLF is one: contracts are made in it.
    """
    last: dict[str, date] = {}
    legal: set[str] = set()
    for periods in get_global("territory_currencies").values():
        for code, _, until, tender in periods:
            last[code] = max(date(*until) if until else date.max, last.get(code, date.min))
            legal |= {code} if tender else set()
    return {code: day for code, day in last.items() if code in legal or code[0] != "X"}
