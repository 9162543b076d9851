"""The proof by itself: bounds that hold on the true curves and are not far from them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.allocate import solve
from optimizer.curves import Curves
from optimizer.peaks import closed
from optimizer.problem import Problem


def growing(seed: int, pools: int = 6) -> Problem:
    """Lines, three a pool, whose price kinks hard at a reference spend in the middle of things."""
    rng = np.random.default_rng(seed)
    lines = 3 * pools
    return Problem.of(
        cpm=rng.uniform(5.0, 15.0, lines),
        pool=np.arange(lines) // 3,
        market=np.arange(pools) // 2,
        curves=Curves.of(["nbd"] * pools, rng.uniform(0.2, 0.6, pools), 0.8, 1.0),
        population=rng.uniform(2e6, 2e7, (pools + 1) // 2),
        budget=200_000.0,
        upper=60_000.0,
        growth=0.4,
        reference=rng.uniform(8_000.0, 16_000.0, lines),
        unit=0.01,
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_kink_in_the_price_leaves_no_gap(seed: int) -> None:
    problem = growing(seed)
    solution = solve(problem, gap=1e-5)
    assert np.any(abs(solution.spends - problem.reference) < 1.0)
    assert solution.status == "optimal"


def test_prices_that_a_program_leaves_open_leave_no_gap() -> None:
    """One line takes what the minimum of another leaves: many prices fit that, few prove it."""
    problem = Problem.of(
        cpm=np.array([2.5, 2.0, 0.73]),
        pool=np.arange(3),
        market=np.array([1, 0, 0]),
        curves=Curves.of(
            ["nbd", "hill", "nbd"], [0.97, 0.67, 0.52], [0.74, 1.0, 3.9], [1.0, 4.0, 1.0]
        ),
        population=np.array([2.5e9, 3e8]),
        budget=1_360_000.0,
        at_most=True,
        lower=np.array([250_000.0, 12_000.0, 0.0]),
        optional=np.array([True, False, False]),
    )
    assert solve(problem).status == "optimal"


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.floats(0, 3), st.floats(0.1, 2), st.floats(0, 1), st.floats(0, 1), st.floats(0, 2))
def test_any_guess_of_the_peak_gives_a_bound(
    guess: float, steep: float, kink: float, low: float, room: float
) -> None:
    """A concave function with a kink: nowhere on [low, low + room] is it above the bound."""

    def gain(x: np.ndarray) -> np.ndarray:
        return steep * np.log1p(x) + np.minimum(x, kink) - 0.7 * x

    def slope(x: np.ndarray) -> np.ndarray:
        return steep / (1.0 + x) + (x < kink) - 0.7

    high = low + room
    told = closed(gain, slope, np.array([guess]), np.array([low]), np.array([high]))
    best = gain(np.linspace(low, high, 500)).max()
    assert told[0] >= best - 1e-12
    if guess == kink and low <= kink <= high and slope(np.array(kink)) < 0 < slope(kink * 0.999):
        assert told[0] == pytest.approx(float(gain(np.array(kink))), abs=1e-9)
