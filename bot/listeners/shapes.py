"""Before all listeners: what was delivered can be read, and kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.response import BoltResponse

from bot.payloads import check, keepable


async def well_formed(
    body: dict[str, Any], next: Callable[[], Awaitable[BoltResponse]]
) -> BoltResponse | None:
    """Bolt's middleware; the arguments' names are Bolt's. Raises Malformed."""
    kept = keepable(body)
    check(kept)
    body.clear()
    body.update(kept)
    return await next()
