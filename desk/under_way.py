"""What booked versions of a plan have done already, for the version that comes after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desk.booking.pacing import Pacing
from media.inventory import Cell
from media.money import Micros
from media.plan import MediaPlan
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Money in micros of the plan's currency.

    `spent` has left the budget. `at_most` is what each of some lines can still spend. `freed` is
    inventory that counts as unsold, because the booked versions would give it back; a negative
    count is kept for somebody else.
    """

    spent: Micros = 0
    at_most: Mapping[str, Micros] = field(default_factory=dict)
    freed: Mapping[Cell, int] = field(default_factory=dict)


FRESH = UnderWay()


async def under_way(
    tx: Transaction, tenant: str, plan: MediaPlan, lagging: Sequence[Pacing] = ()
) -> UnderWay:
    """What stands of a plan's earlier versions; `lagging` lines go on no faster than so far."""
    booked = await tx.bookings.standing(tenant, plan.id)
    freed: Counter[Cell] = Counter()
    for booking in booked:
        for hold in await tx.holds.of(tenant, plan.id, booking.version):
            freed[hold.cell] += hold.impressions
    ends = {line.id: line.end for line in plan.lines}
    return UnderWay(
        spent=await tx.deliveries.spent(tenant, plan.id),
        at_most={pace.line: _still_to_come(pace, ends[pace.line]) for pace in lagging},
        freed=freed,
    )


def _still_to_come(pace: Pacing, end: date) -> Micros:
    """What a line spends by its end at the speed that it had so far."""
    days_left = max(0, (end - pace.through).days)
    return pace.spent * days_left // pace.days
