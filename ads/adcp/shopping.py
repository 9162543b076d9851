"""From a line to a package: which product, at which price, with which limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from ads.adcp.answers import PricingOption, Product, Products
from ads.adcp.session import Connection
from ads.adcp.wire import (
    AccountRef,
    AgeRestriction,
    BrandRef,
    Context,
    Filters,
    FrequencyCap,
    GetProducts,
    PackageBody,
    Targeting,
    Window,
)
from ads.money import from_units, price, to_units
from ads.terms import below_floor, promised, too_dear, too_small
from media.booking import Order, OrderLine, Problem
from media.catalog import age_ranges
from media.errors import CorrectableError
from media.policies.categories import minimum_age
from media.sentences import Place, Sentence
from media.words import AdFormat, Device

CHANNELS: dict[AdFormat, str] = {
    "audio": "streaming_audio",
    "video": "olv",
    "podcast": "podcast",
    "display": "display",
}
PLATFORMS: dict[Device, tuple[str, ...]] = {
    "ANDROID": ("android",),
    "IOS": ("ios",),
    "DESKTOP": ("windows", "macos", "linux", "chromeos"),
}
_CAP_DAYS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A product and the price it is bought at (micros per 1,000)."""

    product: Product
    option: PricingOption
    cpm: int


async def choose(
    connection: Connection, order: Order, line: OrderLine, *, guaranteed: bool, who: str
) -> Chosen:
    """The cheapest product that fits. Raises CorrectableError when none does on these terms."""
    if line.city:
        raise CorrectableError(
            "{who} does not sell single cities.",
            "Plan the region or the country instead.",
            who=who,
        )
    request = _request(order, line, guaranteed)
    answer = await connection.read(order.account.account_id, "get_products", request, Products)
    offers = [
        (product, option)
        for product in answer.products
        for option in product.pricing_options
        if _fits(product, option, order, guaranteed)
    ]
    if not offers:
        raise CorrectableError(
            "{who} has no {format} in {place} for {currency} on these dates.",
            "Move the dates, or leave this line out.",
            who=who,
            format=Sentence(line.format),
            place=Place(line.market),
            currency=order.currency,
        )
    product, option = min(offers, key=lambda offer: _asked(offer[1]))
    refusal = _refusal(order, line, option, who)
    if refusal is not None:
        raise CorrectableError(refusal.message, refusal.remedy)
    return Chosen(product, option, _paid(order, line, option))


def package(order: Order, line: OrderLine, chosen: Chosen) -> PackageBody:
    """The package for a line: paused, at a fixed price or with the plan's CPM as the bid."""
    fixed = chosen.option.fixed_price is not None
    return PackageBody(
        product_id=chosen.product.product_id,
        pricing_option_id=chosen.option.pricing_option_id,
        budget=to_units(line.budget, order.currency),
        bid_price=None if fixed else to_units(chosen.cpm, order.currency),
        impressions=promised(line, chosen.cpm) if fixed else None,
        start_time=datetime.combine(line.start, time.min, UTC),
        end_time=datetime.combine(line.end, time(23, 59, 59), UTC),
        targeting_overlay=_targeting(order, line),
        context=Context(reference=line.reference),
    )


def brand(order: Order) -> BrandRef:
    """The advertiser's domain, from its landing page; `.invalid` says that nobody has given one."""
    host = urlsplit(order.assets.clickthrough or "").hostname or ""
    slug = re.sub(r"[^a-z0-9]+", "-", order.advertiser.lower()).strip("-") or "advertiser"
    return BrandRef(domain=host.removeprefix("www.") or f"{slug}.invalid")


def account_ref(order: Order) -> AccountRef:
    """The account that is billed."""
    return AccountRef(account_id=order.account.account_id)


def wishes(line: OrderLine) -> str:
    """The audience in words: what the protocol leaves to the seller's judgement."""
    audience = line.audience
    parts = [
        *(f"ages {r.min or 13}-{r.max or '99'}" for r in age_ranges(audience)),
        *(gender.lower().replace("_", "-") for gender in audience.genders),
        *audience.interests,
        *audience.segments,
    ]
    return ", ".join(parts)


def _request(order: Order, line: OrderLine, guaranteed: bool) -> GetProducts:
    audience = wishes(line) or "everybody"
    return GetProducts(
        brief=f"{line.format} for {order.advertiser} in {line.region or line.market}: {audience}",
        brand=brand(order),
        account=account_ref(order),
        filters=Filters(
            delivery_type="guaranteed" if guaranteed else "non_guaranteed",
            countries=(line.market,),
            channels=(CHANNELS[line.format],),
            start_date=line.start.isoformat(),
            end_date=line.end.isoformat(),
        ),
    )


def _fits(product: Product, option: PricingOption, order: Order, guaranteed: bool) -> bool:
    wanted = "guaranteed" if guaranteed else "non_guaranteed"
    fixed = None if option.fixed_price is None else from_units(option.fixed_price)
    priced = bool(fixed) if guaranteed else fixed is None
    return (
        product.delivery_type == wanted
        and priced
        and option.pricing_model == "cpm"
        and option.currency == order.currency
    )


def _asked(option: PricingOption) -> float:
    return option.fixed_price or option.floor_price or 0.0


def _paid(order: Order, line: OrderLine, option: PricingOption) -> int:
    if option.fixed_price is not None:
        return from_units(option.fixed_price)
    return price(line.cpm, order.currency)


def _refusal(order: Order, line: OrderLine, option: PricingOption, who: str) -> Problem | None:
    smallest = from_units(option.min_spend_per_package or 0.0)
    if option.fixed_price is not None:
        terms = too_dear(order, line, from_units(option.fixed_price), who)
    else:
        terms = below_floor(order, line, from_units(option.floor_price or 0.0), who)
    return too_small(order, line, smallest, who) or terms


def _targeting(order: Order, line: OrderLine) -> Targeting:
    platforms = tuple(p for device in line.audience.devices for p in PLATFORMS[device])
    youngest = minimum_age(order.category)
    return Targeting(
        geo_countries=(line.market,),
        geo_regions=(line.region,) if line.region else None,
        device_platform=platforms or None,
        language=line.audience.languages or None,
        frequency_cap=_cap(line),
        age_restriction=AgeRestriction(min=youngest) if youngest else None,
    )


def _cap(line: OrderLine) -> FrequencyCap | None:
    cap = line.frequency_cap
    if cap is None:
        return None
    if cap.per == "flight":
        window = Window(interval=1, unit="campaign")
    else:
        window = Window(interval=_CAP_DAYS[cap.per], unit="days")
    return FrequencyCap(max_impressions=cap.impressions, window=window)
