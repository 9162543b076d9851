"""The three advocates: each argues for its corner of the frontier with the solver's own numbers.

They read a plan and its alternatives; they change nothing. The reach advocate wants people, the
efficiency advocate a low cost per person, the yield advocate inventory that sells badly anyway.
"""

from __future__ import annotations

from media.plan import Alternative, Fact, MediaPlan, Totals


def argue(plan: MediaPlan) -> tuple[Fact, ...]:
    """What each advocate would gain, and what that costs, against the plan as it stands."""
    return tuple(_case(plan, alternative) for alternative in plan.alternatives)


def _case(plan: MediaPlan, other: Alternative) -> Fact:
    return Fact(
        code=f"advocate_{other.name}",
        values={
            "metric": plan.counted,
            "reach_change": other.totals.people - plan.people,
            "reach_share": _relative(other.totals.people, plan.people),
            "cost_share": _relative(_cost_per_person(other.totals), _plan_cost(plan)),
            "sell_through": round(other.totals.sell_through, 4),
        },
    )


def _cost_per_person(totals: Totals) -> float:
    return totals.budget / totals.people if totals.people else 0.0


def _plan_cost(plan: MediaPlan) -> float:
    return plan.total / plan.people if plan.people else 0.0


def _relative(value: float, base: float) -> float:
    return round(value / base - 1.0, 4) if base else 0.0
