"""Time and proof of the allocation against other solvers, on the same seeded problems.

Prints a table and draws a plot: python -m benchmarks.allocate [--rivals SECONDS] [--out FILE].
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.problems import allocation
from benchmarks.rivals import Attempt, augmented_lagrangian, greedy, slsqp
from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.edits import changed, fewest_changes
from optimizer.exchange import read_problem
from optimizer.frontier import frontier
from optimizer.network import Network, flow
from optimizer.problem import Problem

RUNS = 8
"""Problems of each size: the table has their median time and their widest gap."""
CASES = {
    "100 lines, 40 % optional": (100, 8, 0, 0.15),
    "300 lines, 8 markets, shares": (300, 8, 12, 0.3),
    "1,000 lines, 45 shares": (1000, 12, 45, 0.8),
    "5,000 lines, 85 shares": (5000, 20, 85, 3.0),
}
RIVALS: dict[str, Callable[[Problem, float], Attempt]] = {
    "SciPy SLSQP": slsqp,
    "nlopt AUGLAG": augmented_lagrangian,
    "greedy": greedy,
}


MARKERS = {"Flightplan": "o", "SciPy SLSQP": "s", "nlopt AUGLAG": "^", "greedy": "D"}
LEAST_SHOWN = 1e-6


@dataclass(frozen=True)
class Row:
    """One line of the table; `short` is relative to the proven bound, `outside` to the rules."""

    problem: str
    solver: str
    seconds: float
    goal: float | None
    short: float
    outside: float
    note: str = ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rivals", type=float, default=45.0, help="seconds per rival, 0: none")
    arguments.add_argument("--out", type=Path, default=Path("benchmarks/allocate.png"))
    given = arguments.parse_args()
    solve(problem_of(10, 2, 0, 0))
    rows = [row for name, case in CASES.items() for row in case_rows(name, case, given.rivals)]
    rows += [*effective_rows(), frontier_row(), *edit_rows(), network_row()]
    print_table(rows)
    draw(rows, given.out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory of the whole run: {peak:.0f} MB. Plot: {given.out}")


def problem_of(lines: int, markets: int, shares: int, seed: int) -> Problem:
    form = allocation(lines, seed=seed, markets=markets, shares=shares)
    return read_problem(form).problem


def case_rows(name: str, case: tuple[int, int, int, float], patience: float) -> list[Row]:
    lines, markets, shares, goal = case
    problems = [problem_of(lines, markets, shares, seed) for seed in range(RUNS)]
    solved = [solve(problem) for problem in problems]
    rows = [
        Row(
            name,
            "Flightplan",
            statistics.median(s.seconds for s in solved),
            goal,
            max(s.gap for s in solved),
            max(measure.violation(p, s.spends) for p, s in zip(problems, solved, strict=True)),
            f"certified; slowest {max(s.seconds for s in solved):.2f} s",
        )
    ]
    for rival, attempt in RIVALS.items() if patience > 0 and lines <= 1000 else ():
        tried = attempt(problems[0], patience)
        value, bound = measure.value(problems[0], tried.spends), solved[0].bound
        outside = tried.outside(problems[0])
        short = (bound - value) / value
        rows.append(
            Row(name, rival, tried.seconds, None, short, outside, _outside(problems[0], tried))
        )
    return rows


def _outside(problem: Problem, tried: Attempt) -> str:
    """How much of the budget lies on optional lines below their minimum."""
    x = tried.spends
    wrong = problem.optional & (x > 1e-9 * problem.budget_high) & (x < problem.lower * (1 - 1e-6))
    return f"{x[wrong].sum() / problem.budget_high:.1%} of the budget under a minimum"


def effective_rows() -> list[Row]:
    """Effective reach, whose S-shaped curves are nobody's concave problem."""
    rows = []
    for times, pooled in ((2, 0.0), (3, 0.6)):
        form = allocation(300, markets=8, shares=12, pooled=pooled)
        problem = read_problem(form | {"goal": {"metric": "REACH", "k": times}}).problem
        solved = solve(problem, time_limit=30.0)
        outside = measure.violation(problem, solved.spends)
        name = f"300 lines, {times}+ reach, {pooled:.0%} in pools"
        rows.append(Row(name, "Flightplan", solved.seconds, None, solved.gap, outside, "certified"))
    return rows


