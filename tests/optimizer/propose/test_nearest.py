"""The nearest value of one number that leaves a plan."""

from __future__ import annotations

import time

from media.brief import ShareConstraint, Where
from optimizer.propose.levers import budget_levers
from optimizer.propose.model import model_of
from optimizer.propose.nearest import nearest
from optimizer.propose.supply import plans_of
from tests.optimizer.propose.lines import line, request


def test_of_many_minimum_spends_only_those_that_are_needed_are_paid_for() -> None:
    """One line of 5,000 for each format; without a smaller whole a third one stays in."""
    names = [
        f"{market}-{form}-{channel}"
        for market in ("BR", "MX")
        for form in ("audio", "video")
        for channel in ("direct", "programmatic")
    ]
    shares = [ShareConstraint(where=Where(format=form), min=0.3) for form in ("audio", "video")]
    candidates = [line(name, min_spend=5_000) for name in names]
    wish = request(*candidates, budget=6_000, constraints=tuple(shares))
    more = next(lever for lever in budget_levers(wish) if lever.way > 0)
    assert nearest(wish, more, plans_of(model_of(wish)), time.monotonic() + 60.0) == 10_000.0
