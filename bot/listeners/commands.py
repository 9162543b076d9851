"""`/plan`: a root message that everybody sees, and the plan in its thread."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.cards.text import clip, escape, with_people
from bot.listeners.incoming import Said, as_typed, plain_words
from bot.listeners.outages import Outages, in_time
from bot.listeners.surface import Surface, Thread
from bot.words import Words, sentence
from media.plan import Fact
from storage.database import is_away
from storage.inbox import Event
from storage.threads import ThreadWorker

_SECONDS = 1.5
"""How long recording may take beside all else that is done before Slack's three seconds end."""
_ELSEWHERE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
Readers = Literal["ours", "shared", "unknown"]


class Commands:
    """The slash command. It cannot be used inside a thread, so it begins one."""

    def __init__(self, surface: Surface, worker: ThreadWorker, outages: Outages) -> None:
        self._surface = surface
        self._worker = worker
        self._outages = outages

    def register(self, app: AsyncApp) -> None:
        """Add the listener."""
        app.command("/plan")(self.plan)

    async def plan(self, ack: Any, body: dict[str, Any]) -> None:
        """Record the brief under a root that is posted here, or in a direct message where this
        is not for us alone; then acknowledge. Help, or why there is no plan, is for one person.
        """
        words = plain_words(body.get("text") or "") or "help"
        readers = await self._readers(body["channel_id"])
        refused = await self._refused(body["team_id"], body["user_id"], readers)
        language = await self._surface.people.language(body["user_id"])
        help_in = self._surface.orchestrator.asks_for_help(words, date.today(), language)
        if refused or help_in:
            answer = sentence(Fact(code=refused or "help"), help_in or language)
            await ack(text=escape(answer))
            return
        channel, ts = await self._root(body, readers)
        said = Said(user=body["user_id"], text=words)
        thread = Thread(body["team_id"], channel, ts)
        await self._record(thread, said.event(thread, f"command:{body['trigger_id']}"))
        await ack(text="" if channel == body["channel_id"] else _elsewhere(language))

    async def _record(self, thread: Thread, event: Event) -> None:
        """Its root stands already: who wrote it need not do so again when the database is away."""
        try:
            await in_time(self._receive(event), _SECONDS)
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_away(error)):
                raise
            await self._outages.put_off(thread, event)

    async def _receive(self, event: Event) -> None:
        await self._worker.receive(event)

    async def _refused(self, tenant: str, user: str, readers: Readers) -> str | None:
        """The code of what keeps us from planning for this person in this channel."""
        member = await self._surface.people.member(tenant, user)
        if member.outsider:
            return "outsider"
        return "shared_channel" if readers == "shared" else None

    async def _readers(self, channel: str) -> Readers:
        """Who reads a channel; Slack may not tell, for want of a scope or a membership."""
        try:
            answer = await self._surface.client.conversations_info(channel=channel)
        except SlackApiError:
            return "unknown"
        found = answer["channel"]
        shared = found.get("is_ext_shared") or found.get("is_pending_ext_shared")
        return "shared" if shared else "ours"

    async def _root(self, body: dict[str, Any], readers: Readers) -> tuple[str, str]:
        """Where the brief now stands for its readers: channel and ts."""
        user, typed = body["user_id"], with_people(escape(as_typed(body.get("text") or "")))
        text = f"<@{user}>: {clip(typed, 2_500)}"
        if readers == "ours":
            try:
                answer = await self._post(body["channel_id"], text)
                return answer["channel"], answer["ts"]
            except SlackApiError as error:
                if error.response["error"] not in _ELSEWHERE:
                    raise
        opened = await self._surface.client.conversations_open(users=user)
        answer = await self._post(opened["channel"]["id"], text)
        return answer["channel"], answer["ts"]

    async def _post(self, channel: str, text: str) -> Any:
        return await self._surface.client.chat_postMessage(
            channel=channel, text=text, unfurl_links=False, unfurl_media=False
        )


def _elsewhere(language: str) -> str:
    return Words(language).t(
        "I answer in a direct message: I am not in this channel, or cannot see who reads it."
    )
