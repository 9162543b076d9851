"""What one more impression of a line brings, next to a plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.curves import Curves, exposure_slope, reach_share
from optimizer.propose.request import Candidate


def people_per_impression(
    candidates: Sequence[Candidate], shown: Mapping[str, float]
) -> dict[str, float]:
    """People whom one more impression of each candidate newly reaches.

    `shown` are the plan's impressions by line. With heads e of a pool and the place's reach R, it
    is (1 - R) times the slope of the pool's exposure at e: the derivative of deduplicated reach.
    """
    pools: dict[str, list[Candidate]] = defaultdict(list)
    for line in candidates:
        pools[line.pool].append(line)
    slope: dict[str, float] = {}
    missed: dict[str, float] = defaultdict(lambda: 1.0)
    for pool, lines in pools.items():
        curve = _curve(lines)
        heads = sum(shown.get(line.id, 0.0) for line in lines) / max(1.0, lines[0].people)
        slope[pool] = float(exposure_slope(curve, np.array([heads]))[0])
        missed[lines[0].place] *= 1.0 - float(reach_share(curve, np.array([heads]))[0])
    return {
        line.id: value if math.isfinite(value := missed[line.place] * slope[line.pool]) else 0.0
        for line in candidates
    }


def _curve(lines: Sequence[Candidate]) -> Curves:
    reach = max(lines, key=lambda line: line.forecast.comparables.count).forecast.reach
    return Curves.of([reach.family], [reach.ceiling], [reach.shape], [reach.half])
