"""Seeded problems under tight frequency caps, each with a plan planted that keeps every rule.

Such caps bind: effective reach and prices that grow with the spend make them rules that are not
convex. Prints what is found of each: python -m benchmarks.capped [--seconds LIMIT].
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np

from benchmarks.problems import Form, allocation
from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats, exposure, knee
from optimizer.exchange import read_problem
from optimizer.problem import Problem

TRIES, STEPS = 60, 400
"""Random plans looked at, and moves of money tried that ask for less frequency."""
HOPELESS = 100.0
"""Impressions a person beyond which a market has no cap: hardly anybody is reached there."""


@dataclass(frozen=True)
class Case:
    """What a problem is like: `slack` is how much more than the planted plan's the caps allow."""

    seed: int
    lines: int
    markets: int
    times: int
    growth: float
    optional: float
    shares: int
    pooled: float
    slack: float
    at_most: bool

    @property
    def name(self) -> str:
        """Its numbers in a row."""
        ends = "at most" if self.at_most else "exactly"
        return (
            f"{self.seed:2} {self.lines:3} lines {self.markets} markets {self.times}+ "
            f"growth {self.growth:.2f} {self.optional:3.0%} optional {self.shares:2} shares "
            f"{self.pooled:3.0%} pooled slack {self.slack:.3f} {ends:7}"
        )


def cases(count: int = 40) -> list[Case]:
    """So many cases, always the same ones."""
    return [_case(seed) for seed in range(count)]


