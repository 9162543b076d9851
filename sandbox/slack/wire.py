"""JSON as it travels, and the few helpers that everything which touches it shares."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

Payload = dict[str, Any]
"""One JSON object in Slack's own shape; the sandbox checks it and does not model it."""

Blocks = list[Payload]

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def escape(text: str) -> str:
    """`text` with the three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def digest(payload: object) -> str:
    """A short fingerprint of a payload, as Slack's view hashes are."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:16]


def without_none(**fields: object) -> Payload:
    """The fields that have a value."""
    return {key: value for key, value in fields.items() if value is not None}


def walk(node: object) -> Iterator[Payload]:
    """Every object inside a payload, outermost first."""
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from walk(child)
    elif isinstance(node, list):
        for child in node:
            yield from walk(child)
