"""What goes over the wire to Spotify and comes back, in Spotify's own names.

Requests hold what we send; answers hold what we look at, and ignore the rest. Money is in micros
of the account's currency, times are UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

Instant = Annotated[
    datetime, PlainSerializer(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str)
]


class Wire(BaseModel):
    """Base of everything on the wire."""

    model_config = ConfigDict(frozen=True, extra="ignore")


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

    micro_amount: int
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


class AdAccountAnswer(Wire):
    """An ad account."""

    id: str
    status: str | None = None
    currency_code: str | None = None


class Campaign(Wire):
    """A live campaign."""

    id: str
    name: str | None = None
    status: str | None = None
    objective: str | None = None
    delivery_goal_group: str | None = None


class CampaignDraft(Campaign):
    """A draft campaign, with the version of the hierarchy under it."""

    draft_hierarchy_version: int = 1


class StoredAdSet(Wire):
    """An ad set as Spotify has it, live or draft."""

    id: str
    name: str | None = None
    campaign_id: str | None = None
    status: str | None = None
    delivery: str | None = None
    category: str | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    budget: Budget | None = None
    asset_format: str | None = None
    targets: Targets = Targets()
    bid_micro_amount: int | None = None
    delivery_goal: str | None = None
    frequency_caps: tuple[FrequencyCap, ...] | None = None
    draft_hierarchy_version: int | None = None


class Ad(Wire):
    """An ad as Spotify has it."""

    id: str
    name: str | None = None
    status: str | None = None


class Asset(Wire):
    """A file in the account's library."""

    id: str
    asset_type: str
    status: str | None = None


class Paging(Wire):
    """Where a page stands in the whole."""

    total_results: int = 0
    offset: int = 0
    page_size: int = 50


class Page(Wire):
    """Base of all lists."""

    paging: Paging = Paging()


class Campaigns(Page):
    """A page of campaigns."""

    campaigns: tuple[Campaign, ...] = ()


class CampaignDrafts(Page):
    """A page of draft campaigns."""

    campaign_drafts: tuple[CampaignDraft, ...] = ()


class AdSets(Page):
    """A page of ad sets."""

    ad_sets: tuple[StoredAdSet, ...] = ()


class AdSetDrafts(Page):
    """A page of draft ad sets."""

    ad_set_drafts: tuple[StoredAdSet, ...] = ()


class Ads(Page):
    """A page of ads."""

    ads: tuple[Ad, ...] = ()


class Assets(Page):
    """A page of files."""

    assets: tuple[Asset, ...] = ()


class ValidationComplaint(Wire):
    """One complaint about a draft hierarchy."""

    validation_entity_type: str = ""
    validation_entity_id: str | None = None
    message: str = ""


class PublishResult(Wire):
    """What VALIDATE and PUBLISH answer."""

    campaign: Campaign | None = None
    validation_errors: tuple[ValidationComplaint, ...] = ()


class Forecast(Wire):
    """One period of an audience forecast; CPM in micros."""

    estimated_impressions_min: int = 0
    estimated_impressions_max: int = 0
    estimated_reach_min: int = 0
    estimated_reach_max: int = 0
    estimated_cpm_min: int = 0
    estimated_cpm_max: int = 0
    forecast_type: str | None = None


class BidSuggestion(Wire):
    """The range of bids that win, in micros."""

    bid_estimate_min: int | None = None
    bid_estimate_max: int | None = None


class EstimateAnswer(Wire):
    """What an ad set would bring."""

    audience_forecast: tuple[Forecast, ...] = ()
    bid_suggestion: BidSuggestion = BidSuggestion()
    likely_to_deliver_budget: bool = True


class PriceAnswer(Wire):
    """A fixed price per 1,000 impressions."""

    cost_micro: int
    currency: str | None = None


class NamedTarget(Wire):
    """A targeting id and its name."""

    id: str
    name: str
    country_code: str | None = None
    type: str | None = None
    subtargets: tuple[NamedTarget, ...] = ()


class TargetList(Wire):
    """Any of the look-ups."""

    geos: tuple[NamedTarget, ...] = ()
    interests_with_subtargets: tuple[NamedTarget, ...] = ()
    languages: tuple[NamedTarget, ...] = ()
    audiences: tuple[NamedTarget, ...] = ()


class Stat(Wire):
    """One figure of a report; SPEND is in currency units, not micros."""

    field_type: str
    field_value: float = 0.0


class ReportRow(Wire):
    """The figures of one entity."""

    entity_id: str
    end_time: datetime | None = None
    stats: tuple[Stat, ...] = ()


class Report(Wire):
    """A page of an aggregate report."""

    rows: tuple[ReportRow, ...] = ()
    continuation_token: str | None = None


class FieldChange(Wire):
    """One field of one change."""

    field_type: str
    after: dict[str, object] | None = None


class ChangeRow(Wire):
    """One change of one entity."""

    timestamp: datetime
    entity_id: str
    operation: str = ""
    changes: tuple[FieldChange, ...] = ()


class ChangeHistory(Page):
    """A page of changes."""

    change_history: tuple[ChangeRow, ...] = ()
