"""`/plan`: a root message that everybody sees, and the plan in its thread."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.cards.text import clip, escape
from bot.listeners.incoming import Said, plain_words
from bot.listeners.people import member_of
from bot.listeners.surface import Surface, Thread
from bot.words import Words, sentence
from media.plan import Fact
from storage.threads import ThreadWorker

_ELSEWHERE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})


class Commands:
    """The slash command. It cannot be used inside a thread, so it begins one."""

    def __init__(self, surface: Surface, worker: ThreadWorker) -> None:
        self._surface = surface
        self._worker = worker

    def register(self, app: AsyncApp) -> None:
        """Add the listener."""
        app.command("/plan")(self.plan)

    async def plan(self, ack: Any, body: dict[str, Any]) -> None:
        """Post the root here, or in a direct message where we are no member; recorded, then acked."""  # noqa: E501
        user, tenant = body["user_id"], body["team_id"]
        text = plain_words(body.get("text") or "") or "help"
        member = await member_of(self._surface.client, tenant, user)
        if member.outsider or await self._is_shared(body["channel_id"]):
            code = "outsider" if member.outsider else "shared_channel"
            await ack(text=sentence(Fact(code=code), "en"))
            return
        channel, ts = await self._root(body["channel_id"], user, text)
        said = Said(user=user, text=text)
        thread = Thread(tenant, channel, ts)
        await self._worker.receive(said.event(thread, f"command:{body['trigger_id']}"))
        if channel != body["channel_id"]:
            await ack(
                text=Words("en").t("I am not in this channel, so I answer in a direct message.")
            )
            return
        await ack()

    async def _root(self, channel: str, user: str, text: str) -> tuple[str, str]:
        said = f"<@{user}>: {clip(escape(text), 2_500)}"
        try:
            answer = await self._post(channel, said)
        except SlackApiError as error:
            if error.response["error"] not in _ELSEWHERE:
                raise
            opened = await self._surface.client.conversations_open(users=user)
            answer = await self._post(opened["channel"]["id"], said)
        return answer["channel"], answer["ts"]

    async def _post(self, channel: str, text: str) -> Any:
        return await self._surface.client.chat_postMessage(
            channel=channel, text=text, unfurl_links=False, unfurl_media=False
        )

    async def _is_shared(self, channel: str) -> bool:
        """Whether another company reads along; only known where `channels:read` was granted."""
        try:
            answer = await self._surface.client.conversations_info(channel=channel)
        except SlackApiError:
            return False
        return bool(answer["channel"].get("is_ext_shared"))
