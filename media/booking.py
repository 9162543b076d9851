"""Booking in words: orders for Ads APIs, what became of them, and how a line stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from media.accounts import AdAccount, Assets
from media.brief import Audience, FrequencyCap
from media.money import Currency, Micros
from media.sentences import Sentence, Value
from media.stored import SentenceField
from media.words import AdFormat, Channel, Objective

WaitingFor = Literal["ads", "review", "person"]
"""What a line waits for: its ads, the seller's review of them, somebody at the seller."""
LineState = Literal["intended", "sent", "confirmed", "rejected", "unknown"]
"""How a line's booking stands; unknown is settled by looking, never by sending again."""

BookingState = Literal["queued", "booking", "waiting", "booked", "partial", "failed", "undone"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class OrderLine(_Part):
    """One line as an Ads API needs it. `reference` is short, unique, and stands in the name."""

    line: str
    reference: str
    market: str
    region: str | None = None
    city: str | None = None
    format: AdFormat
    channel: Channel
    start: date
    end: date
    budget: Micros
    impressions: int
    cpm: Micros
    audience: Audience = Audience()
    frequency_cap: FrequencyCap | None = None


class Order(_Part):
    """All lines of a plan version that go to one account, under one campaign."""

    reference: str
    plan: str
    version: int
    plan_hash: str
    advertiser: str
    category: str
    objective: Objective
    currency: Currency
    account: AdAccount
    lines: tuple[OrderLine, ...]
    assets: Assets = Assets()


class Problem(_Part):
    """Something an Ads API would refuse, and the remedy. `line` is None for the whole order.

    A `warning` does not keep the plan from being booked. `correlation` is what the Ads API's own
    support would ask for.
    """

    line: str | None
    message: SentenceField
    remedy: SentenceField
    severity: Literal["error", "warning"] = "error"
    correlation: str | None = None

    @classmethod
    def of(
        cls,
        line: str | None,
        message: str,
        remedy: str,
        *,
        severity: Literal["error", "warning"] = "error",
        **values: Value,
    ) -> Problem:
        """A problem whose sentences have gaps, `{name}`, that the values fill."""
        said, todo = Sentence(message, **values), Sentence(remedy, **values)
        return cls(line=line, message=said, remedy=todo, severity=severity)

    @property
    def sentence(self) -> str:
        """What is wrong, what to do, and the name to ask support by, in English."""
        named = f"(#{self.correlation})" if self.correlation else ""
        return " ".join(part for part in (self.message, self.remedy, named) if part)


class Estimate(_Part):
    """What an Ads API expects of a line; each range is (low, high), money per 1,000 impressions."""

    line: str
    impressions: tuple[int, int]
    cpm: tuple[Micros, Micros]
    reach: tuple[int, int] | None = None
    delivers_budget: bool = True


class BookedLine(_Part):
    """What is known about a line at its Ads API; `live` says that it may spend money."""

    line: str
    state: LineState
    external_id: str | None = None
    url: str | None = None
    problem: Problem | None = None
    waiting_for: WaitingFor | None = None
    live: bool = False
    archived: bool = False


class Booked(_Part):
    """What is known about an order at its Ads API; `waiting` while a seller decides.

    `version` is the Ads API's own version of what was last written or read, `task` its handle
    on a decision that is still open.
    """

    campaign_id: str | None
    lines: tuple[BookedLine, ...]
    url: str | None = None
    waiting: bool = False
    version: int | None = None
    task: str | None = None

    def line(self, line: str) -> BookedLine:
        """What is known about one line; raises KeyError for a line of another order."""
        found = next((known for known in self.lines if known.line == line), None)
        if found is None:
            raise KeyError(line)
        return found

    def with_line(self, changed: BookedLine) -> Booked:
        """The same knowledge with one line replaced."""
        lines = tuple(changed if known.line == changed.line else known for known in self.lines)
        return self.model_copy(update={"lines": lines})


class Delivery(_Part):
    """What a booked line has delivered up to and including `through`."""

    line: str
    external_id: str
    through: date
    spend: Micros
    impressions: int
    clicks: int = 0
    completed_views: int = 0
    reach: int | None = None


class ChangeRecord(_Part):
    """One entry of an Ads API's change history."""

    at: datetime
    entity: str
    field: str
    value: str


class Target(_Part):
    """A targeting id that a look-up returned, with the name it was found under."""

    id: str
    name: str
    kind: str = Field(examples=["interest", "region", "city", "language", "audience"])
