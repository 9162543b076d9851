"""Why there is no plan: the rules that clash, and the smallest changes of the Brief that end it.

Every relaxation was tried: the request was changed at one place and found to have a plan. Its
value is rounded towards the looser side, so that it still has one when a person says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from media.errors import Infeasible
from media.money import MICROS, decimal_string
from media.plan import Fact
from optimizer.allocate import solve
from optimizer.clash import Rule as Clashing
from optimizer.clash import clash
from optimizer.propose.facts import fact
from optimizer.propose.model import Model, model_of
from optimizer.propose.request import PlanRequest
from optimizer.propose.rules import matching

FAR = 200
"""How many more impressions than asked a frequency cap is tried with."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One number of the Brief: where, its value now and at its loosest, and how to change it."""

    pointer: str
    kind: str
    about: str
    now: float
    loosest: float
    change: Callable[[float], PlanRequest]
    grain: float
    money: bool = False

    @property
    def steps(self) -> int:
        """How many grains lie between now and the loosest."""
        return int(np.ceil(abs(self.loosest - self.now) / self.grain - 1e-9))

    def at(self, step: int) -> float:
        """The value so many grains towards the loosest."""
        way = 1.0 if self.loosest > self.now else -1.0
        value = round(self.now + way * step * self.grain, 9)
        return min(value, self.loosest) if way > 0 else max(value, self.loosest)


def infeasible(model: Model) -> Infeasible:
    """The error for a model without a plan, rules in words and relaxations as Facts."""
    hard = model.with_rules([rule for rule in model.rules if not rule.wish])
    if not (hard.problem.upper > 0).any():
        return _nothing_to_buy(hard)
    found = clash(hard.problem, [c.id for c in hard.candidates])
    words = _all_words(hard, found)
    relaxations = tuple(_relaxations(hard, found))
    said = "; ".join(words) or "the budget, the rules and the lines' minimum spends"
    choices = "; ".join(str(r.values["words"]) for r in relaxations)
    remedy = f"Any one of these would do: {choices}." if choices else "Loosen one of them."
    return Infeasible(f"These rules cannot all hold: {said}.", remedy, words, relaxations)


def _nothing_to_buy(model: Model) -> Infeasible:
    """No line is open: sold out, or every minimum spend is above the budget."""
    lever = next(lever for lever in _budget_levers(model.request, model) if lever.loosest > 0)
    step = _least_step(lever)
    if step is None:
        return Infeasible(
            "Nothing is left to buy for this brief.",
            "Allow other dates, formats, channels or places.",
            ("avails",),
        )
    relaxation = _relaxation(model.request, lever, step)
    return Infeasible(
        "The budget is below every line's minimum spend.",
        f"The least that works is {relaxation.values['words']}.",
        (_budget_words(model.request), "the lines' minimum spends"),
        (relaxation,),
    )


def _budget_words(request: PlanRequest) -> str:
    return f"a budget of {request.currency} {decimal_string(request.budget)}"


def possible(request: PlanRequest) -> bool:
    """Whether a request has a plan that keeps its hard rules."""
    model = model_of(request)
    hard = model.with_rules([rule for rule in model.rules if not rule.wish])
    problem = replace(hard.problem, unit=0.0)
    return solve(problem, gap=0.5, time_limit=1.0).status != "infeasible"


def _all_words(model: Model, found: tuple[Clashing, ...]) -> tuple[str, ...]:
    """The rules in words; what many lines or places have in common is said once."""
    bounds = [r for r in found if r.kind == "max"]
    caps = [r for r in found if r.kind == "row" and model.rules[r.index].physical]
    words: dict[str, None] = {}
    for rule in found:
        said = _words(model, rule)
        if rule in bounds and len(bounds) > NAMED and said.startswith(BUYABLE):
            said = f"{BUYABLE} {len(bounds)} lines"
        if rule in caps and len(caps) > NAMED:
            said = said.removesuffix(model.rules[rule.index].about) + f"{len(caps)} places"
        words[said] = None
    return tuple(words)


BUYABLE = "what can be bought of"
NAMED = 3
"""More lines or places than this are counted instead of named."""


def _words(model: Model, rule: Clashing) -> str:
    request = model.request
    if rule.kind == "row":
        return model.rules[rule.index].words
    if rule.kind == "budget":
        return _budget_words(request)
    line = model.candidates[rule.index]
    if rule.kind == "min":
        least = f"{request.currency} {decimal_string(line.min_spend)}"
        return f"the minimum spend of {least} for {line.id}"
    excluded = [c for c in request.constraints if c.kind == "exclude"]
    barred = [c for c in excluded if rule.index in matching(request.candidates, c.where)]
    return f"no {barred[0].where}" if barred else f"{BUYABLE} {line.id}"


def _relaxations(model: Model, found: tuple[Clashing, ...]) -> Iterator[Fact]:
    wanted = {model.rules[rule.index].pointer for rule in found if rule.kind == "row"}
    if not found or any(rule.kind in ("budget", "min") for rule in found):
        wanted.add("/budget/amount")
    if not found:
        wanted.update(rule.pointer for rule in model.rules)
    for lever in _levers(model.request, model):
        if lever.pointer in wanted:
            step = _least_step(lever)
            if step is not None:
                yield _relaxation(model.request, lever, step)


