"""Asking a seller, patiently; that it refuses or does not answer is knowledge too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel

from ads.booking import Patience, patiently
from ads.protocol import AdsApi
from ads.registry import Registry
from desk.booking import standing
from media.booking import Booked, Order
from media.errors import FlightplanError, TransientError

Ask = Callable[[AdsApi], Awaitable[Booked]]
Verdict = Callable[[Booked, FlightplanError], Booked]
"""What is known after an error."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long sellers in trouble are waited for, and how often open ends are looked at.

    Times are in seconds. A seller's decision is waited for without end, a lost answer is looked
    for `looks` times.
    """

    patience: Patience = field(default_factory=Patience)
    first_look: float = 5.0
    longest_look: float = 600.0
    looks: int = 12
    preflight: float = 8.0

    def until_look(self, number: int) -> float:
        """Seconds until the look of this number, counted from 0."""
        return min(self.longest_look, self.first_look * 2.0 ** min(number, 20))


class Found(BaseModel):
    """What is known after a step, and why the job ends with it, if it does."""

    known: Booked
    end: Literal["trouble", "refusal", "undone"] | None = None


class Sellers:
    """The sellers' Ads APIs, as the jobs ask them."""

    def __init__(self, registry: Registry, timing: Timing) -> None:
        self._registry, self._patience = registry, timing.patience

    def steps(self, order: Order) -> tuple[str, ...]:
        """The steps of an order; one that will fail when its seller is not connected."""
        try:
            return self._registry.api(order.account.seller).steps(order)
        except FlightplanError:
            return ("connect",)

    async def book(self, order: Order, step: str, known: Booked) -> Found:
        """Run a step of the booking. After trouble it is open what the seller has done."""
        return await self._ask(
            order,
            known,
            lambda api: api.run_step(order, step, known),
            trouble=standing.in_doubt,
            refusal=standing.refused,
        )

    async def look(self, order: Order, known: Booked) -> Found:
        """What stands at the seller; nothing changes when it does not answer."""
        return await self._ask(
            order, known, lambda api: api.status(order, known), trouble=_unchanged
        )

    async def launch(self, order: Order, known: Booked) -> Found:
        """Let what is confirmed run."""
        return await self._ask(order, known, lambda api: api.launch(order, known))

    async def end(self, order: Order, step: str, known: Booked) -> Found:
        """Pause or archive."""

        def ask(api: AdsApi) -> Awaitable[Booked]:
            return (api.pause if step == "pause" else api.archive)(order, known)

        return await self._ask(order, known, ask)

    async def equip(self, order: Order, known: Booked) -> Found:
        """Make the ads of what is confirmed."""
        return await self._ask(order, known, lambda api: api.attach_assets(order, known))

    async def _ask(
        self,
        order: Order,
        known: Booked,
        ask: Ask,
        *,
        trouble: Verdict = standing.with_problem,
        refusal: Verdict = standing.with_problem,
    ) -> Found:
        try:
            api = self._registry.api(order.account.seller)
            return Found(known=await patiently(lambda: ask(api), self._patience))
        except TransientError as error:
            return Found(known=trouble(known, error), end="trouble")
        except FlightplanError as error:
            return Found(known=refusal(known, error), end="refusal")


def _unchanged(known: Booked, error: FlightplanError) -> Booked:
    return known
