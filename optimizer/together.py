"""Several numbers that must give way at once, where no change of one alone leaves a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

DOUBLINGS, HALVINGS = 8, 3
"""How far, and how closely, the multiple that all numbers share is looked for."""


def irreducible(free: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """Of things that are `enough` together, some that are too, and none of which can be left out.

    The first are the first to be left out.
    """
    left = list(free)
    for each in free:
        rest = [other for other in left if other is not each]
        if enough(rest):
            left = rest
    return tuple(left)


def farther(now: float, value: float, times: float) -> float:
    """So many times as far from now as a value: what gets less is divided by more."""
    if value > now:
        return now + times * (value - now)
    return now / (1.0 + times * (now / value - 1.0)) if value > 0 else 0.0


def least_multiples(
    count: int, works: Callable[[tuple[float, ...]], bool]
) -> tuple[float, ...] | None:
    """For each of some numbers by what its least change is multiplied; None if none was found.

    It is the same for all, as little as works, but 1 for those that need no more.
    """
    shared = _least_multiple(lambda times: works((times,) * count))
    if shared is None:
        return None
    found = (shared,) * count
    for at in range(count if shared > 1.0 else 0):
        less = (*found[:at], 1.0, *found[at + 1 :])
        found = less if works(less) else found
    return found


def _least_multiple(works: Callable[[float], bool]) -> float | None:
    """The least from a half on that works, or little more: looked for from 1 on, up or down."""
    low, high = 0.5, 1.0
    for _ in range(DOUBLINGS):
        if works(high):
            break
        low, high = high, 2.0 * high
    else:
        return None
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        low, high = (low, middle) if works(middle) else (middle, high)
    return high
