"""`solve`: the best spends for a problem, with a certified bound on how much better any could be."""

from __future__ import annotations

from optimizer.problem import Problem
from optimizer.solution import Solution


def solve(
    problem: Problem,
    *,
    gap: float = 1e-3,
    time_limit: float = 10.0,
    warm: Solution | None = None,
) -> Solution:
    """The best spends found for `problem` and a proven bound; see `Solution` for what is in it.

    Stops when the certified relative gap is at most `gap`, or after about `time_limit` seconds.
    `warm` is the solution of a similar problem with the same lines; it changes the speed, not the
    guarantee. The same input gives the same answer unless the time runs out.
    """
    raise NotImplementedError
