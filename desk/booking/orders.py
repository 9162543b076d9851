"""What is done with one order: book it, look after it, launch it, undo it, attach its ads.

Each is a durable job in the lane of the order's ad account. Its steps look before they create,
and what a step has found out is written down before the next one begins.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from desk.booking import standing
from desk.booking.asking import Found, Sellers, Timing
from desk.booking.records import Records
from desk.durable import Args, Durable, Run, StepFailed
from media.accounts import Assets
from media.booking import Booked, Order
from storage.store import Storage, Transaction

BOOK, LOOK, UNDO = "book order", "look at order", "undo order"
LAUNCH, ATTACH = "launch order", "attach ads"
Take = Callable[[str, Booked], Awaitable[Found]]


class OrderJobs:
    """The jobs of single orders."""

    def __init__(
        self, storage: Storage, durable: Durable, records: Records, sellers: Sellers, timing: Timing
    ) -> None:
        self._storage, self._durable = storage, durable
        self._records, self._sellers, self._timing = records, sellers, timing
        durable.job(BOOK, self._book)
        durable.job(LOOK, self._look)
        durable.job(UNDO, self._undo)
        durable.job(LAUNCH, self._launch)
        durable.job(ATTACH, self._attach)

    async def enqueue(
        self,
        tx: Transaction,
        job: str,
        key: str,
        tenant: str,
        order: Order,
        *,
        after: float = 0.0,
        **more: str,
    ) -> None:
        """Queue a job for an order; those of one ad account go one after another."""
        args = {"tenant": tenant, "order": order.reference, **more}
        lane = f"{order.account.seller} {order.account.account_id}"
        await self._durable.enqueue(tx, job, key, args, lane=lane, after=after)

    async def _book(self, run: Run, args: Args) -> None:
        """All steps of the order, each finding what it did before."""
        tenant, order, known = await self._opened(args)

        async def take(step: str, known: Booked) -> Found:
            if await self._records.is_undone(tenant, order):
                return Found(known=known, end="undone")
            found = await self._sellers.book(order, step, known)
            await self._records.keep(tenant, order, step, standing.under_way(found.known))
            return found

        found = await _in_a_row(run, self._sellers.steps(order), known, take)
        if found.end != "undone":
            await self._close(run, tenant, order, standing.closed(found.known))

    async def _look(self, run: Run, args: Args) -> None:
        """See what became of an order that was left open; nothing is sent but missing ads."""
        tenant, order, known = await self._opened(args)

        async def look(step: str, known: Booked) -> Found:
            if await self._records.is_undone(tenant, order):
                return Found(known=known, end="undone")
            found = await self._sellers.look(order, known)
            if found.end or not any(line.state == "confirmed" for line in found.known.lines):
                return found
            return await self._sellers.equip(order, found.known)

        found = await _in_a_row(run, ("look",), known, look)
        if found.end != "undone":
            number = int(args["number"]) + 1
            await self._close(run, tenant, order, standing.closed(found.known), number=number)

    async def _undo(self, run: Run, args: Args) -> None:
        """Nothing of the order runs any more: paused first, then archived."""
        tenant, order, known = await self._opened(args)
        found = await _in_a_row(run, ("pause", "archive"), known, partial(self._sellers.end, order))
        number = int(args["number"]) + 1
        again = found.end == "trouble"
        await self._close(run, tenant, order, found.known, number=number, undo=True, again=again)

    async def _launch(self, run: Run, args: Args) -> None:
        """Let what was approved and confirmed run."""
        tenant, order, known = await self._opened(args)
        await self._change(run, tenant, order, known, "launch", self._sellers.launch)

    async def _attach(self, run: Run, args: Args) -> None:
        """Make the ads out of assets that came after the booking."""
        tenant, order, known = await self._opened(args)
        assets = Assets.model_validate_json(args["assets"])
        equipped = order.model_copy(update={"assets": assets})
        await self._change(run, tenant, equipped, known, "ads", self._sellers.equip)

    async def _change(
        self,
        run: Run,
        tenant: str,
        order: Order,
        known: Booked,
        name: str,
        ask: Callable[[Order, Booked], Awaitable[Found]],
    ) -> None:
        """One step that changes something that is booked, unless it was undone meanwhile."""

        async def take(step: str, known: Booked) -> Found:
            if await self._records.is_undone(tenant, order):
                return Found(known=known, end="undone")
            return await ask(order, known)

        found = await _in_a_row(run, (name,), known, take)
        if found.end != "undone":
            await self._close(run, tenant, order, found.known)

    async def _opened(self, args: Args) -> tuple[str, Order, Booked]:
        kept = await self._records.order(args["order"])
        return args["tenant"], kept.order, kept.booked

    async def _close(
        self,
        run: Run,
        tenant: str,
        order: Order,
        known: Booked,
        *,
        number: int = 0,
        undo: bool = False,
        again: bool = False,
    ) -> None:
        """Write down how the order stands, and have it looked at again if that is open.

        What is to be undone is never given up: it would go on spending.
        """
        last = number >= self._timing.looks and not known.waiting and not undo

        async def settle() -> str:
            async with self._storage.transaction() as tx:
                if (again or standing.is_open(known)) and not last:
                    job = UNDO if undo else LOOK
                    await self._again(tx, run, job, tenant, order, number)
                await self._records.settle(tx, tenant, order, known, undo=undo)
            await self._records.tell(tenant, order.plan, order.version)
            return ""

        await run.step("settle", settle)

    async def _again(
        self, tx: Transaction, run: Run, job: str, tenant: str, order: Order, number: int
    ) -> None:
        key = f"{run.key.split(' / ')[0]} / {number}"
        pause = self._timing.until_look(number)
        await self.enqueue(tx, job, key, tenant, order, after=pause, number=str(number))


async def _in_a_row(run: Run, steps: Sequence[str], known: Booked, take: Take) -> Found:
    """What is known after all steps, or after the first that ends the job."""
    found = Found(known=known)
    for step in steps:

        async def as_text(step: str = step, known: Booked = found.known) -> str:
            return (await take(step, known)).model_dump_json()

        try:
            found = Found.model_validate_json(await run.step(step, as_text))
        except StepFailed:
            return Found(known=standing.broken(found.known, run.key), end="trouble")
        if found.end:
            break
    return found
