"""Flights are inclusive on both ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.errors import InvalidInput
from media.flight import Flight

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@st.composite
def flights(draw: st.DrawFn) -> Flight:
    days = sorted((draw(DAYS), draw(DAYS)))
    return Flight(start=days[0], end=days[1])


def test_both_ends_count() -> None:
    flight = Flight(start=date(2027, 1, 1), end=date(2027, 1, 3))
    assert flight.days == 3
    assert list(flight.dates()) == [date(2027, 1, day) for day in (1, 2, 3)]


def test_a_flight_never_ends_before_it_starts() -> None:
    with pytest.raises(InvalidInput, match="before it starts"):
        Flight(start=date(2027, 1, 2), end=date(2027, 1, 1))


@given(flights(), flights())
def test_an_overlap_is_what_both_share(one: Flight, other: Flight) -> None:
    shared = one.overlap(other)
    assert shared == other.overlap(one)
    latest_start, earliest_end = max(one.start, other.start), min(one.end, other.end)
    if latest_start > earliest_end:
        assert shared is None
    else:
        assert shared == Flight(start=latest_start, end=earliest_end)


@given(flights(), st.integers(-400, 400))
def test_shifting_keeps_the_length_and_comes_back(flight: Flight, days: int) -> None:
    assert flight.shifted(days).days == flight.days
    assert flight.shifted(days).shifted(-days) == flight
