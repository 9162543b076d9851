"""Slack's Web API: one module for each family of methods, registered by name in `registry`.

`endpoint.web_api` is what the server mounts; importing this package registers every method.
"""

from sandbox.slack.api import (
    assistant,
    auth,
    chat,
    conversations,
    files,
    streams,
    users,
    validate,
    views,
)
from sandbox.slack.api.endpoint import web_api

__all__ = [
    "assistant",
    "auth",
    "chat",
    "conversations",
    "files",
    "streams",
    "users",
    "validate",
    "views",
    "web_api",
]
