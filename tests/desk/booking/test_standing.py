"""How a booking stands follows from its lines, and from nothing else."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.booking import standing
from media.booking import Booked, BookedLine, LineState
from media.errors import CorrectableError, TransientError

STATES: tuple[LineState, ...] = get_args(LineState)


def booked(*states: LineState, waiting: bool = False, archived: bool = False) -> Booked:
    lines = tuple(
        BookedLine(line=f"l{n}", state=state, archived=archived) for n, state in enumerate(states)
    )
    return Booked(campaign_id=None, lines=lines, waiting=waiting)


orders = st.lists(st.sampled_from(STATES), min_size=1, max_size=4).flatmap(
    lambda states: st.builds(booked, *map(st.just, states), waiting=st.booleans())
)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ([booked("confirmed"), booked("confirmed")], "booked"),
        ([booked("confirmed"), booked("rejected")], "partial"),
        ([booked("rejected"), booked("intended")], "failed"),
        ([booked("confirmed"), booked("unknown")], "partial"),
        ([booked("confirmed"), booked("sent")], "booking"),
        ([booked("confirmed"), booked("sent", waiting=True)], "waiting"),
        ([booked("sent"), booked("sent", waiting=True)], "booking"),
        ([booked("confirmed", archived=True), booked("confirmed")], "partial"),
        ([booked("confirmed", archived=True)], "failed"),
    ],
)
def test_the_state_of_a_booking(known: list[Booked], state: str) -> None:
    assert standing.state_of(known) == state


@given(orders)
def test_a_confirmed_line_stays_so_whatever_goes_wrong(known: Booked) -> None:
    confirmed = [line for line in known.lines if line.state == "confirmed"]
    trouble, refusal = TransientError("Silent."), CorrectableError("No.", "Mend it.")
    for after in (
        standing.under_way(known),
        standing.asked_again(known),
        standing.closed(known),
        standing.in_doubt(known, trouble),
        standing.refused(known, refusal),
        standing.broken(known, "key"),
    ):
        assert [line for line in after.lines if line.state == "confirmed"] == confirmed


@given(orders)
def test_an_order_that_is_closed_is_not_on_its_way(known: Booked) -> None:
    assert not standing.is_on_its_way(standing.closed(known))
    assert standing.state_of([standing.closed(known)]) != "booking"


@given(orders)
def test_every_line_that_is_not_booked_says_what_to_do(known: Booked) -> None:
    for after in (
        standing.in_doubt(known, TransientError("Silent.")),
        standing.broken(known, "key"),
        standing.closed(known) if not known.waiting else known,
    ):
        for line in after.lines:
            if line.state in ("unknown", "intended") and after is not known:
                assert line.problem is not None
                assert line.problem.remedy
                assert line.problem.line == line.line


@given(st.lists(orders, min_size=1, max_size=3))
def test_inventory_is_sold_or_freed_or_still_open(known: list[Booked]) -> None:
    inventory = standing.inventory_of(known)
    count = sum(len(order.lines) for order in known)
    undecided = [x for o in known for x in o.lines if x.state in ("sent", "unknown")]
    assert len(inventory.sold) + len(inventory.freed) + len(undecided) == count
