"""Why the plan is as it is, in the solver's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pydantic import JsonValue

from media.money import MICROS, decimal_string
from media.plan import Fact
from media.words import times_of
from optimizer import measure
from optimizer.curves import Bools, Floats
from optimizer.propose.baseline import baseline_of, keeps_rules
from optimizer.propose.corners import Corners, Point
from optimizer.propose.edits import Edit
from optimizer.propose.facts import fact
from optimizer.propose.goals import per_impression
from optimizer.propose.margins import Margins, margins_of
from optimizer.propose.model import Model, spend_for
from optimizer.propose.outcome import micros
from optimizer.propose.room import Best
from optimizer.propose.rules import matching
from optimizer.propose.shadows import shadow_prices

MOST_UNUSED = 4
MOST_FULL = 4
ALL = 0.9995
"""A share from here on is shown as all of it."""


@dataclass(frozen=True)
class Told:
    """All that reasons and warnings are told from."""

    best: Best
    corners: Corners
    point: Point
    edit: Edit | None

    @property
    def model(self) -> Model:
        """The model that was solved."""
        return self.best.model

    @cached_property
    def margins(self) -> Margins:
        """What a step of money brings."""
        return margins_of(self.best, self.point.plan)

    @cached_property
    def shown(self) -> Floats:
        """Impressions per line (N)."""
        return measure.impressions(self.model.plain, self.point.plan.spends)

    def metric(self, metric: str) -> float:
        """A metric of the plan at the medians; costs in currency units, rates as fractions."""
        times = times_of(metric)
        if times > 1:
            reached = measure.reach(self.model.reaching(times), self.point.plan.spends)
            return float(reached.sum())
        plan, lines = self.point.plan, self.model.candidates
        clicks = float(per_impression(lines, "CLICKS") @ self.shown)
        views = float(per_impression(lines, "COMPLETIONS") @ self.shown)
        viewable = float((per_impression(lines, "COMPLETIONS") > 0) @ self.shown)
        values: dict[str, float] = {
            "REACH": plan.reach,
            "IMPRESSIONS": plan.impressions,
            "CLICKS": clicks,
            "COMPLETIONS": views,
            "FREQUENCY": _per(plan.impressions, plan.reach),
            "CPM": _per(1000.0 * plan.total, plan.impressions),
            "CPC": _per(plan.total, clicks),
            "CPCV": _per(plan.total, views),
            "CTR": _per(clicks, plan.impressions),
            "VTR": _per(views, viewable),
        }
        return values[metric]


def reasons_of(told: Told) -> tuple[Fact, ...]:
    """The reasons, the most telling first."""
    return (
        _goal(told),
        *_bargain(told),
        *_unspent(told),
        *_baseline(told),
        *_next_dollar(told),
        *_groups(told),
        *_biggest(told),
        *shadow_prices(told.best, told.margins.step),
        *_full(told),
        *_unused(told),
        *_kept(told),
    )


def _per(value: float, count: float) -> float:
    return value / count if count else 0.0


def _goal(told: Told) -> Fact:
    plan = told.point.plan
    return fact(
        "goal",
        metric=told.model.counted,
        value=round(plan.goal),
        reach=round(plan.reach),
        frequency=round(_per(plan.impressions, plan.reach), 2),
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
        goal_loss=round(1.0 - _per(told.point.plan.goal, best.goal), 5),
        goal_kept_least=round(_per(corners.least, best.goal), 4),
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
        loss = 1.0 - _per(told.point.plan.goal, told.best.plan.goal)
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
        step=_money(margins.step),
        currency=told.model.request.currency,
        more_brings=None if margins.more is None else round(margins.more),
        less_costs=None if margins.less is None else round(margins.less),
        metric=told.model.counted,
    )


def _money(units: float) -> str:
    return decimal_string(round(units * MICROS))


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
        "share": round(_per(spend, plan.total), 4),
        "amount": _money(spend),
        "currency": told.model.request.currency,
        "cpm": round(_per(1000.0 * spend, shown) or _cheapest(told, mine), 4),
        "plan_cpm": round(_per(1000.0 * plan.total, plan.impressions), 4),
        "next_per_step": round(_next(told, mine)),
        "step": _money(told.margins.step),
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


def _biggest(told: Told) -> Iterator[Fact]:
    plan = told.point.plan
    if int((plan.spends > 0).sum()) < 2:
        return
    i = int(np.argmax(plan.spends))
    line = told.model.candidates[i]
    yield fact(
        "biggest_line",
        line=line.id, market=line.market, format=line.format, channel=line.channel,
        share=round(_per(float(plan.spends[i]), plan.total), 4),
        amount=_money(float(plan.spends[i])),
        currency=told.model.request.currency,
        cpm=round(_per(1000.0 * float(plan.spends[i]), float(told.shown[i])), 4),
        plan_cpm=round(_per(1000.0 * plan.total, plan.impressions), 4),
        why=_why_biggest(told, i),
    )  # fmt: skip


def _why_biggest(told: Told, i: int) -> str:
    problem = told.model.problem
    used = told.point.plan.spends > 0
    prices = told.best.solution.prices.rows
    asked = [r.row.lines for r, p in zip(told.model.rules, prices, strict=True) if p < 0]
    if any(i in lines for lines in asked):
        return "rule"
    if problem.cpm[i] <= problem.cpm[used].min():
        return "cheapest"
    people = (problem.curves.ceiling * problem.population[problem.market])[problem.pool]
    return "most_people" if people[i] >= people[used].max() else "balance"


def _full(told: Told) -> Iterator[Fact]:
    """Lines that would take more if there were more of them: the most wanting first."""
    model, spends = told.model, told.point.plan.spends
    problem, more = model.problem, told.margins.more or 0.0
    top = (spends > 0) & (spends >= problem.upper - problem.unit)
    top &= problem.upper < problem.budget_high * (1 - 1e-6)
    extra = told.margins.lines - more
    for i in _ranked(top & (extra > 0), extra)[:MOST_FULL]:
        line = model.candidates[i]
        yield fact(
            "line_full",
            line=line.id, market=line.market, format=line.format, channel=line.channel,
            amount=_money(float(spends[i])), currency=model.request.currency,
            limit=_limit(told, i), extra_per_step=round(float(extra[i])),
            step=_money(told.margins.step), metric=model.counted,
        )  # fmt: skip


def _limit(told: Told, i: int) -> str:
    line = told.model.candidates[i]
    guards = [c.where for c in told.model.request.constraints if c.kind == "protect"]
    if any(i in matching(told.model.candidates, where) for where in guards):
        return "protected"
    most = line.max_spend
    return "max_spend" if most and most / MICROS <= spend_for(line, line.avails) else "avails"


def _unused(told: Told) -> Iterator[Fact]:
    """Lines without money, the nearest to being worth it first."""
    model, step = told.model, told.margins.step
    off = told.point.plan.spends <= 0
    first = _first_step(told)
    for i in _ranked(off, first)[:MOST_UNUSED]:
        line = model.candidates[i]
        yield fact(
            "not_used",
            line=line.id, market=line.market, format=line.format, channel=line.channel,
            why=_why_unused(told, i, float(first[i])), first_step_brings=round(float(first[i])),
            plan_step_brings=round(told.margins.more or 0.0), step=_money(step),
            currency=model.request.currency, metric=model.counted,
        )  # fmt: skip


def _first_step(told: Told) -> Floats:
    """What each line (N) brings per step when it is bought at its minimum spend."""
    model, plan, step = told.model, told.point.plan, told.margins.step
    least = np.maximum(model.problem.lower, step)
    gains = []
    for i in range(len(least)):
        spends = plan.spends.copy()
        spends[i] += least[i]
        gains.append((measure.value(model.problem, spends) - plan.goal) * step / least[i])
    return np.array(gains, float)


def _why_unused(told: Told, i: int, first: float) -> str:
    if told.model.problem.upper[i] <= 0:
        return "sold_out"
    return "costs_more" if first <= (told.margins.more or 0.0) else "minimum"


def _ranked(mask: Bools, values: Floats) -> list[int]:
    order = np.argsort(-values, kind="stable")
    return [int(i) for i in order if mask[i]]


def _kept(told: Told) -> Iterator[Fact]:
    if told.edit is None:
        return
    lines = {*told.model.request.previous}
    before = len(lines & {c.id for c in told.model.candidates})
    kept = before - _moved(told)
    if kept <= 0:
        return
    loss = 1.0 - _per(told.point.plan.goal, told.corners.chosen.plan.goal)
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
