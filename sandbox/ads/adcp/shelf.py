"""What an AdCP seller has for sale, and what it refuses to sell."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.ads.faults import Faults
from sandbox.ads.prices import FLOOR, RESERVED, Price, minimum, place
from sandbox.ads.store import Record

CHANNELS = {
    "audio": "streaming_audio",
    "video": "olv",
    "podcast": "podcast",
    "display": "display",
}
TRANSIENT, CORRECTABLE, TERMINAL = "transient", "correctable", "terminal"


class Refused(Exception):
    """An AdCP error answer."""

    def __init__(
        self, code: str, message: str, recovery: str = CORRECTABLE, field: str = ""
    ) -> None:
        """`recovery` is transient, correctable or terminal."""
        super().__init__(message)
        self.error = {"code": code, "message": message, "recovery": recovery}
        if field:
            self.error["field"] = field


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products of one seller."""

    key: str
    guaranteed: bool
    price: Price
    faults: Faults

    @property
    def channel(self) -> str:
        """Guaranteed products are direct, the exchange is programmatic."""
        return "direct" if self.guaranteed else "programmatic"

    def product(self, country: str, format: str, currency: str) -> Record:
        """One product: a format in a country, at a fixed price or from a floor on."""
        card = self.price(country, format, currency)
        option: Record = {
            "pricing_option_id": f"cpm_{currency.lower()}",
            "pricing_model": "cpm",
            "currency": currency,
            "min_spend_per_package": round(minimum(self.key, currency), 2),
        }
        if self.guaranteed:
            option["fixed_price"] = round(card * RESERVED, 2)
        else:
            option["floor_price"] = round(card * FLOOR, 2)
            option["max_bid"] = True
        return {
            "product_id": f"{self.key.removeprefix('adcp_')}_{country.lower()}_{format}",
            "name": f"{format.capitalize()} in {country}",
            "description": f"{format.capitalize()} inventory in {country}, {self.channel}.",
            "publisher_properties": [
                {"publisher_domain": "local-publisher.example", "selection_type": "all"}
            ],
            "channels": [CHANNELS[format]],
            "format_ids": [format_id(format)],
            "delivery_type": "guaranteed" if self.guaranteed else "non_guaranteed",
            "pricing_options": [option],
            "reporting_capabilities": {
                "available_reporting_frequencies": ["daily"],
                "expected_delay_minutes": 60,
                "timezone": "UTC",
                "supports_webhooks": False,
                "date_range_support": "date_range",
                "available_metrics": ["impressions", "spend", "clicks"],
            },
        }

    def check(self, package: Record, currency: str, field: str) -> None:
        """Raises Refused for a package that is not sold like that."""
        country, format = self.cell(package.get("product_id"), field)
        if f"{country} {format}" in self.faults.sold_out:
            raise Refused("PRODUCT_UNAVAILABLE", "sold out", field=field)
        option = self.product(country, format, currency)["pricing_options"][0]
        if package.get("pricing_option_id") != option["pricing_option_id"]:
            raise Refused(
                "INVALID_REQUEST", "unknown pricing_option_id", field=f"{field}.pricing_option_id"
            )
        if package.get("budget", 0) < option["min_spend_per_package"]:
            raise Refused("BUDGET_TOO_LOW", "below min_spend_per_package", field=f"{field}.budget")
        floor = option.get("floor_price")
        if floor is not None and package.get("bid_price", 0) < floor:
            raise Refused(
                "VALIDATION_ERROR", "bid_price below floor_price", field=f"{field}.bid_price"
            )

    def cell(self, product: object, field: str) -> tuple[str, str]:
        """Country and format of a product; raises Refused for one that is not ours."""
        parts = str(product).split("_")
        prefix = self.key.removeprefix("adcp_")
        known = len(parts) == 3 and parts[0] == prefix and place(parts[1].upper())
        if not known or parts[2] not in CHANNELS:
            raise Refused("PRODUCT_NOT_FOUND", f"unknown product {product}", field=field)
        return parts[1].upper(), parts[2]


def format_id(format: str) -> dict[str, str]:
    """The hosted format of the protocol that an ad of ours has."""
    names = {"audio": "audio_standard", "podcast": "audio_standard", "video": "video_hosted"}
    return {
        "agent_url": "https://creative.adcontextprotocol.org",
        "id": names.get(format, "display_static"),
    }
