"""What goes wrong inside the sandbox.

SandboxError
├── SlackError          Slack's answer {"ok": false, "error": ...} to an API call
├── ManifestError       the manifest would be refused by Slack
└── NotAcknowledged     the app did not answer a delivery in time
"""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.slack.wire import Payload


class SandboxError(Exception):
    """Base of everything the sandbox raises."""


class SlackError(SandboxError):
    """A refusal with one of Slack's error codes; `extra` joins the answer's fields."""

    def __init__(self, code: str, *, status: int = 200, extra: Payload | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.extra = extra or {}

    @classmethod
    def with_messages(cls, code: str, messages: Sequence[str]) -> SlackError:
        """A refusal whose reasons stand in `response_metadata.messages`, as for invalid blocks."""
        return cls(
            code,
            extra={
                "errors": list(messages),
                "response_metadata": {"messages": [f"[ERROR] {each}" for each in messages]},
            },
        )

    def body(self) -> Payload:
        """The JSON body of the answer."""
        return {"ok": False, "error": self.code, **self.extra}


class ManifestError(SandboxError):
    """The app manifest asks for something that Slack would refuse."""


class NotAcknowledged(SandboxError):
    """A delivery that the app did not acknowledge; `reason` is Slack's retry reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
