"""Why there is no plan: the rules that clash, and the smallest changes of the Brief that end it.

Every relaxation was tried: the request was changed at one place and found to have a plan. Its
value is rounded towards the looser side, so that it still has one when a person says it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from media.brief import Where
from media.errors import Infeasible
from media.money import Money, decimal_string
from media.plan import Fact
from media.sentences import Sentence, Share, joined
from media.stored import stored
from optimizer.clash import Rule as Clashing
from optimizer.clash import clash
from optimizer.propose.facts import fact
from optimizer.propose.levers import Lever, budget_levers, levers, whole_micros
from optimizer.propose.model import Model
from optimizer.propose.nearest import nearest
from optimizer.propose.request import PlanRequest
from optimizer.propose.rules import matching
from optimizer.propose.supply import Plans, boundless, plans_of, underspent
from optimizer.propose.wording import bounded, budgeted, capped, line_named, named, targeted

TIME, LEAST = 5.0, 1.0
"""Seconds for all ways out together, and for each as long as none was found."""


def infeasible(model: Model) -> Infeasible:
    """The error for a model without a plan, rules in words and relaxations as Facts."""
    hard = model.without_wishes()
    if not (hard.problem.upper > 0).any():
        return _nothing_to_buy(hard)
    plans = plans_of(hard)
    problem = hard.problem if plans[boundless] is None else underspent(hard).problem
    found = clash(problem, [c.id for c in hard.candidates])
    words = _all_words(hard, found)
    ways_out = dict(_relaxations(hard, found, plans))
    everything = Sentence("the budget, the rules and the lines' minimum spends")
    return Infeasible(
        "These rules cannot all hold: {clashing}.",
        "Any one of these would do: {choices}." if ways_out else "Loosen one of them.",
        words,
        tuple(ways_out.values()),
        clashing=joined(words, "; ") if words else everything,
        choices=joined(tuple(ways_out), "; "),
    )


def _nothing_to_buy(model: Model) -> Infeasible:
    """No line is open: sold out, or every minimum spend is above the budget."""
    more = next(lever for lever in budget_levers(model.request) if lever.way > 0)
    least = nearest(more, plans_of(model), time.monotonic() + TIME)
    if least is None:
        return Infeasible(
            "Nothing is left to buy for this brief.",
            "Allow other dates, formats, channels or places.",
            (Sentence("what can be bought"),),
        )
    words, relaxation = _relaxation(model.request, more, least)
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


def _relaxations(
    model: Model, found: tuple[Clashing, ...], plans: Plans
) -> Iterator[tuple[Sentence, Fact]]:
    """Each way out, in words and as a Fact, as far as time allows but at least one."""
    wanted = {model.rules[rule.index].pointer for rule in found if rule.kind == "row"}
    if not found or any(rule.kind in ("budget", "min") for rule in found):
        wanted.add("/budget/amount")
    if not found:
        wanted.update(rule.pointer for rule in model.rules)
    turned = [lever for lever in levers(model.request) if lever.pointer in wanted]
    until, least = time.monotonic() + TIME, LEAST
    for left, lever in zip(range(len(turned), 0, -1), turned, strict=True):
        now = time.monotonic()
        value = nearest(lever, plans, now + max(2 * (until - now) / (left + 1), least))
        if value is not None:
            least = 0.0
            yield _relaxation(model.request, lever, value)


def _relaxation(request: PlanRequest, lever: Lever, value: float) -> tuple[Sentence, Fact]:
    before = lever.now
    shown: str | float
    was: str | float
    if lever.money:
        shown = decimal_string(whole_micros(request, value))
        was = decimal_string(whole_micros(request, before))
    else:
        digits = None if lever.kind == "frequency_cap" else 6
        shown, was = round(value, digits), round(before, digits)
    words = _said(request, lever, value)
    return words, fact(
        "relax",
        pointer=lever.pointer,
        value=shown,
        before=was,
        kind=lever.kind,
        about=lever.about,
        words=stored(words),
    )


def _said(request: PlanRequest, lever: Lever, value: float) -> Sentence:
    """The number of the Brief as it would have to be."""
    _, slot, *path = lever.pointer.split("/")
    if slot == "budget":
        return budgeted(Money(whole_micros(request, value), request.currency), request.period)
    if slot == "kpis":
        kpi = request.kpis[int(path[0])]
        return targeted(kpi.model_copy(update={"value": value}), request.currency)
    if slot == "frequency_cap":
        return _cap_words(lever.about, round(value))
    rule = request.constraints[int(path[0])]
    if path[1] == "min" and value <= 0:
        return Sentence("no minimum for {what}", what=named(rule.where))
    money = Money(whole_micros(request, value), request.currency)
    return bounded(rule.where, path[1], money if lever.money else Share(round(value, 6)))


def _cap_words(per: str, count: int) -> Sentence:
    return Sentence("a frequency cap of {value} per {per}", value=count, per=Sentence(per))
