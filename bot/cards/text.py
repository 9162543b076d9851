"""Text that is safe to show: escaped, without live mentions, and no longer than it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BROADCAST = re.compile(r"@(here|channel|everyone)\b", re.IGNORECASE)
_ESCAPED_PERSON = re.compile(r"&lt;@([UW][A-Z0-9]+)&gt;")
_MESSAGE_BYTES = 3_900
"""Under the 4,000 bytes that chat.update allows for `text`."""


def escape(text: str) -> str:
    """Slack's three characters escaped, so that no markup or mention in it comes to life."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BROADCAST.sub("@\u2060\\1", safe)


def with_people(escaped: str) -> str:
    """Escaped text in which people may be named: of our own, or where it was typed to name them."""
    return _ESCAPED_PERSON.sub(r"<@\1>", escaped)


def clip(text: str, most: int) -> str:
    """At most so many characters, cut at a word and marked as cut."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return kept[: kept.rfind(" ")].rstrip() + "…" if " " in kept[most // 2 :] else kept + "…"


def fallback(text: str) -> str:
    """A message's plain text, escaped and inside Slack's byte limit."""
    safe = escape(text)
    while len(safe.encode()) > _MESSAGE_BYTES:
        safe = clip(safe, len(safe) * 9 // 10)
    return safe


def strong(text: str) -> str:
    """Escaped text in bold."""
    return f"*{escape(text)}*"


def bullets(items: Iterable[str], *, most: int, each: int = 280) -> str:
    """Escaped sentences as a list, at most `most` of them with `each` characters."""
    said = [item for item in items if item]
    return "\n".join(f"•  {clip(escape(item), each)}" for item in said[:most])
