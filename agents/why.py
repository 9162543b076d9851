"""Answers about a plan: why it is so, how sure it is, how it compares, what would be cheaper."""

from __future__ import annotations

from collections.abc import Sequence

from agents.advocates import argue
from media.plan import Fact, MediaPlan

_MOST = 6
_ROUGH = frozenset({"few_comparables", "target_unlikely"})
"""Warnings that say where a plan's numbers are least to be relied on."""


def why(plan: MediaPlan, about: frozenset[str]) -> tuple[Fact, ...]:
    """The plan's reasons, those about the named formats, channels or markets first."""
    ranked = sorted(plan.reasons, key=lambda reason: not _concerns(reason, about))
    asked = [word for word in sorted(about) if _has(plan, word)]
    told = [reason for reason in ranked if not _is_share_of(reason, asked)]
    return (*(_share(plan, word) for word in asked), *told[:_MOST])


def sure(plan: MediaPlan) -> tuple[Fact, ...]:
    """Where the outcome lies in 8 of 10 cases, the chance of each target, what that rests on."""
    goal = plan.counted.lower()
    return (
        *(_range(plan, key) for key in sorted(plan.intervals, key=lambda key: key != goal)),
        *(_chance(key.upper(), chance) for key, chance in plan.chance.items()),
        *_grounds(plan),
        *(warning for warning in plan.warnings if warning.code in _ROUGH),
    )


def compare(plan: MediaPlan) -> tuple[Fact, ...]:
    """The plan against its alternatives, in the advocates' words."""
    return argue(plan)


def _range(plan: MediaPlan, key: str) -> Fact:
    interval, currency = plan.intervals[key], plan.currency
    ends = {"low": interval.low80, "high": interval.high80}
    return Fact(code="likely_range", values={"metric": key.upper(), "currency": currency, **ends})


def _chance(metric: str, chance: float) -> Fact:
    return Fact(code="target_chance", values={"metric": metric, "chance": chance})


def _grounds(plan: MediaPlan) -> tuple[Fact, ...]:
    """How many past campaigns the lines' forecasts rest on."""
    counts = [line.evidence.comparables.count for line in plan.lines]
    if not any(counts):
        return ()
    return (Fact(code="rests_on", values={"least": min(counts), "most": max(counts)}),)


def _is_share_of(reason: Fact, words: Sequence[str]) -> bool:
    """Whether the answer says this already, in the words of the question."""
    return reason.code.endswith("_share") and any(v in words for v in reason.values.values())


def _concerns(reason: Fact, about: frozenset[str]) -> bool:
    return any(value in about for value in reason.values.values() if isinstance(value, str))


def _has(plan: MediaPlan, word: str) -> bool:
    return any(word in (line.format, line.channel, line.market) for line in plan.lines)


def _share(plan: MediaPlan, word: str) -> Fact:
    """What a format, channel or market takes of the budget, impressions and cost."""
    lines = [line for line in plan.lines if word in (line.format, line.channel, line.market)]
    spend, shown = sum(line.budget for line in lines), sum(line.impressions for line in lines)
    total_shown = sum(line.impressions for line in plan.lines)
    return Fact(
        code="share_of_plan",
        values={
            "what": word,
            "budget_share": round(spend / plan.total, 4) if plan.total else 0.0,
            "impressions_share": round(shown / total_shown, 4) if total_shown else 0.0,
            "cpm": round(spend / 1000 / shown, 4) if shown else 0.0,
            "plan_cpm": round(plan.cpm / 1_000_000, 4),
            "currency": plan.currency,
        },
    )
