"""Why lines got what they got: the biggest, the full ones, and those that are left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from media.money import MICROS
from media.plan import Fact
from optimizer import measure
from optimizer.curves import Bools, Floats
from optimizer.propose.facts import fact
from optimizer.propose.model import spend_for
from optimizer.propose.rules import matching
from optimizer.propose.told import Told, money, per

MOST_UNUSED = 4
MOST_FULL = 4
BROKEN = 1e-6
"""A rule that is missed by more than this of its size is broken."""


def biggest(told: Told) -> Iterator[Fact]:
    """The line with the most money, where there are several."""
    plan = told.point.plan
    if int((plan.spends > 0).sum()) < 2:
        return
    i = int(np.argmax(plan.spends))
    line = told.model.candidates[i]
    yield fact(
        "biggest_line",
        line=line.id, market=line.market, format=line.format, channel=line.channel,
        share=round(per(float(plan.spends[i]), plan.total), 4),
        amount=money(float(plan.spends[i])),
        currency=told.model.request.currency,
        cpm=round(per(1000.0 * float(plan.spends[i]), float(told.shown[i])), 4),
        plan_cpm=round(per(1000.0 * plan.total, plan.impressions), 4),
        why=_why_biggest(told, i),
    )  # fmt: skip


def _why_biggest(told: Told, i: int) -> str:
    problem, spends = told.model.problem, told.point.plan.spends
    used = spends > 0
    prices = told.best.solution.prices.rows
    asked = [r.row.lines for r, p in zip(told.model.rules, prices, strict=True) if p < 0]
    if any(i in lines for lines in asked):
        return "rule"
    if told.shown[i] / spends[i] >= (told.shown[used] / spends[used]).max():
        return "cheapest"
    people = (problem.curves.ceiling * problem.population[problem.market])[problem.pool]
    return "most_people" if people[i] >= people[used].max() else "balance"


def full(told: Told) -> Iterator[Fact]:
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
            amount=money(float(spends[i])), currency=model.request.currency,
            limit=_limit(told, i), extra_per_step=round(float(extra[i])),
            step=money(told.margins.step), metric=model.counted,
        )  # fmt: skip


def _limit(told: Told, i: int) -> str:
    line = told.model.candidates[i]
    guards = [c.where for c in told.model.request.constraints if c.kind == "protect"]
    if any(i in matching(told.model.candidates, where) for where in guards):
        return "protected"
    most = line.max_spend
    return "max_spend" if most and most / MICROS <= spend_for(line, line.avails) else "avails"


def unused(told: Told) -> Iterator[Fact]:
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
            plan_step_brings=round(told.margins.more or 0.0), step=money(step),
            currency=model.request.currency, metric=model.counted,
            sell_through=round(float(model.sell_through[i]), 4),
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
    problem, plan = told.model.problem, told.point.plan
    if problem.upper[i] <= 0:
        return "sold_out"
    if first <= (told.margins.more or 0.0):
        return "costs_more"
    if told.edit is not None and told.corners.chosen.plan.spends[i] > 0:
        return "few_changes"
    if told.best.plan.spends[i] > 0:
        fast = told.model.sell_through[i] > plan.sell_through
        return "sells_fast" if fast else "alike"
    if _ruled_out(told, i):
        return "rule"
    return "minimum" if problem.lower[i] > told.margins.step else "alike"


def _ruled_out(told: Told, i: int) -> bool:
    """Whether a rule would break if the line took its least spend from all others."""
    problem, plan = told.model.problem, told.point.plan
    least = min(max(float(problem.lower[i]), told.margins.step), plan.total)
    spends = plan.spends * (1.0 - least / plan.total)
    spends[i] += least
    return bool((measure.row_misses(problem, spends) > BROKEN).any())


def _ranked(mask: Bools, values: Floats) -> list[int]:
    order = np.argsort(-values, kind="stable")
    return [int(i) for i in order if mask[i]]
