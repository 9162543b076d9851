"""The numbers of a Brief that can be another: budget, shares, amounts, targets, frequency cap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from media.money import MICROS
from optimizer.propose.request import PlanRequest
from optimizer.propose.rules import is_ceiling

FAR = 200
"""How many more impressions than asked a frequency cap is tried with."""
MANY = 1000.0
"""How many times its value a cost or a frequency is tried with."""
SHARE_GRAIN = 0.005
NEARLY = 1e-3
"""Of a step: what a solver's answer may be off by."""


Change = Callable[[PlanRequest, float], PlanRequest]
"""The request with another value of a number."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One number of the Brief: where, its value now and at its loosest, and how to change it.

    It comes in steps of `grain` from now on.
    """

    pointer: str
    kind: str
    about: str
    now: float
    loosest: float
    change: Change
    grain: float
    money: bool = False

    @property
    def way(self) -> float:
        """1 where more is looser, -1 where less is."""
        return 1.0 if self.loosest > self.now else -1.0

    def freed(self, request: PlanRequest) -> PlanRequest:
        """The request with this number at its loosest; where less is looser, with any budget."""
        if self.kind == "budget" and self.way < 0:
            return replace(request, at_most=True)
        return self.change(request, self.loosest)

    def beyond(self, value: float) -> int:
        """The first step that is no tighter than a value; what rounds to a step is that step."""
        return max(1, int(np.ceil(self.way * (value - self.now) / self.grain - NEARLY)))

    def at(self, step: int) -> float:
        """The value so many grains towards the loosest."""
        value = round(self.now + self.way * step * self.grain, 9)
        return min(value, self.loosest) if self.way > 0 else max(value, self.loosest)


def levers(request: PlanRequest) -> Iterator[Lever]:
    """Every number of the request that can be loosened."""
    yield from budget_levers(request)
    for i in range(len(request.constraints)):
        yield from _constraint_levers(request, i)
    for i, kpi in enumerate(request.kpis):
        loosest = MANY * kpi.value if is_ceiling(kpi) else 0.0
        yield Lever(
            f"/kpis/{i}/value", "kpi", kpi.metric, kpi.value, loosest,
            _kpi_change(i), _grain(kpi.value),
        )  # fmt: skip
    if request.frequency_cap is not None:
        now = request.frequency_cap.impressions
        yield Lever(
            "/frequency_cap/impressions", "frequency_cap", request.frequency_cap.per,
            now, now + FAR, _cap_change, 1.0,
        )  # fmt: skip


def budget_levers(request: PlanRequest) -> Iterator[Lever]:
    """More money, up to twice what rules and minimums name, and less, down to next to nothing."""
    times = float(request.periods)
    now = request.budget / MICROS / times
    rules = (rule for rule in request.constraints if rule.kind == "amount")
    floors = sum(rule.min or 0 for rule in rules) / MICROS
    least = sum(c.min_spend for c in request.candidates) / MICROS
    most = 2.0 * max(now, floors / times, least / times)
    for loosest in (most, 0.02 * now):
        yield Lever(
            "/budget/amount", "budget", "" if request.period == "total" else request.period,
            now, loosest, _budget_change, _money_grain(request, now), money=True,
        )  # fmt: skip


def _constraint_levers(request: PlanRequest, i: int) -> Iterator[Lever]:
    rule = request.constraints[i]
    if rule.kind not in ("share", "amount"):
        return
    money = rule.kind == "amount"
    for side in ("min", "max"):
        bound = rule.min if side == "min" else rule.max
        if bound is None:
            continue
        most = max(request.budget / MICROS, bound / MICROS) if money else 1.0
        yield Lever(
            f"/constraints/{i}/{side}", rule.kind, str(rule.where),
            bound / MICROS if money else float(bound), 0.0 if side == "min" else most,
            _constraint_change(i, side),
            _money_grain(request, request.budget / MICROS) if money else SHARE_GRAIN, money=money,
        )  # fmt: skip


def _grain(value: float) -> float:
    """A thousandth to a hundredth of a number, as a power of ten."""
    return float(10.0 ** (np.floor(np.log10(max(value, 1e-9))) - 2))


def _money_grain(request: PlanRequest, amount: float) -> float:
    return max(_grain(amount), request.unit / MICROS)


def whole_micros(request: PlanRequest, value: float) -> int:
    """An amount in micros, in whole units."""
    return round(value * MICROS / request.unit) * request.unit


def _budget_change(request: PlanRequest, value: float) -> PlanRequest:
    """The whole plan's budget when that of one period is another, as the Brief would be read."""
    whole = int(whole_micros(request, value) * request.periods)
    return replace(request, budget=whole // request.unit * request.unit)


def _cap_change(request: PlanRequest, value: float) -> PlanRequest:
    cap = request.frequency_cap
    assert cap is not None
    other = cap.model_copy(update={"impressions": round(value)})
    return replace(request, frequency_cap=other)


def _kpi_change(i: int) -> Change:
    def change(request: PlanRequest, value: float) -> PlanRequest:
        kpis = list(request.kpis)
        kpis[i] = kpis[i].model_copy(update={"value": value})
        return replace(request, kpis=tuple(kpis))

    return change


def _constraint_change(i: int, side: str) -> Change:
    def change(request: PlanRequest, value: float) -> PlanRequest:
        rules = list(request.constraints)
        money = rules[i].kind == "amount"
        to = whole_micros(request, value) if money else value
        rules[i] = rules[i].model_copy(update={side: to})
        return replace(request, constraints=tuple(rules))

    return change
