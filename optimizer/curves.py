"""Reach curves: the share of a population that sees a pool's ads, by impressions per head.

Every family is a mixture of Poissons over the reachable share `ceiling`:
exponential c(1 - exp(-e/c)); nbd c(1 - (1 + e/(c k))^-k); hill c e/(e + h), which is the nbd of
shape 1 on the scale h. Effective reach (seen k times or more) follows from the same mixture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaln, gammainc, gammaln, xlogy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Family = Literal["exponential", "nbd", "hill"]


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """One curve per pool, as arrays of one length.

    `ceiling` is the reachable share; `shape` is infinite for the exponential family; `scale` is
    the impressions per head at which the mixture turns; `times` is how often somebody must see
    the ads to count (1: plain reach).
    """

    ceiling: Floats
    shape: Floats
    scale: Floats
    times: Ints

    @classmethod
    def of(
        cls,
        family: Sequence[Family],
        ceiling: ArrayLike,
        shape: ArrayLike,
        half: ArrayLike,
        times: ArrayLike = 1,
    ) -> Curves:
        """Curves from the parameters of `media.forecast.ReachCurve`; unused ones may be any."""
        names = np.asarray(family, dtype="U11")
        c = np.broadcast_to(np.asarray(ceiling, float), names.shape)
        k = np.where(names == "exponential", np.inf, np.where(names == "hill", 1.0, shape))
        nbd_scale = c * np.where(names == "nbd", shape, 1.0)
        scale = np.where(names == "hill", half, nbd_scale)
        seen = np.broadcast_to(np.asarray(times, np.int64), names.shape)
        return cls(c.astype(float), k.astype(float), scale.astype(float), seen.astype(np.int64))

    def __len__(self) -> int:
        return len(self.ceiling)

    def take(self, pools: NDArray[np.integer]) -> Curves:
        """The curves of `pools`, in that order, repeats allowed."""
        return Curves(self.ceiling[pools], self.shape[pools], self.scale[pools], self.times[pools])

    def column(self) -> Curves:
        """The same curves as a column, against which a (pools, points) array broadcasts."""
        c, k, s, t = self.ceiling, self.shape, self.scale, self.times
        return Curves(c[:, None], k[:, None], s[:, None], t[:, None])


def reach_share(curves: Curves, heads: Floats) -> Floats:
    """Share of the population reached `times` or more, at `heads` impressions per head."""
    plain = -curves.ceiling * np.expm1(_log_unreached(curves, heads))
    if np.all(curves.times == 1):
        return plain
    poisson, mixed = _repeat_parts(curves, heads)
    repeated = np.where(
        np.isinf(curves.shape),
        gammainc(curves.times, poisson),
        betainc(curves.times, np.where(np.isinf(curves.shape), 1.0, curves.shape), mixed),
    )
    return np.where(curves.times == 1, plain, curves.ceiling * repeated)


def exposure(curves: Curves, heads: Floats) -> Floats:
    """-log(1 - reach share): what adds up over the pools of a market."""
    return -np.log1p(-reach_share(curves, heads))


def exposure_slope(curves: Curves, heads: Floats) -> Floats:
    """Derivative of `exposure`; it falls with `heads` when `times` is 1 (the hazard rate)."""
    return _density(curves, heads) / (1.0 - reach_share(curves, heads))


def heads_at(curves: Curves, slope: Floats) -> Floats:
    """Impressions per head at which the slope of plain exposure has fallen to `slope`.

    0 where it is nowhere that steep, infinite where `slope` is 0. With v = log of the share of the
    reachable who see nothing, the hazard rate is h0 e^(v + v/k) / (1 - c + c e^v). Its logarithm
    is concave in v, so that Newton's method converges from anywhere.
    """
    c = curves.ceiling
    per_shape = np.where(np.isinf(curves.shape), 0.0, 1.0 / curves.shape)
    first = c / (curves.scale * np.where(per_shape > 0, per_shape, 1.0))
    with np.errstate(divide="ignore"):
        wanted = np.log(np.maximum(slope, 0.0) / first)
    inside = np.where((wanted < 0) & np.isfinite(wanted), wanted, 0.0)
    v = inside + np.log1p(-c)
    for _ in range(NEWTON):
        seen = c * np.exp(v)
        left = 1.0 - c + seen
        v = v - ((1.0 + per_shape) * v - np.log(left) - inside) / (1.0 + per_shape - seen / left)
    v = np.minimum(v, 0.0)
    finite = np.where(per_shape > 0, per_shape, 1.0)
    heads = curves.scale * np.where(per_shape > 0, np.expm1(np.minimum(-v * finite, FAR)), -v)
    return np.where(wanted >= 0, 0.0, np.where(np.isneginf(wanted), np.inf, heads))


NEWTON = 12
"""Rounds of Newton's method: each doubles the digits."""
FAR = 600.0
"""Beyond the exponential of this nothing is bought."""


