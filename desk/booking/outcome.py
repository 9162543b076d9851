"""What a booking as a whole has come to, from its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from media.booking import Booked, BookedLine, BookingState, Order


def state_of(booked: Iterable[Booked]) -> BookingState:
    """Waiting while a seller decides, booked when all lines are, else what a person must see."""
    orders = list(booked)
    lines = [line for order in orders for line in order.lines]
    if any(order.waiting for order in orders):
        return "waiting"
    confirmed = sum(line.state == "confirmed" for line in lines)
    if lines and confirmed == len(lines):
        return "booked"
    return "partial" if confirmed else "failed"


def still_open(booked: Booked) -> Iterator[BookedLine]:
    """The lines that are not booked yet."""
    return (line for line in booked.lines if line.state != "confirmed")


def unsettled(booked: Booked) -> bool:
    """Whether a line went out without a known answer: it is looked for, never sent again."""
    return any(line.state in ("sent", "unknown") for line in booked.lines)


def given_up(order: Order, booked: Booked) -> Booked:
    """The order after its seller stayed out of reach: open lines that went out are unknown."""
    lines = tuple(
        line.model_copy(update={"state": "unknown"}) if line.state == "sent" else line
        for line in booked.lines
    )
    return booked.model_copy(update={"lines": lines})