def _least_step(lever: Lever) -> int | None:
    """The fewest steps that make the request possible, by bisection; None when none does."""
    if lever.now == lever.loosest or not possible(lever.change(lever.at(lever.steps))):
        return None
    near, far = 0, lever.steps
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if possible(lever.change(lever.at(middle))) else (middle, far)
    return far


def _levers(request: PlanRequest, model: Model) -> Iterator[Lever]:
    yield from _budget_levers(request, model)
    for i in range(len(request.constraints)):
        yield from _constraint_levers(request, i)
    for i, kpi in enumerate(request.kpis):
        loosest = kpi.value * 10.0 if kpi.op == "<=" or kpi.metric.startswith("CP") else 0.0
        yield Lever(
            f"/kpis/{i}/value", "kpi", kpi.metric, kpi.value, loosest,
            _kpi_change(request, i), _grain(kpi.value),
        )  # fmt: skip
    if request.frequency_cap is not None:
        now = request.frequency_cap.impressions
        yield Lever(
            "/frequency_cap/impressions", "frequency_cap", request.frequency_cap.per,
            now, now + FAR, _cap_change(request), 1.0,
        )  # fmt: skip


def _budget_levers(request: PlanRequest, model: Model) -> Iterator[Lever]:
    """Less or more money, down to next to nothing and up to twice what rules and minimums name."""
    times = float(request.periods)
    now = request.budget / MICROS / times
    floors = [float(f) for f in model.problem.rows.lower if 0 < f < float("inf")]
    least = sum(c.min_spend for c in request.candidates) / MICROS
    most = 2.0 * max(now, sum(floors) / times, least / times)
    for loosest in (most, 0.02 * now):
        yield Lever(
            "/budget/amount", "budget", "" if request.period == "total" else request.period,
            now, loosest, _budget_change(request), _money_grain(request, now), money=True,
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
            _constraint_change(request, i, side),
            _money_grain(request, request.budget / MICROS) if money else SHARE_GRAIN, money=money,
        )  # fmt: skip


SHARE_GRAIN = 0.005


def _grain(value: float) -> float:
    """A thousandth to a hundredth of a number, as a power of ten."""
    return float(10.0 ** (np.floor(np.log10(max(value, 1e-9))) - 2))


def _money_grain(request: PlanRequest, amount: float) -> float:
    return max(_grain(amount), request.unit / MICROS)


def _whole_micros(request: PlanRequest, value: float) -> int:
    return round(value * MICROS / request.unit) * request.unit


def _budget_change(request: PlanRequest) -> Callable[[float], PlanRequest]:
    """The whole plan's budget when that of one period is another, as the Brief would be read."""

    def change(value: float) -> PlanRequest:
        whole = int(_whole_micros(request, value) * request.periods)
        return replace(request, budget=whole // request.unit * request.unit)

    return change


def _cap_change(request: PlanRequest) -> Callable[[float], PlanRequest]:
    cap = request.frequency_cap
    assert cap is not None
    return lambda value: replace(
        request, frequency_cap=cap.model_copy(update={"impressions": round(value)})
    )


def _kpi_change(request: PlanRequest, i: int) -> Callable[[float], PlanRequest]:
    def change(value: float) -> PlanRequest:
        kpis = list(request.kpis)
        kpis[i] = kpis[i].model_copy(update={"value": value})
        return replace(request, kpis=tuple(kpis))

    return change


def _constraint_change(request: PlanRequest, i: int, side: str) -> Callable[[float], PlanRequest]:
    def change(value: float) -> PlanRequest:
        rules = list(request.constraints)
        money = rules[i].kind == "amount"
        to = _whole_micros(request, value) if money else value
        rules[i] = rules[i].model_copy(update={side: to})
        return replace(request, constraints=tuple(rules))

    return change


def _relaxation(request: PlanRequest, lever: Lever, step: int) -> Fact:
    value, before = lever.at(step), lever.now
    shown: str | float
    was: str | float
    if lever.money:
        shown = decimal_string(_whole_micros(request, value))
        was = decimal_string(_whole_micros(request, before))
    else:
        digits = None if lever.kind == "frequency_cap" else 6
        shown, was = round(value, digits), round(before, digits)
    words = _said(request, lever, value, str(shown))
    return fact(
        "relax",
        pointer=lever.pointer,
        value=shown,
        before=was,
        kind=lever.kind,
        about=lever.about,
        words=words,
    )


def _said(request: PlanRequest, lever: Lever, value: float, shown: str) -> str:
    side = lever.pointer.rsplit("/", 1)[1]
    towards = {"min": "at least", "max": "at most"}.get(side, "")
    if lever.kind == "budget":
        per = f" a {lever.about}" if lever.about else ""
        return f"a budget of {request.currency} {shown}{per}"
    if lever.kind == "share":
        return f"{lever.about} {towards} {value:.1%} of the total"
    if lever.kind == "amount":
        return f"{lever.about} {towards} {request.currency} {shown}"
    if lever.kind == "frequency_cap":
        return f"a frequency cap of {shown} a {lever.about}"
    return f"{lever.about} of {value:.6g}"
