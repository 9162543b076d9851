"""Who somebody is at this very moment, as Slack says, and which language they read."""

from __future__ import annotations

from time import monotonic
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.words.catalog import LANGUAGES, Words
from media.approvals import Member

_SECONDS = 60.0
"""How long a language is taken as known; rights are asked for each time."""
_MOST = 10_000
_UNSEEN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class People:
    """Slack's people."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._languages: dict[str, tuple[str, float]] = {}

    async def member(self, tenant: str, user: str) -> Member:
        """The person without roles: those come from our own records, all else from Slack. Whom
        Slack does not show is none of ours.
        """
        try:
            found = await self._ask(user)
        except SlackApiError as error:
            if error.response["error"] not in _UNSEEN:
                raise
            return Member(user=user, outsider=True)
        return Member(
            user=user,
            name=found.get("real_name") or found.get("name") or "",
            guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
            outsider=bool(found.get("is_stranger")) or _team(found, tenant) != tenant,
            owner=bool(found.get("is_admin") or found.get("is_owner")),
        )

    async def language(self, user: str) -> str:
        """The language of somebody's Slack, if we speak it."""
        language, until = self._languages.get(user, ("", 0.0))
        if until > monotonic():
            return language
        try:
            await self._ask(user)
        except SlackApiError:
            return LANGUAGES[0]
        return self._languages[user][0]

    async def _ask(self, user: str) -> dict[str, Any]:
        answer = await self._client.users_info(user=user, include_locale=True)
        found: dict[str, Any] = answer["user"]
        if len(self._languages) >= _MOST:
            self._languages.clear()
        language = Words(found.get("locale") or LANGUAGES[0]).language
        self._languages[user] = (language, monotonic() + _SECONDS)
        return found


def _team(found: dict[str, Any], tenant: str) -> str:
    return str(found.get("team_id") or tenant)
