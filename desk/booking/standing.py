"""How a booking stands: what follows from the states of its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from media.booking import Booked, BookedLine, BookingState, LineState, Problem
from media.errors import FlightplanError, OutsideError

_LOOKING = "We keep looking whether it is there, and never send it twice."
_LOOKING_OR_RETRY = (
    "We keep looking whether it is there, and never send it twice. Or press “Retry the rest”."
)
_UNANSWERED = "The seller has not confirmed this yet."
_NOT_THERE = "This has not reached the seller."
_RETRY = "Press “Retry the rest”."


def is_on_its_way(booked: Booked) -> bool:
    """Whether a job is still to say what became of some line."""
    return not booked.waiting and any(line.state == "sent" for line in booked.lines)


def is_open(booked: Booked) -> bool:
    """Whether looking again can tell more: a seller decides, or an answer was lost."""
    return booked.waiting or any(line.state in ("unknown", "sent") for line in booked.lines)


def stands(line: BookedLine) -> bool:
    """Whether something of the line is, or may be, at the seller."""
    return line.state in ("confirmed", "sent", "unknown") and not line.archived


def can_be_retried(booked: Booked) -> bool:
    """Whether there are lines to book that nobody is booking or deciding on."""
    missing = any(line.state in ("intended", "rejected", "unknown") for line in booked.lines)
    return missing and not booked.waiting and not is_on_its_way(booked)


def state_of(orders: Iterable[Booked]) -> BookingState:
    """The booking's state when its orders stand like this."""
    known = list(orders)
    lines = [line for booked in known for line in booked.lines]
    if any(is_on_its_way(booked) for booked in known):
        return "booking"
    if any(booked.waiting for booked in known):
        return "waiting"
    confirmed = [line for line in lines if line.state == "confirmed" and not line.archived]
    if len(confirmed) == len(lines):
        return "booked"
    return "partial" if confirmed else "failed"


@dataclass(frozen=True, slots=True)
class Inventory:
    """The lines whose inventory is sold now, and those that give it back."""

    sold: tuple[str, ...]
    freed: tuple[str, ...]


def inventory_of(orders: Iterable[Booked]) -> Inventory:
    """What follows for the inventory; lines of which nobody knows yet keep theirs held."""
    lines = [line for booked in orders for line in booked.lines]
    return Inventory(
        sold=tuple(x.line for x in lines if x.state == "confirmed" and not x.archived),
        freed=tuple(x.line for x in lines if x.archived or x.state in ("rejected", "intended")),
    )


def under_way(booked: Booked) -> Booked:
    """The order once a job has it: what is neither confirmed nor refused counts as sent."""
    return _turned(booked, {"intended": "sent", "unknown": "sent"})


def asked_again(booked: Booked) -> Booked:
    """The order when it is tried again: refused lines too."""
    again = _turned(booked, {"intended": "sent", "unknown": "sent", "rejected": "sent"})
    lines = tuple(
        line.model_copy(update={"problem": None}) if line.state == "sent" else line
        for line in again.lines
    )
    return again.model_copy(update={"lines": lines})


def closed(booked: Booked) -> Booked:
    """The order when its job ends. A line that was sent and is not listed may still come up; one
    that was looked for and is not there has never arrived.
    """
    if booked.waiting:
        return booked
    return booked.model_copy(update={"lines": tuple(map(_closed, booked.lines))})


def in_doubt(booked: Booked, error: FlightplanError) -> Booked:
    """The order when a seller stays in trouble: its open lines are unknown, for this reason."""
    problem = _problem(error, _LOOKING_OR_RETRY)
    return _turned(under_way(booked), {"sent": "unknown"}, problem)


def refused(booked: Booked, error: FlightplanError) -> Booked:
    """The order when it cannot be booked as it stands."""
    turned: dict[LineState, LineState] = {"sent": "rejected", "intended": "rejected"}
    return _turned(booked, turned | {"unknown": "rejected"}, _problem(error, error.remedy))


def broken(booked: Booked, key: str) -> Booked:
    """The order when we ourselves have failed; `key` finds it in the log."""
    problem = Problem(
        line=None,
        message="Something went wrong on our side while this was booked.",
        remedy=_LOOKING,
        correlation=key,
    )
    return _turned(under_way(booked), {"sent": "unknown"}, problem)


def with_problem(booked: Booked, error: FlightplanError) -> Booked:
    """The order with the reason why its standing lines could not be changed."""
    problem = _problem(error, error.remedy)
    lines = tuple(_because(x, problem) if stands(x) else x for x in booked.lines)
    return booked.model_copy(update={"lines": lines})


def _closed(line: BookedLine) -> BookedLine:
    if line.state == "intended":
        return _because(line, _said(_NOT_THERE, _RETRY))
    if line.state == "sent" or (line.state == "unknown" and line.problem is None):
        unknown = line.model_copy(update={"state": "unknown"})
        return _because(unknown, _said(_UNANSWERED, _LOOKING))
    return line


def _said(message: str, remedy: str) -> Problem:
    return Problem(line=None, message=message, remedy=remedy)


def _problem(error: FlightplanError, remedy: str) -> Problem:
    correlation = error.correlation if isinstance(error, OutsideError) else None
    return Problem(line=None, message=error.message, remedy=remedy, correlation=correlation)


def _turned(
    booked: Booked, states: Mapping[LineState, LineState], problem: Problem | None = None
) -> Booked:
    """Lines in one state put into another, each with the problem, if there is one."""
    lines = tuple(
        _because(line.model_copy(update={"state": states[line.state]}), problem)
        if line.state in states
        else line
        for line in booked.lines
    )
    return booked.model_copy(update={"lines": lines})


def _because(line: BookedLine, problem: Problem | None) -> BookedLine:
    if problem is None:
        return line
    return line.model_copy(update={"problem": problem.model_copy(update={"line": line.line})})
