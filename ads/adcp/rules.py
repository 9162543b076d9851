"""What can be said about an order before a seller is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ads.adcp.shopping import wishes
from media.booking import Order, OrderLine, Problem
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


def line_problems(line: OrderLine, today: date, who: str) -> Iterator[Problem]:
    """What is wrong with one line, and what `who` will not promise."""
    if line.start < today:
        yield Problem.of(
            line.line,
            "The line starts on {day}, which has passed.",
            "Move the flight, and plan again.",
            day=line.start,
        )
    if wishes(line):
        yield Problem.of(
            line.line,
            "{who} takes the audience as a wish, not as a limit.",
            "Buy self-serve where the audience has to be exact.",
            severity="warning",
            who=who,
        )
