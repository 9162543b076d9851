"""What every seller's order must hold before the seller is asked: its category and its currency."""

from __future__ import annotations

from collections.abc import Iterator

from media.booking import Order, Problem
from media.errors import InvalidInput
from media.policies.categories import check_code


def order_problems(order: Order) -> Iterator[Problem]:
    """What is wrong with the order as a whole."""
    try:
        check_code(order.category)
    except InvalidInput as wrong:
        yield Problem(line=None, message=wrong.message, remedy=wrong.remedy)
    if order.currency != order.account.currency:
        yield Problem.of(
            None,
            "The ad account is billed in {billed}, the plan is in {planned}.",
            "Plan in {billed}, or choose another account.",
            billed=order.account.currency,
            planned=order.currency,
        )
