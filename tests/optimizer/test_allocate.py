"""`solve` against enumeration, finite differences, and what its prices must mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from benchmarks.problems import allocation
from optimizer import measure
from optimizer.allocate import solve
from optimizer.clash import clash
from optimizer.curves import Curves
from optimizer.exchange import allocate_json, read_problem
from optimizer.frontier import frontier
from optimizer.network import Network, flow
from optimizer.problem import Problem, Row
from optimizer.relaxations import relaxations
from tests.optimizer.problems import Form


def problem_of(lines: int, **more: object) -> Problem:
    return read_problem(allocation(lines, **more)).problem  # type: ignore[arg-type]


def lumps(seed: int, times: int = 1, count: int = 7) -> Problem:
    """Optional lines with one possible amount each: every plan can be listed."""
    rng = np.random.default_rng(seed)
    amount = rng.uniform(0.05, 0.4, count)
    return Problem.of(
        cpm=rng.uniform(5.0, 20.0, count),
        pool=np.arange(count),
        market=rng.integers(0, 2, count),
        curves=Curves.of(["nbd"] * count, rng.uniform(0.1, 0.6, count), 0.8, 1.0, times),
        population=np.array([80.0, 150.0]),
        budget=1.0,
        at_most=True,
        lower=amount,
        upper=amount,
        optional=True,
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("times", [1, 3])
def test_the_best_of_all_plans_is_found_and_proven(seed: int, times: int) -> None:
    problem = lumps(seed, times)
    plans = [np.array(on) * problem.lower for on in product((0.0, 1.0), repeat=len(problem))]
    best = max(measure.value(problem, plan) for plan in plans if plan.sum() <= 1.0)
    gap = 1e-6 if times == 1 else 1e-4
    solution = solve(problem, gap=gap)
    assert solution.value == pytest.approx(best, rel=gap)
    assert solution.bound >= best * (1 - 1e-12)
    assert solution.status == "optimal"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("times", [2, 4])
def test_effective_reach_beats_a_dense_grid(seed: int, times: int) -> None:
    rng = np.random.default_rng(seed)
    problem = Problem.of(
        cpm=rng.uniform(5.0, 20.0, 2),
        pool=np.arange(2),
        market=np.arange(2),
        curves=Curves.of(["nbd", "exponential"], rng.uniform(0.2, 0.7, 2), 1.5, 1.0, times),
        population=np.array([60.0, 100.0]),
        budget=1.0,
    )
    splits = np.linspace(0.0, 1.0, 2001)
    best = max(measure.value(problem, np.array([s, 1 - s])) for s in splits)
    solution = solve(problem, gap=1e-4)
    assert solution.bound >= best * (1 - 1e-12)
    assert solution.value >= best * (1 - 2e-4)


@pytest.mark.parametrize(("times", "pooled"), [(2, 0.0), (3, 0.6), (5, 0.6)])
def test_effective_reach_of_a_chats_size_is_certified(times: int, pooled: float) -> None:
    form = allocation(300, markets=8, shares=12, pooled=pooled)
    problem = read_problem(form | {"goal": {"metric": "REACH", "k": times}}).problem
    solution = solve(problem, time_limit=60.0)
    assert solution.gap <= 1e-3
    assert measure.violation(problem, solution.spends) <= 1e-12


def test_the_next_dollar_is_the_finite_difference() -> None:
    problem = replace(problem_of(60, markets=3, optional=0.0, shares=4), unit=0.0)
    more = problem.budget_high * 1.001
    richer = replace(problem, budget_low=more, budget_high=more)
    here, there = solve(problem, gap=1e-7), solve(richer, gap=1e-7)
    slope = (there.value - here.value) / (more - problem.budget_high)
    assert here.prices.budget == pytest.approx(slope, rel=0.02)


def test_the_price_of_a_share_is_the_finite_difference() -> None:
    problem = problem_of(40, markets=3, optional=0.0)
    half = np.arange(20)
    wide = [Row("half", half, spend=1.0, upper=0.2 * problem.budget_high)]
    wider = [Row("half", half, spend=1.0, upper=0.201 * problem.budget_high)]
    plain = dict.fromkeys(("unit",), 0.0)

    def best(rows: list[Row]) -> tuple[float, float]:
        ruled = replace(problem, rows=_rows(problem, rows), **plain)
        solution = solve(ruled, gap=1e-7)
        return solution.value, float(solution.prices.rows[0])

    (value, price), (more, _) = best(wide), best(wider)
    assert price == pytest.approx((more - value) / (0.001 * problem.budget_high), rel=0.05)


def _rows(problem: Problem, rows: list[Row]):  # type: ignore[no-untyped-def]
    from optimizer.problem import Rows

    return Rows.of(len(problem), len(problem.population), rows)


@pytest.mark.parametrize(
    ("lines", "markets", "shares"), [(100, 8, 0), (300, 8, 12), (1000, 12, 45)]
)
@pytest.mark.parametrize("pooled", [0.0, 0.5])
def test_a_chats_plan_is_certified(lines: int, markets: int, shares: int, pooled: float) -> None:
    problem = problem_of(lines, markets=markets, shares=shares, pooled=pooled)
    solution = solve(problem)
    assert solution.status == "optimal"
    assert solution.gap <= 1e-3
    assert measure.violation(problem, solution.spends) <= 1e-12


def test_thousands_of_lines_worth_much_the_same_are_certified() -> None:
    """Without perturbed costs the dual simplex walks among them until the time is out."""
    problem = problem_of(5_000, seed=302, shares=85)
    solution = solve(problem)
    assert solution.status == "optimal"
    assert solution.gap <= 1e-3
    assert measure.violation(problem, solution.spends) <= 1e-9


def test_many_undecided_lines_are_certified_by_a_tree() -> None:
    """Rounding and trading leave 0.15 % open here."""
    problem = problem_of(300, seed=100, shares=12, pooled=0.6, optional=1.0)
    solution = solve(problem, time_limit=60.0)
    assert solution.status == "optimal"
    assert solution.gap <= 1e-3
    assert measure.violation(problem, solution.spends) <= 1e-9


def test_a_warm_start_changes_the_speed_and_not_the_proof() -> None:
    problem = problem_of(100, markets=4, shares=6)
    cold = solve(problem)
    warm = solve(problem, warm=cold)
    assert warm.gap <= 1e-3
    assert warm.bound >= cold.value


def test_without_minor_units_spends_are_real_numbers() -> None:
    problem = replace(problem_of(20, markets=2), unit=0.0)
    solution = solve(problem)
    assert solution.spends.sum() == pytest.approx(problem.budget_high, rel=1e-9)


def market_of(*lines: Form, shares: list[Form]) -> Form:
    """A problem in fils with a place for every line that is given."""
    places = [{"id": f"M{i}", "population": p} for i, p in enumerate((1e5, 13e6))]
    named = [{"id": f"l{i}", "tags": {}, **line} for i, line in enumerate(lines)]
    total = 37384.0
    return {"currency": "JPY", "budget": total, "markets": places, "lines": named, "shares": shares}


def test_a_share_of_next_to_nothing_is_kept_or_left_out_like_any_other() -> None:
    tiny = {"family": "exponential", "ceiling": 0.001}
    wide = {"family": "nbd", "ceiling": 0.4, "shape": 9.5}
    video = {"market": "M0", "cpm": 0.5, "reach": tiny, "tags": {"format": "video"}}
    rest: list[Form] = [
        {"market": "M1", "cpm": 22.4, "reach": wide, "pool": "split"},
        {"market": "M1", "cpm": 22.4, "reach": wide, "pool": "split"},
        {"market": "M1", "cpm": 25.6, "reach": {"family": "exponential", "ceiling": 0.98}},
        {"market": "M0", "cpm": 0.5, "reach": tiny},
        {"market": "M1", "cpm": 0.5, "reach": tiny},
    ]
    most = market_of(video, *rest, shares=[{"where": {"format": "video"}, "max": 1e-6}])
    assert allocate_json(most)["status"] == "optimal"
    floor = {**video, "optional": True, "min_spend": 1000.0}
    least = market_of(floor, *rest, shares=[{"where": {"format": "video"}, "min": 6.5e-8}])
    answer = allocate_json(least)
    assert (answer["status"], answer["lines"][0]["spend"]) == ("optimal", "1000")


def test_open_prices_of_unused_lines_do_not_keep_the_bound_away() -> None:
    form = allocation(12, seed=6, markets=4, optional=0.2)
    weeks: list[Form] = [{"id": f"w{i}"} for i in range(4)]
    weeks[0]["max"] = 0.3
    for line in form["lines"]:
        line.pop("max_spend")
        line["min_spend"] = round(line.get("min_spend", 0.0) / 40, 2)
    answer = allocate_json({**form, "budget": form["budget"] / 40, "weeks": weeks})
    assert answer["status"] == "optimal"


def test_a_frontier_trades_one_goal_for_the_other() -> None:
    problem = problem_of(60, markets=4, shares=6)
    other = np.random.default_rng(0).uniform(0.0, 1.0, len(problem))
    points = frontier(problem, other, points=5)
    assert len(points) == 5
    reach, kind = [p.value for p in points], [p.other for p in points]
    assert all(a >= b * (1 - 2e-3) for a, b in pairwise(reach))
    assert all(a <= b * (1 + 2e-3) for a, b in pairwise(kind))


def test_an_impossible_problem_says_which_rules_and_what_would_do() -> None:
    problem = replace(
        problem_of(10, markets=2, optional=0.0),
        rows=_rows(
            problem_of(10, markets=2, optional=0.0),
            [
                Row("first five at least 60 %", np.arange(5), spend=1.0, total=-0.6, lower=0.0),
                Row("last five at least 50 %", np.arange(5, 10), spend=1.0, total=-0.5, lower=0.0),
                Row("innocent", np.arange(3), spend=1.0, lower=0.0),
            ],
        ),
    )
    solution = solve(problem)
    assert solution.status == "infeasible"
    assert solution.proven
    rules = clash(problem)
    assert {r.words for r in rules if r.kind == "row"} == {
        "first five at least 60 %",
        "last five at least 50 %",
    }
    eased = {r.rule.words: r.amount for r in relaxations(problem, rules)}
    assert eased["last five at least 50 %"] == pytest.approx(0.1 * problem.budget_high, rel=1e-3)


def test_a_network_flow_is_the_best_there_is() -> None:
    from scipy.optimize import linprog

    rng = np.random.default_rng(0)
    campaign, cell = (a.ravel() for a in np.meshgrid(range(6), range(4), indexing="ij"))
    network = Network(
        demand=rng.integers(10, 100, 6),
        supply=rng.integers(20, 120, 4),
        campaign=campaign,
        cell=cell,
        worth=rng.uniform(0.1, 1.0, 24),
    )
    answer = flow(network)
    rows = np.array([campaign == c for c in range(6)] + [cell == k for k in range(4)], float)
    sides = np.append(network.demand, network.supply)
    best = -linprog(-network.worth, A_ub=rows, b_ub=sides).fun
    assert answer.value == pytest.approx(best, rel=1e-3)
    assert answer.bound >= best * (1 - 1e-9)
    assert np.all(rows @ answer.impressions <= sides)


@pytest.mark.parametrize("seed", range(4))
def test_caps_on_lines_whose_price_grows_are_proven(seed: int) -> None:
    """Such a cap is not convex: dear impressions are a way to spend without showing more."""
    rng = np.random.default_rng(seed)
    problem = Problem.of(
        cpm=rng.uniform(5.0, 20.0, 3),
        pool=np.arange(3),
        market=np.zeros(3, np.int64),
        curves=Curves.of(["nbd"] * 3, rng.uniform(0.2, 0.7, 3), 1.5, 1.0),
        population=np.array([60.0]),
        budget=1.0,
        growth=rng.uniform(0.3, 0.8, 3),
        reference=rng.uniform(0.01, 0.2, 3),
    )
    even = measure.impressions(problem, np.full(3, 1 / 3)).sum()
    cap = Row("cap", np.arange(3), impressions=1.0, upper=0.9 * even)
    ruled = replace(problem, rows=_rows(problem, [cap]))
    steps = np.linspace(0.0, 1.0, 401)
    grid = np.array([[a, b, 1 - a - b] for a in steps for b in steps if a + b <= 1])
    allowed = [x for x in grid if measure.impressions(problem, x).sum() <= 0.9 * even]
    best = max(measure.value(problem, x) for x in allowed)
    solution = solve(ruled)
    assert solution.status == "optimal"
    assert solution.bound >= best * (1 - 1e-9)
    assert solution.value >= best * (1 - 2e-3)


def test_a_line_that_looks_good_but_cannot_run_leads_nobody_astray() -> None:
    def line(name: str, market: str, cpm: float, reach: Form, **spend: object) -> Form:
        return {"id": name, "market": market, "cpm": cpm, "reach": reach, **spend}

    hill = {"family": "hill", "ceiling": 0.91, "half": 0.91}
    exact = {"optional": True, "min_spend": 10000, "max_spend": 10000}
    lines = [
        line("needed", "M1", 47.6, hill, min_spend=0.795),
        line("cheap", "M1", 1.1, hill, **exact),
        line("other", "M0", 47.6, {"family": "nbd", "ceiling": 0.217, "shape": 288.6}),
    ]
    form = {
        "currency": "KWD",
        "budget": 10000,
        "markets": [{"id": "M0", "population": 692363}, {"id": "M1", "population": 1660522}],
        "lines": lines,
    }
    answer = allocate_json(form)
    without = allocate_json({**form, "lines": [lines[0], lines[2]]})
    assert answer["status"] == "optimal"
    assert answer["reach"] == pytest.approx(without["reach"], rel=1e-4)


def test_a_node_that_turns_out_undecided_is_split_after_all() -> None:
    curve: Form = {"family": "hill", "ceiling": 0.6777802221773123, "half": 0.6777802221773123}
    steep: Form = {"family": "exponential", "ceiling": 0.34}
    lines: list[Form] = [
        {"cpm": 19.36, "max_spend": 10_000.0, "optional": True, "reach": steep},
        {"cpm": 3.0, "min_spend": 13_702.6, "optional": True, "reach": curve | {"half": 0.678}},
        {"cpm": 22.58, "pool": "both", "reach": curve},
        {"cpm": 11.08, "min_spend": 31_901.19, "optional": True, "pool": "both", "reach": curve},
    ]
    form: Form = {
        "currency": "USD",
        "budget": 2_400_000.0,
        "spend": "at_most",
        "markets": [
            {"id": "M", "population": 2_952_439.0},
            {"id": "O", "population": 22_700_000.0},
        ],
        "lines": [
            {"id": f"l{i}", "market": "M", "tags": {}, **line} for i, line in enumerate(lines)
        ],
        "amounts": [{"where": {"market": "M"}, "min": 7_229.11, "max": 10_000.0}],
    }
    assert allocate_json(form)["status"] == "optimal"
