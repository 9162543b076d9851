"""Workers in processes of their own, which can be killed, or die by themselves where told."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess

from ads.protocol import AdsApi
from media.booking import Booked, Order
from tests.desk.booking.world import Place, open_desk

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["tests.desk.booking.workers", "dbos", "mcp.client.streamable_http", "httpx2", "asyncpg"]
)


@dataclass(slots=True)
class Life:
    """Ends, as by `kill -9`, at a boundary counted from 1; 0 is no end."""

    boundary: int

    def pass_boundary(self) -> None:
        self.boundary -= 1
        if self.boundary == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """An Ads API in whose steps its process may die: before the seller is asked, or when the
    seller has done it and nobody has written it down.
    """

    def __init__(self, api: AdsApi, life: Life) -> None:
        self._api, self._life = api, life

    def __getattr__(self, name: str) -> object:
        return getattr(self._api, name)

    async def run_step(self, order: Order, step: str, known: Booked) -> Booked:
        self._life.pass_boundary()
        booked = await self._api.run_step(order, step, known)
        self._life.pass_boundary()
        return booked


def start_worker(place: Place, name: str, *, dies_at: int = 0) -> ForkServerProcess:
    """A worker process that works until it is killed."""
    process = _CONTEXT.Process(target=_run, args=(place, name, dies_at), daemon=True)
    process.start()
    return process


def _run(place: Place, name: str, dies_at: int) -> None:
    asyncio.run(_work(place, name, Life(dies_at)))


async def _work(place: Place, name: str, life: Life) -> None:
    def mortal(api: AdsApi) -> AdsApi:
        return Mortal(api, life)  # type: ignore[return-value]

    async with open_desk(place, worker=name, around=mortal, timeout=10.0):
        await asyncio.Event().wait()
