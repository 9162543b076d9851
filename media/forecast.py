"""What the past says about a line: unit cost, response rates, reach curve, all with intervals."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Interval(_Part):
    """A median with its central 80 % and 90 % prediction intervals, all in one unit."""

    mid: float
    low80: float
    high80: float
    low90: float
    high90: float

    def scaled(self, factor: float) -> Interval:
        """The interval of `factor` times the quantity; `factor` is not negative."""
        return Interval(**{name: value * factor for name, value in self})


class ReachCurve(_Part):
    """Share of a population reached at least once, as a function of impressions per head.

    exponential: c(1 - exp(-e/c)); nbd: c(1 - (1 + e/(c k))^-k) with k = `shape`;
    hill: c e/(e + h) with h = `half` >= c. `ceiling` c lies strictly between 0 and 1.
    """

    family: Literal["exponential", "nbd", "hill"] = "nbd"
    ceiling: float = Field(gt=0, lt=1)
    shape: float = Field(default=1.0, gt=0)
    half: float = Field(default=1.0, gt=0)


class Comparables(_Part):
    """The past campaigns behind a forecast.

    `level` names what they share with the line ("market, format, channel"), `nearest` lists a few
    campaign ids, nearest first, and `nearness` is 1 for the same market, format, channel,
    audience, season and size, and falls to 0 for nothing in common.
    """

    count: int
    level: str
    nearest: tuple[str, ...] = ()
    nearness: float = 0.0


class SharedErrors(_Part):
    """What errors of unit cost have in common in one plan: shares of their variance, that of all
    lines, and that of the lines of one place on top of it.
    """

    everywhere: float = Field(default=0.10, ge=0, le=1)
    in_place: float = Field(default=0.15, ge=0, le=1)


class LineForecast(_Part):
    """Forecast of one candidate line.

    `cpm` is currency units per 1,000 impressions at `reference_spend` (currency units); at spend x
    it is cpm * (x / reference_spend) ** `cpm_growth` with 0 <= cpm_growth < 1 and never less than
    at the reference. Rates are fractions. `fit` names the model fit that was used.
    """

    cpm: Interval
    reference_spend: float
    cpm_growth: float = 0.0
    delivery_rate: Interval
    ctr: Interval
    vtr: Interval | None = None
    reach: ReachCurve
    comparables: Comparables
    shared: SharedErrors = SharedErrors()
    fit: str
