"""The Brief: what the advertiser wants, as far as the conversation says, with its evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_serializer

from media.evidence import Evidence
from media.flight import Flight
from media.money import Currency, Micros
from media.words import (
    AdFormat,
    CapPeriod,
    Channel,
    Device,
    Gender,
    Metric,
    Objective,
    Period,
    Priority,
    counted,
)

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Budget(_Part):
    """How much may be spent, in micros of `currency`, per `period`.

    `max` is the upper end of a range ("20-30k"), `at_most` says that less is fine.
    """

    amount: Micros
    max: Micros | None = None
    currency: Currency | None = None
    period: Period = "total"
    at_most: bool = False
    basis: Literal["net", "gross"] | None = None


class Where(_Part):
    """Which lines a constraint is about: all keys that are set must match."""

    format: AdFormat | None = None
    channel: Channel | None = None
    market: Country | None = None
    region: Region | None = None
    city: str | None = None

    def __str__(self) -> str:
        return " ".join(str(v) for _, v in self if v is not None)

    @property
    def is_cell(self) -> bool:
        """Whether it names a format or a channel within a place."""
        sold, place = self.format or self.channel, self.market or self.region or self.city
        return bool(sold and place)

    @model_serializer
    def _only_what_is_set(self) -> dict[str, str]:
        return {key: value for key, value in self if value is not None}


class PartialFlight(Flight):
    """Dates for some lines only ("Mexico from March")."""

    where: Where = Where()


class Geo(_Part):
    """Places: the narrowest level named wins per country."""

    countries: tuple[Country, ...] = ()
    regions: tuple[Region, ...] = ()
    cities: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class AgeRange(_Part):
    """Ages from `min` to `max`, both included; None is open."""

    min: int | None = None
    max: int | None = None


class Audience(_Part):
    """Who should be reached. `age_ranges` holds several separate ranges."""

    age_min: int | None = None
    age_max: int | None = None
    age_ranges: tuple[AgeRange, ...] = ()
    genders: tuple[Gender, ...] = ()
    interests: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()


class Formats(_Part):
    """Wanted, exclusive and unwanted ad formats."""

    only: tuple[AdFormat, ...] = ()
    include: tuple[AdFormat, ...] = ()
    exclude: tuple[AdFormat, ...] = ()


class Channels(_Part):
    """Wanted, exclusive and unwanted buying channels."""

    only: tuple[Channel, ...] = ()
    include: tuple[Channel, ...] = ()
    exclude: tuple[Channel, ...] = ()


class Kpi(_Part):
    """A target such as CPM <= 12. Money metrics are in currency units, rates are fractions.

    REACH with `k` counts people reached `k` times or more; a value of 0 asks for as many of them
    as can be had.
    """

    metric: Metric
    op: Literal["<=", ">=", "=="]
    value: float
    k: int | None = None

    @property
    def counted(self) -> str:
        """The metric, or "REACH_3" for people reached three times or more."""
        return counted(self.metric, self.k or 1)

    @property
    def is_target(self) -> bool:
        """Whether there is something to miss."""
        return self.metric != "REACH" or self.value > 0


class FrequencyCap(_Part):
    """At most `impressions` to one person per `per`."""

    impressions: int
    per: CapPeriod


class ShareConstraint(_Part):
    """The lines that match take between `min` and `max` of the total spend (fractions)."""

    kind: Literal["share"] = "share"
    where: Where
    min: float | None = None
    max: float | None = None


class AmountConstraint(_Part):
    """The lines that match take between `min` and `max` micros."""

    kind: Literal["amount"] = "amount"
    where: Where
    min: Micros | None = None
    max: Micros | None = None


class ExcludeConstraint(_Part):
    """No line that matches."""

    kind: Literal["exclude"] = "exclude"
    where: Where


class ProtectConstraint(_Part):
    """No spend in the cell beyond what is asked for by name; up to `max` of its avails."""

    kind: Literal["protect"] = "protect"
    where: Where
    max: float | None = None


Constraint = Annotated[
    ShareConstraint | AmountConstraint | ExcludeConstraint | ProtectConstraint,
    Field(discriminator="kind"),
]


class Brief(_Part):
    """The consolidated wish of a conversation. Absent values are None or empty.

    `assumed` names top-level slots that nobody stated (they have no evidence), `missing` the
    material ones that are still open. `evidence` maps JSON pointers into this Brief to words.
    """

    advertiser: str | None = None
    product: str | None = None
    category: str | None = None
    objective: Objective | None = None
    budget: Budget | None = None
    flight: Flight | None = None
    flights: tuple[PartialFlight, ...] = ()
    geo: Geo = Geo()
    audience: Audience = Audience()
    formats: Formats = Formats()
    channels: Channels = Channels()
    kpis: tuple[Kpi, ...] = ()
    frequency_cap: FrequencyCap | None = None
    constraints: tuple[Constraint, ...] = ()
    brand_safety: tuple[str, ...] = ()
    priority: Priority | None = None
    assumed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = Field(default_factory=dict)
