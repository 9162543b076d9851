"""Pools that a plan leaves out so that it keeps the rules on reach that its others ask too much of.

A pool whose exposure bends upwards is worth its impressions as a whole or not at all: where a
frequency cap is missed by a little, no other spend keeps it, but one pool less may.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array

from optimizer import measure
from optimizer.curves import Bools, Floats, Ints, exposure
from optimizer.problem import Problem

KEPT = 1e-9
"""Of a rule's size: what is as good as kept."""


def lightened(problem: Problem, spends: Floats) -> Bools:
    """Pools (P) without which spends (N) keep the rules on reach, or more nearly so.

    One after the other: the cheapest that is enough, or else what helps most for what it costs.
    """
    out, spends = np.zeros(len(problem.market), bool), spends.copy()
    asked = np.flatnonzero(abs(problem.rows.reach).sum(axis=1) > 0)
    for _ in range(len(out)):
        now = float(measure.row_misses(problem, spends)[asked].sum())
        if now <= KEPT:
            break
        lost, left = _without_each(problem, spends, asked)
        useful = (left < now) & ~out
        if not useful.any():
            break
        enough = useful & (left <= KEPT)
        cost = (
            np.where(enough, lost, np.inf)
            if enough.any()
            else lost / np.where(useful, now - left, 1.0)
        )
        worst = int(np.argmin(np.where(useful, cost, np.inf)))
        out[worst] = True
        spends[problem.pool == worst] = 0.0
    return out


def _without_each(problem: Problem, spends: Floats, asked: Ints) -> tuple[Floats, Floats]:
    """Per pool (P), what is lost without it, and by how much the `asked` rows are missed then."""
    rows, market = problem.rows, problem.market
    seen = exposure(problem.curves, measure.heads(problem, spends))
    missed = np.exp(-measure.exposure_by_market(problem, seen))[market]
    people = problem.population[market] * missed * np.expm1(seen)
    shown = _by_pool(problem, measure.impressions(problem, spends))
    less = (rows.impressions[asked] @ shown).toarray()
    less += rows.reach[asked].toarray()[:, market] * people
    values = measure.row_values(problem, spends)[asked, None] - less
    low, high = (side[asked] for side in (rows.lower, rows.upper))
    outside = np.maximum(low[:, None] - values, values - high[:, None])
    size = measure.row_sizes(problem)[asked, None]
    return problem.reach_weight[market] * people, np.maximum(outside / size, 0.0).sum(axis=0)


def _by_pool(problem: Problem, values: Floats) -> csr_array:
    """Values of the lines (N) in the columns of their pools (N, P)."""
    lines = np.flatnonzero(problem.pool >= 0)
    shape = (len(problem), len(problem.market))
    at = csr_array((np.ones(len(lines)), (lines, problem.pool[lines])), shape=shape)
    return csr_array(diags_array(values) @ at)
