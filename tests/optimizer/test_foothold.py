"""A first plan where curved rules leave hardly any, however far from the first guess."""

from __future__ import annotations

import pytest

from optimizer.exchange import allocate_json
from tests.optimizer.problems import Form
from tests.optimizer.test_exchange import problem
from tests.optimizer.truth import check_rules, reach

POPULATION = {"M1": 22_532_370.0, "M2": 3_231_707.0, "M3": 8_421_230.0}
NBD = {"family": "nbd", "ceiling": 0.2541, "shape": 0.8199}
LINES = (
    ("a", "M3", "display", 4.32, NBD),
    ("b", "M2", "podcast", 7.99, {"family": "exponential", "ceiling": 0.5578}),
    ("c", "M1", "display", 6.97, {"family": "nbd", "ceiling": 0.5401, "shape": 2.1816}),
)


def spent_almost_as(known: dict[str, float], slack: float) -> Form:
    """A problem whose caps on frequency are what `known` spends need, and a little more."""
    form = problem(
        budget=sum(known.values()),
        markets=[{"id": name, "population": size} for name, size in POPULATION.items()],
        lines=[
            {"id": i, "market": m, "cpm": cpm, "reach": curve, "tags": {"format": f}}
            for i, m, f, cpm, curve in LINES
        ],
    )
    form["frequency_caps"] = [
        {"market": m, "max": frequency(form, known, i) * (1 + slack)} for i, m, *_ in LINES
    ]
    return form


def frequency(form: Form, known: dict[str, float], name: str) -> float:
    (mine,) = (row for row in form["lines"] if row["id"] == name)
    people = reach({**form, "lines": [mine]}, known)  # type: ignore[arg-type]
    return 1000.0 * known[name] / mine["cpm"] / people


@pytest.mark.parametrize("slack", [1e-3, 1e-5])
@pytest.mark.parametrize(
    "known",
    [
        {"a": 3_700.0, "b": 447.95, "c": 12.37},
        {"a": 120_000.0, "b": 9_000.0, "c": 55_000.0},
        {"a": 5_000.0, "b": 150_000.0, "c": 900_000.0},
    ],
)
def test_a_plan_is_found_where_all_markets_are_at_their_caps(
    known: dict[str, float], slack: float
) -> None:
    form = spent_almost_as(known, slack)
    answer = allocate_json(form)
    check_rules(form, answer)
    assert answer["status"] == "optimal"
