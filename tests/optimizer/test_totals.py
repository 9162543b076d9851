"""Bounds that miss each other by a single minor unit, however large the sums."""

from __future__ import annotations

from typing import Any

import pytest

from media.errors import Infeasible
from optimizer.exchange import allocate_json
from tests.optimizer.problems import Form
from tests.optimizer.test_exchange import problem
from tests.optimizer.truth import check_rules

HALF = 500_000_000.0
VIDEO = {"format": "video"}


def line(name: str, **rest: Any) -> Form:
    curve = {"family": "exponential", "ceiling": 0.4}
    return {"id": name, "market": "M", "cpm": 5.0, "reach": curve, "tags": VIDEO, **rest}


def asked(*lines: Form, **rest: Any) -> Form:
    markets = [{"id": "M", "population": 1e8}]
    return problem(markets=markets, lines=list(lines), **{"budget": 2 * HALF, **rest})


@pytest.mark.parametrize("limit", ["budget", "amount"])
def test_two_lines_whose_minimums_are_a_cent_too_much_are_not_taken_together(limit: str) -> None:
    pair = [line(n, optional=True, min_spend=m) for n, m in (("a", HALF + 0.01), ("b", HALF))]
    other = line("c", max_spend=1e8)
    form = asked(*pair, other)
    if limit == "amount":
        other |= {"max_spend": 2 * HALF, "tags": {"format": "audio"}}
        form |= {"budget": 4 * HALF, "amounts": [{"where": VIDEO, "min": 0.0, "max": 2 * HALF}]}
    answer = allocate_json(form)
    check_rules(form, answer)
    assert answer["status"] == "optimal"


def test_maximums_a_cent_short_of_the_budget_are_named() -> None:
    with pytest.raises(Infeasible) as clash:
        allocate_json(asked(line("a", max_spend=HALF - 0.01), line("b", max_spend=HALF)))
    assert len(clash.value.rules) == 3
