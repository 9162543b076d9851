"""Socket Mode: deliveries over web sockets that the app opened."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.slack.delivery import Kind, Retry
from sandbox.slack.errors import NotAcknowledged, SlackError
from sandbox.slack.ids import new_secret
from sandbox.slack.people import APP_ID
from sandbox.slack.validation import limits
from sandbox.slack.wire import Payload

CONNECTION_SECONDS = 3600
_POLICY_VIOLATION = 1008


class SocketMode:
    """The open sockets of the app and the envelopes whose acknowledgement is awaited."""

    def __init__(
        self,
        ack_seconds: float = limits.ACK_SECONDS,
        on_change: Callable[[bool], None] = lambda connected: None,
    ) -> None:
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._sockets: list[WebSocket] = []
        self._awaited: dict[str, asyncio.Future[Payload]] = {}
        self._changed = asyncio.Event()
        self._on_change = on_change

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._sockets)

    async def connected(self, count: int = 1) -> None:
        """Returns when at least `count` sockets are open."""
        while len(self._sockets) < count:
            self._changed.clear()
            await self._changed.wait()

    def issue_ticket(self) -> str:
        """A ticket for one connection; raises when the app has as many as it may."""
        if len(self._sockets) >= limits.SOCKET_CONNECTIONS:
            raise SlackError("too_many_websockets")
        ticket = new_secret()
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """One socket from its hello to its end."""
        await socket.accept()
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(_POLICY_VIOLATION)
            return
        self._tickets.discard(ticket)
        await self._greet(socket)
        try:
            while True:
                self._acknowledged(await socket.receive_json())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._forget(socket)

    async def deliver(self, kind: Kind, payload: Payload, retry: Retry | None) -> Payload:
        """The app's answer over any one socket, as Slack picks any; raises NotAcknowledged."""
        if not self._sockets:
            raise NotAcknowledged("timeout")
        envelope_id = new_secret()
        answer = asyncio.get_running_loop().create_future()
        self._awaited[envelope_id] = answer
        try:
            socket = random.choice(self._sockets)
            await socket.send_json(_envelope(envelope_id, kind, payload, retry))
            return await asyncio.wait_for(answer, self._ack_seconds)
        except (TimeoutError, WebSocketDisconnect, RuntimeError) as error:
            raise NotAcknowledged("timeout") from error
        finally:
            del self._awaited[envelope_id]

    async def disconnect(
        self, how: Literal["abrupt", "refresh_requested", "warning"] = "abrupt"
    ) -> None:
        """Ends every socket at once, after asking the app to come again, or only warns it."""
        for socket in list(self._sockets):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                if how != "abrupt":
                    await socket.send_json({"type": "disconnect", "reason": how, "debug_info": {}})
                if how != "warning":
                    self._forget(socket)
                    await socket.close()

    async def _greet(self, socket: WebSocket) -> None:
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets) + 1,
                "debug_info": {
                    "host": "sandbox",
                    "approximate_connection_time": CONNECTION_SECONDS,
                },
                "connection_info": {"app_id": APP_ID},
            }
        )
        self._sockets.append(socket)
        self._tell()

    def _acknowledged(self, message: Payload) -> None:
        awaited = self._awaited.get(str(message.get("envelope_id")))
        if awaited is not None and not awaited.done():
            payload = message.get("payload")
            awaited.set_result(payload if isinstance(payload, dict) else _as_text(payload))

    def _forget(self, socket: WebSocket) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        self._tell()

    def _tell(self) -> None:
        self._changed.set()
        self._on_change(bool(self._sockets))


def _as_text(payload: object) -> Payload:
    return {"text": payload} if isinstance(payload, str) and payload else {}


def _envelope(envelope_id: str, kind: Kind, payload: Payload, retry: Retry | None) -> Payload:
    envelope: Payload = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope["retry_attempt"] = retry.number if retry else 0
        envelope["retry_reason"] = retry.reason if retry else ""
    return envelope
