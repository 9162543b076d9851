"""The proof by itself: bounds that hold on the true curves and are not far from them."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.allocate import solve
from optimizer.curves import Curves
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
