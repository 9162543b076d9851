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
        """Curves from the parameters of `media.forecast.ReachCurve`; unused ones may be anything."""
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

    def repeat(self, columns: int) -> Curves:
        """The same curves as columns against which a (pools, columns) array broadcasts."""
        del columns
        return Curves(
            self.ceiling[:, None], self.shape[:, None], self.scale[:, None], self.times[:, None]
        )
