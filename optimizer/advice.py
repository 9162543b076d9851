"""What a problem without a plan is told: the rules that clash, and what would help."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from media.errors import Infeasible
from optimizer.alone import alone
from optimizer.clash import TOGETHER, Kind, Rule
from optimizer.combined import combined
from optimizer.solution import Solution
from optimizer.stated import Exchange
from optimizer.stated_clash import stated_clash

ADVICE = 0.5
"""So much of its own time a problem without a plan has for values that would do."""
NOT_ALONE = "No change of one of them alone was found to be enough"


def infeasible(exchange: Exchange, solution: Solution) -> Infeasible:
    """The error that says which rules clash, and the smallest changes that end it."""
    if not solution.proven:
        message = "No plan was found, and it is not proven that there is none."
        return Infeasible(message, "Widen a rule, or give it a longer `time_limit`.")
    rules = stated_clash(exchange)
    if not rules:
        message = "The optional lines' minimum spends and the rules leave no plan."
        return Infeasible(message, "Lower a minimum spend or widen a rule.")
    many = _many(rules)
    words = tuple(dict.fromkeys(many.get(rule.kind, rule.words) for rule in rules))
    joined = "; ".join(words)
    remedy = _remedy(exchange, [rule for rule in rules if rule.kind not in many])
    return Infeasible(f"These rules cannot all hold: {joined}.", remedy, words)


def _remedy(exchange: Exchange, rules: Sequence[Rule]) -> str:
    """What would do by itself, else what would together, as far as time allows."""
    end = time.monotonic() + ADVICE * exchange.form.time_limit
    choices = tuple(alone(exchange, rules, end))
    if choices:
        return "Any one of these would do: " + "; ".join(choices) + "."
    together = " and ".join(combined(exchange, rules, end))
    if together:
        return f"{NOT_ALONE}; together these would do: {together}."
    return f"{NOT_ALONE}: try several, or a longer `time_limit`."


def _many(rules: Sequence[Rule]) -> dict[Kind, str]:
    """What is said of lines' bounds that clash together, by kind: nobody reads them one by one."""
    count = Counter(rule.kind for rule in rules)
    words: dict[Kind, str] = {
        "min": f"what {count['min']} lines must spend at least",
        "max": f"what {count['max']} lines can spend at most",
    }
    return {kind: said for kind, said in words.items() if count[kind] > TOGETHER}
