"""What errors of one plan's lines have in common is found where it was planted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from optimizer.forecast.exchange import Exchange
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.past import past_prices
from optimizer.forecast.together import NORMAL_95, PRIOR, USUAL, together

GROUPS, MARKETS, EACH = 800, 2, 3
GROUP, MARKET, _ = (
    part.ravel() for part in np.meshgrid(*map(range, (GROUPS, MARKETS, EACH)), indexing="ij")
)
COUNT = len(GROUP)


@pytest.fixture(scope="module")
def campaigns(past: pa.Table) -> Lines:
    """Three campaigns in each of two markets, of one advertiser and month."""
    lines = past_prices(past, Exchange.of(None))[0].take(np.zeros(COUNT, np.int64))
    return replace(lines, advertiser=GROUP.astype(np.uint64), market=MARKET.astype(np.uint64))


def tails(below: float, above: float) -> Floats:
    return np.tile([-below, -below / 2, above / 2, above], (COUNT, 1))


def same_view() -> Ints:
    return np.zeros(COUNT, np.int64)


@pytest.mark.parametrize(("everywhere", "in_place"), [(0.3, 0.2), (0.0, 0.0), (0.1, 0.5)])
def test_planted_shares_are_found(campaigns: Lines, everywhere: float, in_place: float) -> None:
    draw = np.random.default_rng(1)
    errors = (
        np.sqrt(everywhere) * draw.standard_normal(GROUPS)[GROUP]
        + np.sqrt(in_place) * draw.standard_normal((GROUPS, MARKETS))[GROUP, MARKET]
        + np.sqrt(1 - everywhere - in_place) * draw.standard_normal(COUNT)
    )
    wide = np.where(errors > 0, 0.6, 0.2)
    found = together(errors * wide, tails(0.2 * NORMAL_95, 0.6 * NORMAL_95), campaigns, same_view())
    assert found.everywhere == pytest.approx(everywhere, abs=0.06)
    assert found.in_place == pytest.approx(in_place, abs=0.06)


def test_campaigns_that_stand_alone_teach_nothing(campaigns: Lines) -> None:
    alone = replace(campaigns, advertiser=np.arange(COUNT).astype(np.uint64))
    found = together(np.ones(COUNT), tails(1.0, 1.0), alone, same_view())
    assert (found.everywhere, found.in_place) == pytest.approx((USUAL.everywhere, USUAL.in_place))


def test_forecasts_of_different_views_are_not_taken_together(campaigns: Lines) -> None:
    found = together(np.ones(COUNT), tails(1.0, 1.0), campaigns, np.arange(COUNT))
    assert found.everywhere == pytest.approx(USUAL.everywhere)


def test_errors_that_are_all_the_same_are_shared_by_all_lines(campaigns: Lines) -> None:
    found = together(np.full(COUNT, 0.5), tails(0.5, 0.5 * NORMAL_95), campaigns, same_view())
    usual = (GROUPS + PRIOR * USUAL.everywhere) / (GROUPS + PRIOR)
    assert found.everywhere == pytest.approx(min(usual, 0.9))
    assert found.in_place == pytest.approx(0.0)
