"""What the level of log unit cost is forecast with: shrinkage, corrected by boosting."""

from __future__ import annotations

from dataclasses import dataclass

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
        level = self.shrunk.predict(lines)
        counts = self.tally.counts(lines)
        seen = with_past(self.encoder.features(lines), level, counts, self.tally.gap(lines))
        if self.correction is not None:
            level = level + self.correction.predict(seen[:, : self.encoder.width + 1])
        return level, seen, counts[:, 0]