def knee(curves: Curves, floors: Floats, tops: Floats) -> Floats:
    """Per pool, where the concave envelope of `exposure` on [floor, top] meets the curve.

    It is the floor for plain reach. Effective reach is S-shaped with one inflection, so its
    envelope is the chord from the floor to the point of tangency and the curve from there on.
    """
    if np.all(curves.times == 1):
        return np.asarray(floors, float).copy()
    start = exposure(curves, floors)
    bend = inflection(curves, tops)
    low = np.clip(bend, floors, tops)
    high = np.asarray(tops, float).copy()
    for _ in range(60):
        middle = (low + high) / 2
        rise = (middle - floors) * exposure_slope(curves, middle)
        above = exposure(curves, middle) - start < rise
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where((curves.times == 1) | (bend <= floors), floors, high)


def most_per_head(curves: Curves, tops: Floats) -> Floats:
    """At least the largest share reached per impression per head that `heads` up to `tops` have.

    It is the first impression's for plain reach. S-shaped curves rise faster than a line from 0 up
    to the point of tangency, and slower from there on. Of `times` impressions that somebody must
    see none counts for more than its part (Markov's inequality).
    """
    low, high = np.zeros(len(tops)), np.maximum(tops, NOTHING)
    for _ in range(INFLECTION_HALVINGS):
        middle = (low + high) / 2
        share = reach_share(curves, middle)
        rising = middle * exposure_slope(curves, middle) * (1.0 - share) > share
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    first = exposure_slope(curves, np.zeros(len(tops)))
    per_head = np.where(low > 0, reach_share(curves, high) / np.where(low > 0, low, 1.0), 1.0)
    return np.where(curves.times == 1, first, np.minimum(per_head, 1.0 / curves.times))


def inflection(curves: Curves, tops: Floats) -> Floats:
    """Heads per pool up to which the slope of `exposure` rises, at most `tops`: 0 if nowhere."""
    if np.all(curves.times == 1):
        return np.zeros(len(tops))
    least = (curves.times - 1) * curves.scale / (_finite(curves.shape) + 1.0)
    poisson = (curves.times - 1) * curves.scale
    low = np.minimum(np.where(np.isinf(curves.shape), poisson, least), tops)
    low, high = np.maximum(low, NOTHING), np.maximum(tops, NOTHING)
    beyond = _steepens(curves, high)
    for _ in range(INFLECTION_HALVINGS):
        middle = np.sqrt(low * high)
        rising = _steepens(curves, middle)
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return np.where(curves.times == 1, 0.0, np.where(beyond, tops, np.minimum(high, tops)))


INFLECTION_HALVINGS = 50
NOTHING = 1e-150
"""Heads that are none, and whose square is still a number."""


def _steepens(curves: Curves, heads: Floats) -> Bools:
    """Whether the slope of `exposure` of repeated contacts rises: the sign of its logarithm's."""
    scale, shape = curves.scale, _finite(curves.shape)
    density, missed = _density(curves, heads), 1.0 - reach_share(curves, heads)
    poisson = (curves.times - 1) / heads - 1.0 / scale
    mixed = ((curves.times - 1) * scale / heads - (shape + 1.0)) / (heads + scale)
    return np.asarray(np.where(np.isinf(curves.shape), poisson, mixed) + density / missed > 0, bool)


def _finite(shape: Floats) -> Floats:
    """The shapes, with any number for those that are infinite."""
    return np.where(np.isinf(shape), 1.0, shape)


def _log_unreached(curves: Curves, heads: Floats) -> Floats:
    """Log of the share of the reachable who see nothing."""
    ratio = heads / curves.scale
    finite = np.where(np.isinf(curves.shape), 1.0, curves.shape)
    return np.where(np.isinf(curves.shape), -ratio, -finite * np.log1p(ratio))


def _density(curves: Curves, heads: Floats) -> Floats:
    infinite = np.isinf(curves.shape)
    shape = np.where(infinite, 1.0, curves.shape)
    log_stay = _log_unreached(curves, heads) - np.where(
        infinite, 0.0, np.log1p(heads / curves.scale)
    )
    plain = curves.ceiling * np.where(infinite, 1.0, shape) / curves.scale * np.exp(log_stay)
    if np.all(curves.times == 1):
        return plain
    times = curves.times
    poisson, mixed = _repeat_parts(curves, heads)
    gamma = np.exp(xlogy(times - 1, poisson) - poisson - gammaln(times))
    unmixed = np.log(curves.scale / (heads + curves.scale))
    beta = np.exp(xlogy(times - 1, mixed) + (shape + 1) * unmixed - betaln(times, shape))
    repeated = curves.ceiling / curves.scale * np.where(infinite, gamma, beta)
    return np.where(times == 1, plain, repeated)


def _repeat_parts(curves: Curves, heads: Floats) -> tuple[Floats, Floats]:
    """Mean contacts of the Poisson family, and the success share of the mixed one."""
    return heads / curves.scale, heads / (heads + curves.scale)
