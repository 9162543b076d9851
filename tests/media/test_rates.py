"""Exchange rates: direct, inverse, over a third currency, and never below a minimum."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.errors import NotReady
from media.money import MICROS, minor_unit
from media.rates import Rates

RATES = Rates(date(2026, 11, 20), {("USD", "BRL"): 5.0, ("USD", "JPY"): 150.0})


def test_rates_work_both_ways_and_over_a_third_currency() -> None:
    assert RATES.rate("USD", "BRL") == 5.0
    assert RATES.rate("BRL", "USD") == pytest.approx(0.2)
    assert RATES.rate("BRL", "JPY") == pytest.approx(30.0)
    assert RATES.rate("EUR", "EUR") == 1.0


def test_unconnected_currencies_name_the_command() -> None:
    with pytest.raises(NotReady, match=r"EUR and USD.*flightplan rates import"):
        RATES.rate("EUR", "USD")


def test_a_round_amount_stays_round() -> None:
    assert RATES.convert(500 * MICROS, "BRL", "USD") == 100 * MICROS
    assert RATES.convert(500 * MICROS, "USD", "BRL") == 2500 * MICROS


@given(micros=st.integers(0, 10**15), quote=st.sampled_from(["USD", "JPY"]))
def test_a_converted_minimum_is_still_met_by_less_than_one_minor_unit(
    micros: int, quote: str
) -> None:
    converted = RATES.convert(micros, "BRL", quote)
    exact = micros * RATES.rate("BRL", quote)
    assert converted % minor_unit(quote) == 0
    assert exact * (1 - 1e-12) <= converted < exact * (1 + 1e-12) + minor_unit(quote)
