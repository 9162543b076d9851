"""What goes over the wire to AdCP sellers and comes back, in the protocol's own names.

Amounts are numbers in currency units; `context` is echoed unchanged and carries our references.
What an answer cannot do without has no default: that there is nothing must be said.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ads.wire import MOST, Amount, Code, Instant, Token, Wire

Quantity = Annotated[float, Field(ge=0, le=MOST)]
BUY_STATUSES = (
    "pending_creatives",
    "pending_start",
    "active",
    "paused",
    "completed",
    "rejected",
    "canceled",
)


class AccountRef(Wire):
    """The account that is billed."""

    account_id: str


class BrandRef(Wire):
    """The advertiser, by the domain that says who it is."""

    domain: str


class Context(Wire):
    """What we want to see again."""

    reference: str | None = None


class FormatId(Wire):
    """A creative format."""

    agent_url: str
    id: str


class Filters(Wire):
    """Which products are wanted."""

    delivery_type: Literal["guaranteed", "non_guaranteed"]
    countries: tuple[str, ...]
    channels: tuple[str, ...]
    start_date: str
    end_date: str


class GetProducts(Wire):
    """Ask for products."""

    buying_mode: str = "brief"
    brief: str
    brand: BrandRef
    account: AccountRef
    filters: Filters


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


class Window(Wire):
    """The time over which impressions are counted."""

    interval: int
    unit: Literal["days", "campaign"]


class FrequencyCap(Wire):
    """At most so many impressions per person."""

    max_impressions: int
    per: str = "individuals"
    window: Window


class AgeRestriction(Wire):
    """Required by law for some categories."""

    min: int


class Targeting(Wire):
    """Hard limits of a package; wishes stand in the brief."""

    geo_countries: tuple[str, ...]
    geo_regions: tuple[str, ...] | None = None
    device_platform: tuple[str, ...] | None = None
    language: tuple[str, ...] | None = None
    frequency_cap: FrequencyCap | None = None
    age_restriction: AgeRestriction | None = None


class PackageBody(Wire):
    """One line to buy."""

    product_id: str
    pricing_option_id: str
    budget: float
    bid_price: float | None = None
    impressions: int | None = None
    pacing: str = "even"
    paused: bool = True
    start_time: Instant
    end_time: Instant
    targeting_overlay: Targeting
    context: Context


class CreateMediaBuy(Wire):
    """Buy several packages at once."""

    idempotency_key: str
    account: AccountRef
    brand: BrandRef
    start_time: Instant
    end_time: Instant
    packages: tuple[PackageBody, ...]
    po_number: str
    context: Context


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


class GetMediaBuys(Wire):
    """Ask for buys, in any status."""

    account: AccountRef
    media_buy_ids: tuple[str, ...] | None = None
    status_filter: tuple[str, ...] = BUY_STATUSES
    include_history: int | None = None


class MediaBuys(Wire):
    """All buys that fit."""

    media_buys: tuple[MediaBuy, ...]


class ListTasks(Wire):
    """Ask for decisions that are open or were made."""

    account: AccountRef


class Task(Wire):
    """A decision of the seller."""

    task_id: Token
    status: str
    media_buy_id: Token | None = None
    context: Context | None = None


class Tasks(Wire):
    """All decisions."""

    tasks: tuple[Task, ...]


class PackageUpdate(Wire):
    """A change to one package."""

    package_id: str
    paused: bool


class UpdateMediaBuy(Wire):
    """A change to a buy; refused with CONFLICT when `revision` is not the current one."""

    account: AccountRef
    media_buy_id: str
    revision: int
    idempotency_key: str
    paused: bool | None = None
    canceled: bool | None = None
    cancellation_reason: str | None = None
    packages: tuple[PackageUpdate, ...] | None = None
    new_packages: tuple[PackageBody, ...] | None = None


class GetDelivery(Wire):
    """Ask what was delivered."""

    account: AccountRef
    media_buy_ids: tuple[str, ...]


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


class CreativeAsset(Wire):
    """One part of a creative."""

    asset_type: str
    url: str | None = None
    content: str | None = None
    width: int | None = None
    height: int | None = None


class Creative(Wire):
    """An ad."""

    creative_id: str
    name: str
    format_id: FormatId
    assets: dict[str, CreativeAsset]


class Assignment(Wire):
    """Which package runs an ad."""

    creative_id: str
    package_id: str


class SyncCreatives(Wire):
    """Give ads to the seller; the same id again is an update."""

    account: AccountRef
    creatives: tuple[Creative, ...]
    assignments: tuple[Assignment, ...]
    idempotency_key: str


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
