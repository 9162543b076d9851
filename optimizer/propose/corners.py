"""The three advocates' corners, the frontier between them, and the plan that is chosen.

Under an exact budget efficiency and the goal agree: both want the most for the money; as an
alternative the efficient corner shows what less money would bring. The plan is the one that the
advocates settle on; a priority that the Brief names takes its corner instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimizer.propose.advocates import efficient_corner, reach_corner, yield_corner
from optimizer.propose.bargain import Bargain, bargained
from optimizer.propose.leeway import (
    BARGAIN_LOSS,
    CORNER_LOSS,
    Point,
    goal_point,
    keeping,
    least_goal,
    point_of,
)
from optimizer.propose.room import Best

LOOSE = 5e-3
"""Gap at which corners are good enough to show; the chosen plan is solved to the asked one."""

How = Literal["goal", "bargain", "corner"]


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """The goal's own optimum, the advocates' corners, the frontier, and the chosen plan."""

    goal: Point
    reach: Point
    efficiency: Point
    yields: Point
    between: tuple[Point, ...]
    chosen: Point
    how: How
    least: float


def corners_of(best: Best) -> Corners:
    """Solve the corners and choose."""
    model, loose = best.model, max(LOOSE, best.model.request.gap)
    goal, lean = goal_point(best), keeping(best, CORNER_LOSS)
    reach = goal if model.goal == "REACH" else _or_goal(best, reach_corner(best, lean, loose))
    yields = _or_goal(best, yield_corner(best, lean, loose))
    efficiency = _or_goal(best, efficient_corner(best, lean, loose))
    named = model.request.priority in ("reach", "yield")
    bargain = Bargain(None, ()) if named else bargained(best, loose)
    chosen, how, least = _chosen(best, goal, reach, efficiency, yields, bargain)
    chosen = _tight(best, chosen, least)
    return Corners(goal, reach, efficiency, yields, bargain.others, chosen, how, least)


def _or_goal(best: Best, point: Point) -> Point:
    """The corner, or the goal's optimum where no corner was found within the loss."""
    kept = point.found and point.plan.goal >= least_goal(best, CORNER_LOSS) * (1 - 1e-6)
    return point if kept else goal_point(best)


def _chosen(
    best: Best, goal: Point, reach: Point, efficiency: Point, yields: Point, bargain: Bargain
) -> tuple[Point, How, float]:
    request = best.model.request
    if request.priority == "yield":
        return yields, "corner", least_goal(best, CORNER_LOSS)
    if request.priority == "reach":
        return reach, "corner", least_goal(best, CORNER_LOSS)
    if request.priority == "efficiency":
        chosen = efficiency if request.at_most else goal
        return chosen, "corner", least_goal(best, CORNER_LOSS)
    least = least_goal(best, BARGAIN_LOSS)
    if bargain.settled is None:
        return goal, "goal", least
    return bargain.settled, "bargain", least


def _tight(best: Best, point: Point, least: float) -> Point:
    """The chosen plan solved to the asked gap, unless that costs the goal more than allowed."""
    if point.solution.gap <= best.model.request.gap:
        return point
    again = point_of(best, point.problem, best.model.request.gap, point.solution)
    better = again.found and again.plan.goal >= least * (1 - 1e-6)
    return again if better and again.solution.gap < point.solution.gap else point
