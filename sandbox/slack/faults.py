"""Switches with which a test (or the page) makes Slack misbehave as Slack sometimes does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from sandbox.slack.errors import SlackError


@dataclass(slots=True)
class _MethodFault:
    error: str
    times: int
    status: int = 200
    retry_after: int | None = None


@dataclass(slots=True)
class Faults:
    """All switches are off at first; counts run down to zero by use."""

    drop_acks: int = 0
    """So many coming acknowledgements are ignored: the app did the work, Slack did not hear it."""
    redeliver: int = 0
    """So many coming events are delivered a second time although they were acknowledged."""
    latency: float = 0.0
    """Seconds that every API call takes longer."""
    _methods: dict[str, _MethodFault] = field(default_factory=dict)

    def fail(self, method: str, error: str, *, times: int = 1, status: int = 200) -> None:
        """The next `times` calls of `method` ("*" for any) answer with `error`."""
        self._methods[method] = _MethodFault(error, times, status)

    def rate_limit(self, times: int = 1, *, method: str = "*", retry_after: int = 1) -> None:
        """The next `times` calls of `method` are told to come back in `retry_after` seconds."""
        self._methods[method] = _MethodFault("ratelimited", times, 429, retry_after)

    def clear(self) -> None:
        """Everything works again."""
        self.drop_acks = self.redeliver = 0
        self.latency = 0.0
        self._methods.clear()

    async def before_call(self, method: str) -> None:
        """Waits or raises as the switches say."""
        if self.latency:
            await asyncio.sleep(self.latency)
        for name in (method, "*"):
            fault = self._methods.get(name)
            if fault:
                self._spend(name, fault)

    def loses_ack(self) -> bool:
        """Whether this acknowledgement gets lost."""
        if self.drop_acks <= 0:
            return False
        self.drop_acks -= 1
        return True

    def repeats_event(self) -> bool:
        """Whether this event is delivered again in spite of its acknowledgement."""
        if self.redeliver <= 0:
            return False
        self.redeliver -= 1
        return True

    def _spend(self, name: str, fault: _MethodFault) -> None:
        fault.times -= 1
        if fault.times <= 0:
            del self._methods[name]
        if fault.retry_after is None:
            raise SlackError(fault.error, status=fault.status)
        raise rate_limited(fault.retry_after)


def rate_limited(retry_after: int) -> SlackError:
    """Slack's answer to one call too many."""
    return SlackError("ratelimited", status=429, extra={"retry_after": retry_after})
