"""The sellers' change history against the approved plan: proof that one is the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ads.registry import Registry
from media.booking import BookedLine, ChangeRecord, OrderLine, Problem
from media.money import decimal_string
from media.sentences import Sentence
from storage.bookings import BookedOrder, Booking


async def differences(registry: Registry, booking: Booking) -> tuple[Problem, ...]:
    """Every confirmed line whose last recorded settings are not the approved ones.

    Raises OutsideError when a seller does not give its history.
    """
    found: list[Problem] = []
    for each in booking.orders:
        api = registry.api(each.order.account.seller)
        booked = await api.status(each.order, each.booked)
        history = await api.change_history(each.order, booked)
        found += _of_order(each, history)
        found += [line.problem for line in booked.lines if line.problem]
    return tuple(found)


def _of_order(each: BookedOrder, history: Sequence[ChangeRecord]) -> Iterator[Problem]:
    for line in each.order.lines:
        known = each.booked.line(line.line)
        if known.state == "confirmed":
            yield from _of_line(line, known, history)


def _of_line(
    line: OrderLine, known: BookedLine, history: Sequence[ChangeRecord]
) -> Iterator[Problem]:
    last = {change.field: change.value for change in history if change.entity == known.external_id}
    budget = _micros(last.get("budget"))
    if budget is not None and budget != line.budget:
        yield _problem(line, "the budget", decimal_string(budget))
    for field, name, approved in (
        ("start_time", "the start", line.start),
        ("end_time", "the end", line.end),
    ):
        if field in last and last[field][:10] != approved.isoformat():
            yield _problem(line, name, last[field][:10])


def _micros(value: str | None) -> int | None:
    """The amount of a budget entry: an object with `micro_amount` and a type."""
    if value is None:
        return None
    amount = json.loads(value).get("micro_amount")
    return None if amount is None else int(amount)


def _problem(line: OrderLine, what: str, found: str) -> Problem:
    return Problem.of(
        line.line,
        "The seller's history shows {found} for {what}, which was not approved.",
        "Undo the booking, or set it right at the seller.",
        found=found,
        what=Sentence(what),
    )
