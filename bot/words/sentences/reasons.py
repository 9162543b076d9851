"""Why a plan is as it is."""

from __future__ import annotations

from bot.words import names, numbers
from bot.words.values import Values
from media.words import times_of

_UNSAID = 5e-4
"""A gain below this would read as none."""


def _goal(v: Values) -> str:
    best = numbers.reads_as_nothing(v.number("gap"))
    return _best_goal(v) if best else _goal_within(v)


def _best_goal(v: Values) -> str:
    if times_of(v.text("metric")) > 1:
        return v.words.t(
            "It brings {value} {goal}, the best possible.", value=v.short("value"), goal=v.counted()
        )
    return v.words.t(
        "It reaches {reach} people {frequency} times each, the best possible.",
        reach=v.short("reach"),
        frequency=v.decimal("frequency"),
    )


def _goal_within(v: Values) -> str:
    gap = numbers.small_percent(v.number("gap"), v.language)
    if times_of(v.text("metric")) > 1:
        return v.words.t(
            "It brings {value} {goal}, within {gap} of the best possible.",
            value=v.short("value"),
            goal=v.counted(),
            gap=gap,
        )
    return v.words.t(
        "It reaches {reach} people {frequency} times each, within {gap} of the best possible.",
        reach=v.short("reach"),
        frequency=v.decimal("frequency"),
        gap=gap,
    )


def _bargain(v: Values) -> str:
    if numbers.reads_as_nothing(v.number("goal_loss")):
        return v.words.t("No other plan brings more {goal}.", goal=v.counted())
    if v.percent("sell_through") == v.percent("sell_through_best_goal"):
        return v.words.t(
            "It gives up {loss} of the {goal} for a better balance of cost and sell-through.",
            loss=numbers.small_percent(v.number("goal_loss"), v.language),
            goal=v.counted(),
        )
    return v.words.t(
        "It gives up {loss} of the {goal} to use inventory that sells slowly: {sold} of it is sold "
        "already, against {other} in the plan with the most {goal}.",
        loss=numbers.small_percent(v.number("goal_loss"), v.language),
        goal=v.counted(),
        sold=v.percent("sell_through"),
        other=v.percent("sell_through_best_goal"),
    )


def _corner(v: Values) -> str:
    if numbers.reads_as_nothing(v.number("goal_loss")):
        return v.words.t(
            "It favours {priority}, as the brief asks, at no loss.",
            priority=names.priority_name(v.text("priority"), v.words),
        )
    return v.words.t(
        "It favours {priority}, as the brief asks, for {loss} fewer {goal}.",
        priority=names.priority_name(v.text("priority"), v.words),
        loss=numbers.small_percent(v.number("goal_loss"), v.language),
        goal=v.counted(),
    )


def _share(v: Values, what: str) -> str:
    if v.number("share") <= 0:
        return v.words.t(
            "{what} gets nothing: at a CPM of {cpm}, {step} more on it would bring {next} {goal}.",
            what=what,
            cpm=v.unit_price("cpm"),
            step=v.amount("step"),
            next=v.count("next_per_step"),
            goal=v.counted(),
        )
    return v.words.t(
        "{what} gets {share} ({amount}) at a CPM of {cpm}; the plan's is {plan_cpm}.",
        what=what,
        share=v.percent("share"),
        amount=v.amount(),
        cpm=v.unit_price("cpm"),
        plan_cpm=v.unit_price("plan_cpm"),
    )


def _format_share(v: Values) -> str:
    return _share(v, names.capital(names.format_name(v.text("format"), v.words)))


def _channel_share(v: Values) -> str:
    return _share(v, names.capital(names.channel_name(v.text("channel"), v.words)))


def _market_share(v: Values) -> str:
    return _share(v, names.place_name(v.text("market"), v.words))


def _biggest_line(v: Values) -> str:
    why = {
        "cheapest": v.words.t("the lowest CPM of all lines"),
        "most_people": v.words.t("the most people to reach"),
        "rule": v.words.t("asked for in the brief"),
        "balance": v.words.t("the best balance of cost and new people"),
    }[v.text("why")]
    return v.words.t(
        "The biggest line is {cell} with {share}: {why}.",
        cell=v.cell(),
        share=v.percent("share"),
        why=why,
    )


def _line_full(v: Values) -> str:
    limit = {
        "avails": v.words.t("its unsold inventory"),
        "protected": v.words.t("the protected part of its inventory"),
        "max_spend": v.words.t("its highest spend"),
    }[v.text("limit")]
    return v.words.t(
        "{cell} takes all of {limit} ({amount}); more of it would still pay.",
        cell=names.capital(v.cell()),
        limit=limit,
        amount=v.amount(),
    )


