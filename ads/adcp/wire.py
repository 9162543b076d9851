"""What goes over the wire to AdCP sellers, in the protocol's own names.

Amounts are numbers in currency units; `context` is echoed unchanged and carries our references.
"""

from __future__ import annotations

from typing import Literal

from ads.wire import Instant, Wire

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


class GetMediaBuys(Wire):
    """Ask for buys, in any status."""

    account: AccountRef
    media_buy_ids: tuple[str, ...] | None = None
    status_filter: tuple[str, ...] = BUY_STATUSES
    include_history: int | None = None


class ListTasks(Wire):
    """Ask for decisions that are open or were made."""

    account: AccountRef


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
