"""What boosting minimises, with a quick way to the best value of a leaf.

scikit-learn asks numpy's general median and percentile of every leaf, which cost more than growing
a tree of some dozen rows does. These give the same, to the last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn._loss.loss import AbsoluteError, PinballLoss

from optimizer.forecast.lines import Floats


class Absolute(AbsoluteError):  # type: ignore[misc]
    """Absolute error: a leaf is best at the median of its rows."""

    def fit_intercept_only(self, y_true: Floats, sample_weight: None = None) -> Any:
        """The median."""
        low, high = (len(y_true) - 1) // 2, len(y_true) // 2
        ordered = np.partition(y_true, (low, high))
        return (ordered[low] + ordered[high]) / 2


class Quantile(PinballLoss):  # type: ignore[misc]
    """Pinball loss: a leaf is best at a quantile of its rows."""

    def fit_intercept_only(self, y_true: Floats, sample_weight: None = None) -> Any:
        """The quantile, interpolated as numpy does."""
        place = self.closs.quantile * (len(y_true) - 1)
        low = int(place)
        high = min(low + 1, len(y_true) - 1)
        ordered, share = np.partition(y_true, (low, high)), place - low
        step = ordered[high] - ordered[low]
        nearer_below = ordered[low] + step * share
        return nearer_below if share < 0.5 else ordered[high] - step * (1 - share)
