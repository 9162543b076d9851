"""What a click carries, read once: who, where, in which workspace, on which value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.listeners.surface import Thread


@dataclass(frozen=True, slots=True)
class Click:
    """A pressed button, and its `label`. `channel` and `ts` are empty when it was pressed in a
    view.
    """

    tenant: str
    user: str
    value: str
    action: str
    trigger: str
    label: str = ""
    channel: str = ""
    ts: str = ""
    root: str = ""

    @classmethod
    def read(cls, body: dict[str, Any]) -> Click:
        """From the payload of a block action."""
        action, container = body["actions"][0], body.get("container") or {}
        ts = str(container.get("message_ts") or "")
        return cls(
            tenant=body["team"]["id"],
            user=body["user"]["id"],
            value=str(action.get("value") or ""),
            action=str(action["action_id"]),
            trigger=str(body.get("trigger_id") or ""),
            label=str((action.get("text") or {}).get("text") or ""),
            channel=str(container.get("channel_id") or ""),
            ts=ts,
            root=str(container.get("thread_ts") or ts),
        )

    @property
    def thread(self) -> Thread:
        """The thread of the message whose button was pressed."""
        return Thread(self.tenant, self.channel, self.root)
