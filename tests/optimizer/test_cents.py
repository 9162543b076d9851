"""Rounding to whole minor units under rules that leave it hardly any room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer import measure
from optimizer.cents import whole_units
from optimizer.curves import Curves
from optimizer.exchange import read_problem
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
