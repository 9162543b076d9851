"""Why there is no plan: the rules that clash, and the smallest changes of the Brief that end it.

Every relaxation was tried: the request was changed at one place and found to have a plan. Its
value is rounded towards the looser side, so that it still has one when a person says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from media.brief import Where
from media.errors import Infeasible
from media.money import MICROS, Money, decimal_string
from media.plan import Fact
from media.sentences import Sentence, Share, joined
from media.stored import stored
from optimizer.clash import Rule as Clashing
from optimizer.clash import clash
from optimizer.propose.facts import fact
from optimizer.propose.model import Model, model_of
from optimizer.propose.request import PlanRequest
from optimizer.propose.rules import matching
from optimizer.propose.supply import boundless, fits, underspent
from optimizer.propose.wording import bounded, budgeted, capped, line_named, named, targeted

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
    hard = _hard(model)
    if not (hard.problem.upper > 0).any():
        return _nothing_to_buy(hard)
    problem = underspent(hard) if fits(boundless(hard)) else hard.problem
    found = clash(problem, [c.id for c in hard.candidates])
    words = _all_words(hard, found)
    ways_out = dict(_relaxations(hard, found))
    everything = Sentence("the budget, the rules and the lines' minimum spends")
    return Infeasible(
        "These rules cannot all hold: {clashing}.",
        "Any one of these would do: {choices}." if ways_out else "Loosen one of them.",
        words,
        tuple(ways_out.values()),
        clashing=joined(words, "; ") if words else everything,
        choices=joined(tuple(ways_out), "; "),
    )


def _nothing_to_buy(model: Model) -> Infeasible:
    """No line is open: sold out, or every minimum spend is above the budget."""
    lever = next(lever for lever in _budget_levers(model.request, model) if lever.loosest > 0)
    step = _least_step(lever)
    if step is None:
        return Infeasible(
            "Nothing is left to buy for this brief.",
            "Allow other dates, formats, channels or places.",
            (Sentence("what can be bought"),),
        )
    words, relaxation = _relaxation(model.request, lever, step)
    return Infeasible(
        "The budget is below every line's minimum spend.",
        "The least that works is {choice}.",
        (_budget_words(model.request), Sentence("the lines' minimum spends")),
        (relaxation,),
        choice=words,
    )


def _budget_words(request: PlanRequest) -> Sentence:
    return budgeted(Money(request.budget, request.currency), "total")


def possible(request: PlanRequest) -> bool:
    """Whether a request has a plan that keeps its hard rules, even one that spends less."""
    model = _hard(model_of(request))
    if fits(replace(model.problem, unit=0.0)):
        return True
    return fits(boundless(model)) and fits(replace(underspent(model), unit=0.0))


def _hard(model: Model) -> Model:
    """The model without its wishes."""
    return model.with_rules([rule for rule in model.rules if not rule.wish])


def _all_words(model: Model, found: tuple[Clashing, ...]) -> tuple[Sentence, ...]:
    """The rules in words; what many lines or places have in common is said once."""
    rows = [model.rules[r.index] for r in found if r.kind == "row"]
    lines = {
        "min": sum(rule.kind == "min" for rule in found),
        "max": sum(rule.kind == "max" and not _barred(model, rule.index) for rule in found),
    }
    places = sum(rule.physical for rule in rows)
    return tuple(dict.fromkeys(_words(model, rule, lines, places) for rule in found))


NAMED = 3
"""More lines or places than this are counted instead of named."""


def _words(model: Model, rule: Clashing, lines: Mapping[str, int], places: int) -> Sentence:
    """One rule, where so many `lines` have a bound of a kind, and so many `places` are capped."""
    request = model.request
    if rule.kind == "budget":
        return _budget_words(request)
    if rule.kind == "row":
        row, cap = model.rules[rule.index], request.frequency_cap
        if row.physical and cap is not None and places > NAMED:
            return capped(cap, Sentence("{count} places", count=places))
        return row.words
    line = model.candidates[rule.index]
    if rule.kind == "min" and lines["min"] > NAMED:
        return Sentence("the minimum spends of {count} lines", count=lines["min"])
    if rule.kind == "min":
        least = Money(line.min_spend, request.currency)
        phrase = "the minimum spend of {amount} for {line}"
        return Sentence(phrase, amount=least, line=line_named(line))
    barred = _barred(model, rule.index)
    if barred is not None:
        return Sentence("no {what}", what=named(barred))
    if lines["max"] > NAMED:
        return Sentence("what can be bought of {count} lines", count=lines["max"])
    return Sentence("what can be bought of {line}", line=line_named(line))


def _barred(model: Model, line: int) -> Where | None:
    """What the Brief excludes that the line is part of."""
    request = model.request
    excluded = (c for c in request.constraints if c.kind == "exclude")
    found = (c.where for c in excluded if line in matching(request.candidates, c.where))
    return next(found, None)


def _relaxations(model: Model, found: tuple[Clashing, ...]) -> Iterator[tuple[Sentence, Fact]]:
    """Each way out, in words and as a Fact."""
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
    """Less or more money, down to next to nothing and up to twice what rules and minimums name;
    and just what the amounts of the Brief add up to, since exact parts leave one whole alone.
    """
    times = float(request.periods)
    now = request.budget / MICROS / times
    floors = [float(f) for f in model.problem.rows.lower if 0 < f < float("inf")]
    least = sum(c.min_spend for c in request.candidates) / MICROS
    most = 2.0 * max(now, sum(floors) / times, least / times)
    for loosest in (most, 0.02 * now, *(total / MICROS / times for total in _totals(request))):
        yield Lever(
            "/budget/amount", "budget", "" if request.period == "total" else request.period,
            now, loosest, _budget_change(request), _money_grain(request, now), money=True,
        )  # fmt: skip


def _totals(request: PlanRequest) -> list[int]:
    """What amounts for things of one kind (all markets, all formats) add up to, in micros."""
    sums: dict[tuple[object, ...], int] = {}
    for rule in request.constraints:
        if rule.kind == "amount":
            kind = tuple(key for key, value in rule.where if value is not None)
            for side, bound in (("min", rule.min), ("max", rule.max)):
                sums[side, *kind] = sums.get((side, *kind), 0) + (bound or 0)
    return sorted({total for total in sums.values() if total > 0})


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


def _relaxation(request: PlanRequest, lever: Lever, step: int) -> tuple[Sentence, Fact]:
    value, before = lever.at(step), lever.now
    shown: str | float
    was: str | float
    if lever.money:
        shown = decimal_string(_whole_micros(request, value))
        was = decimal_string(_whole_micros(request, before))
    else:
        digits = None if lever.kind == "frequency_cap" else 6
        shown, was = round(value, digits), round(before, digits)
    words = _said(request, lever, value)
    return words, fact(
        "relax",
        pointer=lever.pointer,
        value=shown,
        before=was,
        kind=lever.kind,
        about=lever.about,
        words=stored(words),
    )


def _said(request: PlanRequest, lever: Lever, value: float) -> Sentence:
    """The number of the Brief as it would have to be."""
    _, slot, *path = lever.pointer.split("/")
    if slot == "budget":
        return budgeted(Money(_whole_micros(request, value), request.currency), request.period)
    if slot == "kpis":
        kpi = request.kpis[int(path[0])]
        return targeted(kpi.model_copy(update={"value": value}), request.currency)
    if slot == "frequency_cap":
        return _cap_words(lever.about, round(value))
    rule = request.constraints[int(path[0])]
    if path[1] == "min" and value <= 0:
        return Sentence("no minimum for {what}", what=named(rule.where))
    money = Money(_whole_micros(request, value), request.currency)
    return bounded(rule.where, path[1], money if lever.money else Share(round(value, 6)))


def _cap_words(per: str, count: int) -> Sentence:
    return Sentence("a frequency cap of {value} per {per}", value=count, per=Sentence(per))
