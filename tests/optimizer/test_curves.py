"""Reach curves against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.curves import (
    Curves,
    exposure,
    exposure_slope,
    heads_at,
    knee,
    most_per_head,
    reach_share,
)

FAMILIES = st.sampled_from(("exponential", "nbd", "hill"))
quick = settings(max_examples=100, deadline=None, derandomize=True, database=None)


@st.composite
def curves(draw: st.DrawFn, times: int | None = None) -> Curves:
    ceiling = draw(st.floats(0.01, 0.99))
    shape, more = 10.0 ** draw(st.floats(-2, 2)), draw(st.floats(1.0, 5.0))
    seen = draw(st.integers(1, 8)) if times is None else times
    return Curves.of([draw(FAMILIES)], [ceiling], [shape], [ceiling * more], seen)


@pytest.mark.parametrize(
    ("family", "share"),
    [
        ("exponential", 0.4 * (1 - np.exp(-0.7 / 0.4))),
        ("nbd", 0.4 * (1 - (1 + 0.7 / (0.4 * 0.8)) ** -0.8)),
        ("hill", 0.4 * 0.7 / (0.7 + 0.5)),
    ],
)
def test_a_family_is_its_formula(family: str, share: float) -> None:
    curve = Curves.of([family], [0.4], [0.8], [0.5])  # type: ignore[list-item]
    assert reach_share(curve, np.array([0.7]))[0] == pytest.approx(share, rel=1e-12)


@pytest.mark.parametrize("k", [2, 3, 7])
def test_effective_reach_counts_contacts_of_the_mixture(k: int) -> None:
    from scipy.stats import nbinom, poisson

    heads = np.array([1.3])
    poissons = Curves.of(["exponential"], [0.4], [1.0], [1.0], k)
    assert reach_share(poissons, heads)[0] == pytest.approx(0.4 * poisson.sf(k - 1, 1.3 / 0.4))
    mixed = Curves.of(["nbd"], [0.4], [0.8], [1.0], k)
    stays = 0.4 * 0.8 / (0.4 * 0.8 + 1.3)
    assert reach_share(mixed, heads)[0] == pytest.approx(0.4 * nbinom.sf(k - 1, 0.8, stays))


@quick
@given(curves(), st.floats(0.01, 20.0))
def test_the_slope_is_the_derivative(curve: Curves, heads: float) -> None:
    step = 1e-6 * heads
    beside = exposure(curve, np.array([heads + step])) - exposure(curve, np.array([heads - step]))
    slope = exposure_slope(curve, np.array([heads]))
    assert beside[0] / (2 * step) == pytest.approx(slope[0], rel=1e-4, abs=1e-8)


@quick
@given(curves(times=1), st.floats(0.001, 10.0), st.floats(1.01, 10.0))
def test_plain_reach_has_falling_returns(curve: Curves, heads: float, more: float) -> None:
    now, then = (
        exposure_slope(curve, np.array([heads])),
        exposure_slope(curve, np.array([heads * more])),
    )
    assert then[0] <= now[0] * (1 + 1e-12)


@quick
@given(curves(), st.floats(0.1, 50.0), st.floats(0.0, 0.9))
def test_the_envelope_lies_over_the_curve(curve: Curves, top: float, part: float) -> None:
    floor = np.array([part * top])
    at = knee(curve, floor, np.array([top]))
    points = np.linspace(floor[0], top, 400)
    start, end = exposure(curve, floor)[0], exposure(curve, at)[0]
    width = max(at[0] - floor[0], 1e-300)
    chord = start + (end - start) * (points - floor[0]) / width
    over = np.where(points < at[0], chord, exposure(curve, points))
    assert np.all(over >= exposure(curve, points) - 1e-9 * exposure(curve, np.array([top])))
    slopes = np.diff(over) / np.diff(points)
    noise = 1e-14 / np.diff(points).min()
    assert np.all(np.diff(slopes) <= 1e-6 * slopes.max() + noise)


@quick
@given(curves(times=1), st.floats(-6, 0).map(lambda power: 10.0**power))
def test_heads_at_a_slope_have_that_slope(curve: Curves, part: float) -> None:
    steepest = exposure_slope(curve, np.zeros(1))
    heads = heads_at(curve, part * steepest)
    assert exposure_slope(curve, heads) == pytest.approx(part * steepest, rel=1e-6)


def test_no_heads_are_steeper_than_the_start_and_none_are_flat() -> None:
    one = Curves.of(["nbd"], 0.4, 0.8, 1.0)
    assert heads_at(one, 2 * exposure_slope(one, np.zeros(1))) == 0.0
    assert np.isinf(heads_at(one, np.zeros(1)))


def test_no_impressions_reach_more_on_average_than_is_said_and_some_reach_as_many() -> None:
    rng = np.random.default_rng(0)
    family = rng.choice(["exponential", "nbd", "hill"], 200).tolist()
    shape, times = 10 ** rng.uniform(-1.5, 1.5, 200), rng.integers(1, 6, 200)
    curves = Curves.of(family, rng.uniform(0.05, 0.95, 200), shape, rng.uniform(1, 5, 200), times)
    tops = 10 ** rng.uniform(-2, 2, 200)
    heads = tops * np.geomspace(1e-6, 1, 4000)[:, None]
    best = np.max([reach_share(curves, each) / each for each in heads], axis=0)
    said = most_per_head(curves, tops)
    assert np.all(said >= best * (1 - 1e-12))
    assert np.all(said <= best * 1.001)
