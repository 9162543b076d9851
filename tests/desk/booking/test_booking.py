"""Approved plans become bookings at the sellers: once, all of it, or in a known state."""

from __future__ import annotations

from sandbox.ads import AdsSandbox
from tests.desk.booking.world import (
    TENANT,
    Desk,
    approve,
    assert_booked_once,
    plan_of,
)


async def test_a_plan_over_three_channels_is_booked_once(desk: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("three", lines=6)
    await approve(desk, plan)
    view = await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)
    lines = [line for _, booked in view.orders for line in booked.lines]
    assert len(view.orders) == 3
    assert all(line.external_id and line.state == "confirmed" for line in lines)
    assert not any(line.live for line in lines)
    assert await desk.unsold(plan) == (0, sum(line.impressions for line in plan.lines))
    trail = await desk.trail(plan)
    assert trail[0] == "booking_intended"
    assert trail.count("booking_booked") == 1
    assert [told.state for told in desk.told][-1] == "booked"
    assert await desk.booker.differences(TENANT, plan.id, 1) == ()
