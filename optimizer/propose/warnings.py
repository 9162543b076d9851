"""What a reader should know before approving: targets, thin evidence, tight avails, open gaps."""

from __future__ import annotations

from collections.abc import Iterator

from media.brief import Kpi
from media.money import decimal_string
from media.plan import Fact
from optimizer import measure
from optimizer.propose.chances import Draws
from optimizer.propose.facts import fact
from optimizer.propose.goals import GOALS
from optimizer.propose.outcome import micros
from optimizer.propose.told import Told

LIKELY = 0.5
TIGHT = 0.9
"""Of a line's avails."""


def warnings_of(told: Told, draws: Draws) -> tuple[Fact, ...]:
    """The warnings of a plan, targets first."""
    return (
        *_targets(told, draws),
        *_stand_in(told),
        *_thin_evidence(told),
        *_tight_avails(told),
        *_open_gap(told),
    )


def _targets(told: Told, draws: Draws) -> Iterator[Fact]:
    for i, kpi in enumerate(told.model.request.kpis):
        pointer = f"/kpis/{i}/value"
        if kpi.metric in ("CPA", "CONVERSIONS"):
            yield fact(
                "target_not_modelled",
                metric=kpi.metric, op=kpi.op, target=kpi.value, pointer=pointer,
            )  # fmt: skip
            continue
        if not kpi.is_target:
            continue
        value = told.metric(kpi.counted)
        if not _kept(kpi, value):
            yield fact(
                "target_missed",
                metric=kpi.counted, op=kpi.op, target=kpi.value, value=round(value, 6),
                pointer=pointer,
            )  # fmt: skip
        elif draws.chance(kpi) < LIKELY:
            yield fact(
                "target_unlikely",
                metric=kpi.counted, op=kpi.op, target=kpi.value, chance=draws.chance(kpi),
                pointer=pointer,
            )  # fmt: skip


def _kept(kpi: Kpi, value: float) -> bool:
    """At the medians, a rounding's breadth allowed."""
    if kpi.op == "<=" or (kpi.op == "==" and kpi.metric.startswith("CP")):
        return value <= kpi.value * (1 + 1e-6)
    return value >= kpi.value * (1 - 1e-6)


def _stand_in(told: Told) -> Iterator[Fact]:
    """Where the objective itself is not forecast and another count stands in for it."""
    objective, goal = told.model.request.objective, told.model.goal
    itself = {"REACH", "EVEN_IMPRESSION_DELIVERY", "CLICKS", "VIDEO_VIEWS"}
    if objective not in itself or GOALS[objective] != goal:
        yield fact("goal_stands_in", objective=objective, metric=goal)


def _thin_evidence(told: Told) -> Iterator[Fact]:
    model, spends = told.model, told.point.plan.spends
    thin = [
        (c.id, micros(model, s))
        for c, s in zip(model.candidates, spends.tolist(), strict=True)
        if s > 0 and c.forecast.comparables.count == 0
    ]
    if thin:
        amount = sum(m for _, m in thin)
        total = max(sum(micros(model, s) for s in spends.tolist()), 1)
        yield fact(
            "few_comparables",
            lines=[line for line, _ in thin], share=round(amount / total, 4),
            amount=decimal_string(amount), currency=model.request.currency,
        )  # fmt: skip


def _tight_avails(told: Told) -> Iterator[Fact]:
    shown = measure.impressions(told.model.plain, told.point.plan.spends)
    for line, impressions in zip(told.model.candidates, shown.tolist(), strict=True):
        used = impressions / line.avails if line.avails > 0 else 0.0
        if used >= TIGHT:
            yield fact("avails_tight", line=line.id, used=round(min(used, 1.0), 4))


def _open_gap(told: Told) -> Iterator[Fact]:
    gap, asked = told.point.solution.gap, told.model.request.gap
    allowed = asked + (told.model.request.edit_loss if told.edit is not None else 0.0)
    if gap > allowed * (1 + 1e-6):
        yield fact("gap_open", gap=round(gap, 6), asked=asked)
