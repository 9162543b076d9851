"""Every Fact code that a proposal can carry, with the keys of its values.

The surfaces give them words. Conventions: amounts of money are decimal strings in `currency`;
people, impressions and counts are whole numbers; shares, rates and chances are fractions;
`line`, `format`, `channel`, `market`, `place` and `metric` are the words of the Brief and plan;
"REACH_3" is the metric of people reached three times or more.
"""

from __future__ import annotations

from pydantic import JsonValue

from media.plan import Fact

REASONS: dict[str, tuple[str, ...]] = {
    "goal": ("metric", "value", "reach", "frequency", "gap"),
    "bargain": ("priority", "metric", "goal_loss", "goal_kept_least", "sell_through",
                "sell_through_best_goal"),
    "corner": ("priority", "metric", "goal_loss", "goal_kept_least", "sell_through",
               "sell_through_best_goal"),
    "format_share": ("format", "share", "amount", "currency", "cpm", "plan_cpm", "next_per_step",
                     "step", "metric"),
    "channel_share": ("channel", "share", "amount", "currency", "cpm", "plan_cpm",
                      "next_per_step", "step", "metric"),
    "market_share": ("market", "share", "amount", "currency", "cpm", "plan_cpm", "next_per_step",
                     "step", "metric"),
    "biggest_line": ("line", "market", "format", "channel", "share", "amount", "currency", "cpm",
                     "plan_cpm", "why"),
    "line_full": ("line", "market", "format", "channel", "amount", "currency", "limit",
                  "extra_per_step", "step", "metric"),
    "not_used": ("line", "market", "format", "channel", "why", "first_step_brings",
                 "plan_step_brings", "step", "currency", "metric", "sell_through"),
    "shadow_price": ("pointer", "kind", "about", "side", "bound", "step", "brings", "metric",
                     "currency"),
    "next_dollar": ("step", "currency", "more_brings", "less_costs", "metric"),
    "baseline_gain": ("metric", "gain", "value", "baseline_value", "baseline_keeps_rules"),
    "unspent": ("amount", "currency", "why"),
    "saved": ("amount", "currency", "goal_loss", "metric"),
    "kept_lines": ("kept", "changed", "fewest_proven", "goal_loss"),
}  # fmt: skip
"""`why` of biggest_line: "cheapest", "most_people", "rule" or "balance"; of not_used: "costs_more",
"sold_out", "sells_fast", "rule", "minimum", "few_changes" or "alike"; of unspent: "avails",
"frequency_cap" or "rules"; `limit` of line_full: "avails", "protected" or "max_spend".
`kept_lines.goal_loss` is against the best plan from scratch. `bargain` and `corner`: `goal_loss` is
what the plan gives up of the best value of the goal, `goal_kept_least` the least share of it that
any plan may keep."""

WARNINGS: dict[str, tuple[str, ...]] = {
    "target_missed": ("metric", "op", "target", "value", "pointer"),
    "target_unlikely": ("metric", "op", "target", "chance", "pointer"),
    "target_not_modelled": ("metric", "op", "target", "pointer"),
    "goal_stands_in": ("objective", "metric"),
    "few_comparables": ("lines", "share", "amount", "currency"),
    "avails_tight": ("line", "used"),
    "gap_open": ("gap", "asked"),
}

RELAXATIONS: dict[str, tuple[str, ...]] = {
    "relax": ("pointer", "value", "before", "kind", "about", "words"),
    "relax_together": ("changes", "words"),
}
"""`kind` is "budget", "share", "amount", "kpi" or "frequency_cap"; `value` and `before` have the
form that they have in the Brief: a budget is that of one period, which `about` then names. A
caller who left lines out adds "allow": `about` is what to let in again, `value` what of its kind
may be used then (empty where it is a combination of kinds); one who left none out for countries
in which nothing is sold adds "leave_out" with those as `before`. `words` is a Sentence as
media.stored has it. `changes` are Facts of the code "relax", as JSON, all of them needed."""

CODES = REASONS | WARNINGS | RELAXATIONS


def fact(code: str, **values: JsonValue) -> Fact:
    """A Fact whose values are exactly those that the table names."""
    if set(values) != set(CODES[code]):
        raise ValueError(f"{code} needs {CODES[code]}, got {tuple(values)}")
    return Fact(code=code, values=values)
