"""The smallest changes of the Brief that end a clash: of one number, or else of several at once.

Every change was tried: the request was changed and found to have a plan. Its value is rounded
towards the looser side, so that it still has one when a person says it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from media.money import Money, decimal_string
from media.plan import Fact
from media.sentences import Sentence, Share, joined
from media.stored import stored
from optimizer.clash import Rule
from optimizer.propose.facts import fact
from optimizer.propose.levers import Lever, levers, whole_micros
from optimizer.propose.model import Model
from optimizer.propose.nearest import nearest
from optimizer.propose.request import PlanRequest
from optimizer.propose.supply import Plans
from optimizer.propose.together import Moves, together
from optimizer.propose.wording import bounded, budgeted, named, targeted

TIME, LEAST = 5.0, 1.0
"""Seconds for all ways out together, and for each alone as long as none was found."""

Choices = Mapping[Sentence, Fact]
"""Ways out as Facts, by their words."""


def ways_out(model: Model, clash: Sequence[Rule], plans: Plans) -> Choices:
    """Each change of one number that is enough; if none is, the smallest sets of changes."""
    request, until = model.request, time.monotonic() + TIME
    every = list(levers(request))
    pointers = _pointers(model, clash)
    clashing = [lever for lever in every if lever.pointer in pointers]
    found = dict(_alone(request, clashing, plans, until))
    if found:
        return found
    until = time.monotonic() + TIME
    return dict(several(request, moves) for moves in together(request, every, clashing, until))


def _pointers(model: Model, clash: Sequence[Rule]) -> set[str]:
    """Where the numbers of a clash stand; of one that could not be told, all of them."""
    pointers = {model.rules[rule.index].pointer for rule in clash if rule.kind == "row"}
    if not clash or any(rule.kind in ("budget", "min") for rule in clash):
        pointers.add("/budget/amount")
    if not clash:
        pointers.update(rule.pointer for rule in model.rules)
    return pointers


def _alone(
    request: PlanRequest, clashing: Sequence[Lever], plans: Plans, until: float
) -> Iterator[tuple[Sentence, Fact]]:
    """Each number that is enough by itself, as far as time allows but at least one."""
    least = LEAST
    for left, lever in zip(range(len(clashing), 0, -1), clashing, strict=True):
        now = time.monotonic()
        end = now + max(2 * (until - now) / (left + 1), least)
        value = nearest(request, lever, plans, end)
        if value is not None:
            least = 0.0
            yield single(request, lever, value)


def single(request: PlanRequest, lever: Lever, value: float) -> tuple[Sentence, Fact]:
    """The change of one number, in words and as a Fact."""
    shown, was = _as_in_brief(request, lever, value), _as_in_brief(request, lever, lever.now)
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


def several(request: PlanRequest, moves: Moves) -> tuple[Sentence, Fact]:
    """Changes that are needed together, in words and as a Fact."""
    parts = dict(single(request, lever, value) for lever, value in moves)
    words = joined([tuple(parts)], "")
    changes: list[JsonValue] = [change.model_dump(mode="json") for change in parts.values()]
    return words, fact("relax_together", changes=changes, words=stored(words))


def _as_in_brief(request: PlanRequest, lever: Lever, value: float) -> str | float:
    if lever.money:
        return decimal_string(whole_micros(request, value))
    return round(value, None if lever.kind == "frequency_cap" else 6)


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
