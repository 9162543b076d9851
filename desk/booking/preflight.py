"""Asking all sellers before the approval what they would refuse, within a deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from ads.registry import Registry
from media.booking import Order, Problem
from media.errors import FlightplanError, OutsideError, TransientError


async def preflight(
    registry: Registry, orders: Sequence[Order], seconds: float
) -> tuple[Problem, ...]:
    """All problems, in the order of `orders`; silence and trouble at a seller are warnings."""
    if not orders:
        return ()
    tasks = [asyncio.create_task(_checked(registry, order)) for order in orders]
    await asyncio.wait(tasks, timeout=seconds)
    return tuple(problem for task in tasks for problem in _outcome(task))


async def _checked(registry: Registry, order: Order) -> tuple[Problem, ...]:
    try:
        return await registry.api(order.account.seller).validate(order)
    except TransientError as trouble:
        return (_unchecked(trouble.message, trouble.correlation),)
    except FlightplanError as refusal:
        correlation = refusal.correlation if isinstance(refusal, OutsideError) else None
        return (
            Problem(
                line=None,
                message=refusal.message,
                remedy=refusal.remedy,
                correlation=correlation,
            ),
        )


def _outcome(task: asyncio.Task[tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """A check that is late is called off; it tidies up after itself in its own time."""
    if task.done():
        return task.result()
    task.cancel()
    return (_unchecked("A seller takes long to check the plan.", None),)


def _unchecked(message: str, correlation: str | None) -> Problem:
    return Problem(
        line=None,
        message=message,
        remedy="You can approve; what the seller refuses shows while it is booked.",
        severity="warning",
        correlation=correlation,
    )
