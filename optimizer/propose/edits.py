"""Follow-up edits: as many lines as possible stay as they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from media.money import MICROS
from media.plan import Change
from optimizer import measure
from optimizer.curves import Floats
from optimizer.edits import changed, fewest_changes
from optimizer.propose.leeway import Point
from optimizer.propose.model import Model
from optimizer.propose.outcome import micros, outcome

TIME = 2.0
"""Seconds for the proof that fewer changes are impossible; the plan itself is there before."""


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """The plan after an edit: how many lines changed, and how few is proven possible."""

    point: Point
    changed: int
    fewest: int


def edited(model: Model, chosen: Point) -> Edit | None:
    """The chosen plan moved as near to the previous one as the allowed loss lets it."""
    previous = _before(model)
    if not previous.any():
        return None
    problem, loss = chosen.problem, model.request.edit_loss
    floor = chosen.solution.value - loss * abs(chosen.solution.value)
    stays = measure.violation(problem, previous) <= 1e-9
    if stays and measure.value(problem, previous) >= floor:
        return Edit(_same(model, chosen, previous), 0, 0)
    limit = min(TIME, model.request.time_limit)
    found = fewest_changes(problem, previous, loss, best=chosen.solution, time_limit=limit)
    point = Point(problem, found, outcome(model, found.spends))
    count = int(changed(problem, previous, found.spends).sum())
    return Edit(point, count, found.changes_bound)


def changes(model: Model, spends: Floats) -> tuple[Change, ...]:
    """Every line whose budget differs from the previous version, in the candidates' order."""
    before = dict(model.request.previous)
    if not before:
        return ()
    now = {
        c.id: micros(model, spend)
        for c, spend in zip(model.candidates, spends.tolist(), strict=True)
        if spend > 0
    }
    ids = dict.fromkeys([*before, *now])
    pairs = ((line, before.get(line) or None, now.get(line)) for line in ids)
    return tuple(Change(line=line, before=b, after=a) for line, b, a in pairs if a != b)


def _before(model: Model) -> Floats:
    previous = model.request.previous
    return np.array([previous.get(c.id, 0) / MICROS for c in model.candidates], float)


def _same(model: Model, chosen: Point, previous: Floats) -> Point:
    solution = measure.with_spends(chosen.problem, chosen.solution, previous)
    return Point(chosen.problem, solution, outcome(model, previous))
