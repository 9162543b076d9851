"""The value that a rule's number can be moved to: what plans can make of it at best."""

from __future__ import annotations

import time
from dataclasses import replace
from math import exp

import numpy as np
import pytest

from optimizer import measure
from optimizer.curves import Curves
from optimizer.layout import Layout
from optimizer.nearby import near_flat
from optimizer.problem import Problem, Row, Rows
from optimizer.scaling import scale
from optimizer.targets import Target, attained, kept_plan

CAP = 1.2
COUNT = 6


def capped(most: float, *, growth: float) -> Problem:
    """Two like markets of three lines each; in each at most so many impressions a person."""
    lines = np.arange(COUNT).reshape(2, 3)
    return Problem.of(
        cpm=np.full(COUNT, 10.0),
        pool=np.arange(COUNT) // 3,
        market=np.arange(2),
        curves=Curves.of(["exponential"] * 2, 0.5, 1.0, 1.0),
        population=np.full(2, 1e6),
        budget=20_000.0,
        growth=np.tile([0.0, growth, growth], 2),
        reference=1_000.0,
        rows=[
            Row("cap", at, impressions=1.0, markets=np.array([m]), reach=-most, upper=0.0)
            for m, at in enumerate(lines)
        ],
    )


def least_cap(growth: float) -> float:
    problem, other = capped(CAP, growth=growth), capped(2.0, growth=growth)
    target = Target.of(problem, CAP, other.rows, 2.0, np.arange(2))
    found = attained(target, time.monotonic() + 60.0)
    assert found is not None
    return found


def test_a_cap_that_is_several_rows_is_moved_for_all_of_them() -> None:
    """One impression a head in each: shares of 0.5 (1 - exp(-1 / 0.5)) are reached."""
    assert least_cap(growth=0.0) == pytest.approx(1.0 / (0.5 * (1.0 - exp(-2.0))), rel=1e-3)


def test_prices_that_grow_let_the_money_buy_less_frequency() -> None:
    """All of it in one growing line: 10,000 buy 1m (10)^-0.3 impressions, 0.5012 a head."""
    assert least_cap(growth=0.3) == pytest.approx(0.5012 / (0.5 * (1 - exp(-1.0024))), rel=5e-3)


def test_what_no_value_can_mend_has_none() -> None:
    problem = replace(capped(CAP, growth=0.0), lower=np.full(COUNT, 9_000.0))
    target = Target.of(problem, CAP, capped(2.0, growth=0.0).rows, 2.0, np.arange(2))
    assert attained(target, time.monotonic() + 60.0) is None


def test_a_plan_that_keeps_all_caps_is_found_where_they_are_missed_least() -> None:
    """Both caps at 2.35 when the least that any plan meets is 2.315."""
    problem = capped(2.35, growth=0.0)
    plan = kept_plan(problem, time.monotonic() + 60.0)
    assert plan is not None
    assert measure.violation(problem, plan) <= 1e-6
    assert kept_plan(capped(2.3, growth=0.0), time.monotonic() + 60.0) is None


def test_a_plan_is_found_where_limits_on_impressions_are_not_convex() -> None:
    small, _ = scale(capped(2.35, growth=0.3))
    layout = Layout.of(small)
    plan = near_flat(layout, gap=0.01, until=time.monotonic() + 60.0)
    assert plan.found
    assert measure.violation(small, plan.spends) <= 1e-7


def test_rows_without_a_bound_keep_none() -> None:
    rows = capped(CAP, growth=0.0).rows
    moved = Target.of(capped(CAP, growth=0.0), CAP, rows, 2.0, np.arange(2)).moved(3.0).rows
    assert isinstance(moved, Rows)
    assert np.isneginf(moved.lower).all()
    assert (moved.upper == 0.0).all()
