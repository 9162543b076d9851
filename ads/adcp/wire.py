"""What goes over the wire to AdCP sellers and comes back, in the protocol's own names.

Amounts are numbers in currency units; `context` is echoed unchanged and carries our references.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

Instant = Annotated[
    datetime, PlainSerializer(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str)
]
BUY_STATUSES = (
    "pending_creatives",
    "pending_start",
    "active",
    "paused",
    "completed",
    "rejected",
    "canceled",
)


class Wire(BaseModel):
    """Base of everything on the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore")


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

    pricing_option_id: str
    pricing_model: str = "cpm"
    currency: str
    fixed_price: float | None = None
    floor_price: float | None = None
    min_spend_per_package: float | None = None


class Product(Wire):
    """Something for sale."""

    product_id: str
    name: str = ""
    delivery_type: str
    format_ids: tuple[FormatId, ...] = ()
    pricing_options: tuple[PricingOption, ...] = ()


class Products(Wire):
    """Everything that fits."""

    products: tuple[Product, ...] = ()


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
    timestamp: datetime
    action: str
    summary: str | None = None
    package_id: str | None = None


class Package(Wire):
    """A line as the seller has it."""

    package_id: str
    product_id: str | None = None
    budget: float | None = None
    bid_price: float | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    paused: bool = False
    canceled: bool = False
    targeting_overlay: Targeting | None = None
    context: Context = Context()


class MediaBuy(Wire):
    """A buy as the seller has it; a submitted one has a task instead of an id."""

    media_buy_id: str | None = None
    task_id: str | None = None
    status: str | None = None
    po_number: str | None = None
    currency: str | None = None
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

    media_buys: tuple[MediaBuy, ...] = ()


class ListTasks(Wire):
    """Ask for decisions that are open or were made."""

    account: AccountRef


class Task(Wire):
    """A decision of the seller."""

    task_id: str
    status: str
    media_buy_id: str | None = None
    context: Context | None = None


class Tasks(Wire):
    """All decisions."""

    tasks: tuple[Task, ...] = ()


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

    package_id: str
    spend: float = 0.0
    impressions: float = 0
    clicks: float = 0
    completed_views: float = 0
    reach: float | None = None


class BuyDelivery(Wire):
    """What a buy has delivered."""

    media_buy_id: str
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
    """The refusals of an answer."""

    errors: tuple[Error, ...] = ()
