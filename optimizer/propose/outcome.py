"""What spends bring: goal, people, impressions, sell-through, on the true curves."""

from __future__ import annotations

from dataclasses import dataclass

from media.money import MICROS
from media.plan import Alternative, AlternativeLine, FrontierPoint, Totals
from optimizer import measure
from optimizer.curves import Floats
from optimizer.propose.model import Model


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A plan measured: `spends` (N) and `total` in currency units, `goal` in the goal's counts.

    `sell_through` is the mean STR of the cells it buys in, weighted by spend.
    """

    spends: Floats
    total: float
    goal: float
    reach: float
    impressions: float
    sell_through: float

    @property
    def unsold(self) -> float:
        """What the yield advocate wants to be high: 1 - STR."""
        return 1.0 - self.sell_through


def outcome(model: Model, spends: Floats) -> Outcome:
    """The outcome of spends (N) in currency units."""
    total = float(spends.sum())
    return Outcome(
        spends=spends,
        total=total,
        goal=measure.value(model.problem, spends),
        reach=float(measure.reach(model.plain, spends).sum()),
        impressions=float(measure.impressions(model.plain, spends).sum()),
        sell_through=float(model.sell_through @ spends) / total if total else 0.0,
    )


def micros(model: Model, spend: float) -> int:
    """A spend in currency units as micros, in whole units of the request."""
    unit = model.request.unit
    return round(spend * MICROS / unit) * unit


def totals(model: Model, plan: Outcome) -> Totals:
    """The sums of a plan or an alternative."""
    budget = sum(micros(model, spend) for spend in plan.spends.tolist())
    return Totals(
        budget=budget,
        impressions=round(plan.impressions),
        reach=round(plan.reach),
        effective=round(plan.goal) if model.times > 1 else None,
        frequency=round(plan.impressions / plan.reach, 4) if plan.reach else 0.0,
        cpm=round(budget * 1000 / plan.impressions) if plan.impressions else 0,
        sell_through=round(plan.sell_through, 6),
    )


def alternative(model: Model, name: str, plan: Outcome) -> Alternative:
    """A corner of the frontier for the card; lines without money are left out."""
    amounts = zip(model.candidates, plan.spends.tolist(), strict=True)
    lines = tuple(AlternativeLine(id=c.id, budget=micros(model, s)) for c, s in amounts if s > 0)
    return Alternative.model_validate({"name": name, "totals": totals(model, plan), "lines": lines})


def frontier_point(model: Model, plan: Outcome, *, chosen: bool = False) -> FrontierPoint:
    """A point of the frontier, in people and currency units."""
    people = plan.goal if model.times > 1 else plan.reach
    return FrontierPoint(
        reach=round(people),
        cost_per_thousand=round(1000.0 * plan.total / people, 4) if people else 0.0,
        sell_through=round(plan.sell_through, 6),
        chosen=chosen,
    )