def _not_used(v: Values) -> str:
    if v.text("why") == "sells_fast":
        return v.words.t(
            "Left out: {cell}, because {share} of its inventory is sold already.",
            cell=v.cell(), share=v.percent("sell_through"),
        )  # fmt: skip
    why = {
        "costs_more": v.words.t("it brings fewer {goal} than the plan's lines", goal=v.counted()),
        "sold_out": v.words.t("it is sold out on these dates"),
        "rule": v.words.t("the brief's rules leave no room for it"),
        "minimum": v.words.t("its minimum spend does not pay"),
        "few_changes": v.words.t("the plan changes as few lines as possible"),
        "alike": v.words.t("it brings no more {goal} than the plan's lines", goal=v.counted()),
    }[v.text("why")]
    return v.words.t("Left out: {cell}, because {why}.", cell=v.cell(), why=why)


def _shadow_price(v: Values) -> str:
    brings = {"brings": v.count("brings"), "goal": v.counted()}
    match v.text("kind"):
        case "share":
            points = numbers.decimal(v.number("step") * 100, v.language)
            return v.words.t(
                "The rule on {about} ({bound} of the budget) binds: {points} point less strict "
                "would bring {brings} more {goal}.",
                about=v.about(), bound=v.percent("bound"), points=points, **brings,
            )  # fmt: skip
        case "amount":
            return v.words.t(
                "The rule on {about} ({bound}) binds: {step} less strict would bring {brings} more "
                "{goal}.",
                about=v.about(), bound=v.amount("bound"), step=v.amount("step"), **brings,
            )  # fmt: skip
        case "frequency_cap":
            return v.words.t(
                "The frequency cap binds in {about}: one more would bring {brings} more {goal}.",
                about=v.about(), **brings,
            )  # fmt: skip
    return v.words.t(
        "The target on {about} binds: 1% less strict would bring {brings} more {goal}.",
        about=names.metric_name(v.text("about"), v.words),
        **brings,
    )


def _next_dollar(v: Values) -> str:
    goal, step = v.counted(), v.amount("step")
    if v.has("more_brings") and v.has("less_costs"):
        return v.words.t(
            "{step} more would bring {more} more {goal}; {step} less would cost {less}.",
            step=step, more=v.count("more_brings"), less=v.count("less_costs"), goal=goal,
        )  # fmt: skip
    if v.has("more_brings"):
        more = v.count("more_brings")
        return v.words.t(
            "{step} more would bring {more} more {goal}.", step=step, more=more, goal=goal
        )
    less = v.count("less_costs")
    return v.words.t("{step} less would cost {less} {goal}.", step=step, less=less, goal=goal)


def _baseline_gain(v: Values) -> str:
    gain = v.number("gain")
    shown = numbers.percent(abs(gain), v.language, 1)
    values = {"gain": shown, "goal": v.counted(), "habit": v.short("baseline_value")}
    if abs(gain) < _UNSAID:
        del values["gain"]
        return v.words.t(
            "As many {goal} as with the same budget split as in the past ({habit}).", **values
        )
    if gain < 0 and v.raw.get("baseline_keeps_rules"):
        return v.words.t(
            "Splitting the budget as in the past would give {gain} more {goal} ({habit}); the plan "
            "gives them up for a better balance of cost and sell-through.",
            **values,
        )
    if gain < 0:
        return v.words.t(
            "Splitting the budget as in the past would give {gain} more {goal} ({habit}), but the "
            "brief's rules and avails do not allow it.",
            **values,
        )
    return v.words.t(
        "{gain} more {goal} than splitting the same budget as in the past ({habit}).", **values
    )


def _unspent(v: Values) -> str:
    why = {
        "avails": v.words.t("all inventory that fits is used"),
        "frequency_cap": v.words.t("the frequency cap leaves no room"),
        "rules": v.words.t("the brief's rules leave no room"),
    }[v.text("why")]
    return v.words.t("{amount} stays unspent: {why}.", amount=v.amount(), why=why)


def _saved(v: Values) -> str:
    return v.words.t(
        "{amount} is saved for {loss} fewer {goal}.",
        amount=v.amount(),
        loss=numbers.small_percent(max(v.number("goal_loss"), 0.0), v.language),
        goal=v.counted(),
    )


def _kept_lines(v: Values) -> str:
    kept = int(v.number("kept"))
    return v.words.n(
        "{n} line stays as it was.", "{n} lines stay as they were.", kept, n=v.count("kept")
    )


SENTENCES = {
    "goal": _goal,
    "bargain": _bargain,
    "corner": _corner,
    "format_share": _format_share,
    "channel_share": _channel_share,
    "market_share": _market_share,
    "biggest_line": _biggest_line,
    "line_full": _line_full,
    "not_used": _not_used,
    "shadow_price": _shadow_price,
    "next_dollar": _next_dollar,
    "baseline_gain": _baseline_gain,
    "unspent": _unspent,
    "saved": _saved,
    "kept_lines": _kept_lines,
}
