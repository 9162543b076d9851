"""Money: nothing is lost, added or rounded on the way in, through or out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from media.errors import InvalidMoney
from media.money import (
    MICROS,
    Micros,
    Money,
    decimal_string,
    minor_unit,
    split,
    to_decimal,
    to_micros,
    typed_amount,
)

AMOUNTS = st.integers(min_value=-(10**30), max_value=10**30)
WEIGHTS = st.lists(
    st.floats(min_value=0, max_value=1e12, allow_subnormal=False), min_size=1, max_size=40
).filter(lambda weights: sum(weights) > 0)


class Priced(BaseModel):
    price: Micros


@given(AMOUNTS)
def test_micros_survive_the_way_to_decimals_and_back(micros: int) -> None:
    assert to_micros(to_decimal(micros)) == micros
    assert to_micros(decimal_string(micros)) == micros


@given(AMOUNTS)
def test_money_survives_json(micros: int) -> None:
    written = Priced(price=micros).model_dump_json()
    assert Priced.model_validate_json(written).price == micros


def test_json_shows_at_least_two_decimals_and_never_an_exponent() -> None:
    assert decimal_string(250_000 * MICROS) == "250000.00"
    assert decimal_string(1) == "0.000001"
    assert decimal_string(-1_500_000) == "-1.50"
    assert decimal_string(10**26) == "1" + "0" * 20 + ".00"


@given(total=st.integers(0, 10**18), weights=WEIGHTS, unit=st.sampled_from([1, 10_000, MICROS]))
def test_a_split_sums_exactly_and_lies_within_a_unit_of_proportional(
    total: int, weights: list[float], unit: int
) -> None:
    parts = split(total, weights, unit)
    assert sum(parts) == total
    assert min(parts) >= 0
    assert sum(part % unit != 0 for part in parts) <= 1
    whole = total // unit * unit
    for part, weight in zip(parts, weights, strict=True):
        share = whole * (Decimal(weight) / sum(map(Decimal, weights)))
        assert abs(part - share) <= 2 * unit


def test_a_split_gives_the_odd_cents_to_the_largest_remainders() -> None:
    cents = minor_unit("USD")
    assert split(100 * MICROS, [1, 1, 1], cents) == [33_340_000, 33_330_000, 33_330_000]
    assert split(7 * cents, [1, 0, 1], cents) == [4 * cents, 0, 3 * cents]


@pytest.mark.parametrize("weights", [[], [0.0, 0.0], [1.0, -0.5]])
def test_a_split_without_usable_weights_is_refused(weights: list[float]) -> None:
    with pytest.raises(InvalidMoney, match="weights"):
        split(100, weights, 1)


@pytest.mark.parametrize(
    ("currency", "unit"), [("USD", 10_000), ("BRL", 10_000), ("JPY", MICROS), ("KWD", 1_000)]
)
def test_the_smallest_unit_depends_on_the_currency(currency: str, unit: int) -> None:
    assert minor_unit(currency) == unit


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ten", "is not an amount"),
        ("", "is not an amount"),
        ("NaN", "is not an amount"),
        ("-Infinity", "is not an amount"),
        ("1e999999", "is not an amount"),
        ("1e400", "is not an amount"),
        ("1" * 80, "is not an amount"),
        ("1.0000001", "more than six decimals"),
    ],
)
def test_what_is_no_exact_amount_is_refused_with_its_reason(text: str, complaint: str) -> None:
    with pytest.raises(InvalidMoney, match=complaint):
        to_micros(text)


def test_a_json_number_is_refused_because_it_could_mean_units_or_micros() -> None:
    for number in ("250", "250.5"):
        with pytest.raises(ValidationError, match="price"):
            Priced.model_validate_json(f'{{"price": {number}}}')
    assert Priced.model_validate_json('{"price": "250"}').price == 250 * MICROS


def test_a_bad_amount_in_json_is_named_by_its_field() -> None:
    with pytest.raises(ValidationError, match="price") as refused:
        Priced.model_validate_json('{"price": "a lot"}')
    assert "is not an amount" in str(refused.value)


def test_money_of_two_currencies_never_adds_up() -> None:
    assert Money(3, "USD") - Money(1, "USD") == Money(2, "USD")
    assert Money(2_500_000, "USD").amount == Decimal("2.5")
    with pytest.raises(InvalidMoney, match="USD and EUR"):
        Money(1, "USD") + Money(1, "EUR")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("250000", "250000"),
        ("250000.00", "250000"),
        ("250,000", "250000"),
        ("250.000", "250000"),
        ("1.250.000,5", "1250000.5"),
        ("1 250 000", "1250000"),
        ("0.5", "0.5"),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, units: str) -> None:
    assert typed_amount(text) == to_micros(units)


@pytest.mark.parametrize("text", ["", "-5", "1e6", "0.125", "1,2,3", "1.250,000.5", "12.3456", "∞"])
def test_an_amount_that_could_be_anything_is_refused(text: str) -> None:
    with pytest.raises(InvalidMoney):
        typed_amount(text)
