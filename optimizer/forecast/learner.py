"""The parts of a unit-cost forecast: shrinkage, its correction by boosting, boosting alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.features import Encoder, with_past
from optimizer.forecast.lines import Floats, Lines
from optimizer.forecast.shrinkage import Shrunk, shrunk
from optimizer.forecast.tally import Tally
from optimizer.forecast.trees import Trees


@dataclass(frozen=True, slots=True)
class Learner:
    """What the level of log unit cost is forecast with. Trees are None with too little history."""

    shrunk: Shrunk
    encoder: Encoder
    tally: Tally
    correction: Trees | None = None
    alone: Trees | None = None

    def base(self, lines: Lines) -> tuple[Floats, Floats]:
        """The shrunk forecast, and the features with it."""
        level = self.shrunk.predict(lines)
        return level, with_past(self.encoder.features(lines), self.tally, lines, level)

    def parts(self, level: Floats, seen: Floats) -> Floats:
        """Shrinkage, shrinkage corrected, boosting alone: a row a line, a column a part."""
        if self.correction is None or self.alone is None:
            return np.column_stack([level, level, level])
        own = seen[:, : self.encoder.width]
        corrected = level + self.correction.predict(seen)
        return np.column_stack([level, corrected, self.alone.predict(own)])


def learner(lines: Lines, logs: Floats, rounds: int | None = None) -> Learner:
    """Everything but the trees, learnt from past lines and their log prices."""
    return Learner(shrunk(lines, logs, rounds), Encoder.of(lines, logs), Tally.of(lines))
