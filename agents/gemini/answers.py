"""What the specialists may answer, as schemas for the model, and what that claims about the Brief.

Every finding begins with its quote, so that the model looks for words before it names a value, and
every answer can say that nothing was found. Only parts of JSON Schema that Gemini knows are used.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agents.readers.findings.proposals import Ages, BudgetValue, Dated, Op, Value
from media.brief import AgeRange, FrequencyCap, Kpi, ShareConstraint, Where
from media.errors import InvalidInput
from media.money import to_micros
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
)

Listing = Literal["include", "only", "exclude"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the model says the quoted words mean: a patch that nobody has checked yet."""

    quote: str
    path: str
    op: Op
    value: Value


class Finding(BaseModel):
    """Words of the message and one value that they stand for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str = Field(description="The exact words of the message, copied without any change.")

    @abstractmethod
    def claim(self) -> Claim:
        """The finding as a patch. Raises InvalidInput or ValueError when it makes no sense."""


class ObjectiveFinding(Finding):
    """A campaign objective."""

    objective: Objective

    def claim(self) -> Claim:
        """A value for the objective."""
        return Claim(self.quote, "/objective", "set", self.objective)


class PriorityFinding(Finding):
    """What matters most when goals compete."""

    priority: Priority

    def claim(self) -> Claim:
        """A value for the priority."""
        return Claim(self.quote, "/priority", "set", self.priority)


class KpiFinding(Finding):
    """A target; money in currency units, rates as fractions."""

    metric: Metric
    op: Literal["<=", ">=", "=="]
    value: float

    def claim(self) -> Claim:
        """One more KPI."""
        kpi = Kpi(metric=self.metric, op=self.op, value=self.value)
        return Claim(self.quote, "/kpis", "add", kpi)


class CapFinding(Finding):
    """At most so many impressions a person and period."""

    impressions: int
    per: CapPeriod

    def claim(self) -> Claim:
        """A frequency cap."""
        cap = FrequencyCap(impressions=self.impressions, per=self.per)
        return Claim(self.quote, "/frequency_cap", "set", cap)


class SafetyFinding(Finding):
    """A topic to stay away from."""

    topic: str = Field(description="One of the ids under brand_safety in look_ups.")

    def claim(self) -> Claim:
        """One more topic to avoid."""
        return Claim(self.quote, "/brand_safety", "add", self.topic)


class AgesFinding(Finding):
    """Ages, both ends included; null is open."""

    age_min: int | None
    age_max: int | None

    def claim(self) -> Claim:
        """The ages."""
        ages = Ages((AgeRange(min=self.age_min, max=self.age_max),))
        return Claim(self.quote, "/audience/age", "set", ages)


class GenderFinding(Finding):
    """A gender to reach."""

    gender: Gender

    def claim(self) -> Claim:
        """One more gender."""
        return Claim(self.quote, "/audience/genders", "add", self.gender)


class DeviceFinding(Finding):
    """A kind of device to reach people on."""

    device: Device

    def claim(self) -> Claim:
        """One more device."""
        return Claim(self.quote, "/audience/devices", "add", self.device)


class InterestFinding(Finding):
    """An interest of the taxonomy, wanted or not."""

    interest: str = Field(description="One of the ids under interests in look_ups.")
    wanted: bool

    def claim(self) -> Claim:
        """One interest more or less."""
        op: Op = "add" if self.wanted else "remove"
        return Claim(self.quote, "/audience/interests", op, self.interest)


class CountryFinding(Finding):
    """A country, wanted or not."""

    country: str = Field(description="One of the ids under countries in look_ups.")
    wanted: bool

    def claim(self) -> Claim:
        """One country more or less."""
        op: Op = "add" if self.wanted else "exclude"
        return Claim(self.quote, "/geo/countries", op, self.country)


class BudgetFinding(Finding):
    """The money to spend, in currency units."""

    amount: str = Field(description="Digits with a dot for decimals, such as 250000.00.")
    max: str | None = Field(description="The upper end of a range in the same form, or null.")
    currency: str | None = Field(description="ISO 4217, only when the words name a currency.")
    period: Period

    def claim(self) -> Claim:
        """The budget, in micros."""
        upper = None if self.max is None else to_micros(self.max)
        value = BudgetValue(to_micros(self.amount), upper, self.currency, self.period)
        return Claim(self.quote, "/budget", "set", value)


class FlightFinding(Finding):
    """When the campaign runs, both days included; null is open."""

    start: date | None
    end: date | None

    def claim(self) -> Claim:
        """The dates."""
        if self.start is None and self.end is None:
            raise InvalidInput("The flight has neither a start nor an end.")
        return Claim(self.quote, "/flight", "set", Dated(self.start, self.end))


class FormatFinding(Finding):
    """An ad format and whether it is wanted."""

    format: AdFormat
    listing: Listing

    def claim(self) -> Claim:
        """One format in a list."""
        return Claim(self.quote, f"/formats/{self.listing}", "add", self.format)


class ChannelFinding(Finding):
    """A buying channel and whether it is wanted."""

    channel: Channel
    listing: Listing

    def claim(self) -> Claim:
        """One channel in a list."""
        return Claim(self.quote, f"/channels/{self.listing}", "add", self.channel)


class ShareFinding(Finding):
    """How much of the spend a format must or may take, as fractions."""

    format: AdFormat
    min: float | None
    max: float | None

    def claim(self) -> Claim:
        """One more share."""
        share = ShareConstraint(where=Where(format=self.format), min=self.min, max=self.max)
        return Claim(self.quote, "/constraints", "add", share)


class SpecialistAnswer(BaseModel):
    """An answer: a flag and lists of findings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nothing_found: bool = Field(description="True when no word of the message is about this.")

    def claims(self) -> Iterator[Claim]:
        """What the findings say, without those that make no sense; none when nothing was found."""
        if self.nothing_found:
            return
        for _, findings in self:
            for finding in findings if isinstance(findings, tuple) else ():
                try:
                    yield finding.claim()
                except (InvalidInput, ValueError):
                    continue


class GoalAnswer(SpecialistAnswer):
    """What the campaign is to achieve."""

    objectives: tuple[ObjectiveFinding, ...]
    priorities: tuple[PriorityFinding, ...]
    kpis: tuple[KpiFinding, ...]
    frequency_caps: tuple[CapFinding, ...]
    brand_safety: tuple[SafetyFinding, ...]


class AudienceAnswer(SpecialistAnswer):
    """Who is to be reached, and where."""

    ages: tuple[AgesFinding, ...]
    genders: tuple[GenderFinding, ...]
    devices: tuple[DeviceFinding, ...]
    interests: tuple[InterestFinding, ...]
    countries: tuple[CountryFinding, ...]


class BudgetAnswer(SpecialistAnswer):
    """How much may be spent."""

    budgets: tuple[BudgetFinding, ...]


class ScheduleAnswer(SpecialistAnswer):
    """When the campaign runs."""

    flights: tuple[FlightFinding, ...]


class InventoryAnswer(SpecialistAnswer):
    """What is to be bought, and how."""

    formats: tuple[FormatFinding, ...]
    channels: tuple[ChannelFinding, ...]
    shares: tuple[ShareFinding, ...]
