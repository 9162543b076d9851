"""What a person did once is heard once, however often it is delivered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.response import BoltResponse

from storage.cache import Cache


class Once:
    """Lets a press, a form or a command through the first time. Messages have the inbox."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    async def __call__(
        self, body: dict[str, Any], next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        """Bolt's middleware; the arguments' names are Bolt's."""
        trigger = body.get("trigger_id")
        if trigger is None or await self._cache.is_first_time(f"trigger:{trigger}:{_about(body)}"):
            return await next()
        return BoltResponse(status=200)


def _about(body: dict[str, Any]) -> str:
    actions: list[dict[str, Any]] = body.get("actions") or [{}]
    return str(actions[0].get("action_id") or (body.get("view") or {}).get("id") or "")
