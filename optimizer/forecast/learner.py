"""What the level of log unit cost is forecast with: shrinkage, corrected by boosting."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.forecast.cells import Cells
from optimizer.forecast.features import Encoder, with_past
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.shrinkage import Shrunk
from optimizer.forecast.tally import Tally
from optimizer.forecast.trees import Trees


@dataclass(frozen=True, slots=True)
class Learner:
    """`correction` is None with too little history."""

    shrunk: Shrunk
    encoder: Encoder
    tally: Tally
    correction: Trees | None = None

    def forecast(self, lines: Lines) -> tuple[Floats, Floats, Ints]:
        """The level; what is seen of each line; past campaigns of its advertiser and market."""
        parts = self.shrunk.parts(Cells.of(lines))
        own = self.encoder.features(lines)
        seen = with_past(own, self.shrunk.level, parts, self.tally, lines)
        level = self.shrunk.level + parts.sum(axis=1)
        if self.correction is not None:
            level = level + self.correction.predict(seen)
        return level, seen, self.tally.counts(lines)[:, 0]
