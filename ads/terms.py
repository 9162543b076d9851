"""What makes a seller's terms acceptable for a plan that a person has approved."""

from __future__ import annotations

from media.booking import Order, OrderLine, Problem
from media.money import Money

PRICE_TOLERANCE = 0.10
"""A fixed price this much above the plan's CPM still books; beyond, a person decides again."""


def promised(line: OrderLine, cpm: int) -> int:
    """Whole impressions that a line's budget buys at a fixed price per 1,000 (micros)."""
    return line.budget * 1000 // cpm


def too_dear(order: Order, line: OrderLine, cpm: int, who: str) -> Problem | None:
    """Why a fixed price (micros per 1,000) is not what was approved, or None."""
    if cpm <= line.cpm * (1 + PRICE_TOLERANCE):
        return None
    return Problem.of(
        line.line,
        "{who}'s fixed price is {price} per 1,000, the plan reckons with {planned}.",
        "Plan again with the new price.",
        who=who,
        price=Money(cpm, order.currency),
        planned=Money(line.cpm, order.currency),
    )


def below_floor(order: Order, line: OrderLine, floor: int, who: str) -> Problem | None:
    """Why the plan's CPM cannot win at a floor (micros per 1,000), or None."""
    if line.cpm >= floor:
        return None
    return Problem.of(
        line.line,
        "{who} takes no bid below {floor} per 1,000, the plan bids {bid}.",
        "Ask for a plan with a higher CPM, or drop the line.",
        who=who,
        floor=Money(floor, order.currency),
        bid=Money(line.cpm, order.currency),
    )


def too_small(order: Order, line: OrderLine, minimum: int, who: str) -> Problem | None:
    """Why the line's budget is too small for a seller's minimum (micros), or None."""
    if line.budget >= minimum:
        return None
    return Problem.of(
        line.line,
        "{who} sells lines from {minimum} on.",
        "Give the line more budget, or drop it.",
        who=who,
        minimum=Money(minimum, order.currency),
    )
