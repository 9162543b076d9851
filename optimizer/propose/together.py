"""The smallest changes of several numbers of the Brief that leave a plan, where one does not.

With all numbers free there is a plan, or nothing helps. As many as can be are held again, so that
of those that stay free none is free for nothing. Each of them must give way by some least amount,
however far the others do. What is offered moves all by the same multiple of these amounts, the
least that was found to leave a plan, but those that need no more by that amount alone: none gives
way far so that another need give way less.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from optimizer.propose.levers import Lever
from optimizer.propose.nearest import about, plans_near
from optimizer.propose.request import PlanRequest
from optimizer.propose.supply import VIEWS, Plans
from optimizer.together import farther, irreducible, least_multiples

Moves = tuple[tuple[Lever, float], ...]
"""Levers, each with the value that it moves to."""


def together(
    request: PlanRequest, levers: Sequence[Lever], clashing: Sequence[Lever], until: float
) -> Iterator[Moves]:
    """Small sets of changes that leave a plan together, by the clock's `until`.

    `levers` are all numbers there are; of those `clashing` one must give way, and each has a set
    of its own if it can. Those that move the budget come last.
    """
    plans = plans_near(_freed(request, levers), dict.fromkeys(VIEWS))
    if plans is None:
        return
    tried = set[tuple[Lever, ...]]()
    for first in sorted(clashing, key=lambda lever: lever.kind == "budget"):
        order = _held_in_order(levers, clashing, first)
        needed = tuple(sorted(_needed(request, order, plans, until), key=levers.index))
        moves = () if needed in tried else _moved(request, needed, plans, until)
        tried.add(needed)
        if moves:
            yield moves


def _held_in_order(
    levers: Sequence[Lever], clashing: Sequence[Lever], first: Lever
) -> tuple[Lever, ...]:
    """Other numbers of the clash are held first, and the `first` of the clash is the last."""
    mates = [lever for lever in clashing if lever is not first]
    return (*mates, *(lever for lever in levers if lever not in clashing), first)


def _needed(
    request: PlanRequest, order: Sequence[Lever], plans: Plans, until: float
) -> tuple[Lever, ...]:
    """Levers that must be free for a plan, given the plans where all are."""
    known = plans

    def enough(free: Sequence[Lever]) -> bool:
        nonlocal known
        found = _plans_by(until, _freed(request, free), known)
        known = found or known
        return found is not None

    return irreducible(order, enough)


def _moved(request: PlanRequest, needed: Sequence[Lever], plans: Plans, until: float) -> Moves:
    """The least multiples of what each must give way at least; nothing if none are found."""
    known = [value for value in _least(request, needed, until) if value is not None]
    if len(known) < len(needed):
        return ()

    def moved(multiples: tuple[float, ...]) -> Moves:
        ways = zip(needed, known, multiples, strict=True)
        ends = [(lever, farther(lever.now, to, times)) for lever, to, times in ways]
        return tuple((lever, lever.at(lever.beyond(end))) for lever, end in ends)

    def works(multiples: tuple[float, ...]) -> bool:
        return _plans_by(until, _changed(request, moved(multiples)), plans) is not None

    multiples = least_multiples(len(needed), works)
    return () if multiples is None else moved(multiples)


def _least(request: PlanRequest, needed: Sequence[Lever], until: float) -> Iterator[float | None]:
    """About how far each of the needed must go at least, the others free."""
    for lever in needed:
        others = _freed(request, [other for other in needed if other is not lever])
        yield about(others, lever, until)


def _plans_by(until: float, request: PlanRequest, near: Plans) -> Plans | None:
    return plans_near(request, near) if time.monotonic() < until else None


def _freed(request: PlanRequest, levers: Sequence[Lever]) -> PlanRequest:
    for lever in levers:
        request = lever.freed(request)
    return request


def _changed(request: PlanRequest, moves: Moves) -> PlanRequest:
    for lever, value in moves:
        request = lever.change(request, value)
    return request
