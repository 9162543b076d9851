"""Currencies: which one "$", "kr", "pesos" or a bare amount means in the markets named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.numbers.amounts import read_amounts
from agents.readers.numbers.currency_words import GROUPS
from agents.readers.text.gazetteer import currency_of
from agents.readers.text.message import Message
from agents.readers.text.tokens import tokenise

_MEMBERS = {
    "dollar": frozenset(
        ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU"]
    ),
    "dollars": frozenset(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"]),
    "peso": frozenset(["MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP", "CUP"]),
    "krona": frozenset(["SEK", "NOK", "DKK", "ISK"]),
    "yen": frozenset(["JPY", "CNY"]),
    "rand": frozenset({"ZAR"}),
    "dirham": frozenset({"AED", "MAD"}),
    "riyal": frozenset({"SAR", "QAR", "OMR", "YER"}),
    "dinar": frozenset({"KWD", "BHD", "TND", "DZD", "JOD", "IQD", "RSD", "LYD"}),
    "rupee": frozenset({"INR", "PKR", "LKR", "NPR", "MUR"}),
    "shilling": frozenset({"KES", "TZS", "UGX"}),
}
_USUAL = {
    "dollar": "USD",
    "dollars": "USD",
    "krona": "SEK",
    "yen": "JPY",
    "rand": "ZAR",
    "dirham": "AED",
    "riyal": "SAR",
    "rupee": "INR",
    "shilling": "KES",
}


def resolve(written: str | None, countries: Sequence[str]) -> str | None:
    """The ISO code: `written` is a code, a group, or None when no symbol was written.

    A group means the one currency of the countries that belongs to it, else its usual member;
    without a symbol it is the currency that all the countries share, or None.
    """
    if written is not None and written not in GROUPS:
        return written
    local = {currency_of(code) for code in countries}
    if written is None:
        return local.pop() if len(local) == 1 else None
    members = local & _MEMBERS[written]
    return members.pop() if len(members) == 1 else _USUAL.get(written)


def homes(message: Message) -> frozenset[str]:
    """The countries that pay in the currencies a message names, the US dollar apart.

    Of the currencies that several countries use only crowns name few enough of them.
    """
    named = {a.currency for a in read_amounts(message.tokens) if a.currency}
    codes = (named - {"USD", *GROUPS}) | (_MEMBERS["krona"] if "krona" in named else frozenset())
    return frozenset(c for code in codes for c in _payers(code))


def in_dollars(message: Message) -> bool:
    """Whether an amount is in dollars, of whichever country."""
    return any(a.currency in ("USD", "dollar", "dollars") for a in read_amounts(message.tokens))


@cache
def _payers(currency: str) -> frozenset[str]:
    from babel import Locale

    countries = (str(c) for c in Locale("en").territories if len(str(c)) == 2 and str(c).isalpha())
    return frozenset(c for c in countries if currency_of(c) == currency)


def written_in(text: str) -> str | None:
    """The currency or group that a piece of evidence names."""
    for wording in (text, f"{text} 1000", f"1000 {text}"):
        found = next((a.currency for a in read_amounts(tokenise(wording)) if a.currency), None)
        if found is not None:
            return found
    return None
