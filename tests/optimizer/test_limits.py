"""Impressions that rules limit, in programs from which settled pieces are left out."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.problems import allocation
from optimizer import measure
from optimizer.allocate import solve
from optimizer.exchange import read_problem
from optimizer.layout import Layout
from optimizer.relax import relax
from optimizer.scaling import scale


def test_optional_lines_that_are_settled_still_count_under_a_frequency_cap() -> None:
    form = allocation(1300, markets=6)
    form["frequency_caps"] = [{"max": 3.0}]
    problem, _ = scale(read_problem(form).problem)
    found = relax(Layout.of(problem), gap=1e-5, until=time.monotonic() + 60, rounds=4)
    assert np.max(measure.row_misses(problem, found.spends)) <= 1e-7
    assert found.value <= found.bound


def test_a_plan_comes_however_little_time_there_is() -> None:
    form = allocation(4000, markets=20, shares=8) | {"frequency_caps": [{"max": 5.0}]}
    solution = solve(read_problem(form).problem, time_limit=0.01)
    assert solution.status != "infeasible"
    assert measure.violation(read_problem(form).problem, solution.spends) <= 1e-9
