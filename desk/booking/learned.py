"""From delivery reports to rows of campaign history, so that forecasts learn from them."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from media.booking import Delivery, Order, OrderLine
from media.money import to_decimal
from media.plan import MediaPlan

if TYPE_CHECKING:
    import pyarrow as pa


def history_of(
    plan: MediaPlan, orders: Sequence[Order], deliveries: Sequence[Delivery], today: date
) -> pa.Table:
    """A row for each line whose flight is over, or that has run through the end of a month.

    The row carries the line's reference as its id, so that later figures replace earlier ones.
    """
    import pyarrow as pa

    from media.history import HISTORY

    placed = {line.line: (order, line) for order in orders for line in order.lines}
    rows = [
        _row(plan, *placed[delivery.line], delivery)
        for delivery in deliveries
        if delivery.impressions and _is_due(placed[delivery.line][1], delivery, today)
    ]
    return pa.Table.from_pylist(rows, schema=HISTORY)


def _is_due(line: OrderLine, delivery: Delivery, today: date) -> bool:
    through = delivery.through
    month_ends = through.day == calendar.monthrange(through.year, through.month)[1]
    return line.end < today or (month_ends and through < today)


def _row(plan: MediaPlan, order: Order, line: OrderLine, delivery: Delivery) -> dict[str, object]:
    end = min(line.end, delivery.through)
    part = ((end - line.start).days + 1) / ((line.end - line.start).days + 1)
    audience = line.audience
    return {
        "campaign_id": line.reference,
        "advertiser": order.advertiser,
        "market": line.market,
        "currency": order.currency,
        "format": line.format,
        "channel": line.channel,
        "objective": order.objective,
        "start": line.start,
        "end": end,
        "spend": float(to_decimal(delivery.spend)),
        "impressions": float(delivery.impressions),
        "clicks": float(delivery.clicks),
        "completed_views": float(delivery.completed_views) if line.format != "display" else None,
        "reach": None if delivery.reach is None else float(delivery.reach),
        "age_min": _number(audience.age_min),
        "age_max": _number(audience.age_max),
        "gender": audience.genders[0] if len(audience.genders) == 1 else None,
        "targeting": ";".join(audience.interests) or None,
        "budget": float(to_decimal(line.budget)) * part,
        "booked_impressions": line.impressions * part,
    }


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)
