"""Why the plan is as it is, in the solver's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import JsonValue

from media.money import decimal_string
from media.plan import Fact
from optimizer.curves import Bools
from optimizer.propose.baseline import baseline_of, keeps_rules
from optimizer.propose.facts import fact
from optimizer.propose.line_reasons import biggest, full, unused
from optimizer.propose.outcome import micros
from optimizer.propose.shadows import shadow_prices
from optimizer.propose.told import Told, money, per

ALL = 0.9995
"""A share from here on is shown as all of it."""


def reasons_of(told: Told) -> tuple[Fact, ...]:
    """The reasons, the most telling first."""
    return (
        _goal(told),
        *_bargain(told),
        *_unspent(told),
        *_baseline(told),
        *_next_dollar(told),
        *_groups(told),
        *biggest(told),
        *shadow_prices(told.best, told.margins.step),
        *full(told),
        *unused(told),
        *_kept(told),
    )


def _goal(told: Told) -> Fact:
    plan = told.point.plan
    return fact(
        "goal",
        metric=told.model.counted,
        value=round(plan.goal),
        reach=round(plan.reach),
        frequency=round(per(plan.impressions, plan.reach), 2),
        gap=round(told.point.solution.gap, 6),
    )


def _bargain(told: Told) -> Iterator[Fact]:
    corners, best = told.corners, told.best.plan
    if corners.how == "goal":
        return
    yield fact(
        corners.how,
        priority=told.model.request.priority or "balanced",
        metric=told.model.counted,
        goal_loss=round(1.0 - per(told.point.plan.goal, best.goal), 5),
        goal_kept_least=round(per(corners.least, best.goal), 4),
        sell_through=round(told.point.plan.sell_through, 4),
        sell_through_best_goal=round(best.sell_through, 4),
    )


def _unspent(told: Told) -> Iterator[Fact]:
    model, request = told.model, told.model.request
    spent = sum(micros(model, spend) for spend in told.point.plan.spends.tolist())
    rest = request.budget - spent
    if rest <= 0:
        return
    amount = decimal_string(rest)
    if told.corners.how == "corner" and request.priority == "efficiency" and not told.best.short:
        loss = 1.0 - per(told.point.plan.goal, told.best.plan.goal)
        yield fact(
            "saved",
            amount=amount, currency=request.currency,
            goal_loss=round(loss, 5), metric=model.counted,
        )  # fmt: skip
        return
    yield fact("unspent", amount=amount, currency=request.currency, why=_why_unspent(told))


def _why_unspent(told: Told) -> str:
    spends, upper = told.point.plan.spends, told.model.problem.upper
    if bool(np.all(spends >= upper * (1 - 1e-3))):
        return "avails"
    return "frequency_cap" if told.model.request.frequency_cap is not None else "rules"


def _baseline(told: Told) -> Iterator[Fact]:
    habit = baseline_of(told.model, told.point.plan.total)
    if habit is None or habit.goal <= 0:
        return
    yield fact(
        "baseline_gain",
        metric=told.model.counted,
        gain=round(told.point.plan.goal / habit.goal - 1.0, 4),
        value=round(told.point.plan.goal),
        baseline_value=round(habit.goal),
        baseline_keeps_rules=keeps_rules(told.model, habit),
    )


def _next_dollar(told: Told) -> Iterator[Fact]:
    margins = told.margins
    if margins.more is None and margins.less is None:
        return
    yield fact(
        "next_dollar",
        step=money(margins.step),
        currency=told.model.request.currency,
        more_brings=None if margins.more is None else round(margins.more),
        less_costs=None if margins.less is None else round(margins.less),
        metric=told.model.counted,
    )


def _groups(told: Told) -> Iterator[Fact]:
    """Shares of formats, channels and markets where there are several to choose from.

    One that has all of it is left out: its price would be compared with itself.
    """
    for key in ("format", "channel", "market"):
        names = [str(getattr(c, key)) for c in told.model.candidates]
        shares = [_group(told, key, name, names) for name in dict.fromkeys(names)]
        if len(shares) > 1:
            some = [share for share in shares if _share(share) < ALL]
            yield from sorted(some, key=_share, reverse=True)


def _share(group: Fact) -> float:
    share = group.values["share"]
    assert isinstance(share, float)
    return share


def _group(told: Told, key: str, name: str, names: list[str]) -> Fact:
    mine = np.array([n == name for n in names], bool)
    plan = told.point.plan
    spend, shown = float(plan.spends[mine].sum()), float(told.shown[mine].sum())
    values: dict[str, JsonValue] = {
        key: name,
        "share": round(per(spend, plan.total), 4),
        "amount": money(spend),
        "currency": told.model.request.currency,
        "cpm": round(per(1000.0 * spend, shown) or _cheapest(told, mine), 4),
        "plan_cpm": round(per(1000.0 * plan.total, plan.impressions), 4),
        "next_per_step": round(_next(told, mine)),
        "step": money(told.margins.step),
        "metric": told.model.counted,
    }
    return fact(f"{key}_share", **values)


def _cheapest(told: Told, mine: Bools) -> float:
    """The lowest CPM of lines that are not bought."""
    return float(told.model.problem.cpm[mine].min())


def _next(told: Told, mine: Bools) -> float:
    """What a step more brings on the best line of a group that has room for it."""
    room = told.model.problem.upper - told.point.plan.spends >= told.margins.step
    open_ = mine & room
    return float(told.margins.lines[open_ if open_.any() else mine].max())


def _kept(told: Told) -> Iterator[Fact]:
    if told.edit is None:
        return
    lines = {*told.model.request.previous}
    before = len(lines & {c.id for c in told.model.candidates})
    kept = before - _moved(told)
    if kept <= 0:
        return
    loss = 1.0 - per(told.point.plan.goal, told.corners.chosen.plan.goal)
    yield fact(
        "kept_lines",
        kept=kept, changed=told.edit.changed,
        fewest_proven=told.edit.fewest, goal_loss=round(max(loss, 0.0), 6),
    )  # fmt: skip


def _moved(told: Told) -> int:
    """Lines of the previous version whose budget is another now."""
    previous, spends = told.model.request.previous, told.point.plan.spends.tolist()
    pairs = zip(told.model.candidates, spends, strict=True)
    return sum(c.id in previous and previous[c.id] != micros(told.model, s) for c, s in pairs)
