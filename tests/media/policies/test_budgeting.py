"""What a budget per period comes to over a flight."""

from __future__ import annotations

from datetime import date

import pytest

from media.brief import Budget
from media.flight import Flight
from media.money import MICROS
from media.policies.budgeting import total_budget, whole_months
from media.words import Period

QUARTER = Flight(start=date(2027, 1, 1), end=date(2027, 3, 31))
TEN_DAYS = Flight(start=date(2027, 1, 5), end=date(2027, 1, 14))


@pytest.mark.parametrize(
    ("period", "flight", "total"),
    [
        ("total", QUARTER, "700.00"),
        ("day", TEN_DAYS, "7000.00"),
        ("week", TEN_DAYS, "1000.00"),
        ("month", QUARTER, "2100.00"),
        ("month", TEN_DAYS, "230.13"),
    ],
)
def test_periods(period: Period, flight: Flight, total: str) -> None:
    budget = Budget.model_validate({"amount": "700.00", "currency": "BRL", "period": period})
    assert total_budget(budget, flight) == Budget.model_validate({"amount": total}).amount


def test_a_range_counts_at_its_top() -> None:
    budget = Budget.model_validate({"amount": "20.00", "max": "30.00", "currency": "USD"})
    assert total_budget(budget, QUARTER) == 30 * MICROS


def test_the_total_is_whole_minor_units_of_the_currency() -> None:
    yen = Budget(amount=100 * MICROS, currency="JPY", period="week")
    assert total_budget(yen, TEN_DAYS) == 142 * MICROS
    dinar = Budget(amount=100 * MICROS, currency="KWD", period="week")
    assert total_budget(dinar, TEN_DAYS) == 142_857_000


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2027, 1, 1), date(2027, 3, 31), 3),
        (date(2027, 2, 1), date(2027, 2, 28), 1),
        (date(2026, 12, 1), date(2027, 1, 31), 2),
        (date(2027, 1, 1), date(2027, 1, 30), None),
        (date(2027, 1, 2), date(2027, 1, 31), None),
    ],
)
def test_whole_calendar_months_count_exactly(start: date, end: date, months: int | None) -> None:
    assert whole_months(Flight(start=start, end=end)) == months
