"""Taking an order through its steps: in order, patiently, and never twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ads.protocol import AdsApi
from media.booking import Booked, BookedLine, Order, Problem
from media.errors import OutsideError, TransientError

Progress = Callable[[str, Booked], Awaitable[None]]
"""Called after every step with its name and what is known then; the place to write it down."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on when a seller has trouble. Delays are in seconds."""

    attempts: int = 8
    first_delay: float = 0.5
    longest_delay: float = 30.0
    longest_asked: float = 120.0
    """Whoever asks for more patience than this is left alone, and looked at later."""
    in_silence: float = 120.0
    """Nobody who says nothing at all is tried again after this, though a call may take longer."""

    def delay(self, attempt: int, asked: float | None) -> float:
        """Doubling with full jitter, but never less than what the seller asked for."""
        grown = min(self.longest_delay, self.first_delay * 2.0**attempt)
        return max(asked or 0.0, random.uniform(0.5, 1.0) * grown)

    def is_over(self, asked: float | None, spent: float) -> bool:
        """Whether a seller that asked to wait, or did not, is not tried again after so long."""
        return spent > self.in_silence if asked is None else asked > self.longest_asked


def nothing_known(order: Order) -> Booked:
    """What is known before the first step: every line is only intended."""
    lines = tuple(BookedLine(line=line.line, state="intended") for line in order.lines)
    return Booked(campaign_id=None, lines=lines)


def not_there(known: Booked) -> Booked:
    """What is known once nothing of the order was found: unknown lines were never sent."""
    lines = tuple(
        line.model_copy(update={"state": "intended"}) if line.state == "unknown" else line
        for line in known.lines
    )
    return known.model_copy(update={"lines": lines})


async def book(
    api: AdsApi,
    order: Order,
    known: Booked | None,
    progress: Progress,
    patience: Patience | None = None,
) -> Booked:
    """Run all steps of an order, or what is left of them: each finds what it did before.

    Raises TransientError when a seller stays in trouble beyond the patience, and the other
    OutsideErrors as they come; `progress` has what was reached by then.
    """
    booked = known or nothing_known(order)
    for step in api.steps(order):
        booked = await patiently(lambda s=step, b=booked: api.run_step(order, s, b), patience)  # type: ignore[misc]
        await progress(step, booked)
    return booked


async def patiently(
    work: Callable[[], Awaitable[Booked]], patience: Patience | None = None
) -> Booked:
    """What the work gives, after as many tries as the patience allows."""
    patience = patience or Patience()
    began = time.monotonic()
    for attempt in range(patience.attempts - 1):
        try:
            return await work()
        except TransientError as trouble:
            if patience.is_over(trouble.retry_after, time.monotonic() - began):
                raise
            await asyncio.sleep(patience.delay(attempt, trouble.retry_after))
    return await work()


def problem_of(error: OutsideError, line: str | None) -> Problem:
    """The problem that a refusal is for a line."""
    return Problem(
        line=line, message=error.message, remedy=error.remedy, correlation=error.correlation
    )
