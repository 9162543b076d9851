"""From the Brief's budget to the micros that one plan spends."""

from __future__ import annotations

from fractions import Fraction

from media.brief import Budget
from media.flight import Flight
from media.money import minor_unit

DAYS_PER = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(365, 12)}
"""Days in a budget period; a month is a twelfth of 365 days unless the flight is whole months."""


def periods(flight: Flight, period: str) -> Fraction:
    """How many budget periods the flight holds; whole calendar months count exactly."""
    if period == "month" and (months := whole_months(flight)):
        return Fraction(months)
    return Fraction(flight.days) / DAYS_PER[period]


def whole_months(flight: Flight) -> int | None:
    """The number of calendar months when the flight covers whole ones, else None."""
    after = Flight(start=flight.end, end=flight.end).shifted(1).start
    if flight.start.day != 1 or after.day != 1:
        return None
    return (after.year - flight.start.year) * 12 + after.month - flight.start.month


def total_budget(budget: Budget, flight: Flight) -> int:
    """Micros that the whole flight may cost, in whole minor units; a range counts at its top."""
    amount = budget.max if budget.max is not None else budget.amount
    times = Fraction(1) if budget.period == "total" else periods(flight, budget.period)
    unit = minor_unit(budget.currency) if budget.currency else 1
    return int(amount * times) // unit * unit
