"""Rounding to whole minor units under rules that leave it hardly any room."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product
from typing import cast

import numpy as np
import pytest

from optimizer import measure
from optimizer.allocate import solve
from optimizer.cents import improved, whole_units
from optimizer.curves import Curves
from optimizer.exchange import allocate_json, read_problem
from optimizer.grid import Grid
from optimizer.problem import Problem, Row, Rows
from tests.optimizer.test_exchange import problem as form


def test_a_line_whose_price_is_about_to_grow_loses_more_by_a_cent_than_it_gains() -> None:
    """A cent less on the first line costs 10 impressions, one more brings 5; others 7 and 6.5."""
    spends = np.array([1000.0, 500.0, 5.0])
    problem = Problem.of(
        cpm=10.0 / np.array([10.0, 7.0, 6.5]),
        pool=np.arange(3),
        market=np.zeros(3, np.int64),
        curves=Curves.of(["exponential"] * 3, [0.5] * 3, [1.0] * 3, [1.0] * 3),
        population=np.array([1e7]),
        budget=1505.0,
        growth=np.array([0.5, 0.0, 0.0]),
        reference=np.array([1000.0, 1.0, 1.0]),
        unit=0.01,
    )
    floor = float(measure.impressions(problem, spends).sum()) + 0.3
    asked = Row("impressions", np.arange(3), impressions=1.0, lower=floor)
    tight = replace(problem, rows=Rows.of(3, 1, [asked]))
    whole = whole_units(tight, spends)
    assert whole is not None
    assert measure.impressions(tight, whole).sum() >= floor


def test_the_largest_budgets_are_one_number_of_units() -> None:
    problem = read_problem(form(currency="KWD", budget=975_721_615_014.271)).problem
    grid = Grid.of(problem, np.zeros(len(problem)))
    assert grid.least == grid.most == 975_721_615_014_271


@pytest.mark.parametrize("seed", range(4))
def test_no_cent_of_a_small_budget_is_better_spent_on_another_line(seed: int) -> None:
    """Whatever rule stands against the move that would bring most."""
    rng = np.random.default_rng(seed)
    problem = Problem.of(
        cpm=rng.uniform(2.0, 20.0, 7),
        pool=np.arange(7),
        market=np.zeros(7, np.int64),
        curves=Curves.of(["hill"] * 7, rng.uniform(0.1, 0.9, 7), 1.0, 1.0),
        population=np.array([100.0]),
        budget=0.6,
        unit=0.01,
        rows=[Row("avails", np.arange(4), impressions=1.0, upper=30.0)],
    )
    spends = solve(problem).spends
    value = measure.value(problem, spends)
    for there, back in permutations(0.01 * np.eye(7), 2):
        moved = np.round(spends + there - back, 2)
        kept = moved.min() >= 0 and measure.violation(problem, moved) <= 1e-9
        assert not kept or measure.value(problem, moved) <= value * (1 + 1e-12)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_a_few_units_are_spent_as_well_as_can_be(seed: int, times: int) -> None:
    """Every way to spend 9 units on five lines, one of which takes 3 or none, is tried."""
    rng = np.random.default_rng(seed)
    problem = Problem.of(
        cpm=rng.uniform(2.0, 20.0, 5),
        pool=np.arange(5),
        market=rng.integers(0, 2, 5),
        curves=Curves.of(["nbd"] * 5, rng.uniform(0.1, 0.6, 5), 0.8, 1.0, times),
        population=np.array([300.0, 500.0]),
        budget=9.0,
        lower=np.array([0.0, 0.0, 0.0, 0.0, 3.0]),
        optional=np.arange(5) == 4,
        unit=1.0,
    )
    splits = [x for x in product(range(10), repeat=5) if sum(x) == 9 and x[4] not in (1, 2)]
    best = max(measure.value(problem, np.array(x, float)) for x in splits)
    solution = solve(problem)
    assert solution.gap <= 1e-3
    assert solution.bound >= best * (1 - 1e-12)
    assert solution.value >= best * (1 - 1e-3)


def test_units_are_not_moved_when_the_time_is_over() -> None:
    problem = read_problem(form(budget=0.6)).problem
    spends = solve(problem).spends
    spends[:2] = spends[:2].sum(), 0.0
    assert (improved(problem, spends, np.inf, time.monotonic() + 60) != spends).any()
    assert (improved(problem, spends, np.inf, 0.0) == spends).all()


@pytest.mark.parametrize("spend", ["exactly", "at_most"])
@pytest.mark.parametrize(("currency", "budget"), [("KWD", 23.173), ("EUR", 23.17), ("EUR", 0.29)])
def test_a_minimum_may_be_the_whole_budget(spend: str, currency: str, budget: float) -> None:
    """In floats 23,173 thousandths are a hair above 23.173."""
    source = {
        "currency": currency,
        "budget": budget,
        "spend": spend,
        "markets": [{"id": "M", "population": 1e6}],
        "lines": [
            {
                "id": "l",
                "market": "M",
                "cpm": 30.0,
                "reach": {"family": "nbd", "ceiling": 0.7, "shape": 8.0},
                "optional": True,
                "min_spend": budget,
            }
        ],
        "amounts": [{"where": {"market": "M"}, "min": budget, "max": budget}],
    }
    (line,) = cast("list[dict[str, str]]", allocate_json(source)["lines"])
    assert Decimal(line["spend"]) == Decimal(str(budget))
