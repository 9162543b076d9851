"""An order's campaign and ad sets as Spotify wants them, and whether Spotify has them like that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from ads.money import price, to_micro_amount
from ads.references import named
from ads.spotify.answers import StoredAdSet
from ads.spotify.goals import ASSET_FORMATS, OBJECTIVE_WORDS, Goal
from ads.spotify.wire import AdSetBody, Budget, CampaignBody, FrequencyCap, Targets
from media.booking import Order, OrderLine

_LEAD = timedelta(minutes=15)
_UNITS = {"day": "DAY", "week": "WEEK", "month": "MONTH"}


def campaign_body(order: Order, goal: Goal) -> CampaignBody:
    """A draft campaign; it is published paused."""
    return CampaignBody(
        name=campaign_name(order),
        purchase_order=order.reference,
        objective=goal.draft,
        delivery_goal_group=goal.group,
        status="PAUSED",
    )


def reserved_campaign_body(order: Order, goal: Goal, product: str) -> CampaignBody:
    """A live campaign of a reserved product (FPMNG or CONTENT)."""
    return CampaignBody(
        name=campaign_name(order),
        purchase_order=order.reference,
        objective=goal.objective,
        delivery_goal_group=goal.group,
        ad_product=product,
    )


def campaign_name(order: Order) -> str:
    """“Nike · reach · v3 [FP-...]”."""
    words = f"{order.advertiser} · {OBJECTIVE_WORDS[order.objective]} · v{order.version}"
    return named(words, order.reference)


def ad_set_body(
    order: Order, line: OrderLine, campaign: str, goal: Goal, targets: Targets, now: datetime
) -> AdSetBody:
    """An ad set for one line. Raises InvalidMoney when the budget does not fit the currency.

    The whole budget for the whole flight, evenly; the bid is the plan's CPM and never above it.
    """
    return AdSetBody(
        name=named(
            f"{line.city or line.region or line.market} {line.format} {line.start} – {line.end}",
            line.reference,
        ),
        campaign_id=campaign,
        category=order.category,
        start_time=start_time(line, now),
        end_time=end_time(line),
        budget=Budget(micro_amount=to_micro_amount(line.budget, order.currency)),
        asset_format=ASSET_FORMATS[line.format],
        targets=_on_mobile_only(targets, goal),
        bid_micro_amount=price(line.cpm, order.currency),
        delivery_goal=goal.delivery,
        frequency_caps=frequency_caps(line),
        mobile_app_id=order.assets.mobile_app if goal.group == "APP_PROMOTION" else None,
    )


def start_time(line: OrderLine, now: datetime) -> datetime:
    """Midnight UTC of the first day; on that day itself, as soon as Spotify allows."""
    midnight = datetime.combine(line.start, time.min, UTC)
    return max(midnight, (now + _LEAD).replace(second=0, microsecond=0))


def end_time(line: OrderLine) -> datetime:
    """The last second of the last day, UTC."""
    return datetime.combine(line.end, time(23, 59, 59), UTC)


def frequency_caps(line: OrderLine) -> tuple[FrequencyCap, ...] | None:
    """The plan's cap; one for the whole flight counts the flight's days."""
    cap = line.frequency_cap
    if cap is None:
        return None
    if cap.per == "flight":
        days = (line.end - line.start).days + 1
        return (
            FrequencyCap(
                frequency_unit="DAY", frequency_period=days, max_impressions=cap.impressions
            ),
        )
    return (
        FrequencyCap(
            frequency_unit=_UNITS[cap.per],  # type: ignore[arg-type]
            max_impressions=cap.impressions,
        ),
    )


def differences(asked: AdSetBody, stored: StoredAdSet, line: OrderLine) -> tuple[str, ...]:
    """What Spotify has otherwise than it was approved, in words; empty when nothing."""
    return tuple(_differences(asked, stored, line))


def _differences(asked: AdSetBody, stored: StoredAdSet, line: OrderLine) -> Iterator[str]:
    if stored.budget != asked.budget:
        yield "the budget"
    if stored.bid_micro_amount != asked.bid_micro_amount:
        yield "the bid"
    if stored.start_time is None or not line.start <= stored.start_time.date() <= max(
        line.start, asked.start_time.date()
    ):
        yield "the start"
    if stored.end_time != asked.end_time:
        yield "the end"
    if stored.asset_format != asked.asset_format:
        yield "the format"
    if stored.category not in (None, asked.category):
        yield "the category"
    if stored.delivery_goal not in (None, asked.delivery_goal):
        yield "the goal"
    if asked.frequency_caps and stored.frequency_caps != asked.frequency_caps:
        yield "the frequency cap"
    if _shape(stored.targets) != _shape(asked.targets):
        yield "the audience"


def _shape(targets: Targets) -> tuple[object, ...]:
    """Targeting without the order of its lists; all platforms are the same as none named."""
    geo = targets.geo_targets
    platforms = frozenset(targets.platforms or ())
    return (
        frozenset(targets.age_ranges or ()),
        geo and (geo.country_code, frozenset(geo.city_ids or ()), frozenset(geo.region_ids or ())),
        frozenset(targets.genders or ()),
        frozenset(targets.interest_ids or ()),
        frozenset(targets.audience_ids or ()),
        platforms if len(platforms) < 3 else frozenset(),
        frozenset(targets.placements or ()),
        targets.language,
    )


def _on_mobile_only(targets: Targets, goal: Goal) -> Targets:
    """Video views do not run on desktop; naming the others keeps that from being a surprise."""
    if goal.delivery != "VIDEO_VIEWS" or targets.platforms:
        return targets
    return targets.model_copy(update={"platforms": ("ANDROID", "IOS")})
