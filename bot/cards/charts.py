"""Charts of a plan: where the budget goes, and what could be had instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from bot.cards.blocks import Block, pie, series_chart
from bot.cards.lines import title
from bot.words import Words, names
from bot.words.numbers import short_counts
from media.money import to_decimal
from media.plan import LineItem, MediaPlan

_MOST_SERIES = 6
_MOST_CATEGORIES = 12

Key = Callable[[LineItem], str]


def budget_chart(plan: MediaPlan, words: Words) -> Block | None:
    """The budget by what the plan varies in: market and format, format and channel, or one."""
    spent = [line for line in plan.lines if line.budget > 0]
    if not spent:
        return None
    place, form, channel = _keys(words)
    varied = [key for key in (place, form, channel) if len({key(line) for line in spent}) > 1]
    what = words.t("Budget in {currency}", currency=plan.currency)
    if len(varied) < 2:
        return pie(what, _by((varied or [form])[0], spent))
    categories, series = _crossed(varied[0], varied[1], spent, words)
    return series_chart("bar", what, categories, series)


def _keys(words: Words) -> tuple[Key, Key, Key]:
    return (
        lambda line: names.place_name(line.city or line.region or line.market, words),
        lambda line: title(names.format_name(line.format, words)),
        lambda line: title(names.channel_name(line.channel, words)),
    )


def _by(key: Key, lines: list[LineItem]) -> list[tuple[str, float]]:
    """Sums in currency units, the biggest first; what is over the sixth is one sum."""
    sums: dict[str, float] = defaultdict(float)
    for line in lines:
        sums[key(line)] += float(to_decimal(line.budget))
    ranked = sorted(sums.items(), key=lambda item: -item[1])
    if len(ranked) <= _MOST_SERIES:
        return ranked
    kept = ranked[: _MOST_SERIES - 1]
    return [*kept, ("…", sum(value for _, value in ranked[_MOST_SERIES - 1 :]))]


def _crossed(
    outer: Key, inner: Key, lines: list[LineItem], words: Words
) -> tuple[list[str], list[tuple[str, list[float]]]]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        sums[outer(line), inner(line)] += float(to_decimal(line.budget))
    totals: dict[str, float] = defaultdict(float)
    for (category, _), value in sums.items():
        totals[category] += value
    categories = sorted(totals, key=lambda name: -totals[name])[:_MOST_CATEGORIES]
    kinds = [name for name, _ in _by(inner, lines) if name != "…"][:_MOST_SERIES]
    return categories, [(kind, [round(sums[c, kind], 2) for c in categories]) for kind in kinds]


def frontier_chart(plan: MediaPlan, words: Words) -> Block | None:
    """What reach costs along the frontier: cost per 1,000 people by people reached."""
    points = sorted(plan.frontier, key=lambda point: point.reach)[:20]
    if len(points) < 2:
        return None
    people = short_counts([point.reach for point in points], words.language)
    labels = [
        said + (" ✔" if point.chosen else "") for said, point in zip(people, points, strict=True)
    ]
    sold = [round(point.sell_through * 100, 1) for point in points]
    cost = [round(point.cost_per_thousand, 2) for point in points]
    per = words.t("{currency} per 1,000", currency=plan.currency)
    return series_chart(
        "line",
        words.t("The frontier"),
        labels,
        [(per, cost), (words.t("% sold already"), sold)],
        x_label=_people(plan, words),
    )


def _people(plan: MediaPlan, words: Words) -> str:
    if plan.counted == "REACH":
        return words.t("people reached")
    return names.counted_name(plan.counted, words)