def _case(seed: int) -> Case:
    rng = np.random.default_rng([seed, 77])
    times = int(rng.choice([1, 2, 2, 3, 4]))
    growing = times == 1 or rng.random() < 0.35
    lines = int(np.round(10 * 30 ** rng.random()))
    return Case(
        seed=seed,
        lines=lines,
        markets=int(rng.integers(1, min(8, max(lines // 4, 1)) + 1)),
        times=times,
        growth=float(np.round(rng.uniform(0.05, 0.3), 2)) if growing else 0.0,
        optional=float(rng.choice([0.0, 0.2, 0.5])),
        shares=int(rng.choice([0, 3, 7])),
        pooled=float(rng.choice([0.0, 0.5])),
        slack=float(rng.choice([0.002, 0.01, 0.03])),
        at_most=bool(rng.random() < 0.4),
    )


@dataclass(frozen=True)
class Capped:
    """A problem, and spends in whole units that keep its rules with a little to spare."""

    form: Form
    planted: Floats


def capped(case: Case) -> Capped:
    """The problem of a case: its caps and shares are drawn around its planted plan."""
    rng = np.random.default_rng([case.seed, 78])
    form = allocation(
        case.lines,
        seed=case.seed,
        markets=case.markets,
        optional=case.optional,
        pooled=case.pooled,
        at_most=case.at_most,
    )
    form["goal"] = {"metric": "REACH", "k": case.times}
    for line in form["lines"] if case.growth else ():
        line["cpm_growth"] = case.growth
        line["reference_spend"] = float(np.round(line["max_spend"] * rng.uniform(0.05, 0.5), 2))
    free = read_problem(form).problem
    planted = _planted(free, rng, case.at_most)
    form["frequency_caps"] = _caps(form, free, planted, case.slack)
    form["shares"] = _shares(form, planted, rng, case.shares)
    return Capped(form, planted)


def _planted(problem: Problem, rng: np.random.Generator, at_most: bool) -> Floats:
    """Of random plans one that shows people little more often than they must be."""
    plans = [_random_plan(problem, rng, at_most) for _ in range(TRIES)]
    best = min(plans, key=lambda plan: _frequency(problem, plan))
    for _ in range(STEPS):
        other = _moved(problem, best, rng)
        if _frequency(problem, other) < _frequency(problem, best):
            best = other
    return best


def _frequency(problem: Problem, spends: Floats) -> float:
    """The mean over markets of the logarithm of impressions a person reached."""
    people, shown = measure.reach(problem, spends), _shown(problem, spends)
    return float(np.log(np.maximum(shown, 1.0) / np.maximum(people, 1.0)).mean())


def _shown(problem: Problem, spends: Floats) -> Floats:
    """Impressions per market (M)."""
    market = problem.market[problem.pool]
    shown = measure.impressions(problem, spends)
    return np.bincount(market, shown, len(problem.population)).astype(float)


def _random_plan(problem: Problem, rng: np.random.Generator, at_most: bool) -> Floats:
    """Spends inside their bounds in whole units, of the budget or of a part of it.

    Lines come in a random order that prefers the cheap, and fill their pool until it has what it
    needs: beyond the bend of its curve people only see the same ads again.
    """
    total = (rng.uniform(0.4, 1.0) if at_most else 1.0) * problem.budget_high
    price = problem.cpm * problem.population[problem.market[problem.pool]] / 1000.0
    need, dear = _needs(problem, rng)
    spends = np.where(problem.optional, 0.0, problem.lower)
    left = total - spends.sum()
    for i in np.argsort(dear[problem.pool] * price, kind="stable"):
        short = need[problem.pool[i]] - measure.heads(problem, spends)[problem.pool[i]]
        more = min(max(short, 0.0) * price[i], problem.upper[i] - spends[i], left)
        if more > 0 and spends[i] + more >= problem.lower[i]:
            spends[i] += more
            left -= more
    return _summed(problem, spends, total)


def _needs(problem: Problem, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Heads that each pool (P) is to have, and what it asks of them for its exposure, about."""
    tops = measure.heads(problem, problem.upper)
    turn = knee(problem.curves, np.zeros(len(tops)), tops)
    turn = np.where(problem.curves.times > 1, turn, tops * rng.uniform(0.05, 0.6, len(tops)))
    need = turn * rng.uniform(1.0, 1.3, len(tops))
    noise = rng.lognormal(0.0, rng.uniform(0.0, 1.0), len(tops))
    return need, noise * turn / np.maximum(exposure(problem.curves, turn), 1e-9)


def _summed(problem: Problem, spends: Floats, total: float) -> Floats:
    """The lines in use moved to a sum in whole units, as far as their bounds let them."""
    on = spends > 0
    low, high = np.where(on, problem.lower, 0.0), np.where(on, problem.upper, 0.0)
    missing = total - spends.sum()
    room = high - spends if missing > 0 else spends - low
    part = min(abs(missing) / max(room.sum(), 1e-300), 1.0)
    units = np.floor((spends + np.sign(missing) * room * part) / problem.unit + 1e-6)
    short = max(round(total / problem.unit - units.sum()), 0)
    units[np.argsort(units - high / problem.unit, kind="stable")[:short]] += 1.0
    return np.asarray(units * problem.unit, float)


def _moved(problem: Problem, spends: Floats, rng: np.random.Generator) -> Floats:
    """Money moved from one line to another; an optional line may end, or start."""
    one, two = rng.choice(len(spends), 2, replace=False)
    least = 0.0 if problem.optional[one] else problem.lower[one]
    part = 1.0 if rng.random() < 0.5 else rng.random()
    give = np.floor((spends[one] - least) * part / problem.unit + 1e-6) * problem.unit
    other = spends.copy()
    other[[one, two]] += [-give, give]
    other = np.rint(other / problem.unit) * problem.unit
    return other if measure.violation(problem, other) <= 1e-12 else spends


def _caps(form: Form, problem: Problem, planted: Floats, slack: float) -> list[Form]:
    people, shown = measure.reach(problem, planted), _shown(problem, planted)
    markets = [place["id"] for place in form["markets"]]
    return [
        {"market": market, "max": float(f"{(1 + slack) * s / p:.6g}")}
        for market, s, p in zip(markets, shown, people, strict=True)
        if s < HOPELESS * p
    ]


def _shares(form: Form, planted: Floats, rng: np.random.Generator, count: int) -> list[Form]:
    """Shares around those of the planted plan."""
    found: list[Form] = []
    keys = ("format", "channel")
    for _ in range(count):
        key = str(rng.choice(keys))
        value = str(rng.choice([line["tags"][key] for line in form["lines"]]))
        mine = [line["tags"][key] == value for line in form["lines"]]
        part = planted[mine].sum() / planted.sum()
        side = {"min": float(np.floor(part * rng.uniform(0.8, 1.0) * 1e4) / 1e4)}
        if rng.random() < 0.5:
            side = {"max": float(min(np.ceil(part * rng.uniform(1.0, 1.2) * 1e4) / 1e4, 1.0))}
        found.append({"where": {key: value}, **side})
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=10.0, help="time limit of each")
    given = arguments.parse_args()
    for case in cases():
        problem = read_problem(capped(case).form).problem
        found = solve(problem, time_limit=given.seconds)
        gap = "  no plan" if found.status == "infeasible" else f"{found.gap:9.1e}"
        print(f"{case.name} {found.value:13.0f} {gap} {found.seconds:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
