"""The embedded engines while somebody works with them: one that dies is started again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from media.errors import NotReady
from storage.engines import Engines

_log = logging.getLogger(__name__)
_SECONDS = 5.0


@asynccontextmanager
async def kept_running(engines: Engines, seconds: float = _SECONDS) -> AsyncIterator[None]:
    """Look after engines that were started, every so many seconds, until the context ends."""
    task = asyncio.create_task(_look_after(engines, seconds))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _look_after(engines: Engines, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        looking = asyncio.ensure_future(asyncio.to_thread(engines.ensure))
        try:
            await asyncio.shield(looking)
        except asyncio.CancelledError:
            await asyncio.wait((looking,))
            raise
        except (NotReady, OSError) as error:
            _log.error("An embedded engine is down, and is tried again: %s", error)
