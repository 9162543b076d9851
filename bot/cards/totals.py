"""The head of a plan card: who, where, how much, when, and the big numbers with their ranges."""

from __future__ import annotations

from bot.cards.blocks import Block, context, fields, header, section
from bot.cards.text import clip, escape, strong
from bot.words import Words, names
from bot.words.asked import asked
from bot.words.numbers import count, dates, decimal, money, percent, price, short_count
from media.plan import MediaPlan
from media.words import times_of

_MOST_PLACES = 3
_MOST_RULES, _LONGEST = 12, 1_500
"""How many rules are told, in how many characters."""


def headline(plan: MediaPlan, words: Words) -> str:
    """Who, where and how much, on one line."""
    parts = (
        plan.brief.advertiser,
        places(plan, words),
        money(plan.total, plan.currency, words.language),
    )
    return "  ·  ".join(part for part in parts if part)


def places(plan: MediaPlan, words: Words) -> str:
    """The plan's countries, the biggest first."""
    spent: dict[str, int] = {}
    for line in plan.lines:
        spent[line.market] = spent.get(line.market, 0) + line.budget
    ranked = [names.country_name(code, words) for code in sorted(spent, key=lambda c: -spent[c])]
    if len(ranked) <= _MOST_PLACES + 1:
        return ", ".join(ranked)
    more = count(len(ranked) - _MOST_PLACES, words.language)
    return words.t("{places} and {n} more", places=", ".join(ranked[:_MOST_PLACES]), n=more)


def flight(plan: MediaPlan, words: Words) -> str:
    """The days from the first line's start to the last one's end."""
    if not plan.lines:
        return ""
    start, end = min(x.start for x in plan.lines), max(x.end for x in plan.lines)
    return dates(start, end, words.language)


def top(plan: MediaPlan, words: Words) -> list[Block | None]:
    """Headline, one line on dates, audience and goal, what is asked for, and the totals."""
    return [
        header(headline(plan, words)),
        section(_lead(plan, words)),
        _asked(plan, words),
        fields(_totals(plan, words)),
    ]


def _asked(plan: MediaPlan, words: Words) -> Block | None:
    """The rules that the plan keeps, so that nobody wonders whether theirs was understood."""
    rules = [escape(rule) for rule in asked(plan.brief, plan.currency, words)]
    if not rules:
        return None
    rest = len(rules) - _MOST_RULES
    more = [words.t("{n} more", n=rest)] if rest > 0 else []
    said = clip("  ·  ".join([*rules[:_MOST_RULES], *more]), _LONGEST)
    return context("  ".join((strong(words.t("You asked for")), said)))


def _lead(plan: MediaPlan, words: Words) -> str:
    brief = plan.brief
    objective = names.objective_name(brief.objective or "REACH", words)
    if plan.counted != "REACH":
        objective = names.metric_name(plan.counted, words)
    parts = [
        f"*{escape(flight(plan, words))}*",
        words.t("objective: {objective}", objective=objective),
        *_audience(plan, words),
    ]
    return "  ·  ".join(part for part in parts if part)


def _audience(plan: MediaPlan, words: Words) -> list[str]:
    audience = plan.brief.audience
    said = []
    if audience.age_min is not None or audience.age_max is not None:
        low, high = audience.age_min, audience.age_max
        ages = f"{low}+" if high is None else f"{low if low is not None else 13}–{high}"
        said.append(words.t("ages {ages}", ages=ages))
    genders = {"FEMALE": words.t("women"), "MALE": words.t("men")}
    said.extend(genders[g] for g in audience.genders if g in genders)
    said.extend(escape(interest) for interest in audience.interests[:3])
    return said


def _totals(plan: MediaPlan, words: Words) -> list[str]:
    language, shown = words.language, sum(line.impressions for line in plan.lines)
    big = [
        ("reach", short_count(plan.reach, language), words.t("people reached")),
        *(_repeated(plan, key, words) for key in _effective(plan)),
        ("impressions", short_count(shown, language), words.t("impressions")),
        ("frequency", decimal(plan.frequency, language), words.t("times each person")),
        ("cpm", price(plan.cpm, plan.currency, language), words.t("CPM")),
    ]
    figures = [
        _figure(value, name, interval(plan, key, words), target(plan, key, words))
        for key, value, name in big
    ]
    others = [key for key in plan.chance if key not in {key for key, _, _ in big}]
    figures += [_figure("", "", *(target(plan, key, words) for key in others))] if others else []
    return figures


def _effective(plan: MediaPlan) -> list[str]:
    """Keys of the intervals of people reached several times, where the brief asks for them."""
    return [key for key in plan.intervals if times_of(key.upper()) > 1]


def _repeated(plan: MediaPlan, key: str, words: Words) -> tuple[str, str, str]:
    metric = key.upper()
    people = plan.people if plan.counted == metric else plan.intervals[key].mid
    return key, short_count(people, words.language), names.counted_name(metric, words)


def _figure(value: str, name: str, *below: str) -> str:
    said = [f"*{value}* {name}"] if value else []
    return "\n".join(said + [f"_{text}_" for text in below if text])


def interval(plan: MediaPlan, key: str, words: Words) -> str:
    """The 80 % range of a count, if the plan has one."""
    interval = plan.intervals.get(key)
    if interval is None:
        return ""
    low, high = (short_count(x, words.language) for x in (interval.low80, interval.high80))
    return words.t("80%: {low} – {high}", low=low, high=high)


def target(plan: MediaPlan, key: str, words: Words) -> str:
    """The chance of a target that the brief sets."""
    if key not in plan.chance:
        return ""
    return words.t(
        "{metric} target: {chance} likely",
        metric=names.metric_name(key.upper(), words),
        chance=percent(plan.chance[key], words.language),
    )
