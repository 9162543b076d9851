"""Pools as functions of their heads."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.problems import allocation
from optimizer.exchange import read_problem
from optimizer.layout import Layout
from optimizer.scaling import scale


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 1.0])
def test_what_lies_below_a_pool_is_concave_and_touches_it_where_it_is(
    times: int, share: float
) -> None:
    form = allocation(40, markets=2, pooled=0.7) | {"goal": {"k": times}}
    layout = Layout.of(scale(read_problem(form).problem)[0])
    heads = share * layout.tops
    below = layout.pool_gain_below(heads)
    points = layout.tops[:, None] * np.linspace(0.0, 1.0, 201)
    assert len(points)
    assert np.all(below(points) <= layout.pool_gain(points) + 1e-12)
    assert np.all(np.diff(below(points), 2, axis=1) <= 1e-12)
    assert below(heads[:, None]) == pytest.approx(layout.pool_gain(heads[:, None]), abs=1e-15)
