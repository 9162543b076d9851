"""Amounts: numbers in digits or words with magnitudes and currencies, in any usual notation.

Reading an amount says what was written; what it is for (a budget, a KPI, a count) is decided in
`agents/readers/money/budgets.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from agents.readers.numbers.currency_words import (
    COMMON_CODES,
    GROUPS,
    currency_after,
    currency_before,
    currency_table,
    is_plain_code,
)
from agents.readers.numbers.numbers import MAGNITUDES, half_more, magnitude_table, read_number
from agents.readers.text.phrases import Hit, folded
from agents.readers.text.tokens import Token

_CODE_IN_SUFFIX = {
    "tkr": "krona",
    "tsek": "SEK",
    "mkr": "krona",
    "msek": "SEK",
    "mnok": "NOK",
    "mdkk": "DKK",
    "meur": "EUR",
    "musd": "USD",
    "mnkr": "krona",
    "teur": "EUR",
    "kkr": "krona",
    "ksek": "SEK",
    "mdp": "peso",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what stood around it. `currency` is an ISO code or one of GROUPS."""

    value: Decimal
    currency: str | None
    scaled: bool
    first: int
    last: int
    number: int
    """The token that holds the number."""
    code: tuple[int, int] | None = None
    """The tokens of the currency word."""


def times_apart(one: float, two: float) -> float:
    """How many times the smaller the larger is."""
    return max(one, two) / max(min(one, two), 1e-9)


def read_amounts(tokens: Sequence[Token]) -> list[Amount]:
    """All numbers that could be amounts, left to right."""
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        amount = _at(tokens, i)
        if amount is not None:
            found.append(amount)
            i = amount.last + 1
        else:
            i += 1
    return found


def _at(tokens: Sequence[Token], i: int) -> Amount | None:
    if tokens[i].fold in _CODE_IN_SUFFIX and i + 1 < len(tokens):
        return _suffix_first(tokens, i)
    if _magnitude_first(tokens, i):
        amount = _plain(tokens, i + 1)
        factor = 1000 if tokens[i].fold == "k" else 1_000_000
        if amount is not None and not amount.scaled:
            return replace(amount, value=amount.value * factor, scaled=True, first=i)
    return _plain(tokens, i)


def _suffix_first(tokens: Sequence[Token], i: int) -> Amount | None:
    """ "TEUR 50", "MSEK 2": magnitude and currency in one word before the number."""
    amount = _plain(tokens, i + 1) if tokens[i + 1].kind == "number" else None
    if amount is None or amount.scaled or amount.currency is not None:
        return None
    factor = MAGNITUDES["million" if tokens[i].fold[0] == "m" else "thousand"]
    code = _CODE_IN_SUFFIX[tokens[i].fold]
    return replace(
        amount, value=amount.value * factor, currency=code, scaled=True, first=i, code=(i, i)
    )


def _magnitude_first(tokens: Sequence[Token], i: int) -> bool:
    """ "k€ 40", "M$ 2": the magnitude glued to a currency sign before the number."""
    if tokens[i].fold not in ("k", "m") or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].glued and tokens[i + 1].fold in ("€", "$", "£")


def _plain(tokens: Sequence[Token], i: int) -> Amount | None:
    before = currency_before(tokens, i)
    start = before.last + 1 if before else i
    if (
        before
        and start < len(tokens)
        and tokens[start].fold in (":", "-")
        and len(tokens) > start + 1
        and tokens[start + 1].kind == "number"
    ):
        start += 1
    number = read_number(tokens, start)
    if number is None:
        return None
    value, last, worded = number
    value, last, scaled, suffix = _scaled(tokens, value, last, tokens[start])
    if worded and not scaled and before is None and value < 100:
        after_word = currency_after(tokens, last)
        if after_word is None:
            return None
    after = currency_after(tokens, last) if before is None or before.entry in GROUPS else None
    hit = before if before and (after is None or after.entry in GROUPS) else after
    currency = hit.entry if hit else suffix
    if after is not None:
        last = after.last
        if before is None and not scaled:
            value, last, scaled, _ = _scaled_after_currency(tokens, value, last)
    code = (hit.first, hit.last) if hit else (last, last) if suffix else None
    return Amount(value, currency, scaled or worded, i, last, start, code)


def _scaled(
    tokens: Sequence[Token], value: Decimal, last: int, number: Token
) -> tuple[Decimal, int, bool, str | None]:
    j = last + 1
    if (
        j < len(tokens)
        and tokens[j].fold == "-"
        and tokens[j].glued
        and j + 1 < len(tokens)
        and tokens[j + 1].kind == "word"
    ):
        j += 1
    hit = magnitude_table().at(tokens, j) if j < len(tokens) else None
    if hit is None or not _is_magnitude(tokens, hit):
        return value, last, False, None
    factor = MAGNITUDES[hit.entry]
    if tokens[hit.first].fold == "mil" and re.fullmatch(r"\d\.\d\d?", number.text):
        factor = MAGNITUDES["million"]  # "1.5 mil" with a point is English
    if hit.entry == "million" and _three_decimals(number.text):
        value = Decimal(number.text.replace(",", "."))
    last = hit.last
    again = magnitude_table().at(tokens, last + 1) if last + 1 < len(tokens) else None
    if (
        again is not None
        and hit.entry == "thousand"
        and again.entry == "million"
        and len(tokens[again.first].fold) > 2
    ):
        factor, last = factor * MAGNITUDES["million"], again.last
    half = half_more(tokens, last + 1)
    if half is not None:
        value, last = value + Decimal("0.5"), half
    if factor == MAGNITUDES["million"]:
        thousands, last = _thousands_behind(tokens, last)
        value += thousands / factor
    return value * factor, last, True, _CODE_IN_SUFFIX.get(tokens[hit.first].fold)


