"""What goes over the wire to Spotify, in Spotify's own names.

Money is in micros of the account's currency, times are UTC.
"""

from __future__ import annotations

from typing import Literal

from ads.wire import Instant, Micros, Wire


class AgeRange(Wire):
    """Ages, both included, 13 to 99."""

    min: int = 13
    max: int = 99


class GeoTargets(Wire):
    """One country per ad set, and places in it."""

    country_code: str | None = None
    city_ids: tuple[str, ...] | None = None
    region_ids: tuple[str, ...] | None = None


class Targets(Wire):
    """Who and where an ad set reaches."""

    age_ranges: tuple[AgeRange, ...] | None = None
    geo_targets: GeoTargets | None = None
    genders: tuple[str, ...] | None = None
    interest_ids: tuple[str, ...] | None = None
    audience_ids: tuple[str, ...] | None = None
    platforms: tuple[str, ...] | None = None
    placements: tuple[str, ...] | None = None
    language: str | None = None


class Budget(Wire):
    """A budget for the whole flight or a day."""

    micro_amount: Micros
    type: Literal["DAILY", "LIFETIME"] = "LIFETIME"


class EstimateBudget(Budget):
    """A budget with its currency, as estimates want it."""

    currency: str


class FrequencyCap(Wire):
    """At most so many impressions per person and period."""

    frequency_unit: Literal["DAY", "WEEK", "MONTH"]
    frequency_period: int = 1
    max_impressions: int


class CampaignBody(Wire):
    """A campaign to create. Drafts take a status, live campaigns an ad product."""

    name: str
    purchase_order: str | None = None
    objective: str | None = None
    delivery_goal_group: str
    ad_product: str | None = None
    status: str | None = None


class AdSetBody(Wire):
    """An ad set to create. Drafts take no delivery: they do not deliver."""

    name: str
    campaign_id: str
    category: str
    start_time: Instant
    end_time: Instant
    budget: Budget
    asset_format: str
    targets: Targets
    pacing: str = "PACING_EVEN"
    bid_strategy: str = "MAX_BID"
    bid_micro_amount: int
    base_rate_micro_amount: int | None = None
    delivery_goal: str
    frequency_caps: tuple[FrequencyCap, ...] | None = None
    mobile_app_id: str | None = None
    delivery: Literal["ON", "OFF"] | None = None


class AdSetPatch(Wire):
    """Delivery stands alone in a PATCH of an ad set."""

    delivery: Literal["ON", "OFF"]


class CampaignPatch(Wire):
    """A campaign's new status."""

    status: Literal["ACTIVE", "PAUSED", "ARCHIVED"]


class Publish(Wire):
    """VALIDATE or PUBLISH a draft hierarchy at a version."""

    action: Literal["VALIDATE", "PUBLISH"]
    draft_hierarchy_version: int


class AdAssets(Wire):
    """The files of an ad."""

    asset_id: str
    logo_asset_id: str
    companion_asset_id: str | None = None


class CallToAction(Wire):
    """The button of an ad."""

    key: str = "LEARN_MORE"
    clickthrough_url: str


class AdBody(Wire):
    """An ad to create."""

    name: str
    ad_set_id: str
    tagline: str
    advertiser_name: str
    assets: AdAssets
    call_to_action: CallToAction
    delivery: Literal["ON", "OFF"] = "ON"


class EstimateBody(Wire):
    """What an audience estimate is asked about."""

    ad_account_id: str
    start_date: Instant
    end_date: Instant
    asset_format: str
    objective: str
    bid_strategy: str
    bid_micro_amount: int
    budget: EstimateBudget
    targets: Targets
    category: str
    frequency_caps: tuple[FrequencyCap, ...] | None = None


class PriceBody(Wire):
    """What a reserved price is asked for."""

    ad_product: str
    start_date: Instant
    end_date: Instant
    targets: Targets
    asset_format: str
