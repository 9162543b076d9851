"""The nearest value of a rule that leaves a plan."""

from __future__ import annotations

import pytest

from media.errors import Infeasible
from optimizer.exchange import allocate_json
from tests.optimizer.problems import Form
from tests.optimizer.test_exchange import line, problem


@pytest.mark.parametrize(
    ("lines", "target", "nearest"),
    [
        ([line("a", cpm=8.0), line("b", cpm=14.5137)], 5.0, 8.0),
        ([line("a", cpm=8.0), line("b", cpm=14.5137)], 20.0, 14.51),
        ([line("b", cpm=14.5137)], 20.0, 14.5137),
    ],
)
def test_a_target_to_be_met_exactly_has_a_nearest_value(
    lines: list[Form], target: float, nearest: float
) -> None:
    form = problem(lines=lines, kpis=[{"metric": "CPM", "op": "==", "value": target}])
    with pytest.raises(Infeasible) as caught:
        allocate_json(form)
    assert f"kpis[0] CPM == {target:g} moved to {nearest:.15g}." in caught.value.remedy
    assert allocate_json({**form, "kpis": [{**form["kpis"][0], "value": nearest}]})["lines"]


def test_what_nobody_had_the_time_to_try_is_not_advised() -> None:
    form = problem(lines=[line("a", max_spend=10.0)], time_limit=1e-9)
    with pytest.raises(Infeasible) as caught:
        allocate_json(form)
    assert caught.value.rules
    assert "would do" not in caught.value.remedy
