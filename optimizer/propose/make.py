"""`propose`: from a request to the plan, its corners, its certainty and its reasons."""

from __future__ import annotations

from media.brief import Kpi
from media.forecast import Interval
from media.plan import Alternative, FrontierPoint
from optimizer import measure
from optimizer.curves import Floats, reach_share
from optimizer.propose.chances import Draws, drawn
from optimizer.propose.corners import Corners, corners_of
from optimizer.propose.edits import changes, edited
from optimizer.propose.leeway import Point
from optimizer.propose.model import Model, model_of
from optimizer.propose.outcome import alternative, frontier_point, micros
from optimizer.propose.proposal import Allocated, Proposal
from optimizer.propose.reasons import reasons_of
from optimizer.propose.request import Candidate, PlanRequest
from optimizer.propose.room import best_plan
from optimizer.propose.told import Told
from optimizer.propose.warnings import warnings_of


def propose(request: PlanRequest) -> Proposal:
    """The plan for a request; the same request gives the same plan.

    Raises media.errors.Infeasible with the clashing rules and the smallest relaxations.
    """
    best = best_plan(model_of(request))
    model, corners = best.model, corners_of(best)
    edit = edited(model, corners.chosen)
    point = corners.chosen if edit is None else edit.point
    draws = drawn(model, point.plan)
    told = Told(best, corners, point, edit)
    spent = sum(micros(model, spend) for spend in point.plan.spends.tolist())
    return Proposal(
        lines=_lines(model, point),
        reach=point.plan.reach,
        impressions=point.plan.impressions,
        gap=point.solution.gap,
        unspent=request.budget - spent,
        sell_through=point.plan.sell_through,
        intervals=_intervals(model, draws),
        chance=_chance(request, draws),
        alternatives=_alternatives(model, corners),
        frontier=_frontier(model, corners, point),
        reasons=reasons_of(told),
        warnings=warnings_of(told, draws),
        changes=changes(model, point.plan.spends),
    )


def _lines(model: Model, point: Point) -> tuple[Allocated, ...]:
    spends = point.plan.spends
    shown = measure.impressions(model.plain, spends)
    people = _own_reach(model, shown)
    rows = zip(model.candidates, spends.tolist(), shown.tolist(), people.tolist(), strict=True)
    return tuple(
        Allocated(
            id=line.id,
            spend=micros(model, spend),
            impressions=impressions,
            reach=reach,
            impressions_interval=_shown_interval(line, impressions),
            cpm_interval=_cost_interval(line, spend),
        )
        for line, spend, impressions, reach in rows
    )


def _own_reach(model: Model, shown: Floats) -> Floats:
    """People that each line alone would reach (N)."""
    problem = model.plain
    people = problem.population[problem.market[problem.pool]]
    return people * reach_share(problem.curves.take(problem.pool), shown / people)


def _cost_interval(line: Candidate, spend: float) -> Interval:
    """The CPM at this spend: dearer than at the reference spend where the price grows."""
    forecast = line.forecast
    beyond = max(spend / max(forecast.reference_spend, 1e-9), 1.0)
    return forecast.cpm.scaled(beyond**forecast.cpm_growth)


def _shown_interval(line: Candidate, impressions: float) -> Interval:
    """Impressions for the line's money: few when the CPM turns out high."""
    cpm = line.forecast.cpm
    return Interval(
        mid=impressions,
        low80=impressions * cpm.mid / cpm.high80,
        high80=impressions * cpm.mid / cpm.low80,
        low90=impressions * cpm.mid / cpm.high90,
        high90=impressions * cpm.mid / cpm.low90,
    )


def _intervals(model: Model, draws: Draws) -> dict[str, Interval]:
    asked = (k.counted for k in model.request.kpis if k.metric == "REACH")
    counts = dict.fromkeys(("REACH", "IMPRESSIONS", model.counted, *asked))
    return {name.lower(): draws.interval(name) for name in counts}


def _chance(request: PlanRequest, draws: Draws) -> dict[str, float]:
    """The chance of each target that can be forecast, by its metric's name."""
    known: dict[str, list[Kpi]] = {}
    for kpi in request.kpis:
        if kpi.metric not in ("CPA", "CONVERSIONS") and kpi.is_target:
            known.setdefault(kpi.counted.lower(), []).append(kpi)
    return {name: draws.chance(*kpis) for name, kpis in known.items()}


def _alternatives(model: Model, corners: Corners) -> tuple[Alternative, ...]:
    named = (
        ("reach", corners.reach),
        ("efficiency", corners.efficiency),
        ("yield", corners.yields),
    )
    return tuple(alternative(model, name, point.plan) for name, point in named)


def _frontier(model: Model, corners: Corners, chosen: Point) -> tuple[FrontierPoint, ...]:
    """Every plan solved on the way, best reach first, the chosen one marked."""
    others = (corners.goal, corners.reach, *corners.between, corners.yields, corners.efficiency)
    rest = [p for p in others if p is not chosen and p is not corners.chosen]
    points = [frontier_point(model, p.plan) for p in rest]
    points.append(frontier_point(model, chosen.plan, chosen=True))
    unique = {(p.reach, p.cost_per_thousand, p.sell_through): p for p in points}
    return tuple(sorted(unique.values(), key=lambda p: (-p.reach, p.sell_through)))