def _thousands_behind(tokens: Sequence[Token], last: int) -> tuple[Decimal, int]:
    """ "One million two hundred thousand": what stands behind the million, and where it ends."""
    number = read_number(tokens, last + 1)
    if number is None or not 0 < number[0] < 1000 or number[1] + 1 >= len(tokens):
        return Decimal(0), last
    hit = magnitude_table().at(tokens, number[1] + 1)
    written = hit is not None and len(tokens[hit.first].fold) > 2
    if hit is None or hit.entry != "thousand" or not written:
        return Decimal(0), last
    return number[0] * 1000, hit.last


def _scaled_after_currency(
    tokens: Sequence[Token], value: Decimal, last: int
) -> tuple[Decimal, int, bool, None]:
    """ "250€k", "1,5 € Mio"; thousands of thousands are not said ("25 000 € grand max")."""
    hit = magnitude_table().at(tokens, last + 1) if last + 1 < len(tokens) else None
    if (
        hit is None
        or (hit.entry == "thousand" and value >= 1000)
        or not _is_magnitude(tokens, hit)
        or not (tokens[hit.first].glued or len(tokens[hit.first].fold) > 2)
    ):
        return value, last, False, None
    return value * MAGNITUDES[hit.entry], hit.last, True, None


_DUTCH_HALVES = frozenset(("halve", "half", "anderhalve", "anderhalf"))
_LONE_LETTER = folded("guards", "amounts_lone_letter")


def _is_magnitude(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """One letter counts only when it is glued to the number, or stands before a currency or end."""
    word = tokens[hit.first].fold
    if word == "l":
        return tokens[hit.first].glued and tokens[hit.first].text == "L"
    if word == "ton" and hit.first > 0 and tokens[hit.first - 1].fold in _DUTCH_HALVES:
        return True
    if word in ("t", "ton"):  # 2 ton euro are 200,000; 2 ton of anything else are none of ours
        return bool(hit.last + 1 < len(tokens) and currency_table().at(tokens, hit.last + 1))
    if word in _LONE_LETTER or word in ("mi", "cr", "bi", "mm"):
        follower = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
        if follower is not None and follower.glued and follower.kind == "number":
            return False
        return tokens[hit.first].glued or word in folded("guards", "amounts_is_magnitude")
    return True


def _three_decimals(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}[.,]\d{3}", text) is not None


def scale_first(first: Amount, second: Amount) -> Amount:
    """The first of "20-30k" with the magnitude of the second."""
    if first.scaled or not second.scaled or first.value >= 1000:
        return first
    for factor in (Decimal(1_000_000_000), Decimal(1_000_000), Decimal(1000)):
        if second.value >= factor and (first.value * factor) <= second.value * 1000:
            return replace(first, value=first.value * factor, scaled=True)
    return first


def currency_ahead(tokens: Sequence[Token], i: int) -> bool:
    """Whether a currency at token i is that of the number behind it: "18-34 €80k"."""
    currency = currency_table().at(tokens, i)
    behind = () if currency is None else tokens[currency.last + 1 : currency.last + 2]
    return not tokens[i].glued and any(t.kind == "number" for t in behind)


def magnitude_or_currency(tokens: Sequence[Token], i: int) -> bool:
    """Whether a magnitude or a currency begins at token i."""
    hit = magnitude_table().at(tokens, i)
    if (
        hit is not None
        and _is_magnitude(tokens, hit)
        and tokens[i].fold not in ("m", "mi", "t", "b")
    ):
        return True
    currency = currency_table().at(tokens, i)
    if currency is None or not is_plain_code(tokens, currency):
        return False
    if currency_ahead(tokens, i):
        return False
    return tokens[i].fold not in folded("guards", "amounts_magnitude_or_currency")


def bare_currency(tokens: Sequence[Token], start: int = 0) -> Hit[str] | None:
    """A currency named without an amount: "in euros", "it's SAR not AED"."""
    for i in range(start, len(tokens)):
        hit = currency_table().at(tokens, i)
        if hit is None or hit.entry in GROUPS - {"dollars"}:
            continue
        token = tokens[i]
        code = len(token.text) == 3 and (
            (token.text.isupper() and is_plain_code(tokens, hit))
            or token.fold.upper() in COMMON_CODES
        )
        named = hit.last > hit.first and hit.entry not in GROUPS and token.kind == "word"
        if code or named or token.fold in folded("guards", "amounts_bare_currency"):
            return hit
    return None
