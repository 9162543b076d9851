"""What has been delivered and what was changed, from an AdCP seller's answers."""

from __future__ import annotations

from datetime import date

from ads.adcp.answers import DeliveryReport, MediaBuy, PackageDelivery
from ads.money import from_units
from media.booking import Booked, ChangeRecord, Delivery, Order, OrderLine


def deliveries(
    order: Order, known: Booked, answer: DeliveryReport, since: date, until: date
) -> tuple[Delivery, ...]:
    """Totals of the booked lines whose flights reach into [since, until]."""
    lines = {known.line(line.line).external_id: line for line in order.lines}
    return tuple(
        _delivery(line, found, until)
        for buy in answer.media_buy_deliveries
        for found in buy.by_package
        if (line := lines.get(found.package_id)) and line.end >= since and line.start <= until
    )


def changes(buy: MediaBuy | None) -> tuple[ChangeRecord, ...]:
    """The revisions of a buy, oldest first."""
    if buy is None:
        return ()
    return tuple(
        ChangeRecord(
            at=entry.timestamp,
            entity=entry.package_id or buy.media_buy_id or "",
            field=entry.action,
            value=entry.summary or "",
        )
        for entry in sorted(buy.history, key=lambda entry: entry.revision)
    )


def _delivery(line: OrderLine, found: PackageDelivery, until: date) -> Delivery:
    return Delivery(
        line=line.line,
        external_id=found.package_id,
        through=min(until, line.end),
        spend=from_units(found.spend),
        impressions=int(found.impressions),
        clicks=int(found.clicks),
        completed_views=int(found.completed_views),
        reach=None if found.reach is None else int(found.reach),
    )
