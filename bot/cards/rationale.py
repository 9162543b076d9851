"""The second half of a plan card: why, on what evidence, what was assumed, what to beware of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.cards.blocks import Block, context, section
from bot.cards.text import bullets, escape, strong
from bot.words import Words, names, sentence
from bot.words.numbers import count, percent, reads_as_nothing, small_percent
from bot.words.refusals import problem
from media.booking import Problem
from media.plan import Fact, LineItem, MediaPlan

_REASONS = ("saved", "unspent", "baseline_gain", "bargain", "corner", "shadow_price", "line_full",
            "biggest_line", "format_share", "not_used")  # fmt: skip
"""The order in which reasons are told; how many of each kind is in _MOST_OF_A_KIND."""
_MOST_OF_A_KIND = {"shadow_price": 2, "line_full": 1, "format_share": 1, "not_used": 1}
_MOST_REASONS = 6
_MOST_TIGHT = 3
"""Lines with hardly any inventory left that are named one by one."""


def why(plan: MediaPlan, words: Words) -> Block | None:
    """The most telling reasons, and what the next step of money would bring."""
    said = bullets(_told(plan.reasons, words), most=_MOST_REASONS)
    return section(strong(words.t("Why this plan")) + f"\n{said}") if said else None


def next_step(plan: MediaPlan, words: Words) -> Block | None:
    """The next dollar, and how close to the best possible plan this one is proven to be."""
    next_dollar = [sentence(r, words.language) for r in plan.reasons if r.code == "next_dollar"]
    return context("  ".join(escape(part) for part in (proven(plan, words), *next_dollar)))


def proven(plan: MediaPlan, words: Words) -> str:
    """How close to the best possible plan this one is proven to be."""
    if reads_as_nothing(plan.gap):
        return words.t("Proven to be the best possible plan.")
    gap = small_percent(plan.gap, words.language)
    return words.t("Proven to be within {gap} of the best possible plan.", gap=gap)


def _told(reasons: Sequence[Fact], words: Words) -> Iterable[str]:
    for code in _REASONS:
        kind = [reason for reason in reasons if reason.code == code]
        for reason in kind[: _MOST_OF_A_KIND.get(code, 1)]:
            yield sentence(reason, words.language)


def evidence(plan: MediaPlan, words: Words) -> Block | None:
    """The past campaigns behind the forecasts."""
    if not plan.lines:
        return None
    ranked = sorted(plan.lines, key=lambda line: -line.budget)
    nearest = dict.fromkeys(c for line in ranked for c in line.evidence.comparables.nearest[:2])
    total = sum(line.evidence.comparables.count for line in plan.lines)
    said = words.n(
        "Forecasts rest on {n} comparable campaign.",
        "Forecasts rest on {n} comparable campaigns{level}.",
        total,
        n=f"*{count(total, words.language)}*",
        level=_level(ranked[0], words),
    )
    closest = words.t("Nearest: {campaigns}.", campaigns=", ".join(list(nearest)[:5]))
    ranges = words.t("Ranges hold 80% of outcomes.")
    parts = (said, escape(closest) if nearest else "", ranges)
    return context(" ".join(part for part in parts if part))


def _level(line: LineItem, words: Words) -> str:
    """What the comparables of the biggest line share with it."""
    shared = {
        "market": words.t("same market"),
        "format": words.t("same format"),
        "channel": words.t("same channel"),
    }
    said = [shared[key] for key in shared if key in line.evidence.comparables.level]
    return f" ({', '.join(said)})" if said else ""


def assumed(plan: MediaPlan, words: Words) -> Block | None:
    """What was taken where nobody said anything."""
    said = bullets((sentence(fact, words.language) for fact in plan.assumptions), most=6, each=200)
    return section(strong(words.t("I assumed")) + f"\n{said}") if said else None


def beware(
    plan: MediaPlan, said: Sequence[Fact], cautions: Sequence[Problem], words: Words
) -> Block | None:
    """What the person is to know, words that were not used, and what the sellers caution about."""
    texts = [sentence(fact, words.language) for fact in (*said, *notes(plan))]
    texts += [problem(caution, words) for caution in cautions]
    listed = bullets(dict.fromkeys(texts), most=6, each=220)
    return section(strong(words.t("Please note")) + f"\n{listed}") if listed else None


def notes(plan: MediaPlan) -> tuple[Fact, ...]:
    """What gets nothing though it was named, and the plan's warnings."""
    return (*_named_for_nothing(plan), *_gathered(plan.warnings))


def _gathered(warnings: Sequence[Fact]) -> Sequence[Fact]:
    """The warnings, with many tight lines in one, which would crowd the others out."""
    tight = [fact for fact in warnings if fact.code == "avails_tight"]
    if len(tight) <= _MOST_TIGHT:
        return warnings
    used = min(float(str(fact.values["used"])) for fact in tight)
    many = Fact(code="avails_tight_lines", values={"n": len(tight), "used": used})
    return (*(fact for fact in warnings if fact not in tight), many)


def shares(plan: MediaPlan, words: Words) -> str:
    """What each format takes of the budget, on one line."""
    spent: dict[str, int] = {}
    for line in plan.lines:
        spent[line.format] = spent.get(line.format, 0) + line.budget
    ranked = sorted(spent.items(), key=lambda item: -item[1])
    return ", ".join(
        f"{names.format_name(code, words)} {percent(value / plan.total, words.language)}"
        for code, value in ranked
        if plan.total
    )


def _named_for_nothing(plan: MediaPlan) -> Iterator[Fact]:
    """The reasons of markets, formats and channels that the Brief names and the plan leaves out."""
    brief = plan.brief
    named = {
        "market": brief.geo.countries,
        "format": (*brief.formats.only, *brief.formats.include),
        "channel": (*brief.channels.only, *brief.channels.include),
    }
    for fact in plan.reasons:
        key = fact.code.removesuffix("_share")
        if key in named and fact.values[key] in named[key] and not fact.values["share"]:
            yield fact
