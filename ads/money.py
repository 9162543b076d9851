"""The one place where money becomes an Ads API's number, and comes back.

Every conversion is exact or refused with InvalidMoney: a budget that is rounded on its way to a
seller is no longer the budget that was approved.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from media.errors import InvalidMoney
from media.money import MICROS, Money, minor_unit, to_decimal

_INT64 = 2**63 - 1
_EXACT_JSON = 2**53


def to_micro_amount(micros: int, currency: str) -> int:
    """A budget or bid for the Spotify Ads API (`micro_amount`, int64, the account's currency)."""
    _billable(micros, currency)
    if micros > _INT64:
        raise _does_not_fit(
            "{amount} cannot be booked: it is more than the Ads API can count.", micros, currency
        )
    return micros


def to_units(micros: int, currency: str) -> float:
    """An amount for AdCP: a JSON number in currency units that reads back as the same amount."""
    _billable(micros, currency)
    number = float(to_decimal(micros))
    if micros // minor_unit(currency) > _EXACT_JSON or from_units(number) != micros:
        raise _does_not_fit(
            "{amount} cannot be booked: it is more than the seller can count.", micros, currency
        )
    return number


def from_units(amount: float | Decimal) -> int:
    """Micros of a number in currency units, as reports give it; beyond a micro, half to even."""
    exact = Decimal(str(amount)) * MICROS
    return int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))


def price(micros: int, currency: str) -> int:
    """A bid or unit price in whole minor units, rounded down: never above what was approved."""
    unit = minor_unit(currency)
    return max(unit, micros // unit * unit)


def _billable(micros: int, currency: str) -> None:
    if micros <= 0:
        raise _does_not_fit(
            "{amount} cannot be booked: it is not more than zero.", micros, currency
        )
    if micros % minor_unit(currency):
        raise _does_not_fit(
            "{amount} cannot be booked: it is finer than {currency} is billed.", micros, currency
        )


def _does_not_fit(why: str, micros: int, currency: str) -> InvalidMoney:
    amount = Money(micros, currency)
    return InvalidMoney(why, "Change the line's budget.", amount=amount, currency=currency)
