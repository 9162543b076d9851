"""What makes a seller's terms acceptable for a plan that a person has approved."""

from __future__ import annotations

from media.booking import Order, OrderLine, Problem
from media.money import decimal_string

PRICE_TOLERANCE = 0.10
"""A fixed price this much above the plan's CPM still books; beyond, a person decides again."""


def promised(line: OrderLine, cpm: int) -> int:
    """Whole impressions that a line's budget buys at a fixed price per 1,000 (micros)."""
    return line.budget * 1000 // cpm


def too_dear(order: Order, line: OrderLine, cpm: int, who: str) -> Problem | None:
    """Why a fixed price (micros per 1,000) is not what was approved, or None."""
    if cpm <= line.cpm * (1 + PRICE_TOLERANCE):
        return None
    return Problem(
        line=line.line,
        message=f"{who}'s fixed price is {decimal_string(cpm)} {order.currency} per 1,000, the "
        f"plan reckons with {decimal_string(line.cpm)}.",
        remedy="Plan again with the new price.",
    )


def below_floor(order: Order, line: OrderLine, floor: int, who: str) -> Problem | None:
    """Why the plan's CPM cannot win at a floor (micros per 1,000), or None."""
    if line.cpm >= floor:
        return None
    return Problem(
        line=line.line,
        message=f"{who} takes no bid below {decimal_string(floor)} {order.currency} per 1,000, "
        f"the plan bids {decimal_string(line.cpm)}.",
        remedy="Ask for a plan with a higher CPM, or drop the line.",
    )


def too_small(order: Order, line: OrderLine, minimum: int, who: str) -> Problem | None:
    """Why the line's budget is too small for a seller's minimum (micros), or None."""
    if line.budget >= minimum:
        return None
    return Problem(
        line=line.line,
        message=f"{who} sells lines from {decimal_string(minimum)} {order.currency} on.",
        remedy="Give the line more budget, or drop it.",
    )
