"""Impressions that rules limit, in programs from which settled pieces are left out."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.problems import allocation
from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Curves
from optimizer.decide import KEPT
from optimizer.exchange import read_problem
from optimizer.layout import Layout
from optimizer.problem import Problem, Row
from optimizer.relax import relax
from optimizer.scaling import scale
from tests.optimizer.problems import Form


def test_optional_lines_that_are_settled_still_count_under_a_frequency_cap() -> None:
    form = allocation(1300, markets=6)
    form["frequency_caps"] = [{"max": 3.0}]
    problem, _ = scale(read_problem(form).problem)
    found = relax(Layout.of(problem), gap=1e-5, until=time.monotonic() + 60, rounds=4)
    assert np.max(measure.row_misses(problem, found.spends)) <= 1e-7
    assert found.value <= found.bound


def test_open_lines_whose_price_grows_are_worth_what_is_proven_under_a_cap() -> None:
    """Their minimum takes more of the cap than what follows: it may not be left out."""
    lines, budget, rng = 8, 100_000.0, np.random.default_rng(0)
    problem = Problem.of(
        cpm=rng.uniform(5.0, 15.0, lines),
        pool=np.arange(lines),
        market=np.zeros(lines, np.int64),
        curves=Curves.of(["nbd"] * lines, rng.uniform(0.2, 0.6, lines), 0.8, 1.0),
        population=np.array([1e7]),
        budget=budget,
        lower=budget * rng.uniform(0.01, 0.05, lines),
        optional=True,
        growth=0.5,
        reference=0.005 * budget,
        rows=[Row("cap", np.arange(lines), impressions=1.0, upper=2e6)],
    )
    found = relax(Layout.of(scale(problem)[0]), gap=1e-4, until=time.monotonic() + 60)
    assert found.bound * (1 - 1e-4) <= found.value <= found.bound * (1 + 1e-9)


def test_money_that_must_be_spent_shows_no_less_than_it_can() -> None:
    """The dearest way to spend it is on few lines, not on what is dear of all of them."""
    lines, budget = 4, 100_000.0
    problem = Problem.of(
        cpm=np.array([5.0, 8.0, 10.0, 15.0]),
        pool=np.arange(lines),
        market=np.zeros(lines, np.int64),
        curves=Curves.of(["nbd"] * lines, [0.6, 0.5, 0.4, 0.3], 0.8, 1.0),
        population=np.array([1e7]),
        budget=budget,
        upper=0.7 * budget,
        growth=0.3,
        reference=0.005 * budget,
        rows=[Row("cap", np.arange(lines), impressions=1.0, upper=2.2e6)],
    )
    small, units = scale(problem)
    found = relax(Layout.of(small), gap=1e-4, until=time.monotonic() + 60)
    assert found.value == pytest.approx(found.bound, rel=1e-4)
    assert found.bound * units.worth <= 1.08 * solve(problem).value


def test_a_line_at_its_most_keeps_its_cap_as_nearly_as_a_plan_must() -> None:
    form = allocation(5)
    form["avails"] = [{"where": {"market": form["markets"][0]["id"]}, "max": 123_456.0}]
    small, _ = scale(read_problem(form).problem)
    for spend in np.diag(small.upper):
        assert np.max(measure.row_misses(small, spend)) <= KEPT


def test_lines_whose_frequency_is_above_a_cap_at_its_best_are_not_looked_at() -> None:
    """Whom impressions by chance reach twice, they reach 3.35 times on average, or more."""
    for cap, runs in ((3.3, False), (3.4, True)):
        lines = [line(name, "A", half=0.4) | {"reach": SEEN} for name in "abc"]
        form: Form = {
            "currency": "USD",
            "budget": 80_000.0,
            "spend": "at_most",
            "markets": [{"id": "A", "population": 2_000_000.0}],
            "lines": lines,
            "goal": {"k": 2},
            "frequency_caps": [{"max": cap}],
        }
        small, _ = scale(read_problem(form).problem)
        assert (small.upper > 0).all() == small.upper.any() == runs


@pytest.mark.parametrize("lines", [6, 7, 11])
def test_what_one_more_impression_brings_is_the_price_of_its_cap(lines: int) -> None:
    form = allocation(lines, markets=2) | {"shares": []}
    form["lines"] = [{**row, "optional": False, "min_spend": 0.0} for row in form["lines"]]
    market = form["lines"][0]["market"]
    form["avails"] = [{"where": {"market": market}, "max": 1e5}]
    problem = replace(read_problem(form).problem, unit=0.0)
    wider = replace(problem.rows, upper=1.001 * problem.rows.upper)
    now, then = (solve(one, gap=1e-8) for one in (problem, replace(problem, rows=wider)))
    brought = (then.value - now.value) / 100.0
    assert now.prices.rows[0] == pytest.approx(brought, rel=0.01)


def test_a_plan_comes_however_little_time_there_is() -> None:
    form = allocation(4000, markets=20, shares=8) | {"frequency_caps": [{"max": 5.0}]}
    solution = solve(read_problem(form).problem, time_limit=0.01)
    assert solution.status != "infeasible"
    assert measure.violation(read_problem(form).problem, solution.spends) <= 1e-9


def test_caps_on_markets_that_take_next_to_nothing_of_the_budget_leave_no_gap() -> None:
    """Whoever sees the line in the large market sees it nearly four times: it cannot run at all."""
    form: Form = {
        "currency": "USD",
        "budget": 80_000.0,
        "spend": "at_most",
        "markets": [{"id": "A", "population": 6_000.0}, {"id": "B", "population": 47_000_000.0}],
        "lines": [
            line("a", "A", half=0.16, cpm_growth=0.31, reference_spend=25_000.0),
            line("b", "A", half=0.2, cpm_growth=0.49, reference_spend=20_000.0),
            line("c", "B", half=1.29),
        ],
        "goal": {"metric": "IMPRESSIONS"},
        "frequency_caps": [{"max": 2.07}],
    }
    solution = solve(read_problem(form).problem)
    assert solution.status == "optimal"
    assert solution.spends[2] == 0.0


def test_a_cap_below_the_frequency_that_counts_leaves_nothing_to_gain() -> None:
    form: Form = {
        "currency": "USD",
        "budget": 80_000.0,
        "spend": "at_most",
        "markets": [{"id": "A", "population": 5e8}],
        "lines": [line("a", "A", half=0.3), line("b", "A", half=0.2, optional=True, min_spend=5.0)],
        "goal": {"metric": "REACH", "k": 4},
        "frequency_caps": [{"max": 4.3}],
    }
    solution = solve(read_problem(form).problem)
    assert solution.status == "optimal"
    assert not solution.spends.any()


SEEN = {"family": "exponential", "ceiling": 0.8}


def line(name: str, market: str, half: float, **rest: Any) -> Form:
    curve = {"family": "hill", "ceiling": min(half, 0.35), "half": half}
    return {"id": name, "market": market, "cpm": 9.0, "reach": curve, **rest}
