import pytest
from hypothesis import given
from hypothesis import strategies as st

from ads.money import from_units, price, to_micro_amount, to_units
from media.errors import InvalidMoney
from media.money import minor_unit

CURRENCIES = st.sampled_from(["USD", "BRL", "JPY", "CLP", "KWD", "EUR"])


@given(st.integers(1, 10**12), CURRENCIES)
def test_whole_minor_units_arrive_and_come_back_exactly(minor: int, currency: str) -> None:
    micros = minor * minor_unit(currency)
    assert to_micro_amount(micros, currency) == micros
    assert from_units(to_units(micros, currency)) == micros


@given(st.integers(1, 10**12), CURRENCIES, st.integers(1, 999))
def test_what_is_finer_than_the_currency_is_refused(minor: int, currency: str, part: int) -> None:
    micros = minor * minor_unit(currency) + part
    for convert in (to_micro_amount, to_units):
        with pytest.raises(InvalidMoney, match=f"finer than {currency}"):
            convert(micros, currency)


@pytest.mark.parametrize("micros", [0, -1_000_000])
def test_nothing_and_less_is_refused(micros: int) -> None:
    for convert in (to_micro_amount, to_units):
        with pytest.raises(InvalidMoney, match="not more than zero"):
            convert(micros, "USD")


def test_more_than_the_api_can_count_is_refused() -> None:
    with pytest.raises(InvalidMoney, match="more than the Ads API can count"):
        to_micro_amount(2**63 // 10**6 * 10**6 + 10**6, "USD")
    with pytest.raises(InvalidMoney, match="more than the seller can count"):
        to_units((2**53 + 1) * 10_000, "USD")


@given(st.integers(10**6, 10**12), CURRENCIES)
def test_a_bid_is_whole_minor_units_and_never_above_the_plan(micros: int, currency: str) -> None:
    bid = price(micros, currency)
    assert bid <= max(micros, minor_unit(currency))
    assert bid % minor_unit(currency) == 0
    assert micros - bid < minor_unit(currency)


def test_a_report_in_units_is_micros() -> None:
    assert from_units(12.34) == 12_340_000
    assert from_units(0.1) + from_units(0.2) == 300_000
