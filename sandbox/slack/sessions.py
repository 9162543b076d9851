"""What an agent shows around a conversation: its status line, suggested prompts, session, Stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.slack import events
from sandbox.slack.core import Core
from sandbox.slack.delivery import Dispatcher
from sandbox.slack.errors import SlackError
from sandbox.slack.people import Person
from sandbox.slack.store import Channel
from sandbox.slack.streams import Streams
from sandbox.slack.validation import limits
from sandbox.slack.wire import Payload

SESSION_STATUSES = ("active", "processing", "suspended", "closed")


@dataclass(slots=True)
class _Status:
    text: str
    expires: float


class Sessions:
    """Status lines, prompts and sessions by conversation; short-lived, so kept in memory."""

    def __init__(
        self,
        core: Core,
        dispatcher: Dispatcher,
        streams: Streams,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._core = core
        self._dispatcher = dispatcher
        self._streams = streams
        self._clock = clock
        self._statuses: dict[tuple[str, str], _Status] = {}
        self._sessions: dict[tuple[str, str], str] = {}
        self._prompts: dict[str, list[Payload]] = {}

    def set_status(self, channel: Channel, thread_ts: str, text: str) -> None:
        """Shows "is thinking..." until something is posted in the thread, two minutes at most."""
        key = channel.id, thread_ts
        if text:
            self._statuses[key] = _Status(text, self._clock() + limits.STATUS_SECONDS)
        else:
            self._statuses.pop(key, None)
        self._show(channel, thread_ts)

    def answered(self, channel: Channel, thread_ts: str | None) -> None:
        """Takes the status line away: the app posted in the thread."""
        if thread_ts and self._statuses.pop((channel.id, thread_ts), None):
            self._show(channel, thread_ts)

    def set_session(self, channel: Channel, thread_ts: str, status: str) -> bool:
        """The session's state; False when Stop would be useless for want of a subscription."""
        if status not in SESSION_STATUSES:
            raise SlackError("invalid_arguments")
        self._sessions[channel.id, thread_ts] = status
        self._show(channel, thread_ts)
        return self._core.manifest.subscribes("agent_session_stopped")

    def suggest(self, channel: Channel, prompts: Sequence[Payload]) -> None:
        """Offers prompts in a direct conversation; raises `invalid_arguments` over four."""
        if not prompts or len(prompts) > limits.SUGGESTED_PROMPTS:
            raise SlackError("invalid_arguments")
        if any(not each.get("title") or not each.get("message") for each in prompts):
            raise SlackError("invalid_arguments")
        self._prompts[channel.id] = list(prompts)
        self._core.feed.publish(
            "prompts", channel.members, channel=channel.id, prompts=list(prompts)
        )

    def prompts(self, channel: Channel) -> list[Payload]:
        """The prompts to offer: the app's, or the manifest's where it set none."""
        agent = self._core.manifest.features.agent_view
        if not channel.is_direct or agent is None:
            return []
        return self._prompts.get(channel.id) or [
            each.model_dump() for each in agent.suggested_prompts
        ]

    def stop(self, person: Person, channel: Channel, thread_ts: str) -> None:
        """Somebody pressed Stop: open streams end and the app is told."""
        streams = self._streams.stop_all(channel, thread_ts)
        subscription, event = events.of_stopped_session(
            person, channel, thread_ts, streams, self._core.clock.next()
        )
        self._dispatcher.event(subscription, event, channel)

    def state(self, channel: Channel, thread_ts: str) -> Payload:
        """What the page shows under a thread: the status line and whether Stop is offered."""
        status = self._statuses.get((channel.id, thread_ts))
        text = status.text if status and status.expires > self._clock() else ""
        processing = self._sessions.get((channel.id, thread_ts)) == "processing"
        stoppable = processing and self._core.manifest.subscribes("agent_session_stopped")
        return {"status": text, "processing": processing, "stoppable": stoppable}

    def states(self, channel: Channel) -> dict[str, Payload]:
        """The states of all threads of a channel that have one."""
        threads = {ts for cid, ts in (*self._statuses, *self._sessions) if cid == channel.id}
        return {ts: self.state(channel, ts) for ts in sorted(threads)}

    def _show(self, channel: Channel, thread_ts: str) -> None:
        self._core.feed.publish(
            "session",
            channel.members,
            channel=channel.id,
            thread_ts=thread_ts,
            state=self.state(channel, thread_ts),
        )
