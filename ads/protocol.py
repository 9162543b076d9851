"""What every Ads API can do for us, whatever it is called there."""

from __future__ import annotations

from datetime import date
from typing import Literal, Protocol

from media.booking import (
    Booked,
    ChangeRecord,
    Delivery,
    Estimate,
    Order,
    OrderLine,
    Problem,
    Target,
)
from media.words import Channel

TargetKind = Literal["interest", "region", "city", "language", "audience"]
"""What can be looked up by name before it is targeted."""


class AdsApi(Protocol):
    """One seller's Ads API.

    Booking is a row of small steps. Each may run any number of times: it looks for what it would
    create, by the reference in the entity's name, before it creates it. Nothing that a step
    creates spends money before `launch`. All methods raise media.errors.OutsideError.
    """

    @property
    def seller(self) -> str:
        """The key under which the registry knows this seller."""
        ...

    @property
    def channel(self) -> Channel:
        """The buying channel it sells through."""
        ...

    def campaign_of(self, line: OrderLine) -> str:
        """Lines with different answers cannot stand under one campaign."""
        ...

    async def check(self) -> None:
        """Ask for something harmless: whether the seller answers and accepts our sign-in."""
        ...

    async def look_up(
        self, kind: TargetKind, query: str, country: str | None = None
    ) -> tuple[Target, ...]:
        """Targets whose name matches, best first; empty when there are none."""
        ...

    async def estimate(self, order: Order) -> tuple[Estimate, ...]:
        """What each line will bring; a line without an answer is left out."""
        ...

    async def validate(self, order: Order) -> tuple[Problem, ...]:
        """Everything this seller would refuse, before anything is booked."""
        ...

    def steps(self, order: Order) -> tuple[str, ...]:
        """The names of the booking's steps, in order."""
        ...

    async def run_step(self, order: Order, step: str, known: Booked) -> Booked:
        """Run one step (again). Raises TransientError when running it later can help."""
        ...

    async def status(self, order: Order, known: Booked) -> Booked:
        """What stands at the seller now: settles unknown lines and open decisions by looking."""
        ...

    async def launch(self, order: Order, known: Booked) -> Booked:
        """Let what was approved and confirmed run."""
        ...

    async def pause(self, order: Order, known: Booked) -> Booked:
        """Stop everything of the order; it can be launched again."""
        ...

    async def archive(self, order: Order, known: Booked) -> Booked:
        """Undo the booking for good, as far as this seller can."""
        ...

    async def attach_assets(self, order: Order, known: Booked) -> Booked:
        """Make the ads out of the order's assets; lines whose assets lack something stay as is."""
        ...

    async def report(
        self, order: Order, known: Booked, since: date, until: date
    ) -> tuple[Delivery, ...]:
        """What each booked line whose flight reaches into these days has delivered by `until`."""
        ...

    async def change_history(self, order: Order, known: Booked) -> tuple[ChangeRecord, ...]:
        """Who set what and when, oldest first: proof that what is live is what was approved."""
        ...
