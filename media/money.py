"""Money: an amount in integer micros with an ISO 4217 currency, and exact splitting of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal, DecimalException, Inexact, InvalidOperation
from fractions import Fraction
from typing import Annotated

from babel.numbers import get_currency_precision
from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
)

from media.errors import InvalidMoney

MICROS = 1_000_000
"""Micros in one currency unit."""

_DIGITS = 60
"""More than any sum of money has; longer numbers are refused instead of being rounded."""
_READING = Context(prec=_DIGITS, traps=[Inexact, InvalidOperation])
_EXACT = Context(prec=MAX_PREC)
_TYPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<sign>[.,'’])[0-9]{3}(?:(?P=sign)[0-9]{3})*|[0-9]+)"
    r"(?:[.,](?P<cents>[0-9]{1,2}))?"
)
_BLANK = re.compile(r"[ \u00a0\u202f]")

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code."""


def minor_unit(currency: str) -> int:
    """Micros in the smallest unit of a currency: 10,000 for USD, 1,000,000 for JPY (CLDR)."""
    return int(MICROS // 10 ** get_currency_precision(currency))


def to_micros(amount: str | Decimal) -> int:
    """Micros of an amount in currency units. Raises InvalidMoney unless it fits exactly."""
    try:
        micros = _READING.multiply(Decimal(amount), Decimal(MICROS))
    except (DecimalException, ValueError):
        raise _no_amount(amount) from None
    if not micros.is_finite() or micros.adjusted() >= _DIGITS:
        raise _no_amount(amount)
    if micros != micros.to_integral_value():
        raise InvalidMoney(
            "“{amount}” has more than six decimals.", "Round it to cents.", amount=str(amount)
        )
    return int(micros)


def typed_amount(text: str) -> int:
    """Micros of an amount as somebody types it: “250000”, “250,000.50” or “250.000,50”.

    Three digits behind a sign are thousands, for nobody types a thousandth of a cent. Raises
    InvalidMoney for anything else, and below zero.
    """
    typed = _TYPED.fullmatch(_BLANK.sub("", text))
    if typed is None:
        raise _no_amount(text)
    whole = re.sub(r"\D", "", typed["whole"])
    return to_micros(f"{whole}.{typed['cents'] or 0}")


def _no_amount(amount: str | Decimal) -> InvalidMoney:
    return InvalidMoney(
        "“{amount}” is not an amount.", "Write it like 250000.00.", amount=str(amount)[:40]
    )


def to_decimal(micros: int) -> Decimal:
    """Currency units of micros, exactly."""
    return Decimal(micros).scaleb(-6, _EXACT)


def decimal_string(micros: int) -> str:
    """Currency units as a plain decimal string with at least two decimals, for JSON."""
    units = to_decimal(micros)
    text = f"{units:f}".rstrip("0")
    decimals = len(text.partition(".")[2])
    return f"{units:.2f}" if decimals <= 2 else text


def _read(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str | Decimal):
        try:
            return to_micros(value)
        except InvalidMoney as wrong:
            raise ValueError(str(wrong)) from None
    if info.mode == "json":
        raise ValueError("money is written as text in currency units, such as “250000.00”")
    return value


Micros = Annotated[
    int,
    BeforeValidator(_read),
    Field(strict=True),
    PlainSerializer(decimal_string, return_type=str),
]
"""Integer micros in Python; a decimal string in currency units in JSON ("250000.00")."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount of one currency. Sums of two currencies raise InvalidMoney."""

    micros: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise InvalidMoney(
                "{one} and {other} cannot be added.",
                "Convert one of them.",
                one=self.currency,
                other=other.currency,
            )
        return Money(self.micros + other.micros, self.currency)

    def __str__(self) -> str:
        return f"{Decimal(decimal_string(self.micros)):,f} {self.currency}"

    def __neg__(self) -> Money:
        return Money(-self.micros, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    @property
    def amount(self) -> Decimal:
        """The amount in currency units."""
        return to_decimal(self.micros)


def split(total: int, weights: Sequence[float], unit: int) -> list[int]:
    """Split `total` micros in proportion to `weights`, in whole `unit`s, summing exactly.

    Largest remainder method; what is below one unit of the total stays with the first largest
    part. Raises InvalidMoney when the weights are negative or all zero.
    """
    if not weights or min(weights) < 0 or sum(weights) <= 0:
        raise InvalidMoney("A split needs weights that are not negative and not all zero.")
    exact = [Fraction(w) for w in weights]
    whole, rest = divmod(total, unit)
    quotas = [whole * w / sum(exact) for w in exact]
    parts = [int(q) for q in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - quotas[i], i))
    for i in by_remainder[: whole - sum(parts)]:
        parts[i] += 1
    micros = [p * unit for p in parts]
    micros[max(range(len(micros)), key=lambda i: (micros[i], -i))] += rest
    return micros
