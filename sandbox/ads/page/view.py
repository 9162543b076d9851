"""What the pages show: campaigns and lines of any local seller, in one shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from sandbox.ads.adcp.seller import Seller
from sandbox.ads.delivery import Figures
from sandbox.ads.spotify.live import current
from sandbox.ads.spotify.places import GEOS, interest_id
from sandbox.ads.spotify.reports import figures, running, runs
from sandbox.ads.spotify.rules import PRODUCTS, objective_of
from sandbox.ads.spotify.state import Spotify
from sandbox.ads.store import Record

if TYPE_CHECKING:
    from sandbox.ads.sandbox import AdsSandbox

TITLES = {
    "spotify": "Spotify Ads",
    "adcp_guaranteed": "Guaranteed seller",
    "adcp_exchange": "Exchange",
}


@dataclass(frozen=True, slots=True)
class LineView:
    """One ad set or package. Money in currency units."""

    id: str
    name: str
    reference: str
    market: str
    format: str
    start: date
    end: date
    budget: float
    price: float
    price_words: str
    status: str
    live: bool
    audience: tuple[str, ...]
    ads: int
    figures: Figures
    elapsed: float

    @property
    def paced(self) -> float:
        """Part of the budget that is spent."""
        return min(1.0, self.figures.spend / self.budget) if self.budget else 0.0


@dataclass(frozen=True, slots=True)
class CampaignView:
    """One campaign or media buy."""

    id: str
    name: str
    reference: str
    status: str
    bought: str
    goal: str
    currency: str
    lines: tuple[LineView, ...]
    made_at: str

    @property
    def budget(self) -> float:
        """What all lines may spend."""
        return sum(line.budget for line in self.lines)

    @property
    def spend(self) -> float:
        """What all lines have spent."""
        return sum(line.figures.spend for line in self.lines)

    @property
    def impressions(self) -> int:
        """What all lines have delivered."""
        return sum(line.figures.impressions for line in self.lines)

    @property
    def start(self) -> date | None:
        """The first day of any line."""
        return min((line.start for line in self.lines), default=None)

    @property
    def end(self) -> date | None:
        """The last day of any line."""
        return max((line.end for line in self.lines), default=None)


def campaigns(sandbox: AdsSandbox, server: str) -> list[CampaignView]:
    """Everything that is booked at a server, newest first."""
    if server in sandbox.sellers:
        found = list(_buys(sandbox.sellers[server]))
    else:
        found = [_campaign(sandbox.spotify, c) for c in sandbox.spotify.store.all("campaign")]
    return found[::-1]


def drafts(sandbox: AdsSandbox, server: str) -> list[Record]:
    """Drafts that nobody has published."""
    return sandbox.spotify.store.all("campaign_draft") if server == "spotify" else []


def as_json(campaign: CampaignView) -> Record:
    """A campaign for the inspection API."""
    return {**asdict(campaign), "budget": campaign.budget, "spend": campaign.spend}


def _campaign(spotify: Spotify, campaign: Record) -> CampaignView:
    ad_sets = [a for a in spotify.store.all("ad_set") if a["campaign_id"] == campaign["id"]]
    product = campaign.get("ad_product")
    bought = {"FPMNG": "Reserved music", "CONTENT": "Reserved podcasts"}.get(
        product or "", "Auction"
    )
    account = spotify.account(campaign["account"])
    name, reference = _parted(campaign["name"])
    return CampaignView(
        id=campaign["id"],
        name=name,
        reference=reference,
        status=campaign["status"].lower(),
        bought=bought,
        goal=objective_of(campaign).replace("_", " ").lower(),
        currency=account["currency_code"],
        lines=tuple(_ad_set(spotify, campaign, ad_set) for ad_set in ad_sets),
        made_at=campaign["created_at"],
    )


def _ad_set(spotify: Spotify, campaign: Record, ad_set: Record) -> LineView:
    line, state = running(spotify, ad_set), current(spotify, ad_set)["status"]
    name, reference = _parted(ad_set["name"])
    on = campaign["status"] == "ACTIVE" and ad_set["delivery"] == "ON"
    return LineView(
        id=ad_set["id"],
        name=name,
        reference=reference,
        market=line.place or line.market,
        format=line.format,
        start=line.start,
        end=line.end,
        budget=line.budget,
        price=line.cpm,
        price_words="fixed CPM" if campaign.get("ad_product") in PRODUCTS else "max. bid CPM",
        status=state.replace("_", " ").lower() if on else "off",
        live=runs(spotify, ad_set),
        audience=tuple(_audience(spotify, ad_set["targets"])),
        ads=sum(1 for ad in spotify.store.all("ad") if ad["ad_set_id"] == ad_set["id"]),
        figures=figures(spotify, ad_set),
        elapsed=_elapsed(line.start, line.end, spotify.clock.now().date()),
    )


def _audience(spotify: Spotify, targets: Record) -> Iterator[str]:
    for ages in targets.get("age_ranges") or []:
        yield f"{ages.get('min', 13)}–{ages.get('max', 99)}"
    yield from (gender.lower() for gender in targets.get("genders") or [])
    names = {interest_id(name): name for name in spotify.interests}
    for id in [*(targets.get("interest_ids") or []), *(targets.get("audience_ids") or [])]:
        yield names.get(id, id)
    geo = targets.get("geo_targets") or {}
    for id in [*(geo.get("city_ids") or []), *(geo.get("region_ids") or [])]:
        yield GEOS[id]["name"]
    platforms = targets.get("platforms") or []
    if 0 < len(platforms) < 3:
        yield from ({"IOS": "iOS"}.get(p, p.capitalize()) for p in platforms)
    if targets.get("language"):
        yield targets["language"]


def _buys(seller: Seller) -> Iterator[CampaignView]:
    for record in seller.store.all("buy"):
        buy = seller.current(record)
        yield CampaignView(
            id=buy["media_buy_id"],
            name=f"{(buy['brand'] or {}).get('domain', 'Order')} · {buy['media_buy_id']}",
            reference=buy["po_number"] or "",
            status=buy["status"].replace("_", " "),
            bought="Guaranteed" if seller.guaranteed else "Auction with floors",
            goal="impressions",
            currency=buy["currency"],
            lines=tuple(_package(seller, buy, package) for package in buy["packages"]),
            made_at=buy["created_at"],
        )


def _package(seller: Seller, buy: Record, package: Record) -> LineView:
    line = seller.running(buy, package)
    overlay = package.get("targeting_overlay") or {}
    on = buy["status"] in ("active", "pending_start") and not package["paused"]
    return LineView(
        id=package["package_id"],
        name=package["product_id"].replace("_", " "),
        reference=(package.get("context") or {}).get("reference") or "",
        market=line.place or line.market,
        format=line.format,
        start=line.start,
        end=line.end,
        budget=line.budget,
        price=line.cpm,
        price_words="fixed CPM" if seller.guaranteed else "bid CPM",
        status=buy["status"].replace("_", " ") if on else "off",
        live=buy["status"] == "active" and not package["paused"],
        audience=tuple(overlay.get("geo_regions") or ()) + tuple(overlay.get("language") or ()),
        ads=sum(
            1 for a in seller.store.all("assignment") if a["package_id"] == package["package_id"]
        ),
        figures=seller.figures(buy, package),
        elapsed=_elapsed(line.start, line.end, seller.clock.now().date()),
    )


def _parted(name: str) -> tuple[str, str]:
    words, _, reference = name.rpartition(" [")
    return (words, reference.rstrip("]")) if words else (name, "")


def _elapsed(start: date, end: date, today: date) -> float:
    days = (end - start).days + 1
    return min(1.0, max(0.0, ((today - start).days + 1) / days))
