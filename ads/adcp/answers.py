"""What comes back from AdCP sellers, in the protocol's own names: what we look at, nothing else.

What an answer cannot do without has no default: that there is nothing must be said. Amounts are
numbers in currency units.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ads.adcp.wire import Context, FormatId, Targeting
from ads.wire import MOST, Amount, Code, Instant, Token, Wire

Quantity = Annotated[float, Field(ge=0, le=MOST)]


class PricingOption(Wire):
    """A price: fixed, or a floor to bid from."""

    pricing_option_id: Token
    pricing_model: str = "cpm"
    currency: Code
    fixed_price: Amount | None = None
    floor_price: Amount | None = None
    min_spend_per_package: Amount | None = None


class Product(Wire):
    """Something for sale."""

    product_id: Token
    name: str = ""
    delivery_type: str
    format_ids: tuple[FormatId, ...] = ()
    pricing_options: tuple[PricingOption, ...] = ()


class Products(Wire):
    """Everything that fits."""

    products: tuple[Product, ...]


class HistoryEntry(Wire):
    """One revision of a buy."""

    revision: int
    timestamp: Instant
    action: str
    summary: str | None = None
    package_id: Token | None = None


class Package(Wire):
    """A line as the seller has it."""

    package_id: Token
    product_id: Token | None = None
    budget: Amount | None = None
    bid_price: Amount | None = None
    start_time: Instant | None = None
    end_time: Instant | None = None
    paused: bool = False
    canceled: bool = False
    targeting_overlay: Targeting | None = None
    context: Context = Context()

    @property
    def is_nameless(self) -> bool:
        """Whether it may be any line's: its reference did not come back."""
        return self.context.reference is None and not self.canceled


class MediaBuy(Wire):
    """A buy as the seller has it; a submitted one has a task instead of an id."""

    media_buy_id: Token | None = None
    task_id: Token | None = None
    status: str | None = None
    po_number: str | None = None
    currency: Code | None = None
    revision: int | None = None
    packages: tuple[Package, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    context: Context | None = None


class MediaBuys(Wire):
    """All buys that fit."""

    media_buys: tuple[MediaBuy, ...]


class Task(Wire):
    """A decision of the seller."""

    task_id: Token
    status: str
    media_buy_id: Token | None = None
    context: Context | None = None


class Tasks(Wire):
    """All decisions."""

    tasks: tuple[Task, ...]


class PackageDelivery(Wire):
    """What a package has delivered."""

    package_id: Token
    spend: Amount = 0.0
    impressions: Quantity = 0
    clicks: Quantity = 0
    completed_views: Quantity = 0
    reach: Quantity | None = None


class BuyDelivery(Wire):
    """What a buy has delivered."""

    media_buy_id: Token
    by_package: tuple[PackageDelivery, ...] = ()


class DeliveryReport(Wire):
    """What several buys have delivered."""

    media_buy_deliveries: tuple[BuyDelivery, ...] = ()


class CreativeResult(Wire):
    """What became of an ad."""

    creative_id: str
    action: str


class CreativeResults(Wire):
    """What became of all ads."""

    creatives: tuple[CreativeResult, ...] = ()


class Error(Wire):
    """Why a task was refused."""

    code: str = ""
    message: str = ""
    field: str | None = None
    retry_after: float | None = None
    recovery: str | None = None


class Errors(Wire):
    """The refusals of an answer: a list, or the one of the protocol's binding to MCP."""

    errors: tuple[Error, ...] = ()
    adcp_error: Error | None = None

    @property
    def all(self) -> tuple[Error, ...]:
        """Every refusal that names its code."""
        alone = () if self.adcp_error is None else (self.adcp_error,)
        return tuple(error for error in self.errors or alone if error.code)
