"""Around the conversation: the app is opened, somebody presses Stop, the app is removed."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.cards.home import HomeView, home
from bot.cards.prompts import prompts
from bot.listeners.answering import Answering
from bot.listeners.surface import Surface, Thread
from media.approvals import Member
from media.errors import NotAllowed

_log = logging.getLogger(__name__)


class Lifecycle:
    """Listeners of the app's own events."""

    def __init__(self, surface: Surface, answering: Answering) -> None:
        self._surface = surface
        self._answering = answering

    def register(self, app: AsyncApp) -> None:
        """Add the listeners."""
        app.event("app_home_opened")(self.opened)
        app.event("agent_session_stopped")(self.stopped)
        app.event("app_uninstalled")(self.removed)
        app.event("tokens_revoked")(self.revoked)

    async def opened(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Home shows what waits; the conversation offers ways to begin."""
        if event.get("tab") == "messages":
            await self._surface.client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"],
                thread_ts=None,
                prompts=prompts(await self._surface.language(event["user"])),
            )
            return
        await self.publish(body["team_id"], event["user"])

    async def publish(self, tenant: str, user: str) -> None:
        """Bring somebody's Home up to date. Outsiders and guests see no plans there."""
        vouched = await self._surface.people.member(tenant, user)
        known = await self._surface.desk.member(tenant, user)
        member = vouched.model_copy(update={"roles": known.roles})
        is_ours = not (member.outsider or member.guest)
        async with self._surface.storage.transaction() as tx:
            pending = await tx.approvals.pending(tenant) if is_ours else []
            recent = await tx.plans.recent(tenant, limit=8) if is_ours else []
            asked_for = await tx.plans.advertisers(tenant, [request.plan for request in pending])
        view = home(
            HomeView(
                member=member,
                pending=pending[::-1],
                recent=recent,
                asked_for=asked_for,
                may_administer=await self._may_administer(tenant, vouched),
                advertisers=await self._surface.desk.advertisers(tenant),
            ),
            await self._surface.language(user),
        )
        await self._surface.client.views_publish(user_id=user, view=view)

    async def _may_administer(self, tenant: str, member: Member) -> bool:
        try:
            await self._surface.desk.check_admin(tenant, member)
        except NotAllowed:
            return False
        return True

    async def stopped(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Somebody pressed Stop in a thread."""
        self._answering.stop(Thread(body["team_id"], event["channel"], event["thread_ts"]))

    async def removed(self, body: dict[str, Any]) -> None:
        """The app was removed: the workspace's words, people, plans and secrets are forgotten."""
        async with self._surface.storage.transaction() as tx:
            await tx.tenants.purge(body["team_id"])
        _log.info("A workspace removed the app; its data is gone")

    async def revoked(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Without our own token there is no app any more; other tokens are not kept at all."""
        if (event.get("tokens") or {}).get("bot"):
            await self.removed(body)
