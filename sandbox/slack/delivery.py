"""Deliveries to the app: each wants an acknowledgement within three seconds, events are retried."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sandbox.slack.core import Core
from sandbox.slack.errors import NotAcknowledged
from sandbox.slack.ids import new_id
from sandbox.slack.people import APP_ID, BOT_USER_ID, TEAM_ID
from sandbox.slack.store import Channel
from sandbox.slack.wire import Payload

Kind = Literal["events_api", "interactive", "slash_commands"]

RETRY_DELAYS = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class Retry:
    """Which repetition this is, and why."""

    number: int
    reason: str


class Transport(Protocol):
    """A way to the app: Socket Mode or signed HTTP."""

    async def deliver(self, kind: Kind, payload: Payload, retry: Retry | None) -> Payload:
        """The app's answer, empty when it only acknowledged; raises NotAcknowledged."""


class Dispatcher:
    """Sends events and requests over whichever transport is configured."""

    def __init__(self, core: Core, transport: Transport, retry_delays: Sequence[float]) -> None:
        self._core = core
        self._retry_delays = tuple(retry_delays)
        self._running: set[asyncio.Task[None]] = set()
        self.transport = transport

    def event(self, subscription: str, event: Payload, channel: Channel | None = None) -> None:
        """Delivers an event in the background, if the manifest subscribes to it."""
        if self._core.manifest.subscribes(subscription):
            self._start(self._deliver_event(self._envelope(event, channel)))

    async def request(self, kind: Kind, payload: Payload) -> Payload:
        """The app's answer to an interaction, never repeated; raises NotAcknowledged."""
        return await self._attempt(kind, payload, None)

    async def idle(self) -> None:
        """Returns when no delivery is under way or waiting to be repeated."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Gives up on everything that is still under way."""
        for task in set(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _deliver_event(self, envelope: Payload) -> None:
        reason = await self._try(envelope, None)
        if reason is None and self._core.faults.repeats_event():
            await self._try(envelope, Retry(1, "timeout"))
        for number, delay in enumerate(self._retry_delays, start=1):
            if reason is None:
                return
            await asyncio.sleep(delay)
            reason = await self._try(envelope, Retry(number, reason))

    async def _try(self, envelope: Payload, retry: Retry | None) -> str | None:
        try:
            await self._attempt("events_api", envelope, retry)
        except NotAcknowledged as failure:
            return failure.reason
        return None

    async def _attempt(self, kind: Kind, payload: Payload, retry: Retry | None) -> Payload:
        answer = await self.transport.deliver(kind, payload, retry)
        if self._core.faults.loses_ack():
            raise NotAcknowledged("timeout")
        return answer

    def _envelope(self, event: Payload, channel: Channel | None) -> Payload:
        return {
            "token": self._core.credentials.verification_token,
            "team_id": TEAM_ID,
            "context_team_id": TEAM_ID,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": int(float(event["event_ts"])),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM_ID,
                    "user_id": BOT_USER_ID,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": channel is not None and channel.is_shared,
            "event_context": new_id("4-", 24),
        }
