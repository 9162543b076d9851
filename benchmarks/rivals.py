"""Other ways to allocate, as other planners do it, on the very same problem."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer import measure
from optimizer.curves import Floats
from optimizer.problem import Problem


@dataclass(frozen=True)
class Attempt:
    """Spends somebody found, and how long it took."""

    spends: Floats
    seconds: float

    def outside(self, problem: Problem) -> float:
        """The largest relative miss of any rule: above about 1e-6 it is no plan."""
        return measure.violation(problem, self.spends)


def slsqp(problem: Problem, seconds: float) -> Attempt:
    """SciPy's SLSQP with all constraints, PyMC-Marketing's way; optional lines may be small."""
    from scipy.optimize import minimize

    began = time.monotonic()
    best = _even(problem)

    def objective(x: Floats) -> float:
        return -measure.value(problem, x * problem.budget_high) / worth

    def stop(x: Floats) -> None:
        nonlocal best
        best = x.copy()
        if time.monotonic() - began > seconds:
            raise TimeoutError

    worth = measure.value(problem, best * problem.budget_high)
    rows = _share_rows(problem)
    constraints = [{"type": "eq", "fun": lambda x: x.sum() - 1.0, "jac": np.ones_like}]
    if len(rows):
        constraints.append({"type": "ineq", "fun": lambda x: rows @ x, "jac": lambda x: rows})
    try:
        found = minimize(
            objective,
            best,
            jac=lambda x: (
                -_gradient(problem, x * problem.budget_high) * problem.budget_high / worth
            ),
            bounds=list(zip(*_bounds(problem), strict=True)),
            constraints=constraints,
            method="SLSQP",
            callback=stop,
            options={"maxiter": 500, "ftol": 1e-9},
        )
        best = found.x
    except TimeoutError:
        pass
    return Attempt(best * problem.budget_high, time.monotonic() - began)


def augmented_lagrangian(problem: Problem, seconds: float) -> Attempt:
    """nlopt's AUGLAG over SLSQP, Robyn's way."""
    import nlopt

    began = time.monotonic()
    n, start = len(problem), _even(problem)
    low, high = _bounds(problem)
    worth = measure.value(problem, start * problem.budget_high)
    rows = _share_rows(problem)

    last = start

    def objective(x: Floats, gradient: Floats) -> float:
        nonlocal last
        last = x.copy()
        if gradient.size:
            money = problem.budget_high
            gradient[:] = _gradient(problem, x * money) * money / worth
        return measure.value(problem, x * problem.budget_high) / worth

    def total(x: Floats, gradient: Floats) -> float:
        if gradient.size:
            gradient[:] = 1.0
        return float(x.sum() - 1.0)

    def rules(result: Floats, x: Floats, gradient: Floats) -> None:
        if gradient.size:
            gradient[:] = -rows
        result[:] = -(rows @ x)

    outer = nlopt.opt(nlopt.AUGLAG, n)
    inner = nlopt.opt(nlopt.LD_SLSQP, n)
    inner.set_xtol_rel(1e-6)
    outer.set_local_optimizer(inner)
    outer.set_lower_bounds(low)
    outer.set_upper_bounds(np.maximum(high, low))
    outer.set_max_objective(objective)
    outer.add_equality_constraint(total, 1e-8)
    if len(rows):
        outer.add_inequality_mconstraint(rules, np.full(len(rows), 1e-8))
    outer.set_maxtime(seconds)
    outer.set_xtol_rel(1e-8)
    try:
        x = np.asarray(outer.optimize(start))
    except (RuntimeError, nlopt.runtime_error, nlopt.RoundoffLimited):
        x = last
    return Attempt(x * problem.budget_high, time.monotonic() - began)


def greedy(problem: Problem, seconds: float, steps: int = 2000) -> Attempt:
    """Small amounts, one by one, to the line with the best marginal return: Meridian's way."""
    began = time.monotonic()
    x = np.where(problem.optional, 0.0, problem.lower)
    amount = (problem.budget_high - float(x.sum())) / steps
    for _ in range(steps):
        gain = np.where(x + amount <= problem.upper, _gradient(problem, x), -np.inf)
        x[int(np.argmax(gain))] += amount
        if time.monotonic() - began > seconds:
            break
    return Attempt(x, time.monotonic() - began)


def _bounds(problem: Problem) -> tuple[Floats, Floats]:
    """Fractions of the budget; optional lines may spend anything up to their most."""
    low = np.where(problem.optional, 0.0, problem.lower) / problem.budget_high
    return low, np.minimum(problem.upper / problem.budget_high, 1.0)


def _even(problem: Problem) -> Floats:
    low, high = _bounds(problem)
    room = high - low
    return np.asarray(low + room * (1.0 - low.sum()) / room.sum(), float)


def _share_rows(problem: Problem) -> Floats:
    """Rows a with a . x >= 0 for every share."""
    rows = problem.rows
    dense = rows.spend.toarray() + rows.total[:, None]
    return np.concatenate([dense[rows.lower == 0.0], -dense[rows.upper == 0.0]])


def _gradient(problem: Problem, spends: Floats) -> Floats:
    from optimizer.curves import exposure_slope

    pool = problem.pool
    heads = measure.heads(problem, spends)
    steep = exposure_slope(problem.curves, heads)[pool]
    left = np.exp(-measure.market_exposure(problem, spends))[problem.market[pool]]
    return np.asarray(steep * left * measure.marginal_impressions(problem, spends), float)
