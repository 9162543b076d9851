"""What reasons and warnings are told from: the plan, the corners and the margins behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from media.money import MICROS, decimal_string
from media.words import times_of
from optimizer import measure
from optimizer.curves import Floats
from optimizer.propose.corners import Corners
from optimizer.propose.edits import Edit
from optimizer.propose.goals import per_impression
from optimizer.propose.leeway import Point
from optimizer.propose.margins import Margins, margins_of
from optimizer.propose.model import Model
from optimizer.propose.room import Best


@dataclass(frozen=True)
class Told:
    """All that reasons and warnings are told from."""

    best: Best
    corners: Corners
    point: Point
    edit: Edit | None

    @property
    def model(self) -> Model:
        """The model that was solved."""
        return self.best.model

    @cached_property
    def margins(self) -> Margins:
        """What a step of money brings."""
        return margins_of(self.best, self.point.plan)

    @cached_property
    def shown(self) -> Floats:
        """Impressions per line (N)."""
        return measure.impressions(self.model.plain, self.point.plan.spends)

    def metric(self, metric: str) -> float:
        """A metric of the plan at the medians; costs in currency units, rates as fractions."""
        times = times_of(metric)
        if times > 1:
            reached = measure.reach(self.model.reaching(times), self.point.plan.spends)
            return float(reached.sum())
        plan, lines = self.point.plan, self.model.candidates
        clicks = float(per_impression(lines, "CLICKS") @ self.shown)
        views = float(per_impression(lines, "COMPLETIONS") @ self.shown)
        viewable = float((per_impression(lines, "COMPLETIONS") > 0) @ self.shown)
        values: dict[str, float] = {
            "REACH": plan.reach,
            "IMPRESSIONS": plan.impressions,
            "CLICKS": clicks,
            "COMPLETIONS": views,
            "FREQUENCY": per(plan.impressions, plan.reach),
            "CPM": per(1000.0 * plan.total, plan.impressions),
            "CPC": per(plan.total, clicks),
            "CPCV": per(plan.total, views),
            "CTR": per(clicks, plan.impressions),
            "VTR": per(views, viewable),
        }
        return values[metric]


def per(value: float, count: float) -> float:
    """The value for each of the count, 0 for none."""
    return value / count if count else 0.0


def money(units: float) -> str:
    """An amount of currency units as a decimal string."""
    return decimal_string(round(units * MICROS))
