"""What comes back from Spotify, in Spotify's own names: what we look at, and nothing else.

What an answer cannot do without has no default: that there is nothing must be said, it never
follows from an answer that says nothing. Money is in micros of the account's currency.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from ads.spotify.wire import Budget, FrequencyCap, Targets
from ads.wire import Amount, Code, Count, Instant, Micros, Token, Wire

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=100)]
"""Ids stand in the paths of later calls."""


class AdAccountAnswer(Wire):
    """An ad account."""

    id: Id
    status: str | None = None
    currency_code: Code | None = None


class Changed(Wire):
    """What a change was made to."""

    id: Id


class Campaign(Wire):
    """A live campaign; by its name we know it again."""

    id: Id
    name: str
    status: str | None = None
    objective: str | None = None
    delivery_goal_group: str | None = None


class CampaignDraft(Campaign):
    """A draft campaign, with the version of the hierarchy under it."""

    draft_hierarchy_version: int = 1


class StoredAdSet(Wire):
    """An ad set as Spotify has it, live or draft."""

    id: Id
    name: str
    campaign_id: Id | None = None
    status: str | None = None
    delivery: str | None = None
    category: str | None = None
    start_time: Instant | None = None
    end_time: Instant | None = None
    budget: Budget | None = None
    asset_format: str | None = None
    targets: Targets = Targets()
    bid_micro_amount: Micros | None = None
    delivery_goal: str | None = None
    frequency_caps: tuple[FrequencyCap, ...] | None = None
    draft_hierarchy_version: int | None = None


class Ad(Wire):
    """An ad as Spotify has it."""

    id: Id
    name: str
    status: str | None = None


class Asset(Wire):
    """A file in the account's library."""

    id: Id
    asset_type: str
    status: str | None = None


class Paging(Wire):
    """Where a page stands in the whole, if Spotify says so."""

    total_results: Count | None = None


class Page(Wire):
    """Base of all lists: a page without its list is none, unless it counts nothing."""

    paging: Paging = Paging()

    @property
    def count(self) -> int:
        """How many entries the page has."""
        return sum(len(getattr(self, name)) for name in self._lists)

    def has_more(self, seen: int) -> bool:
        """Whether entries follow after so many, this page included."""
        total = self.paging.total_results
        return self.count > 0 if total is None else seen < total

    @property
    def _lists(self) -> set[str]:
        return self.model_fields_set - {"paging"}

    @model_validator(mode="after")
    def _says_what_is_there(self) -> Self:
        if not self._lists and self.paging.total_results != 0:
            raise ValueError("neither entries nor how many there are")
        return self


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

    estimated_impressions_min: Count = 0
    estimated_impressions_max: Count = 0
    estimated_reach_min: Count = 0
    estimated_reach_max: Count = 0
    estimated_cpm_min: Micros = 0
    estimated_cpm_max: Micros = 0
    forecast_type: str | None = None


class BidSuggestion(Wire):
    """The range of bids that win, in micros."""

    bid_estimate_min: Micros | None = None
    bid_estimate_max: Micros | None = None


class EstimateAnswer(Wire):
    """What an ad set would bring."""

    audience_forecast: tuple[Forecast, ...] = ()
    bid_suggestion: BidSuggestion = BidSuggestion()
    likely_to_deliver_budget: bool = True


class PriceAnswer(Wire):
    """A fixed price per 1,000 impressions."""

    cost_micro: Micros = Field(gt=0)
    currency: Code | None = None


class NamedTarget(Wire):
    """A targeting id and its name."""

    id: Token
    name: str
    country_code: str | None = None
    type: str | None = None
    subtargets: tuple[NamedTarget, ...] = ()


class TargetList(Wire):
    """Any of the look-ups: at least one list, which may be empty."""

    geos: tuple[NamedTarget, ...] = ()
    interests_with_subtargets: tuple[NamedTarget, ...] = ()
    languages: tuple[NamedTarget, ...] = ()
    audiences: tuple[NamedTarget, ...] = ()

    @model_validator(mode="after")
    def _has_a_list(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("no list")
        return self


class Stat(Wire):
    """One figure of a report; SPEND is in currency units, not micros."""

    field_type: str
    field_value: Amount = 0.0


class ReportRow(Wire):
    """The figures of one entity."""

    entity_id: Token
    end_time: Instant | None = None
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

    timestamp: Instant
    entity_id: Token
    operation: str = ""
    changes: tuple[FieldChange, ...] = ()


class ChangeHistory(Page):
    """A page of changes."""

    change_history: tuple[ChangeRow, ...] = ()
