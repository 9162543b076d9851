"""Pages and switches of the local Ads APIs."""

from __future__ import annotations

from starlette.routing import BaseRoute


def routes() -> list[BaseRoute]:
    """All of them."""
    return []