def frontier_row() -> Row:
    problem = problem_of(300, 8, 12, 0)
    kindness: Floats = np.random.default_rng(1).uniform(0.1, 0.9, len(problem))
    began = time.monotonic()
    points = frontier(problem, kindness)
    seconds = time.monotonic() - began
    worst = max(point.solution.gap for point in points)
    return Row(
        "frontier of 9 points, 300 lines", "Flightplan", seconds, 1.5, worst, 0.0, "certified"
    )


def edit_rows() -> list[Row]:
    rows = []
    for lines, loss in ((100, 1e-3), (100, 5e-3), (300, 1e-3)):
        problem = problem_of(lines, 8, 8, 0)
        before = solve(problem)
        more = float(np.round(problem.budget_high * 1.05, 2))
        after = replace(problem, budget_low=more, budget_high=more)
        plain = solve(after)
        edit = fewest_changes(after, before.spends, loss, best=plain)
        count = int(changed(after, before.spends, edit.spends).sum())
        anew = int(changed(after, before.spends, plain.spends).sum())
        note = f"{count} lines change, {edit.changes_bound} proven least, {anew} anew"
        short = 1 - edit.value / plain.value
        rows.append(
            Row(
                f"edit of {lines} lines at {loss:.1%} loss",
                "Flightplan",
                edit.seconds,
                0.5,
                short,
                0.0,
                note,
            )
        )
    return rows


def network_row(campaigns: int = 10_000, cells: int = 1_000, density: float = 0.2) -> Row:
    rng = np.random.default_rng(0)
    campaign, cell = np.nonzero(rng.random((campaigns, cells)) < density)
    network = Network(
        demand=rng.integers(10_000, 1_000_000, campaigns),
        supply=rng.integers(1_000_000, 8_000_000, cells),
        campaign=campaign,
        cell=cell,
        worth=rng.lognormal(0.0, 0.5, len(cell)),
    )
    began = time.monotonic()
    answer = flow(network)
    name = f"network, {campaigns:,} x {cells:,}, {density:.0%} dense"
    return Row(name, "Flightplan", time.monotonic() - began, 10.0, answer.gap, 0.0, "certified")


def print_table(rows: list[Row]) -> None:
    print(f"{'problem':36} {'solver':13} {'seconds':>8} {'goal':>5} {'short':>9} {'outside':>8}")
    for row in rows:
        goal = "" if row.goal is None else f"{row.goal:g}"
        print(
            f"{row.problem:36} {row.solver:13} {row.seconds:8.2f} {goal:>5} "
            f"{row.short:9.1e} {row.outside:8.0e}  {row.note}"
        )


def draw(rows: list[Row], out: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    for at, (solver, marker) in enumerate(MARKERS.items()):
        mine = [row for row in rows if row.solver == solver and row.problem in CASES]
        axes.scatter([], [], marker=marker, s=70, color=f"C{at}", label=solver)
        for row in mine:
            place, breaks = (row.seconds, max(row.short, LEAST_SHOWN)), row.outside >= 1e-6
            face = "none" if breaks else f"C{at}"
            axes.scatter(*place, marker=marker, s=70, edgecolors=f"C{at}", facecolors=face)
            lines = row.problem.split(" ", 1)[0]
            beside = (7, -11) if at % 2 else (7, 4)
            axes.annotate(lines, place, xytext=beside, textcoords="offset points", fontsize=8)
    axes.scatter(
        [], [], marker="o", s=70, facecolors="none", edgecolors="black", label="breaks rules"
    )
    axes.margins(x=0.12)
    axes.axhline(1e-3, color="grey", linewidth=0.8, linestyle="--")
    axes.set(xscale="log", yscale="log", xlabel="seconds", ylabel="short of the proven bound")
    axes.set_title("Time against distance from the best possible, by lines")
    axes.legend()
    figure.tight_layout()
    figure.savefig(out, dpi=150)


if __name__ == "__main__":
    main()
