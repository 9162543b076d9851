"""Shadow prices: what the Brief's binding rules cost, in the goal's counts."""

from __future__ import annotations

from collections.abc import Iterator

from media.money import MICROS, decimal_string
from media.plan import Fact
from optimizer import measure
from optimizer.propose.facts import fact
from optimizer.propose.room import Best
from optimizer.propose.rules import Rule

POINT = 0.01
"""A share is priced per percentage point, a KPI target per hundredth of itself."""
TELLING = 2e-5
"""Of the goal: a rule that costs less per step is not worth a sentence."""


def shadow_prices(best: Best, step: float) -> Iterator[Fact]:
    """What easing each binding rule by one step would bring, the dearest first."""
    prices = best.solution.prices.rows.tolist()
    priced = [
        (_brings(best, rule, abs(price), step), rule)
        for rule, price in zip(best.model.rules, prices, strict=True)
        if price != 0.0 and not rule.wish
    ]
    for brings, rule in sorted(priced, key=lambda pair: -pair[0]):
        if brings >= TELLING * best.plan.goal:
            yield _shadow(best, rule, brings, step)


def _shadow(best: Best, rule: Rule, brings: float, step: float) -> Fact:
    return fact(
        "shadow_price",
        pointer=rule.pointer,
        kind=rule.kind,
        about=rule.about,
        side=rule.side,
        bound=_shown(rule, rule.bound),
        step=_shown(rule, _step(rule, step)),
        brings=round(brings),
        metric=best.model.counted,
        currency=best.model.request.currency,
    )


def _shown(rule: Rule, value: float) -> str | float:
    return decimal_string(round(value * MICROS)) if rule.kind == "amount" else round(value, 6)


def _step(rule: Rule, step: float) -> float:
    if rule.kind == "amount":
        return min(step, rule.bound) or step
    if rule.kind == "frequency_cap":
        return 1.0
    return POINT if rule.kind == "share" else POINT * rule.bound


def _brings(best: Best, rule: Rule, price: float, step: float) -> float:
    """The price of one unit of the row's right-hand side times how far a step moves that side."""
    size = _step(rule, step)
    if rule.kind == "amount":
        return price * size
    if rule.kind == "share":
        return price * size * best.plan.total
    people = float(best.solution.reach[rule.row.markets].sum())
    if rule.kind == "frequency_cap" or rule.about == "FREQUENCY":
        return price * size * people * rule.periods
    shown = measure.impressions(best.model.plain, best.plan.spends)
    if rule.about in ("CTR", "VTR"):
        return price * size * float(shown[rule.row.lines].sum())
    return price * POINT * best.plan.total
