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
        yield Problem(
            line=None,
            message=f"The ad account is billed in {order.account.currency}, the plan is in "
            f"{order.currency}.",
            remedy=f"Plan in {order.account.currency}, or choose another account.",
        )


def line_problems(line: OrderLine, today: date, who: str) -> Iterator[Problem]:
    """What is wrong with one line, and what `who` will not promise."""
    if line.start < today:
        yield Problem(
            line=line.line,
            message=f"The line starts on {line.start}, which has passed.",
            remedy="Move the flight, and plan again.",
        )
    wished = wishes(line)
    if wished:
        yield Problem(
            line=line.line,
            message=f"{who} takes the audience ({wished}) as a wish, not as a limit.",
            remedy="Buy self-serve where the audience has to be exact.",
            severity="warning",
        )
