"""Why there is no plan: the rules that clash, in words, with the ways out."""

from __future__ import annotations

import time
from collections.abc import Mapping

from media.brief import Where
from media.errors import Infeasible
from media.money import Money
from media.sentences import Sentence, joined
from optimizer.clash import Rule as Clashing
from optimizer.clash import clash
from optimizer.propose.levers import budget_levers
from optimizer.propose.model import Model
from optimizer.propose.nearest import nearest
from optimizer.propose.request import PlanRequest
from optimizer.propose.rules import matching
from optimizer.propose.supply import boundless, plans_of, underspent
from optimizer.propose.ways_out import TIME, Choices, single, ways_out
from optimizer.propose.wording import budgeted, capped, line_named, named


def infeasible(model: Model) -> Infeasible:
    """The error for a model without a plan, rules in words and relaxations as Facts."""
    hard = model.without_wishes()
    if not (hard.problem.upper > 0).any():
        return _nothing_to_buy(hard)
    plans = plans_of(hard)
    problem = hard.problem if plans[boundless] is None else underspent(hard).problem
    found = clash(problem, [c.id for c in hard.candidates])
    words = _all_words(hard, found)
    choices = ways_out(hard, found, plans)
    everything = Sentence("the budget, the rules and the lines' minimum spends")
    return Infeasible(
        "These rules cannot all hold: {clashing}.",
        _remedy(choices),
        words,
        tuple(choices.values()),
        clashing=joined(words, "; ") if words else everything,
        choices=joined(tuple(choices), "; "),
    )


def _remedy(choices: Choices) -> str:
    if not choices:
        return "Loosen several of them."
    if any(choice.code == "relax" for choice in choices.values()):
        return "Any one of these would do: {choices}."
    return "No single change is enough. Any one of these combinations would do: {choices}."


def _nothing_to_buy(model: Model) -> Infeasible:
    """No line is open: sold out, or every minimum spend is above the budget."""
    more = next(lever for lever in budget_levers(model.request) if lever.way > 0)
    least = nearest(model.request, more, plans_of(model), time.monotonic() + TIME)
    if least is None:
        return Infeasible(
            "Nothing is left to buy for this brief.",
            "Allow other dates, formats, channels or places.",
            (Sentence("what can be bought"),),
        )
    words, relaxation = single(model.request, more, least)
    return Infeasible(
        "The budget is below every line's minimum spend.",
        "The least that works is {choice}.",
        (_budget_words(model.request), Sentence("the lines' minimum spends")),
        (relaxation,),
        choice=words,
    )


def _budget_words(request: PlanRequest) -> Sentence:
    return budgeted(Money(request.budget, request.currency), "total")


def _all_words(model: Model, found: tuple[Clashing, ...]) -> tuple[Sentence, ...]:
    """The rules in words; what many lines or places have in common is said once."""
    rows = [model.rules[r.index] for r in found if r.kind == "row"]
    lines = {
        "min": sum(rule.kind == "min" for rule in found),
        "max": sum(rule.kind == "max" and not _barred(model, rule.index) for rule in found),
    }
    places = sum(rule.physical for rule in rows)
    return tuple(dict.fromkeys(_words(model, rule, lines, places) for rule in found))


NAMED = 3
"""More lines or places than this are counted instead of named."""


def _words(model: Model, rule: Clashing, lines: Mapping[str, int], places: int) -> Sentence:
    """One rule, where so many `lines` have a bound of a kind, and so many `places` are capped."""
    request = model.request
    if rule.kind == "budget":
        return _budget_words(request)
    if rule.kind == "row":
        row, cap = model.rules[rule.index], request.frequency_cap
        if row.physical and cap is not None and places > NAMED:
            return capped(cap, Sentence("{count} places", count=places))
        return row.words
    line = model.candidates[rule.index]
    if rule.kind == "min" and lines["min"] > NAMED:
        return Sentence("the minimum spends of {count} lines", count=lines["min"])
    if rule.kind == "min":
        least = Money(line.min_spend, request.currency)
        phrase = "the minimum spend of {amount} for {line}"
        return Sentence(phrase, amount=least, line=line_named(line))
    barred = _barred(model, rule.index)
    if barred is not None:
        return Sentence("no {what}", what=named(barred))
    if lines["max"] > NAMED:
        return Sentence("what can be bought of {count} lines", count=lines["max"])
    return Sentence("what can be bought of {line}", line=line_named(line))


def _barred(model: Model, line: int) -> Where | None:
    """What the Brief excludes that the line is part of."""
    request = model.request
    excluded = (c for c in request.constraints if c.kind == "exclude")
    found = (c.where for c in excluded if line in matching(request.candidates, c.where))
    return next(found, None)
