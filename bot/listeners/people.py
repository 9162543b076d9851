"""Who somebody is at this very moment, as Slack says."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from media.approvals import Member


async def member_of(client: AsyncWebClient, tenant: str, user: str) -> Member:
    """The person without roles: those come from our own records, guest and outsider from Slack."""
    answer = await client.users_info(user=user)
    found: dict[str, Any] = answer["user"]
    return Member(
        user=user,
        name=found.get("real_name") or found.get("name") or "",
        guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
        outsider=bool(found.get("is_stranger")) or _team(found, tenant) != tenant,
    )


def _team(found: dict[str, Any], tenant: str) -> str:
    return str(found.get("team_id") or tenant)
